package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// Outcome is what became of an extract.
type Outcome uint8

// Outcomes of a load.
const (
	Added     Outcome = iota // the document is new
	Replaced                 // another version of it was current
	Unchanged                // this very version is current; nothing was written
	Refused                  // it breaks the contract of Extract; nothing was written
)

// String is the word for the outcome, e.g. added.
func (o Outcome) String() string {
	return [...]string{"added", "replaced", "unchanged", "refused"}[o]
}

// Result says what became of each extract, in the order they were given.
type Result struct {
	Documents []Loaded
}

// Loaded says what became of one extract.
type Loaded struct {
	Key        string // of the document
	SourceName string
	Outcome    Outcome
	Quads      int // given to Cayley
}

// Count is the number of extracts with this outcome.
func (r *Result) Count(o Outcome) int {
	n := 0
	for i := range r.Documents {
		if r.Documents[i].Outcome == o {
			n++
		}
	}
	return n
}

// Load stores extracts, which it normalizes, each wholly or not at all, and then swaps the View for one with all of them.
// An extract that breaks its contract is refused, told in the error, and the others are loaded. When writing fails or the
// context ends, what was loaded before stays and the rest is missing from the result.
func (s *Store) Load(ctx context.Context, extracts ...*graph.Extract) (Result, error) {
	return s.LoadAll(ctx, slices.Values(extracts))
}

// LoadAll is Load for extracts that are made one by one, so that only one of them needs to be in memory. It must not be
// called, nor any other method but View, from within the sequence.
func (s *Store) LoadAll(ctx context.Context, extracts iter.Seq[*graph.Extract]) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var result Result
	if s.closed != nil {
		return result, s.closed
	}
	var errs []error
	for x := range extracts {
		x.Normalize()
		done := Loaded{Key: x.Document.Key(), SourceName: x.Document.SourceName}
		if err := x.Validate(); err != nil {
			done.Outcome = Refused
			errs = append(errs, err)
		} else if err := s.store(ctx, x, &done); err != nil {
			errs = append(errs, err)
			break
		}
		result.Documents = append(result.Documents, done)
	}
	return result, errors.Join(append(errs, s.publish(ctx))...)
}

// store writes one version and the record that makes it current.
func (s *Store) store(ctx context.Context, x *graph.Extract, done *Loaded) error {
	r := record{document: link(done.Key), version: version(x)}
	switch before := s.log.current[r.document]; before {
	case r.version:
		done.Outcome = Unchanged
		return nil
	case "":
		done.Outcome = Added
	default:
		done.Outcome = Replaced
	}
	var quads []quad.Quad
	if !s.log.complete[r.version] {
		quads = encode(x, r.version)
	}
	n, err := s.write(ctx, quads, r)
	done.Quads = n
	if err != nil {
		return fmt.Errorf("store: document %s (%s): %w", done.Key, done.SourceName, err)
	}
	return nil
}

// batchQuads is how many quads go into one transaction of Cayley: larger ones gain nothing and hold more memory.
const batchQuads = 10_000

// write appends quads and, in the last transaction, the record. Without its record a version does not count, so
// what a crash leaves behind is harmless, and writing it again completes it.
func (s *Store) write(ctx context.Context, quads []quad.Quad, r record) (int, error) {
	r.at = s.options.Now().UTC().Truncate(time.Second)
	quads = append(quads, r.quads(len(s.log.all)+1)...)
	if s.file != nil {
		if err := s.file.beginWrite(); err != nil {
			return 0, err
		}
	}
	for rest := quads; len(rest) > 0; {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n := min(len(rest), s.options.batch)
		if n < len(rest) && len(rest)-n < recordQuads { // never part the record from itself
			n -= recordQuads
		}
		deltas := make([]cayley.Delta, n)
		for i, q := range rest[:n] {
			deltas[i] = cayley.Delta{Quad: q, Action: cayley.Add}
		}
		err := s.guard(func() error { return s.quads.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true}) })
		if err != nil {
			return 0, errors.Join(err, s.reopen())
		}
		rest = rest[n:]
	}
	s.log.add(r)
	s.stale = true
	return len(quads), nil
}

// recordQuads is the most quads that a record has.
const recordQuads = 4

// reopen throws away what Cayley remembers of a failed transaction: ids of values that were never written, and index
// entries that it would write with the next transaction.
func (s *Store) reopen() error {
	if s.file == nil {
		return nil
	}
	err := s.guard(s.file.db.Close)
	if err == nil {
		s.quads, err = s.file.open()
	}
	return s.stop(err)
}

// stop ends the use of a store whose file could not be opened again.
func (s *Store) stop(err error) error {
	if err != nil {
		s.closed = fmt.Errorf("store: stopped: %w", err)
	}
	return err
}

// ErrNoDocument is the cause when a document to be removed is not in the graph.
var ErrNoDocument = errors.New("no such document")

// Remove takes the document with this key out of the current graph. Nothing is deleted: loading it again brings it back.
func (s *Store) Remove(ctx context.Context, documentKey string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed != nil {
		return s.closed
	}
	document := link(documentKey)
	if s.log.current[document] == "" {
		return fmt.Errorf("store: %w: %s", ErrNoDocument, documentKey)
	}
	if _, err := s.write(ctx, nil, record{document: document}); err != nil {
		return err
	}
	return s.publish(ctx)
}

// publish makes what was written visible and keeps the sums of the file. What is written is written, so it does not
// stop with its context.
func (s *Store) publish(ctx context.Context) error {
	if !s.stale || s.closed != nil {
		return nil
	}
	if s.file != nil {
		if err := s.file.endWrite(); err != nil {
			return err
		}
	}
	return s.guard(func() error { return s.refresh(context.WithoutCancel(ctx)) })
}
