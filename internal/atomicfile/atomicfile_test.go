package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	for _, content := range []string{"one", "the second is longer", ""} {
		if err := Write(name, 0o600, text(content)); err != nil || read(t, name) != content {
			t.Errorf("%q: %v", content, err)
		}
	}
	if got := list(t, dir); !slices.Equal(got, []string{"out"}) {
		t.Errorf("the folder holds %v", got)
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Write(name, 0o600, text("again")); err != nil {
		t.Fatal(err)
	}
	if info, err = os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("a file that was there has mode %v, %v", info.Mode(), err)
	}
}

// TestFailureLeavesWhatWasThere: a full disk, a refusal after the first bytes, a panic of the writer's caller.
func TestFailureLeavesWhatWasThere(t *testing.T) {
	broken := errors.New("no space left")
	for _, before := range []string{"", "precious"} {
		dir := t.TempDir()
		name := filepath.Join(dir, "out")
		var want []string
		if before != "" {
			if err := os.WriteFile(name, []byte(before), 0o600); err != nil {
				t.Fatal(err)
			}
			want = []string{"out"}
		}
		err := Write(name, 0o600, func(w io.Writer) error {
			_, _ = io.WriteString(w, strings.Repeat("x", 1<<16))
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("error %v", err)
		}
		if got := list(t, dir); !slices.Equal(got, want) {
			t.Errorf("the folder holds %v, want %v", got, want)
		}
		if before != "" && read(t, name) != before {
			t.Errorf("the file holds %q", read(t, name))
		}
	}
	if err := Write(filepath.Join(t.TempDir(), "missing", "out"), 0o600, text("x")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is missing: %v", err)
	}
}

// TestWhatIsNoFileIsLeftAlone: folders, devices and pipes are refused, also through a link, and are there afterwards.
func TestWhatIsNoFileIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	names := []string{dir, link}
	if runtime.GOOS != "windows" {
		names = append(names, os.DevNull)
	}
	if err := os.Symlink(names[len(names)-1], link); err != nil {
		t.Skip(err)
	}
	for _, name := range names {
		called := false
		err := Write(name, 0o600, func(io.Writer) error { called = true; return nil })
		if err == nil || called {
			t.Errorf("%s: error %v, written %v", name, err, called)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().IsRegular() {
			t.Errorf("%s is gone: %v", name, err)
		}
	}
	if got := list(t, dir); !slices.Equal(got, []string{"link"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestLinksAreFollowed(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("file", link); err != nil {
		t.Skip(err)
	}
	if err := Write(link, 0o600, text("after")); err != nil || read(t, file) != "after" {
		t.Errorf("%v; the file holds %q", err, read(t, file))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
}

// TestWritersDoNotMix: of several writers one wins, wholly.
func TestWritersDoNotMix(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	var group sync.WaitGroup
	for _, letter := range []string{"a", "b", "c", "d"} {
		group.Go(func() {
			if err := Write(name, 0o600, text(strings.Repeat(letter, 1<<18))); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	got := read(t, name)
	if len(got) != 1<<18 || strings.Trim(got, got[:1]) != "" {
		t.Errorf("%d bytes of several writers", len(got))
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"out", "out.new", "out.1x.new", "out.sum", "other.new", "out.newer"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "out.folder.new"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Sweep(filepath.Join(dir, "out")); err != nil {
		t.Error(err)
	}
	if got, want := list(t, dir), []string{"other.new", "out", "out.folder.new", "out.newer", "out.sum"}; !slices.Equal(got, want) {
		t.Errorf("left %v, want %v", got, want)
	}
}
