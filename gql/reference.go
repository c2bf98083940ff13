package gql

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	goast "github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// reference is the other executor over the binding table: graphql-go collects fields, completes values and bubbles nulls
// up. It is what plans are measured by, in speed and in truth. What graphql-go does not do as the specification says is
// kept from it: arguments are coerced here, @skip and @include reach it as literals, introspection is answered by a plan,
// and the answer, which it makes as maps, is written in the order of the query.
type reference struct {
	b      *binder
	schema graphql.Schema
	trace  func(path []any, value any, err error) // sees what every field resolves to; nil outside tests
}

func newReference(schema *ast.Schema, service ServiceInfo) (executor, error) {
	return makeReference(schema, service, nil)
}

// makeReference makes a reference executor that shows a test what every field resolves to. It then lets every field be
// null, so that one error does not keep others from being seen.
func makeReference(schema *ast.Schema, service ServiceInfo, trace func(path []any, value any, err error)) (*reference, error) {
	b, err := newBinder(schema, service)
	if err != nil {
		return nil, err
	}
	s := schemaMaker{b: b, nullable: trace != nil, types: map[string]graphql.Type{
		"Int": graphql.Int, "Float": graphql.Float, "String": graphql.String, "Boolean": graphql.Boolean, "ID": graphql.ID,
	}}
	config := graphql.SchemaConfig{Query: s.named("Query").(*graphql.Object)}
	for _, def := range orderedTypes(schema) {
		if def.Kind == ast.Object && !def.BuiltIn {
			config.Types = append(config.Types, s.named(def.Name))
		}
	}
	r := &reference{b: b, trace: trace}
	if r.schema, err = graphql.NewSchema(config); err != nil {
		return nil, fmt.Errorf("graphql-go: %w", err)
	}
	return r, nil
}

// referenceRun is one request.
type referenceRun struct {
	request
	plain    call
	op       *operation
	compiler *compiler
	origin   map[*goast.Field]*ast.Field
	calls    map[callKey]*call
	trace    func(path []any, value any, err error)
}

type callKey struct {
	field  *ast.Field
	parent string
}

func (r *reference) execute(ctx context.Context, v *graph.View, op *operation) []byte {
	run := &referenceRun{
		request: request{ctx: ctx, v: v, columns: r.b.columns.of(v), engine: r.b},
		op:      op, compiler: newCompiler(r.b, op, &plan{}),
		origin: map[*goast.Field]*ast.Field{}, calls: map[callKey]*call{}, trace: r.trace,
	}
	run.plain.request, run.request.plain = &run.request, &run.plain
	result := graphql.Execute(graphql.ExecuteParams{
		Schema: r.schema, Root: row{kind: kindOther}, AST: run.document(),
		// not ctx: graphql-go would return and leave its resolvers running; they look at ctx themselves
		Context: context.WithValue(context.Background(), runKey{}, run),
	})
	out := []byte("{")
	if len(result.Errors) > 0 {
		var errs []*Error
		for _, e := range result.Errors {
			errs = append(errs, run.error(e))
		}
		text, err := marshal(errs)
		if err != nil {
			panic("gql: errors are plain data: " + err.Error())
		}
		out = append(append(append(out, `"errors":`...), text...), ',')
	}
	out = append(out, `"data":`...)
	out = run.write(out, result.Data, []ast.SelectionSet{op.definition.SelectionSet})
	return append(out, '}')
}

type runKey struct{}

// error turns an error of graphql-go into ours.
func (run *referenceRun) error(f gqlerrors.FormattedError) *Error {
	out := &Error{Code: CodeInternal, Message: f.Message, Path: f.Path}
	located, ok := f.OriginalError().(*gqlerrors.Error)
	if !ok {
		return out
	}
	if own, ok := located.OriginalError.(*Error); ok {
		out.Code, out.Message, out.Extensions = own.Code, own.Message, own.Extensions
	}
	for _, node := range located.Nodes {
		if field, ok := node.(*goast.Field); ok {
			p := run.origin[field].Position
			out.Locations = append(out.Locations, Location{p.Line, p.Column})
		}
	}
	return out
}

// typeKey is the response key under which every object tells its type to write.
const typeKey = "__typeOfObject"

