package loader

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// lengthCases checks a rule that says how much of a text belongs to a name: what it takes is the part before the bar.
func lengthCases(t *testing.T, name string, rule func(string) int, cases ...string) {
	t.Helper()
	for _, c := range cases {
		taken, rest, _ := strings.Cut(folded(c), "|")
		if n := rule(taken + rest); n != len(taken) {
			t.Errorf("%s(%s) takes %q, want %q", name, taken+rest, (taken + rest)[:n], taken)
		}
	}
}

func TestClauseEnd(t *testing.T) {
	lengthCases(t, "clauseEnd", func(s string) int { return clauseEnd(s, 0) },
		"推进铁路建设|，完善路网",
		"推进铁路建设|,完善路网",
		"推进铁路建设|。",
		"推进铁路建设|；",
		"牵头单位|：市发改委",
		"推进云泰铁路（南京，扬州段）建设|，完善",
		"推进云泰铁路(南京,扬州段)建设|",
		"推进（|，未闭合",
		"|\n换行",
		"一句到底|",
	)
}

func TestBracketEnd(t *testing.T) {
	lengthCases(t, "bracketEnd", bracketEnd,
		"（甲段）|建设",
		"(甲段)|建设",
		"|甲（乙）",
		"|（没有闭合",
		"（）|",
		"|",
	)
}

func TestSectionLength(t *testing.T) {
	lengthCases(t, "sectionLength", sectionLength,
		"南京段|建设",
		"南京至扬州段|等",
		"先行段|开工",
		"|阶段",
		"|建设南京段",
		"|和扬州段",
		"|的第一段",
		"|前期工作手段",
		"|没有",
		"|",
	)
}

func TestPhaseLength(t *testing.T) {
	lengthCases(t, "phaseLength", phaseLength,
		"二期|工程", "三期|", "十二期|", "2期|", "|期", "|二级", "|", "|近期",
	)
}

func TestBranchLength(t *testing.T) {
	lengthCases(t, "branchLength", branchLength,
		"东延|建设",
		"南延线|",
		"复线|改造",
		"石桥出口|建设",
		"南京连接线|、",
		"南|、",
		"北|",
		"|北京",
		"|建设出口",
		"|的出口",
		"|",
	)
}

func TestRoadCode(t *testing.T) {
	lengthCases(t, "roadCode", roadCode,
		"G312线|十里铺", "S28|石桥至云门", "X205线|改造", "G4|", "|G", "|A12", "|312国道", "|",
	)
	lengthCases(t, "roadNumber", roadNumber, "331线|乌力吉", "205|", "|二期", "|", "|2期")
}

func TestQuotation(t *testing.T) {
	lengthCases(t, "quotation", quotation,
		"“甲乙”|工程", `"甲乙"|工程`, "“甲“乙”|”", "|甲“乙”", "|“没有闭合", "|",
	)
	for s, want := range map[string]string{"“甲乙”": "甲乙", `"甲乙"`: "甲乙", "“甲”乙": "", "甲乙": "", "": ""} {
		inside, quoted := unquote(s)
		if quoted != (want != "") || quoted && inside != want {
			t.Errorf("unquote(%s) = %s, %v, want %q", s, inside, quoted, want)
		}
	}
}

func TestNumberLength(t *testing.T) {
	lengthCases(t, "numberLength", numberLength,
		"1.|建设", "（一）|建设", "一、|建设", "第十二条 |建设", "　　2．|建设", "|建设", "12、|建设",
	)
}

func TestFurtherHead(t *testing.T) {
	lengthCases(t, "furtherHead", func(s string) int { n, _ := furtherHead(s); return n },
		"物流中心|、",
		"基础设施扩建改造|",
		"黄河大桥|等",
		"项目|建设",
		"建设试点|。",
		"|建设项目",
		"|和工程",
		"|的工程",
		"|开工建设工程",
		"|，工程",
		"|没有",
	)
}

func TestCloses(t *testing.T) {
	for _, c := range []struct {
		rest string
		want bool
	}{
		{"", true}, {"、", true}, {"建设", true}, {"前期工作", true}, {"等项目", true}, {"和", true}, {"的建设", true}, {"项目", true},
		{"正式开放", true}, {"二期", true}, {"南京段", true}, {"（南京段）", true}, {"进入铺轨阶段", true},
		{"网", false}, {"沿线", false}, {"服务功能", false}, {"航线", false}, {"—扬州", false}, {"-扬州", false}, {"城市", false},
	} {
		if got := closes(c.rest, false); got != c.want {
			t.Errorf("closes(%q) = %v", c.rest, got)
		}
	}
	if !closes("网", true) {
		t.Error("a name closes where its part of the list ends")
	}
}

