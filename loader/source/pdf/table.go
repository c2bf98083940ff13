package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// grid is a table, or the part of one that stands on one page.
type grid struct {
	box
	page  int
	xs    []float64 // where columns begin, and where the last one ends
	rows  int
	cells []gridCell // by row, then by column
	pages []int      // the page of each row
	ruled bool       // it has rules
}

type gridCell struct {
	row, column, rows, columns int
	text                       string
	full                       bool // its last line reaches the end of the cell: the text may go on
}

// grid reads the text of the cells of a table.
func (t *lattice) grid(page int) *grid {
	g := &grid{box: t.box, page: page, xs: slices.Clone(t.xs), rows: len(t.ys) - 1, ruled: true}
	lines := make([][]line, len(t.cells))
	margin := math.Inf(1)
	for i := range t.cells {
		c := &t.cells[i]
		lines[i] = linesOf(c.glyphs)
		for _, l := range lines[i] {
			margin = min(margin, l.left-t.xs[c.column], t.xs[c.column+c.columns]-l.right)
		}
	}
	for i, c := range t.cells {
		width := t.xs[c.column+c.columns] - t.xs[c.column] - 2*max(margin, 0)
		text, full := cellText(lines[i], width)
		g.cells = append(g.cells, gridCell{c.row, c.column, c.rows, c.columns, text, full})
	}
	g.dropSlivers(t)
	for range g.rows {
		g.pages = append(g.pages, page)
	}
	return g
}

// cellText is the text of a cell of some width: a line that was full goes on in the next, others are lines of their own.
func cellText(lines []line, width float64) (text string, full bool) {
	var b strings.Builder
	for i := range lines {
		l := &lines[i]
		if i > 0 {
			if last := &lines[i-1]; last.wraps(l.text, width) {
				b.WriteString(glue(last.text, l.text))
			} else {
				b.WriteByte('\n')
			}
		}
		b.WriteString(l.text)
	}
	if len(lines) == 0 {
		return "", false
	}
	last := &lines[len(lines)-1]
	return b.String(), last.width()+1.6*last.em > width
}

// wraps reports whether a line in a cell of some width had no room for the beginning of the next.
func (l *line) wraps(next string, width float64) bool {
	last, _ := utf8.DecodeLastRuneInString(l.text)
	first, size := utf8.DecodeRuneInString(next)
	switch {
	case strings.ContainsRune("、，,（(《“‘", last), strings.ContainsRune("、，。；：）)》”’", first):
		return true
	}
	second, _ := utf8.DecodeRuneInString(next[size:])
	room := 1.2
	if strings.ContainsRune("、，。；：）》”’", second) { // these may not begin a line and take the character before along
		room = 2.2
	}
	if strings.ContainsRune("（《“‘", first) {
		room = max(room, 2.2)
	}
	if first < utf8.RuneSelf { // a word or number is not broken
		word := len(next) - len(strings.TrimLeftFunc(next, func(r rune) bool { return r < utf8.RuneSelf && r != ' ' }))
		room = max(room, 0.7+0.55*float64(word))
	}
	return width-l.width() < room*l.em
}

// glue is what stands between two parts of a wrapped line: a space between Latin words, else nothing.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	letter := func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }
	if letter(x) && letter(y) {
		return " "
	}
	return ""
}

// dropSlivers leaves out rows and columns without text that are too narrow for any: double rules.
func (g *grid) dropSlivers(t *lattice) {
	for i := g.rows - 1; i >= 0; i-- {
		if t.ys[i]-t.ys[i+1] < sliver && g.empty(func(c *gridCell) bool { return c.row == i && c.rows == 1 }) {
			g.dropRow(i)
		}
	}
	for j := len(g.xs) - 2; j >= 0; j-- {
		if g.xs[j+1]-g.xs[j] < sliver && g.empty(func(c *gridCell) bool { return c.column == j && c.columns == 1 }) {
			g.dropColumn(j)
		}
	}
}

// empty reports whether no cell of some has text.
func (g *grid) empty(some func(c *gridCell) bool) bool {
	return !slices.ContainsFunc(g.cells, func(c gridCell) bool { return c.text != "" && some(&c) })
}

func (g *grid) dropRow(row int) {
	g.cells = slices.DeleteFunc(g.cells, func(c gridCell) bool { return c.row == row && c.rows == 1 })
	for i := range g.cells {
		c := &g.cells[i]
		if c.row <= row && row < c.row+c.rows {
			c.rows--
		} else if c.row > row {
			c.row--
		}
	}
	if g.rows--; len(g.pages) > 0 {
		g.pages = slices.Delete(g.pages, row, row+1)
	}
}

func (g *grid) dropColumn(column int) {
	g.cells = slices.DeleteFunc(g.cells, func(c gridCell) bool { return c.column == column && c.columns == 1 })
	for i := range g.cells {
		c := &g.cells[i]
		if c.column <= column && column < c.column+c.columns {
			c.columns--
		} else if c.column > column {
			c.column--
		}
	}
	g.xs = slices.Delete(g.xs, column, column+1)
}

// row are the cells that begin in a row.
func (g *grid) row(row int) (cells []*gridCell) {
	for i := range g.cells {
		if g.cells[i].row == row {
			cells = append(cells, &g.cells[i])
		}
	}
	return cells
}

