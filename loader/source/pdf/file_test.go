package pdf

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/internal/pdftest"
)

type (
	page = pdftest.Page
	text = pdftest.Text
)

func testLimits() Limits {
	return Limits{Pages: 100, Memory: 192 << 20, Text: 1 << 20, PageText: 10_000, Time: time.Minute, PageTime: time.Second}
}

func newTestEngine(t testing.TB) *Engine {
	e := &Engine{Limits: testLimits(), Cache: CacheFolder()}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// printed is the text of a file, a line for each paragraph and for each row of a table.
func printed(f *File) string {
	var b strings.Builder
	for _, block := range f.Blocks {
		if block.Table == nil {
			b.WriteString(block.Text + "\n")
		}
		for _, row := range block.Table {
			for i, c := range row.Cells {
				if i > 0 {
					b.WriteString(" | ")
				}
				b.WriteString(c.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func column(top float64, lines ...string) []text { return pdftest.Column(top, lines...) }

const fullLine = "加快推进重点项目建设落实责任分工确保按期完成各项目标任务" // 28 characters of 10 points

// letters prints each character of a line as a text of its own.
func letters(y, step float64, s string) (texts []text) {
	for i, r := range []rune(s) {
		texts = append(texts, text{X: 50 + step*float64(i), Y: y, S: string(r)})
	}
	return texts
}

// columns prints a line several times.
func columns(top float64, line string, times int) []text {
	lines := make([]string, times)
	for i := range lines {
		lines[i] = line
	}
	return column(top, lines...)
}

func shifted(texts []text, x float64) []text {
	for i := range texts {
		texts[i].X += x
	}
	return texts
}

func TestText(t *testing.T) {
	e := newTestEngine(t)
	body := column(500, "　　"+fullLine[:26*3], fullLine, "继续加强。", "　　一、第二段开始"+fullLine[:18*3], fullLine)
	head := func(texts []text, number string) page {
		return page{Texts: append(append([]text{{X: 150, Y: 570, S: "某市实施方案"}}, texts...), text{X: 190, Y: 20, S: number})}
	}
	flat := []text{{X: 50, Y: 400, S: "1"}, {X: 100, Y: 410, S: "建设运城机场"}, {X: 100, Y: 390, S: "扩建工程"}, {X: 200, Y: 410, S: "省发展改革委、"}, {X: 200, Y: 390, S: "财政厅"},
		{X: 50, Y: 350, S: "2"}, {X: 100, Y: 350, S: "修路"}, {X: 200, Y: 350, S: "省交通厅"}}
	cases := map[string]struct {
		pages []page
		want  string
	}{
		"cells":   {[]page{{Texts: append(column(500, fullLine, fullLine[:27*3]+"。", "　　"+fullLine[:26*3]), flat...)}}, fullLine + fullLine[:27*3] + "。\n" + fullLine[:26*3] + "\n1 | 建设运城机场扩建工程 | 省发展改革委、财政厅\n2 | 修路 | 省交通厅\n"},
		"wrapped": {[]page{{Texts: body}}, fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "\n"},
		"over pages, heads and numbers dropped": {[]page{head(body, "— 1 —"), head(column(500, "续上页。", "　　二、第三段"), "- 2 -"), head(column(500, "　　三、第四段"), "第3页 共3页")},
			fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "续上页。\n二、第三段\n三、第四段\n"},
		"items without indent": {[]page{{Texts: column(500, fullLine, fullLine[:27*3]+"。", "（一）"+fullLine[:25*3], fullLine[:27*3]+"；", "2.第二项"+fullLine[:22*3]+"。", "第三条 内容")}},
			fullLine + fullLine[:27*3] + "。\n（一）" + fullLine[:25*3] + fullLine[:27*3] + "；\n2.第二项" + fullLine[:22*3] + "。\n第三条 内容\n"},
		"a mark inside a sentence": {[]page{{Texts: column(500, fullLine, fullLine[:26*3]+"按照", "（一）项规定"+fullLine[:22*3], fullLine)}}, fullLine + fullLine[:26*3] + "按照（一）项规定" + fullLine[:22*3] + fullLine + "\n"},
		"single characters":        {[]page{{Texts: letters(500, 10, "市财政局")}}, "市财政局\n"},
		"letters set apart":        {[]page{{Texts: append(letters(500, 12, "省水利厅牵头，省财政厅配合"), letters(480, 12, "二、任务")...)}}, "省水利厅牵头，省财政厅配合\n二、任务\n"},
		"spaces around figures":    {[]page{{Texts: []text{{X: 50, Y: 500, S: "自 2025 年 1 月"}, {X: 124, Y: 500, S: "1"}, {X: 131, Y: 500, S: "日起施行"}}}}, "自2025年1月1日起施行\n"},
		"spaces that are meant":    {[]page{{Texts: append(column(560, fullLine+"。"), text{X: 50, Y: 500, S: "第一章　总　则"}, text{X: 50, Y: 480, S: "GDP per head of 甲市"})}}, fullLine + "。\n第一章 总 则\nGDP per head of甲市\n"},
		"printed twice":            {[]page{{Texts: append(column(500, "建设机场"), text{X: 50.4, Y: 500, S: "建设机场"})}}, "建设机场\n"},
		"quotes":                   {[]page{{Texts: []text{{X: 50, Y: 500, S: "推进"}, {X: 70, Y: 500, S: "“"}, {X: 80, Y: 500, S: "双碳"}, {X: 100, Y: 500, S: "”"}, {X: 110, Y: 500, S: "工作"}}}}, "推进“双碳”工作\n"},
		"over a bracket":           {[]page{{Texts: column(500, fullLine, "建设机场。（省发改委、", "省财政厅负责）", "修路。")}}, fullLine + "建设机场。（省发改委、省财政厅负责）\n修路。\n"},
		"two columns": {[]page{{Width: 600, Height: 600, Texts: slices.Concat(column(560, "某省人民政府公报", "目录"), columns(520, fullLine[:60], 5), shifted(columns(520, fullLine[15:75], 5), 280))}},
			"某省人民政府公报\n目录\n" + strings.Repeat(fullLine[:60], 5) + strings.Repeat(fullLine[15:75], 5) + "\n"},
		"radicals":           {[]page{{Texts: column(300, "⼀、⼴东")}}, "一、广东\n"},
		"number in the text": {[]page{{Texts: column(300, "任务", "2025", "完成")}}, "任务\n2025\n完成\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file, err := e.Read(t.Context(), pdftest.File(c.pages...))
			if err != nil {
				t.Fatal(err)
			}
			if got := printed(file); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	e := newTestEngine(t)
	good := pdftest.File(page{Texts: column(300, "任务")})
	read := func(data []byte) error {
		_, err := e.Read(t.Context(), data)
		return err
	}
	e.Limits.Pages = 2
	if err := read(pdftest.File(page{Texts: column(300, "任务")}, page{})); err != nil {
		t.Errorf("two pages: %v", err)
	}
	if err := read(pdftest.File(page{Texts: column(300, "任务")}, page{}, page{})); !errors.Is(err, ErrLimit) || !strings.Contains(err.Error(), "2 pages") {
		t.Errorf("three pages: %v", err)
	}
	e.Limits = testLimits()
	e.Limits.Pages = 1000
	slow := pdftest.File(make([]page, 1000)...)
	e.Limits.Time, e.Limits.PageTime = time.Millisecond, 0
	if err := read(slow); !errors.Is(err, ErrLimit) || !strings.Contains(err.Error(), "1ms") {
		t.Errorf("after a millisecond: %v", err)
	}
	e.Limits.PageTime = time.Second // every page that was read gives time for the next
	if err := read(slow); !errors.Is(err, ErrNoText) && !strings.Contains(err.Error(), "1ms") {
		t.Errorf("with a second a page: %v", err)
	}
	e.Limits.Time = time.Minute
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := e.Read(ctx, good); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if err := read(good); err != nil {
		t.Errorf("after those that were stopped: %v", err)
	}
}
