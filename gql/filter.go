package gql

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/search"
	"github.com/vektah/gqlparser/v2/ast"
)

// predicate is a condition on the things of one table, made once a request from a filter argument.
//
// A null in a filter is the same as leaving the field out. Conditions on a value that is unknown do not hold, except
// notIn.
type predicate struct {
	test func(i int32) bool
	// seed, when seeded, are candidates: ascending, each once, all that match are among them. Lists start from them
	// instead of the whole table.
	seed   []int32
	seeded bool
	exact  bool // all candidates match
	cheap  bool // to test again costs no more than to remember
}

// dayTest is the binding of a filter field that takes a day and is no comparison of one column.
type dayTest func(v *graph.View, day string) func(i int32) bool

// indexedText is the binding of a filter field on a text that the index for searches has, folded: how it is read, and which
// things have a string in it.
type indexedText struct {
	folded func(x *search.Index, i int32) string
	with   func(x *search.Index, folded string) []int32
}

// filterFields are the bindings of filter fields that are not fields of the type filtered.
func filterFields() map[string]any {
	k := graph.KindResponsibility
	anyName := textsOf(func(c *call, r row) []string {
		e := c.v.Entities(r.kind)
		return append([]string{e.Name[r.i]}, e.Aliases[r.i]...)
	})
	return map[string]any{
		"DepartmentFilter.anyName": anyName, "CityFilter.anyName": anyName, "ProjectFilter.anyName": anyName,
		"CulturalThemeFilter.anyName": anyName,
		"TaskFilter.text":             indexedText{(*search.Index).TaskText, (*search.Index).TasksWith},
		"TaskFilter.responsibilities": &connection{
			item: k, items: itemsFrom(k), nodeType: "Responsibility", nodeKind: k,
			back: func(v *graph.View, fact int32, buf []int32) []int32 { return append(buf, v.Facts(k).Subject[fact]) },
		},
		"DepartmentFilter.responsibilities": &connection{
			item: k, items: itemsTo(k), nodeType: "Responsibility", nodeKind: k,
			back: func(v *graph.View, fact int32, buf []int32) []int32 { return append(buf, v.Facts(k).Object[fact]) },
		},
		"ResponsibilityFilter.firstNamed": boolOf(func(c *call, r row) bool { return c.v.Facts(k).Position[r.i] == 1 }),
		"DocumentFilter.inForceOn": dayTest(func(v *graph.View, day string) func(i int32) bool {
			return func(i int32) bool { return v.Documents.IssuedOn[i] <= day } // an unknown day is empty
		}),
	}
}

// backs are the ways from the value of an object field back to the things that have it.
func backs() map[string]func(v *graph.View, value int32, buf []int32) []int32 {
	k := graph.KindResponsibility
	return map[string]func(v *graph.View, value int32, buf []int32) []int32{
		"TaskFilter.document": func(v *graph.View, document int32, buf []int32) []int32 {
			return appendRange(buf, v.Documents.FirstTask[document], v.Documents.FirstTask[document+1])
		},
		"TaskFilter.section": func(v *graph.View, section int32, buf []int32) []int32 {
			return appendRange(buf, v.Sections.FirstTask[section], v.Sections.EndTask[section])
		},
		"CityFilter.parent": func(v *graph.View, city int32, buf []int32) []int32 {
			return append(buf, v.Cities.Children.Of(city)...)
		},
		"ResponsibilityFilter.department": func(v *graph.View, department int32, buf []int32) []int32 {
			return append(buf, v.Facts(k).To(department)...)
		},
		"ResponsibilityFilter.task": func(v *graph.View, task int32, buf []int32) []int32 {
			lo, hi := v.Facts(k).From(task)
			return appendRange(buf, lo, hi)
		},
	}
}

func appendRange(buf []int32, lo, hi int32) []int32 {
	for i := lo; i < hi; i++ {
		buf = append(buf, i)
	}
	return buf
}

// filter makes the predicate of an input object of a filter type, e.g. TaskFilter, over the type it is named after.
func (c *call) filter(typeName string, in map[string]any) *predicate {
	var all []*predicate
	def := c.engine.schema.Types[typeName]
	for _, f := range def.Fields {
		value := in[f.Name]
		if value == nil {
			continue
		}
		switch f.Name {
		case "and":
			all = append(all, c.every(typeName, value.([]any)))
		case "or":
			all = append(all, c.some(typeName, value.([]any)))
		case "not":
			all = append(all, not(c.filter(typeName, value.(map[string]any))))
		default:
			all = append(all, c.condition(def, f, value))
		}
	}
	return conjunction(all)
}

