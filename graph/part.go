package graph

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"
)

// Part is what one document brings to a graph: what a loader read out of it, as columns with numbers of its own, and
// what can be computed of it alone. It is made once for a version of a document, may be kept as bytes (see
// [Part.AppendTo]), and is never changed; [Join] makes a View of parts.
//
// In a part, texts are numbers of words, and the document, its sections, tasks and entities are numbered together in
// this order.
type Part struct {
	key        string
	digest     [sha256.Size]byte
	textSHA256 [sha256.Size]byte
	words      []string // word 0 is empty
	head       [headWords]uint32
	text       textIndex

	sections []partSection
	tasks    []partTask
	entities []partEntity
	facts    []partFact // in the order of the extract
	mentions []partMention
	passages []partPassage // each passage and rule once, by place
	warnings []partWarning
	refs     []partRef // the evidence of the facts, one fact after the other

	// Digests of ids, of what the names say; those of mentions without the repeated ones.
	thingIDs, factIDs, mentionIDs, passageIDs []digest

	// What follows from the columns.
	firstRef []int32            // of fact i; one more at the end
	order    [FactKinds][]int32 // the facts of a kind by subject, passage and position
	named    []int32            // entities in the order in which they are first named; the unnamed ones are left out
}

// Words of a document as a whole, in Part.head.
const (
	wordLoader = iota
	wordTitle
	wordNumber
	wordIssued
	wordPublished
	wordURL
	wordSource
	wordText
	headWords
)

type partSection struct {
	key, number, heading uint32
	level                uint8
	parent               int32 // number of the section; -1 at the top
	span                 Span32
}

type partTask struct {
	key, number, title, locator uint32
	section                     int32
	span                        Span32
}

type partEntity struct {
	key, name, code uint32
	aliases         []uint32
	kind            Kind
	sort            uint8
	level           Level
	in              int32 // thing; -1 when nowhere
}

type partFact struct {
	kind              Kind
	role              uint8
	position          uint16
	refs              uint32 // how many
	subject, object   int32  // things; object is -1 for a reference
	roleText, surface uint32
}

// partRef is a passage behind a fact; the note is that of the fact, which is not always that of the passage.
type partRef struct {
	passage int32
	note    uint32
}

type partMention struct {
	thing   int32
	surface uint32
	passage int32
}

type partPassage struct {
	span       Span32
	rule, note uint32
}

type partWarning struct {
	code, message uint32
	span          Span32
}

// NewPart makes the part of a document, whose extract it normalizes. It fails when the extract breaks its contract; see
// [Extract.Validate].
func NewPart(x *Extract) (*Part, error) {
	x.Normalize()
	if err := x.Validate(); err != nil {
		return nil, err
	}
	b := partMaker{x: x, p: &Part{digest: x.Digest(), textSHA256: sha256.Sum256([]byte(x.Document.Text)), words: []string{""}}}
	b.words, b.things = map[string]uint32{"": 0}, map[string]int32{}
	b.p.key = x.Document.Key()
	b.document()
	b.structure()
	b.named()
	b.facts()
	b.p.follow()
	return b.p, nil
}

// Key is the key of the document.
func (p *Part) Key() string { return p.key }

// Digest is that of the extract.
func (p *Part) Digest() [sha256.Size]byte { return p.digest }

// SourceName is the base name of the file that the document was loaded from.
func (p *Part) SourceName() string { return p.words[p.head[wordSource]] }

// things is how many things the part has.
func (p *Part) things() int { return 1 + len(p.sections) + len(p.tasks) + len(p.entities) }

// Where the things of a kind begin.
func (p *Part) firstTask() int32   { return int32(1 + len(p.sections)) }
func (p *Part) firstEntity() int32 { return int32(1 + len(p.sections) + len(p.tasks)) }

// kindOf is the kind of a thing.
func (p *Part) kindOf(thing int32) Kind {
	switch {
	case thing == 0:
		return KindDocument
	case thing < p.firstTask():
		return KindSection
	case thing < p.firstEntity():
		return KindTask
	}
	return p.entities[thing-p.firstEntity()].kind
}

// keyOf is the key of a thing.
func (p *Part) keyOf(thing int32) string {
	switch {
	case thing == 0:
		return p.key
	case thing < p.firstTask():
		return p.words[p.sections[thing-1].key]
	case thing < p.firstEntity():
		return p.words[p.tasks[thing-p.firstTask()].key]
	}
	return p.words[p.entities[thing-p.firstEntity()].key]
}

