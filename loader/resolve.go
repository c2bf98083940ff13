package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// country is the jurisdiction (管辖区域) of central bodies in keys.
const country = "中国"

// resolver gives names of bodies their jurisdiction and their name in full.
type resolver struct {
	issuer   gazetteer.Division
	known    bool   // issuer is known
	national bool   // the document is of a central body
	tag      string // stands for the division of a document whose issuer is not known
	cache    map[string]*graph.Entity
	places   map[string]gazetteer.Division // divisions that keys name, by key
}

func newResolver(tag string) *resolver {
	return &resolver{tag: tag, cache: map[string]*graph.Entity{}, places: map[string]gazetteer.Division{}}
}

// body is the entity that a folded name stands for.
func (r *resolver) body(name string, generic bool) *graph.Entity {
	if e, ok := r.cache[name]; ok {
		return e
	}
	e := r.read(name, generic)
	r.cache[name] = e
	return e
}

func (r *resolver) read(name string, generic bool) *graph.Entity {
	bare := withoutNote(name)
	switch {
	case generic:
		e := r.entity(r.home(), name, name, nil)
		e.Sort = uint8(graph.DepartmentGeneric)
		return e
	case isPlace(bare):
		return r.government(bare)
	}
	for _, p := range []string{"中共", "中国共产党"} {
		if s, ok := strings.CutPrefix(bare, p); ok && s != "" {
			return r.local(s)
		}
	}
	return r.local(bare)
}

// home is the division whose plan this is.
func (r *resolver) home() place {
	switch {
	case r.national:
		return place{national: true}
	case r.known:
		return place{division: r.issuer, known: true}
	}
	return place{tag: r.tag}
}

// place is where a body has its jurisdiction.
type place struct {
	division gazetteer.Division
	known    bool
	national bool
	tag      string // when not known
	relative string // the word that stands for it: 省
}

// path is the place as the parts of a key.
func (p place) path() []string {
	switch {
	case p.national:
		return []string{country}
	case !p.known:
		return slices.DeleteFunc([]string{"未知" + p.tag, p.relative}, func(s string) bool { return s == "" })
	}
	var path []string
	for d, ok := p.division, true; ok; d, ok = gazetteer.ByCode(d.Parent) {
		path = append(path, d.Name)
	}
	slices.Reverse(path)
	return path
}

// title is what the place is called in front of names: districts are named with their city.
func (p place) title() string {
	switch {
	case p.national:
		return ""
	case !p.known:
		return p.relative
	}
	if parent, ok := gazetteer.ByCode(p.division.Parent); ok && p.division.Level == graph.LevelCounty && strings.HasSuffix(p.division.Name, "区") {
		return parent.Name + p.division.Name
	}
	return p.division.Name
}

// relatives are the words that stand for the place itself in its own plans: 省, 市.
func (p place) relatives() []string {
	if !p.known {
		return nil
	}
	name := p.division.Name
	switch {
	case p.division.Level == graph.LevelProvince && strings.HasSuffix(name, "自治区"):
		return []string{"自治区", "区"}
	case strings.HasSuffix(name, "省"):
		return []string{"省"}
	case strings.HasSuffix(name, "自治州"):
		return []string{"州"}
	case strings.HasSuffix(name, "自治县"), strings.HasSuffix(name, "县"):
		return []string{"县"}
	case strings.HasSuffix(name, "旗"):
		return []string{"旗"}
	case strings.HasSuffix(name, "盟"):
		return []string{"盟"}
	case strings.HasSuffix(name, "区"):
		return []string{"区"}
	}
	return []string{"市"}
}

func (r *resolver) government(bare string) *graph.Entity {
	p, core, ok := r.explicit(bare)
	if !ok || core != "" {
		return r.local(bare)
	}
	return r.entity(p, "人民政府", p.title()+"人民政府", r.aliases(p, "人民政府", bare))
}

