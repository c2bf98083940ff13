package running

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnnounceAndFind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graph")
	if s, err := Find(dir); s != nil || err != nil {
		t.Errorf("found %v, %v in no folder", s, err)
	}
	want := Server{URL: "http://127.0.0.1:1", PID: 7, Version: "1", Plan: true}
	stop, err := Announce(dir, want)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := Find(dir); err != nil || s == nil || *s != want {
		t.Errorf("found %v, %v", s, err)
	}
	if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if _, err := Announce(dir, want); !errors.Is(err, ErrTaken) {
		t.Errorf("a second server: %v", err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is left: %v", err)
	}
}

// TestKilledServersAreNoticed: a file without its lock is of a server that no longer runs, and the next one replaces it.
func TestKilledServersAreNoticed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(`{"url":"http://127.0.0.1:1"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := Find(dir); s != nil || err != nil {
		t.Errorf("found %v, %v", s, err)
	}
	stop, err := Announce(dir, Server{URL: "http://127.0.0.1:2"})
	if err != nil {
		t.Fatal(err)
	}
	defer stop() //nolint:errcheck // tested elsewhere
	if s, err := Find(dir); err != nil || s == nil || s.URL != "http://127.0.0.1:2" {
		t.Errorf("found %v, %v", s, err)
	}
	if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v, %v", info.Mode(), err)
	}
}

func TestFolderThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Announce(filepath.Join(file, "graph"), Server{}); err == nil {
		t.Error("a folder below a file was made")
	}
}

func TestURL(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:80": "http://127.0.0.1:80", "0.0.0.0:8080": "http://localhost:8080", "[::]:8080": "http://localhost:8080",
		"192.0.2.1:80": "http://192.0.2.1:80", "[2001:db8::1]:80": "http://[2001:db8::1]:80",
	} {
		at, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := URL(at); got != want {
			t.Errorf("%s: %s, want %s", addr, got, want)
		}
	}
}

func TestAsk(t *testing.T) {
	answer := `{"data":{}}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/graphql" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
		}
		_, _ = w.Write([]byte(answer))
	}))
	s := Server{URL: server.URL}
	if got, err := s.Ask(t.Context(), []byte(`{}`)); err != nil || string(got) != answer {
		t.Errorf("%s, %v", got, err)
	}
	answer = "no JSON"
	if _, err := s.Ask(t.Context(), []byte(`{}`)); err == nil || !strings.Contains(err.Error(), server.URL) {
		t.Errorf("what is no JSON: %v", err)
	}
	server.Close()
	if _, err := s.Ask(t.Context(), []byte(`{}`)); err == nil {
		t.Error("a server that is gone answers")
	}
}
