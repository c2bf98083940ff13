package loader

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/gazetteer"
)

// items splits a clause into the members of its lists.
func (c *projectClause) items(at int) []projectItem {
	var items []projectItem
	if c.title {
		at += numberLength(c.text[at:])
	}
	for at < len(c.text) {
		end := c.partEnd(at)
		for at < end {
			it, next := c.item(at, end, listedSince(items))
			items = append(items, it)
			at = next
		}
		at = end + len(listMark(c.text[end:]))
	}
	return items
}

// listedSince is how many items the list has so far that goes on at the end of items.
func listedSince(items []projectItem) int {
	n := 0
	for i := len(items) - 1; i >= 0; i-- {
		if n++; items[i].verb != noVerb || items[i].shared != "" {
			if items[i].shared != "" {
				n--
			}
			break
		}
	}
	return n
}

// numberLength is the length of the number that the text of a task begins with.
func numberLength(text string) int {
	rest := strings.TrimLeft(text, " ")
	rest = strings.TrimLeft(rest, "0123456789一二三四五六七八九十百第条()〔〕.、 ")
	return len(text) - len(rest)
}

// listMark is the mark between members of a list that text begins with.
func listMark(text string) string {
	if strings.HasPrefix(text, "、") {
		return "、"
	}
	return ""
}

// partEnd is where the part of a list that begins at at ends: at 、, or where a quotation follows another.
func (c *projectClause) partEnd(at int) int {
	straight := false // inside straight quotation marks
	for i := at; i < len(c.text); {
		r, size := utf8.DecodeRuneInString(c.text[i:])
		switch {
		case r == '、':
			return i
		case r == '"':
			straight = !straight
			if !straight && strings.HasPrefix(c.text[i+size:], `"`) {
				return i + size
			}
		case r == '”' && strings.HasPrefix(c.text[i+size:], "“"):
			return i + size
		case r == '“':
			size = max(size, quotation(c.text[i:])-len("”"))
		case r == '（' || r == '(':
			size = max(size, bracketEnd(c.text[i:]))
		}
		i += size
	}
	return len(c.text)
}

// item reads one member from at on and returns it with where the next one begins: after a conjunction that follows a
// whole name, or at end. before is how many members of its list stand before it.
func (c *projectClause) item(at, end, before int) (projectItem, int) {
	it := projectItem{end: end}
	it.start = c.skipLead(at, end, &it)
	c.skipSite(&it)
	s := c.text[it.start:end]
	stop, mark := len(s), len("等")
	if n := etcAt(s); n >= 0 {
		stop = n
	} else if n, count := sumAt(s, before+1); n > 0 {
		stop, mark, it.summed = n, 0, count
	}
	if n := c.conjunction(it.start, it.start+stop); n > 0 {
		it.end = n
		if rest := c.findHead(&it); it.own {
			it.tail = it.tail || tailOfBuilding(c.text[rest:n]) // 甲公园建设和…
		}
		_, size := utf8.DecodeRuneInString(c.text[n:])
		if strings.HasPrefix(c.text[n:], "以及") {
			size = len("以及")
		}
		return it, n + size
	}
	it.end = it.start + stop
	next := end
	if stop < len(s) {
		next = c.readShared(&it, it.end+mark, end)
	}
	if it.shared == "" && c.quotedSeries(&it, end) {
		return it, next
	}
	whole := it.end
	if rest := c.findHead(&it); !it.own && it.shared == "" {
		it.tail = endsBuilding(c.text[it.start:whole])
	} else if it.own && it.shared == "" {
		if rest < whole { // 甲工程完成四条大街等改造: the list is of something else
			it.other = false
		}
		it.tail = it.tail || tailOfBuilding(c.text[rest:end]) && !areaActs(c.text[it.start:it.end], c.text[rest:end])
		if n := conjunctionAt(c.text[rest:end]); n > 0 {
			return it, rest + n
		}
	}
	return it, next
}

