package loader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/gazetteer"
)

// findHead finds the head of the item and cuts the item to the name that it ends. It returns where the name ends.
func (c *projectClause) findHead(it *projectItem) int {
	at := it.start
	for at < it.end {
		r, size := utf8.DecodeRuneInString(c.text[at:])
		if n := quotation(c.text[at:it.end]); n > 0 {
			if c.quotedHead(it, at, at+n) {
				return it.end
			}
			at += n
			continue
		}
		h := workHead{}
		if n := phaseLength(c.text[at:it.end]); n > 0 && at > it.start {
			h = workHead{c.text[at : at+n], line} // 兴汉胜境二期
		} else if mayBeginHead(r) {
			h = headAt(c.text[at:it.end])
		}
		if h.word == "" && c.looseHead(at, r, it) {
			h = workHead{c.text[at : at+size], loose}
		}
		if n := lineCode(c.text[at:it.end]); n > 0 && h.word == "" {
			h = workHead{c.text[at : at+n], line} // 城际轨道R1线
		}
		if at == it.start && h.word == "" {
			if n := roadCode(c.text[at:it.end]); n > 0 {
				h = workHead{c.text[at : at+n], line}
			}
		}
		if h.word == "运河" && strings.HasSuffix(c.text[it.start:at], "大") {
			h = workHead{} // 大运河 is there already
		}
		treated := c.treatment(it, at)
		if treated > 0 {
			h = workHead{c.text[at : at+treated], line}
		}
		if h.word == "" || at == it.start && h.word[0] >= utf8.RuneSelf && !(strings.HasSuffix(h.word, "道") && numbered(c.text[at+len(h.word):])) || h.class == workOnly {
			at += size
			continue
		}
		end, class := c.extendClass(at+len(h.word), it.end, h.class)
		if !closes(c.text[end:min(len(c.text), it.end+maxBracket)], end == it.end) {
			at += size // 路西延 of 环湖路西延线 hides 西延线
			continue
		}
		if startsInDigit(c.text[end:it.end]) && hasCapacity(c.text[it.start:it.end]) {
			at += size // 云泰工业园|1500台抽油机
			continue
		}
		it.own, it.end, it.head = true, end, class
		it.tail = it.tail || treated == 0 && endsInWork(c.text[it.start:end])
		c.trim(it, at)
		return end
	}
	c.streetName(it)
	return it.end
}

// treatments are words for what is done to a river or lake as a work of its own.
var treatments = []string{"综合治理与生态修复", "防洪综合治理", "水环境综合治理", "综合治理", "综合整治", "系统治理", "生态修复", "生态保护修复", "水环境治理", "防洪治理", "重点治理", "治理", "整治"}

// waterParts follow the name of a river or lake that is treated.
var waterParts = []string{"流域", "水系", "干流", "河道", "上游", "中游", "下游", "近期", "河段", "流域水环境", "岸线"}

// waterEnds are the characters that names of waters and words for parts of them end in.
const waterEnds = "河江湖海库渠洼淀溪涌道域系流游段岸"

// waterKinds are what several waters are called that share a treatment: 甲河、乙河等重点|河道|治理.
var waterKinds = []string{"中小河流", "河流", "河道", "河湖", "湖泊", "流域"}

// sharedTreatment is the length of the treatment of several waters that s begins with: 河道综合治理.
func sharedTreatment(s string) int {
	for _, kind := range waterKinds {
		rest, ok := strings.CutPrefix(s, kind)
		if !ok {
			continue
		}
		for _, w := range treatments {
			if strings.HasPrefix(rest, w) && closes(rest[len(w):], len(rest) == len(w)) {
				return len(kind) + len(w)
			}
		}
	}
	return 0
}

// greatRivers are treated by everyone, so their treatment is no single work.
var greatRivers = words(`长江 黄河 淮河 珠江 海河 辽河 松花江 汉江 湘江 赣江 沿河 沿江`)

