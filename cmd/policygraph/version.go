package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/policygraph/policygraph/loader"
)

// version of the program; CHANGELOG.md says what each brought.
const version = "0.1.0"

// revision is the source revision that the program was built from, as the Go tool recorded it.
func revision() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}

func versionCommand() command {
	return command{
		name: "version", summary: "print the version of the program and of its rules",
		help: `The version of the rules is part of every document in a graph: when it changes, documents are read anew at the
next load.

  policygraph version`,
		run: func(_ context.Context, p *program, _ *options, args []string) error {
			if len(args) > 0 {
				return usage("version takes no arguments")
			}
			_, err := fmt.Fprintf(p.out, "policygraph %s (revision %s, rules %s)\n", version, revision(), loader.Version)
			return err
		},
	}
}
