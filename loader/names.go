package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/text"
)

// actor is one body of a mark: what stands there, and its name with the affixes that it shares with its neighbours.
type actor struct {
	name     string // folded, affixes added
	surface  string // as printed, affixes added
	span     graph.Span
	role     graph.Role
	roleText string
	generic  bool
	support  bool // named after 会同
	lead     bool // 牵头 stands in brackets after it
	chained  bool // an enumeration comma joins it to the actor before
}

// nameList collects the actors of a mark.
type nameList struct {
	v      *view
	actors []actor
}

// add reads the names in one piece of a mark, which holds no commas outside brackets.
func (l *nameList) add(piece graph.Span, chained bool) {
	text := l.v.Slice(piece)
	for _, join := range []string{"会同", "商"} {
		if i := strings.Index(text, join); i >= 0 && i+len(join) < len(text) && consults(text[:i], join, text[i+len(join):]) {
			l.add(graph.Span{Start: piece.Start, End: piece.Start + i}, chained)
			before := len(l.actors)
			l.add(graph.Span{Start: piece.Start + i + len(join), End: piece.End}, false)
			for k := before; k < len(l.actors); k++ {
				l.actors[k].support = true
			}
			return
		}
	}
	piece = l.v.trim(piece)
	text = l.v.Slice(piece)
	if text == "" {
		return
	}
	support := chained && len(l.actors) > 0 && l.actors[len(l.actors)-1].support
	before := len(l.actors)
	if i := openTail(text); i >= 0 {
		l.one(graph.Span{Start: piece.Start, End: piece.Start + i}, chained)
		tail := graph.Span{Start: piece.Start + i + len("等"), End: piece.End}
		rest := strings.TrimLeft(l.v.Slice(tail), "和及与、 ")
		for _, plain := range []string{"部门和单位", "单位和部门", "部门", "单位"} { // 等部门和各省人民政府
			if more, ok := strings.CutPrefix(rest, plain); ok && firstOf(more, "和", "及", "与", "以及") != "" {
				rest = strings.TrimLeft(more, "以和及与")
				break
			}
		}
		switch {
		case rest != "单位" && rest != "部门" && rest != "部门(单位)" && rest != "单位(部门)" && !sumsDivisions(rest) && looksGeneric(rest):
			l.one(graph.Span{Start: tail.End - len(rest), End: tail.End}, false)
		case rest == "部门" && len(l.actors) > before: // 发展改革、财政等部门
			if last := &l.actors[len(l.actors)-1]; (bodyEnding(last.name) == "" || isField(last.name)) && !isPlace(last.name) {
				last.name, last.surface = last.name+rest, last.surface+rest
			}
		}
	} else {
		l.one(piece, chained)
	}
	for k := before; k < len(l.actors); k++ {
		l.actors[k].support = l.actors[k].support || support
	}
}

// sumsDivisions reports whether what stands behind 等 only says what the names before it are: 县市人民政府 of 甲县、乙市等县市人民政府.
func sumsDivisions(rest string) bool {
	return firstOf(rest, "各", "有关", "相关") == "" && divisionsOnly(rest)
}

// consults reports whether a word between two pieces of text says that the one acts together with the other (市发改委会同
// 市财政局; 商 is short for it) and is no part of a name.
func consults(left, join, right string) bool {
	if join == "商" {
		if firstOf(right, "务", "业", "贸", "会", "标", "行", "协") != "" {
			return false // 自治区商务厅
		}
		return bodyEnding(left) != "" && bodyEnding(right) != "" && ownPrefix(left) == ownPrefix(right)
	}
	return left == "" || bodyEnding(left) != ""
}

// openTail is where the 等 of an open list stands in a piece (教育部等有关部门), -1 when there is none. The 等 of
// 高等 and the like is none.
func openTail(text string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], "等")
		if i < 0 {
			return -1
		}
		i += from
		if i > 0 && !strings.HasSuffix(text[:i], "高") && !strings.HasSuffix(text[:i], "中") && !strings.HasSuffix(text[:i], "平") {
			return i
		}
		from = i + len("等")
	}
}

// one reads a piece that may hold two names joined by 和, 及 or 与.
func (l *nameList) one(piece graph.Span, chained bool) {
	text := l.v.Slice(piece)
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case '和', '及', '与', '暨':
			left, right := text[:i], text[i+utf8.RuneLen(r):]
			left = strings.TrimSuffix(left, "以")
			if depth == 0 && left != "" && right != "" && joinsNames(left, right) {
				l.put(graph.Span{Start: piece.Start, End: piece.Start + len(left)}, chained)
				l.one(graph.Span{Start: piece.End - len(right), End: piece.End}, true)
				return
			}
		}
	}
	l.put(piece, chained)
}

// joinsNames reports whether a word for 'and' stands between two names and is not part of one (文化和旅游厅).
func joinsNames(left, right string) bool {
	if looksGeneric(left) && !strings.HasPrefix(right, "各") && ownPrefix(right) == "" {
		return false // 有关部门和单位 is one actor
	}
	if isPlace(left) {
		return bodyEnding(right) != ""
	}
	if hasAnySuffix(left, "政府", "管委会") && ownPrefix(right) != "" { // 甲区政府和市国土、规划局
		return true
	}
	switch e := bodyEnding(left); {
	case e == "" || bodyEnding(right) == "":
		return false
	case utf8.RuneCountInString(e) == 1 && strings.Contains("区县市州盟旗省会行组港站", e):
		return looksGeneric(right) || bodyEnding(right) == e || strings.HasPrefix(right, "各")
	}
	return true
}

