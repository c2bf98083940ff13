package graph

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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
	parts := make([]*Part, len(extracts))
	err := eachParallel(len(extracts), func(i int) (err error) {
		parts[i], err = NewPart(extracts[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return Join(parts)
}

// eachParallel does something for the numbers below n on all processors and gives the error of the first number that
// has one.
func eachParallel(n int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				errs[i] = do(int(i))
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Join makes a View of parts, in any order: their columns one after the other, and what crosses them. It fails when two
// are of the same text, or when two ids clash.
func Join(parts []*Part) (*View, error) {
	b := &builder{view: &View{}, words: map[string]uint32{"": 0}, parts: slices.Clone(parts)}
	b.view.words = []string{""}
	for k := range b.index {
		b.index[k] = map[string]int32{}
	}
	slices.SortFunc(b.parts, func(x, y *Part) int {
		noDay := func(d string) int { return min(len(d), 1) }
		a, b := x.words[x.head[wordIssued]], y.words[y.head[wordIssued]]
		return cmp.Or(cmp.Compare(noDay(b), noDay(a)), cmp.Compare(a, b), cmp.Compare(x.key, y.key))
	})
	for i, p := range b.parts {
		if i > 0 && p.key == b.parts[i-1].key {
			return nil, fmt.Errorf("graph: document %s (%s) is given twice", p.key, p.SourceName())
		}
	}
	b.identify()
	for _, step := range []func(){b.documents, b.structure, b.named, b.evidence, b.facts, b.mentions, b.describe, b.lookup} {
		step()
	}
	return b.view, b.clash()
}

// builder holds what is needed only while a View is made.
type builder struct {
	view  *View
	parts []*Part
	words map[string]uint32
	index [EntityKinds]map[string]int32 // key → index, of departments, cities, projects and themes

	// By part: the index that each of its things has in the table of its kind, the words that its words are in the View
	// (0 where it was not asked yet), and where its passages begin.
	global       [][]int32
	word         [][]uint32
	firstPassage []int32
	aliases      [EntityKinds][][]uint32 // other names of entities, as words
}

// wordOf is the word of the View that word w of a part is.
func (b *builder) wordOf(part int, w uint32) uint32 {
	if w == 0 || b.word[part][w] != 0 {
		return b.word[part][w]
	}
	s := b.parts[part].words[w]
	g, ok := b.words[s]
	if !ok {
		g = uint32(len(b.view.words))
		b.words[s] = g
		b.view.words = append(b.view.words, s)
	}
	b.word[part][w] = g
	return g
}

// identify gives the View its id.
func (b *builder) identify() {
	digests := make([][sha256.Size]byte, len(b.parts))
	for i, p := range b.parts {
		digests[i] = p.digest
		b.view.LoaderVersion = max(b.view.LoaderVersion, p.words[p.head[wordLoader]])
	}
	b.view.ID = SnapshotID(digests)
}

// SnapshotID is the id of the View of the parts with these digests, in any order.
func SnapshotID(digests [][sha256.Size]byte) string {
	digests = slices.Clone(digests)
	slices.SortFunc(digests, func(x, y [sha256.Size]byte) int { return bytes.Compare(x[:], y[:]) })
	h := sha256.New()
	for _, d := range digests {
		h.Write(d[:])
	}
	return "x" + idEncoding.EncodeToString(h.Sum(nil)[:digestBytes])
}

func (b *builder) add(k Kind, key, name string, d digest) int32 {
	e := b.view.Entities(k)
	e.Key, e.Name, e.raw = append(e.Key, key), append(e.Name, name), append(e.raw, d)
	return int32(len(e.Key) - 1)
}

func (b *builder) documents() {
	d := &b.view.Documents
	for _, p := range b.parts {
		b.global, b.word = append(b.global, make([]int32, p.things())), append(b.word, make([]uint32, len(p.words)))
		head := func(w int) string { return p.words[p.head[w]] }
		b.add(KindDocument, p.key, head(wordTitle), p.thingIDs[0])
		d.DocNumber, d.IssuedOn = append(d.DocNumber, head(wordNumber)), append(d.IssuedOn, head(wordIssued))
		d.PublishedOn, d.SourceURL = append(d.PublishedOn, head(wordPublished)), append(d.SourceURL, head(wordURL))
		d.SourceName, d.Text = append(d.SourceName, head(wordSource)), append(d.Text, head(wordText))
		d.TextSHA256 = append(d.TextSHA256, hex.EncodeToString(p.textSHA256[:]))
		d.Warnings = append(d.Warnings, p.warningList())
		d.index = append(d.index, p.text)
	}
	b.view.Entities(KindDocument).Aliases = make([][]string, len(b.parts))
}

func (p *Part) warningList() []Warning {
	var list []Warning
	for _, w := range p.warnings {
		list = append(list, Warning{Code: p.words[w.code], Message: p.words[w.message], Span: w.span.Span()})
	}
	return list
}

// structure makes the sections and tasks of every document.
func (b *builder) structure() {
	v := b.view
	sections, tasks := 0, 0
	for _, p := range b.parts {
		sections, tasks = sections+len(p.sections), tasks+len(p.tasks)
	}
	b.reserve(KindSection, sections)
	b.reserve(KindTask, tasks)
	s, t := &v.Sections, &v.Tasks
	s.Number, s.Level, s.Document = make([]string, 0, sections), make([]uint8, 0, sections), make([]int32, 0, sections)
	s.Parent, s.Span = make([]int32, 0, sections), make([]Span, 0, sections)
	t.Number, t.Locator, t.Document = make([]string, 0, tasks), make([]string, 0, tasks), make([]int32, 0, tasks)
	t.Section, t.Span = make([]int32, 0, tasks), make([]Span, 0, tasks)
	v.Documents.FirstSection, v.Documents.FirstTask = []int32{0}, []int32{0}
	for doc, p := range b.parts {
		firstSection, global, word := int32(len(s.Span)), b.global[doc], p.words
		global[0] = int32(doc)
		for i := range p.sections {
			in := &p.sections[i]
			global[1+i] = b.add(KindSection, word[in.key], word[in.heading], p.thingIDs[1+i])
			parent := in.parent
			if parent >= 0 {
				parent += firstSection
			}
			s.Number, s.Level = append(s.Number, word[in.number]), append(s.Level, in.level)
			s.Document, s.Parent, s.Span = append(s.Document, int32(doc)), append(s.Parent, parent), append(s.Span, in.span.Span())
		}
		first := int(p.firstTask())
		for i := range p.tasks {
			in := &p.tasks[i]
			global[first+i] = b.add(KindTask, word[in.key], word[in.title], p.thingIDs[first+i])
			t.Number, t.Locator = append(t.Number, word[in.number]), append(t.Locator, word[in.locator])
			t.Document, t.Section = append(t.Document, int32(doc)), append(t.Section, firstSection+in.section)
			t.Span = append(t.Span, in.span.Span())
		}
		v.Documents.FirstSection = append(v.Documents.FirstSection, int32(len(s.Span)))
		v.Documents.FirstTask = append(v.Documents.FirstTask, int32(len(t.Span)))
	}
	b.subtrees()
}

// reserve makes room for n entities of kind k, whose aliases are none at first.
func (b *builder) reserve(k Kind, n int) {
	e := b.view.Entities(k)
	e.Key, e.Name, e.Aliases, e.raw = make([]string, 0, n), make([]string, 0, n), make([][]string, n), make([]digest, 0, n)
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

// entity is a department, city, project or theme joined over the documents.
type entity struct {
	part, local int32 // where it is first: name, sort and level are taken from there
	in          int32 // city, -1 where none
	code        string
	aliases     []uint32 // words of the View
}

// named makes the departments, cities, projects and themes, joined over the documents and in the order in which they
// are first named.
func (b *builder) named() {
	joined := b.join()
	var of [EntityKinds][]int32 // joined number → index in the table of its kind
	for k := KindDepartment; k <= KindTheme; k++ {
		of[k] = b.number(k, joined[k])
	}
	for part, p := range b.parts {
		first := p.firstEntity()
		for i := range p.entities {
			at := &b.global[part][first+int32(i)]
			*at = of[p.entities[i].kind][*at]
		}
	}
	b.places(joined, of)
}

// join finds the entities with the same key, and gives them in the order of the documents. What a part calls by a number
// of its own has that position in b.global afterwards.
func (b *builder) join() (joined [EntityKinds][]entity) {
	for part, p := range b.parts {
		first := p.firstEntity()
		for i := range p.entities {
			e := &p.entities[i]
			at, ok := b.index[e.kind][p.words[e.key]]
			if !ok {
				at = int32(len(joined[e.kind]))
				b.index[e.kind][p.words[e.key]] = at
				joined[e.kind] = append(joined[e.kind], entity{part: int32(part), local: int32(i), in: -1})
			}
			b.global[part][first+int32(i)] = at
		}
	}
	for part, p := range b.parts { // cities have their numbers now
		first := p.firstEntity()
		for i := range p.entities {
			e := &p.entities[i]
			have := &joined[e.kind][b.global[part][first+int32(i)]]
			have.code = cmp.Or(have.code, p.words[e.code])
			if have.in < 0 && e.in >= 0 {
				have.in = b.global[part][e.in]
			}
			for _, a := range e.aliases {
				if w := b.wordOf(part, a); !slices.Contains(have.aliases, w) {
					have.aliases = append(have.aliases, w)
				}
			}
		}
	}
	return joined
}

// number makes the table of kind k and gives the index in it of each joined entity: first come those that are named, in
// the order of the text, then the others by key.
func (b *builder) number(k Kind, joined []entity) []int32 {
	of := make([]int32, len(joined))
	for i := range of {
		of[i] = -1
	}
	b.reserve(k, len(joined))
	b.aliases[k] = make([][]uint32, 0, len(joined))
	put := func(i int32) {
		e := &joined[i]
		p := b.parts[e.part]
		in := &p.entities[e.local]
		of[i] = b.add(k, p.words[in.key], p.words[in.name], p.thingIDs[p.firstEntity()+e.local])
		b.aliases[k] = append(b.aliases[k], e.aliases)
		b.attributes(in, e)
	}
	for part, p := range b.parts {
		first := p.firstEntity()
		for _, i := range p.named {
			if at := b.global[part][first+i]; p.entities[i].kind == k && of[at] < 0 {
				put(at)
			}
		}
	}
	var rest []int32
	for i, at := range of {
		if at < 0 {
			rest = append(rest, int32(i))
		}
	}
	key := func(i int32) string {
		p := b.parts[joined[i].part]
		return p.words[p.entities[joined[i].local].key]
	}
	slices.SortFunc(rest, func(i, j int32) int { return cmp.Compare(key(i), key(j)) })
	for _, i := range rest {
		put(i)
	}
	return of
}

func (b *builder) attributes(in *partEntity, e *entity) {
	v := b.view
	switch in.kind {
	case KindDepartment:
		v.Departments.Kind = append(v.Departments.Kind, DepartmentKind(in.sort))
		v.Departments.Level = append(v.Departments.Level, in.level)
	case KindCity:
		v.Cities.Code, v.Cities.Level = append(v.Cities.Code, e.code), append(v.Cities.Level, in.level)
	case KindProject:
		v.Projects.Kind = append(v.Projects.Kind, ProjectKind(in.sort))
	}
}

// places links cities and departments to the cities they belong to.
func (b *builder) places(joined [EntityKinds][]entity, of [EntityKinds][]int32) {
	v := b.view
	in := func(k Kind) []int32 {
		column := make([]int32, v.Len(k))
		for i := range joined[k] {
			column[of[k][i]] = -1
			if city := joined[k][i].in; city >= 0 {
				column[of[k][i]] = of[KindCity][city]
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
			v.names[k].add(Fold(e.Name[i]), i)
			for _, name := range e.Aliases[i] {
				v.names[k].add(Fold(name), i)
			}
			if k == KindDocument {
				v.names[k].add(Fold(v.Documents.DocNumber[i]), i)
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
