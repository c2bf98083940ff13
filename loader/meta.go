package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// metaLabels name what pages and ledgers say of a document line by line (发文机关：…).
var metaLabels = []string{
	"索引号", "主题分类", "发文机关", "发文单位", "发布机构", "制发机关", "成文日期", "发文日期", "印发日期", "标题", "名称", "发文字号", "文号", "发布日期", "公布日期", "发布时间", "主题词", "有效性", "来源",
}

// readMeta reads such lines at the head of the text.
func (h *head) readMeta(v *view, limit int) {
	for _, line := range v.Lines() {
		if line.Start > limit {
			return
		}
		for _, f := range v.metaFields(line) {
			h.meta(v, f)
		}
	}
}

// metaField is a label with its value.
type metaField struct {
	label string
	value graph.Span
}

// metaFields are the labels on a line with what follows each, when the line begins with one.
func (v *view) metaFields(line graph.Span) []metaField {
	var out []metaField
	line.End = min(line.End, line.Start+longestMark)
	for at := line.Start; at < line.End; {
		l := metaLabelAt(v.Text()[at:line.End])
		if l == "" {
			if len(out) == 0 {
				return nil
			}
			at++
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].value.End = at
		}
		at += strings.IndexByte(v.Text()[at:], ':') + 1
		out = append(out, metaField{l, graph.Span{Start: at, End: line.End}})
	}
	for i := range out {
		out[i].value = v.trimSpace(out[i].value)
	}
	return out
}

// metaLabelAt is the label that text begins with, spaces inside it apart, "" when it begins with none.
func metaLabelAt(text string) string {
	const longest = 30 // bytes; 标　题：
	colon := strings.IndexByte(text[:min(len(text), longest)], ':')
	if colon <= 0 {
		return ""
	}
	name := squeeze(strings.Trim(text[:colon], "[]【】"))
	for _, l := range metaLabels {
		if name == l {
			return l
		}
	}
	return ""
}

// meta takes a value where the text itself has not said it yet.
func (h *head) meta(v *view, f metaField) {
	value := v.Slice(f.value)
	if value == "" {
		return
	}
	switch f.label {
	case "发文机关", "发文单位", "制发机关":
		g := readMark(v, f.value, nil)
		if len(h.issuers) == 0 && g.odd == 0 {
			h.issuers = g.flushed
		}
	case "成文日期", "发文日期", "印发日期":
		if h.issued == "" {
			h.issued = anyDay(value)
		}
	case "发布日期", "公布日期", "发布时间":
		if h.published == "" {
			h.published = anyDay(value)
		}
	case "发文字号", "文号":
		if s := v.numberLine(f.value); s.Len() > 0 && h.number == "" {
			h.number = squeeze(v.Printed(s))
		}
	}
}

// anyDay reads a day in any of the usual forms.
func anyDay(text string) string {
	if d, _, _ := readDay(text); d != "" {
		return d
	}
	if m := isoDayForm.FindStringSubmatch(text); m != nil {
		return day(m[1], m[2], m[3])
	}
	return ""
}
