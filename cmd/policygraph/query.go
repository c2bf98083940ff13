package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph/store"
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
			request, err := p.request(o, args)
			if err != nil {
				return err
			}
			return p.withGraph(ctx, o, func(s *store.Store) error { return p.answer(ctx, s, o, request) })
		},
	}
}

// request is the operation of the command line.
func (p *program) request(o *options, args []string) (gql.Request, error) {
	request := gql.Request{OperationName: o.operation}
	var err error
	if o.variables != "" {
		if request.Variables, err = gate.ReadObject([]byte(o.variables)); err != nil {
			return request, usage("--variables is %w: %s", err, o.variables)
		}
	}
	var text []byte
	if len(args) == 0 || args[0] == "-" {
		text, err = io.ReadAll(p.in)
	} else {
		text, err = os.ReadFile(args[0])
	}
	request.Query = string(text)
	return request, err
}

func (p *program) answer(ctx context.Context, s *store.Store, o *options, request gql.Request) error {
	engine, err := p.engine(s, o)
	if err != nil {
		return err
	}
	body := engine.Execute(ctx, request).Body
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, body, "", "  "); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	pretty.WriteByte('\n')
	if _, err := pretty.WriteTo(p.out); err != nil {
		return err
	}
	var errs struct{ Errors []struct{ Message string } }
	if err := json.Unmarshal(body, &errs); err != nil {
		return err
	}
	if len(errs.Errors) > 0 {
		return errors.New(errs.Errors[0].Message)
	}
	return nil
}
