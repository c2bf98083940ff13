package graph

import (
	"encoding/binary"
	"slices"
)

// spanBytes is how many bytes the span takes in the id of a passage.
const spanBytes = 8

// PassageID is the id of a stretch of a document that no fact points at, such as a search result. It is made of the
// document's id and the span, so that it can be resolved without a table.
func PassageID(document ID, s Span) ID {
	var raw [spanBytes]byte
	binary.BigEndian.PutUint32(raw[:], uint32(s.Start))
	binary.BigEndian.PutUint32(raw[spanBytes/2:], uint32(s.End))
	return ID(kindLetters[KindEvidence:KindEvidence+1]) + document[1:] + ID(idEncoding.EncodeToString(raw[:]))
}

// Passage resolves an id made by PassageID: the document's index and the span in its text.
func (v *View) Passage(id ID) (document int32, s Span, ok bool) {
	documentLen := 1 + idEncoding.EncodedLen(digestBytes)
	if len(id) != documentLen+idEncoding.EncodedLen(spanBytes) || id[0] != kindLetters[KindEvidence] {
		return 0, s, false
	}
	_, document, ok = v.Lookup(ID(kindLetters[KindDocument:KindDocument+1]) + id[1:documentLen])
	raw, err := idEncoding.DecodeString(string(id[documentLen:]))
	if !ok || err != nil || len(raw) != spanBytes { // base32 skips line ends and ends at a byte that it takes for padding
		return 0, s, false
	}
	s = Span{int(binary.BigEndian.Uint32(raw)), int(binary.BigEndian.Uint32(raw[spanBytes/2:]))}
	text := v.Documents.Text[document]
	ok = s.Start < s.End && s.End <= len(text) && s.boundaries(text) && PassageID(v.IDOf(KindDocument, document), s) == id
	return document, s, ok
}

// boundaries reports whether s begins and ends between characters.
func (s Span) boundaries(text string) bool {
	inside := func(i int) bool { return i < len(text) && text[i]&0xC0 == 0x80 }
	return !inside(s.Start) && !inside(s.End)
}

// SurfaceSpan is where the object of fact i of f stands by name inside its passages: the first mention of it there that is
// printed as [View.Surface] has it. False when there is none, because the name is distributed (临汾、运城市政府) or
// implied.
func (v *View) SurfaceSpan(f *Facts, i int32, object Kind) (document int32, s Span, ok bool) {
	surface := Fold(v.Surface(f, i))
	mentions := v.Entities(object).Mentions.Of(f.Object[i])
	for _, e := range f.Evidence(i) {
		document, passage := v.Evidence.Document[e], v.Evidence.Span[e].Span()
		lo, hi := v.Mentioned(document)
		from, _ := slices.BinarySearch(mentions, lo)
		for _, m := range mentions[from:] {
			if m >= hi {
				break
			}
			s := v.Evidence.Span[v.Mentions.Evidence[m]].Span()
			if passage.Contains(s) && Fold(v.Documents.Text[document][s.Start:s.End]) == surface {
				return document, s, true
			}
		}
	}
	return 0, Span{}, false
}
