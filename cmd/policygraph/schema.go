package main

import (
	"context"
	"io"

	"github.com/policygraph/policygraph"
)

func schemaCommand() command {
	return command{
		name: "schema", summary: "print the GraphQL schema (SDL)",
		help: `The same text that a server gives at /schema.graphql, for code generators and editors.

  policygraph schema > schema.graphql`,
		run: func(_ context.Context, p *program, _ *options, args []string) error {
			if len(args) > 0 {
				return usage("schema takes no arguments")
			}
			_, err := io.WriteString(p.out, policygraph.Schema())
			return err
		},
	}
}
