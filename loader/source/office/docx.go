package office

import (
	"strings"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// docx reads the text of a Word file.
type docx struct {
	list
	line      strings.Builder
	numbering *numbering
}

// IsDOCX reports whether a package is a Word file.
func (p *Package) IsDOCX() bool { return p.Has("word/document.xml") }

// DOCX reads the body of a Word file: paragraphs with their numbers as shown, and tables. Headers, footers, footnotes,
// comments, deleted and hidden text are not part of it.
func (p *Package) DOCX() (*Text, *fault.Error) {
	parts := map[string]*element{}
	for _, name := range []string{"word/document.xml", "word/numbering.xml", "word/styles.xml", "docProps/core.xml"} {
		part, err := p.xml(name)
		if err != nil {
			return nil, err
		}
		parts[name] = part
	}
	if root := parts["word/document.xml"]; len(root.children) != 1 || root.children[0].name != "document" {
		return nil, &fault.Error{Code: fault.Broken, Place: "word/document.xml", Reason: "the XML is no Word document"}
	}
	w := docx{numbering: newNumbering(parts["word/numbering.xml"], parts["word/styles.xml"])}
	w.body(parts["word/document.xml"].at("document", "body"))
	return &Text{Blocks: w.blocks, Title: parts["docProps/core.xml"].at("coreProperties", "title").text}, nil
}

// body reads the paragraphs and tables in e.
func (w *docx) body(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "p":
			w.paragraphOf(c)
		case "tbl":
			w.tableOf(c)
		case "del", "moveFrom", "Fallback", "sectPr", "pPr", "rPr":
		default:
			w.body(c) // w:sdt, w:ins, w:customXml and whatever else only wraps
		}
	}
}

// inside reads what lies in e as blocks of their own, e.g. of a cell.
func (w *docx) inside(e *element) []Block {
	inner := docx{numbering: w.numbering}
	inner.body(e)
	return inner.blocks
}

func (w *docx) paragraphOf(p *element) {
	label := w.numbering.next(p.at("pPr"))
	var boxes []*element
	w.line.Reset()
	w.runs(p, &boxes)
	w.paragraph(label, w.line.String())
	for _, box := range boxes {
		w.body(box)
	}
}

// runs reads the text in e and collects the text boxes anchored in it, which follow the paragraph.
func (w *docx) runs(e *element, boxes *[]*element) {
	for _, c := range e.children {
		switch c.name {
		case "t":
			w.line.WriteString(c.text)
		case "tab", "ptab":
			w.line.WriteByte(' ')
		case "br", "cr":
			w.line.WriteByte('\n')
		case "noBreakHyphen":
			w.line.WriteByte('-')
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

func (w *docx) tableOf(table *element) {
	t := &Table{}
	for _, tr := range wrapped(table, "tr") {
		r := Row{Before: tr.at("trPr", "gridBefore").number(0)}
		for _, tc := range wrapped(tr, "tc") {
			properties := tc.at("tcPr")
			merge := properties.at("vMerge")
			cell := Cell{Columns: max(properties.at("gridSpan").number(1), 1), Below: merge.name != "" && merge.attrs["val"] != "restart"}
			if !cell.Below {
				cell.Blocks = w.inside(tc)
			}
			r.Cells = append(r.Cells, cell)
		}
		t.Rows = append(t.Rows, r)
	}
	w.table(t)
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
