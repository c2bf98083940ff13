package loader

import "github.com/policygraph/policygraph/graph"

// themeHit is one naming of a cultural theme (文化主题) in a text.
type themeHit struct {
	Name    string
	Surface string
	Span    graph.Span
}

// findThemes finds the cultural themes that text names within spans.
func findThemes(text string, spans []graph.Span) []themeHit { return nil }
