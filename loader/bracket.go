package loader

import (
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/text"
)

// bracketDepth is how deep brackets may nest; deeper ones are read as if they were not there.
const bracketDepth = 8

// brackets finds the outermost brackets of each line of the view, and those that have no partner.
func (v *view) brackets() (pairs, lonely []graph.Span) {
	type open struct{ at, kind int }
	for _, line := range v.Lines() {
		var stack []open
		first := len(pairs)
		for i, r := range v.Slice(line) {
			at := line.Start + i
			k, opens := text.Bracket(r)
			if k < 0 {
				continue
			}
			if opens {
				if len(stack) < bracketDepth {
					stack = append(stack, open{at, k})
				}
				continue
			}
			j := len(stack) - 1
			for j >= 0 && stack[j].kind != k {
				j--
			}
			end := at + utf8.RuneLen(r)
			if j < 0 {
				if !numbersItem(v.Text()[line.Start:at]) {
					lonely = append(lonely, graph.Span{Start: at, End: end})
				}
				continue
			}
			for _, o := range stack[j+1:] {
				lonely = append(lonely, v.character(o.at))
			}
			pair := graph.Span{Start: stack[j].at, End: end}
			stack = stack[:j]
			for len(pairs) > first && pair.Contains(pairs[len(pairs)-1]) {
				pairs = pairs[:len(pairs)-1]
			}
			pairs = append(pairs, pair)
		}
		for _, o := range stack {
			lonely = append(lonely, v.character(o.at))
		}
	}
	return pairs, lonely
}

// character is the span of the character at this place of the view.
func (v *view) character(at int) graph.Span {
	_, n := utf8.DecodeRuneInString(v.Text()[at:])
	return graph.Span{Start: at, End: at + n}
}

// numbersItem reports whether a closing bracket after text belongs to a number such as 1).
func numbersItem(text string) bool {
	i := len(text)
	for i > 0 && text[i-1] >= '0' && text[i-1] <= '9' {
		i--
	}
	return i < len(text) && len(text)-i <= mostDigits
}
