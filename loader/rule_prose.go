package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// proseMarks reads the sentences of items without marks: one that orders a body to act makes it responsible
// (省有关部门要按照职责分工…). Where an item has a mark, bodies in its sentences are only mentioned.
func (d *reader) proseMarks() {
	for i := range d.items {
		it := &d.items[i]
		if len(it.marks) > 0 || it.table {
			continue
		}
		for _, s := range it.texts {
			it.marks = append(it.marks, d.view.orders(s)...)
		}
	}
}

// orders finds the sentences of a stretch that order bodies to act.
func (v *view) orders(s graph.Span) []mark {
	var out []mark
	for start := s.Start; start < s.End; {
		end := s.End
		if i := strings.IndexAny(v.Text()[start:s.End], "。;\n"); i >= 0 {
			_, n := utf8.DecodeRuneInString(v.Text()[start+i:])
			end = start + i + n
		}
		if m, ok := v.order(v.trimSpace(graph.Span{Start: start, End: end})); ok {
			out = append(out, m)
		}
		start = end
	}
	return out
}

// longestActors is the most bytes that the bodies at the head of a sentence take: 60 characters.
const longestActors = 180

// order reads a sentence: bodies, a word that orders, what to do; then, after commas, more of the kind.
func (v *view) order(s graph.Span) (mark, bool) {
	s.Start += readMarker(v.Slice(s)).length
	m := mark{span: s, rule: ruleProse, note: "正文"}
	words, from, separators := orderWords, s.Start, ","
	for {
		list, at, word := v.actorsBefore(from, s.End, words)
		switch {
		case word != "" && commanded(list) && !strings.HasPrefix(v.Text()[at+len(word):], "的"): // not 由市教育局负责的项目
			m.actors = append(m.actors, v.ordered(s, list, at, word)...)
			words, from, separators = strongWords, at, ",、" // 市招商局牵头、各县区配合
		case v.entrusted(&m, s, from):
			words = strongWords
		case from > s.Start || !adverbial(v.Slice(s)): // 在省政府领导下，省发展改革委要…
			words = strongWords
		}
		i := strings.IndexAny(v.Text()[from:s.End], separators)
		if i < 0 {
			break
		}
		_, n := utf8.DecodeRuneInString(v.Text()[from+i:])
		from, separators = from+i+n, ","
	}
	return m, len(m.actors) > 0
}

// byWords follow bodies to whom a clause entrusts its work (资金由市财政局负责).
var byWords = indexVerbs([]verb{{"负责", "人"}, {"牵头", ""}, {"会同", ""}, {"承担", ""}, {"组织实施", ""}, {"统筹", "办局城"}})

// entrusted adds the bodies that the clause from here names after 由 as those who do its work.
func (v *view) entrusted(m *mark, s graph.Span, from int) bool {
	clause := v.Text()[from:s.End]
	if i := strings.IndexByte(clause, ','); i >= 0 {
		clause = clause[:i]
	}
	i := strings.Index(clause, "由")
	if i <= 0 || hasAnySuffix(clause[:i], "理", "自", "经", "缘", "事", "原") || strings.LastIndexByte(clause[:i], '(') > strings.LastIndexByte(clause[:i], ')') {
		return false
	}
	list, at, word := v.actorsBefore(from+i+len("由"), from+len(clause), byWords)
	if word == "" || !commanded(list) || strings.HasPrefix(v.Text()[at+len(word):], "的") {
		return false // 由市教育局负责的项目 entrusts nothing
	}
	m.actors = append(m.actors, v.ordered(s, list, at, word)...)
	return true
}

// ordered gives the bodies of a clause their role, and adds those that act with them.
func (v *view) ordered(s graph.Span, list []actor, end int, word string) []actor {
	rest := v.Text()[end:s.End]
	modal := strings.TrimLeft(rest[len(word):], " ")
	with := word == "会同" || word == "联合"
	if w := firstOf(modal, "会同", "联合"); w != "" && !with {
		with, word = true, w
		end = s.End - len(modal)
	}
	var others []actor
	if with {
		var at int
		if others, at, _ = v.actorsBefore(end+len(word), s.End, actWords); at > 0 {
			rest = v.Text()[at:s.End] // what they do together
		}
	}
	role, said := proseRole(rest)
	for i := range list {
		list[i].role, list[i].roleText = role, said
	}
	if with {
		for _, a := range others {
			a.role, a.roleText = graph.RoleSupport, "会同"
			list = append(list, a)
		}
	}
	return list
}

// strongWords order wherever in a sentence they follow a body.
var strongWords = indexVerbs([]verb{{"要", "素"}, {"应当", ""}, {"会同", ""}, {"牵头", ""}, {"负责", "人"}, {"配合", ""}, {"参与", ""}, {"协助", ""},
	{"将", "军"}, {"具体落实", ""}, {"抓好落实", ""}, {"组织实施", ""}, {"具体实施", ""}, {"组织落实", ""}, {"定期", ""}, {"按职责", ""}, {"按照职责", ""}, {"按各自职责", ""}, {"按照各自职责", ""}, {"按分工", ""}, {"承担", ""}, {"负总责", ""}})

