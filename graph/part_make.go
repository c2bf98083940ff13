package graph

import (
	"cmp"
	"slices"
)

// partMaker turns an extract that is normalized and valid into a part.
type partMaker struct {
	x      *Extract
	p      *Part
	words  map[string]uint32
	things map[string]int32 // by key
}

func (b *partMaker) word(s string) uint32 {
	w, ok := b.words[s]
	if !ok {
		w = uint32(len(b.p.words))
		b.words[s] = w
		b.p.words = append(b.p.words, s)
	}
	return w
}

func (b *partMaker) thing(key string) {
	b.things[key] = int32(len(b.p.thingIDs))
	b.p.thingIDs = append(b.p.thingIDs, digestOf(key))
}

// at is the number of the thing with this key; -1 when the key is empty.
func (b *partMaker) at(key string) int32 {
	if key == "" {
		return -1
	}
	return b.things[key]
}

func span32(s Span) Span32 { return Span32{uint32(s.Start), uint32(s.End)} }

func (b *partMaker) document() {
	d := &b.x.Document
	b.thing(b.p.key)
	for i, s := range [headWords]string{
		wordLoader: b.x.LoaderVersion, wordTitle: d.Title, wordNumber: d.DocNumber, wordIssued: d.IssuedOn, wordPublished: d.PublishedOn,
		wordURL: d.SourceURL, wordSource: d.SourceName, wordText: d.Text,
	} {
		b.p.head[i] = b.word(s)
	}
	b.p.text = newTextIndex(d.Text)
}

func (b *partMaker) structure() {
	p := b.p
	section := func(path string) int32 { return b.things[PartKey(KindSection, p.key, path)] - 1 }
	for i := range b.x.Sections {
		s := &b.x.Sections[i]
		key, parent := PartKey(KindSection, p.key, s.Path), int32(-1)
		if s.Parent != "" {
			parent = section(s.Parent)
		}
		b.thing(key)
		p.sections = append(p.sections, partSection{
			key: b.word(key), number: b.word(s.Number), heading: b.word(s.Heading), level: uint8(s.Level), parent: parent, span: span32(s.Span),
		})
	}
	for i := range b.x.Tasks {
		t := &b.x.Tasks[i]
		key := PartKey(KindTask, p.key, t.Path)
		b.thing(key)
		p.tasks = append(p.tasks, partTask{
			key: b.word(key), number: b.word(t.Number), title: b.word(t.Title), locator: b.word(t.Locator), section: section(t.Section),
			span: span32(t.Span),
		})
	}
}

func (b *partMaker) named() {
	p := b.p
	for i := range b.x.Entities {
		b.thing(b.x.Entities[i].Key)
	}
	for i := range b.x.Entities {
		e := &b.x.Entities[i]
		k, _ := KeyKind(e.Key)
		entity := partEntity{
			key: b.word(e.Key), name: b.word(e.Name), code: b.word(e.Code), kind: k, sort: e.Sort, level: e.Level, in: b.at(e.In),
		}
		for _, a := range e.Aliases {
			entity.aliases = append(entity.aliases, b.word(a))
		}
		p.entities = append(p.entities, entity)
	}
}

// mentionRule is the rule behind the passage of a mention.
const mentionRule = "mention@1"

// evidence is the passage of a warning.
func (w *Warning) evidence() Evidence {
	return Evidence{Span: w.Span, Rule: "warning." + w.Code + "@1"}
}

// facts makes the facts, mentions and warnings and their passages.
func (b *partMaker) facts() {
	p, x := b.p, b.x
	at := b.passages()
	ref := 0
	for i := range x.Facts {
		f := &x.Facts[i]
		p.facts = append(p.facts, partFact{
			kind: f.Kind, role: f.Role, position: uint16(f.Position), refs: uint32(len(f.Evidence)), subject: b.at(f.Subject),
			object: b.at(f.Object), roleText: b.word(f.RoleText), surface: b.word(f.Surface),
		})
		p.factIDs = append(p.factIDs, digestOf(f.key(p.key)))
		for _, e := range f.Evidence {
			p.refs = append(p.refs, partRef{at[ref], b.word(e.Note)})
			ref++
		}
	}
	for i := range x.Mentions {
		m := &x.Mentions[i]
		p.mentions = append(p.mentions, partMention{b.at(m.Entity), b.word(m.Surface), at[ref]})
		ref++
		if !p.repeated(i) {
			p.mentionIDs = append(p.mentionIDs, digestOf(mentionKey(p.key, m)))
		}
	}
	for i := range x.Warnings {
		w := &x.Warnings[i]
		p.warnings = append(p.warnings, partWarning{b.word(w.Code), b.word(w.Message), span32(w.Span)})
	}
}

// passages makes the table of passages and gives, for the evidence of the facts and then for the mentions, which of them
// it is.
func (b *partMaker) passages() []int32 {
	all := make([]Evidence, 0, len(b.x.Facts)+len(b.x.Mentions)+len(b.x.Warnings))
	for i := range b.x.Facts {
		all = append(all, b.x.Facts[i].Evidence...)
	}
	for i := range b.x.Mentions {
		all = append(all, Evidence{Span: b.x.Mentions[i].Span, Rule: mentionRule})
	}
	for i := range b.x.Warnings {
		if b.x.Warnings[i].Span != (Span{}) {
			all = append(all, b.x.Warnings[i].evidence())
		}
	}
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		return cmp.Or(all[i].Span.compare(all[j].Span), cmp.Compare(all[i].Rule, all[j].Rule), cmp.Compare(i, j))
	})
	p, at, last := b.p, make([]int32, len(all)), (*Evidence)(nil)
	for _, i := range order {
		e := &all[i]
		if n := len(p.passages) - 1; last != nil && last.Span == e.Span && last.Rule == e.Rule {
			if p.passages[n].note == 0 {
				p.passages[n].note = b.word(e.Note)
			}
		} else {
			last = e
			p.passages = append(p.passages, partPassage{span32(e.Span), b.word(e.Rule), b.word(e.Note)})
			p.passageIDs = append(p.passageIDs, digestOf(evidenceKey(p.key, *e)))
		}
		at[i] = int32(len(p.passages) - 1)
	}
	return at
}
