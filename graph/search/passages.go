package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"golang.org/x/text/unicode/norm"
)

// Passage is a stretch of the text of a document that has a word asked for.
type Passage struct {
	Document int32
	Span     graph.Span // bytes of View.Documents.Text[Document]
}

// Passages lists up to limit places where the words of the query stand, for one hit: in its own text for documents,
// sections and tasks, and where it is mentioned for all others, the mentions that have a word if there are any. In the
// order of the text; places that overlap or touch are joined.
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
		for _, s := range places(x.view.Documents.Text[document][piece.Start:piece.End], words) {
			if len(out) == limit {
				return out
			}
			out = append(out, Passage{document, graph.Span{Start: piece.Start + s.Start, End: piece.Start + s.End}})
		}
	}
	return out
}

// mentioned are the passages of an entity that documents share.
func (x *Index) mentioned(u unit, words []string, limit int) []Passage {
	var with, without []Passage
	for _, m := range x.view.Entities(u.kind).Mentions.Of(u.index) {
		e := x.view.Mentions.Evidence[m]
		p := Passage{x.view.Evidence.Document[e], x.view.Evidence.Span[e].Span()}
		surface := fold(x.view.MentionSurface(m))
		switch {
		case slices.ContainsFunc(words, func(w string) bool { return strings.Contains(surface, w) }):
			if with = append(with, p); len(with) == limit {
				return with
			}
		case len(without) < limit:
			without = append(without, p)
		}
	}
	if len(with) > 0 {
		return with
	}
	return without
}

// places finds folded words in a text as it is written, in its order, joined where they overlap or touch.
func places(text string, words []string) []graph.Span {
	folded, origin := trace(text)
	var found []graph.Span
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(folded[from:], w)
			if i < 0 {
				break
			}
			start := from + i
			found = append(found, graph.Span{Start: origin[start].Start, End: origin[start+len(w)-1].End})
			from = start + len(w)
		}
	}
	slices.SortFunc(found, func(a, b graph.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var out []graph.Span
	for _, s := range found {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// trace folds a text and says for each byte of the result from which bytes of the text it comes.
func trace(text string) (folded string, origin []graph.Span) {
	whole := make([]graph.Span, len(text))
	for i := range whole {
		whole[i] = graph.Span{Start: i, End: i + 1}
	}
	text, whole = bySegment(text, whole, fold)
	return bySegment(text, whole, norm.NFKC.String) // what fold dropped may have stood between characters that join
}

// bySegment applies f to each stretch of a text that normalization treats alone.
func bySegment(text string, from []graph.Span, f func(string) string) (string, []graph.Span) {
	var b strings.Builder
	origin := make([]graph.Span, 0, len(text))
	for at := 0; at < len(text); {
		end := at + norm.NFKC.NextBoundaryInString(text[at:], true)
		piece := f(text[at:end])
		b.WriteString(piece)
		for range len(piece) {
			origin = append(origin, graph.Span{Start: from[at].Start, End: from[end-1].End})
		}
		at = end
	}
	return b.String(), origin
}
