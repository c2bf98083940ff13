package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// row is a fact on its way into a table.
type row struct {
	digest          digest
	role            uint8
	position        uint16
	subject, object int32
	text, surface   uint32
	first           int32 // its passages are those from here on in builder.refs
	count           int32
}

// facts makes the tables of facts.
func (b *builder) facts() {
	targets := b.targets()
	var rows [FactKinds][]row
	for doc, p := range b.parts {
		index := b.local(p)
		first := p.firstRef
		for i := range p.Facts {
			f := &p.Facts[i]
			r := row{
				digest: p.facts[i], role: f.Role, position: uint16(f.Position), subject: index[f.Subject],
				text: b.word(f.RoleText), surface: b.word(f.Surface), first: first, count: int32(len(f.Evidence)),
			}
			first += r.count
			if f.Kind == KindReference {
				r.object = targets(f.Surface, int32(doc))
			} else {
				r.object = index[f.Object]
			}
			rows[int(f.Kind)-EntityKinds] = append(rows[int(f.Kind)-EntityKinds], r)
		}
	}
	for k := range rows {
		b.table(Kind(k+EntityKinds), rows[k])
		rows[k] = nil
	}
}

// local is the part of the index that one document needs: small enough to stay in the processor's cache.
func (b *builder) local(p *part) map[string]int32 {
	index := make(map[string]int32, len(p.Tasks)+len(p.Entities)+1)
	add := func(k Kind, key string) { index[key] = b.index[k][key] }
	add(KindDocument, p.key)
	for i := range p.Tasks {
		add(KindTask, PartKey(KindTask, p.key, p.Tasks[i].Path))
	}
	for i := range p.Entities {
		k, _ := KeyKind(p.Entities[i].Key)
		add(k, p.Entities[i].Key)
	}
	return index
}

// targets finds the loaded document that a reference names by number or title.
func (b *builder) targets() func(surface string, from int32) int32 {
	byName := map[string]int32{}
	for i, x := range b.parts {
		for _, name := range []string{Fold(x.Document.DocNumber), bareTitle(x.Document.Title)} {
			if _, taken := byName[name]; !taken && name != "" {
				byName[name] = int32(i)
			}
		}
	}
	return func(surface string, from int32) int32 {
		title, number := numberedTitle(surface)
		for _, name := range []string{Fold(number), Fold(surface), bareTitle(title)} {
			if to, ok := byName[name]; ok && to != from {
				return to
			}
		}
		return -1
	}
}

// numberedTitle parts the title of a document from the number in brackets behind it: 《关于…的通知》（发改规划〔2018〕220号）.
func numberedTitle(surface string) (title, number string) {
	i := strings.LastIndex(surface, "》（")
	if i < 0 || !strings.HasSuffix(surface, "号）") {
		return surface, ""
	}
	return surface[:i+len("》")], strings.TrimSuffix(surface[i+len("》（"):], "）")
}

func (b *builder) table(k Kind, rows []row) {
	v, refs := b.view, b.refs
	slices.SortStableFunc(rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(x.subject, y.subject), cmp.Compare(refs[x.first], refs[y.first]),
			cmp.Compare(x.position, y.position), cmp.Compare(x.object, y.object), cmp.Compare(x.role, y.role))
	})
	f := v.Facts(k)
	n := len(rows)
	raw := make([]digest, n)
	f.Subject, f.Object, f.Role, f.Position = make([]int32, n), make([]int32, n), make([]uint8, n), make([]uint16, n)
	f.roleText, f.surface = make([]uint32, n), make([]uint32, n)
	f.evidence.offsets = make([]uint32, n+1)
	for i := range rows {
		f.evidence.offsets[i+1] = f.evidence.offsets[i] + uint32(rows[i].count)
	}
	f.evidence.targets = make([]int32, 0, f.evidence.offsets[n])
	for i := range rows {
		r := &rows[i]
		raw[i], f.Subject[i], f.Object[i], f.Role[i], f.Position[i] = r.digest, r.subject, r.object, r.role, r.position
		f.roleText[i], f.surface[i] = r.text, r.surface
		f.evidence.targets = append(f.evidence.targets, refs[r.first:r.first+r.count]...)
	}
	f.IDs = newIDs(k, raw)
	subject, object := k.Ends()
	f.from = ranges(len(v.Entities(subject).Key), f.Subject)
	f.to = invert(len(v.Entities(object).Key), f.Object)
}

