package loader

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// spacedTables reads tables whose rows are lines and whose cells are parted by spaces only:
//
//	序号 工作任务 牵头负责部门
//	1 推进甲工程 发展改革委、财政部
//
// A row starts with its number; the cells of the columns behind the task are its last words.
func (d *reader) spacedTables(used map[int]bool) []item {
	var items []item
	var t *rowReader
	for i, line := range d.view.Lines() {
		text := d.view.Slice(line)
		if used[i] || len(text) > longestMark {
			t = nil
			continue
		}
		if header := spacedHeader(d.view, text); header != nil {
			t = header
			used[i] = true
			continue
		}
		if t == nil {
			continue
		}
		row, ok := t.spacedRow(line)
		if !ok {
			if readMarker(text).length == 0 { // else a heading between rows
				t = nil
			}
			continue
		}
		if it, ok := t.item(row); ok {
			it.span.Start, it.suffix = line.Start, row.number
			items = append(items, it)
			used[i] = true
		}
	}
	return items
}

// spacedHeader reads a line as the names of columns: the number, the task, whose characters may be spaced, and at least one of bodies.
func spacedHeader(v *view, text string) *rowReader {
	rest, ok := strings.CutPrefix(text, "序号 ")
	if !ok || len(text) > longestHeader*12 {
		return nil
	}
	words := strings.Fields(rest)
	t := &rowReader{v: v}
	last := len(words)
	for last > 1 {
		c := readColumn(words[last-1], true)
		if c.kind != columnBodies && c.kind != columnOther {
			break
		}
		t.columns = append([]column{c}, t.columns...)
		last--
	}
	texts := spacedTexts(words[:last])
	if texts == nil {
		return nil
	}
	t.texts = len(texts)
	t.columns = slices.Concat([]column{{kind: columnNumber}}, texts, t.columns)
	if !t.useful() {
		return nil
	}
	t.settle()
	return t
}

// spacedTexts reads the names of the columns of text: each word one of them, or all words together one whose characters are spaced.
func spacedTexts(words []string) []column {
	var texts []column
	for _, w := range words {
		c := readColumn(w, true)
		if c.kind != columnTask && c.kind != columnText && c.kind != columnProject {
			texts = nil
			break
		}
		texts = append(texts, c)
	}
	if texts != nil {
		return texts
	}
	if c := readColumn(strings.Join(words, ""), false); c.kind == columnTask || c.kind == columnText || c.kind == columnProject {
		return []column{c}
	}
	return nil
}

// spacedRow parts a line into the number, the texts and one word for each column behind them.
func (t *rowReader) spacedRow(line graph.Span) (tableRow, bool) {
	text := t.v.Slice(line)
	_, n := arabicNumber(text)
	if n == 0 || !strings.HasPrefix(text[n:], " ") {
		return tableRow{}, false
	}
	row := tableRow{number: text[:n]}
	end := line.End
	for k := len(t.columns) - 1; k > t.texts; k-- {
		at := strings.LastIndexByte(t.v.Text()[line.Start+n:end], ' ') + line.Start + n
		if at <= line.Start+n {
			return tableRow{}, false
		}
		if t.columns[k].kind == columnOther && end-at-1 <= longestRune { // a person's name of two characters, spaced: 何 勇
			if i := strings.LastIndexByte(t.v.Text()[line.Start+n:at], ' ') + line.Start + n; at-i-1 <= longestRune && i > line.Start+n {
				at = i
			}
		}
		cell := graph.Span{Start: at + 1, End: end}
		if t.columns[k].kind == columnBodies && !looksLikeBodies(t.v, cell) {
			return tableRow{}, false
		}
		row.cells = append(row.cells, tableCell{column: k, span: cell})
		end = at
	}
	rest := t.v.trimSpace(graph.Span{Start: line.Start + n, End: end})
	words := strings.Count(t.v.Slice(rest), " ") + 1
	for k := 1; k <= t.texts; k++ {
		cell := rest
		if words == t.texts && k < t.texts {
			cell.End = cell.Start + strings.IndexByte(t.v.Slice(cell), ' ')
		}
		row.cells = append(row.cells, tableCell{column: k, span: cell})
		if rest.Start = min(cell.End+1, rest.End); rest.Len() == 0 {
			break
		}
	}
	return row, true
}

// longestRune is the most bytes that a character of Chinese takes.
const longestRune = 3
