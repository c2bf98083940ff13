package policygraph_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/export"
)

const plan = `临汾市任务分工方案

1.修建公路。加快运城公路建设。（省交通运输厅、省财政厅负责）

2.治理河流。推进汾河治理。（省水利厅牵头，省生态环境厅配合）
`

func open(t *testing.T, dir string, o policygraph.Options) *policygraph.Graph {
	t.Helper()
	g, err := policygraph.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

func openPlan(t *testing.T, o policygraph.Options) *policygraph.Graph {
	t.Helper()
	g, err := policygraph.OpenPlan(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func handler(t *testing.T, g *policygraph.Graph, o policygraph.HandlerOptions) http.Handler {
	t.Helper()
	h, err := g.Handler(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// TestLoadNamesWhatIsBadAndLoadsTheRest: the error counts the files, names each, and unwraps to the reasons.
func TestLoadNamesWhatIsBadAndLoadsTheRest(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", plan)
	write(t, dir, "b.txt", "")
	write(t, dir, "c.7z", "")
	write(t, dir, ".hidden.txt", plan)
	missing := filepath.Join(dir, "missing.txt")
	g := open(t, policygraph.Memory, policygraph.Options{})
	var read, passed []string
	making := 0
	report, err := g.LoadWith(t.Context(), policygraph.LoadOptions{
		Stdin:  strings.NewReader(strings.ReplaceAll(plan, "公路", "铁路")),
		Passed: func(why error) { passed = append(passed, why.Error()) },
		Read: func(f policygraph.File, done, all int) {
			read = append(read, fmt.Sprintf("%d/%d %s %d %v", done, all, filepath.Base(f.Name), len(f.Extracts), f.Err != nil))
		},
		Making: func(files int) { making = files },
	}, dir, missing, "-")
	var missed *policygraph.NotLoaded
	if !errors.As(err, &missed) || len(missed.Reasons) != 2 || missed.Files != 4 || !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"2 of 4 files were not loaded", "b.txt: the file has no content", "missing.txt: cannot be opened"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %q", want, err)
		}
	}
	if want := (policygraph.Report{Added: 2, Files: 4}); report != want {
		t.Errorf("report %+v, want %+v", report, want)
	}
	if got, want := strings.Join(read, "; "), "1/4 missing.txt 0 true; 2/4 a.txt 1 false; 3/4 b.txt 0 true; 4/4 - 1 false"; got != want {
		t.Errorf("read %s\nwant %s", got, want)
	}
	if len(passed) != 1 || !strings.Contains(passed[0], "c.7z") || making != 4 {
		t.Errorf("passed %q, making %d", passed, making)
	}
}

func TestLoadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g := open(t, filepath.Join(t.TempDir(), "graph"), policygraph.Options{})
	_, err := g.Load(ctx, write(t, t.TempDir(), "a.txt", plan))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestCloseIsSafe: closing while loads and questions go on, and twice, breaks neither; what comes after is an error or an
// answer from the last View.
func TestCloseIsSafe(t *testing.T) {
	dir := t.TempDir()
	file := write(t, t.TempDir(), "a.txt", plan)
	g, err := policygraph.Open(dir, policygraph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Load(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler(t, g, policygraph.HandlerOptions{}))
	defer server.Close()
	var group sync.WaitGroup
	for i := range 4 {
		other := write(t, t.TempDir(), "b.txt", strings.ReplaceAll(plan, "公路", fmt.Sprintf("第%d公路", i)))
		group.Go(func() { _, _ = g.Load(t.Context(), other) })
		group.Go(func() {
			if r, body := get(t, server.URL+"/export/graph.nquads"); r.StatusCode != 200 && r.StatusCode != 400 {
				t.Errorf("status %d: %s", r.StatusCode, body)
			}
		})
		group.Go(func() {
			if err := g.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if _, err := g.Load(t.Context(), file); err == nil {
		t.Error("a closed graph loads")
	}
	if _, body := get(t, server.URL+"/graphql?query={stats{documentCount}}"); !strings.HasPrefix(body, `{"data"`) {
		t.Errorf("a closed graph answers %s", body)
	}
	again := open(t, dir, policygraph.Options{}) // the folder is free
	if n := again.View().Len(graph.KindDocument); n < 1 {
		t.Errorf("%d documents", n)
	}
}

func TestOpenRefusals(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, policygraph.Options{})
	if _, err := policygraph.Open(dir, policygraph.Options{}); !errors.Is(err, policygraph.ErrLocked) {
		t.Errorf("a folder in use: %v", err)
	}
	damaged := t.TempDir()
	write(t, damaged, "graph.db", strings.Repeat("x", 1<<16))
	if _, err := policygraph.Open(damaged, policygraph.Options{}); !errors.Is(err, policygraph.ErrDamaged) {
		t.Errorf("a damaged file: %v", err)
	}
	g := open(t, damaged, policygraph.Options{Damaged: true})
	if problems, err := g.Check(t.Context()); err != nil || len(problems) == 0 {
		t.Errorf("check of a damaged file: %v, %v", problems, err)
	}
}

// TestNoGlobals: two graphs in one process know nothing of each other.
func TestNoGlobals(t *testing.T) {
	a := openPlan(t, policygraph.Options{BaseURL: "https://a.example.org"})
	b := open(t, policygraph.Memory, policygraph.Options{BaseURL: "https://b.example.org"})
	if n := b.View().Len(graph.KindDocument); n != 0 {
		t.Errorf("the other graph has %d documents", n)
	}
	var out bytes.Buffer
	if err := a.Export(t.Context(), &out, "gexf", ""); err != nil || !strings.Contains(out.String(), "https://a.example.org/id/") {
		t.Errorf("error %v; the export has no address of its graph", err)
	}
}

// TestHandlerIsWhole asks for each path that the documentation names, also below a path of another server.
func TestHandlerIsWhole(t *testing.T) {
	g := openPlan(t, policygraph.Options{})
	mux := http.NewServeMux()
	mux.Handle("/plans/", http.StripPrefix("/plans", handler(t, g, policygraph.HandlerOptions{})))
	mux.Handle("/", handler(t, g, policygraph.HandlerOptions{}))
	server := httptest.NewServer(mux)
	defer server.Close()
	paths := []string{"/", "/page.css", "/graphql?query={__typename}", "/schema.graphql", "/healthz", "/readyz", "/id/" + g.View().ID, "/network", "/plain/network", "/assets/app.js",
		"/export/graph.gexf", "/export/graph.nquads"}
	for _, f := range export.Formats() {
		paths = append(paths, "/export/network."+f.Name)
	}
	for _, path := range paths {
		var bodies [2]string
		for i, base := range []string{server.URL, server.URL + "/plans"} {
			r, body := get(t, base+path, "Origin", "http://localhost:5173")
			if r.StatusCode != http.StatusOK || r.Header.Get("Access-Control-Allow-Origin") == "" {
				t.Errorf("%s%s: status %d, %v", base, path, r.StatusCode, r.Header)
			}
			bodies[i] = body
		}
		if bodies[0] == "" || strings.HasPrefix(path, "/export") && bodies[0] != bodies[1] {
			t.Errorf("%s: %d bytes, below a path %d", path, len(bodies[0]), len(bodies[1]))
		}
	}
}

func TestOriginsAreChecked(t *testing.T) {
	g := open(t, policygraph.Memory, policygraph.Options{})
	for _, origin := range []string{"example.org", "https://example.org/", "https://", "https://example.org/path"} {
		if _, err := g.Handler(policygraph.HandlerOptions{Origins: []string{origin}}); err == nil {
			t.Errorf("origin %q is taken, and would never match", origin)
		}
	}
	for _, origin := range []string{"*", "https://example.org", "http://example.org:8080"} {
		if _, err := g.Handler(policygraph.HandlerOptions{Origins: []string{origin}}); err != nil {
			t.Errorf("origin %q: %v", origin, err)
		}
	}
}

// TestReadyHoldsAnswersBack: a program that listens first answers 503 until it says that it is ready.
func TestReadyHoldsAnswersBack(t *testing.T) {
	var ready atomic.Bool
	g := open(t, policygraph.Memory, policygraph.Options{Ready: ready.Load})
	server := httptest.NewServer(handler(t, g, policygraph.HandlerOptions{}))
	defer server.Close()
	paths := []string{"/readyz", "/graphql?query={__typename}", "/id/x", "/export/graph.gexf"}
	for _, path := range paths {
		if r, _ := get(t, server.URL+path); r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: status %d before the graph is ready", path, r.StatusCode)
		}
	}
	ready.Store(true)
	for _, path := range paths {
		if r, _ := get(t, server.URL+path); r.StatusCode == http.StatusServiceUnavailable {
			t.Errorf("%s: status %d when the graph is ready", path, r.StatusCode)
		}
	}
}

func TestQueryVariables(t *testing.T) {
	g := openPlan(t, policygraph.Options{})
	const text = `query A($n: Int) { tasks(first: $n) { nodes { id } } } query B { __typename }`
	for _, variables := range []any{map[string]any{"n": 2}, struct {
		N int `json:"n"`
	}{2}} {
		answer, err := g.Query(t.Context(), policygraph.Query{Text: text, Operation: "A", Variables: variables})
		if err != nil || strings.Count(string(answer), `"id"`) != 2 {
			t.Errorf("%v: %s, %v", variables, answer, err)
		}
	}
	for name, variables := range map[string]any{"a list": []int{1}, "what is no JSON": func() {}} {
		if answer, err := g.Query(t.Context(), policygraph.Query{Text: text, Operation: "A", Variables: variables}); err == nil {
			t.Errorf("%s is answered %s", name, answer)
		}
	}
	answer, err := g.Query(t.Context(), policygraph.Query{Text: "{ nonsense }"})
	if err == nil || !strings.HasPrefix(string(answer), `{"errors"`) {
		t.Errorf("answer %s, error %v", answer, err)
	}
}

func TestCopies(t *testing.T) {
	dir := t.TempDir()
	g := open(t, filepath.Join(dir, "graph"), policygraph.Options{})
	if _, err := g.Load(t.Context(), write(t, dir, "a.txt", plan)); err != nil {
		t.Fatal(err)
	}
	if err := g.Backup(t.Context(), filepath.Join(dir, "copy")); err != nil {
		t.Fatal(err)
	}
	if before, after, err := g.Compact(t.Context()); err != nil || after == 0 || after > before {
		t.Errorf("compact: %d, %d, %v", before, after, err)
	}
	var quads bytes.Buffer
	if err := g.Export(t.Context(), &quads, "nquads", ""); err != nil {
		t.Fatal(err)
	}
	imported := open(t, policygraph.Memory, policygraph.Options{})
	if r, err := imported.Import(t.Context(), &quads); err != nil || r.Added != 1 {
		t.Errorf("import: %+v, %v", r, err)
	}
	for _, other := range []*policygraph.Graph{imported, open(t, filepath.Join(dir, "copy"), policygraph.Options{})} {
		if other.View().ID != g.View().ID {
			t.Errorf("a copy is %s, the graph %s", other.View().ID, g.View().ID)
		}
		if problems, err := other.Check(t.Context()); err != nil || len(problems) > 0 {
			t.Errorf("check: %v, %v", problems, err)
		}
	}
	if err := g.Export(t.Context(), io.Discard, "nonsense", ""); err == nil {
		t.Error("a format that there is not is written")
	}
	if err := g.Export(t.Context(), io.Discard, "gexf", "[]"); err == nil || strings.Contains(err.Error(), "Go ") {
		t.Errorf("a specification that is no object: %v", err)
	}
}

// TestExistingMakesNothing: a folder that must hold a graph is refused without a trace when it holds none.
func TestExistingMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mistyped")
	for _, name := range []string{dir, policygraph.Memory} {
		if _, err := policygraph.Open(name, policygraph.Options{Existing: true}); !errors.Is(err, policygraph.ErrNoGraph) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
	g, err := policygraph.Open(dir, policygraph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil || !g.Empty() {
		t.Errorf("close: %v; empty: %v", err, g.Empty())
	}
	open(t, dir, policygraph.Options{Existing: true})
}

// TestUnchangedFilesAreNotReadAgain: a file whose bytes the same program read before is skipped as long as what it gave is
// in the graph, and read whenever that is in doubt.
func TestUnchangedFilesAreNotReadAgain(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	a, b := write(t, files, "a.txt", plan), write(t, files, "b.txt", strings.ReplaceAll(plan, "公路", "铁路"))
	g := open(t, dir, policygraph.Options{})
	load := func(want policygraph.Report, decoded int, paths ...string) {
		t.Helper()
		got := 0
		report, err := g.LoadWith(t.Context(), policygraph.LoadOptions{Read: func(f policygraph.File, _, _ int) { got += len(f.Extracts) }}, paths...)
		if err != nil || report != want || got != decoded {
			t.Errorf("%+v, %d documents read, %v; want %+v, %d", report, got, err, want, decoded)
		}
	}
	load(policygraph.Report{Added: 2, Files: 2}, 2, a, b)
	load(policygraph.Report{Unchanged: 2, Files: 2}, 0, a, b)
	view := g.View()
	load(policygraph.Report{Unchanged: 1, Files: 1}, 0, b)
	if g.View() != view {
		t.Error("a load of nothing new makes another View")
	}
	write(t, files, "b.txt", strings.ReplaceAll(plan, "公路", "大桥"))
	load(policygraph.Report{Added: 1, Unchanged: 1, Files: 2}, 1, a, b)
	copied := write(t, files, "copy.txt", plan) // another name may give another document
	load(policygraph.Report{Unchanged: 1, Files: 1}, 1, copied)
	load(policygraph.Report{Unchanged: 1, Files: 1}, 0, copied)

	remembered := filepath.Join(dir, "read.json")
	text, err := os.ReadFile(remembered)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string]string{
		"another program": strings.Replace(string(text), `"reader":"`, `"reader":"x`, 1), "no JSON": "{", "empty": "", "no files": `{"reader":"x"}`,
		"versions that are not in the graph": strings.ReplaceAll(string(text), `["`, `["x`),
	} {
		write(t, dir, "read.json", damaged)
		t.Log(name)
		load(policygraph.Report{Unchanged: 1, Files: 1}, 1, a)
		load(policygraph.Report{Unchanged: 1, Files: 1}, 0, a)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "graph.db")); err != nil {
		t.Fatal(err)
	}
	g = open(t, dir, policygraph.Options{}) // the graph is gone, what is remembered is not
	load(policygraph.Report{Added: 1, Files: 1}, 1, a)
}

// TestTheSameTextTwiceInOneLoad: what two files gave is not remembered, as one may replace the other.
func TestTheSameTextTwiceInOneLoad(t *testing.T) {
	files := t.TempDir()
	paths := []string{write(t, files, "a.txt", plan), write(t, files, "b.txt", plan)}
	g := open(t, t.TempDir(), policygraph.Options{})
	for _, want := range []policygraph.Report{{Added: 1, Unchanged: 1, Files: 2}, {Unchanged: 2, Files: 2}} {
		if report, err := g.Load(t.Context(), paths...); err != nil || report != want {
			t.Errorf("%+v, %v; want %+v", report, err, want)
		}
	}
}
