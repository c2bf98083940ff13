package office

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// rtfState is what a group of an RTF file inherits from the group around it.
type rtfState struct {
	gone    bool // the text is not shown: another destination, hidden or deleted
	hidden  bool
	charset encoding.Encoding
	skip    int // characters after \u that stand for it in old readers
	depth   int // of the table that the paragraph stands in, as \itap says
	label   bool
	box     bool      // a text box, which follows its paragraph
	row     paragraph // the edges and merges of the row that is defined
	edge    merge     // of the cell that is defined next
}

// rtf reads an RTF file.
type rtf struct {
	in       []byte
	at       int
	limits   Limits
	state    rtfState
	stack    []rtfState
	fonts    map[int]encoding.Encoding
	font     int // whose description is being read, in the table of fonts
	inFonts  int // depth of the group of the table of fonts, 0 outside
	pending  []byte
	skipping int // characters still to skip after \u
	line     strings.Builder
	label    strings.Builder
	tables   []*openTable
	body     list
	boxes    []string // paragraphs of the text boxes anchored in the current one
	saved    string   // the current paragraph, while a text box is read
	text     int
}

// IsRTF reports whether a file is RTF.
func IsRTF(data []byte) bool { return len(data) > 5 && string(data[:5]) == `{\rtf` }

// RTF reads the body of an RTF file: paragraphs with their numbers as Word wrote them, and tables. Headers, footers, notes,
// pictures, deleted and hidden text are not part of it.
func RTF(data []byte, limits Limits) (*Text, *fault.Error) {
	r := &rtf{in: data, limits: limits, fonts: map[int]encoding.Encoding{}, state: rtfState{charset: charmap.Windows1252, skip: 1}}
	for r.at < len(r.in) {
		c := r.in[r.at]
		r.at++
		switch c {
		case '{':
			r.flush()
			if len(r.stack) >= limits.Depth {
				return nil, fault.Nested("groups", limits.Depth)
			}
			r.stack = append(r.stack, r.state)
		case '}':
			r.endGroup()
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.byte(c)
		}
		if r.text > limits.Text {
			return nil, fault.Size("the text", r.text, limits.Text)
		}
		if len(r.tables) > limits.Depth {
			return nil, fault.Nested("tables", limits.Depth)
		}
	}
	r.flush()
	if len(r.stack) > 0 {
		return nil, &fault.Error{Code: fault.Broken, Reason: "the RTF file is cut off after " + strconv.Itoa(len(data)) + " bytes"}
	}
	r.endParagraph()
	r.close(0)
	return &Text{Blocks: r.body.blocks}, nil
}

func (r *rtf) endGroup() {
	r.flush()
	n := len(r.stack)
	if n == 0 {
		return
	}
	if n == r.inFonts {
		r.inFonts = 0
	}
	if n == 1 {
		r.endParagraph()
	}
	outer := r.stack[n-1]
	if r.state.box && !outer.box {
		r.endBox()
	}
	r.state, r.stack = outer, r.stack[:n-1]
	r.skipping = 0
}

// byte takes one byte of text.
func (r *rtf) byte(c byte) {
	if r.skipping > 0 {
		r.skipping--
		return
	}
	r.pending = append(r.pending, c)
}

// flush decodes the bytes that wait: a character may have two.
func (r *rtf) flush() {
	if len(r.pending) == 0 {
		return
	}
	data := r.pending
	r.pending = r.pending[:0]
	if r.inFonts > 0 || r.state.gone || r.state.hidden {
		return
	}
	text, err := r.state.charset.NewDecoder().Bytes(data)
	if err != nil {
		text = []byte(strings.Repeat("\uFFFD", len(data)))
	}
	r.write(string(text))
}

func (r *rtf) write(s string) {
	if r.inFonts > 0 || r.state.gone || r.state.hidden {
		return
	}
	r.text += len(s)
	if r.state.label {
		r.label.WriteString(s)
		return
	}
	r.line.WriteString(s)
}

// control reads a control word or sign.
func (r *rtf) control() {
	if r.at >= len(r.in) {
		return
	}
	c := r.in[r.at]
	if c < 'a' || c > 'z' {
		if c < 'A' || c > 'Z' {
			r.at++
			r.sign(c)
			return
		}
	}
	start := r.at
	for r.at < len(r.in) && (r.in[r.at]|0x20) >= 'a' && (r.in[r.at]|0x20) <= 'z' {
		r.at++
	}
	word := string(r.in[start:r.at])
	start = r.at
	if r.at < len(r.in) && r.in[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' && r.at-start < 11 {
		r.at++
	}
	n, err := strconv.Atoi(string(r.in[start:r.at]))
	if r.at < len(r.in) && r.in[r.at] == ' ' {
		r.at++
	}
	if word == "bin" {
		r.at = min(r.at+max(n, 0), len(r.in))
		return
	}
	if word == "u" && err == nil {
		r.unicode(n)
		return
	}
	r.flush()
	r.word(word, n, err == nil)
}

// sign takes a control sign: an escaped letter, a byte in hexadecimal, a space or hyphen, a destination that may be ignored.
func (r *rtf) sign(c byte) {
	if c == '\'' {
		if r.at+2 <= len(r.in) {
			if n, err := strconv.ParseUint(string(r.in[r.at:r.at+2]), 16, 8); err == nil {
				r.byte(byte(n))
			}
			r.at += 2
		}
		return
	}
	if c == '\\' || c == '{' || c == '}' {
		r.byte(c)
		return
	}
	r.flush()
	switch c {
	case '~':
		r.write(" ")
	case '_':
		r.write("-")
	case '\r', '\n':
		r.endParagraph()
	case '*':
		r.destination()
	}
}

// destination reads \*: a destination is not shown unless it is known.
func (r *rtf) destination() {
	for _, shown := range []string{`\shppict`, `\shpinst`, `\pntext`, `\nesttableprops`, `\do`} {
		if strings.HasPrefix(string(r.in[r.at:min(r.at+len(shown), len(r.in))]), shown) {
			return
		}
	}
	r.state.gone = true
}

// unicode takes \u: a UTF-16 unit, after which old readers find a replacement.
func (r *rtf) unicode(n int) {
	if n < 0 {
		n += 1 << 16
	}
	if len(r.pending) > 0 {
		r.flush()
	}
	if n < 0xD800 || n > 0xDFFF { // halves of pairs, for rare characters, are decoded one after the other
		r.write(string(rune(n))) //nolint:gosec // 16 bits
	} else {
		r.surrogate(n)
	}
	r.skipping = r.state.skip
}

// surrogate takes half a pair.
func (r *rtf) surrogate(n int) {
	if n < 0xDC00 {
		r.write(string(rune(0xF0000 + n - 0xD800))) // kept in the private area until its other half comes
		return
	}
	s := r.line.String()
	high, size := utf8.DecodeLastRuneInString(s)
	if high >= 0xF0000 && high < 0xF0400 {
		r.line.Reset()
		r.line.WriteString(s[:len(s)-size])
		r.write(string((high-0xF0000)<<10 + rune(n-0xDC00) + 0x10000)) //nolint:gosec // in range
	}
}

// rtfCharset is the encoding of \fcharset and \cpg.
func rtfCharset(n int) encoding.Encoding {
	switch n {
	case 134, 936:
		return simplifiedchinese.GB18030
	case 136, 950:
		return traditionalchinese.Big5
	case 128, 932:
		return japanese.ShiftJIS
	}
	return charmap.Windows1252
}
