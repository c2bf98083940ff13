package pdf

import (
	"context"
	"errors"
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
	return Limits{Pages: 100, Memory: 192 << 20, Text: 1 << 20, Time: time.Minute, PageTime: time.Second}
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
		"cells":   {[]page{{Texts: append(column(500, fullLine, fullLine[:27*3]+"。", "　　"+fullLine[:26*3]), flat...)}}, fullLine + fullLine[:27*3] + "。\n" + fullLine[:26*3] + "\n1\n建设运城机场\n扩建工程\n省发展改革委、财政厅\n2\n修路\n省交通厅\n"},
		"wrapped": {[]page{{Texts: body}}, fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "\n"},
		"over pages, heads and numbers dropped": {[]page{head(body, "— 1 —"), head(column(500, "续上页。", "　　二、第三段"), "- 2 -"), head(column(500, "　　三、第四段"), "第3页 共3页")},
			fullLine[:26*3] + fullLine + "继续加强。\n一、第二段开始" + fullLine[:18*3] + fullLine + "续上页。\n二、第三段\n三、第四段\n"},
		"items without indent": {[]page{{Texts: column(500, fullLine, fullLine[:27*3]+"。", "（一）"+fullLine[:25*3], fullLine[:27*3]+"；", "2.第二项"+fullLine[:22*3]+"。", "第三条 内容")}},
			fullLine + fullLine[:27*3] + "。\n（一）" + fullLine[:25*3] + fullLine[:27*3] + "；\n2.第二项" + fullLine[:22*3] + "。\n第三条 内容\n"},
		"a mark inside a sentence": {[]page{{Texts: column(500, fullLine, fullLine[:26*3]+"按照", "（一）项规定"+fullLine[:22*3], fullLine)}}, fullLine + fullLine[:26*3] + "按照（一）项规定" + fullLine[:22*3] + fullLine + "\n"},
		"radicals":                 {[]page{{Texts: column(300, "⼀、⼴东")}}, "一、广东\n"},
		"number in the text":       {[]page{{Texts: column(300, "任务", "2025", "完成")}}, "任务\n2025\n完成\n"},
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
