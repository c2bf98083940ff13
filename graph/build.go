package graph

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Build makes a View of the extracts, which it normalizes. It fails when one of them breaks its contract (see
// [Extract.Validate]), when two are of the same text, or when two ids clash.
func Build(extracts []*Extract) (*View, error) {
	b := &builder{view: &View{}, words: map[string]uint32{"": 0}}
	b.view.words = []string{""}
	for k := range b.index {
		b.index[k] = map[string]int32{}
	}
	if err := b.prepare(extracts); err != nil {
		return nil, err
	}
	b.identify()
	for _, step := range []func(){b.documents, b.pieces, b.named, b.evidence, b.facts, b.mentions, b.describe, b.lookup} {
		step()
	}
	return b.view, b.clash()
}

// builder holds what is needed only while a View is made.
type builder struct {
	view  *View
	parts []*part
	words map[string]uint32
	index [EntityKinds]map[string]int32 // key → index
	refs  []int32                       // passages that facts, then mentions refer to, document by document
}

func (b *builder) word(s string) uint32 {
	w, ok := b.words[s]
	if !ok {
		w = uint32(len(b.view.words))
		b.words[s] = w
		b.view.words = append(b.view.words, s)
	}
	return w
}

// prepare does what can be done for each document alone, on all processors.
func (b *builder) prepare(extracts []*Extract) error {
	b.parts = make([]*part, len(extracts))
	errs := make([]error, len(extracts))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(extracts)); i = next.Add(1) - 1 {
				b.parts[i], errs[i] = newPart(extracts[i])
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	slices.SortFunc(b.parts, func(x, y *part) int {
		noDay := func(d string) int { return min(len(d), 1) }
		return cmp.Or(cmp.Compare(noDay(y.Document.IssuedOn), noDay(x.Document.IssuedOn)),
			cmp.Compare(x.Document.IssuedOn, y.Document.IssuedOn), cmp.Compare(x.key, y.key))
	})
	for i := range b.parts {
		if i > 0 && b.parts[i].key == b.parts[i-1].key {
			return fmt.Errorf("graph: document %s (%s) is given twice", b.parts[i].key, b.parts[i].Document.SourceName)
		}
	}
	return nil
}

// identify gives the View its id.
func (b *builder) identify() {
	digests := make([][sha256.Size]byte, len(b.parts))
	for i, p := range b.parts {
		digests[i] = p.digest
		b.view.LoaderVersion = max(b.view.LoaderVersion, p.LoaderVersion)
	}
	slices.SortFunc(digests, func(x, y [sha256.Size]byte) int { return bytes.Compare(x[:], y[:]) })
	h := sha256.New()
	for _, d := range digests {
		h.Write(d[:])
	}
	b.view.ID = "x" + idEncoding.EncodeToString(h.Sum(nil)[:digestBytes])
}

func (b *builder) add(k Kind, key, name string) int32 {
	e := b.view.Entities(k)
	i := int32(len(e.Key))
	b.index[k][key] = i
	e.Key, e.Name, e.Aliases = append(e.Key, key), append(e.Name, name), append(e.Aliases, nil)
	e.raw = append(e.raw, digestOf(key))
	return i
}

func (b *builder) documents() {
	d := &b.view.Documents
	for _, x := range b.parts {
		in := &x.Document
		b.add(KindDocument, x.key, in.Title)
		d.DocNumber, d.IssuedOn = append(d.DocNumber, in.DocNumber), append(d.IssuedOn, in.IssuedOn)
		d.PublishedOn, d.SourceURL = append(d.PublishedOn, in.PublishedOn), append(d.SourceURL, in.SourceURL)
		d.SourceName, d.Text = append(d.SourceName, in.SourceName), append(d.Text, in.Text)
		d.TextSHA256 = append(d.TextSHA256, x.textSHA256)
		d.Warnings = append(d.Warnings, x.Warnings)
		d.index = append(d.index, x.text)
	}
}

// pieces makes the sections and tasks of every document.
func (b *builder) pieces() {
	v := b.view
	v.Documents.FirstSection, v.Documents.FirstTask = []int32{0}, []int32{0}
	for doc, x := range b.parts {
		for i := range x.Sections {
			s := &x.Sections[i]
			parent := int32(-1)
			if s.Parent != "" {
				parent = b.index[KindSection][PartKey(KindSection, x.key, s.Parent)]
			}
			b.add(KindSection, PartKey(KindSection, x.key, s.Path), s.Heading)
			t := &v.Sections
			t.Number, t.Level = append(t.Number, s.Number), append(t.Level, uint8(s.Level))
			t.Document, t.Parent = append(t.Document, int32(doc)), append(t.Parent, parent)
			t.Span = append(t.Span, s.Span)
		}
		for i := range x.Tasks {
			t := &x.Tasks[i]
			b.add(KindTask, PartKey(KindTask, x.key, t.Path), t.Title)
			v.Tasks.Number, v.Tasks.Locator = append(v.Tasks.Number, t.Number), append(v.Tasks.Locator, t.Locator)
			v.Tasks.Document = append(v.Tasks.Document, int32(doc))
			v.Tasks.Section = append(v.Tasks.Section, b.index[KindSection][PartKey(KindSection, x.key, t.Section)])
			v.Tasks.Span = append(v.Tasks.Span, t.Span)
		}
		v.Documents.FirstSection = append(v.Documents.FirstSection, int32(len(v.Sections.Span)))
		v.Documents.FirstTask = append(v.Documents.FirstTask, int32(len(v.Tasks.Span)))
	}
	b.subtrees()
}

func (b *builder) subtrees() {
	s, n := &b.view.Sections, int32(len(b.view.Sections.Span))
	s.Children = invert(int(n), s.Parent)
	s.End, s.FirstTask, s.EndTask = make([]int32, n), make([]int32, n), make([]int32, n)
	own := invert(int(n), b.view.Tasks.Section)
	for i := n - 1; i >= 0; i-- { // children before their parents
		s.End[i] = i + 1
		if tasks := own.Of(i); len(tasks) > 0 {
			s.FirstTask[i], s.EndTask[i] = tasks[0], tasks[len(tasks)-1]+1
		}
		for _, child := range s.Children.Of(i) {
			s.End[i] = max(s.End[i], s.End[child])
			if s.FirstTask[child] == s.EndTask[child] {
				continue
			}
			if s.FirstTask[i] == s.EndTask[i] {
				s.FirstTask[i], s.EndTask[i] = s.FirstTask[child], s.EndTask[child]
			}
			s.FirstTask[i], s.EndTask[i] = min(s.FirstTask[i], s.FirstTask[child]), max(s.EndTask[i], s.EndTask[child])
		}
	}
}

// named makes the departments, cities, projects and themes, joined over the documents and in the order in which they
// are first named.
func (b *builder) named() {
	joined := map[string]*Entity{}
	var order []string
	for _, x := range b.parts {
		for i := range x.Entities {
			e := &x.Entities[i]
			if have, ok := joined[e.Key]; ok {
				have.Aliases = append(have.Aliases, e.Aliases...)
				have.In, have.Code = cmp.Or(have.In, e.In), cmp.Or(have.Code, e.Code)
				continue
			}
			c := *e
			c.Aliases = slices.Clone(e.Aliases)
			joined[e.Key] = &c
		}
		for i := range x.Mentions {
			order = append(order, x.Mentions[i].Entity)
		}
	}
	rest := make([]string, 0, len(joined))
	for key := range joined {
		rest = append(rest, key)
	}
	slices.Sort(rest)
	for _, key := range append(order, rest...) {
		k, _ := KeyKind(key)
		if _, done := b.index[k][key]; done || k < KindDepartment {
			continue
		}
		e := joined[key]
		i := b.add(k, key, e.Name)
		b.view.Entities(k).Aliases[i] = e.Aliases
		b.attributes(k, e)
	}
	b.places(joined)
}

func (b *builder) attributes(k Kind, e *Entity) {
	v := b.view
	switch k {
	case KindDepartment:
		v.Departments.Kind = append(v.Departments.Kind, DepartmentKind(e.Sort))
		v.Departments.Level = append(v.Departments.Level, e.Level)
	case KindCity:
		v.Cities.Code, v.Cities.Level = append(v.Cities.Code, e.Code), append(v.Cities.Level, e.Level)
	case KindProject:
		v.Projects.Kind = append(v.Projects.Kind, ProjectKind(e.Sort))
	}
}

// places links cities and departments to the cities they belong to.
func (b *builder) places(joined map[string]*Entity) {
	v := b.view
	in := func(k Kind) []int32 {
		column := make([]int32, v.Len(k))
		for i, key := range v.Entities(k).Key {
			column[i] = -1
			if e := joined[key]; e.In != "" {
				column[i] = b.index[KindCity][e.In]
			}
		}
		return column
	}
	v.Departments.Jurisdiction, v.Cities.Parent = in(KindDepartment), in(KindCity)
	cutCycles(v.Cities.Parent)
	v.Cities.Children = invert(v.Len(KindCity), v.Cities.Parent)
	v.Cities.Government = make([]int32, v.Len(KindCity))
	for i := range v.Cities.Government {
		v.Cities.Government[i] = -1
	}
	for i, city := range v.Departments.Jurisdiction {
		if city >= 0 && v.Departments.Kind[i] == DepartmentGovernment && v.Cities.Government[city] < 0 {
			v.Cities.Government[city] = int32(i)
		}
	}
}

// cutCycles makes a tree of parents, so that whoever climbs arrives: documents may contradict each other.
func cutCycles(parent []int32) {
	for i := range parent {
		steps := 0
		for up := parent[i]; up >= 0; up = parent[up] {
			if steps++; up == int32(i) || steps > len(parent) {
				parent[i] = -1
				break
			}
		}
	}
}

func (b *builder) clash() error {
	for k := range KindMention + 1 {
		if i, bad := b.view.ids(k).clash(); bad {
			return fmt.Errorf("graph: two things of kind %s have the id %s", k, b.view.IDOf(k, i))
		}
	}
	return nil
}

// lookup makes the search structures of ids and names.
func (b *builder) lookup() {
	v := b.view
	for k := range Kind(EntityKinds) {
		e := v.Entities(k)
		e.IDs = newIDs(k, e.raw)
		v.names[k] = nameIndex{}
		if k == KindSection || k == KindTask {
			continue
		}
		for i := range int32(e.Len()) {
			names := append([]string{e.Name[i]}, e.Aliases[i]...)
			if k == KindDocument {
				names = append(names, v.Documents.DocNumber[i])
			}
			for _, name := range names {
				v.names[k].add(Fold(name), i)
			}
		}
	}
}

// nameIndex maps folded names to those that have them, in ascending order.
type nameIndex map[string][]int32

// add is called in ascending order of i.
func (n nameIndex) add(name string, i int32) {
	have := n[name]
	if name != "" && (len(have) == 0 || have[len(have)-1] != i) {
		n[name] = append(have, i)
	}
}

// bareTitle drops the marks around a title, so that 《X》 and X are one.
func bareTitle(s string) string { return Fold(strings.Trim(s, "《》〈〉<>")) }
