package serve

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// serve starts a server on a free port.
func serve(t testing.TB, h *API, opts Options) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Server(h.Handler(opts))
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return "http://" + l.Addr().String()
}

// exchange is a request and what is expected of the answer. Headers are written "Name: value"; "Name:" takes one out.
type exchange struct {
	name, method, path string
	send               []string
	body               string
	status             int
	want               []string // headers; "!Name" must be absent
	contains           string
}

// do sends a request without following or unpacking anything.
func do(t testing.TB, base string, x exchange) (*http.Response, []byte) {
	t.Helper()
	method, path := x.method, x.path
	if method == "" {
		method = "POST"
	}
	if path == "" {
		path = "/graphql"
	}
	var body io.Reader
	if x.body != "" {
		body = strings.NewReader(x.body)
	}
	r, err := http.NewRequest(method, base+path, body)
	if err != nil {
		t.Fatal(err)
	}
	if method == "POST" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, line := range x.send {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case value == "":
			r.Header.Del(name)
		case name == "Host":
			r.Host = value
		default:
			r.Header.Add(name, value)
		}
	}
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, got
}

func (x exchange) check(t *testing.T, base string) {
	t.Run(x.name, func(t *testing.T) {
		response, body := do(t, base, x)
		if response.StatusCode != x.status {
			t.Errorf("status %d, want %d: %s", response.StatusCode, x.status, body)
		}
		for _, line := range x.want {
			if name, absent := strings.CutPrefix(line, "!"); absent {
				if got := response.Header.Get(name); got != "" {
					t.Errorf("header %s: %s", name, got)
				}
				continue
			}
			name, value, _ := strings.Cut(line, ": ")
			if got := response.Header.Get(name); got != value {
				t.Errorf("header %s: %q, want %q", name, got, value)
			}
		}
		if !bytes.Contains(body, []byte(x.contains)) {
			t.Errorf("body %.300s, want %s in it", body, x.contains)
		}
		if strings.Contains(response.Header.Get("Content-Type"), "json") && bytes.HasPrefix(body, []byte(`{"errors"`)) {
			decodeErrors(t, body)
		}
		if response.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Error("no nosniff")
		}
	})
}

const typename = `{"query":"{__typename}"}`

