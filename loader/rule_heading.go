package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// headsOnly reports whether an item with marks is but the heading of the items under it: 一、优化政务环境（牵头单位：市数据局）.
func (s *selector) headsOnly(n *node) bool {
	if len(s.marks[n]) == 0 || len(n.lines) == 0 {
		return false
	}
	length := 0
	for _, part := range outside(graph.Span{Start: n.body, End: n.span.End}, s.marks[n]) {
		text := strings.TrimRight(s.v.Slice(part), " \n")
		if strings.Contains(text, "。") {
			return false
		}
		length += utf8.RuneCountInString(text)
	}
	return length <= longestHeading/2
}

// titled is the first of some paragraphs that begins with a title of its own (完善城市功能。…), else the first.
func (v *view) titled(lines []graph.Span) graph.Span {
	for _, line := range lines {
		head := v.Slice(v.sentence(line))
		if n := utf8.RuneCountInString(head); n >= titleShort && n <= titleLong/2 && len(head)+len("。") < line.Len() && !strings.ContainsAny(head, ",:(") {
			return line
		}
	}
	return lines[0]
}

// takesEffect reports whether a text says from when a document holds or who explains it: 本措施自印发之日起施行.
func takesEffect(text string) bool {
	rest, ok := strings.CutPrefix(text, "本")
	if !ok {
		return false
	}
	if i := strings.IndexAny(rest, "。;"); i >= 0 {
		rest = rest[:i]
	}
	rest = squeeze(rest) // 自 2025 年 1 月 1 日起施行
	from, by := strings.Index(rest, "自"), strings.Index(rest, "由")
	return from > 0 && from <= longestHeader && firstOf(rest[from:], "自发布", "自印发", "自公布", "自20", "自二〇", "自下发", "自2", "自颁布") != "" && strings.Contains(rest, "行") ||
		by > 0 && strings.Contains(rest, "负责解释")
}

// inherit gives items without marks those of their heading; where an item has its own, these say who does it.
func (s *selector) inherit(items []item, marks []mark) {
	for i := range items {
		if it := &items[i]; len(it.marks) == 0 {
			for _, m := range marks {
				m.note = "标题"
				it.marks = append(it.marks, m)
			}
		}
	}
}
