package loader

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// The parts of the number of a document (发文字号) in folded text. A code (机关代字) may hold letters and spaces; alone it has
// at most 13 characters, longer ones have the end of a title before them or are the name of a body that gives an order.
const (
	codePart  = `[\p{Han}A-Za-z](?: ?[\p{Han}A-Za-z]){0,23}`
	ownPart   = `[\p{Han}A-Za-z](?: ?[\p{Han}A-Za-z]){0,12}`
	yearPart  = ` ?[〔\[(【] ?(?:(?:19|20)\d\d|[二一][〇○零九八一二三四五六七]{3}) ?年? ?[〕\])】] ?`
	countPart = `(?:第 ?)?(?:\d{1,5}|[一二三四五六七八九十百〇○零]{1,6}) ?号`
	orderPart = `(?:(?:19|20)\d\d ?年 ?)?第 ?(?:\d{1,5}|[一二三四五六七八九十百〇○零]{1,6}) ?号`
)

var (
	// numberForm is a number with a year in brackets: 国办发〔2018〕128号.
	numberForm = regexp.MustCompile(`(` + codePart + `)` + yearPart + countPart)
	// ownNumber is a line, or the value of a field, that is the number of the document itself, orders (国务院令第723号) and
	// notices (国家税务总局公告2022年第10号, 2021年第3号) too. Brackets may be around it, who signs (签发人) after it.
	ownNumber = regexp.MustCompile(`^[(\[〔【]? ?((?:` + ownPart + `)?` + yearPart + countPart + `|(?:` + codePart + `(?:令|公告|通告) ?)?` + orderPart + `) ?[)\]〕】]?(?: +签发人.*)?$`)
	// headNumber is a number behind the words of a red head on one line: 澄江县人民政府文件 澄政发〔2023〕14号.
	headNumber = regexp.MustCompile(`文件 ?(` + ownPart + yearPart + countPart + `)(?: +签发人.*)?$`)
)

// longestNumberLine is how many bytes a line has at most that is a number: a long code with spaces and who signs.
const longestNumberLine = 200

// numberLine finds the document's own number on a line that holds nothing else; empty when it holds other things.
func (v *view) numberLine(line graph.Span) graph.Span {
	if line.Len() > longestNumberLine {
		return graph.Span{}
	}
	text := strings.TrimLeft(v.Slice(line), "*# ")
	start := line.End - len(text)
	for _, form := range []*regexp.Regexp{ownNumber, headNumber} {
		if m := form.FindStringSubmatchIndex(strings.TrimRight(text, " ")); m != nil {
			s := graph.Span{Start: start + m[2], End: start + m[3]}
			if ownCode(v.Text(), s) != s {
				return graph.Span{} // a short title runs into it
			}
			return s
		}
	}
	return graph.Span{}
}

// readNumber finds the document's own number (发文字号): on a line of its own, behind the title on one line, or else the
// first at the head that is not said of another document.
func (h *head) readNumber(v *view, limit int) {
	end := max(limit, 600)
	for _, line := range v.Lines() {
		if line.Start >= end {
			break
		}
		if s := v.numberLine(line); s.Len() > 0 {
			h.number = squeeze(v.Printed(s))
			return
		}
	}
	window := v.Text()[:min(len(v.Text()), limit)]
	for _, m := range numbers(window) {
		if code := strings.IndexAny(window[m.Start:m.End], "〔[(【"); !saidOfAnother(window[:m.Start+max(0, code)]) {
			h.number = squeeze(v.Printed(ownCode(window, m)))
			return
		}
	}
}

// saidOfAnother reports whether the words before a number say that it is that of another document: a clause does, and a
// bracket but behind the title of this one.
func saidOfAnother(before string) bool {
	line := strings.TrimRight(lastLine(before), " ")
	if title, ok := strings.CutSuffix(line, "("); ok {
		title = strings.TrimRight(title, " ")
		return genreEnd(title) != len(title) || strings.HasSuffix(title, "》")
	}
	if strings.Contains(line, "《") && !strings.Contains(line, "通知") && !strings.HasSuffix(line, "》") {
		return true
	}
	return strings.Contains(line, "根据") || strings.Contains(line, "按照") || strings.ContainsAny(line, "。;:,")
}

// shortestTitle is how many characters a title has at least: 甲县年度方案.
const shortestTitle = 6

// longestCode is how many characters a code has at most: 财办发明电 and the like; a longer one has a title before it.
const longestCode = 10

// ownCode is the number at m without the end of the title that runs into it: …若干意见国发〔2011〕12号.
func ownCode(text string, m graph.Span) graph.Span {
	code := text[m.Start:m.End]
	i := strings.IndexAny(code, "〔[(【")
	if i < 0 {
		return m
	}
	code = code[:i]
	start := 0
	for _, g := range genres {
		for from := 0; ; {
			i := strings.Index(code[from:], g)
			if i < 0 {
				break
			}
			from += i + len(g)
			if n := utf8.RuneCountInString(code[from:]); n < 2 || n > longestCode || utf8.RuneCountInString(code[:from]) < shortestTitle {
				continue
			}
			if strings.HasSuffix(code[:from-len(g)], "的") {
				return graph.Span{Start: m.Start + from, End: m.End}
			}
			if start == 0 {
				start = from
			}
		}
	}
	return graph.Span{Start: m.Start + start, End: m.End}
}

// numbers finds the numbers of documents in a text: what ends in 号 is looked at, nothing else.
func numbers(text string) []graph.Span {
	const longest = 120 // bytes; a long code with spaces
	var out []graph.Span
	for end := 0; ; {
		i := strings.Index(text[end:], "号")
		if i < 0 {
			return out
		}
		start := max(end, end+i-longest)
		end += i + len("号")
		for start < end && !utf8.RuneStart(text[start]) {
			start++
		}
		if m := numberForm.FindStringIndex(text[start:end]); m != nil {
			out = append(out, graph.Span{Start: start + m[0], End: start + m[1]})
		}
	}
}

func lastLine(text string) string { return text[strings.LastIndexByte(text, '\n')+1:] }
