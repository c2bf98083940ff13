package source

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/tetratelabs/wazero"
)

// engineCode lets the engines of all tests be compiled once.
var engineCode = wazero.NewCompilationCache()

func newTestDecoder() *Decoder {
	d := NewDecoder()
	d.pdf.cache = engineCode
	return d
}

// printed is one line of a page: where it starts, in points from the bottom left, and its text in letters of 10 points.
type printed struct {
	x, y int
	text string
}

// pdfOf makes a PDF file of pages of 400 × 600 points. extra is put into the trailer.
func pdfOf(extra string, pages ...[]printed) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 6 0 R>>",
		stream("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"),
		"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>",
		"<</Title<FEFF65B96848>>>"}
	kids := ""
	for _, page := range pages {
		content := "BT /F 10 Tf "
		for _, l := range page {
			content += fmt.Sprintf("1 0 0 1 %d %d Tm <", l.x, l.y)
			for _, unit := range utf16.Encode([]rune(l.text)) {
				content += fmt.Sprintf("%04X", unit)
			}
			content += "> Tj "
		}
		objects = append(objects, stream(content+"ET"))
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", len(objects)))
		kids += fmt.Sprintf("%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	file, table := "%PDF-1.7\n", ""
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(file))
		file += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return []byte(fmt.Sprintf("%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info 7 0 R%s>>\nstartxref\n%d\n%%%%EOF", file, len(objects)+1, table, len(objects)+1, extra, len(file)))
}

func stream(s string) string {
	return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(s), s)
}

// column prints lines of text below each other; a line that starts with a wide space is indented by it.
func column(top int, lines ...string) (page []printed) {
	for i, l := range lines {
		x := 50
		for strings.HasPrefix(l, "　") {
			l, x = strings.TrimPrefix(l, "　"), x+10
		}
		page = append(page, printed{x, top - 20*i, l})
	}
	return page
}

const fullLine = "加快推进重点项目建设落实责任分工确保按期完成各项目标任务" // 28 characters of 10 points

func TestPDF(t *testing.T) {
	d := newTestDecoder()
	defer func() { must(t, d.Close()) }()
	t.Run("text", func(t *testing.T) { pdfText(t, d) })
	t.Run("published", func(t *testing.T) { published(t, d) })
	t.Run("errors", func(t *testing.T) { pdfErrors(t, d) })
}

func pdfText(t *testing.T, d *Decoder) {
	body := column(500, "　　"+fullLine[:26*3], fullLine, "继续加强。", "　　一、第二段开始"+fullLine[:18*3], fullLine)
	head := func(page []printed, number string) []printed {
		return append(append([]printed{{150, 570, "某市实施方案"}}, page...), printed{190, 20, number})
	}
	table := []printed{{50, 400, "1"}, {100, 410, "建设运城机场"}, {100, 390, "扩建工程"}, {200, 410, "省发展改革委、"}, {200, 390, "财政厅"}, {50, 350, "2"}, {100, 350, "修路"}, {200, 350, "省交通厅"}}
	cases := map[string]struct {
		data []byte
		want string
	}{
		"table":   {pdfOf("", append(column(500, fullLine, fullLine[:27*3]+"。", "　　"+fullLine[:26*3]), table...)), fullLine + fullLine[:27*3] + "。\n" + fullLine[:26*3] + "\n1\n建设运城机场\n扩建工程\n省发展改革委、财政厅\n2\n修路\n省交通厅\n"},
		"wrapped": {pdfOf("", body), fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "\n"},
		"over pages, heads and numbers dropped": {pdfOf("", head(body, "— 1 —"), head(column(500, "续上页。", "　　二、第三段"), "- 2 -"), head(column(500, "　　三、第四段"), "第3页 共3页")),
			fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "续上页。\n二、第三段\n三、第四段\n"},
		"items without indent": {pdfOf("", column(500, fullLine, fullLine[:27*3]+"。", "（一）"+fullLine[:25*3], fullLine[:27*3]+"；", "2.第二项"+fullLine[:22*3]+"。", "第三条 内容")),
			fullLine + fullLine[:27*3] + "。\n（一）" + fullLine[:25*3] + fullLine[:27*3] + "；\n2.第二项" + fullLine[:22*3] + "。\n第三条 内容\n"},
		"a mark inside a sentence": {pdfOf("", column(500, fullLine, fullLine[:26*3]+"按照", "（一）项规定"+fullLine[:22*3], fullLine)), fullLine + fullLine[:26*3] + "按照（一）项规定" + fullLine[:22*3] + fullLine + "\n"},
		"radicals":                 {pdfOf("", column(300, "⼀、⼴东")), "一、广东\n"},
		"number in the text":       {pdfOf("", column(300, "任务", "2025", "完成")), "任务\n2025\n完成\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			docs, err := d.Decode("a.pdf", c.data)
			must(t, err)
			if docs[0].Text != c.want {
				t.Errorf("got\n%s\nwant\n%s", docs[0].Text, c.want)
			}
		})
	}
	docs, err := d.Decode("a.pdf", pdfOf("", body, nil))
	must(t, err)
	if docs[0].Title != "方案" || len(docs[0].Warnings) != 1 || docs[0].Warnings[0].Code != warnPageNoText {
		t.Errorf("%q %v", docs[0].Title, docs[0].Warnings)
	}
}