// local reads a name with its jurisdiction at its head, in it, or understood.
func (r *resolver) local(bare string) *graph.Entity {
	if p, core, ok := r.explicit(bare); ok && core != "" {
		return r.make(p, core)
	}
	if full, ok := canonicalCentral(bare); ok && (r.national || strings.HasPrefix(bare, "国家") || strings.HasPrefix(bare, "中国") || strings.HasPrefix(bare, "国务院")) {
		return r.central(full, bare)
	}
	if p, core, ok := r.relative(bare); ok {
		return r.make(p, core)
	}
	if e := r.league(bare); e != nil {
		return e
	}
	if n, full, _ := gazetteer.Match(bare); n > 0 && !full && zone(bare[n:]) {
		name := canonicalCore(bare)
		return r.entity(r.home(), name, name, []string{bare})
	}
	if p, core, name, ok := r.inner(bare); ok {
		return r.entity(p, core, name, []string{bare})
	}
	for _, suffix := range []string{"总局", "总署", "银保监会", "证监会", "银监会", "保监会", "人民银行"} {
		if strings.HasSuffix(bare, suffix) {
			full, _ := canonicalCentral(bare)
			return r.central(full, bare)
		}
	}
	for _, prefix := range []string{"国家", "国务院", "中央", "中国", "中华", "全国", "中铁", "最高", "国网"} {
		if strings.HasPrefix(bare, prefix) {
			return r.central(canonicalCore(bare), bare)
		}
	}
	if r.national || strings.HasSuffix(bare, "部") && !partyWord(bare) && bodyEnding(bare) == "部" {
		return r.central(canonicalCore(bare), bare)
	}
	return r.make(r.home(), bare)
}

// league is the entity of a committee of the Communist Youth League (共青团), which has the word for its division inside: 团市委.
func (r *resolver) league(bare string) *graph.Entity {
	p, ok := place{}, false
	for _, head := range []string{"中国共产主义青年团", "共青团", "团"} {
		rest, cut := strings.CutPrefix(bare, head)
		where, committee := strings.CutSuffix(strings.TrimSuffix(rest, "员会"), "委")
		if !cut || !committee || where == "" {
			continue
		}
		if slices.Contains(relativePrefixes, where) {
			p, _, ok = r.relative(where + "团委")
		} else if d, core, known := r.divisions(where, func(rest string) bool { return rest == "" }); known && core == "" {
			p, ok = d, true
		}
		break
	}
	if !ok {
		return nil
	}
	title := p.title()
	return r.entity(p, "共产主义青年团委员会", "共青团"+title+"委员会", []string{bare, "共青团" + title + "委", title + "团委", "团" + title + "委"})
}

// namedByStem are endings of bodies whose names begin with the stem of a division: 山西检验检疫局.
var namedByStem = []string{"局", "厅", "海关", "分行", "支行", "军分区", "法院", "检察院"}

// zone reports whether what follows the stem of a division makes it the name of a zone, which is none: 钱塘新区管委会.
func zone(rest string) bool {
	return firstOf(rest, "新区", "开发区", "经济", "经开区", "高新", "保税", "自贸", "临港", "示范区", "度假区", "国际", "综合") != ""
}

func takesStem(rest string) bool {
	return utf8.RuneCountInString(rest) >= 2 && !zone(rest) && slices.ContainsFunc(namedByStem, func(e string) bool { return strings.HasSuffix(rest, e) })
}

// central is the entity of a central body.
func (r *resolver) central(full, printed string) *graph.Entity {
	p := place{national: true}
	core := cutAny(full, "国家", "中国", "中华人民共和国")
	aliases := append([]string{printed}, loadBodyNames().shortly[full]...)
	for _, a := range loadBodyNames().shortly[full] {
		for _, prefix := range []string{"国家", "中国"} {
			if strings.HasPrefix(full, prefix) && !strings.HasPrefix(a, prefix) {
				aliases = append(aliases, prefix+a)
			}
		}
	}
	return r.entity(p, core, full, aliases)
}

