package office

// Single property modifiers (Sprm) that bear on the text as it is shown.
const (
	sprmDeleted   = 0x0800 // sprmCFRMarkDel
	sprmHidden    = 0x083C // sprmCFVanish
	sprmSymbol    = 0x6A09 // sprmCSymbol
	sprmCharStyle = 0x4A30 // sprmCIstd

	sprmStyle     = 0x4600 // sprmPIstd
	sprmLevel     = 0x260A // sprmPIlvl
	sprmList      = 0x460B // sprmPIlfo
	sprmInTable   = 0x2416 // sprmPFInTable
	sprmRowEnd    = 0x2417 // sprmPFTtp
	sprmDepth     = 0x6649 // sprmPItap
	sprmInnerCell = 0x244B // sprmPFInnerTableCell
	sprmInnerRow  = 0x244C // sprmPFInnerTtp
	sprmHuge      = 0x6646 // sprmPHugePapx, and 0x6645 in files of old
	sprmHugeOld   = 0x6645
	sprmTableData = 0x646B // sprmPTableProps

	sprmTable     = 0xD608 // sprmTDefTable
	sprmTabs      = 0xC615 // sprmPChgTabs
	sprmVertMerge = 0xD62B // sprmTVertMerge
	sprmMerge     = 0x5624 // sprmTMerge
)

// sprms visits the modifiers of a list.
func sprms(list raw, visit func(code int, operand raw)) {
	for len(list) >= 2 {
		code := list.u16(0)
		at, size := 2, 0
		switch code >> 13 {
		case 0, 1:
			size = 1
		case 2, 4, 5:
			size = 2
		case 3:
			size = 4
		case 7:
			size = 3
		default:
			switch {
			case code == sprmTable:
				at, size = 4, list.u16(2)-1
			case code == sprmTabs && list.u8(2) == 255:
				deleted := list.u8(3)
				at, size = 3, 1+4*deleted+1+3*list.u8(4+4*deleted)
			default:
				at, size = 3, list.u8(2)
			}
		}
		if size < 0 || at+size > len(list) {
			return
		}
		visit(code, list[at:at+size])
		list = list[at+size:]
	}
}

// prm gives the modifiers of a piece: a list of its own, or one short modifier.
func (d *doc) prm(prm int) raw {
	if prm&1 != 0 {
		if i := prm >> 1; i < len(d.prcs) {
			return d.prcs[i]
		}
		return nil
	}
	short := map[int]int{ // Prm0.isprm
		0x18: sprmInTable, 0x19: sprmRowEnd, 0x41: sprmDeleted, 0x5C: sprmHidden,
	}
	code, known := short[prm>>1&0x7F]
	if !known {
		return nil
	}
	return raw{byte(code), byte(code >> 8), byte(prm >> 8)} //nolint:gosec // bytes are meant
}

// paragraph is what is known of a paragraph from its mark.
type paragraph struct {
	style, level, list  int
	depth               int
	inTable, rowEnd     bool
	innerCell, innerRow bool
	edges               []int // of the cells of a row, in twips
	merges              []merge
}

// merge says how a cell of a row joins its neighbours.
type merge struct{ left, above bool } // with the cell to the left, with that above

// paragraphAt is the properties of the paragraph whose mark is at a CP.
func (d *doc) paragraphAt(cp int) *paragraph {
	own := find(d.paragraphs, d.fcs[cp])
	p := &paragraph{style: own.style}
	prm := d.prm(d.pieces[d.piece[cp]].prm)
	for _, list := range []raw{own.list, prm} { // the style comes first, whoever names it
		sprms(list, func(code int, operand raw) {
			if code == sprmStyle {
				p.style = operand.u16(0)
			}
		})
	}
	for _, list := range d.styleLists(p.style) {
		sprms(list, p.apply)
	}
	d.applyWithData(p, own.list)
	sprms(prm, p.apply)
	if p.inTable {
		p.depth = max(p.depth, 1)
	}
	return p
}

// applyWithData applies a list that may go on in the stream Data.
func (d *doc) applyWithData(p *paragraph, list raw) {
	sprms(list, func(code int, operand raw) {
		if code == sprmHuge || code == sprmHugeOld || code == sprmTableData {
			at := operand.u32(0)
			sprms(d.data.part(at+2, d.data.u16(at)), p.apply)
			return
		}
		p.apply(code, operand)
	})
}

