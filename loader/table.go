package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/source"
)

// columnKind says what a column of a table of tasks (任务台账, 责任分工表) holds.
type columnKind uint8

const (
	columnUnknown columnKind = iota
	columnNumber             // 序号
	columnTask               // 任务
	columnText               // 内容, 措施
	columnBodies             // 牵头单位
	columnPlace              // 地区
	columnProject            // 项目
	columnTheme              // 文化主题
	columnChapter            // 章节, 类别
	columnOther              // 完成时限, 联系人
)

// column is a column of a table by its header.
type column struct {
	kind  columnKind
	role  graph.Role // of a column of bodies
	name  string
	guess bool // 单位 alone may also mean the unit of a number
}

// columnNames are words of headers, the more telling first.
var columnNames = []struct {
	word string
	kind columnKind
}{
	{"序号", columnNumber}, {"编号", columnNumber}, {"时限", columnOther}, {"时间", columnOther}, {"期限", columnOther}, {"进度", columnOther}, {"联系人", columnOther},
	{"责任人", columnOther}, {"领导", columnOther}, {"电话", columnOther}, {"备注", columnOther}, {"投资", columnOther}, {"年度", columnOther}, {"主题", columnTheme}, {"文化", columnTheme},
	{"推广范围", columnOther}, {"地区", columnPlace}, {"地点", columnPlace}, {"区域", columnPlace}, {"任务", columnTask}, {"举措", columnTask}, {"事项", columnTask}, {"要点", columnTask},
	{"项目", columnProject}, {"内容", columnText}, {"措施", columnText}, {"目标", columnText}, {"要求", columnText}, {"成果", columnText}, {"指标", columnText}, {"类别", columnChapter},
	{"领域", columnChapter}, {"范围", columnOther}, {"名称", columnTask}, {"工作", columnTask}, {"章节", columnChapter}, {"分类", columnChapter}, {"板块", columnChapter}, {"进展", columnOther}, {"状态", columnOther},
}

// longestHeader is the most characters of the header of a column.
const longestHeader = 20

// readColumn reads the header of a column. Where it is only a guess that text is a header, strict holds it to its usual shape.
func readColumn(header string, strict bool) column {
	name := strings.TrimRight(squeeze(header), ":")
	if metaLabelAt(name+":") != "" {
		return column{} // 发布机构, 文号: a table of what the page says of the document
	}
	if name == "" || utf8.RuneCountInString(name) > longestHeader || strings.ContainsAny(name, "。;") {
		return column{}
	}
	if l := labelAt(name+":", len(name)); l.kind == labelBodies && l.start == 0 {
		return column{kind: columnBodies, role: l.role, name: name}
	}
	if i := strings.IndexAny(name, "及和("); i > 0 && hasAnySuffix(strings.TrimRight(name, ")"), "责任人", "负责人", "联系人") { // 牵头单位及责任人
		if l := labelAt(name[:i]+":", i); l.kind == labelBodies && l.start == 0 {
			return column{kind: columnBodies, role: l.role, name: name}
		}
	}
	for _, who := range []string{"单位", "部门", "责任主体", "责任分工", "任务分工", "部门分工"} {
		if strings.HasSuffix(withoutNote(name), who) && !strings.HasPrefix(name, "填报") && !strings.HasPrefix(name, "计量") {
			role, ok := labelRole(withoutNote(name)) // the note of 责任单位（列第一位的为牵头单位） is a rule
			if !ok {
				role = graph.RoleResponsible
			}
			return column{kind: columnBodies, role: role, name: name, guess: name == who}
		}
	}
	if hasAnySuffix(name, "类别", "分类", "领域", "板块") { // 任务类别
		return column{kind: columnChapter, name: name}
	}
	for _, c := range columnNames {
		if strict && strings.HasSuffix(name, c.word) && utf8.RuneCountInString(name) <= longestHeader/2 || !strict && strings.Contains(name, c.word) {
			return column{kind: c.kind, name: name}
		}
	}
	return column{name: name}
}

// tableCell is a cell with the column that it stands in.
type tableCell struct {
	column  int
	span    graph.Span
	spanned bool   // printed for an earlier row
	address string // where a person finds it; empty in flattened tables
}

// tableRow is a row of a table.
type tableRow struct {
	number string
	cells  []tableCell
	where  string
}

