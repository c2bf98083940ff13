package store

import (
	"testing"

	"github.com/policygraph/policygraph/internal/synth"
)

// seedTasks is the size of the plan that the server starts with.
const seedTasks = 32

func BenchmarkOpenSeed(b *testing.B) {
	dir := b.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Load(b.Context(), synth.Extracts(seedTasks, 1)...); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(dir, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	extracts := synth.Extracts(1000, 1)
	quads := 0
	for b.Loop() {
		s, err := Open(b.TempDir(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		r, err := s.Load(b.Context(), extracts...)
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range r.Documents {
			quads += d.Quads
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(quads)/b.Elapsed().Seconds(), "quads/s")
}