// readShared reads what stands from at on after 等, or after the sum of a list: the words that its list shares. It
// returns where the next item begins.
func (c *projectClause) readShared(it *projectItem, at, end int) int {
	for _, w := range []string{"地市", "地区", "地", "城市", "市县", "县市", "县区", "市", "县", "省"} { // 支持甲、乙等地建设…: a list of places
		if rest, ok := strings.CutPrefix(c.text[at:end], w); ok && !strings.HasPrefix(rest, "级") {
			return at + len(w)
		}
	}
	var skipped projectItem
	length, _ := countLength(c.text[at:end])
	counted := length > 0 && strings.ContainsAny(c.text[at:at+length], "0123456789两二三四五六七八九十")
	at = c.skipLead(at, end, &skipped)
	shared := projectItem{start: at, end: end}
	rest := c.findHead(&shared)
	if !shared.own {
		if n := headAt(c.text[at:end]); n.word != "" && closes(c.text[at+len(n.word):end], at+len(n.word) == end) { // 等机场, 等项目, not 等港区|船舶设施
			shared.own, shared.end = true, at+len(n.word)
			shared.end = c.extend(shared.end, end)
			rest = shared.end
		}
	}
	if !shared.own {
		if n := sharedTreatment(c.text[at:end]); n > 0 {
			shared.own, shared.end = true, at+n
			rest = shared.end
		}
	}
	if !shared.own {
		it.summed = 0
		rest := cutCollective(c.text[at:end])
		it.tail = tailOfBuilding(rest)
		it.other = rest != "" && !it.tail && !closes(rest, false)
		return end
	}
	it.shared, it.sharedEnd, it.counted = c.text[shared.start:shared.end], shared.end, counted && hasAnySuffix(c.text[shared.start:shared.end], "项目", "工程")
	it.tail = tailOfBuilding(c.text[rest:end])
	if n := conjunctionAt(c.text[rest:end]); n > 0 {
		return rest + n
	}
	return end
}

// sumAt finds a count of the members of a list where the last one ends, and what it counts: 两个 of 甲街、乙里两个商业街区.
// A list has at most n members. 0 when there is none.
func sumAt(s string, n int) (at, count int) {
	s = prefixRunes(s, min(maxSum, utf8.RuneCountInString(s[:min(len(s), maxSum*utf8.UTFMax)])))
	for i, r := range s {
		if i == 0 {
			continue
		}
		count := sumOf(r)
		if count == 0 || count > n {
			continue
		}
		length, digits := countLength(s[i:])
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if length > 0 && digits == 1 && !strings.ContainsRune("第前首0123456789", before) {
			return i, count
		}
	}
	return 0, 0
}

// maxSum is how many characters the last member and its sum have at most.
const maxSum = 24

// sumOf is how many members of a list a character counts; 0 when it counts none.
func sumOf(r rune) int {
	switch r {
	case '2', '两', '二':
		return 2
	case '3', '三':
		return 3
	case '4', '四':
		return 4
	case '5', '五':
		return 5
	case '6', '六':
		return 6
	case '7', '七':
		return 7
	case '8', '八':
		return 8
	case '9', '九':
		return 9
	}
	return 0
}

// maxCollective is how many characters before the end of a word that sums up may stand: 公共文化|设施.
const maxCollective = 6

// cutCollective cuts a word that sums up the members of a list off the head of s: 重大设施, 六大板块.
func cutCollective(s string) string {
	n, _ := countLength(s)
	s = s[n:]
	for _, w := range []string{"一批", "重点", "重大", "大型", "骨干", "标志性"} {
		s = strings.TrimPrefix(s, w)
	}
	n = 0
	for i, r := range s { // 公共文化|设施
		if n++; n > maxCollective || strings.ContainsRune(stopRunes, r) {
			break
		}
		for n := 4; n >= 2; n-- {
			if w := prefixRunes(s[i:], n); collectives[w] && general[s[:i]] || collectives[w] && modifier(s[:i]) == "" {
				return s[i+len(w):]
			}
		}
	}
	return s
}

// quotedSeries reads 四大工程 or 重大项目 after the last quotation of a list without 等.
func (c *projectClause) quotedSeries(it *projectItem, end int) bool {
	s := c.text[it.start:end]
	n := quotation(s)
	if n == 0 {
		return false
	}
	rest := strings.TrimLeft(s[n:], "0123456789两二三四五六七八九十大项个")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "重大"), "重点")
	if len(rest) == len(s[n:]) || !hasAnyPrefix(rest, "工程", "项目", "平台", "试点", "基地") {
		return false
	}
	it.end, it.shared, it.sharedEnd = it.start+n, rest[:len("工程")], it.start+n
	it.tail = tailOfBuilding(rest[len("工程"):])
	return true
}

