package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// Text from PDF files and mails has a line end wherever a line was full. It counts as such when there are at least
// wrapLines lines, and one in wrapShare of them is as wide as the widest (a few outliers apart) within wrapSlack
// columns. A Chinese character is two columns wide. A line that is short of wrapFull percent of the width ended by
// itself. Wider than wrapWidest is no page, narrower than wrapNarrowest a list.
const (
	wrapLines     = 8
	wrapShare     = 4
	wrapSlack     = 4
	wrapFull      = 75
	wrapWidest    = 130
	wrapNarrowest = 24
)

// join makes the lines of a view out of folded text: blank lines go, line ends that only wrap a paragraph go. Lines were
// wrapped at width columns, or not when it is 0.
func (v *Folded) join(text string, at []int32, width int, startsItem func(line string) bool) {
	out := make([]byte, 0, len(text))
	to := make([]int32, 0, len(at))
	e := lineEnd{width: width}
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		e.next = text[start:end]
		if e.next == "" {
			e.blank = true
		} else {
			if len(out) > 0 && !e.soft(startsItem) {
				out, to = append(out, '\n'), append(to, to[len(to)-1])
				e.open = 0
			} else if spaced(e.last, e.next) {
				out, to = append(out, ' '), append(to, to[len(to)-1])
			}
			out, to = append(out, e.next...), append(to, at[start:end]...)
			e.open = max(0, e.open+openBrackets(e.next))
			e.last, e.lastWidth, e.blank = e.next, columns(e.next), false
		}
		start = end + 1
	}
	v.text, v.at = string(out), to
	for start := 0; start < len(v.text); {
		end := strings.IndexByte(v.text[start:], '\n')
		if end < 0 {
			end = len(v.text) - start
		}
		v.lines = append(v.lines, graph.Span{Start: start, End: start + end})
		start += end + 1
	}
}

// lineEnd is the end of a line and what is around it.
type lineEnd struct {
	last, next string
	lastWidth  int  // columns of the line
	width      int  // columns at which the lines were wrapped, 0 when they were not
	blank      bool // blank lines follow
	open       int  // brackets that the paragraph so far leaves open
}

// soft reports whether it only wraps a paragraph.
func (e *lineEnd) soft(startsItem func(line string) bool) bool {
	inBracket := e.open > 0 && !e.blank
	first, _ := utf8.DecodeRuneInString(e.next)
	if kind, opens := Bracket(first); inBracket && kind >= 0 && !opens {
		return true
	}
	if startsItem(e.next) {
		return false
	}
	if inBracket && !strings.HasSuffix(e.last, "。") && closesFirst(e.next) {
		return true
	}
	if e.blank && e.lastWidth < e.width-wrapSlack || strings.Contains(e.last, ">") {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(e.last)
	if strings.ContainsRune("。!?:;", end) { // on a full line more likely inside a paragraph than at its end
		return e.width > 0 && !e.blank && e.lastWidth >= e.width-wrapSlack/2 && end != ':'
	}
	return e.width > 0 && e.lastWidth*100 >= e.width*wrapFull
}

// Opening is the bracket that opens what this one closes; false when r closes none.
func Opening(r rune) (rune, bool) {
	const open = "([〔【" // in the order of their kinds
	kind, opens := Bracket(r)
	if kind < 0 || opens {
		return 0, false
	}
	return []rune(open)[kind], true
}

// Bracket tells the four kinds of bracket in which marks may be apart, -1 for other characters, and whether r opens one.
// Quotation marks and 《》 are none.
func Bracket(r rune) (kind int, opens bool) {
	switch r {
	case '(', ')':
		return 0, r == '('
	case '[', ']':
		return 1, r == '['
	case '〔', '〕':
		return 2, r == '〔'
	case '【', '】':
		return 3, r == '【'
	}
	return -1, false
}

// openBrackets is how many more brackets a line opens than it closes.
func openBrackets(line string) int {
	n := 0
	for _, r := range line {
		if kind, opens := Bracket(r); kind >= 0 {
			if n--; opens {
				n += 2
			}
		}
	}
	return n
}

// closesFirst reports whether the first bracket of a line is a closing one and stands near its start.
func closesFirst(line string) bool {
	const near = 240 // bytes; 80 characters, the longest line in use
	for _, r := range line[:min(len(line), near)] {
		if k, opens := Bracket(r); k >= 0 {
			return !opens
		}
	}
	return false
}

// spaced reports whether two joined lines need a space: only between words of Latin letters.
func spaced(last, next string) bool {
	return last != "" && last[len(last)-1] < utf8.RuneSelf && next[0] < utf8.RuneSelf &&
		isLetter(last[len(last)-1]) && isLetter(next[0])
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// columns is how wide a line is.
func columns(line string) int {
	n := 0
	for _, r := range line {
		n++
		if r >= 0x2E80 || r >= 0x2013 && r <= 0x2026 { // so are dashes, quotation marks and dots in Chinese type
			n++
		}
	}
	return n
}

// wrapWidth is the width in columns at which the lines of a text were wrapped, 0 when they were not.
func wrapWidth(text string) int {
	var widths []int
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			widths = append(widths, columns(line))
		}
	}
	if len(widths) < wrapLines {
		return 0
	}
	slices.Sort(widths)
	width := widths[len(widths)-1-len(widths)/50]
	if width > wrapWidest || width < wrapNarrowest {
		return 0
	}
	i, _ := slices.BinarySearch(widths, width-wrapSlack)
	if (len(widths)-i)*wrapShare < len(widths) {
		return 0
	}
	return width
}
