package source

import (
	"context"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/internal/pdftest"
)

// printed is a PDF file with the lines.
func printed(lines ...string) []byte {
	return pdftest.File(pdftest.Page{Texts: pdftest.Column(300, lines...)})
}

func TestPDF(t *testing.T) {
	d := NewDecoder()
	defer func() { must(t, d.Close()) }()
	t.Run("published", func(t *testing.T) { published(t, d) })
	t.Run("errors", func(t *testing.T) { pdfErrors(t, d) })
	docs, err := d.Decode(t.Context(), "a.pdf", pdftest.File(pdftest.Page{Texts: pdftest.Column(300, "任务")}, pdftest.Page{}))
	must(t, err)
	if docs[0].Title != "方案" || len(docs[0].Warnings) != 1 || docs[0].Warnings[0].Code != warnPageNoText {
		t.Errorf("%q %v", docs[0].Title, docs[0].Warnings)
	}
}

func published(t *testing.T, d *Decoder) {
	docs, err := d.Decode(t.Context(), "a.bin", corpus(t, "pdf/pingshan_zhuanxiangzijin.pdf"))
	must(t, err)
	doc := docs[0]
	for _, want := range []string{
		"\n各街道办事处，区直各单位，驻区各单位，区属各企业：\n", "\n第一章 总 则\n", "\n第六条 【财政部门职责】\n区财政局是专项资金保障与监督部门，其职责是：\n（一）保障区经济发展专项资金需求。\n",
		"负责线上受理和纸质资料", "有效期至2025年12月31日。\n",
	} {
		if !strings.Contains(doc.Text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, line := range strings.Split(doc.Text, "\n") {
		if line != "" && strings.Trim(line, "-— 0123456789") == "" {
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

// A row of a table has its page in the address of its cells; what only stands in columns is a table if it has names of columns.
func TestPDFTable(t *testing.T) {
	xs, ys := []float64{40, 80, 200, 280}, []float64{500, 460, 420}
	grid := pdftest.Grid(xs, ys, [][]string{{"序号"}, {"任务"}, {"牵头单位"}}, [][]string{{"1"}, {"建设机场"}, {"省发改委"}})
	doc := decodeOne(t, "a.pdf", pdftest.File(pdftest.Page{Texts: pdftest.Column(300, "附件")}, grid))
	if doc.Text != "附件\n序号\n任务\n牵头单位\n1\n建设机场\n省发改委\n" || len(doc.Rows) != 2 || !doc.Rows[0].Header {
		t.Fatalf("%q %+v", doc.Text, doc.Rows)
	}
	if r := doc.Rows[1]; r.Address(r.Cells[2]) != "第2页第2行第3列" {
		t.Errorf("%s", r.Address(r.Cells[2]))
	}
	loose := pdftest.Page{Texts: grid.Texts}
	if doc = decodeOne(t, "a.pdf", pdftest.File(pdftest.Page{Texts: append(pdftest.Column(400, "　"), loose.Texts...)})); len(doc.Rows) != 0 {
		t.Errorf("two lines are a table: %+v", doc.Rows)
	}
	xs, ys = append(xs, 360), append(ys, 380)
	named := pdftest.Grid(xs, ys, [][]string{{"序号"}, {"任务"}, {"牵头单位"}, {"时限"}}, [][]string{{"1"}, {"建设机场"}, {"省发改委"}, {"年底"}}, [][]string{{"2"}, {"修路"}, {"省交通厅"}, {"年底"}})
	if doc = decodeOne(t, "a.pdf", pdftest.File(pdftest.Page{Texts: named.Texts})); len(doc.Rows) != 3 {
		t.Errorf("no table: %q", doc.Text)
	}
	other := pdftest.Grid(xs, ys, [][]string{{"甲"}, {"乙"}, {"丙"}, {"丁"}}, [][]string{{"1"}, {"二"}, {"三"}, {"四"}}, [][]string{{"五"}, {"六"}, {"七"}, {"八"}})
	if doc = decodeOne(t, "a.pdf", pdftest.File(pdftest.Page{Texts: other.Texts})); len(doc.Rows) != 0 || !strings.HasPrefix(doc.Text, "甲\n乙\n") {
		t.Errorf("a table without names of columns: %q", doc.Text)
	}
}

// A text layer that maps glyphs to wrong characters, or to none, is refused with the advice to use OCR.
func TestPDFGarbled(t *testing.T) {
	rare := ""
	for r := range rune(80) {
		rare += string('䶵' - 7*r)
	}
	for name, text := range map[string]string{"wrong characters": rare, "no characters": strings.Repeat("\uFFFF", 80)} {
		if _, err := Decode("a.pdf", printed(text[:60], text[60:120], text[120:])); code(err) != CodeNoText || !strings.Contains(err.Error(), "OCR") {
			t.Errorf("%s: %v", name, err)
		}
	}
	doc := decodeOne(t, "a.pdf", printed("加快推进重点项目建设落实责任", "完成各项目标任\uFFFF务"))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != warnUndecodable || doc.Text[doc.Warnings[0].Start:doc.Warnings[0].End] != "\uFFFD" {
		t.Errorf("%q %+v", doc.Text, doc.Warnings)
	}
}

func pdfErrors(t *testing.T, d *Decoder) {
	good := printed("任务")
	lock := "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + strings.Repeat("o", 32) + ")/U(" + strings.Repeat("u", 32) + ")>>/ID[(a)(a)]"
	cases := map[string]struct {
		data []byte
		code string
	}{
		"scanned":      {pdftest.File(pdftest.Page{}, pdftest.Page{}), CodeNoText},
		"only numbers": {pdftest.File(pdftest.Page{Texts: []pdftest.Text{{X: 190, Y: 20, S: "1"}}}), CodeNoText},
		"encrypted":    {pdftest.With(pdftest.Options{Trailer: lock}, pdftest.Page{Texts: pdftest.Column(300, "任务")}), CodeEncrypted},
		"broken":       {[]byte("%PDF-1.7\n任务"), CodeBroken},
		"not Chinese":  {printed("Plan"), CodeNotChinese},
		"good":         {good, ""}, // the engine still works
	}
	for _, name := range sortedKeys(cases) {
		if _, err := d.Decode(t.Context(), "a.docx", cases[name].data); code(err) != cases[name].code {
			t.Errorf("%s: got %v, want %q", name, err, cases[name].code)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.Decode(ctx, "a.pdf", good); code(err) != CodeUnreadable || !strings.Contains(err.Error(), "canceled") {
		t.Errorf("interrupted: %v", err)
	}
	d.pdf.Limits.Memory = 32 << 20
	if _, err := d.Decode(t.Context(), "a.pdf", good); err != nil {
		t.Errorf("with less memory: %v", err)
	}
}
