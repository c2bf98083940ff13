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
		"负责线上受理和纸质资料", "有效期至 2025 年 12 月31 日。\n",
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
