package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/seeds"
)

// run is one run of the command in this process.
type run struct {
	in       string
	env      map[string]string
	terminal bool
}

type outcome struct {
	code     int
	out, err string
}

func (r run) do(args ...string) outcome {
	var out, errs bytes.Buffer
	p := program{
		in: strings.NewReader(r.in), out: &out, err: &errs, terminal: r.terminal,
		getenv: func(name string) string { return r.env[name] },
	}
	code := p.run(context.Background(), args)
	return outcome{code, out.String(), errs.String()}
}

func (o outcome) want(t *testing.T, code int, out, errs string) {
	t.Helper()
	if o.code != code || !strings.Contains(o.out, out) || !strings.Contains(o.err, errs) {
		t.Errorf("exit %d, want %d; stdout, wanted %q:\n%s\nstderr, wanted %q:\n%s", o.code, code, out, o.out, errs, o.err)
	}
}

const plan = `临汾市任务分工方案

一、重点任务

1.修建公路。加快运城公路建设。（省交通运输厅、省财政厅负责）

2.治理河流。推进汾河治理。（省水利厅牵头，省生态环境厅配合）
`

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHelpTeaches(t *testing.T) {
	overview := run{}.do("--help")
	overview.want(t, exitOK, "Commands:", "")
	for _, c := range commands() {
		if !strings.Contains(overview.out, "  "+c.name) {
			t.Errorf("the overview does not name %s", c.name)
		}
		for _, args := range [][]string{{c.name, "--help"}, {"help", c.name}} {
			o := run{}.do(args...)
			o.want(t, exitOK, "policygraph "+c.name, "")
			if !strings.Contains(c.help, "\n  ") {
				t.Errorf("help of %s has no example", c.name)
			}
		}
	}
	run{}.do().want(t, exitUsage, "Commands:", "")
	run{}.do("help").want(t, exitOK, "Commands:", "")
}

func TestUsageErrors(t *testing.T) {
	for _, args := range [][]string{
		{"nonsense"}, {"load"}, {"load", "--nonsense", "x"}, {"check", "x"}, {"score"}, {"schema", "x"}, {"version", "x"}, {"--version", "x"}, {"licenses", "x"},
		{"query", "a", "b"}, {"backup"}, {"compact", "x"}, {"query", "--variables", "[", "-"}, {"serve", "--cors-origin", "example.org"},
	} {
		o := run{env: map[string]string{"POLICYGRAPH_DATA": policygraph.Memory}}.do(args...)
		if o.code != exitUsage || !strings.HasPrefix(o.err, "policygraph: ") {
			t.Errorf("%v: exit %d\n%s", args, o.code, o.err)
		}
	}
}

func TestEveryFlagHasItsVariable(t *testing.T) {
	dir := t.TempDir()
	plan := write(t, dir, "plan.txt", plan)
	env := map[string]string{"POLICYGRAPH_DATA": filepath.Join(dir, "graph"), "POLICYGRAPH_VERBOSE": "maybe"}
	run{env: env}.do("load", plan).want(t, exitUsage, "", "POLICYGRAPH_VERBOSE")
	delete(env, "POLICYGRAPH_VERBOSE")
	run{env: env}.do("load", plan).want(t, exitOK, "", "1 added")
	if _, err := os.Stat(env["POLICYGRAPH_DATA"]); err != nil {
		t.Error(err)
	}
	elsewhere := filepath.Join(dir, "elsewhere") // the flag goes before the variable, after the argument too
	run{env: env}.do("load", plan, "--data", elsewhere).want(t, exitOK, "", "1 added")
}

func TestDefaultDataFolder(t *testing.T) {
	base := t.TempDir()
	env := map[string]string{"XDG_DATA_HOME": base}
	run{env: env}.do("load", write(t, base, "plan.txt", plan)).want(t, exitOK, "", "1 added")
	if _, err := os.Stat(filepath.Join(base, "policygraph")); err != nil {
		t.Error(err)
	}
}

