package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/internal/running"
)

func queryCommand() command {
	return command{
		name: "query", args: "[--data DIR] [--variables JSON] [--operation NAME] [FILE|-]", summary: "run a GraphQL operation, with or without a server",
		help: `Reads the operation from FILE or, with - or nothing, from standard input, and prints the answer as JSON. When a server
of the folder runs, it answers. With --data :memory: the embedded plan is asked. Exits 1 when the answer has errors.

  echo '{ stats { taskCount } }' | policygraph query
  policygraph query --data :memory: who.graphql
  policygraph query --variables '{"name":"省发改委"}' department.graphql`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			executorFlag(fs, o)
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
			return p.ask(ctx, o, q)
		},
	}
}

// query is the operation of the command line.
func (p *program) query(o *options, args []string) (policygraph.Query, error) {
	q := policygraph.Query{Operation: o.operation}
	if err := cmp.Or(wantUTF8("--variables", o.variables), wantUTF8("--operation", o.operation)); err != nil {
		return q, err
	}
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
	if q.Text = string(text); err == nil {
		err = wantUTF8("the query", q.Text)
	}
	return q, err
}

// wantUTF8 refuses what a console sends in another encoding: it would be found nowhere.
func wantUTF8(what, text string) error {
	if utf8.ValidString(text) {
		return nil
	}
	return usage("%s is not UTF-8. A console that is set to GBK sends GBK: set it to UTF-8 (on Windows 'chcp 65001'), or save a file as UTF-8", what)
}

// ask asks the server of the folder, when one runs, or else the graph in the folder. A server that shows the embedded plan
// since nothing had been loaded is asked only as long as that is so.
func (p *program) ask(ctx context.Context, o *options, q policygraph.Query) error {
	dir, err := p.dataDir(o)
	if err != nil {
		return err
	}
	server, err := running.Find(dir)
	if err != nil {
		return err
	}
	if server == nil || server.Plan {
		err := p.withContents(ctx, o, func(g *policygraph.Graph) error {
			answer, err := g.Query(ctx, q)
			return p.printAnswer(answer, err)
		})
		empty := errors.Is(err, policygraph.ErrNoGraph) || errors.Is(err, errEmpty)
		if server == nil || !empty {
			return err
		}
	}
	request, err := json.Marshal(q)
	if err != nil {
		return err
	}
	answer, err := server.Ask(ctx, request)
	if err != nil {
		return err
	}
	return p.printAnswer(answer, policygraph.ErrorOf(answer))
}

// printAnswer prints an answer, if there is one, and gives back its error.
func (p *program) printAnswer(answer []byte, failed error) error {
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