func TestHTTP(t *testing.T) {
	get := "/graphql?query=" + url.QueryEscape("{__typename}")
	graphql, plain := "Content-Type: application/graphql-response+json; charset=utf-8", "Content-Type: application/json; charset=utf-8"
	newer := []string{"Accept: application/graphql-response+json"}
	tests := []exchange{
		{name: "post", body: typename, status: 200, want: []string{plain, "Cache-Control: no-store", "!ETag"}, contains: `{"data":{"__typename":"Query"}}`},
		{name: "post as a newer client", send: newer, body: typename, status: 200, want: []string{graphql, "Vary: Accept, Accept-Encoding"}},
		{name: "get", method: "GET", path: get, status: 200, want: []string{plain, "Cache-Control: no-cache"}, contains: `{"data":{"__typename":"Query"}}`},
		{name: "get with everything", method: "GET", path: "/graphql?query=" + url.QueryEscape("query A($n:Int){__typename tasks(first:$n){totalCount}} query B{__typename}") + "&operationName=A&variables=%7B%22n%22%3A3%7D&extensions=%7B%7D", status: 200},
		{name: "get with empty parameters", method: "GET", path: get + "&operationName=&variables=", status: 200},
		{name: "head", method: "HEAD", path: get, status: 200, want: []string{plain, "Content-Length: 31"}},
		{name: "options", method: "OPTIONS", status: 204, want: []string{"Allow: GET, HEAD, POST, OPTIONS"}},
		{name: "put", method: "PUT", body: typename, status: 405, want: []string{"Allow: GET, HEAD, POST, OPTIONS", plain}},
		{name: "delete", method: "DELETE", status: 405, want: []string{"Allow: GET, HEAD, POST, OPTIONS"}},
		{name: "byte order mark", body: "\ufeff" + typename, status: 200},
		{name: "utf-8", send: []string{"Content-Type:", "Content-Type: application/json; charset=UTF-8"}, body: typename, status: 200},
		{name: "nulls", body: `{"query":"{__typename}","variables":null,"operationName":null,"extensions":null}`, status: 200},
		{name: "members that nobody knows", body: `{"query":"{__typename}","id":1}`, status: 200},

		{name: "parse, newer", send: newer, body: `{"query":"{"}`, status: 400, want: []string{graphql}, contains: gate.CodeParseFailed},
		{name: "parse", body: `{"query":"{"}`, status: 200, want: []string{plain}, contains: gate.CodeParseFailed},
		{name: "validation, newer", send: newer, body: `{"query":"{a}"}`, status: 400, contains: gate.CodeValidationFailed},
		{name: "validation", body: `{"query":"{a}"}`, status: 200, contains: gate.CodeValidationFailed},
		{name: "variables, newer", send: newer, body: `{"query":"query($n:Int!){tasks(first:$n){totalCount}}"}`, status: 400, contains: gate.CodeBadUserInput},
		{name: "variables", body: `{"query":"query($n:Int!){tasks(first:$n){totalCount}}"}`, status: 200, contains: gate.CodeBadUserInput},
		{name: "mutation by get", method: "GET", path: "/graphql?query=mutation%7Ba%7D", send: newer, status: 400, contains: gate.CodeValidationFailed},

		{name: "no body", status: 400, contains: gate.CodeParseFailed},
		{name: "not JSON", body: `{"query`, status: 400, contains: gate.CodeParseFailed},
		{name: "two values", body: typename + typename, status: 400, contains: gate.CodeParseFailed},
		{name: "no object", body: `"query"`, status: 400, contains: `"the body is not a JSON object"`},
		{name: "null", body: `null`, status: 400, contains: "query is missing"},
		{name: "batch", body: "[" + typename + "]", status: 400, contains: "batches are not supported"},
		{name: "no query", body: `{}`, status: 400, contains: "query is missing"},
		{name: "null query", body: `{"query":null}`, status: 400, contains: "query is missing"},
		{name: "query of another type", body: `{"query":1}`, status: 400, contains: "query must be a string"},
		{name: "operation name of another type", body: `{"query":"{a}","operationName":[]}`, status: 400, contains: "operationName must be"},
		{name: "variables of another type", body: `{"query":"{a}","variables":"{}"}`, status: 400, contains: "variables must be an object"},
		{name: "extensions of another type", body: `{"query":"{a}","extensions":7}`, status: 400, contains: "extensions must be an object"},
		{name: "get without a query", method: "GET", status: 400, contains: "query is missing"},
		{name: "get twice", method: "GET", path: get + "&query=a", status: 400, contains: "query is given twice"},
		{name: "get, bad variables", method: "GET", path: get + "&variables=%7B", status: 400, contains: "variables is not JSON"},
		{name: "get, bad escape", method: "GET", path: "/graphql?query=%zz", status: 400, contains: "not well formed"},
		{name: "get, query in GBK", method: "GET", path: "/graphql?query=%7B__typename%7D%23%ca%a1%b7%a2", status: 400, contains: "query is not UTF-8: byte 15 is 0xB7"},
		{name: "get, variables in GBK", method: "GET", path: get + "&variables=%7B%22a%22%3A%22%ca%a1%b7%a2%22%7D", status: 400, contains: "variables is not UTF-8"},
		{name: "get, operation name in GBK", method: "GET", path: get + "&operationName=%b7%a2", status: 400, contains: "operationName is not UTF-8"},
		{name: "get, extensions in GBK", method: "GET", path: get + "&extensions=%7B%22%b7%a2%22:1%7D", status: 400, contains: "extensions is not UTF-8"},
		{name: "query in GBK", body: "{\"query\":\"{__typename}#\xb7\xa2\"}", status: 400, contains: "the body is not UTF-8: byte 23 is 0xB7"},
		{name: "variables in GBK", body: "{\"query\":\"{__typename}\",\"variables\":{\"name\":\"\xca\xa1\xb7\xa2\"}}", status: 400, contains: "GBK"},

		{name: "no content type", send: []string{"Content-Type:"}, body: typename, status: 415, contains: "Content-Type must be"},
		{name: "text", send: []string{"Content-Type:", "Content-Type: text/plain"}, body: typename, status: 415},
		{name: "form", send: []string{"Content-Type:", "Content-Type: application/x-www-form-urlencoded"}, body: "query={__typename}", status: 415},
		{name: "multipart", send: []string{"Content-Type:", "Content-Type: multipart/form-data; boundary=x"}, body: typename, status: 415},
		{name: "UTF8", send: []string{"Content-Type:", "Content-Type: application/json; charset=UTF8"}, body: typename, status: 200},
		{name: "quoted charset", send: []string{"Content-Type:", `Content-Type: application/json; charset="Utf-8"`}, body: typename, status: 200},
		{name: "charset in single quotes", send: []string{"Content-Type:", "Content-Type: application/json;charset='utf-8'"}, body: typename, status: 200},
		{name: "charset that begins alike", send: []string{"Content-Type:", "Content-Type: application/json; charset=utf-80"}, body: typename, status: 415},
		{name: "other charset", send: []string{"Content-Type:", "Content-Type: application/json; charset=gbk"}, body: typename, status: 415},
		{name: "compressed", send: []string{"Content-Encoding: gzip"}, body: typename, status: 415},
		{name: "not acceptable", send: []string{"Accept: text/html"}, body: typename, status: 406, want: []string{plain}},
		{name: "as large as allowed", body: typename + strings.Repeat(" ", gate.MaxRequestBytes-len(typename)), status: 200},
		{name: "one byte more", body: typename + strings.Repeat(" ", gate.MaxRequestBytes-len(typename)+1), status: 413, contains: gate.CodeTooComplex},
		{name: "ten megabytes", body: typename + strings.Repeat(" ", 10<<20), status: 413},

		{name: "schema", method: "GET", path: "/schema.graphql", status: 200, want: []string{"Content-Type: text/plain; charset=utf-8"}, contains: "type Query {"},
		{name: "schema, post", path: "/schema.graphql", status: 405, want: []string{"Allow: GET, HEAD"}},
		{name: "healthz", method: "GET", path: "/healthz", status: 200, contains: "ok"},
		{name: "readyz", method: "GET", path: "/readyz", status: 200, contains: "ok"},
		{name: "readyz, post", path: "/readyz", status: 405},
		{name: "unknown path", method: "GET", path: "/x", status: 404},
		{name: "a slash more", path: "/graphql/", body: typename, status: 200, contains: `{"data":{"__typename":"Query"}}`},
		{name: "below the API", method: "GET", path: "/graphql/x", status: 404},

		{name: "localhost", send: []string{"Host: localhost:8080"}, body: typename, status: 200},
		{name: "a name below localhost", send: []string{"Host: a.localhost"}, body: typename, status: 200},
		{name: "loopback", send: []string{"Host: 127.1.2.3"}, body: typename, status: 200},
		{name: "loopback, IPv6", send: []string{"Host: [::1]:8080"}, body: typename, status: 200},
		{name: "a name that was given", send: []string{"Host: Policy.Example:80"}, body: typename, status: 200},
		{name: "another name", send: []string{"Host: evil.example"}, body: typename, status: 421, contains: `start it with --host evil.example `},
		{name: "health by another name", method: "GET", path: "/healthz", send: []string{"Host: evil.example"}, status: 200},
		{name: "readiness by another name", method: "GET", path: "/readyz", send: []string{"Host: 10.0.0.7:8080"}, status: 200},
		{name: "below health by another name", method: "GET", path: "/healthz/x", send: []string{"Host: evil.example"}, status: 421},
		{name: "another name with ours in it", send: []string{"Host: localhost.evil.example"}, body: typename, status: 421},
		{name: "another address", send: []string{"Host: 192.0.2.1"}, body: typename, status: 421},
		{name: "another name, pages", method: "GET", path: "/schema.graphql", send: []string{"Host: evil.example"}, status: 421},
		{name: "as an image of another site", method: "GET", path: get, send: []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, status: 403},
		{name: "as a page of another site asks", method: "GET", path: get, send: []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"}, status: 200},
	}
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{Hosts: []string{"policy.example"}})
	for _, test := range tests {
		test.check(t, base)
	}
}

