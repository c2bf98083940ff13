package store

import (
	"context"

	"github.com/cayleygraph/quad"
)

// Quad is a statement of the current graph in the terms of N-Quads.
type Quad struct{ Subject, Predicate, Object, Graph string }

// Quads visits the quads of the current documents, one named graph a document version, in an order that follows from
// their content alone. It stops at the first error that visit gives.
func (s *Store) Quads(ctx context.Context, visit func(Quad) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed != nil {
		return s.closed
	}
	for _, v := range s.log.versions() {
		p := s.parts[v]
		if p == nil { // damaged
			continue
		}
		for _, q := range encode(p.Extract(), v) {
			if err := ctx.Err(); err != nil {
				return err
			}
			term := func(d quad.Direction) string { return quad.StringOf(q.Get(d)) }
			if err := visit(Quad{term(quad.Subject), term(quad.Predicate), term(quad.Object), term(quad.Label)}); err != nil {
				return err
			}
		}
	}
	return nil
}
