package source

import (
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The published pages must give the text that was taken from them by hand.
func TestPublishedPages(t *testing.T) {
	for _, path := range corpusFiles(t, "html/*.html") {
		doc := decodeOne(t, path, corpus(t, path))
		name := strings.TrimSuffix(filepath.Base(path), ".html") + ".txt"
		if want := string(corpus(t, "docs/"+name)); doc.Text != want {
			t.Errorf("%s: %d bytes of text, %s has %d", path, len(doc.Text), name, len(want))
		}
	}
}

// printedAround are lines of documents of the corpus that belong to the page that they were copied from.
func printedAround(line string) bool {
	for _, s := range []string{"# source", "当前位置", "您当前的位置", "字体", "网站标识码"} {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}

// page fills a template of a government page with the lines of a document.
func page(t *testing.T, template, title string, lines []string) string {
	t.Helper()
	data, err := os.ReadFile(template)
	must(t, err)
	s := strings.ReplaceAll(string(data), "{{TITLE}}", html.EscapeString(title))
	for kind, form := range map[string][2]string{"p": {`<p style="text-indent:2em"><span>`, "</span></p>\n"}, "br": {"&nbsp;&nbsp;　", "<br>\n"}, "div": {"<div><font>", "</font></div>"}} {
		var b strings.Builder
		for _, l := range lines {
			b.WriteString(form[0] + html.EscapeString(l) + form[1])
		}
		s = strings.ReplaceAll(s, "{{BODY "+kind+"}}", b.String())
	}
	return s
}

// From a page as governments build them comes the body, whole and without what stands around it.
func TestMainText(t *testing.T) {
	templates, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(templates) < 4 {
		t.Fatal(templates, err)
	}
	for _, path := range corpusFiles(t, "docs/*.txt") {
		var lines []string
		for _, l := range strings.Split(string(corpus(t, path)), "\n") {
			if l = strings.TrimFunc(l, isBlank); l != "" && !printedAround(l) {
				lines = append(lines, l)
			}
		}
		for _, template := range templates {
			title := []rune(lines[0])
			doc := decodeOne(t, "a.html", []byte(page(t, template, string(title[:min(len(title), 40)]), lines)))
			got := strings.Split(strings.TrimSuffix(doc.Text, "\n"), "\n")
			if last := got[len(got)-1]; strings.HasPrefix(last, "政策解读：") { // prose beside the text cannot be told from it
				got = got[:len(got)-1]
			}
			if !slices.Equal(got, lines) && !slices.Equal(got[min(1, len(got)):], lines) { // the title may come once more
				missing, extra := difference(lines, got), difference(got, lines)
				t.Errorf("%s in %s: missing %.200q, extra %.200q", filepath.Base(path), filepath.Base(template), missing, extra)
			}
		}
	}
}

func difference(a, b []string) (only []string) {
	for _, s := range a {
		if !slices.Contains(b, s) {
			only = append(only, s)
		}
	}
	return only
}

func TestPageMetadata(t *testing.T) {
	body := "<body><p>" + strings.Repeat(plan, 3) + "</p></body>"
	cases := map[string]struct{ head, title, day, url string }{
		"standard": {`<meta name="ArticleTitle" content="某市实施方案"><meta name="PubDate" content="2018-05-31 09:12"><meta name="Url" content="https://www.x.gov.cn/1.html"><title>别的</title>`,
			"某市实施方案", "2018-05-31", "https://www.x.gov.cn/1.html"},
		"title with site":  {`<title>某市旅游发展实施方案_某市人民政府_政务公开</title>`, "某市旅游发展实施方案", "", ""},
		"title with dash":  {`<title>某市旅游发展实施方案 - 某市人民政府网</title>`, "某市旅游发展实施方案", "", ""},
		"hyphen in title":  {`<title>某市实施方案（2018-2020年）</title>`, "某市实施方案（2018-2020年）", "", ""},
		"open graph":       {`<meta property="og:title" content="某市实施方案"><meta property="article:published_time" content="2021-01-05T08:00:00+08:00"><meta property="og:url" content="http://x.cn/a">`, "某市实施方案", "2021-01-05", "http://x.cn/a"},
		"compact day":      {`<meta name="publishdate" content="20190213">`, "", "2019-02-13", ""},
		"Chinese day":      {`<meta name="pubdate" content="2019年2月3日">`, "", "2019-02-03", ""},
		"impossible day":   {`<meta name="pubdate" content="2019-13-40">`, "", "", ""},
		"canonical":        {`<link rel="canonical" href="https://x.gov.cn/c.html">`, "", "", "https://x.gov.cn/c.html"},
		"no web address":   {`<link rel="canonical" href="javascript:alert(1)">`, "", "", ""},
		"saved by browser": {`<!-- saved from url=(0030)http://www.x.gov.cn/saved.html -->`, "", "", "http://www.x.gov.cn/saved.html"},
		"one heading":      {`<title>某网</title></head><h1>某市 实施方案</h1>`, "某市 实施方案", "", ""},
		"printed day":      {`</head><div>发布时间：2018年6月1日　来源：某局</div>`, "", "2018-06-01", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			doc := decodeOne(t, "a.txt", []byte("<html><head>"+c.head+body))
			if doc.Format != FormatHTML || doc.Title != c.title || doc.PublishedOn != c.day || doc.SourceURL != c.url {
				t.Errorf("%q %q %q %q", doc.Format, doc.Title, doc.PublishedOn, doc.SourceURL)
			}
		})
	}
}

func TestPageText(t *testing.T) {
	cases := map[string]struct{ page, want string }{
		"lines":        {"<p>一、任务<br>内容</p><div>二、保障</div>", "一、任务\n内容\n二、保障\n"},
		"wrapped":      {"<p>加快\n推进 A\nB。  C</p>", "加快推进 A B。 C\n"},
		"inline":       {"<p><b>（一）</b><span>建设</span><o:p></o:p>。</p>", "（一）建设。\n"},
		"hidden":       {"<p>一</p><script>二</script><style>三</style><p style='display: none'>四</p><p hidden>五</p><noscript>六</noscript>", "一\n"},
		"entities":     {"<p>A&amp;B&nbsp;任务&lt;1&gt;</p>", "A&B\u00a0任务<1>\n"},
		"zero width":   {"<p>省发\u200b改委\ufeff负责\u00ad</p>", "省发改委负责\n"},
		"list":         {"<ul><li>一、甲</li><li>二、乙</li></ul>", "一、甲\n二、乙\n"},
		"layout table": {"<table><tr><td>菜单</td><td><p>一、甲。</p><p>二、乙。</p></td></tr></table>", "一、甲。\n二、乙。\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if doc := decodeOne(t, "a.html", []byte("<html><body>"+c.page)); doc.Text != c.want {
				t.Errorf("got %q, want %q", doc.Text, c.want)
			}
		})
	}
}

