package loader

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// head is what a document says of itself as a whole.
type head struct {
	title      string
	notice     string // title of the notice that covers the plan, in folded form
	number     string // 发文字号
	issued     string
	published  string
	address    string // of the site, on the line of the day of publication
	issuers    []actor
	addressees []actor
}

// headLimit is how many bytes from the start of the text, and as many from its end, are searched for what a document says of itself.
const headLimit = 6000

// genres end titles of documents (文种), longer ones first.
var genres = []string{
	"行动计划", "实施方案", "工作方案", "指导意见", "实施意见", "若干意见", "若干措施", "任务分工", "分工方案", "任务清单", "重点任务", "工作要点", "通知", "意见", "决定", "批复", "方案",
	"规划", "计划", "措施", "办法", "纲要", "规定", "细则", "要点", "清单", "台账", "条例", "公告", "通告", "报告", "函", "政策", "分解表", "分工表", "任务表", "责任表",
}

var (
	dayForm     = regexp.MustCompile(`((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`)
	hanDayForm  = regexp.MustCompile(`([一二三四五六七八九○〇零Ο]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日`)
	isoDayForm  = regexp.MustCompile(`((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})`)
	siteForm    = regexp.MustCompile(`(?:https?://)?(?:[a-z0-9-]+\.)+gov\.cn(?:/[!-~]*)?`)
	issueNotice = regexp.MustCompile(`关于(?:印发|转发|批转|发布|公布|下发)\s?(.+?)的\s?(?:通知|公告|函|决定)$`)
)

// readHead reads what stands before the first number, up to limit, and after the last.
func readHead(v *view, out *outline, limit int) *head {
	h := &head{}
	h.readTitle(v, limit)
	h.readNumber(v, limit)
	h.readDates(v, limit, out.parts)
	h.readMeta(v, limit)
	return h
}

// readTitle finds the title: the lines that end in the name of a genre, joined when it was broken.
func (h *head) readTitle(v *view, limit int) {
	var titles []graph.Span
	for i := 0; i < len(v.Lines()) && v.Lines()[i].Start < max(limit, 1); i++ {
		line := v.Lines()[i]
		line.End = min(line.End, line.Start+headLimit/4)
		for line.End < len(v.Text()) && !utf8.RuneStart(v.Text()[line.End]) {
			line.End--
		}
		if start := i + 1; len(titles) < 4 {
			t, used := v.titleAt(line, start, limit)
			if t.Len() > 0 {
				titles = append(titles, t)
				i += used
			}
		}
	}
	if len(titles) == 0 {
		return
	}
	h.title = v.titleText(titles[0])
	folded := squeeze(v.Slice(titles[0]))
	if m := issueNotice.FindStringSubmatchIndex(folded); m != nil {
		h.notice = folded
		inner := strings.TrimSpace(folded[m[2]:m[3]])
		plain := func(s string) string {
			return strings.NewReplacer("《", "", "》", "", "<", "", ">", "").Replace(squeeze(s))
		}
		for _, t := range titles[1:] {
			if plain(v.Slice(t)) == plain(inner) {
				h.title = v.titleText(t)
				return
			}
		}
		if strings.HasPrefix(inner, "《") && strings.HasSuffix(inner, "》") && strings.Count(inner, "《") == 1 {
			inner = strings.TrimSuffix(strings.TrimPrefix(inner, "《"), "》")
		}
		h.title = inner
	}
}

// state takes the title that a page states for its article, unless the guess from the text agrees with it. As in the text, a
// notice that brings a plan leaves the title to the plan.
func (h *head) state(title string) {
	stated, guess := squeeze(title), squeeze(h.title)
	if genreEnd(stated) != len(stated) || utf8.RuneCountInString(guess) >= leastTitle && strings.Contains(stated, guess) {
		return
	}
	h.title = title
	if m := issueNotice.FindStringSubmatch(title); m != nil {
		h.title = strings.Trim(m[1], "《》 ")
	}
}

// leastTitle is how short a title may be, in characters: shorter ones are the name of a genre with a word before it.
const leastTitle = 6

// titleText is a title as printed, the gaps of broken lines closed.
func (v *view) titleText(t graph.Span) string {
	parts := strings.Fields(v.Printed(t))
	return strings.Join(parts, " ")
}

