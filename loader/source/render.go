package source

import (
	"strings"

	"github.com/policygraph/policygraph/loader/source/office"
)

// blockWriter renders paragraphs and tables.
type blockWriter struct {
	writer
	limits limits
	over   *Error
}

// document renders a text of paragraphs and tables.
func (d *Decoder) document(format Format, text *office.Text) (*Document, *Error) {
	w := blockWriter{limits: d.limits}
	w.blocks(text.Blocks)
	if w.over != nil {
		return nil, w.over
	}
	doc := &Document{Format: format, Text: w.text.String(), Rows: w.rows, Title: clean(text.Title)}
	if doc.Text == "" {
		return nil, &Error{Code: CodeNoText, Reason: "the document has no text"}
	}
	doc.markHeaders()
	return doc, nil
}

// blocks writes one line a paragraph, or several where it breaks its lines, and tables cell by cell.
func (w *blockWriter) blocks(list []office.Block) {
	for i := range list {
		if list[i].Table != nil {
			w.tableOf(list[i].Table)
		} else {
			for line := range strings.SplitSeq(list[i].Text, "\n") {
				w.line = append(w.line, line...)
				w.end()
			}
		}
		if w.over != nil {
			return
		}
	}
}

// tableOf writes a table, one cell after the other, and keeps its rows if it has several with several cells.
func (w *blockWriter) tableOf(table *office.Table) {
	var rows []Row
	above := map[int]Cell{}
	number, wide := w.table, 0
	for _, tr := range table.Rows {
		r := Row{Table: number, Number: len(rows) + 1, Page: tr.Page}
		column := tr.Before
		for _, tc := range tr.Cells {
			cell := above[column]
			if !tc.Below {
				cell = w.cell(func() { w.blocks(tc.Blocks) })
			}
			for i := range tc.Columns {
				if column >= w.limits.columns {
					break
				}
				r.add(cell, column, tc.Below || i > 0)
				above[column] = cell
				column++
			}
		}
		if len(tr.Cells) > 1 {
			wide++
		}
		rows = append(rows, r)
		w.cells += len(r.Cells)
		switch {
		case w.over != nil:
		case len(w.rows)+len(rows) > w.limits.rows:
			w.over = tooMany("rows", w.limits.rows)
		case w.cells > w.limits.cells:
			w.over = tooMany("cells", w.limits.cells)
		}
		if w.over != nil {
			return
		}
	}
	if w.table == number && len(rows) > 1 && wide > 1 { // a table with tables in it is a layout
		w.rows = append(w.rows, rows...)
		w.table++
	}
}
