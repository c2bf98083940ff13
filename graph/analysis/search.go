package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// Limits of searches.
const (
	// MaxPathLength bounds the steps of a path: policy graphs are small worlds, longer ways mean nothing.
	MaxPathLength = 20
	// MaxPaths bounds the paths that are listed, as a page does; all are counted.
	MaxPaths = 1000
	// MaxPathCount is where the count of paths stops: the largest whole number of GraphQL.
	MaxPathCount = math.MaxInt32
)

// PathOptions says which paths count.
type PathOptions struct {
	Via       []LinkKind   // kinds of link to follow; nil for all
	Roles     []graph.Role // roles of RESPONSIBILITY links; nil for all
	Avoid     []Ref        // entities that no path may pass; the ends may stand here
	MaxLength int          // most steps, 1 to MaxPathLength
	Limit     int          // most paths to list, 1 to MaxPaths
}

// PathResult is the shortest paths between two entities. A path is a sequence of entities: where several facts tell of
// one step, it shows the first, and counts once.
type PathResult struct {
	Length    int      // -1 when there is no path within MaxLength
	Count     int      // number of shortest paths, no more than MaxPathCount
	Paths     [][]Link // in the order of their entities by kind and place in the View; none of no steps from an entity to itself
	Truncated bool     // more paths were counted than listed, or longer ones than MaxLength may exist
}

// ShortestPaths finds all shortest paths between two entities of a View, searching from both ends.
func ShortestPaths(ctx context.Context, v *graph.View, from, to Ref, o PathOptions) (*PathResult, error) {
	if o.MaxLength < 1 || o.MaxLength > MaxPathLength {
		return nil, fmt.Errorf("a path of at most %d steps: 1 to %d are allowed", o.MaxLength, MaxPathLength)
	}
	if o.Limit < 1 || o.Limit > MaxPaths {
		return nil, fmt.Errorf("a list of %d paths: 1 to %d are allowed", o.Limit, MaxPaths)
	}
	if from == to {
		return &PathResult{Count: 1, Paths: [][]Link{{}}}, nil
	}
	s := newSearch(newLinkGraph(v, o.Via, o.Roles), from, to, o.Avoid)
	met, err := s.meet(ctx, o.MaxLength)
	if err != nil {
		return nil, err
	}
	r := &PathResult{Length: -1}
	if len(met) == 0 {
		r.Truncated = len(s.sides[0].front) > 0 && len(s.sides[1].front) > 0
		return r, nil
	}
	r.Length = s.sides[0].depth + s.sides[1].depth
	for _, m := range met {
		r.Count = min(MaxPathCount, r.Count+times(s.sides[0].count[m], s.sides[1].count[m]))
	}
	if err := s.mark(ctx, met); err != nil {
		return nil, err
	}
	s.list(from, nil, o.Limit, r)
	r.Truncated = r.Count > len(r.Paths)
	return r, ctx.Err()
}

// times multiplies counts, no higher than MaxPathCount.
func times(a, b int32) int { return int(min(MaxPathCount, int64(a)*int64(b))) }

// search walks from both ends, each time a whole level of the side that has less before it.
type search struct {
	g     *linkGraph
	avoid map[int32]bool
	sides [2]side
	leads []bool           // reached from the start, and on a shortest path
	next  map[int32][]Link // of an entity on a shortest path, the steps onward
}

// side is what was reached from one end.
type side struct {
	level []uint8 // distance from the end plus 1; 0 for not reached
	count []int32 // shortest paths from the end, at most MaxPathCount
	from  []int32 // the entity, plus 1, that last led here: several links to one neighbour count once
	front []int32 // entities of the last level, in the order found
	depth int
}

func newSearch(g *linkGraph, from, to Ref, avoid []Ref) *search {
	s := &search{g: g, avoid: map[int32]bool{}, next: map[int32][]Link{}, leads: make([]bool, g.size())}
	for _, r := range avoid {
		if r != from && r != to {
			s.avoid[g.node(r)] = true
		}
	}
	for i, end := range []Ref{from, to} {
		size, node := g.size(), g.node(end)
		s.sides[i] = side{level: make([]uint8, size), count: make([]int32, size), from: make([]int32, size), front: []int32{node}}
		s.sides[i].level[node], s.sides[i].count[node] = 1, 1
	}
	return s
}

// meet goes on until the sides meet, and gives the entities where they do: all in the middle of shortest paths. None
// when a side runs dry or the length is used up.
func (s *search) meet(ctx context.Context, maxLength int) ([]int32, error) {
	for s.sides[0].depth+s.sides[1].depth < maxLength && len(s.sides[0].front) > 0 && len(s.sides[1].front) > 0 {
		i := 0
		if len(s.sides[1].front) < len(s.sides[0].front) {
			i = 1
		}
		if err := s.expand(ctx, &s.sides[i]); err != nil {
			return nil, err
		}
		var met []int32
		for _, node := range s.sides[i].front {
			if s.sides[1-i].level[node] > 0 {
				met = append(met, node)
			}
		}
		if len(met) > 0 {
			return met, nil
		}
	}
	return nil, nil
}

func (s *search) expand(ctx context.Context, d *side) error {
	front := d.front
	d.front, d.depth = nil, d.depth+1
	level := uint8(d.depth + 1)
	for _, node := range front {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.g.each(s.g.ref(node), func(l Link) {
			to := s.g.node(l.To)
			if d.level[to] > 0 && d.level[to] < level || d.from[to] == node+1 || s.avoid[to] {
				return
			}
			d.from[to] = node + 1
			if d.level[to] == 0 {
				d.level[to] = level
				d.front = append(d.front, to)
			}
			d.count[to] = int32(min(MaxPathCount, int64(d.count[to])+int64(d.count[node])))
		})
	}
	return nil
}

// mark finds what leads from the start to where the sides met.
func (s *search) mark(ctx context.Context, met []int32) error {
	level := s.sides[0].level
	for _, node := range met {
		s.leads[node] = true
	}
	for front := met; len(front) > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var before []int32
		for _, node := range front {
			s.g.each(s.g.ref(node), func(l Link) {
				if to := s.g.node(l.To); level[to] > 0 && level[to]+1 == level[node] && !s.leads[to] {
					s.leads[to] = true
					before = append(before, to)
				}
			})
		}
		front = before
	}
	return nil
}

// list adds the paths that go on from at, depth first, until limit.
func (s *search) list(at Ref, path []Link, limit int, r *PathResult) {
	if len(r.Paths) == limit {
		return
	}
	if len(path) == r.Length {
		r.Paths = append(r.Paths, slices.Clone(path))
		return
	}
	for _, l := range s.onward(at) {
		s.list(l.To, append(path, l), limit, r)
	}
}

// onward lists the steps of shortest paths from an entity, one to each next entity, in the order of those.
func (s *search) onward(at Ref) []Link {
	node := s.g.node(at)
	if steps, ok := s.next[node]; ok {
		return steps
	}
	var steps []Link
	here, back := &s.sides[0], &s.sides[1]
	s.g.each(at, func(l Link) {
		to := s.g.node(l.To)
		nearer := back.level[to] > 0 && back.level[to]+1 == back.level[node]
		if nearer || back.level[node] == 0 && s.leads[to] && here.level[to] == here.level[node]+1 {
			steps = append(steps, l)
		}
	})
	slices.SortStableFunc(steps, func(x, y Link) int { return int(s.g.node(x.To) - s.g.node(y.To)) })
	steps = slices.CompactFunc(steps, func(x, y Link) bool { return x.To == y.To })
	s.next[node] = steps
	return steps
}
