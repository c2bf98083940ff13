package loader

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

//go:embed bodies.tsv
var bodiesList string

// bodyNames are the short forms of names of bodies with what they stand for, and the other way round.
type bodyNames struct {
	stems, wholes, centrals, party   map[string]string
	shortStems, shortWholes, shortly map[string][]string // by full form
}

var loadBodyNames = sync.OnceValue(func() *bodyNames {
	b := &bodyNames{
		stems: map[string]string{}, wholes: map[string]string{}, centrals: map[string]string{}, party: map[string]string{},
		shortStems: map[string][]string{}, shortWholes: map[string][]string{}, shortly: map[string][]string{},
	}
	for line := range strings.Lines(bodiesList) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			continue
		}
		full, short := b.stems, b.shortStems
		switch f[0] {
		case "whole":
			full, short = b.wholes, b.shortWholes
		case "party":
			full, short = b.party, b.shortWholes
		case "central":
			full, short = b.centrals, b.shortly
		}
		for s := range strings.SplitSeq(f[1], ",") {
			s, onlyRead := strings.CutPrefix(s, "~")
			full[s] = f[2]
			if s != f[2] && !onlyRead {
				short[f[2]] = append(short[f[2]], s)
			}
		}
	}
	return b
})

// sortWords are the words for the sort of body at the end of a name, short and in full.
var sortWords = []struct{ short, full string }{
	{"总局", "总局"}, {"分局", "分局"}, {"委员会", "委员会"}, {"办公室", "办公室"}, {"委", "委员会"}, {"厅", "厅"}, {"局", "局"}, {"办", "办公室"}, {"部", "部"}, {"中心", "中心"},
}

// splitSort parts a name without jurisdiction into its stem and its word for the sort of body, in full.
func splitSort(core string) (stem, sort string) {
	for _, w := range sortWords {
		if s, ok := strings.CutSuffix(core, w.short); ok && utf8.RuneCountInString(s) >= 2 && !strings.HasSuffix(core, "组委") {
			return s, w.full
		}
	}
	return core, ""
}

// canonicalCore is a name without jurisdiction in full: 发展改革委 and 发改委 are 发展和改革委员会.
func canonicalCore(core string) string {
	b := loadBodyNames()
	if full, ok := b.wholes[core]; ok {
		return full
	}
	if strings.HasSuffix(core, "党委") {
		return core // 机关党委; its name in full is not made of 党 and 委员会
	}
	for _, form := range []string{"管委", "管理委员会"} { // 威海 and others print 管委
		if zone, ok := strings.CutSuffix(core, form); ok && zone != "" {
			return zone + "管委会"
		}
	}
	stem, sort := splitSort(core)
	if full, ok := b.stems[stem]; ok {
		stem = full
	}
	return stem + sort
}

// shortCores are the short forms of a name in full without jurisdiction.
func shortCores(full string) []string {
	b := loadBodyNames()
	out := append([]string{}, b.shortWholes[full]...)
	stem, sort := splitSort(full)
	short := sort
	for _, w := range sortWords {
		if w.full == sort {
			short = w.short
		}
	}
	for _, s := range append([]string{stem}, b.shortStems[stem]...) {
		if sort != "" && s+short != full {
			out = append(out, s+short)
		}
	}
	return out
}

// canonicalCentral is the full name of a central body (国家机关); ok says whether it is one that the table knows.
func canonicalCentral(name string) (full string, ok bool) {
	b := loadBodyNames()
	for _, n := range []string{name, cutAny(name, "国家", "中国", "国务院")} {
		if full, ok := b.centrals[n]; ok {
			return full, true
		}
	}
	core := canonicalCore(cutAny(name, "国家", "中国", "国务院"))
	for _, prefix := range []string{"国家", "中国", "国务院", ""} {
		if _, ok := b.shortly[prefix+core]; ok {
			return prefix + core, true
		}
	}
	return name, false
}

func cutAny(name string, prefixes ...string) string {
	for _, p := range prefixes {
		if s, ok := strings.CutPrefix(name, p); ok && utf8.RuneCountInString(s) >= 2 {
			return s
		}
	}
	return name
}

// kindWords sort bodies by what their names hold; the first that fits counts.
var kindWords = []struct {
	kind     graph.DepartmentKind
	suffixes []string
	within   []string
}{
	{graph.DepartmentGovernment, []string{"人民政府", "行政公署"}, nil},
	{graph.DepartmentLeadingGroup, []string{"领导小组", "联席会议", "指挥部", "专班", "小组", "工作组", "领导小组办公室", "联席会议办公室", "协调机制"}, nil},
	{graph.DepartmentPartyOrgan, []string{"党委", "党工委", "党组", "纪委", "组织部", "宣传部", "统战部", "政法委", "政法委员会", "党校"}, nil},
	{graph.DepartmentFieldOffice, []string{"海关", "分署", "专员办", "税务局", "海事局", "气象局", "地震局", "通信管理局", "邮政管理局", "检验检疫局", "银行保险监督管理局", "证券监督管理局",
		"银保监局", "证监局", "金融监督管理局", "监管局", "调查总队", "煤矿安全监察局", "烟草专卖局", "无线电管理局", "铁路监督管理局", "出入境检验检疫局", "银保监分局", "监管分局"}, []string{"人民银行", "民航", "银保监", "证监会"}},
	{graph.DepartmentEnterprise, []string{"公司", "集团", "银行", "分行", "支行", "企业", "铁塔", "移动", "联通", "电信", "电力", "供电", "铁路局", "厂"}, []string{"集团", "国网", "公司"}},
	{graph.DepartmentOther, []string{"法院", "检察院", "大学", "学院", "学校", "医院", "协会", "学会", "商会", "联合会", "总工会", "工会", "委员会团委", "团委", "共产主义青年团委员会", "开发区", "新区", "园区", "管委会", "区管理委员会",
		"街道", "办事处", "社区", "研究院", "研究所", "实验室", "基金会", "供销合作社", "合作社", "电视台", "报社", "人民代表大会", "政协", "贸易促进委员会", "红十字会", "区", "中心", "科学院", "军分区", "武装部"}, nil},
}

// bodyKind is the sort of a body by its name in full.
func bodyKind(full string, level graph.Level) graph.DepartmentKind {
	for _, k := range kindWords {
		if level == graph.LevelNational && (k.kind == graph.DepartmentFieldOffice || strings.HasSuffix(full, "人民银行")) {
			continue // the head office of a field office is a department
		}
		for _, s := range k.suffixes {
			if strings.HasSuffix(full, s) {
				return k.kind
			}
		}
		for _, w := range k.within {
			if strings.Contains(full, w) {
				return k.kind
			}
		}
	}
	return graph.DepartmentOrdinary
}
