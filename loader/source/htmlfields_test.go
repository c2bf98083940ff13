package source

import (
	"strings"
	"testing"
)

// Number and days come from what a page prints beside its text, in whichever element.
func TestPageFields(t *testing.T) {
	prose := "<div><h1>某市实施方案</h1><p>" + strings.Repeat(plan, 3) + "</p></div>"
	cases := map[string]struct{ page, number, issued, published string }{
		"table in rows": {`<table><tr><td>索引号：</td><td>000014349/2024-00012</td><td>主题分类：</td><td>交通</td></tr><tr><td>发文机关：</td><td>某市人民政府</td><td>成文日期：</td><td>2024年03月05日</td></tr>
			<tr><td>标　　题：</td><td>某市实施方案</td></tr><tr><td>发文字号：</td><td>某政发〔2024〕8号</td><td>发布日期：</td><td>2024年03月08日</td></tr></table>`, "某政发〔2024〕8号", "2024-03-05", "2024-03-08"},
		"in one cell":          {`<table><tr><td><b>文　　号：</b>某政办函〔2023〕12号</td><td><b>成文时间：</b>2023-2-3</td></tr></table>`, "某政办函〔2023〕12号", "2023-02-03", ""},
		"list of labels":       {`<ul><li><span>[发文字号]</span><span>某发改〔2022〕7号</span></li><li><span>[成文日期]</span><span>2022-05-06</span></li></ul>`, "某发改〔2022〕7号", "2022-05-06", ""},
		"divs":                 {`<div class="t">发文字号</div><div class="v">某政令第12号</div><div class="t">成文日期</div><div class="v">2021年1月2日</div>`, "某政令第12号", "2021-01-02", ""},
		"one line":             {`<p>发文字号：某政发〔2020〕1号　发布时间：2020-02-03　来源：某办</p>`, "某政发〔2020〕1号", "", "2020-02-03"},
		"glued fields":         {`<div><span>文号：某政发〔2020〕1号</span><span>成文日期：2020-02-03</span></div>`, "某政发〔2020〕1号", "2020-02-03", ""},
		"empty fields":         {`<table><tr><td>发文字号：</td><td></td><td>成文日期：</td><td>2024-03-05</td></tr></table>`, "", "2024-03-05", ""},
		"empty before another": {`<table><tr><td>文号：</td></tr><tr><td>有效性：</td><td>有效</td></tr><tr><td>某政发〔2020〕1号</td></tr></table>`, "", "", ""},
		"not a number":         {`<p>文号：无</p><p>文号：见附件，某政发〔2020〕1号</p>`, "", "", ""},
		"the first counts":     {`<p>文号：某政发〔2020〕1号</p><p>文号：某政发〔2021〕2号</p>`, "某政发〔2020〕1号", "", ""},
		"hidden":               {`<p style="display:none">文号：某政发〔2020〕1号</p>`, "", "", ""},
		"number in parts":      {`<p>发文字号：<span>某政发</span>〔<font>2020</font>〕<b>1</b>号</p>`, "某政发〔2020〕1号", "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			doc := decodeOne(t, "a.html", []byte("<html><body>"+c.page+prose))
			if doc.DocNumber != c.number || doc.IssuedOn != c.issued || doc.PublishedOn != c.published || !doc.Stated {
				t.Errorf("%q %q %q", doc.DocNumber, doc.IssuedOn, doc.PublishedOn)
			}
		})
	}
}

func TestStatedTitles(t *testing.T) {
	for head, want := range map[string]bool{
		`<meta name="ArticleTitle" content="某市实施方案">`: true, `<title>某市实施方案</title>`: false, `</head><h1>某市实施方案</h1>`: true, `</head><h1>甲</h1><h1>乙</h1>`: false,
	} {
		if doc := decodeOne(t, "a.html", []byte("<html><head>"+head+"<p>"+plan)); doc.Stated != want {
			t.Errorf("%s: %t", head, doc.Stated)
		}
	}
}

func TestOrderedLists(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"plain":           {"<ol><li>甲</li><li>乙</li></ol>", "1.甲\n2.乙\n"},
		"start":           {`<ol start="3"><li>甲<li>乙</ol>`, "3.甲\n4.乙\n"},
		"value":           {`<ol><li>甲<li value=9>乙<li>丙</ol>`, "1.甲\n9.乙\n10.丙\n"},
		"reversed":        {`<ol reversed><li>甲<li>乙</ol>`, "2.甲\n1.乙\n"},
		"letters":         {`<ol type=A><li>甲<li>乙</ol><ol type=i><li>丙</ol>`, "A.甲\nB.乙\ni.丙\n"},
		"Chinese":         {`<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>`, "一、甲\n二、乙\n"},
		"shorthand":       {`<ol style="list-style: simp-chinese-informal inside"><li>甲</ol>`, "一、甲\n"},
		"none":            {`<ol style="list-style:none"><li>甲</ol><ol type=disc><li>乙</ol>`, "甲\n乙\n"},
		"nested":          {`<ol><li>甲<ol><li>子</li><li>丑</li></ol></li><li>乙</li></ol>`, "1.甲\n1.子\n2.丑\n2.乙\n"},
		"with blocks":     {`<ol><li><p> 甲</p><p>续</p></li><li><b>乙</b></li></ol>`, "1.甲\n续\n2.乙\n"},
		"own numbers":     {`<ol><li>1.甲<li>2.乙</ol><ol><li>（一）丙</ol>`, "1.甲\n2.乙\n（一）丙\n"},
		"empty item":      {`<ol><li></li><li>乙</li></ol>`, "2.乙\n"},
		"unordered":       {`<ul><li>甲</ul>`, "甲\n"},
		"unordered in it": {`<ol><li>甲<ul><li>点</ul><li>乙</ol>`, "1.甲\n点\n2.乙\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := decodeOne(t, "a.html", []byte("<html><body>"+c.page)); doc.Text != c.want {
				t.Errorf("got %q, want %q", doc.Text, c.want)
			}
		})
	}
}

// Elements beside each other are one text, as Word writes it, or fields that only a style sheet sets apart.
func TestElementsBesideEachOther(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"of Word":       {`<p><span lang=ZH style="font-size:16pt">推进</span><span style="font-size:15pt">交通</span></p>`, "推进交通\n"},
		"classed, in p": {`<p><span class="s1">省发展</span><span class="s2">改革委</span></p>`, "省发展改革委\n"},
		"fields":        {`<div><span>签发：张某</span><span>责任单位：省财政厅</span></div>`, "签发：张某 责任单位：省财政厅\n"},
		"label later":   {`<p><span>修路。</span><span>牵头单位：省财政厅</span></p>`, "修路。 牵头单位：省财政厅\n"},
		"classed":       {`<div><span class="org">省财政厅</span><span class="org">省教育厅</span></div>`, "省财政厅 省教育厅\n"},
		"mixed":         {`<div>由<span class="org">省财政厅</span><span class="org">教育厅</span>办</div>`, "由省财政厅教育厅办\n"},
		"blocks":        {`<div><span style="display: block">甲</span><span style="display:block">乙</span></div>`, "甲\n乙\n"},
		"inline blocks": {`<div><b>甲</b><b style="display:inline-block">乙</b></div>`, "甲 乙\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := decodeOne(t, "a.html", []byte("<html><body>"+c.page)); doc.Text != c.want {
				t.Errorf("got %q, want %q", doc.Text, c.want)
			}
		})
	}
}
