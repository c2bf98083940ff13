package loader

import (
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/source"
)

// The codes of warnings of the rules; docs/EXTRACTION.md explains them.
const (
	warnNoMarks        = "NO_MARKS"              // no statement of responsibility was found
	warnMarkStyle      = "UNKNOWN_MARK_STYLE"    // a bracket ends like a mark and does not fit the grammar
	warnBracket        = "UNBALANCED_BRACKET"    // a bracket has no partner
	warnNumbering      = "BROKEN_NUMBERING"      // a number neither starts, continues nor follows
	warnDuplicate      = "DUPLICATE_SENTENCE"    // a task prints a sentence twice
	warnParentMismatch = "PLACE_PARENT_MISMATCH" // a place is named as part of one that does not hold it
	warnAmbiguousPlace = "UNKNOWN_PLACE"         // several divisions have the name
)

// WarningCodes are the codes that a warning of a document can have: those of the rules, then those of the decoder. The
// API and the documentation name these and no others.
func WarningCodes() []string {
	return append([]string{
		warnNoMarks, warnMarkStyle, warnBracket, warnNumbering, warnDuplicate, warnParentMismatch, warnAmbiguousPlace,
	}, source.WarningCodes()...)
}

// maxWarnings is how many warnings of one code a document may have: enough to see what is wrong with it.
const maxWarnings = 100

// warnings collects what the rules were not sure of, with spans of the view.
type warnings struct {
	list  []graph.Warning
	count map[string]int
}

func (w *warnings) add(code, message string, span graph.Span) {
	if w.count == nil {
		w.count = map[string]int{}
	}
	w.count[code]++
	if w.count[code] <= maxWarnings {
		w.list = append(w.list, graph.Warning{Code: code, Message: message, Span: span})
	}
}
