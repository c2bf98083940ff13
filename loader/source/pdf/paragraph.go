package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// region is a part of a page that is read from top to bottom: a page, or a column of one.
type region struct {
	lines       []*line
	left, right float64 // margins of its text
	known       bool    // it has enough lines to tell
}

// margins finds the left and right end of the text of a region.
func (r *region) margins() {
	r.left, r.right = math.Inf(1), math.Inf(-1)
	var lefts, rights []float64
	for _, l := range r.lines {
		if l.length() >= 12 {
			lefts, rights = append(lefts, l.left), append(rights, l.right)
		}
	}
	if r.known = len(lefts) >= 3; !r.known {
		for _, l := range r.lines {
			r.left, r.right = min(r.left, l.left), max(r.right, l.right)
		}
		if len(lefts) == 0 { // none of its lines is a full one
			r.right = math.Inf(1)
		}
		return
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	r.left, r.right = lefts[len(lefts)/10], rights[len(rights)-1-len(rights)/10]
}

// paragraphs puts the lines of a text together again.
type paragraphs struct {
	blocks      []Block
	text        strings.Builder
	last        *line
	room        float64 // how far before the right margin the last line ends, in ems
	left, right float64 // margins of the last region that told them
	waiting     []Block // footnotes that follow the paragraph they interrupt
}

// end ends the paragraph.
func (p *paragraphs) end() {
	if p.text.Len() > 0 {
		p.blocks = append(p.blocks, Block{Text: p.text.String()})
	}
	p.text.Reset()
	p.last = nil
	p.blocks = append(p.blocks, p.waiting...)
	p.waiting = nil
}

// region adds the lines of a part of a page.
func (p *paragraphs) region(r *region) {
	if r.known || p.right == 0 {
		p.left, p.right = r.left, r.right
	}
	for i, l := range r.lines {
		if p.last != nil {
			same := i > 0
			if p.goesOn(l, same) {
				p.text.WriteString(glue(p.last.text, l.text))
			} else {
				p.end()
			}
		}
		p.text.WriteString(l.text)
		p.last, p.room = l, (p.right-l.right)/l.em
	}
}

// goesOn reports whether a line goes on where the one before ends; same says that both stand in one region.
func (p *paragraphs) goesOn(l *line, same bool) bool {
	last, _ := utf8.DecodeLastRuneInString(p.last.text)
	if same && l.under(p.last) && strings.ContainsRune("、，（《“", last) { // a list in a cell
		return true
	}
	if open := unclosed(p.text.String()); open != 0 && strings.ContainsRune(l.text, open) && !listMark().MatchString(l.text) {
		return true
	}
	const enough = 10 // characters; the size of fewer says little
	if x, y := p.last.em, l.em; l.length() >= enough && (x > 1.25*y || y > 1.25*x) {
		return false
	}
	indented := l.left >= p.left+0.8*l.em
	if p.room > firstWord(l.text) || indented || same && l.farBelow(p.last) {
		return false
	}
	if headingMark().MatchString(l.text) && !strings.ContainsRune("、第（，", last) {
		return false
	}
	ends := strings.ContainsRune("。；！？：”）)", last)
	return !(ends && (p.room > atMargin || listMark().MatchString(l.text)))
}

// unclosed is the closing mark that the end of a text waits for; 0 when it waits for none.
func unclosed(text string) rune {
	const window = 360 // bytes; what is left open longer is a slip
	text = text[max(0, len(text)-window):]
	for _, pair := range []string{"（）", "《》", "“”", "〔〕"} {
		open, size := utf8.DecodeRuneInString(pair)
		mark, _ := utf8.DecodeRuneInString(pair[size:])
		if strings.LastIndex(text, string(open)) > strings.LastIndex(text, string(mark)) {
			return mark
		}
	}
	return 0
}

// atMargin is how near to the margin, in ems, a line comes that goes on after the end of a sentence.
const atMargin = 0.7

// firstWord is how much room the line before must have left when it was full, in ems: that of the first word of this one,
// which is a number or a Latin word or one Chinese character, and some play for marks that may not begin a line.
func firstWord(text string) float64 {
	rest := strings.TrimLeftFunc(text, func(r rune) bool { return r < utf8.RuneSelf && r != ' ' })
	return 1.7 + float64(len(text)-len(rest))/2
}

func listMark() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d{1,3}[.．、﹒](?:\D|$)|第[一二三四五六七八九十百\d]+[章节条]|附件|[①-⑳]|——)`)
}

// headingMark begins headings, and hardly ever a line in the middle of a sentence.
func headingMark() *regexp.Regexp {
	return regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)
}

// under reports whether l stands right below another line, as in a cell.
func (l *line) under(a *line) bool {
	return math.Abs(l.left-a.left) < a.em && l.top < a.top && !l.farBelow(a)
}

// farBelow reports whether more than a line is left empty between another line of the page and l.
func (l *line) farBelow(a *line) bool { return a.bottom-l.top > 2.2*a.em }
