package office

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// numberFormats names the number formats of the binary format (MSONFC) as DOCX does.
func numberFormats() map[int]string {
	return map[int]string{
		0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter", 0x04: "lowerLetter",
		0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth", 0x0F: "decimal", 0x12: "decimalEnclosedCircle",
		0x13: "decimalFullWidth2", 0x16: "decimalZero", 0x17: "bullet", 0x1A: "decimalEnclosedFullstop", 0x1B: "decimalEnclosedParen",
		0x1C: "decimalEnclosedCircleChinese", 0x1D: "ideographEnclosedCircle", 0x1E: "ideographTraditional", 0x1F: "ideographZodiac",
		0x21: "taiwaneseCounting", 0x23: "taiwaneseCountingThousand", 0x25: "chineseCounting", 0x26: "chineseLegalSimplified",
		0x27: "chineseCountingThousand", 0x28: "ideographDigital", 0xFF: "none",
	}
}

// readLists reads the definitions of lists (PlfLst with its LVLs) and their uses (PlfLfo), which paragraphs name.
func (d *doc) readLists() {
	d.lists = map[int]*numberList{}
	defs := d.at(fibLists)
	rest := d.table.part(d.main.u32(fibLists)+len(defs), len(d.table))
	const lstf = 28
	formats := numberFormats()
	patterns := map[int]*numberPattern{}
	for i := range min(defs.u16(0), len(defs)/lstf) {
		def := defs.part(2+lstf*i, lstf)
		p := &numberPattern{levels: map[int]numberLevel{}, counts: map[int]int{}}
		n := maxLevels
		if def.u8(26)&1 != 0 { // fSimpleList
			n = 1
		}
		for l := range n {
			p.levels[l], rest = readLevel(rest, formats)
		}
		patterns[def.u32(0)] = p
	}
	uses := d.at(fibListUses)
	const lfo = 16
	n := min(uses.u32(0), len(uses)/lfo)
	rest = uses.part(4+lfo*n, len(uses))
	for i := range n {
		use := uses.part(4+lfo*i, lfo)
		list := &numberList{pattern: patterns[use.u32(0)], override: map[int]int{}, own: map[int]numberLevel{}}
		rest = rest.part(4, len(rest))
		for range use.u8(12) {
			start, flags := rest.u32(0), rest.u32(4)
			rest = rest.part(8, len(rest))
			level := flags & 0xF
			if flags&0x20 != 0 { // fFormatting
				list.own[level], rest = readLevel(rest, formats)
				start = list.own[level].start
			}
			if flags&0x10 != 0 { // fStartAt
				list.override[level] = start
			}
		}
		if list.pattern != nil {
			d.lists[i+1] = list
		}
	}
}

// readLevel reads one LVL and gives what follows it.
func readLevel(in raw, formats map[int]string) (numberLevel, raw) {
	const lvlf = 28
	format, known := formats[in.u8(4)]
	if !known {
		format = "decimal"
	}
	l := numberLevel{start: in.u32(0), format: format, legal: in.u8(5)&4 != 0, spaceBehind: in.u8(15) != 2}
	letters, paragraphs := in.u8(24), in.u8(25)
	at := lvlf + letters + paragraphs
	n := in.u16(at)
	var text strings.Builder
	var units []uint16
	flush := func() {
		text.WriteString(string(utf16.Decode(units)))
		units = nil
	}
	for i := range min(n, len(in)) {
		if u := in.u16(at + 2 + 2*i); u < maxLevels {
			flush()
			text.WriteString("%" + strconv.Itoa(u+1))
		} else {
			units = append(units, uint16(u)) //nolint:gosec // 16 bits
		}
	}
	flush()
	l.text = text.String()
	return l, in.part(at+2+2*n, len(in))
}
