// Package office reads files of office programs: DOCX, DOC and WPS, RTF and ODT into paragraphs and tables, XLS and ODS into
// XLSX, OFD into printed pages. It knows nothing of what the text means; package source renders it.
package office

import (
	"strings"
)

// Text is the content of a document as it is shown.
type Text struct {
	Blocks []Block
	Title  string // from the properties of the file; empty when none
}

// Block is a paragraph, or a table if Table is set.
type Block struct {
	Text  string // with its number as shown; line breaks as LF
	Table *Table
}

// Table is a table in its rows; the cells of a row stand in the order of columns.
type Table struct{ Rows []Row }

// Row is a row of a table.
type Row struct {
	Before int // columns that are left out before the first cell
	Page   int // where it is printed, from 1; 0 when the format has no pages
	Cells  []Cell
}

// Cell is a cell of a table.
type Cell struct {
	Blocks  []Block
	Columns int  // how many columns it takes, at least 1
	Below   bool // continues the cell of the row above in its first column (合并单元格); Blocks are then not shown
}

// Limits bounds what a file may cost.
type Limits struct {
	Entries  int // files in a package
	Expanded int // bytes of a package when unpacked
	Ratio    int // bytes unpacked for each byte packed
	Markup   int // bytes of a part of a package that is read as a tree
	Depth    int // elements, groups or tables inside each other
	Text     int // bytes of the text
	Cells    int // cells of all worksheets
}

// list collects blocks.
type list struct{ blocks []Block }

// paragraph adds a paragraph with the number before it, if it has any content.
func (l *list) paragraph(label, text string) {
	if strings.TrimSpace(text) == "" { // an empty paragraph shows its number, but numbers nothing
		return
	}
	l.blocks = append(l.blocks, Block{Text: label + text})
}

// table adds a table, if it has any rows.
func (l *list) table(t *Table) {
	if len(t.Rows) > 0 {
		l.blocks = append(l.blocks, Block{Table: t})
	}
}
