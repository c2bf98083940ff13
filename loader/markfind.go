package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// mostOdd is how many names a mark with a label or role has for each piece that is none, at least.
const mostOdd = 3

// longestMark is the most bytes that a mark has: 1,000 characters, three times the longest seen.
const longestMark = 3000

// findMarks finds all marks of the text outside tables, in order, and what looks like one and is not understood.
func findMarks(v *view, warn *warnings) []mark {
	pairs, lonely := v.brackets()
	var out []mark
	for _, s := range lonely {
		warn.add(warnBracket, "a bracket without its partner", v.around(s))
		if m, ok := v.unbalancedMark(s); ok {
			out = append(out, m)
		}
	}
	for i, p := range pairs {
		if m, ok := bracketLabel(v, pairs[i:]); ok {
			out = append(out, m)
		} else if m, ok := parenthesisMark(v, p, warn); ok {
			out = append(out, m)
		}
	}
	labels := labelMarks(v, pairs)
	out = slices.DeleteFunc(out, func(m mark) bool { // 责任单位：各镇街（含甲新区）
		i, _ := slices.BinarySearchFunc(labels, m.span.Start, func(l mark, at int) int { return l.span.Start - at })
		return i > 0 && labels[i-1].span.Contains(m.span)
	})
	out = append(out, labels...)
	out = append(out, dutyMarks(v)...)
	slices.SortStableFunc(out, func(a, b mark) int { return a.span.Start - b.span.Start })
	applyFirstLeads(v, out)
	for i := range out {
		out[i].own = v.ownLine(out[i].span)
	}
	return out
}

// ownLine reports whether a stretch fills its line.
func (v *view) ownLine(s graph.Span) bool {
	after := strings.TrimLeft(v.Text()[s.End:min(len(v.Text()), s.End+8)], " 。;")
	return (s.Start == 0 || v.Text()[s.Start-1] == '\n') && (after == "" || after[0] == '\n')
}

// around is a stretch with a few characters on either side, within its line: a passage to show.
func (v *view) around(s graph.Span) graph.Span {
	const context = 36 // bytes; 12 characters are enough to recognise a place
	start, end := max(0, s.Start-context), min(len(v.Text()), s.End+context)
	if i := strings.LastIndexByte(v.Text()[start:s.Start], '\n'); i >= 0 {
		start += i + 1
	}
	if i := strings.IndexByte(v.Text()[s.End:end], '\n'); i >= 0 {
		end = s.End + i
	}
	for start < s.Start && !utf8.RuneStart(v.Text()[start]) {
		start++
	}
	for end > s.End && end < len(v.Text()) && !utf8.RuneStart(v.Text()[end]) {
		end--
	}
	return graph.Span{Start: start, End: end}
}

