package analysis

import (
	"context"
	"math"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Paths are the measures that count shortest paths. An actor without paths has 0.
type Paths struct {
	Betweenness    []float64 // share of shortest paths through an actor, of the (n-1)(n-2)/2 possible
	Closeness      []float64 // Wasserman–Faust
	TieBetweenness []float64 // share of shortest paths over a tie, of the n(n-1)/2 possible
	MeanDistance   float64   // in the largest component; NaN without actors
	Diameter       float64   // in the largest component; NaN without actors
	// Centralization is Freeman's of betweenness: 0 when all are alike, 1 for a star.
	Centralization float64
}

// Paths gives the measures that count shortest paths, with ties of length 1 or 1/weight. They are exact; a network
// above MaxPathWork is refused.
func (n *Network) Paths(ctx context.Context, lengths Lengths) (*Paths, error) {
	work := int64(len(n.Actors)) * int64(len(n.Actors)+len(n.arcs.val))
	if lengths == Inverse {
		work *= inverseWork
	}
	if err := within("steps for exact shortest paths", work, MaxPathWork); err != nil {
		return nil, err
	}
	return n.paths[lengths].get(ctx, func(ctx context.Context) (*Paths, error) {
		s, err := n.Structure(ctx)
		if err != nil {
			return nil, err
		}
		return n.allPaths(ctx, lengths, s)
	})
}

// pathChunks is into how many stretches of sources the work is cut. It is fixed, and the sums of the stretches are
// added in their order, so that the result does not depend on the number of cores.
const pathChunks = 16

// inverseWork is how many times the work of a walk level by level a walk by length takes.
const inverseWork = 3

// sums are what the sources of one stretch add up to.
type sums struct {
	actors, arcs    []float64
	total, farthest float64 // of distances in the largest component
}

func (n *Network) allPaths(ctx context.Context, lengths Lengths, s *Structure) (*Paths, error) {
	size := len(n.Actors)
	p := &Paths{Betweenness: make([]float64, size), Closeness: make([]float64, size), TieBetweenness: make([]float64, len(n.Weight))}
	parts := make([]*sums, pathChunks)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for c := range pathChunks {
		group.Go(func() error {
			w := newWalker(n, lengths)
			parts[c] = &w.sums
			for source := int32(c * size / pathChunks); source < int32((c+1)*size/pathChunks); source++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				w.from(source)
				p.Closeness[source] = closeness(len(w.order), w.reach, size)
				if s.Component[source] == s.Largest {
					w.total += w.reach
					w.farthest = max(w.farthest, w.far)
				}
				w.back()
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	p.finish(parts, s, n.tie)
	return p, nil
}

func closeness(reached int, total float64, actors int) float64 {
	if total == 0 {
		return 0
	}
	others := float64(reached - 1)
	return others / total * (others / float64(actors-1))
}

// finish adds up the parts in their order and normalises; each pair was walked from both ends.
func (p *Paths) finish(parts []*sums, s *Structure, tie []int32) {
	size := float64(len(p.Betweenness))
	total := 0.0
	for _, part := range parts {
		for i, x := range part.actors {
			p.Betweenness[i] += x
		}
		for arc, x := range part.arcs {
			p.TieBetweenness[tie[arc]] += x
		}
		total += part.total
		p.Diameter = max(p.Diameter, part.farthest)
	}
	top, sum := 0.0, 0.0
	for i := range p.Betweenness {
		if size > 2 {
			p.Betweenness[i] /= (size - 1) * (size - 2)
		}
		top = max(top, p.Betweenness[i])
		sum += p.Betweenness[i]
	}
	for i := range p.TieBetweenness {
		p.TieBetweenness[i] /= size * (size - 1)
	}
	if size > 2 {
		p.Centralization = (float64(top*size) - sum) / (size - 1)
	}
	switch {
	case s.Largest < 0:
		p.MeanDistance, p.Diameter = math.NaN(), math.NaN()
	case s.ComponentSize[s.Largest] > 1:
		k := float64(s.ComponentSize[s.Largest])
		p.MeanDistance = total / (k * (k - 1))
	}
}

// walker walks from one source after the other (Brandes 2001) and keeps its memory.
type walker struct {
	sums
	arcs    lists
	lengths []float64 // of each arc; nil for 1
	nodes   []node
	order   []int32 // actors reached, nearest first
	heap    []waiting
	settled []bool
	reach   float64 // sum of distances from the source
	far     float64 // greatest distance from the source
}

// node is an actor during one walk. Its two numbers lie side by side because both are read for every arc.
type node struct {
	dist float64 // from the source; infinite for not reached
	// paths is the number of shortest paths from the source; once back has passed, (1 + how far the source depends on
	// the actor) / paths instead.
	paths float64
}

func newWalker(n *Network, lengths Lengths) *walker {
	size := len(n.Actors)
	w := &walker{
		arcs: n.arcs, nodes: make([]node, size), order: make([]int32, size+1),
		sums: sums{actors: make([]float64, size), arcs: make([]float64, len(n.tie))},
	}
	for i := range w.nodes {
		w.nodes[i].dist = math.Inf(1)
	}
	if lengths == Inverse {
		w.settled = make([]bool, size)
		w.lengths = make([]float64, len(n.tie))
		for arc, t := range n.tie {
			w.lengths[arc] = 1 / n.Weight[t]
		}
	}
	return w
}

// from walks from source; back must follow.
func (w *walker) from(source int32) {
	w.order = w.order[:0]
	w.nodes[source] = node{0, 1}
	if w.lengths == nil {
		w.byLevel(source)
	} else {
		w.byLength(source)
	}
	w.reach = 0
	for _, a := range w.order {
		w.reach += w.nodes[a].dist
	}
	w.far = w.nodes[w.order[len(w.order)-1]].dist
}

// byLevel walks breadth first. Whether an arc leads onward is as good as random, so what follows from it is computed
// without branches: that halves the time.
func (w *walker) byLevel(source int32) {
	nodes, order := w.nodes, w.order[:len(w.nodes)+1]
	order[0] = source
	end := 1
	for i := 0; i < end; i++ {
		a := order[i]
		next, through := nodes[a].dist+1, nodes[a].paths
		for _, b := range w.arcs.at(a) {
			at := &nodes[b]
			if at.dist < next {
				continue
			}
			fresh := 0
			if at.dist > next {
				fresh = 1
			}
			at.dist = next
			at.paths += through
			order[end] = b
			end += fresh
		}
	}
	w.order = order[:end]
}

// byLength is Dijkstra's walk. Two ways are equally long when their sums, added up from the source, are equal as
// floating-point numbers: the rule of NetworkX.
func (w *walker) byLength(source int32) {
	w.heap = append(w.heap[:0], waiting{0, source})
	for len(w.heap) > 0 {
		top := w.pop()
		a := top.actor
		if w.settled[a] {
			continue
		}
		w.settled[a] = true
		w.order = append(w.order, a)
		through := w.nodes[a].paths
		lo, hi := w.arcs.off[a], w.arcs.off[a+1]
		lengths := w.lengths[lo:hi]
		for i, b := range w.arcs.val[lo:hi] {
			at, d := &w.nodes[b], top.dist+lengths[i]
			switch {
			case w.settled[b]:
			case d < at.dist:
				*at = node{d, through}
				w.push(waiting{d, b})
			case d == at.dist:
				at.paths += through
			}
		}
	}
}

// back adds up, from the farthest to the nearest, how far the source depends on each actor and arc, and clears.
func (w *walker) back() {
	nodes, unreached := w.nodes, math.Inf(1)
	for i := len(w.order) - 1; i >= 0; i-- {
		a := w.order[i]
		at := nodes[a]
		lo, hi := w.arcs.off[a], w.arcs.off[a+1]
		sums, next, sum := w.sums.arcs[lo:hi], at.dist+1, 0.0
		for arc, b := range w.arcs.val[lo:hi] {
			if w.lengths != nil {
				next = at.dist + w.lengths[lo+int32(arc)]
			}
			after := &nodes[b]
			onward := uint64(0)
			if after.dist == next {
				onward = 1
			}
			part := math.Float64frombits(math.Float64bits(at.paths*after.paths) & -onward)
			sums[arc] += part
			sum += part
		}
		nodes[a].paths = (1 + sum) / at.paths
		if i > 0 {
			w.actors[a] += sum
		}
	}
	for _, a := range w.order {
		nodes[a] = node{unreached, 0}
	}
	if w.settled != nil {
		clear(w.settled)
	}
}

// waiting is an actor in the queue of byLength.
type waiting struct {
	dist  float64
	actor int32
}

func (x waiting) before(y waiting) bool {
	return x.dist < y.dist || x.dist == y.dist && x.actor < y.actor
}

func (w *walker) push(x waiting) {
	h := append(w.heap, x)
	i := len(h) - 1
	for i > 0 && x.before(h[(i-1)/2]) {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = x
	w.heap = h
}

func (w *walker) pop() waiting {
	h := w.heap
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(last) {
			break
		}
		h[i] = h[child]
		i = child
	}
	if len(h) > 0 {
		h[i] = last
	}
	w.heap = h
	return top
}
