package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// connections is how many clients ask at a time.
const connections = 8

// benchServer, set in the environment of a process of this test binary, makes it a server of BenchmarkHTTP.
const benchServer = "POLICYGRAPH_BENCH_SERVER"

// BenchmarkHTTP asks the real server over loopback beside a handler that sends the same bytes from memory. Each server is
// a process of its own, so that the CPU time that is reported is the server's alone.
func BenchmarkHTTP(b *testing.B) {
	view := synth.View(benchTasks, 1)
	id := view.IDOf(graph.KindTask, 1234)
	for _, q := range []struct{ name, body string }{
		{"point", fmt.Sprintf(`{"query":"query($id:ID!){task(id:$id){id number title locator}}","variables":{"id":%q}}`, id)},
		{"list", `{"query":"{tasks(first:1000){nodes{id number title locator key departments(first:20){nodes{name}}}}}"}`},
	} {
		e, err := gql.New(func() *graph.View { return view }, gql.Options{})
		if err != nil {
			b.Fatal(err)
		}
		want := ask(b, New(e).Handler(Options{}), q.body)
		if strings.Contains(string(want), `"errors"`) {
			b.Fatalf("%.300s", want)
		}
		file := filepath.Join(b.TempDir(), "answer")
		if err := os.WriteFile(file, want, 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(q.name+"/server", func(b *testing.B) { hammer(b, "engine", q.body, len(want)) })
		b.Run(q.name+"/memory", func(b *testing.B) { hammer(b, file, q.body, len(want)) })
	}
}

// benchTasks is the size of the graph behind the server.
const benchTasks = 10_000

// TestBenchServer is the server of BenchmarkHTTP in a process of its own; it ends with its standard input.
func TestBenchServer(t *testing.T) {
	what := os.Getenv(benchServer)
	if what == "" {
		t.Skip("only in the processes that BenchmarkHTTP starts")
	}
	var h http.Handler
	if what == "engine" {
		view := synth.View(benchTasks, 1)
		e, err := gql.New(func() *graph.View { return view }, gql.Options{})
		if err != nil {
			t.Fatal(err)
		}
		h = New(e).Handler(Options{})
	} else {
		answer, err := os.ReadFile(what)
		if err != nil {
			t.Fatal(err)
		}
		h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", typeJSON)
			_, _ = w.Write(answer)
		})
	}
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.HandleFunc("/cpu", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, cpuTime(t)) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = Server(mux).Serve(l) }()
	fmt.Println("listening", l.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// startServer starts TestBenchServer and gives its address.
func startServer(b *testing.B, what string) string {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^TestBenchServer$")
	c.Env = append(os.Environ(), benchServer+"="+what)
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = c.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if addr, ok := strings.CutPrefix(lines.Text(), "listening "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return addr
		}
	}
	b.Fatal("the server did not start")
	return ""
}

// cpuOf asks a server for its CPU time so far, in nanoseconds.
func cpuOf(b *testing.B, addr string) int64 {
	r, err := http.Get("http://" + addr + "/cpu")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	var n int64
	if _, err := fmt.Fscan(r.Body, &n); err != nil {
		b.Fatal(err)
	}
	return n
}

func ask(b *testing.B, h http.Handler, body string) []byte {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := Server(h)
	go func() { _ = s.Serve(l) }()
	defer func() { _ = s.Close() }()
	r, err := http.Post("http://"+l.Addr().String()+"/graphql", "application/json", strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	got, err := io.ReadAll(r.Body)
	if err != nil {
		b.Fatal(err)
	}
	return got
}

// hammer sends b.N requests over a few connections and reads answers of this length.
func hammer(b *testing.B, server, body string, length int) {
	addr := startServer(b, server)
	request := fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	work := make(chan struct{}, connections)
	var clients sync.WaitGroup
	for range connections {
		clients.Go(func() {
			c, err := net.Dial("tcp", addr)
			if err != nil {
				b.Error(err)
				return
			}
			defer func() { _ = c.Close() }()
			in := bufio.NewReaderSize(c, 64<<10)
			for range work {
				_, _ = io.WriteString(c, request)
				r, err := http.ReadResponse(in, nil)
				if err != nil {
					b.Error(err)
					return
				}
				if n, _ := io.Copy(io.Discard, r.Body); n != int64(length) {
					b.Errorf("%d bytes, want %d", n, length)
				}
			}
		})
	}
	before := cpuOf(b, addr)
	for b.Loop() {
		work <- struct{}{}
	}
	close(work)
	clients.Wait()
	b.ReportMetric(float64(cpuOf(b, addr)-before)/float64(b.N)/1000, "server-cpu-µs/op")
}

// cpuTime is the CPU time of this process so far, in nanoseconds.
func cpuTime(b testing.TB) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
