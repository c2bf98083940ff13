package serve

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Media types of answers.
const (
	typeGraphQL = "application/graphql-response+json"
	typeJSON    = "application/json"
	typeHTML    = "text/html"
)

// negotiate chooses the media type of the answer by the headers Accept: the one with the higher quality; JSON when both
// are equal because of a wildcard, the newer type when both are named. It is empty when neither is acceptable.
func negotiate(accept []string) string {
	if strings.TrimSpace(strings.Join(accept, "")) == "" {
		return typeJSON
	}
	graphql, graphqlNamed := quality(accept, typeGraphQL)
	plain, _ := quality(accept, typeJSON)
	switch {
	case graphql == 0 && plain == 0:
		return ""
	case graphql > plain || graphql == plain && graphqlNamed:
		return typeGraphQL
	}
	return typeJSON
}

// quality is how much a media type is wanted, 0 to 1; named when it is not a wildcard that says so. The most specific
// range counts.
func quality(accept []string, mediaType string) (q float64, named bool) {
	best := 0
	kind, _, _ := strings.Cut(mediaType, "/")
	for _, header := range accept {
		for one := range strings.SplitSeq(header, ",") {
			name, params, err := mime.ParseMediaType(one)
			if err != nil {
				continue
			}
			precision := map[string]int{"*/*": 1, kind + "/*": 2, mediaType: 3}[name]
			if precision <= best {
				continue
			}
			best, q = precision, 1
			if text, ok := params["q"]; ok {
				if q, err = strconv.ParseFloat(text, 64); err != nil {
					q = 0
				}
			}
			if precision == 3 && !isUTF8(params["charset"]) {
				q = 0
			}
		}
	}
	return q, best == 3
}

// isUTF8 reports whether a parameter `charset` says UTF-8, as it is written or as many programs write it, or nothing.
func isUTF8(charset string) bool {
	charset = strings.Trim(charset, "'\" ")
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

// zipper sends bodies, compressed when that is wanted and worth it.
type zipper struct{ writers sync.Pool }

func newZipper() *zipper {
	return &zipper{sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // the level is valid
		return w
	}}}
}

func (z *zipper) send(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	if len(body) < minGzipBytes || !wantsGzip(r.Header.Values("Accept-Encoding")) {
		header.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // the client has gone away
		}
		return
	}
	header.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	zip := z.writers.Get().(*gzip.Writer)
	defer z.writers.Put(zip)
	zip.Reset(w)
	_, _ = zip.Write(body)
	_ = zip.Close()
}

func wantsGzip(accept []string) bool {
	best, wanted := 0, false
	for _, header := range accept {
		for one := range strings.SplitSeq(header, ",") {
			name, rest, _ := strings.Cut(one, ";")
			precision := map[string]int{"*": 1, "gzip": 2}[strings.ToLower(strings.TrimSpace(name))]
			if precision <= best {
				continue
			}
			q, given := strings.CutPrefix(strings.ReplaceAll(rest, " ", ""), "q=")
			value, err := strconv.ParseFloat(q, 64)
			best, wanted = precision, !given || err == nil && value > 0
		}
	}
	return wanted
}

// tag names the answer to a request: the same program, graph and request give the same answer. It is empty while there
// is no graph. Weak, because the body may be compressed.
func (a *answer) tag(in incoming, viewID string) string {
	if viewID == "" {
		return ""
	}
	h := sha256.New()
	info := a.engine.Service()
	for _, part := range []string{info.Version, info.Commit, info.SchemaSHA256, info.BaseURL, info.Address, viewID, a.mediaType, in.Query, in.OperationName, in.variables} {
		_, _ = io.WriteString(h, strconv.Itoa(len(part))+":"+part)
	}
	return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}
