package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// These tests are the contract of a backend. A new one is a line in backends.

// backends make an empty graph each. Those that keep it open it again after it was closed.
func backends(t *testing.T, test func(t *testing.T, open func() backend, keeps bool)) {
	t.Run("memory", func(t *testing.T) {
		test(t, func() backend { return newMemory() }, false)
	})
	t.Run("file", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "new")
		test(t, func() backend {
			f, err := openFile(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}, true)
	})
}

// some are quads with one label.
func some(label string, from, to int) (quads []quad.Quad) {
	for i := from; i < to; i++ {
		quads = append(quads, quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("urn:s%d", i%7)), Predicate: quad.IRI("urn:p"), Object: quad.String(fmt.Sprint("值", i)), Label: quad.IRI(label),
		})
	}
	return quads
}

func visited(t *testing.T, b backend, labels ...quad.IRI) (quads []string, total int) {
	t.Helper()
	total, err := b.scan(t.Context(), labels, func(q quad.Quad) { quads = append(quads, q.NQuad()) })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(quads)
	return quads, total
}

func written(quads []quad.Quad) (lines []string) {
	for _, q := range quads {
		lines = append(lines, q.NQuad())
	}
	slices.Sort(lines)
	return lines
}

func TestABackendKeepsWhatIsAdded(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, keeps bool) {
		b := open()
		if _, total := visited(t, b, "urn:a"); total != 0 || b.format() != formatEdges || b.name() == "" {
			t.Errorf("an empty %s of format %d has %d quads", b.name(), b.format(), total)
		}
		first, second := some("urn:a", 0, 500), some("urn:b", 400, 600)
		for _, quads := range [][]quad.Quad{first, second, first[100:200], nil} { // some are there already
			if err := b.apply(quads); err != nil {
				t.Fatal(err)
			}
		}
		proof := func(when string) {
			t.Helper()
			if got, total := visited(t, b, "urn:a"); !slices.Equal(got, written(first)) || total != 700 {
				t.Errorf("%s: %d of %d quads have the label, want 500 of 700", when, len(got), total)
			}
			if got, _ := visited(t, b, "urn:b", "urn:a", "urn:unknown"); !slices.Equal(got, written(append(slices.Clone(first), second...))) {
				t.Errorf("%s: %d quads have one of the labels", when, len(got))
			}
			if n, err := countQuads(t.Context(), b.quads()); n != 700 || err != nil {
				t.Errorf("%s: %d quads are counted (%v)", when, n, err)
			}
			if err := b.verify(); err != nil {
				t.Errorf("%s: %v", when, err)
			}
		}
		proof("written")
		if keeps {
			if err := b.close(); err != nil {
				t.Fatal(err)
			}
			b = open()
			proof("opened again")
		}
		if err := b.close(); err != nil {
			t.Error(err)
		}
	})
}

// Both directions of an edge are found without a scan, each in its label.
func TestABackendFindsQuadsBothWays(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, _ bool) {
		b := open()
		defer b.close() //nolint:errcheck // a test
		if err := b.apply(append(some("urn:a", 0, 70), some("urn:b", 0, 70)...)); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			d    quad.Direction
			v    quad.Value
			want int
		}{{quad.Subject, quad.IRI("urn:s3"), 20}, {quad.Object, quad.String("值3"), 2}, {quad.Object, quad.String("值"), 0}} {
			ref, err := b.quads().ValueOf(c.v)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			if ref != nil {
				n = count(t, b.quads().QuadIterator(c.d, ref).Iterate())
			}
			if n != c.want {
				t.Errorf("%d quads with the %s %s, want %d", n, c.d, c.v, c.want)
			}
		}
	})
}

func count(t *testing.T, it iterator.Scanner) (n int) {
	t.Helper()
	for it.Next(t.Context()) {
		n++
	}
	if err := errors.Join(it.Err(), it.Close()); err != nil {
		t.Error(err)
	}
	return n
}

func TestABackendStopsWithTheContext(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, _ bool) {
		b := open()
		defer b.close() //nolint:errcheck // a test
		if err := b.apply(some("urn:a", 0, 9)); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.scan(ctx, nil, func(quad.Quad) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("a scan that was cancelled: %v", err)
		}
	})
}

