package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
)

func checkCommand() command {
	return command{
		name: "check", args: "[--data DIR]", summary: "prove that a graph is sound",
		help: `Reads everything that is stored and proves that every fact has a passage, that every passage quotes the stored text, that
no link leads nowhere, that ids are unique and that every document has the digest it was stored with. Says what is wrong,
and exits 1, otherwise.

  policygraph check
  policygraph check --data ~/plans.graph`,
		flags: dataFlag,
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 0 {
				return usage("check takes no arguments")
			}
			return p.withGraph(o, policygraph.Options{Existing: true, Damaged: true}, func(g *policygraph.Graph) error {
				problems, err := g.Check(ctx)
				if err != nil {
					return err
				}
				for _, problem := range problems {
					fmt.Fprintln(p.out, clean(problem.String()))
				}
				if len(problems) > 0 {
					return errors.New(count(len(problems), "problem"))
				}
				v := g.View()
				_, err = fmt.Fprintf(p.out, "sound: %s, %s, %s, %s, %s; snapshot %s\n", count(v.Len(graph.KindDocument), "document"),
					count(v.Len(graph.KindTask), "task"), count(v.Len(graph.KindResponsibility), "responsibility", "responsibilities"),
					count(v.Len(graph.KindEvidence), "passage"), count(v.QuadCount, "quad"), v.ID)
				return err
			})
		},
	}
}
