package policygraph

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/rs/cors"

	"github.com/policygraph/policygraph/gql/serve"
	"github.com/policygraph/policygraph/web"
)

// preflightAge is how long a browser may remember that an origin is allowed, in seconds.
const preflightAge = 600

// HandlerOptions say who may ask. The zero value is usable: requests addressed to this machine, and pages on localhost.
type HandlerOptions struct {
	// Hosts are names that requests may be addressed to, without a port, beside localhost, loopback addresses and the
	// address that the connection came in on. Any other name is refused, so that a web page cannot reach a server
	// inside a network by a name of its own (DNS rebinding).
	Hosts []string
	// Origins are those whose pages may read answers in a browser, as browsers send them (https://app.example.org),
	// beside those on localhost; * is any. Cookies and passwords are never sent.
	Origins []string
}

// Validate says what is wrong with the options. An origin must be scheme://host[:port], which is what browsers send;
// anything else would silently never match.
func (o HandlerOptions) Validate() error {
	for _, origin := range o.Origins {
		u, err := url.Parse(origin)
		if origin != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != origin) {
			return fmt.Errorf("origin %q: want an origin as browsers send it, e.g. https://app.example.org", origin)
		}
	}
	return nil
}

// Handler serves the graph: /graphql, /schema.graphql, the pages at / and below /id/, /network, /export/graph.FORMAT and
// /export/network.FORMAT, /healthz and /readyz. Wrap it in [net/http.StripPrefix] and set Options.BaseURL to mount it below a path, and see
// [Server] for the limits of connections.
func (g *Graph) Handler(o HandlerOptions) (http.Handler, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	base, err := baseURL(g.options.BaseURL)
	if err != nil {
		return nil, err
	}
	pages := web.Handler(web.Options{Version: Version + Revision(), View: g.ready, Network: g.Network, Export: g.exportOptions()})
	return o.cors().Handler(g.api.Handler(serve.Options{Hosts: o.Hosts, BaseURL: base, Pages: pages})), nil
}

// baseURL reads a BaseURL, without the slash at its end; nil for none.
func baseURL(text string) (*url.URL, error) {
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery {
		return nil, fmt.Errorf("base URL %q: want http:// or https://, a host and perhaps a path, e.g. https://example.org/policygraph", text)
	}
	return u, nil
}

// Server is an HTTP server with the timeouts and limits that the handler needs.
func Server(h http.Handler) *http.Server { return serve.Server(h) }

func (o HandlerOptions) cors() *cors.Cors {
	return cors.New(cors.Options{
		AllowOriginFunc: func(origin string) bool {
			for _, allowed := range o.Origins {
				if allowed == "*" || strings.EqualFold(allowed, origin) {
					return true
				}
			}
			return onLocalhost(origin)
		},
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"ETag"},
		MaxAge:         preflightAge,
	})
}

// onLocalhost reports whether a page of this origin comes from this machine.
func onLocalhost(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost") || ip != nil && ip.IsLoopback()
}
