//go:build linux

package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// scaleEnv is the number of tasks that TestScale stores; see scale.sh.
const scaleEnv = "POLICYGRAPH_SCALE"

// cpu is the processor time of this process in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// memoryOf is a line of /proc/self/status in MB, e.g. VmRSS.
func memoryOf(name string) int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(b)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n >> 10
}

func heap() int {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc >> 20)
}

func row(what, format string, args ...any) {
	fmt.Printf("| %s | %s |\n", what, fmt.Sprintf(format, args...))
}

// wantGraph proves that a View is of all tasks: the counts, and the id that the extracts give.
func wantGraph(t *testing.T, v *graph.View, id string, tasks int) {
	t.Helper()
	if v.ID != id || v.Len(graph.KindTask) != tasks || v.Len(graph.KindResponsibility) < 4*tasks {
		t.Errorf("the graph is %s of %d tasks and %d responsibilities, want %s of %d", v.ID, v.Len(graph.KindTask), v.Len(graph.KindResponsibility), id, tasks)
	}
}

// TestScale stores, opens and changes a large graph, and prints what that takes. It checks the answers, not the time.
func TestScale(t *testing.T) {
	tasks, err := strconv.Atoi(os.Getenv(scaleEnv))
	if err != nil {
		t.Skip("set " + scaleEnv + " to a number of tasks")
	}
	dir := t.TempDir()
	row("measured with "+strconv.Itoa(tasks)+" tasks", "on %d processors", runtime.NumCPU())
	row("---", "---")
	extracts := synth.Extracts(tasks, 1)
	var digests [][32]byte
	for _, x := range extracts {
		digests = append(digests, x.Digest())
	}
	id := graph.SnapshotID(digests)
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	start, clock := cpu(), time.Now()
	load(t, s, extracts...)
	wantGraph(t, s.View(), id, tasks)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bytes, err := size(s.back.name())
	if err != nil {
		t.Fatal(err)
	}
	row("stored", "%.1f CPU s, %.1f s, %d MB, %d quads", cpu()-start, time.Since(clock).Seconds(), bytes>>20, s.View().QuadCount)
	s, extracts = nil, nil
	scaleOpen(t, dir, id, tasks)
	scaleChild(t, dir)
}

// scaleOpen opens a large graph and changes one document of it.
func scaleOpen(t *testing.T, dir, id string, tasks int) {
	empty := heap()
	start, clock := cpu(), time.Now()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	row("opened", "%.2f CPU s, %.2f s", cpu()-start, time.Since(clock).Seconds())
	wantGraph(t, s.View(), id, tasks)
	opened := heap()
	row("the store and its View take", "%d MB", opened-empty)
	first := s.View()
	x := synth.Extracts(300, 77)[0]
	start, clock = cpu(), time.Now()
	load(t, s, x)
	row("one document more", "%.3f CPU s, %.3f s", cpu()-start, time.Since(clock).Seconds())
	if s.View().Len(graph.KindTask) != tasks+len(x.Tasks) {
		t.Errorf("%d tasks", s.View().Len(graph.KindTask))
	}
	row("a View of another moment takes", "%d MB more", heap()-opened)
	start = cpu()
	if err := s.Remove(context.Background(), x.Document.Key()); err != nil {
		t.Fatal(err)
	}
	row("a document removed", "%.3f CPU s", cpu()-start)
	wantGraph(t, s.View(), id, tasks)
	start = cpu()
	problems, err := s.Check(context.Background())
	if err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
	row("checked", "%.1f CPU s", cpu()-start)
	runtime.KeepAlive(first)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// scaleChild opens the graph in another process and prints its memory.
func scaleChild(t *testing.T, dir string) {
	c := exec.Command(os.Args[0], dir)
	c.Env = append(os.Environ(), childEnv+"=scale")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, os.Stderr
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	fmt.Print(out.String())
}

// scaleMemory is what that process does.
func scaleMemory(dir string) error {
	s, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	row("memory while opening", "%d MB RSS at the most", memoryOf("VmHWM")-memoryOf("RssFile"))
	view := heap()
	row("memory afterwards", "%d MB RSS without the mapped file, %d MB of it in use", memoryOf("RssAnon"), view)
	return s.Close()
}
