package analysis

import (
	"context"
	"math"
)

// Clustering says how often the partners of an actor are partners of each other.
type Clustering struct {
	Local        []float64 // of each actor; 0 with fewer than two partners
	Mean         float64
	Transitivity float64 // three times the triangles divided by the connected triples
}

// triangleWork is the sum of squared degrees.
func (n *Network) triangleWork() error {
	var work int64
	for a := range int32(len(n.Actors)) {
		k := int64(len(n.arcs.at(a)))
		work += k * k
	}
	return within("steps to count triangles", work, MaxTriangleWork)
}

// Clustering counts triangles.
func (n *Network) Clustering(ctx context.Context) (*Clustering, error) {
	if err := n.triangleWork(); err != nil {
		return nil, err
	}
	return n.clustering.get(ctx, func(ctx context.Context) (*Clustering, error) {
		size := len(n.Actors)
		c := &Clustering{Local: make([]float64, size)}
		mark := make([]bool, size)
		var closed, triples int64 // both count each end of each triple twice
		for a := range int32(size) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			partners := n.arcs.at(a)
			var links, possible int64
			for _, b := range partners {
				mark[b] = true
			}
			for _, b := range partners {
				for _, c := range n.arcs.at(b) {
					if mark[c] {
						links++
					}
				}
			}
			for _, b := range partners {
				mark[b] = false
			}
			possible = int64(len(partners)) * int64(len(partners)-1)
			if possible > 0 {
				c.Local[a] = float64(links) / float64(possible)
				c.Mean += c.Local[a]
			}
			closed, triples = closed+links, triples+possible
		}
		if size > 0 {
			c.Mean /= float64(size)
		}
		if triples > 0 {
			c.Transitivity = float64(closed) / float64(triples)
		}
		return c, nil
	})
}

// Constraint is Burt's, on tie weights: how far an actor's partners depend on each other. NaN for an isolate.
func (n *Network) Constraint(ctx context.Context) ([]float64, error) {
	if err := n.triangleWork(); err != nil {
		return nil, err
	}
	return n.constraint.get(ctx, func(ctx context.Context) ([]float64, error) {
		s, err := n.Structure(ctx)
		if err != nil {
			return nil, err
		}
		size := len(n.Actors)
		out := make([]float64, size)
		indirect := make([]float64, size)
		for a := range int32(size) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			out[a] = n.constraintOf(a, s.Strength, indirect)
		}
		return out, nil
	})
}

// constraintOf uses indirect as memory; it is zero before and after.
func (n *Network) constraintOf(a int32, strength, indirect []float64) float64 {
	partners, ties := n.Neighbors(a)
	if len(partners) == 0 {
		return math.NaN()
	}
	for i, b := range partners {
		part := n.Weight[ties[i]] / strength[a]
		others, between := n.Neighbors(b)
		for j, c := range others {
			indirect[c] += float64(part * (n.Weight[between[j]] / strength[b]))
		}
	}
	sum := 0.0
	for i, b := range partners {
		x := n.Weight[ties[i]]/strength[a] + indirect[b]
		sum += float64(x * x)
	}
	for _, b := range partners {
		for _, c := range n.arcs.at(b) {
			indirect[c] = 0
		}
	}
	return sum
}