// treatment is the length of a word for a treatment at at, when the name of a water ends there: 贾鲁河|综合治理.
func (c *projectClause) treatment(it *projectItem, at int) int {
	name := c.text[it.start:at]
	for _, w := range treatments {
		if !strings.HasPrefix(c.text[at:it.end], w) {
			continue
		}
		whole := len(name)
		for _, p := range waterParts {
			name = strings.TrimSuffix(name, p)
		}
		last, _ := utf8.DecodeLastRuneInString(name)
		if len(name) == whole && !strings.ContainsRune("河江湖海库渠洼淀溪涌", last) || !hasProper(name) && !shortStream(name, last) || greatRivers[suffixRunes(name, 2)] || greatRivers[suffixRunes(name, 3)] {
			return 0
		}
		return len(w)
	}
	return 0
}

// shortStream reports whether a name is that of a small stream, whose word is no other's end: 小隐涌.
func shortStream(name string, last rune) bool {
	n := utf8.RuneCountInString(name)
	return strings.ContainsRune("溪涌", last) && n > minLineName && n <= maxMountain
}

// maxStreet is how many characters the name of a street or bridge has at most.
const maxStreet = 5

// streetName takes an item that is the name of a street or bridge and nothing else, before words of building.
func (c *projectClause) streetName(it *projectItem) {
	n := 0
	for i, r := range c.text[it.start:it.end] {
		if n++; n > maxStreet || !unicode.Is(unicode.Han, r) {
			return
		}
		end := it.start + i + utf8.RuneLen(r)
		if n > minLineName && strings.ContainsRune(streets, r) && !noStreets[suffixRunes(c.text[it.start:end], 2)] && closes(c.text[end:it.end], end == it.end) {
			it.own, it.end, it.head = true, end+bracketSection(c.text[end:it.end]), street
			return
		}
	}
}

// endsInWork reports whether a name ends in what is done to a work (机场扩建), which is as good as a verb.
func endsInWork(name string) bool {
	return slices.ContainsFunc(workWords, func(w string) bool { return strings.HasSuffix(name, w) })
}

// looseHead reports whether a single character ends the name of a work: of four characters and more, a place first.
func (c *projectClause) looseHead(at int, r rune, it *projectItem) bool {
	if !strings.ContainsRune(looseHeads, r) || at-it.start < minLoose*utf8.RuneLen(r) {
		return false
	}
	name := c.text[it.start : at+utf8.RuneLen(r)]
	return !looseEnds[suffixRunes(name, 2)] && (c.placeAt(it.start) || beginsInPlace(name))
}

// minLoose is how many characters stand before a loose head at least: 七台河冠军|馆.
const minLoose = 4

// numbered reports whether a number follows the head, as in 国道331线.
func numbered(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 1)], "GSXY") + s[min(len(s), 1):]
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// roadCode is the length of the code of a road that s begins with: G312线, S28.
func roadCode(s string) int {
	if s == "" || !strings.ContainsRune("GSXY", rune(s[0])) || !numbered(s[1:]) {
		return 0
	}
	return len(s) - len(strings.TrimPrefix(strings.TrimLeft(s[1:], "0123456789"), "线"))
}

// lineCode is the length of the code of a railway line of a city that s begins with: R1线, S6号线.
func lineCode(s string) int {
	if s == "" || s[0] < 'A' || s[0] > 'Z' || !numbered(s[1:]) {
		return 0
	}
	rest := strings.TrimPrefix(strings.TrimLeft(s[1:], "0123456789"), "号")
	if !strings.HasPrefix(rest, "线") {
		return 0
	}
	return len(s) - len(rest) + len("线")
}

// quotation is the length of the quotation that s begins with, marks included; 0 when there is none.
func quotation(s string) int {
	for _, pair := range []struct{ open, shut string }{{"“", "”"}, {`"`, `"`}} {
		if strings.HasPrefix(s, pair.open) {
			if n := strings.Index(s[len(pair.open):min(len(s), maxBracket)], pair.shut); n >= 0 {
				return len(pair.open) + n + len(pair.shut)
			}
		}
	}
	return 0
}

// quotedHead takes a quoted name that ends in a head (“数据特区”) as a name, with what stands before it unless the
// quotation says by itself where it is.
func (c *projectClause) quotedHead(it *projectItem, open, shut int) bool {
	inside, _ := unquote(c.text[open:shut])
	if !endsInHead(inside) || general[inside[:lastHead(inside)]] || !closes(c.text[shut:it.end], shut == it.end) { // “产业大脑” is any
		return false
	}
	it.own, it.head, it.end = true, site, shut
	c.trim(it, open)
	if properInside(inside) {
		it.start = shut - (shut-open+len(inside))/2
		it.end = it.start + len(inside)
	}
	return true
}

