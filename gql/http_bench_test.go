package gql

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// connections is how many clients ask at a time.
const connections = 8

// BenchmarkHTTP asks the real server over loopback beside a handler that sends the same bytes from memory. The client
// writes and reads plain bytes, so that most of the CPU is the server's.
func BenchmarkHTTP(b *testing.B) {
	view := synth.View(10_000, 1)
	e, err := New(func() *graph.View { return view }, Options{})
	if err != nil {
		b.Fatal(err)
	}
	id := view.IDOf(graph.KindTask, 1234)
	for _, q := range []struct{ name, body string }{
		{"point", fmt.Sprintf(`{"query":"query($id:ID!){task(id:$id){id number title locator}}","variables":{"id":%q}}`, id)},
		{"list", `{"query":"{tasks(first:1000){nodes{id number title locator key departments(first:20){nodes{name}}}}}"}`},
	} {
		want := ask(b, NewHandler(e, HTTPOptions{}), q.body)
		if strings.Contains(string(want), `"errors"`) {
			b.Fatalf("%.300s", want)
		}
		memory := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", typeJSON)
			_, _ = w.Write(want)
		})
		b.Run(q.name+"/server", func(b *testing.B) { hammer(b, NewHandler(e, HTTPOptions{}), q.body, len(want)) })
		b.Run(q.name+"/memory", func(b *testing.B) { hammer(b, memory, q.body, len(want)) })
	}
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
func hammer(b *testing.B, h http.Handler, body string, length int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := Server(h)
	go func() { _ = s.Serve(l) }()
	defer func() { _ = s.Close() }()
	request := fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	work := make(chan struct{}, connections)
	var clients sync.WaitGroup
	for range connections {
		clients.Go(func() {
			c, err := net.Dial("tcp", l.Addr().String())
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
	before := cpuTime(b)
	for b.Loop() {
		work <- struct{}{}
	}
	close(work)
	clients.Wait()
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N)/1000, "cpu-µs/op")
}

// cpuTime is the CPU time of this process so far, in nanoseconds; clients are a part of it.
func cpuTime(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
