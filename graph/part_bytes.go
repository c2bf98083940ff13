package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
)

// partFormat is the first byte of the bytes of a part.
const partFormat = 1

// AppendTo appends the part as bytes, from which [ReadPart] makes it again: its columns, each as differences from one
// entry to the next in variable length, and at the end the SHA-256 of them.
func (p *Part) AppendTo(buf []byte) []byte {
	c := coder{out: append(buf, partFormat), writing: true}
	c.part(p)
	sum := sha256.Sum256(c.out[len(buf):])
	return append(c.out, sum[:]...)
}

// ReadPart makes a part of bytes that AppendTo gave. It fails when they are not what was written.
func ReadPart(b []byte) (*Part, error) {
	n := len(b) - sha256.Size
	if n < 1 || sha256.Sum256(b[:n]) != [sha256.Size]byte(b[n:]) {
		return nil, errors.New("the bytes of a part are not those that were written")
	}
	if b[0] != partFormat {
		return nil, errors.New("a part of another format")
	}
	c := coder{in: b[1:n]}
	p := &Part{}
	c.part(p)
	if c.bad || len(c.in) > 0 {
		return nil, errors.New("the columns of a part do not fit each other")
	}
	p.key = documentKey(p.textSHA256)
	p.follow()
	return p, nil
}

// coder writes columns or reads them. The same code does both, so that they agree.
type coder struct {
	writing bool
	out     []byte
	in      []byte // what is left
	bad     bool   // what was read is not what was written
}

// part names the columns of a part.
func (c *coder) part(p *Part) {
	c.raw(p.digest[:])
	c.raw(p.textSHA256[:])
	c.words(&p.words)
	words := len(p.words)
	head := p.head[:]
	column(c, head, words, func(w *uint32) *uint32 { return w })
	column(c, list(c, &p.text.runes), math.MaxInt32, func(n *int32) *int32 { return n })
	column(c, list(c, &p.text.utf16), math.MaxInt32, func(n *int32) *int32 { return n })
	end := 1 // of a passage
	if text := int(p.head[wordText]); text < words {
		end += len(p.words[text])
	}
	c.structure(p, words, end)

	m := list(c, &p.passages)
	column(c, m, end, func(m *partPassage) *uint32 { return &m.span.Start })
	column(c, m, end, func(m *partPassage) *uint32 { return &m.span.End })
	column(c, m, words, func(m *partPassage) *uint32 { return &m.rule })
	column(c, m, words, func(m *partPassage) *uint32 { return &m.note })
	c.digests(&p.passageIDs)

	things := p.things()
	f := list(c, &p.facts)
	column(c, f, EntityKinds+FactKinds, func(f *partFact) *Kind { return &f.kind })
	column(c, f, math.MaxUint8+1, func(f *partFact) *uint8 { return &f.role })
	column(c, f, math.MaxUint16+1, func(f *partFact) *uint16 { return &f.position })
	column(c, f, math.MaxInt32, func(f *partFact) *uint32 { return &f.refs })
	column(c, f, things, func(f *partFact) *int32 { return &f.subject })
	column(c, f, things, func(f *partFact) *int32 { return &f.object })
	column(c, f, words, func(f *partFact) *uint32 { return &f.roleText })
	column(c, f, words, func(f *partFact) *uint32 { return &f.surface })
	c.digests(&p.factIDs)
	r := list(c, &p.refs)
	column(c, r, len(p.passages), func(r *partRef) *int32 { return &r.passage })
	column(c, r, words, func(r *partRef) *uint32 { return &r.note })

	n := list(c, &p.mentions)
	column(c, n, things, func(m *partMention) *int32 { return &m.thing })
	column(c, n, words, func(m *partMention) *uint32 { return &m.surface })
	column(c, n, len(p.passages), func(m *partMention) *int32 { return &m.passage })
	c.digests(&p.mentionIDs)
	w := list(c, &p.warnings)
	column(c, w, words, func(w *partWarning) *uint32 { return &w.code })
	column(c, w, words, func(w *partWarning) *uint32 { return &w.message })
	column(c, w, end, func(w *partWarning) *uint32 { return &w.span.Start })
	column(c, w, end, func(w *partWarning) *uint32 { return &w.span.End })
	if !c.writing && !c.bad {
		c.agree(p)
	}
}

func (c *coder) structure(p *Part, words, end int) {
	s := list(c, &p.sections)
	column(c, s, words, func(s *partSection) *uint32 { return &s.key })
	column(c, s, words, func(s *partSection) *uint32 { return &s.number })
	column(c, s, words, func(s *partSection) *uint32 { return &s.heading })
	column(c, s, math.MaxUint8+1, func(s *partSection) *uint8 { return &s.level })
	column(c, s, len(s), func(s *partSection) *int32 { return &s.parent })
	column(c, s, end, func(s *partSection) *uint32 { return &s.span.Start })
	column(c, s, end, func(s *partSection) *uint32 { return &s.span.End })
	t := list(c, &p.tasks)
	column(c, t, words, func(t *partTask) *uint32 { return &t.key })
	column(c, t, words, func(t *partTask) *uint32 { return &t.number })
	column(c, t, words, func(t *partTask) *uint32 { return &t.title })
	column(c, t, words, func(t *partTask) *uint32 { return &t.locator })
	column(c, t, len(s), func(t *partTask) *int32 { return &t.section })
	column(c, t, end, func(t *partTask) *uint32 { return &t.span.Start })
	column(c, t, end, func(t *partTask) *uint32 { return &t.span.End })
	e := list(c, &p.entities)
	column(c, e, words, func(e *partEntity) *uint32 { return &e.key })
	column(c, e, words, func(e *partEntity) *uint32 { return &e.name })
	column(c, e, words, func(e *partEntity) *uint32 { return &e.code })
	column(c, e, EntityKinds, func(e *partEntity) *Kind { return &e.kind })
	column(c, e, math.MaxUint8+1, func(e *partEntity) *uint8 { return &e.sort })
	column(c, e, math.MaxUint8+1, func(e *partEntity) *Level { return &e.level })
	column(c, e, p.things(), func(e *partEntity) *int32 { return &e.in })
	for i := range e {
		column(c, list(c, &e[i].aliases), words, func(w *uint32) *uint32 { return w })
	}
	c.digests(&p.thingIDs)
}

