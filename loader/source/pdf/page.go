package pdf

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"golang.org/x/text/unicode/norm"
)

// Lengths are in points. Pages are turned so that most of their text runs from left to right; x grows to the right and y
// to the top, from an origin that may lie outside the page.

// box is a rectangle.
type box struct{ left, bottom, right, top float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.top - b.bottom }
func (b box) middle() float64 { return (b.bottom + b.top) / 2 }
func (b box) center() float64 { return (b.left + b.right) / 2 }

func (b box) union(o box) box {
	return box{min(b.left, o.left), min(b.bottom, o.bottom), max(b.right, o.right), max(b.top, o.top)}
}

// turned is a box after quarter turns clockwise.
func (b box) turned(turn int) box {
	switch turn {
	case 1:
		return box{b.bottom, -b.right, b.top, -b.left}
	case 2:
		return box{-b.right, -b.top, -b.left, -b.bottom}
	case 3:
		return box{-b.top, b.left, -b.bottom, b.right}
	}
	return b
}

// glyph is a printed character.
type glyph struct {
	box
	s  string
	em float64 // size of the font
}

// printedPage is what is printed on one page.
type printedPage struct {
	glyphs   []glyph
	aside    []glyph // that run in another direction than most
	rules    []rule
	unmapped int  // characters of which the file does not say what they mean
	crowded  bool // with more drawn objects than are looked at
}

// page reads one page and closes it.
func (r *reader) page(index int) (*printedPage, error) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.document, Index: index})
	if err != nil {
		return nil, err
	}
	defer r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) //nolint:errcheck // nothing is lost
	at := requests.Page{ByReference: &loaded.Page}
	p := &printedPage{}
	if err := r.objects(at, p); err != nil {
		return nil, err
	}
	turn, err := r.text(at, p)
	for i := range p.rules {
		p.rules[i] = p.rules[i].turned(turn)
	}
	return p, err
}

// text reads the characters of a page and turns them so that most run from left to right; it says by how much.
func (r *reader) text(at requests.Page, p *printedPage) (turn int, err error) {
	loaded, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return 0, err
	}
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage}) //nolint:errcheck // nothing is lost
	count, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return 0, err
	}
	if count.Count > r.limits.PageText {
		return 0, tooMany("characters on a page", r.limits.PageText)
	}
	if r.chars += count.Count; r.chars > r.limits.Text {
		return 0, tooMany("characters", r.limits.Text)
	}
	text, err := r.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return 0, err
	}
	var byTurn [4][]glyph
	for i, c := range text.Chars {
		s, mapped := meaning(c.Text)
		if s == "" {
			continue
		}
		turn, straight := quarters(c.Angle)
		if !straight {
			continue // a watermark across the page
		}
		g, err := r.glyph(loaded.TextPage, i, c, turn)
		if err != nil {
			return 0, err
		}
		if g.em <= 0 || g.height() <= 0 || g.width() <= 0 { // the engine made it up between others
			continue
		}
		if g.s = s; !mapped {
			p.unmapped++
		}
		byTurn[turn] = append(byTurn[turn], g)
	}
	for i := range byTurn {
		if len(byTurn[i]) > len(byTurn[turn]) {
			turn = i
		}
	}
	p.glyphs = byTurn[turn]
	for i := range byTurn {
		if i != turn {
			p.aside = append(p.aside, byTurn[i]...)
		}
	}
	return turn, nil
}

// glyph is the place of a character, turned to run from left to right.
func (r *reader) glyph(page references.FPDF_TEXTPAGE, index int, c *responses.GetPageTextStructuredChar, turn int) (glyph, error) {
	at := c.PointPosition
	tight := box{at.Left, at.Bottom, at.Right, at.Top}.turned(turn)
	if turn == 0 {
		loose, err := r.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: index})
		if err != nil {
			return glyph{}, err
		}
		b := box{float64(loose.Rect.Left), float64(loose.Rect.Bottom), float64(loose.Rect.Right), float64(loose.Rect.Top)}
		if b.width() <= 0 && tight.width() > 0 { // the file gives it no width
			b.left, b.right = tight.left, tight.right
		}
		return glyph{box: b, em: b.height()}, nil
	}
	size, err := r.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: page, Index: index})
	if err != nil {
		return glyph{}, err
	}
	matrix, err := r.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: page, Index: index})
	if err != nil {
		return glyph{}, err
	}
	origin, err := r.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: page, Index: index})
	if err != nil {
		return glyph{}, err
	}
	em := size.FontSize * math.Hypot(float64(matrix.Matrix.C), float64(matrix.Matrix.D))
	from := box{origin.X, origin.Y, origin.X, origin.Y}.turned(turn)
	b := box{from.left, from.bottom - descent*em, max(tight.right, from.left), from.bottom + (1-descent)*em}
	if r0, _ := utf8.DecodeRuneInString(c.Text); wide(r0) {
		b.right = from.left + em
	}
	return glyph{box: b, em: em}, nil
}

// descent is how far a character reaches below the line it stands on, in ems.
const descent = 0.14

// quarters is by how many quarter turns clockwise a character has to be turned to stand upright; the engine gives its
// angle clockwise. straight is false when that makes it not nearly so.
func quarters(angle float64) (turn int, straight bool) {
	const nearly = 0.1 // radians; a scanned page may lie askew
	turns := angle / (math.Pi / 2)
	whole := math.Round(turns)
	return ((4-int(whole)%4)%4 + 4) % 4, math.Abs(turns-whole)*math.Pi/2 < nearly
}

// meaning is the text of a character as the engine gives it, empty for what is none. mapped is false when the file does
// not say what it is.
func meaning(s string) (text string, mapped bool) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case s == "" || r == utf8.RuneError || r >= 0xFFFE && r <= 0xFFFF:
		return string(utf8.RuneError), false
	case r == '\r' || r == '\n':
		return "", true
	case r == 2: // stands for a hyphen at the end of a line
		return "-", true
	case unicode.IsControl(r):
		return string(utf8.RuneError), false
	case unicode.IsSpace(r):
		return " ", true
	case unicode.Is(unicode.Co, r): // for private use; symbols of lists
		return s, false
	case 0x2E80 <= r && r <= 0x2FDF, 0xF900 <= r && r <= 0xFAFF: // radicals, which some fonts give for characters of the same shape
		return norm.NFKC.String(s), true
	}
	if visible(r) < 0 {
		return "", true
	}
	return s, true
}

// wide reports whether a character is as wide as the font is high.
func wide(r rune) bool {
	return r >= 0x2E80 && (r < 0xFF61 || r > 0xFFDC) || 0x3000 <= r && r <= 0x303F
}

// visible drops what has no width and no meaning.
func visible(r rune) rune {
	if r == '\u00ad' || r == '\ufeff' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
		return -1
	}
	return r
}
