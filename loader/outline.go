package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// node is an item of the outline: a heading or an item of work with what stands under it.
type node struct {
	marker   marker
	span     graph.Span // from the number to the end of its own text, what stands under it apart
	body     int        // where the text after the number starts
	end      int        // where the last item under it ends
	parent   *node
	children []*node
	lines    []graph.Span // its own text, line by line; the first begins at body
	part     int          // 0 for the main text, then the attachments
}

// outline is a document's tree of numbered items.
type outline struct {
	root  *node // no item; holds what stands before the first number, and the top items
	nodes []*node
	parts []graph.Span // the lines that begin attachments (附件)
}

// outliner builds an outline line by line.
type outliner struct {
	v     *view
	out   *outline
	stack []*node
	last  map[style]int // the last number of each style in this part
	warn  *warnings
	part  int

	attached int // the number of the attachment that the line before lists
}

// readOutline reads the numbering of the lines for which keep holds; the others are cells of tables.
func readOutline(v *view, keep func(line int) bool, warn *warnings) *outline {
	o := &outliner{v: v, out: &outline{root: &node{marker: marker{style: styleNone}}}, last: map[style]int{}, warn: warn}
	o.stack = []*node{o.out.root}
	runOn := v.runOn()
	for i, line := range v.Lines() {
		if !keep(i) {
			continue
		}
		text := v.Slice(line)
		skip := len(text) - len(strings.TrimLeft(text, "#*> "))
		line.Start += skip
		text = text[skip:]
		if isAttachment(text) {
			o.attach(line)
			continue
		}
		if ruled(text) {
			continue
		}
		m := readMarker(text)
		if o.listed(text, m) {
			o.text(line)
			continue
		}
		if m.length == 0 {
			if runOn {
				line = o.inline(line, styleNone, styleDash)
			}
			o.text(line)
			continue
		}
		o.item(m, graph.Span{Start: line.Start, End: line.Start})
		rest := graph.Span{Start: line.Start + m.length, End: line.End}
		switch {
		case runOn:
			rest = o.inline(rest, m.style, styleDash)
		case m.style <= styleHan && o.headRunsOn(rest), m.style == styleHanParen && o.v.marksBetween(rest), m.style < styleCircle && o.v.circledTasks(rest):
			rest = o.inline(rest, m.style, styleCircle)
		case o.v.goesOn(rest, m):
			rest = o.inline(rest, styleNone, m.style)
		}
		o.text(rest)
	}
	o.finish(len(v.Text()))
	return o.out
}

// listed reports whether a line goes on with the list of attachments (附件：1.甲分工表⏎2.乙任务清单), which are no items.
func (o *outliner) listed(text string, m marker) bool {
	if rest, ok := strings.CutPrefix(text, "附件:"); ok {
		first := readMarker(strings.TrimLeft(rest, " "))
		if o.attached = 0; first.style == styleDecimal && first.value == 1 && first.length > 0 {
			o.attached = 1
		}
		return false
	}
	if o.attached == 0 || m.length == 0 || m.style != styleDecimal || m.value != o.attached+1 || strings.ContainsAny(text, "。;:") {
		o.attached = 0
		return false
	}
	o.attached++
	return true
}

// ruled reports whether a line is one that parts what is above it from what is below it: ---, ***, ______.
func ruled(text string) bool {
	return strings.Trim(text, "-—_*=~ ") == ""
}

// isAttachment reports whether a line begins an attachment: 附件, 附件1, 附表2： and nothing else.
func isAttachment(text string) bool {
	rest, ok := strings.CutPrefix(text, "附件")
	if !ok {
		if rest, ok = strings.CutPrefix(text, "附表"); !ok {
			return false
		}
	}
	rest = strings.Trim(rest, " :一二三四五六七八九十0123456789.-")
	return rest == ""
}

// runOn reports whether the text has its items inside lines: hardly any line starts with a number.
func (v *view) runOn() bool {
	starts, long, short := 0, 0, 0
	for _, line := range v.Lines() {
		text := v.Slice(line)
		if readMarker(text).length > 0 {
			starts++
		}
		switch {
		case len(text) > 1200:
			long++
		case len(text) > 400 && len(v.Lines()) <= 3:
			short++
		}
	}
	return starts <= 1 && long+short > 0 || starts <= 3 && len(v.Lines()) <= 12 && long > 0
}