func TestHTTPFaultsOfOurs(t *testing.T) {
	fail := func(code string) stub {
		return func(ctx context.Context, _ *graph.View, _ *gate.Operation) []byte {
			if code == gate.CodeInternal {
				panic("secret")
			}
			<-ctx.Done()
			return nil
		}
	}
	for code, status := range map[string]int{gate.CodeInternal: 500, gate.CodeTimeout: 504} {
		base := serve(t, stubAPI(t, fail(code), gql.Options{Timeout: time.Millisecond, Logger: silent()}), Options{})
		for _, accept := range []string{"Accept: application/json", "Accept: application/graphql-response+json"} {
			exchange{name: code, send: []string{accept}, body: typename, status: status, contains: code}.check(t, base)
		}
	}
	base := serve(t, apiOver(t, func() *graph.View { return nil }, echo, gql.Options{}), Options{})
	exchange{name: "not ready", body: typename, status: 503, want: []string{"Retry-After: 1"}, contains: gate.CodeNotReady}.check(t, base)
	exchange{name: "not ready, get", method: "GET", path: "/graphql?query={__typename}", status: 503, want: []string{"!ETag"}}.check(t, base)
	exchange{name: "readyz", method: "GET", path: "/readyz", status: 503, want: []string{"Retry-After: 1"}}.check(t, base)
	exchange{name: "healthz", method: "GET", path: "/healthz", status: 200}.check(t, base)
}

