package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a printed line, or a part of one that stands apart.
type line struct {
	box
	text   string
	em     float64 // size of most of its letters
	glyphs []glyph // from left to right; nil once the page is laid out
}

const (
	// apart is the gap from which on two parts of a line are lines of their own, in ems. Spread headings stay below.
	apart = 2.5
	// overlap is how much of a character must lie beside another for both to stand on one line.
	overlap = 0.5
)

// linesOf puts characters together that stand on one line, from the top.
func linesOf(glyphs []glyph) (lines []line) {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(b.middle(), a.middle()) })
	var core box // of the tallest character of the line
	for _, g := range glyphs {
		n := len(lines)
		if shared := min(core.top, g.top) - max(core.bottom, g.bottom); n == 0 || shared < overlap*min(core.height(), g.height()) {
			lines = append(lines, line{box: g.box, glyphs: []glyph{g}})
			core = g.box
			continue
		}
		if g.height() > core.height() && g.s != " " {
			core = g.box
		}
		lines[n-1].glyphs = append(lines[n-1].glyphs, g)
	}
	out := lines[:0]
	for _, l := range lines {
		if l = lineOf(l.glyphs); l.text != "" {
			out = append(out, l)
		}
	}
	return out
}

// lineOf is the line of some characters.
func lineOf(glyphs []glyph) line {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.left, b.left) })
	glyphs = once(glyphs)
	l := line{glyphs: glyphs}
	var sizes []float64
	for _, g := range glyphs {
		if g.s == " " {
			continue
		}
		if len(sizes) == 0 {
			l.box = g.box
		}
		l.box = l.union(g.box)
		sizes = append(sizes, g.em)
	}
	if len(sizes) == 0 {
		return line{}
	}
	l.em = median(sizes)
	l.text = textOf(glyphs, l.em)
	return l
}

// once drops characters that are printed twice at nearly one place, which makes them bold.
func once(glyphs []glyph) []glyph {
	return slices.CompactFunc(glyphs, func(a, b glyph) bool {
		return a.s == b.s && a.s != " " && math.Abs(b.left-a.left) < 0.2*b.em
	})
}

func median(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// narrow reports letters and figures that are set with spaces between words.
func narrow(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x2000 && r != '·'
}

// spread is by how much the characters of a line are set apart.
func spread(glyphs []glyph, em float64) float64 {
	const most = 1.0 // ems; what is further apart are parts of their own
	var gaps []float64
	for i, g := range glyphs {
		if g.s == " " {
			continue
		}
		if k := before(glyphs, i); k >= 0 && !(narrow(g.s) && narrow(glyphs[k].s)) {
			gaps = append(gaps, g.left-glyphs[k].right)
		}
	}
	if len(gaps) < 2 {
		return 0
	}
	slices.Sort(gaps)
	usual := gaps[(len(gaps)-1)/2]
	if usual > most*em {
		return 0
	}
	return max(usual, 0)
}

// before is the character before another that is no space; -1 when there is none.
func before(glyphs []glyph, i int) int {
	for i--; i >= 0 && glyphs[i].s == " "; i-- {
	}
	return i
}

// textOf is the text of characters of one line. Spaces are told by the room that is left: the space that programs put
// between Chinese characters and figures, and the room between letters set apart, are none.
func textOf(glyphs []glyph, em float64) string {
	const (
		word    = 0.15 // ems between words
		figures = 1.2  // ems between figures and Chinese characters that were meant to stand apart
		printed = 0.2  // ems of a space that is there
		blank   = 0.45 // ems of room without one
	)
	base := spread(glyphs, em)
	var b strings.Builder
	space := false
	for i, g := range glyphs {
		if g.s == " " {
			space = true
			continue
		}
		if k := before(glyphs, i); k >= 0 {
			gap := (g.left - glyphs[k].right) / em
			room := gap - base/em
			a, c := narrow(glyphs[k].s), narrow(g.s)
			if a && c && (space && gap > 0 || min(gap, room) > word) || a != c && room > figures || !a && !c && (space && room > printed || room > blank) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(g.s)
		space = false
	}
	return strings.TrimSpace(b.String())
}

// pieces cuts a line where it leaves much room.
func (l *line) pieces() (pieces []line) {
	start := 0
	gap := apart*l.em + spread(l.glyphs, l.em)
	for i := range l.glyphs {
		if k := before(l.glyphs, i); l.glyphs[i].s != " " && k >= start && l.glyphs[i].left-l.glyphs[k].right > gap {
			pieces = append(pieces, lineOf(l.glyphs[start:i]))
			start = i
		}
	}
	if start == 0 {
		return []line{*l}
	}
	return append(pieces, lineOf(l.glyphs[start:]))
}

// cut parts a line at a place.
func (l *line) cut(x float64) (left, right line) {
	i := slices.IndexFunc(l.glyphs, func(g glyph) bool { return g.center() > x })
	if i < 0 {
		return *l, line{}
	}
	return lineOf(l.glyphs[:i]), lineOf(l.glyphs[i:])
}

// length is how many characters a line has.
func (l *line) length() int { return utf8.RuneCountInString(l.text) }

// squeeze drops all white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
