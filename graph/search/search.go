package search

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Hit is an entity that has all the words asked for.
type Hit struct {
	Kind  graph.Kind
	Index int32   // its index in View.Entities(Kind)
	Score float64 // relevance, higher is better; comparable only within one answer
}

// Keep says whether an entity may be in an answer; nil keeps all.
type Keep func(k graph.Kind, i int32) bool

// Classes of hits, worse to better. The class of a hit by several words is that of the worst of them, or that of all of
// them written together where that is better.
const (
	inText = iota + 1
	inName
	beginsAlias
	beginsName
	isAlias
	isName
	classes
)

// maxWords is how many words of a query count; the rest are ignored. Each costs a pass over the units.
const maxWords = 16

// Search lists the entities that have every word of the query (words are set apart by white space) in a name, an
// alias, a number or their text, compared folded. Best first, in a total and stable order. An empty query finds nothing.
func (x *Index) Search(query string, keep Keep) []Hit {
	words := wordsOf(query)
	if len(words) == 0 {
		return nil
	}
	whole := strings.Join(words, "")
	all := newSet(len(x.units))
	named := make([]set, len(words))
	for i, w := range words {
		named[i] = x.names.find(w)
		found := x.texts.find(w)
		found.or(named[i])
		if i == 0 {
			all = found
		} else {
			all.and(found)
		}
	}
	best := named[0]
	for _, n := range named[1:] {
		best.and(n) // the units that have all words in their names
	}
	var byClass [classes][]Hit
	byClass[inText] = make([]Hit, 0, all.len())
	all.each(func(u int32) {
		one := x.units[u]
		if keep != nil && !keep(one.kind, one.index) {
			return
		}
		class := inText
		if best.has(u) {
			class = x.class(u, words, whole)
		}
		byClass[class] = append(byClass[class], Hit{one.kind, one.index, x.score(class, one)})
	})
	slices.Reverse(byClass[:])
	return slices.Concat(byClass[:]...)
}

func wordsOf(query string) []string {
	words := strings.Fields(query)
	for i, w := range words {
		words[i] = fold.Key(w)
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	return words[:min(len(words), maxWords)]
}

// class says how well the names of a unit fit words that all stand in them.
func (x *Index) class(u int32, words []string, whole string) int {
	names := x.names.of(u)
	if c := classOf(names, whole); c > inText {
		return c
	}
	class := classes - 1
	for _, w := range words {
		class = min(class, classOf(names, w))
	}
	return class
}

// classOf says how well folded names, each between two field marks, fit a word.
func classOf(names, word string) int {
	class, first := inText, true
	for name := range split(names) {
		switch {
		case name == word && first:
			return isName
		case name == word:
			class = max(class, isAlias)
		case strings.HasPrefix(name, word) && first:
			class = max(class, beginsName)
		case strings.HasPrefix(name, word):
			class = max(class, beginsAlias)
		case strings.Contains(name, word):
			class = max(class, inName)
		}
		first = false
	}
	return class
}

// score is the class, and how often the entity is mentioned as a fraction below 1.
func (x *Index) score(class int, u unit) float64 {
	n := float64(x.mentions(u))
	return float64(class) + n/(n+1)
}
