package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/internal/pdftest"
)

func TestFurniture(t *testing.T) {
	// Six lines that differ between pages; the first four are full ones.
	lines := func(i int) []string {
		line := []rune(fullLine)
		turn := func(n int) string { return string(line[n%28:]) + string(line[:n%28]) }
		return []string{turn(i), turn(i + 3), turn(i + 7), turn(i + 11), turn(i + 15)[:45] + "。", "完成" + turn(i + 19)[:30] + "。"}
	}
	one := func(i int) string { return strings.Join(lines(i)[:5], "") + "\n" + lines(i)[5] + "\n" }
	want := func(pages int) (text string) {
		for i := range pages {
			text += one(i)
		}
		return text
	}
	// file is a file of pages with the body at a height and what is printed besides.
	file := func(pages int, top float64, besides func(i int) []text) []page {
		var out []page
		for i := range pages {
			out = append(out, page{Texts: append(column(top, lines(i)...), besides(i)...)})
		}
		return out
	}
	at := func(x, y float64, format string) func(i int) []text {
		return func(i int) []text { return []text{{X: x, Y: y, S: strings.ReplaceAll(format, "N", fmt.Sprint(i+1))}} }
	}
	year := func(i int) []text { return []text{{X: 50, Y: 340, S: "2025"}, {X: 50, Y: 320, S: "2026"}} }
	cases := map[string]struct {
		pages []page
		want  string
	}{
		"bare numbers":           {file(2, 500, at(200, 20, "N")), want(2)},
		"numbers high up":        {file(3, 500, at(300, 100, "- N -")), want(3)},
		"numbers at the top":     {file(2, 500, at(300, 560, "第N页 共9页")), want(2)},
		"one page with a number": {file(1, 500, at(200, 20, "N")), want(1)},
		"one page with marks":    {file(1, 500, at(200, 360, "— N —")), want(1)},
		"heads":                  {file(2, 500, at(150, 560, "某市实施方案 N")), want(2)},
		"feet":                   {file(3, 500, at(150, 30, "某市人民政府发布")), want(3)},
		"left and right": {file(4, 500, func(i int) []text {
			return []text{{X: 50 + 200*float64(i%2), Y: 40, S: fmt.Sprintf("—%d—", i+1)}, {X: 50, Y: 560, S: []string{"甲省公报", "乙号文件"}[i%2]}}
		}), want(4)},
		"head beside the number": {file(2, 500, func(i int) []text {
			return []text{{X: 50, Y: 560, S: "某市实施方案"}, {X: 300, Y: 560, S: fmt.Sprint(i + 7)}}
		}), want(2)},
		"other heads stay": {file(2, 500, func(i int) []text {
			return []text{{X: 50, Y: 560, S: []string{"第一章总则", "第二章任务"}[i]}}
		}), "第一章总则\n" + one(0) + "第二章任务\n" + one(1)},
		"pages that are all alike": {[]page{{Texts: column(500, "建设机场。")}, {Texts: column(500, "建设机场。")}}, "建设机场。\n建设机场。\n"},
		"years in the text stay":   {[]page{{Texts: append(column(500, lines(0)...), year(0)...)}, {Texts: append(column(500, lines(1)...), year(1)...)}}, one(0) + "2025\n2026\n" + one(1) + "2025\n2026\n"},
	}
	e := newTestEngine(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file, err := e.Read(t.Context(), pdftest.File(c.pages...))
			must(t, err)
			if got := printed(file); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