func (p *paragraph) apply(code int, operand raw) {
	on := operand.u8(0) != 0
	switch code {
	case sprmLevel:
		p.level = operand.u8(0)
	case sprmList:
		p.list = operand.i16(0)
	case sprmInTable:
		p.inTable = on
	case sprmRowEnd:
		p.rowEnd = on
	case sprmDepth:
		p.depth = operand.i32(0)
	case sprmInnerCell:
		p.innerCell = on
	case sprmInnerRow:
		p.innerRow = on
	case sprmTable:
		p.defineRow(operand)
	case sprmVertMerge:
		if i := operand.u8(0); i < len(p.merges) {
			p.merges[i].above = operand.u8(1) == 1
		}
	case sprmMerge:
		for i := operand.u8(0) + 1; i < min(operand.u8(1), len(p.merges)); i++ {
			p.merges[i].left = true
		}
	}
}

// defineRow reads a TDefTableOperand: the edges of the cells, and a TC80 for each.
func (p *paragraph) defineRow(operand raw) {
	const tc = 20
	n := operand.u8(0)
	p.edges, p.merges = nil, nil
	for i := range n + 1 {
		p.edges = append(p.edges, operand.i16(1+2*i))
	}
	for i := range n {
		flags := operand.u16(1 + 2*(n+1) + tc*i)
		p.merges = append(p.merges, merge{left: flags&0x02 != 0, above: flags&0x60 == 0x20})
	}
}

// style is a style of the file: what it is based on, and the modifiers that it brings.
type style struct {
	base              int
	paragraph, letter raw
}

// readStyles reads the style sheet (STSH).
func (d *doc) readStyles() {
	sheet := d.at(fibStyles)
	baseSize := sheet.u16(4)
	at := 2 + sheet.u16(0)
	for at+2 <= len(sheet) && len(d.styles) < sheet.u16(2) {
		size := sheet.u16(at)
		std := sheet.part(at+2, size)
		at += 2 + size
		d.styles = append(d.styles, readStyle(std, baseSize))
	}
}

func readStyle(std raw, baseSize int) style {
	s := style{base: std.u16(2) >> 4}
	kind := std.u16(2) & 0xF
	at := baseSize + 2 + 2*std.u16(baseSize) + 2 // the name with its size and its end
	next := func() raw {
		at += at % 2
		size := std.u16(at)
		upx := std.part(at+2, size)
		at += 2 + size
		return upx
	}
	switch {
	case len(std) == 0:
	case kind == 1: // of paragraphs
		papx := next()
		s.paragraph, s.letter = papx.part(2, len(papx)), next()
	case kind == 2: // of characters
		s.letter = next()
	}
	return s
}

// styleLists are the modifiers of a style of paragraphs, those of the style that it is based on first.
func (d *doc) styleLists(id int) (lists []raw) {
	for range maxStyles {
		if id >= len(d.styles) {
			break
		}
		lists = append([]raw{d.styles[id].paragraph}, lists...)
		id = d.styles[id].base
	}
	return lists
}

// letters says of the characters of a run whether they are left out, and which sign they stand for.
type letters struct {
	gone   bool
	symbol rune
}

func (d *doc) lettersAt(cp int) letters {
	var l letters
	hidden := false
	apply := func(code int, operand raw) {
		switch code {
		case sprmDeleted:
			l.gone = l.gone || operand.u8(0) == 1
		case sprmHidden:
			if v := operand.u8(0); v <= 1 {
				hidden = v == 1
			} else if v == 0x81 {
				hidden = !hidden
			}
		case sprmSymbol:
			l.symbol = rune(operand.u16(2)) //nolint:gosec // 16 bits
		}
	}
	own := find(d.chars, d.fcs[cp]).list
	sprms(own, func(code int, operand raw) {
		if id := operand.u16(0); code == sprmCharStyle && id < len(d.styles) {
			sprms(d.styles[id].letter, apply)
		}
	})
	sprms(own, apply)
	sprms(d.prm(d.pieces[d.piece[cp]].prm), apply)
	l.gone = l.gone || hidden
	return l
}
