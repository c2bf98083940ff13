package store

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func TestGuardNamesTheFile(t *testing.T) {
	for name, do := range map[string]func() error{
		"a panic": func() error { panic("page 7 is free") },
		"a fault": func() error {
			var p *int
			*p = 1
			return nil
		},
	} {
		err := guard("/data/graph.db", do)
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "/data/graph.db") {
			t.Errorf("%s becomes %v", name, err)
		}
	}
	plain := errors.New("plain")
	if err := guard("x", func() error { return plain }); err != plain {
		t.Errorf("an error becomes %v", err)
	}
	if err := guard("x", func() error { return nil }); err != nil {
		t.Errorf("success becomes %v", err)
	}
}

// The file of a running server is cut short: its pages are gone from memory. Whoever touches them gets an error instead
// of the end of the process, the View goes on, and nothing is written any more.
func TestFileCutShortWhileOpen(t *testing.T) {
	s, err := Open(t.TempDir(), Options{Now: day()})
	if err != nil {
		t.Fatal(err)
	}
	load(t, s, plan(1), plan(2))
	want := s.View()
	if err := os.Truncate(s.back.name(), int64(2*os.Getpagesize())); err != nil {
		t.Fatal(err)
	}
	if err := s.Quads(t.Context(), func(Quad) error { return nil }); err != nil {
		t.Errorf("quads, which are in memory: %v", err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) != 1 || !strings.Contains(problems[0].What, "bytes of") {
		t.Errorf("check: %v %v", problems, err)
	}
	for range 2 {
		if _, err := s.Load(t.Context(), plan(3)); !errors.Is(err, ErrDamaged) {
			t.Errorf("loading: %v", err)
		}
	}
	if err := s.Remove(t.Context(), plan(1).Document.Key()); !errors.Is(err, ErrDamaged) {
		t.Errorf("removing: %v", err)
	}
	if s.View() != want {
		t.Error("the view went away")
	}
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Errorf("closing: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("closing it never ends")
	}
}
