package main

import (
	"context"
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
					return fmt.Errorf("%d problems", len(problems))
				}
				v := g.View()
				_, err = fmt.Fprintf(p.out, "sound: %d documents, %d tasks, %d responsibilities, %d passages, %d quads; snapshot %s\n",
					v.Len(graph.KindDocument), v.Len(graph.KindTask), v.Len(graph.KindResponsibility), v.Len(graph.KindEvidence),
					v.QuadCount, v.ID)
				return err
			})
		},
	}
}
