package loader

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/text"
)

// projectHit is one naming of a project (工程项目) in a text.
type projectHit struct {
	Name   string // with what it shares with others of its list: 芮城通用机场 of 绛县、芮城等通用机场
	Kind   graph.ProjectKind
	Span   graph.Span // from where the name begins to the end of what it shares
	Places []placeHit // the divisions that its name holds
}

// findProjects finds the named works, facilities, parks and pilots that text says are to be built or carried out;
// places are those found in the same spans, home is the level of the issuer's division (0 when it is not known).
//
// A name ends in a word for a work (the head: 高速公路, 水库, 产业园, 工程). It counts when something in it is a name (a
// place, a route, a river, a road number, a quotation) and a verb of building stands before it or after it. Members
// of a list share what the last of them ends in.
func findProjects(v *text.Folded, spans []graph.Span, places []placeHit, home graph.Level) []projectHit {
	text := v.Text()
	var hits []projectHit
	for i, span := range outsideTitles(text, spans) {
		first, open := i == 0 && len(spans) > 0 && span.Start == spans[0].Start, false
		for at := span.Start; at < span.End; {
			end := clauseEnd(text[:span.End], at)
			c := projectClause{text: text[:end], places: within(places, at, end), title: first, open: open, home: home}
			hits = append(hits, c.find(at)...)
			first, open = false, c.open && strings.HasPrefix(text[end:], ",")
			_, size := utf8.DecodeRuneInString(text[end:span.End])
			at = end + size
			if size == 0 {
				break
			}
		}
	}
	return hits
}

// endsClause reports whether a mark ends a clause.
func endsClause(r rune) bool {
	switch r {
	case ',', '。', ';', ':', '!', '?', '\n':
		return true
	}
	return false
}

// clauseEnd is where the clause that begins at at ends; marks in brackets do not end it.
func clauseEnd(text string, at int) int {
	for i := at; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case endsClause(r):
			return i
		case r == '(':
			size = max(size, bracketEnd(text[i:]))
		}
		i += size
	}
	return len(text)
}

// maxBracket is how many bytes a bracket inside a name may have; a longer one is prose.
const maxBracket = 90

// bracketEnd is the length of the bracket that text begins with, 0 when it begins with none or a long one.
func bracketEnd(text string) int {
	if !strings.HasPrefix(text, "(") {
		return 0
	}
	return strings.IndexByte(text[:min(len(text), maxBracket)], ')') + 1
}

// within lists the places, which are in the order of the text, from start to end.
func within(places []placeHit, start, end int) []placeHit {
	from := sort.Search(len(places), func(i int) bool { return places[i].Span.Start >= start })
	to := from
	for to < len(places) && places[to].Span.End <= end {
		to++
	}
	return places[from:to:to]
}

// projectClause is one clause of a text: text up to its end.
type projectClause struct {
	text   string
	places []placeHit
	title  bool // it is the title of the task
	home   graph.Level
	open   bool // the clause before it ends in a list of works that may go on in this one; once read, the same of this one
}

// projectItem is one member of a list of a clause.
type projectItem struct {
	start, end int // of the name; of what stands before 等 when it has no head of its own
	head       headClass
	own        bool   // it has a head of its own
	shared     string // what it and those before it share, when it ends a list: 通用机场 of 乡宁等通用机场
	sharedEnd  int
	verb       verbKind
	alike      bool // it ends in the same head as one of the list that is named
	tail       bool // words of building follow
	many       bool // a word says that it stands for many (一批)
	sited      bool // a place stands before the verb: 支持甲县建设…
	other      bool // the list that it ends is of examples of something else (甲水库、乙水库等大中型水库安全鉴定)
	counted    bool // a count stands between 等 and what it and those before it share: 等5个煤电项目
	summed     int  // how many members the list has that it ends, when they are counted: 甲街、乙里两个商业街区
}

