package graph_test

import (
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

func BenchmarkBuild(b *testing.B) {
	xs := synth.Extracts(100000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := graph.Build(xs); err != nil {
			b.Fatal(err)
		}
	}
}