// headRunsOn reports whether a heading is followed by its first item on the same line: 一、总体要求（一）指导思想。
func (o *outliner) headRunsOn(rest graph.Span) bool {
	text := o.v.Slice(rest)
	text = text[:min(len(text), longestHeading*3)]
	i := strings.IndexByte(text, '(')
	if i <= 0 || strings.Contains(text[:i], "。") {
		return false
	}
	m := readMarker(text[i:])
	return m.length > 0 && m.style == styleHanParen && o.fits(m)
}

// marksBetween reports whether a line goes on with a second item behind a mark: …（市财政局负责）2.缓缴社保。
func (v *view) marksBetween(rest graph.Span) bool {
	text := v.Slice(rest)
	for _, between := range []string{")2", ");2", ")。2", ") 2", "); 2"} {
		if strings.Contains(text, between+".") || strings.Contains(text, between+"、") {
			return true
		}
	}
	return false
}

// circledTasks reports whether the circled items in a line have marks of their own: ①发展甲产业。责任单位：市农业局。②….
func (v *view) circledTasks(rest graph.Span) bool {
	text := v.Slice(rest)
	first, then := strings.Index(text, "①"), strings.Index(text, "②")
	return first >= 0 && first < then && hasMarkEnd(text[first:then])
}

// hasMarkEnd reports whether the text of an item ends as one with a mark does.
func hasMarkEnd(text string) bool {
	if i := strings.LastIndexByte(text, ':'); i > 0 && labelAt(text, i).kind != labelNone {
		return true
	}
	text = strings.TrimRight(text, "。; ")
	i := strings.LastIndexByte(text, '(')
	return i >= 0 && strings.HasSuffix(text, ")") && hasRoleWord(text[i:])
}

// goesOn reports whether the next item of the same style follows behind a mark on the line of an item: …（市科技局负责）3.建设甲平台。
func (v *view) goesOn(rest graph.Span, m marker) bool {
	text := v.Slice(rest)
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], ')')
		if k < 0 {
			return false
		}
		i += k + 1
		next := readMarker(strings.TrimLeft(text[i:min(len(text), i+longestMarker)], "。 "))
		if next.length > 0 && next.style == m.style && next.value == m.value+1 {
			return true
		}
	}
	return false
}

// longestMarker is the most bytes that a number takes, what stands before and behind it included.
const longestMarker = 48

// item opens an item whose number stands at span.Start.
func (o *outliner) item(m marker, span graph.Span) {
	for len(o.stack) > 1 && o.stack[len(o.stack)-1].marker.style >= m.style {
		o.close(span.Start)
	}
	parent := o.stack[len(o.stack)-1]
	if parent == o.out.root && m.value == 1 && m.style <= styleHan && o.last[m.style] > 1 {
		o.part++ // the numbers start anew: a plan behind its covering notice
	}
	if m.style != styleDash {
		o.check(m, parent, span)
		o.last[m.style] = m.value
	}
	n := &node{marker: m, span: graph.Span{Start: span.Start, End: span.Start + m.length}, body: span.Start + m.length, parent: parent, part: o.part}
	parent.children = append(parent.children, n)
	o.out.nodes = append(o.out.nodes, n)
	o.stack = append(o.stack, n)
}

// check warns of a number that neither starts, continues nor follows.
func (o *outliner) check(m marker, parent *node, span graph.Span) {
	last, ok := o.last[m.style]
	if m.value == 1 || ok && m.value == last+1 {
		return
	}
	if n := len(parent.children); n > 0 && parent.children[n-1].marker.style == m.style && parent.children[n-1].marker.value+1 == m.value {
		return
	}
	o.warn.add(warnNumbering, "the number does not follow the one before", graph.Span{Start: span.Start, End: span.Start + m.length})
}

// close ends the innermost open item.
func (o *outliner) close(at int) {
	n := o.stack[len(o.stack)-1]
	n.end = at
	o.stack = o.stack[:len(o.stack)-1]
}