func TestEtcAt(t *testing.T) {
	for text, want := range map[string]string{
		"甲、乙等项目": "甲、乙", "高等级公路": "", "平等对待": "", "二等": "", "甲等高等学校": "甲", "等": "", "没有": "", "中等职业学校等": "中等职业学校",
	} {
		n := etcAt(text)
		if got := text[:max(n, 0)]; got != want {
			t.Errorf("etcAt(%s) is after %q, want %q", text, got, want)
		}
	}
}

func TestCountLength(t *testing.T) {
	for _, c := range []struct {
		taken, rest string
		digits      int
	}{
		{"2个", "城市", 1}, {"20个以上", "项目", 2}, {"十大", "工程", 1}, {"三条", "铁路", 1}, {"100家", "企业", 3}, {"", "二期", 0},
		{"", "城市", 0}, {"", "", 0}, {"十余项", "工程", 2},
	} {
		n, digits := countLength(c.taken + c.rest)
		if n != len(c.taken) || digits != c.digits {
			t.Errorf("countLength(%s) = %d, %d, want %d, %d", c.taken+c.rest, n, digits, len(c.taken), c.digits)
		}
	}
}

func TestConjunctionAt(t *testing.T) {
	lengthCases(t, "conjunctionAt", conjunctionAt,
		"和|扬州机场", "建设和|扬州机场", "规划建设以及|扬州", "及|乙", "|、乙", "|，乙", "|沿线和乙", "|",
	)
}

func TestTails(t *testing.T) {
	for s, want := range map[string]bool{
		"建设": true, "项目建设": true, "的建设": true, "正式开通": true, "年内建成通车": true, "进入铺轨阶段": true, "前期工作": true, "加快建设": true,
		"服务功能": false, "，完善": false, "": false, "作用": false,
	} {
		if got := tailOfBuilding(s); got != want {
			t.Errorf("tailOfBuilding(%s) = %v", s, got)
		}
	}
	for s, want := range map[string]bool{"起降场规划建设": true, "机场扩建": true, "服务": false, "": false} {
		if got := endsBuilding(s); got != want {
			t.Errorf("endsBuilding(%s) = %v", s, got)
		}
	}
	for s, want := range map[string]bool{"石桥机场扩建": true, "甲河综合治理": true, "石桥机场": false, "": false} {
		if got := endsInWork(s); got != want {
			t.Errorf("endsInWork(%s) = %v", s, got)
		}
	}
}

func TestModifier(t *testing.T) {
	for name, want := range map[string]string{
		"云泰铁路": "云泰", "农村公路": "", "国省干线公路": "", "沿黄公路": "沿黄", "城市轨道交通枢纽": "", "白石水库": "白石", "中小型病险水库": "",
		"生态湿地公园": "", "云水湿地公园": "云水", "配套公路工程": "",
	} {
		if got := modifier(name); got != want {
			t.Errorf("modifier(%s) = %q, want %q", name, got, want)
		}
	}
}

func TestHasProper(t *testing.T) {
	for name, want := range map[string]bool{
		"甲河治理工程": true, "丙山公园": true, "205国道改建工程": true, "地铁11号线": true, "云水胜境二期": true, "南京至扬州铁路": true, "石桥—云门公路": true,
		"引甲入乙工程": true, "黄河大桥": true, "粤港澳科创园": true, "苏陕产业园": true, "良渚遗址公园": true, "临江新片区算力中心": true, "G312改造工程": true,
		"河道整治工程": false, "平原山区工程": false, "内河航运中心": false, "污水处理厂": false, "革命遗址保护工程": false, "信号系统": false, "近期工程": false,
		"开发区": false, "智慧平台": false,
	} {
		if got := hasProper(name); got != want {
			t.Errorf("hasProper(%s) = %v", name, got)
		}
	}
}

func TestHoldsPlace(t *testing.T) {
	for name, want := range map[string]bool{
		"湛江综合保税区": true, "华能南京电厂": true, "江苏省会展中心": true, "资源循环基地": false, "新兴产业园": false, "科技创新中心": false, "南京": false,
	} {
		if got := holdsPlace(name); got != want {
			t.Errorf("holdsPlace(%s) = %v", name, got)
		}
	}
}

