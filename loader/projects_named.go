package loader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// named reports whether the item is one identifiable work: something in it is a name. A member of a list that already
// has one (sibling) needs less.
func (c *projectClause) named(it *projectItem, sibling bool) bool {
	if it.many || it.verb == mention || it.start >= it.end {
		return false
	}
	name := c.text[it.start:it.end]
	if c.title && it.verb == noVerb && it.end == len(c.text) && strings.HasSuffix(name, "项目") {
		return true
	}
	if programmes[name] || hasAnySuffix(name, "重点项目", "重大项目", "重点工程", "重大工程") || containsAny(name, measures) || name[0] >= '0' && name[0] <= '9' && strings.Contains(name, "+") { // 4+2铁路
		return false
	}
	if c.ofHome(name) && !strings.HasPrefix(suffixAfter(name, 1), "级") && containsAny(name, publicSites) {
		return true
	}
	if len(within(c.places, it.start, it.end)) > 0 || holdsPlace(name) || hasProper(name) || strings.ContainsAny(name, "“\"") {
		return true
	}
	if beginsInTown(name) {
		return true
	}
	if length, _, _ := gazetteer.Match(name); sibling && length > 0 && length < len(name) {
		return true // 永安核电 next to 漳州核电, though 永安 is also a word
	}
	described := utf8.RuneCountInString(name[:lastHead(name)])
	switch it.head {
	case street:
		return true
	case line:
		n := utf8.RuneCountInString(modifier(name))
		if strings.ContainsAny(modifier(name), "和与及的") {
			return false
		}
		return n >= minLineName && n <= maxLineName || n == 0 && utf8.RuneCountInString(between(name)) >= minLineName || sibling && described >= minLineName && (n > 0 || endsInBranch(name))
	case site, work:
		if hasCapacity(name) {
			return true
		}
		if it.head == work {
			return sibling && described >= minSiblingName && (strings.HasSuffix(name, "项目") || onSite(name))
		}
		if it.alike && utf8.RuneCountInString(modifier(name)) >= minParkName {
			return true
		}
		return hasLevel(name) && described >= minLevelName && strings.Trim(modifier(name), "和与及") != "" || (sibling || it.sited) && described >= minSiblingName ||
			sibling && hasAnySuffix(name, "园", "馆", "城", "小镇", "站", "码头", "港") && utf8.RuneCountInString(modifier(name)) >= minParkName
	}
	return false
}

// ofHome reports whether the name begins with the word for the issuer's own level, or a higher one: 县中医院 in a plan of
// a county is one, in one of a province any.
func (c *projectClause) ofHome(name string) bool {
	switch {
	case strings.HasPrefix(name, "省"):
		return true
	case strings.HasPrefix(name, "市"):
		return c.home != graph.LevelProvince
	case hasAnyPrefix(name, "县", "区"):
		return c.home == 0 || c.home == graph.LevelCounty
	}
	return false
}

// onSite reports whether the name is of works on a site with a short name of its own: 古猗园改造工程.
func onSite(name string) bool {
	return slices.ContainsFunc(siteWorks, func(w string) bool {
		site, ok := strings.CutSuffix(name, w+"工程")
		site = strings.TrimSuffix(site, "及周边")
		r, _ := utf8.DecodeLastRuneInString(site)
		return ok && (strings.ContainsRune("园馆寺塔楼阁祠宫庙", r) || strings.HasSuffix(site, "书院")) && utf8.RuneCountInString(site) > minParkName && !looseEnds[suffixRunes(site, 2)]
	})
}

// siteWorks are words for what is done to a site.
var siteWorks = append([]string{"提升", "保护", "复建"}, workWords...)

// suffixAfter is the text without its first n characters.
func suffixAfter(s string, n int) string { return s[len(prefixRunes(s, n)):] }

// endsInBranch reports whether the name ends in a word for a part of a road or railway (工业大道南).
func endsInBranch(name string) bool {
	last := suffixRunes(name, 1)
	return hasAnySuffix(name, branches...) || strings.Contains("南北东西", last)
}

// beginsInPlace reports whether the name begins with that of a division that is no ordinary word.
func beginsInPlace(name string) bool {
	length, full, _ := gazetteer.Match(name)
	return length > 0 && (full || !ordinaryWords[name[:length]])
}

// holdsPlace reports whether the name of a division stands in the name, also where it is part of a longer name and
// nothing else would make it a place (湛江综合保税区).
func holdsPlace(name string) bool {
	for i := range name {
		if length, full, _ := gazetteer.Match(name[i:]); length > 0 && i+length < len(name) {
			if word := name[i : i+length]; full || !ordinaryWords[word] && (i == 0 || !riskyStems[word]) {
				return true
			}
		}
	}
	return false
}