func TestLoadNamesWhatIsBadAndLoadsTheRest(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(t.TempDir(), "graph")
	write(t, dir, "a-good.txt", plan)
	write(t, dir, "b-empty.txt", "")
	write(t, dir, "c-binary.txt", "\x00\x01\x02\x03\xff\xfe\x00\x00")
	write(t, dir, "d-good.txt", strings.ReplaceAll(plan, "公路", "铁路"))
	write(t, dir, "e\x1b[31m.txt", "")
	o := run{}.do("load", "--data", data, dir, filepath.Join(dir, "missing.txt"))
	o.want(t, exitFailed, "", "2 added")
	for _, name := range []string{"b-empty.txt", "c-binary.txt", "missing.txt", "4 of 6 files were not loaded"} {
		if !strings.Contains(o.err, name) {
			t.Errorf("%q is not told:\n%s", name, o.err)
		}
	}
	if strings.Contains(o.err, "\x1b") {
		t.Errorf("a file name reaches the terminal: %q", o.err)
	}
	again := run{}.do("load", "--data", data, filepath.Join(dir, "a-good.txt"), filepath.Join(dir, "d-good.txt"))
	again.want(t, exitOK, "", "0 added, 0 replaced, 2 unchanged")
	run{}.do("check", "--data", data).want(t, exitOK, "sound: 2 documents, 4 tasks", "")
}

func TestSameGraphInWhateverOrder(t *testing.T) {
	dir := t.TempDir()
	a, b := write(t, dir, "a.txt", plan), write(t, dir, "b.txt", strings.ReplaceAll(plan, "公路", "铁路"))
	snapshot := regexp.MustCompile(`snapshot \S+`)
	one := run{}.do("load", "--data", filepath.Join(dir, "1"), a, b)
	two := run{}.do("load", "--data", filepath.Join(dir, "2"), b, a)
	if s := snapshot.FindString(one.err); s == "" || s != snapshot.FindString(two.err) {
		t.Errorf("two orders give two graphs:\n%s%s", one.err, two.err)
	}
}

// TestSeedIsTheFile: the embedded plan and a copy of its file are one document, with an address that can be followed.
func TestSeedIsTheFile(t *testing.T) {
	data, file := filepath.Join(t.TempDir(), "graph"), filepath.Join("../../seeds", seeds.All()[0].Name)
	const query = "{ documents { nodes { id sourceUrl } } }"
	plan := run{in: query}.do("query", "--data", policygraph.Memory)
	plan.want(t, exitOK, `"sourceUrl": "http://www.`, "")
	run{}.do("load", "--data", data, file).want(t, exitOK, "", "1 added")
	run{in: query}.do("query", "--data", data).want(t, exitOK, plan.out, "")
}

// TestNoGraph: commands that read a graph make nothing of a mistyped folder, and say when nothing was loaded.
func TestNoGraph(t *testing.T) {
	dir := t.TempDir()
	data, empty, bad := filepath.Join(dir, "mistyped"), filepath.Join(dir, "empty"), write(t, dir, "bad.txt", "")
	run{}.do("load", "--data", empty, bad).want(t, exitFailed, "", "the file was not loaded")
	for _, args := range [][]string{
		{"query"}, {"export", "--format", "gexf"}, {"export", "--format", "nquads", "--output", filepath.Join(dir, "out")}, {"check"},
		{"backup", filepath.Join(dir, "copy")}, {"compact"},
	} {
		r := run{in: "{ stats { taskCount } }"}
		o := r.do(append(args, "--data", data)...)
		o.want(t, exitFailed, "", "no graph in the data folder: "+data)
		if o.out != "" {
			t.Errorf("%v prints %s", args, o.out)
		}
		if args[0] == "query" || args[0] == "export" {
			r.do(append(args, "--data", empty)...).want(t, exitFailed, "", "the graph is empty")
		}
	}
	for _, name := range []string{"mistyped", "out", "copy"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was made", name)
		}
	}
}

func TestLoadFromStandardInput(t *testing.T) {
	run{in: plan}.do("load", "--data", policygraph.Memory, "-").want(t, exitOK, "", "1 added")
}

