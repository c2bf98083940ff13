package source

import (
	"archive/zip"
)

// docx writes the text of a Word file.
type docx struct {
	writer
	limits    limits
	numbering *numbering
	over      *Error
}

// decodeDOCX reads the body of a Word file: paragraphs with their numbers as shown, and tables. Headers, footers,
// footnotes, comments, deleted and hidden text are not part of it.
func (d *Decoder) decodeDOCX(archive *zip.Reader) (*Document, *Error) {
	parts := map[string]*element{}
	for _, name := range []string{"word/document.xml", "word/numbering.xml", "word/styles.xml", "docProps/core.xml"} {
		part, err := d.xmlOf(archive, name)
		if err != nil {
			return nil, err
		}
		if part == nil {
			part = &element{}
		}
		parts[name] = part
	}
	if root := parts["word/document.xml"]; len(root.children) != 1 || root.children[0].name != "document" {
		return nil, &Error{Code: CodeBroken, Place: "word/document.xml", Reason: "the XML is no Word document"}
	}
	w := docx{limits: d.limits, numbering: newNumbering(parts["word/numbering.xml"], parts["word/styles.xml"])}
	w.blocks(parts["word/document.xml"].at("document", "body"))
	w.end()
	if w.over != nil {
		return nil, w.over
	}
	doc := &Document{Format: FormatDOCX, Text: w.text.String(), Rows: w.rows}
	if doc.Text == "" {
		return nil, &Error{Code: CodeNoText, Reason: "the document has no text"}
	}
	doc.Title = clean(parts["docProps/core.xml"].at("coreProperties", "title").text)
	doc.markHeaders()
	return doc, nil
}

// blocks writes the paragraphs and tables in e.
func (w *docx) blocks(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "p":
			w.paragraph(c)
		case "tbl":
			w.tableOf(c)
		case "del", "moveFrom", "Fallback", "sectPr", "pPr", "rPr":
		default:
			w.blocks(c) // w:sdt, w:ins, w:customXml and whatever else only wraps
		}
		if w.over != nil {
			return
		}
	}
}

func (w *docx) paragraph(p *element) {
	w.end()
	properties := p.at("pPr")
	label := w.numbering.next(properties)
	w.line = append(w.line, label...)
	var boxes []*element
	w.runs(p, &boxes)
	if string(w.line) == label { // an empty paragraph shows its number, but numbers nothing
		w.line = w.line[:0]
	}
	w.end()
	for _, box := range boxes {
		w.blocks(box)
	}
}

// runs writes the text in e and collects the text boxes anchored in it, which follow the paragraph.
func (w *docx) runs(e *element, boxes *[]*element) {
	for _, c := range e.children {
		switch c.name {
		case "t":
			w.inlineExact(c.text)
		case "tab", "ptab":
			w.inlineExact(" ")
		case "br", "cr":
			w.end()
		case "noBreakHyphen":
			w.inlineExact("-")
		case "txbxContent":
			*boxes = append(*boxes, c)
		case "r":
			if !c.at("rPr").has("vanish") {
				w.runs(c, boxes)
			}
		case "pPr", "rPr", "del", "moveFrom", "Fallback", "rt", "delText", "instrText", "tabs":
		default:
			w.runs(c, boxes)
		}
	}
}

// inlineExact adds text of which the space is meant.
func (w *docx) inlineExact(s string) { w.line = append(w.line, s...) }

// tableOf writes a table, one cell after the other, and keeps its rows if it has several with several cells.
func (w *docx) tableOf(table *element) {
	w.end()
	var rows []Row
	above := map[int]Cell{}
	number, wide := w.table, 0
	for _, tr := range wrapped(table, "tr") {
		r := Row{Table: number, Number: len(rows) + 1}
		column := tr.at("trPr", "gridBefore").number(0)
		cells := wrapped(tr, "tc")
		for _, tc := range cells {
			properties := tc.at("tcPr")
			merge := properties.at("vMerge")
			below := merge.name != "" && merge.attrs["val"] != "restart"
			cell := above[column]
			if !below {
				cell = w.cell(func() { w.blocks(tc) })
			}
			for i := range max(properties.at("gridSpan").number(1), 1) {
				if column >= w.limits.columns {
					break
				}
				r.add(cell, column, below || i > 0)
				above[column] = cell
				column++
			}
		}
		if len(cells) > 1 {
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

// wrapped lists the children of a name, also those inside content controls and tracked insertions.
func wrapped(e *element, name string) (found []*element) {
	for _, c := range e.children {
		switch c.name {
		case name:
			found = append(found, c)
		case "sdt", "sdtContent", "ins", "customXml", "moveTo":
			found = append(found, wrapped(c, name)...)
		}
	}
	return found
}