// areaActs reports whether an area is who completes something and is not itself completed: 甲经开区|完成项目15个.
func areaActs(name, after string) bool {
	w := firstOf(after, "完成", "启动", "新建", "建成", "开工")
	if w == "" || !hasAnySuffix(name, "经开区", "开发区", "高新区", "新区", "园区", "集聚区", "工业区") {
		return false
	}
	rest := after[len(w):]
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.Is(unicode.Han, r) && !tailOfBuilding(rest)
}

// endsBuilding reports whether s ends in words of building.
func endsBuilding(s string) bool {
	for n := 4; n > 1; n-- {
		if builtWords[suffixRunes(s, n)] {
			return true
		}
	}
	return false
}

// skipLead goes past the verbs, adverbs and counts that stand before a name and notes what they say.
func (c *projectClause) skipLead(at, end int, it *projectItem) int {
	for at < end {
		s := c.text[at:end]
		r, size := utf8.DecodeRuneInString(s)
		if r == ' ' {
			at += size
			continue
		}
		if c.placeAt(at) {
			return at
		}
		if n, digits := countLength(s); n > 0 && !countsInName(s, n) {
			it.many = it.many || digits > 1
			at += n
			continue
		}
		if it.verb != noVerb { // 改造和|新建
			if rest := strings.TrimLeft(s, "和与及并"); len(s)-len(rest) == len("和") && buildVerbs[leadWord(rest)] {
				at += len("和")
				continue
			}
		}
		w := leadWord(s[:c.nextPlace(at, end)-at]) // 建设|成都…, not 建设成|都…
		if r, _ := utf8.DecodeRuneInString(s[len(w):]); w == "" || strings.ContainsRune(afterNoLead, r) {
			return at
		}
		switch {
		case manyWords[w]:
			it.many = true
		case buildVerbs[w]:
			it.verb = building
		case mentionVerbs[w]:
			it.verb = mention
		case it.verb == noVerb && !adverbs[w]:
			it.verb = neutral
		}
		at += len(w)
	}
	return at
}

// skipSite goes past a place and the verb of building that follows it: 在甲、乙|打造|丙街.
func (c *projectClause) skipSite(it *projectItem) {
	at := it.start
	for i := c.placesFrom(at); i < len(c.places) && c.places[i].Span.Start == at; i++ {
		at = c.places[i].Span.End
	}
	if w := leadWord(c.text[at:it.end]); at > it.start && buildVerbs[w] && strictVerbs[w] {
		it.sited, it.verb = true, noVerb
		it.start = c.skipLead(at, it.end, it)
	}
}

// afterNoLead are the characters that make one word of a verb and themselves: 研究|院.
const afterNoLead = "器院所"

// countsInName reports whether the count of n bytes that s begins with is part of the name of a place: 五大|连池.
func countsInName(s string, n int) bool {
	length, _, _ := gazetteer.Match(s)
	return length > n
}

// nextPlace is where the next name of a place begins after at, but not after end.
func (c *projectClause) nextPlace(at, end int) int {
	if i := c.placesFrom(at + 1); i < len(c.places) {
		return min(end, c.places[i].Span.Start)
	}
	return end
}

// placesFrom is the index of the first place that begins at or after at: places are in the order of the text.
func (c *projectClause) placesFrom(at int) int {
	return sort.Search(len(c.places), func(i int) bool { return c.places[i].Span.Start >= at })
}

// placeAt reports whether the name of a place begins here.
func (c *projectClause) placeAt(at int) bool {
	i := c.placesFrom(at)
	return i < len(c.places) && c.places[i].Span.Start == at
}

// leadWord is the longest word before a name that s begins with.
func leadWord(s string) string {
	for n := maxLead; n > 0; n-- {
		if w := prefixRunes(s, n); w != "" && (buildVerbs[w] || mentionVerbs[w] || neutralVerbs[w] || adverbs[w] || manyWords[w]) {
			return w
		}
	}
	return ""
}

