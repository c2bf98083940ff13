package analysis

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	damping      = 0.85  // of PageRank, as everywhere
	rankDrift    = 1e-15 // PageRank stops when no more than this, per actor on average, moves
	rankRounds   = 1000  // reached after about 220 rounds at most: 0.85^220 < 1e-15
	lanczosBasis = 48    // directions kept: memory of 48 columns; smaller components are solved at once
	lanczosTurns = 500   // restarts before giving up; well separated networks need one or two
	residual     = 1e-13 // of the eigenvector, relative to the eigenvalue
)

// PageRank is the share of time that a walk spends at each actor which follows ties by weight and begins anew with
// probability 0.15.
func (n *Network) PageRank(ctx context.Context) ([]float64, error) {
	return n.pagerank.get(ctx, func(ctx context.Context) ([]float64, error) {
		s, err := n.Structure(ctx)
		if err != nil {
			return nil, err
		}
		size := len(n.Actors)
		rank, next := make([]float64, size), make([]float64, size)
		for i := range rank {
			rank[i] = 1 / float64(size)
		}
		for range rankRounds {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if n.rankStep(rank, next, s) < float64(size)*rankDrift {
				return next, nil
			}
			rank, next = next, rank
		}
		return rank, nil // further rounds only repeat rounding errors
	})
}

// rankStep makes the next ranks and gives how much they moved in all.
func (n *Network) rankStep(rank, next []float64, s *Structure) (moved float64) {
	idle := 0.0
	for a, x := range rank {
		next[a] = 0
		if s.Degree[a] == 0 {
			idle += x
		}
	}
	base := (1 - damping + float64(damping*idle)) / float64(len(rank))
	for a, x := range rank {
		if s.Degree[a] == 0 {
			continue
		}
		partners, ties := n.Neighbors(int32(a))
		out := damping * x / s.Strength[a]
		for i, b := range partners {
			next[b] += float64(out * n.Weight[ties[i]])
		}
	}
	for a := range next {
		next[a] += base
		moved += math.Abs(next[a] - rank[a])
	}
	return moved
}

// Eigenvector is the eigenvector centrality on tie weights in the largest component, of Euclidean norm 1; NaN
// elsewhere, and everywhere in a network without ties.
func (n *Network) Eigenvector(ctx context.Context) ([]float64, error) {
	return n.eigen.get(ctx, func(ctx context.Context) ([]float64, error) {
		s, err := n.Structure(ctx)
		if err != nil {
			return nil, err
		}
		out := make([]float64, len(n.Actors))
		var members []int32
		for a := range out {
			out[a] = math.NaN()
			if s.Component[a] == s.Largest {
				members = append(members, int32(a))
			}
		}
		if len(members) < 2 {
			return out, nil
		}
		v, err := n.perron(ctx, members)
		for i, a := range members {
			out[a] = math.Abs(v[i])
		}
		return out, err
	})
}

// perron finds the eigenvector of the greatest eigenvalue of one component by the method of Lanczos, begun anew from the
// best vector so far. Power iteration would take thousands of rounds where two groups hang on one tie.
func (n *Network) perron(ctx context.Context, members []int32) ([]float64, error) {
	local := make(map[int32]int, len(members))
	for i, a := range members {
		local[a] = i
	}
	apply := func(x, y []float64) {
		for i, a := range members {
			sum := 0.0
			partners, ties := n.Neighbors(a)
			for j, b := range partners {
				sum += float64(n.Weight[ties[j]] * x[local[b]])
			}
			y[i] = sum
		}
	}
	v := make([]float64, len(members))
	for i := range v {
		v[i] = 1 / math.Sqrt(float64(len(v)))
	}
	for range lanczosTurns {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		done, err := lanczos(v, apply)
		if err != nil || done {
			return v, err
		}
	}
	return v, fmt.Errorf("eigenvector centrality does not settle: two parts of the component weigh the same")
}

// lanczos betters v, a vector of norm 1, and reports whether it is an eigenvector.
func lanczos(v []float64, apply func(x, y []float64)) (bool, error) {
	size := min(lanczosBasis, len(v))
	basis := [][]float64{append([]float64(nil), v...)}
	t := mat.NewSymDense(size, nil)
	y := make([]float64, len(v))
	k, left := 0, 0.0 // directions used, and the length of what they do not span
	for k < size {
		apply(basis[k], y)
		t.SetSym(k, k, dot(basis[k], y))
		for range 2 { // once more for what rounding left
			for _, b := range basis {
				add(y, -dot(b, y), b)
			}
		}
		left = math.Sqrt(dot(y, y))
		k++
		if k == size || left <= residual*math.Abs(t.At(0, 0)) {
			break
		}
		t.SetSym(k-1, k, left)
		next := make([]float64, len(v))
		add(next, 1/left, y)
		basis = append(basis, next)
	}
	var eig mat.EigenSym
	if !eig.Factorize(t.SliceSym(0, k), true) {
		return false, fmt.Errorf("eigenvector centrality: no eigenvalues of a %d by %d matrix", k, k)
	}
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	clear(v)
	for i := range k {
		add(v, vectors.At(i, k-1), basis[i])
	}
	norm := math.Sqrt(dot(v, v))
	for i := range v {
		v[i] /= norm
	}
	value := eig.Values(nil)[k-1]
	return left*math.Abs(vectors.At(k-1, k-1)) <= residual*value || k == len(v), nil
}

func dot(x, y []float64) (sum float64) {
	for i := range x {
		sum += float64(x[i] * y[i])
	}
	return sum
}

func add(to []float64, factor float64, x []float64) {
	for i := range x {
		to[i] += float64(factor * x[i])
	}
}