// find reads the clause from at on: its list of items, then those of them that are projects.
func (c *projectClause) find(at int) []projectHit {
	if !c.mayHold(at) {
		c.open = false
		return nil
	}
	items := c.items(at)
	if c.open = c.open && goesOn(c.text, items); c.open && items[0].verb == noVerb { // 推进甲路、乙路，丙桥、丁桥
		items[0].verb = building
	}
	var hits []projectHit
	for from := 0; from < len(items); {
		to := groupEnd(items, from)
		hits = append(hits, c.group(items[from:to])...)
		if from = to; to == len(items) {
			last := &items[to-1]
			c.open = len(hits) > 0 && !last.tail && (last.own && last.shared == "" && last.end == len(c.text) || last.shared != "" && last.sharedEnd == len(c.text))
		}
	}
	return hits
}

// goesOn reports whether items are works and nothing else, so that they may go on a list.
func goesOn(text string, items []projectItem) bool {
	if last := &items[len(items)-1]; last.counted && !slices.ContainsFunc(items, func(it projectItem) bool { return it.verb != noVerb }) {
		return true
	}
	last := &items[len(items)-1]
	return len(items) > 1 && last.own && last.shared == "" && last.end == len(text) && !slices.ContainsFunc(items, func(it projectItem) bool {
		return !it.own && !isTown(text[it.start:it.end]) || it.verb != noVerb || it.head == street
	})
}

// mayHold reports whether any head, phase or street stands in the clause; most clauses have none.
func (c *projectClause) mayHold(at int) bool {
	for i, r := range c.text[at:] {
		if int(r) >= len(workRunes) || !workRunes[r] {
			continue
		}
		if r == '治' && strings.HasPrefix(c.text[at+i:], "治理") {
			if before, _ := utf8.DecodeLastRuneInString(c.text[:at+i]); strings.ContainsRune(waterEnds, before) {
				return true
			}
		}
		if r == '期' || strings.ContainsRune(streets, r) || len(c.places) > 0 && strings.ContainsRune(looseHeads, r) || mayBeginHead(r) && headAt(c.text[at+i:]).word != "" {
			return true
		}
	}
	return false
}

// groupEnd is the end of the list that begins at from: it goes on to the next verb.
func groupEnd(items []projectItem, from int) int {
	to := from + 1
	for to < len(items) && items[to].verb == noVerb {
		to++
	}
	return to
}

// group takes the projects out of a list, all under the same verb.
func (c *projectClause) group(items []projectItem) []projectHit {
	if !c.built(items) {
		return nil
	}
	if from, ok := c.together(items); ok {
		return append(c.each(items[:from]), c.share(items, from, len(items)-1)...)
	}
	return c.each(items)
}

// together reports whether a count says that the members from from on, to the last, are of one kind, whatever each ends in.
func (c *projectClause) together(items []projectItem) (from int, ok bool) {
	last := len(items) - 1
	for i := range last {
		if items[i].shared != "" {
			from = i + 1
		}
	}
	if n := items[last].summed; n > 0 {
		return max(from, len(items)-n), true
	}
	return from, items[last].counted && shortItems(c.text, items[from:])
}

// each takes the projects out of a list whose members end in heads of their own or share that of the next.
func (c *projectClause) each(items []projectItem) []projectHit {
	var hits []projectHit
	sibling := c.anyNamed(items)
	open := 0 // the first item that has found no head yet
	for i := range items {
		it := &items[i]
		switch {
		case it.shared != "":
			hits = append(hits, c.share(items, open, i)...)
			open = i + 1
		case it.own:
			if name, entity := c.leadingEntity(it); entity && open < i && c.allEntities(items[open:i], it.head) {
				hits = append(hits, c.distribute(items[open:i], it, name)...)
			} else {
				hits = c.described(hits, items[open:i], &items[len(items)-1])
			}
			if c.named(it, sibling) {
				hits = c.take(hits, it.start, it.end, c.text[it.start:it.end])
			}
			open = i + 1
		}
	}
	return hits
}

// minDescribed is how many characters a member without a head has at least that tells what is done where.
const minDescribed = 6