// write appends a value that graphql-go made; sets are what was selected of it.
func (run *referenceRun) write(out []byte, value any, sets []ast.SelectionSet) []byte {
	switch v := value.(type) {
	case nil:
		return append(out, "null"...)
	case string:
		return appendString(out, v)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case float64:
		return appendFloat(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case rawJSON:
		return append(out, v...)
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
		def := run.engine.schema.Types[v[typeKey].(string)]
		out = append(out, '{')
		for i, s := range run.compiler.collect(def, sets) {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(appendString(out, s.key), ':')
			item, ok := v[s.key]
			if !ok {
				panic("gql: graphql-go left out " + s.key)
			}
			var under []ast.SelectionSet
			for _, f := range s.fields {
				under = append(under, f.SelectionSet)
			}
			out = run.write(out, item, under)
		}
		return append(out, '}')
	}
	panic(fmt.Sprintf("gql: graphql-go made a %T", value))
}

// rawJSON is a value that is JSON already.
type rawJSON string

// resolve reads one field of one object.
func (run *referenceRun) resolve(p graphql.ResolveParams, bound any, def *ast.FieldDefinition) (any, error) {
	value, err := run.read(p, bound, def)
	if run.trace != nil {
		run.trace(p.Info.Path.AsArray(), value, err)
	}
	return value, err
}

func (run *referenceRun) read(p graphql.ResolveParams, bound any, def *ast.FieldDefinition) (any, error) {
	if run.expired(0) {
		return nil, newError(CodeTimeout, "not done in time")
	}
	c, err := run.call(run.origin[p.Info.FieldASTs[0]], p.Info.ParentType.Name(), def)
	if err != nil {
		return nil, err
	}
	r := p.Source.(row)
	value := run.value(c, bound, r, def)
	if c.err != nil {
		return nil, c.take()
	}
	return value, nil
}

func (run *referenceRun) value(c *call, bound any, r row, def *ast.FieldDefinition) any {
	text := func(s string) any {
		if s == "" && !def.Type.NonNull {
			return nil
		}
		return s
	}
	switch a := general(bound).(type) {
	case textOf:
		return text(a(c, r))
	case rawOf:
		return text(string(a(c, nil, r)))
	case textsOf:
		return append([]string{}, a(c, r)...)
	case intOf:
		return a(c, r)
	case nullableIntOf:
		if n, known := a(c, r); known {
			return n
		}
		return nil
	case floatOf:
		if n := a(c, r); !math.IsNaN(n) {
			return n
		}
		return nil
	case boolOf:
		return a(c, r)
	case enumsOf:
		return append([]string{}, a(c, r)...)
	case enumOf:
		return run.engine.schema.Types[def.Type.Name()].EnumValues[a(c, r)].Name
	case rowOf:
		return orNil(a(c, r))
	case rowsOf:
		list := []any{}
		for _, item := range a(c, r, nil) {
			list = append(list, orNil(item))
		}
		return list
	case entryOf:
		list, p := []any{}, r.p.(*page)
		for n := range p.window.len() {
			list = append(list, orNil(a(p, p.window.get(n))))
		}
		return list
	case *connection:
		if p := c.page(a, r, &page{}); p != nil {
			return row{kind: kindPage, p: p}
		}
		return nil
	}
	panic(fmt.Sprintf("gql: %s is bound to %T", def.Name, bound))
}

func orNil(r row) any {
	if r.null() {
		return nil
	}
	return r
}

// call gives the call of a field, which serves all objects of the request that it is asked of.
func (run *referenceRun) call(field *ast.Field, parent string, def *ast.FieldDefinition) (*call, error) {
	if len(def.Arguments) == 0 {
		return &run.plain, nil
	}
	key := callKey{field, parent}
	c := run.calls[key]
	if c == nil {
		c = &call{request: &run.request}
		c.args, c.bad = coerceArguments(run.engine.schema, field, run.op.variables)
		run.calls[key] = c
	}
	if c.bad != nil {
		return nil, c.bad
	}
	return c, nil
}

// introspect answers __schema or __type with a plan.
func (run *referenceRun) introspect(fields []*ast.Field) rawJSON {
	x := &execution{request: run.request, op: run.op, plan: &plan{}}
	x.plain.request, x.request.plain = &x.request, &x.plain
	c := newCompiler(run.engine, run.op, x.plan)
	f := c.field(run.engine.schema.Query, selected{key: fields[0].Alias, fields: fields}, "")
	x.calls, x.bound = make([]call, len(x.plan.calls)), x.plan.bind(run.engine, run.v)
	if !x.value(&f, row{kind: kindOther}) {
		return "null"
	}
	return rawJSON(x.buf)
}