func TestNegotiate(t *testing.T) {
	tests := []struct{ accept, want string }{
		{"", typeJSON},
		{"*/*", typeJSON},
		{"application/*", typeJSON},
		{"application/json", typeJSON},
		{"application/graphql-response+json", typeGraphQL},
		{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", typeGraphQL},
		{"application/json, application/graphql-response+json", typeGraphQL},
		{"application/graphql-response+json,application/json;q=0.9", typeGraphQL},
		{"application/graphql-response+json;q=0.5,application/json", typeJSON},
		{"application/json;q=0, */*", typeGraphQL},
		{"application/graphql-response+json;q=0, */*;q=0.1", typeJSON},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", typeJSON},
		{"APPLICATION/GraphQL-Response+JSON", typeGraphQL},
		{"multipart/mixed, application/graphql-response+json", typeGraphQL},
		{"text/html", ""},
		{"application/json;q=0", ""},
		{"application/json;q=x", ""},
		{"application/json; charset=gbk", ""},
		{"application/json; charset=UTF8", typeJSON},
		{";;;", ""},
	}
	for _, test := range tests {
		if got := negotiate([]string{test.accept}); got != test.want {
			t.Errorf("%q gives %q, want %q", test.accept, got, test.want)
		}
	}
	if got := negotiate([]string{"application/json;q=0.5", "application/graphql-response+json"}); got != typeGraphQL {
		t.Errorf("two headers give %q", got)
	}
}

// large answers with n bytes of data.
func large(n int) stub {
	return func(context.Context, *graph.View, *gate.Operation) []byte {
		return []byte(`{"data":"` + strings.Repeat("x", n-len(`{"data":""}`)) + `"}`)
	}
}

func TestGzip(t *testing.T) {
	tests := []struct {
		accept string
		bytes  int
		zipped bool
	}{
		{"gzip", minGzipBytes, true},
		{"gzip", minGzipBytes - 1, false},
		{"gzip, deflate, br", 50_000, true},
		{"*", 50_000, true},
		{"gzip;q=0.5", 50_000, true},
		{"gzip;q=0", 50_000, false},
		{"gzip; q=0, *", 50_000, false},
		{"*;q=0, gzip", 50_000, true},
		{"br", 50_000, false},
		{"", 50_000, false},
	}
	for _, test := range tests {
		base := serve(t, stubAPI(t, large(test.bytes), gql.Options{}), Options{})
		response, body := do(t, base, exchange{body: typename, send: []string{"Accept-Encoding: " + test.accept}})
		if zipped := response.Header.Get("Content-Encoding") == "gzip"; zipped != test.zipped {
			t.Errorf("%q and %d bytes: gzip is %v", test.accept, test.bytes, zipped)
		}
		if test.zipped {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if len(body) != test.bytes {
			t.Errorf("%q: %d bytes, want %d", test.accept, len(body), test.bytes)
		}
		if response.Header.Get("Vary") != "Accept, Accept-Encoding" {
			t.Error("no Vary")
		}
	}
}

func TestETag(t *testing.T) {
	view := &graph.View{ID: "one"}
	runs := 0
	h := apiOver(t, func() *graph.View { return view }, func(_ context.Context, _ *graph.View, op *gate.Operation) []byte {
		runs++
		if op.Variables["fail"] == true {
			return []byte(`{"errors":[{"message":"x","extensions":{"code":"INTERNAL"}}],"data":null}`)
		}
		return []byte(`{"data":{}}`)
	}, gql.Options{})
	base := serve(t, h, Options{})
	path := func(variables string) string {
		return "/graphql?query=" + url.QueryEscape("query($fail:Boolean!,$n:Int){__typename@skip(if:$fail) tasks(first:$n){totalCount}}") + "&variables=" + url.QueryEscape(variables)
	}
	ask := func(variables, tag string) (int, string) {
		r, body := do(t, base, exchange{method: "GET", path: path(variables), send: []string{"If-None-Match: " + tag}})
		if r.StatusCode == 304 && len(body) > 0 {
			t.Error("304 with a body")
		}
		return r.StatusCode, r.Header.Get("ETag")
	}
	status, tag := ask(`{"n":1,"fail":false}`, "")
	if status != 200 || tag == "" {
		t.Fatalf("%d %q", status, tag)
	}
	for _, list := range []string{tag, `"x", ` + tag, strings.TrimPrefix(tag, "W/")} {
		if status, again := ask(`{"n":1,"fail":false}`, list); status != 304 || again != tag {
			t.Errorf("%s: %d %s", list, status, again)
		}
	}
	if runs != 1 {
		t.Errorf("%d runs, want 1", runs)
	}
	if status, other := ask(`{"n":2,"fail":false}`, tag); status != 200 || other == tag {
		t.Errorf("other variables: %d %s", status, other)
	}
	view = &graph.View{ID: "two"}
	if status, other := ask(`{"n":1,"fail":false}`, tag); status != 200 || other == tag {
		t.Errorf("another graph: %d %s", status, other)
	}
	if status, other := ask(`{"fail":true}`, ""); status != 200 || other != "" {
		t.Errorf("an answer with errors: %d %s", status, other)
	}
	r, _ := do(t, base, exchange{method: "GET", path: "/schema.graphql"})
	if r, body := do(t, base, exchange{method: "GET", path: "/schema.graphql", send: []string{"If-None-Match: " + r.Header.Get("ETag")}}); r.StatusCode != 304 || len(body) > 0 {
		t.Errorf("the schema: %d", r.StatusCode)
	}
}

func TestPersistedQueries(t *testing.T) {
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{})
	hash := func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
	with := func(query, hash string) string {
		if query != "" {
			query = fmt.Sprintf(`"query":%q,`, query)
		}
		return fmt.Sprintf(`{%s"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`, query, hash)
	}
	good, bad := "{__typename}", "{bad}"
	get := "/graphql?extensions=" + url.QueryEscape(with("", hash(good))[len(`{"extensions":`):len(with("", hash(good)))-1])
	for _, x := range []exchange{
		{name: "unknown", body: with("", hash(good)), status: 200, contains: "PERSISTED_QUERY_NOT_FOUND"},
		{name: "unknown, newer", body: with("", hash(good)), send: []string{"Accept: application/graphql-response+json"}, status: 200, contains: `"message":"PersistedQueryNotFound"`},
		{name: "unknown, get", method: "GET", path: get, status: 200, contains: "PERSISTED_QUERY_NOT_FOUND"},
		{name: "another's hash", body: with(good, hash(bad)), status: 200, contains: "sha256Hash is not that of the query"},
		{name: "still unknown", body: with("", hash(bad)), status: 200, contains: "PERSISTED_QUERY_NOT_FOUND"},
		{name: "given", body: with(good, hash(good)), status: 200, contains: `{"data"`},
		{name: "known", body: with("", hash(good)), status: 200, contains: `{"data"`},
		{name: "known, upper case", body: with("", strings.ToUpper(hash(good))), status: 200, contains: `{"data"`},
		{name: "known, get", method: "GET", path: get, status: 200, contains: `{"data"`},
		{name: "refused", body: with(bad, hash(bad)), status: 200, contains: gate.CodeValidationFailed},
		{name: "refused is not kept", body: with("", hash(bad)), status: 200, contains: "PERSISTED_QUERY_NOT_FOUND"},
		{name: "no version", body: `{"extensions":{"persistedQuery":{"sha256Hash":"a"}}}`, status: 400, contains: gate.CodeBadUserInput},
		{name: "no hash", body: `{"extensions":{"persistedQuery":{"version":1}}}`, status: 400, contains: gate.CodeBadUserInput},
	} {
		x.check(t, base)
	}
}

// A client that never ends its headers, or sends too many, is let go.
func TestServerLimits(t *testing.T) {
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{})
	for bytes, status := range map[int]int{maxHeaderBytes / 2: 200, 2 * maxHeaderBytes: 431} {
		exchange{name: fmt.Sprint(bytes), send: []string{"X-Long: " + strings.Repeat("x", bytes)}, body: typename, status: status}.checkStatus(t, base)
	}
	s := Server(nil)
	for name, d := range map[string]time.Duration{"header": s.ReadHeaderTimeout, "read": s.ReadTimeout, "write": s.WriteTimeout, "idle": s.IdleTimeout} {
		if d <= 0 {
			t.Errorf("no %s timeout", name)
		}
	}
	if s.WriteTimeout <= gate.Timeout {
		t.Error("a request that runs as long as it may cannot be answered")
	}
}

