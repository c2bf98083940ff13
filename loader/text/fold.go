// Package text folds a text into the one form in which rules read it and knows the way back to what is printed.
package text

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Folded is a text in the form in which rules read it: widths and compatibility forms folded (（，；： are ASCII), traditional
// characters made simplified, white space single, wrapped lines joined, one paragraph a line. Only Fold makes one, so a
// rule that takes a Folded never meets the printed form. For each of its bytes it knows where in the printed text it
// comes from, so that spans and quotes are of the text as printed.
type Folded struct {
	source string // the printed text
	text   string
	at     []int32 // for each byte of text, where its character starts in source
	lines  []graph.Span
}

// Fold folds a text. wrapped says whether its lines may have been broken wherever they were full; startsItem reports
// whether a folded line begins an item, so that the line end before it is kept.
func Fold(source string, wrapped bool, startsItem func(line string) bool) *Folded {
	f := folder{source: source, text: make([]byte, 0, len(source)), at: make([]int32, 0, len(source))}
	f.traditional = isTraditional(source)
	f.fold()
	v := &Folded{source: source}
	width, text := 0, string(f.text)
	if wrapped {
		width = wrapWidth(text)
	}
	v.join(text, f.at, width, startsItem)
	return v
}

// Text is the whole folded text. Spans that rules work with are of it, in bytes.
func (v *Folded) Text() string { return v.text }

// Source is the text as printed.
func (v *Folded) Source() string { return v.source }

// Lines are the spans of the paragraphs, in order, without their line ends.
func (v *Folded) Lines() []graph.Span { return v.lines }

// Slice is a stretch of the folded text.
func (v *Folded) Slice(s graph.Span) string { return v.text[s.Start:s.End] }

// Span is where a stretch of the folded text stands in the printed text; the empty span for one of no length.
func (v *Folded) Span(s graph.Span) graph.Span {
	if s.Len() <= 0 {
		return graph.Span{}
	}
	start, last := int(v.at[s.Start]), int(v.at[s.End-1])
	_, n := utf8.DecodeRuneInString(v.source[last:])
	return graph.Span{Start: start, End: last + n}
}

// FromSource is the stretch of the folded text that comes from a stretch of the printed one, without a line end behind it.
func (v *Folded) FromSource(s graph.Span) graph.Span {
	start := sort.Search(len(v.at), func(i int) bool { return int(v.at[i]) >= s.Start })
	end := sort.Search(len(v.at), func(i int) bool { return int(v.at[i]) >= s.End })
	if end > start && v.text[end-1] == '\n' {
		end-- // it is put down to the character before it
	}
	return graph.Span{Start: start, End: max(start, end)}
}

// Printed is a stretch of the folded text as the printed text has it, without the breaks and indents of its lines.
func (v *Folded) Printed(s graph.Span) string {
	var out strings.Builder
	last := int32(-1)
	for i, r := range v.Slice(s) {
		from := v.at[s.Start+i]
		if from == last || r == '\n' {
			continue
		}
		last = from
		c, n := utf8.DecodeRuneInString(v.source[from:])
		if r == ' ' || c == '\n' {
			out.WriteByte(' ')
			continue
		}
		out.WriteString(v.source[from : int(from)+n])
	}
	return out.String()
}

// folder makes the folded text, its lines not yet joined.
type folder struct {
	source      string
	traditional bool // its characters are made simplified
	text        []byte
	at          []int32
}

func (f *folder) put(r rune, from int) {
	n := len(f.text)
	f.text = utf8.AppendRune(f.text, r)
	for range len(f.text) - n {
		f.at = append(f.at, int32(from))
	}
}

// last is the last byte that was put; '\n' at the start.
func (f *folder) last() byte {
	if len(f.text) == 0 {
		return '\n'
	}
	return f.text[len(f.text)-1]
}

func (f *folder) trimSpace() {
	for n := len(f.text); n > 0 && f.text[n-1] == ' '; n-- {
		f.text, f.at = f.text[:n-1], f.at[:n-1]
	}
}

func (f *folder) fold() {
	for i := 0; i < len(f.source); {
		r, n := utf8.DecodeRuneInString(f.source[i:])
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\f':
			f.trimSpace()
			f.put('\n', i)
		case r <= ' ' || r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F:
			if f.last() != ' ' && f.last() != '\n' {
				f.put(' ', i)
			}
		case invisible(r):
		case r == '*' && strings.HasPrefix(f.source[i:], "**"): // bold in Markdown
			n = len("**")
		case r < 0x2460:
			f.put(r, i)
		case r >= 0x3300 && r < 0xF900:
			if f.traditional {
				if s, ok := fold.Simplified(r); ok {
					r = s
				}
			}
			f.put(r, i)
		default:
			if skip := phonetic(f.source[i:]); skip > 0 {
				n = skip
				break
			}
			f.putFolded(r, i)
		}
		if r == '(' {
			if skip := phonetic(f.source[i:]); skip > 0 {
				f.text, f.at = f.text[:len(f.text)-1], f.at[:len(f.at)-1]
				n = skip
			}
		}
		i += n
	}
	f.trimSpace()
}

// invisible reports whether r takes no room: soft hyphens, zero-width characters, direction marks, byte order marks.
func invisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF
}

// putFolded puts the compatibility form of r. Circled numbers stay, for they number items (①) where 1 would not.
func (f *folder) putFolded(r rune, from int) {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		f.put(r-0xFEE0, from)
	case r >= 0x3220 && r <= 0x3243, r >= 0x2474 && r <= 0x249B, r >= 0xF900 && r < 0xFB00, r >= 0xFE10 && r < 0xFE70, r >= 0xFF5F && r <= 0xFFEF:
		var buf [16]byte
		for _, c := range string(norm.NFKC.AppendString(buf[:0], string(r))) {
			if c == ' ' && (f.last() == ' ' || f.last() == '\n') {
				continue
			}
			f.put(c, from)
		}
	case r == '〖':
		f.put('【', from)
	case r == '〗':
		f.put('】', from)
	default:
		f.put(r, from)
	}
}

// longestPhonetic is the most bytes that a note of how to say a character takes, brackets included.
const longestPhonetic = 24

// phonetic is the length of a note at the start of s that says how the character before it is pronounced: 隰（xí）县.
// Plain lower-case letters count only with a tone, for （km） is none.
func phonetic(s string) int {
	open, n := utf8.DecodeRuneInString(s)
	if open != '(' && open != '（' {
		return 0
	}
	tone, letters := false, 0
	for i, r := range s[n:min(len(s), longestPhonetic)] {
		switch {
		case (r == ')' || r == '）') && tone && letters > 0:
			return n + i + utf8.RuneLen(r)
		case r >= 'a' && r <= 'z':
			letters++
		case strings.ContainsRune("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", r), r >= 'ㄅ' && r <= 'ㄩ', strings.ContainsRune("ˊˇˋ˙", r):
			tone = true
			letters++
		default:
			return 0
		}
	}
	return 0
}
