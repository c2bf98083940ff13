package gql

import (
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// plan is an operation compiled against the binding table. It does not depend on a View, nor on variables other than
// those of @skip and @include, so it serves all requests of the same text that agree on these.
type plan struct {
	root  *objectPlan
	calls []callPlan
	scans []scanProgram
	bound atomic.Pointer[boundScans] // to the View used last
	bytes int                        // what it takes in memory, about, with the document that it keeps alive
}

// callPlan is a field with arguments.
type callPlan struct {
	field *ast.Field
	args  gate.Arguments // those that do not depend on variables
	open  []openArgument // those that do
	conn  *connection    // when it is a page
}

// openArgument is an argument that depends on variables; variable is the one that it is, if it is just that.
type openArgument struct {
	definition *ast.ArgumentDefinition
	variable   string
}

// objectPlan is what is Selected of one object type.
type objectPlan struct {
	fields []fieldPlan
	scan   int        // number of its scan; -1 when it has none
	kind   graph.Kind // of the rows that the scan is about
}

// operator says which accessor of a fieldPlan is to be called.
type operator uint8

const (
	opConstant operator = iota // all is in the key
	opText
	opRaw
	opTexts
	opEnums
	opInt
	opNullableInt
	opFloat
	opBool
	opNullableBool
	opEnum
	opRow
	opThing
	opRows
	opNullableRows
	opEntries
	opConnection
)

// fieldPlan is one key of an object and how its value is made.
type fieldPlan struct {
	key         string // JSON: comma, key and colon
	op          operator
	nonNull     bool
	itemNonNull bool // of lists
	slot        int  // number of its callPlan; -1 without arguments
	source      *fieldSource
	object      *objectPlan // of the selection; nil when its type is abstract
	conn        *connection

	row   rowOf
	rows  rowsOf
	rows2 nullableRowsOf
	entry entryOf
	text  textOf
	raw   rawOf
	texts textsOf
	enums enumsOf
	int   intOf
	int2  nullableIntOf
	float floatOf
	bool  boolOf
	bool2 nullableBoolOf
	enum  enumOf
	names []string // values of the enumeration, as JSON

	name     string                // of the field in the SDL
	accessor any                   // as bound; nil for __typename
	byKind   [rowKinds]*objectPlan // when the type is abstract: one for each type it can have
}

// fieldSource is where a field comes from, for errors.
type fieldSource struct {
	name      string // Type.field
	response  string
	locations []gate.Location
}

// compiler makes one plan.
type compiler struct {
	b         *binder
	op        *gate.Operation
	plan      *plan
	variables map[string]any
	conn      *connection // whose page is being compiled
	known     map[fieldKey]fieldPlan
}

// fieldKey says what a field with a selection is compiled from. Behind an interface the same selection is reached by as
// many ways as there are types, and each way may lead to interfaces again: only the first is compiled.
type fieldKey struct {
	parent *ast.Definition
	conn   *connection
	fields string // addresses
}

// once compiles a field unless it is known.
func (c *compiler) once(parent *ast.Definition, s Selected, key string) fieldPlan {
	if len(s.Fields[0].SelectionSet) == 0 {
		return c.field(parent, s, key)
	}
	var addresses []byte
	for _, f := range s.Fields {
		addresses = fmt.Appendf(addresses, "%p ", f)
	}
	k := fieldKey{parent, c.conn, string(addresses)}
	f, ok := c.known[k]
	if !ok {
		f = c.field(parent, s, key)
		c.known[k] = f
	}
	f.key = key
	return f
}

func newCompiler(b *binder, op *gate.Operation, p *plan) *compiler {
	return &compiler{b: b, op: op, plan: p, variables: op.Variables, known: map[fieldKey]fieldPlan{}}
}

// compile makes the plan of an operation.
func (b *binder) compile(op *gate.Operation) *plan {
	c := newCompiler(b, op, &plan{bytes: op.Bytes})
	c.plan.root = c.object(b.schema.Query, []ast.SelectionSet{op.Definition.SelectionSet})
	return c.plan
}

// Selected are the fields of an object under one response key, which merge.
type Selected struct {
	Key    string
	Fields []*ast.Field
}

// collect lists what selection sets select of an object type, in the order of the query.
func (c *compiler) collect(def *ast.Definition, sets []ast.SelectionSet) []Selected {
	var out []Selected
	index := map[string]int{}
	seen := map[string]bool{}
	var walk func(set ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch s := selection.(type) {
			case *ast.Field:
				if !c.included(s.Directives) {
					continue
				}
				i, ok := index[s.Alias]
				if !ok {
					i = len(out)
					index[s.Alias] = i
					out = append(out, Selected{Key: s.Alias})
				}
				out[i].Fields = append(out[i].Fields, s)
			case *ast.InlineFragment:
				if c.included(s.Directives) && c.applies(s.TypeCondition, def) {
					walk(s.SelectionSet)
				}
			case *ast.FragmentSpread:
				if c.included(s.Directives) && !seen[s.Name] {
					seen[s.Name] = true
					if c.applies(s.Definition.TypeCondition, def) {
						walk(s.Definition.SelectionSet)
					}
				}
			}
		}
	}
	for _, set := range sets {
		walk(set)
	}
	return out
}

// applies reports whether a fragment on a type is about objects of another.
func (c *compiler) applies(condition string, def *ast.Definition) bool {
	if condition == "" || condition == def.Name {
		return true
	}
	return slices.ContainsFunc(c.b.schema.PossibleTypes[condition], func(d *ast.Definition) bool { return d == def })
}

