package analysis

import (
	"context"
	"fmt"

	"github.com/policygraph/policygraph/graph"
)

// Limits of neighborhoods: what a drawing can show and a page can hold.
const (
	MaxDepth    = 10     // steps
	MaxEntities = 2000   // entities
	MaxLinks    = 20_000 // links among them
	MaxStarts   = 100    // entities to start from
)

// Subgraph is a piece of the graph.
type Subgraph struct {
	Entities  []Ref  // in the order found: the starts, then step by step
	Links     []Link // among the entities, every fact of its own; in the order of their first ends
	Truncated bool   // a limit cut it short
	Hidden    []HiddenLinks
}

// HiddenLinks counts the links of one kind that lead from an entity of a Subgraph out of it; never 0.
type HiddenLinks struct {
	Entity Ref
	Kind   LinkKind
	Count  int
}

// Neighborhood finds what lies within depth steps of some entities: at most maxEntities, nearest first, and the links
// among them. via chooses the kinds of link; nil takes all.
func Neighborhood(ctx context.Context, v *graph.View, starts []Ref, depth int, via []LinkKind, maxEntities int) (*Subgraph, error) {
	for _, b := range []struct {
		what          string
		have, lo, max int
	}{
		{"steps", depth, 0, MaxDepth}, {"entities", maxEntities, 1, MaxEntities}, {"entities to start from", len(starts), 0, MaxStarts},
	} {
		if b.have < b.lo || b.have > b.max {
			return nil, fmt.Errorf("a neighborhood of %d %s: %d to %d are allowed", b.have, b.what, b.lo, b.max)
		}
	}
	g := newLinkGraph(v, via, nil)
	s := &Subgraph{}
	seen := map[Ref]bool{}
	add := func(r Ref) {
		switch {
		case seen[r]:
		case len(s.Entities) == maxEntities:
			s.Truncated = true
		default:
			seen[r] = true
			s.Entities = append(s.Entities, r)
		}
	}
	for _, r := range starts {
		add(r)
	}
	for done := 0; depth > 0 && done < len(s.Entities) && !s.Truncated; depth-- {
		level := s.Entities[done:]
		done = len(s.Entities)
		for _, r := range level {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if !s.Truncated {
				g.each(r, func(l Link) { add(l.To) })
			}
		}
	}
	return s, s.link(ctx, g, seen)
}

// link lists the links among the entities, each from its first end, and counts those that lead out.
func (s *Subgraph) link(ctx context.Context, g *linkGraph, seen map[Ref]bool) error {
	for _, r := range s.Entities {
		if err := ctx.Err(); err != nil {
			return err
		}
		var hidden [len(linkShapes)]int
		g.each(r, func(l Link) {
			switch {
			case !seen[l.To]:
				hidden[l.Kind]++
			case l.Against:
			case len(s.Links) == MaxLinks:
				s.Truncated = true
			default:
				s.Links = append(s.Links, l)
			}
		})
		for k, n := range hidden {
			if n > 0 {
				s.Hidden = append(s.Hidden, HiddenLinks{r, LinkKind(k), n})
			}
		}
	}
	return nil
}
