package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

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

// LoadAll is Load for extracts that are made one by one, so that only a few of them need to be in memory: while one is
// written the next is made, in another goroutine. It must not be called, nor any other method but View, from within the
// sequence.
func (s *Store) LoadAll(ctx context.Context, extracts iter.Seq[*graph.Extract]) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := writer{store: s, ctx: ctx}
	if err := s.writable(); err != nil {
		return w.result, err
	}
	var refused []error
	next, stop := prepare(extracts, maps.Clone(s.log.complete))
	defer stop()
	var failed error
	for d := range next {
		if d.err != nil {
			refused = append(refused, d.err)
		}
		if failed = w.document(&d); failed != nil {
			break
		}
	}
	stop()
	if failed == nil {
		failed = w.flush()
	}
	return w.result, errors.Join(append(refused, failed, s.broken(s.publish(ctx)))...)
}

// prepared is an extract on its way into the store.
type prepared struct {
	loaded Loaded
	work   string
	part   *graph.Part // nil when it is refused
	quads  []quad.Quad // nil when the version is complete
	err    error
}

// prepare makes what is written of extracts, one ahead of the writer. The channel ends with the sequence; stop, which may be
// called again, ends it before and waits for that.
func prepare(extracts iter.Seq[*graph.Extract], complete map[quad.IRI]bool) (next <-chan prepared, stop func()) {
	out, end, ended := make(chan prepared), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer close(out)
		for x := range extracts {
			d := prepared{loaded: Loaded{Key: x.Document.Key(), SourceName: x.Document.SourceName}}
			if d.part, d.err = graph.NewPart(x); d.err != nil {
				d.loaded.Outcome = Refused
			} else {
				d.work = x.WorkKey()
				if !complete[versionOf(d.part)] {
					d.quads = versionQuads(d.part)
				}
			}
			select {
			case out <- d:
			case <-end:
				return
			}
		}
	}()
	stopped := false
	return out, func() {
		if !stopped {
			stopped = true
			close(end)
			<-ended
		}
	}
}

const (
	// batchQuads is how many quads go into one transaction of Cayley: larger ones gain nothing and hold more memory.
	batchQuads = 10_000
	// maxWait is how long a document may wait for others before it is written, so that little is lost when the process is
	// killed while a slow file is read.
	maxWait = time.Second
)

// writer puts the quads of documents into transactions: small documents share one, large ones take several. A document
// counts from the moment that its record is written, which is never parted; what a crash leaves of it before is
// harmless, and writing it again completes it.
type writer struct {
	store   *Store
	ctx     context.Context
	result  Result
	tx      []quad.Quad
	waiting []waiting // documents whose end is in tx
	since   time.Time // when the first of them came
}

// waiting is a document whose record is in the transaction; its record is nil when nothing is written of it.
type waiting struct {
	loaded Loaded
	record *record
	part   *graph.Part
}

// document writes one document, or says why not.
func (w *writer) document(d *prepared) error {
	s := w.store
	if d.part == nil {
		return w.wait(waiting{loaded: d.loaded})
	}
	r := record{document: link(d.loaded.Key), version: versionOf(d.part), work: d.work}
	if slices.ContainsFunc(w.waiting, func(x waiting) bool { return x.record != nil && x.record.document == r.document }) {
		if err := w.flush(); err != nil { // what becomes of this one depends on that one
			return err
		}
	}
	switch s.log.current[r.document].version {
	case r.version:
		d.loaded.Outcome = Unchanged
		return w.wait(waiting{loaded: d.loaded})
	case "":
		d.loaded.Outcome = Added
	default:
		d.loaded.Outcome = Replaced
	}
	if s.log.complete[r.version] {
		d.quads = nil
	}
	d.loaded.Quads = len(d.quads) + recordQuads
	err := w.put(d.quads, &r)
	if err == nil {
		err = w.wait(waiting{d.loaded, &r, d.part})
	}
	if err != nil {
		return fmt.Errorf("store: document %s (%s): %w", d.loaded.Key, d.loaded.SourceName, err)
	}
	return nil
}

// put adds the quads of a version and its record to transactions, and writes those that are full.
func (w *writer) put(quads []quad.Quad, r *record) error {
	for len(quads) > 0 {
		n := min(len(quads), w.store.options.batch-len(w.tx))
		if n > 0 {
			w.tx, quads = append(w.tx, quads[:n]...), quads[n:]
			continue
		}
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.tx) > 0 && len(w.tx)+recordQuads > w.store.options.batch {
		if err := w.flush(); err != nil {
			return err
		}
	}
	r.at, r.sequence = w.store.options.Now().UTC().Truncate(time.Second), w.sequence()
	if err := r.name(); err != nil {
		return err
	}
	w.tx = append(w.tx, r.quads()...)
	return nil
}

// sequence is the number of the next record.
func (w *writer) sequence() int {
	n := w.store.log.last + 1
	for _, x := range w.waiting {
		if x.record != nil {
			n++
		}
	}
	return n
}

func (w *writer) wait(x waiting) error {
	if len(w.waiting) == 0 {
		w.since = time.Now()
	}
	w.waiting = append(w.waiting, x)
	if time.Since(w.since) > maxWait {
		return w.flush()
	}
	return nil
}

// flush writes the transaction; then what waited for it is loaded.
func (w *writer) flush() error {
	s := w.store
	if len(w.tx) > 0 {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := s.back.apply(w.tx); err != nil {
			return s.broken(err)
		}
		w.tx = w.tx[:0]
	}
	for _, x := range w.waiting {
		if x.record != nil {
			s.log.add(*x.record)
			s.stale = true
			if x.part != nil {
				s.parts[x.record.version] = x.part
			}
		}
		w.result.Documents = append(w.result.Documents, x.loaded)
	}
	w.waiting = w.waiting[:0]
	return nil
}

// ErrNoDocument is the cause when a document to be removed is not in the graph.
var ErrNoDocument = errors.New("no such document")

// Remove takes the document with this key out of the current graph. Nothing is deleted: loading it again brings it back.
func (s *Store) Remove(ctx context.Context, documentKey string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(); err != nil {
		return err
	}
	r := record{document: link(documentKey)}
	if s.log.current[r.document].version == "" {
		return fmt.Errorf("store: %w: %s", ErrNoDocument, documentKey)
	}
	w := writer{store: s, ctx: ctx}
	err := w.put(nil, &r)
	if err == nil {
		w.waiting = append(w.waiting, waiting{record: &r})
		err = w.flush()
	}
	if err != nil {
		return err
	}
	return s.broken(s.publish(ctx))
}

// publish makes what was written visible. What is written is written, so it does not stop with its context.
func (s *Store) publish(ctx context.Context) error {
	if !s.stale || s.closed != nil {
		return nil
	}
	return s.back.guard(func() error { return s.refresh(context.WithoutCancel(ctx)) })
}
