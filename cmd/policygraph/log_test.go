package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestAccessLog: at level info each request is one line, without its query; at warn there is none.
func TestAccessLog(t *testing.T) {
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "12345")
	})
	ask := func(o options) string {
		var out bytes.Buffer
		log, err := logger(&out, &o)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/graphql?query=secret", nil)
		r.RemoteAddr = "192.0.2.7:1234"
		accessLog(log, answer).ServeHTTP(httptest.NewRecorder(), r)
		return out.String()
	}
	var line struct {
		Msg, Method, Path, Client, Level string
		Status, Bytes                    int
	}
	out := ask(options{logFormat: "json", logLevel: "info"})
	if err := json.Unmarshal([]byte(out), &line); err != nil || strings.Contains(out, "secret") {
		t.Fatalf("%v: %s", err, out)
	}
	if line.Msg != "request" || line.Method != "GET" || line.Path != "/graphql" || line.Client != "192.0.2.7" || line.Status != 418 || line.Bytes != 5 || line.Level != "INFO" {
		t.Errorf("logged %s", out)
	}
	if out := ask(options{logLevel: "INFO"}); !strings.Contains(out, "level=INFO msg=request method=GET path=/graphql status=418 bytes=5 ") {
		t.Errorf("as text: %s", out)
	}
	for _, level := range []string{"", "warn", "error"} {
		if out := ask(options{logLevel: level}); out != "" {
			t.Errorf("at level %q: %s", level, out)
		}
	}
}

func TestLogFlags(t *testing.T) {
	run{}.do("serve", "--data", ":memory:", "--log-format", "xml").want(t, exitUsage, "", "want text or json")
	run{}.do("serve", "--data", ":memory:", "--log-level", "loud").want(t, exitUsage, "", "want debug, info, warn or error")
}

// TestConnectionIsReached: what wraps an answer hides nothing of the connection.
func TestConnectionIsReached(t *testing.T) {
	s := httptest.NewServer(accessLog(slog.New(slog.NewTextHandler(io.Discard, nil)), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
	})))
	defer s.Close()
	r, err := http.Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
}