// titleAt reads a title that starts with a line and may go on in the next two; used is how many more lines it takes.
func (v *view) titleAt(line graph.Span, next, limit int) (graph.Span, int) {
	line.Start += len(v.Slice(line)) - len(strings.TrimLeft(v.Slice(line), "# "))
	text := v.Slice(line)
	if v.apart(line) || readMarker(text).length > 0 || strings.HasPrefix(text, "附件") || strings.ContainsAny(text, ">|@") && !strings.Contains(text, "<") || strings.HasSuffix(text, ":") {
		return graph.Span{}, 0
	}
	if end := genreEnd(text); end > 0 {
		return graph.Span{Start: line.Start, End: line.Start + end}, 0
	}
	if !broken(text) {
		return graph.Span{}, 0
	}
	joined := text
	for used := 1; used <= 2 && next+used-1 < len(v.Lines()); used++ {
		more := v.Lines()[next+used-1]
		text := v.Slice(more)
		if more.Start >= limit || v.apart(more) || !broken(text) || readMarker(text).length > 0 {
			return graph.Span{}, 0
		}
		joined += text
		if end := genreEnd(joined); end > len(joined)-len(text) {
			return graph.Span{Start: line.Start, End: more.Start + len(text) - (len(joined) - end)}, used
		}
	}
	return graph.Span{}, 0
}

// beginsWithNumber reports whether text begins with the number of a document.
func beginsWithNumber(text string) bool {
	m := numberForm.FindStringIndex(text[:min(len(text), longestNumberLine)])
	return m != nil && m[0] == 0
}

// notePattern is a line that says who may see a document or how it was published: （此件公开发布）.
var notePattern = regexp.MustCompile(`^\([^()]{2,30}\)$`)

// apart reports whether a line at the head of a document stands apart from the title: a number, a day, a note in
// brackets, the head printed in red (…文件).
func (v *view) apart(line graph.Span) bool {
	text := strings.TrimSpace(v.Slice(line))
	if d, at, end := readDay(text); d != "" && end == len(text) && (at == 0 || signs(strings.TrimSpace(text[:at]))) {
		return true
	}
	return v.numberLine(line).Len() > 0 || notePattern.MatchString(text) || strings.HasSuffix(squeeze(text), "文件") && !strings.Contains(text, "关于")
}

// broken reports whether a line can be part of a title that goes on.
func broken(text string) bool {
	return utf8.RuneCountInString(text) <= longestHeading && !strings.ContainsAny(text, "。;:!?") && strings.IndexFunc(text, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }) >= 0
}

// genreEnd is where a title ends in a line, 0 when the line holds none: at the name of a genre that ends the line or is followed by a year, a
// note, the number of the document, a full stop or the addressees.
func genreEnd(text string) int {
	limit := min(len(text), 80*3)
	best := 0
	for _, g := range genres {
		for from := 0; from < limit; {
			i := strings.Index(text[from:], g)
			if i < 0 {
				break
			}
			end := from + i + len(g)
			from = end
			if end > limit || best > 0 && end >= best {
				break
			}
			if n := afterGenre(text[end:]); n >= 0 && utf8.RuneCountInString(text[:end]) >= shortestTitle && titled(text[:end+n]) {
				best = end + n
				break
			}
		}
	}
	return best
}

// titled reports whether text can be a title: no sentence, and no clause but inside 《》 or “”.
func titled(text string) bool {
	return !strings.ContainsAny(text, "。;:!") && strings.Count(text, ",") <= 1 && !strings.HasPrefix(text, "根据") && !strings.HasPrefix(text, "为") && !strings.HasPrefix(text, "按照") &&
		strings.Count(text, "《") == strings.Count(text, "》") && strings.Count(text, "<") == strings.Count(text, ">")
}

// longestTitleNote is how many bytes a bracket at the end of a title has at most: （2021—2025年）, （征求意见稿）.
const longestTitleNote = 60

// afterGenre is how much of what follows the name of a genre belongs to the title, -1 when no title can end there.
func afterGenre(rest string) int {
	n := 0
	for _, close := range []string{"》", ">", "”"} {
		if after, ok := strings.CutPrefix(rest, close); ok {
			n, rest = n+len(close), after
		}
	}
	if strings.HasPrefix(rest, "(") {
		i := strings.IndexByte(rest, ')')
		if i < 0 || i > longestTitleNote {
			return -1
		}
		if ownNumber.MatchString(rest[:i+1]) { // …的通知(国办发〔2018〕1号)
			return n
		}
		n, rest = n+i+1, rest[i+1:]
	}
	switch {
	case rest == "", rest[0] == ' ', rest[0] == '\n', strings.HasPrefix(rest, "。"):
		return n
	case beginsWithNumber(rest):
		return n
	case strings.HasPrefix(rest, "各") && strings.Contains(rest[:min(len(rest), 200)], ":"):
		return n
	}
	return -1
}

