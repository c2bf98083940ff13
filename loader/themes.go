package loader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// themeHit is one naming of a cultural theme (文化主题) in a text.
type themeHit struct {
	Name    string
	Surface string
	Span    graph.Span
}

const culture = "文化"

// findThemes finds the cultural themes that text names within spans: X文化 as something that the task is about (关公文化,
// 红色文化). Kinds of culture that any plan has (公共文化, 历史文化) and culture as a branch (文化产业, 文化厅) are none.
func findThemes(text string, spans []graph.Span) []themeHit {
	var hits []themeHit
	for _, span := range outsideTitles(text, spans) {
		for at := span.Start; ; {
			n := strings.Index(text[at:span.End], culture)
			if n < 0 {
				break
			}
			end := at + n + len(culture)
			start := themeStart(text, at, at+n)
			if x := text[start : at+n]; isTheme(x) && topic(text[end:span.End]) {
				name := text[start:end]
				hits = append(hits, themeHit{name, name, graph.Span{Start: start, End: end}})
			}
			at = end
		}
	}
	return hits
}

// maxTheme is how many characters stand before 文化 in the name of a theme at most (优秀传统 is general, 妈祖, 大运河, 炎帝神农).
const maxTheme = 6

// themeStart is where the name begins that ends at end, not before from.
func themeStart(text string, from, end int) int {
	start := end
	for range maxTheme + 1 {
		r, size := utf8.DecodeLastRuneInString(text[from:start])
		if size == 0 || !unicode.Is(unicode.Han, r) || strings.ContainsRune(themeStops, r) || leadsTheme(suffixRunes(text[from:start], 2)) {
			break
		}
		start -= size
	}
	for again := true; again; {
		again = false
		for _, w := range themeAdjectives {
			if strings.HasPrefix(text[start:end], w) && len(w) < end-start {
				start, again = start+len(w), true
			}
		}
	}
	return start
}

func leadsTheme(word string) bool {
	return themeLeads[word] || leads[word] || buildVerbs[word]
}

// topic reports whether what follows X文化 leaves it a thing of its own, and not a branch (文化产业) or the first part of
// another name (红色文化广场).
func topic(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if strings.HasPrefix(next, "旅游") {
		return !hasAnyPrefix(next, "旅游区", "旅游节", "旅游带", "旅游城", "旅游局", "旅游厅", "旅游委")
	}
	return !unicode.Is(unicode.Han, r) || strings.ContainsRune("等和与及的为在以并是之", r) || hasAnyPrefix(next, topicWords...) ||
		leadsTheme(prefixRunes(next, 2))
}

// isTheme reports whether what stands before 文化 names one.
func isTheme(x string) bool {
	n := utf8.RuneCountInString(x)
	if n == 0 || n > maxTheme || generalCultures[x] || slices.Contains(themeAdjectives, x) {
		return false
	}
	for n := 4; n >= 2; n-- { // 优秀传统|…, …|历史
		if generalCultures[suffixRunes(x, n)] {
			return false
		}
	}
	return n > 1 || !strings.ContainsAny(x, oneWordNoTheme)
}
