package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// mark is a statement of responsibility (责任括注 and its kin): which bodies do what.
type mark struct {
	span    graph.Span // the whole of it, brackets or label included
	passage graph.Span // what is shown for it where that is more than the mark itself
	rule    string
	note    string
	actors  []actor
	leads   bool // says that the first body of this and later marks leads
	own     bool // stands on a line of its own
}

// evidence is the stretch that is quoted for the mark.
func (m *mark) evidence() graph.Span {
	if m.passage.Len() > 0 {
		return m.passage
	}
	return m.span
}

// markGrammar reads the inside of a mark:
//
//	mark   = clause { (";" | "。") clause }
//	clause = [label] list { "," list }
//	list   = name { "、" name } [等 …] [adverb] [role]
//
// A role belongs to all names since the last role; a label to all names up to the next label.
type markGrammar struct {
	list    nameList
	flushed []actor
	labels  *label // the label in force
	leads   bool
	odd     int  // pieces that were not understood
	roles   int  // roles and labels read
	object  bool // inside what a body does, such as 失业保险 behind 负责
	skip    bool // inside a label of something else, such as 完成时限
}

// readMark reads the text of the view between two places as the inside of a mark. The result says how many pieces
// were not understood and how many roles were read.
func readMark(v *view, in graph.Span, first *label) *markGrammar {
	g := &markGrammar{list: nameList{v: v}, labels: first}
	if first != nil {
		g.roles++
	}
	sep := ' '
	eachPiece(v.Text(), in, func(piece graph.Span, before rune) {
		if before != 0 {
			sep = before
		}
		g.piece(v.trim(piece), sep)
	})
	g.flush()
	return g
}

// eachPiece calls f with what stands between commas and stops outside brackets, and the separator before it.
func eachPiece(text string, in graph.Span, f func(piece graph.Span, before rune)) {
	depth, start := 0, in.Start
	before := rune(0)
	for i, r := range text[in.Start:in.End] {
		switch r {
		case '(', '〔', '[', '【', '《', '“', '〈':
			depth++
		case ')', '〕', ']', '】', '》', '”', '〉':
			depth--
		case '、', ',', ';', '。', '\n', '/', ' ':
			if depth > 0 || r == ' ' && !spaceSeparates(text, start, in.Start+i, in.End) ||
				r == '\n' && breaksName(text[start:in.Start+i], firstPiece(text[in.Start+i+1:in.End])) {
				continue
			}
			f(graph.Span{Start: start, End: in.Start + i}, before)
			before, start = r, in.Start+i+utf8.RuneLen(r)
			if r == ' ' {
				before = '、'
			}
		}
	}
	f(graph.Span{Start: start, End: in.End}, before)
}

// spaceSeparates reports whether a space stands between two names and not inside one.
func spaceSeparates(text string, start, at, end int) bool {
	left, right := text[start:at], text[at+1:end]
	if _, _, ok := leadingLabel(right); ok {
		return true // 牵头单位：市商务局 责任单位：市财政局
	}
	if i := strings.IndexAny(right, "、,;。 \n"); i >= 0 {
		right = right[:i]
	}
	return bodyEnding(strings.TrimSpace(left)) != "" && utf8.RuneCountInString(left) > 2 && right != "" && bodyEnding(right) != "" &&
		utf8.RuneCountInString(right) > 2
}

// piece reads what stands between two commas.
func (g *markGrammar) piece(p graph.Span, sep rune) {
	v := g.list.v
	text := v.Slice(p)
	if text == "" {
		return
	}
	if ruleFirstLeads(text) {
		g.leads = true
		name := v.withoutRemark(p)
		if name == p {
			return
		}
		p, text = name, v.Slice(name)
	}
	if sep == ';' || sep == '。' {
		g.skip = false
	}
	if sep == '。' || sep == ';' && !strings.ContainsAny(text, ":") {
		g.flush()
	}
	if firstOf(text, "以下", "以上", "上述", "具体任务", "其他任务", "其余任务") != "" {
		g.skip = true // 以下任务均需各区、县（市）落实，不再列出
	}
	if l, rest, ok := leadingLabel(text); ok {
		g.flush()
		g.labels, g.skip = &l, l.kind == labelOther
		if l.kind == labelBodies {
			g.roles++
		}
		p.Start += rest
		sep = ','
		if p = v.trim(p); p.Len() == 0 {
			return
		}
		text = v.Slice(p)
	}
	if name := v.withoutRemark(p); name.Len() > 0 { // 甲新区管委会（以下均需各区落实，不再列出）
		p, text = name, v.Slice(name)
	}
	if g.object = g.object && sep == '、'; g.object { // 负责户籍、房产核验
		return
	}
	if !g.skip && !remark(text) {
		g.clause(p, sep)
	}
}

