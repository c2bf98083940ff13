package loader

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// item is a piece of work that the text assigns: a task (任务).
type item struct {
	node    *node // the item of the outline that it is or stands in; nil in text without numbers
	number  string
	suffix  string // last part of the path, without punctuation
	title   string
	locator string // set when it does not follow from the outline
	span    graph.Span
	marks   []mark
	texts   []graph.Span // its text outside its marks
	table   bool

	projects, themes []graph.Span // cells of a ledger that name a project or theme as such
	chapter          graph.Span   // cell of a ledger that names the section
}

// selector chooses which items of an outline assign work.
type selector struct {
	v        *view
	out      *outline
	marks    map[*node][]mark
	below    map[*node]int // marks at and below a node
	taskPart int           // the first part of the document that has marks, -1 when none has
	single   bool          // whether items are mostly of one paragraph
	tables   bool          // whether the document has tasks in tables, too
	items    []item
}

// selectItems chooses the lowest numbered items that assign work. tables reports whether the document also has tasks
// in tables.
func selectItems(v *view, out *outline, marks []mark, tables bool) []item {
	s := &selector{v: v, out: out, marks: map[*node][]mark{}, below: map[*node]int{}, taskPart: -1, tables: tables}
	if len(out.nodes) == 0 {
		if !tables {
			s.unnumbered(marks)
		}
		return s.items
	}
	s.assign(marks)
	if tables {
		s.taskPart = max(s.taskPart, 1)
	}
	s.lengths()
	for top := out.root.children; len(top) > 0; {
		n := s.part(top)
		top = top[n:]
	}
	return s.items
}

// assign gives each mark to the item that it stands in.
func (s *selector) assign(marks []mark) {
	nodes := s.out.nodes
	for _, m := range marks {
		i := sort.Search(len(nodes), func(i int) bool { return nodes[i].span.Start > m.span.Start }) - 1
		if i < 0 || !s.v.ownsText(nodes[i], m.span) {
			continue
		}
		s.marks[nodes[i]] = append(s.marks[nodes[i]], m)
		if s.taskPart < 0 {
			s.taskPart = nodes[i].part
		}
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		s.lift(nodes[i])
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		n := nodes[i]
		s.below[n] += len(s.marks[n])
		s.below[n.parent] += s.below[n]
	}
}

// ownsText reports whether a stretch stands in the item's own text, before the line of an attachment or the like.
func (v *view) ownsText(n *node, s graph.Span) bool { return s.End <= n.span.End }

// lift moves a mark that closes a list of sub-items to the item that they are of: when the last of several sub-items
// alone has marks, and they fill lines of their own or the sub-items are mere details.
func (s *selector) lift(n *node) {
	if len(n.children) < 2 || len(s.marks[n]) > 0 {
		return
	}
	last := n.children[len(n.children)-1]
	for _, c := range n.children[:len(n.children)-1] {
		if len(s.marks[c]) > 0 || len(c.children) > 0 {
			return
		}
	}
	if len(last.children) > 0 || !last.marker.style.detail() && safeguards(s.v.heading(n)) {
		return
	}
	listed := s.listed(n.children[:len(n.children)-1])
	for _, m := range s.marks[last] {
		if !m.own && !listed && !last.marker.style.detail() {
			return
		}
	}
	if own := s.marks[last]; len(own) > 0 {
		s.marks[n] = own
		delete(s.marks, last)
	}
}

// safeguards reports whether a heading is that of a chapter on how the work is made sure of, each item of which stands for itself.
func safeguards(heading string) bool {
	return utf8.RuneCountInString(heading) <= shortHeading && (strings.Contains(heading, "保障") || hasAnySuffix(heading, "工作要求", "有关要求", "组织实施", "组织领导", "推进机制"))
}

// listed reports whether items are the parts of one sentence: all end with a semicolon.
func (s *selector) listed(nodes []*node) bool {
	for _, c := range nodes {
		if k := len(c.lines); k == 0 || !strings.HasSuffix(s.v.Slice(c.lines[k-1]), ";") {
			return false
		}
	}
	return len(nodes) > 0
}

// lengths finds out whether items without sub-items are mostly of one paragraph.
func (s *selector) lengths() {
	one, all := 0, 0
	for i, n := range s.out.nodes {
		if len(n.children) == 0 && i < len(s.out.nodes)-1 { // closing paragraphs follow the last one
			all++
			if len(n.lines) <= 1 {
				one++
			}
		}
	}
	s.single = all > 0 && one*5 >= all*4
}

