package store

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// child starts another process on the folder.
func child(t *testing.T, what, dir string) (*exec.Cmd, io.WriteCloser, *bufio.Scanner) {
	t.Helper()
	c := exec.Command(os.Args[0], dir)
	c.Env = append(os.Environ(), childEnv+"="+what)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, in, bufio.NewScanner(out)
}

func TestASecondProcessIsToldWhoseFolderItIs(t *testing.T) {
	dir := t.TempDir()
	c, in, out := child(t, "hold", dir)
	if !out.Scan() || out.Text() != "open" {
		t.Fatal("the other process did not open the folder")
	}
	_, err := Open(dir, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v does not name the folder %s", err, dir)
	}
	if lockWait+boltWait > time.Second {
		t.Errorf("it may wait %v and %v", lockWait, boltWait)
	}
	if err := errors.Join(in.Close(), c.Wait()); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestTheFolderIsLockedWithinAProcessToo(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("a second Open: %v", err)
	}
}

func TestOpenWaitsForARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	done := make(chan error)
	go func() {
		time.Sleep(lockRetry)
		done <- s.Close()
	}()
	open(t, dir)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A process is killed at many moments of a load. Whatever was whole must be there, nothing else, and loading again
// completes the graph.
func TestKilledWhileLoading(t *testing.T) {
	list := plans()
	whole := built(t, list...)
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		dir := t.TempDir()
		c, in, out := child(t, "load", dir)
		said := 0
		for said < round%len(list) && out.Scan() {
			said++
		}
		time.Sleep(time.Duration(rng.IntN(60)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for out.Scan() {
			said++
		}
		_ = c.Wait() // it was killed
		_ = in.Close()

		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("round %d: after the kill: %v", round, err)
		}
		kept := s.View().Len(graph.KindDocument)
		if kept < said || s.View().ID != built(t, list[:kept]...) {
			t.Errorf("round %d: %d documents were loaded, %d are there", round, said, kept)
		}
		load(t, s, plans()...)
		if s.View().ID != whole {
			t.Errorf("round %d: loading again did not complete the graph", round)
		}
		shut(t, s)
	}
}

// full is a closed store with a few plans.
func full(t *testing.T) string {
	t.Helper()
	s := open(t, t.TempDir())
	load(t, s, plan(1), plan(2), plan(3))
	shut(t, s)
	return folderOf(s)
}

func TestTruncatedFileIsRefused(t *testing.T) {
	dir := full(t)
	path := filepath.Join(dir, fileName)
	m, err := readMeta(path)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, sums := range []string{"with sums", "without"} {
		if sums == "without" {
			remove(t, path+sumSuffix)
		}
		for _, n := range []int64{0, 1, 100, 4096, 5000, 8192, m.bytes / 2, m.bytes - 4096, m.bytes - 1} {
			write(t, path, whole[:n])
			_, err := Open(dir, Options{})
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %d bytes of %d: error %v", sums, n, m.bytes, err)
			}
		}
		write(t, path, whole[:m.bytes])
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("%s: all bytes in use: %v", sums, err)
		}
		shut(t, s)
	}
}

func TestAnyFlippedBitIsFound(t *testing.T) {
	dir := full(t)
	path := filepath.Join(dir, fileName)
	m, err := readMeta(path)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const step = 40_009 // a prime, so that all parts of pages are hit
	for at := int64(0); at < m.bytes; at += step {
		flipped := bytes.Clone(whole)
		flipped[at] ^= 1 << (at % 8)
		write(t, path, flipped)
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("bit %d of byte %d: %v", at%8, at, err)
		}
		checkFinds(t, dir, path)
	}
	write(t, path, whole)
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	// A file that is damaged while it is open is found by Check.
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // a test
	flip := func() {
		at := m.bytes - 1
		b := make([]byte, 1)
		if _, err := f.ReadAt(b, at); err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt([]byte{b[0] ^ 1}, at); err != nil {
			t.Fatal(err)
		}
	}
	flip()
	if problems, err := s.Check(t.Context()); err != nil || len(problems) != 1 || problems[0].Where != path {
		t.Errorf("problems of an open file: %v %v", problems, err)
	}
	flip()
}

// checkFinds opens what is damaged for Check and wants it to name the place.
func checkFinds(t *testing.T, dir, where string) {
	t.Helper()
	s, err := Open(dir, Options{Damaged: true})
	if err != nil {
		t.Errorf("open for check: %v", err)
		return
	}
	problems, err := s.Check(t.Context())
	if err != nil || len(problems) == 0 || !strings.Contains(problems[0].String(), where) {
		t.Errorf("problems %v, error %v, want one that names %s", problems, err, where)
	}
	if _, err := s.Load(t.Context(), plan(9)); !errors.Is(err, ErrDamaged) && s.closed != nil {
		t.Errorf("loading into a damaged file: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Sums that a killed process left behind prove nothing; then the digests do.
func TestDigestsFindWhatSumsDoNot(t *testing.T) {
	dir := full(t)
	path := filepath.Join(dir, fileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	packed := string(versionQuads(partOf(t, plan(2)))[1].Object.(quad.TypedString).Value)
	at := bytes.Index(whole, []byte(packed))
	if at < 0 {
		t.Fatal("the columns are not in the file")
	}
	for name, flip := range map[string]int{"sum": len(packed) - 9, "middle": len(packed) / 2, "beginning": 1} {
		flipped := bytes.Clone(whole)
		flipped[at+flip] ^= 1
		write(t, path, flipped)
		remove(t, path+sumSuffix)
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "document") {
			t.Errorf("%s: error %v does not name a document", name, err)
		}
		checkFinds(t, dir, "version")
	}
	write(t, path, whole)
	remove(t, path+sumSuffix)
}

func TestOtherFilesAreRefused(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "text": strings.Repeat("计划", 9000), "zeros": strings.Repeat("\x00", 1<<16),
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, fileName), []byte(content))
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "file"), nil)
	if _, err := Open(filepath.Join(dir, "file", "folder"), Options{}); err == nil || !strings.Contains(err.Error(), "data folder") {
		t.Errorf("a folder in a file: %v", err)
	}
	s := open(t, t.TempDir())
	shut(t, s)
	write(t, s.back.name()+sumSuffix, []byte("{"))
	if _, err := Open(folderOf(s), Options{}); err == nil || !strings.Contains(err.Error(), sumSuffix) && !strings.Contains(err.Error(), "sums") {
		t.Errorf("sums that are not JSON: %v", err)
	}
}

func TestSumsOfAFileThatWasTakenAwayDoNotCount(t *testing.T) {
	dir := full(t)
	remove(t, filepath.Join(dir, fileName))
	load(t, open(t, dir), plan(1))
}

func TestSumsAreAwayWhileTheFileChanges(t *testing.T) {
	s := open(t, t.TempDir())
	load(t, s, plan(1))
	shut(t, s)
	path := s.back.name()
	if summed, err := verify(path); !summed || err != nil {
		t.Errorf("after the use of the file: %v %v", summed, err)
	}
	s = open(t, folderOf(s))
	if _, err := os.Stat(path + sumSuffix); err != nil {
		t.Errorf("before a write: %v", err)
	}
	load(t, s, plan(2))
	if _, err := os.Stat(path + sumSuffix); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the sums are there after a write: %v", err)
	}
	shut(t, s)
	if summed, err := verify(path); !summed || err != nil {
		t.Errorf("after the use of the changed file: %v %v", summed, err)
	}
}

func TestHalfMadeFileIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, fileName+".new"), []byte("half"))
	load(t, open(t, dir), plan(1))
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
}
