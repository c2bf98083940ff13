package store

import (
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

func TestQuick(t *testing.T) {
	for _, dir := range []string{Memory, t.TempDir()} {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		xs := synth.Extracts(1000, 1)
		r, err := s.Load(t.Context(), xs...)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := graph.Build(xs)
		if s.View().ID != want.ID {
			t.Error("differs")
		}
		t.Log(r, s.View().QuadCount)
		r, err = s.Load(t.Context(), xs...)
		t.Log(r, err)
		s.Close()
	}
}