// repeated reports whether mention i names the same thing at the same place as the one before it.
func (p *Part) repeated(i int) bool {
	if i == 0 {
		return false
	}
	m, last := p.mentions[i], p.mentions[i-1]
	return m.thing == last.thing && m.passage == last.passage
}

// follow computes what follows from the columns.
func (p *Part) follow() {
	p.firstRef = make([]int32, len(p.facts)+1)
	var of [FactKinds]int
	for i := range p.facts {
		p.firstRef[i+1] = p.firstRef[i] + int32(p.facts[i].refs)
		of[int(p.facts[i].kind)-EntityKinds]++
	}
	for k, n := range of {
		p.order[k] = make([]int32, 0, n)
	}
	for i := range p.facts {
		k := int(p.facts[i].kind) - EntityKinds
		p.order[k] = append(p.order[k], int32(i))
	}
	for _, order := range p.order {
		slices.SortStableFunc(order, p.compareFacts)
	}
	seen := make([]bool, len(p.entities))
	p.named = make([]int32, 0, len(p.entities))
	for i := range p.mentions {
		if e := p.mentions[i].thing - p.firstEntity(); e >= 0 && !seen[e] {
			seen[e] = true
			p.named = append(p.named, e)
		}
	}
}

// compareFacts compares facts by what their order in a View needs of this part.
func (p *Part) compareFacts(i, j int32) int {
	a, b := &p.facts[i], &p.facts[j]
	return cmp.Or(cmp.Compare(a.subject, b.subject),
		cmp.Compare(p.refs[p.firstRef[i]].passage, p.refs[p.firstRef[j]].passage), cmp.Compare(a.position, b.position))
}

// Extract gives back what the part was made of, in normal order.
func (p *Part) Extract() *Extract {
	w := func(i uint32) string { return p.words[i] }
	x := &Extract{LoaderVersion: w(p.head[wordLoader]), Document: Document{
		Title: w(p.head[wordTitle]), DocNumber: w(p.head[wordNumber]), IssuedOn: w(p.head[wordIssued]), PublishedOn: w(p.head[wordPublished]),
		SourceURL: w(p.head[wordURL]), SourceName: w(p.head[wordSource]), Text: w(p.head[wordText]),
	}}
	path := func(k Kind, key uint32) string { return strings.TrimPrefix(w(key), PartKey(k, p.key, "")) }
	for _, s := range p.sections {
		section := Section{Path: path(KindSection, s.key), Number: w(s.number), Heading: w(s.heading), Level: int(s.level), Span: s.span.Span()}
		if s.parent >= 0 {
			section.Parent = path(KindSection, p.sections[s.parent].key)
		}
		x.Sections = append(x.Sections, section)
	}
	for _, t := range p.tasks {
		x.Tasks = append(x.Tasks, Task{
			Path: path(KindTask, t.key), Number: w(t.number), Title: w(t.title), Locator: w(t.locator),
			Section: path(KindSection, p.sections[t.section].key), Span: t.span.Span(),
		})
	}
	for _, e := range p.entities {
		entity := Entity{Key: w(e.key), Name: w(e.name), Sort: e.sort, Level: e.level, Code: w(e.code)}
		for _, a := range e.aliases {
			entity.Aliases = append(entity.Aliases, w(a))
		}
		if e.in >= 0 {
			entity.In = p.keyOf(e.in)
		}
		x.Entities = append(x.Entities, entity)
	}
	for i, f := range p.facts {
		x.Facts = append(x.Facts, p.fact(i, f))
	}
	for _, m := range p.mentions {
		x.Mentions = append(x.Mentions, Mention{Entity: p.keyOf(m.thing), Surface: w(m.surface), Span: p.passages[m.passage].span.Span()})
	}
	for _, m := range p.warnings {
		x.Warnings = append(x.Warnings, Warning{Code: w(m.code), Message: w(m.message), Span: m.span.Span()})
	}
	return x
}

func (p *Part) fact(i int, f partFact) Fact {
	fact := Fact{
		Kind: f.kind, Subject: p.keyOf(f.subject), Role: f.role, RoleText: p.words[f.roleText], Surface: p.words[f.surface],
		Position: int(f.position), Evidence: make([]Evidence, 0, f.refs),
	}
	if f.object >= 0 {
		fact.Object = p.keyOf(f.object)
	}
	for _, r := range p.refs[p.firstRef[i]:p.firstRef[i+1]] {
		at := p.passages[r.passage]
		fact.Evidence = append(fact.Evidence, Evidence{Span: at.span.Span(), Rule: p.words[at.rule], Note: p.words[r.note]})
	}
	return fact
}
