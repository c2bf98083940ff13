package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// apply writes quads past the store, as damage would.
func apply(t *testing.T, s *Store, quads ...quad.Quad) {
	t.Helper()
	var deltas []cayley.Delta
	for _, q := range quads {
		deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
	}
	if err := s.back.quads().ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
		t.Fatal(err)
	}
}

// Each case adds to a sound store what does not belong there; Check must say where.
func TestCheckSaysWhere(t *testing.T) {
	label := version(plan(1))
	task := link(graph.PartKey(graph.KindTask, plan(1).Document.Key(), plan(1).Tasks[0].Path))
	for name, c := range map[string]struct {
		spoil func(s *Store)
		want  []string // one problem each
	}{
		"sound": {func(*Store) {}, nil},
		"a second title": {func(s *Store) {
			apply(t, s, quad.Quad{Subject: task, Predicate: predTitle, Object: quad.String("x"), Label: label})
		}, []string{"document " + plan(1).Document.Key(), "view: ", "it holds"}},
		"another edge": {func(s *Store) {
			apply(t, s, quad.Quad{Subject: task, Predicate: edgePredicate(&plan(1).Facts[0]), Object: task, Label: label})
		}, []string{"its 89 quads are not the 88", "view: ", "it holds"}},
		"a second extract": {func(s *Store) {
			apply(t, s, quad.Quad{Subject: label, Predicate: predExtract, Object: quad.String("x"), Label: label})
		}, []string{"its 89 quads are not the 88", "view: ", "it holds"}},
		"a foreign quad": {func(s *Store) {
			apply(t, s, quad.Quad{Subject: task, Predicate: predTitle, Object: quad.String("x"), Label: history})
		}, []string{"history: ", "it holds"}},
		"another view":     {func(s *Store) { s.view.Store(viewOf(t, plan(1))) }, []string{"view: it is ", "file: it holds"}},
		"count of quads":   {func(s *Store) { v := viewOf(t, plan(1), plan(2)); v.QuadCount = 1; s.view.Store(v) }, []string{"and says 1"}},
		"a current record": {func(s *Store) { s.log.all = s.log.all[:1] }, []string{"history: the 14 quads of the load records are not the 7"}},
	} {
		t.Run(name, func(t *testing.T) {
			folders(t, func(t *testing.T, dir string) {
				s, err := Open(dir, Options{Now: day()})
				if err != nil {
					t.Fatal(err)
				}
				load(t, s, plan(1), plan(2))
				c.spoil(s)
				problems, err := s.Check(t.Context())
				if err != nil || len(problems) != len(c.want) {
					t.Fatalf("%d problems, want %d: %v %v", len(problems), len(c.want), problems, err)
				}
				for i, want := range c.want {
					if !strings.Contains(problems[i].String(), want) {
						t.Errorf("problem %q, want one with %q", problems[i], want)
					}
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func viewOf(t *testing.T, extracts ...*graph.Extract) *graph.View {
	v, err := graph.Build(extracts)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A load record that is not whole stops the store, which says so.
func TestRecordsThatAreNotWhole(t *testing.T) {
	at := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: dateTime} }
	good := map[quad.IRI]quad.Value{
		linkTo(graph.KindDocument): link("doc/1"), predAction: quad.String(actionRemove), predAt: at("2018-05-31T00:00:00Z"),
		rdfType: classLoad, predSequence: quad.Int(1),
	}
	for name, c := range map[string]struct {
		predicate quad.IRI
		value     quad.Value
		bad       bool
	}{
		"good":           {predAction, quad.String(actionRemove), false},
		"no document":    {linkTo(graph.KindDocument), nil, true},
		"no action":      {predAction, nil, true},
		"unknown action": {predAction, quad.String("x"), true},
		"load of none":   {predAction, quad.String(actionLoad), true},
		"removal of one": {predVersion, quad.IRI(versionPrefix + "1"), true},
		"a work of none": {predWork, quad.String("x"), true},
		"no sequence":    {predSequence, nil, true},
		"no time":        {predAt, nil, true},
		"odd time":       {predAt, at("yesterday"), true},
	} {
		s, err := Open(Memory, Options{})
		if err != nil {
			t.Fatal(err)
		}
		fields := map[quad.IRI]quad.Value{}
		for p, v := range good {
			fields[p] = v
		}
		fields[c.predicate] = c.value
		for p, v := range fields {
			if v != nil {
				apply(t, s, quad.Quad{Subject: quad.IRI(recordPrefix + "x"), Predicate: p, Object: v, Label: history})
			}
		}
		if err := s.open(t.Context()); c.bad != errors.Is(err, ErrDamaged) || c.bad != (err != nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRecordsComeBack(t *testing.T) {
	s := open(t, t.TempDir())
	load(t, s, plan(1), plan(2))
	if err := s.Remove(t.Context(), plan(1).Document.Key()); err != nil {
		t.Fatal(err)
	}
	want := s.log
	got, err := readRecords(t.Context(), s.back.quads())
	if err != nil || len(got.all) != 3 || len(got.current) != 1 || len(got.complete) != 2 {
		t.Fatalf("records %+v, error %v", got, err)
	}
	for i, r := range got.all {
		if r != want.all[i] || r.at.Location() != time.UTC || r.at.Nanosecond() != 0 {
			t.Errorf("record %d is %+v, want %+v", i+1, r, want.all[i])
		}
	}
}
