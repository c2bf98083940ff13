package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Match says by what a hit was found.
type Match struct {
	Words []string // the words of the query as they are written where they were found, in its order, each once
	Name  string   // the name, alias, number or code that has most of them, as it is written; empty when the text alone has them
}

// Match says by what a hit of the query was found. Of names with as many words the one that they fit best counts, as in
// the order of a search, then what the entity is called, then the shortest.
func (x *Index) Match(h Hit, query string) Match {
	words := wordsOf(query)
	u := unit{h.Kind, h.Index}
	names := x.called(u)
	self := names[0]
	length := func(name string) int {
		if name == self {
			return 0
		}
		return len(name)
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(slices.Compare(fit(b, words), fit(a, words)), cmp.Compare(length(a), length(b)))
	})
	var m Match
	if len(words) > 0 && fit(names[0], words)[0] > 0 {
		m.Name = names[0]
	}
	fields := names
	if h.Kind < graph.KindDepartment {
		text := x.view.Documents.Text[x.document(u)]
		for _, p := range x.pieces(u) {
			fields = append(fields, text[p.Start:p.End])
		}
	}
	m.Words = written(fields, words)
	return m
}

// fit says how well words fit a name: how many stand in it, then how all of them together do, see classOf.
func fit(name string, words []string) []int {
	key := fold.Key(name)
	n := 0
	for _, w := range words {
		if strings.Contains(key, w) {
			n++
		}
	}
	return []int{n, classOf(field+key+field, strings.Join(words, ""))}
}

// written finds each word in the first of some fields that has it and gives it as it is written there.
func written(fields, words []string) []string {
	found := make([]string, len(words))
	missing := len(words)
	for _, f := range fields {
		if missing == 0 {
			break
		}
		text := fold.Trace(f)
		for i, w := range words {
			if at := strings.Index(text.Key, w); found[i] == "" && at >= 0 {
				start, end := text.Source(at, at+len(w))
				found[i] = f[start:end]
				missing--
			}
		}
	}
	out := make([]string, 0, len(words))
	for _, w := range found {
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
