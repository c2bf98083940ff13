package store

import (
	"bytes"
	"compress/gzip"
	"io"
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
