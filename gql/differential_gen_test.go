package gql

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// generator makes random operations that are valid for the SDL: all of the language, all shapes of argument, with values
// that stand in the View, so that filters and cursors hit.
type generator struct {
	*rand.Rand
	schema    *ast.Schema
	b         *binder
	v         *graph.View
	variables map[string]any
	declared  []string // variable definitions
	fragments []string
	spoilt    bool // one argument has a value that must fail; more would make the order of errors undefined
	names     int
	items     graph.Kind // what the cursors of the field being made are ids of
}

func newGenerator(b *binder, v *graph.View, seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 7)), schema: b.schema, b: b, v: v}
}

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g *generator) fresh(prefix string) string {
	g.names++
	return prefix + strconv.Itoa(g.names)
}

// request makes one operation.
func (g *generator) request() Request {
	g.variables, g.declared, g.fragments, g.spoilt, g.names = map[string]any{}, nil, nil, false, 0
	set := g.selection(g.schema.Query, 3+g.IntN(3))
	head := ""
	if len(g.declared) > 0 {
		head = "(" + strings.Join(g.declared, ", ") + ")"
	}
	text := "query Q" + head + " " + set
	r := Request{Variables: g.variables}
	if g.chance(10) {
		text += "\nquery Other { __typename }"
		r.OperationName = "Q"
	}
	r.Query = text + "\n" + strings.Join(g.fragments, "\n")
	return r
}

