package graph

import (
	"crypto/sha256"
	"encoding/binary"
)

// Digest is the SHA-256 of the normalized extract. Where the file was found is not part of it.
func (x *Extract) Digest() [sha256.Size]byte {
	var buf []byte
	h := sha256.New()
	each(x, func(s string) {
		buf = append(binary.AppendUvarint(buf, uint64(len(s))), s...)
		if len(buf) > sha256.BlockSize*digestBlocks {
			h.Write(buf)
			buf = buf[:0]
		}
	}, func(n int) { buf = binary.AppendVarint(buf, int64(n)) })
	h.Write(buf)
	return [sha256.Size]byte(h.Sum(nil))
}

// digestBlocks is how many blocks of SHA-256 are hashed at once, so that the hash costs more than the calls of it.
const digestBlocks = 64

// each visits everything that an extract says, in the order of its fields: lengths of lists and numbers by number,
// the rest by text. Only the name of the file is left out.
func each(x *Extract, text func(string), number func(int)) {
	texts := func(list ...string) {
		for _, s := range list {
			text(s)
		}
	}
	numbers := func(list ...int) {
		for _, n := range list {
			number(n)
		}
	}
	d := &x.Document
	texts(x.LoaderVersion, d.Title, d.DocNumber, d.IssuedOn, d.PublishedOn, d.SourceURL, d.Text)
	numbers(len(x.Sections))
	for i := range x.Sections {
		s := &x.Sections[i]
		texts(s.Path, s.Number, s.Heading, s.Parent)
		numbers(s.Level, s.Span.Start, s.Span.End)
	}
	numbers(len(x.Tasks))
	for i := range x.Tasks {
		t := &x.Tasks[i]
		texts(t.Path, t.Number, t.Title, t.Locator, t.Section)
		numbers(t.Span.Start, t.Span.End)
	}
	numbers(len(x.Entities))
	for i := range x.Entities {
		e := &x.Entities[i]
		texts(e.Key, e.Name, e.In, e.Code)
		numbers(int(e.Sort), int(e.Level), len(e.Aliases))
		texts(e.Aliases...)
	}
	numbers(len(x.Facts))
	for i := range x.Facts {
		f := &x.Facts[i]
		numbers(int(f.Kind), int(f.Role), f.Position, len(f.Evidence))
		texts(f.Subject, f.Object, f.RoleText, f.Surface)
		for _, e := range f.Evidence {
			numbers(e.Span.Start, e.Span.End)
			texts(e.Rule, e.Note)
		}
	}
	numbers(len(x.Mentions))
	for i := range x.Mentions {
		m := &x.Mentions[i]
		texts(m.Entity, m.Surface)
		numbers(m.Span.Start, m.Span.End)
	}
	numbers(len(x.Warnings))
	for i := range x.Warnings {
		w := &x.Warnings[i]
		texts(w.Code, w.Message)
		numbers(w.Span.Start, w.Span.End)
	}
}