func endsInHead(s string) bool {
	for i, r := range s {
		if i > 0 && mayBeginHead(r) {
			if h := headAt(s[i:]); h.word == s[i:] && h.class == site {
				return true
			}
		}
	}
	return false
}

// properInside reports whether a quoted name says by itself where it is, so that nothing before it is needed.
func properInside(s string) bool {
	for _, region := range regionNames {
		if strings.Contains(s, region) {
			return true
		}
	}
	return false
}

// maxBefore is how many bytes of a name may stand before its head; the longest names of works have about forty characters.
const maxBefore = 150

// trim cuts what stands before the name: clauses that end in 的, and verbs that the lead did not begin with.
func (c *projectClause) trim(it *projectItem, headAt int) {
	for headAt-it.start > maxBefore || !utf8.RuneStart(c.text[it.start]) {
		it.start = max(it.start+1, headAt-maxBefore)
	}
	s := c.text[it.start:headAt]
	if n := strings.LastIndex(s, "的"); n >= 0 {
		it.start += n + len("的")
		s = c.text[it.start:headAt]
	}
	for i := range s {
		if i == 0 {
			continue
		}
		w := prefixRunes(s[i:], 2)
		if strictVerbs[w] && !hasAnyPrefix(s[i+len(w):], "和", "与", "及") && (utf8.RuneCountInString(s[i+len(w):]) >= minAfterVerb || partingVerbs[w]) {
			var lead projectItem
			it.sited = c.placeEnds(it.start + i)
			it.start = c.skipLead(it.start+i, headAt, &lead)
			if lead.verb != noVerb {
				it.verb = lead.verb
			}
			it.many = it.many || lead.many
			c.trim(it, headAt)
			return
		}
	}
}

// placeEnds reports whether the name of a place ends here.
func (c *projectClause) placeEnds(at int) bool {
	i := c.placesFrom(at)
	return i > 0 && c.places[i-1].Span.End == at
}

// minAfterVerb is how many characters before its head a name has at least after a verb in the middle of the words
// before it; fewer, and the verb is part of the name (省数据促进中心).
const minAfterVerb = 2

// extend goes on past sections, phases, works and further heads that belong to a name.
func (c *projectClause) extend(end, limit int) int {
	end, _ = c.extendClass(end, limit, site)
	return end
}

// maxAfter is how many bytes of a name may stand after its first head: sections, works and phases of a road take about
// fifty characters.
const maxAfter = 180

func (c *projectClause) extendClass(end, limit int, class headClass) (int, headClass) {
	limit = min(limit, end+maxAfter)
	for limit < len(c.text) && !utf8.RuneStart(c.text[limit]) {
		limit--
	}
	for end < limit {
		rest := c.text[end:limit]
		n := 0
		if hasAnySuffix(c.text[:end], "道", "轨道交通") {
			n = max(roadNumber(rest), lineCode(rest))
		}
		if hasAnySuffix(c.text[:end], "铁路", "线", "机场") && strings.HasPrefix(rest, "扩能") && !strings.HasPrefix(rest, "扩能改造") {
			n = len("扩能") // of a railway it is the work itself, of anything else the progress of it
		}
		if n == 0 && hasAnySuffix(c.text[:end], "铁路", "高铁", "城际") {
			n = stationLength(rest)
		}
		for _, rule := range []func(string) int{bracketSection, sectionLength, phaseLength, branchLength} {
			if n == 0 {
				n = rule(rest)
			}
		}
		if n == 0 {
			var h workHead
			if n, h = furtherHead(rest); n > 0 && h.class != workOnly {
				class = min(class, h.class)
			}
		}
		if n == 0 {
			break
		}
		end += n
	}
	return end, class
}

// bracketSection is the length of a bracket that names a section: (长治—临汾), (赣州段).
func bracketSection(s string) int {
	n := bracketEnd(s)
	if n == 0 {
		return 0
	}
	if further, _ := furtherHead(s[n:]); further > 0 {
		return n + further // G4216宜宾至攀枝花段(沿江高速)新建工程
	}
	if length, _, _ := gazetteer.Match(strings.TrimLeft(s[:n], "(")); length > 0 && length+len("()") >= n {
		return n // （上海）
	}
	if phaseLength(strings.TrimLeft(s[:n], "(")) > 0 || strings.ContainsAny(s[:n], "—-–至~") || strings.Contains(s[:n], "段") || strings.Contains(s[:n], "改造") {
		return n
	}
	return 0
}