// agree wants columns that belong together, so that no file can make a part that breaks what code relies on: what a fact
// links is of the right kind, parents come before their children, passages do not end before they start.
func (c *coder) agree(p *Part) {
	refs, mentions := 0, 0
	for i := range p.facts {
		f := &p.facts[i]
		refs += int(f.refs)
		c.bad = c.bad || f.refs == 0 || !f.kind.IsFact() || f.subject < 0 || (f.object < 0) != (f.kind == KindReference)
		if !c.bad {
			subject, object := f.kind.Ends()
			c.bad = p.kindOf(f.subject) != subject || f.object >= 0 && p.kindOf(f.object) != object
		}
	}
	for i := range p.mentions {
		c.bad = c.bad || p.mentions[i].thing < 0 || p.mentions[i].passage < 0
		if !c.bad && !p.repeated(i) {
			mentions++
		}
	}
	for i := range p.sections {
		c.bad = c.bad || p.sections[i].parent >= int32(i) || p.sections[i].span.Start > p.sections[i].span.End
	}
	for i := range p.tasks {
		c.bad = c.bad || p.tasks[i].section < 0 || p.tasks[i].span.Start > p.tasks[i].span.End
	}
	for i := range p.passages {
		c.bad = c.bad || p.passages[i].span.Start > p.passages[i].span.End
	}
	for i := range p.refs {
		c.bad = c.bad || p.refs[i].passage < 0
	}
	for i := range p.entities {
		e := &p.entities[i]
		c.bad = c.bad || e.kind < KindDepartment || e.in >= 0 && p.kindOf(e.in) != KindCity
	}
	c.bad = c.bad || refs != len(p.refs) || mentions != len(p.mentionIDs) || len(p.facts) != len(p.factIDs) ||
		len(p.passages) != len(p.passageIDs) || p.things() != len(p.thingIDs)
}

func (c *coder) raw(b []byte) {
	if c.writing {
		c.out = append(c.out, b...)
	} else {
		copy(b, c.take(len(b)))
	}
}

// take gives the next n bytes of what is read, or none when there are fewer.
func (c *coder) take(n int) []byte {
	if n < 0 || n > len(c.in) {
		c.bad, c.in = true, nil
		return nil
	}
	b := c.in[:n]
	c.in = c.in[n:]
	return b
}

func (c *coder) length(n int) int {
	if c.writing {
		c.out = binary.AppendUvarint(c.out, uint64(n))
		return n
	}
	v, size := binary.Uvarint(c.in)
	if c.take(size) == nil || v > uint64(len(c.in)) { // each entry takes a byte at least
		c.bad, c.in = true, nil
		return 0
	}
	return int(v)
}

// words writes or reads the texts: how long each is, then all of them as one string.
func (c *coder) words(words *[]string) {
	n := c.length(len(*words))
	lengths := make([]uint32, n)
	if c.writing {
		for i, w := range *words {
			lengths[i] = uint32(len(w))
		}
	}
	column(c, lengths, anyNumber, func(n *uint32) *uint32 { return n })
	if c.writing {
		for _, w := range *words {
			c.out = append(c.out, w...)
		}
		return
	}
	total := 0
	for _, n := range lengths {
		total += int(n)
	}
	text := string(c.take(total)) // one block for all, which does not keep the rest of the bytes
	if c.bad || n == 0 || lengths[0] != 0 {
		c.bad = true
		return
	}
	*words = make([]string, n)
	for i, n := range lengths {
		(*words)[i], text = text[:n], text[n:]
	}
}

func (c *coder) digests(list *[]digest) {
	n := c.length(len(*list))
	if c.writing {
		for i := range *list {
			c.out = append(c.out, (*list)[i][:]...)
		}
		return
	}
	b := c.take(n * digestBytes)
	if c.bad || n == 0 {
		return
	}
	*list = make([]digest, n)
	for i := range *list {
		(*list)[i] = digest(b[i*digestBytes:])
	}
}

// list writes or reads the length of a list, and gives the list.
func list[T any](c *coder, l *[]T) []T {
	if n := c.length(len(*l)); !c.writing && n > 0 {
		*l = make([]T, n)
	}
	return *l
}

// anyNumber is the limit of columns that have none but that of their type.
const anyNumber = math.MaxInt

// column writes or reads one field of the entries of a list, each as its difference from the one before. Numbers are
// below the limit, and may be -1 where their type has it.
func column[T any, N ~uint8 | ~uint16 | ~uint32 | ~int32](c *coder, list []T, limit int, field func(*T) *N) {
	last := int64(0)
	if c.writing {
		for i := range list {
			v := int64(*field(&list[i]))
			c.out = binary.AppendVarint(c.out, v-last)
			last = v
		}
		return
	}
	in := c.in
	for i := range list {
		d, size := binary.Varint(in)
		if size <= 0 {
			c.bad, c.in = true, nil
			return
		}
		in = in[size:]
		last += d
		*field(&list[i]) = N(last)
		if last < -1 || last >= int64(limit) && limit != anyNumber || int64(N(last)) != last {
			c.bad, c.in = true, nil
			return
		}
	}
	c.in = in
}
