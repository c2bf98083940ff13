package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// distribute gives every actor the parts that its neighbours share with it.
func (l *nameList) distribute() {
	l.counted()
	l.ofLevels()
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

// levelGroups are words for the levels that the counties of one list have between them.
var levelGroups = []struct {
	word   string
	levels []string
}{
	{"县(市、区)", []string{"县", "市", "区"}}, {"市(县、区)", []string{"市", "县", "区"}}, {"县(市)区", []string{"县", "市", "区"}}, {"县(市)", []string{"县", "市"}}, {"市(县)", []string{"市", "县"}},
	{"县(区)", []string{"县", "区"}}, {"区(县)", []string{"区", "县"}}, {"县市区", []string{"县", "市", "区"}}, {"县区", []string{"县", "区"}}, {"区县", []string{"区", "县"}}, {"县市", []string{"县", "市"}},
}

// ofLevels hands counties that are counted together the word for the level of each: 晋江、石狮、惠安县（市）政府.
func (l *nameList) ofLevels() {
	for last := len(l.actors) - 1; last > 0; last-- {
		for _, g := range levelGroups {
			stem, core, ok := strings.Cut(l.actors[last].name, g.word)
			if !ok || named(stem, g.levels) == "" || core != "" && bodyEnding(core) == "" && core != "政府" {
				continue
			}
			for i := last; i >= 0; i-- {
				name := stem
				if i < last {
					name = l.actors[i].name
				}
				full := named(name, g.levels)
				if full == "" {
					break
				}
				l.actors[i].name, l.actors[i].surface = full+core, full+core
				if !l.actors[i].chained {
					break
				}
			}
			break
		}
	}
}

// named is the name in full of the county with this stem of one of these levels; "" when there is none.
func named(stem string, levels []string) string {
	for _, level := range levels {
		if stem != "" && len(gazetteer.Named(stem+level)) > 0 {
			return stem + level
		}
	}
	return ""
}

// suffixes hands the end of a name to the names before it: 临汾市、运城市人民政府; 市发展改革、财政、教育部门.
func (l *nameList) suffixes() {
	for i := len(l.actors) - 2; i >= 0; i-- {
		a, next := &l.actors[i], &l.actors[i+1]
		if !next.chained || a.generic {
			continue
		}
		suffix := stemSuffix(a.name, next.name)
		if suffix == "" {
			suffix = officeSuffix(a.name, next.name)
		}
		switch {
		case suffix != "":
		case isPlace(a.name):
			_, core, ok := cutPlace(next.name)
			if !ok || core == "" || next.name == core || !sameLevel(a.name, next.name) && core != "政府" && core != "人民政府" { // 三亚市、陵水县政府: a place alone is its government anyway
				continue
			}
			suffix = core
		case isField(a.name) && strings.HasSuffix(next.name, "部门") && !next.generic:
			suffix = "部门"
		case bodyEnding(a.name) == "" && !strings.HasSuffix(a.name, ")"):
			e := bodyEnding(next.name)
			if e == "" || isField(e) || strings.HasSuffix(next.name, ")") || hasAnySuffix(e, "公司", "集团") && utf8.RuneCountInString(a.name) > shortestName {
				continue // 新奥燃气、市水务集团: an enterprise known by its name alone
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

// officeSuffix is the office that an area shares with the one after it: 管委会 of 甲经开区、乙高新区管委会; 办事处 of
// 甲街道、乙街道办事处; 政府 of 甲镇、乙镇政府; "" when it shares none.
func officeSuffix(name, next string) string {
	if isPlace(name) || looksGeneric(name) {
		return ""
	}
	for _, o := range []struct {
		office string
		areas  []string
	}{
		{"管委会", areasWithOffice}, {"管理委员会", areasWithOffice}, {"管委", areasWithOffice}, {"办事处", []string{"街道"}},
		{"人民政府", []string{"镇", "乡"}}, {"政府", []string{"镇", "乡"}},
	} {
		if area, ok := strings.CutSuffix(next, o.office); ok && hasAnySuffix(name, o.areas...) && hasAnySuffix(area, o.areas...) && !hasAnySuffix(name, "社区", "校区", "乡镇") {
			return o.office
		}
	}
	return ""
}

// areasWithOffice are the last characters of areas that have an office (管委会) for a government.
var areasWithOffice = []string{"区"}

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
	if n, full, _ := gazetteer.Match(name); n > 0 && (full || !slices.Contains(fieldWords, name[:n])) {
		return false
	}
	if placeWithin(name) {
		return false // 民航新疆管理局, 长江宜昌航道局
	}
	for _, p := range []string{"国家", "国务院", "中央", "中国", "中铁", "全国", "团", "共青团", "驻", "国网", "人民银行", "海关总署", "高新区", "经开区", "开发区", "新区", "示范区",
		"华北", "东北", "华东", "华中", "华南", "西北", "西南", "东南", "南方"} { // 华东能源监管局 is of a part of the country
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	if area, ok := strings.CutSuffix(name, "管理局"); ok && hasAnySuffix(area, "湾", "湖", "山", "岛", "谷", "景区", "新区", "新城") {
		return false // of an area with a name of its own
	}
	if hasAnySuffix(name, "水利委员会", "流域管理局", "航务管理局") {
		return false // of a river
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

// fieldWords are stems of divisions that also begin names of offices: 资源规划局, 合作交流办.
var fieldWords = []string{"资源", "合作", "振兴", "平安", "公安", "港口"}

// placeWithin reports whether the name of a province or prefecture stands within a name.
func placeWithin(name string) bool {
	for i := range name {
		if n, _, found := gazetteer.Match(name[i:]); n > 0 && (found[0].Level == graph.LevelProvince || found[0].Level == graph.LevelPrefecture) {
			return true
		}
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
