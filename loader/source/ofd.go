package source

import (
	"github.com/policygraph/policygraph/loader/source/office"
	"github.com/policygraph/policygraph/loader/source/pdf"
)

// decodeOFD reads an OFD file: its pages are arranged as those of a PDF file.
func (d *Decoder) decodeOFD(archive *office.Package) (*Document, *Error) {
	pages, title, err := archive.OFD()
	if err != nil {
		return nil, err
	}
	var printed []pdf.Printed
	for _, page := range pages {
		var p pdf.Printed
		for _, g := range page.Glyphs {
			p.Glyphs = append(p.Glyphs, pdf.Glyph(g))
		}
		for _, l := range page.Lines {
			p.Lines = append(p.Lines, pdf.Line{X1: l[0], Y1: l[1], X2: l[2], Y2: l[3]})
		}
		printed = append(printed, p)
	}
	file := pdf.Arrange(printed)
	text := &office.Text{Title: title}
	for _, b := range file.Blocks {
		text.Blocks = append(text.Blocks, pdfBlocks(b)...)
	}
	if len(text.Blocks) == 0 {
		return nil, &Error{Code: CodeNoText, Reason: "no page has text; a scanned file has to go through text recognition (OCR) first"}
	}
	doc, err := d.document(FormatOFD, text)
	if err != nil {
		return nil, err
	}
	doc.pageWarnings(file)
	return doc, nil
}