func (s *selector) choose(n *node) {
	switch {
	case len(n.children) == 0:
		s.leaf(n)
	case s.fields(n.children):
		s.gather(n)
	case s.below[n] == len(s.marks[n]) && (len(s.marks[n]) > 0 || s.details(n)):
		if s.assignsWork(n) {
			s.add(n, n.end)
		}
	default:
		before := len(s.items)
		heads := s.headsOnly(n)
		if len(s.marks[n]) > 0 && !heads {
			s.add(n, n.span.End)
		}
		for _, c := range n.children {
			s.choose(c)
		}
		if heads {
			s.inherit(s.items[before:], s.marks[n])
		}
	}
}

// details reports whether the sub-items of an item are parts of a sentence or small print and no items of work.
func (s *selector) details(n *node) bool {
	if n.marker.style < styleHanParen && n.marker.style != styleArticle {
		return false
	}
	if n.marker.style == styleArticle {
		return true // 第三条 …：（一）…；（二）…
	}
	listed := 0
	for _, c := range n.children {
		if len(c.children) > 0 && !c.marker.style.detail() {
			return false
		}
		if end := len(c.lines); c.marker.style.detail() || end > 0 && strings.HasSuffix(s.v.Slice(c.lines[end-1]), ";") {
			listed++
		}
	}
	return listed >= len(n.children)-1 && listed > 0
}

func (s *selector) leaf(n *node) {
	if !s.assignsWork(n) {
		return
	}
	if groups := s.paragraphs(n); len(groups) > 1 {
		s.split(n, groups)
		return
	}
	s.add(n, n.end)
}

// assignsWork reports whether an item gives somebody something to do: it has a mark, or it is not about aims,
// principles or circumstances.
func (s *selector) assignsWork(n *node) bool {
	if s.below[n] > 0 {
		return true
	}
	if n.part < s.taskPart && s.taskPart > 0 && (len(s.out.parts) > 0 || s.covered()) {
		return false // the notice that covers a plan
	}
	for at := n; at != nil && at != s.out.root; at = at.parent {
		heading := s.v.heading(at)
		if background(heading) || at != n && strings.HasSuffix(heading, "目标") && utf8.RuneCountInString(heading) <= shortHeading {
			return false
		}
	}
	if len(n.lines) > 0 && (takesEffect(s.v.Slice(n.lines[0])) || len(n.lines) == 1 && bareStage(s.v.Slice(n.lines[0]))) {
		return false
	}
	if s.tables && len(n.children) == 0 && (len(n.lines) == 0 || !strings.Contains(s.v.Slice(n.lines[0]), "。") && len(n.lines) == 1) {
		return false // a heading between the rows of a table
	}
	return len(n.lines) > 0
}

// covered reports whether the text begins with a notice that sends a plan (现将…印发给你们).
func (s *selector) covered() bool {
	head := s.v.Text()[:min(len(s.v.Text()), headLimit)]
	return strings.Contains(head, "印发给你们") || strings.Contains(head, "现印发") || strings.Contains(head, "转发给你们") || strings.Contains(head, "下发给你们")
}

// backgroundWords make a heading one of aims, principles or circumstances.
var backgroundWords = []string{
	"原则", "总体要求", "总体思路", "总体目标", "总体部署", "总体框架", "指导思想", "基本原则", "工作原则", "主要目标", "工作目标", "发展目标", "行动目标", "试点目标", "建设目标", "实施目标",
	"具体目标", "预期目标", "目标要求", "目标任务", "主要指标", "重大意义", "重要意义", "发展基础", "发展现状", "现状", "面临形势", "形势", "工作背景", "背景", "编制依据",
	"适用范围", "试点范围", "实施范围", "规划范围", "名词解释", "附则", "总则", "战略定位", "发展定位", "功能定位", "总体定位", "实施期限", "工作思路", "发展思路", "基本思路", "任务目标", "年度目标",
	"基本概念", "术语", "实施时间", "有效期",
}

// shortHeading is how many characters a heading of a section of aims has at most: 二〇二五年攻坚目标.
const shortHeading = 12

// background reports whether a heading is about aims, principles or circumstances.
func background(heading string) bool {
	if heading == "目标" || heading == "范围" {
		return true
	}
	if utf8.RuneCountInString(heading) > 20 { // the heading runs into its text
		return firstOf(heading, "总体要求", "指导思想", "基本原则", "工作原则", "总体目标", "主要目标", "工作目标", "发展目标") != ""
	}
	for _, w := range backgroundWords {
		if strings.HasSuffix(heading, w) || w != "原则" && strings.HasPrefix(heading, w) && utf8.RuneCountInString(heading) <= 14 {
			return true
		}
	}
	return false
}

