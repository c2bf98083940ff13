package pdf

import (
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/internal/pdftest"
)

// cell is a cell of lines.
func cell(lines ...string) []string { return append([]string{}, lines...) }

// row is a row of cells of one line; a cell of "" is empty and one of "<" belongs to the one before.
func row(texts ...string) (cells [][]string) {
	for _, s := range texts {
		switch s {
		case "<":
			cells = append(cells, nil)
		case "":
			cells = append(cells, cell())
		default:
			cells = append(cells, strings.Split(s, "/"))
		}
	}
	return cells
}

// shift moves a page.
func shift(p page, dx, dy float64) page {
	p.Texts, p.Rules = slices.Clone(p.Texts), slices.Clone(p.Rules)
	for i := range p.Texts {
		p.Texts[i].X += dx
		p.Texts[i].Y += dy
	}
	for i, r := range p.Rules {
		p.Rules[i] = pdftest.Rule{X1: r.X1 + dx, Y1: r.Y1 + dy, X2: r.X2 + dx, Y2: r.Y2 + dy}
	}
	return p
}

// with adds texts to a page.
func with(p page, texts ...text) page {
	p.Texts = append(slices.Clone(p.Texts), texts...)
	return p
}

// without drops rules of a page.
func without(p page, drop func(r pdftest.Rule) bool) page {
	var rules []pdftest.Rule
	for _, r := range p.Rules {
		if !drop(r) {
			rules = append(rules, r)
		}
	}
	p.Rules = rules
	return p
}

