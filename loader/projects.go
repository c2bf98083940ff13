package loader

import "github.com/policygraph/policygraph/graph"

// projectHit is one naming of a project (工程项目) in a text.
type projectHit struct {
	Name    string // canonical: distributed affixes added
	Surface string // as written
	Kind    graph.ProjectKind
	Span    graph.Span
	Places  []placeHit // the divisions that its name holds
}

// findProjects finds the projects that text names within spans; places are those found there.
func findProjects(text string, spans []graph.Span, places []placeHit) []projectHit { return nil }
