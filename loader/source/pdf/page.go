package pdf

import (
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"
)

// page reads the lines of one page in the order in which the file draws them.
func (r *reader) page(index int) (pdfPage, error) {
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: r.document, Index: index}}
	size, err := r.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return pdfPage{}, err
	}
	text, err := r.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return pdfPage{}, err
	}
	p := pdfPage{height: size.Height}
	var line pdfLine
	em := usualEm
	for _, c := range text.Chars {
		if c.Text == "\n" || c.Text == "\r" {
			p.add(line)
			line = pdfLine{}
			continue
		}
		box := c.PointPosition
		if utf8.RuneCountInString(line.text) >= emRunes {
			em = line.em()
		}
		if line.apart(em, c.Text, box.Left, box.Bottom, box.Top) { // the engine ends lines, not the cells of a table
			p.add(line)
			line = pdfLine{}
		}
		line.char(c.Text, box.Left, box.Right, box.Bottom, box.Top)
	}
	p.add(line)
	return p, nil
}
