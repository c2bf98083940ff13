package source

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/policygraph/policygraph/loader/source/office"
)

// listFormats names the number formats of lists (type of HTML, list-style-type of CSS) as package office does.
func listFormats() map[string]string {
	return map[string]string{
		"": "decimal", "1": "decimal", "decimal": "decimal", "decimal-leading-zero": "decimalZero", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
		"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
		"cjk-ideographic": "chineseCounting", "trad-chinese-informal": "chineseCounting", "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
		"japanese-informal": "chineseCounting", "simp-chinese-formal": "chineseLegalSimplified", "trad-chinese-formal": "chineseLegalSimplified",
		"cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
	}
}

// listStyle is the style of the numbers of an ordered list, and whether it shows any.
func listStyle(n *html.Node) (format, mark string, shown bool) {
	kind := attr(n, "type")
	for part := range strings.SplitSeq(strings.ToLower(attr(n, "style")), ";") {
		key, value, _ := strings.Cut(part, ":")
		if key = strings.TrimSpace(key); key == "list-style-type" || key == "list-style" {
			for _, word := range strings.Fields(value) {
				if _, known := listFormats()[word]; known || word == "none" || word == "disc" || word == "circle" || word == "square" {
					kind = word
				}
			}
		}
	}
	format, shown = listFormats()[kind]
	mark = "."
	if strings.HasPrefix(format, "chinese") || strings.HasPrefix(format, "ideograph") { // browsers set 、 behind these
		mark = "、"
	}
	return format, mark, shown
}

// orderedList gives the numbers of the items of a list as a browser shows them; an item is none of its own list when it begins
// with a number itself, as in lists whose numbers a style sheet hides.
type orderedList struct {
	format, mark string
	next, step   int
}

func newOrderedList(n *html.Node) *orderedList {
	format, mark, shown := listStyle(n)
	if !shown || numbersItself(n) {
		return nil
	}
	l := &orderedList{format: format, mark: mark, next: 1, step: 1}
	if hasAttr(n, "reversed") {
		l.step, l.next = -1, 0
		for c := range n.ChildNodes() {
			if c.DataAtom == atom.Li {
				l.next++
			}
		}
	}
	if start, err := strconv.Atoi(strings.TrimSpace(attr(n, "start"))); err == nil {
		l.next = start
	}
	return l
}

// label is the number before an item.
func (l *orderedList) label(item *html.Node) string {
	if value, err := strconv.Atoi(strings.TrimSpace(attr(item, "value"))); err == nil {
		l.next = value
	}
	label := office.FormatNumber(l.format, l.next) + l.mark
	l.next += l.step
	return label
}

// numberedStart is a number at the start of an item.
var numberedStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]|第[一二三四五六七八九十百]+[条章节项]|[①-⑳])`)
})

// numbersItself reports whether most items of a list begin with a number.
func numbersItself(list *html.Node) bool {
	items, numbered := 0, 0
	for c := range list.ChildNodes() {
		if c.DataAtom == atom.Li {
			items++
			text, _ := shortText(c, 1<<20)
			if numberedStart().MatchString(text) {
				numbered++
			}
		}
	}
	return 2*numbered > items
}
