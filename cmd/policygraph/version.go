package main

import (
	"context"
	"fmt"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/loader"
)

func versionCommand() command {
	return command{
		name: "version", summary: "print the version of the program and of its rules",
		help: `The version of the rules is part of every document in a graph: when it changes, documents are read again at
the next load.

  policygraph version`,
		run: func(_ context.Context, p *program, _ *options, args []string) error {
			if len(args) > 0 {
				return usage("version takes no arguments")
			}
			_, err := fmt.Fprintf(p.out, "policygraph %s (revision %s, rules %s)\n", policygraph.Version, policygraph.Revision(), loader.Version)
			return err
		},
	}
}
