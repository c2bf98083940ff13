package analysis

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph/analysis/layout"
)

// TestPositions: a network is placed once and the same wherever its View was built.
func TestPositions(t *testing.T) {
	n := build(t, seedView(t), Spec{})
	at, err := n.Positions(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(at) != len(n.Actors) {
		t.Fatalf("%d positions for %d actors", len(at), len(n.Actors))
	}
	for i := range at {
		if slices.Contains(at[:i], at[i]) {
			t.Errorf("%s stands on another actor", n.Name(int32(i)))
		}
	}
	again, err := build(t, seedView(t), Spec{}).Positions(context.Background())
	if err != nil || !reflect.DeepEqual(at, again) {
		t.Errorf("another View of the same documents has other positions (%v)", err)
	}
}

func TestPositionsHaveALimit(t *testing.T) {
	n := &Network{Actors: make([]Ref, layout.MaxNodes+1)}
	var large *TooLargeError
	if _, err := n.Positions(context.Background()); !errors.As(err, &large) || large.Limit != layout.MaxNodes {
		t.Errorf("too many actors: %v", err)
	}
	n = &Network{Weight: make([]float64, layout.MaxLinks+1)}
	if _, err := n.Positions(context.Background()); !errors.As(err, &large) || large.Limit != layout.MaxLinks {
		t.Errorf("too many ties: %v", err)
	}
}

// TestRanks: most partners first, of equals the stronger, then the order of the network.
func TestRanks(t *testing.T) {
	n := build(t, makeView(t, paper{day: "2020-01-01", tasks: bodies(
		[]string{"甲厅", "乙厅"}, []string{"乙厅", "丙厅"}, []string{"乙厅", "丙厅"}, []string{"丁厅"})}), Spec{})
	got := map[string]int32{}
	for i, r := range n.Ranks() {
		got[n.Name(int32(i))] = r
	}
	want := map[string]int32{"乙厅": 1, "丙厅": 2, "甲厅": 3, "丁厅": 4}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("ranks %v, want %v", got, want)
	}
}
