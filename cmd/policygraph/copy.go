package main

import (
	"context"
	"fmt"

	"github.com/policygraph/policygraph"
)

func compactCommand() command {
	return command{
		name: "compact", args: "[--data DIR]", summary: "rewrite the file of the graph, also to the current format",
		help: `The store only ever grows: replaced and removed documents stay in it. This rewrites the file without what is free in it;
all versions stay. A graph that version 0.1 wrote becomes one that can be added to.

  policygraph compact`,
		flags: dataFlag,
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 0 {
				return usage("compact takes no arguments")
			}
			return p.withGraph(o, policygraph.Options{Existing: true}, func(g *policygraph.Graph) error {
				before, after, err := g.Compact(ctx)
				if err == nil {
					_, err = fmt.Fprintf(p.out, "%d bytes before, %d after\n", before, after)
				}
				return err
			})
		},
	}
}

func backupCommand() command {
	return command{
		name: "backup", args: "[--data DIR] FOLDER", summary: "copy the graph to an empty folder",
		help: `The copy is a data folder of its own: --data FOLDER opens it.

  policygraph backup /mnt/backup/2026-11-24`,
		flags: dataFlag,
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) != 1 {
				return usage("backup to which folder?")
			}
			return p.withGraph(o, policygraph.Options{Existing: true}, func(g *policygraph.Graph) error {
				if err := g.Backup(ctx, args[0]); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.out, "copied to %s\n", args[0])
				return err
			})
		},
	}
}
