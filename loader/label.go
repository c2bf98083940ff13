package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// labelKind says what stands after a label.
type labelKind uint8

const (
	labelNone   labelKind = iota
	labelBodies           // 牵头单位：
	labelOther            // 完成时限：, 责任人： – no bodies
)

// label is a word with a colon that says what follows it: 牵头单位：市发展改革委.
type label struct {
	kind  labelKind
	role  graph.Role
	word  string
	start int // where it starts in the text searched
}

// longestLabel is the most bytes that a label takes: 12 characters (牵头和主要责任单位).
const longestLabel = 36

// whoWords end the labels of bodies.
var whoWords = []string{"单位", "部门", "机构", "主体", "地区", "处室", "科室", "股室", "厅局", "委办局", "机关"}

// otherWords end labels of something else that stands among labels of bodies.
var otherWords = []string{
	"完成时限", "完成时间", "办结时限", "工作时限", "整改时限", "时限要求", "时间要求", "时间节点", "进度安排", "进度要求", "时限", "时间",
	"责任人", "责任领导", "分管领导", "牵头领导", "包联领导", "市领导", "县领导", "区领导", "省领导", "联系人", "负责人", "主要负责人", "领导", "联系电话", "咨询电话",
	"工作目标", "目标要求", "工作措施", "工作要求", "主要任务", "重点任务", "工作任务", "任务", "措施", "备注", "推广范围", "实施范围", "考核单位标准",
}

// chiefs are those whose names labels give before offices: 分管市长, 主管领导.
var (
	chiefs  = []string{"分管", "主管", "牵头", "责任", "包保", "包联", "挂联", "联系", "督办", "督导", "指导", "挂点"}
	offices = []string{"领导", "副市长", "副县长", "副区长", "副州长", "副省长", "市长", "县长", "区长", "州长", "省长", "主任", "秘书长", "局长"}
)

// officeLabel is the label of a person in charge that text ends in, "" when it ends in none.
func officeLabel(text string) string {
	for _, office := range offices {
		head, ok := strings.CutSuffix(text, office)
		if !ok {
			continue
		}
		for _, chief := range chiefs {
			rest, ok := strings.CutSuffix(strings.TrimRight(head, "市县区州省"), chief)
			if ok && atBoundary(rest) {
				return text[len(rest):]
			}
		}
		return ""
	}
	return ""
}

// inOffice reports whether a name is that of a person with the office: 李某某副市长.
func inOffice(name string) bool {
	for _, office := range offices {
		if who, ok := strings.CutSuffix(name, office); ok && office != "领导" && isPerson(strings.TrimSuffix(who, "副")) {
			return true
		}
	}
	return false
}

// labelAt finds the label that ends at text[colon], which is a colon or 为.
func labelAt(text string, colon int) label {
	before := text[max(0, colon-longestLabel-len("。")):colon]
	base := colon - len(before)
	trimmed := strings.TrimRight(before, " *")
	if strings.HasSuffix(trimmed, ")") { // 责任单位(含配合单位)
		if open := strings.LastIndexByte(trimmed, '('); open > 0 {
			trimmed = strings.TrimRight(trimmed[:open], " ")
		}
	}
	for _, who := range whoWords {
		head, ok := strings.CutSuffix(trimmed, who)
		if !ok {
			continue
		}
		start, role, ok := labelHead(head)
		if ok && (start > 0 || base == 0) {
			return label{labelBodies, role, trimmed[start:], base + start}
		}
	}
	if head, ok := strings.CutSuffix(trimmed, "责任分工"); ok && atBoundary(head) {
		return label{labelBodies, graph.RoleResponsible, "责任分工", base + len(head)}
	}
	for _, verb := range []string{"牵头", "主办", "配合", "协办", "责任", "负责"} { // 牵头：A；配合：B
		if head, ok := strings.CutSuffix(trimmed, verb); ok && atBoundary(head) {
			role, _ := labelRole(verb)
			return label{labelBodies, role, verb, base + len(head)}
		}
	}
	if office := officeLabel(trimmed); office != "" {
		return label{labelOther, 0, office, base + len(trimmed) - len(office)}
	}
	for _, other := range otherWords {
		if head, ok := strings.CutSuffix(trimmed, other); ok && atBoundary(head) {
			return label{labelOther, 0, other, base + len(head)}
		}
	}
	return label{}
}

