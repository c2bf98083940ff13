package loader

import (
	"os"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph/fold"
	"github.com/policygraph/policygraph/loader/source"
)

// TestDocumentNumbers reads real forms of numbers above the title, below it, in brackets below it and behind it, and in a
// field of the page; the title never takes the number in.
func TestDocumentNumbers(t *testing.T) {
	data, err := os.ReadFile("testdata/docnumbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	const title, rest = "澄江县人民政府办公室关于做好巡查工作的通知", "\n各镇人民政府，县政府各部门：\n现将有关事项通知如下。\n一、清理旧渠。4月底前清完南干渠。（县水利局负责）\n澄江县人民政府办公室\n2022年4月3日\n"
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	for _, line := range lines {
		number, _, _ := strings.Cut(line, "\t")
		bare := strings.Trim(number, "（）")
		texts := map[string]string{
			"above":    number + "\n" + title + rest,
			"below":    title + "\n" + number + rest,
			"red head": "澄江县人民政府文件\n" + number + "\n" + title + rest,
			"field":    "发文字号：" + number + "\n" + title + rest,
			"brackets": title + "\n（" + bare + "）" + rest,
		}
		if strings.ContainsAny(bare, "〔[【") {
			texts["behind"] = title + "（" + bare + "）" + rest
			texts["glued"] = title + bare + rest
		}
		for where, text := range texts {
			d := &Read(&source.Document{Name: "x.txt", Text: text}).Document
			if fold.Key(d.DocNumber) != fold.Key(bare) || d.Title != title {
				t.Errorf("%s, %s: number %q, title %q", bare, where, d.DocNumber, d.Title)
			}
		}
	}
	if len(lines) < 400 {
		t.Errorf("%d numbers", len(lines))
	}
}
