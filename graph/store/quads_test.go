package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"github.com/policygraph/policygraph/graph"
)

// lines gives what Quads visits as N-Quads.
func lines(t *testing.T, s *Store) []string {
	t.Helper()
	var out []string
	err := s.Quads(t.Context(), func(q Quad) error {
		out = append(out, strings.Join([]string{q.Subject, q.Predicate, q.Object, q.Graph, "."}, " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestQuadsAreReadAsNQuads(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		x := hostile()
		load(t, s, plan(1), x, plan(2))
		if err := s.Remove(t.Context(), plan(2).Document.Key()); err != nil {
			t.Fatal(err)
		}
		got := lines(t, s)
		graphs := map[quad.Value][]quad.Quad{}
		r := nquads.NewReader(strings.NewReader(strings.Join(got, "\n")), false)
		for range got {
			q, err := r.ReadQuad()
			if err != nil {
				t.Fatal(err)
			}
			graphs[q.Label] = append(graphs[q.Label], q)
		}
		if len(graphs) != 2 {
			t.Errorf("%d named graphs, want one a document", len(graphs))
		}
		for _, want := range []*graph.Extract{plan(1), x} {
			y, err := decode(version(want), graphs[version(want)])
			if err != nil || y.Digest() != want.Digest() {
				t.Errorf("%s does not come back from N-Quads: %v", want.Document.SourceName, err)
			}
		}
	})
}

func TestQuadsComeInOneOrder(t *testing.T) {
	a, b := open(t, Memory), open(t, t.TempDir())
	load(t, a, plan(1), plan(2), plan(3))
	load(t, b, plan(3))
	load(t, b, plan(2), plan(1))
	if !slices.Equal(lines(t, a), lines(t, b)) {
		t.Error("the order depends on the history")
	}
}

func TestQuadsStopsAtAnError(t *testing.T) {
	s := open(t, Memory)
	load(t, s, plan(1))
	n, stop := 0, errors.New("enough")
	err := s.Quads(t.Context(), func(Quad) error {
		if n++; n == 3 {
			return stop
		}
		return nil
	})
	if n != 3 || !errors.Is(err, stop) {
		t.Errorf("it went on to %d quads: %v", n, err)
	}
}

// Nothing that comes from a document is part of an IRI.
func TestIRIsAreSafe(t *testing.T) {
	x := hostile()
	for _, q := range append(encode(x, version(x)), versionQuads(partOf(t, x))...) {
		for _, d := range quad.Directions {
			if v, ok := q.Get(d).(quad.IRI); ok && strings.ContainsFunc(string(v), func(r rune) bool {
				return r <= ' ' || r > '~' || strings.ContainsRune("<>\"{}|^`\\", r)
			}) {
				t.Fatalf("unsafe: %q", v)
			}
		}
	}
}
