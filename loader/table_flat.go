package loader

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lineAt is the index of the line that holds a place of the view.
func (v *view) lineAt(at int) int {
	return sort.Search(len(v.lines), func(i int) bool { return v.lines[i].End > at })
}

// fromSource is where a stretch of the stored text stands in the view.
func (v *view) fromSource(s graph.Span) graph.Span {
	start := sort.Search(len(v.at), func(i int) bool { return int(v.at[i]) >= s.Start })
	end := sort.Search(len(v.at), func(i int) bool { return int(v.at[i]) >= s.End })
	return v.trimSpace(graph.Span{Start: start, End: max(start, end)})
}

// pipeTables reads tables of text with bars between cells: | 序号 | 任务 | 牵头单位 |.
func (d *reader) pipeTables(used map[int]bool) []item {
	v := d.view
	var items []item
	var t *rowReader
	table := 0
	for i, line := range v.lines {
		cells := v.pipeCells(line)
		if len(cells) < 2 {
			t = nil
			continue
		}
		if t == nil {
			t = &rowReader{v: v}
			for _, c := range cells {
				t.columns = append(t.columns, readColumn(v.slice(c), false))
			}
			t.settleRoles()
			if t.useful() {
				used[i] = true
				table++
			}
			continue
		}
		if !t.useful() {
			continue
		}
		used[i] = true
		row := tableRow{}
		for k, c := range cells {
			switch {
			case c.Len() == 0:
			case k < len(t.columns) && t.columns[k].kind == columnNumber:
				row.number = v.printed(c)
			default:
				row.cells = append(row.cells, tableCell{column: k, span: c})
			}
		}
		if it, ok := t.item(row); ok {
			it.suffix = "t" + itoa(table) + "r" + itoa(len(items)+1)
			items = append(items, it)
		}
	}
	return items
}

// pipeCells are the cells of a line with bars; nil when it has none.
func (v *view) pipeCells(line graph.Span) []graph.Span {
	text := v.slice(line)
	if len(text) > longestMark*4 || strings.Count(text, "|") < 2 {
		return nil
	}
	line.Start += len(text) - len(strings.TrimLeft(text, "| "))
	if strings.HasPrefix(text, "|") {
		line.Start = line.End - len(text) + 1
	}
	if strings.HasSuffix(text, "|") {
		line.End--
	}
	var cells []graph.Span
	start := line.Start
	for i := line.Start; i <= line.End; i++ {
		if i == line.End || v.text[i] == '|' {
			c := v.trimSpace(graph.Span{Start: start, End: i})
			if strings.Trim(v.slice(c), "-: ") == "" {
				c.End = c.Start
			}
			cells = append(cells, c)
			start = i + 1
		}
	}
	return cells
}

// flatTables reads tables that were copied as text, one cell a line: the names of the columns, then the cells of each row.
func (d *reader) flatTables(used map[int]bool) []item {
	var items []item
	for i := 0; i < len(d.view.lines); i++ {
		t, n := d.flatHeader(i)
		if t == nil {
			continue
		}
		for k := range n {
			used[i+k] = true
		}
		found, next := d.flatRows(t, i+n, used)
		for k := range found {
			found[k].suffix = found[k].number
		}
		items = append(items, found...)
		i = next - 1
	}
	return items
}

// flatHeader reads the names of columns that start at a line: at least three, one of them of bodies.
func (d *reader) flatHeader(line int) (*rowReader, int) {
	t := &rowReader{v: d.view}
	for i := line; i < len(d.view.lines); i++ {
		text := d.view.slice(d.view.lines[i])
		if len(text) > longestHeader*3 || strings.ContainsAny(text, ":,。") {
			break
		}
		c := readColumn(text, true)
		if c.kind == columnUnknown {
			break
		}
		t.columns = append(t.columns, c)
	}
	if len(t.columns) < 3 || !t.useful() {
		return nil, 0
	}
	t.settleRoles()
	return t, len(t.columns)
}

// flatRows reads the rows of a flattened table; next is the line behind it.
func (d *reader) flatRows(t *rowReader, line int, used map[int]bool) (items []item, next int) {
	if t.columns[0].kind != columnNumber {
		return d.flatRowsByCount(t, line, used)
	}
	v := d.view
	most := len(t.columns) - 1
	for line < len(v.lines) {
		if !isRowNumber(v.slice(v.lines[line])) {
			if m := readMarker(v.slice(v.lines[line])); m.length > 0 && d.rowsFollow(line+1) {
				line++ // a heading between the rows
				continue
			}
			break
		}
		end := line + 1
		for end < len(v.lines) && !isRowNumber(v.slice(v.lines[end])) && readMarker(v.slice(v.lines[end])).style != styleHan {
			end++
		}
		if !d.rowsFollow(end) {
			end = min(end, line+1+most)
		}
		most = max(most, end-line-1)
		row := tableRow{number: v.printed(v.lines[line])}
		t.align(&row, v.lines[line+1:end])
		t.inherit(&row)
		if it, ok := t.item(row); ok {
			it.span.Start = v.lines[line].Start
			items = append(items, it)
			for k := line; k < end; k++ {
				used[k] = true
			}
		}
		line = end
	}
	return items, line
}