func published(t *testing.T, d *Decoder) {
	docs, err := d.Decode("a.bin", corpus(t, "pdf/pingshan_zhuanxiangzijin.pdf"))
	must(t, err)
	doc := docs[0]
	for _, want := range []string{
		"\n各街道办事处，区直各单位，驻区各单位，区属各企业：\n", "\n第一章 总 则\n", "\n第六条 【财政部门职责】\n区财政局是专项资金保障与监督部门，其职责是：\n（一）保障区经济发展专项资金需求。\n",
		"负责线上受理和纸质资料", "有效期至 2025 年 12 月31 日。\n",
	} {
		if !strings.Contains(doc.Text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, line := range strings.Split(doc.Text, "\n") {
		if line != "" && pageNumber().MatchString(line) {
			t.Errorf("page number %q", line)
		}
		if n := len([]rune(line)); n > 25 && !strings.HasSuffix(line, "的通知") && !strings.ContainsAny(line[len(line)-3:], "。；：》") {
			t.Errorf("a paragraph is cut: %s", line)
		}
	}
	if doc.Format != FormatPDF || doc.Title != "深坪府办规〔2023〕1号" {
		t.Errorf("%q %q", doc.Format, doc.Title)
	}
}

func pdfErrors(t *testing.T, d *Decoder) {
	good := pdfOf("", column(300, "任务"))
	lock := "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + strings.Repeat("o", 32) + ")/U(" + strings.Repeat("u", 32) + ")>>/ID[(a)(a)]"
	cases := map[string]struct {
		data []byte
		code string
	}{
		"scanned":      {pdfOf("", nil, nil), CodeNoText},
		"only numbers": {pdfOf("", []printed{{190, 20, "1"}}), CodeNoText},
		"encrypted":    {pdfOf(lock, column(300, "任务")), CodeEncrypted},
		"broken":       {[]byte("%PDF-1.7\n任务"), CodeBroken},
		"not Chinese":  {pdfOf("", column(300, "Plan")), CodeNotChinese},
		"good":         {good, ""}, // the engine still works
	}
	for _, name := range sortedKeys(cases) {
		if _, err := d.Decode("a.docx", cases[name].data); code(err) != cases[name].code {
			t.Errorf("%s: got %v, want %q", name, err, cases[name].code)
		}
	}
	d.limits.pages = 2
	if _, err := d.Decode("a.pdf", pdfOf("", column(300, "任务"), nil)); err != nil {
		t.Errorf("two pages: %v", err)
	}
	if _, err := d.Decode("a.pdf", pdfOf("", column(300, "任务"), nil, nil)); code(err) != CodeTooLarge {
		t.Errorf("three pages: %v", err)
	}
	d.limits.pages = standardLimits().pages
	slow := pdfOf("", make([][]printed, 1000)...)
	d.limits.pdfTime = time.Millisecond
	if _, err := d.Decode("a.pdf", slow); code(err) != CodeTooLarge || !strings.Contains(err.Error(), "1ms") {
		t.Errorf("after a millisecond: %v", err)
	}
	d.limits.pdfTime = time.Minute
	if _, err := d.Decode("a.pdf", good); err != nil {
		t.Errorf("after one that was stopped: %v", err)
	}
}

func TestPDFMemory(t *testing.T) {
	d := newTestDecoder()
	defer d.Close()
	d.pdf.memory = 48 << 20
	file := pdfOf("", column(300, "任务"))
	if _, err := d.Decode("a.pdf", file); err != nil {
		t.Errorf("a small file: %v", err)
	}
	large := append(file, make([]byte, 64<<20)...)
	if _, err := d.Decode("a.pdf", large); code(err) == "" {
		t.Error("a file larger than the memory of the engine is read")
	}
	if _, err := d.Decode("a.pdf", file); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
