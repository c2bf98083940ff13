package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/policygraph/policygraph"
)

func queryCommand() command {
	return command{
		name: "query", args: "[--data DIR] [--variables JSON] [--operation NAME] [FILE|-]", summary: "run a GraphQL operation without a server",
		help: `Reads the operation from FILE or, with - or nothing, from standard input, and prints the answer as JSON. An empty graph is filled
with the embedded plan first. Exits 1 when the answer has errors.

  echo '{ stats { taskCount } }' | policygraph query
  policygraph query --data :memory: who.graphql
  policygraph query --variables '{"name":"省发改委"}' department.graphql`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			fs.StringVar(&o.variables, "variables", "", "values of the variables, a `JSON` object")
			fs.StringVar(&o.operation, "operation", "", "`NAME` of the operation to run, when there are several")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 1 {
				return usage("query takes one file, not %d", len(args))
			}
			q, err := p.query(o, args)
			if err != nil {
				return err
			}
			return p.withFilledGraph(ctx, o, func(g *policygraph.Graph) error { return p.answer(ctx, g, q) })
		},
	}
}

// query is the operation of the command line.
func (p *program) query(o *options, args []string) (policygraph.Query, error) {
	q := policygraph.Query{Operation: o.operation}
	if o.variables != "" {
		var object map[string]json.RawMessage
		if json.Unmarshal([]byte(o.variables), &object) != nil {
			return q, usage("--variables is not a JSON object: %s", o.variables)
		}
		q.Variables = object
	}
	var text []byte
	var err error
	if len(args) == 0 || args[0] == "-" {
		text, err = io.ReadAll(p.in)
	} else {
		text, err = os.ReadFile(args[0])
	}
	q.Text = string(text)
	return q, err
}

func (p *program) answer(ctx context.Context, g *policygraph.Graph, q policygraph.Query) error {
	answer, failed := g.Query(ctx, q)
	if answer == nil {
		return failed
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, answer, "", "  "); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	pretty.WriteByte('\n')
	if _, err := pretty.WriteTo(p.out); err != nil {
		return err
	}
	return failed
}