// TestNothingIsNoSuccess: input with nothing to read or run is an error that names it.
func TestNothingIsNoSuccess(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "empty.txt")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run{}.do("load", "--data", policygraph.Memory, folder).want(t, exitFailed, "", folder+": holds no file of a format that is read")
	run{}.do("load", "--data", policygraph.Memory, file).want(t, exitFailed, "", file+": the file has no content")
	run{}.do("load", "--data", policygraph.Memory, "-").want(t, exitFailed, "", "the file has no content")
	run{}.do("query", "--data", policygraph.Memory, file).want(t, exitFailed, `"code": "BAD_USER_INPUT"`, "the document has no operation")
	run{}.do("query", "--data", policygraph.Memory, "-").want(t, exitFailed, `"code": "BAD_USER_INPUT"`, "the document has no operation")
}

func TestVerboseLoadPrintsWarnings(t *testing.T) {
	text := strings.Replace(plan, "（省水利厅牵头", "（（省水利厅牵头", 1)
	o := run{in: text}.do("load", "--data", policygraph.Memory, "--verbose", "-")
	o.want(t, exitOK, "", "UNBALANCED_BRACKET")
	if !regexp.MustCompile(`(?m)^-:\d+: UNBALANCED_BRACKET: a bracket without its partner: \S`).MatchString(o.err) {
		t.Errorf("a warning of a passage is printed as %q", o.err)
	}
	o = run{in: "某省实施方案\n一、总体要求\n（一）加快发展。\n"}.do("load", "--data", policygraph.Memory, "--verbose", "-")
	if !regexp.MustCompile(`(?m)^-: NO_MARKS: no statement of responsibility was found$`).MatchString(o.err) {
		t.Errorf("a warning of a whole document is printed as %q", o.err)
	}
}

func TestProgressOnlyOnATerminal(t *testing.T) {
	if o := (run{in: plan}).do("load", "--data", policygraph.Memory, "-"); strings.Contains(o.err, "\r") {
		t.Errorf("progress is drawn into a file: %q", o.err)
	}
	if o := (run{in: plan, terminal: true}).do("load", "--data", policygraph.Memory, "-"); !strings.Contains(o.err, "1 of 1: -") {
		t.Errorf("no progress on a terminal: %q", o.err)
	}
}

func TestQuery(t *testing.T) {
	const query = `query($n: String!) { department(name: $n) { name } }`
	r := run{in: query}
	r.do("query", "--data", policygraph.Memory, "--variables", `{"n":"省发改委"}`).want(t, exitOK, `"name": "省发展改革委"`, "")
	r.do("query", "--data", policygraph.Memory).want(t, exitFailed, `"errors"`, "policygraph:")
	file := write(t, t.TempDir(), "q.graphql", "{ stats { documentCount } } # 注释")
	run{}.do("query", "--data", policygraph.Memory, file).want(t, exitOK, `"documentCount": 1`, "")
	run{}.do("query", "--data", policygraph.Memory, "--executor", "graphql-go", file).want(t, exitOK, `"documentCount": 1`, "")
	run{}.do("query", "--data", policygraph.Memory, "--executor", "java", file).want(t, exitUsage, "", "plans and graphql-go")
	run{}.do("query", "--data", policygraph.Memory, file+".missing").want(t, exitFailed, "", "no such file")
}

func TestSchemaVersionScore(t *testing.T) {
	run{}.do("schema").want(t, exitOK, "type Query {", "")
	for _, name := range []string{"version", "--version"} {
		run{}.do(name).want(t, exitOK, "policygraph "+policygraph.Version, "")
	}
	run{}.do("licenses").want(t, exitOK, "Redistribution and use in source and binary forms", "")
	run{}.do("score", "../../seeds/gold/seed.json").want(t, exitOK, "tasks", "")
	run{}.do("score", "../../seeds/gold/missing.json").want(t, exitFailed, "", "missing.json")
}

func TestBackupAndCompact(t *testing.T) {
	dir := t.TempDir()
	data, copied := filepath.Join(dir, "graph"), filepath.Join(dir, "copy")
	run{in: plan}.do("load", "--data", data, "-").want(t, exitOK, "", "1 added")
	run{}.do("backup", "--data", data, copied).want(t, exitOK, "copied", "")
	run{}.do("compact", "--data", data).want(t, exitOK, "bytes before", "")
	for _, d := range []string{data, copied} {
		run{}.do("check", "--data", d).want(t, exitOK, "sound: 1 document, 2 tasks", "")
	}
}

