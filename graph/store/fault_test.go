package store

import (
	"errors"
	"strings"
	"testing"

	hkv "github.com/hidal-go/hidalgo/kv"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

var errDisk = errors.New("no space left on device")

// faulty is a database whose writes fail once a number of them are done.
type faulty struct {
	hkv.KV
	left *int
}

func (f faulty) Tx(rw bool) (hkv.Tx, error) {
	tx, err := f.KV.Tx(rw)
	return faultyTx{tx, f.left}, err
}

type faultyTx struct {
	hkv.Tx
	left *int
}

func (tx faultyTx) Put(k hkv.Key, v hkv.Value) error {
	if *tx.left <= 0 {
		return errDisk
	}
	*tx.left--
	return tx.Tx.Put(k, v)
}

// After a failed transaction Cayley remembers ids and index entries that were never written. Without reopening it, the
// documents loaded next would be stored under values of others.
func TestFailedWriteLeavesNoTrace(t *testing.T) {
	const plenty = 1 << 40
	list := synth.Extracts(25, 5)
	total := puts(t, list[0])
	for _, share := range []int{0, 5, 30, 60, 90, 99} {
		left := plenty
		dir := t.TempDir()
		s, err := Open(dir, Options{Now: day(), batch: smallBatch, wrap: func(db hkv.KV) hkv.KV { return faulty{db, &left} }})
		if err != nil {
			t.Fatal(err)
		}
		load(t, s, plan(1))
		left = total * share / 100
		r, err := s.Load(t.Context(), list[0], plan(2))
		if err == nil || !strings.Contains(err.Error(), errDisk.Error()) || len(r.Documents) != 0 {
			t.Errorf("%d%%: result %v, error %v", share, r, err)
		}
		if s.View().ID != built(t, plan(1)) {
			t.Errorf("%d%%: the view has changed", share)
		}
		left = plenty
		wantOutcomes(t, load(t, s, plan(2), list[0]), Added, Added)
		if s.View().ID != built(t, plan(1), plan(2), list[0]) {
			t.Errorf("%d%%: the view after another load is wrong", share)
		}
		shut(t, s)
		again := open(t, dir)
		if again.View().ID != s.View().ID {
			t.Errorf("%d%%: opened again, the view is another", share)
		}
	}
}

// puts is the number of writes to the database that loading x takes.
func puts(t *testing.T, x *graph.Extract) int {
	const plenty = 1 << 40
	left := plenty
	s, err := Open(t.TempDir(), Options{batch: smallBatch, wrap: func(db hkv.KV) hkv.KV { return faulty{db, &left} }})
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	load(t, s, plan(1))
	before := left
	load(t, s, x)
	return before - left
}
