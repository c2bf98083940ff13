package office

import (
	"strings"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// ODS reads a workbook of OpenDocument and writes it as the XLSX file that it would be saved as, with every value as it is
// shown.
func (p *Package) ODS() ([]byte, *fault.Error) {
	d, err := p.odf()
	if err != nil {
		return nil, err
	}
	r := &ods{odf: d}
	for _, table := range d.content.at("document-content", "body", "spreadsheet").children {
		if table.name == "table" {
			if err := r.sheet(table); err != nil {
				return nil, err
			}
		}
	}
	return r.book.write()
}

type ods struct {
	*odf
	book  book
	cells int
}

func (r *ods) sheet(table *element) *fault.Error {
	s := bookSheet{name: table.attrs["name"], hidden: r.hidden[table.attrs["style-name"]], rows: map[int][]bookCell{}, hiddenRows: map[int]bool{}}
	row := 0
	for _, tr := range odfRows(table) {
		repeated := max(atoi(tr.attrs["number-rows-repeated"]), 1)
		filled := r.filled(tr)
		if !filled {
			row += repeated
			continue
		}
		for range repeated {
			if v := tr.attrs["visibility"]; v == "collapse" || v == "filter" {
				s.hiddenRows[row] = true
			}
			if r.row(&s, tr, row); r.cells > r.limits.Cells {
				return fault.TooMany("cells", r.limits.Cells)
			}
			row++
		}
	}
	r.book.sheets = append(r.book.sheets, s)
	return nil
}

// filled reports whether a row has any cell with content, or one that spans others.
func (r *ods) filled(tr *element) bool {
	for _, tc := range tr.children {
		if len(tc.children) > 0 || tc.attrs["formula"] != "" {
			return true
		}
	}
	return false
}

func (r *ods) row(s *bookSheet, tr *element, row int) {
	column := 0
	for _, tc := range tr.children {
		repeated := max(atoi(tc.attrs["number-columns-repeated"]), 1)
		text := r.shown(tc)
		unstored := tc.attrs["formula"] != "" && tc.attrs["value-type"] == "" && text == ""
		if tc.name == "covered-table-cell" || text == "" && !unstored {
			column += repeated
			continue
		}
		for range repeated {
			if r.cells++; r.cells > r.limits.Cells {
				return
			}
			c := bookCell{column: column}
			if !unstored {
				c.kind, c.text = 's', len(r.book.strings)
				r.book.strings = append(r.book.strings, text)
			}
			s.rows[row] = append(s.rows[row], c)
			rows, columns := max(atoi(tc.attrs["number-rows-spanned"]), 1), max(atoi(tc.attrs["number-columns-spanned"]), 1)
			if rows > 1 || columns > 1 {
				s.merged = append(s.merged, area{row, row + rows - 1, column, column + columns - 1})
			}
			column++
		}
	}
}

// shown is the text of a cell, a line a paragraph.
func (r *ods) shown(tc *element) string {
	var lines []string
	for _, b := range (&odt{odf: r.odf}).inside(tc) {
		if b.Table == nil {
			lines = append(lines, b.Text)
		}
	}
	return strings.Join(lines, "\n")
}