// rowReader turns the rows of one table into items.
type rowReader struct {
	v       *view
	columns []column
	texts   int               // of a table parted by spaces: how many columns hold text
	ledger  bool              // the document is nothing but the table
	last    map[int]tableCell // of a flattened table: the bodies of the row before, by column
}

// useful reports whether a table is one of tasks: it says who does what.
func (t *rowReader) useful() bool {
	bodies := slices.ContainsFunc(t.columns, func(c column) bool { return c.kind == columnBodies })
	text := slices.ContainsFunc(t.columns, func(c column) bool {
		return c.kind == columnTask || c.kind == columnText || c.kind == columnProject
	})
	return text && (bodies || t.ledger)
}

// settle makes up its mind about the columns whose header does not say what they hold.
func (t *rowReader) settle() {
	t.settleTask()
	t.settleRoles()
}

// settleTask takes the first column with an unknown header for the tasks, where none says that it holds them and another
// holds bodies: 惠民承诺, 民生实事 and whatever else a table of tasks is called.
func (t *rowReader) settleTask() {
	bodies, unknown := false, -1
	for i, c := range t.columns {
		switch c.kind {
		case columnTask, columnText, columnProject:
			return
		case columnBodies:
			bodies = bodies || !c.guess
		case columnUnknown:
			if unknown < 0 && c.name != "" {
				unknown = i
			}
		}
	}
	if bodies && unknown >= 0 {
		t.columns[unknown].kind = columnTask
	}
}

// settleRoles applies that the only column of bodies names who answers for the row, whatever its header calls them,
// unless it names leaders.
func (t *rowReader) settleRoles() {
	only := -1
	for i, c := range t.columns {
		if c.kind == columnBodies {
			if only >= 0 {
				return
			}
			only = i
		}
	}
	if only >= 0 && t.columns[only].role != graph.RoleLead && t.columns[only].role != graph.RoleSupport {
		t.columns[only].role = graph.RoleResponsible
	}
}

// titleColumns are the kinds of column that can hold the title of a row, the best first.
var titleColumns = []columnKind{columnTask, columnProject, columnText}

// item makes a task of a row; ok is false for a row that has no text of its own.
func (t *rowReader) item(row tableRow) (item, bool) {
	it := item{table: true, number: row.number, suffix: row.number, locator: row.where}
	title := t.titleCell(row)
	if title == nil {
		return it, false
	}
	named := title.span
	if m := readMarker(t.v.Slice(named)); m.length > 0 && m.style != styleDash && !t.v.numbersOn(named, m) { // 1.建设甲工程 in a table without a column of numbers
		named = t.v.trimSpace(graph.Span{Start: named.Start + m.length, End: named.End})
	}
	it.title = t.v.title(named, nil)
	for i := range row.cells {
		c := &row.cells[i]
		kind := columnUnknown
		if c.column < len(t.columns) {
			kind = t.columns[c.column].kind
		}
		if !c.spanned {
			if it.span.Len() == 0 {
				it.span = c.span
			}
			it.span.Start, it.span.End = min(it.span.Start, c.span.Start), max(it.span.End, c.span.End)
		}
		switch kind {
		case columnBodies:
			if m, ok := t.mark(c); ok {
				it.marks = append(it.marks, m)
			}
		case columnTask, columnText, columnPlace, columnProject, columnTheme:
			it.texts = append(it.texts, c.span)
		}
		if t.ledger && kind == columnChapter {
			it.chapter = c.span
		}
		if t.ledger && kind == columnProject {
			it.projects = append(it.projects, c.span)
		}
		if t.ledger && kind == columnTheme {
			it.themes = append(it.themes, c.span)
		}
	}
	if len(it.marks) == 0 && !t.ledger {
		return it, false
	}
	slices.SortFunc(it.texts, func(a, b graph.Span) int { return a.Start - b.Start })
	it.texts = slices.Compact(it.texts)
	return it, it.span.Len() > 0 && it.title != ""
}

// numbersOn reports whether a cell goes on to the next number: （1）…；（2）….
func (v *view) numbersOn(cell graph.Span, m marker) bool {
	text := v.Slice(cell)[m.length:]
	for i := 0; i < len(text); {
		k := strings.IndexAny(text[i:], "。;\n")
		if k < 0 {
			return false
		}
		_, n := utf8.DecodeRuneInString(text[i+k:])
		i += k + n
		if next := readMarker(strings.TrimLeft(text[i:min(len(text), i+longestMarker)], " \n")); next.length > 0 && next.style == m.style && next.value == m.value+1 {
			return true
		}
	}
	return false
}

