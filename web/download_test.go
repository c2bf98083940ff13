package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// ask asks h with headers as "Name: value" and gives the answer.
func ask(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", path, nil)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	h.ServeHTTP(w, r)
	return w
}

func exporter(v *graph.View) http.Handler {
	return Handler(Options{View: func() *graph.View { return v }, Network: func(ctx context.Context, spec string) (*analysis.Network, error) {
		if spec != "{}" {
			return nil, errors.New("no such specification")
		}
		return analysis.Build(ctx, v, analysis.Spec{})
	}})
}

func TestExportsAreCompressed(t *testing.T) {
	h := exporter(hostile(t))
	for path, zips := range map[string]bool{"/export/graph.gexf": true, "/export/network.graphml": true, "/export/network.csv": false} {
		plain, zipped := ask(h, path), ask(h, path, "Accept-Encoding: gzip")
		if got := zipped.Header().Get("Content-Encoding") == "gzip"; got != zips || plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed %v, want %v", path, got, zips)
		}
		body := zipped.Body.Bytes()
		if zips {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(body, plain.Body.Bytes()) || len(body) < 300 {
			t.Errorf("%s: %d bytes compressed, %d plain", path, len(body), plain.Body.Len())
		}
		if same := plain.Header().Get("ETag") == zipped.Header().Get("ETag"); same == zips {
			t.Errorf("%s: other bytes have the tag %s", path, plain.Header().Get("ETag"))
		}
	}
}

func TestExportsAreNotSentTwice(t *testing.T) {
	h := exporter(hostile(t))
	tags := map[string]string{}
	for _, path := range []string{"/export/graph.gexf", "/export/graph.dot", "/export/network.gexf", "/export/network.gexf?spec={}"} {
		for _, accept := range []string{"Accept: */*", "Accept-Encoding: gzip"} {
			first := ask(h, path, accept)
			tag := first.Header().Get("ETag")
			again := ask(h, path, accept, "If-None-Match: "+tag)
			if tag == "" || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
				t.Errorf("%s: tag %q, asked again: status %d", path, tag, again.Code)
			}
			if other, ok := tags[tag]; ok && !strings.HasPrefix(path, other) {
				t.Errorf("%s has the tag of %s", path, other)
			}
			tags[tag] = path
		}
	}
	refused := ask(h, "/export/network.gexf?spec=[]")
	if refused.Code != http.StatusBadRequest || refused.Header().Get("ETag") != "" {
		t.Errorf("a refused export: status %d, tag %q", refused.Code, refused.Header().Get("ETag"))
	}
}

// TestExportsGoOn asks for parts, as a client does whose download broke off.
func TestExportsGoOn(t *testing.T) {
	h := exporter(hostile(t))
	whole := ask(h, "/export/graph.gexf")
	all, tag := whole.Body.Bytes(), whole.Header().Get("ETag")
	n := len(all)
	for asked, want := range map[string][2]int{
		"bytes=0-9": {0, 10}, "bytes=100-": {100, n}, "bytes=-7": {n - 7, n}, fmt.Sprintf("bytes=%d-%d", n-1, n+50): {n - 1, n},
	} {
		part := ask(h, "/export/graph.gexf", "Range: "+asked, "If-Range: "+tag, "Accept-Encoding: gzip")
		if part.Code != http.StatusPartialContent || !bytes.Equal(part.Body.Bytes(), all[want[0]:want[1]]) {
			t.Errorf("%s: status %d, %d bytes, want those from %d to %d", asked, part.Code, part.Body.Len(), want[0], want[1])
		}
		if got, want := part.Header().Get("Content-Range"), fmt.Sprintf("bytes %d-%d/%d", want[0], want[1]-1, n); got != want {
			t.Errorf("%s: Content-Range %q, want %q", asked, got, want)
		}
	}
	if part := ask(h, "/export/graph.gexf", "Range: bytes=10-", `If-Range: "another"`); part.Code != http.StatusOK || !bytes.Equal(part.Body.Bytes(), all) {
		t.Errorf("a part of another version: status %d, %d bytes", part.Code, part.Body.Len())
	}
	if part := ask(h, "/export/graph.gexf", fmt.Sprintf("Range: bytes=%d-", n)); part.Code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a part after the end: status %d", part.Code)
	}
}