// How many characters before its head a name has.
const (
	minLineName    = 2  // 运三铁路
	maxLineName    = 10 // names of roads are short; what is longer describes
	minLevelName   = 6  // 中西部精品钢基地, not 省级物流园区
	minSiblingName = 4  // 汽车和新能源汽车基地, next to one that is named
	minParkName    = 2  // 粤剧文化园, next to one that is named: few parks and halls are named by their kind alone
)

// lastHead is where the last head of the name begins.
func lastHead(name string) int {
	at := len(name)
	for i, r := range name {
		if i > 0 && mayBeginHead(r) && headAt(name[i:]).word != "" {
			at = i
		}
	}
	return at
}

// modifier is the name without its head and without general words around.
func modifier(name string) string {
	for i, r := range name {
		if i > 0 && mayBeginHead(r) {
			if h := headAt(name[i:]); h.word != "" && h.class != workOnly {
				name = name[:i]
				break
			}
		}
	}
	for again := true; again && name != ""; {
		again = false
		for n := 4; n > 0 && !again; n-- {
			if n == 1 && utf8.RuneCountInString(name) == 2 && !general[name] {
				break // 大唐, not 唐
			}
			if w := prefixRunes(name, n); general[w] {
				name, again = name[len(w):], true
			} else if w := suffixRunes(name, n); general[w] {
				name, again = name[:len(name)-len(w)], true
			}
		}
	}
	return name
}

// between is what stands between the first head of a name and its last, without general words: 东北 of 市郊铁路东北环线.
func between(name string) string {
	first, last := 0, 0 // where the first ends and the last begins
	for i, r := range name {
		if i == 0 || i < first || !mayBeginHead(r) {
			continue
		}
		switch h := headAt(name[i:]); {
		case h.word == "" || h.class == workOnly:
		case first == 0:
			first = i + len(h.word)
		default:
			last = i
		}
	}
	if last <= first {
		return ""
	}
	return modifier(name[first:last])
}

// suffixRunes is the last n characters of s; empty when it has fewer.
func suffixRunes(s string, n int) string {
	at := len(s)
	for range n {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		if size == 0 {
			return ""
		}
		at -= size
	}
	return s[at:]
}

