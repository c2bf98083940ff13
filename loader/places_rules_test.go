package loader

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

func TestOutsideTitles(t *testing.T) {
	for text, want := range map[string]string{
		"根据《甲规划》和《乙意见》办理": "根据|和|办理",
		"《甲规划》":   "",
		"没有题名":    "没有题名",
		"前《没有闭合":  "前《没有闭合",
		"《甲》《乙》后": "后",
		"《甲<乙>》后": "后",
		"":        "",
		"前《甲》中《没有闭合，《乙》后面的话": "前|中|后面的话",
	} {
		var parts []string
		for _, s := range outsideTitles(text, []graph.Span{{Start: 0, End: len(text)}}) {
			parts = append(parts, text[s.Start:s.End])
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%s: outside titles stands %q, want %q", text, got, want)
		}
	}
	text := "甲《乙》丙"
	got := outsideTitles(text, []graph.Span{{Start: 0, End: len("甲")}, {Start: len("甲《乙》"), End: len(text)}})
	if len(got) != 2 || text[got[0].Start:got[0].End] != "甲" || text[got[1].Start:got[1].End] != "丙" {
		t.Errorf("two spans give %v", got)
	}
}

func TestBoundaryBefore(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "，": true, "加快推进": true, "支持": true, "在": true, "与": true, "2020": true, "（": true, "、": true, "依托": true,
		"确": false, "扩": false, "推": false, "沿": false, "黄": false, "重": false,
	} {
		if got := boundaryBefore(text); got != want {
			t.Errorf("boundaryBefore(%q) = %v", text, got)
		}
	}
	for w := range leads {
		if len(w) != leadBytes {
			t.Errorf("%s has %d bytes, every lead has %d", w, len(w), leadBytes)
		}
	}
}

// scanner makes a scanner of a text that begins with a name, and gives where the name ends.
func scanner(text string) (*placeScanner, string, int) {
	name, rest, _ := strings.Cut(folded(text), "|")
	return &placeScanner{text: name + rest}, name, len(name)
}

func TestOrganisation(t *testing.T) {
	for text, want := range map[string]bool{
		"南京|大学":           true,
		"南京|航空航天大学":       true,
		"江苏省|分行":          true,
		"上海|海关":           true,
		"南京市|人民政府":        true,
		"南京市|委":           true,
		"运城市|发展改革委":       true,
		"运城市|住房城乡建设局，":    true,
		"广州|国家实验室":        true,
		"广东|设立科技公司":       false,
		"南京|和苏州大学":        false,
		"运城市|优化布局":        false,
		"运城市|要抓紧研究":       false,
		"南京|、苏州大学":        false,
		"南京|":             false,
		"南京|的大学":          false,
		"南京|推进公司改革":       false,
		"临汾市|形成发展新格局，建设局": false,
	} {
		s, _, end := scanner(text)
		if got := s.organisation(end); got != want {
			t.Errorf("organisation(%s) = %v", text, got)
		}
	}
}

func TestPartOfOther(t *testing.T) {
	for text, want := range map[string]bool{
		"吕梁|山脉": true, "青海|湖": true, "南沙|新区": true, "安平|镇": true, "南京|路": true, "新乡|村": true, "海口|岸线": true, "河源|头": true,
		"长春|新区": true, "武汉|城市圈": true, "成都|都市圈": true, "海南|自由贸易港": true, "苏州|工业园区": true, "昌吉|赣铁路": true, "延安|精神": true,
		"遵义|会议": true, "宁德|时代": true,
		"武汉|江夏区": false, "广州|海珠区": false, "运城|山区": false, "太原|河段": false, "南京|路网": false, "宁夏|乡村": false, "上海|会议中心": false,
		"临汾|市": false, "南京|": false, "成昆|铁路": false, "大同|西高速": false, "南京|至高铁": false,
	} {
		s, _, end := scanner(text)
		if got := s.partOfOther(0, end, false); got != want {
			t.Errorf("partOfOther(%s) = %v", text, got)
		}
	}
}

