package loader

import (
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/source"
)

// TestHeads reads what documents say of themselves.
func TestHeads(t *testing.T) {
	for _, c := range []struct{ name, text, title, number, issued, published, parties string }{
		{"joined title", "国务院关于做好当前\n促进就业工作的意见\n国发〔2018〕39号\n各省人民政府：\n一、甲。\n国务院\n2018年11月16日\n（此件公开发布）",
			"国务院关于做好当前促进就业工作的意见", "国发〔2018〕39号", "2018-11-16", "", "ISSUER 国务院 ADDRESSEE 各省人民政府"},
		{"covered plan", "山西省发展和改革委员会 山西省财政厅关于印发甲方案的通知\n甲市政府 www.x.gov.cn 2018-06-29 00:00\n太原市、大同市发展改革委，省直有关部门：\n现印发给你们。\n山西省发展和改革委员会  山西省财政厅\n2018年5月31日\n甲方案\n一、乙。丙。",
			"甲方案", "", "2018-05-31", "2018-06-29", "ISSUER 山西省发展和改革委员会 CO_ISSUER 山西省财政厅 ADDRESSEE 太原市发展改革委 ADDRESSEE 大同市发展改革委 ADDRESSEE 省直有关部门"},
		{"one line", "国务院关于促进甲的若干意见国发 〔2011〕 12 号各省、自治区人民政府：甲很重要。现提出以下意见：一、乙（一）丙。丁。（二）戊。己。国务院二○一一年五月十日",
			"国务院关于促进甲的若干意见", "国发〔2011〕12号", "2011-05-10", "", "ISSUER 国务院 ADDRESSEE 各省、自治区人民政府"},
		{"lines of metadata", "标题：甲办法\n发文机关：杭州市人民政府\n发文字号：杭政〔2020〕1号\n成文日期：2020年01月02日\n发布日期：2020-01-05\n杭州市甲办法\n一、乙。丙。",
			"杭州市甲办法", "杭政〔2020〕1号", "2020-01-02", "2020-01-05", "ISSUER 杭州市人民政府"},
		{"signature before the attachment", "杭州市人民政府关于甲的通知\n各区人民政府：\n一、乙。丙。\n附件：甲表\n杭州市人民政府\n2020年1月2日\n附件\n甲表\n1.丁。戊。（市教育局负责）\n" + strings.Repeat("长", 3000),
			"杭州市人民政府关于甲的通知", "", "2020-01-02", "", "ISSUER 杭州市人民政府 ADDRESSEE 各区人民政府"},
		{"no day that does not exist", "杭州市甲方案\n一、乙。丙。\n2020年2月30日", "杭州市甲方案", "", "", "", ""},
		{"red head", "澄江县人民政府办公室文件\n澄政办发〔2023〕14号\n关于做好春灌准备工作的通知\n各镇人民政府：\n一、甲。\n澄江县人民政府办公室\n2023年3月2日",
			"关于做好春灌准备工作的通知", "澄政办发〔2023〕14号", "2023-03-02", "", "ISSUER 澄江县人民政府办公室 ADDRESSEE 各镇人民政府"},
		{"signature before the plan", "各镇人民政府：\n现将《丙县小微水体整治若干措施》印发给你们。\n丙县人民政府\n2022年7月8日\n（此件公开发布）\n丙县小微水体整治若干措施\n一、甲。（县水利局负责）",
			"丙县小微水体整治若干措施", "", "2022-07-08", "", "ISSUER 丙县人民政府 ADDRESSEE 各镇人民政府"},
		{"title over two lines below its body", "山西省人民政府办公厅\n关于做好甲工作的通知\n晋政办发〔2020〕3号\n一、甲。",
			"山西省人民政府办公厅关于做好甲工作的通知", "晋政办发〔2020〕3号", "", "", "ISSUER 山西省人民政府办公厅"},
		{"markdown", "# 关于印发《甲县口袋公园建设方案》的通知\n\n**发布日期**: 2024-03-10\n**发布机构**: 甲县住房和城乡建设局\n\n---\n\n甲建〔2024〕7号\n\n一、选点。（县水利局负责）",
			"甲县口袋公园建设方案", "甲建〔2024〕7号", "", "2024-03-10", ""},
		{"number in the clause of another", "甲县实施方案\n按照甲政发〔2020〕3号要求，制定本方案。\n一、甲。", "甲县实施方案", "", "", "", ""},
		{"who signs", "甲政发〔2020〕3号        签发人：李四\n甲县关于做好乙工作的通知\n一、甲。", "甲县关于做好乙工作的通知", "甲政发〔2020〕3号", "", "", "ISSUER 甲县"},
		{"no title", "一、甲\n（一）乙。丙。", "no title", "", "", "", ""},
		{"cited number is not its own", "杭州市甲方案\n根据《甲规划》（国函〔2018〕6号）要求，制定本方案。\n一、乙。丙。", "杭州市甲方案", "", "", "", ""},
	} {
		x := Read(&source.Document{Name: c.name + ".txt", Text: c.text})
		if err := x.Validate(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var parties []string
		for _, role := range []graph.DocumentRole{graph.DocumentIssuer, graph.DocumentCoIssuer, graph.DocumentAddressee} {
			for _, f := range x.Facts {
				if f.Kind == graph.KindDocumentRole && f.Role == uint8(role) {
					parties = append(parties, role.String()+" "+f.Surface)
				}
			}
		}
		d := &x.Document
		got := []string{d.Title, d.DocNumber, d.IssuedOn, d.PublishedOn, strings.Join(parties, " ")}
		want := []string{c.title, c.number, c.issued, c.published, c.parties}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", c.name, got[i], want[i])
			}
		}
	}
}

