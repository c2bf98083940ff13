package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// partOfOther reports whether what follows a stem makes it part of another name: of a mountain or water (吕梁|山), a region
// that is no division (南沙|新区), a town or street (安平|镇), or another word (西南|通道).
func (s *placeScanner) partOfOther(start, end int, adjacent bool) bool {
	next := s.text[end:]
	if hasAnyPrefix(next, afterStem[s.text[start:end]]...) || hasAnyPrefix(next, regions...) {
		return true
	}
	if !adjacent && strings.HasSuffix(s.text[:start], "大") && strings.HasPrefix(next, "都市") {
		return true
	}
	if inLineName(next) {
		return true
	}
	for _, list := range [][]continuation{natural, township, events} {
		for _, c := range list {
			if strings.HasPrefix(next, c.word) && !hasAnyPrefix(next, c.not...) {
				length, full, inner := gazetteer.Match(next) // 广州|海珠区, 广西|河池: the next place begins here
				return length == 0 || !full && !holdsAny(s.text[start:end], inner)
			}
		}
	}
	return false
}

// inLineName reports whether a stem before next is two characters of the short name of a road or railway: 昌吉|赣铁路.
func inLineName(next string) bool {
	r, size := utf8.DecodeRuneInString(next)
	return !strings.ContainsRune("东西南北中新老段至到、,的等和及与", r) && hasAnyPrefix(next[size:], "铁路", "高铁", "高速", "客运专线", "城际", "客专")
}

// holdsAny reports whether one of the divisions lies in one that the stem stands for.
func holdsAny(stem string, divisions []gazetteer.Division) bool {
	return slices.ContainsFunc(gazetteer.Stemmed(stem), func(d gazetteer.Division) bool {
		return slices.ContainsFunc(divisions, func(in gazetteer.Division) bool { return in.Code != d.Code && lies(in, d.Code) })
	})
}

// maxSlogan is how many characters a quoted name may have in which a place is no naming of it: a slogan (“赢在广州”) or the
// name of a fund or contest, but not a quoted sentence.
const maxSlogan = 16

// slogan reports whether the stretch stands in a short quotation that is more than it.
func (s *placeScanner) slogan(start, end int) bool {
	before, after := s.text[:start], s.text[end:]
	for n := 0; n <= maxSlogan; n++ {
		r, size := utf8.DecodeLastRuneInString(before)
		if size == 0 || strings.ContainsRune("”。;,\n", r) {
			return false
		}
		before = before[:len(before)-size]
		if r != '“' && r != '"' {
			continue
		}
		shut := strings.IndexAny(after[:min(len(after), maxSlogan*utf8.UTFMax)], "”\"")
		inside := s.text[len(before)+size : end+max(shut, 0)]
		return shut >= 0 && utf8.RuneCountInString(inside) <= maxSlogan && inside != s.text[start:end] &&
			!strings.ContainsAny(inside, "—-、,“\"")
	}
	return false
}

// maxProvinces is how many one-character names of provinces may stand together: no more than there are provinces.
const maxProvinces = 34

// provinces takes a run of two or more one-character names of provinces (陕晋甘) where the words after it say that they
// stand for provinces, and returns where it ends.
func (s *placeScanner) provinces(at int) (int, bool) {
	end, n := at, 0
	for n <= maxProvinces && end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !gazetteer.Abbreviates(r) {
			break
		}
		end += size
		n++
	}
	rest := s.text[end:]
	if n > maxProvinces {
		return end, true // no text, so no names
	}
	if n < 2 || !hasAnyPrefix(strings.TrimLeft(rest, "两二三四五六七八九"), "省", "直辖市", "自治区") {
		return at, false
	}
	for at < end {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		d, _ := gazetteer.Abbreviated(r)
		s.names = append(s.names, placeName{start: at, end: at + size, candidates: []gazetteer.Division{d}})
		at += size
	}
	return end, true
}