// selection makes a selection set on a type; depth bounds what is below.
func (g *generator) selection(def *ast.Definition, depth int) string {
	var parts []string
	for n := 1 + g.IntN(4); len(parts) < n; {
		if part := g.part(def, depth); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) > 1 && g.chance(10) { // the same field again: they merge
		parts = append(parts, parts[g.IntN(len(parts))])
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func (g *generator) part(def *ast.Definition, depth int) string {
	switch n := g.IntN(100); {
	case n < 6:
		return g.alias("__typename", 30) + g.conditions()
	case n < 16 && depth > 0:
		on, condition := g.fragmentType(def), ""
		if on != def || g.chance(50) {
			condition = " on " + on.Name
		}
		return "..." + condition + g.conditions() + " " + g.selection(on, depth-1)
	case n < 22 && depth > 0:
		on := g.fragmentType(def)
		name := g.fresh("F")
		g.fragments = append(g.fragments, "fragment "+name+" on "+on.Name+" "+g.selection(on, depth-1))
		return "..." + name + g.conditions()
	}
	if def.Kind == ast.Union {
		return ""
	}
	f := def.Fields[g.IntN(len(def.Fields))]
	named := g.schema.Types[f.Type.Name()]
	if (f.Name == "__schema" || f.Name == "__type") && g.chance(95) || named.IsCompositeType() && depth <= 0 {
		return ""
	}
	arguments := g.arguments(def, f)
	if named.IsCompositeType() {
		return g.unique(f.Name, len(f.Arguments) > 0) + arguments + g.conditions() + " " + g.selection(named, depth-1)
	}
	return g.unique(f.Name, len(f.Arguments) > 0) + arguments + g.conditions()
}

// unique gives fields with arguments a key of their own, as the same key must have the same arguments.
func (g *generator) unique(field string, always bool) string {
	if always {
		return g.fresh("k") + ": " + field
	}
	return g.alias(field, 8)
}

func (g *generator) alias(field string, percent int) string {
	if g.chance(percent) {
		return g.fresh("a") + ": " + field
	}
	return field
}

// fragmentType is a type that values of def can have or belong to.
func (g *generator) fragmentType(def *ast.Definition) *ast.Definition {
	options := []*ast.Definition{def}
	if def.IsAbstractType() {
		options = append(options, possible(g.schema, def)...)
		options = append(options, possible(g.schema, def)...)
	}
	for _, name := range def.Interfaces {
		options = append(options, g.schema.Types[name])
	}
	return options[g.IntN(len(options))]
}

// conditions makes @skip and @include, now and then.
func (g *generator) conditions() string {
	out := ""
	for _, name := range []string{" @skip", " @include"} {
		if !g.chance(4) {
			continue
		}
		value := strconv.FormatBool(g.chance(50))
		if g.chance(60) {
			variable := g.fresh("b")
			switch g.IntN(3) {
			case 0:
				g.declared = append(g.declared, "$"+variable+": Boolean = "+value)
			default:
				g.declared = append(g.declared, "$"+variable+": Boolean!")
				g.variables[variable] = g.chance(50)
			}
			value = "$" + variable
		}
		out += name + "(if: " + value + ")"
	}
	return out
}

func (g *generator) arguments(def *ast.Definition, f *ast.FieldDefinition) string {
	var out []string
	g.items = kindOther
	if conn, ok := g.b.find(def.Name, f.Name).(*connection); ok {
		g.items = conn.item
	}
	backward := g.chance(30)
	only := "" // of the arguments of which exactly one is to be given
	if id := f.Arguments.ForName("id"); id != nil && len(f.Arguments) > 1 && g.chance(95) {
		only = f.Arguments[g.IntN(len(f.Arguments))].Name
		if only == "id" {
			g.items = kindOf(f.Type.Name())
		}
	}
	for _, a := range f.Arguments {
		size := a.Name == "first" || a.Name == "last"
		cursor := a.Name == "after" || a.Name == "before"
		switch {
		case only != "":
			if a.Name == only {
				out = append(out, a.Name+": "+g.argument(a.Name, ast.NonNullNamedType(a.Type.NamedType, nil)))
			}
			continue
		case a.Name == "last" && !backward, a.Name == "first" && backward && f.Arguments.ForName("last") != nil,
			!a.Type.NonNull && !size && a.Name != "maxCells" && g.chance(45), // a matrix of its default size fills an answer size && g.chance(15),
			cursor && g.chance(50), cursor && g.items == kindOther && g.chance(95):
			continue
		}
		out = append(out, a.Name+": "+g.argument(a.Name, a.Type))
	}
	if len(out) == 0 {
		return ""
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// argument makes a literal, or a variable with or without default, given or not.
func (g *generator) argument(name string, t *ast.Type) string {
	value := g.value(name, t, 2)
	if !g.chance(25) {
		return graphqlLiteral(value, t, g.schema)
	}
	variable := g.fresh("v")
	switch {
	case t.NonNull || g.chance(50):
		g.declared = append(g.declared, "$"+variable+": "+t.String())
		g.variables[variable] = value
	case g.chance(50):
		g.declared = append(g.declared, "$"+variable+": "+t.String()+" = "+graphqlLiteral(value, t, g.schema))
		if g.chance(30) {
			g.variables[variable] = nil
		}
	default:
		g.declared = append(g.declared, "$"+variable+": "+t.String())
	}
	return "$" + variable
}

// value makes a JSON value of a type.
func (g *generator) value(name string, t *ast.Type, depth int) any {
	if !t.NonNull && g.chance(5) {
		return nil
	}
	if t.Elem != nil {
		list := []any{}
		for range g.IntN(3) {
			list = append(list, g.value(name, t.Elem, depth))
		}
		return list
	}
	def := g.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[g.IntN(len(def.EnumValues))].Name
	case ast.InputObject:
		return g.object(def, depth)
	}
	switch def.Name {
	case "Int":
		if !g.spoilt && g.chance(2) {
			g.spoilt = true
			return json.Number("-1")
		}
		if name == "first" || name == "last" {
			return json.Number(strconv.Itoa(g.IntN(5)))
		}
		return json.Number(strconv.Itoa(1 + g.IntN(4)))
	case "Float":
		return json.Number(strconv.FormatFloat(float64(g.IntN(40))/10, 'f', -1, 64))
	case "Boolean":
		return g.chance(50)
	case "ID":
		if n := g.v.Len(min(g.items, graph.KindMention)); name == "id" && n > 0 && g.items < kindOther {
			return string(g.v.IDOf(g.items, int32(g.IntN(n))))
		}
		return g.id()
	case "Date":
		return fmt.Sprintf("%d-%02d-15", 2008+g.IntN(18), 1+g.IntN(12))
	}
	switch name {
	case "after", "before":
		if g.chance(5) {
			return ""
		}
		if n := g.v.Len(min(g.items, graph.KindMention)); n > 0 && g.items <= graph.KindMention && g.chance(97) {
			return string(g.v.IDOf(g.items, int32(g.IntN(n))))
		}
		return g.id()
	}
	return g.word()
}

func (g *generator) object(def *ast.Definition, depth int) map[string]any {
	out := map[string]any{}
	for range 1 + g.IntN(2) {
		f := def.Fields[g.IntN(len(def.Fields))]
		nested := g.schema.Types[f.Type.Name()].Kind == ast.InputObject && !strings.Contains("IdFilter StringFilter DateFilter IntFilter BooleanFilter", f.Type.Name())
		if nested && depth <= 0 {
			continue
		}
		out[f.Name] = g.value(f.Name, f.Type, depth-1)
	}
	for _, f := range def.Fields {
		if _, given := out[f.Name]; f.Type.NonNull && !given {
			out[f.Name] = g.value(f.Name, f.Type, depth-1)
		}
	}
	return out
}

// id is the id of something, or now and then of nothing.
func (g *generator) id() string {
	if g.chance(4) {
		return "dmissing"
	}
	k := graph.Kind(g.IntN(int(graph.KindMention) + 1))
	if n := g.v.Len(k); n > 0 {
		return string(g.v.IDOf(k, int32(g.IntN(n))))
	}
	return g.v.ID
}

// word is a name that stands in the View, or one or two characters of one.
func (g *generator) word() string {
	e := g.v.Entities(graph.Kind(g.IntN(graph.EntityKinds)))
	if len(e.Name) == 0 {
		return ""
	}
	name := e.Name[g.IntN(len(e.Name))]
	if runes := []rune(name); g.chance(60) && len(runes) > 2 {
		at := g.IntN(len(runes) - 1)
		return string(runes[at : at+1+g.IntN(2)])
	}
	return name
}

// graphqlLiteral writes a JSON value as a literal of the language.
func graphqlLiteral(value any, t *ast.Type, schema *ast.Schema) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case []any:
		var parts []string
		for _, item := range v {
			parts = append(parts, graphqlLiteral(item, t.Elem, schema))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, f := range schema.Types[t.Name()].Fields {
			if item, given := v[f.Name]; given {
				parts = append(parts, f.Name+": "+graphqlLiteral(item, f.Type, schema))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if schema.Types[t.Name()].Kind == ast.Enum {
			return v
		}
		return string(appendString(nil, v))
	}
	return fmt.Sprint(value)
}
