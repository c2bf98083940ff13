package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// What another format prints becomes paragraphs and tables as that of a PDF file does.
func TestArrange(t *testing.T) {
	var page Printed
	text := func(s string, x, y float64) {
		for i, c := range []rune(s) {
			left := x + 12*float64(i)
			page.Glyphs = append(page.Glyphs, Glyph{left, y - 2, left + 12, y + 10, 12, string(c)})
		}
	}
	text("一、任务", 80, 700)
	for i, row := range [][2]string{{"任务", "单位"}, {"修路", "财政局"}} {
		y := 600 - 30*float64(i)
		text(row[0], 90, y)
		text(row[1], 190, y)
	}
	for i := range 3 {
		y := 620 - 30*float64(i)
		page.Lines = append(page.Lines, Line{80, y, 280, y + 0.1}, Line{80 + 100*float64(i), 560, 80 + 100*float64(i), 620})
	}
	file := Arrange([]Printed{page, {}})
	var b strings.Builder
	for _, block := range file.Blocks {
		b.WriteString(block.Text)
		for _, r := range block.Table {
			for _, c := range r.Cells {
				b.WriteString("[" + c.Text + "]")
			}
			b.WriteString("/")
		}
	}
	if got := b.String(); got != "一、任务[任务][单位]/[修路][财政局]/" || fmt.Sprint(file.NoText) != "[2]" {
		t.Errorf("%q, without text %v", got, file.NoText)
	}
	crowded := Printed{Glyphs: page.Glyphs, Lines: make([]Line, drawnObjects+1)}
	if file = Arrange([]Printed{crowded}); fmt.Sprint(file.Crowded) != "[1]" {
		t.Errorf("crowded %v", file.Crowded)
	}
}