// maxStation is how many characters the name of a station of a railway has at most.
const maxStation = 5

// stationLength is the length of the name of a station that s begins with: 汕尾站.
func stationLength(s string) int {
	n := 0
	for i, r := range s {
		if n++; n > maxStation || strings.ContainsRune(stopSection, r) {
			return 0
		}
		if end := i + len("站"); r == '站' && n > 2 && closes(s[end:], end == len(s)) {
			return end
		}
	}
	return 0
}

// roadNumber is the length of the number of a road after the word for its kind: 331线 of 国道331线.
func roadNumber(s string) int {
	if !numbered(s) {
		return 0
	}
	rest := strings.TrimLeft(strings.TrimLeft(s[:1], "GSXY")+s[1:], "0123456789")
	if strings.HasPrefix(rest, "期") {
		return 0
	}
	return len(s) - len(strings.TrimPrefix(rest, "线"))
}

// lastPhase is the last phase of a name: 二期 of 甲码头二期; empty when it does not end in one.
func lastPhase(name string) string {
	rest, ok := strings.CutSuffix(name, "期")
	if !ok {
		return ""
	}
	return name[len(strings.TrimRight(rest, "一二三四五六七八九十0123456789")):]
}

// maxExit is how many characters name an exit of a road at most.
const maxExit = 4

// branchLength is the length of a word for a part of a road or railway that s begins with.
func branchLength(s string) int {
	for _, w := range branches {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	for _, w := range exits {
		if n := strings.Index(s, w); n > 0 && utf8.RuneCountInString(s[:n]) <= maxExit && !strings.ContainsAny(s[:n], stopSection) {
			return n + len(w)
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("南北东西", r) && closes(s[size:], size == len(s)) && !numbered(s[size:]) {
		return size
	}
	return 0
}

// maxBetween is how many characters may stand between one head and the next of the same name.
const maxBetween = 16

// annexes join a work and what belongs to it to one: 水利枢纽及配套灌区工程.
var annexes = []string{"及配套", "及其配套", "及附属", "和配套", "与配套", "及管道", "及管网", "及灌区", "及枢纽", "及连接线", "及接线", "及引道", "及互通", "及输水", "及周边", "与现代化改造", "与节水改造", "与生态修复"}

// furtherHead finds a further head of the same name and returns where it ends.
func furtherHead(s string) (int, workHead) {
	n := 0
	for i, r := range s {
		if n > maxBetween || strings.ContainsRune("的和与及等将并为、,。;“”\"(", r) && !hasAnyPrefix(s[i:], annexes...) {
			return 0, workHead{}
		}
		if r >= '0' && r <= '9' {
			if length, _ := countLength(s[i:]); length > 0 { // 甲治理项目3个…
				return 0, workHead{}
			}
		}
		if mayBeginHead(r) {
			if h := headAt(s[i:]); h.word != "" && closes(s[i+len(h.word):], i+len(h.word) == len(s)) {
				between := s[:i]
				if strings.HasSuffix(between, "建设") && (h.word == "项目" || h.word == "工程") || progresses(between) {
					return 0, workHead{}
				}
				return i + len(h.word), h
			}
		}
		n++
	}
	return 0, workHead{}
}

// progresses reports whether a word of progress stands in s.
func progresses(s string) bool {
	for i := range s {
		for n := 2; n <= 4; n++ {
			if progress[prefixRunes(s[i:], n)] {
				return true
			}
		}
	}
	return false
}

// closes reports whether a name can end before s; whole says that nothing of its part of the list is left.
func closes(s string, whole bool) bool {
	if whole || s == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.Is(unicode.Han, r) || strings.ContainsRune("等和及与并的将为已在以按正", r) {
		return !strings.ContainsRune("—-–~", r)
	}
	for n := 4; n > 0; n-- {
		if tailWords[prefixRunes(s, n)] {
			return true
		}
	}
	return sectionLength(s) > 0 || phaseLength(s) > 0
}
