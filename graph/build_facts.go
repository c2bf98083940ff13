package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// row is a fact on its way into a table: which it is, and what it links.
type row struct {
	part, fact      int32
	subject, object int32
}

// facts makes the tables of facts.
func (b *builder) facts() {
	targets := b.targets()
	for k := KindResponsibility; k.IsFact(); k++ {
		n := 0
		for _, p := range b.parts {
			n += len(p.order[int(k)-EntityKinds])
		}
		rows := make([]row, 0, n)
		for part, p := range b.parts {
			global := b.global[part]
			for _, i := range p.order[int(k)-EntityKinds] {
				f := &p.facts[i]
				r := row{part: int32(part), fact: i, subject: global[f.subject], object: -1}
				if k == KindReference {
					r.object = targets(p.words[f.surface], int32(part))
				} else {
					r.object = global[f.object]
				}
				rows = append(rows, r)
			}
		}
		b.sort(k, rows)
		b.table(k, rows)
	}
}

// sort brings facts into the order of their table: by subject, first passage, position, object and role. Those of the
// same subject in a part are in order but for the last two, and subjects that only one document has are in the order of
// the documents.
func (b *builder) sort(k Kind, rows []row) {
	first := func(r *row) int32 {
		p := b.parts[r.part]
		return b.firstPassage[r.part] + p.refs[p.firstRef[r.fact]].passage
	}
	compare := func(x, y row) int {
		f, g := &b.parts[x.part].facts[x.fact], &b.parts[y.part].facts[y.fact]
		return cmp.Or(cmp.Compare(x.subject, y.subject), cmp.Compare(first(&x), first(&y)), cmp.Compare(f.position, g.position),
			cmp.Compare(x.object, y.object), cmp.Compare(f.role, g.role), cmp.Compare(x.fact, y.fact))
	}
	if subject, _ := k.Ends(); subject >= KindDepartment {
		slices.SortFunc(rows, compare)
		return
	}
	for lo := 0; lo < len(rows); {
		hi := lo + 1
		for hi < len(rows) && rows[hi].subject == rows[lo].subject {
			hi++
		}
		if hi-lo > 1 {
			slices.SortFunc(rows[lo:hi], compare)
		}
		lo = hi
	}
}

