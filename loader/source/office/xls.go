package office

import (
	"encoding/binary"
	"math"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// This file reads the binary workbooks of Excel 5 to 2003 (BIFF5 and BIFF8, MS-XLS), which WPS writes as .et too, into a book
// that can be written as XLSX.

// Types of records.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDate1904   = 0x0022
	recPassword   = 0x002F // FILEPASS
	recContinue   = 0x003C
	recCodePage   = 0x0042
	recSheet      = 0x0085 // BOUNDSHEET
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recStyle      = 0x00E0 // XF
	recMerged     = 0x00E5
	recStrings    = 0x00FC // SST
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207 // value of the formula before it
	recRow        = 0x0208
	recRK         = 0x027E
	recFormat     = 0x041E
	recFormatOld  = 0x001E
	recBOF        = 0x0809
	biff8         = 0x0600
	valueIsNoReal = 0xFFFF
)

// book is a workbook.
type book struct {
	strings  []string
	formats  map[int]string // of our own, by number
	styles   []int          // number format of each cell format
	date1904 bool
	sheets   []bookSheet
}

type bookSheet struct {
	name       string
	hidden     bool
	start      int
	rows       map[int][]bookCell
	hiddenRows map[int]bool
	merged     []area
}

// area is a rectangle of cells, counted from 0, its ends included.
type area struct{ top, bottom, left, right int }

// bookCell is a cell: a text by its number in strings, or a number, boolean or error as XLSX writes it.
type bookCell struct {
	column, style int
	kind          byte // s text, n number, b boolean, e error or empty, 0 formula without a stored value
	text          int
	number        float64
}

// xls reads records.
type xls struct {
	in    raw
	book  book
	wide  bool // BIFF8: texts are UTF-16, or its lower half
	code  encoding.Encoding
	cells int
}

// XLSX reads a binary workbook and writes it as the XLSX file that it would be saved as.
func (c *Compound) XLSX(limits Limits) ([]byte, *fault.Error) {
	name := "Workbook"
	if !c.Has(name) {
		name = "Book"
	}
	data, err := c.Stream(name)
	if err != nil {
		return nil, err
	}
	r := &xls{in: data, code: charmap.Windows1252, book: book{formats: map[int]string{}}}
	if err := r.globals(); err != nil {
		return nil, err
	}
	if err := r.allSheets(); err != nil {
		return nil, err
	}
	return r.book.write()
}

// allSheets reads the worksheets.
func (r *xls) allSheets() *fault.Error {
	for i := range r.book.sheets {
		r.sheet(&r.book.sheets[i])
		if r.cells > len(r.in)/6 { // every cell has bytes of its own
			return &fault.Error{Code: fault.Broken, Place: "stream Workbook", Reason: "its worksheets lie over each other"}
		}
	}
	return nil
}

// records visits the records from a place on until visit says no, and gives where it stopped.
func (r *xls) records(at int, visit func(kind, at int, data raw) bool) {
	for at+4 <= len(r.in) {
		kind, size := r.in.u16(at), r.in.u16(at+2)
		if !visit(kind, at, r.in.part(at+4, size)) {
			return
		}
		at += 4 + size
	}
}

func (r *xls) globals() *fault.Error {
	if r.in.u16(0) != recBOF {
		return &fault.Error{Code: fault.Unsupported, Reason: "is a workbook of Excel 4 or before; save it as .xlsx"}
	}
	r.wide = r.in.u16(4) == biff8
	var err *fault.Error
	ended := false
	r.records(0, func(kind, at int, data raw) bool {
		switch kind {
		case recPassword:
			err = fault.Protected()
		case recCodePage:
			r.code = codePage(data.u16(0))
		case recDate1904:
			r.book.date1904 = data.u16(0) == 1
		case recSheet:
			if data.u8(5) == 0 { // a worksheet, no chart
				r.book.sheets = append(r.book.sheets, bookSheet{start: data.u32(0), hidden: data.u8(4)&3 != 0, name: r.short(data.part(6, len(data)))})
			}
		case recFormat, recFormatOld:
			if r.wide {
				r.book.formats[data.u16(0)] = r.long(data.part(2, len(data)))
			} else {
				r.book.formats[data.u16(0)] = r.short(data.part(2, len(data)))
			}
		case recStyle:
			r.book.styles = append(r.book.styles, data.u16(2))
		case recStrings:
			r.sharedStrings(at)
		case recEOF:
			ended = true
		}
		return err == nil && !ended
	})
	if err == nil && !ended {
		err = &fault.Error{Code: fault.Broken, Place: "stream Workbook", Reason: "it is cut off"}
	}
	return err
}

func codePage(n int) encoding.Encoding {
	switch n {
	case 936, 54936:
		return simplifiedchinese.GB18030
	case 950:
		return traditionalchinese.Big5
	}
	return charmap.Windows1252
}

// short is a text with its size in one byte, long one with its size in two.
func (r *xls) short(data raw) string { return r.text(data.part(1, len(data)), data.u8(0)) }

func (r *xls) long(data raw) string { return r.text(data.part(2, len(data)), data.u16(0)) }

// text reads n characters, after their flags in BIFF8.
func (r *xls) text(data raw, n int) string {
	if !r.wide {
		s, err := r.code.NewDecoder().Bytes(data.part(0, n))
		if err != nil {
			return ""
		}
		return string(s)
	}
	flags := data.u8(0)
	at := 1
	if flags&8 != 0 {
		at += 2
	}
	if flags&4 != 0 {
		at += 4
	}
	var units []uint16
	for i := range n {
		switch {
		case flags&1 != 0 && at+2*i+2 <= len(data):
			units = append(units, binary.LittleEndian.Uint16(data[at+2*i:]))
		case flags&1 == 0 && at+i < len(data):
			units = append(units, uint16(data[at+i]))
		}
	}
	return string(utf16.Decode(units))
}