func (o *outliner) finish(at int) {
	for len(o.stack) > 0 {
		o.close(at)
	}
}

// text adds a line to the innermost open item.
func (o *outliner) text(line graph.Span) {
	line = o.v.trimSpace(line)
	if line.Len() <= 0 {
		return
	}
	n := o.stack[len(o.stack)-1]
	n.lines = append(n.lines, line)
	n.span.End = line.End
}

func (v *view) trimSpace(s graph.Span) graph.Span {
	text := v.Slice(s)
	left := strings.TrimLeft(text, " ")
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRight(left, " "))
	return s
}

// attach begins an attachment: numbering starts anew.
func (o *outliner) attach(line graph.Span) {
	for len(o.stack) > 1 {
		o.close(line.Start)
	}
	clear(o.last)
	o.part++
	o.out.parts = append(o.out.parts, line)
}

// inline opens the items, none deeper than deepest, that stand inside a line and returns what follows the last one.
// The line begins in the heading of an item of style heading, styleNone when it begins in running text.
func (o *outliner) inline(line graph.Span, heading, deepest style) graph.Span {
	start := line.Start
	text := o.v.Text()
	for i := line.Start; i < line.End; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !mayNumber(r) && !(deepest > styleDecimal && (r == '—' || r >= '①' && r <= '⑳')) {
			if r == '。' || r == ';' {
				heading = styleNone
			}
			i += n
			continue
		}
		m := readMarker(text[i:line.End])
		if m.length == 0 || m.style > deepest || !o.opens(m, i, line.Start, heading) {
			i += max(n, digitsLength(text[i:line.End]))
			continue
		}
		o.text(graph.Span{Start: start, End: i})
		o.item(m, graph.Span{Start: i, End: i})
		i += m.length
		start, heading = i, styleNone
		if m.style <= styleHanParen {
			heading = m.style
		}
	}
	return graph.Span{Start: start, End: line.End}
}

// opens reports whether a number inside a line opens an item: a finished sentence stands before it, or the heading
// that it is the first item under, which needs no full stop.
func (o *outliner) opens(m marker, at, start int, heading style) bool {
	if m.style == styleDash {
		return o.v.afterStop(at, start) || o.v.Text()[at-1] == ' '
	}
	if m.style == styleHan && len(o.out.nodes) == 0 && endsGenre(o.v.Text()[start:at]) {
		return true // an excerpt may begin with 二、
	}
	if !o.fits(m) {
		return false
	}
	first := heading < m.style && heading != styleNone
	switch m.style {
	case styleHanParen:
		return o.v.afterStop(at, start) || heading < m.style
	case styleDecimal, styleParen, styleCircle:
		return o.v.afterStop(at, start) || first
	}
	return o.v.afterStop(at, start)
}

// endsGenre reports whether a title may end here: …实施方案|一、总体要求.
func endsGenre(text string) bool {
	if open := strings.LastIndexByte(text, '('); open >= 0 && strings.HasSuffix(text, ")") { // 行动计划(2023—2025年)
		text = text[:open]
	}
	return hasAnySuffix(text, "分解", "一览表") || slices.ContainsFunc(genres, func(g string) bool { return strings.HasSuffix(text, g) })
}

// digitsLength is how long the digits at the start of s are, so that the middle of a number is not read as one.
func digitsLength(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 {
		_, n = hanNumber(s)
	}
	return n
}

func mayNumber(r rune) bool {
	return r == '(' || r >= '0' && r <= '9' || r == '第' || r == '十' || r == '百' || strings.ContainsRune(hanDigits, r)
}

// afterStop reports whether a number inside a line stands after a finished sentence.
func (v *view) afterStop(at, start int) bool {
	before := v.Text()[max(start, at-8):at]
	if before == "" || strings.HasSuffix(before, " ") {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("。;:!?)]】〕", r)
}

// fits reports whether a number inside a line goes on where the numbering stands.
func (o *outliner) fits(m marker) bool {
	last, ok := o.last[m.style]
	if ok {
		return m.value == last+1 || m.value == 1 && (m.style > styleHan || last > 1)
	}
	return m.value == 1
}
