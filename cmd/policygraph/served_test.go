package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/internal/running"
)

// entries lists what a folder holds; nothing when there is no folder.
func entries(t *testing.T, dir string) string {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range found {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

const countTasks = "{ stats { documentCount taskCount } }"

// TestThePlanStaysInMemory: serve without PATH in a folder without a graph shows the embedded plan, query in another terminal
// finds it, and when the server ends there is no trace of it.
func TestThePlanStaysInMemory(t *testing.T) {
	for _, name := range []string{"missing", "empty", "full"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			if name != "missing" {
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if name == "full" {
				write(t, dir, "mine.txt", plan)
			}
			before := entries(t, dir)
			ask := run{in: countTasks}
			ask.do("query", "--data", dir).want(t, exitFailed, "", "no graph in the data folder")
			_, stop := startServing(t, &syncBuffer{}, "--data", dir)
			ask.do("query", "--data", dir).want(t, exitOK, `"taskCount": 32`, "")
			if during := entries(t, dir); strings.Contains(during, "graph") {
				t.Errorf("the folder holds %s", during)
			}
			stop()
			if after := entries(t, dir); after != before {
				t.Errorf("the folder held %q and holds %q", before, after)
			}
			if _, err := os.Stat(dir); name == "missing" && !os.IsNotExist(err) {
				t.Errorf("the folder was made: %v", err)
			}
			ask.do("query", "--data", dir).want(t, exitFailed, "", "no graph in the data folder")
		})
	}
}

// TestLoadBesideThePlan: a server of the embedded plan does not lock the folder, and is no longer asked once there are documents.
func TestLoadBesideThePlan(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graph")
	bad := write(t, t.TempDir(), "bad.txt", "")
	_, stop := startServing(t, &syncBuffer{}, "--data", dir)
	defer stop()
	run{}.do("load", "--data", dir, bad).want(t, exitFailed, "", "not loaded")
	run{in: countTasks}.do("query", "--data", dir).want(t, exitOK, `"taskCount": 32`, "") // still nothing was loaded
	run{in: plan}.do("load", "--data", dir, "-").want(t, exitOK, "", "1 added")
	run{in: countTasks}.do("query", "--data", dir).want(t, exitOK, `"taskCount": 2`, "")
}

// TestQueryAServedFolder asks the server that has the folder, with variables and operations as without one; the other
// commands say who has it.
func TestQueryAServedFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graph")
	run{in: plan}.do("load", "--data", dir, "-").want(t, exitOK, "", "1 added")
	addr, stop := startServing(t, &syncBuffer{}, "--data", dir)
	const two = `query A($n: Int) { tasks(first: $n) { nodes { number } } } query B { stats { taskCount } }`
	run{in: two}.do("query", "--data", dir, "--operation", "A", "--variables", `{"n":1}`).want(t, exitOK, `"number": "1."`, "")
	run{in: "{ nonsense }"}.do("query", "--data", dir).want(t, exitFailed, `"errors"`, "nonsense")
	run{}.do("check", "--data", dir).want(t, exitFailed, "", "it is served at http://"+addr)
	stop()
	run{in: two}.do("query", "--data", dir, "--operation", "B").want(t, exitOK, `"taskCount": 2`, "")
	if s, err := running.Find(dir); s != nil || err != nil {
		t.Errorf("found %v, %v", s, err)
	}
}