func TestPageCharset(t *testing.T) {
	data := encode(t, simplifiedchinese.GBK, "<html><head><meta charset='gb2312'><script>"+strings.Repeat("var a = 1;\n", 3000)+"</script></head><p>"+plan)
	if doc := decodeOne(t, "a.html", data); !strings.HasPrefix(doc.Text, "山西省黄河") {
		t.Errorf("%.60q", doc.Text)
	}
	wrong := "<html><head><meta charset='gb2312'></head><p>" + plan // bytes are UTF-8, whatever the page says
	if doc := decodeOne(t, "a.html", []byte(wrong)); !strings.HasPrefix(doc.Text, "山西省黄河") {
		t.Errorf("%.60q", doc.Text)
	}
}

// render prints the rows of a document, one a line: header mark, number, and column=text with ^ for a spanned cell.
func render(d *Document) string {
	var b strings.Builder
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Header {
			b.WriteString("*")
		}
		b.WriteString(strings.Join([]string{itoa(r.Table), r.Sheet, itoa(r.Number)}, "/"))
		for _, c := range r.Cells {
			mark := "="
			if c.Spanned {
				mark = "^"
			}
			b.WriteString(" " + itoa(c.Column) + mark + strings.ReplaceAll(d.Text[c.Start:c.End], "\n", "|"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestPageTables(t *testing.T) {
	table := `<html><body><p>重点任务分工表</p><table><tr><th rowspan=2>序号</th><th rowspan=2>重点任务</th><th colspan=2>责任单位</th></tr>
<tr><th>牵头单位</th><th>配合单位</th></tr><tr><td colspan=4>一、基础设施</td></tr>
<tr><td>1</td><td><p>建设 机场。</p><p>加快推进。</p></td><td rowspan=2>省发展改革委</td><td></td></tr><tr><td>2</td><td>建设高铁。</td><td>省交通厅</td></tr>
<tr><th rowspan=2>序号</th><th rowspan=2>重 点 任 务</th><th colspan=2>责任单位</th></tr></table><p>附则。</p>`
	doc := decodeOne(t, "a.html", []byte(table))
	want := `*0//1 0=序号 1=重点任务 2=责任单位 3^责任单位
*0//2 0^序号 1^重点任务 2=牵头单位 3=配合单位
0//3 0=一、基础设施 1^一、基础设施 2^一、基础设施 3^一、基础设施
0//4 0=1 1=建设 机场。|加快推进。 2=省发展改革委
0//5 0=2 1=建设高铁。 2^省发展改革委 3=省交通厅
*0//6 0=序号 1=重 点 任 务 2=责任单位 3^责任单位
`
	if got := render(doc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !strings.HasPrefix(doc.Text, "重点任务分工表\n序号\n重点任务\n责任单位\n牵头单位\n配合单位\n一、基础设施\n1\n建设 机场。\n") || !strings.HasSuffix(doc.Text, "附则。\n") {
		t.Errorf("%q", doc.Text)
	}
	published := decodeOne(t, "a.html", corpus(t, "html/09_guobanfa2018-126_tuiguang_table.html"))
	rows := strings.Split(render(published), "\n")
	if rows[0] != "*0//1 0=序号 1=改革举措 2=主 要 内 容 3=指导部门 4=推广范围" || !strings.HasPrefix(rows[1], "0//2 0=一、知识产权保护方面（共5项） 1^一、知识产权") || len(rows) != 24 {
		t.Errorf("%d rows: %.400s", len(rows), strings.Join(rows, "\n"))
	}
}

func TestPageErrors(t *testing.T) {
	cases := map[string]struct{ page, code string }{
		"no text":       {"<html><head><title>标题</title></head><body><img src=a.png></body></html>", CodeNoText},
		"only scripts":  {"<html><body><script>任务</script></body></html>", CodeNoText},
		"deep":          {"<html>" + strings.Repeat("<div>", 600) + plan, CodeTooDeep},
		"not Chinese":   {"<html><body><p>Plan of the government.</p></body></html>", CodeNotChinese},
		"deep allowed":  {"<html>" + strings.Repeat("<div>", 500) + plan, ""},
		"unclosed tags": {"<html><p><b><i><table><tr><td>" + plan, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode("a.html", []byte(c.page)); code(err) != c.code {
				t.Errorf("got %v, want %q", err, c.code)
			}
		})
	}
}
