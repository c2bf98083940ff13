package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/running"
)

// shutdownTime is how long requests may run on after a signal, in seconds of wall time: longer than any may last.
const shutdownTime = 15 * time.Second

// defaultAddr is on the loopback interface: what is loaded may not be for everybody on the network.
const defaultAddr = "127.0.0.1:8080"

func serveCommand() command {
	return command{
		name: "serve", args: "[--addr HOST:PORT] [--data DIR] [--cors-origin ORIGIN]... [PATH...]", summary: "load what is new, then serve GraphQL and pages",
		help: `Loads PATHs, skipping what is unchanged, and serves until it is stopped. Without PATH, as long as nothing was ever loaded
into the folder, it serves the embedded plan from memory, a demonstration:

  /graphql          the API, by GET and POST
  /schema.graphql   its schema
  /                 the explorer; /graphiql is a console; /id/… is the page of an entity, fact or passage
  /export/…         the graph or a network for Gephi, R, NetworkX, …: see 'policygraph help export'
  /healthz /readyz  alive; the graph can be asked

Only the names of the listener and of --base-url are answered. Pages on localhost may call the API from a browser.
docs/DEPLOY.md shows a proxy, TLS and a service.

  policygraph serve
  policygraph serve --addr 127.0.0.1:9000 plans/
  policygraph serve --base-url https://example.org/policygraph
  policygraph serve --addr :8080 --host graph.example.org --cors-origin https://app.example.org`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			executorFlag(fs, o)
			fs.StringVar(&o.addr, "addr", defaultAddr, "`HOST:PORT` to listen on; port 0 takes a free one")
			fs.Var(&o.corsOrigins, "cors-origin", "`ORIGIN` whose pages may call the API, beside those on localhost; * is any")
			baseFlag(fs, o)
			fs.StringVar(&o.metrics, "metrics-addr", "", "`HOST:PORT` to serve Prometheus metrics on, at /metrics; none when not given")
			logFlags(fs, o)
			fs.Var(&o.hosts, "host", "`NAME` that the server is reached by, beside that of its address")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			who := policygraph.HandlerOptions{Hosts: o.hosts, Origins: o.corsOrigins}
			if err := who.Validate(); err != nil {
				return usage("--cors-origin: %w", err)
			}
			var err error
			if o.log, err = logger(p.err, o); err != nil {
				return err
			}
			return p.serve(ctx, o, who, args)
		},
	}
}

// serve listens at once, so that /readyz can be asked, loads, and answers until ctx ends.
func (p *program) serve(ctx context.Context, o *options, who policygraph.HandlerOptions, paths []string) (err error) {
	dir, err := p.dataDir(o)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("%w; name another address with --addr", err)
	}
	defer listener.Close() //nolint:errcheck // closed by the server when there is one
	fmt.Fprintf(p.err, "policygraph %s: listening on http://%s\n", policygraph.Version, listener.Addr())
	o.address = "http://" + listener.Addr().String()
	var ready atomic.Bool
	g, plan, err := p.openToServe(ctx, dir, p.settings(o, policygraph.Options{Ready: ready.Load}), len(paths) == 0)
	if err != nil {
		return p.explain(dir, err)
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	defer p.announce(dir, running.Server{URL: running.URL(listener.Addr()), PID: os.Getpid(), Version: policygraph.Version, Plan: plan})()
	handler, err := g.Handler(who)
	if err != nil {
		return err
	}
	ready.Store(len(paths) == 0 || g.View().Len(graph.KindDocument) > 0)
	server := policygraph.Server(accessLog(o.log, handler))
	stopped := make(chan error, 2)
	go func() { stopped <- server.Serve(listener) }()
	if o.metrics != "" {
		side, err := p.metrics(g, o.metrics, stopped)
		if err != nil {
			return errors.Join(err, server.Close())
		}
		defer side.Close() //nolint:errcheck // nobody waits for its answers
	}
	if len(paths) > 0 {
		if err := p.load(ctx, g, o, paths); err != nil && ctx.Err() == nil {
			fmt.Fprintf(p.err, "policygraph: %v; serving what is there\n", clean(err.Error()))
		}
	}
	ready.Store(true)
	go g.Warm()
	fmt.Fprintf(p.err, "serving http://%s/graphql (%s of %s); Ctrl-C stops\n", listener.Addr(),
		count(g.View().Len(graph.KindTask), "task"), count(g.View().Len(graph.KindDocument), "document"))
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

// openToServe opens the graph of a folder. When nothing is to be loaded and nothing ever was, it is the embedded plan, in
// memory: the plan never enters the folder.
func (p *program) openToServe(ctx context.Context, dir string, as policygraph.Options, asIs bool) (g *policygraph.Graph, plan bool, err error) {
	if !asIs {
		g, err = policygraph.Open(dir, as)
		return g, false, err
	}
	as.Existing = true
	switch g, err = policygraph.Open(dir, as); {
	case err == nil && !g.Empty():
		return g, false, nil
	case err == nil:
		if err := g.Close(); err != nil {
			return nil, false, err
		}
	case !errors.Is(err, policygraph.ErrNoGraph):
		return nil, false, err
	}
	where := ""
	if dir != policygraph.Memory {
		where = ", as nothing was loaded into " + dir
	}
	fmt.Fprintf(p.err, "serving the embedded plan from memory%s\n", where)
	g, err = policygraph.OpenPlan(ctx, as)
	return g, true, err
}

// announce lets other commands find the server by its folder. A server that cannot be announced serves all the same.
func (p *program) announce(dir string, s running.Server) (stop func()) {
	if dir == policygraph.Memory {
		return func() {}
	}
	end, err := running.Announce(dir, s)
	if err != nil {
		fmt.Fprintf(p.err, "policygraph: commands will not find this server by its folder %s: %v\n", dir, err)
		return func() {}
	}
	return func() {
		if err := end(); err != nil {
			fmt.Fprintf(p.err, "policygraph: %v\n", err)
		}
	}
}

// metrics serves /metrics on an address of its own.
func (p *program) metrics(g *policygraph.Graph, addr string, stopped chan<- error) (*http.Server, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%w; name another address with --metrics-addr", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/metrics", g.Metrics())
	server := policygraph.Server(mux)
	go func() { stopped <- server.Serve(listener) }()
	fmt.Fprintf(p.err, "metrics at http://%s/metrics\n", listener.Addr())
	return server, nil
}
