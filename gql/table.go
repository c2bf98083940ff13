package gql

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// Table is the binding table as an executor outside this package sees it: fields are read one by one, as plain values.
type Table struct{ b *binder }

// Schema is the parsed SDL. It must not be changed.
func (t *Table) Schema() *ast.Schema { return t.b.schema }

// Types lists the types of the schema as the SDL has them, then the built-in ones.
func (t *Table) Types() []*ast.Definition { return orderedTypes(t.b.schema) }

// Run is one operation over one View, whose fields are read one by one. It is not safe for concurrent use.
type Run struct {
	*request
	op       *gate.Operation
	compiler *compiler
	calls    map[callKey]*call
}

type callKey struct {
	field  *ast.Field
	parent string
}

// Start begins to run an operation.
func (t *Table) Start(ctx context.Context, v *graph.View, op *gate.Operation) *Run {
	return &Run{request: newRequest(ctx, v, t.b), op: op, compiler: newCompiler(t.b, op, &plan{}), calls: map[callKey]*call{}}
}

// Object is a value of an object type: where it lies in the View.
type Object struct{ row row }

// Root is the object that the fields of Query belong to.
func (run *Run) Root() Object { return Object{row{kind: kindOther}} }

// Type is the name of the object type of a value of an interface or union.
func (o Object) Type() string { return typeNames[o.row.kind] }

// RawJSON is a value that is written as JSON already.
type RawJSON string

// Late reports whether the context of the run is done: what is made from now on is not used.
func (run *Run) Late() bool { return run.expired(0) }

// Field reads a field of an object of a type: nil, string (also ids and enum values), int, float64, bool, []string,
// Object, or a list of Objects and nils. An error is an [*Error].
func (run *Run) Field(o Object, typeName string, field *ast.Field) (any, error) {
	def := run.engine.schema.Types[typeName].Fields.ForName(field.Name) // the query may only know an interface
	c, bad := run.call(field, typeName, def)
	if bad != nil {
		return nil, bad
	}
	value := run.value(c, run.engine.find(typeName, field.Name), o.row, def)
	if c.err != nil {
		return nil, c.take()
	}
	return value, nil
}

// Collect lists what selection sets select of an object type, in the order of the query.
func (run *Run) Collect(def *ast.Definition, sets []ast.SelectionSet) []Selected {
	return run.compiler.collect(def, sets)
}

// AppendLeaf appends a value that Field gave and that is no object or list, as JSON.
func AppendLeaf(buf []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(buf, "null"...)
	case string:
		return appendString(buf, v)
	case int:
		return strconv.AppendInt(buf, int64(v), 10)
	case float64:
		return appendFloat(buf, v)
	case bool:
		return strconv.AppendBool(buf, v)
	case RawJSON:
		return append(buf, v...)
	}
	panic(fmt.Sprintf("gql: a %T is no leaf", value))
}

func (run *Run) value(c *call, bound any, r row, def *ast.FieldDefinition) any {
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
			return Object{row{kind: kindPage, p: p}}
		}
		return nil
	}
	panic(fmt.Sprintf("gql: %s is bound to %T", def.Name, bound))
}

func orNil(r row) any {
	if r.null() {
		return nil
	}
	return Object{r}
}

// call gives the call of a field, which serves all objects of the request that it is asked of.
func (run *Run) call(field *ast.Field, parent string, def *ast.FieldDefinition) (*call, *Error) {
	if len(def.Arguments) == 0 {
		return run.plain, nil
	}
	key := callKey{field, parent}
	c := run.calls[key]
	if c == nil {
		c = &call{request: run.request}
		c.args, c.bad = gate.CoerceArguments(run.engine.schema, field, run.op.Variables)
		run.calls[key] = c
	}
	if c.bad != nil {
		return nil, c.bad
	}
	return c, nil
}

// Introspect answers __schema or __type with a plan.
func (run *Run) Introspect(fields []*ast.Field) RawJSON {
	x := &execution{request: *run.request, op: run.op, plan: &plan{}}
	x.plain.request, x.request.plain = &x.request, &x.plain
	c := newCompiler(run.engine, run.op, x.plan)
	f := c.field(run.engine.schema.Query, Selected{Key: fields[0].Alias, Fields: fields}, "")
	x.calls, x.bound = make([]call, len(x.plan.calls)), x.plan.bind(run.engine, run.v)
	if !x.value(&f, row{kind: kindOther}) {
		return "null"
	}
	return RawJSON(x.buf)
}