// inherit gives a row the bodies of the row before where their cell was printed once for both.
func (t *rowReader) inherit(row *tableRow) {
	if t.last == nil {
		t.last = map[int]tableCell{}
	}
	have := map[int]bool{}
	for _, c := range row.cells {
		have[c.column] = true
		if t.columns[c.column].kind == columnBodies {
			c.spanned = true
			t.last[c.column] = c
		}
	}
	for k := range t.columns {
		if c, ok := t.last[k]; ok && !have[k] {
			row.cells = append(row.cells, c)
		}
	}
}

// rowsFollow reports whether a row of the table starts at a line, headings between rows apart.
func (d *reader) rowsFollow(line int) bool {
	for k := line; k < len(d.view.lines) && k < line+3; k++ {
		text := d.view.slice(d.view.lines[k])
		if isRowNumber(text) {
			return true
		}
		if readMarker(text).length == 0 {
			return false
		}
	}
	return false
}

// isRowNumber reports whether a line is the number of a row and nothing else.
func isRowNumber(text string) bool {
	_, n := arabicNumber(text)
	return n > 0 && strings.TrimRight(text[n:], ".、") == ""
}

// flatRowsByCount reads the rows of a flattened table without row numbers: as many lines a row as there are columns, for as
// long as the cells of bodies hold bodies.
func (d *reader) flatRowsByCount(t *rowReader, line int, used map[int]bool) (items []item, next int) {
	v, n := d.view, len(t.columns)
	for ; line+n <= len(v.lines); line += n {
		row := tableRow{number: itoa(len(items) + 1)}
		for k := range n {
			c := v.lines[line+k]
			if t.columns[k].kind == columnBodies && !looksLikeBodies(v, c) {
				return items, line
			}
			row.cells = append(row.cells, tableCell{column: k, span: c})
		}
		it, ok := t.item(row)
		if !ok {
			break
		}
		items = append(items, it)
		for k := range n {
			used[line+k] = true
		}
	}
	return items, line
}

// align gives the lines of a row to columns, from the right: a line that does not fit its column means that the cell was
// printed for an earlier row; lines too many are paragraphs of the text.
func (t *rowReader) align(row *tableRow, lines []graph.Span) {
	last := len(lines) - 1
	for k := len(t.columns) - 1; k >= 1 && last >= 0; k-- {
		c := t.columns[k]
		fits := t.fits(c, lines[last])
		if c.kind == columnTask || c.kind == columnText || c.kind == columnProject {
			break
		}
		if !fits && last+1 < k {
			continue
		}
		row.cells = append(row.cells, tableCell{column: k, span: lines[last]})
		last--
	}
	text := 0
	for k := 1; k < len(t.columns) && text <= last; k++ {
		if kind := t.columns[k].kind; kind == columnTask || kind == columnText || kind == columnProject {
			row.cells = append(row.cells, tableCell{column: k, span: lines[text]})
			text++
		}
	}
	for ; text <= last; text++ {
		row.cells = append(row.cells, tableCell{column: t.textColumn(), span: lines[text]})
	}
}

// textColumn is the last column of text.
func (t *rowReader) textColumn() int {
	for k := len(t.columns) - 1; k >= 0; k-- {
		if kind := t.columns[k].kind; kind == columnText || kind == columnTask {
			return k
		}
	}
	return 0
}

// fits reports whether a line can be a cell of a column.
func (t *rowReader) fits(c column, line graph.Span) bool {
	switch c.kind {
	case columnBodies:
		return looksLikeBodies(t.v, line)
	case columnOther, columnPlace:
		return utf8.RuneCountInString(t.v.slice(line)) <= 2*longestHeader && !looksLikeBodies(t.v, line)
	}
	return true
}

// looksLikeBodies reports whether a line can be a cell of bodies.
func looksLikeBodies(v *view, line graph.Span) bool {
	switch text := v.slice(line); {
	case text == "/" || text == "无" || text == "—" || text == "-":
		return true
	case len(text) > longestMark || strings.Contains(text, "。"):
		return false
	}
	g := readMark(v, line, nil)
	if len(g.flushed) == 0 || g.odd > 0 {
		return false
	}
	known := 0
	for _, a := range g.flushed {
		if a.generic || bodyEnding(a.name) != "" || isPlace(a.name) {
			known++
		}
	}
	return known*3 >= len(g.flushed)*2
}
