package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// sameStart is how many characters at their start two sentences of one task must share to count as printed twice.
const sameStart = 20

// duplicates warns of sentences that a task prints twice, wholly or from the start on.
func (d *reader) duplicates() {
	v := d.view
	for i := range d.items {
		seen := map[string]graph.Span{}
		for _, text := range d.items[i].texts {
			for start := text.Start; start < text.End; {
				end := text.End
				if k := strings.Index(v.Text()[start:text.End], "。"); k >= 0 {
					end = start + k + len("。")
				}
				s := v.trimSpace(graph.Span{Start: start, End: end})
				start = end
				key := firstRunes(v.Slice(s), sameStart)
				first, again := seen[key]
				switch {
				case utf8.RuneCountInString(key) < sameStart:
				case !again:
					seen[key] = s
				default:
					s.End = s.Start + shared(v.Slice(first), v.Slice(s))
					d.warnings.add(warnDuplicate, "the task has this twice", s)
				}
			}
		}
	}
}

// firstRunes is the start of a text of at most n characters.
func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// shared is how many bytes two texts have in common at their start, whole characters.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}
