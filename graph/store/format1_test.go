package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// testdata/format1 is a folder that version 0.1.0 wrote: plan(1), plan(2) and hostile() were loaded, then plan(2) in
// another version, plan(1) was taken out, plan(3) was loaded; and what it exported as N-Quads.
const (
	format1View  = "xuynbxhovi5zktxcu"
	format1Quads = 1858
)

// unpacked is a file of testdata without its compression.
func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// format1Folder is a data folder with the file of testdata/format1.
func format1Folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, fileName), unpacked(t, "format1/graph.db"))
	return dir
}

// renewed is plan(2) as another version of the loader reads it.
func renewed() *graph.Extract {
	x := plan(2)
	x.LoaderVersion += "+1"
	x.Facts = x.Facts[1:]
	return x
}

func TestFileOfTheFirstFormat(t *testing.T) {
	s := open(t, format1Folder(t))
	v := s.View()
	if v.ID != format1View || v.ID != built(t, renewed(), plan(3), hostile()) || v.QuadCount != format1Quads {
		t.Errorf("it is %s of %d quads, want %s of %d", v.ID, v.QuadCount, format1View, format1Quads)
	}
	if want := time.Date(2018, 5, 31, 0, 0, 6, 0, time.UTC); !v.CreatedAt.Equal(want) {
		t.Errorf("created at %s, want %s", v.CreatedAt, want)
	}
	if want := unpacked(t, "format1/current.nq"); !bytes.Equal([]byte(strings.Join(lines(t, s), "\n")+"\n"), want) {
		t.Error("its N-Quads are not those of the version that wrote it")
	}
}

func TestTheFirstFormatIsReadOnly(t *testing.T) {
	s := open(t, format1Folder(t))
	if _, err := s.Load(t.Context(), plan(1)); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "compact") {
		t.Errorf("loading: %v", err)
	}
	if err := s.Remove(t.Context(), plan(3).Document.Key()); !errors.Is(err, ErrFormat) {
		t.Errorf("removing: %v", err)
	}
	if s.View().ID != format1View {
		t.Error("the view has changed")
	}
	dir := filepath.Join(t.TempDir(), "copy")
	if err := s.Backup(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if b := open(t, dir); b.View().ID != format1View {
		t.Errorf("its backup holds %s", b.View().ID)
	}
}

// Rewriting keeps the ids of versions and snapshots, the history and its times, and what is exported.
func TestCompactRewritesTheFirstFormat(t *testing.T) {
	s := open(t, format1Folder(t))
	before := s.log
	if _, _, err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	s = open(t, folderOf(s))
	v := s.View()
	if v.ID != format1View || !v.CreatedAt.Equal(time.Date(2018, 5, 31, 0, 0, 6, 0, time.UTC)) {
		t.Errorf("it is %s of %s, want %s", v.ID, v.CreatedAt, format1View)
	}
	if s.back.format() != formatEdges {
		t.Error("it is of the first format still")
	}
	if got := strings.Join(lines(t, s), "\n") + "\n"; got != string(unpacked(t, "format1/current.nq")) {
		t.Error("its N-Quads are not those of before")
	}
	if !maps.Equal(s.log.complete, before.complete) || len(s.log.all) != len(before.all) {
		t.Errorf("%d versions and %d records, want %d and %d", len(s.log.complete), len(s.log.all), len(before.complete), len(before.all))
	}
	for i, r := range s.log.all {
		if old := before.all[i]; r.document != old.document || r.version != old.version || !r.at.Equal(old.at) || r.version != "" && r.work == "" {
			t.Errorf("record %d is %+v, was %+v", i+1, r, old)
		}
	}
	wantOutcomes(t, load(t, s, plan(1), plan(2), plan(3), hostile()), Added, Replaced, Unchanged, Unchanged)
}

func TestARewriteThatFailsChangesNothing(t *testing.T) {
	s := open(t, format1Folder(t))
	for n := range 3 {
		if _, _, err := s.Compact(withCountdown(t, n+1)); !errors.Is(err, errCountdown) {
			t.Errorf("stopped after %d steps: %v", n+1, err)
		}
		if s.back.format() != formatPlain || s.View().ID != format1View {
			t.Errorf("stopped after %d steps, it is another", n+1)
		}
	}
	left, err := filepath.Glob(s.back.name() + ".new*")
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}