// conjunction holds where all of its parts hold, and everywhere when there are none.
func conjunction(parts []*predicate) *predicate {
	if len(parts) == 1 {
		return parts[0]
	}
	out := &predicate{cheap: true, exact: true}
	for _, p := range parts {
		out.cheap, out.exact = out.cheap && p.cheap, out.exact && p.exact
		switch {
		case p.seeded && out.seeded:
			out.seed = intersection(out.seed, p.seed)
		case p.seeded:
			out.seed, out.seeded = p.seed, true
		}
	}
	out.exact = out.exact && out.seeded
	out.test = func(i int32) bool {
		for _, p := range parts {
			if !p.test(i) {
				return false
			}
		}
		return true
	}
	return out
}

// intersection of two ascending lists.
func intersection(a, b []int32) []int32 {
	var both []int32
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

func (c *call) every(typeName string, list []any) *predicate {
	var all []*predicate
	for _, in := range list {
		all = append(all, c.filter(typeName, in.(map[string]any)))
	}
	return conjunction(all)
}

// some holds where one of the filters holds, so nowhere when there are none.
func (c *call) some(typeName string, list []any) *predicate {
	var parts []*predicate
	out := &predicate{seeded: true, exact: true, cheap: true}
	for _, in := range list {
		p := c.filter(typeName, in.(map[string]any))
		parts = append(parts, p)
		out.cheap = out.cheap && p.cheap
		out.seeded, out.exact = out.seeded && p.seeded, out.exact && p.exact
		out.seed = append(out.seed, p.seed...)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	out.seed = distinct(out.seed)
	out.test = func(i int32) bool {
		return slices.ContainsFunc(parts, func(p *predicate) bool { return p.test(i) })
	}
	return out
}

func not(p *predicate) *predicate {
	return &predicate{test: func(i int32) bool { return !p.test(i) }, cheap: p.cheap}
}

// condition makes the predicate of one field of a filter.
func (c *call) condition(def *ast.Definition, f *ast.FieldDefinition, value any) *predicate {
	name, owner := def.Name+"."+f.Name, strings.TrimSuffix(def.Name, "Filter")
	kind := kindOf(owner)
	bound, special := c.engine.table[name]
	if !special {
		bound = c.engine.find(owner, f.Name)
	}
	if test, ok := bound.(dayTest); ok {
		return &predicate{test: test(c.v, value.(string))}
	}
	in := value.(map[string]any)
	switch a := general(bound).(type) {
	case indexedText:
		return c.indexed(a, in)
	case textOf:
		if f.Type.Name() == "DateFilter" {
			return dates(in, func(i int32) string { return a(c.plain, at(kind, i)) })
		}
		return c.texts(name, kind, in, a)
	case textsOf:
		return c.anyText(name, kind, in, a)
	case rawOf: // only ids are made on the spot
		return c.ids(kind, kind, in, nil, nil, nil)
	case enumOf:
		enum := strings.TrimSuffix(f.Type.Name(), "Filter")
		set := c.enumFilter(enum, in)
		return &predicate{test: func(i int32) bool { return set.has(a(c.plain, at(kind, i))) }, cheap: true}
	case boolOf:
		want, given := in["eq"].(bool)
		return &predicate{test: func(i int32) bool { return !given || a(c.plain, at(kind, i)) == want }, cheap: true}
	case rowOf:
		value := func(i int32) int32 { return a(c.plain, at(kind, i)).i }
		target := kindOf(c.targetType(owner, f.Name))
		if f.Type.Name() == "IdFilter" {
			return c.ids(kind, target, in, value, c.up(name), backs()[name])
		}
		return c.object(kind, f.Type.Name(), target, in, value, backs()[name])
	case *connection:
		return c.relation(kind, a, in)
	}
	panic("gql: the filter field " + name + " is not bound")
}

// up gives, for a filter field whose condition also holds for what lies deeper, the way up; nil for the others.
func (c *call) up(name string) func(i int32) int32 {
	if name != "TaskFilter.section" {
		return nil
	}
	return func(section int32) int32 { return c.v.Sections.Parent[section] }
}

// targetType is the type of an object field.
func (c *call) targetType(owner, field string) string {
	return c.engine.schema.Types[owner].Fields.ForName(field).Type.Name()
}

// object is a condition on the value of an object field.
func (c *call) object(kind graph.Kind, filterType string, target graph.Kind, in map[string]any,
	value func(i int32) int32, back func(*graph.View, int32, []int32) []int32) *predicate {
	inner := c.settle(kind, target, c.filter(filterType, in))
	out := &predicate{cheap: inner.cheap, test: func(i int32) bool {
		target := value(i)
		return target >= 0 && inner.test(target)
	}}
	c.seedFrom(out, kind, inner, back)
	return out
}

// seedFrom leads the candidates of a condition on related things back to those that have them, unless there are so many
// that reading the table is cheaper.
func (c *call) seedFrom(out *predicate, kind graph.Kind, inner *predicate, back func(*graph.View, int32, []int32) []int32) {
	if !inner.seeded || back == nil {
		return
	}
	var seed []int32
	for _, i := range inner.seed {
		if seed = back(c.v, i, seed); len(seed) > c.v.Len(kind)/2 {
			return
		}
	}
	out.seed, out.seeded, out.exact = distinct(seed), true, inner.exact
}

// settledMost is how many things a condition is asked of beforehand: some hundred microseconds at most.
const settledMost = 10_000

// settle prepares a condition on things that others lead to. Where they are few, what matches is found beforehand and
// becomes the candidates, so that a condition on the name of a body starts from its tasks and not from all.
func (c *call) settle(outer, kind graph.Kind, p *predicate) *predicate {
	n := c.v.Len(kind)
	if p.seeded || n > settledMost || n > c.v.Len(outer)/4 {
		return c.remember(kind, p)
	}
	matches := make([]bool, n)
	out := &predicate{seeded: true, exact: true, cheap: true, test: func(i int32) bool { return matches[i] }}
	for i := range int32(n) {
		if matches[i] = p.test(i); matches[i] {
			out.seed = append(out.seed, i)
		}
	}
	return out
}

// remember keeps the answers of a predicate that is asked of the same things again and again.
func (c *call) remember(kind graph.Kind, p *predicate) *predicate {
	if p.cheap {
		return p
	}
	const unknown, no, yes = 0, 1, 2
	var answers []uint8
	return &predicate{seed: p.seed, seeded: p.seeded, exact: p.exact, test: func(i int32) bool {
		if answers == nil {
			answers = make([]uint8, c.v.Len(kind))
		}
		if answers[i] == unknown {
			answers[i] = no
			if p.test(i) {
				answers[i] = yes
			}
		}
		return answers[i] == yes
	}}
}

// relation is a condition on the things that a connection leads to.
func (c *call) relation(kind graph.Kind, conn *connection, in map[string]any) *predicate {
	var buf, nodes, behind []int32
	if conn.nodes != nil {
		behind = conn.nodes(c.v)
	}
	related := func(i int32) []int32 {
		list := conn.items(c.plain, at(kind, i), buf[:0])
		if list.list != nil && !list.shared {
			buf = list.list
		}
		nodes = nodes[:0]
		for n := range list.len() {
			node := list.get(n)
			if behind != nil {
				node = behind[node]
			}
			nodes = append(nodes, node)
		}
		return nodes
	}
	var all []*predicate
	for _, quantifier := range []string{"some", "none", "every"} {
		given, ok := in[quantifier].(map[string]any)
		if !ok {
			continue
		}
		inner := c.settle(kind, conn.nodeKind, c.filter(conn.nodeType+"Filter", given))
		p := &predicate{}
		switch quantifier {
		case "some":
			p.test = func(i int32) bool { return slices.ContainsFunc(related(i), inner.test) }
			c.seedFrom(p, kind, inner, conn.back)
		case "none":
			p.test = func(i int32) bool { return !slices.ContainsFunc(related(i), inner.test) }
		case "every":
			p.test = func(i int32) bool {
				return !slices.ContainsFunc(related(i), func(node int32) bool { return !inner.test(node) })
			}
		}
		all = append(all, p)
	}
	if count, ok := in["count"].(map[string]any); ok {
		fits := numbers(count)
		all = append(all, &predicate{test: func(i int32) bool { return fits(len(distinct(related(i)))) }})
	}
	return conjunction(all)
}
