package loader

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// TestLists reads lists of names: what stands there, what each body is called.
func TestLists(t *testing.T) {
	for list, want := range map[string]string{
		"临汾市、运城市人民政府":              "临汾市人民政府 运城市人民政府",
		"临汾市、运城市发展改革委、住房城乡建设局、规划局": "临汾市发展改革委 运城市发展改革委 临汾市住房城乡建设局 运城市住房城乡建设局 临汾市规划局 运城市规划局",
		"省科技厅、工业和信息化厅":             "省科技厅 省工业和信息化厅",
		"宜昌市、恩施自治州、随州市人民政府":        "宜昌市人民政府 恩施自治州人民政府 随州市人民政府",
		"省委宣传部、文化和旅游厅、广电局":         "省委宣传部 省文化和旅游厅 省广电局",
		"省委组织部、宣传部、省财政厅":           "省委组织部 省委宣传部 省财政厅",
		"省法院、检察院":                  "省法院 省检察院",
		"省交通运输厅、中铁太原局集团公司、省商务厅":    "省交通运输厅 中铁太原局集团公司 省商务厅",
		"省发展改革委和省财政厅":              "省发展改革委 省财政厅",
		"有关部门和单位":                  "有关部门和单位",
		"省有关部门和各地级以上市人民政府":         "省有关部门 各地级以上市人民政府",
		"有关部门和湖北省人民政府":             "有关部门 湖北省人民政府",
		"各区、县级市":                   "各区、县级市",
		"各市、县（市、区）人民政府":            "各市、县(市、区)人民政府",
		"教育部等有关部门和单位":              "教育部 有关部门和单位",
		"省国资委等单位":                  "省国资委",
		"省市场监管局（省知识产权局）、省科技厅":      "省市场监管局(省知识产权局) 省科技厅",
		"市工商局、市金融办、团市委":            "市工商局 市金融办 团市委",
		"市场监管总局、工业和信息化部":           "市场监管总局 工业和信息化部",
		"市市场监管局、城管局":               "市市场监管局 市城管局",
		"永川区政府、江津区政府、两江新区管委会":      "永川区政府 江津区政府 两江新区管委会",
		"市经济信息化委、临港新片区管委会、市大数据中心":  "市经济信息化委 临港新片区管委会 市大数据中心",
		"市教育局会同市财政局、市人力社保局":        "市教育局 市财政局 市人力社保局",
		"省商务厅、省工商局、省商业联合会":         "省商务厅 省工商局 省商业联合会",
		"高等教育处、省教育厅":               "高等教育处 省教育厅",
		"杭州市、宁波市":                  "杭州市 宁波市",
		"市发改委 市财政局 市住建局":           "市发改委 市财政局 市住建局",
		"省发展改革、财政、教育等部门":           "省发展改革部门 省财政部门 省教育部门",
		"江西、福建、广东三省":               "江西省 福建省 广东省",
		"各省、自治区、直辖市通信管理局":          "各省、自治区、直辖市通信管理局",
		"市直有关部门、单位":                "市直有关部门、单位",
		"各市、县人民政府、省财政厅":            "各市、县人民政府 省财政厅",
		"市委、市政府":                   "市委 市政府",
		"国家发展改革委、财政部、国家统计局":        "国家发展改革委 财政部 国家统计局",
	} {
		v := newView(list, false)
		g := readMark(v, graph.Span{Start: 0, End: len(v.Text())}, &label{kind: labelBodies})
		var got []string
		for _, a := range g.flushed {
			got = append(got, a.name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s", list, strings.Join(got, " "))
		}
	}
}

func TestGenericNames(t *testing.T) {
	for name, want := range map[string]bool{
		"各有关部门": true, "有关部门和单位": true, "各省级人民政府": true, "省有关部门": true, "省直有关部门": true, "各区、县级市": true, "试点城市政府": true, "地方政府": true, "地方各级人民政府": true,
		"各项目牵头单位": true, "属地政府": true, "县(市、区)人民政府": true, "全区经济运行各专班": true, "国务院有关部门": true, "其他成员单位": true, "教育行政部门": true,
		"省地方金融监管局": false, "地方志办公室": false, "越秀区": false, "临汾市": false, "市场监管局": false, "试点工作": false, "按有关规定": false, "团市委": false, "市政府": false,
	} {
		if got := looksGeneric(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestPlausibleNames(t *testing.T) {
	long := strings.Repeat("长", longestName-1) + "局"
	for name, want := range map[string]bool{
		"市发改委": true, "可再生能源中心": true, "不动产登记局": true, long: true, "长" + long: false, "局": false,
		"与有关方面进行协调的部门": false, "技工院校内由人力资源社会保障部门": false, "2025年底": false,
	} {
		if got := plausibleName(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestBodies resolves names in plans of several issuers.
func TestBodies(t *testing.T) {
	division := func(name string) gazetteer.Division {
		all := gazetteer.Named(name)
		if len(all) == 0 {
			t.Fatalf("no %s", name)
		}
		return all[0]
	}
	for _, c := range []struct{ issuer, name, key, full string }{
		{"山西省", "省发改委", "山西省/发展和改革委员会", "山西省发展和改革委员会"},
		{"山西省", "省发展改革委", "山西省/发展和改革委员会", "山西省发展和改革委员会"},
		{"山西省", "山西省发展和改革委员会", "山西省/发展和改革委员会", "山西省发展和改革委员会"},
		{"山西省", "省经信委", "山西省/经济和信息化委员会", "山西省经济和信息化委员会"},
		{"山西省", "省旅发委", "山西省/旅游发展委员会", "山西省旅游发展委员会"},
		{"山西省", "省市场监管局(省知识产权局)", "山西省/市场监督管理局", "山西省市场监督管理局"},
		{"山西省", "山西检验检疫局", "山西省/出入境检验检疫局", "山西省出入境检验检疫局"},
		{"山西省", "临汾市", "山西省/临汾市/人民政府", "临汾市人民政府"},
		{"山西省", "临汾市政府", "山西省/临汾市/人民政府", "临汾市人民政府"},
		{"山西省", "省委网信办", "山西省/中共委员会网络安全和信息化委员会办公室", "中共山西省委网络安全和信息化委员会办公室"},
		{"山西省", "团省委", "山西省/共产主义青年团委员会", "共青团山西省委员会"},
		{"山西省", "中铁太原局集团公司", "中国/中铁太原局集团公司", "中铁太原局集团公司"},
		{"临汾市", "市人社局", "山西省/临汾市/人力资源和社会保障局", "临汾市人力资源和社会保障局"},
		{"临汾市", "省财政厅", "山西省/财政厅", "山西省财政厅"},
		{"立山区", "区发改局", "辽宁省/鞍山市/立山区/发展和改革局", "鞍山市立山区发展和改革局"},
		{"立山区", "税务局", "辽宁省/鞍山市/立山区/税务局", "鞍山市立山区税务局"},
		{"立山区", "鞍山市立山区人民政府", "辽宁省/鞍山市/立山区/人民政府", "鞍山市立山区人民政府"},
		{"立山区", "立山经济开发区", "辽宁省/鞍山市/立山区/立山经济开发区", "立山经济开发区"},
		{"杭州市", "钱塘新区管委会", "浙江省/杭州市/钱塘新区管委会", "钱塘新区管委会"},
		{"北京市", "市教委", "北京市/教委", "北京市教委"},
		{"", "发展改革委", "中国/发展和改革委员会", "国家发展和改革委员会"},
		{"", "国家发展改革委", "中国/发展和改革委员会", "国家发展和改革委员会"},
		{"", "中国银保监会", "中国/银行保险监督管理委员会", "中国银行保险监督管理委员会"},
		{"", "银保监会", "中国/银行保险监督管理委员会", "中国银行保险监督管理委员会"},
		{"", "人力资源社会保障部", "中国/人力资源和社会保障部", "人力资源和社会保障部"},
		{"", "海关总署广东分署", "广东省/海关总署分署", "海关总署广东分署"},
		{"", "北京冬奥组委", "中国/北京冬奥组委", "北京冬奥组委"},
		{"广东省", "人民银行广东省分行", "广东省/中国人民银行分行", "中国人民银行广东省分行"},
		{"广东省", "广东海事局", "广东省/海事局", "广东省海事局"},
		{"广东省", "海关总署", "中国/海关总署", "海关总署"},
	} {
		r := newResolver("0")
		if c.issuer == "" {
			r.national = true
		} else {
			r.issuer, r.known = division(c.issuer), true
		}
		e := r.body(c.name, looksGeneric(c.name))
		if e.Key != "dept/"+c.key || e.Name != c.full {
			t.Errorf("%s in a plan of %s: %s, %s", c.name, c.issuer, e.Key, e.Name)
		}
	}
	unknown := newResolver("abc").body("市教育局", false)
	if unknown.Key != "dept/未知abc/市/教育局" || unknown.In != "" {
		t.Errorf("with no issuer: %+v", unknown)
	}
}

func TestAliases(t *testing.T) {
	r := newResolver("0")
	r.issuer, r.known = gazetteer.Named("山西省")[0], true
	e := r.body("省发展改革委", false)
	for _, want := range []string{"省发改委", "省发展改革委", "山西省发改委"} {
		found := false
		for _, a := range e.Aliases {
			found = found || a == want
		}
		if !found {
			t.Errorf("%s is no alias: %v", want, e.Aliases)
		}
	}
	for _, a := range e.Aliases {
		if strings.Contains(a, "发改委员会") || a == e.Name {
			t.Errorf("alias %s", a)
		}
	}
}

func TestKinds(t *testing.T) {
	for name, want := range map[string]graph.DepartmentKind{
		"山西省财政厅": graph.DepartmentOrdinary, "临汾市人民政府": graph.DepartmentGovernment, "山西省通信管理局": graph.DepartmentFieldOffice, "太原海关": graph.DepartmentFieldOffice,
		"中铁太原局集团公司": graph.DepartmentEnterprise, "中共山西省委宣传部": graph.DepartmentPartyOrgan, "山西省推进甲工作领导小组": graph.DepartmentLeadingGroup,
		"山西省高级人民法院": graph.DepartmentOther, "山西大学": graph.DepartmentOther, "山西省国有资产监督管理委员会": graph.DepartmentOrdinary,
	} {
		if got := bodyKind(name, graph.LevelProvince); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := bodyKind("中国人民银行", graph.LevelNational); got != graph.DepartmentOrdinary {
		t.Errorf("中国人民银行: %s", got)
	}
}
