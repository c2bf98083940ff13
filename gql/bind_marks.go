package gql

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// mark is a place in a document that names something: a mention, or a reference to another document.
type mark struct {
	span    graph.Span
	entity  row // null for a document that is not loaded
	fact    row // what the place states; null when it only names
	surface string
	id      graph.ID // of the mention, or of the reference
	passage graph.ID // of a reference, which may have several; empty for a mention
}

// markList is marks of a document, in the order of the text.
type markList struct {
	document int32
	marks    []mark
}

func (l *markList) len() int           { return len(l.marks) }
func (l *markList) node(n int32) row   { return row{kind: kindOther, i: n, p: l} }
func (l *markList) key(n int32) string { return string(l.marks[n].id + l.marks[n].passage) }

func markFields() map[string]any {
	of := func(r row) *mark { return &r.p.(*markList).marks[r.i] }
	return map[string]any{
		"Document.marks": &connection{item: kindOther, entries: func(c *call, r row) entries { return c.marks(r.i) }},
		"Mark.span":      rowOf(func(_ *call, r row) row { return span(r.p.(*markList).document, of(r).span) }),
		"Mark.entity":    rowOf(func(_ *call, r row) row { return of(r).entity }),
		"Mark.fact":      rowOf(func(_ *call, r row) row { return of(r).fact }),
		"Mark.surface":   textOf(func(_ *call, r row) string { return of(r).surface }),
	}
}

// stated is a fact of a document with one of its passages.
type stated struct {
	kind    graph.Kind
	fact    int32
	passage graph.Span
	surface string
}

// marks lists the marks that the arguments ask for.
func (c *call) marks(document int32) *markList {
	v, l := c.v, &markList{document: document}
	kinds := c.engine.enums("EntityType", c.arg("kinds"))
	from, to := c.int("from", 0), c.int("to", len(v.Documents.Text[document]))
	if from < 0 || to < from {
		c.fail(gate.CodeBadUserInput, "marks: from %d to %d is no stretch of a text; both are numbers of code points", from, to)
		return l
	}
	within := graph.Span{Start: v.Offset(document, from), End: v.Offset(document, to)}
	add := func(m mark) {
		if m.span.Start < within.End && within.Start < m.span.End {
			l.marks = append(l.marks, m)
		}
	}
	facts := statedIn(v, document)
	lo, hi := v.Mentioned(document)
	for i := lo; i < hi; i++ {
		k := v.Mentions.Kind[i]
		if !kinds.has(uint8(k)) {
			continue
		}
		entity := at(k, v.Mentions.Entity[i])
		m := mark{span: v.Evidence.Span[v.Mentions.Evidence[i]].Span(), entity: entity, surface: v.MentionSurface(i), id: v.IDOf(graph.KindMention, i)}
		m.fact = statedAt(facts[entity], &m)
		add(m)
	}
	if kinds.has(uint8(graph.KindDocument)) {
		c.references(document, add)
	}
	slices.SortStableFunc(l.marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	return l
}

// references calls add with a mark for each passage that refers to another document.
func (c *call) references(document int32, add func(m mark)) {
	f := c.v.Facts(graph.KindReference)
	for lo, hi := f.From(document); lo < hi; lo++ {
		for _, e := range f.Evidence(lo) {
			add(mark{
				span: c.v.Evidence.Span[e].Span(), entity: at(graph.KindDocument, f.Object[lo]), fact: at(graph.KindReference, lo),
				surface: c.v.Surface(f, lo), id: c.v.IDOf(graph.KindReference, lo), passage: c.v.IDOf(graph.KindEvidence, e),
			})
		}
	}
}

// statedIn lists the facts of a document by their objects.
func statedIn(v *graph.View, document int32) map[row][]stated {
	out := map[row][]stated{}
	add := func(k graph.Kind, subject int32) {
		f := v.Facts(k)
		_, object := k.Ends()
		for lo, hi := f.From(subject); lo < hi; lo++ {
			for _, e := range f.Evidence(lo) {
				if v.Evidence.Document[e] == document {
					to := at(object, f.Object[lo])
					out[to] = append(out[to], stated{k, lo, v.Evidence.Span[e].Span(), v.Surface(f, lo)})
				}
			}
		}
	}
	add(graph.KindDocumentRole, document)
	for t := v.Documents.FirstTask[document]; t < v.Documents.FirstTask[document+1]; t++ {
		for _, k := range []graph.Kind{graph.KindResponsibility, graph.KindTaskPlace, graph.KindTaskProject, graph.KindTaskTheme} {
			add(k, t)
		}
	}
	return out
}

// statedAt is the fact that a mention is part of: one whose passage holds it, of several one with the same written form,
// then the one with the shortest passage, then the first; null when there is none.
func statedAt(facts []stated, m *mark) row {
	best := none
	var found *stated
	worse := func(a, b *stated) bool {
		same := func(s *stated) int {
			if s.surface == m.surface {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(same(a), same(b)), cmp.Compare(b.passage.Len(), a.passage.Len())) < 0
	}
	for i := range facts {
		if s := &facts[i]; s.passage.Contains(m.span) && (found == nil || worse(found, s)) {
			found, best = s, at(s.kind, s.fact)
		}
	}
	return best
}