func commanded(list []actor) bool {
	for i := range list {
		if !commands(&list[i]) {
			return false
		}
	}
	return true
}

// proseVerbs never stand in the name of a body that begins without a jurisdiction.
var proseVerbs = []string{
	"报送", "鼓励", "支持", "推动", "引导", "加强", "建立", "批准", "发挥", "开展", "完善", "强化", "确保", "明确", "委托", "作为", "依托", "巩固", "听取", "选择", "通报", "报请", "提请", "争取", "接受", "主持", "召开", "解释", "按照", "根据", "依据", "接受社会",
}

// orderWords stand between a body and what it is to do; not says what follows when they are part of a name.
var orderWords = indexVerbs([]verb{
	{"要", "素"}, {"应当", ""}, {"应", "急用对收"}, {"须", ""}, {"必须", ""}, {"需", "求"}, {"将", "军"}, {"负责", ""}, {"总负责", ""}, {"牵头", ""}, {"共同牵头", ""},
	{"会同", ""}, {"统筹", "办局城"}, {"按职", ""}, {"按照", ""}, {"按各自", ""}, {"根据职", ""}, {"依据职", ""}, {"在职责", ""}, {"结合", "部"}, {"立即", ""}, {"组织", "部人"},
	{"指导", "中委站"}, {"督促", ""}, {"加强", ""}, {"定期", ""}, {"抓紧", ""}, {"配合", ""}, {"协同", ""}, {"制定", ""}, {"做好", ""}, {"切实", ""}, {"加快", ""}, {"分别", ""}, {"具体", ""},
	{"共同", ""}, {"联合", "会社体"}, {"对", "外口台"}, {"每年", ""}, {"每月", ""}, {"每季度", ""}, {"每周", ""}, {"参与", ""}, {"协助", ""}, {"承担", ""}, {"积极", ""}, {"可", "再"}, {"印发", ""}, {"成立", ""}, {"开展", ""},
	{"推进", ""}, {"落实", ""}, {"研究", "院所室会中"}, {"完善", ""}, {"强化", ""}, {"安排", ""}, {"提供", ""}, {"出台", ""}, {"编制", "委办"}, {"组建", ""}, {"监督", "管局所检"}, {"是", ""}, {"发挥", ""},
})

// actWords end the list of bodies after 会同.
var actWords = indexVerbs([]verb{
	{"开展", ""}, {"研究", "院所室会中"}, {"尽快", ""}, {"建立", ""}, {"推进", ""}, {"落实", ""}, {"组建", ""}, {"筛选", ""}, {"编制", ""}, {"出台", ""}, {"推动", ""}, {"完善", ""}, {"拟", ""},
	{"进行", ""}, {"实行", ""}, {"起草", ""}, {"提出", ""}, {"适时", ""}, {"实施", ""}, {"依法", ""}, {"通过", ""}, {"及时", ""}, {"进一步", ""}, {"于", ""}, {"在", ""}, {",", ""}, {"。", ""},
}, orderWords)

// verb is a word with the characters that make it part of a name when they follow.
type verb struct{ word, not string }

// verbs are words by their first character.
type verbs map[string][]verb

// indexVerbs indexes words, and those of others.
func indexVerbs(list []verb, others ...verbs) verbs {
	index := verbs{}
	for _, w := range list {
		_, n := utf8.DecodeRuneInString(w.word)
		index[w.word[:n]] = append(index[w.word[:n]], w)
	}
	for _, o := range others {
		for first, list := range o {
			index[first] = append(index[first], list...)
		}
	}
	return index
}

// actorsBefore reads the bodies that stand from start up to the first of words; end is where the word stands.
func (v *view) actorsBefore(start, limit int, words verbs) (list []actor, end int, word string) {
	text := v.Text()[start:min(limit, start+longestActors)]
	for at := range text {
		w := wordAt(text[at:], words)
		if w == "" {
			if strings.HasPrefix(text[at:], ",") && at > 0 && !commaInList(text[:at]) {
				return nil, 0, ""
			}
			continue
		}
		if at == 0 {
			return nil, 0, ""
		}
		if w == "要" && strings.HasSuffix(text[:at], "主") && !strings.HasSuffix(text[:at], "业主") { // 各镇主要负责同志
			return nil, 0, ""
		}
		g := readMark(v, graph.Span{Start: start, End: start + at}, nil)
		if w == "是" && !strings.Contains(v.Text()[start+at:limit], "责任") {
			continue
		}
		if g.odd == 0 && g.roles == 0 && len(g.flushed) > 0 && allActors(g.flushed) {
			return g.flushed, start + at, w
		}
	}
	return nil, 0, ""
}

