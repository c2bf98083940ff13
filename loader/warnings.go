package loader

import "github.com/policygraph/policygraph/graph"

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
