package source

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/policygraph/policygraph/loader/source/office"
)

// decodeXLSX reads the visible worksheets of a workbook, each a table.
func (d *Decoder) decodeXLSX(ctx context.Context, data []byte) (doc *Document, err *Error) {
	defer func() {
		if r := recover(); r != nil { // the library does not promise to stand every damaged file
			doc, err = nil, &Error{Code: CodeBroken, Reason: bookDamaged}
		}
	}()
	archive, err := office.OpenPackage(data, d.officeLimits())
	if err != nil {
		return nil, err
	}
	list, err := archive.Sheets()
	if err != nil {
		return nil, err
	}
	book, openErr := excelize.OpenReader(bytes.NewReader(data), d.bookOptions())
	if openErr != nil {
		return nil, d.brokenBook(data, openErr)
	}
	defer book.Close()
	var l ledger
	doc = &Document{Format: FormatXLSX}
	sheets, cells := 0, 0
	for table, sheet := range list {
		if sheet.Hidden {
			doc.warn(warnHidden, "sheet "+sheet.Name+" is hidden and left out", 0, 0)
			continue
		}
		if ctx.Err() != nil {
			return nil, stopped(ctx)
		}
		notes, scanErr := archive.Scan(sheet)
		if scanErr != nil {
			return nil, scanErr
		}
		rows, rowsErr := d.sheetRows(ctx, book, sheet.Name, notes, len(l.rows), &cells)
		if rowsErr != nil {
			rowsErr.Place = "sheet " + sheet.Name
			return nil, rowsErr
		}
		doc.sheetWarnings(sheet.Name, notes)
		if len(rows) == 0 {
			continue
		}
		sheets++
		if doc.Title == "" {
			doc.Title = ledgerTitle(rows)
		}
		if start := l.text.Len(); !l.table(table, sheet.Name, rows) {
			doc.warn(warnNoHeader, "no row of sheet "+sheet.Name+" looks like the names of the columns", start, l.text.Len())
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

// bookOptions are how a workbook is read: with the formats of dates that a Chinese user sees.
func (d *Decoder) bookOptions() excelize.Options {
	size := int64(d.limits.expanded)
	return excelize.Options{
		UnzipSizeLimit: size, UnzipXMLSizeLimit: size, CultureInfo: excelize.CultureNameZhCN,
		ShortDatePattern: "yyyy/m/d", LongDatePattern: `yyyy"年"m"月"d"日"`, LongTimePattern: "h:mm:ss",
	}
}

// namedCells is how many cells a warning names one by one.
const namedCells = 5

// sheetWarnings names what of a sheet is not shown or not known.
func (doc *Document) sheetWarnings(sheet string, notes *office.Notes) {
	if n := len(notes.HiddenRows); n > 0 {
		rows := slices.Sorted(maps.Keys(notes.HiddenRows))
		doc.warn(warnHidden, "sheet "+sheet+": "+strconv.Itoa(n)+" hidden rows are left out, the first is "+strconv.Itoa(rows[0]), 0, 0)
	}
	if n := len(notes.Unstored); n > 0 {
		named := strings.Join(notes.Unstored[:min(n, namedCells)], ", ")
		if n > namedCells {
			named += " and " + strconv.Itoa(n-namedCells) + " more"
		}
		doc.warn(warnNoValue, "sheet "+sheet+": formulas without a stored value: "+named+"; open the workbook and save it", 0, 0)
	}
}

// sheetRows reads the rows of a worksheet that have content; have and cells count the rows and cells of sheets before it.
func (d *Decoder) sheetRows(ctx context.Context, book *excelize.File, sheet string, notes *office.Notes, have int, cells *int) ([]sheetRow, *Error) {
	merged, err := d.mergedCells(notes.Merged)
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
		if number%stepRows == 0 && ctx.Err() != nil {
			return nil, stopped(ctx)
		}
		values, readErr := in.Columns()
		if readErr != nil {
			return nil, &Error{Code: CodeBroken, Reason: "the sheet is damaged", Err: readErr}
		}
		row := sheetRow{number: number}
		for column := range max(len(values), merged.width) {
			text := ""
			if column < len(values) {
				text = tidyCell(values[column])
			}
			if len(notes.Written) > 0 && text != "" {
				text = cmp.Or(notes.Written[columnName(column)+strconv.Itoa(number)], text)
			}
			area := merged.at[[2]int{number, column}]
			if area != nil {
				area.text = cmp.Or(area.text, text) // the value is that of its first cell
				text = area.text
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
		if len(row.cells) > 0 && !notes.HiddenRows[number] { // a merged cell that begins in a hidden row is shown below it
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

func (d *Decoder) mergedCells(list []string) (mergedAreas, *Error) {
	areas := mergedAreas{at: map[[2]int]*mergedArea{}}
	for _, ref := range list {
		start, end, _ := strings.Cut(ref, ":")
		column, row, err1 := excelize.CellNameToCoordinates(start)
		lastColumn, lastRow, err2 := excelize.CellNameToCoordinates(end)
		if err1 != nil || err2 != nil || lastRow < row || lastColumn < column {
			continue
		}
		area := &mergedArea{}
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

// stepRows is after how many rows it is looked whether reading was stopped.
const stepRows = 1024

// stopped is the error for a file whose reading was stopped.
func stopped(ctx context.Context) *Error {
	return &Error{Code: CodeUnreadable, Reason: "reading was stopped", Err: ctx.Err()}
}

// officeLimits are the limits as package office wants them.
func (d *Decoder) officeLimits() office.Limits {
	l := d.limits
	return office.Limits{Entries: l.entries, Expanded: l.expanded, Ratio: l.ratio, Markup: l.markup, Depth: l.depth, Text: l.text, Cells: l.cells}
}

// decodeZip reads a package as what it holds.
func (d *Decoder) decodeZip(ctx context.Context, name string, data []byte, at nest) ([]*Document, *Error) {
	archive, err := office.OpenPackage(data, d.officeLimits())
	switch {
	case err != nil:
		return nil, err
	case archive.IsDOCX():
		text, err := archive.DOCX()
		if err != nil {
			return nil, err
		}
		return one(d.document(FormatDOCX, text))
	case archive.IsOFD():
		return one(d.decodeOFD(archive))
	case archive.IsODT():
		text, err := archive.ODT()
		if err != nil {
			return nil, err
		}
		return one(d.document(FormatODT, text))
	case archive.IsODS():
		book, err := archive.ODS()
		return one(d.rewritten(ctx, FormatODS, book, err))
	case archive.IsXLSX():
		return one(d.decodeXLSX(ctx, data))
	}
	return d.decodeArchive(ctx, name, archive, at)
}
