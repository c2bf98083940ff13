package main

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph/export"
)

func TestExportAndImportGiveTheSameSnapshot(t *testing.T) {
	dir := t.TempDir()
	from, to, file := filepath.Join(dir, "from"), filepath.Join(dir, "to"), filepath.Join(dir, "graph.nq")
	loaded := run{in: plan}.do("load", "--data", from, "-")
	run{}.do("export", "--data", from, "--format", "nquads", "--output", file).want(t, exitOK, "", "")
	imported := run{}.do("import", "--data", to, file)
	imported.want(t, exitOK, "", "1 added")
	snapshot := regexp.MustCompile(`snapshot (\S+)`)
	if a, b := snapshot.FindString(loaded.err), snapshot.FindString(imported.err); a == "" || a != b {
		t.Errorf("%q was exported, %q imported", a, b)
	}
	run{}.do("check", "--data", to).want(t, exitOK, "sound", "")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(string(text), "修建公路", "修建铁路", 1)
	run{in: bad}.do("import", "--data", policygraph.Memory, "-").want(t, exitFailed, "", "0 added")
	empty := filepath.Join(t.TempDir(), "empty.nq")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run{}.do("import", "--data", policygraph.Memory, empty).want(t, exitFailed, "", empty+": store: import: there is no statement in it")
	run{in: "\n# only a comment\n"}.do("import", "--data", policygraph.Memory, "-").want(t, exitFailed, "", "standard input: store: import: there is no statement in it")
}

func TestExportTwiceIsTheSame(t *testing.T) {
	for _, f := range export.Formats() {
		args := []string{"export", "--data", policygraph.Memory, "--format", f.Name, "--spec", `{"weight":"NEWMAN"}`}
		one, two := run{}.do(args...), run{}.do(args...)
		one.want(t, exitOK, "", "")
		if one.out == "" || one.out != two.out {
			t.Errorf("%s: %d bytes, then %d", f.Name, len(one.out), len(two.out))
		}
	}
}

func TestExportRefusals(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "out")
	run{}.do("export").want(t, exitUsage, "", "no format is named; there are gexf, graphml,")
	run{}.do("export", "--format", "gexf", "x").want(t, exitUsage, "", "no arguments")
	run{}.do("export", "--data", policygraph.Memory, "--format", "matrix", "--output", file).want(t, exitFailed, "", "networks only")
	if _, err := os.Stat(file); err == nil {
		t.Error("a refused export leaves a file")
	}
	for _, spec := range []string{"x", `{"nonsense":1}`, `{"roles":["BOSS"]}`, `{"documents":["dmissing"]}`} {
		run{}.do("export", "--data", policygraph.Memory, "--format", "gexf", "--spec", spec).want(t, exitFailed, "", "policygraph:")
	}
}

// TestAFailedExportLeavesTheFile: what is wrong with the command line, the specification, the disk or the graph leaves FILE
// as it was; what is no regular file is never touched.
func TestAFailedExportLeavesTheFile(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, "out.gexf", "precious")
	for _, args := range [][]string{
		{"--format", "nonsense"}, {"--format", "matrix"}, {"--format", "gexf", "--spec", "x"}, {"--format", "gexf", "--nonsense"},
		{"--format", "gexf", "--spec", `{"documents":["dmissing"]}`}, {"--format", "gexf", "argument"},
		{"--format", "gexf", "--data", filepath.Join(dir, "missing")},
	} {
		o := run{}.do(append([]string{"export", "--data", policygraph.Memory, "--output", file}, args...)...)
		if text, err := os.ReadFile(file); o.code == exitOK || err != nil || string(text) != "precious" {
			t.Errorf("%v: exit %d; the file holds %q, %v", args, o.code, text, err)
		}
	}
	export := []string{"export", "--data", policygraph.Memory, "--format", "gexf", "--output"}
	run{}.do(append(export, os.DevNull)...).want(t, exitFailed, "", "is no regular file")
	run{}.do(append(export, dir)...).want(t, exitFailed, "", "is no regular file")
	run{}.do(append(export, file)...).want(t, exitOK, "", "")
	if text, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(text), "<?xml") {
		t.Errorf("the file holds %.20q, %v", text, err)
	}
	if got := entries(t, dir); got != "out.gexf" {
		t.Errorf("the folder holds %s", got)
	}
}