// hasRoleWord is a quick look: most brackets are no marks.
func hasRoleWord(s string) bool {
	for _, w := range []string{"负责", "牵头", "配合", "参与", "责任", "指导", "落实", "实施", "督", "协", "承", "主办", "会同", "单位", "部门", "负总责", "参加", "执行", "支持", "主责", "推进", "考核"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// parenthesisMark reads a bracket as a mark: （省发展改革委、省财政厅负责）.
func parenthesisMark(v *view, p graph.Span, warn *warnings) (mark, bool) {
	_, open := utf8.DecodeRuneInString(v.Text()[p.Start:])
	_, shut := utf8.DecodeLastRuneInString(v.Text()[:p.End])
	in := graph.Span{Start: p.Start + open, End: p.End - shut}
	text := v.Slice(in)
	if len(text) > longestMark {
		return mark{}, false
	}
	worded := hasRoleWord(text)
	strong := v.closesSentence(p)
	if !worded && !v.closesHeading(p) && !(strong && (bodyEnding(squeeze(text)) != "" || timed(text) || endsAtLarge(text))) {
		return mark{}, false
	}
	in, leads := v.assigning(in)
	text = v.Slice(in)
	g := readMark(v, in, nil)
	g.leads = g.leads || leads
	m := mark{span: p, rule: ruleParenthesis, actors: g.flushed, leads: g.leads, note: v.noteOf(p)}
	label, _, ok := leadingLabel(text)
	labelled := ok && label.kind == labelBodies
	stated := labelled || assigns(strings.TrimRight(text, "。;"))
	if stated && strong && g.odd > 0 && g.odd*mostOdd <= len(m.actors) { // it says itself that these are bodies
		m.actors = slices.DeleteFunc(m.actors, func(a actor) bool { return !plausibleName(a.name) })
		g.odd = 0
	}
	switch {
	case len(m.actors) == 0:
		return m, g.leads
	case g.roles == 0 && (g.odd > 0 || !strong && !(v.closesHeading(p) && allOwn(m.actors)) || !allBodies(m.actors)):
		return mark{}, false
	case allShort(m.actors): // 【社会监督】
		return mark{}, false
	case g.odd > 0 || g.roles > 0 && !strong && !allSpecific(m.actors):
		if strong && stated {
			warn.add(warnMarkStyle, "looks like a statement of responsibility and is not understood", p)
		}
		return mark{}, false
	case !slices.ContainsFunc(m.actors, recognized): // （社会各界参与）
		return mark{}, false
	}
	return m, true
}

// timed reports whether text names a body first and a time last: (市交通局,东部新区管委会;完成时限:2022年12月).
func timed(text string) bool {
	first, last := strings.IndexAny(text, "、,;"), strings.LastIndexAny(text, ",;")
	if last < 0 || bodyEnding(squeeze(text[:first])) == "" {
		return false
	}
	piece := text[last+1:]
	l, _, ok := leadingLabel(piece)
	return ok && l.kind == labelOther || remark(piece) && !strings.Contains(piece, "下同")
}

// endsAtLarge reports whether text names a body first and last whoever it concerns: (教育部,各地), (国家发展改革委,有关省份).
func endsAtLarge(text string) bool {
	first, last := strings.IndexAny(text, "、,;"), strings.LastIndexAny(text, "、,;")
	return last >= 0 && bodyEnding(squeeze(text[:first])) != "" && looksGeneric(strings.TrimLeft(text[last:], "、,;"))
}

// assigning is what a mark holds before a sentence that says how marks are to be read (…负责。具体任务均涉及市人民政府，不再列出，下同),
// and whether that sentence makes first bodies leaders.
func (v *view) assigning(in graph.Span) (graph.Span, bool) {
	text := v.Slice(in)
	for at := 0; ; {
		i := strings.Index(text[at:], "。")
		if i < 0 {
			return in, false
		}
		at += i + len("。")
		if rule := text[at:]; strings.Contains(rule, "下同") || strings.Contains(rule, "不再") {
			in.End = in.Start + at
			return in, ruleFirstLeads(rule)
		}
	}
}

// unbalancedMark reads what is a mark but for the bracket that is missing at its end or start, next to a line's end.
func (v *view) unbalancedMark(b graph.Span) (mark, bool) {
	line := v.Lines()[v.lineAt(b.Start)]
	in := graph.Span{Start: b.End, End: min(line.End, b.End+longestMark)}
	span := graph.Span{Start: b.Start, End: in.End}
	if startsClosing(v.Slice(b)) {
		if b.End != line.End {
			return mark{}, false
		}
		start := max(line.Start, b.Start-longestMark)
		i := strings.LastIndex(v.Text()[start:b.Start], "。")
		if i < 0 {
			return mark{}, false
		}
		in = graph.Span{Start: start + i + len("。"), End: b.Start}
		span = graph.Span{Start: in.Start, End: b.End}
	}
	if strings.Contains(v.Slice(in), "。") || !hasRoleWord(v.Slice(in)) {
		return mark{}, false
	}
	g := readMark(v, in, nil)
	if len(g.flushed) == 0 || g.odd > 0 || g.roles == 0 || !allActors(g.flushed) {
		return mark{}, false
	}
	return mark{span: span, rule: ruleParenthesis, actors: g.flushed, leads: g.leads, note: "括号不全"}, true
}

// assigns reports whether a text ends as statements of responsibility do.
func assigns(text string) bool {
	for _, w := range []string{"负责", "牵头", "配合", "参与", "落实", "指导", "协同", "督促"} {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// closesSentence reports whether a bracket stands behind a finished sentence or at the end of its line.
func (v *view) closesSentence(p graph.Span) bool {
	before := strings.TrimRight(v.Text()[max(0, p.Start-8):p.Start], " ")
	after := strings.TrimLeft(v.Text()[p.End:min(len(v.Text()), p.End+8)], " 。;,")
	if before == "" || after == "" || after[0] == '\n' {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("。;!?\n)", r)
}

// closesHeading reports whether a bracket stands at the end of the heading that an item begins with: （三）强化治水（区水利局）。建设….
func (v *view) closesHeading(p graph.Span) bool {
	if !strings.HasPrefix(v.Text()[p.End:], "。") {
		return false
	}
	start := max(0, p.Start-3*longestHeading)
	head := v.Text()[start:p.Start]
	i := strings.LastIndexByte(head, '\n')
	if i < 0 && start > 0 {
		return false
	}
	head = head[i+1:]
	return readMarker(head).length > 0 && !strings.Contains(head, "。")
}

// allOwn reports whether every actor states whose body it is (区水利局), as no other word does.
func allOwn(actors []actor) bool {
	return !slices.ContainsFunc(actors, func(a actor) bool { return ownPrefix(a.name) == "" || bodyEnding(a.name) == "" })
}

// noteOf says where in its line a bracket stands.
func (v *view) noteOf(p graph.Span) string {
	after := strings.TrimLeft(v.Text()[p.End:min(len(v.Text()), p.End+8)], " 。;")
	switch {
	case v.ownLine(p):
		return "单独成行"
	case after == "" || after[0] == '\n':
		return "末尾括注"
	}
	return "文中括注"
}

func allBodies(actors []actor) bool {
	if !allActors(actors) {
		return false
	}
	risky := 0
	for i := range actors {
		a := &actors[i]
		if e := bodyEnding(a.name); utf8.RuneCountInString(e) == 1 && strings.Contains("会社站所处队组团室校馆台厂行村区港", e) {
			risky++ // 学会, 行业 … too common at the end of other words
		}
	}
	return risky < len(actors)
}

// allShort reports whether the names are all of at most two characters: words such as 社会 or 部门, but no bodies.
func allShort(actors []actor) bool {
	for i := range actors {
		if utf8.RuneCountInString(actors[i].name) > 2 || isPlace(actors[i].name) || actors[i].generic && actors[i].name != "部门" && actors[i].name != "单位" {
			return false
		}
	}
	return true
}

// allSpecific reports whether every actor is one body and not a class such as 用人单位 or 教育部门.
func allSpecific(actors []actor) bool {
	for i := range actors {
		a := &actors[i]
		switch e := bodyEnding(a.name); e {
		case "":
			return false
		case "单位", "部门", "企业", "机构", "学校", "公司":
			if n, _, _ := gazetteer.Match(a.name); n == 0 && ownPrefix(a.name) == "" { // 桂林旅游公司 is one
				return false
			}
		}
	}
	return true
}

// labelMarks reads labels outside brackets: 牵头单位：市发展改革委, on a line of its own or in a line.
func labelMarks(v *view, pairs []graph.Span) []mark {
	var out []mark
	next, taken, line := 0, 0, 0
	for i := 0; ; i++ {
		at, width := nextLabelEnd(v.Text(), i)
		if at < 0 {
			return out
		}
		i = at
		if i < taken {
			continue
		}
		for next < len(pairs) && pairs[next].End <= i {
			next++
		}
		for v.Lines()[line].End < i {
			line++
		}
		if next < len(pairs) && pairs[next].Start < i {
			continue
		}
		from := v.Lines()[line].Start
		l := labelAt(v.Text()[from:i+width], i-from)
		if l.kind != labelBodies {
			continue
		}
		if behind := strings.TrimLeft(v.Text()[i+width:min(len(v.Text()), i+width+longestLabel)], " "); strings.HasPrefix(behind, "【") {
			if k := strings.Index(behind, "】"); k > 0 && labelAt(behind[len("【"):k]+":", k-len("【")).kind == labelBodies {
				continue // 责任单位：【牵头】市工信局；【配合】市商务局
			}
		}
		end := v.labelLines(i+width, v.labelEnd(i+width), line)
		g := readMark(v, graph.Span{Start: i + width, End: end}, &l)
		if len(g.flushed) == 0 || g.odd*2 > len(g.flushed) || width > 1 && g.odd > 0 {
			continue
		}
		if v.Text()[i] == ' ' && (l.start > 0 || g.odd > 0 || !allActors(g.flushed)) { // without a colon only at the head of a line
			continue
		}
		span := graph.Span{Start: from + l.start, End: i + width + len(strings.TrimRight(v.Text()[i+width:end], " "))}
		note := "标签"
		if v.ownLine(span) {
			note = "单独成行"
		}
		out = append(out, mark{span: span, rule: ruleLabel, actors: g.flushed, leads: g.leads, note: note})
		taken = end
	}
}

// labelLines is where the names after a label end when they go on below its line: nothing stands behind the label, or the
// line ends in a comma.
func (v *view) labelLines(from, end, line int) int {
	for line+1 < len(v.Lines()) && end == v.Lines()[line].End && end-from < longestMark {
		if names := strings.TrimRight(v.Text()[from:end], " "); names != "" && !hasAnySuffix(names, "、", ",") {
			break
		}
		next := v.Lines()[line+1]
		if !looksLikeBodies(v, next) {
			break
		}
		end, line = next.End, line+1
	}
	return end
}

// bracketLabel reads the first of some brackets as a label without a colon: 【责任单位】市商务局、市投促局.
func bracketLabel(v *view, pairs []graph.Span) (mark, bool) {
	p := pairs[0]
	_, open := utf8.DecodeRuneInString(v.Text()[p.Start:])
	_, shut := utf8.DecodeLastRuneInString(v.Text()[:p.End])
	if p.Len() > longestLabel || open == 1 {
		return mark{}, false // in round brackets it explains what stands before it
	}
	words := v.Text()[p.Start+open : p.End-shut]
	l := labelAt(words+":", len(words))
	if l.kind != labelBodies || l.start > 0 {
		return mark{}, false
	}
	end := v.labelEnd(p.End)
	for _, next := range pairs[1:] {
		if next.Start >= end {
			break
		}
		if strings.HasPrefix(v.Text()[next.Start:], v.Text()[p.Start:p.Start+open]) { // the label after it
			end = next.Start
		}
	}
	g := readMark(v, graph.Span{Start: p.End, End: end}, &l)
	if len(g.flushed) == 0 || g.odd > 0 {
		return mark{}, false
	}
	return mark{span: graph.Span{Start: p.Start, End: p.End + len(strings.TrimRight(v.Text()[p.End:end], " "))}, rule: ruleLabel, actors: g.flushed, leads: g.leads, note: "标签"}, true
}

// nextLabelEnd finds the next colon, or a space or 为 behind a word that ends labels (责任单位为…), and how many bytes it takes.
func nextLabelEnd(text string, from int) (at, width int) {
	if from >= len(text) {
		return -1, 0
	}
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == ':':
			return i, 1
		case text[i] == ' ' && (strings.HasSuffix(text[:i], "单位") || strings.HasSuffix(text[:i], "部门")):
			return i, 1
		case text[i] == "为"[0] && strings.HasPrefix(text[i:], "为") && (strings.HasSuffix(text[:i], "单位") || strings.HasSuffix(text[:i], "部门")):
			return i, len("为")
		}
	}
	return -1, 0
}

// labelEnd is where the names after a label end: with the sentence or the line.
func (v *view) labelEnd(from int) int {
	rest := v.Text()[from:min(len(v.Text()), from+longestMark)]
	end := strings.LastIndexAny(rest, "、,;。:") + 1 // whole characters, should the list be too long
	if from+len(rest) == len(v.Text()) {
		end = len(rest)
	}
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		end = i
	}
	depth := 0
	for i, r := range rest[:end] {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ' ':
			if m := readMarker(rest[i+1:]); depth <= 0 && i > 0 && m.length > 0 && m.style != styleDash {
				return from + i
			}
			if k := strings.IndexByte(rest[i+1:end], ':'); k > 0 && k <= longestLabel && depth <= 0 {
				if l := labelAt(rest[i+1:], k); l.kind == labelOther && l.start == 0 { // 完成时限:
					return from + i
				}
			}
		case '。':
			if depth <= 0 {
				return from + i + len("。")
			}
		}
		if depth < 0 {
			return from + i
		}
	}
	return from + end
}

// severally reports whether each body of a mark answers for its own part (分别负责), so that none of them is the first.
func (v *view) severally(m *mark) bool {
	rest := strings.TrimPrefix(v.Text()[m.actors[len(m.actors)-1].span.End:m.span.End], "等")
	return strings.HasPrefix(rest, "分别负责") || strings.HasPrefix(rest, "分头负责")
}

// applyFirstLeads makes the first body of every list the leader, from where the document says so on.
func applyFirstLeads(v *view, marks []mark) {
	from, others := -1, false
	for i := 0; i < len(v.Text()); {
		j := strings.Index(v.Text()[i:], "第一")
		if j < 0 {
			break
		}
		i += j
		if ruleFirstLeads(v.Text()[i:min(len(v.Text()), i+96)]) {
			from, others = i, ruleOthersSupport(v.Text()[i:])
			break
		}
		i += len("第一")
	}
	on := false
	for i := range marks {
		m := &marks[i]
		on = on || m.leads || from >= 0 && m.span.End > from
		if !on || len(m.actors) < 1 || v.severally(m) || m.actors[0].generic || m.actors[0].role != graph.RoleResponsible ||
			slices.ContainsFunc(m.actors, func(a actor) bool { return a.role == graph.RoleLead }) {
			continue
		}
		m.actors[0].role, m.actors[0].roleText = graph.RoleLead, "第一位"
		for k := 1; others && k < len(m.actors); k++ {
			if m.actors[k].role == graph.RoleResponsible {
				m.actors[k].role, m.actors[k].roleText = graph.RoleSupport, "其他"
			}
		}
	}
}