// make is the entity of a local body with this name without jurisdiction.
func (r *resolver) make(p place, core string) *graph.Entity {
	if e := r.party(p, core); e != nil {
		return e
	}
	full := canonicalCore(core)
	if full == "人民政府办公厅" && !p.national && p.level() > graph.LevelProvince {
		full = "人民政府办公室"
	}
	if p.national {
		return r.central(full, core)
	}
	return r.entity(p, full, p.title()+full, r.aliases(p, full, "", core))
}

// party is the entity of an office of the party's committee of a place (党委部门), nil when the name is of none. Its name may
// or may not begin with 委: 市委编办, 市编办.
func (r *resolver) party(p place, core string) *graph.Entity {
	names := loadBodyNames()
	office, ok := strings.CutPrefix(core, "委")
	if ok = ok && !strings.HasPrefix(core, "委员会"); !ok {
		if office = core; names.party[office] == "" || p.national {
			return nil
		}
	}
	full := office
	if f, known := names.party[office]; known {
		full = f
	}
	cores := []string{"委" + office, "委" + full}
	if full != office || names.party[office] != "" {
		cores = append(cores, office, full)
	}
	for _, short := range names.shortWholes[full] {
		cores = append(cores, "委"+short, short)
	}
	return r.entity(p, "中共委员会"+full, "中共"+p.title()+"委"+full, r.aliases(p, "", "", cores...))
}

// level is the level of the division of a place.
func (p place) level() graph.Level {
	if p.known {
		return p.division.Level
	}
	return relativeLevel(p.relative)
}

// aliases are the forms of a name: jurisdiction in full or understood, name in full or short.
func (r *resolver) aliases(p place, full, printed string, cores ...string) []string {
	var out []string
	if printed != "" {
		out = append(out, printed)
	}
	heads := append([]string{p.title()}, p.relatives()...)
	if p.known {
		heads = append(heads, p.division.Name)
	}
	if full != "" {
		cores = append(append(cores, full), shortCores(full)...)
	}
	for _, h := range heads {
		for _, c := range cores {
			out = append(out, h+c)
		}
	}
	return out
}

func (r *resolver) entity(p place, core, name string, aliases []string) *graph.Entity {
	e := &graph.Entity{Key: graph.Key(graph.KindDepartment, append(p.path(), core)...), Name: name}
	for _, a := range aliases {
		if a != name && a != "" && !slices.Contains(e.Aliases, a) {
			e.Aliases = append(e.Aliases, a)
		}
	}
	switch {
	case p.national:
		e.Level = graph.LevelNational
	case p.known:
		e.Level = p.division.Level
		e.In = cityKey(p.division)
		r.places[e.In] = p.division
	default:
		e.Level = relativeLevel(p.relative)
	}
	e.Sort = uint8(bodyKind(name, e.Level))
	if strings.HasPrefix(core, "中共") {
		e.Sort = uint8(graph.DepartmentPartyOrgan)
	}
	return e
}

func relativeLevel(word string) graph.Level {
	switch word {
	case "省", "自治区":
		return graph.LevelProvince
	case "市", "州", "盟":
		return graph.LevelPrefecture
	case "镇", "乡":
		return graph.LevelTownship
	}
	return graph.LevelCounty
}

func cityKey(d gazetteer.Division) string { return graph.Key(graph.KindCity, d.Code) }

// explicit reads the names of divisions at the head of a name: 鞍山市立山区人民政府, and stems before a field office: 山西检验检疫局.
func (r *resolver) explicit(name string) (p place, core string, ok bool) {
	return r.divisions(name, takesStem)
}

// divisions reads the names of divisions at the head of a name, in full or as a stem that may stand before what follows.
func (r *resolver) divisions(name string, stem func(rest string) bool) (p place, core string, ok bool) {
	rest := name
	for {
		n, full, candidates := gazetteer.Match(rest)
		if n == 0 || !full && (p.known || !stem(rest[n:])) {
			break
		}
		if strings.HasPrefix(rest[n:], "市场") && strings.HasSuffix(rest[:n], "市") {
			break
		}
		d, found := r.choose(candidates, p)
		if !found {
			break
		}
		p, rest = place{division: d, known: true}, rest[n:]
	}
	return p, rest, p.known
}

