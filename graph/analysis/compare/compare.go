// Package compare puts two networks of bodies side by side.
package compare

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/graph/analysis"
)

// Side says in which of two networks something is.
type Side uint8

// Sides in the order of the API's ComparisonSide.
const (
	OnlyA Side = iota
	OnlyB
	InBoth
)

func sideOf(a, b int32) Side {
	switch {
	case b == 0:
		return OnlyA
	case a == 0:
		return OnlyB
	}
	return InBoth
}

// Comparison is two networks of bodies tied by tasks, side by side.
type Comparison struct {
	A, B   *analysis.Network
	Bodies []Body // those with more events in both together first, then in the order of the View
	Ties   []Tie  // those with more shared events in both together first, then in the order of their ends
}

// Body is an actor of one network or both.
type Body struct {
	Entity int32 // department, as an index in the View
	A, B   int32 // events it takes part in, in each network
	Side   Side
}

// Tie is a tie of one network or both.
type Tie struct {
	Source, Target int32 // departments, the one with the lower index first
	A, B           int32 // events that they share, in each network
	Side           Side
}

// Networks puts two networks of one View side by side, whose actors are departments and whose ties count what they share.
func Networks(a, b *analysis.Network) *Comparison {
	c := &Comparison{A: a, B: b}
	bodies, ties := map[int32]*Body{}, map[[2]int32]*Tie{}
	for side, n := range []*analysis.Network{a, b} {
		for i, ref := range n.Actors {
			body := bodies[ref.Index]
			if body == nil {
				body = &Body{Entity: ref.Index}
				bodies[ref.Index] = body
			}
			*[]*int32{&body.A, &body.B}[side] = int32(len(n.Events(int32(i))))
		}
		for t := range n.Weight {
			x, y := n.Actors[n.Source[t]].Index, n.Actors[n.Target[t]].Index
			ends := [2]int32{min(x, y), max(x, y)}
			tie := ties[ends]
			if tie == nil {
				tie = &Tie{Source: ends[0], Target: ends[1]}
				ties[ends] = tie
			}
			*[]*int32{&tie.A, &tie.B}[side] = n.Shared[t]
		}
	}
	for _, body := range bodies {
		body.Side = sideOf(body.A, body.B)
		c.Bodies = append(c.Bodies, *body)
	}
	for _, tie := range ties {
		tie.Side = sideOf(tie.A, tie.B)
		c.Ties = append(c.Ties, *tie)
	}
	slices.SortFunc(c.Bodies, func(x, y Body) int {
		return cmp.Or(cmp.Compare(y.A+y.B, x.A+x.B), cmp.Compare(x.Entity, y.Entity))
	})
	slices.SortFunc(c.Ties, func(x, y Tie) int {
		return cmp.Or(cmp.Compare(y.A+y.B, x.A+x.B), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Target, y.Target))
	})
	return c
}
