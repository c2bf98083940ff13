// Package running lets a command find the server of a data folder: a server that runs keeps DIR/server.json, and a lock
// beside it that ends with the process, so that what a killed server leaves behind is noticed.
package running

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"

	"github.com/policygraph/policygraph/internal/atomicfile"
)

const (
	fileName = "server.json"
	lockName = "server.lock"

	// askTime bounds a request to the server, which ends each of its own accord before that.
	askTime = time.Minute
)

// Server is a running server as its file describes it.
type Server struct {
	URL     string `json:"url"` // where it listens, e.g. http://127.0.0.1:8080
	PID     int    `json:"pid"`
	Version string `json:"version"` // of the program
	// Plan says that it serves the embedded plan from memory, since nothing was ever loaded into the folder.
	Plan bool `json:"plan"`
}

// URL is the address at which this machine reaches a listener.
func URL(listener net.Addr) string {
	if at, ok := listener.(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		return "http://localhost:" + strconv.Itoa(at.Port)
	}
	return "http://" + listener.String()
}

// ErrTaken is the cause when another server of the folder runs.
var ErrTaken = errors.New("another server of the folder runs")

// Announce writes the file of a server, which only this user can read, and takes the lock. The folder is made where there
// is none, and stop takes it away when nothing else is in it.
func Announce(dir string, s Server) (stop func() error, err error) {
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return nil, errors.Join(err, ErrTaken)
	}
	file := filepath.Join(dir, fileName)
	stop = func() error {
		err := errors.Join(os.Remove(file), lock.Close(), os.Remove(lock.Path()))
		if missing != nil {
			_ = os.Remove(dir) // not when something was put there meanwhile
		}
		return err
	}
	text, err := json.Marshal(s)
	if err == nil {
		_ = os.Remove(file) // of a server that was killed, maybe readable for others
		err = atomicfile.Write(file, 0o600, func(w io.Writer) error {
			_, err := w.Write(append(text, '\n'))
			return err
		})
	}
	if err != nil {
		return nil, errors.Join(err, stop())
	}
	return stop, nil
}

// Find gives the server of a folder, nil when none runs.
func Find(dir string) (*Server, error) {
	text, err := os.ReadFile(filepath.Join(dir, fileName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	if free, err := lock.TryRLock(); err != nil || free { // what a killed server left behind
		return nil, errors.Join(err, lock.Close())
	}
	var s Server
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, fileName), err)
	}
	return &s, nil
}

// Ask sends a GraphQL request in JSON to the server and gives its answer.
func (s *Server) Ask(ctx context.Context, request []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/graphql", bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy: it is on this machine
	response, err := client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("the server of the folder: %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && !json.Valid(answer) {
		err = fmt.Errorf("the server of the folder at %s answers %s", s.URL, response.Status)
	}
	return answer, err
}