// readDates finds the day of issue (成文日期), which fills its line or ends the text, and the day of publication.
func (h *head) readDates(v *view, limit int, attachments []graph.Span) {
	for i := range v.Lines() {
		line := v.Lines()[i]
		if line.Start > limit {
			break
		}
		h.dayLine(v, i)
		if h.published != "" || line.Len() > 300 || v.metaFields(line) != nil {
			continue
		}
		if m := isoDayForm.FindStringSubmatch(v.Slice(line)); m != nil {
			h.published = day(m[1], m[2], m[3])
			h.address = siteForm.FindString(v.Slice(line))
		}
	}
	if h.issued == "" && len(attachments) > 0 { // the signature stands before the first attachment
		const near = 8 // lines
		last := v.lineAt(attachments[0].Start)
		for i := last - 1; i >= max(0, last-near); i-- {
			h.dayLine(v, i)
		}
	}
	for i := len(v.Lines()) - 1; i >= 0 && h.issued == "" && v.Lines()[i].Start > len(v.Text())-headLimit; i-- {
		h.dayLine(v, i)
	}
}

// dayLine takes a line that holds a day and nothing else but, before it, who signs. The signature may stand on the lines before.
func (h *head) dayLine(v *view, i int) {
	line := v.Lines()[i]
	text := v.Slice(line)
	from := max(0, len(text)-200)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	if h.issued != "" || !strings.Contains(text[from:], "日") {
		return
	}
	d, at, end := readDay(text[from:])
	if d == "" {
		return
	}
	at, end = at+from, end+from
	after := strings.TrimLeft(text[end:], " ")
	if after != "" && !strings.HasPrefix(after, "(") && !strings.HasPrefix(after, "印发") {
		return
	}
	signature := graph.Span{Start: line.Start, End: line.Start + at}
	if before := strings.TrimSpace(text[:at]); before != "" {
		if k := strings.LastIndexAny(before, "。;)”:"); k >= 0 {
			_, n := utf8.DecodeRuneInString(before[k:])
			signature.Start += k + n
		}
		if s := v.Slice(signature); utf8.RuneCountInString(s) > longestHeading || strings.ContainsAny(s, "《》,自从至到于") {
			return
		}
	}
	h.issued = d
	h.sign(v, signature, i)
}

// sign reads the bodies that sign before a day, on its line or on the lines before it.
func (h *head) sign(v *view, s graph.Span, line int) {
	for ; ; line-- {
		if s = v.trimSpace(s); s.Len() > 0 {
			list := nameList{v: v}
			names := strings.Fields(v.Slice(s))
			at := s.Start
			for _, name := range names {
				at += strings.Index(v.Text()[at:s.End], name)
				list.put(graph.Span{Start: at, End: at + len(name)}, false)
				at += len(name)
			}
			for _, a := range list.actors {
				if bodyEnding(a.name) == "" && a.name != "国务院" || !plausibleName(a.name) {
					return
				}
			}
			h.issuers = append(list.actors, h.issuers...)
		}
		if line == 0 || len(h.issuers) > 0 && !signs(v.Slice(v.Lines()[line-1])) || len(h.issuers) == 0 && s.Len() > 0 {
			return
		}
		s = v.Lines()[line-1]
		if !signs(v.Slice(s)) {
			return
		}
	}
}

// signs reports whether a line holds nothing but names of bodies.
func signs(text string) bool {
	if utf8.RuneCountInString(text) > longestHeading || text == "" {
		return false
	}
	for name := range strings.FieldsSeq(text) {
		if strings.ContainsAny(name, "。,;:、") || !strings.Contains(name, "国务院") && (bodyEnding(name) == "" || !plausibleName(name)) {
			return false
		}
	}
	return genreEnd(text) == 0
}

// readDay finds the last day in text: YYYY-MM-DD and where it stands.
func readDay(text string) (d string, start, end int) {
	if all := dayForm.FindAllStringSubmatchIndex(text, -1); all != nil {
		m := all[len(all)-1]
		return day(text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]]), m[0], m[1]
	}
	if all := hanDayForm.FindAllStringSubmatchIndex(text, -1); all != nil {
		m := all[len(all)-1]
		year := 0
		for _, r := range text[m[2]:m[3]] {
			year = year*10 + max(0, strings.IndexRune(hanDigits, r)/3)
		}
		month, _ := hanNumber(text[m[4]:m[5]])
		dom, _ := hanNumber(text[m[6]:m[7]])
		return day(strconv.Itoa(year), strconv.Itoa(month), strconv.Itoa(dom)), m[0], m[1]
	}
	return "", 0, 0
}

// daysOf is how many days each month can have.
var daysOf = [13]int{1: 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func day(year, month, dom string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dom)
	if m < 1 || m > 12 || d < 1 || d > daysOf[m] || m == 2 && d == 29 && y%4 != 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