// indexBase64 is where a text begins in the base64 of what holds it; -1 when it is not there.
func indexBase64(data []byte, text string) int {
	for shift := range 3 {
		whole := text[(3-shift)%3:]
		whole = whole[:len(whole)/3*3]
		if at := bytes.Index(data, []byte(base64.StdEncoding.EncodeToString([]byte(whole)))); at >= 0 {
			return at
		}
	}
	return -1
}

func TestCheckFindsDamage(t *testing.T) {
	dir := t.TempDir()
	run{in: plan}.do("load", "--data", dir, "-").want(t, exitOK, "", "1 added")
	damaged := false
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		// The base64 of the text: which of its three forms depends on where it begins.
		if at := indexBase64(data, "加快运城公路建设"); at >= 0 {
			data[at] ^= 1
			write(t, dir, e.Name(), string(data))
			damaged = true
		}
	}
	if !damaged {
		t.Fatal("no file holds the text")
	}
	run{}.do("check", "--data", dir).want(t, exitFailed, "", "policygraph:")
}

// serving starts the server on a free port and gives its address; it is stopped, and its exit code checked, at the end.
func serving(t *testing.T, args ...string) string {
	t.Helper()
	return servingTo(t, &syncBuffer{}, args...)
}

// syncBuffer is a buffer that a server writes while a test reads.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func servingTo(t *testing.T, errs *syncBuffer, args ...string) string {
	t.Helper()
	addr, stop := startServing(t, errs, append([]string{"--data", policygraph.Memory}, args...)...)
	t.Cleanup(stop)
	return addr
}

// startServing starts the server on a free port; stop ends it and checks its exit code.
func startServing(t *testing.T, errs *syncBuffer, args ...string) (addr string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	started, code := make(chan string, 1), make(chan int, 1)
	p := program{
		out: io.Discard, err: errs, getenv: func(string) string { return "" },
		started: func(a string) { started <- a },
	}
	go func() { code <- p.run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)) }()
	stop = func() {
		cancel()
		if c := <-code; c != exitOK {
			t.Errorf("serve ended with %d:\n%s", c, errs.String())
		}
	}
	select {
	case a := <-started:
		return a, stop
	case c := <-code:
		cancel()
		t.Fatalf("serve ended with %d:\n%s", c, errs.String())
		return "", nil
	}
}

