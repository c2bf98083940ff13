package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// dutyWords begin what a body has to do behind its name and a colon: 市园林局：负责护城河清淤.
var dutyWords = []string{
	"负责", "牵头", "承担", "组织", "做好", "配合", "协助", "协同", "会同", "参与", "指导", "督促", "监督", "统筹", "落实", "制定", "加强", "开展", "依法", "按照", "完善", "保障", "提供", "具体", "主要", "及时", "严格", "抓好", "推进", "管理", "协调", "履行", "研究", "编制", "审核", "督查", "主管", "贯彻",
}

// fewestDuties is how many lines of a body and its duty make a list; one alone may be an address (各县区：…).
const fewestDuties = 2

// dutyMarks reads lists of duties (职责分工): lines that begin with bodies and a colon, then say what they do.
func dutyMarks(v *view) []mark {
	var out []mark
	for _, line := range v.Lines() {
		if m, ok := v.duty(line); ok {
			out = append(out, m)
		}
	}
	if len(out) < fewestDuties {
		return nil
	}
	return out
}

// duty reads one line of such a list. The span of the mark is that of the bodies, its passage the whole line.
func (v *view) duty(line graph.Span) (mark, bool) {
	line.Start += len(v.Slice(line)) - len(strings.TrimLeft(v.Slice(line), "#* "))
	line.Start += readMarker(v.Slice(line)).length
	text := v.Slice(line)
	colon := strings.IndexByte(text[:min(len(text), longestActors)], ':')
	if colon <= 0 {
		return mark{}, false
	}
	said := strings.TrimLeft(text[colon+1:], " ")
	if firstOf(said, dutyWords...) == "" || labelAt(text, colon).kind != labelNone || v.metaFields(line) != nil {
		return mark{}, false
	}
	g := readMark(v, graph.Span{Start: line.Start, End: line.Start + colon}, nil)
	if g.odd > 0 || g.roles > 0 || len(g.flushed) == 0 || !allActors(g.flushed) {
		return mark{}, false
	}
	role, word := proseRole(said)
	for i := range g.flushed {
		a := &g.flushed[i]
		if !plausibleName(a.name) {
			return mark{}, false
		}
		a.role, a.roleText = role, word
	}
	return mark{
		span: graph.Span{Start: line.Start, End: line.Start + colon + 1}, passage: line,
		rule: ruleDuty, note: "职责", actors: g.flushed,
	}, true
}