// judge accepts names: first those that are sure, then those that the document or their neighbours support. Support goes
// along a list in both directions, so the names are gone through forward, back and forward again.
func (s *placeScanner) judge() {
	s.ofKind = make([]bool, len(s.names))
	s.ofTowns = make([]bool, len(s.names))
	for i := len(s.names) - 1; i >= 0; i-- {
		if s.neighbour(i, 1) != nil {
			s.ofKind[i], s.ofTowns[i] = s.ofKind[i+1], s.ofTowns[i+1]
		} else {
			s.ofTowns[i] = endsInTowns(s.text[s.names[i].end:])
			s.ofKind[i] = s.neighbour(i, -1) != nil && endsInKind(s.text[s.names[i].end:])
		}
	}
	for i := range s.names {
		if s.names[i].strength == sure && !s.ofTowns[i] {
			s.accept(i)
		}
	}
	for range 2 {
		for i := range s.names {
			s.weigh(i)
		}
		for i := len(s.names) - 1; i >= 0; i-- {
			s.weigh(i)
		}
	}
	for i := 1; i < len(s.names); i++ { // 霞浦|三沙 is a town of the county, not the city
		n, p := &s.names[i], &s.names[i-1]
		if n.accepted && p.accepted && p.end == n.start && p.strength != sure && n.division.Level < graph.LevelCounty && !s.atHome(p) {
			p.accepted = false // 商都|广州
			continue
		}
		if n.accepted && p.accepted && p.end == n.start && n.division.Level == graph.LevelPrefecture && riskyStems[s.text[n.start:n.end]] && n.division.Province() != p.division.Province() {
			n.accepted = false // 大理|海东 is a town, not the city of another province
			continue
		}
		if n.accepted && p.accepted && p.end == n.start && p.division.Level == graph.LevelCounty && !lies(n.division, p.division.Code) && // nor 铁山港|东港区
			(s.text[n.start:n.end] == n.division.Stem || s.text[p.start:p.end] == p.division.Stem) {
			n.accepted = false
		}
	}
}

func (s *placeScanner) weigh(i int) {
	if n := &s.names[i]; !n.accepted && n.strength != sure && !s.ofTowns[i] && s.supported(i) {
		s.accept(i)
	}
}

func (s *placeScanner) supported(i int) bool {
	n := &s.names[i]
	before := s.neighbour(i, -1)
	if s.amongMountains(i) {
		return false
	}
	own := n.strength == district && s.context.ofCity() && !plainWords[s.text[n.start:n.end]] && s.ownPart(n)
	if n.strength == district && s.water(n) {
		return s.listed(i) || own && strings.HasSuffix(s.text[n.start:n.end], "山")
	}
	if before != nil && before.accepted && before.end == n.start && s.anyIn(n, before.division.Code) && !commonNouns[s.text[n.start:n.end]] {
		return true
	}
	if n.strength == generic && s.context.ofCity() && s.anyIn(n, s.context.issuer.Code) {
		return true
	}
	if n.strength != generic && s.ofKind[i] {
		return true
	}
	for _, p := range []*placeName{before, s.neighbour(i, 1)} {
		if p == nil || p.end == n.start || p.start == n.end {
			continue
		}
		if p.accepted && (s.alike(n, p.division) || s.nearHome(n, p.division)) || !p.accepted && n.strength != generic && (s.shareHome(n, p) || s.siblings(n, p)) {
			return true
		}
	}
	if n.strength == district && s.listed(i) {
		return true
	}
	if own {
		return true
	}
	return (n.strength == county || n.strength == area) && s.atHome(n)
}

// fewestListed is how many accepted names make a list one of places, so that an ordinary word in it is a name as well.
const fewestListed = 2

// maxListed is how far from a name its list is looked through: far enough for the counties of a prefecture.
const maxListed = 20

// listed reports whether a name stands in a list of places of its province (茶陵、炎陵、通道), or, for the name of a water,
// beside a place of its prefecture that is none.
func (s *placeScanner) listed(i int) bool {
	n, accepted := &s.names[i], 0
	for _, step := range []int{-1, 1} {
		for k := i; accepted < fewestListed && max(k-i, i-k) < maxListed; k += step {
			p := s.neighbour(k, step)
			if p == nil || p.end == s.names[k].start || p.start == s.names[k].end || s.water(p) && !p.accepted {
				break
			}
			if !p.accepted || s.water(p) {
				continue
			}
			if s.water(n) && (s.alike(n, p.division) || !s.runsInto(i) && s.context.hasIssuer && s.anyIn(n, s.context.issuer.Province()) && lies(p.division, s.context.issuer.Province())) {
				return true
			}
			if s.anyIn(n, p.division.Province()) {
				accepted++
			}
		}
	}
	return accepted >= fewestListed
}

// runsInto reports whether another name ends where name i begins: 南岳|衡山.
func (s *placeScanner) runsInto(i int) bool {
	return i > 0 && s.names[i-1].end == s.names[i].start
}

// alike reports whether a name may stand for a division that would be listed with d: the weaker the name, the nearer it
// must lie.
func (s *placeScanner) alike(n *placeName, d gazetteer.Division) bool {
	if n.strength == county {
		return true
	}
	return slices.ContainsFunc(n.candidates, func(c gazetteer.Division) bool {
		return lies(c, prefectureOf(d.Code)) || c.Level == graph.LevelPrefecture && lies(c, d.Province())
	})
}

// ownPart reports whether a name is that of a part of the issuer's city, which its plan calls by their stems: districts,
// unless the stem is also a word, and counties.
func (s *placeScanner) ownPart(n *placeName) bool {
	ordinary := ordinaryWords[s.text[n.start:n.end]]
	return slices.ContainsFunc(n.candidates, func(d gazetteer.Division) bool {
		return lies(d, s.context.issuer.Code) && (!ordinary || !strings.HasSuffix(d.Name, "区"))
	})
}

