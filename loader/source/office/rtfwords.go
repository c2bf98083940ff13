package office

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// rtfGone are the destinations that are not part of the text as it is shown.
const rtfGone = " colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf footnote annotation pict object fldinst " +
	"listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata datastore filetbl nonshppict sp atnid atnauthor bkmkstart bkmkend " +
	"shprslt nonesttables ftnsep ftnsepc aftnsep aftnsepc nextfile template pntxta pntxtb pnseclvl latentstyles private tc xe result pgdsctbl "

// word obeys a control word.
func (r *rtf) word(word string, n int, given bool) {
	on := !given || n != 0
	switch word {
	case "fonttbl":
		r.inFonts = len(r.stack)
	case "f", "fcharset", "cpg", "ansicpg", "plain", "loch", "hich", "dbch":
		r.fontWord(word, n)
	case "uc":
		r.state.skip = max(n, 0)
	case "v":
		r.state.hidden = on
	case "deleted":
		r.state.hidden = on
	case "par", "sect", "page":
		r.endParagraph()
	case "line", "column":
		r.write("\n")
	case "tab":
		r.write(" ")
	case "emdash":
		r.write("—")
	case "endash":
		r.write("–")
	case "lquote", "rquote", "ldblquote", "rdblquote", "bullet", "emspace", "enspace":
		r.write(map[string]string{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u3000", "enspace": " "}[word])
	case "listtext", "pntext":
		r.state.label = true
	case "shptxt", "dptxbxtext":
		r.beginBox()
	case "pard":
		r.state.depth = 0
	default:
		if strings.Contains(rtfGone, " "+word+" ") {
			r.state.gone = true
			return
		}
		r.tableWord(word, n)
	}
}

func (r *rtf) fontWord(word string, n int) {
	switch {
	case r.inFonts > 0 && word == "f":
		r.font = n
	case r.inFonts > 0 && (word == "fcharset" || word == "cpg" && n != 0):
		if known := rtfCharset(n); n != 0 && n != 1 { // 0 and 1 say nothing
			r.fonts[r.font] = known
		}
	case word == "ansicpg":
		r.state.charset = rtfCharset(n)
		r.fonts[-1] = r.state.charset // of the file
	case word == "f":
		r.state.charset = r.charsetOf(n)
	case word == "plain":
		r.state.hidden = false
		r.state.charset = r.charsetOf(-1)
	}
}

func (r *rtf) charsetOf(font int) (found encoding.Encoding) {
	if found = r.fonts[font]; found != nil {
		return found
	}
	if found = r.fonts[-1]; found != nil {
		return found
	}
	return rtfCharset(0)
}

// tableWord obeys the words that make tables.
func (r *rtf) tableWord(word string, n int) {
	switch word {
	case "intbl":
		r.state.depth = max(r.state.depth, 1)
	case "itap":
		r.state.depth = min(max(n, 0), r.limits.Depth+1)
	case "trowd":
		r.state.row, r.state.edge = paragraph{}, merge{}
	case "trleft":
		r.state.row.edges = append([]int{n}, r.state.row.edges...)
	case "clmrg":
		r.state.edge.left = true
	case "clvmrg":
		r.state.edge.above = true
	case "cellx":
		if len(r.state.row.edges) == len(r.state.row.merges) { // the left edge was not said
			r.state.row.edges = append([]int{min(0, n)}, r.state.row.edges...)
		}
		if len(r.state.row.merges) < r.limits.Depth*2 {
			r.state.row.edges, r.state.row.merges = append(r.state.row.edges, n), append(r.state.row.merges, r.state.edge)
		}
		r.state.edge = merge{}
	case "cell", "nestcell":
		r.state.depth = max(r.state.depth, 1)
		r.endParagraph()
		if k := len(r.tables); k > 0 {
			r.tables[k-1].endCell()
		}
	case "row", "nestrow":
		if k := len(r.tables); k > 0 {
			t := r.tables[k-1]
			t.endRow(&r.state.row)
		}
	}
}

// endParagraph ends a paragraph in the table that its properties say.
func (r *rtf) endParagraph() {
	if r.state.gone {
		return
	}
	label, text := rtfLabel(r.label.String()), r.line.String()
	r.label.Reset()
	r.line.Reset()
	if r.state.box {
		if strings.TrimSpace(text) != "" {
			r.boxes = append(r.boxes, label+text)
		}
		return
	}
	r.close(r.state.depth)
	for len(r.tables) < r.state.depth {
		r.tables = append(r.tables, &openTable{})
	}
	r.into().paragraph(label, text)
	for _, box := range r.boxes {
		r.into().paragraph("", box)
	}
	r.boxes = nil
}

// beginBox begins a text box, which is anchored in a paragraph and follows it.
func (r *rtf) beginBox() {
	if !r.state.box && !r.state.gone {
		r.saved = r.line.String()
		r.line.Reset()
		r.state.box = true
	}
}

func (r *rtf) endBox() {
	r.endParagraph()
	r.line.WriteString(r.saved)
	r.saved = ""
}

// rtfLabel is the number before a paragraph as it was written down; a bullet is none.
func rtfLabel(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) < 0 {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); unicode.IsLetter(last) || unicode.IsDigit(last) {
		s += " "
	}
	return s
}

// into is the list that takes the next block.
func (r *rtf) into() *list {
	if n := len(r.tables); n > 0 {
		return &r.tables[n-1].cell
	}
	return &r.body
}

// close ends the tables that lie deeper than depth.
func (r *rtf) close(depth int) {
	for len(r.tables) > depth {
		t := r.tables[len(r.tables)-1]
		r.tables = r.tables[:len(r.tables)-1]
		r.into().table(t.finish())
	}
}
