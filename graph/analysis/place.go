package analysis

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph/analysis/layout"
)

// maxLabel is the longest label that a layout leaves room for, in characters; drawings cut longer names.
const maxLabel = 20

// Positions gives the place of each actor in a drawing, in px: the same for the same network on every machine, with room
// for a label of 12 px a character to the right. It fails with a [TooLargeError] above the limits of a layout.
func (n *Network) Positions(ctx context.Context) ([]layout.Point, error) {
	return n.positions.get(ctx, func(ctx context.Context) ([]layout.Point, error) {
		err := errors.Join(within("actors in a drawing", int64(len(n.Actors)), layout.MaxNodes), within("ties in a drawing", int64(len(n.Weight)), layout.MaxLinks))
		if err != nil {
			return nil, err
		}
		g := &layout.Graph{Source: n.Source, Target: n.Target, Weight: n.Weight}
		for i := range int32(len(n.Actors)) {
			g.IDs = append(g.IDs, string(n.EntityID(i)))
			g.Labels = append(g.Labels, min(utf8.RuneCountInString(n.Name(i)), maxLabel))
		}
		return layout.Place(ctx, g)
	})
}

// Ranks gives the rank of each actor, from 1: most partners first, of equals the greater strength, then the order of the
// network. Drawings label by it.
func (n *Network) Ranks() []int32 {
	n.ranked.Do(func() { n.ranks = n.rank() })
	return n.ranks
}

func (n *Network) rank() []int32 {
	order, strength := make([]int32, len(n.Actors)), make([]float64, len(n.Actors))
	for i := range order {
		order[i] = int32(i)
		_, ties := n.Neighbors(int32(i))
		for _, t := range ties {
			strength[i] += n.Weight[t]
		}
	}
	degree := func(i int32) int { partners, _ := n.Neighbors(i); return len(partners) }
	slices.SortStableFunc(order, func(a, b int32) int {
		if d := degree(b) - degree(a); d != 0 {
			return d
		}
		switch {
		case strength[a] > strength[b]:
			return -1
		case strength[a] < strength[b]:
			return 1
		}
		return 0
	})
	ranks := make([]int32, len(order))
	for rank, i := range order {
		ranks[i] = int32(rank + 1)
	}
	return ranks
}
