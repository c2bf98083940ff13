package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/text"
)

// breaksName reports whether the line end at a place of a cell of bodies breaks a name (市农业农⏎村局) and does not part two: what stands
// before it is no name yet, or what follows is none of its own.
func breaksName(left, right string) bool {
	left, right = squeeze(left), squeeze(right)
	if left == "" || right == "" {
		return false
	}
	if right[0] == '(' {
		return true
	}
	if utf8.RuneCountInString(right) < shortestName && !isPlace(right) { // 市供销⏎社
		return bodyEnding(left+right) != ""
	}
	if !plausibleName(left + right) {
		return false
	}
	e := bodyEnding(left)
	if e == "" {
		return !looksGeneric(left) && !isPlace(left) && ownPrefix(right) == "" && bodyEnding(left+right) != ""
	}
	// 市住房和城乡⏎建设局
	return strings.Contains("乡镇村区县市州盟旗省", e) && ownPrefix(left) != "" && !isPlace(left) && ownPrefix(right) == "" && !looksGeneric(right)
}

// shortestName is how many characters a name of a body in a list has at least.
const shortestName = 3

// lastPiece and firstPiece are what stands behind the last and before the first separator of a list.
func lastPiece(text string) string {
	if i := strings.LastIndexAny(text, "、,;。"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		return text[i+n:]
	}
	return text
}

func firstPiece(text string) string {
	if i := strings.IndexAny(text, "、,;。\n"); i >= 0 {
		return text[:i]
	}
	return text
}

// cellLines joins the lines of one row of a table that was copied a line at a time, where a line end broke a cell: inside brackets,
// behind a comma, inside a name; with more lines than columns, before the last character or two of a title, too.
func (t *rowReader) cellLines(lines []graph.Span) []graph.Span {
	var out []graph.Span
	surplus := len(lines) - (len(t.columns) - 1)
	for _, line := range lines {
		if len(out) == 0 || !t.goesOnIn(out[len(out)-1], line, surplus > 0) {
			out = append(out, line)
			continue
		}
		out[len(out)-1].End = line.End
		surplus--
	}
	return out
}

// lastRow is where the last row of a table ends, whose cells start at from; the longest row before it would reach to at, and no row to
// end. It ends with the time in its last column; it is longer than others when its last lines are short and fit the last column.
func (f *flat) lastRow(t *rowReader, from, at, end int) int {
	const more = 4 // lines; a cell of bodies on lines of their own
	last := t.columns[len(t.columns)-1]
	firstBodies := slices.IndexFunc(t.columns, func(c column) bool { return c.kind == columnBodies })
	bodies := false
	for k := from; k < min(end, at+more); k++ {
		text := f.text(k)
		if bodies && strings.Contains(text, "。") && t.textColumn() < firstBodies && !looksLikeBodies(t.v, f.cells[k]) {
			return k // a sentence behind the table
		}
		if last.kind == columnOther && bodies && looksLikeTime(text) {
			return k + 1
		}
		bodies = bodies || looksLikeBodies(t.v, f.cells[k])
	}
	for ; last.kind == columnBodies && at < end && looksLikeBodies(t.v, f.cells[at]) && !f.signs(at); at++ {
	}
	return min(at, end)
}

// signs reports whether a line is a signature: a day stands on the next.
func (f *flat) signs(at int) bool {
	if at+1 >= len(f.cells) {
		return false
	}
	day, _, _ := readDay(f.text(at + 1))
	return day != ""
}

// looksLikeTime reports whether a cell says until when: 12月底, 长期推进, 全年.
func looksLikeTime(text string) bool {
	return strings.ContainsAny(text, "0123456789") && strings.ContainsAny(text, "年月日.-/") || hasAnyPrefix(text, "长期", "持续", "全年", "年底", "即时", "常年", "立即")
}

// endsOpening reports whether text ends in a bracket that opens.
func endsOpening(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	kind, opens := text.Bracket(r)
	return kind >= 0 && opens
}

// startsClosing reports whether text begins with a bracket that closes.
func startsClosing(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	kind, opens := text.Bracket(r)
	return kind >= 0 && !opens
}

func (t *rowReader) goesOnIn(cell, line graph.Span, surplus bool) bool {
	a, b := t.v.Slice(cell), t.v.Slice(line)
	if hasAnySuffix(a, "、", ",") || endsOpening(a) || startsClosing(b) || firstOf(b, "、", ",", "。", ";") != "" {
		return true
	}
	if looksLikeTime(a) && looksLikeTime(b) { // 2024年⏎11月底
		return true
	}
	if strings.Contains(a, "。") || strings.ContainsAny(b, "。0123456789") || len(a)+len(b) > longestMark {
		return false
	}
	first := a
	if i := strings.IndexAny(first, "、,;\n"); i >= 0 {
		first = first[:i]
	}
	bodies := ownPrefix(first) != "" || bodyEnding(first) != "" || looksGeneric(first)
	if bodies && breaksName(lastPiece(a), firstPiece(b)) && looksLikeBodies(t.v, graph.Span{Start: cell.Start, End: line.End}) {
		return true
	}
	return surplus && utf8.RuneCountInString(b) == 1 && strings.Trim(b, "/无—-\\") != "" && utf8.RuneCountInString(a) >= longestHeader/4 &&
		bodyEnding(a) == "" && !endsSentence(a)
}
