package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackupIsAGraphOfItsOwn(t *testing.T) {
	s, dir := open(t, t.TempDir()), filepath.Join(t.TempDir(), "new", "backup")
	load(t, s, plan(1), plan(2))
	want := s.View()
	if err := s.Backup(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	load(t, s, plan(3))
	b := open(t, dir)
	if v := b.View(); v.ID != want.ID || v.QuadCount != want.QuadCount || !v.CreatedAt.Equal(want.CreatedAt) {
		t.Errorf("the backup holds %s of %d quads, want %s of %d", v.ID, v.QuadCount, want.ID, want.QuadCount)
	}
	load(t, b, plan(3))
	if b.View().ID != s.View().ID {
		t.Error("the backup cannot go on like the original")
	}
	if err := s.Backup(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("a backup onto another: %v", err)
	}
}

func TestCancelledBackupLeavesNothing(t *testing.T) {
	s, dir := open(t, t.TempDir()), t.TempDir()
	load(t, s, plan(1))
	for n := range 3 {
		if err := s.Backup(withCountdown(t, n), dir); !errors.Is(err, errCountdown) {
			t.Errorf("cancelled after %d writes: %v", n, err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}

func TestCompactKeepsAllAndShrinks(t *testing.T) {
	s := open(t, t.TempDir())
	for seed := range uint64(8) {
		load(t, s, plan(seed))
	}
	if err := s.Remove(t.Context(), plan(0).Document.Key()); err != nil {
		t.Fatal(err)
	}
	want := s.View()
	before, after, err := s.Compact(t.Context())
	if err != nil || after <= 0 || after >= before {
		t.Errorf("from %d to %d bytes: %v", before, after, err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("after compacting: %v %v", problems, err)
	}
	if s.View() != want {
		t.Error("compacting changed the view")
	}
	wantOutcomes(t, load(t, s, plan(0), plan(1)), Added, Unchanged)
	left, err := filepath.Glob(filepath.Join(folderOf(s), "*.new*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
	shut(t, s)
	if again := open(t, folderOf(s)); again.View().ID != s.View().ID {
		t.Error("opened again, the graph is another")
	}
}

// TestCompactAfterAKill: what a killed run left behind neither stops the next one nor stays.
func TestCompactAfterAKill(t *testing.T) {
	s := open(t, t.TempDir())
	load(t, s, plan(1))
	for _, name := range []string{fileName + ".new", fileName + ".1x.new", fileName + sumSuffix + ".new"} {
		write(t, filepath.Join(folderOf(s), name), []byte("half"))
	}
	if _, _, err := s.Compact(t.Context()); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(folderOf(s), "*.new*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("after compacting: %v %v", problems, err)
	}
}

func TestMemoryHasNoFileToCopy(t *testing.T) {
	s := open(t, Memory)
	if err := s.Backup(t.Context(), t.TempDir()); !errors.Is(err, ErrMemory) {
		t.Errorf("backup: %v", err)
	}
	if _, _, err := s.Compact(t.Context()); !errors.Is(err, ErrMemory) {
		t.Errorf("compact: %v", err)
	}
}
