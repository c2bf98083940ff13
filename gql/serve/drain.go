package serve

import (
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/policygraph/policygraph/gql/gate"
)

// What is read, and thrown away, of a body that is refused. Many clients (Python's http.client is one) read no answer before
// all is sent; when the connection is closed on them meanwhile they see a broken pipe and never learn why. net/http itself
// reads on for 256 KiB.
const (
	maxDrainBytes = 32 << 20        // bytes: a file sent by mistake; the least a slow line may take the time for
	drainTime     = 5 * time.Second // then the answer is sent and the connection closed, so that no slow sender holds it
)

// drained reads the rest of a body that next has left, up to so many bytes and for so long, before the answer goes out. A
// client that waits to be told to go on (Expect: 100-continue) is answered at once: it has sent nothing.
func drained(next http.Handler, most int64, wait time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if 0 <= r.ContentLength && r.ContentLength <= gate.MaxRequestBytes { // net/http sees to it
			next.ServeHTTP(w, r)
			return
		}
		body := &watchedBody{ReadCloser: r.Body}
		inner := r.WithContext(r.Context()) // a copy: net/http looks at the body of its own
		inner.Body = body
		next.ServeHTTP(w, inner)
		asked := strings.EqualFold(r.Header.Get("Expect"), "100-continue")
		if body.ended || asked && !body.begun {
			return
		}
		if http.NewResponseController(w).SetReadDeadline(time.Now().Add(wait)) == nil {
			_, _ = io.CopyN(io.Discard, r.Body, most) // when it fails the answer is sent all the same
		}
	})
}

// watchedBody knows whether it was read, and to its end.
type watchedBody struct {
	io.ReadCloser
	begun, ended bool
}

func (b *watchedBody) Read(p []byte) (int, error) {
	b.begun = true
	n, err := b.ReadCloser.Read(p)
	b.ended = b.ended || err != nil
	return n, err
}
