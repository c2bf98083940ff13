package source

import (
	"strings"
	"unicode"
)

// writer collects the text of a document that is made of blocks: one line a block, without space around it, without
// empty lines; and the rows of its tables.
type writer struct {
	text  strings.Builder
	line  []byte
	rows  []Row
	table int // number of the next table
	cells int // cells of all rows, also of tables that are not kept
}

// inline adds text to the current line; runs of white space as in HTML sources become one space, which is dropped
// between two Chinese characters, where it only comes from the wrapping of the source.
func (w *writer) inline(s string) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			w.line = append(w.line, s...)
			return
		}
		w.line = append(w.line, s[:i]...)
		rest := strings.TrimLeft(s[i:], " \t\n\r\f")
		wrapped := strings.ContainsAny(s[i:len(s)-len(rest)], "\n\r")
		if n := len(w.line); n > 0 && w.line[n-1] != ' ' && !(wrapped && w.line[n-1] >= 0x80 && (rest == "" || rest[0] >= 0x80)) {
			w.line = append(w.line, ' ')
		}
		s = rest
	}
}

// end ends the current line, if it has any content.
func (w *writer) end() {
	line := strings.TrimFunc(string(w.line), isBlank)
	w.line = w.line[:0]
	if line == "" {
		return
	}
	w.text.WriteString(strings.Map(visible, line))
	w.text.WriteByte('\n')
}

// cell writes the content of a table cell as lines of its own and gives its span.
func (w *writer) cell(content func()) Cell {
	w.end()
	start := w.text.Len()
	content()
	w.end()
	return Cell{Start: start, End: max(start, w.text.Len()-1)}
}

// isBlank reports white space and marks without width.
func isBlank(r rune) bool { return unicode.IsSpace(r) || visible(r) < 0 }

// visible drops what has no width and no meaning: zero-width spaces, direction marks, soft hyphens, control characters.
func visible(r rune) rune {
	switch {
	case r == '\u00ad', '\u200b' <= r && r <= '\u200f', '\u202a' <= r && r <= '\u202e', '\u2060' <= r && r <= '\u2064',
		r == '\ufeff', unicode.IsControl(r) && r != '\t' && r != '\n':
		return -1
	}
	return r
}
