package loader

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
func (v *view) join(text string, at []int32, width int) {
	out := make([]byte, 0, len(text))
	to := make([]int32, 0, len(at))
	open := 0 // brackets that the paragraph so far leaves open
	var last string
	lastWidth, blank := 0, false
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		line := text[start:end]
		switch {
		case line == "":
			blank = true
		default:
			if len(out) > 0 && !soft(last, line, lastWidth, width, blank, open) {
				out, to = append(out, '\n'), append(to, to[len(to)-1])
				open = 0
			} else if spaced(last, line) {
				out, to = append(out, ' '), append(to, to[len(to)-1])
			}
			out, to = append(out, line...), append(to, at[start:end]...)
			for i, b := range openers {
				open += strings.Count(line, b) - strings.Count(line, closers[i])
			}
			open = max(0, open)
			last, lastWidth, blank = line, columns(line), false
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

// openers and closers are the brackets that marks stand in.
var (
	openers = []string{"(", "[", "〔", "【"}
	closers = []string{")", "]", "〕", "】"}
)

// soft reports whether the line end between two lines only wraps a paragraph.
func soft(last, next string, lastWidth, width int, blank bool, open int) bool {
	if open > 0 && !blank && firstOf(next, closers...) != "" {
		return true
	}
	if startsItem(next) {
		return false
	}
	if open > 0 && !blank && !strings.HasSuffix(last, "。") && closesFirst(next) {
		return true
	}
	if blank && lastWidth < width-wrapSlack || strings.Contains(last, ">") {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(last)
	if strings.ContainsRune("。!?:;", end) { // on a full line more likely inside a paragraph than at its end
		return width > 0 && !blank && lastWidth >= width-wrapSlack/2 && end != ':'
	}
	return width > 0 && lastWidth*100 >= width*wrapFull
}

// closesFirst reports whether the first bracket of a line is a closing one and stands near its start.
func closesFirst(line string) bool {
	const near = 240 // bytes; 80 characters, the longest line in use
	for _, r := range line[:min(len(line), near)] {
		if k, opens := bracketKind(r); k >= 0 {
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