// labelWords are what the words of a label before 单位 are made of, with the role that they give; longer ones first.
var labelWords = []struct {
	word string
	role graph.Role
	none bool // gives no role itself
}{
	{"牵头", graph.RoleLead, false}, {"主办", graph.RoleLead, false}, {"主责", graph.RoleLead, false},
	{"配合", graph.RoleSupport, false}, {"协同", graph.RoleSupport, false}, {"协办", graph.RoleSupport, false},
	{"协作", graph.RoleSupport, false}, {"协助", graph.RoleSupport, false}, {"参与", graph.RoleSupport, false},
	{"参加", graph.RoleSupport, false}, {"会办", graph.RoleSupport, false}, {"支持", graph.RoleSupport, false},
	{"责任", graph.RoleResponsible, false}, {"负责", graph.RoleResponsible, false}, {"主管", graph.RoleResponsible, false},
	{"承担", graph.RoleImplement, false}, {"承办", graph.RoleImplement, false}, {"落实", graph.RoleImplement, false},
	{"实施", graph.RoleImplement, false}, {"执行", graph.RoleImplement, false}, {"建设", graph.RoleImplement, false},
	{"督办", graph.RoleSupervise, false}, {"督导", graph.RoleSupervise, false}, {"督查", graph.RoleSupervise, false},
	{"监督", graph.RoleSupervise, false}, {"监管", graph.RoleSupervise, false}, {"考核", graph.RoleSupervise, false},
	{"指导", graph.RoleGuide, false}, {"协调", graph.RoleGuide, false}, {"数据提供", graph.RoleSupport, false}, {"保障", graph.RoleSupport, false},
	{"主要", 0, true}, {"市级", 0, true}, {"省级", 0, true}, {"区级", 0, true}, {"县级", 0, true}, {"市直", 0, true}, {"省直", 0, true},
	{"具体", 0, true}, {"第一", 0, true}, {"其他", 0, true}, {"共同", 0, true}, {"联合", 0, true}, {"组织", 0, true},
	{"和", 0, true}, {"及", 0, true}, {"与", 0, true}, {"或", 0, true}, {"、", 0, true}, {"/", 0, true}, {"(", 0, true}, {")", 0, true},
	{"推进", graph.RoleImplement, false},
}

// labelRole is the role that the words of a label give together: the first in the order of labelWords counts.
func labelRole(words string) (graph.Role, bool) {
	for _, w := range labelWords {
		if !w.none && strings.Contains(words, w.word) {
			return w.role, true
		}
	}
	return 0, false
}

// labelHead reads the words of a label from its end: where they start and the role they give.
func labelHead(head string) (start int, role graph.Role, ok bool) {
	rest := head
	for again := true; again; {
		again = false
		for _, w := range labelWords {
			if s, cut := strings.CutSuffix(rest, w.word); cut {
				rest, again = s, true
				break
			}
		}
	}
	words := strings.TrimLeft(head[len(rest):], "()、/和及与或")
	rest = head[:len(head)-len(words)]
	role, ok = labelRole(words)
	return len(rest), role, ok && atBoundary(rest)
}

// atBoundary reports whether text ends where a label may begin: at a line's or a clause's start, not inside a sentence
// about 各牵头单位.
func atBoundary(text string) bool {
	if text == "" {
		return true
	}
	for _, stop := range []string{"\n", "。", ";", ",", "、", "(", ")", "[", "]", "【", "】", "〔", "〕", " ", "*", "|", "!", "\"", "”", ".", ":"} {
		if strings.HasSuffix(text, stop) {
			return true
		}
	}
	return false
}
