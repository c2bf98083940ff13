package graph

import (
	"sort"
	"time"
)

// View is the current graph as columns and adjacency, made by [Build] and never changed afterwards, so any number of
// readers may share it. Things of one kind are numbered from 0. The numbering is itself an order: documents by day of
// issue, sections and tasks by place in the text, other entities by where they are first named, facts by subject and
// then by where they are stated. Slices that a View hands out must not be changed.
type View struct {
	ID            string // hash of the documents and what was read out of them
	LoaderVersion string // the newest version of the loader among the documents

	// CreatedAt and QuadCount are the store's: when the newest of its documents was loaded, to the second, and how many
	// quads it holds. Whoever builds a View sets them before sharing it.
	CreatedAt time.Time
	QuadCount int

	Documents   Documents
	Sections    Sections
	Tasks       Tasks
	Departments Departments
	Cities      Cities
	Projects    Projects
	Evidence    EvidenceTable
	Mentions    Mentions

	entities [EntityKinds]Entities
	facts    [FactKinds]Facts
	words    []string // interned strings; columns of uint32 point here
	names    [EntityKinds]nameIndex
}

// Entities are the columns that every kind of entity has.
type Entities struct {
	IDs
	Key     []string
	Name    []string   // display name: see displayNames for departments; else the canonical name, title or heading
	Aliases [][]string // other names and written forms, in code point order
	// Mentions lists, for each entity, its indexes in View.Mentions.
	Mentions Adjacency
}

// Documents are the columns of documents beside those of Entities.
type Documents struct {
	DocNumber, IssuedOn, PublishedOn, SourceURL, SourceName, Text []string
	TextSHA256                                                    []string
	Warnings                                                      [][]Warning
	// Sections and Tasks of document i are those with index FirstSection[i] up to FirstSection[i+1], likewise tasks.
	FirstSection, FirstTask []int32
	firstMention            []int32
	index                   []textIndex
}

// Sections are the columns of sections beside those of Entities. A parent stands before its children.
type Sections struct {
	Number   []string
	Level    []uint8
	Document []int32
	Parent   []int32 // -1 at the top
	Span     []Span
	Children Adjacency
	// End[i] is the index after the last section under section i; FirstTask[i] to EndTask[i] are its tasks at any depth.
	End, FirstTask, EndTask []int32
}

// Tasks are the columns of tasks beside those of Entities.
type Tasks struct {
	Number, Locator   []string
	Document, Section []int32
	Span              []Span
}

// Departments are the columns of departments beside those of Entities.
type Departments struct {
	Kind         []DepartmentKind
	Level        []Level
	Jurisdiction []int32 // the city whose government it belongs to; -1 when none
}

// Cities are the columns of cities beside those of Entities.
type Cities struct {
	Code       []string
	Level      []Level
	Parent     []int32 // -1 at the top
	Children   Adjacency
	Government []int32 // its people's government, a department; -1 when none is named
}

// Projects are the columns of projects beside those of Entities.
type Projects struct{ Kind []ProjectKind }

// Facts are all facts of one kind, sorted by subject.
type Facts struct {
	IDs
	Subject  []int32
	Object   []int32 // -1 for a reference to a document that is not loaded
	Role     []uint8
	Position []uint16
	roleText []uint32
	surface  []uint32
	from     []uint32
	to       Adjacency
	evidence Adjacency
}

// Mentions are all mentions, sorted by document and place.
type Mentions struct {
	IDs
	Kind     []Kind
	Entity   []int32
	Evidence []int32
	surface  []uint32
}

// EvidenceTable is all passages, sorted by document and place.
type EvidenceTable struct {
	IDs
	Document   []int32
	Span       []Span32
	rule, note []uint32
}

// Span32 is a Span in 8 bytes.
type Span32 struct{ Start, End uint32 }

// Span widens s.
func (s Span32) Span() Span { return Span{int(s.Start), int(s.End)} }

// Entities gives the common columns of one kind of entity.
func (v *View) Entities(k Kind) *Entities { return &v.entities[k] }

// Facts gives the facts of one kind.
func (v *View) Facts(k Kind) *Facts { return &v.facts[int(k)-EntityKinds] }

// From gives the range of the facts of this subject: from lo up to hi.
func (f *Facts) From(subject int32) (lo, hi int32) {
	if int(subject)+1 >= len(f.from) {
		return 0, 0
	}
	return int32(f.from[subject]), int32(f.from[subject+1])
}

