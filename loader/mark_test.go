package loader

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

func TestCutRole(t *testing.T) {
	for _, c := range []struct {
		piece, rest string
		role        graph.Role
		word        string
	}{
		{"市财政局", "市财政局", 0, ""},
		{"市财政局负责", "市财政局", graph.RoleResponsible, "负责"},
		{"市财政局按职责分工负责", "市财政局", graph.RoleResponsible, "负责"},
		{"市财政局牵头负责", "市财政局", graph.RoleLead, "牵头"},
		{"市财政局负责牵头", "市财政局", graph.RoleLead, "牵头"},
		{"市财政局共同牵头", "市财政局", graph.RoleLead, "牵头"},
		{"市财政局配合做好相关工作", "市财政局", graph.RoleSupport, "配合"},
		{"市财政局等参与", "市财政局等", graph.RoleSupport, "参与"},
		{"市财政局指导督促", "市财政局", graph.RoleSupervise, "督促"},
		{"市财政局负责指导", "市财政局", graph.RoleGuide, "指导"},
		{"市财政局负责落实", "市财政局", graph.RoleResponsible, "负责"},
		{"各市结合实际抓好落实", "各市", graph.RoleImplement, "落实"},
		{"按职责分工负责", "", graph.RoleResponsible, "负责"},
		{"市监督局", "市监督局", 0, ""},
	} {
		if rest, role, word := cutRole(c.piece); rest != c.rest || role != c.role || word != c.word {
			t.Errorf("%s: %q, %s, %q", c.piece, rest, role, word)
		}
	}
}

func TestLabelAt(t *testing.T) {
	for _, c := range []struct {
		text string
		kind labelKind
		role graph.Role
		word string
	}{
		{"牵头单位", labelBodies, graph.RoleLead, "牵头单位"},
		{"加快建设。责任部门", labelBodies, graph.RoleResponsible, "责任部门"},
		{"(配合单位", labelBodies, graph.RoleSupport, "配合单位"},
		{"牵头和责任单位", labelBodies, graph.RoleLead, "牵头和责任单位"},
		{"市级牵头部门", labelBodies, graph.RoleLead, "市级牵头部门"},
		{"实施主体", labelBodies, graph.RoleImplement, "实施主体"},
		{"指导单位", labelBodies, graph.RoleGuide, "指导单位"},
		{"督办单位", labelBodies, graph.RoleSupervise, "督办单位"},
		{"责任单位(排名第一的牵头)", labelBodies, graph.RoleResponsible, "责任单位"},
		{"完成时限", labelOther, 0, "完成时限"},
		{"。责任人", labelOther, 0, "责任人"},
		{"各有关责任单位", labelNone, 0, ""},
		{"现就有关事项通知如下", labelNone, 0, ""},
		{strings.Repeat("长", 40) + "单位", labelNone, 0, ""},
	} {
		l := labelAt(c.text+":", len(c.text))
		if l.kind != c.kind || l.role != c.role || l.word != c.word {
			t.Errorf("%s: %d %s %q", c.text, l.kind, l.role, l.word)
		}
	}
}

func TestLongestMark(t *testing.T) {
	for _, c := range []struct {
		n     int
		found bool
	}{{longestMark, true}, {longestMark + 1, false}} {
		inside := "市财政局" + strings.Repeat("、市财政局", 197) + "负责"
		inside += strings.Repeat(",", c.n-len(inside))
		v := newView("甲。("+inside+")", false)
		if _, ok := parenthesisMark(v, graph.Span{Start: len("甲。"), End: len(v.Text())}, &warnings{}); ok != c.found {
			t.Errorf("a mark of %d bytes: %t", c.n, ok)
		}
	}
}

func TestDocumentsRuleFirstLeads(t *testing.T) {
	for text, want := range map[string]bool{
		"列第一位者为牵头单位":       true,
		"排在第一位的为牵头单位":      true,
		"第一个单位为牵头部门":       true,
		"列首位的是牵头单位":        true,
		"第一责任人为局长，由市发改委牵头": false,
		"第一批任务由教育部牵头":      false,
	} {
		if got := ruleFirstLeads(strings.ReplaceAll(text, "，", ",")); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

func FuzzMark(f *testing.F) {
	for _, s := range []string{
		"省科技厅、工业和信息化厅按职责分工负责，各地级以上市人民政府结合实际落实", "牵头单位：市发展改革委，配合单位：市委组织部，各区、县级市", "教育部等有关部门和单位负责。列第一位者为牵头单位，下同",
		"由市教育局牵头，会同市财政局等部门负责", "省市场监管局（省知识产权局）牵头", "临汾市、运城市人民政府负责", "市发改委（牵头）、市财政局", "、，；。（）：等和会同",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := newView(strings.ToValidUTF8(s, "?"), false)
		g := readMark(v, graph.Span{Start: 0, End: len(v.Text())}, nil)
		for _, a := range g.flushed {
			if a.name == "" || a.span.Start < 0 || a.span.End > len(v.Text()) || a.span.Len() <= 0 || !utf8.ValidString(a.surface) {
				t.Fatalf("%q: %+v", s, a)
			}
		}
	})
}
