// Package store keeps a graph in Cayley and hands out Views of it. It is add-only: what a loader read out of a document
// is a document version, written once as one named graph; a load record makes a version current, another takes the
// document out. The current graph is derived from the records, so a load is atomic, a crash loses nothing and history is
// kept.
package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	hkv "github.com/hidal-go/hidalgo/kv"

	"github.com/policygraph/policygraph/graph"
)

// Memory is the data folder that keeps nothing on disk.
const Memory = ":memory:"

// Options change how a store is opened; the zero value is the usual way.
type Options struct {
	// Now is the clock of load records; time.Now when nil.
	Now func() time.Time
	// Existing refuses a folder that holds no graph, with ErrNoGraph, and makes nothing there.
	Existing bool
	// Damaged opens a store although documents in it are damaged; they are left out of the View. For Check.
	Damaged bool

	wrap  func(hkv.KV) hkv.KV // for tests that make writes fail
	batch int                 // quads in a transaction; batchQuads when 0
}

// Store is a graph in a data folder. One process at a time uses a folder; within it any number of goroutines may use a
// Store.
type Store struct {
	options Options
	view    atomic.Pointer[graph.View]

	// mu lets one writer or many readers at Cayley: its embedded backends stop or die when read while written. Readers
	// of Views do not come here.
	mu      sync.RWMutex
	back    backend
	log     records
	parts   map[quad.IRI]*graph.Part // of the current versions
	stale   bool                     // the View is not yet what the records say
	damaged map[quad.IRI]error       // versions that could not be read
	closed  error                    // why nothing works any more
}

// Open opens the graph in a data folder, which is made where there is none. It fails with ErrLocked when another process
// uses the folder and with ErrDamaged when what is stored is not sound. A graph that version 0.1 wrote can be read;
// Compact makes it one that can be written.
func Open(dir string, options Options) (*Store, error) {
	if options.Existing && !exists(dir) {
		return nil, fmt.Errorf("store: %w: %s", ErrNoGraph, dir)
	}
	if dir == Memory {
		return openBackend(newMemory(), options)
	}
	f, err := openFile(dir, options.wrap)
	if err != nil {
		return without(options, err)
	}
	return openBackend(f, options)
}

// openBackend opens the graph that a backend keeps, and closes the backend when it cannot.
func openBackend(back backend, options Options) (*Store, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.batch == 0 {
		options.batch = batchQuads
	}
	s := &Store{options: options, back: back, parts: map[quad.IRI]*graph.Part{}}
	err := back.guard(func() error { return s.open(context.Background()) })
	if err != nil {
		return without(options, errors.Join(err, s.Close()))
	}
	return s, nil
}

// without gives, for a graph that cannot be read, a store that can only say so, when that was asked for.
func without(options Options, err error) (*Store, error) {
	if !options.Damaged || !errors.Is(err, ErrDamaged) {
		return nil, err
	}
	view, empty := graph.Build(nil)
	if empty != nil {
		return nil, empty
	}
	s := &Store{options: options, back: newMemory(), closed: err}
	s.view.Store(view)
	return s, nil
}

// View is the current graph; never nil, never changed.
func (s *Store) View() *graph.View { return s.view.Load() }

// Close ends the use of the folder. The Views stay good.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(s.closed, errClosed) {
		return nil
	}
	s.closed = errClosed
	return s.back.close()
}

var errClosed = errors.New("store: closed")

// ErrFormat is the cause when a graph is to be changed that an old version of the program wrote.
var ErrFormat = errors.New("of an old format")

// writable reports why nothing can be written.
func (s *Store) writable() error {
	switch {
	case s.closed != nil:
		return s.closed
	case s.back.format() != formatEdges:
		return fmt.Errorf("store: %s is %w, which can be read only; `policygraph compact` rewrites it", s.back.name(), ErrFormat)
	}
	return nil
}

// broken ends the use of a store whose backend cannot go on.
func (s *Store) broken(err error) error {
	if errors.Is(err, errBroken) {
		s.closed = fmt.Errorf("store: %w", err)
	}
	return err
}

// open reads the records, then the View.
func (s *Store) open(ctx context.Context) (err error) {
	if s.back.format() == formatPlain {
		s.log, err = readCounted(ctx, s.back.quads())
	} else {
		s.log, err = readRecords(ctx, s.back.quads())
	}
	if err != nil {
		return err
	}
	return s.refresh(ctx)
}

// refresh makes the View of the current versions, and reads those that it has not yet.
func (s *Store) refresh(ctx context.Context) error {
	parts, damaged, err := s.read(ctx, s.log.versions())
	if err != nil {
		return err
	}
	s.damaged = damaged
	if len(damaged) > 0 && !s.options.Damaged {
		var list []error
		for _, v := range sortedKeys(damaged) {
			list = append(list, fmt.Errorf("store: %w: document %s: %w", ErrDamaged, s.log.documentOf(v), damaged[v]))
		}
		return errors.Join(list...)
	}
	view, err := graph.Join(slices.Collect(maps.Values(parts)))
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if view.QuadCount, err = countQuads(ctx, s.back.quads()); err != nil {
		return err
	}
	s.parts, view.CreatedAt = parts, s.log.newest()
	s.view.Store(view)
	s.stale = false
	return nil
}

// countQuads is the number of quads of a graph.
func countQuads(ctx context.Context, qs cayley.QuadStore) (int, error) {
	stats, err := qs.Stats(ctx, false)  // the number of quads is exact all the same
	if errors.Is(err, kv.ErrNoBucket) { // a file without quads does not know that it has none
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return int(stats.Quads.Value), nil
}

// read gives the parts of versions. Why a version cannot be read is in damaged.
func (s *Store) read(ctx context.Context, versions []quad.IRI) (parts map[quad.IRI]*graph.Part, damaged map[quad.IRI]error, err error) {
	parts, damaged = map[quad.IRI]*graph.Part{}, map[quad.IRI]error{}
	var missing []quad.IRI
	for _, v := range versions {
		if p := s.parts[v]; p != nil {
			parts[v] = p
		} else {
			missing = append(missing, v)
		}
	}
	read := s.readParts
	if s.back.format() == formatPlain {
		read = s.readPlain
	}
	return parts, damaged, read(ctx, missing, func(v quad.IRI, p *graph.Part, err error) {
		if err != nil {
			damaged[v] = err
		} else {
			parts[v] = p
		}
	})
}

// readParts reads versions of the current format on all processors.
func (s *Store) readParts(ctx context.Context, versions []quad.IRI, found func(quad.IRI, *graph.Part, error)) error {
	type reading struct {
		part *graph.Part
		err  error
	}
	readings := make([]reading, len(versions))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(len(versions), runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(versions)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				r := &readings[i]
				if err := s.back.guard(func() (err error) {
					r.part, err = readPart(ctx, s.back.quads(), versions[i])
					return err
				}); err != nil {
					r.err = err
				}
			}
		})
	}
	workers.Wait()
	for i, r := range readings {
		if r.part != nil || r.err != nil {
			found(versions[i], r.part, r.err)
		}
	}
	return ctx.Err()
}

func sortedKeys[K interface{ ~string }, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