// heading is the text after the number up to the first full stop, in folded form.
func (v *view) heading(n *node) string {
	if len(n.lines) == 0 {
		return ""
	}
	return v.Slice(v.sentence(n.lines[0]))
}

// sentence is the first sentence of a stretch, without its full stop.
func (v *view) sentence(s graph.Span) graph.Span {
	text := v.Slice(s)
	if i := strings.Index(text, "。"); i >= 0 {
		s.End = s.Start + i
	}
	return s
}

// add makes an item of a node; its text reaches at most to end.
func (s *selector) add(n *node, end int) {
	marks := s.marks[n]
	span := graph.Span{Start: n.span.Start}
	if len(marks) > 0 {
		span.End = marks[len(marks)-1].span.End
	} else {
		span.End = s.textEnd(n, end)
	}
	if len(n.lines) == 0 || span.End <= n.body {
		return
	}
	head := n.lines[0]
	if len(marks) == 1 && marks[0].span.Start == head.Start && marks[0].span.End < head.End { // （市商务局牵头）提升效率。
		head.Start = marks[0].span.End
		span.End = s.textEnd(n, end)
	}
	s.items = append(s.items, item{
		node: n, number: s.v.number(n), suffix: n.marker.bare, title: s.v.title(head, marks), span: span, marks: marks,
		texts: outside(graph.Span{Start: n.body, End: span.End}, marks),
	})
}

// number is the number of an item as printed.
func (v *view) number(n *node) string {
	return strings.TrimSpace(v.Printed(graph.Span{Start: n.span.Start, End: n.body}))
}

// textEnd is where the text of an item without marks ends. Signatures, dates and the foot of a page, which stand
// behind the last item, are no part of it; nor is a closing paragraph when items are of one paragraph.
func (s *selector) textEnd(n *node, end int) int {
	lines := n.lines
	if len(n.children) > 0 {
		last := n
		for len(last.children) > 0 {
			last = last.children[len(last.children)-1]
		}
		if len(last.lines) == 0 {
			return n.span.End
		}
		lines = last.lines
		if len(last.lines) > 1 && s.single {
			return last.lines[0].End
		}
	}
	at := lines[0].End
	for i, line := range lines[1:] {
		if !endsSentence(s.v.Slice(line)) || i > 0 && s.single || s.single && s.v.Slice(s.v.sentence(lines[0])) != strings.TrimSuffix(s.v.Slice(lines[0]), "。") {
			break
		}
		at = line.End
	}
	return s.unsigned(n.span.Start, min(at, end))
}

// unsigned takes the signature and day at the end of a text on one line off it.
func (s *selector) unsigned(start, end int) int {
	tail := s.v.Text()[max(start, end-3*longestHeading):end]
	if i := strings.LastIndex(tail, "。"); i >= 0 {
		if d, _, _ := readDay(tail[i:]); d != "" {
			return end - len(tail) + i + len("。")
		}
	}
	return end
}

// endsSentence reports whether a paragraph ends as running text does.
func endsSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return strings.ContainsRune("。;!?:)”\"", r) && utf8.RuneCountInString(text) > 12
}

// outside is what a stretch holds outside marks.
func outside(s graph.Span, marks []mark) []graph.Span {
	var out []graph.Span
	for _, m := range marks {
		if m.span.Start > s.Start {
			out = append(out, graph.Span{Start: s.Start, End: m.span.Start})
		}
		s.Start = max(s.Start, m.span.End)
	}
	if s.Len() > 0 {
		out = append(out, s)
	}
	return out
}

// A sentence of more than longestHeading characters is no title; its beginning, of at least titleShort and at most titleLong
// characters, is shown instead.
const (
	titleShort = 4
	titleLong  = 30
)

// title is the title of the item whose text is line: what stands before the first full stop or mark.
func (v *view) title(line graph.Span, marks []mark) string {
	s := v.sentence(line)
	for _, m := range marks {
		if m.span.Start >= s.Start && m.span.Start < s.End {
			s.End = m.span.Start
		}
	}
	text := v.Slice(s)
	if utf8.RuneCountInString(text) > longestHeading {
		for _, stops := range []string{":", " ", ";", ","} {
			i := strings.Index(text, stops)
			if n := utf8.RuneCountInString(text[:max(i, 0)]); n >= titleShort && n <= titleLong {
				s.End = s.Start + i
				break
			}
		}
	}
	title := strings.TrimSpace(strings.Trim(v.Printed(v.trim(s)), "*"))
	if inner, ok := strings.CutPrefix(title, "【"); ok { // 第九条 【资助对象】…
		if i := strings.Index(inner, "】"); i > 0 {
			return inner[:i]
		}
	}
	return title
}
