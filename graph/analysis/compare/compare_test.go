package compare

import (
	"context"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/internal/synth"
)

func network(t *testing.T, v *graph.View, documents ...int32) *analysis.Network {
	t.Helper()
	spec := analysis.Spec{Documents: []graph.ID{}}
	for _, d := range documents {
		spec.Documents = append(spec.Documents, v.IDOf(graph.KindDocument, d))
	}
	n, err := analysis.Build(context.Background(), v, spec)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestSidesAddUp: every actor and tie of either network is there once, with its own numbers, and on the side where they are.
func TestSidesAddUp(t *testing.T) {
	v := synth.View(600, 3)
	a, b := network(t, v, 0, 1), network(t, v, 1, 2)
	c := Networks(a, b)
	for side, n := range []*analysis.Network{a, b} {
		events, shared, actors, ties := int32(0), int32(0), 0, 0
		for _, body := range c.Bodies {
			if count := []int32{body.A, body.B}[side]; count > 0 {
				events, actors = events+count, actors+1
			}
		}
		for _, tie := range c.Ties {
			if count := []int32{tie.A, tie.B}[side]; count > 0 {
				shared, ties = shared+count, ties+1
			}
		}
		for i := range n.Actors {
			events -= int32(len(n.Events(int32(i))))
		}
		for _, s := range n.Shared {
			shared -= s
		}
		if events != 0 || shared != 0 || actors != len(n.Actors) || ties != len(n.Weight) || actors < 10 {
			t.Errorf("side %d: %d actors of %d, %d ties of %d; %d and %d too many", side, actors, len(n.Actors), ties, len(n.Weight), events, shared)
		}
	}
	sides := map[Side]int{}
	for i, body := range c.Bodies {
		if i > 0 && body.A+body.B > c.Bodies[i-1].A+c.Bodies[i-1].B {
			t.Errorf("body %d has more than the one before", i)
		}
		if (body.Side == OnlyA) != (body.B == 0) || (body.Side == OnlyB) != (body.A == 0) {
			t.Errorf("%+v is on the wrong side", body)
		}
		sides[body.Side]++
	}
	for _, tie := range c.Ties {
		if (tie.Side == OnlyA) != (tie.B == 0) || (tie.Side == OnlyB) != (tie.A == 0) || tie.Source >= tie.Target {
			t.Errorf("%+v is on the wrong side", tie)
		}
	}
	if len(sides) != 3 {
		t.Errorf("sides %v", sides)
	}
}

func TestCompareWithNothing(t *testing.T) {
	v := synth.View(600, 3)
	c := Networks(network(t, v, 0), network(t, v))
	if len(c.Bodies) != len(c.A.Actors) || len(c.Bodies) == 0 || len(c.Ties) != len(c.A.Weight) || c.Bodies[0].Side != OnlyA {
		t.Errorf("%d bodies, %d ties", len(c.Bodies), len(c.Ties))
	}
}
