package graph_test

import (
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// A million edges must fit: this many bytes an edge, both directions, texts and passages apart.
const maxBytesPerEdge = 20

func TestFootprintOfAMillionEdges(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the large graph")
	}
	p := synth.View(100_000, 1).Footprint()
	if p.Facts < 900_000 {
		t.Errorf("only %d edges", p.Facts)
	}
	if perEdge := float64(p.Adjacency) / float64(p.Facts); perEdge > maxBytesPerEdge {
		t.Errorf("%.2f bytes an edge, want at most %d", perEdge, maxBytesPerEdge)
	}
	for what, bytes := range map[string]int{"ids": p.IDs, "evidence": p.Evidence, "text": p.Text} {
		if bytes <= 0 {
			t.Errorf("nothing is counted for %s", what)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	extracts := synth.Extracts(100_000, 1)
	var v *graph.View
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if v, err = graph.Build(extracts); err != nil {
			b.Fatal(err)
		}
	}
	p := v.Footprint()
	edge := func(bytes int) float64 { return float64(bytes) / float64(p.Facts) }
	b.ReportMetric(edge(p.Adjacency), "adjacency-B/edge")
	b.ReportMetric(edge(p.IDs), "ids-B/edge")
	b.ReportMetric(edge(p.Evidence), "evidence-B/edge")
	b.ReportMetric(float64(p.Text)/(1<<20), "text-MB")
}