func fetch(t *testing.T, method, url, body string, header map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		if k == "Host" {
			r.Host = v
		}
		r.Header.Set(k, v)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestServe(t *testing.T) {
	base := "http://" + serving(t, "--cors-origin", "https://app.example.org", "--host", "graph.example.org")
	json := map[string]string{"Content-Type": "application/json"}
	_, answer := fetch(t, "POST", base+"/graphql", `{"query":"{ department(name: \"省发改委\") { tasks { totalCount } permalink } }"}`, json)
	if !strings.Contains(answer, `"totalCount":22`) {
		t.Errorf("answer: %s", answer)
	}
	path := regexp.MustCompile(`"permalink":"([^"]+)"`).FindStringSubmatch(answer)
	if path == nil {
		t.Fatalf("no permalink in %s", answer)
	}
	if r, page := fetch(t, "GET", base+path[1], "", nil); r.StatusCode != 200 || !strings.Contains(page, "省发展改革委") {
		t.Errorf("%s: status %d", path[1], r.StatusCode)
	}
	for _, p := range []string{"/", "/page.css", "/favicon.ico", "/graphql/?query={__typename}", "/healthz", "/readyz", "/schema.graphql"} {
		if r, _ := fetch(t, "GET", base+p, "", nil); r.StatusCode != 200 {
			t.Errorf("%s: status %d", p, r.StatusCode)
		}
	}
	for host, want := range map[string]int{"graph.example.org": 200, "localhost": 200, "evil.example.org": 421} {
		if r, _ := fetch(t, "GET", base+"/page.css", "", map[string]string{"Host": host}); r.StatusCode != want {
			t.Errorf("Host %s: status %d, want %d", host, r.StatusCode, want)
		}
	}
}

// TestGBK types what a console sends that is set to GBK.
func TestGBK(t *testing.T) {
	gbk := "{\"name\":\"\xca\xa1\xb7\xa2\xb8\xc4\xce\xaf\"}" // 省发改委
	run{in: "{__typename}"}.do("query", "--data", ":memory:", "--variables", gbk).want(t, exitUsage, "", "--variables is not UTF-8")
	run{in: "{__typename}"}.do("query", "--data", ":memory:", "--operation", "\xb7\xa2").want(t, exitUsage, "", "--operation is not UTF-8")
	run{in: "{search(query:\"\xc2\xc3\xd3\xce\"){totalCount}}"}.do("query", "--data", ":memory:").want(t, exitUsage, "", "the query is not UTF-8")
	run{}.do("export", "--data", ":memory:", "--format", "csv", "--spec", gbk).want(t, exitUsage, "", "--spec is not UTF-8")
}

func TestCORS(t *testing.T) {
	base := "http://" + serving(t, "--cors-origin", "https://app.example.org")
	for origin, allowed := range map[string]bool{
		"https://app.example.org": true, "http://localhost:5173": true, "http://127.0.0.1:3000": true, "http://[::1]:3000": true,
		"https://evil.example.org": false, "http://localhost.evil.org": false, "null": false, "file://localhost": false,
	} {
		r, _ := fetch(t, "OPTIONS", base+"/graphql", "", map[string]string{
			"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type",
		})
		if got := r.Header.Get("Access-Control-Allow-Origin"); (got == origin) != allowed {
			t.Errorf("origin %s: Access-Control-Allow-Origin %q, allowed %v wanted", origin, got, allowed)
		}
		if r.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("origin %s may send credentials", origin)
		}
		for _, path := range []string{"/graphql?query={__typename}", "/schema.graphql", "/export/graph.gexf"} { // what a cache may keep
			r, _ := fetch(t, "GET", base+path, "", map[string]string{"Origin": origin})
			if vary := strings.Join(r.Header.Values("Vary"), ", "); !strings.Contains(vary, "Origin") {
				t.Errorf("origin %s: %s varies by %q, not by Origin", origin, path, vary)
			}
		}
	}
}

func TestServeLoadsPathsAndGoesOnWithoutTheBad(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "good.txt", plan)
	write(t, dir, "bad.txt", "")
	base := "http://" + serving(t, dir)
	_, answer := fetch(t, "POST", base+"/graphql", `{"query":"{ stats { documentCount taskCount } }"}`,
		map[string]string{"Content-Type": "application/json"})
	if answer != `{"data":{"stats":{"documentCount":1,"taskCount":2}}}` {
		t.Errorf("answer: %s", answer)
	}
}

func TestMetricsHaveAListenerOfTheirOwn(t *testing.T) {
	var errs syncBuffer
	base := "http://" + servingTo(t, &errs, "--metrics-addr", "127.0.0.1:0")
	fetch(t, "POST", base+"/graphql", `{"query":"{ stats { taskCount } }"}`, map[string]string{"Content-Type": "application/json"})
	at := regexp.MustCompile(`metrics at (\S+)`).FindStringSubmatch(errs.String())
	if at == nil {
		t.Fatalf("no address of metrics:\n%s", errs.String())
	}
	if r, body := fetch(t, "GET", at[1], "", nil); r.StatusCode != 200 || !strings.Contains(body, "policygraph_requests_total") {
		t.Errorf("status %d:\n%s", r.StatusCode, body)
	}
	if r, _ := fetch(t, "GET", base+"/metrics", "", nil); r.StatusCode != 404 {
		t.Errorf("metrics on the public listener: status %d", r.StatusCode)
	}
}

func TestAddressInUse(t *testing.T) {
	addr := serving(t)
	run{}.do("serve", "--addr", addr, "--data", policygraph.Memory).want(t, exitFailed, "", "--addr")
}
