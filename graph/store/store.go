// Package store keeps a graph in Cayley and hands out Views of it. It is add-only: what a loader read out of a document
// is a document version, written once as one named graph; a load record makes a version current, another takes the
// document out. The current graph is derived from the records, so a load is atomic, a crash loses nothing and history is
// kept.
package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
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
	file    *file // nil in memory
	view    atomic.Pointer[graph.View]

	// mu lets one writer or many readers at Cayley: its embedded backends stop or die when read while written. Readers
	// of Views do not come here.
	mu      sync.RWMutex
	quads   cayley.QuadStore
	log     records
	stale   bool               // the View is not yet what the records say
	damaged map[quad.IRI]error // versions that could not be read
	closed  error              // why nothing works any more
}

// Open opens the graph in a data folder, which is made where there is none. It fails with ErrLocked when another process
// uses the folder and with ErrDamaged when what is stored is not sound.
func Open(dir string, options Options) (*Store, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.batch == 0 {
		options.batch = batchQuads
	}
	if options.Existing && !exists(dir) {
		return nil, fmt.Errorf("store: %w: %s", ErrNoGraph, dir)
	}
	s := &Store{options: options}
	if dir == Memory {
		s.quads = openMemory()
	} else {
		var err error
		if s.file, s.quads, err = openFile(dir, options.wrap); err != nil {
			return s.without(err)
		}
	}
	err := s.guard(func() error { return s.refresh(context.Background()) })
	if err == nil && s.file != nil {
		err = s.file.endWrite()
	}
	if err != nil {
		return s.without(errors.Join(err, s.Close()))
	}
	return s, nil
}

// without gives, for a file that cannot be read, a store that can only say so, when that was asked for.
func (s *Store) without(err error) (*Store, error) {
	if !s.options.Damaged || !errors.Is(err, ErrDamaged) {
		return nil, err
	}
	view, empty := graph.Build(nil)
	if empty != nil {
		return nil, empty
	}
	s.view.Store(view)
	s.file, s.closed = nil, err
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
	if s.file == nil {
		return nil
	}
	return s.guard(s.file.close)
}

var errClosed = errors.New("store: closed")

func (s *Store) guard(do func() error) error {
	if s.file == nil {
		return do()
	}
	return guard(s.file.path(), do)
}

// refresh reads the records and the current versions and makes the View of them.
func (s *Store) refresh(ctx context.Context) error {
	log, err := readRecords(ctx, s.quads)
	if err != nil {
		return err
	}
	s.log = log
	extracts, damaged, err := s.read(ctx)
	if err != nil {
		return err
	}
	s.damaged = damaged
	if len(damaged) > 0 && !s.options.Damaged {
		var list []error
		for _, v := range sortedKeys(damaged) {
			list = append(list, fmt.Errorf("store: %w: document %s: %w", ErrDamaged, log.documentOf(v), damaged[v]))
		}
		return errors.Join(list...)
	}
	view, err := graph.Build(extracts)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	stats, err := s.quads.Stats(ctx, false) // the number of quads is exact all the same
	if err != nil && len(log.all) > 0 {     // a Cayley file without quads does not know that it has none
		return fmt.Errorf("store: %w", err)
	}
	view.CreatedAt, view.QuadCount = log.newest(), int(stats.Quads.Value)
	s.view.Store(view)
	s.stale = false
	return nil
}

// read makes the extracts of the current versions, in the order of their documents. A version that cannot be read is
// told in damaged.
func (s *Store) read(ctx context.Context) (extracts []*graph.Extract, damaged map[quad.IRI]error, err error) {
	decoders := map[quad.IRI]*decoder{}
	for _, v := range s.log.current {
		decoders[v] = newDecoder(v)
	}
	_, err = s.scan(ctx, sortedKeys(decoders), func(q quad.Quad) {
		if v, ok := q.Label.(quad.IRI); ok {
			decoders[v].add(q)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	damaged = map[quad.IRI]error{}
	for _, document := range sortedKeys(s.log.current) {
		v := s.log.current[document]
		x, err := decoders[v].finish()
		if err != nil {
			damaged[v] = err
			continue
		}
		delete(decoders, v)
		extracts = append(extracts, x)
	}
	return extracts, damaged, nil
}

func sortedKeys[K interface{ ~string }, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
