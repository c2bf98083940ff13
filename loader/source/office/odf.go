package office

import (
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// IsODT reports whether a package is a text of OpenDocument, as LibreOffice and WPS write it.
func (p *Package) IsODT() bool { return p.isODF("text") }

// IsODS reports whether a package is a workbook of OpenDocument.
func (p *Package) IsODS() bool { return p.isODF("spreadsheet") }

func (p *Package) isODF(kind string) bool {
	mark, _ := p.Read("mimetype")
	return p.Has("content.xml") && strings.HasPrefix(string(mark), "application/vnd.oasis.opendocument."+kind)
}

// odf is a document of OpenDocument: what its styles say of the text as it is shown.
type odf struct {
	content *element
	hidden  map[string]bool // styles of text, tables that are not shown
	lists   map[string]*numberList
	limits  Limits
}

func (p *Package) odf() (*odf, *fault.Error) {
	manifest, err := p.Read("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if strings.Contains(string(manifest), "encryption-data") {
		return nil, fault.Protected()
	}
	d := &odf{hidden: map[string]bool{}, lists: map[string]*numberList{}, limits: p.limits}
	for _, name := range []string{"styles.xml", "content.xml"} {
		root, err := p.mixedXML(name)
		if err != nil {
			return nil, err
		}
		d.content = root
		for _, e := range root.children {
			d.readStyles(e, 0)
		}
	}
	return d, nil
}

// readStyles finds the styles of text that is hidden, and those of lists.
func (d *odf) readStyles(e *element, depth int) {
	for _, s := range e.children {
		switch s.name {
		case "automatic-styles", "styles":
			d.readStyles(s, depth+1)
		case "style":
			if s.at("text-properties").attrs["display"] == "none" || s.at("table-properties").attrs["display"] == "false" {
				d.hidden[s.attrs["name"]] = true
			}
		case "list-style", "outline-style":
			d.lists[s.attrs["name"]] = odfList(s)
			if s.name == "outline-style" {
				d.lists[outlineStyle] = d.lists[s.attrs["name"]]
			}
		}
	}
}

// outlineStyle is the key of the style of headings; no list has that name.
const outlineStyle = "\x00outline"

func odfList(style *element) *numberList {
	p := &numberPattern{levels: map[int]numberLevel{}, counts: map[int]int{}}
	for _, l := range style.children {
		n := atoi(l.attrs["level"]) - 1
		if n < 0 || n >= maxLevels {
			continue
		}
		level := numberLevel{start: max(atoi(l.attrs["start-value"]), 1), format: odfFormat(l.attrs["num-format"])}
		if strings.HasSuffix(l.name, "-bullet") || strings.HasSuffix(l.name, "-image") {
			level.format = "bullet"
		}
		shown := min(max(atoi(l.attrs["display-levels"]), 1), n+1)
		level.text = l.attrs["num-prefix"]
		for i := n - shown + 1; i <= n; i++ {
			if i > n-shown+1 {
				level.text += "."
			}
			level.text += "%" + strconv.Itoa(i+1)
		}
		level.text += l.attrs["num-suffix"]
		level.spaceBehind = l.at("list-level-properties", "list-level-label-alignment").attrs["label-followed-by"] != "nothing"
		if l.attrs["num-format"] == "" && level.format != "bullet" {
			level.format, level.text = "none", ""
		}
		p.levels[n] = level
	}
	return &numberList{pattern: p, override: map[int]int{}}
}

// odfFormat names a number format, given by its first numbers (一, 二, 三, ...), as DOCX does.
func odfFormat(s string) string {
	first, _, _ := strings.Cut(s, ",")
	switch first {
	case "a":
		return "lowerLetter"
	case "A":
		return "upperLetter"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	case "一":
		return "chineseCounting"
	case "壹":
		return "chineseLegalSimplified"
	case "①":
		return "decimalEnclosedCircle"
	case "甲":
		return "ideographTraditional"
	case "子":
		return "ideographZodiac"
	case "１":
		return "decimalFullWidth"
	}
	return "decimal"
}

// ODT reads the body of an OpenDocument text: paragraphs with their numbers as shown, and tables. Headers, footers, notes,
// comments, deleted and hidden text are not part of it.
func (p *Package) ODT() (*Text, *fault.Error) {
	d, err := p.odf()
	if err != nil {
		return nil, err
	}
	r := &odt{odf: d}
	r.body(d.content.at("document-content", "body", "text"))
	return &Text{Blocks: r.blocks}, nil
}

// odt reads text into blocks.
type odt struct {
	*odf
	list
	style   string // of the list around
	level   int    // lists around, less one
	waiting string // number of the item whose first paragraph comes
}

func (r *odt) body(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "p":
			r.paragraphOf(c)
		case "h":
			if r.level == 0 && r.waiting == "" {
				r.waiting = r.number(outlineStyle, max(atoi(c.attrs["outline-level"])-1, 0))
			}
			r.paragraphOf(c)
		case "list":
			r.listOf(c)
		case "table":
			if !r.hidden[c.attrs["style-name"]] {
				r.tableOf(c)
			}
		case "tracked-changes", "sequence-decls", "forms", "annotation", "variable-decls", "#text":
		default:
			r.body(c)
		}
	}
}

