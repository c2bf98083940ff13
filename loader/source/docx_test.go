package source

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// zipOf makes a package of files.
func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range sortedKeys(files) {
		f, err := w.Create(name)
		must(t, err)
		_, err = f.Write([]byte(files[name]))
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

const wordSpace = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`

// word makes a DOCX file with a body and further parts.
func word(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	files := map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": wordSpace + body + "<w:sectPr/></w:body></w:document>"}
	for name, part := range parts {
		files[name] = part
	}
	return zipOf(t, files)
}

func paragraph(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func numbered(list, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
}

func TestDOCXText(t *testing.T) {
	cases := map[string]struct{ body, want string }{
		"runs":      {`<w:p><w:r><w:t>一、加快</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> 发展</w:t></w:r></w:p>` + paragraph("二、保障"), "一、加快 发展\n二、保障\n"},
		"breaks":    {`<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r></w:p>`, "甲\n乙 丙-丁\n"},
		"deleted":   {`<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>`, "新\n"},
		"hidden":    {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r></w:p>`, "明\n"},
		"fields":    {`<w:p><w:r><w:instrText>PAGE 页</w:instrText></w:r><w:r><w:t>文</w:t></w:r></w:p>`, "文\n"},
		"control":   {`<w:sdt><w:sdtPr/><w:sdtContent>` + paragraph("内容") + `</w:sdtContent></w:sdt>`, "内容\n"},
		"text box":  {`<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>` + paragraph("框") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + paragraph("框") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "正文\n框\n"},
		"phonetics": {`<w:p><w:r><w:ruby><w:rt><w:r><w:t>yīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "音\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if doc := decodeOne(t, "a.docx", word(t, c.body, nil)); doc.Text != c.want || doc.Format != FormatDOCX {
				t.Errorf("got %q, want %q", doc.Text, c.want)
			}
		})
	}
}

func level(n, format, text, rest string) string {
	return `<w:lvl w:ilvl="` + n + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/>` + rest + `</w:lvl>`
}

func TestDOCXNumbering(t *testing.T) {
	lists := `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="0">` +
		level("0", "chineseCountingThousand", "%1、", "") + level("1", "japaneseCounting", "（%2）", "") + level("2", "decimal", "%3.", "") + level("3", "decimal", "%1.%4", "<w:isLgl/>") +
		`</w:abstractNum><w:abstractNum w:abstractNumId="1">` + level("0", "bullet", "•", "") + `</w:abstractNum><w:abstractNum w:abstractNumId="2">` + level("0", "chineseCounting", "第%1条", "") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>` +
		`<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="21"/></w:lvlOverride></w:num></w:numbering>`
	styles := `<w:styles xmlns:w="x"><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style></w:styles>`
	styled := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
	}
	body := numbered("1", "0", "甲") + numbered("1", "1", "乙") + numbered("1", "2", "丙") + numbered("1", "2", "丁") + numbered("1", "1", "戊") + numbered("1", "2", "己") +
		styled("b", "庚") + numbered("1", "3", "辛") + numbered("1", "2", "") + numbered("2", "0", "点") + numbered("3", "0", "条") + numbered("3", "0", "条") + numbered("4", "0", "条") +
		numbered("9", "0", "无") + styled("loop", "无") + numbered("1", "x", "壬")
	doc := decodeOne(t, "a.docx", word(t, body, map[string]string{"word/numbering.xml": lists, "word/styles.xml": styles,
		"docProps/core.xml": `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>实施 方案</dc:title></cp:coreProperties>`}))
	want := "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n2.1 辛\n点\n第一条 条\n第二条 条\n第二十一条 条\n无\n无\n三、壬\n"
	if doc.Text != want || doc.Title != "实施 方案" {
		t.Errorf("%q\n%s", doc.Title, doc.Text)
	}
}

func cell(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>"
}

func TestDOCXTables(t *testing.T) {
	row := func(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
	table := "<w:tbl><w:tblPr/>" + row(cell("", "序号"), cell("", "任务"), cell("", "责任单位")) +
		row(cell(`<w:gridSpan w:val="3"/>`, "一、交通")) + row(cell("", "1"), cell("", "建机场"), cell(`<w:vMerge w:val="restart"/>`, "省发展改革委")) +
		row(cell("", "2"), cell("", "建高铁"), cell("<w:vMerge/>", "")) + "</w:tbl>"
	layout := "<w:tbl>" + row(cell("", "左"), cell("", "右")) + "</w:tbl>"
	doc := decodeOne(t, "a.docx", word(t, paragraph("分工表")+layout+table+paragraph("完"), nil))
	want := "*0//1 0=序号 1=任务 2=责任单位\n0//2 0=一、交通 1^一、交通 2^一、交通\n0//3 0=1 1=建机场 2=省发展改革委\n0//4 0=2 1=建高铁 2^省发展改革委\n"
	if got := render(doc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if doc.Text != "分工表\n左\n右\n序号\n任务\n责任单位\n一、交通\n1\n建机场\n省发展改革委\n2\n建高铁\n完\n" {
		t.Errorf("%q", doc.Text)
	}
}

func TestDOCXErrors(t *testing.T) {
	good := word(t, paragraph(plan), nil)
	entity := strings.Replace(wordSpace, "?>", `?><!DOCTYPE w [<!ENTITY a "bomb">]>`, 1)
	cases := map[string]struct {
		data []byte
		code string
	}{
		"good":         {good, ""},
		"cut off":      {good[:len(good)-30], CodeBroken},
		"no text":      {word(t, "<w:p/>", nil), CodeNoText},
		"broken XML":   {word(t, "<w:p>", nil), CodeBroken},
		"entities":     {zipOf(t, map[string]string{"word/document.xml": entity + "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"}), CodeBroken},
		"undeclared":   {word(t, paragraph("&bomb;"), nil), CodeBroken},
		"broken lists": {word(t, paragraph(plan), map[string]string{"word/numbering.xml": "<a>"}), CodeBroken},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode("a.docx", c.data); code(err) != c.code {
				t.Errorf("got %v, want %q", err, c.code)
			}
		})
	}
}