// To lists the facts of this object, in ascending order.
func (f *Facts) To(object int32) []int32 { return f.to.Of(object) }

// Evidence lists the passages behind fact i, as indexes in View.Evidence.
func (f *Facts) Evidence(i int32) []int32 { return f.evidence.Of(i) }

// Surface is the object of fact i of f as written.
func (v *View) Surface(f *Facts, i int32) string { return v.words[f.surface[i]] }

// RoleText is the word that gives the role of fact i of f; empty when implied.
func (v *View) RoleText(f *Facts, i int32) string { return v.words[f.roleText[i]] }

// MentionSurface is the name of mention i as written.
func (v *View) MentionSurface(i int32) string { return v.words[v.Mentions.surface[i]] }

// Rule is the name and version of the rule that read passage i.
func (v *View) Rule(i int32) string { return v.words[v.Evidence.rule[i]] }

// Note says where in its item passage i stands; may be empty.
func (v *View) Note(i int32) string { return v.words[v.Evidence.note[i]] }

// Len is the number of things of kind k.
func (v *View) Len(k Kind) int { return v.ids(k).Len() }

// IDOf is the global id of the thing of kind k at index i.
func (v *View) IDOf(k Kind, i int32) ID { return v.ids(k).At(i) }

func (v *View) ids(k Kind) *IDs {
	switch {
	case k.IsEntity():
		return &v.entities[k].IDs
	case k.IsFact():
		return &v.Facts(k).IDs
	case k == KindEvidence:
		return &v.Evidence.IDs
	default:
		return &v.Mentions.IDs
	}
}

// Lookup finds a thing by its global id.
func (v *View) Lookup(id ID) (Kind, int32, bool) {
	k, d, ok := parseID(id)
	if !ok {
		return 0, 0, false
	}
	i, ok := v.ids(k).find(d)
	return k, i, ok
}

// Named lists the entities of kind k that have this name, alias, written form or, for documents, number; compared
// folded, in ascending order. Sections and tasks are not looked up by name.
func (v *View) Named(k Kind, name string) []int32 { return v.names[k][Fold(name)] }

// Mentioned gives the range of mentions in document i: from lo up to hi.
func (v *View) Mentioned(document int32) (lo, hi int32) {
	return v.Documents.firstMention[document], v.Documents.firstMention[document+1]
}

// Position turns a byte offset in the text of document i into code points and UTF-16 code units before it.
func (v *View) Position(document int32, offset int) (runes, utf16 int) {
	return v.Documents.index[document].at(v.Documents.Text[document], offset)
}

// Offset turns a number of code points into the byte offset after them in the text of document i; the length of the
// text when it has fewer.
func (v *View) Offset(document int32, runes int) int {
	return v.Documents.index[document].byteOf(v.Documents.Text[document], runes)
}

// SectionAt is the innermost section of a document that contains the span; -1 when none does.
func (v *View) SectionAt(document int32, s Span) int32 {
	lo, hi := v.Documents.FirstSection[document], v.Documents.FirstSection[document+1]
	i := lo + int32(sort.Search(int(hi-lo), func(i int) bool { return v.Sections.Span[lo+int32(i)].Start > s.Start })) - 1
	if i < lo {
		return -1
	}
	for i >= 0 && !v.Sections.Span[i].Contains(s) {
		i = v.Sections.Parent[i]
	}
	return i
}

// TaskAt is the task of a document that contains the span; -1 when none does.
func (v *View) TaskAt(document int32, s Span) int32 {
	lo, hi := v.Documents.FirstTask[document], v.Documents.FirstTask[document+1]
	i := lo + int32(sort.Search(int(hi-lo), func(i int) bool { return v.Tasks.Span[lo+int32(i)].Start > s.Start })) - 1
	if i < lo || !v.Tasks.Span[i].Contains(s) {
		return -1
	}
	return i
}

// Locator is the readable address of passage i, e.g. 二、（一）1.末尾括注: the task or section it stands in and where there.
func (v *View) Locator(i int32) string {
	return v.LocatorAt(v.Evidence.Document[i], v.Evidence.Span[i].Span()) + v.Note(i)
}

// LocatorAt is the readable address of a stretch of a document: that of the task or section it stands in.
func (v *View) LocatorAt(document int32, span Span) string {
	if t := v.TaskAt(document, span); t >= 0 {
		return v.Tasks.Locator[t]
	}
	place := ""
	for s := v.SectionAt(document, span); s >= 0; s = v.Sections.Parent[s] {
		place = v.Sections.Number[s] + place
	}
	return place
}
