package source

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/source/office"
	"github.com/policygraph/policygraph/loader/source/pdf"
)

// decodePDF reads a PDF file: its paragraphs as lines, and its tables.
func (d *Decoder) decodePDF(ctx context.Context, data []byte) (*Document, *Error) {
	file, err := d.pdf.Read(ctx, data)
	if err != nil {
		return nil, pdfError(data, err)
	}
	text := &office.Text{Title: file.Title}
	for _, b := range file.Blocks {
		text.Blocks = append(text.Blocks, pdfBlocks(b)...)
	}
	doc, failure := d.document(FormatPDF, text)
	if failure != nil {
		return nil, failure
	}
	if garbled(doc.Text) {
		return nil, pdfError(data, pdf.ErrGarbled)
	}
	if file.Unmapped > 0 {
		at := max(strings.IndexRune(doc.Text, utf8.RuneError), 0)
		doc.warn(warnUndecodable, strconv.Itoa(file.Unmapped)+" characters have no meaning in the file; the first is marked", at, min(at+len("\uFFFD"), len(doc.Text)))
	}
	doc.pageWarnings(file)
	return doc, nil
}

// pageWarnings names the pages of which something is not read.
func (doc *Document) pageWarnings(file *pdf.File) {
	for _, page := range file.Crowded {
		doc.warn(warnCrowded, "page "+strconv.Itoa(page)+" has so many drawings that it is read without its tables", 0, 0)
	}
	for _, page := range file.Damaged {
		doc.warn(warnBadRecord, "page "+strconv.Itoa(page)+" cannot be read", 0, 0)
	}
	for _, page := range file.NoText {
		doc.warn(warnPageNoText, "page "+strconv.Itoa(page)+" has no text; it may be scanned", 0, 0)
	}
}

// pdfBlocks is a paragraph or table in the form in which all documents are rendered. What only stands in columns is a table
// if it has names of columns, and else a paragraph for each cell.
func pdfBlocks(b pdf.Block) (blocks []office.Block) {
	if b.Table == nil {
		return []office.Block{{Text: b.Text}}
	}
	table := &office.Table{}
	headed := b.Ruled
	for i, r := range b.Table {
		row, names := office.Row{Page: r.Page}, sheetRow{}
		for _, c := range r.Cells {
			names.cells = append(names.cells, sheetCell{column: len(row.Cells), text: c.Text})
			row.Cells = append(row.Cells, office.Cell{Blocks: []office.Block{{Text: c.Text}}, Columns: c.Columns, Below: c.Below})
		}
		table.Rows = append(table.Rows, row)
		headed = headed || i < headerWindow && namesColumns(&names)
	}
	if headed {
		return []office.Block{{Table: table}}
	}
	for _, r := range table.Rows {
		for _, c := range r.Cells {
			blocks = append(blocks, c.Blocks...)
		}
	}
	return blocks
}

const (
	// garbledRunes is how many Chinese characters a text has at least that is judged.
	garbledRunes = 50
	// garbledShare is the share of common ones among them below which it is none that anybody wrote. Plans have above 0.5.
	garbledShare = 0.2
)

// garbled reports whether a text is Chinese by its code points only, because the file maps its glyphs to wrong ones.
func garbled(text string) bool {
	han, common := 0, 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			if han++; strings.ContainsRune(commonCharacters, r) {
				common++
			}
		}
	}
	return han >= garbledRunes && float64(common) < garbledShare*float64(han)
}

// pdfError is the error for a file that the engine does not read.
func pdfError(data []byte, err error) *Error {
	for _, known := range []struct {
		err  error
		code string
	}{
		{context.Canceled, CodeUnreadable}, {context.DeadlineExceeded, CodeUnreadable}, {pdf.ErrStart, CodeUnreadable},
		{pdf.ErrEncrypted, CodeEncrypted}, {pdf.ErrNoText, CodeNoText}, {pdf.ErrGarbled, CodeNoText}, {pdf.ErrLimit, CodeTooLarge},
	} {
		if errors.Is(err, known.err) {
			reason := known.err.Error()
			if known.err == pdf.ErrLimit || known.err == pdf.ErrStart {
				reason = err.Error() // says which, or why
			}
			return &Error{Code: known.code, Reason: reason, Err: err}
		}
	}
	return brokenPDF(data, err)
}