func (l *nameList) put(piece graph.Span, chained bool) {
	piece = l.v.trim(piece)
	if piece.Len() == 0 {
		return
	}
	piece = l.v.withoutRemark(piece)
	for name := l.v.Slice(piece); ; name = l.v.Slice(piece) { // the bracket of a mark whose lines were broken
		last, n := utf8.DecodeLastRuneInString(name)
		open, ok := text.Opening(last)
		if !ok || strings.ContainsRune(name, open) {
			break
		}
		piece.End -= n
	}
	lead := false
	for _, note := range []string{"(牵头)", "(牵头单位)", "(牵头部门)"} { // 市发展改革委（牵头）
		if strings.HasSuffix(l.v.Slice(piece), note) && piece.Len() > len(note) {
			piece.End -= len(note)
			lead = true
		}
	}
	if text := l.v.Slice(piece); strings.TrimRight(text, leadSigns) != "" {
		piece.End -= len(text) - len(strings.TrimRight(text, leadSigns))
	}
	piece = l.v.withoutTask(piece)
	if text := l.v.Slice(piece); strings.Contains(text, " ") { // 市能源局 李某某
		if i := strings.IndexByte(text, ' '); bodyEnding(text[:i]) != "" && isPerson(squeeze(text[i:])) {
			piece.End = piece.Start + i
		}
	}
	name := squeeze(l.v.Slice(piece))
	if n := len(l.actors); n > 0 && chained && mergesGeneric(l.actors[n-1].name, name) {
		last := &l.actors[n-1]
		last.span.End = piece.End
		last.name = squeeze(l.v.Slice(last.span))
		last.surface = squeeze(l.v.Printed(last.span))
		return
	}
	l.actors = append(l.actors, actor{
		name: name, surface: squeeze(l.v.Printed(piece)), span: piece, chained: chained, generic: looksGeneric(name),
		lead: lead,
	})
}

// withoutRemark drops a bracket at the end of a name that says how to read the list and is no other name of the body.
func (v *view) withoutRemark(piece graph.Span) graph.Span {
	text := v.Slice(piece)
	if i := strings.Index(text, "〈"); i > 0 && strings.HasSuffix(text, "〉") && (bodyEnding(strings.Trim(text[i:], "〈〉")) == "" || strings.HasPrefix(text[i:], "〈含")) {
		piece.End = piece.Start + i
		return piece
	}
	i := strings.IndexByte(text, '(')
	if i > 0 && strings.HasSuffix(text, ")") && (strings.ContainsAny(text[i:], ",。;:“”") || remark(text[i+1:len(text)-1]) || ruleFirstLeads(text[i:])) {
		piece.End = piece.Start + i
	}
	return piece
}

// withoutTask drops a bracket at the end of a name that says what the body does, whom it includes or who answers for it:
// 省工业和信息化厅（项目化推进）, 各镇街（含甲新区）, 市能源局（李某某）.
func (v *view) withoutTask(piece graph.Span) graph.Span {
	text := v.Slice(piece)
	i := strings.IndexByte(text, '(')
	if i <= 0 || !strings.HasSuffix(text, ")") {
		return piece
	}
	note := text[i+1 : len(text)-1]
	if rest, _, word := cutRole(note); word != "" && bodyEnding(rest) == "" || strings.HasPrefix(note, "含") || isPerson(note) {
		piece.End = piece.Start + i
	}
	return piece
}

// mergesGeneric reports whether two pieces are one generic actor: 各区、县级市; 各市、县（市、区）人民政府; 各省、自治区、直辖市通信管理局;
// 有关部门、单位; 各盟行政公署、市人民政府.
func mergesGeneric(last, name string) bool {
	if name == "单位" {
		return looksGeneric(last) && strings.HasSuffix(last, "部门")
	}
	if looksGeneric(last) && strings.HasSuffix(last, "党委") && (withoutNote(name) == "政府" || withoutNote(name) == "人民政府") {
		return true // 各市党委、政府
	}
	if name == "团场" && looksGeneric(last) && hasAnySuffix(last, "师", "师市") {
		return true // 各师市、团场
	}
	if looksGeneric(last) && hasAnySuffix(last, "行政公署", "行署") {
		return name == "市人民政府" || name == "市政府" // 各盟行政公署、市人民政府
	}
	if rest := withoutSite(last); len(rest) < len(last) && sortsOfDivisions(rest) == rest && sortsOfDivisions(name) != "" {
		return true // 沿线市、县〔市、区〕政府
	}
	if !strings.Contains(last, "各") && firstOf(last, "有关", "相关") == "" || !divisionsOnly(last) || strings.HasSuffix(last, "政府") || strings.HasPrefix(name, "各") || isPlace(name) {
		return false
	}
	return sortsOfDivisions(withoutNote(name)) != "" || firstOf(name, "直辖市", "自治区", "自治州", "县(市", "计划单列市") != ""
}

// dropPersons takes the persons off the end of the list, whose office stands behind the last of them.
func (l *nameList) dropPersons() {
	for n := len(l.actors); n > 0 && isPerson(l.actors[n-1].name); n = len(l.actors) {
		l.actors = l.actors[:n-1]
	}
}

// trim takes white space and punctuation off the ends of a span.
func (v *view) trim(s graph.Span) graph.Span {
	const cut = " 、,;。.:*\n"
	text := v.Slice(s)
	left := strings.TrimLeft(text, cut)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRight(left, cut))
	return s
}
