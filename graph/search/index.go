package search

import "github.com/policygraph/policygraph/graph"

// Index answers searches over one View. It is safe for concurrent use and never changes.
type Index struct {
	view *graph.View
}

// New makes the index of a View.
func New(v *graph.View) *Index { return &Index{view: v} }

// Hit is an entity that has all the words asked for.
type Hit struct {
	Kind  graph.Kind
	Index int32   // its index in View.Entities(Kind)
	Score float64 // relevance, higher is better; comparable only within one answer
}

// Keep says whether an entity may be in an answer; nil keeps all.
type Keep func(k graph.Kind, i int32) bool

// Search lists the entities that have every word of the query (words are set apart by white space) in a name, an
// alias, a number or their text, compared folded. Best first, in a total and stable order. An empty query finds nothing.
func (x *Index) Search(query string, keep Keep) []Hit { return nil }

// Passage is a stretch of the text of a document that has a word asked for.
type Passage struct {
	Document int32
	Span     graph.Span // bytes of View.Documents.Text[Document]
}

// Passages lists up to limit places where the words of the query stand, for one hit: in its own text for documents,
// sections and tasks, else where it is mentioned. In the order of the text; overlapping places are joined.
func (x *Index) Passages(h Hit, query string, limit int) []Passage { return nil }

// Suggestion is a completion.
type Suggestion struct {
	Kind    graph.Kind
	Index   int32
	Matched string // the name or alias that begins with the prefix, as it is written
}

// Suggest lists up to limit entities with a name or alias that begins with the prefix, compared folded, or whose pinyin
// initials do. Names before aliases before initials, then more mentions first, in a total and stable order; each entity
// once.
func (x *Index) Suggest(prefix string, keep Keep, limit int) []Suggestion { return nil }
