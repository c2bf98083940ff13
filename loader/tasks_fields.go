package loader

import (
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// whoFields are headings of the part of an item that says who does it; workFields those of its other parts.
var (
	whoFields  = words(`责任单位 责任部门 责任分工 责任主体 牵头单位 牵头部门 实施单位 实施主体 承办单位 责任单位及责任人 组织实施单位`)
	workFields = words(`目标 目标任务 工作目标 任务目标 年度目标 主要目标 工作任务 主要任务 任务内容 建设内容 工作内容 项目内容 主要内容 实施内容 工作措施 主要措施 推进措施 实施步骤 工作步骤 进度安排 时间安排 时间节点
		完成时限 完成时间 实施范围 资金来源 资金安排 资金筹措 投资规模 配合单位 配合部门 协办单位 责任领导 牵头领导 分管领导 责任人 备注`)
)

// field is the heading of a part of an item: what stands on its first line before a colon, a full stop or space.
func (s *selector) field(n *node) string {
	if len(n.lines) == 0 {
		return ""
	}
	text := s.v.Slice(n.lines[0])
	if i := strings.IndexAny(text[:min(len(text), 3*longestHeader)], ":。 "); i >= 0 {
		text = text[:i]
	}
	return strings.Trim(text, "【】[]")
}

// fields reports whether items are no items of work but the parts of one: 1.目标任务 2.实施步骤 3.责任单位.
func (s *selector) fields(items []*node) bool {
	who, known := 0, 0
	for _, c := range items {
		if len(c.children) > 0 {
			return false
		}
		switch f := s.field(c); {
		case whoFields[f]:
			who++
			known++
		case workFields[f]:
			known++
		}
	}
	return who > 0 && known > 1 && known >= len(items)-1
}

// gather makes one task of an item and its parts.
func (s *selector) gather(n *node) {
	for _, c := range n.children {
		s.marks[n] = append(s.marks[n], s.marks[c]...)
	}
	end := n.end
	s.add(n, end)
	if len(s.marks[n]) == 0 || len(s.items) == 0 {
		return
	}
	if it := &s.items[len(s.items)-1]; it.node == n && it.span.End < end { // 4.完成时限 stands behind 3.责任单位
		last := n.children[len(n.children)-1]
		if len(last.lines) > 0 && len(s.marks[last]) == 0 {
			it.span.End = last.lines[0].End
			it.texts = outside(graph.Span{Start: n.body, End: it.span.End}, it.marks)
		}
	}
}

// part chooses among the top items of the first part of the document that they are of, and returns how many these are. An
// attachment may be one item of work and its top items the parts of it.
func (s *selector) part(top []*node) int {
	n := 1
	for n < len(top) && top[n].part == top[0].part {
		n++
	}
	if top[0].part > 0 && s.fields(top[:n]) && s.attachment(top[:n]) {
		return n
	}
	for _, c := range top[:n] {
		s.choose(c)
	}
	return n
}

// attachment makes one task of the top items of an attachment, whose title is the line before them.
func (s *selector) attachment(top []*node) bool {
	line := s.v.lineAt(top[0].span.Start) - 1
	var marks []mark
	for _, c := range top {
		marks = append(marks, s.marks[c]...)
	}
	if line < 0 || len(marks) == 0 || s.v.Lines()[line].Len() == 0 || s.v.Lines()[line].Len() > 3*longestHeading || isAttachment(s.v.Slice(s.v.Lines()[line])) {
		return false
	}
	i := sort.Search(len(s.out.parts), func(i int) bool { return s.out.parts[i].Start > top[0].span.Start })
	if i == 0 {
		return false
	}
	number := strings.Trim(s.v.Printed(s.out.parts[i-1]), " :：")
	span := graph.Span{Start: s.v.Lines()[line].Start, End: marks[len(marks)-1].span.End}
	s.items = append(s.items, item{
		number: number, suffix: number, locator: number, title: s.v.title(s.v.Lines()[line], nil), span: span, marks: marks, texts: outside(span, marks),
	})
	return true
}

// bareStage reports whether an item only says when a stage of the work is: 动员部署阶段(2021年3月)。
func bareStage(text string) bool {
	name, when, ok := strings.Cut(strings.TrimRight(text, "。;"), "(")
	return ok && strings.HasSuffix(name, "阶段") && strings.HasSuffix(when, ")") && strings.ContainsAny(when, "0123456789")
}