func (r *odt) number(style string, level int) string {
	if l := r.lists[style]; l != nil && level < maxLevels {
		return l.next(level)
	}
	return ""
}

func (r *odt) listOf(e *element) {
	outer, level := r.style, r.level
	if own := e.attrs["style-name"]; own != "" {
		r.style = own
	}
	if l := r.lists[r.style]; l != nil && outer == "" && e.attrs["continue-numbering"] != "true" && e.attrs["continue-list"] == "" {
		clear(l.pattern.counts)
	}
	if outer != "" {
		r.level++
	}
	for _, item := range e.children {
		if start := atoi(item.attrs["start-value"]); start > 0 && r.lists[r.style] != nil {
			r.lists[r.style].override[r.level] = start
		}
		if item.name == "list-item" && !startsWithList(item) {
			r.waiting = r.number(r.style, r.level)
		}
		r.body(item)
		r.waiting = ""
	}
	r.style, r.level = outer, level
}

// startsWithList reports whether an item only holds a deeper list: it has no number of its own.
func startsWithList(item *element) bool {
	for _, c := range item.children {
		if c.name != "#text" {
			return c.name == "list"
		}
	}
	return false
}

func (r *odt) paragraphOf(p *element) {
	label := r.waiting
	r.waiting = ""
	var line strings.Builder
	var boxes []*element
	if !r.hidden[p.attrs["style-name"]] {
		r.runs(p, &line, &boxes)
	}
	r.paragraph(label, line.String())
	for _, box := range boxes {
		r.blocks = append(r.blocks, r.inside(box)...)
	}
}

// runs reads the text in e and collects the boxes anchored in it, which follow the paragraph.
func (r *odt) runs(e *element, line *strings.Builder, boxes *[]*element) {
	for _, c := range e.children {
		switch c.name {
		case "#text":
			line.WriteString(strings.Map(func(r rune) rune {
				if r == '\n' || r == '\t' || r == '\r' {
					return ' '
				}
				return r
			}, c.text))
		case "s":
			line.WriteString(strings.Repeat(" ", min(max(atoi(c.attrs["c"]), 1), maxSpaces)))
		case "tab":
			line.WriteByte(' ')
		case "line-break":
			line.WriteByte('\n')
		case "text-box", "custom-shape", "rect":
			*boxes = append(*boxes, c)
		case "note", "annotation", "ruby-text", "hidden-text", "object", "image", "desc", "title", "change":
		default:
			if !r.hidden[c.attrs["style-name"]] {
				r.runs(c, line, boxes)
			}
		}
	}
}

// maxSpaces is how many spaces one mark may stand for.
const maxSpaces = 64

// inside reads what lies in e as blocks of their own.
func (r *odt) inside(e *element) []Block {
	inner := &odt{odf: r.odf}
	inner.body(e)
	return inner.blocks
}

// reach is how far a cell goes on below its row.
type reach struct{ rows, columns int }

func (r *odt) tableOf(e *element) {
	t := &Table{}
	below := map[int]reach{}
	for _, tr := range odfRows(e) {
		row, column := Row{}, 0
		for _, tc := range tr.children {
			for range min(max(atoi(tc.attrs["number-columns-repeated"]), 1), maxSpaces) {
				row.add(r, tc, column, below)
				column++
			}
		}
		t.Rows = append(t.Rows, row)
	}
	r.table(t)
}

// add adds a cell to the row, or the place of one that reaches here from above.
func (row *Row) add(r *odt, tc *element, column int, below map[int]reach) {
	from := below[column]
	switch {
	case tc.name == "covered-table-cell" && from.rows > 0:
		row.Cells = append(row.Cells, Cell{Columns: from.columns, Below: true})
		below[column] = reach{from.rows - 1, from.columns}
	case tc.name == "table-cell":
		rows, columns := max(atoi(tc.attrs["number-rows-spanned"]), 1), max(atoi(tc.attrs["number-columns-spanned"]), 1)
		row.Cells = append(row.Cells, Cell{Columns: columns, Blocks: r.inside(tc)})
		below[column] = reach{rows - 1, columns}
	}
}

// odfRows lists the rows of a table, also those in groups and heads.
func odfRows(e *element) (rows []*element) {
	for _, c := range e.children {
		switch c.name {
		case "table-row":
			rows = append(rows, c)
		case "table-header-rows", "table-rows", "table-row-group":
			rows = append(rows, odfRows(c)...)
		}
	}
	return rows
}
