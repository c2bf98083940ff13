package graph

import "unsafe"

// Footprint is what the parts of a View take in memory, in bytes, counted by the capacity of their slices. What
// allocators and maps add is not in it.
type Footprint struct {
	Facts     int // number of facts, the edges of the graph
	Adjacency int // who is linked to whom in which role, both directions
	IDs       int // ids of everything, and how to find them
	Evidence  int // passages behind facts, mentions
	Text      int // texts of documents and their indexes
}

// Footprint measures the View.
func (v *View) Footprint() Footprint {
	var p Footprint
	for k := KindResponsibility; k.IsFact(); k++ {
		f := v.Facts(k)
		p.Facts += f.Len()
		p.Adjacency += size(f.Subject) + size(f.Object) + size(f.Role) + size(f.Position) + size(f.from) + f.to.size()
		p.Evidence += f.evidence.size() + size(f.roleText) + size(f.surface)
	}
	for k := range KindMention + 1 {
		p.IDs += size(v.ids(k).raw) + size(v.ids(k).sorted)
	}
	m, e := &v.Mentions, &v.Evidence
	p.Evidence += size(e.Document) + size(e.Span) + size(e.rule) + size(e.note)
	p.Evidence += size(m.Kind) + size(m.Entity) + size(m.Evidence) + size(m.surface)
	for k := range Kind(EntityKinds) {
		p.Evidence += v.Entities(k).Mentions.size()
	}
	for i, text := range v.Documents.Text {
		p.Text += len(text) + size(v.Documents.index[i].runes) + size(v.Documents.index[i].utf16)
	}
	return p
}

func (a *Adjacency) size() int { return size(a.offsets) + size(a.targets) }

func size[T any](s []T) int { return cap(s) * int(unsafe.Sizeof(*new(T))) }
