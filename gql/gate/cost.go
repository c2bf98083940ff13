package gate

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// What an operation may cost is computed from its page arguments before it runs. Nodes are entries of lists: the
// product of the page sizes on the way down, added up. Points are values in the answer, plus a price for each field
// that is computed rather than looked up.

// cost of one selection set, for one parent. float64 because products of page sizes leave the integers.
type cost struct{ nodes, points float64 }

// listGuess is how many entries a list without page arguments is taken to have: passages behind a fact, warnings of a
// document, sections of a section.
const listGuess = 5

// introspectionGuess is the same for the lists of introspection; the list of types is counted.
const introspectionGuess = 10

// scanPoints is the price of a field of Query that may read every entity of a kind: about 2 ms on 100,000 tasks.
const scanPoints = 20_000

// computed are the fields whose values are computed, with their price in points of about 100 ns.
func computed() map[string]float64 {
	return map[string]float64{
		"Department.partners":         500,
		"Task.relatedTasks":           200,
		"SearchHitConnection.facets":  3 * scanPoints,
		"Document.marks":              1000,
		"SearchHitEdge.matched":       100,
		"SearchHitEdge.matchedName":   20,
		"Query.suggest":               scanPoints,
		"Query.countResponsibilities": 2 * scanPoints,
		"Query.shortestPaths":         5 * scanPoints,
		"Query.neighborhood":          scanPoints,
		"Query.responsibilityMatrix":  10 * scanPoints,
		"Query.compare":               20 * scanPoints,
		"Query.collaborationNetwork":  10 * scanPoints,
		"NetworkActor.position":       100,
		"Network.without":             10 * scanPoints,
	}
}

// sizers are the arguments that say how many entries a list has, in the order in which they count, with the least and the
// most they may be. A page of no entries has a count and says whether there are others, as in the specification of Relay.
func sizers() []sizer {
	return []sizer{{"first", 0, MaxPageSize}, {"last", 0, MaxPageSize}, {"limit", 1, MaxPageSize}, {"maxEntities", 1, MaxPageSize}, {"maxCells", 1, MaxCells}}
}

type sizer struct {
	argument    string
	least, most int
}

// prices is what the fields of a schema cost.
type prices struct {
	schema *ast.Schema
	fields map[*ast.FieldDefinition]price
}

type price struct {
	points float64
	page   bool    // returns a connection
	list   bool    // returns a list
	guess  float64 // entries when no argument says
	sizers []sizer // its arguments that say
	ids    bool    // has the argument ids
}

func newPrices(s *ast.Schema) *prices {
	p := &prices{schema: s, fields: map[*ast.FieldDefinition]price{}}
	special := computed()
	for _, t := range s.Types {
		for _, f := range t.Fields {
			if t.Kind == ast.InputObject {
				continue
			}
			one := price{
				points: 1 + special[t.Name+"."+f.Name], list: f.Type.Elem != nil, guess: listGuess,
				page: strings.HasSuffix(f.Type.Name(), "Connection"), ids: f.Arguments.ForName("ids") != nil,
			}
			if one.page {
				one.guess = DefaultPageSize
			}
			if one.page && t == s.Query {
				one.points += scanPoints
			}
			if strings.HasPrefix(t.Name, "__") {
				one.guess = introspectionGuess
			}
			if t.Name == "__Schema" && f.Name == "types" {
				one.guess = float64(len(s.Types))
			}
			for _, a := range sizers() {
				if f.Arguments.ForName(a.argument) != nil {
					one.sizers = append(one.sizers, a)
				}
			}
			p.fields[f] = one
		}
	}
	return p
}

// check computes the cost of an operation and refuses it when it is beyond a limit, or when a page argument is. The
// survey has seen to it that there are at most MaxFields fields to look at.
func (p *prices) check(op *Operation) *Error {
	m := &meter{prices: p, op: op}
	total, err := m.selections(op.Definition.SelectionSet, unsaid)
	switch {
	case err != nil:
		return err
	case total.nodes > MaxNodes:
		return beyond("nodes", total.nodes, MaxNodes, op)
	case total.points > MaxCost:
		return beyond("points", total.points, MaxCost, op)
	}
	return nil
}

func beyond(what string, asked float64, allowed int, op *Operation) *Error {
	text := strconv.FormatFloat(asked, 'f', 0, 64)
	if asked > math.MaxInt64 {
		text = strconv.FormatFloat(asked, 'g', 3, 64)
	}
	e := Errorf(CodeTooComplex, "the request asks for %s %s, %d are allowed; ask for smaller pages (first) or fewer lists inside lists", text, what, allowed)
	e.Extensions = map[string]any{"asked": asked, "allowed": allowed}
	return e.At(op.Definition.Position)
}

