package loader_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// hostile are texts of one kind of trouble, repeated: each has made a rule look at the same bytes again and again.
var hostile = map[string]string{
	"opening brackets": "（", "closing brackets": "）", "marks": "（市发改委负责）", "labels": "责任单位：市发改委", "labels on lines": "责任单位：市发改委\n",
	"colons": "：", "numbers": "一、", "numbers on lines": "1.甲\n", "levels": "一、（一）1.（1）①", "commas": "市发改委、", "titles open": "《", "titles": "《甲规划》",
	"bars": "|", "numbers of documents": "号", "full numbers": "国发〔2018〕1号", "spaces": " ", "words": "甲 ", "lines": "\n", "orders": "市发改委要", "orders in clauses": "市发改委要，",
	"headers": "序号\n任务\n牵头单位\n", "rows": "1\n甲\n市发改委\n", "row numbers": "1\n", "headings": "一、甲\n", "first": "第一", "open on lines": "一、甲（乙\n", "no text": "\x00\xff",
	"ordinals": "第", "tens": "十", "tables": "| 序号 | 任务 | 牵头单位 |\n", "phonetic": "（xí", "surrogates": "\xed\xa0\x80", "traditional": "國務院關於", "attachments": "附件1\n", "dates": "2018年1月1日\n",
	"articles": "第一条 市教育局负责。\n",
	"railways": "建设南京铁路、", "shared ends": "南京等项目、", "sums": "甲和乙两", "capacities": "云泰1万吨、", "cultures": "“甲”文化", "towns": "甲镇、", "mountains": "庐山、",
	"emptiness": "",
}

func TestHostileTexts(t *testing.T) {
	const size = 1 << 14
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		unit := hostile[name]
		for _, before := range []string{"", "一、任务\n（一）甲。", "序号\n任务\n牵头单位\n", "（"} {
			text := before
			if unit != "" {
				text += strings.Repeat(unit, size/len(unit))
			}
			x := loader.Read(&source.Document{Name: "hostile.txt", Text: text})
			if err := x.Validate(); err != nil {
				t.Errorf("%s after %q: %v", name, before, err)
			}
			counts := map[string]int{}
			for _, w := range x.Warnings {
				if counts[w.Code]++; counts[w.Code] > 100 {
					t.Errorf("%s after %q: more than 100 warnings %s", name, before, w.Code)
					break
				}
			}
		}
	}
}

// BenchmarkHostile shows that time grows with length and nothing else: compare the two sizes.
func BenchmarkHostile(b *testing.B) {
	sizes := map[int]string{1 << 18: "256k", 1 << 20: "1M"}
	if testing.Short() {
		sizes = map[int]string{1 << 14: "16k"}
	}
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		if hostile[name] == "" {
			continue
		}
		for size, label := range sizes {
			text := "一、任务\n（一）甲。" + strings.Repeat(hostile[name], size/len(hostile[name]))
			b.Run(name+"/"+label, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					loader.Read(&source.Document{Name: "hostile.txt", Text: text})
				}
			})
		}
	}
}

func TestSameTextSameExtract(t *testing.T) {
	for name, text := range corpus(t) {
		first := loader.Read(&source.Document{Name: name, Text: text})
		again := loader.Read(&source.Document{Name: "another.txt", Text: text})
		if first.Digest() != again.Digest() && first.Document.Title != strings.TrimSuffix(name, ".txt") {
			t.Errorf("%s: two readings differ", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range corpus(f) {
		f.Add(text[:min(len(text), 3000)])
	}
	for _, unit := range hostile {
		f.Add("一、任务\n（一）甲。" + unit + unit)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x := loader.Read(&source.Document{Name: "fuzz.txt", Text: text})
		if err := x.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}
