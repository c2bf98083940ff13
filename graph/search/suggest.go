package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Suggestion is a completion.
type Suggestion struct {
	Kind    graph.Kind
	Index   int32
	Matched string // the name or alias that begins with the prefix, as it is written
}

// form is one way in which a unit can be typed.
type form struct {
	text string // folded
	unit int32
	name int32 // which of its names: 0 for the name, then the aliases
}

// complete makes the sorted lists that completions are looked up in.
func (x *Index) complete() {
	for u := range int32(len(x.units)) {
		for n, name := range strings.Split(strings.Trim(x.names.of(u), field), field) {
			if name == "" {
				continue
			}
			x.forms = append(x.forms, form{name, u, int32(n)})
			for _, letters := range initials(name) {
				x.typed = append(x.typed, form{letters, u, int32(n)})
			}
		}
	}
	for _, list := range [][]form{x.forms, x.typed} {
		slices.SortFunc(list, func(a, b form) int {
			return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.unit, b.unit), cmp.Compare(a.name, b.name))
		})
	}
}

// Ranks of completions, better first.
const (
	exactly = iota
	byName
	byAlias
	byInitials
	ranks
)

// Suggest lists up to limit entities with a name or alias that begins with the prefix, compared folded, or whose pinyin
// initials do. A name that is the prefix stands first, then names, aliases, initials; then more mentions first, in a
// total and stable order; each entity once.
func (x *Index) Suggest(prefix string, keep Keep, limit int) []Suggestion {
	prefix = fold.Key(prefix)
	if prefix == "" || limit < 1 {
		return nil
	}
	var found [ranks][]form
	for _, f := range beginning(x.forms, prefix) {
		rank := byAlias
		switch {
		case f.text == prefix:
			rank = exactly
		case f.name == 0:
			rank = byName
		}
		found[rank] = append(found[rank], f)
	}
	found[byInitials] = slices.Clone(beginning(x.typed, prefix))
	var out []Suggestion
	seen := map[int32]bool{}
	for _, list := range found {
		slices.SortFunc(list, func(a, b form) int { return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.name, b.name)) })
		for _, f := range list {
			u := x.units[f.unit]
			if seen[f.unit] || keep != nil && !keep(u.kind, u.index) {
				continue
			}
			seen[f.unit] = true
			if out = append(out, Suggestion{u.kind, u.index, x.called(u)[f.name]}); len(out) == limit {
				return out
			}
		}
	}
	return out
}

// beginning is the part of a sorted list whose texts begin with a prefix.
func beginning(list []form, prefix string) []form {
	lo := sort.Search(len(list), func(i int) bool { return list[i].text >= prefix })
	n := sort.Search(len(list)-lo, func(i int) bool { return !strings.HasPrefix(list[lo+i].text, prefix) })
	return list[lo : lo+n]
}