// at is the cell that holds a place.
func (g *grid) at(row, column int) *gridCell {
	for i := range g.cells {
		if c := &g.cells[i]; c.row <= row && row < c.row+c.rows && c.column <= column && column < c.column+c.columns {
			return c
		}
	}
	return nil
}

// alike reports whether two parts of a table have the same columns.
func (g *grid) alike(o *grid) bool {
	if len(g.xs) != len(o.xs) {
		return false
	}
	const play = 4.0 // points
	for i := range g.xs {
		if math.Abs((g.xs[i]-g.xs[0])-(o.xs[i]-o.xs[0])) > play {
			return false
		}
	}
	return true
}

// append adds the part of the table that stands on the next page: without the names of columns, which are printed again,
// and with the row that the end of the page cut put together.
func (g *grid) append(next *grid) {
	for again := g.repeated(next); again > 0; again-- {
		next.dropRow(0)
	}
	if next.rows == 0 {
		return
	}
	if g.goesOn(next) {
		for _, c := range next.row(0) {
			above := g.at(g.rows-1, c.column)
			if above != nil && c.text != "" {
				sep := "\n"
				if above.full || above.text == "" {
					sep = glue(above.text, c.text)
				}
				above.text += sep + c.text
				above.full = c.full
			}
		}
		if slices.ContainsFunc(next.row(0), func(c *gridCell) bool { return c.rows > 1 }) {
			for _, c := range next.row(0) { // what goes on beside the following rows
				if above := g.at(g.rows-1, c.column); above != nil && c.rows > 1 {
					above.rows = max(above.rows, g.rows-above.row+c.rows-1)
				}
			}
		}
		kept := next.cells[:0]
		for _, c := range next.cells {
			if c.row > 0 {
				c.row--
				kept = append(kept, c)
			}
		}
		next.cells, next.pages = kept, next.pages[1:]
		next.rows--
	} else {
		next.spanOver(g)
	}
	for _, c := range next.cells {
		c.row += g.rows
		g.cells = append(g.cells, c)
	}
	g.pages = append(g.pages, next.pages...)
	g.rows += next.rows
}

// repeated is how many rows at the top of the next part are those at the top of the table.
func (g *grid) repeated(next *grid) (rows int) {
	const headerRows = 3
	for rows < min(headerRows, next.rows, g.rows-1) {
		a, b := g.row(rows), next.row(rows)
		if len(a) != len(b) || len(a) == 0 {
			break
		}
		same, text := true, false
		for i := range a {
			same = same && a[i].column == b[i].column && squeeze(a[i].text) == squeeze(b[i].text)
			text = text || a[i].text != ""
		}
		if !same || !text {
			break
		}
		rows++
	}
	for rows > 0 && slices.ContainsFunc(next.cells, func(c gridCell) bool { return c.row < rows && c.row+c.rows > rows }) {
		rows--
	}
	return rows
}

// goesOn reports whether the first row of the next part is the rest of the last row: nothing stands in it where the row
// begins, and what stands in it goes on from cells that were full or end in the middle of a sentence.
func (g *grid) goesOn(next *grid) bool {
	some, without := false, false
	for _, c := range next.row(0) {
		above := g.at(g.rows-1, c.column)
		if above == nil || above.columns != c.columns {
			return false
		}
		if c.text == "" {
			without = without || above.text != "" && above.rows == 1
			continue
		}
		some = true
		last, _ := utf8.DecodeLastRuneInString(above.text)
		if above.text == "" || strings.ContainsRune("。；;", last) && !above.full {
			return false
		}
	}
	first := next.at(0, 0)
	return some && without && first != nil && first.text == ""
}

// spanOver gives a merged cell that was cut by the end of the page its text again, for the rows on this page.
func (next *grid) spanOver(g *grid) {
	for _, c := range next.row(0) {
		above := g.at(g.rows-1, c.column)
		if c.text != "" || above == nil || above.columns != c.columns || above.rows == 1 && c.rows == 1 || above.text == "" {
			continue
		}
		above.rows += c.rows // reaches into the rows that are appended
		next.cells = slices.DeleteFunc(next.cells, func(o gridCell) bool { return o.row == c.row && o.column == c.column })
		break
	}
}

// block is the table, row by row.
func (g *grid) block() Block {
	columns := len(g.xs) - 1
	at := make([]int, g.rows*columns) // 1 + the cell that holds a place
	for n, c := range g.cells {
		for i := c.row; i < min(c.row+c.rows, g.rows); i++ {
			for j := c.column; j < c.column+c.columns; j++ {
				at[i*columns+j] = n + 1
			}
		}
	}
	rows := make([]Row, g.rows)
	for i := range rows {
		rows[i].Page = g.pages[i]
		for j := 0; j < columns; {
			n := at[i*columns+j]
			if n == 0 { // a part on another page may have fewer columns here
				rows[i].Cells = append(rows[i].Cells, Cell{Columns: 1})
				j++
				continue
			}
			c := &g.cells[n-1]
			cell := Cell{Columns: c.column + c.columns - j, Below: i > c.row}
			if !cell.Below {
				cell.Text = c.text
			}
			rows[i].Cells = append(rows[i].Cells, cell)
			j += cell.Columns
		}
	}
	return Block{Table: rows, Ruled: g.ruled}
}
