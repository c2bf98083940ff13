// Package serve is GraphQL over HTTP: the API, its schema, health and metrics.
package serve

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/internal/lru"
)

// Limits of a connection.
const (
	readHeaderTimeout = 5 * time.Second  // headers are sent in one go
	readTimeout       = 15 * time.Second // 100 kB on a slow line
	writeTimeout      = 2 * time.Minute  // the run of a request and a large answer on a slow line
	idleTimeout       = 2 * time.Minute  // longer than browsers keep a connection
	maxHeaderBytes    = 16 << 10         // bytes; also limits the length of a GET
	minGzipBytes      = 1_400            // bytes; less fits into one packet anyway
	maxPersistedBytes = 4 << 20          // bytes of persisted queries kept
)

const (
	graphqlPath = "/graphql"
	schemaPath  = "/schema.graphql"
	healthPath  = "/healthz"
	readyPath   = "/readyz"
)

// Options are what a program tells the handler of the API. The zero value is usable.
type Options struct {
	// Hosts are names that requests may be addressed to, without a port, beside localhost, loopback addresses and the
	// address that the connection came in on.
	Hosts []string
	// BaseURL is the address that clients use, e.g. https://example.org/policygraph behind a proxy; empty when they use
	// that of the listener. Its host is one of Hosts. Requests may come with its path or, when the proxy cuts it off, without.
	BaseURL *url.URL
	// Pages answers all other paths; they are not found when it is nil.
	Pages http.Handler
}

// Server is an HTTP server with the timeouts and limits that this API needs.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
	}
}

// API is the API of an engine over HTTP. It is safe for concurrent use.
type API struct {
	engine    *gql.Engine
	persisted *lru.Cache[string, string] // queries by the hex of their SHA-256
	zip       *zipper
	meters    meters
}

// New makes the API of an engine.
func New(e *gql.Engine) *API {
	return &API{engine: e, persisted: lru.New[string, string](maxPersistedBytes), zip: newZipper()}
}

// Handler serves the API at /graphql (GraphQL over HTTP, GET and POST), the SDL at /schema.graphql, /healthz (the
// program runs) and /readyz (a graph is loaded). It answers only requests that are addressed to this host by a name that
// belongs to it, so that a web page cannot reach it by a name of its own (DNS rebinding).
func (h *API) Handler(opts Options) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(schemaPath, h.schema)
	mux.HandleFunc(healthPath, h.healthz)
	mux.HandleFunc(readyPath, h.readyz)
	api := http.Handler(http.HandlerFunc(h.graphql))
	if opts.Pages != nil {
		mux.Handle("/", opts.Pages)
		api = browsersToConsole(api)
	}
	mux.Handle(graphqlPath, api)
	mux.Handle(graphqlPath+"/{$}", api)
	hosts, path := opts.Hosts, ""
	if u := opts.BaseURL; u != nil {
		hosts, path = append([]string{u.Hostname()}, hosts...), u.Path
	}
	return drained(below(path, guard(mux, hosts)), maxDrainBytes, drainTime)
}

// graphql answers requests to the API.
func (h *API) graphql(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Add("Vary", "Accept, Accept-Encoding") // beside Origin, which CORS adds
	mediaType := negotiate(r.Header.Values("Accept"))
	a := answer{API: h, w: w, r: r, mediaType: mediaType}
	switch r.Method {
	case http.MethodOptions:
		header.Set("Allow", "GET, HEAD, POST, OPTIONS")
		w.WriteHeader(http.StatusNoContent)
		return
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		header.Set("Allow", "GET, HEAD, POST, OPTIONS")
		a.refuse(http.StatusMethodNotAllowed, gate.Errorf(gate.CodeBadUserInput, "method %s is not allowed; use GET or POST", r.Method))
		return
	}
	if mediaType == "" {
		a.mediaType = typeJSON
		a.refuse(http.StatusNotAcceptable, gate.Errorf(gate.CodeBadUserInput, "answers are %s or %s", typeGraphQL, typeJSON))
		return
	}
	in, status, err := readRequest(w, r)
	if err != nil {
		a.refuse(status, err)
		return
	}
	a.run(in)
}

