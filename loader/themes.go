package loader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
	"github.com/policygraph/policygraph/loader/text"
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
func findThemes(v *text.Folded, spans []graph.Span) []themeHit {
	text := v.Text()
	var hits []themeHit
	for _, span := range outsideTitles(text, spans) {
		for at := span.Start; ; {
			n := strings.Index(text[at:span.End], culture)
			if n < 0 {
				break
			}
			end := at + n + len(culture)
			start := themeStart(text, at, at+n)
			if quoted := quotedBefore(text[at : at+n]); quoted != "" {
				start = at + n - len(quoted)
			}
			x := strings.Trim(text[start:at+n], "“”\"")
			if isTheme(x) && topic(x, text[end:span.End]) {
				hits = append(hits, themeHit{x + culture, text[start:end], graph.Span{Start: start, End: end}})
			}
			at = end
		}
	}
	return hits
}

// quotedBefore is the short quotation that text ends with: “三线” of “三线”文化.
func quotedBefore(text string) string {
	for _, pair := range []struct{ open, shut string }{{"“", "”"}, {`"`, `"`}} {
		if head, ok := strings.CutSuffix(text, pair.shut); ok {
			if n := strings.LastIndex(head, pair.open); n >= 0 && utf8.RuneCountInString(head[n:]) <= maxTheme {
				return text[n:]
			}
		}
	}
	return ""
}

// maxTheme is how many characters stand before 文化 in the name of a theme at most (优秀传统 is general, 妈祖, 大运河, 炎帝神农).
const maxTheme = 6

// themeStart is where the name begins that ends at end, not before from.
func themeStart(text string, from, end int) int {
	start, counted := end, 0
	for range maxTheme + 1 {
		r, size := utf8.DecodeLastRuneInString(text[from:start])
		if size == 0 || !unicode.Is(unicode.Han, r) || stopsTheme(r, text[from:start-size], text[start:end]) || leadsTheme(suffixRunes(text[from:start], 2)) {
			break
		}
		start -= size
		if start > from && strings.ContainsRune(classifiers, r) && countsBefore(text[from:start]) {
			counted = start + size // 多条|运河文化
		}
	}
	start = max(start, counted)
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

// classifiers are the characters that stand between a number and what is counted.
const classifiers = "条个项张批座种部处大"

// countsBefore reports whether a number that counts stands at the end of s.
func countsBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("多几数两二三四五六七八九十百余0123456789", r)
}

// stopsTheme reports whether r between before and after ends the name of a theme to the left; 和合 and 火把 are words.
func stopsTheme(r rune, before, after string) bool {
	return strings.ContainsRune(themeStops, r) && !(r == '和' && strings.HasPrefix(after, "合")) && !(r == '把' && strings.HasSuffix(before, "火"))
}

func leadsTheme(word string) bool {
	return themeLeads[word] || leads[word] || buildVerbs[word]
}

// topic reports whether what follows X文化 leaves it a thing of its own, and not a branch (文化产业) or the first part of
// another name (红色文化广场, 川南文化旅游经济带).
func topic(x, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if hasAnyPrefix(next, siteWords...) {
		return false
	}
	if strings.HasPrefix(next, "和旅游") && isRegion(x) {
		return false
	}
	if strings.HasPrefix(next, "旅游") {
		return !isRegion(x) && !hasAnyPrefix(next, "旅游区", "旅游节", "旅游带", "旅游城", "旅游局", "旅游厅", "旅游委",
			"旅游经济", "旅游圈", "旅游走廊", "旅游廊道", "旅游目的地", "旅游名城", "旅游胜地", "旅游周", "旅游集聚区", "旅游产业")
	}
	return !unicode.Is(unicode.Han, r) || strings.ContainsRune("等和与及的为在以并是之", r) || hasAnyPrefix(next, topicWords...) ||
		leadsTheme(prefixRunes(next, 2))
}

// isRegion reports whether x is a place or a part of the country, so that culture and tourism there are meant: 成都, 环成都,
// 川东北.
func isRegion(x string) bool {
	x = strings.TrimPrefix(x, "环")
	if n, _, _ := gazetteer.Match(x); n > 0 && n == len(x) {
		return true
	}
	first, size := utf8.DecodeRuneInString(x)
	return utf8.RuneCountInString(x) >= 2 && strings.ContainsRune(jointRunes, first) && strings.Trim(x[size:], "东南西北中") == "" || slices.Contains(regionNames, x)
}

// isTheme reports whether what stands before 文化 names one.
func isTheme(x string) bool {
	n := utf8.RuneCountInString(x)
	if strings.Trim(x, "省市县区州盟旗乡镇村") == "" { // 省文化和旅游发展领导小组
		return false
	}
	if n > maxTheme || generalCultures[x] || slices.Contains(themeAdjectives, x) {
		return false
	}
	for n := 4; n >= 2; n-- { // 优秀传统|…, …|历史
		if generalCultures[suffixRunes(x, n)] {
			return false
		}
	}
	return n > 1 || !strings.ContainsAny(x, oneWordNoTheme)
}
