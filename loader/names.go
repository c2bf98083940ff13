package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
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
	text := l.v.slice(piece)
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
	text = l.v.slice(piece)
	if text == "" {
		return
	}
	support := chained && len(l.actors) > 0 && l.actors[len(l.actors)-1].support
	before := len(l.actors)
	if i := openTail(text); i >= 0 {
		l.one(graph.Span{Start: piece.Start, End: piece.Start + i}, chained)
		tail := graph.Span{Start: piece.Start + i + len("等"), End: piece.End}
		rest := strings.TrimLeft(l.v.slice(tail), "和及与、 ")
		for _, plain := range []string{"部门和单位", "单位和部门", "部门", "单位"} { // 等部门和各省人民政府
			if more, ok := strings.CutPrefix(rest, plain); ok && firstOf(more, "和", "及", "与", "以及") != "" {
				rest = strings.TrimLeft(more, "以和及与")
				break
			}
		}
		switch {
		case rest != "单位" && rest != "部门" && looksGeneric(rest):
			l.one(graph.Span{Start: tail.End - len(rest), End: tail.End}, false)
		case rest == "部门" && len(l.actors) > before: // 发展改革、财政等部门
			if last := &l.actors[len(l.actors)-1]; bodyEnding(last.name) == "" && !isPlace(last.name) {
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

// consults reports whether a word between two pieces of text says that the one acts together with the other (市发改委会同
// 市财政局; 商 is short for it) and is no part of a name.
func consults(left, join, right string) bool {
	if join == "商" {
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
	text := l.v.slice(piece)
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
	for i, shut := range closers { // the bracket of a mark whose lines were broken
		if text := l.v.slice(piece); strings.HasSuffix(text, shut) && !strings.Contains(text, openers[i]) {
			piece.End -= len(shut)
		}
	}
	lead := false
	for _, note := range []string{"(牵头)", "(牵头单位)", "(牵头部门)"} { // 市发展改革委（牵头）
		if strings.HasSuffix(l.v.slice(piece), note) && piece.Len() > len(note) {
			piece.End -= len(note)
			lead = true
		}
	}
	name := squeeze(l.v.slice(piece))
	if n := len(l.actors); n > 0 && chained && mergesGeneric(l.actors[n-1].name, name) {
		last := &l.actors[n-1]
		last.span.End = piece.End
		last.name = squeeze(l.v.slice(last.span))
		last.surface = squeeze(l.v.printed(last.span))
		return
	}
	l.actors = append(l.actors, actor{
		name: name, surface: squeeze(l.v.printed(piece)), span: piece, chained: chained, generic: looksGeneric(name),
		lead: lead,
	})
}

// withoutRemark drops a bracket at the end of a name that says how to read the list and is no other name of the body.
func (v *view) withoutRemark(piece graph.Span) graph.Span {
	text := v.slice(piece)
	if i := strings.Index(text, "〈"); i > 0 && strings.HasSuffix(text, "〉") {
		piece.End = piece.Start + i
		return piece
	}
	i := strings.IndexByte(text, '(')
	if i > 0 && strings.HasSuffix(text, ")") && (strings.ContainsAny(text[i:], ",。;:“”") || remark(text[i+1:len(text)-1]) || ruleFirstLeads(text[i:])) {
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
	if looksGeneric(last) && hasAnySuffix(last, "行政公署", "行署") {
		return name == "市人民政府" || name == "市政府" // 各盟行政公署、市人民政府
	}
	if !strings.Contains(last, "各") && firstOf(last, "有关", "相关") == "" || !divisionsOnly(last) || strings.HasSuffix(last, "政府") || strings.HasPrefix(name, "各") || isPlace(name) {
		return false
	}
	return sortsOfDivisions(name) != "" || firstOf(name, "直辖市", "自治区", "自治州", "县(市", "计划单列市") != ""
}

// squeeze drops white space.
func squeeze(s string) string {
	if !strings.ContainsAny(s, " \n\t\u00a0\u3000") {
		return s
	}
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", "\u00a0", "", "\u3000", "").Replace(s)
}

// trim takes white space and punctuation off the ends of a span.
func (v *view) trim(s graph.Span) graph.Span {
	const cut = " 、,;。.:*\n"
	text := v.slice(s)
	left := strings.TrimLeft(text, cut)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRight(left, cut))
	return s
}

// distribute gives every actor the parts that its neighbours share with it.
func (l *nameList) distribute() {
	l.counted()
	l.suffixes()
	l.prefixes()
	for i := range l.actors {
		l.actors[i].generic = looksGeneric(l.actors[i].name)
	}
}

// counted hands the word for a level to places that are counted together: 江西、福建、广东三省.
func (l *nameList) counted() {
	n := len(l.actors)
	if n < 2 {
		return
	}
	last := l.actors[n-1].name
	_, width := utf8.DecodeLastRuneInString(last)
	level := last[len(last)-width:]
	stem := strings.TrimSuffix(last, level)
	for _, count := range []string{"两", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		if s, ok := strings.CutSuffix(stem, count); ok {
			stem = s
			break
		}
	}
	if stem+level == last || !strings.Contains("省市县区州", level) {
		return
	}
	for i := range l.actors {
		name := l.actors[i].name
		if i == n-1 {
			name = stem
		}
		if len(gazetteer.Named(name+level)) == 0 {
			return
		}
	}
	l.actors[n-1].name = stem
	l.actors[n-1].surface = strings.TrimSuffix(l.actors[n-1].surface, last[len(stem):])
	for i := range l.actors {
		l.actors[i].name, l.actors[i].surface = l.actors[i].name+level, l.actors[i].surface+level
	}
}

// suffixes hands the end of a name to the names before it: 临汾市、运城市人民政府; 市发展改革、财政、教育部门.
func (l *nameList) suffixes() {
	for i := len(l.actors) - 2; i >= 0; i-- {
		a, next := &l.actors[i], &l.actors[i+1]
		if !next.chained || a.generic {
			continue
		}
		suffix := stemSuffix(a.name, next.name)
		switch {
		case suffix != "":
		case isPlace(a.name):
			_, core, ok := cutPlace(next.name)
			if !ok || core == "" || next.name == core || !sameLevel(a.name, next.name) {
				continue
			}
			suffix = core
		case bodyEnding(a.name) == "" && !strings.HasSuffix(a.name, ")"):
			e := bodyEnding(next.name)
			if e == "" || strings.HasSuffix(next.name, ")") {
				continue
			}
			suffix = e
		default:
			continue
		}
		a.name, a.surface = a.name+suffix, a.surface+suffix
	}
}

// stemSuffix is what the stem of a division shares with the name after it: 市政府 of 石家庄、沧州市政府; "" when name is no stem.
func stemSuffix(name, next string) string {
	place, core, ok := cutPlace(next)
	if !ok || isPlace(name) || len(gazetteer.Stemmed(name)) == 0 {
		return ""
	}
	level := strings.TrimPrefix(place, gazetteer.Stem(place))
	if level == "" && strings.HasSuffix(place, "州") {
		level = "州" // of 红河州, short for 红河哈尼族彝族自治州
	}
	if level == place || level == "" || len(gazetteer.Named(name+level)) == 0 {
		return ""
	}
	return level + core
}

// sameLevel reports whether two names begin with divisions of one level.
func sameLevel(a, b string) bool {
	_, _, x := gazetteer.Match(a)
	_, _, y := gazetteer.Match(b)
	for i := range x {
		for j := range y {
			if x[i].Level == y[j].Level {
				return true
			}
		}
	}
	return false
}

// cutPlace takes the names of divisions in full off the start of a name.
func cutPlace(name string) (place, core string, ok bool) {
	rest := name
	for {
		n, full, _ := gazetteer.Match(rest)
		if n == 0 || !full {
			break
		}
		rest = rest[n:]
	}
	return name[:len(name)-len(rest)], rest, len(rest) < len(name)
}

// prefixes hands the jurisdiction of a name to the names after it: 省科技厅、工业和信息化厅. Several places at the
// head of a list share all of it: 临汾市、运城市发展改革委、规划局 are four bodies.
func (l *nameList) prefixes() {
	var out []actor
	var carry []string
	for _, a := range l.actors {
		if !a.chained {
			if len(carry) != 1 || !bareLocal(a.name) {
				carry = nil
			}
		}
		prefix := ownPrefix(a.name)
		switch {
		case prefix != "":
			if place, core, ok := cutPlace(a.name); ok && len(carry) > 0 && core != "" && len(out) > 0 && out[len(out)-1].chainsPlace(core) && a.chained {
				carry = append(carry, place)
			} else if ok && strings.HasSuffix(core, "政府") {
				carry = nil // 甲区政府、乙局: the office is not the district's
			} else {
				carry = []string{prefix}
			}
		case a.generic || len(carry) == 0 || !takesPrefix(a.name):
			carry = nil
		default:
			for _, p := range carry {
				b := a
				b.name, b.surface = joinPrefix(p, a.name), joinPrefix(p, a.surface)
				out = append(out, b)
			}
			continue
		}
		out = append(out, a)
	}
	l.actors = out
}

// chainsPlace reports whether the actor is a place with this core, as the suffix rule made it.
func (a *actor) chainsPlace(core string) bool {
	_, own, ok := cutPlace(a.name)
	return ok && own == core
}

func joinPrefix(prefix, name string) string {
	if strings.HasSuffix(prefix, "委") && !partyWord(name) {
		prefix = strings.TrimSuffix(prefix, "委")
	}
	return prefix + name
}

// partyWords are organs of a party committee (党委部门), which take 省委 as their prefix and not 省.
var partyWords = []string{
	"组织部", "宣传部", "统战部", "政法委", "网信办", "编办", "政研室", "改革办", "外办", "老干部局", "社工部", "社会工作部", "台办", "金融办", "农办", "办公厅", "办公室", "党校",
	"军民融合办", "巡视办", "依法治省办", "国安办", "机要局", "保密办",
}

func partyWord(name string) bool {
	for _, w := range partyWords {
		if name == w {
			return true
		}
	}
	return false
}

// relativePrefixes name the division of the issuer without naming it.
var relativePrefixes = []string{"自治区", "自治州", "自治县", "兵团", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡"}

// notPrefixed begin names whose first character is no prefix.
var notPrefixed = []string{
	"市场", "市容", "市政工程", "市政园林", "市政公用", "市政管理", "市政设施", "区域", "州县", "省际", "市际", "区块", "县域", "县级市", "镇街", "乡镇", "乡村",
}

// ownPrefix is the jurisdiction that a name states: 省, 省委, 市, 临汾市, 国家; "" when it states none.
func ownPrefix(name string) string {
	if place, core, ok := cutPlace(name); ok {
		if core != "" && strings.HasPrefix(core, "委") && !strings.HasPrefix(core, "委员会") {
			return place + "委"
		}
		return place
	}
	for _, n := range notPrefixed {
		if strings.HasPrefix(name, n) {
			return ""
		}
	}
	if rest, ok := strings.CutPrefix(name, "市民"); ok && firstOf(rest, "政", "族", "宗", "防", "委", "营", "革", "建") == "" { // 市民政局, not 市民中心
		return ""
	}
	for _, p := range relativePrefixes {
		rest, ok := strings.CutPrefix(name, p)
		if !ok || rest == "" {
			continue
		}
		if core, ok := strings.CutPrefix(rest, "委"); ok && core != "" && partyWord(core) || strings.HasPrefix(rest, "委") && utf8.RuneCountInString(rest) > 1 && !strings.HasPrefix(rest, "委员会") {
			return p + "委"
		}
		return p
	}
	return ""
}

// takesPrefix reports whether a name without a jurisdiction can belong to the one named before it: a department, not
// an enterprise, a field office that names its place, or a central body.
func takesPrefix(name string) bool {
	if n, _, _ := gazetteer.Match(name); n > 0 {
		return false
	}
	for _, p := range []string{"国家", "国务院", "中央", "中国", "中铁", "全国", "团", "驻", "国网", "人民银行", "海关总署"} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	if area, ok := strings.CutSuffix(name, "管理局"); ok && hasAnySuffix(area, "湾", "湖", "山", "岛", "谷", "景区", "新区", "新城") {
		return false // of an area with a name of its own
	}
	switch bodyEnding(name) {
	case "厅", "局", "委", "办", "署", "总队", "支队", "中心", "办公室", "委员会", "供销社", "法院", "检察院", "总工会", "工会", "妇联", "残联", "科协", "文联", "工商联",
		"侨联", "台联", "编办", "研究室", "政研室", "督查室", "研究院", "联合会", "社科联", "贸促会", "红十字会", "社", "室", "院", "联社", "团委", "部门", "党校", "人大", "政协", "参事室", "医院", "分局", "指挥部", "专班", "合作社":
		return true
	case "部":
		return partyWord(name) || name == "武装部" || name == "工作部"
	}
	return false
}

// bareLocal reports whether a name after a comma still belongs to the list before it.
func bareLocal(name string) bool {
	switch bodyEnding(name) {
	case "厅", "委", "办":
		return ownPrefix(name) == "" && !looksGeneric(name)
	}
	return false
}