// meter adds up the cost of one operation.
type meter struct {
	prices *prices
	op     *Operation
	path   []any // response keys
}

// unsaid is the size of a list of which no argument says how long it is.
const unsaid = -1.0

// selections is the cost of a selection set for one parent. entries is how many a list among its fields has because of
// the page arguments of the parent; unsaid when the parent has none.
func (m *meter) selections(set ast.SelectionSet, entries float64) (cost, *Error) {
	var sum cost
	for _, selection := range set {
		one, err := m.selection(selection, entries)
		if err != nil {
			return sum, err
		}
		sum = cost{sum.nodes + one.nodes, sum.points + one.points}
	}
	return sum, nil
}

func (m *meter) selection(selection ast.Selection, entries float64) (cost, *Error) {
	switch it := selection.(type) {
	case *ast.Field:
		if m.left(it.Directives) {
			return cost{}, nil
		}
		m.path = append(m.path, it.Alias)
		defer func() { m.path = m.path[:len(m.path)-1] }()
		return m.field(it, entries)
	case *ast.InlineFragment:
		if !m.left(it.Directives) {
			return m.selections(it.SelectionSet, entries)
		}
	case *ast.FragmentSpread:
		if !m.left(it.Directives) {
			return m.selections(it.Definition.SelectionSet, entries)
		}
	}
	return cost{}, nil
}

// left reports whether @skip or @include leave a selection out.
func (m *meter) left(list ast.DirectiveList) bool {
	for _, d := range list {
		v := ValueOf(d.Arguments, "if")
		on := v.Raw == "true"
		if v.Kind == ast.Variable {
			on = m.op.Variables[v.Raw] == true
		}
		if d.Name == "skip" && on || d.Name == "include" && !on {
			return true
		}
	}
	return false
}

func (m *meter) field(f *ast.Field, entries float64) (cost, *Error) {
	p := m.prices.fields[f.Definition] // nothing for __typename
	size, err := m.size(f, p)
	if err != nil {
		return cost{}, err
	}
	n := 1.0
	switch {
	case p.list && size != unsaid:
		n, size = size, unsaid
	case p.list && entries != unsaid:
		n = entries
	case p.list:
		n = p.guess
	case p.page && size == unsaid:
		size = p.guess
	}
	below, err := m.selections(f.SelectionSet, size)
	if p.list { // each entry is a node and a point
		below = cost{below.nodes + 1, below.points + 1}
	}
	return cost{below.nodes * n, max(p.points, 1) + below.points*n}, err
}

// size is how many entries the arguments of a field ask for; unsaid when they do not say.
func (m *meter) size(f *ast.Field, p price) (float64, *Error) {
	size, by := unsaid, ""
	for _, s := range p.sizers {
		v, err := m.argument(f, s.argument)
		switch n, given := v.(int); {
		case err != nil:
			return 0, err
		case !given:
		case n < s.least || n > s.most:
			return 0, m.bad(f, "%s is %d, %d to %d are allowed", s.argument, n, s.least, s.most)
		case by != "":
			return 0, m.bad(f, "%s and %s cannot be used together", by, s.argument)
		default:
			size, by = float64(n), s.argument
		}
	}
	if !p.ids {
		return size, nil
	}
	v, err := m.argument(f, "ids")
	ids, _ := v.([]any)
	if len(ids) > MaxIDs {
		return 0, m.bad(f, "%d ids are given, %d are allowed", len(ids), MaxIDs)
	}
	if p.list { // otherwise another argument says
		size = max(1, float64(len(ids)))
	}
	return size, err
}

// argument is the value of one argument of a field.
func (m *meter) argument(f *ast.Field, name string) (any, *Error) {
	d := f.Definition.Arguments.ForName(name)
	c := coercer{schema: m.prices.schema, path: []any{name}}
	v, _, err := c.optional(d.Type, ValueOf(f.Arguments, name), d.DefaultValue, m.op.Variables)
	if err != nil {
		return nil, m.bad(f, "%s", err.Message)
	}
	return v, nil
}

func (m *meter) bad(f *ast.Field, format string, args ...any) *Error {
	e := Errorf(CodeBadUserInput, format, args...).At(f.Position)
	e.Path = slices.Clone(m.path)
	return e
}
