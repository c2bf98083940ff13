package analysis

import "github.com/policygraph/policygraph/graph"

// Removal is a network without some actors.
type Removal struct {
	Removed          []int32 // actors taken out, ascending
	ComponentsBefore int
	ComponentsAfter  int
	LargestAfter     int     // actors in the largest component that is left
	Orphaned         []int32 // tasks with no actor left, as indexes in the View, ascending
	Fragile          []int32 // tasks with exactly one actor left, likewise
}

// Without says what would be left without these actors; one that is named twice is taken out once. Tasks are those that
// the network was made of; networks whose events are not tasks have none.
func (n *Network) Without(actors []int32) *Removal {
	out := make([]bool, len(n.Actors))
	for _, a := range actors {
		out[a] = true
	}
	r := &Removal{}
	for a, gone := range out {
		if gone {
			r.Removed = append(r.Removed, int32(a))
		}
	}
	_, before := n.components(nil)
	_, after := n.components(out)
	r.ComponentsBefore, r.ComponentsAfter = len(before), len(after)
	for _, size := range after {
		r.LargestAfter = max(r.LargestAfter, int(size))
	}
	if n.EventKind != graph.KindTask {
		return r
	}
	for e, task := range n.events {
		if a, ok := n.index[Ref{graph.KindTask, task}]; ok && out[a] {
			continue // in a two-mode network tasks can be taken out themselves
		}
		left := 0
		for _, a := range n.by.at(int32(e)) {
			if !out[a] {
				left++
			}
		}
		switch left {
		case 0:
			r.Orphaned = append(r.Orphaned, task)
		case 1:
			r.Fragile = append(r.Fragile, task)
		}
	}
	return r
}