// titleCell is the cell that names the task: one of the row's own before one that it shares with earlier rows.
func (t *rowReader) titleCell(row tableRow) *tableCell {
	for _, spanned := range []bool{false, true} {
		for _, kind := range titleColumns {
			for i := range row.cells {
				c := &row.cells[i]
				if c.spanned == spanned && c.column < len(t.columns) && t.columns[c.column].kind == kind && c.span.Len() > 0 {
					return c
				}
			}
		}
	}
	return nil
}

// mark reads a cell of bodies.
func (t *rowReader) mark(c *tableCell) (mark, bool) {
	col := t.columns[c.column]
	text := strings.TrimSpace(t.v.Slice(c.span))
	switch text {
	case "", "/", "无", "—", "-", "——", "\\":
		return mark{}, false
	}
	if c.span.Len() > longestMark {
		return mark{}, false
	}
	g := readMark(t.v, c.span, &label{kind: labelBodies, role: col.role, word: col.name})
	if len(g.flushed) == 0 || g.odd*2 > len(g.flushed) || col.guess && !allActors(g.flushed) {
		return mark{}, false
	}
	note := col.name
	if c.address != "" {
		note = c.address + " " + col.name
	}
	return mark{span: c.span, rule: ruleTable, note: note, actors: g.flushed, leads: g.leads}, true
}

// tables reads the tables of the document: their rows as tasks, and the lines that they take.
func (d *reader) tables() ([]item, map[int]bool) {
	used := map[int]bool{}
	items := d.sourceTables(used)
	if len(d.source.Rows) == 0 {
		items = append(items, d.pipeTables(used)...)
		items = append(items, d.flatTables(used)...)
		items = append(items, d.spacedTables(used)...)
	}
	return items, used
}

// sourceTables reads the tables that the file itself has.
func (d *reader) sourceTables(used map[int]bool) []item {
	var items []item
	rows := d.source.Rows
	for start := 0; start < len(rows); {
		end := start
		for end < len(rows) && rows[end].Table == rows[start].Table {
			end++
		}
		items = append(items, d.sourceTable(rows[start:end], used)...)
		start = end
	}
	return items
}

func (d *reader) sourceTable(rows []source.Row, used map[int]bool) []item {
	t := &rowReader{v: d.view, ledger: d.source.Ledger()}
	var items []item
	number := -1
	for i := range rows {
		r := &rows[i]
		if r.Header {
			t.header(d, r)
			number = slices.IndexFunc(t.columns, func(c column) bool { return c.kind == columnNumber })
			d.use(used, r)
			continue
		}
		if !t.useful() {
			continue
		}
		row := tableRow{number: "", where: "第" + itoa(r.Number) + "行"}
		if r.Sheet != "" {
			row.where = r.Sheet + row.where
		}
		for _, c := range r.Cells {
			s := d.view.fromSource(graph.Span{Start: c.Start, End: c.End})
			if s.Len() == 0 {
				continue
			}
			if c.Column == number {
				row.number = d.view.Printed(s)
				continue
			}
			row.cells = append(row.cells, tableCell{column: c.Column, span: s, spanned: c.Spanned, address: r.Address(c)})
		}
		it, ok := t.item(row)
		if !ok {
			continue
		}
		d.use(used, r)
		it.suffix = "r" + itoa(r.Number)
		if r.Table > 0 {
			it.suffix = "t" + itoa(r.Table+1) + it.suffix
		}
		items = append(items, it)
	}
	return items
}

// header reads a header row; a second one below it names parts of its columns.
func (t *rowReader) header(d *reader, r *source.Row) {
	for _, c := range r.Cells {
		for len(t.columns) <= c.Column {
			t.columns = append(t.columns, column{})
		}
		col := readColumn(d.view.Slice(d.view.fromSource(graph.Span{Start: c.Start, End: c.End})), false)
		if col.kind != columnUnknown || t.columns[c.Column].kind == columnUnknown {
			t.columns[c.Column] = col
		}
	}
	t.settle()
}

// use marks the lines of a row as no running text.
func (d *reader) use(used map[int]bool, r *source.Row) {
	for _, c := range r.Cells {
		if c.Spanned {
			continue
		}
		s := d.view.fromSource(graph.Span{Start: c.Start, End: c.End})
		for i := d.view.lineAt(s.Start); i < len(d.view.Lines()) && d.view.Lines()[i].Start < s.End; i++ {
			used[i] = true
		}
	}
}