func TestCitations(t *testing.T) {
	v := newView("根据《甲规划》（国函〔2018〕6号，以下简称《规划》）和《乙条例》，落实《规划》要求，填写《丙表》，参照《中国制造2025》《〈丁〉实施方案》。贯彻《戊意见》（以下简称《意见》）。按《意见》办，见《甲规划》。", false)
	var got []string
	for _, c := range readCitations(v) {
		got = append(got, c.title+c.number+" "+c.kind.String())
	}
	want := "《甲规划》国函〔2018〕6号 BASED_ON|《乙条例》 BASED_ON|《中国制造2025》 CITES|《〈丁〉实施方案》 CITES|《戊意见》 IMPLEMENTS"
	if strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
	for _, c := range []struct {
		n     int
		found int
	}{{longestTitle, 1}, {longestTitle + 3, 0}} {
		long := "《" + strings.Repeat("长", (c.n-12)/3) + "规划》"
		if got := readCitations(newView(long, false)); len(got) != c.found {
			t.Errorf("a title of %d bytes: %d", len(long), len(got))
		}
	}
}

func TestBracketDepth(t *testing.T) {
	for depth, lonely := range map[int]int{bracketDepth: 0, bracketDepth + 1: 1} {
		v := newView(strings.Repeat("（", depth)+"甲"+strings.Repeat("）", depth), false)
		if _, l := v.brackets(); len(l) != lonely {
			t.Errorf("%d deep: %d without partner", depth, len(l))
		}
	}
}

func TestMarkers(t *testing.T) {
	for text, want := range map[string]string{
		"一、甲": "一、", "二十一、甲": "二十一、", "(三)甲": "(三)", "1.甲": "1.", "12、甲": "12、", "(1)甲": "(1)", "1)甲": "1)", "①甲": "①", "——甲": "——", "第一章 甲": "第一章 ", "第十条 甲": "第十条 ",
		"1.1 甲": "1.1 ", "1.5倍": "", "2018.1": "", "2018年": "", "第三条规定": "", "一方面": "", "(甲)": "", "3.5%": "", "甲": "", "": "", "十": "",
	} {
		m := readMarker(text)
		if got := text[:m.length]; got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string]int{"一": 1, "十": 10, "十二": 12, "二十": 20, "三十五": 35, "一百零二": 102} {
		if got, n := hanNumber(text); got != want || n != len(text) {
			t.Errorf("%s: %d", text, got)
		}
	}
}

// TestNamesAreAsPrinted: names keep the brackets and commas of the text, though rules read them folded; their ids do not
// depend on how they are printed.
func TestNamesAreAsPrinted(t *testing.T) {
	read := func(text string) (names, keys []string) {
		for _, e := range Read(&source.Document{Name: "plan.txt", Text: text}).Entities {
			if k, _ := graph.KeyKind(e.Key); k == graph.KindProject || k == graph.KindDepartment {
				names, keys = append(names, e.Name), append(keys, e.Key)
			}
		}
		return names, keys
	}
	wide := "江苏省实施方案\n一、推进云泰铁路（南京，扬州段）建设。（牵头单位：省铁路集团（控股）公司）\n"
	names, keys := read(wide)
	if want := []string{"江苏省铁路集团（控股）公司", "云泰铁路（南京，扬州段）"}; !slices.Equal(names, want) {
		t.Errorf("wide signs: %q, want %q", names, want)
	}
	narrow, same := read(strings.NewReplacer("（", "(", "）", ")", "，", ",").Replace(wide))
	if want := []string{"江苏省铁路集团(控股)公司", "云泰铁路(南京,扬州段)"}; !slices.Equal(narrow, want) {
		t.Errorf("narrow signs: %q, want %q", narrow, want)
	}
	if !slices.Equal(keys, same) {
		t.Errorf("keys %q and %q", keys, same)
	}
}
