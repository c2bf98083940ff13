package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/graph/export"
	"github.com/policygraph/policygraph/graph/store"
)

func exportCommand() command {
	return command{
		name: "export", args: "--format FORMAT [--spec JSON] [--output FILE] [--data DIR]", summary: "write the graph, or a network of it, for other programs",
		help: `Without --spec it writes the whole graph; with it, the collaboration network that the specification asks for ({} is all
bodies tied by common tasks), with its measures. The same graph and specification give the same bytes. Formats:

` + formatList() + `
  policygraph export --format gexf > graph.gexf
  policygraph export --format csv --spec '{"departmentKinds":["DEPARTMENT"]}' --output network.zip
  policygraph export --format nquads > graph.nq && policygraph import --data copy graph.nq`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			fs.StringVar(&o.format, "format", "", "`FORMAT` to write")
			fs.StringVar(&o.spec, "spec", "", "a NetworkSpec of the API, as `JSON`; the whole graph when not given")
			fs.StringVar(&o.output, "output", "", "`FILE` to write; standard output when not given")
			baseFlag(fs, o)
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 0 {
				return usage("export takes no arguments, only flags")
			}
			format, err := export.Lookup(o.format)
			if err != nil {
				return usageError{err}
			}
			return p.withGraph(ctx, o, func(s *store.Store) error { return p.export(ctx, s, o, format) })
		},
	}
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&b, "  %-10s .%-8s for %s\n", f.Name, f.Extension, f.Reads)
	}
	return b.String()
}

func baseFlag(fs *flag.FlagSet, o *options) {
	fs.StringVar(&o.base, "base-url", "", "`URL` that begins the addresses in exports and citations; the default is http:// and the address of the server")
}

func (p *program) export(ctx context.Context, s *store.Store, o *options, format export.Format) (err error) {
	o.base = cmp.Or(o.base, "http://"+defaultAddr)
	write := func(w io.Writer) error { return export.Graph(ctx, w, s.View(), format, exportOptions(s, o)) }
	if o.spec != "" {
		engine, err := p.engine(s, o)
		if err != nil {
			return err
		}
		n, err := engine.Network(ctx, o.spec)
		if err != nil {
			return err
		}
		write = func(w io.Writer) error { return export.Network(ctx, w, n, format, exportOptions(s, o)) }
	}
	if o.output == "" {
		return write(p.out)
	}
	f, err := os.Create(o.output)
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err != nil { // a part of a file looks like a file
		err = errors.Join(err, os.Remove(o.output))
	}
	return err
}

func exportOptions(s *store.Store, o *options) export.Options {
	return export.Options{
		BaseURL: o.base,
		Quads: func(ctx context.Context, visit func(export.Quad) error) error {
			return s.Quads(ctx, func(q store.Quad) error { return visit(export.Quad(q)) })
		},
	}
}

// maxSpecBytes bounds the specification in an address, in bytes; it has room for a hundred ids.
const maxSpecBytes = 8 << 10

// exports serves GET /export/graph.FORMAT and /export/network.FORMAT?spec=JSON.
func (p *program) exports(s *store.Store, e *gql.Engine, o *options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what, name, _ := strings.Cut(r.PathValue("file"), ".")
		format, err := export.Lookup(name)
		if err != nil || what != "graph" && what != "network" {
			http.Error(w, "there is /export/graph.FORMAT and /export/network.FORMAT?spec={}; formats:\n"+formatList(), http.StatusNotFound)
			return
		}
		out := &download{w: w, format: format, name: "policygraph-" + what + "." + format.Extension}
		if what == "graph" {
			out.finish(export.Graph(r.Context(), out, s.View(), format, exportOptions(s, o)))
			return
		}
		spec := cmp.Or(r.URL.Query().Get("spec"), "{}")
		if len(spec) > maxSpecBytes {
			http.Error(w, fmt.Sprintf("the specification has %d bytes, %d are allowed", len(spec), maxSpecBytes), http.StatusRequestURITooLong)
			return
		}
		n, err := e.Network(r.Context(), spec)
		if err == nil {
			err = export.Network(r.Context(), out, n, format, exportOptions(s, o))
		}
		out.finish(err)
	})
}

// download sends a file. Its headers go out with the first byte, so that an error before it can still be told.
type download struct {
	w       http.ResponseWriter
	format  export.Format
	name    string
	started bool
}

func (d *download) Write(b []byte) (int, error) {
	if !d.started {
		d.started = true
		h := d.w.Header()
		h.Set("Content-Type", d.format.MediaType)
		h.Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.w.Write(b)
}

func (d *download) finish(err error) {
	switch {
	case err == nil:
	case d.started:
		panic(http.ErrAbortHandler) // cmd: the connection is cut, so that a part does not pass for the whole
	default:
		http.Error(d.w, err.Error(), http.StatusBadRequest)
	}
}
