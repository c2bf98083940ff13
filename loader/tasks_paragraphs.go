package loader

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// group is some paragraphs of an item that have marks of their own.
type group struct {
	lines []graph.Span
	marks []mark
}

// paragraphs divides the paragraphs of an item: each run that ends with marks is a group.
func (s *selector) paragraphs(n *node) []group {
	if len(n.lines) < 2 || len(s.marks[n]) < 2 {
		return nil
	}
	var groups []group
	var g group
	marks := s.marks[n]
	for _, line := range n.lines {
		filled, k := 0, 0
		for i := range marks { // one may begin on this line and end on another
			filled += max(0, min(marks[i].span.End, line.End)-max(marks[i].span.Start, line.Start))
			if marks[i].span.End <= line.End {
				k++
			} else if marks[i].span.Start >= line.End {
				break
			}
		}
		here := marks[:k]
		marks = marks[k:]
		const rest = 6 // bytes; punctuation around marks is no text
		if len(g.marks) > 0 && (filled == 0 || line.Len()-filled > rest) {
			groups = append(groups, g)
			g = group{}
		}
		g.lines, g.marks = append(g.lines, line), append(g.marks, here...)
	}
	if len(g.marks) > 0 {
		groups = append(groups, g)
	}
	return groups
}

// extent is the line that names what a group is about, without the bodies before it, and the whole of the group: up to its
// last mark, or up to the end of the line when its only mark is at the head of it (市园林局：负责清淤。).
func (g *group) extent() (head, all graph.Span) {
	head = g.lines[0]
	all = graph.Span{Start: head.Start, End: g.marks[len(g.marks)-1].span.End}
	m := g.marks[0].span
	for _, line := range g.lines {
		if m.Start != line.Start || m.End >= line.End {
			continue
		}
		if head = line; len(g.marks) == 1 {
			all.End = line.End
		}
		head.Start = m.End
	}
	return head, all
}

// split makes an item of every group of paragraphs.
func (s *selector) split(n *node, groups []group) {
	for i, g := range groups {
		number := "第" + strconv.Itoa(i+1) + "段"
		head, span := g.extent()
		if i == 0 {
			span.Start = n.span.Start
		}
		if i == 0 && head.Start == g.lines[0].Start {
			first := s.v.sentence(head)
			if behind := outside(graph.Span{Start: min(head.End, first.End+len("。")), End: head.End}, g.marks); len(behind) > 0 || len(g.lines) > 1 {
				head.Start = min(head.End, first.End+len("。"))
			}
			if head.Len() <= 0 && len(g.lines) > 1 {
				head = s.v.titled(g.lines[1:])
			}
		}
		s.items = append(s.items, item{
			node: n, number: number, suffix: number, title: s.v.title(head, g.marks), span: span, marks: g.marks,
			texts: outside(graph.Span{Start: g.lines[0].Start, End: span.End}, g.marks),
		})
	}
}

// ordersOfWork begin a paragraph of a report without numbers that says what is to be done.
var ordersOfWork = []string{
	"加快", "加强", "加大", "推进", "推动", "统筹", "完善", "建立", "健全", "实施", "开展", "深化", "落实", "强化", "提升", "优化", "建设", "支持", "鼓励", "引导", "扩大", "培育", "促进",
	"做好", "抓好", "大力", "持续", "着力", "进一步", "深入", "切实", "稳步", "有序", "构建", "打造", "规范", "积极", "全力", "全面", "扎实", "继续", "制定", "组织", "发挥", "突出", "办好", "壮大",
}

// unnumbered takes the paragraphs of a text without numbers: those with marks, or, when there are none, those that
// begin with a title of their own or with a word that orders work.
func (s *selector) unnumbered(marks []mark) {
	n := &node{lines: s.out.root.lines}
	s.marks[n] = marks
	if len(marks) > 0 {
		groups := s.paragraphs(n)
		if groups == nil {
			groups = []group{{lines: linesOf(n.lines, marks[0].span), marks: marks}}
		}
		for i, g := range groups {
			for len(g.lines) > 1 && !endsSentence(s.v.Slice(g.lines[0])) && !g.lines[0].Contains(g.marks[0].span) { // titles
				g.lines = g.lines[1:]
			}
			head, span := g.extent()
			s.items = append(s.items, item{
				suffix: "第" + strconv.Itoa(i+1) + "段", locator: "第" + strconv.Itoa(i+1) + "段", title: s.v.title(head, g.marks), span: span, marks: g.marks, texts: outside(span, g.marks),
			})
		}
		return
	}
	for _, line := range n.lines {
		text := s.v.Slice(line)
		head := s.v.Slice(s.v.sentence(line))
		k := utf8.RuneCountInString(head)
		titled := k >= titleShort && k <= titleLong && len(head)+len("。") < len(text) && !strings.ContainsAny(head, ",:(《")
		if !endsSentence(text) || !titled && firstOf(text, ordersOfWork...) == "" {
			continue
		}
		i := strconv.Itoa(len(s.items) + 1)
		s.items = append(s.items, item{suffix: "第" + i + "段", locator: "第" + i + "段", title: s.v.title(line, nil), span: line, texts: []graph.Span{line}})
	}
}

// linesOf is the line that holds a stretch, and the line before it when the stretch fills its own.
func linesOf(lines []graph.Span, s graph.Span) []graph.Span {
	i := sort.Search(len(lines), func(i int) bool { return lines[i].End >= s.End })
	if i >= len(lines) {
		return []graph.Span{s}
	}
	if lines[i].Start == s.Start && i > 0 {
		return lines[i-1 : i+1]
	}
	return lines[i : i+1]
}
