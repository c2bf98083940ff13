package search

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Passage is a stretch of the text of a document that has a word asked for.
type Passage struct {
	Document int32
	Span     graph.Span // bytes of View.Documents.Text[Document]
}

// Passages lists up to limit places where the words of the query stand, for one hit: in its own text for documents,
// sections and tasks, where places that overlap or touch are joined; for all others the names by which they are mentioned
// that have a word in them. In the order of the text. An entity that was found by a name that no text has in it, or by words of several
// names, may have none: see [Index.Match].
func (x *Index) Passages(h Hit, query string, limit int) []Passage {
	words := wordsOf(query)
	if len(words) == 0 || limit < 1 {
		return nil
	}
	u := unit{h.Kind, h.Index}
	if h.Kind >= graph.KindDepartment {
		return x.mentioned(u, words, limit)
	}
	document := x.document(u)
	var out []Passage
	for _, piece := range x.pieces(u) {
		for _, s := range fold.Trace(x.view.Documents.Text[document][piece.Start:piece.End]).Find(words) {
			if len(out) == limit {
				return out
			}
			out = append(out, Passage{document, graph.Span{Start: piece.Start + s[0], End: piece.Start + s[1]}})
		}
	}
	return out
}

// mentioned are the mentions of an entity that have a word in them as they are printed.
func (x *Index) mentioned(u unit, words []string, limit int) []Passage {
	var out []Passage
	for _, m := range x.view.Entities(u.kind).Mentions.Of(u.index) {
		e := x.view.Mentions.Evidence[m]
		p := Passage{x.view.Evidence.Document[e], x.view.Evidence.Span[e].Span()}
		printed := fold.Key(x.view.Documents.Text[p.Document][p.Span.Start:p.Span.End])
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(printed, w) }) {
			if out = append(out, p); len(out) == limit {
				break
			}
		}
	}
	return out
}
