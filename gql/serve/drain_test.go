package serve

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
)

// sender is a client that reads nothing before it has sent everything, as Python's http.client does.
type sender struct {
	net.Conn
	in *bufio.Reader
}

func dial(t *testing.T, base string) *sender {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &sender{c, bufio.NewReader(c)}
}

// post sends the head of a request and its body, chunked when it is not to be declared.
func (s *sender) post(head string, body []byte, chunked bool) error {
	if !strings.HasPrefix(head, "Host:") {
		head = "Host: localhost\r\n" + head
	}
	head = "POST /graphql HTTP/1.1\r\n" + head
	end := ""
	if chunked {
		head, end = head+fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n", len(body)), "\r\n0\r\n\r\n"
	} else {
		head += fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	}
	_, err := io.Copy(s.Conn, io.MultiReader(strings.NewReader(head), bytes.NewReader(body), strings.NewReader(end)))
	return err
}

func (s *sender) answer() (int, string, error) {
	r, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(r.Body)
	return r.StatusCode, string(body), err
}

const asJSON = "Content-Type: application/json\r\n"

// TestLargeBodiesAreAnswered sends all of a body before it reads: a refusal must arrive, whatever is refused.
func TestLargeBodiesAreAnswered(t *testing.T) {
	base := serve(t, stubAPI(t, echo, gql.Options{}), Options{})
	const typename = `{"query":"{__typename}"}`
	of := func(size int) []byte { return []byte(typename + strings.Repeat(" ", size-len(typename))) }
	for _, c := range []struct {
		name, head string
		size       int
		status     int
		contains   string
	}{
		{"as large as allowed", asJSON, gate.MaxRequestBytes, 200, "__typename"},
		{"one byte more", asJSON, gate.MaxRequestBytes + 1, 413, gate.CodeTooComplex},
		{"10 MB", asJSON, 10_000_000, 413, gate.CodeTooComplex},
		{"as much as is drained", asJSON, maxDrainBytes, 413, gate.CodeTooComplex},
		{"10 MB of a form", "Content-Type: text/plain\r\n", 10_000_000, 415, gate.CodeBadUserInput},
		{"10 MB for another host", "Host: evil.example\r\n" + asJSON, 10_000_000, 421, "evil.example"},
	} {
		for _, chunked := range []bool{false, true} {
			s := dial(t, base)
			if err := s.post(c.head, of(c.size), chunked); err != nil {
				t.Errorf("%s, chunked %v: %v while sending", c.name, chunked, err)
				continue
			}
			status, body, err := s.answer()
			if err != nil || status != c.status || !strings.Contains(body, c.contains) {
				t.Errorf("%s, chunked %v: status %d, %v\n%s", c.name, chunked, status, err, body)
			}
		}
	}
}

// TestTheConnectionGoesOn: after a body that was drained to its end the next request on the connection is answered.
func TestTheConnectionGoesOn(t *testing.T) {
	s := dial(t, serve(t, stubAPI(t, echo, gql.Options{}), Options{}))
	for _, size := range []int{10_000_000, 1000} {
		body := `{"query":"{__typename}"}`
		if err := s.post(asJSON, []byte(body+strings.Repeat(" ", size)), false); err != nil {
			t.Fatal(err)
		}
		if status, _, err := s.answer(); err != nil || (status == 200) != (size == 1000) {
			t.Errorf("%d bytes: status %d, %v", size, status, err)
		}
	}
}

// refusing answers without reading, behind a drain with these bounds.
func refusing(t *testing.T, most int64, wait time.Duration) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Server(drained(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }), most, wait))
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return "http://" + l.Addr().String()
}

// TestDrainIsBoundInBytes: who sends far more is cut off.
func TestDrainIsBoundInBytes(t *testing.T) {
	for size, whole := range map[int]bool{8 << 20: true, 64 << 20: false} {
		s := dial(t, refusing(t, 8<<20, time.Minute))
		err := s.post("", make([]byte, size), false)
		status := 0
		if err == nil {
			status, _, err = s.answer()
		}
		if (err == nil) != whole || whole && status != http.StatusTeapot {
			t.Errorf("%d bytes: status %d, %v", size, status, err)
		}
	}
}

// TestDrainIsBoundInTime: a sender that stops gets its answer and the end of the connection.
func TestDrainIsBoundInTime(t *testing.T) {
	s := dial(t, refusing(t, 8<<20, 100*time.Millisecond))
	start := time.Now()
	if _, err := io.WriteString(s, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\nsome"); err != nil {
		t.Fatal(err)
	}
	status, _, err := s.answer()
	if err != nil || status != http.StatusTeapot {
		t.Errorf("status %d, %v", status, err)
	}
	if rest, err := io.ReadAll(s.in); err != nil || len(rest) > 0 {
		t.Errorf("the connection does not end: %q, %v", rest, err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestNobodyIsAskedForARefusedBody: a client that waits to be told to go on is told the refusal and nothing else.
func TestNobodyIsAskedForARefusedBody(t *testing.T) {
	s := dial(t, serve(t, stubAPI(t, echo, gql.Options{}), Options{}))
	start := time.Now()
	if _, err := io.WriteString(s, "POST /graphql HTTP/1.1\r\nHost: localhost\r\n"+asJSON+"Expect: 100-continue\r\nContent-Length: 10000000\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if status, body, err := s.answer(); err != nil || status != http.StatusRequestEntityTooLarge || time.Since(start) > drainTime/2 {
		t.Errorf("status %d after %v, %v\n%s", status, time.Since(start), err, body)
	}
}
