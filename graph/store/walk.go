package store

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Walk lends the graph as Cayley has it, for questions in Cayley's own terms; docs/STORE.md says what its edges are. The
// labels are the current document versions: edges of other labels are history. Loading waits until do returns, and do must
// not write.
func (s *Store) Walk(_ context.Context, do func(qs cayley.QuadStore, labels []quad.Value) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed != nil {
		return s.closed
	}
	var labels []quad.Value
	for _, v := range s.log.versions() {
		labels = append(labels, v)
	}
	return s.back.guard(func() error { return do(s.back.quads(), labels) })
}