// choose picks the division that a name stands for: the issuer or what it lies in, what lies in it, then what lies in
// its province; elsewhere only when no other could be meant.
func (r *resolver) choose(candidates []gazetteer.Division, above place) (gazetteer.Division, bool) {
	best, rank, ties := gazetteer.Division{}, 0, 0
	for _, d := range candidates {
		k := r.rank(d, above)
		switch {
		case k > rank:
			best, rank, ties = d, k, 1
		case k == rank:
			ties++
		}
	}
	return best, rank > 0 && ties == 1
}

func (r *resolver) rank(d gazetteer.Division, above place) int {
	if above.known {
		if liesIn(d, above.division.Code) {
			return 10
		}
		return 0
	}
	base := 1
	switch {
	case r.known && (d.Code == r.issuer.Code || liesIn(r.issuer, d.Code)):
		base = 6
	case r.known && liesIn(d, r.issuer.Code):
		base = 5
	case r.known && d.Province() == r.issuer.Province():
		base = 4
	case d.Level == graph.LevelProvince:
		base = 3
	case d.Level == graph.LevelPrefecture:
		base = 2
	}
	if d.Until != 0 {
		return 2*base - 1
	}
	return 2 * base
}

// liesIn reports whether a division lies in the one with this code.
func liesIn(d gazetteer.Division, code string) bool {
	for ok := true; ok; d, ok = gazetteer.ByCode(d.Parent) {
		if d.Parent == code {
			return true
		}
	}
	return false
}

// relative reads a word such as 省 at the head of a name by the division of the issuer.
func (r *resolver) relative(name string) (place, string, bool) {
	prefix := ownPrefix(name)
	if prefix == "" {
		return place{}, "", false
	}
	core := name[len(prefix):]
	word := prefix
	if w, ok := strings.CutSuffix(prefix, "委"); ok {
		word, core = w, "委"+core
	}
	if !slices.Contains(relativePrefixes, word) {
		return place{}, "", false
	}
	if r.known {
		for d, ok := r.issuer, true; ok; d, ok = gazetteer.ByCode(d.Parent) {
			if p := (place{division: d, known: true}); slices.Contains(p.relatives(), word) {
				return p, core, true
			}
		}
	}
	return place{tag: r.tag, relative: word}, core, true
}

// innerHeads are what stands before the division inside the name of a field office, short and in full.
var innerHeads = []struct{ head, full string }{
	{"中国人民银行", "中国人民银行"}, {"人民银行", "中国人民银行"}, {"人行", "中国人民银行"}, {"海关总署", "海关总署"}, {"中国证监会", "中国证监会"}, {"证监会", "中国证监会"},
	{"中国银保监会", "中国银保监会"}, {"银保监会", "中国银保监会"}, {"国家税务总局", "国家税务总局"}, {"国家统计局", "国家统计局"}, {"国家金融监督管理总局", "国家金融监督管理总局"},
	{"国家金融监管总局", "国家金融监督管理总局"}, {"国网", "国网"}, {"中国", "中国"}, {"国家", "国家"},
}

// inner reads the division inside the name of a field office: 人民银行广东省分行, 海关总署广东分署. core is the name without
// it, name the name with the head in full.
func (r *resolver) inner(bare string) (p place, core, name string, ok bool) {
	for _, h := range innerHeads {
		rest, cut := strings.CutPrefix(bare, h.head)
		if !cut {
			continue
		}
		if p, core, ok := r.divisions(rest, func(string) bool { return true }); ok && core != "" {
			if h.full == "国家税务总局" && strings.HasSuffix(core, "税务局") {
				return p, core, p.title() + core, true // 国家税务总局衡阳市税务局 is 衡阳市税务局
			}
			return p, h.full + core, h.full + rest, true
		}
	}
	return place{}, "", "", false
}
