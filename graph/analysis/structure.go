package analysis

import "context"

// Structure is what one walk over the network tells.
type Structure struct {
	Degree         []int32
	Strength       []float64 // sum of tie weights
	Component      []int32   // number of its connected component, in the order of first actors
	ComponentSize  []int32
	Largest        int32 // the component with most actors, the first of equals; -1 without actors
	Isolates       int
	IsArticulation []bool // its removal splits its component
	IsBridge       []bool // of each tie: its removal splits its component
	Core           []int32
	Density        float64
	MeanDegree     float64
	// DegreeCentralization is Freeman's: how far the network is from a star, 0 to 1.
	DegreeCentralization float64
}

// Structure gives degrees, components, cut points and cores.
func (n *Network) Structure(ctx context.Context) (*Structure, error) {
	return n.structure.get(ctx, func(ctx context.Context) (*Structure, error) {
		size := len(n.Actors)
		s := &Structure{
			Degree: make([]int32, size), Strength: make([]float64, size), Component: make([]int32, size), Largest: -1,
			IsArticulation: make([]bool, size), IsBridge: make([]bool, len(n.Weight)), Core: make([]int32, size),
		}
		var top int32
		for a := range int32(size) {
			partners, ties := n.Neighbors(a)
			s.Degree[a] = int32(len(partners))
			for _, t := range ties {
				s.Strength[a] += n.Weight[t]
			}
			if len(partners) == 0 {
				s.Isolates++
			}
			top = max(top, s.Degree[a])
		}
		if size > 1 {
			s.Density = 2 * float64(len(n.Weight)) / (float64(size) * float64(size-1))
		}
		if size > 0 {
			s.MeanDegree = 2 * float64(len(n.Weight)) / float64(size)
		}
		if size > 2 {
			s.DegreeCentralization = float64(int64(top)*int64(size)-2*int64(len(n.Weight))) /
				(float64(size-1) * float64(size-2))
		}
		s.Component, s.ComponentSize = n.components(nil)
		for c, k := range s.ComponentSize {
			if s.Largest < 0 || k > s.ComponentSize[s.Largest] {
				s.Largest = int32(c)
			}
		}
		n.cuts(s)
		n.cores(s)
		return s, ctx.Err()
	})
}

// components numbers the connected components without the removed actors, whose number is -1.
func (n *Network) components(removed []bool) (of, size []int32) {
	of = make([]int32, len(n.Actors))
	for i := range of {
		of[i] = -1
	}
	var stack []int32
	for start := range int32(len(n.Actors)) {
		if of[start] >= 0 || removed != nil && removed[start] {
			continue
		}
		c := int32(len(size))
		size = append(size, 0)
		of[start] = c
		stack = append(stack[:0], start)
		for len(stack) > 0 {
			a := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			size[c]++
			for _, b := range n.arcs.at(a) {
				if of[b] < 0 && (removed == nil || !removed[b]) {
					of[b] = c
					stack = append(stack, b)
				}
			}
		}
	}
	return of, size
}

// cuts finds articulation points and bridges (Tarjan), without recursion because networks may be long chains.
func (n *Network) cuts(s *Structure) {
	size := len(n.Actors)
	order, low := make([]int32, size), make([]int32, size) // order of discovery from 1; 0 for not seen
	type frame struct{ actor, via, arc int32 }
	var clock int32
	var stack []frame
	for root := range int32(size) {
		if order[root] > 0 {
			continue
		}
		clock++
		order[root], low[root] = clock, clock
		children := 0
		stack = append(stack[:0], frame{root, -1, n.arcs.off[root]})
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.arc < n.arcs.off[f.actor+1] {
				b, t := n.arcs.val[f.arc], n.tie[f.arc]
				f.arc++
				switch {
				case t == f.via:
				case order[b] > 0:
					low[f.actor] = min(low[f.actor], order[b])
				default:
					clock++
					order[b], low[b] = clock, clock
					stack = append(stack, frame{b, t, n.arcs.off[b]})
				}
				continue
			}
			done := *f
			stack = stack[:len(stack)-1]
			if len(stack) == 0 {
				break
			}
			parent := stack[len(stack)-1].actor
			low[parent] = min(low[parent], low[done.actor])
			s.IsBridge[done.via] = low[done.actor] > order[parent]
			if parent == root {
				children++
			} else if low[done.actor] >= order[parent] {
				s.IsArticulation[parent] = true
			}
		}
		s.IsArticulation[root] = children > 1
	}
}

// cores gives each actor the highest k of a k-core that holds it (Batagelj and Zaversnik, linear).
func (n *Network) cores(s *Structure) {
	size := len(n.Actors)
	copy(s.Core, s.Degree)
	var highest int32
	for _, d := range s.Core {
		highest = max(highest, d)
	}
	start := make([]int32, highest+2) // of each degree, where its actors begin
	for _, d := range s.Core {
		start[d+1]++
	}
	for d := range highest + 1 {
		start[d+1] += start[d]
	}
	place, actors := make([]int32, size), make([]int32, size)
	next := append([]int32(nil), start...)
	for a, d := range s.Core {
		place[a] = next[d]
		actors[place[a]] = int32(a)
		next[d]++
	}
	for i := range int32(size) {
		a := actors[i]
		for _, b := range n.arcs.at(a) {
			if s.Core[b] <= s.Core[a] {
				continue
			}
			first := start[s.Core[b]] // swap b with the first of its degree, then lower its degree
			other := actors[first]
			actors[first], actors[place[b]] = b, other
			place[other], place[b] = place[b], first
			start[s.Core[b]] = first + 1
			s.Core[b]--
		}
	}
}
