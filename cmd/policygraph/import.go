package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/policygraph/policygraph"
)

func importCommand() command {
	return command{
		name: "import", args: "[--data DIR] FILE|-", summary: "load N-Quads that export wrote",
		help: `Loads a graph that was exported as N-Quads: in an empty folder it gives the same snapshot. Every document is compared with
the digest it was stored with; one that differs is refused and named, and the exit code is 1, as it is when the file has no
statement.

  policygraph import --data copy graph.nq`,
		flags: dataFlag,
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) != 1 {
				return usage("import which file? - is standard input")
			}
			var in io.Reader = p.in
			name := "standard input"
			if args[0] != "-" {
				name = args[0]
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close() //nolint:errcheck // only read from
				in = f
			}
			return p.withGraph(o, policygraph.Options{}, func(g *policygraph.Graph) error {
				report, err := g.Import(ctx, in)
				fmt.Fprintln(p.err, summary(report, g.View()))
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				return nil
			})
		},
	}
}