func TestABackendIsCopied(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, keeps bool) {
		b := open()
		defer b.close() //nolint:errcheck // a test
		if err := b.apply(some("urn:a", 0, 300)); err != nil {
			t.Fatal(err)
		}
		want, _ := visited(t, b, "urn:a")
		dir := filepath.Join(t.TempDir(), "copy")
		_, _, compacted := b.compact(t.Context())
		for what, err := range map[string]error{"backup": b.backup(t.Context(), dir), "compact": compacted} {
			if keeps && err != nil || !keeps && !errors.Is(err, ErrMemory) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if got, _ := visited(t, b, "urn:a"); !slices.Equal(got, want) {
			t.Error("the original is another")
		}
		if !keeps {
			return
		}
		c, err := openFile(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer c.close() //nolint:errcheck // a test
		if got, _ := visited(t, c, "urn:a"); !slices.Equal(got, want) {
			t.Error("the copy is another")
		}
	})
}

func TestABackendIsReplacedOrNot(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, keeps bool) {
		b := open()
		defer b.close() //nolint:errcheck // a test
		if err := b.apply(some("urn:a", 0, 30)); err != nil {
			t.Fatal(err)
		}
		stop := errors.New("enough")
		err := b.replace(func(to backend) error { return errors.Join(to.apply(some("urn:b", 0, 9)), stop) })
		if got, total := visited(t, b, "urn:a"); err == nil || len(got) != 30 || total != 30 {
			t.Errorf("after a replacement that failed: %d of %d quads, %v", len(got), total, err)
		}
		if !keeps {
			return
		}
		if !errors.Is(err, stop) {
			t.Errorf("the reason is lost: %v", err)
		}
		if err := b.replace(func(to backend) error { return to.apply(some("urn:b", 0, 9)) }); err != nil {
			t.Fatal(err)
		}
		if got, total := visited(t, b, "urn:b"); len(got) != 9 || total != 9 {
			t.Errorf("after a replacement: %d of %d quads", len(got), total)
		}
	})
}

// twice is a backend that two stores use, as two servers use one database.
type twice struct{ backend }

func (twice) close() error { return nil }

// Two writers that do not know of each other's documents lose none: with counted records the second would have made
// one record of two.
func TestTwoWritersLoseNothing(t *testing.T) {
	backends(t, func(t *testing.T, open func() backend, _ bool) {
		b := open()
		defer b.close() //nolint:errcheck // a test
		over := func() *Store {
			s, err := openBackend(twice{b}, Options{Now: day()})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		one, other := over(), over()
		load(t, one, plan(1))
		load(t, other, plan(2))
		load(t, one, plan(3))
		load(t, other, plan(1)) // the same version, at the same second
		all := over()
		if want := built(t, plan(1), plan(2), plan(3)); all.View().ID != want || len(all.log.all) != 4 {
			t.Errorf("together they make %s of %d records, want %s of 4", all.View().ID, len(all.log.all), want)
		}
		if problems, err := all.Check(t.Context()); err != nil || len(problems) > 0 {
			t.Errorf("it is not sound: %v %v", problems, err)
		}
	})
}

// Every part of a version is written under the id that its content gives, whatever else is written with it.
func TestDocumentsShareTransactions(t *testing.T) {
	b := &counted{backend: newMemory()}
	s, err := openBackend(b, Options{Now: day()})
	if err != nil {
		t.Fatal(err)
	}
	var list []*graph.Extract
	for seed := range uint64(20) {
		list = append(list, plan(seed))
	}
	if r := load(t, s, list...); r.Count(Added) != 20 || b.applied != 1 {
		t.Errorf("%d small documents took %d transactions", r.Count(Added), b.applied)
	}
	shut(t, s)
}

type counted struct {
	backend
	applied int
}

func (c *counted) apply(quads []quad.Quad) error {
	c.applied++
	return c.backend.apply(quads)
}

func TestVersionsAreTheBytesOfTheirPart(t *testing.T) {
	s := open(t, t.TempDir())
	load(t, s, hostile())
	p, err := readPart(t.Context(), s.back.quads(), version(hostile()))
	if err != nil || !bytes.Equal(p.AppendTo(nil), partOf(t, hostile()).AppendTo(nil)) {
		t.Errorf("other bytes come back: %v", err)
	}
	if _, err := readPart(t.Context(), s.back.quads(), version(plan(1))); err == nil {
		t.Error("a version that is not there is read")
	}
}
