package office

import (
	"unicode/utf16"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// Characters of the binary format with a meaning of their own.
const (
	charShape      = 0x08
	charCell       = 0x07
	charTab        = 0x09
	charBreak      = 0x0B
	charSection    = 0x0C // page or section
	charParagraph  = 0x0D
	charColumn     = 0x0E
	charFieldBegin = 0x13
	charFieldSplit = 0x14
	charFieldEnd   = 0x15
	charHyphen     = 0x1E
	charSoftHyphen = 0x1F
	charSymbol     = 0x28
)

// docReader walks over a range of the text.
type docReader struct {
	*doc
	line   []uint16
	fields []bool // of every open field: whether its instruction is being read
	boxes  []span // anchored in the current paragraph
	tables []*openTable
	body   list
}

// openTable is a table being read.
type openTable struct {
	rows  []edgeRow
	cells []edgeCell
	cell  list
}

// read reads the main text, then the text boxes that have no place in it.
func (d *doc) read() (*Text, *fault.Error) {
	r := &docReader{doc: d}
	if err := r.walk(span{0, d.main.u32(fibTextSize)}); err != nil {
		return nil, err
	}
	for _, box := range d.loose {
		if err := r.box(box); err != nil {
			return nil, err
		}
	}
	return &Text{Blocks: r.body.blocks}, nil
}

// walk reads a range of characters.
func (r *docReader) walk(s span) *fault.Error {
	var l letters
	until := -1 // the run to which l belongs ends here
	for cp := s.start; cp < s.end; cp++ {
		if fc := r.fcs[cp]; cp == s.start || fc >= until || r.piece[cp] != r.piece[cp-1] {
			l = r.lettersAt(cp)
			until = find(r.chars, fc).end
		}
		unit := r.units[cp]
		if l.gone && unit != charCell && unit != charSection && unit != charFieldBegin && unit != charFieldSplit && unit != charFieldEnd {
			continue // a deleted mark of a paragraph joins it to the next
		}
		switch unit {
		case charParagraph, charCell, charSection:
			if err := r.endParagraph(cp, unit); err != nil {
				return err
			}
		default:
			r.char(cp, unit, l)
		}
	}
	if s.end > s.start && len(r.line) > 0 {
		return r.endParagraph(s.end-1, charParagraph)
	}
	r.close(0)
	return nil
}

// char adds a character of a paragraph to its line.
func (r *docReader) char(cp int, unit uint16, l letters) {
	n := len(r.fields)
	switch unit {
	case charFieldBegin:
		r.fields = append(r.fields, true)
		return
	case charFieldSplit:
		if n > 0 {
			r.fields[n-1] = false
		}
		return
	case charFieldEnd:
		if n > 0 {
			r.fields = r.fields[:n-1]
		}
		return
	}
	for _, instruction := range r.fields {
		if instruction {
			return
		}
	}
	switch {
	case unit == charShape:
		r.boxes = append(r.boxes, r.doc.boxes[cp]...)
		delete(r.doc.boxes, cp) // each once, also if a damaged file anchors one in itself
	case unit == charBreak, unit == charColumn:
		r.line = append(r.line, '\n')
	case unit == charTab:
		r.line = append(r.line, ' ')
	case unit == charHyphen:
		r.line = append(r.line, '-')
	case unit == charSymbol && l.symbol != 0:
		if l.symbol < 0xE000 || l.symbol > 0xF8FF { // else a sign of a font such as Wingdings
			r.line = append(r.line, uint16(l.symbol)) //nolint:gosec // 16 bits
		}
	case unit < ' ', unit == charSoftHyphen:
	default:
		r.line = append(r.line, unit)
	}
}

// endParagraph ends the paragraph whose mark is at cp, and the cell and row that end with it.
func (r *docReader) endParagraph(cp int, mark uint16) *fault.Error {
	p := r.paragraphAt(cp)
	if p.depth > r.limits.Depth {
		return fault.Nested("tables", r.limits.Depth)
	}
	if mark == charSection {
		r.fields = nil // none reaches over a section; a damaged one must not swallow the rest
	}
	r.close(max(p.depth, 0))
	for len(r.tables) < p.depth {
		r.tables = append(r.tables, &openTable{})
	}
	text := string(utf16.Decode(r.line))
	r.line = r.line[:0]
	rowEnd := p.rowEnd && mark == charCell || p.innerRow
	if !rowEnd {
		r.into().paragraph(r.label(p), text)
	}
	boxes := r.boxes
	r.boxes = nil
	for _, box := range boxes {
		if err := r.box(box); err != nil {
			return err
		}
	}
	if n := len(r.tables); n > 0 {
		t := r.tables[n-1]
		switch {
		case rowEnd:
			t.endRow(p)
		case mark == charCell || p.innerCell:
			t.endCell()
		}
	}
	return nil
}

// label is the number before a paragraph.
func (r *docReader) label(p *paragraph) string {
	list := r.lists[p.list]
	if list == nil || p.level >= maxLevels {
		return ""
	}
	return list.next(p.level)
}

// into is the list that takes the next block.
func (r *docReader) into() *list {
	if n := len(r.tables); n > 0 {
		return &r.tables[n-1].cell
	}
	return &r.body
}

// close ends the tables that lie deeper than depth.
func (r *docReader) close(depth int) {
	for len(r.tables) > depth {
		t := r.tables[len(r.tables)-1]
		r.tables = r.tables[:len(r.tables)-1]
		r.into().table(t.finish())
	}
}

// box reads a text box. It has no tables of the text around it.
func (r *docReader) box(s span) *fault.Error {
	inner := &docReader{doc: r.doc}
	if err := inner.walk(s); err != nil {
		return err
	}
	into := r.into()
	into.blocks = append(into.blocks, inner.body.blocks...)
	return nil
}

// finish ends the table, with a row that was cut off.
func (t *openTable) finish() *Table {
	if len(t.cells) > 0 || len(t.cell.blocks) > 0 {
		t.endCell()
		t.endRow(&paragraph{})
	}
	return gridTable(t.rows)
}

func (t *openTable) endCell() {
	t.cells = append(t.cells, edgeCell{blocks: t.cell.blocks})
	t.cell = list{}
}

func (t *openTable) endRow(p *paragraph) {
	row := edgeRow{edges: p.edges, cells: t.cells}
	for i := range row.cells {
		if i < len(p.merges) {
			row.cells[i].merge = p.merges[i]
		}
	}
	t.cells = nil
	t.rows = append(t.rows, row)
}
