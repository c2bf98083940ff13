package main

import (
	"context"
	"flag"

	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/score"
)

func scoreCommand() command {
	return command{
		name: "score", args: "[--verbose] GOLD...", summary: "measure the reading of documents against gold",
		help: `Reads the document of each gold file (JSON), compares what was found with what a careful reader takes out of it, and
prints precision, recall and F1 of tasks, bodies, roles, places, projects and themes.

  policygraph score seeds/gold/*.json
  policygraph score --verbose gold/02.json`,
		flags: func(fs *flag.FlagSet, o *options) {
			fs.BoolVar(&o.verbose, "verbose", false, "list every miss and every false hit with its place")
		},
		run: func(_ context.Context, p *program, o *options, args []string) error {
			if len(args) == 0 {
				return usage("score which gold files?")
			}
			report, err := score.Run(args, loader.Read)
			if err != nil {
				return err
			}
			if _, err := report.WriteTo(p.out); err != nil {
				return err
			}
			if o.verbose {
				return report.WriteDetails(p.out)
			}
			return nil
		},
	}
}
