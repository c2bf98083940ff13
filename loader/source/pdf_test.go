package source

import (
	"strings"
	"testing"
)

func TestPublishedPDF(t *testing.T) {
	doc := decodeOne(t, "a.bin", corpus(t, "pdf/pingshan_zhuanxiangzijin.pdf"))
	for _, want := range []string{
		"\n各街道办事处，区直各单位，驻区各单位，区属各企业：\n", "\n第一章 总 则\n", "\n第六条 【财政部门职责】\n区财政局是专项资金保障与监督部门，其职责是：\n（一）保障区经济发展专项资金需求。\n",
		"负责线上受理和纸质资料",
	} {
		if !strings.Contains(doc.Text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, line := range strings.Split(doc.Text, "\n") {
		if pageNumber().MatchString(line) {
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