// described takes members without heads that say what is done at a place, in a list that ends in 等项目: 吴桥杂技大世界改造提升.
func (c *projectClause) described(hits []projectHit, items []projectItem, last *projectItem) []projectHit {
	if last.shared == "" || sharedSuffix("", last.shared) != "" && !last.counted {
		return hits
	}
	for i := range items {
		it := &items[i]
		name := c.text[it.start:it.end]
		if !it.own && !it.many && (c.placeAt(it.start) || hasProper(name) || hasCapacity(name)) && utf8.RuneCountInString(name) >= minDescribed && !c.entity(it.start, it.end) {
			hits = c.take(hits, it.start, it.end, name)
		}
	}
	return hits
}

// anyNamed reports whether a member of the list is named by itself.
func (c *projectClause) anyNamed(items []projectItem) bool {
	for i := range items {
		if items[i].own && c.named(&items[i], false) && !onlyQuoted(c.text[items[i].start:items[i].end]) {
			c.markAlike(items, c.text[items[i].start:items[i].end])
			return true
		}
	}
	return false
}

// onlyQuoted reports whether a name is a quotation and a kind, which says nothing of what stands beside it: “一网通办”平台.
func onlyQuoted(name string) bool {
	n := quotation(name)
	return n > 0 && (headAt(name[n:]).word == name[n:] || modifier(name[n:]) == "")
}

// markAlike marks the members that end in the same head as one that is named.
func (c *projectClause) markAlike(items []projectItem, named string) {
	head := named[lastHead(named):]
	for i := range items {
		items[i].alike = head != "" && items[i].own && strings.HasSuffix(c.text[items[i].start:items[i].end], head)
	}
}

// shortItems reports whether every member that has no head of its own is as long and as short as a name.
func shortItems(text string, items []projectItem) bool {
	return !slices.ContainsFunc(items, func(it projectItem) bool {
		n := utf8.RuneCountInString(text[it.start:it.end])
		return !it.own && (n < minCounted || n > maxLineName)
	})
}

// countedName reports whether a member that only a count makes a name may be one.
func countedName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= minCounted && n <= maxCounted && !general[s] && !general[prefixRunes(s, 2)]
}

// maxCounted is how many characters such a member has at most: 三里店拆迁集中安置小区.
const maxCounted = 14

// minCounted is how many characters a member has at least that only a count makes a name: 延长富县, not 供水.
const minCounted = 4

// maxDiversion is how many bytes the short name of a diversion of water has: 引大济岷, 引江济淮.
const maxDiversion = len("引大济岷岷")

// endsInLine reports whether a name ends in the head of a line, which is a name without 项目 too.
func endsInLine(name string) bool {
	at := lastHead(name)
	return at < len(name) && headAt(name[at:]).class == line
}

// built reports whether the list is of things to be built or carried out: a verb before it or words after it say so, or
// it is the whole title of a task.
func (c *projectClause) built(items []projectItem) bool {
	last := &items[len(items)-1]
	if slices.ContainsFunc(items, func(it projectItem) bool { return it.other }) {
		return false
	}
	if c.title && items[0].verb == noVerb && last.own && last.end == len(c.text) && len(items) == 1 {
		return true
	}
	if items[0].verb == building || items[0].verb == mention {
		return items[0].verb == building
	}
	return slices.ContainsFunc(items, func(it projectItem) bool {
		return it.tail || it.own && phaseLength(lastPhase(c.text[it.start:it.end])) > 0 || // 支持甲码头二期
			hasAnySuffix(it.shared, "项目", "工程") // 参与甲铁路、乙大桥等项目
	})
}

