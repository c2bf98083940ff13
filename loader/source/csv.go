package source

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// delimiters are what separates the columns of a CSV file, in the order in which they are tried.
const delimiters = ",\t;|，；"

// decodeCSV reads a ledger with separated columns. A file in one column is no ledger: ok is false.
func (d *Decoder) decodeCSV(text string) (doc *Document, ok bool, err *Error) {
	comma, ok := findDelimiter(text)
	if !ok {
		return nil, false, nil
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord = comma, -1, true, true
	var rows []sheetRow
	cells := 0
	for {
		before := in.InputOffset()
		fields, readErr := in.Read()
		if errors.Is(readErr, io.EOF) {
			break
		}
		if readErr != nil {
			return nil, true, &Error{Code: CodeBroken, Reason: "is no CSV file", Err: readErr}
		}
		line, _ := in.FieldPos(0)
		switch {
		case in.InputOffset()-before > int64(d.limits.record):
			err = &Error{Code: CodeTooLarge, Place: "line " + strconv.Itoa(line), Reason: "a record of more than " + strconv.Itoa(d.limits.record) + " bytes (an open quotation mark?)"}
		case len(rows) >= d.limits.rows:
			err = tooMany("rows", d.limits.rows)
		case len(fields) > d.limits.columns:
			err = tooMany("columns", d.limits.columns)
		}
		if err != nil {
			return nil, true, err
		}
		row := sheetRow{number: line}
		for column, field := range fields {
			if field = tidyCell(unquoteFormula(field)); field != "" {
				row.cells = append(row.cells, sheetCell{column: column, text: strings.Clone(field)})
			}
		}
		rows = append(rows, row)
		if cells += len(row.cells); cells > d.limits.cells {
			return nil, true, tooMany("cells", d.limits.cells)
		}
	}
	var l ledger
	doc = &Document{Format: FormatCSV}
	if !l.table(0, "", rows) {
		doc.warn(warnNoHeader, "no row looks like the names of the columns", 0, 0)
	}
	doc.Text, doc.Rows, doc.Title = l.text.String(), l.rows, ledgerTitle(rows)
	return doc, true, nil
}

// unquoteFormula gives the text of ="007", by which spreadsheets keep numbers as text in CSV files.
func unquoteFormula(field string) string {
	if inner, found := strings.CutPrefix(strings.TrimSpace(field), `="`); found && strings.HasSuffix(inner, `"`) {
		return strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `""`, `"`)
	}
	return field
}

// ledgerTitle is the content of the first row above the header, if it stands alone.
func ledgerTitle(rows []sheetRow) string {
	for i := range rows[:max(findHeader(rows), 0)] {
		if len(rows[i].cells) > 0 && alone(&rows[i]) {
			return clean(rows[i].cells[0].text)
		}
	}
	return ""
}

// delimiterLines is how many lines at the top of a file the delimiter is looked for in.
const delimiterLines = 20

// findDelimiter is the delimiter that the first lines have most often; ok is false when hardly a line has any.
func findDelimiter(text string) (delimiter rune, ok bool) {
	lines := strings.SplitN(text, "\n", delimiterLines+1)
	lines = lines[:min(len(lines), delimiterLines)]
	best := 0
	for _, d := range delimiters {
		with := 0
		for _, line := range lines {
			if strings.ContainsRune(line, d) && !(d > 0x7f && strings.ContainsRune(line, '。')) { // prose has Chinese commas, too
				with++
			}
		}
		if with > best {
			best, delimiter = with, d
		}
	}
	return delimiter, best > 1 || best == 1 && len(lines) == 1
}