func TestSharedSuffix(t *testing.T) {
	for _, c := range []struct{ name, shared, want string }{
		{"南京", "通用机场", "通用机场"}, {"南京至扬州", "高速公路", "高速公路"}, {"甲河", "重点河流治理项目", "治理项目"}, {"甲", "重大项目", ""},
		{"甲", "工程", ""}, {"甲", "重点平台", ""}, {"南京", "重点物流园", "物流园"}, {"甲河", "河道整治工程", "整治工程"}, {"南京", "河流治理项目", "河流治理项目"},
	} {
		if got := sharedSuffix(c.name, c.shared); got != c.want {
			t.Errorf("sharedSuffix(%s, %s) = %q, want %q", c.name, c.shared, got, c.want)
		}
	}
}

func TestProjectKind(t *testing.T) {
	for name, want := range map[string]graph.ProjectKind{
		"云泰铁路": graph.ProjectRail, "南京南站": graph.ProjectRail, "地铁3号线": graph.ProjectRail,
		"云泰高速": graph.ProjectRoad, "白石大桥": graph.ProjectRoad, "滨河路": graph.ProjectRoad, "G312线改造": graph.ProjectRoad,
		"南京机场扩建": graph.ProjectAirport, "南京机场航空口岸": graph.ProjectAirport,
		"白石水库": graph.ProjectWater, "云门水利枢纽": graph.ProjectWater, "引甲入乙水源工程": graph.ProjectWater,
		"白石抽水蓄能电站": graph.ProjectEnergy, "云泰特高压工程": graph.ProjectEnergy, "惠州LNG接收站": graph.ProjectEnergy,
		"南京软件园": graph.ProjectIndustryPark, "轻合金产业基地": graph.ProjectIndustryPark,
		"南京国际物流园": graph.ProjectLogistics, "苏州综合保税区": graph.ProjectLogistics, "铁路物流中心工程": graph.ProjectLogistics,
		"盐湖生态修复工程": graph.ProjectEnvironment, "甲河污水处理厂": graph.ProjectEnvironment,
		"丙山国家地质公园": graph.ProjectTourism, "省博物馆扩建": graph.ProjectTourism,
		"城市生命线监测平台": graph.ProjectDigital, "农业智慧大脑": graph.ProjectDigital,
		"国家级田园综合体": graph.ProjectAgriculture, "云在江南": graph.ProjectOther, "": graph.ProjectOther,
	} {
		if got := projectKind(name); got != want {
			t.Errorf("projectKind(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestHeadAt(t *testing.T) {
	for text, want := range map[string]string{
		"高速公路建设": "高速公路", "高速建设": "高速", "高铁": "高铁", "工业园区": "工业园区", "污水处理厂": "污水处理厂", "道路": "", "": "", "𠮷": "", "a": "",
	} {
		if got := headAt(text).word; got != want {
			t.Errorf("headAt(%s) = %q, want %q", text, got, want)
		}
	}
}

// TestHeadsAreUnique checks the tables: no head in two classes, none that is also a general word.
func TestHeadsAreUnique(t *testing.T) {
	seen := map[string]headClass{}
	for _, heads := range headsBy {
		for _, h := range heads {
			if class, twice := seen[h.word]; twice {
				t.Errorf("%s stands in the classes %d and %d", h.word, class, h.class)
			}
			seen[h.word] = h.class
			if strings.TrimSpace(h.word) == "" {
				t.Errorf("an empty head in class %d", h.class)
			}
		}
	}
	for _, w := range []string{"机场", "铁路", "产业园", "工程", "改扩建"} {
		if seen[w] == 0 {
			t.Errorf("%s is no head", w)
		}
	}
}

// TestVerbsAreOfOneKind checks that no word says two things of what follows it.
func TestVerbsAreOfOneKind(t *testing.T) {
	for w := range mentionVerbs {
		if buildVerbs[w] || neutralVerbs[w] {
			t.Errorf("%s both mentions and does more", w)
		}
	}
	for w := range buildVerbs {
		if n := len([]rune(w)); n > maxLead {
			t.Errorf("%s has %d characters, a word before a name has at most %d", w, n, maxLead)
		}
	}
}