// commaInList reports whether a comma may stand in a list of bodies: behind one that is built like a body's name.
func commaInList(text string) bool {
	name := text[strings.LastIndexAny(text, "、,")+1:]
	for len(name) > 0 && !utf8.RuneStart(name[0]) {
		name = name[1:]
	}
	return bodyEnding(name) != "" || looksGeneric(name)
}

func wordAt(text string, words verbs) string {
	_, n := utf8.DecodeRuneInString(text)
	for _, w := range words[text[:n]] {
		if rest, ok := strings.CutPrefix(text, w.word); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			if rest == "" || w.not == "" || !strings.ContainsRune(w.not, r) {
				return w.word
			}
		}
	}
	return ""
}

func allActors(list []actor) bool {
	return !slices.ContainsFunc(list, func(a actor) bool { return !recognized(a) })
}

// recognized reports whether a name is known for one of a body by how it is built.
func recognized(a actor) bool { return a.generic || endsInBody(a.name) || isPlace(a.name) }

// commands reports whether a plan can give orders to a body: an organ of state or party, not 企业 or 学校 in general.
func commands(a *actor) bool {
	name := strings.TrimPrefix(a.name, "各级")
	for _, w := range proseVerbs {
		if strings.Contains(name, w) {
			return false
		}
	}
	if strings.HasPrefix(name, "经") && firstOf(name, "经济", "经信", "经贸", "经发", "经合", "经开") == "" {
		return false
	}
	switch name {
	case "政府", "部门", "单位", "政府部门", "机关", "委员会", "办公室", "地方":
		return a.name != name
	}
	if a.generic {
		for _, w := range []string{"企业", "学校", "高校", "院校", "机构", "协会", "医院", "银行", "组织"} {
			if strings.HasSuffix(a.name, w) {
				return false
			}
		}
		return true
	}
	if _, central := canonicalCentral(a.name); central && !a.generic {
		return true // 人民银行, 银监会
	}
	if isField(bodyEnding(a.name)) {
		return ownPrefix(a.name) != "" // 县公安, not 低压供电
	}
	switch bodyEnding(a.name) {
	case "企业", "公司", "学校", "校", "大学", "学院", "机构", "单位", "协会", "学会", "商会", "医院", "会", "社", "站", "所", "队", "组", "团", "处", "室", "馆", "台", "厂", "行", "村", "社区", "银行", "合作社", "院", "港":
		return ownPrefix(a.name) != "" || utf8.RuneCountInString(a.name) > 4 && bodyEnding(a.name) == "会" || a.name == "国务院"
	case "区", "乡", "镇", "园区", "开发区", "新区", "示范区", "功能区", "集聚区", "县", "市", "州", "省", "旗", "盟":
		return isPlace(a.name)
	}
	return true
}

// adverbial reports whether a clause only says under which circumstances somebody acts.
func adverbial(clause string) bool {
	return firstOf(clause, "在", "按照", "根据", "围绕", "针对", "自", "到", "从", "对", "1", "2") != "" || strings.HasSuffix(clause, "下")
}

// proseRole is the role that the words of a sentence give the bodies at its head, and the word that gives it.
func proseRole(text string) (graph.Role, string) {
	if i := strings.IndexAny(text, ",。;"); i >= 0 {
		text = text[:i]
	}
	rest := text
	modal := ""
	for {
		w := firstOf(rest, "要", "应当", "应", "须", "必须", "需", "将", "切实", "立即", "共同", "联合", "总", "积极", "具体", "分别", "抓紧", "主动", "认真", "定期", "按照职责分工", "按职责分工", "按职能分工")
		if w == "" {
			break
		}
		if modal == "" {
			modal = w
		}
		rest = rest[len(w):]
	}
	switch {
	case hasAnyPrefix(rest, "落实", "实施", "抓好落实", "组织实施", "组织落实") && strings.Trim(strings.TrimPrefix(strings.TrimPrefix(rest, "组织"), "抓好"), "落实施 ") == "":
		return graph.RoleImplement, rest
	case strings.HasPrefix(rest, "负责牵头"), strings.HasPrefix(rest, "牵头"):
		return graph.RoleLead, "牵头"
	case firstOf(rest, "配合", "参与", "协助", "协同") != "":
		return graph.RoleSupport, firstOf(rest, "配合", "参与", "协助", "协同")
	case firstOf(rest, "督促", "监督", "督查", "督导", "考核") != "":
		return graph.RoleSupervise, firstOf(rest, "督促", "监督", "督查", "督导", "考核")
	}
	if strings.HasPrefix(strings.TrimPrefix(rest, "负责"), "对") {
		for _, w := range []string{"督促检查", "监督检查", "督查", "督导", "考核", "监督", "检查"} {
			if strings.HasSuffix(rest, w) {
				return graph.RoleSupervise, w
			}
		}
	}
	switch {
	case strings.HasPrefix(rest, "负责"):
		return graph.RoleResponsible, "负责"
	case firstOf(rest, "指导", "协调") != "":
		return graph.RoleGuide, firstOf(rest, "指导", "协调")
	}
	return graph.RoleResponsible, modal
}
