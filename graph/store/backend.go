package store

import (
	"context"
	"errors"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
)

// backend is a place where Cayley keeps a graph. Its methods are called by one writer or by any number of readers, never
// by both at once.
type backend interface {
	// name is the place in messages.
	name() string
	// format is how documents are written there: [formatEdges] unless it was written by an old version of the program.
	format() int
	// quads is what is kept, for looking things up. It is good until the next call that writes.
	quads() cayley.QuadStore
	// apply adds quads, all of them or none, and durably. A quad that is there already is passed over. After an error that
	// is errBroken nothing works any more.
	apply(quads []quad.Quad) error
	// scan visits the quads with one of these labels, in any order, and gives the number of all quads.
	scan(ctx context.Context, labels []quad.IRI, visit func(quad.Quad)) (total int, err error)
	// verify proves that the bytes are those that were written, as far as it can know.
	verify() error
	// backup copies the graph to a folder without one; compact rewrites it and gives its size in bytes before and after.
	backup(ctx context.Context, dir string) error
	compact(ctx context.Context) (before, after int64, err error)
	// replace puts in the place of the graph one that fill writes. When it fails the graph is as before.
	replace(fill func(to backend) error) error
	// guard runs what reads or writes and turns what damage does to it into an error.
	guard(do func() error) error
	close() error
}

// errBroken is the cause when a backend cannot go on after an error.
var errBroken = errors.New("stopped")

// Formats of what is stored; see docs/STORE.md.
const (
	formatPlain = 1 // each fact a node with properties; written by version 0.1
	formatEdges = 2 // the columns of a part, and an edge for each fact
)

// memory is a graph that is kept nowhere.
type memory struct{ store *memstore.QuadStore }

func newMemory() *memory { return &memory{memstore.New()} }

func (m *memory) name() string            { return Memory }
func (m *memory) format() int             { return formatEdges }
func (m *memory) quads() cayley.QuadStore { return m.store }
func (m *memory) verify() error           { return nil }
func (m *memory) close() error            { return nil }

func (m *memory) guard(do func() error) error { return do() }

func (m *memory) apply(quads []quad.Quad) error { return addQuads(m.store, quads) }

func (m *memory) scan(ctx context.Context, labels []quad.IRI, visit func(quad.Quad)) (int, error) {
	return scanQuads(ctx, m.store, labels, visit)
}

func (m *memory) backup(context.Context, string) error          { return errMemory() }
func (m *memory) compact(context.Context) (_, _ int64, _ error) { return 0, 0, errMemory() }
func (m *memory) replace(func(to backend) error) error          { return errMemory() }

// addQuads adds quads in one transaction of Cayley.
func addQuads(to cayley.QuadStore, quads []quad.Quad) error {
	deltas := make([]cayley.Delta, len(quads))
	for i, q := range quads {
		deltas[i] = cayley.Delta{Quad: q, Action: cayley.Add}
	}
	return to.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true})
}
