package source

import (
	"strings"
	"unicode/utf8"
)

// sheetRow is a row of a ledger before it is rendered: cells in column order.
type sheetRow struct {
	number int
	cells  []sheetCell
}

// sheetCell is a cell of a ledger. A cell that repeats a merged one names it in from.
type sheetCell struct {
	column int
	text   string
	merged *mergedCell // the merged area the cell is part of, if any
}

// mergedCell is a merged area of a worksheet (合并单元格); span is filled when it is printed, which is once.
type mergedCell struct {
	printed bool
	span    Cell
}

// ledger renders tables of tasks as text that reads well, with the span of every cell.
type ledger struct {
	text strings.Builder
	rows []Row
}

// table adds one table: the lines above the header as they are, the header as one line, then each row as lines of
// name：value, and an empty line after it. A row with one cell, such as the title of a group, stands as it is.
func (l *ledger) table(table int, sheet string, rows []sheetRow) (found bool) {
	header := findHeader(rows)
	names := map[int]string{}
	for i := range rows {
		r := Row{Table: table, Sheet: sheet, Number: rows[i].number, Header: i == header || i == header+1 && secondHeader(rows, header)}
		r.Header = r.Header || header >= 0 && i > header && sameTexts(&rows[i], &rows[header])
		if r.Header || i < header || header < 0 || alone(&rows[i]) {
			l.line(&r, &rows[i])
		} else {
			l.record(&r, &rows[i], names)
		}
		if r.Header {
			for _, c := range rows[i].cells {
				names[c.column] = squeeze(c.text)
			}
		}
		if len(r.Cells) > 0 && (header < 0 || i >= header) {
			l.rows = append(l.rows, r)
		}
	}
	return header >= 0
}

// line writes the cells of a row in one line.
func (l *ledger) line(r *Row, row *sheetRow) {
	start := l.text.Len()
	for _, c := range row.cells {
		if c.merged != nil && c.merged.printed {
			r.add(c.merged.span, c.column, true)
			continue
		}
		if l.text.Len() > start {
			l.text.WriteByte('\t')
		}
		l.put(r, c)
	}
	if l.text.Len() > start {
		l.text.WriteByte('\n')
	}
}

// record writes the cells of a row under their names.
func (l *ledger) record(r *Row, row *sheetRow, names map[int]string) {
	last := -1
	for _, c := range row.cells {
		if c.merged != nil && c.merged.printed {
			r.add(c.merged.span, c.column, true)
			continue
		}
		switch name := names[c.column]; {
		case c.column == last:
			l.text.WriteString("；")
		default:
			if last >= 0 {
				l.text.WriteByte('\n')
			}
			if name != "" {
				l.text.WriteString(name + "：")
			}
		}
		l.put(r, c)
		last = c.column
	}
	l.text.WriteString("\n\n")
}

func (l *ledger) put(r *Row, c sheetCell) {
	cell := Cell{Start: l.text.Len(), End: l.text.Len() + len(c.text)}
	l.text.WriteString(c.text)
	r.add(cell, c.column, false)
	if c.merged != nil {
		c.merged.printed, c.merged.span = true, cell
	}
}

// tidyCell drops the space around the content of a cell and what has no width in it.
func tidyCell(s string) string {
	s = strings.ToValidUTF8(unixLines(s), "\uFFFD")
	return strings.TrimFunc(strings.Map(visible, s), isBlank)
}

// findHeader is the index of the row of column names; -1 when no row looks so.
func findHeader(rows []sheetRow) int {
	for i := range rows[:min(len(rows), headerWindow)] {
		if namesColumns(&rows[i]) {
			return i
		}
	}
	return -1
}

// namesColumns reports whether a row names columns; see looksLikeHeader.
func namesColumns(row *sheetRow) bool {
	d := Document{}
	r := Row{}
	var text strings.Builder
	seen := map[*mergedCell]bool{}
	for _, c := range row.cells {
		if c.merged != nil && seen[c.merged] {
			continue
		}
		seen[c.merged] = true
		r.Cells = append(r.Cells, Cell{Column: c.column, Start: text.Len(), End: text.Len() + len(c.text)})
		text.WriteString(c.text + "\n")
	}
	d.Text = text.String()
	return d.looksLikeHeader(&r)
}

// secondHeader reports whether the row below a header is its second line: it goes on under merged cells.
func secondHeader(rows []sheetRow, header int) bool {
	if header < 0 || header+1 >= len(rows) {
		return false
	}
	above := map[*mergedCell]bool{}
	for _, c := range rows[header].cells {
		above[c.merged] = c.merged != nil
	}
	for _, c := range rows[header+1].cells {
		if above[c.merged] {
			return namesColumns(&rows[header+1])
		}
	}
	return false
}

// alone reports whether a row has one content only, and more than a number.
func alone(row *sheetRow) bool {
	if len(row.cells) == 0 {
		return true
	}
	for _, c := range row.cells[1:] {
		if c.merged == nil || c.merged != row.cells[0].merged {
			return false
		}
	}
	return utf8.RuneCountInString(row.cells[0].text) > 1 && !onlyDigits(row.cells[0].text)
}

func sameTexts(a, b *sheetRow) bool {
	if len(a.cells) != len(b.cells) {
		return false
	}
	for i := range a.cells {
		if a.cells[i].column != b.cells[i].column || squeeze(a.cells[i].text) != squeeze(b.cells[i].text) {
			return false
		}
	}
	return true
}