// countLength is the length of a count such as 2个 or 20个以上 that text begins with, and how many digits it has: ten or
// more are no single works.
func countLength(text string) (length, digits int) {
	rest := strings.TrimLeft(text, "0123456789两二三四五六七八九十百余多")
	digits = utf8.RuneCountInString(text[:len(text)-len(rest)])
	if digits == 0 {
		return 0, 0
	}
	for _, unit := range []string{"个", "条", "座", "家", "项", "处", "大", "所"} {
		if s, ok := strings.CutPrefix(rest, unit); ok {
			return len(text) - len(strings.TrimPrefix(strings.TrimPrefix(s, "以上"), "左右")), digits
		}
	}
	return 0, 0
}

// etcAt finds 等 as the end of a list; -1 when there is none.
func etcAt(s string) int {
	for at := 0; ; {
		n := strings.Index(s[at:], "等")
		if n < 0 {
			return -1
		}
		n += at
		at = n + len("等")
		before, _ := utf8.DecodeLastRuneInString(s[:n])
		if !strings.ContainsRune("高中初平均同相对优劣一二三四五六七八九", before) && !hasAnyPrefix(s[at:], "级", "待", "于", "候") || n == 0 {
			return n
		}
	}
}

// conjunction finds a word for and in the item from start to end that stands after a whole name; 0 when there is none.
func (c *projectClause) conjunction(start, end int) int {
	for i, r := range c.text[start:min(end, start+maxBefore)] {
		if !strings.ContainsRune("和及与", r) && !strings.HasPrefix(c.text[start+i:], "以及") || i == 0 {
			continue
		}
		if hasAnyPrefix(c.text[start+i:], annexes...) || strings.HasSuffix(c.text[start:start+i], culture) && strings.HasPrefix(c.text[start+i:], "和旅游") {
			continue // 夜间文化和旅游消费集聚区
		}
		it := projectItem{start: start, end: start + i}
		c.findHead(&it)
		if n, _ := sumAt(c.text[start+i+len("和"):end], 2); n > 0 && i <= maxLineName*len("甲") && n <= maxLineName*len("甲") {
			return start + i // 甲厂和乙厂|两大项目
		}
		if r == '及' && !it.own && !c.placeAt(start+i+len("及")) {
			continue // 平潭及闽江口水资源配置工程
		}
		if it.own || c.entity(it.start, it.end) || hasCapacity(c.text[start:start+i]) && !startsInDigit(c.text[start+i+len("和"):]) {
			return start + i
		}
	}
	return 0
}

// conjunctionAt is the length of words for and that s begins with after words of building; 0 when something else comes
// first.
func conjunctionAt(s string) int {
	rest := s
	for {
		w := ""
		for n := 4; n > 0 && w == ""; n-- {
			if p := prefixRunes(rest, n); tailWords[p] {
				w = p
			}
		}
		if w == "" {
			break
		}
		rest = rest[len(w):]
	}
	for _, and := range []string{"以及", "和", "及", "与", "并"} {
		if strings.HasPrefix(rest, and) {
			return len(s) - len(rest) + len(and)
		}
	}
	return 0
}

// beforeBuilt may stand between a name and the words of building after it.
var beforeBuilt = []string{"等", "项目", "重大", "重点", "工程", "的", "正式", "年内", "尽快", "早日", "全线", "上半年", "下半年", "年底", "按期", "如期", "顺利", "明年", "今年", "全面", "加快", "推进", "陆续", "相继", "力争", "主体"}

// tailOfBuilding reports whether words of building follow soon.
func tailOfBuilding(s string) bool {
	s = strings.TrimLeft(s, " ")
	for n := 4; n > 0; n-- {
		if w := prefixRunes(s, n); builtWords[w] {
			return true
		}
	}
	if s != "" && s[0] >= '0' && s[0] <= '9' { // 7月完成…, 2025年底前建成
		s = strings.TrimLeft(strings.TrimLeft(s, "0123456789年月日"), "前底初末中上下旬起")
		if strings.HasPrefix(s, "完成") {
			return true
		}
	}
	for again := true; again; {
		again = false
		for _, w := range beforeBuilt {
			if rest, ok := strings.CutPrefix(s, w); ok {
				s, again = rest, true
			}
		}
	}
	s = cutCollective(s)
	for n := 4; n > 0; n-- {
		if w := prefixRunes(s, n); builtWords[w] {
			return true
		}
	}
	return false
}
