package source

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"

	"github.com/policygraph/policygraph/loader/source/office"
)

// decodeXLSX reads the visible worksheets of a workbook, each a table.
func (d *Decoder) decodeXLSX(data []byte) (doc *Document, err *Error) {
	defer func() {
		if r := recover(); r != nil { // the library does not promise to stand every damaged file
			doc, err = nil, &Error{Code: CodeBroken, Reason: bookDamaged}
		}
	}()
	size := int64(d.limits.expanded)
	book, openErr := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: size, UnzipXMLSizeLimit: size})
	if openErr != nil {
		return nil, d.brokenBook(data, openErr)
	}
	defer book.Close()
	var l ledger
	doc = &Document{Format: FormatXLSX}
	sheets, cells := 0, 0
	for table, sheet := range book.GetSheetList() {
		if visible, visErr := book.GetSheetVisible(sheet); visErr == nil && !visible {
			continue
		}
		rows, rowsErr := d.sheetRows(book, sheet, len(l.rows), &cells)
		if rowsErr != nil {
			rowsErr.Place = "sheet " + sheet
			return nil, rowsErr
		}
		if len(rows) == 0 {
			continue
		}
		sheets++
		if doc.Title == "" {
			doc.Title = ledgerTitle(rows)
		}
		if start := l.text.Len(); !l.table(table, sheet, rows) {
			doc.warn(warnNoHeader, "no row of sheet "+sheet+" looks like the names of the columns", start, l.text.Len())
		}
	}
	if sheets == 0 {
		return nil, &Error{Code: CodeEmpty, Reason: "the workbook has no visible content"}
	}
	if props, propsErr := book.GetDocProps(); propsErr == nil && doc.Title == "" {
		doc.Title = clean(props.Title)
	}
	doc.Text, doc.Rows = l.text.String(), l.rows
	return doc, nil
}

// sheetRows reads the rows of a worksheet that have content; have and cells count the rows and cells of sheets before it.
func (d *Decoder) sheetRows(book *excelize.File, sheet string, have int, cells *int) ([]sheetRow, *Error) {
	merged, err := d.mergedCells(book, sheet)
	if err != nil {
		return nil, err
	}
	in, openErr := book.Rows(sheet)
	if openErr != nil {
		if errors.As(openErr, new(excelize.ErrSheetNotExist)) {
			return nil, nil // a chart
		}
		return nil, &Error{Code: CodeBroken, Reason: "the sheet is damaged", Err: openErr}
	}
	defer in.Close()
	var rows []sheetRow
	for number := 1; in.Next(); number++ {
		values, readErr := in.Columns()
		if readErr != nil {
			return nil, &Error{Code: CodeBroken, Reason: "the sheet is damaged", Err: readErr}
		}
		row := sheetRow{number: number}
		for column := range max(len(values), merged.width) {
			area := merged.at[[2]int{number, column}]
			text := ""
			if area != nil {
				text = area.text
			} else if column < len(values) {
				text = tidyCell(values[column])
			}
			if text == "" {
				continue
			}
			if column >= d.limits.columns {
				return nil, tooMany("columns", d.limits.columns)
			}
			c := sheetCell{column: column, text: text}
			if area != nil {
				c.merged = &area.mergedCell
			}
			row.cells = append(row.cells, c)
		}
		if len(row.cells) > 0 {
			rows = append(rows, row)
		}
		if have+len(rows) > d.limits.rows || number > d.limits.rows {
			return nil, tooMany("rows", d.limits.rows)
		}
		if *cells += len(row.cells); *cells > d.limits.cells {
			return nil, tooMany("cells", d.limits.cells)
		}
	}
	return rows, nil
}

// mergedAreas finds the merged area of a cell by row, from 1, and column, from 0.
type mergedAreas struct {
	at    map[[2]int]*mergedArea
	width int // columns that merged areas reach
}

type mergedArea struct {
	mergedCell
	text string
}

func (d *Decoder) mergedCells(book *excelize.File, sheet string) (mergedAreas, *Error) {
	areas := mergedAreas{at: map[[2]int]*mergedArea{}}
	list, err := book.GetMergeCells(sheet)
	if err != nil {
		return areas, nil // not a sheet of cells; Rows says so
	}
	for _, m := range list {
		column, row, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		lastColumn, lastRow, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil {
			continue
		}
		area := &mergedArea{text: tidyCell(m.GetCellValue())}
		lastColumn = min(lastColumn, d.limits.columns)
		if len(areas.at)+(lastRow-row+1)*(lastColumn-column+1) > d.limits.rows {
			return areas, tooMany("merged cells", d.limits.rows)
		}
		areas.width = max(areas.width, lastColumn)
		for r := row; r <= lastRow; r++ {
			for c := column; c <= lastColumn; c++ {
				areas.at[[2]int{r, c - 1}] = area
			}
		}
	}
	return areas, nil
}

// officeLimits are the limits as package office wants them.
func (d *Decoder) officeLimits() office.Limits {
	l := d.limits
	return office.Limits{Entries: l.entries, Expanded: l.expanded, Ratio: l.ratio, Markup: l.markup, Depth: l.depth, Text: l.text}
}

// decodeZip reads a package as what it holds.
func (d *Decoder) decodeZip(data []byte) (*Document, *Error) {
	archive, err := office.OpenPackage(data, d.officeLimits())
	switch {
	case err != nil:
		return nil, err
	case archive.IsDOCX():
		text, err := archive.DOCX()
		if err != nil {
			return nil, err
		}
		return d.document(FormatDOCX, text)
	case archive.Has("xl/workbook.xml"):
		return d.decodeXLSX(data)
	}
	return nil, &Error{Code: CodeUnsupported, Reason: "is an archive that is neither DOCX nor XLSX; unpack it first"}
}
