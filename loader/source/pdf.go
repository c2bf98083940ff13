package source

import (
	"context"
	"errors"
	"strconv"

	"github.com/policygraph/policygraph/loader/source/pdf"
)

// decodePDF reads a PDF file: its paragraphs as lines, and its tables.
func (d *Decoder) decodePDF(ctx context.Context, data []byte) (*Document, *Error) {
	file, err := d.pdf.Read(ctx, data)
	if err != nil {
		return nil, pdfError(data, err)
	}
	var w writer
	for _, b := range file.Blocks {
		w.line = append(w.line, b.Text...)
		w.end()
	}
	doc := &Document{Format: FormatPDF, Text: w.text.String(), Title: clean(file.Title)}
	if doc.Text == "" {
		return nil, pdfError(data, pdf.ErrNoText)
	}
	for _, page := range file.Damaged {
		doc.warn(warnBadRecord, "page "+strconv.Itoa(page)+" cannot be read", 0, 0)
	}
	for _, page := range file.NoText {
		doc.warn(warnPageNoText, "page "+strconv.Itoa(page)+" has no text; it may be scanned", 0, 0)
	}
	return doc, nil
}

// pdfError is the error for a file that the engine does not read.
func pdfError(data []byte, err error) *Error {
	for _, known := range []struct {
		err  error
		code string
	}{
		{context.Canceled, CodeUnreadable}, {context.DeadlineExceeded, CodeUnreadable}, {pdf.ErrStart, CodeUnreadable},
		{pdf.ErrEncrypted, CodeEncrypted}, {pdf.ErrNoText, CodeNoText}, {pdf.ErrLimit, CodeTooLarge},
	} {
		if errors.Is(err, known.err) {
			return &Error{Code: known.code, Reason: err.Error(), Err: err}
		}
	}
	return brokenPDF(data, err)
}