func hasLevel(name string) bool {
	return hasAnyPrefix(name, levelWords...) && !strings.HasPrefix(name, "中国特色")
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// hasProper reports whether a name holds a route, a road's or line's number, a phase, a river or mountain, a diversion of
// water, or a region.
func hasProper(name string) bool {
	if containsAny(name, regionNames) || isDiversion(name) || routeIn(name) || isJoint(name) || isInternational(name) || isRing(name) || isNumbered(name) || atOldSite(name) || inArea(name) {
		return true
	}
	var last rune
	run := 0 // Chinese characters before
	for i, r := range name {
		next, _ := utf8.DecodeRuneInString(name[i+utf8.RuneLen(r):])
		switch {
		case (last == 'G' || last == 'S' || last == 'X') && unicode.IsDigit(r):
			return true
		case r >= 'A' && r <= 'Z' && lineCode(name[i:]) > 0:
			return true
		case unicode.IsDigit(last) && (r == '国' || r == '省' || r == '县') && next == '道', r == '号' && last != '信':
			return true
		case r == '期' && strings.ContainsRune("一二三四五六七八九十0123456789", last):
			return true
		case run > 0 && strings.ContainsRune("河江湖山峡岭川湾岛", r) && !naturalWords[string([]rune{last, r})] && (!naturalStarts[string([]rune{r, next})] || hasAnyPrefix(name[i+utf8.RuneLen(r):], "水源", "水库", "水电")):
			return true
		}
		if unicode.Is(unicode.Han, r) {
			run++
		} else {
			run = 0
		}
		last = r
	}
	return false
}

// isJoint reports whether the name begins with two provinces: 苏陕产业园.
func isJoint(name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	return first != second && strings.ContainsRune(jointRunes, first) && strings.ContainsRune(nextRunes, second)
}

// isInternational reports whether the name begins with what no general word is and goes on with a word that stands
// behind names: 东坝国际商贸中心, 九洞天旅客服务中心.
func isInternational(name string) bool {
	return slices.ContainsFunc([]string{"国际", "游客", "旅客", "温泉"}, func(w string) bool {
		n := strings.Index(name, w)
		return n >= len("东坝") && n <= maxProperHead*len("东") && modifier(name[:n]) == name[:n] && !levelled(name[:n])
	})
}

// maxProperHead is how many characters before 国际 make a name at most.
const maxProperHead = 4

// levelled reports whether s begins in words that tell a level or a number and no name.
func levelled(s string) bool {
	return hasAnyPrefix(s, levelWords...) || hasAnyPrefix(s, "具有", "面向", "跨境", "空港", "临空", "航空", "景区", "特色", "中心", "高山", "智能", "片区", "一流", "高端", "多个", "友好")
}

// isNumbered reports whether the name begins with that of a site that its town counts: 第二人民医院, 第三中学.
func isNumbered(name string) bool {
	rest, ok := strings.CutPrefix(name, "第")
	kind := strings.TrimLeft(rest, "一二三四五六七八九十")
	return ok && len(kind) < len(rest) && hasAnyPrefix(kind, "人民医院", "医院", "中医", "中学", "小学", "初级", "高级", "实验", "幼儿园", "水厂", "污水", "自来水", "热源")
}

// hasCapacity reports whether the name tells whose plant it is and how much it makes: 云泰化工20万吨乙二醇.
func hasCapacity(name string) bool {
	n := strings.IndexAny(name, "0123456789")
	if n < len("云泰") || general[name[:n]] || hasAnySuffix(name[:n], "年产", "新增", "投资", "达到", "实现", "约", "超", "产能") {
		return false
	}
	rest := strings.TrimLeft(name[n:], "0123456789.×x*+")
	return hasAnyPrefix(rest, "万吨", "吨", "万台", "台", "万套", "套", "条", "万件", "万只", "万千瓦", "千瓦", "兆瓦", "万立方", "亿只", "亿件", "亿支", "万平方米", "万米", "万辆", "辆", "MW", "GW", "万片", "万头", "万羽")
}

func startsInDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// isRing reports whether the name begins with that of a ring road: 四环线北段.
func isRing(name string) bool {
	r, size := utf8.DecodeRuneInString(name)
	return strings.ContainsRune("一二三四五六七", r) && strings.HasPrefix(name[size:], "环") && !strings.HasPrefix(name[size:], "环节")
}

// atOldSite reports whether the name holds that of a monument: 良渚遗址, not 革命文物遗址.
func atOldSite(name string) bool {
	return slices.ContainsFunc(siteNames, func(w string) bool {
		n := strings.Index(name, w)
		return n >= len("良渚") && !oldWords[suffixRunes(name[:n], 2)]
	})
}

// inArea reports whether the name begins with that of an area such as a 新区: 临港新片区先进算力中心.
func inArea(name string) bool {
	return slices.ContainsFunc(areaWords, func(w string) bool {
		n := strings.Index(name, w)
		return n >= len("临港") && n+len(w) < len(name) && !general[suffixRunes(name[:n], 2)]
	})
}

// isDiversion reports whether the name is of a diversion of water: 引沁入浮, 引黄济青, 南水北调.
func isDiversion(name string) bool {
	return strings.HasPrefix(name, "引") && strings.ContainsAny(prefixRunes(name+"    ", 4), "入济补") ||
		strings.Contains(name, "水北调") || strings.Contains(name, "引黄") || strings.Contains(name, "引江")
}

// routeIn reports whether two ends with a mark between them stand in the name: 古县至翼城, 韩城--河津.
func routeIn(name string) bool {
	for _, mark := range []string{"至", "—", "-", "–"} {
		n := strings.Index(name, mark)
		if n >= len("古县") && utf8.RuneCountInString(strings.TrimLeft(name[n:], mark)) >= 2 && !strings.HasPrefix(name[n:], "至少") {
			return true
		}
	}
	return false
}

// entity reports whether a stretch is a name alone: of a place, a route, a river, a quotation, a diversion of water.
func (c *projectClause) entity(start, end int) bool {
	s := c.text[start:end]
	if _, quoted := unquote(s); quoted {
		return true
	}
	at := start
	for i := c.placesFrom(at); i < len(c.places) && c.places[i].Span.Start == at; i++ { // 广州|从化
		at = c.places[i].Span.End
	}
	if at == end {
		return true
	}
	n := utf8.RuneCountInString(s)
	if isTown(s) {
		return true
	}
	if n < 2 || n > maxEntity || strings.ContainsAny(s, stopRunes[:len("的和与及或在为等将要")]) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return routeIn(s) && !strings.Contains(s, "建设") || isDiversion(s) && n <= 5 || n <= 4 && strings.ContainsRune("河江湖溪", last) && !naturalWords[suffixRunes(s, 2)]
}

// isTown reports whether s is the name of a town or township: 汉王镇.
func isTown(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= maxTown && hasAnySuffix(s, "镇", "乡") && !hasAnySuffix(s, "城镇", "村镇", "乡镇", "重镇", "强镇", "集镇", "古镇", "小镇", "城乡", "下乡", "返乡", "名镇", "各镇", "建制镇", "特色镇", "试点镇", "中心镇", "重点镇")
}

// beginsInTown reports whether a name begins with that of a town: 汉王镇|污水处理厂.
func beginsInTown(name string) bool {
	n := strings.IndexAny(name[:min(len(name), maxTown*len("镇"))], "镇乡")
	return n > 0 && n+len("镇") < len(name) && isTown(name[:n+len("镇")])
}

// maxTown is how many characters the name of a town has at most.
const maxTown = 4

// maxEntity is how many characters a name without a head has at most; a route of three ends has about that many.
const maxEntity = 16

// allEntities reports whether the items that have no head are names alone, fit to share a head of this class. Of three
// or more, one that is not known to be a name is taken for one by the company it keeps (绵阳、九寨黄龙、西昌等机场).
func (c *projectClause) allEntities(items []projectItem, class headClass) bool {
	known, unknown, weak := 0, 0, 0
	for i := range items {
		it := &items[i]
		s := c.text[it.start:it.end]
		n, _, _ := gazetteer.Match(s)
		switch {
		case it.own:
		case headAt(s).word == s: // a head and nothing else
			return false
		case c.entity(it.start, it.end) || class == line && shortName(s), c.placeAt(it.start) && utf8.RuneCountInString(s) <= maxPlaced:
			known++
		case s == "" || utf8.RuneCountInString(s) > maxUnknown || general[s]:
			return false
		case n > 0 && n < len(s):
			weak++ // 东山大澳: 东山 is also a word
		default:
			unknown++
		}
	}
	if known > 0 {
		known += weak
	} else {
		unknown += weak
	}
	return unknown == 0 || known >= 2*unknown
}

// maxUnknown is how many characters a name has at most that only its company makes one.
const maxUnknown = 5

// maxPlaced is how many characters a name has at most that begins with a place and names what lies there: 石狮祥芝.
const maxPlaced = 6

// shortName reports whether s may be the short name of a road or railway: 岚罗 of 岚罗、新台高速.
func shortName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 3 && !general[s]
}

