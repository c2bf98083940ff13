package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	addr := serving(t)
	run{}.do("health", "--addr", addr).want(t, exitOK, "ready\n", "")
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	run{env: map[string]string{"POLICYGRAPH_ADDR": ":" + port}}.do("health").want(t, exitOK, "ready\n", "") // as in deploy/Dockerfile
	run{}.do("health", "x").want(t, exitUsage, "", "takes no arguments")
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	run{}.do("health", "--addr", strings.TrimPrefix(busy.URL, "http://")).want(t, exitFailed, "", "is not ready: 503")
	busy.Close()
	run{}.do("health", "--addr", strings.TrimPrefix(busy.URL, "http://")).want(t, exitFailed, "", "refused")
}
