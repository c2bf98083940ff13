package store

import (
	"context"
	"errors"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	hkv "github.com/hidal-go/hidalgo/kv"
)

// ctxSteps is how many entries are read between two looks at the context.
const ctxSteps = 4096

// scanLog is the scan of a backend in one pass over the log of Cayley's key-value layout, in which every value and every quad is an entry
// and a value stands before the quads that use it. Cayley's own iterators search for each value: this takes an
// eighth of their time.
func scanLog(ctx context.Context, db hkv.KV, labels []quad.IRI, visit func(quad.Quad)) (total int, err error) {
	tx, err := db.Tx(false)
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	defer tx.Close() //nolint:errcheck // only read
	l := logReader{wanted: make(map[quad.Value]bool, len(labels)), labels: map[uint64]bool{}, visit: visit}
	for _, label := range labels {
		l.wanted[label] = true
	}
	it := tx.Scan(hkv.Key{[]byte("log")})
	defer it.Close() //nolint:errcheck // Err tells
	for n := 0; it.Next(ctx); n++ {
		if n%ctxSteps == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if err := l.entry(it.Val()); err != nil {
			return 0, fmt.Errorf("store: %w: log entry %d: %w", ErrDamaged, n, err)
		}
	}
	if err := it.Err(); err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return l.total, nil
}

// maxGap is how many numbers may follow each other without a value: the quads of a transaction, and some.
const maxGap = 100 * batchQuads

type logReader struct {
	values []quad.Value // by number; nil where a quad has the number
	wanted map[quad.Value]bool
	labels map[uint64]bool // the wanted ones
	visit  func(quad.Quad)
	total  int
}

func (l *logReader) entry(b []byte) error {
	var p proto.Primitive
	if err := p.Unmarshal(b); err != nil {
		return err
	}
	if p.IsNode() {
		v, err := pquads.UnmarshalValue(p.Value)
		if err != nil {
			return err
		}
		if p.ID > uint64(len(l.values))+maxGap {
			return fmt.Errorf("the number %d after %d", p.ID, len(l.values))
		}
		for uint64(len(l.values)) <= p.ID {
			l.values = append(l.values, nil)
		}
		l.values[p.ID] = v
		if _, ok := v.(quad.IRI); ok && l.wanted[v] {
			l.labels[p.ID] = true
		}
		return nil
	}
	l.total++
	if !l.labels[p.Label] {
		return nil
	}
	q := quad.Quad{Subject: l.value(p.Subject), Predicate: l.value(p.Predicate), Object: l.value(p.Object), Label: l.value(p.Label)}
	if q.Subject == nil || q.Predicate == nil || q.Object == nil {
		return errors.New("a quad with a value that is lost")
	}
	l.visit(q)
	return nil
}

// scanBatch is how many quads are resolved at once: enough to spread the cost of a transaction, few enough to be flat
// in memory.
const scanBatch = 20_000

func (l *logReader) value(number uint64) quad.Value {
	if number >= uint64(len(l.values)) {
		return nil
	}
	return l.values[number]
}

// scanQuads is the scan of a backend by the means that every backend of Cayley has.
func scanQuads(ctx context.Context, qs cayley.QuadStore, labels []quad.IRI, visit func(quad.Quad)) (total int, err error) {
	wanted := make(map[any]bool, len(labels))
	for _, l := range labels {
		ref, err := qs.ValueOf(l)
		if err != nil {
			return 0, fmt.Errorf("store: %s: %w", l, err)
		}
		if ref != nil {
			wanted[ref.Key()] = true
		}
	}
	b := newBatch(qs, visit)
	it := qs.QuadsAllIterator().Iterate()
	defer it.Close() //nolint:errcheck // Err tells
	for it.Next(ctx) {
		total++
		at := it.Result()
		label, err := qs.QuadDirection(at, quad.Label)
		if err != nil {
			return 0, fmt.Errorf("store: %w", err)
		}
		if label == nil || !wanted[label.Key()] {
			continue
		}
		if err := b.add(ctx, at); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(it.Err(), ctx.Err()); err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return total, b.flush(ctx)
}

// batch collects quads by the references of their values and resolves each value once.
type batch struct {
	qs    cayley.QuadStore
	visit func(quad.Quad)
	quads [][4]int // indexes in refs, by direction
	refs  []cayley.Ref
	at    map[any]int
}

func newBatch(qs cayley.QuadStore, visit func(quad.Quad)) *batch {
	return &batch{qs: qs, visit: visit, at: map[any]int{}}
}

func (b *batch) add(ctx context.Context, at cayley.Ref) error {
	var q [4]int
	for i, d := range quad.Directions {
		ref, err := b.qs.QuadDirection(at, d)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		if ref == nil {
			return fmt.Errorf("store: %w: a quad without %s", ErrDamaged, d)
		}
		n, ok := b.at[ref.Key()]
		if !ok {
			n = len(b.refs)
			b.at[ref.Key()] = n
			b.refs = append(b.refs, ref)
		}
		q[i] = n
	}
	b.quads = append(b.quads, q)
	if len(b.quads) < scanBatch {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch) flush(ctx context.Context) error {
	values, err := cayley.ValuesOf(ctx, b.qs, b.refs)
	if err != nil {
		return fmt.Errorf("store: %w: %w", ErrDamaged, err)
	}
	for _, q := range b.quads {
		var out quad.Quad
		for i, d := range quad.Directions {
			if values[q[i]] == nil {
				return fmt.Errorf("store: %w: a quad whose %s is lost", ErrDamaged, d)
			}
			out.Set(d, values[q[i]])
		}
		b.visit(out)
	}
	b.quads, b.refs = b.quads[:0], b.refs[:0]
	clear(b.at)
	return nil
}