// leadingEntity is the name alone that the item begins with and of which the rest could be shared: 临汾|机场航空口岸.
func (c *projectClause) leadingEntity(it *projectItem) (string, bool) {
	s := c.text[it.start:it.end]
	if i := c.placesFrom(it.start); i < len(c.places) && c.places[i].Span.Start == it.start && c.places[i].Span.End < it.end {
		if p := c.places[i]; !hasAnyPrefix(c.text[p.Span.End:it.end], "至", "-") {
			return p.Surface, true
		}
	}
	if n := strings.IndexAny(s, "镇乡"); n > 0 && isTown(s[:n+len("镇")]) {
		return s[:n+len("镇")], true
	}
	if it.head == line || it.head == site {
		for i, r := range s {
			if i > 0 && mayBeginHead(r) {
				if h := headAt(s[i:]); h.class == line && !general[s[:i]] && (routeIn(s[:i]) || utf8.RuneCountInString(s[:i]) <= 3) {
					return s[:i], true
				}
			}
		}
	}
	for i, r := range s {
		if i > 0 && i <= 3*3 && strings.ContainsRune("河江湖", r) && !naturalWords[suffixRunes(s[:i+3], 2)] {
			return s[:i+len("河")], true
		}
	}
	return "", false
}

// sharedSuffix is what a name takes over from the end of its list: nothing general (重大项目), and not the word for what it
// is itself (汾河 of 汾河、沁河等重点河流治理项目).
func sharedSuffix(name, shared string) string {
	for again := true; again; {
		again = false
		for _, w := range []string{"重点", "重大", "主要", "一批", "大型", "骨干", "标志性", "签约", "续建", "在建"} {
			if s, ok := strings.CutPrefix(shared, w); ok {
				shared, again = s, true
			}
		}
	}
	if kind, ok := strings.CutSuffix(shared, "项目"); ok && headAt(kind).word == "" && lastHead(kind) == len(kind) && modifier(kind) == "" { // 文旅项目
		return ""
	}
	if hasAnySuffix(shared, "工程", "项目") && containsAny(shared, []string{"重大", "重点", "标志性"}) { // 水网重大工程
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	if strings.ContainsRune("河江湖", last) {
		for _, w := range []string{"河流", "河道", "湖泊", "河湖", "江河", "流域"} {
			shared = strings.TrimPrefix(shared, w)
		}
	}
	if shared == "项目" || shared == "工程" || shared == "平台" {
		return ""
	}
	return shared
}