// clause reads a piece that names bodies, with or without a role behind them.
func (g *markGrammar) clause(p graph.Span, sep rune) {
	v := g.list.v
	text := v.Slice(p)
	for _, by := range []string{"并由", "由", "请", "其中"} {
		if strings.HasPrefix(text, by) && !strings.HasPrefix(text, "其中由") {
			p.Start += len(by)
			text = v.Slice(p)
		}
	}
	rest, role, word := cutRole(text)
	if hasAnySuffix(rest, "分管", "主抓", "包抓", "挂帅") || inOffice(rest) { // 甲某某、乙某某副市长分管
		g.list.dropPersons()
		return
	}
	if word == "" {
		if rest, role, word = roleWithin(text); word != "" { // 市人社局负责失业保险
			g.object = true
		}
	}
	if word == "" {
		g.names(p, sep)
		return
	}
	g.roles++
	p.End = p.Start + len(rest)
	if p = v.trim(p); p.Len() > 0 {
		g.names(p, sep)
	}
	g.give(role, word)
}

func (g *markGrammar) names(p graph.Span, sep rune) {
	before := len(g.list.actors)
	g.list.add(p, sep == '、' || sep == '/')
	for _, a := range g.list.actors[min(before, len(g.list.actors)):] {
		if !plausibleName(a.name) {
			g.odd++
		}
	}
}

// give hands a role to all actors that have none.
func (g *markGrammar) give(role graph.Role, word string) {
	g.list.distribute()
	for _, a := range g.list.actors {
		a.role, a.roleText = role, word
		if a.support {
			a.role, a.roleText = graph.RoleSupport, "会同"
		}
		if a.lead {
			a.role, a.roleText = graph.RoleLead, "牵头"
		}
		g.flushed = append(g.flushed, a)
	}
	g.list.actors = nil
}

// flush hands out the role of the label in force, or, where the text gives none, 负责.
func (g *markGrammar) flush() {
	if len(g.list.actors) == 0 {
		return
	}
	if g.labels != nil && g.labels.kind == labelBodies {
		g.give(g.labels.role, g.labels.word)
		return
	}
	g.give(graph.RoleResponsible, "")
}

// leadingLabel reads a label at the start of a piece and how long it is.
func leadingLabel(text string) (label, int, bool) {
	for _, colon := range []string{":", "为", "是"} {
		i := strings.Index(text, colon)
		if i <= 0 || i > longestLabel {
			continue
		}
		if l := labelAt(text, i); l.kind != labelNone && l.start == 0 && (colon == ":" || l.kind == labelBodies) {
			return l, i + len(colon), true
		}
	}
	return label{}, 0, false
}

// remark reports whether a piece of a mark says something that names nobody: a time limit, or how to read other marks.
func remark(text string) bool {
	for _, w := range []string{"均涉及", "均需", "均由", "不再"} { // 具体任务均涉及相关市（州）人民政府，不再做分工
		if strings.Contains(text, w) {
			return true
		}
	}
	for _, role := range []string{"责任主体", "责任单位", "实施主体", "落实主体", "牵头单位", "配合单位"} { // 各县区政府为责任主体
		if strings.HasSuffix(text, "为"+role) || strings.HasSuffix(text, "是"+role) {
			return true
		}
	}
	for _, w := range []string{"下同", "不再列出", "以下均", "以下简称", "持续推进", "长期坚持", "长期推进", "持续实施", "长期任务", "长期", "持续"} {
		if strings.HasPrefix(text, w) || strings.HasSuffix(text, w) {
			return true
		}
	}
	if hasAnyPrefix(text, "年底", "年内", "月底", "每年", "每季", "每月", "每周", "按季", "按月", "定期", "适时", "及时", "分阶段") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text)
	return r >= '0' && r <= '9' && (strings.Contains(text, "年") || strings.Contains(text, "月")) || strings.HasSuffix(text, "前完成")
}