// TestExportOverHTTP reads a network back that is filtered by tasks, which only the query language can say.
func TestExportOverHTTP(t *testing.T) {
	base := "http://" + serving(t)
	spec := url.QueryEscape(`{"departmentKinds":["DEPARTMENT","FIELD_OFFICE","ENTERPRISE"],"tasks":{"text":{"contains":"负责)"}}}`)
	r, body := fetch(t, "GET", base+"/export/network.gexf?spec="+spec, "", map[string]string{"Origin": "http://localhost:5173"})
	if r.StatusCode != 200 || r.Header.Get("Content-Type") != "application/gexf+xml" ||
		r.Header.Get("Access-Control-Allow-Origin") == "" || !strings.Contains(r.Header.Get("Content-Disposition"), ".gexf") {
		t.Fatalf("status %d, header %v\n%s", r.StatusCode, r.Header, body)
	}
	count := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			count[e.Name.Local]++
		}
	}
	if count["node"] != 28 || count["edge"] != 120 {
		t.Errorf("%d nodes and %d edges, 28 and 120 wanted", count["node"], count["edge"])
	}
	r, body = fetch(t, "GET", base+"/export/graph.node-link", "", nil)
	var whole struct{ Nodes []any }
	if err := json.Unmarshal([]byte(body), &whole); r.StatusCode != 200 || err != nil || len(whole.Nodes) < 100 {
		t.Errorf("the whole graph: status %d, %v, %d nodes", r.StatusCode, err, len(whole.Nodes))
	}
	if !strings.Contains(body, base+"/id/") {
		t.Error("addresses do not begin with that of the server")
	}
	for path, want := range map[string]int{
		"/export/graph.nonsense": 404, "/export/nonsense.gexf": 404, "/export/graph.matrix": 400,
		"/export/network.gexf?spec=x": 400, "/export/network.gexf?spec=" + strings.Repeat("x", 8<<10): 400,
		"/export/network.gexf?spec=" + strings.Repeat("x", 8<<10+1): 414,
	} {
		if r, _ := fetch(t, "GET", base+path, "", nil); r.StatusCode != want {
			t.Errorf("%.60s: status %d, want %d", path, r.StatusCode, want)
		}
	}
}

// TestBadSpecificationsAreToldInWords: what is no object, or two, is refused without a word of our types.
func TestBadSpecificationsAreToldInWords(t *testing.T) {
	base := "http://" + serving(t)
	for _, path := range []string{"/plain/network", "/export/network.gexf"} {
		for _, spec := range []string{"[]", "7", "{", "{}{}", `"a"`} {
			r, body := fetch(t, "GET", base+path+"?spec="+url.QueryEscape(spec), "", nil)
			if r.StatusCode != 400 || !strings.Contains(body, "the specification of the network is not a JSON object") || strings.Contains(body, "Go ") {
				t.Errorf("%s of %s: status %d\n%s", path, spec, r.StatusCode, body)
			}
		}
	}
}

func TestPageOfANetwork(t *testing.T) {
	base := "http://" + serving(t)
	_, answer := fetch(t, "POST", base+"/graphql",
		`{"query":"{ collaborationNetwork(spec: {departmentKinds: [DEPARTMENT]}) { id permalink citation(format: BIBTEX) } }"}`,
		map[string]string{"Content-Type": "application/json"})
	var got struct {
		Data struct {
			CollaborationNetwork struct{ ID, Permalink, Citation string }
		}
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	n := got.Data.CollaborationNetwork
	r, page := fetch(t, "GET", base+"/plain"+n.Permalink, "", nil)
	if r.StatusCode != 200 || !strings.Contains(page, n.ID) || !strings.Contains(page, "省发展改革委") || strings.Contains(page, "<script") {
		t.Errorf("%s: status %d\n%.500s", n.Permalink, r.StatusCode, page)
	}
	for _, want := range []string{n.ID, base + "/network?spec="} {
		if !strings.Contains(n.Citation, want) {
			t.Errorf("the citation does not give %s:\n%s", want, n.Citation)
		}
	}
	if r, _ := fetch(t, "GET", base+`/plain/network?spec={"weight":"<script>"}`, "", nil); r.StatusCode != 400 {
		t.Errorf("a bad specification: status %d", r.StatusCode)
	}
	links := regexp.MustCompile(`href="\./\.\.(/export/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(links) != len(export.Formats()) {
		t.Errorf("%d links to exports", len(links))
	}
	for _, l := range links {
		if r, _ := fetch(t, "GET", base+strings.ReplaceAll(l[1], "&#43;", "+"), "", nil); r.StatusCode != 200 {
			t.Errorf("%s: status %d", l[1], r.StatusCode)
		}
	}
}