// included evaluates @skip and @include.
func (c *compiler) included(directives ast.DirectiveList) bool {
	for _, d := range directives {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		value, _ := d.Arguments.ForName("if").Value.Value(c.variables)
		if on, _ := value.(bool); on == (d.Name == "skip") {
			return false
		}
	}
	return true
}

func (c *compiler) object(def *ast.Definition, sets []ast.SelectionSet) *objectPlan {
	o := &objectPlan{scan: -1}
	for _, s := range c.collect(def, sets) {
		key := appendString(nil, s.Key)
		if len(o.fields) > 0 {
			key = append([]byte{','}, key...)
		}
		o.fields = append(o.fields, c.once(def, s, string(append(key, ':'))))
	}
	c.plan.bytes += 64 + len(o.fields)*fieldPlanBytes
	return o
}

// fieldPlanBytes is about what a fieldPlan takes with its key and source.
const fieldPlanBytes = 640

func (c *compiler) field(parent *ast.Definition, s Selected, key string) fieldPlan {
	first := s.Fields[0]
	if first.Name == "__typename" {
		return fieldPlan{key: key + string(appendString(nil, parent.Name)), op: opConstant, slot: -1}
	}
	def := parent.Fields.ForName(first.Name) // of the object, where the query may only know an interface
	f := fieldPlan{name: first.Name, key: key, slot: -1, nonNull: def.Type.NonNull, itemNonNull: def.Type.Elem != nil && def.Type.Elem.NonNull}
	f.source = &fieldSource{name: parent.Name + "." + first.Name, response: s.Key}
	var sets []ast.SelectionSet
	for _, field := range s.Fields {
		f.source.locations = append(f.source.locations, gate.Location{Line: field.Position.Line, Column: field.Position.Column})
		sets = append(sets, field.SelectionSet)
	}
	if len(def.Arguments) > 0 {
		f.slot = c.call(first)
	}
	f.accessor = c.b.find(parent.Name, first.Name)
	c.bind(&f, f.accessor)
	if _, ok := f.accessor.(thingAt); ok {
		f.op = opThing
	}
	if f.slot >= 0 {
		c.plan.calls[f.slot].conn = f.conn
	}
	around := c.conn
	if f.conn != nil {
		c.conn = f.conn
	}
	defer func() { c.conn = around }()
	named := c.b.schema.Types[def.Type.Name()]
	switch {
	case named.Kind == ast.Enum:
		for _, value := range named.EnumValues {
			f.names = append(f.names, strconv.Quote(value.Name))
		}
	case named.IsAbstractType():
		for _, concrete := range possible(c.b.schema, named) {
			o := c.object(concrete, sets)
			for k, name := range typeNames {
				if name == concrete.Name {
					f.byKind[k] = o
				}
				if name == concrete.Name && k < int(kindSnapshot) {
					c.scan(o, graph.Kind(k), nil)
				}
			}
		}
	case named.Kind == ast.Object:
		f.object = c.object(named, sets)
		if f.op == opEntries && f.name == "edges" {
			if c.conn.entries == nil {
				c.scan(f.object, c.conn.item, c.conn)
			}
		} else {
			c.scan(f.object, kindOf(named.Name), nil)
		}
	}
	return f
}

// bind puts an accessor in its place.
func (c *compiler) bind(f *fieldPlan, accessor any) {
	switch a := general(accessor).(type) {
	case textOf:
		f.op, f.text = opText, a
	case rawOf:
		f.op, f.raw = opRaw, a
	case textsOf:
		f.op, f.texts = opTexts, a
	case enumsOf:
		f.op, f.enums = opEnums, a
	case intOf:
		f.op, f.int = opInt, a
	case nullableIntOf:
		f.op, f.int2 = opNullableInt, a
	case floatOf:
		f.op, f.float = opFloat, a
	case boolOf:
		f.op, f.bool = opBool, a
	case nullableBoolOf:
		f.op, f.bool2 = opNullableBool, a
	case enumOf:
		f.op, f.enum = opEnum, a
	case rowOf:
		f.op, f.row = opRow, a
	case rowsOf:
		f.op, f.rows = opRows, a
	case entryOf:
		f.op, f.entry = opEntries, a
	case nullableRowsOf:
		f.op, f.rows2 = opNullableRows, a
	case *connection:
		f.op, f.conn = opConnection, a
	default:
		panic("gql: " + f.source.name + " is not bound") // newBinder checks that all are
	}
}

// call makes the callPlan of a field.
func (c *compiler) call(field *ast.Field) int {
	p := callPlan{field: field}
	for _, d := range field.Definition.Arguments {
		v := gate.ValueOf(field.Arguments, d.Name)
		args, err := p.args.Coerce(c.b.schema, field, d, nil)
		switch {
		case v != nil && v.Kind == ast.Variable:
			p.open = append(p.open, openArgument{d, v.Raw})
		case v != nil && hasVariable(v) || err != nil: // what is wrong with it is told at each request
			p.open = append(p.open, openArgument{definition: d})
		default:
			p.args = args
		}
	}
	c.plan.calls = append(c.plan.calls, p)
	c.plan.bytes += 256 * (1 + len(field.Arguments))
	return len(c.plan.calls) - 1
}

func hasVariable(v *ast.Value) bool {
	return v.Kind == ast.Variable || slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return hasVariable(c.Value) })
}