// evidence makes the table of passages, each passage and rule of a document once, and the list of who refers to which.
func (b *builder) evidence() {
	t := &b.view.Evidence
	passages, refs := 0, 0
	for _, p := range b.parts {
		passages, refs = passages+len(p.passages), refs+len(p.refs)
	}
	t.Document, t.Span, t.rule, t.note = make([]int32, 0, passages), make([]Span32, 0, passages), make([]uint32, 0, passages), make([]uint32, 0, passages)
	raw := make([]digest, 0, passages)
	b.refs = make([]int32, 0, refs)
	for doc, p := range b.parts {
		first := int32(len(raw))
		p.firstRef = int32(len(b.refs))
		for i := range p.passages {
			e := &p.passages[i]
			t.Document, t.Span = append(t.Document, int32(doc)), append(t.Span, Span32{uint32(e.Span.Start), uint32(e.Span.End)})
			t.rule, t.note = append(t.rule, b.word(e.Rule)), append(t.note, b.word(e.Note))
		}
		raw = append(raw, p.evidence...)
		for _, r := range p.refs {
			b.refs = append(b.refs, first+r)
		}
	}
	t.IDs = newIDs(KindEvidence, raw)
}

// mentions makes the table of mentions.
func (b *builder) mentions() {
	m := &b.view.Mentions
	n := 0
	for _, p := range b.parts {
		n += len(p.mentions)
	}
	m.Kind, m.Entity, m.Evidence, m.surface = make([]Kind, 0, n), make([]int32, 0, n), make([]int32, 0, n), make([]uint32, 0, n)
	raw := make([]digest, 0, n)
	b.view.Documents.firstMention = []int32{0}
	for _, p := range b.parts {
		ref := p.firstRef + int32(len(p.refs)-p.mentionRefs)
		for i := range p.Mentions {
			in := &p.Mentions[i]
			if p.repeated(i) {
				continue
			}
			k, _ := KeyKind(in.Entity)
			m.Kind, m.Entity = append(m.Kind, k), append(m.Entity, b.index[k][in.Entity])
			m.surface, m.Evidence = append(m.surface, b.word(in.Surface)), append(m.Evidence, b.refs[ref+int32(i)])
		}
		raw = append(raw, p.mentions...)
		b.view.Documents.firstMention = append(b.view.Documents.firstMention, int32(len(raw)))
	}
	m.IDs = newIDs(KindMention, raw)
	column := make([]int32, len(raw))
	for k := range Kind(EntityKinds) {
		for i, of := range m.Kind {
			column[i] = -1
			if of == k {
				column[i] = m.Entity[i]
			}
		}
		b.view.Entities(k).Mentions = invert(len(b.view.Entities(k).Key), column)
	}
}

// describe settles the names of entities: written forms become aliases, and a department is called as its documents
// call it.
func (b *builder) describe() {
	for k := KindDepartment; k <= KindTheme; k++ {
		e := b.view.Entities(k)
		display := b.displayNames(k)
		for i := range e.Name {
			names := append([]string{e.Name[i]}, e.Aliases[i]...)
			for _, m := range e.Mentions.Of(int32(i)) {
				names = append(names, b.view.MentionSurface(m))
			}
			e.Name[i] = display[i]
			slices.Sort(names)
			e.Aliases[i] = slices.DeleteFunc(slices.Compact(names), func(s string) bool { return s == display[i] || s == "" })
		}
	}
}

// displayNames chooses what entities are called. Departments get the form written most often (the longer, then the
// first in code point order, of equals), unless two bodies would then share it: those keep their canonical names.
func (b *builder) displayNames(k Kind) []string {
	e := b.view.Entities(k)
	names := slices.Clone(e.Name)
	if k != KindDepartment {
		return names
	}
	owners := map[string]int{}
	for i := range names {
		count := map[string]int{}
		for _, m := range e.Mentions.Of(int32(i)) {
			count[b.view.MentionSurface(m)]++
		}
		best := ""
		for s, n := range count {
			if c := cmp.Or(cmp.Compare(n, count[best]), cmp.Compare(utf8.RuneCountInString(s), utf8.RuneCountInString(best)),
				cmp.Compare(best, s)); best == "" || c > 0 {
				best = s
			}
		}
		names[i] = cmp.Or(best, names[i])
		owners[names[i]]++
	}
	for i := range names {
		if owners[names[i]] > 1 {
			names[i] = e.Name[i]
		}
	}
	return names
}

// WarningEvidence is the index in View.Evidence of the passage of warning n of a document; -1 when it has none.
func (v *View) WarningEvidence(document int32, n int) int32 {
	w := v.Documents.Warnings[document][n]
	if w.Span == (Span{}) {
		return -1
	}
	i, ok := v.Evidence.find(digestOf(evidenceKey(v.entities[KindDocument].Key[document], w.evidence())))
	if !ok {
		return -1
	}
	return i
}
