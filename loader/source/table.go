package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// grid turns the cells of a table as they are written, with the rows and columns they span, into rows in which every
// column that has content has a cell.
type grid struct {
	table int
	sheet string
	limit limits
	rows  []Row
	reach map[int]reach // column → a cell of an earlier row that spans this one
}

// reach is a cell that goes on for some rows below its own.
type reach struct {
	cell Cell
	rows int
}

// row adds a row of cells; each has its span in the text and how many rows and columns it takes.
func (g *grid) row(number int, cells []spanned) {
	r := Row{Table: g.table, Sheet: g.sheet, Number: number}
	next := map[int]reach{}
	column := 0
	below := func() { // cells of earlier rows that stand here
		for ; g.reach[column].rows > 0; column++ {
			from := g.reach[column]
			if from.rows > 1 {
				next[column] = reach{from.cell, from.rows - 1}
			}
			r.add(from.cell, column, true)
		}
	}
	for _, c := range cells {
		below()
		for i := range c.columns {
			if column >= g.limit.columns {
				break
			}
			if c.rows > 1 {
				next[column] = reach{c.Cell, c.rows - 1}
			}
			r.add(c.Cell, column, i > 0)
			column++
		}
	}
	for column < g.limit.columns && len(g.reach) > 0 { // cells of earlier rows to the right of the last one
		below()
		column++
	}
	g.reach = next
	if len(r.Cells) > 0 {
		g.rows = append(g.rows, r)
	}
}

// width is how many cells the last row has.
func (g *grid) width() int {
	if len(g.rows) == 0 {
		return 0
	}
	return len(g.rows[len(g.rows)-1].Cells)
}

func (r *Row) add(c Cell, column int, again bool) {
	if c.Start == c.End {
		return
	}
	c.Column, c.Spanned = column, c.Spanned || again
	r.Cells = append(r.Cells, c)
}

// spanned is a cell with how many rows and columns it takes, at least 1.
type spanned struct {
	Cell
	rows, columns int
}

const (
	// headerWindow is how many rows at the top of a table may be titles before the names of the columns.
	headerWindow = 12
	// headerRunes is how long the name of a column may be.
	headerRunes = 20
)

// headerWords are found in the names of columns of task tables; a row with two of them in different cells is a header.
func headerWords() []string {
	return []string{
		"序号", "编号", "任务", "举措", "措施", "内容", "事项", "要点", "指标", "目标", "成果", "要求",
		"单位", "部门", "牵头", "责任", "负责", "配合", "协办", "主办", "参与", "指导", "分工", "联系人",
		"时限", "时间", "期限", "进度", "年度", "项目", "名称", "类别", "领域", "地区", "地点", "区域", "范围", "文化", "主题", "备注", "投资", "章节",
	}
}

// markHeaders marks the rows of every table that are names of columns: the first that looks so, the second line of a
// header in two lines, and repetitions at the top of further pages.
func (d *Document) markHeaders() {
	for start := 0; start < len(d.Rows); {
		end := start
		for end < len(d.Rows) && d.Rows[end].Table == d.Rows[start].Table {
			end++
		}
		d.markHeader(d.Rows[start:end])
		start = end
	}
}

func (d *Document) markHeader(rows []Row) {
	for i := range rows[:min(len(rows), headerWindow)] {
		if !d.looksLikeHeader(&rows[i]) {
			continue
		}
		rows[i].Header = true
		first := i + 1
		if first < len(rows) && d.looksLikeHeader(&rows[first]) && hasSpanned(&rows[first]) {
			rows[first].Header = true
			first++
		}
		for j := first; j < len(rows); j++ {
			rows[j].Header = d.sameCells(&rows[j], &rows[i])
		}
		return
	}
}

func hasSpanned(r *Row) bool {
	for _, c := range r.Cells {
		if c.Spanned {
			return true
		}
	}
	return false
}

// looksLikeHeader reports whether at least two cells of a row name columns and none is prose or a number.
func (d *Document) looksLikeHeader(r *Row) bool {
	named, last := 0, -1
	for _, c := range r.Cells {
		text := squeeze(d.Text[c.Start:c.End])
		if utf8.RuneCountInString(text) > headerRunes || strings.ContainsAny(text, "。；") || onlyDigits(text) {
			return false
		}
		if c.Start == last {
			continue
		}
		for _, word := range headerWords() {
			if strings.Contains(text, word) {
				named++
				break
			}
		}
		last = c.Start
	}
	return named >= 2
}

func (d *Document) sameCells(a, b *Row) bool {
	if len(a.Cells) != len(b.Cells) {
		return false
	}
	for i := range a.Cells {
		x, y := a.Cells[i], b.Cells[i]
		if x.Column != y.Column || squeeze(d.Text[x.Start:x.End]) != squeeze(d.Text[y.Start:y.End]) {
			return false
		}
	}
	return true
}

func onlyDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// squeeze drops all white space: names of columns are often spread (主 要 内 容).
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