func TestRunsOn(t *testing.T) {
	for text, want := range map[string]bool{
		"郑州市|场": true, "西安区|域": true, "南京市|民": true, "南山区|位": true, "朝阳区|间": true, "郑州市|": false, "郑州市|要": false, "夏县|域": false,
	} {
		s, _, end := scanner(text)
		if got := s.runsOn(end); got != want {
			t.Errorf("runsOn(%s) = %v", text, got)
		}
	}
}

func TestSlogan(t *testing.T) {
	for _, c := range []struct {
		before, name, after string
		want                bool
	}{
		{"打造“赢在", "南京", "”品牌", true},
		{"打造“数字", "福建", "”", true},
		{`打造"`, "广东", `强芯"工程`, true},
		{"“", "南京", "”", false},
		{"“", "南京", "—苏州”", false},
		{"“", "南京", "、苏州”", false},
		{"", "南京", "“甲”", false},
		{"“甲”在", "南京", "“乙”", false},
		{"“", "南京", "没有闭合", false},
		{"“。", "南京", "”", false},
	} {
		s := &placeScanner{text: c.before + c.name + c.after}
		if got := s.slogan(len(c.before), len(c.before+c.name)); got != c.want {
			t.Errorf("slogan(%s|%s|%s) = %v", c.before, c.name, c.after, got)
		}
	}
}

