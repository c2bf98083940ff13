package loader

import (
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// context tells the rules of content what the document is about. It is made once per document.
type context struct {
	issuer    gazetteer.Division // the division whose body issued the document
	hasIssuer bool
}

// placeHit is one naming of a division (行政区划) in a text.
type placeHit struct {
	Division gazetteer.Division
	Surface  string
	Span     graph.Span
}

// findPlaces finds the divisions that text names within spans.
func findPlaces(text string, spans []graph.Span, c context) []placeHit { return nil }