// targets finds the loaded document that a reference names by number or title.
func (b *builder) targets() func(surface string, from int32) int32 {
	byName := map[string]int32{}
	for i, p := range b.parts {
		for _, name := range []string{Fold(p.words[p.head[wordNumber]]), bareTitle(p.words[p.head[wordTitle]])} {
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
	v, f, n := b.view, b.view.Facts(k), len(rows)
	raw := make([]digest, n)
	f.Subject, f.Object, f.Role, f.Position = make([]int32, n), make([]int32, n), make([]uint8, n), make([]uint16, n)
	f.roleText, f.surface = make([]uint32, n), make([]uint32, n)
	f.evidence.offsets = make([]uint32, n+1)
	for i, r := range rows {
		in := &b.parts[r.part].facts[r.fact]
		f.evidence.offsets[i+1] = f.evidence.offsets[i] + in.refs
		raw[i] = b.parts[r.part].factIDs[r.fact]
		f.Subject[i], f.Object[i], f.Role[i], f.Position[i] = r.subject, r.object, in.role, in.position
		f.roleText[i], f.surface[i] = b.wordOf(int(r.part), in.roleText), b.wordOf(int(r.part), in.surface)
	}
	f.evidence.targets = make([]int32, 0, f.evidence.offsets[n])
	for _, r := range rows {
		p, first := b.parts[r.part], b.firstPassage[r.part]
		for _, ref := range p.refs[p.firstRef[r.fact]:p.firstRef[r.fact+1]] {
			f.evidence.targets = append(f.evidence.targets, first+ref.passage)
		}
	}
	f.IDs = newIDs(k, raw)
	subject, object := k.Ends()
	f.from = ranges(len(v.Entities(subject).Key), f.Subject)
	f.to = invert(len(v.Entities(object).Key), f.Object)
}

// evidence makes the table of passages, each passage and rule of a document once.
func (b *builder) evidence() {
	t, n := &b.view.Evidence, 0
	for _, p := range b.parts {
		n += len(p.passages)
	}
	t.Document, t.Span, t.rule, t.note = make([]int32, 0, n), make([]Span32, 0, n), make([]uint32, 0, n), make([]uint32, 0, n)
	raw := make([]digest, 0, n)
	for part, p := range b.parts {
		b.firstPassage = append(b.firstPassage, int32(len(raw)))
		for i := range p.passages {
			e := &p.passages[i]
			t.Document, t.Span = append(t.Document, int32(part)), append(t.Span, e.span)
			t.rule, t.note = append(t.rule, b.wordOf(part, e.rule)), append(t.note, b.wordOf(part, e.note))
		}
		raw = append(raw, p.passageIDs...)
	}
	t.IDs = newIDs(KindEvidence, raw)
}

// mentions makes the table of mentions.
func (b *builder) mentions() {
	m, n := &b.view.Mentions, 0
	for _, p := range b.parts {
		n += len(p.mentionIDs)
	}
	m.Kind, m.Entity, m.Evidence, m.surface = make([]Kind, 0, n), make([]int32, 0, n), make([]int32, 0, n), make([]uint32, 0, n)
	raw := make([]digest, 0, n)
	b.view.Documents.firstMention = []int32{0}
	for part, p := range b.parts {
		for i := range p.mentions {
			if p.repeated(i) {
				continue
			}
			in := &p.mentions[i]
			m.Kind, m.Entity = append(m.Kind, p.kindOf(in.thing)), append(m.Entity, b.global[part][in.thing])
			m.surface, m.Evidence = append(m.surface, b.wordOf(part, in.surface)), append(m.Evidence, b.firstPassage[part]+in.passage)
		}
		raw = append(raw, p.mentionIDs...)
		b.view.Documents.firstMention = append(b.view.Documents.firstMention, int32(len(raw)))
	}
	m.IDs = newIDs(KindMention, raw)
	b.mentioned()
}

// mentioned lists the mentions of each entity.
func (b *builder) mentioned() {
	m := &b.view.Mentions
	var lists [EntityKinds]*Adjacency
	var next [EntityKinds][]uint32
	for k := range lists {
		lists[k] = &b.view.Entities(Kind(k)).Mentions
		lists[k].offsets = make([]uint32, b.view.Len(Kind(k))+1)
	}
	for i, k := range m.Kind {
		lists[k].offsets[m.Entity[i]+1]++
	}
	for k, a := range lists {
		for i := 1; i < len(a.offsets); i++ {
			a.offsets[i] += a.offsets[i-1]
		}
		a.targets = make([]int32, a.offsets[len(a.offsets)-1])
		next[k] = slices.Clone(a.offsets)
	}
	for i, k := range m.Kind {
		at := &next[k][m.Entity[i]]
		lists[k].targets[*at] = int32(i)
		*at++
	}
}

// describe settles the names of entities: written forms become aliases, and a department is called as its documents
// call it.
func (b *builder) describe() {
	v := b.view
	count := make([]int32, len(v.words)) // of each word, how often it is a written form of the entity at hand
	for k := KindDepartment; k <= KindTheme; k++ {
		e := v.Entities(k)
		written := make([][]uint32, e.Len())
		best := make([]string, e.Len()) // written most often
		for i := range written {
			for _, m := range e.Mentions.Of(int32(i)) {
				w := v.Mentions.surface[m]
				if count[w] == 0 {
					written[i] = append(written[i], w)
				}
				count[w]++
			}
			best[i] = b.mostOften(written[i], count)
			for _, w := range written[i] {
				count[w] = 0
			}
		}
		display := slices.Clone(e.Name)
		if k == KindDepartment {
			display = distinctNames(e.Name, best)
		}
		for i, full := range e.Name {
			names := []string{full}
			for _, list := range [][]uint32{b.aliases[k][i], written[i]} {
				for _, w := range list {
					names = append(names, v.words[w])
				}
			}
			e.Name[i] = display[i]
			slices.Sort(names)
			e.Aliases[i] = slices.DeleteFunc(slices.Compact(names), func(s string) bool { return s == display[i] || s == "" })
		}
	}
}

// mostOften is the word with the highest count; the longer, then the first in code point order, of equals.
func (b *builder) mostOften(words []uint32, count []int32) string {
	best := uint32(0)
	for _, w := range words {
		s, t := b.view.words[w], b.view.words[best]
		if w != 0 && (best == 0 || cmp.Or(cmp.Compare(count[w], count[best]),
			cmp.Compare(utf8.RuneCountInString(s), utf8.RuneCountInString(t)), cmp.Compare(t, s)) > 0) {
			best = w
		}
	}
	return b.view.words[best]
}

// distinctNames chooses what departments are called: the form written most often, unless two bodies would then share
// it: those keep their canonical names.
func distinctNames(canonical, written []string) []string {
	names, owners := make([]string, len(canonical)), map[string]int{}
	for i := range names {
		names[i] = cmp.Or(written[i], canonical[i])
		owners[names[i]]++
	}
	for i := range names {
		if owners[names[i]] > 1 {
			names[i] = canonical[i]
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