func TestProvinces(t *testing.T) {
	for text, want := range map[string]string{
		"陕晋甘三省": "陕 晋 甘", "川渝两省市": "川 渝", "苏浙皖三省交界": "苏 浙 皖", "京津冀": "", "粤港澳大湾区": "", "晋": "", "晋省": "", "粤桂两地": "",
		"川藏铁路": "", "云贵川三省": "云 贵 川",
	} {
		s := &placeScanner{text: text}
		s.scan(0)
		var found []string
		for _, n := range s.names {
			if len(n.candidates) == 1 && n.end-n.start == len("晋") {
				found = append(found, text[n.start:n.end])
			}
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestEndsInKind(t *testing.T) {
	for text, want := range map[string]bool{
		"等县": true, "三县": true, "等县（市、区）": true, "等区县": true, "等4个县": true, "等市、区": true, "等旗县": true, "等区(市)": true,
		"等县域": false, "等县级": false, "等地": false, "": false, "和县": false, "等市场": false, "的县": false,
	} {
		if got := endsInKind(text); got != want {
			t.Errorf("endsInKind(%s) = %v", text, got)
		}
	}
}

func TestLies(t *testing.T) {
	d, _ := gazetteer.ByCode("140802")
	for code, want := range map[string]bool{
		"140802": true, "140800": true, "140000": true, "140100": false, "150000": false, "140803": false, "": true,
	} {
		if got := lies(d, code); got != want {
			t.Errorf("lies(%s, %s) = %v", d.Name, code, got)
		}
	}
	if got := prefectureOf("140802"); got != "140800" {
		t.Errorf("prefectureOf(140802) = %s", got)
	}
}

func TestOfCity(t *testing.T) {
	for name, want := range map[string]bool{"上海市": true, "南京市": true, "山西省": false, "内蒙古自治区": false, "鼓楼区": true, "香港特别行政区": false} {
		c := context{issuer: gazetteer.Named(name)[0], hasIssuer: true}
		if got := c.ofCity(); got != want {
			t.Errorf("ofCity of %s = %v", name, got)
		}
	}
	if (&context{}).ofCity() {
		t.Error("a document without an issuer is of no city")
	}
}

func TestNewContext(t *testing.T) {
	c := newContext(newView("推进兰州市和德清县合作，落实《南京市规划》。", false).Folded, gazetteer.Division{}, false, 0)
	for code, want := range map[string]bool{"620100": true, "620000": true, "330521": true, "330500": true, "330000": true, "320100": false, "140000": false} {
		if c.named[code] != want {
			t.Errorf("named[%s] = %v", code, c.named[code])
		}
	}
}

// TestOutside checks that a place after one that does not hold it is told.
func TestOutside(t *testing.T) {
	for text, want := range map[string]string{
		"至山西韩城市界": "韩城市 not in 山西省", "至陕西韩城市界": "", "山西省、韩城市": "", "江苏省杭州市": "杭州市 not in 江苏省", "江苏省南京市": "",
	} {
		var found []string
		v := newView(text, false)
		for _, p := range findPlaces(v.Folded, whole(v), context{}) {
			if p.Outside.Code != "" {
				found = append(found, p.Division.Name+" not in "+p.Outside.Name)
			}
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestWordTables checks that the tables of words agree: what is generic in full is not sure as a stem, and so on.
func TestWordTables(t *testing.T) {
	for word := range ordinaryWords {
		if len(gazetteer.Stemmed(word)) == 0 && len(gazetteer.Named(word)) == 0 && len([]rune(word)) != 2 {
			t.Errorf("%s is no stem of a division", word)
		}
	}
	for word := range riskyStems {
		if ordinaryWords[word] {
			t.Errorf("%s is both a word and a risky stem", word)
		}
	}
	for stem, next := range afterStem {
		if len(gazetteer.Stemmed(stem)) == 0 {
			t.Errorf("%s is no stem of a division", stem)
		}
		if len(next) == 0 {
			t.Errorf("%s stands for nothing", stem)
		}
	}
}

func TestThemeRules(t *testing.T) {
	for x, want := range map[string]bool{
		"妈祖": true, "尧": true, "红色": true, "炎帝神农": true, "历史": false, "中华优秀传统": false, "公共": false, "": false, "跨": false, "深厚": false,
		"甲乙丙丁戊己庚": false,
	} {
		if got := isTheme(x); got != want {
			t.Errorf("isTheme(%s) = %v", x, got)
		}
	}
	for next, want := range map[string]bool{
		"": true, "、": true, "，": true, "等": true, "和": true, "的": true, "品牌": true, "资源": true, "旅游": true, "旅游发展": true, "传承": true, "办好": true,
		"产业": false, "厅": false, "广场": false, "馆": false, "旅游区": false, "中心": false, "活动": false, "和旅游": true,
	} {
		if got := topic("关公", next); got != want {
			t.Errorf("topic(%s) = %v", next, got)
		}
	}
	for text, want := range map[string]string{
		"弘扬妈祖": "妈祖", "传承优秀的楚": "楚", "讲好长征": "长征", "挖掘尧": "尧", "、晋": "晋", "沂蒙红色": "沂蒙红色", "发展特色红色": "红色",
	} {
		if got := text[themeStart(text, 0, len(text)):]; got != want {
			t.Errorf("themeStart(%s) leaves %q, want %q", text, got, want)
		}
	}
}

// TestYear checks that of two divisions that had a name one after the other the one of the document's year is taken.
func TestYear(t *testing.T) {
	v := newView("在吴江、昆山设点。", false)
	jiangsu, _ := gazetteer.ByCode("320000")
	for year, want := range map[int]string{2009: "320584", 2020: "320509", 0: "320509"} {
		c := newContext(v.Folded, jiangsu, true, year)
		hits := findPlaces(v.Folded, whole(v), c)
		if len(hits) != 2 || hits[0].Division.Code != want {
			t.Errorf("in %d 吴江 is %+v, want %s", year, hits, want)
		}
	}
	for _, c := range []struct {
		days []string
		want int
	}{{[]string{"2012-03-01", "2013-01-01"}, 2012}, {[]string{"", "2013-01-01"}, 2013}, {[]string{"", ""}, 0}} {
		if got := yearOf(c.days...); got != c.want {
			t.Errorf("yearOf(%v) = %d", c.days, got)
		}
	}
}
