package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pdfPage is one page of a PDF file. Lengths are in points; the origin is at the bottom left.
type pdfPage struct {
	height float64
	lines  []pdfLine
}

// pdfLine is one printed line.
type pdfLine struct {
	text                     string
	left, right, bottom, top float64
}

// char adds a character with its box to a line.
func (l *pdfLine) char(s string, left, right, bottom, top float64) {
	r, _ := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || r >= 0xFFFE || unicode.IsControl(r) {
		return
	}
	if 0x2E80 <= r && r <= 0x2FDF { // radicals, which some fonts give for the characters of the same shape
		s = norm.NFKC.String(s)
	}
	l.text += s
	if unicode.IsSpace(r) {
		return
	}
	if l.top == 0 && l.bottom == 0 {
		l.left, l.right, l.bottom, l.top = left, right, bottom, top
		return
	}
	l.left, l.right = min(l.left, left), max(l.right, right)
	l.bottom, l.top = min(l.bottom, bottom), max(l.top, top)
}

// cellGap is the gap between characters of one line from which on they belong to two cells, in ems. Justified lines and
// spread headings (总　则) stay below.
const (
	cellGap = 2.5
	usualEm = 14.0 // points; stands for the size of the letters until a line tells it
	emRunes = 6    // characters from which on a line tells the size of its letters
)

// apart reports whether a character with this box stands in another line or cell than l.
func (l *pdfLine) apart(em float64, s string, left, bottom, top float64) bool {
	if l.top == l.bottom || strings.TrimFunc(s, isBlank) == "" {
		return false
	}
	return bottom > l.top || top < l.bottom-em || left > l.right+cellGap*em
}

func (p *pdfPage) add(l pdfLine) {
	if l.text = strings.TrimFunc(strings.Map(visible, l.text), isBlank); l.text != "" {
		p.lines = append(p.lines, l)
	}
}

// em is the width of a Chinese character of the line, by its width and characters (others count half).
func (l *pdfLine) em() float64 {
	half := 0
	for _, r := range l.text {
		half++
		if r > 0x2000 {
			half++
		}
	}
	return (l.right - l.left) * 2 / float64(max(half, 1))
}

const (
	// marginShare is the share of the height of a page, at its top and bottom, in which running heads and page numbers
	// stand.
	marginShare = 0.12
	// headPages is on how many pages a line must stand at least to be a running head.
	headPages = 3
)

func pageNumber() *regexp.Regexp {
	return regexp.MustCompile(`^[-—–―－_·•.\s]*(?:第\s*)?(?:[0-9０-９]{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/／,，共]\s*(?:共\s*)?[0-9]{1,4}(?:\s*页)?)?[-—–―－_·•.\s]*$`)
}

func digits() *regexp.Regexp { return regexp.MustCompile(`[0-9０-９]+`) }

// joinPages is the text of a document: page numbers and running heads dropped, and wrapped lines joined.
func joinPages(pages []pdfPage) string {
	dropFurniture(pages)
	left, right := 0.0, 0.0
	var lines []pdfLine
	var room []float64  // how far before the right margin of its page the line ends, in ems
	var indented []bool // the line starts to the right of the left margin of its page
	for _, p := range pages {
		if l, r, ok := p.margins(); ok {
			left, right = l, r
		}
		for _, l := range p.lines {
			lines = append(lines, l)
			room = append(room, (right-l.right)/l.em())
			indented = append(indented, l.left >= left+0.8*l.em())
		}
	}
	var b strings.Builder
	for i := range lines {
		switch {
		case i == 0:
		case lines[i].under(&lines[i-1]) && strings.ContainsAny(lastRune(lines[i-1].text), "、，（《“"): // a list in a cell
		case room[i-1] <= firstWord(lines[i].text) && !indented[i] && goesOn(&lines[i-1], &lines[i]):
			b.WriteString(glue(lines[i-1].text, lines[i].text))
		default:
			b.WriteByte('\n')
		}
		b.WriteString(lines[i].text)
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// firstWord is how much room the line before must have left when it was full, in ems: that of the first word of this one,
// which is a number or a Latin word or one Chinese character, and some play for marks that may not begin a line.
func firstWord(text string) float64 {
	rest := strings.TrimLeftFunc(text, func(r rune) bool { return r < utf8.RuneSelf })
	return 1.7 + float64(len(text)-len(rest))/2
}

// margins are the left and the right end of the lines of a page; ok is false when it has too few to tell.
func (p *pdfPage) margins() (left, right float64, ok bool) {
	var lefts, rights []float64
	for _, l := range p.lines {
		if utf8.RuneCountInString(l.text) >= 12 {
			lefts, rights = append(lefts, l.left), append(rights, l.right)
		}
	}
	if len(lefts) < 3 {
		return 0, 0, false
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	return lefts[len(lefts)/10], rights[len(rights)-1-len(rights)/10], true
}

func listMark() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d{1,3}[.．、﹒](?:\D|$)|第[一二三四五六七八九十百\d]+[章节条]|附件|[①-⑳]|——)`)
}

// goesOn reports whether line b goes on where the full line a ends: in letters of the same size, and not with the mark of
// a new item after the end of a sentence.
func goesOn(a, b *pdfLine) bool {
	const enough = 10 // characters; the width of fewer says little of their size
	if x, y := a.em(), b.em(); utf8.RuneCountInString(b.text) >= enough && (x > 1.25*y || y > 1.25*x) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.text)
	return !b.farBelow(a) && !(strings.ContainsRune("。；！？：”）)", last) && listMark().MatchString(b.text))
}

// under reports whether l stands right below another line, as in a cell.
func (l *pdfLine) under(a *pdfLine) bool {
	return abs(l.left-a.left) < a.em() && l.top < a.top && !l.farBelow(a)
}

// farBelow reports whether more than a line is left empty between another line of the page and l.
func (l *pdfLine) farBelow(a *pdfLine) bool { return a.bottom-l.top > 2.2*a.em() }

func abs(x float64) float64 { return max(x, -x) }

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// glue is what stands between two parts of a wrapped line: a space between Latin words, else nothing.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	letter := func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }
	if letter(x) && letter(y) {
		return " "
	}
	return ""
}

// dropFurniture drops page numbers, and lines that stand on many pages alike, from the tops and bottoms of pages.
func dropFurniture(pages []pdfPage) {
	number, anyDigits := pageNumber(), digits()
	key := func(l *pdfLine) string { return anyDigits.ReplaceAllString(squeeze(l.text), "0") }
	count := map[string]int{}
	for _, p := range pages {
		seen := map[string]bool{}
		for i := range p.lines {
			if k := key(&p.lines[i]); p.inMargin(&p.lines[i]) && !seen[k] {
				seen[k] = true
				count[k]++
			}
		}
	}
	for i := range pages {
		p := &pages[i]
		p.lines = slices.DeleteFunc(p.lines, func(l pdfLine) bool {
			return p.inMargin(&l) && (number.MatchString(l.text) || count[key(&l)] >= headPages && 2*count[key(&l)] >= len(pages))
		})
	}
}

func (p *pdfPage) inMargin(l *pdfLine) bool {
	return l.top < p.height*marginShare || l.bottom > p.height*(1-marginShare)
}

// isBlank reports white space and marks without width.
func isBlank(r rune) bool { return unicode.IsSpace(r) || visible(r) < 0 }

// visible drops what has no width and no meaning.
func visible(r rune) rune {
	if r == '\u00ad' || r == '\ufeff' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
		return -1
	}
	return r
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
