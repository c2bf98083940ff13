package graph

import "encoding/binary"

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
