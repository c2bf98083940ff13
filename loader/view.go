package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/text"
)

// view is a folded text with the look-ups that the rules share.
type view struct{ *text.Folded }

// newView folds a text; wrapped says whether its lines may have been broken wherever they were full.
func newView(source string, wrapped bool) *view {
	return &view{text.Fold(source, wrapped, startsItem)}
}

// asPrinted is a name that was read in a stretch of the view with the signs that are printed there: the brackets and
// commas of 云泰铁路（南京，扬州段）are ASCII in the view. Its characters stay, so that a name is one in both scripts.
func (v *view) asPrinted(name string, in graph.Span) string {
	if !strings.ContainsFunc(name, isSign) {
		return name
	}
	signs := map[rune]rune{}
	for i, r := range v.Slice(in) {
		if !isSign(r) || signs[r] != 0 {
			continue
		}
		at := in.Start + i
		signs[r], _ = utf8.DecodeRuneInString(v.Printed(graph.Span{Start: at, End: at + 1}))
	}
	return strings.Map(func(r rune) rune {
		if printed := signs[r]; printed != 0 {
			return printed
		}
		return r
	}, name)
}

// isSign reports whether r is a sign of ASCII, whose printed form may be wide.
func isSign(r rune) bool {
	return r > ' ' && r < utf8.RuneSelf && strings.ContainsRune("()[],;:.!?%&+-/~'\"", r)
}