// sharedStrings reads the table of texts (SST), which goes on in further records, also in the middle of a text.
func (r *xls) sharedStrings(at int) {
	s := sstReader{}
	r.records(at, func(kind, _ int, data raw) bool {
		if len(s.parts) > 0 && kind != recContinue {
			return false
		}
		s.parts = append(s.parts, data)
		return true
	})
	n := raw(s.take(8)).u32(4)
	for range n {
		if s.ended() {
			break
		}
		r.book.strings = append(r.book.strings, s.text())
	}
}

// sstReader reads over the ends of records.
type sstReader struct {
	parts []raw
	at    int // in the first part
}

func (s *sstReader) ended() bool {
	for len(s.parts) > 0 && s.at >= len(s.parts[0]) {
		s.parts, s.at = s.parts[1:], 0
	}
	return len(s.parts) == 0
}

// take reads n bytes.
func (s *sstReader) take(n int) (data []byte) {
	for n > 0 && !s.ended() {
		part := s.parts[0].part(s.at, n)
		data, s.at, n = append(data, part...), s.at+len(part), n-len(part)
	}
	return data
}

func (s *sstReader) text() string {
	head := raw(s.take(3))
	n, flags := head.u16(0), head.u8(2)
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = raw(s.take(2)).u16(0)
	}
	if flags&4 != 0 {
		extra = raw(s.take(4)).u32(0)
	}
	var units []uint16
	for n > 0 && !s.ended() {
		if s.at == 0 && len(units) > 0 { // in a further record the characters may be of another width
			flags = s.parts[0].u8(0)
			s.at = 1
		}
		width := 1 + flags&1
		count := min(n, (len(s.parts[0])-s.at)/width)
		if count == 0 {
			s.at = len(s.parts[0])
			continue
		}
		for range count {
			if width == 2 {
				units = append(units, uint16(s.parts[0].u16(s.at))) //nolint:gosec // 16 bits
			} else {
				units = append(units, uint16(s.parts[0].u8(s.at))) //nolint:gosec // 8 bits
			}
			s.at += width
		}
		n -= count
	}
	s.skip(4*runs + extra)
	return string(utf16.Decode(units))
}

func (s *sstReader) skip(n int) {
	for n > 0 && !s.ended() {
		step := min(n, len(s.parts[0])-s.at)
		s.at, n = s.at+step, n-step
	}
}

// sheet reads the cells of a worksheet.
func (r *xls) sheet(s *bookSheet) {
	s.rows, s.hiddenRows = map[int][]bookCell{}, map[int]bool{}
	waiting := -1 // row whose last cell is a formula that waits for its text
	r.records(s.start, func(kind, at int, data raw) bool {
		row, c := data.u16(0), bookCell{column: data.u16(2), style: data.u16(4)}
		put := func() { s.rows[row] = append(s.rows[row], c); r.cells++ }
		number := func(v float64) { c.kind, c.number = 'n', v; put() }
		text := func(v string) { c.kind, c.text = 's', r.intern(v); put() }
		switch kind {
		case recEOF:
			return false
		case recRow:
			if data.u16(12)&0x20 != 0 { // fDyZero
				s.hiddenRows[row] = true
			}
		case recNumber:
			number(float(data.part(6, 8)))
		case recRK:
			number(rk(data.u32(6)))
		case recMulRK:
			for i := 0; 4+6*i+6 <= len(data)-2; i++ {
				c = bookCell{column: data.u16(2) + i, style: data.u16(4 + 6*i)}
				number(rk(data.u32(6 + 6*i)))
			}
		case recLabelSST:
			c.kind, c.text = 's', data.u32(6)
			put()
		case recLabel, recRString:
			text(r.long(data.part(6, len(data))))
		case recBoolErr:
			c.kind, c.number = 'b', float64(data.u8(6))
			if data.u8(7) == 1 {
				c.kind = 'e'
			}
			put()
		case recFormula:
			c.kind, c.number = 'n', float(data.part(6, 8))
			if data.u16(12) == valueIsNoReal {
				c.kind, c.number = formulaKind(data.u8(6)), float64(data.u8(8))
				if c.kind == 0 {
					waiting = row
				}
			}
			put()
		case recString:
			if row := s.rows[waiting]; len(row) > 0 {
				last := &row[len(row)-1]
				last.kind, last.text = 's', r.intern(r.long(data))
			}
			waiting = -1
		case recMerged:
			for i := range min(data.u16(0), (len(data)-2)/8) {
				s.merged = append(s.merged, area{data.u16(2 + 8*i), data.u16(4 + 8*i), data.u16(6 + 8*i), data.u16(8 + 8*i)})
			}
		case recBOF:
			return at == s.start // a chart within the sheet ends it here
		}
		return true
	})
}

// formulaKind is the kind of a value that is no number: a text comes in the next record, 0 until then; an empty text is nothing.
func formulaKind(code int) byte {
	switch code {
	case 0:
		return 0
	case 1:
		return 'b'
	}
	return 'e'
}

func (r *xls) intern(s string) int {
	r.book.strings = append(r.book.strings, s)
	return len(r.book.strings) - 1
}

func float(data raw) float64 {
	return math.Float64frombits(uint64(data.u32(0)) | uint64(data.u32(4))<<32) //nolint:gosec // bits
}

// rk is a number in its short form.
func rk(n int) float64 {
	var v float64
	if n&2 != 0 {
		v = float64(int32(n) >> 2) //nolint:gosec // two's complement is meant
	} else {
		v = math.Float64frombits(uint64(n&^3) << 32) //nolint:gosec // bits
	}
	if n&1 != 0 {
		v /= 100
	}
	return v
}
