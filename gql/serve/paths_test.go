package serve

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/policygraph/policygraph/gql"
)

// TestBrowsers opens the API as a browser does: without a query it leads to the console, by an address that is right below any
// path, and with one it answers.
func TestBrowsers(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "page "+r.URL.Path) })
	h := stubAPI(t, echo, gql.Options{}).Handler(Options{Pages: pages})
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
	for _, test := range []struct {
		method, path, accept string
		status               int
		location             string
	}{
		{"GET", "/graphql", browser, 303, "graphiql"}, {"HEAD", "/graphql", browser, 303, "graphiql"}, {"GET", "/graphql/", browser, 303, "../graphiql"},
		{"GET", "/graphql?query={__typename}", browser, 200, ""}, {"GET", "/graphql", "application/json, text/html;q=0.9", 400, ""},
		{"GET", "/graphql", "*/*", 400, ""}, {"GET", "/graphql", "", 400, ""}, {"POST", "/graphql", browser, 415, ""},
	} {
		for range 2 { // the answer does not depend on the one before
			w, r := httptest.NewRecorder(), httptest.NewRequest(test.method, test.path, nil)
			r.Host = "localhost"
			r.Header.Set("Accept", test.accept)
			h.ServeHTTP(w, r)
			if got := w.Header().Get("Location"); w.Code != test.status || got != test.location {
				t.Errorf("%s %s as %q: status %d to %q, want %d to %q", test.method, test.path, test.accept, w.Code, got, test.status, test.location)
			}
		}
	}
}

// TestBaseURL is a server behind a proxy that keeps the path of the address, and behind one that cuts it off.
func TestBaseURL(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "page "+r.URL.Path) })
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{Pages: pages, BaseURL: &url.URL{Scheme: "https", Host: "Plans.example:8443", Path: "/a/policygraph/"}})
	host := "Host: plans.example"
	for _, x := range []exchange{
		{name: "path cut off", path: "/graphql", body: typename, status: 200, contains: "data"},
		{name: "path kept", path: "/a/policygraph/graphql", body: typename, status: 200, contains: "data"},
		{name: "page", method: "GET", path: "/a/policygraph/id/x", status: 200, contains: "page /id/x"},
		{name: "first page", method: "GET", path: "/a/policygraph/", status: 200, contains: "page /"},
		{name: "page, path cut off", method: "GET", path: "/id/x", status: 200, contains: "page /id/x"},
		{name: "another name", method: "GET", path: "/a/policygraphs", status: 200, contains: "page /a/policygraphs"},
	} {
		x.send = []string{host}
		x.check(t, base)
	}
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/a/policygraph", nil)
	below("/a/policygraph/", pages).ServeHTTP(w, r)
	if w.Code != 303 || w.Header().Get("Location") != "policygraph/" {
		t.Errorf("without a slash at the end: status %d to %q", w.Code, w.Header().Get("Location"))
	}
	exchange{name: "another host", path: "/a/policygraph/graphql", send: []string{"Host: evil.example"}, body: typename, status: 421}.check(t, base)
	exchange{name: "health of another host", method: "GET", path: "/a/policygraph/healthz", send: []string{"Host: evil.example"}, status: 200}.check(t, base)
}
