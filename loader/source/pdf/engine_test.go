package pdf

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/policygraph/policygraph/internal/pdftest"
)

func readWith(t *testing.T, folder string) {
	t.Helper()
	e := &Engine{Limits: testLimits(), Cache: folder}
	if _, err := e.Read(t.Context(), pdftest.File(page{Texts: column(300, "任务")})); err != nil {
		t.Error(err)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

func TestCache(t *testing.T) {
	if CacheFolder() == "" {
		t.Skip("this user has no folder for caches")
	}
	readWith(t, CacheFolder())
	first := entries(CacheFolder())
	if len(first) == 0 {
		t.Fatal("nothing is kept")
	}
	good, err := os.ReadFile(first[0])
	must(t, err)
	folder := filepath.Join(t.TempDir(), "new", "policygraph")
	kept := filepath.Join(folder, filepath.Base(filepath.Dir(first[0])), filepath.Base(first[0]))
	must(t, os.MkdirAll(filepath.Dir(kept), 0o700))
	for name, damage := range map[string]func(data []byte) []byte{
		"cut off":     func(data []byte) []byte { return data[:len(data)/2] },
		"empty":       func(data []byte) []byte { return nil },
		"other bytes": func(data []byte) []byte { data[len(data)/2] ^= 1; return data },
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "cut off" {
				t.Skip("compiles the engine once more")
			}
			must(t, os.WriteFile(kept, damage(append([]byte(nil), good...)), 0o600))
			readWith(t, folder)
			if data, err := os.ReadFile(kept); err != nil || len(data) != len(good) {
				t.Errorf("what is damaged is not made again: %d bytes, %v", len(data), err)
			}
		})
	}
	t.Run("several at once", func(t *testing.T) {
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() { readWith(t, folder) })
		}
		wait.Wait()
	})
}

func TestUsable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	open := filepath.Join(dir, "open")
	must(t, os.Mkdir(open, 0o700))
	must(t, os.Chmod(open, 0o777))
	for folder, want := range map[string]bool{"": false, filepath.Join(dir, "a", "b"): true, dir: true, file: false, filepath.Join(file, "below"): false, open: false} {
		if got := usable(folder); got != want {
			t.Errorf("%s: %v", folder, got)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "probe*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
