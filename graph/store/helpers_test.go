package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// childEnv makes the test binary do one of the children's work instead of testing; see children.
const childEnv = "POLICYGRAPH_STORE_CHILD"

// children are what a second process does in a folder; it says on standard output how far it is.
func children() map[string]func(dir string) error {
	return map[string]func(dir string) error{
		"hold": func(dir string) error {
			s, err := Open(dir, Options{})
			if err != nil {
				return err
			}
			fmt.Println("open")
			_, err = io.Copy(io.Discard, os.Stdin) // until the parent closes it
			return errors.Join(err, s.Close())
		},
		"scale": scaleMemory,
		"load": func(dir string) error {
			s, err := Open(dir, Options{batch: smallBatch})
			if err != nil {
				return err
			}
			for _, x := range plans() {
				if _, err := s.Load(context.Background(), x); err != nil {
					return err
				}
				fmt.Println(x.Document.Key())
			}
			return s.Close()
		},
	}
}

func TestMain(m *testing.M) {
	if child := children()[os.Getenv(childEnv)]; child != nil {
		if err := child(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// smallBatch parts even a small plan into several transactions.
const smallBatch = 100

// plans are four plans of a few sections and many tasks.
func plans() []*graph.Extract {
	var out []*graph.Extract
	for seed := range uint64(4) {
		out = append(out, synth.Extracts(25, seed+1)...)
	}
	return out
}

// plan is one small plan, always another for another seed.
func plan(seed uint64) *graph.Extract { return synth.Extracts(3, seed)[0] }

// day is the clock of the tests, a second further with each call.
func day() func() time.Time {
	t := time.Date(2018, 5, 31, 8, 0, 0, 123456789, time.FixedZone("CST", 8*3600))
	return func() time.Time {
		t = t.Add(time.Second)
		return t
	}
}

// open opens a store whose soundness is proved at the end of the test.
func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{Now: day()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, s) })
	return s
}

// shut proves that the store is sound, if it is still open, and closes it.
func shut(t *testing.T, s *Store) {
	t.Helper()
	problems, err := s.Check(context.Background())
	if err != nil && !errors.Is(err, errClosed) {
		t.Error(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func load(t *testing.T, s *Store, extracts ...*graph.Extract) Result {
	t.Helper()
	r, err := s.Load(t.Context(), extracts...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// built is the id of the View of these extracts.
func built(t *testing.T, extracts ...*graph.Extract) string {
	t.Helper()
	v, err := graph.Build(extracts)
	if err != nil {
		t.Fatal(err)
	}
	return v.ID
}

// stored gives what the store holds as extracts.
func stored(t *testing.T, s *Store) []*graph.Extract {
	t.Helper()
	s.mu.RLock()
	defer s.mu.RUnlock()
	again := &Store{back: s.back} // without what s has in memory
	parts, damaged, err := again.read(t.Context(), s.log.versions())
	if err != nil || len(damaged) > 0 {
		t.Fatal(err, damaged)
	}
	var extracts []*graph.Extract
	for _, v := range s.log.versions() {
		extracts = append(extracts, parts[v].Extract())
	}
	return extracts
}

// folderOf is the data folder of a store in a file.
func folderOf(s *Store) string { return s.back.(*file).dir }

func partOf(t *testing.T, x *graph.Extract) *graph.Part {
	t.Helper()
	p, err := graph.NewPart(x)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// folders are the places where a conforming store can be.
func folders(t *testing.T, test func(t *testing.T, dir string)) {
	t.Run("memory", func(t *testing.T) { test(t, Memory) })
	t.Run("file", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "new", "folder")) })
}

func outcomes(r Result) []Outcome {
	var out []Outcome
	for _, d := range r.Documents {
		out = append(out, d.Outcome)
	}
	return out
}

func wantOutcomes(t *testing.T, r Result, want ...Outcome) {
	t.Helper()
	if got := outcomes(r); !slices.Equal(got, want) {
		t.Errorf("outcomes %v, want %v", got, want)
	}
}
