// Package reference runs operations with graphql-go over the binding table of package gql: the executor that the plans are
// judged by, in speed and in truth, and another one to serve with.
package reference

import (
	"context"
	"fmt"
	"runtime"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	goast "github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// executor lets graphql-go collect fields, complete values and bubble nulls up. What graphql-go does not do as the
// specification says is kept from it: it gets the operation that the gate has parsed and never a text, arguments are
// coerced by the gate, @skip and @include reach it as literals, introspection is answered by a plan, and the answer, which
// it makes as maps, is written in the order of the query.
type executor struct {
	table  *gql.Table
	schema graphql.Schema
	trace  Trace
	most   int // bytes of values; see maxValueBytes
}

// maxValueBytes bounds the values of one answer, which graphql-go keeps in maps until all are there: more than any page
// needs, and what a small machine can spare. A value counts valueBytes and its text.
const (
	maxValueBytes = 256 << 20
	valueBytes    = 100
)

// Trace sees what every field resolves to.
type Trace func(path []any, value any, err error)

// New makes the executor, for gql.Options.
func New(t *gql.Table) (gql.Executor, error) { return Traced(t, nil) }

// Traced is New with a trace, for tests. With one, every field can be null, so that one error does not keep others from
// being seen.
func Traced(t *gql.Table, trace Trace) (gql.Executor, error) {
	s := schemaMaker{nullable: trace != nil, known: t.Schema(), types: map[string]graphql.Type{
		"Int": graphql.Int, "Float": graphql.Float, "String": graphql.String, "Boolean": graphql.Boolean, "ID": graphql.ID,
	}}
	config := graphql.SchemaConfig{Query: s.named("Query").(*graphql.Object)}
	for _, def := range t.Types() {
		if def.Kind == ast.Object && !def.BuiltIn {
			config.Types = append(config.Types, s.named(def.Name))
		}
	}
	schema, err := graphql.NewSchema(config)
	if err != nil {
		return nil, fmt.Errorf("graphql-go: %w", err)
	}
	return &executor{table: t, schema: schema, trace: trace, most: maxValueBytes}, nil
}

// run is one request.
type run struct {
	*gql.Run
	executor *executor
	op       *gate.Operation
	origin   map[*goast.Field]*ast.Field
	left     int // bytes of values that may still be made
	panicked any
}

// Execute runs an operation. It returns as soon as the field that is being read when ctx ends is read.
func (e *executor) Execute(ctx context.Context, v *graph.View, op *gate.Operation) []byte {
	run := &run{Run: e.table.Start(ctx, v, op), executor: e, op: op, origin: map[*goast.Field]*ast.Field{}, left: e.most}
	result := run.execute()
	switch {
	case run.panicked != nil:
		panic(fmt.Sprint("reference: a field panicked: ", run.panicked))
	case run.left < 0:
		return gate.ErrorBody(gate.Errorf(gate.CodeTooComplex, "the values of the answer take more than %d bytes; ask for smaller pages", e.most))
	case run.Late():
		return gate.ErrorBody(gate.Errorf(gate.CodeTimeout, "not done in time"))
	}
	out := []byte("{")
	if len(result.Errors) > 0 {
		var errs []*gate.Error
		for _, e := range result.Errors {
			errs = append(errs, run.error(e))
		}
		text, err := gate.Marshal(errs)
		if err != nil {
			panic("reference: errors are plain data: " + err.Error())
		}
		out = append(append(append(out, `"errors":`...), text...), ',')
	}
	out = append(out, `"data":`...)
	out = run.write(out, result.Data, []ast.SelectionSet{op.Definition.SelectionSet})
	return append(out, '}')
}

// execute runs graphql-go in a goroutine of its own, so that a resolver can end it; nil when one did.
func (run *run) execute() *graphql.Result {
	done := make(chan *graphql.Result, 1)
	go func() {
		var result *graphql.Result
		defer func() { done <- result }()
		result = graphql.Execute(graphql.ExecuteParams{
			Schema: run.executor.schema, Root: run.Root(), AST: run.document(),
			// not the context of the request: graphql-go would return and leave its resolvers running
			Context: context.WithValue(context.Background(), runKey{}, run),
		})
	}()
	return <-done
}

type runKey struct{}

// error turns an error of graphql-go into ours.
func (run *run) error(f gqlerrors.FormattedError) *gate.Error {
	out := &gate.Error{Code: gate.CodeInternal, Message: f.Message, Path: f.Path}
	located, ok := f.OriginalError().(*gqlerrors.Error)
	if !ok {
		return out
	}
	if own, ok := located.OriginalError.(*gate.Error); ok {
		out.Code, out.Message, out.Extensions = own.Code, own.Message, own.Extensions
	}
	for _, node := range located.Nodes {
		if field, ok := node.(*goast.Field); ok {
			p := run.origin[field].Position
			out.Locations = append(out.Locations, gate.Location{Line: p.Line, Column: p.Column})
		}
	}
	return out
}

// typeKey is the response key under which every object tells its type to write.
const typeKey = "__typeOfObject"

// write appends a value that graphql-go made; sets are what was selected of it.
func (run *run) write(out []byte, value any, sets []ast.SelectionSet) []byte {
	switch v := value.(type) {
	case []any:
		out = append(out, '[')
		for i, item := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = run.write(out, item, sets)
		}
		return append(out, ']')
	case map[string]any:
		if v == nil || v[typeKey] == nil {
			return append(out, "null"...)
		}
		def := run.executor.table.Schema().Types[v[typeKey].(string)]
		out = append(out, '{')
		for i, s := range run.Collect(def, sets) {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(gql.AppendLeaf(out, s.Key), ':')
			item, ok := v[s.Key]
			if !ok {
				panic("reference: graphql-go left out " + s.Key)
			}
			var under []ast.SelectionSet
			for _, f := range s.Fields {
				under = append(under, f.SelectionSet)
			}
			out = run.write(out, item, under)
		}
		return append(out, '}')
	}
	return gql.AppendLeaf(out, value)
}

// resolve reads one field of one object.
func (run *run) resolve(p graphql.ResolveParams) (any, error) {
	defer run.guard()
	if run.Late() {
		runtime.Goexit() // graphql-go knows no other way to stop: after an error it goes on with the next field
	}
	value, err := run.Field(p.Source.(gql.Object), p.Info.ParentType.Name(), run.origin[p.Info.FieldASTs[0]])
	if run.executor.trace != nil {
		run.executor.trace(p.Info.Path.AsArray(), value, err)
	}
	run.count(value)
	return value, err
}

// guard ends the run when a field panics: graphql-go would show what it panicked with to the client.
func (run *run) guard() {
	if r := recover(); r != nil {
		run.panicked = r
		runtime.Goexit()
	}
}

// count ends the run when its values take too much memory.
func (run *run) count(value any) {
	run.left -= valueBytes
	switch v := value.(type) {
	case string:
		run.left -= len(v)
	case []any:
		run.left -= valueBytes * len(v)
	}
	if run.left < 0 {
		runtime.Goexit()
	}
}