// nearHome reports whether a name that is no word for anything else, or that of a county and not such a word, may be
// listed with d because both lie in one province: in any for a district (黄陂、孝昌), in the issuer's for a county (泰兴、如皋).
func (s *placeScanner) nearHome(n *placeName, d gazetteer.Division) bool {
	word := s.text[n.start:n.end]
	if n.strength != district || s.water(n) {
		return false
	}
	if !ordinaryWords[word] {
		return s.anyIn(n, d.Province())
	}
	if plainWords[word] || !s.context.hasIssuer || d.Province() != s.context.issuer.Province() {
		return false
	}
	return slices.ContainsFunc(n.candidates, func(c gazetteer.Division) bool {
		return c.Province() == d.Province() && !strings.HasSuffix(c.Name, "区")
	})
}

// siblings reports whether two names that are listed together and are no other words can only lie in one province:
// 永川、江津.
func (s *placeScanner) siblings(n, p *placeName) bool {
	if ordinaryWords[s.text[n.start:n.end]] || ordinaryWords[s.text[p.start:p.end]] {
		return false
	}
	home := n.candidates[0].Province()
	return !slices.ContainsFunc(slices.Concat(n.candidates, p.candidates), func(d gazetteer.Division) bool { return d.Province() != home })
}

// shareHome reports whether two names that are listed together, though weak, may both lie in one prefecture of the
// issuer's (荔城、秀屿 in a plan of 莆田).
func (s *placeScanner) shareHome(n, p *placeName) bool {
	if !s.context.hasIssuer {
		return false
	}
	for _, d := range n.candidates {
		if lies(d, s.context.issuer.Province()) && d.Level == graph.LevelCounty && s.anyIn(p, prefectureOf(d.Code)) {
			return !s.context.ofCity() || lies(d, prefectureOf(s.context.issuer.Code))
		}
	}
	return false
}

// ofCity reports whether the issuer stands below the province, or is a province that is one city (直辖市).
func (c *context) ofCity() bool {
	return c.hasIssuer && (c.issuer.Level != graph.LevelProvince || c.issuer.Stem+"市" == c.issuer.Name)
}

// homeLevel is the level of the issuer as its own plan calls it: that of a city for 上海市; 0 when it is not known.
func (c *context) homeLevel() graph.Level {
	switch {
	case !c.hasIssuer:
		return 0
	case c.ofCity() && c.issuer.Level == graph.LevelProvince:
		return graph.LevelPrefecture
	}
	return c.issuer.Level
}

// neighbour is the name before (-1) or after (+1) name i when only a mark of a list or of a route stands between.
func (s *placeScanner) neighbour(i, step int) *placeName {
	if i+step < 0 || i+step >= len(s.names) {
		return nil
	}
	a, b := &s.names[min(i, i+step)], &s.names[max(i, i+step)]
	switch strings.Trim(s.text[a.end:b.start], "—-–~ \n") {
	case "", "、", "和", "与", "及", "以及", "至", "到", "市、", "县、", "区、":
		return &s.names[i+step]
	}
	return nil
}

// water reports whether the stem of a district is first of all the name of a lake, river or mountain: 运城|盐湖.
func (s *placeScanner) water(n *placeName) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[n.start:n.end])
	high := slices.ContainsFunc(n.candidates, func(d gazetteer.Division) bool { return d.Level != graph.LevelCounty })
	return !high && strings.ContainsRune("湖河江海山岛泉", r)
}

// amongMountains reports whether a county that has its name of a mountain is listed with one that is no division:
// 庐山、三清山.
func (s *placeScanner) amongMountains(i int) bool {
	n := &s.names[i]
	if !strings.HasSuffix(s.text[n.start:n.end], "山") {
		return false
	}
	if rest, ok := strings.CutPrefix(s.text[n.end:], "、"); ok && beginsInMountain(rest) {
		return true
	}
	head, ok := strings.CutSuffix(s.text[:n.start], "、")
	return ok && strings.HasSuffix(head, "山") && (i == 0 || s.names[i-1].end != len(head) || !s.names[i-1].accepted)
}

// maxMountain is how many characters the name of a mountain has at most.
const maxMountain = 4

// beginsInMountain reports whether text begins with the name of a mountain that is none of a division.
func beginsInMountain(text string) bool {
	n := strings.Index(text[:min(len(text), maxMountain*len("山"))], "山")
	if n <= 0 || strings.ContainsAny(text[:n], stopRunes) {
		return false
	}
	length, _, _ := gazetteer.Match(text)
	return length < n
}

