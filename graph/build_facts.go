package graph

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"
)

// row is a fact on its way into a table.
type row struct {
	digest          digest
	subject, object int32
	role            uint8
	position        uint16
	text, surface   uint32
	evidence        []int32
}

// facts makes the tables of facts and of the passages behind them.
func (b *builder) facts() error {
	b.collectPassages()
	targets := b.targets()
	var rows [FactKinds][]row
	for doc, x := range b.extracts {
		key := b.view.Entities(KindDocument).Key[doc]
		for i := range x.Facts {
			f := &x.Facts[i]
			r := row{
				digest: digestOf(f.key(key)), role: f.Role, position: uint16(f.Position),
				text: b.word(f.RoleText), surface: b.word(f.Surface),
			}
			ends := factEnds[int(f.Kind)-EntityKinds]
			r.subject = b.index[ends[0]][f.Subject]
			if f.Kind == KindReference {
				r.object = targets(f.Surface, int32(doc))
			} else {
				r.object = b.index[ends[1]][f.Object]
			}
			for _, e := range f.Evidence {
				r.evidence = append(r.evidence, b.passage[b.passageOf(int32(doc), e.Span, e.Rule)])
			}
			rows[int(f.Kind)-EntityKinds] = append(rows[int(f.Kind)-EntityKinds], r)
		}
	}
	for k := range rows {
		b.table(Kind(k+EntityKinds), rows[k])
	}
	return nil
}

// targets finds the loaded document that a reference names by number or title.
func (b *builder) targets() func(surface string, from int32) int32 {
	byName := map[string]int32{}
	for i, x := range b.extracts {
		for _, name := range []string{Fold(x.Document.DocNumber), bareTitle(x.Document.Title)} {
			if _, taken := byName[name]; !taken && name != "" {
				byName[name] = int32(i)
			}
		}
	}
	return func(surface string, from int32) int32 {
		for _, name := range []string{Fold(surface), bareTitle(surface)} {
			if to, ok := byName[name]; ok && to != from {
				return to
			}
		}
		return -1
	}
}

func (b *builder) table(k Kind, rows []row) {
	v := b.view
	slices.SortStableFunc(rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(x.subject, y.subject), cmp.Compare(x.evidence[0], y.evidence[0]),
			cmp.Compare(x.position, y.position), cmp.Compare(x.object, y.object), cmp.Compare(x.role, y.role))
	})
	f := v.Facts(k)
	n := len(rows)
	raw := make([]digest, n)
	f.Subject, f.Object, f.Role, f.Position = make([]int32, n), make([]int32, n), make([]uint8, n), make([]uint16, n)
	f.roleText, f.surface = make([]uint32, n), make([]uint32, n)
	lists := make([][]int32, n)
	for i := range rows {
		r := &rows[i]
		raw[i], f.Subject[i], f.Object[i], f.Role[i], f.Position[i] = r.digest, r.subject, r.object, r.role, r.position
		f.roleText[i], f.surface[i], lists[i] = r.text, r.surface, r.evidence
	}
	f.IDs = newIDs(k, raw)
	ends := factEnds[int(k)-EntityKinds]
	f.from = ranges(len(v.Entities(ends[0]).Key), f.Subject)
	f.to = invert(len(v.Entities(ends[1]).Key), f.Object)
	f.evidence = gather(lists)
}

// mentionRule is the rule behind the passage of a mention.
const mentionRule = "mention@1"

func (b *builder) passageOf(document int32, s Span, rule string) passage {
	return passage{document, Span32{uint32(s.Start), uint32(s.End)}, b.word(rule)}
}

func (p passage) compare(q passage) int {
	return cmp.Or(cmp.Compare(p.document, q.document), cmp.Compare(p.span.Start, q.span.Start),
		cmp.Compare(q.span.End, p.span.End), cmp.Compare(p.rule, q.rule))
}

// collectPassages makes the table of evidence: each passage and rule once.
func (b *builder) collectPassages() {
	notes := map[passage]uint32{}
	add := func(document int, e Evidence) {
		p := b.passageOf(int32(document), e.Span, e.Rule)
		if notes[p] == 0 {
			notes[p] = b.word(e.Note)
		}
	}
	for doc, x := range b.extracts {
		for i := range x.Facts {
			for _, e := range x.Facts[i].Evidence {
				add(doc, e)
			}
		}
		for i := range x.Mentions {
			add(doc, Evidence{Span: x.Mentions[i].Span, Rule: mentionRule})
		}
		for i := range x.Warnings {
			if w := &x.Warnings[i]; w.Span != (Span{}) {
				add(doc, w.evidence())
			}
		}
	}
	ordered := slices.SortedFunc(maps.Keys(notes), passage.compare)
	t := &b.view.Evidence
	b.passage = make(map[passage]int32, len(ordered))
	raw := make([]digest, len(ordered))
	for i, p := range ordered {
		b.passage[p] = int32(i)
		t.Document, t.Span = append(t.Document, p.document), append(t.Span, p.span)
		t.rule, t.note = append(t.rule, p.rule), append(t.note, notes[p])
		raw[i] = digestOf(evidenceKey(b.view.Entities(KindDocument).Key[p.document],
			Evidence{Span: p.span.Span(), Rule: b.view.words[p.rule]}))
	}
	t.IDs = newIDs(KindEvidence, raw)
}

// evidence is the passage of a warning.
func (w *Warning) evidence() Evidence {
	return Evidence{Span: w.Span, Rule: "warning." + w.Code + "@1"}
}

// passages makes the table of mentions.
func (b *builder) passages() error {
	m := &b.view.Mentions
	var raw []digest
	b.view.Documents.firstMention = []int32{0}
	seen := map[digest]bool{}
	for doc, x := range b.extracts {
		key := b.view.Entities(KindDocument).Key[doc]
		for i := range x.Mentions {
			in := &x.Mentions[i]
			k, _ := KeyKind(in.Entity)
			d := digestOf(mentionKey(key, in))
			if seen[d] {
				continue
			}
			seen[d] = true
			raw = append(raw, d)
			m.Kind, m.Entity = append(m.Kind, k), append(m.Entity, b.index[k][in.Entity])
			m.surface = append(m.surface, b.word(in.Surface))
			m.Evidence = append(m.Evidence, b.passage[b.passageOf(int32(doc), in.Span, mentionRule)])
		}
		b.view.Documents.firstMention = append(b.view.Documents.firstMention, int32(len(raw)))
	}
	m.IDs = newIDs(KindMention, raw)
	for k := range Kind(EntityKinds) {
		lists := make([][]int32, len(b.view.Entities(k).Key))
		for i, of := range m.Kind {
			if of == k {
				lists[m.Entity[i]] = append(lists[m.Entity[i]], int32(i))
			}
		}
		b.view.Entities(k).Mentions = gather(lists)
	}
	return nil
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
