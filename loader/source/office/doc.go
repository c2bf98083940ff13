package office

import (
	"sort"

	"golang.org/x/text/encoding/charmap"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// This file and those beside it read the binary format of Word 97 to 2003 (MS-DOC), which WPS writes too. Structures are
// named as there. Text is addressed by characters (CP, in UTF-16 units) that pieces map to bytes of the stream (FC);
// properties of characters and paragraphs are kept by FC.

// Places in the file information block, in bytes.
const (
	fibVersion  = 0x02
	fibFlags    = 0x0A
	fibTextSize = 0x4C // ccpText; the sizes of the other parts of the text follow
	fibStyles   = 0xA2
	fibChpx     = 0xFA
	fibPapx     = 0x102
	fibClx      = 0x1A2
	fibShapes   = 0x1DA // PlcSpaMom
	fibBoxes    = 0x25A // PlcftxbxTxt
	fibLists    = 0x2E2 // PlfLst
	fibListUses = 0x2EA // PlfLfo
)

const (
	wordMark     = 0xA5EC
	word97       = 0xC1   // the first nFib of this format
	flagCrypt    = 0x0100 // fEncrypted
	flagOneTable = 0x0200 // fWhichTblStm
)

// doc is a Word file of before 2007.
type doc struct {
	main, table, data raw // the streams WordDocument, 0Table or 1Table, Data
	limits            Limits
	units             []uint16 // the text in UTF-16
	fcs               []int    // the place in main of every unit
	piece             []int    // the piece of every unit
	pieces            []piece
	prcs              []raw // property lists that pieces refer to
	chars, paragraphs []properties
	styles            []style
	lists             map[int]*numberList
	boxes             map[int][]span // the text boxes anchored at a CP
	loose             []span         // text boxes whose anchor is not known
}

type span struct{ start, end int }

// piece is a run of characters that stand together in the stream.
type piece struct {
	start, end int // CPs
	fc         int
	wide       bool // UTF-16, else Windows-1252
	prm        int  // properties of the piece as a whole
}

// properties are those of the characters or paragraphs in a range of bytes.
type properties struct {
	start, end int // FCs
	style      int // of a paragraph
	list       raw // grpprl
}

// DOC reads the body of a Word document of 1997 to 2003, or of WPS: paragraphs with their numbers as shown, tables and text
// boxes. Headers, footers, notes, comments, deleted and hidden text are not part of it.
func (c *Compound) DOC(limits Limits) (*Text, *fault.Error) {
	main, err := c.Stream("WordDocument")
	if err != nil {
		return nil, err
	}
	d := &doc{main: main, limits: limits, boxes: map[int][]span{}}
	flags := d.main.u16(fibFlags)
	switch {
	case d.main.u16(0) != wordMark || d.main.u16(fibVersion) < word97:
		return nil, &fault.Error{Code: fault.Unsupported, Reason: "is a document of Word 95 or before; save it as .docx"}
	case flags&flagCrypt != 0:
		return nil, fault.Protected()
	}
	name := "0Table"
	if flags&flagOneTable != 0 {
		name = "1Table"
	}
	table, err := c.Stream(name)
	if err != nil {
		return nil, err
	}
	data, err := c.Stream("Data")
	if err != nil {
		data = nil // pictures; the definitions of tables that it may have are missed only if it is damaged
	}
	d.table, d.data = table, data
	return d.parse()
}

// parse reads what the streams hold.
func (d *doc) parse() (*Text, *fault.Error) {
	if err := d.readText(); err != nil {
		return nil, err
	}
	if err := d.readProperties(); err != nil {
		return nil, err
	}
	d.readStyles()
	d.readLists()
	d.readBoxes()
	return d.read()
}

// at is the part of the table stream that the file information block names.
func (d *doc) at(place int) raw { return d.table.part(d.main.u32(place), d.main.u32(place+4)) }

// readText puts the pieces together.
func (d *doc) readText() *fault.Error {
	broken := &fault.Error{Code: fault.Broken, Place: "stream WordDocument", Reason: "the table of pieces is damaged"}
	clx := d.at(fibClx)
	for len(clx) > 0 && clx[0] == 1 { // Prc
		size := clx.u16(1)
		d.prcs = append(d.prcs, clx.part(3, size))
		clx = clx.part(3+size, len(clx))
	}
	if len(clx) < 5 || clx[0] != 2 {
		return broken
	}
	plc := clx.part(5, clx.u32(1))
	n := (len(plc) - 4) / 12
	total := 0
	for i := range n {
		p := piece{start: plc.u32(4 * i), end: plc.u32(4*i + 4), prm: plc.u16(4*(n+1) + 8*i + 6)}
		fc := plc.u32(4*(n+1) + 8*i + 2)
		p.wide = fc&0x40000000 == 0
		p.fc = fc & 0x3FFFFFFF
		width := 2
		if !p.wide {
			p.fc, width = p.fc/2, 1
		}
		if p.start != total || p.end < p.start || p.fc+(p.end-p.start)*width > len(d.main) {
			return broken
		}
		total = p.end
		if total > d.limits.Text {
			return fault.Size("the text", total, d.limits.Text)
		}
		d.addPiece(p, width)
	}
	if d.main.u32(fibTextSize) > total {
		return broken
	}
	return nil
}

func (d *doc) addPiece(p piece, width int) {
	for i := range p.end - p.start {
		fc := p.fc + i*width
		unit := uint16(d.main.u16(fc)) //nolint:gosec // 16 bits
		if !p.wide {
			unit = uint16(charmap.Windows1252.DecodeByte(d.main[fc])) //nolint:gosec // all in the first plane
		}
		d.units, d.fcs, d.piece = append(d.units, unit), append(d.fcs, fc), append(d.piece, len(d.pieces))
	}
	d.pieces = append(d.pieces, p)
}

const fkpPage = 512

// readProperties reads the tables of properties by FC (PlcBteChpx and PlcBtePapx with their pages).
func (d *doc) readProperties() *fault.Error {
	for _, kind := range []struct {
		place int
		into  *[]properties
		read  func(page raw, i, n int) properties
	}{{fibChpx, &d.chars, charsOfPage}, {fibPapx, &d.paragraphs, paragraphOfPage}} {
		plc := d.at(kind.place)
		for i := range (len(plc) - 4) / 8 {
			page := d.main.part((plc.u32(4*((len(plc)-4)/8+1)+4*i)&0x3FFFFF)*fkpPage, fkpPage)
			n := page.u8(fkpPage - 1)
			for j := range n {
				p := kind.read(page, j, n)
				if p.start, p.end = page.u32(4*j), page.u32(4*j+4); p.start < p.end {
					*kind.into = append(*kind.into, p)
				}
			}
			if len(*kind.into) > len(d.main) { // every run has a byte of its own
				return &fault.Error{Code: fault.Broken, Place: "stream WordDocument", Reason: "the properties of the text are damaged"}
			}
		}
		list := *kind.into
		sort.SliceStable(list, func(a, b int) bool { return list[a].end < list[b].end })
	}
	return nil
}

func charsOfPage(page raw, i, n int) properties {
	at := 2 * page.u8(4*(n+1)+i)
	if at == 0 {
		return properties{}
	}
	return properties{list: page.part(at+1, page.u8(at))}
}

func paragraphOfPage(page raw, i, n int) properties {
	const bx = 13 // BxPap
	at := 2 * page.u8(4*(n+1)+bx*i)
	if at == 0 {
		return properties{}
	}
	size := 2*page.u8(at) - 1
	at++
	if size < 0 {
		size = 2 * page.u8(at)
		at++
	}
	papx := page.part(at, size)
	return properties{style: papx.u16(0), list: papx.part(2, size-2)}
}

// find is the properties at an FC.
func find(list []properties, fc int) *properties {
	i := sort.Search(len(list), func(i int) bool { return list[i].end > fc })
	if i < len(list) && list[i].start <= fc {
		return &list[i]
	}
	return &properties{}
}

// readBoxes finds the text boxes: shapes with an anchor in the text, whose content stands behind it, joined by their number.
func (d *doc) readBoxes() {
	start := 0
	for i := range 6 { // text, footnotes, headers, macros, comments, endnotes
		start += d.main.u32(fibTextSize + 4*i)
	}
	const spa, txbx = 26, 22
	shapes, boxes := d.at(fibShapes), d.at(fibBoxes)
	anchors := map[int]int{}
	n := (len(shapes) - 4) / (4 + spa)
	for i := range n {
		anchors[shapes.u32(4*(n+1)+spa*i)] = shapes.u32(4 * i)
	}
	n = (len(boxes) - 4) / (4 + txbx)
	for i := range n {
		s := span{start + boxes.u32(4*i), start + boxes.u32(4*i+4)}
		if s.start >= s.end || s.end > len(d.units) || boxes.u16(4*(n+1)+txbx*i+8) != 0 { // reusable: an empty place
			continue
		}
		if cp, known := anchors[boxes.u32(4*(n+1)+txbx*i+14)]; known {
			d.boxes[cp] = append(d.boxes[cp], s)
		} else {
			d.loose = append(d.loose, s)
		}
	}
}
