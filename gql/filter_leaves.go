package gql

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// ids is an IdFilter on the things themselves, or on what value gives for them and, where up is given, on all that it is
// part of.
func (c *call) ids(kind, target graph.Kind, in map[string]any, value, up func(i int32) int32,
	back func(*graph.View, int32, []int32) []int32) *predicate {
	index := func(id any) int32 {
		if k, i, ok := c.v.Lookup(graph.ID(id.(string))); ok && k == target {
			return i
		}
		return -1
	}
	var wanted []int32 // what it must be one of, when something says so
	restricted := false
	restrict := func(to []int32) {
		to = distinct(slices.DeleteFunc(to, func(i int32) bool { return i < 0 }))
		if restricted {
			to = slices.DeleteFunc(to, func(i int32) bool { return !slices.Contains(wanted, i) })
		}
		wanted, restricted = to, true
	}
	if id, given := in["eq"]; given && id != nil {
		restrict([]int32{index(id)})
	}
	list := func(name string) (out []int32, given bool) {
		ids, given := in[name].([]any)
		for _, id := range ids {
			out = append(out, index(id))
		}
		return out, given
	}
	if to, given := list("in"); given {
		restrict(to)
	}
	unwanted, _ := list("notIn")
	null, nullGiven := in["isNull"].(bool)
	out := &predicate{cheap: true, test: func(i int32) bool {
		if value != nil {
			i = value(i)
		}
		if nullGiven && i < 0 != null {
			return false
		}
		found := !restricted
		for ; i >= 0; i = up(i) {
			if slices.Contains(unwanted, i) {
				return false
			}
			if !found {
				_, found = slices.BinarySearch(wanted, i)
			}
			if up == nil {
				break
			}
		}
		return found
	}}
	switch {
	case !restricted:
	case value == nil:
		out.seed, out.seeded, out.exact = wanted, true, len(unwanted) == 0 && !null
	default:
		c.seedFrom(out, kind, &predicate{seed: wanted, seeded: true, exact: len(unwanted) == 0 && !null}, back)
	}
	return out
}

// texts is a StringFilter on a text, compared folded; an empty text is unknown.
func (c *call) texts(name string, kind graph.Kind, in map[string]any, text textOf) *predicate {
	folded := c.columns.strings(name, func() []string {
		out := make([]string, c.v.Len(kind))
		for i := range out {
			out[i] = graph.Fold(text(c.plain, at(kind, int32(i))))
		}
		return out
	})
	match := matcher(in)
	out := &predicate{test: func(i int32) bool { return match(folded[i]) }}
	c.seedNamed(out, name, kind, in)
	return out
}

// indexed is a StringFilter on a text that the index for searches has.
func (c *call) indexed(text indexedText, in map[string]any) *predicate {
	x, match := c.engine.search.Of(c.v), matcher(in)
	out := &predicate{test: func(i int32) bool { return match(text.folded(x, i)) }}
	for _, name := range []string{"eq", "startsWith", "contains"} {
		s, given := in[name].(string)
		if word := graph.Fold(s); given && word != "" {
			out.seed, out.seeded = text.with(x, word), true
			out.exact = name == "contains" && len(in) == 1
			break
		}
	}
	return out
}

// anyText is a StringFilter that one of several texts must fulfil; all of its conditions by the same text.
func (c *call) anyText(name string, kind graph.Kind, in map[string]any, texts textsOf) *predicate {
	match := matcher(in)
	out := &predicate{test: func(i int32) bool {
		return slices.ContainsFunc(texts(c.plain, at(kind, i)), func(s string) bool { return match(graph.Fold(s)) })
	}}
	c.seedNamed(out, name, kind, in)
	return out
}

// seedNamed finds candidates in the index of names, which knows more than names.
func (c *call) seedNamed(out *predicate, filterField string, kind graph.Kind, in map[string]any) {
	field := filterField[strings.IndexByte(filterField, '.')+1:]
	if kind == graph.KindSection || kind == graph.KindTask || !kind.IsEntity() ||
		!slices.Contains([]string{"name", "anyName", "title", "docNumber"}, field) {
		return
	}
	names, given := in["in"].([]any)
	if name, eq := in["eq"].(string); eq {
		names, given = []any{name}, true
	}
	if !given {
		return
	}
	for _, name := range names {
		if name == "" {
			return // the index has no empty names
		}
		out.seed = append(out.seed, c.v.Named(kind, name.(string))...)
	}
	out.seed, out.seeded = distinct(out.seed), true
}

// matcher makes the test of a StringFilter on folded text.
func matcher(in map[string]any) func(folded string) bool {
	fold := func(v any) string { return graph.Fold(v.(string)) }
	folds := func(list []any) []string {
		out := make([]string, len(list))
		for i, v := range list {
			out[i] = fold(v)
		}
		return out
	}
	var tests []func(s string) bool
	for _, name := range []string{"eq", "contains", "startsWith"} {
		v, given := in[name].(string)
		if !given {
			continue
		}
		want := fold(v)
		switch name {
		case "eq":
			tests = append(tests, func(s string) bool { return s == want && s != "" })
		case "contains":
			tests = append(tests, func(s string) bool { return strings.Contains(s, want) && s != "" })
		case "startsWith":
			tests = append(tests, func(s string) bool { return strings.HasPrefix(s, want) && s != "" })
		}
	}
	if list, given := in["in"].([]any); given {
		want := folds(list)
		tests = append(tests, func(s string) bool { return slices.Contains(want, s) && s != "" })
	}
	if list, given := in["notIn"].([]any); given {
		unwanted := folds(list)
		tests = append(tests, func(s string) bool { return !slices.Contains(unwanted, s) || s == "" })
	}
	if null, given := in["isNull"].(bool); given {
		tests = append(tests, func(s string) bool { return (s == "") == null })
	}
	return func(s string) bool {
		for _, test := range tests {
			if !test(s) {
				return false
			}
		}
		return true
	}
}

// dates is a DateFilter. Days are written so that their order is that of their texts.
func dates(in map[string]any, day func(i int32) string) *predicate {
	eq, isEq := in["eq"].(string)
	from, isFrom := in["from"].(string)
	to, isTo := in["to"].(string)
	null, isNull := in["isNull"].(bool)
	return &predicate{cheap: true, test: func(i int32) bool {
		d := day(i)
		if isNull && (d == "") != null {
			return false
		}
		if d == "" {
			return !isEq && !isFrom && !isTo
		}
		return (!isEq || d == eq) && (!isFrom || d >= from) && (!isTo || d <= to)
	}}
}

// numbers makes the test of an IntFilter.
func numbers(in map[string]any) func(n int) bool {
	eq, isEq := in["eq"].(int)
	list, isIn := in["in"].([]any)
	gte, isGte := in["gte"].(int)
	lte, isLte := in["lte"].(int)
	return func(n int) bool {
		return (!isEq || n == eq) && (!isIn || slices.Contains(list, any(n))) && (!isGte || n >= gte) && (!isLte || n <= lte)
	}
}

// enumFilter is the set of values that pass a filter on an enumeration.
func (c *call) enumFilter(enum string, in map[string]any) enumSet {
	set := allRoles
	if value, given := in["eq"].(string); given {
		set &= 1 << c.engine.enumNumber(enum, value)
	}
	if list, given := in["in"].([]any); given {
		set &= c.engine.enums(enum, list)
	}
	if list, given := in["notIn"].([]any); given {
		set &^= c.engine.enums(enum, list)
	}
	return set
}
