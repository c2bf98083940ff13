package loader

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lineAt is the index of the line that holds a place of the view.
func (v *view) lineAt(at int) int {
	return sort.Search(len(v.Lines()), func(i int) bool { return v.Lines()[i].End > at })
}

// fromSource is where a stretch of the stored text is in the view, without white space around it.
func (v *view) fromSource(s graph.Span) graph.Span {
	return v.trimSpace(v.FromSource(s))
}

// pipeTables reads tables of text with bars between cells: | 序号 | 任务 | 牵头单位 |, or with tabs.
func (d *reader) pipeTables(used map[int]bool) []item {
	v := d.view
	var items []item
	var t *rowReader
	table := 0
	for i, line := range v.Lines() {
		cells := v.pipeCells(line)
		if cells == nil {
			cells = v.tabCells(line)
		}
		if len(cells) < 2 {
			t = nil
			continue
		}
		if t == nil || !t.useful() { // bars with what the page says of the document may be above
			t = &rowReader{v: v}
			for _, c := range cells {
				t.columns = append(t.columns, readColumn(v.Slice(c), false))
			}
			t.settle()
			if t.useful() {
				used[i] = true
				table++
			}
			continue
		}
		used[i] = true
		row := tableRow{}
		shift := t.shift(cells)
		for k, c := range cells {
			k += shift
			switch {
			case c.Len() == 0:
			case k < len(t.columns) && t.columns[k].kind == columnNumber:
				row.number = v.Printed(c)
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

// shift is how many cells at the head of a row are missing, as they were printed for an earlier row: as few as bring
// bodies below the headers of bodies.
func (t *rowReader) shift(cells []graph.Span) int {
	filled := len(cells)
	for filled > 0 && cells[filled-1].Len() == 0 {
		filled--
	}
	for shift := 0; shift+filled <= len(t.columns); shift++ {
		fit := true
		for k, c := range cells[:filled] {
			if t.columns[k+shift].kind == columnBodies && c.Len() > 0 && !looksLikeBodies(t.v, c) {
				fit = false
			}
		}
		if fit {
			return shift
		}
	}
	return 0
}

// pipeCells are the cells of a line with bars; nil when it has none.
func (v *view) pipeCells(line graph.Span) []graph.Span {
	text := v.Slice(line)
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
		if i == line.End || v.Text()[i] == '|' {
			c := v.trimSpace(graph.Span{Start: start, End: i})
			if strings.Trim(v.Slice(c), "-: ") == "" {
				c.End = c.Start
			}
			cells = append(cells, c)
			start = i + 1
		}
	}
	return cells
}

// tabCells are the cells of a line with tabs, as tables come when they are copied; nil when it has less than two.
func (v *view) tabCells(line graph.Span) []graph.Span {
	if line.Len() == 0 || line.Len() > longestMark*4 {
		return nil
	}
	at := v.Span(line)
	at.Start = strings.LastIndexByte(v.Source()[:at.Start], '\n') + 1 // empty cells at the head
	if strings.Count(v.Source()[at.Start:at.End], "\t") < 2 {
		return nil
	}
	var cells []graph.Span
	for start := at.Start; start <= at.End; {
		end := at.End
		if i := strings.IndexByte(v.Source()[start:at.End], '\t'); i >= 0 {
			end = start + i
		}
		cells = append(cells, v.fromSource(graph.Span{Start: start, End: end}))
		start = end + 1
	}
	return cells
}

// flat reads tables that were copied as text, one cell a line, perhaps with bars at the ends of lines or on lines between.
type flat struct {
	v     *view
	cells []graph.Span
	line  []int // of each cell
}

func newFlat(v *view) *flat {
	f := &flat{v: v}
	for i, line := range v.Lines() {
		text := v.Slice(line)
		if strings.Contains(text, "|") {
			left := strings.TrimLeft(text, "| ")
			line.Start = line.End - len(left)
			line.End = line.Start + len(strings.TrimRight(left, "| "))
		}
		if line.Len() > 0 {
			f.cells, f.line = append(f.cells, line), append(f.line, i)
		}
	}
	return f
}

func (f *flat) text(i int) string { return f.v.Slice(f.cells[i]) }

// flatTables reads all such tables: the names of the columns, then the cells of each row.
func (d *reader) flatTables(used map[int]bool) []item {
	f := newFlat(d.view)
	var items []item
	for i := 0; i < len(f.cells); i++ {
		t, n := f.header(i)
		if t == nil {
			continue
		}
		f.use(used, i, i+n)
		found, next := f.rows(t, i+n, used)
		for k := range found {
			found[k].suffix = found[k].number
		}
		items = append(items, found...)
		i = next - 1
	}
	return items
}

// use marks the lines of cells as no running text, and the lines of bars between them.
func (f *flat) use(used map[int]bool, from, to int) {
	for k := from; k < to; k++ {
		used[f.line[k]] = true
		for i := f.line[k] + 1; k+1 < len(f.line) && i < f.line[k+1]; i++ {
			used[i] = true
		}
	}
}

// header reads the names of columns that start at a cell: at least three, one of them of bodies.
func (f *flat) header(at int) (*rowReader, int) {
	t := &rowReader{v: f.v}
	for i := at; i < len(f.cells); i++ {
		text := f.text(i)
		if len(text) > longestHeader*3 || strings.ContainsAny(text, ":,。") {
			break
		}
		c := readColumn(text, true)
		if c.kind == columnUnknown {
			if !f.headerGoesOn(t, i+1) {
				break
			}
			if len(t.columns) > 1 {
				c.kind = columnOther // 推进情况
			}
		}
		t.columns = append(t.columns, c)
	}
	t.settle()
	if len(t.columns) < 3 || !t.useful() {
		return nil, 0
	}
	return t, len(t.columns)
}

// headerGoesOn reports whether the names of the columns of a numbered table go on behind one that is not known: with one that is, or
// with the first row.
func (f *flat) headerGoesOn(t *rowReader, at int) bool {
	if len(t.columns) < 1 || t.columns[0].kind != columnNumber || at >= len(f.cells) {
		return false
	}
	if isRowNumber(f.text(at-1)) || readMarker(f.text(at-1)).length > 0 {
		return false
	}
	return isRowNumber(f.text(at)) || readColumn(f.text(at), true).kind != columnUnknown
}

// rows reads the rows of a table; next is the cell behind it.
func (f *flat) rows(t *rowReader, at int, used map[int]bool) (items []item, next int) {
	if t.columns[0].kind != columnNumber {
		return f.rowsByCount(t, at, used)
	}
	most := len(t.columns) - 1
	for at < len(f.cells) {
		if !isRowNumber(f.text(at)) {
			if m := readMarker(f.text(at)); (m.length > 0 || len(f.text(at)) <= longestHeading) && f.rowsFollow(at+1) {
				at++ // a heading between the rows
				continue
			}
			break
		}
		end := at + 1
		for end < len(f.cells) && !isRowNumber(f.text(end)) && readMarker(f.text(end)).style != styleHan {
			end++
		}
		if !f.rowsFollow(end) {
			end = f.lastRow(t, at+1, at+1+most, end)
		}
		most = max(most, end-at-1)
		row := tableRow{number: f.v.Printed(f.cells[at])}
		t.align(&row, t.cellLines(f.cells[at+1:end]))
		t.inherit(&row)
		if it, ok := t.item(row); ok {
			it.span.Start = f.cells[at].Start
			items = append(items, it)
			f.use(used, at, end)
		}
		at = end
	}
	return items, at
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

// rowsFollow reports whether a row of the table starts at a cell, headings between rows apart.
func (f *flat) rowsFollow(at int) bool {
	for k := at; k < len(f.cells) && k < at+3; k++ {
		if isRowNumber(f.text(k)) {
			return true
		}
		if readMarker(f.text(k)).length == 0 {
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

// rowsByCount reads the rows of a table without row numbers: as many cells a row as there are columns, for as long as the
// cells of bodies hold bodies.
func (f *flat) rowsByCount(t *rowReader, at int, used map[int]bool) (items []item, next int) {
	n := len(t.columns)
	for ; at+n <= len(f.cells); at += n {
		if readMarker(f.text(at)).style == styleHan && !f.rowFits(t, at) && f.rowFits(t, at+1) {
			at++ // a heading between the rows
		}
		if !f.rowFits(t, at) {
			break
		}
		row := tableRow{number: itoa(len(items) + 1)}
		for k := range n {
			row.cells = append(row.cells, tableCell{column: k, span: f.cells[at+k]})
		}
		it, ok := t.item(row)
		if !ok {
			break
		}
		items = append(items, it)
		f.use(used, at, at+n)
	}
	return items, at
}

// rowFits reports whether the cells from at on make a row without a number: where bodies belong stand bodies.
func (f *flat) rowFits(t *rowReader, at int) bool {
	if at+len(t.columns) > len(f.cells) {
		return false
	}
	for k, c := range t.columns {
		if c.kind == columnBodies && !looksLikeBodies(f.v, f.cells[at+k]) {
			return false
		}
	}
	return true
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
		if !fits && last+1 < k || c.kind == columnOther && last < t.textsBefore(k) {
			continue // printed for an earlier row
		}
		cell := lines[last]
		for last--; c.kind == columnBodies && last >= k-1 && t.columns[k-1].kind != columnBodies && looksLikeBodies(t.v, lines[last]); last-- {
			cell.Start = lines[last].Start // bodies on lines of their own in one cell
		}
		row.cells = append(row.cells, tableCell{column: k, span: cell})
	}
	text := 0
	if k := slices.IndexFunc(t.columns, func(c column) bool { return c.kind == columnChapter }); k == 1 && last+1 > t.textColumns() && isHeading(t.v.Slice(lines[0])) {
		row.cells = append(row.cells, tableCell{column: k, span: lines[0]})
		text++
	}
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

// textColumns is how many columns hold text.
func (t *rowReader) textColumns() int { return t.textsBefore(len(t.columns)) }

// textsBefore is how many columns left of column k hold text.
func (t *rowReader) textsBefore(k int) (n int) {
	for _, c := range t.columns[:k] {
		if c.kind == columnTask || c.kind == columnText || c.kind == columnProject {
			n++
		}
	}
	return n
}

// isHeading reports whether a cell can be that of a heading over several rows.
func isHeading(text string) bool {
	return utf8.RuneCountInString(text) <= longestHeader && !strings.ContainsAny(text, "。;,")
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
		return utf8.RuneCountInString(t.v.Slice(line)) <= 2*longestHeader && !looksLikeBodies(t.v, line)
	}
	return true
}

// looksLikeBodies reports whether a line can be a cell of bodies.
func looksLikeBodies(v *view, line graph.Span) bool {
	switch text := v.Slice(line); {
	case text == "/" || text == "无" || text == "—" || text == "-":
		return true
	case len(text) > longestMark || strings.Contains(strings.TrimSuffix(text, "。"), "。"), strings.HasPrefix(text, "请"): // 请各单位抓好落实。
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
