package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rs/cors"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/serve"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/store"
	"github.com/policygraph/policygraph/web"
)

// shutdownTime is how long requests may run on after a signal, in seconds of wall time: longer than any may last.
const shutdownTime = 15 * time.Second

// preflightAge is how long a browser may remember that an origin is allowed, in seconds.
const preflightAge = 600

// defaultAddr is on the loopback interface: what is loaded may not be for everybody on the network.
const defaultAddr = "127.0.0.1:8080"

func serveCommand() command {
	return command{
		name: "serve", args: "[--addr HOST:PORT] [--data DIR] [--cors-origin ORIGIN]... [PATH...]", summary: "load what is new, then serve GraphQL and pages",
		help: `Loads PATHs (the embedded plan when none is given and the graph is empty), skipping what is unchanged, and serves until it is stopped:

  /graphql          the API, by GET and POST
  /schema.graphql   its schema
  /                 queries to try; /id/… is the page of an entity, fact or passage
  /export/…         the graph or a network for Gephi, R, NetworkX, …: see 'policygraph help export'
  /healthz /readyz  alive; the graph can be asked

Only Host names of the listener are answered. Pages on localhost may call the API from a browser.

  policygraph serve
  policygraph serve --addr 127.0.0.1:9000 plans/
  policygraph serve --addr :8080 --host graph.example.org --cors-origin https://app.example.org`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			fs.StringVar(&o.addr, "addr", defaultAddr, "`HOST:PORT` to listen on; port 0 takes a free one")
			fs.Var(&o.corsOrigins, "cors-origin", "`ORIGIN` whose pages may call the API, beside those on localhost; * is any")
			baseFlag(fs, o)
			fs.StringVar(&o.metrics, "metrics-addr", "", "`HOST:PORT` to serve Prometheus metrics on, at /metrics; none when not given")
			fs.Var(&o.hosts, "host", "`NAME` that the server is reached by, beside that of its address")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if err := checkOrigins(o.corsOrigins); err != nil {
				return err
			}
			return p.withStore(o, func(s *store.Store) error { return p.serve(ctx, s, o, args) })
		},
	}
}

// serve listens at once, so that /readyz can be asked, loads, and answers until ctx ends.
func (p *program) serve(ctx context.Context, s *store.Store, o *options, paths []string) error {
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("%w; name another address with --addr", err)
	}
	var ready atomic.Bool
	ready.Store(s.View().Len(graph.KindDocument) > 0)
	source := func() *graph.View {
		if !ready.Load() {
			return nil
		}
		return s.View()
	}
	o.base = cmp.Or(o.base, "http://"+listener.Addr().String())
	engine, err := p.engineOf(source, o)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	api := serve.New(engine)
	server := serve.Server(p.handler(s, source, engine, api, o))
	stopped := make(chan error, 2)
	go func() { stopped <- server.Serve(listener) }()
	if o.metrics != "" {
		metrics, err := net.Listen("tcp", o.metrics)
		if err != nil {
			return errors.Join(fmt.Errorf("%w; name another address with --metrics-addr", err), server.Close())
		}
		mux := http.NewServeMux()
		mux.Handle("/metrics", api.Metrics())
		side := serve.Server(mux)
		defer side.Close() //nolint:errcheck // nobody waits for its answers
		go func() { stopped <- side.Serve(metrics) }()
		fmt.Fprintf(p.err, "metrics at http://%s/metrics\n", metrics.Addr())
	}
	if len(paths) > 0 || !ready.Load() {
		if err := p.load(ctx, s, o, paths); err != nil && ctx.Err() == nil {
			fmt.Fprintf(p.err, "policygraph: %v; serving what is there\n", clean(err.Error()))
		}
	}
	ready.Store(true)
	go engine.Warm()
	fmt.Fprintf(p.err, "serving http://%s/graphql (%d tasks of %d documents); Ctrl-C stops\n",
		listener.Addr(), s.View().Len(graph.KindTask), s.View().Len(graph.KindDocument))
	if p.started != nil {
		p.started(listener.Addr().String())
	}
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	// The context of the run is over; requests get time of their own.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return server.Shutdown(grace)
}

// handler puts the parts together: the API and the pages, with CORS around them.
func (p *program) handler(s *store.Store, source func() *graph.View, engine *gql.Engine, api *serve.API, o *options) http.Handler {
	pages := http.NewServeMux()
	pages.Handle("/", web.Handler(source, engine.Network))
	pages.Handle("GET /export/{file}", p.exports(s, engine, o))
	return p.cors(o).Handler(api.Handler(serve.Options{Hosts: o.hosts, Pages: pages}))
}

func (p *program) engineOf(source func() *graph.View, o *options) (*gql.Engine, error) {
	return gql.New(source, gql.Options{
		Version: version, Commit: revision(), BaseURL: o.base, Logger: slog.New(slog.NewTextHandler(p.err, nil)),
	})
}

// engine answers from a store.
func (p *program) engine(s *store.Store, o *options) (*gql.Engine, error) {
	return p.engineOf(s.View, o)
}

// cors lets pages on localhost and at the named origins read answers; cookies and passwords are never sent.
func (p *program) cors(o *options) *cors.Cors {
	return cors.New(cors.Options{
		AllowOriginFunc: func(origin string) bool {
			for _, allowed := range o.corsOrigins {
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

// checkOrigins wants scheme://host[:port], which is what browsers send; anything else would silently never match.
func checkOrigins(origins []string) error {
	for _, o := range origins {
		u, err := url.Parse(o)
		if o != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != o) {
			return usage("--cors-origin %q: want an origin as browsers send it, e.g. https://app.example.org", o)
		}
	}
	return nil
}
