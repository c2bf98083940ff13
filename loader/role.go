package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// roleWords are the words that say what a body does (职责用语), in the order in which one prevails when several stand
// together: 牵头负责 leads, 负责监督 supervises, 负责落实 is responsible.
var roleWords = []struct {
	word string
	role graph.Role
}{
	{"牵头", graph.RoleLead}, {"主办", graph.RoleLead},
	{"配合", graph.RoleSupport}, {"参与", graph.RoleSupport}, {"参加", graph.RoleSupport}, {"协同", graph.RoleSupport},
	{"协助", graph.RoleSupport}, {"协办", graph.RoleSupport}, {"协作", graph.RoleSupport}, {"支持", graph.RoleSupport},
	{"督促检查", graph.RoleSupervise}, {"监督检查", graph.RoleSupervise}, {"督促", graph.RoleSupervise},
	{"监督", graph.RoleSupervise}, {"督导", graph.RoleSupervise}, {"督查", graph.RoleSupervise}, {"督办", graph.RoleSupervise},
	{"考核", graph.RoleSupervise},
	{"指导", graph.RoleGuide},
	{"负责", graph.RoleResponsible}, {"负总责", graph.RoleResponsible}, {"主责", graph.RoleResponsible},
	{"协调", graph.RoleGuide},
	{"落实", graph.RoleImplement}, {"实施", graph.RoleImplement}, {"承担", graph.RoleImplement}, {"承办", graph.RoleImplement},
	{"执行", graph.RoleImplement}, {"推进", graph.RoleImplement}, {"统筹", graph.RoleResponsible},
}

// roleAdverbs stand before or between role words and give no role.
var roleAdverbs = []string{
	"按照各自职责分工", "按照职责分工", "根据职责分工", "依据职责分工", "按各自职责分工", "按职责分工", "依职责分工", "按照各自职责", "按各自职责", "按照职能分工",
	"按职能分工", "按照职责", "根据职责", "依职责", "按职责", "按照分工", "按分工", "各负其责", "各司其职", "结合各自实际", "结合本地实际", "结合实际", "分工协作",
	"分工", "分别", "分头", "共同", "联合", "具体", "抓好", "组织", "统筹", "主要", "直接", "全面", "积极", "密切", "做好", "推动", "推进", "和", "并", "全程", "协同",
	"依法", "做好相关工作", "等",
}

// cutRole takes the role words off the end of a piece of a mark: 市财政局按职责分工负责 is 市财政局 and 负责. The word
// is empty when there are none.
func cutRole(piece string) (rest string, role graph.Role, word string) {
	rest = piece
	for _, w := range []string{"做好相关工作", "做好有关工作", "相关工作", "有关工作", "工作", "到位"} { // 配合做好相关工作
		if s, ok := strings.CutSuffix(rest, w); ok && endsInRole(s) {
			rest = s
			break
		}
	}
	start, end := len(piece), len(rest)
	for again := true; again; {
		again = false
		for _, w := range roleWords {
			if s, ok := strings.CutSuffix(rest, w.word); ok {
				rest, again, start = s, true, len(s)
				break
			}
		}
		if again || start == len(piece) {
			continue
		}
		for _, w := range roleAdverbs {
			if s, ok := strings.CutSuffix(rest, w); ok && w != "等" && !(w == "组织" && hasAnySuffix(s, "党", "社会", "群团")) {
				rest, again = s, true
				break
			}
		}
	}
	if start == len(piece) {
		return piece, 0, ""
	}
	role, word = roleOf(piece[start:end])
	return rest, role, word
}

// roleWithin reads a piece that goes on after its role with what the body does: 市人社局负责失业保险. The word is empty when it is none.
func roleWithin(piece string) (rest string, role graph.Role, word string) {
	for _, verb := range []string{"牵头", "负责", "配合", "协助"} {
		i := strings.Index(piece, verb)
		if i <= 0 || i+len(verb) == len(piece) {
			continue
		}
		if rest, role, word = cutRole(piece[:i+len(verb)]); word != "" && rest != "" && bodyEnding(piece) == "" {
			return strings.TrimRight(rest, "<〈"), role, word // 市数据局<牵头>
		}
	}
	return piece, 0, ""
}

func endsInRole(s string) bool {
	for _, w := range roleWords {
		if strings.HasSuffix(s, w.word) {
			return true
		}
	}
	return false
}

// roleOf is the role that words give together, and the words.
func roleOf(words string) (graph.Role, string) {
	for _, w := range roleWords {
		if strings.Contains(words, w.word) {
			return w.role, w.word
		}
	}
	return 0, ""
}