// share gives the items from open to end, of a list that ends in 等, what they share, unless they have heads of their own.
func (c *projectClause) share(all []projectItem, open, end int) []projectHit {
	items, last := all[open:end+1], &all[end]
	inCompany := c.inCompany(all[:end+1])
	var hits []projectHit
	entities, sibling := c.allEntities(items, lastClass(last.shared)), c.anyNamed(all[max(0, end+1-company):end+1])
	summed := last.summed > 0
	entities, sibling = entities || summed || last.counted && shortItems(c.text, items), sibling || summed
	for i := range items {
		it := &items[i]
		if summed && !it.own {
			c.trim(it, it.end) // 在甲县打造|乙里
		}
		name := c.text[it.start:it.end]
		switch {
		case it.many || name == "":
			continue
		case it.own && !(summed && it.head == street):
			if c.named(it, sibling) {
				hits = c.take(hits, it.start, it.end, name)
			}
			continue
		}
		bare, quoted := unquote(name)
		placed := hasCapacity(name) || last.counted && countedName(name) || !c.entity(it.start, it.end) &&
			(hasProper(name) || len(within(c.places, it.start, it.end)) > 0 || inCompany && mayBeName(name))
		switch suffix := sharedSuffix(name, last.shared); {
		case quoted:
			hits = c.take(hits, it.start, it.end, bare)
		case suffix == "" && placed: // 甲河岸线整治 of …等项目
			hits = c.take(hits, it.start, it.end, name)
		case isDiversion(name) && it.end-it.start <= maxDiversion && hasAnySuffix(last.shared, "水利工程", "调水工程", "水利项目", "水网工程"): // 引甲济乙 says it all
			hits = c.take(hits, it.start, it.end, name)
		case suffix != "" && entities:
			n := len(hits)
			hits = c.takeShared(hits, it, last.sharedEnd-len(last.shared), last.sharedEnd, name+suffix)
			if work, ok := strings.CutSuffix(suffix, "项目"); ok && len(hits) > n && endsInLine(name+work) { // 甲铁路 of 甲、乙等铁路项目
				hits[n].Name = name + work
			}
		}
	}
	return hits
}

// company is how many items of a list are looked at to judge one that nothing tells for a name: longer lists repeat
// themselves.
const company = 12

// inCompany reports whether most of the last items of a list are named, so that one of which nothing else tells it may
// be taken for a name too (狮子洋通道 of 甲乙高铁、狮子洋通道、丙机场等项目).
func (c *projectClause) inCompany(items []projectItem) bool {
	items = items[max(0, len(items)-company):]
	named := 0
	for i := range items {
		if items[i].own && c.named(&items[i], false) {
			named++
		}
	}
	return 3*named >= 2*len(items)
}

// mayBeName reports whether s, in such company, has the length of a name and no general word about it.
func mayBeName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= maxUnknown && n <= maxLineName && modifier(s) == s
}

// distribute gives the items before it, which are names alone, what it has after its own first name.
func (c *projectClause) distribute(items []projectItem, it *projectItem, first string) []projectHit {
	suffix := c.text[it.start+len(first) : it.end]
	if hasAnyPrefix(suffix, "沿线", "沿岸", "流域", "两岸", "之间", "两市", "两地", "两县", "三市", "三县") {
		it.start = items[0].start // one work that belongs to them all
		return nil
	}
	var hits []projectHit
	for i := range items {
		hits = c.takeShared(hits, &items[i], it.start+len(first), it.end, c.text[items[i].start:items[i].end]+suffix)
	}
	return hits
}

// lastClass is the class of the head that a shared end ends in.
func lastClass(shared string) headClass {
	return headAt(shared[lastHead(shared)%max(len(shared), 1):]).class
}

// take adds a project of that name, without the quotation marks around it.
func (c *projectClause) take(hits []projectHit, start, end int, name string) []projectHit {
	name, _ = unquote(strings.TrimSpace(name))
	if name == "" {
		return hits
	}
	return append(hits, projectHit{
		Name: name, Kind: projectKind(name), Span: graph.Span{Start: start, End: end},
		Places: within(c.places, start, end),
	})
}

// takeShared adds a project whose name is that of the item and what it shares with others, from from to end.
func (c *projectClause) takeShared(hits []projectHit, it *projectItem, from, end int, name string) []projectHit {
	n := len(hits)
	hits = c.take(hits, it.start, end, name)
	for i := n; i < len(hits); i++ {
		hits[i].Places = slices.Concat(within(c.places, it.start, it.end), within(c.places, from, end))
	}
	return hits
}

// unquote takes a name out of the quotation marks around it.
func unquote(s string) (string, bool) {
	if n := quotation(s); n == 0 || n < len(s) {
		return s, false
	}
	return strings.Trim(s, "“”\""), true
}