// endsInKind reports whether a list before text ends in words for counties: 等县, 三县, 等县（市、区）.
func endsInKind(text string) bool {
	rest := strings.TrimPrefix(text, "等")
	rest = strings.TrimLeft(rest, "0123456789两二三四五六七八九十多个")
	return !hasAnyPrefix(rest, "县域", "县级", "县城") &&
		hasAnyPrefix(rest, "县", "自治县", "自治州", "自治旗", "区县", "市县", "旗县", "区(", "市(", "区、市", "市、区", "区市", "市区")
}

// endsInTowns reports whether a list before text ends in words for towns, which may be called like counties: 刘坪、中山等乡镇.
func endsInTowns(text string) bool {
	for strings.HasPrefix(text, "、") { // …、海会等镇
		item := text[len("、"):min(len(text), (maxTown+2)*len("镇"))]
		n := strings.IndexAny(item, "、等")
		if n <= 0 {
			break
		}
		text = text[len("、")+n:]
	}
	rest, ok := strings.CutPrefix(text, "等")
	rest = strings.TrimLeft(rest, "0123456789两二三四五六七八九十多余个")
	return ok && hasAnyPrefix(rest, "乡镇", "镇", "乡、", "乡(", "街道", "村", "集镇", "场镇", "圩镇")
}

// atHome reports whether a candidate lies in the issuer's province or in a province or prefecture that the text names.
func (s *placeScanner) atHome(n *placeName) bool {
	return slices.ContainsFunc(n.candidates, func(d gazetteer.Division) bool {
		return s.context.hasIssuer && d.Province() == s.context.issuer.Province() || s.context.named[d.Parent]
	})
}

func (s *placeScanner) anyIn(n *placeName, code string) bool {
	return slices.ContainsFunc(n.candidates, func(d gazetteer.Division) bool { return lies(d, code) })
}

// lies reports whether d is or lies in the division with this code.
func lies(d gazetteer.Division, code string) bool {
	return d.Code == code || strings.HasPrefix(d.Code, strings.TrimSuffix(strings.TrimSuffix(code, "00"), "00"))
}

func prefectureOf(code string) string { return code[:4] + "00" }

// accept settles which division name i stands for; when nothing tells, it is left out.
func (s *placeScanner) accept(i int) {
	n := &s.names[i]
	left := n.candidates
	if p := s.neighbour(i, -1); p != nil && p.accepted && p.end == n.start && p.division.Level < graph.LevelCounty {
		if inside := filter(left, func(d gazetteer.Division) bool { return lies(d, p.division.Code) }); len(inside) > 0 {
			left = inside
		} else if p.strength == sure && len(s.text[p.start:p.end]) > len("陕") {
			n.outside = p.division
		}
	}
	for _, p := range s.preferences(i) {
		if len(left) == 1 {
			break
		}
		if better := filter(left, p); len(better) > 0 {
			left = better
		}
	}
	if len(left) == 1 {
		n.accepted, n.division = true, left[0]
	}
}

// preferences tell candidates apart, the strongest reason first.
func (s *placeScanner) preferences(i int) []func(gazetteer.Division) bool {
	high := graph.LevelCounty
	for _, d := range s.names[i].candidates {
		high = min(high, d.Level)
	}
	issuer := s.context.issuer.Code
	in := func(code string) func(gazetteer.Division) bool {
		return func(d gazetteer.Division) bool { return code != "" && lies(d, code) }
	}
	var near string
	for _, step := range []int{-1, 1} {
		if p := s.neighbour(i, step); p != nil && p.accepted {
			near = p.division.Code
		}
	}
	list := []func(gazetteer.Division) bool{func(d gazetteer.Division) bool { return d.Level <= graph.LevelPrefecture && d.Level == high }}
	if issuer != "" {
		list = append(list, in(issuer), in(prefectureOf(issuer)), in(s.context.issuer.Province()))
	}
	if near != "" {
		list = append(list, in(prefectureOf(near)), in(near[:2]+"0000"))
	}
	surface := s.text[s.names[i].start:s.names[i].end]
	return append(list,
		func(d gazetteer.Division) bool { return d.Stem == surface || d.Name == surface }, // not one that was called so once
		func(d gazetteer.Division) bool { return s.context.named[d.Parent] },
		func(d gazetteer.Division) bool { return s.context.named[d.Province()] },
		func(d gazetteer.Division) bool { return d.ValidIn(s.context.year) },
		func(d gazetteer.Division) bool { return d.Until == 0 },
		func(d gazetteer.Division) bool { return d.Level == high },
	)
}

func filter(divisions []gazetteer.Division, keep func(gazetteer.Division) bool) []gazetteer.Division {
	var out []gazetteer.Division
	for _, d := range divisions {
		if keep(d) {
			out = append(out, d)
		}
	}
	return out
}
