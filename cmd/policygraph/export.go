package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph/export"
	"github.com/policygraph/policygraph/internal/atomicfile"
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
			fs.StringVar(&o.spec, "spec", "", "a NetworkSpec of the API, as `JSON`; all of the graph when not given")
			fs.StringVar(&o.output, "output", "", "`FILE` to write; standard output when not given")
			baseFlag(fs, o)
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 0 {
				return usage("export takes no arguments, only flags")
			}
			if _, err := export.Lookup(o.format); err != nil {
				return usageError{err}
			}
			if err := wantUTF8("--spec", o.spec); err != nil {
				return err
			}
			o.address = "http://" + defaultAddr
			return p.withContents(ctx, o, func(g *policygraph.Graph) error { return p.export(ctx, g, o) })
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
	fs.Func("base-url", "`URL` where clients reach the server, with the path behind a proxy; begins all addresses in answers, exports and citations",
		func(s string) error {
			o.base = s
			return policygraph.Options{BaseURL: s}.Validate()
		})
}

func (p *program) export(ctx context.Context, g *policygraph.Graph, o *options) error {
	if o.output == "" {
		return g.Export(ctx, p.out, o.format, o.spec)
	}
	return atomicfile.Write(o.output, 0o666, func(w io.Writer) error { return g.Export(ctx, w, o.format, o.spec) })
}