func TestTables(t *testing.T) {
	xs := []float64{40, 80, 200, 280, 360}
	ys := func(n int) (ys []float64) {
		for i := range n + 1 {
			ys = append(ys, 500-40*float64(i))
		}
		return ys
	}
	header := row("序号", "任务", "牵头单位", "配合单位")
	plain := pdftest.Grid(xs, ys(3), header, row("1", "建设机场", "省发改委", "省财政厅"), row("2", "修路", "省交通厅", ""))
	wantPlain := "序号 | 任务 | 牵头单位 | 配合单位\n1 | 建设机场 | 省发改委 | 省财政厅\n2 | 修路 | 省交通厅 | \n"
	merged := without(pdftest.Grid(xs, ys(3), header, row("1", "建设机场", "省发改委", "<"), row("2", "修路", "省交通厅", "省财政厅")), func(r pdftest.Rule) bool { return false })
	long := "推进沿黄公路建设，改善"
	cases := map[string]struct {
		pages []page
		want  string
	}{
		"plain":        {[]page{plain}, wantPlain},
		"turned":       {[]page{turned(plain)}, wantPlain},
		"merged":       {[]page{merged}, "序号 | 任务 | 牵头单位 | 配合单位\n1 | 建设机场 | 省发改委\n2 | 修路 | 省交通厅 | 省财政厅\n"},
		"open sides":   {[]page{without(plain, func(r pdftest.Rule) bool { return r.X1 == r.X2 && (r.X1 == 40 || r.X1 == 360) })}, wantPlain},
		"open bottom":  {[]page{without(plain, func(r pdftest.Rule) bool { return r.Y1 == r.Y2 && r.Y1 == 380 })}, wantPlain},
		"behind prose": {[]page{with(plain, column(560, fullLine, "继续加强。")...)}, fullLine + "继续加强。\n" + wantPlain},
		"before prose": {[]page{with(plain, column(340, "备注完成时限。")...)}, wantPlain + "备注完成时限。\n"},
		"wrapped": {[]page{pdftest.Grid(xs, ys(2), header, row("1", long+"/交通条件", "省发改委、省财/政厅", "省水利厅/省林业厅"))},
			"序号 | 任务 | 牵头单位 | 配合单位\n1 | " + long + "交通条件 | 省发改委、省财政厅 | 省水利厅\n省林业厅\n"},
		"header again": {[]page{plain, shift(pdftest.Grid(xs, ys(2), header, row("3", "治河", "省水利厅", "省林业厅")), 0, 50)},
			wantPlain + "3 | 治河 | 省水利厅 | 省林业厅\n"},
		"goes on": {[]page{plain, shift(pdftest.Grid(xs, ys(1), row("3", "治河", "省水利厅", "省林业厅")), 0, 50)}, wantPlain + "3 | 治河 | 省水利厅 | 省林业厅\n"},
		"another table": {[]page{plain, with(pdftest.Grid(xs, ys(2), header, row("1", "治河", "省水利厅", "省林业厅")), text{X: 100, Y: 550, S: "附件二"})},
			wantPlain + "附件二\n序号 | 任务 | 牵头单位 | 配合单位\n1 | 治河 | 省水利厅 | 省林业厅\n"},
		"row over the end of a page": {[]page{pdftest.Grid(xs, ys(2), header, row("1", long, "省发改委", "省财政厅、省水")), pdftest.Grid(xs, ys(3), header, row("", "交通条件。", "", "利厅"), row("2", "修路", "省交通厅", ""))},
			"序号 | 任务 | 牵头单位 | 配合单位\n1 | " + long + "交通条件。 | 省发改委 | 省财政厅、省水利厅\n2 | 修路 | 省交通厅 | \n"},
		"without rules": {[]page{{Texts: plain.Texts}}, wantPlain},
		"only rules across": {[]page{without(pdftest.Grid(xs, ys(3), header, row("1", long+"/交通条件", "省发改委", "省财政厅"), row("2", "修路", "省交通厅", "")), func(r pdftest.Rule) bool { return r.X1 == r.X2 })},
			"序号 | 任务 | 牵头单位 | 配合单位\n1 | " + long + "交通条件 | 省发改委 | 省财政厅\n2 | 修路 | 省交通厅 | \n"},
		"frame around text": {[]page{{Texts: column(500, fullLine, "继续加强。"), Rules: []pdftest.Rule{{X1: 40, Y1: 520, X2: 380, Y2: 520}, {X1: 40, Y1: 400, X2: 380, Y2: 400}, {X1: 40, Y1: 400, X2: 40, Y2: 520}, {X1: 380, Y1: 400, X2: 380, Y2: 520}}}},
			fullLine + "继续加强。\n"},
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

// turned prints a page upright on a page that is shown turned.
func turned(p page) page {
	q := page{Width: p.Height, Height: p.Width, Rotate: 90}
	if q.Width == 0 {
		q.Width, q.Height = 600, 400
	}
	var content strings.Builder
	content.WriteString("q 0 1 -1 0 600 0 cm ")
	content.WriteString(p.Operators())
	content.WriteString(" Q")
	q.Content = content.String()
	return q
}

// Cells that reach over rows are printed once, also when the end of a page cuts them.
func TestMergedRows(t *testing.T) {
	xs, ys := []float64{40, 120, 200, 280}, []float64{500, 460, 420, 380}
	down := func(p page) page { // the rule below the first cell of the second row is missing
		for i, r := range p.Rules {
			if r.Y1 == 420 && r.Y2 == 420 {
				p.Rules[i].X1 = 120
			}
		}
		return p
	}
	first := down(pdftest.Grid(xs, ys, row("类别", "任务", "单位"), row("交通", "建设机场", "省发改委"), row("", "修路", "省交通厅")))
	second := down(pdftest.Grid(xs, ys, row("类别", "任务", "单位"), row("", "治河", "省水利厅"), row("", "种树", "省林业厅")))
	e := newTestEngine(t)
	file, err := e.Read(t.Context(), pdftest.File(first, second))
	must(t, err)
	if len(file.Blocks) != 1 || len(file.Blocks[0].Table) != 5 {
		t.Fatalf("%+v", file.Blocks)
	}
	rows := file.Blocks[0].Table
	for i, want := range []bool{false, false, true, true, true} {
		if rows[i].Cells[0].Below != want || rows[i].Page != 1+i/3 {
			t.Errorf("row %d: %+v", i, rows[i])
		}
	}
}