// checkStatus is check for answers that net/http gives before the handler sees the request.
func (x exchange) checkStatus(t *testing.T, base string) {
	if r, _ := do(t, base, x); r.StatusCode != x.status {
		t.Errorf("%s: status %d, want %d", x.name, r.StatusCode, x.status)
	}
}

// HTTP/1.0 needs no Host; such a request is addressed to nobody.
func TestNoHost(t *testing.T) {
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{})
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, "GET /schema.graphql HTTP/1.0\r\n\r\n")
	line, _ := bufio.NewReader(c).ReadString('\n')
	if !strings.Contains(line, "421") {
		t.Errorf("got %q", line)
	}
}

func TestPages(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "page "+r.URL.Path) })
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{Pages: pages})
	exchange{name: "page", method: "GET", path: "/id/x", status: 200, contains: "page /id/x"}.check(t, base)
	exchange{name: "page, other host", method: "GET", path: "/id/x", send: []string{"Host: evil.example"}, status: 421}.check(t, base)
	exchange{name: "api", body: typename, status: 200, contains: "data"}.check(t, base)
}

func FuzzRequest(f *testing.F) {
	f.Add(typename)
	f.Add(`{"query":"{a}","variables":{"a":[1,null]},"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`)
	h := stubAPI(f, echo, gql.Options{}).Handler(Options{})
	f.Fuzz(func(t *testing.T, body string) {
		w := httptest.NewRecorder()
		r, _ := http.NewRequest("POST", "/graphql", strings.NewReader(body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/json")
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("status %d", w.Code)
		}
		if strings.HasPrefix(w.Body.String(), `{"errors"`) {
			var shape any
			if json.Unmarshal(w.Body.Bytes(), &shape) != nil {
				t.Errorf("not JSON: %s", w.Body)
			}
		}
	})
}
