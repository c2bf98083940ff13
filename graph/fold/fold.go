// Package fold brings names, numbers and text to the one form in which they are compared, and says where each part of
// the result stands in what was folded.
//
// Two strings that a reader takes for the same words have the same key: width and compatibility forms (NFKC), upper and
// lower case, traditional and simplified characters, the shapes of brackets, dashes, middle dots, commas and of the zero
// 〇 are one, a run of dashes is one dash, and white space, quotation marks, title marks 《》 and what is invisible are left
// out.
package fold

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Key is the folded form of a string. Folded again it stays what it is.
func Key(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || asciiChanges(c) {
			return key(s)
		}
	}
	return s
}

// asciiChanges reports whether a character below U+0080 may have another key than itself. A dash may be one of a run.
func asciiChanges(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		return false
	}
	return alone()[c] != uint16(c) || c == '-'
}

func key(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	table, dash := alone(), false
	for _, r := range s {
		if r = table.of(r); r == inContext {
			return general(s)
		}
		if r == left || dash && r == '-' {
			continue
		}
		dash = r == '-'
		b.WriteRune(r)
	}
	return b.String()
}

// general folds a string with characters whose form depends on those beside them.
func general(s string) string {
	s = strings.Map(single, norm.NFKC.String(s))
	s = norm.NFKC.String(s) // what was left out may have kept characters from being composed
	return oneDash(s)
}

// oneDash makes every run of dashes one dash.
func oneDash(s string) string {
	dash := false
	return strings.Map(func(r rune) rune {
		if dash && r == '-' {
			return left
		}
		dash = r == '-'
		return r
	}, s)
}

// Text is a folded text that knows where it comes from.
type Text struct {
	Key        string
	start, end []int32 // for each byte of Key the bytes of the text that it was made from
}

// Trace folds a text of less than 2 GB.
func Trace(s string) Text {
	t := Text{start: make([]int32, 0, len(s)), end: make([]int32, 0, len(s))}
	var b strings.Builder
	b.Grow(len(s))
	table, dash := alone(), false
	for at, r := range s {
		if r = table.of(r); r == inContext {
			return traceGeneral(s)
		}
		if r == left {
			continue
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		t.put(&b, r, int32(at), int32(at+n), &dash)
	}
	t.Key = b.String()
	return t
}

// put appends a character made from the bytes from start up to end. A dash after a dash makes the first one longer.
func (t *Text) put(b *strings.Builder, r rune, start, end int32, dash *bool) {
	if *dash && r == '-' {
		t.end[len(t.end)-1] = end
		return
	}
	*dash = r == '-'
	before := b.Len()
	b.WriteRune(r)
	for range b.Len() - before {
		t.start, t.end = append(t.start, start), append(t.end, end)
	}
}

// traceGeneral is Trace by general, one segment that normalization treats alone after the other.
func traceGeneral(s string) Text {
	whole := Text{Key: s, start: make([]int32, len(s)), end: make([]int32, len(s))}
	for i := range len(s) {
		whole.start[i], whole.end[i] = int32(i), int32(i+1)
	}
	whole = whole.bySegment(func(s string) string { return strings.Map(single, norm.NFKC.String(s)) })
	whole = whole.bySegment(norm.NFKC.String)
	var t Text
	var b strings.Builder
	dash := false
	for i, r := range whole.Key {
		t.put(&b, r, whole.start[i], whole.end[i], &dash)
	}
	t.Key = b.String()
	return t
}

func (t Text) bySegment(f func(string) string) Text {
	var out Text
	var b strings.Builder
	for at := 0; at < len(t.Key); {
		end := at + norm.NFKC.NextBoundaryInString(t.Key[at:], true)
		piece := f(t.Key[at:end])
		b.WriteString(piece)
		for range len(piece) {
			out.start, out.end = append(out.start, t.start[at]), append(out.end, t.end[end-1])
		}
		at = end
	}
	out.Key = b.String()
	return out
}

// Source is where the bytes of the key from lo up to hi, which are at least one, come from: whole characters, without
// what was left out before and behind them.
func (t Text) Source(lo, hi int) (start, end int) { return int(t.start[lo]), int(t.end[hi-1]) }

// Find lists where one of the words, which are keys, stands in the text: bytes of the text as it was, in its order,
// joined where they overlap or touch.
func (t Text) Find(words []string) [][2]int {
	var found [][2]int
	for _, w := range words {
		for from := 0; w != ""; {
			i := strings.Index(t.Key[from:], w)
			if i < 0 {
				break
			}
			start, end := t.Source(from+i, from+i+len(w))
			found = append(found, [2]int{start, end})
			from += i + len(w)
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	out := found[:0]
	for _, s := range found {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}