// answer writes the answer to one request to the API.
type answer struct {
	*API
	w         http.ResponseWriter
	r         *http.Request
	mediaType string
}

// refuse answers a request that does not reach the engine.
func (a *answer) refuse(status int, err *gate.Error) {
	a.meters.count(err.Code)
	a.send(status, gate.ErrorBody(err))
}

func (a *answer) run(in incoming) {
	if err := a.findPersisted(&in); err != nil {
		a.refuse(http.StatusOK, err) // 200 so that clients send the query instead of giving up
		return
	}
	header := a.w.Header()
	header.Set("Cache-Control", "no-store")
	tag := ""
	if a.r.Method != http.MethodPost {
		header.Set("Cache-Control", "no-cache") // may be kept, must be asked for again
		if tag = a.tag(in, a.viewID()); tag != "" && matches(a.r.Header.Get("If-None-Match"), tag) {
			header.Set("ETag", tag)
			a.w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	start := time.Now()
	response, release := a.engine.Lend(a.r.Context(), in.Request)
	defer release()
	a.meters.observe(&response, time.Since(start))
	a.keepPersisted(in, response)
	if tag != "" && response.Code == "" && !response.Partial() {
		header.Set("ETag", a.tag(in, response.ViewID))
	}
	if response.Code == gate.CodeNotReady {
		header.Set("Retry-After", "1")
	}
	a.send(a.status(response), response.Body)
}

// status is the HTTP status of a response. Clients that ask for application/json only are told of a refused request in
// the body, as the GraphQL over HTTP specification recommends; that the service is at fault they see in both forms.
func (a *answer) status(r gql.Response) int {
	switch r.Code {
	case "":
		return http.StatusOK
	case gate.CodeNotReady:
		return http.StatusServiceUnavailable
	case gate.CodeInternal:
		return http.StatusInternalServerError
	case gate.CodeTimeout:
		return http.StatusGatewayTimeout
	}
	if a.mediaType == typeJSON {
		return http.StatusOK
	}
	return http.StatusBadRequest
}

func (a *answer) send(status int, body []byte) {
	a.zip.send(a.w, a.r, status, a.mediaType+"; charset=utf-8", body)
}

// schema serves the SDL.
func (h *API) schema(w http.ResponseWriter, r *http.Request) {
	if !readOnly(w, r) {
		return
	}
	tag := `W/"` + h.engine.Service().SchemaSHA256 + `"`
	w.Header().Set("ETag", tag)
	w.Header().Add("Vary", "Accept-Encoding")
	w.Header().Set("Cache-Control", "no-cache")
	if matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.zip.send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte(gql.SDL()))
}

func (h *API) healthz(w http.ResponseWriter, r *http.Request) {
	if readOnly(w, r) {
		h.plain(w, r, http.StatusOK, "ok")
	}
}

func (h *API) readyz(w http.ResponseWriter, r *http.Request) {
	switch {
	case !readOnly(w, r):
	case h.viewID() == "":
		w.Header().Set("Retry-After", "1")
		h.plain(w, r, http.StatusServiceUnavailable, "no graph is loaded yet")
	default:
		h.plain(w, r, http.StatusOK, "ok")
	}
}

func (h *API) plain(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Cache-Control", "no-store")
	h.zip.send(w, r, status, "text/plain; charset=utf-8", []byte(text+"\n"))
}

// readOnly lets only GET and HEAD through.
func readOnly(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "method "+gate.Shorten(r.Method)+" is not allowed; use GET", http.StatusMethodNotAllowed)
	return false
}

// matches reports whether a list of tags in If-None-Match has this one, compared weakly.
func matches(list, tag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// viewID is the id of the current View; empty while there is none.
func (h *API) viewID() string {
	if v := h.engine.View(); v != nil {
		return v.ID
	}
	return ""
}
