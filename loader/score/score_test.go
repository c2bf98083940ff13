package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/source"
)

// fact is one fact of a made-up extract: the task's path, the kind, canonical name, surface and role.
type fact struct {
	task          string
	kind          graph.Kind
	name, surface string
	role          graph.Role
}

// right is what the gold in testdata asks for.
var right = []fact{
	{"1", graph.KindResponsibility, "省交通厅", "省交通厅", graph.RoleLead},
	{"1", graph.KindResponsibility, "省水利厅", "省水利厅", graph.RoleSupport},
	{"2", graph.KindResponsibility, "省水利厅", "省水利厅", graph.RoleResponsible},
	{"1", graph.KindTaskPlace, "运城市", "运城", 0},
	{"1", graph.KindTaskPlace, "临汾市", "临汾市", 0},
	{"1", graph.KindTaskProject, "丙港枢纽工程", "丙港工程", 0},
	{"1", graph.KindTaskTheme, "丁文化", "丁文化", 0},
}

var entityOf = map[graph.Kind]graph.Kind{
	graph.KindResponsibility: graph.KindDepartment, graph.KindTaskPlace: graph.KindCity,
	graph.KindTaskProject: graph.KindProject, graph.KindTaskTheme: graph.KindTheme,
}

// reader makes a loader that finds the tasks of the document, except one, and these facts.
func reader(facts []fact, without string) func(*source.Document) *graph.Extract {
	return func(d *source.Document) *graph.Extract {
		x := &graph.Extract{Document: graph.Document{Text: d.Text}}
		first, second := strings.Index(d.Text, "1."), strings.Index(d.Text, "2.")
		for _, t := range []graph.Task{
			{Path: "1", Title: "建设河港", Span: graph.Span{Start: first, End: second}},
			{Path: "2", Title: "别的标题", Span: graph.Span{Start: second, End: len(d.Text)}},
		} {
			if t.Path != without {
				x.Tasks = append(x.Tasks, t)
			}
		}
		seen := map[string]bool{}
		for _, f := range facts {
			key := graph.Key(entityOf[f.kind], f.name)
			if !seen[key] {
				x.Entities = append(x.Entities, graph.Entity{Key: key, Name: f.name})
				seen[key] = true
			}
			x.Facts = append(x.Facts, graph.Fact{
				Kind: f.kind, Subject: graph.PartKey(graph.KindTask, x.Document.Key(), f.task), Object: key,
				Role: uint8(f.role), Surface: f.surface,
				Evidence: []graph.Evidence{{Span: graph.Span{Start: first, End: second}}},
			})
		}
		return x
	}
}

func run(t *testing.T, facts []fact, without string) *Report {
	t.Helper()
	r, err := Run([]string{"testdata/gold"}, reader(facts, without))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAllRight(t *testing.T) {
	r := run(t, right, "")
	for relation, want := range map[Relation]int{Tasks: 2, Bodies: 3, Roles: 3, Places: 2, Projects: 1, Themes: 1} {
		if c := r.Of("plan.txt", relation); c != (Counts{Hits: want}) || c.F1() != 1 {
			t.Errorf("%s: %+v, want %d hits and no error", relation, c, want)
		}
	}
}

func TestCounts(t *testing.T) {
	changed := func(i int, f func(*fact)) []fact {
		facts := append([]fact(nil), right...)
		f(&facts[i])
		return facts
	}
	with := func(f ...fact) []fact { return append(append([]fact(nil), right...), f...) }
	place := func(name string) fact { return fact{"1", graph.KindTaskPlace, name, name, 0} }
	project := func(name string) fact { return fact{"1", graph.KindTaskProject, name, name, 0} }
	theme := func(name string) fact { return fact{"1", graph.KindTaskTheme, name, name, 0} }
	for _, c := range []struct {
		name     string
		facts    []fact
		without  string
		relation Relation
		want     Counts
	}{
		{"nothing found", nil, "", Bodies, Counts{Missed: 3}},
		{"a task missed", right, "2", Tasks, Counts{Hits: 1, Missed: 1}},
		{"its bodies are missed with it", right, "2", Bodies, Counts{Hits: 2, Missed: 1}},
		{"wrong role, body", changed(0, func(f *fact) { f.role = graph.RoleSupport }), "", Bodies, Counts{Hits: 3}},
		{"wrong role", changed(0, func(f *fact) { f.role = graph.RoleSupport }), "", Roles, Counts{2, 1, 1}},
		{"part of a body's name", changed(0, func(f *fact) { f.name, f.surface = "交通厅", "交通厅" }), "", Bodies, Counts{2, 1, 1}},
		{"canonical name of another form", changed(0, func(f *fact) { f.name = "某省交通运输厅" }), "", Bodies, Counts{Hits: 3}},
		{"full width", changed(6, func(f *fact) { f.name, f.surface = "丁 文化", "丁 文化" }), "", Themes, Counts{Hits: 1}},
		{"embedded place", with(place("绛县")), "", Places, Counts{Hits: 2}},
		{"abbreviated place", with(fact{"1", graph.KindTaskPlace, "山西省", "晋", 0}), "", Places, Counts{Hits: 2}},
		{"false place", with(place("天津市")), "", Places, Counts{Hits: 2, False: 1}},
		{"place in the wrong task", with(fact{"2", graph.KindTaskPlace, "运城市", "运城", 0}), "", Places, Counts{Hits: 2, False: 1}},
		{"another of the same stem", changed(3, func(f *fact) { f.name, f.surface = "运城县", "运城县" }), "", Places, Counts{1, 1, 1}},
		{"borderline project within a longer name", with(project("新疏港路工程")), "", Projects, Counts{Hits: 1}},
		{"mere mention", with(project("大运河")), "", Projects, Counts{Hits: 1}},
		{"half a project", changed(5, func(f *fact) { f.name, f.surface = "丙港", "丙港" }), "", Projects, Counts{0, 1, 1}},
		{"project by its name alone", changed(5, func(f *fact) { f.surface = "别的" }), "", Projects, Counts{Hits: 1}},
		{"borderline theme", with(theme("民俗文化")), "", Themes, Counts{Hits: 1}},
		{"brand", with(theme("戊品牌")), "", Themes, Counts{Hits: 1}},
		{"false theme", with(theme("酒文化")), "", Themes, Counts{Hits: 1, False: 1}},
	} {
		r := run(t, c.facts, c.without)
		if got := r.Of("", c.relation); got != c.want {
			var details strings.Builder
			_ = r.WriteDetails(&details)
			t.Errorf("%s: %s %+v, want %+v\n%s", c.name, c.relation, got, c.want, details.String())
		}
	}
}

func TestExtraTask(t *testing.T) {
	read := reader(nil, "")
	r, err := Run([]string{"testdata/gold/plan.json"}, func(d *source.Document) *graph.Extract {
		x := read(d)
		x.Tasks = append(x.Tasks, graph.Task{Path: "0", Span: graph.Span{Start: 0, End: len("一、任务")}})
		return x
	})
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Of("", Tasks); c != (Counts{Hits: 2, False: 1}) {
		t.Errorf("%+v, want one false task", c)
	}
}

func TestRates(t *testing.T) {
	c := Counts{Hits: 6, Missed: 2, False: 4}
	if c.Precision() != 0.6 || c.Recall() != 0.75 || c.F1() != 12.0/18 {
		t.Errorf("%v %v %v", c.Precision(), c.Recall(), c.F1())
	}
	if (Counts{}).F1() != 1 {
		t.Error("nothing to find and nothing found is no error")
	}
}

func TestReport(t *testing.T) {
	r := run(t, append(right[1:], fact{"1", graph.KindTaskPlace, "天津市", "天津", 0}), "")
	var b strings.Builder
	n, err := r.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("%d bytes, %v; %d were written", n, err, b.Len())
	}
	for _, want := range []string{
		"plan.txt      bodies        1.000     0.667     0.800      2      1      0\n",
		"all documents places        0.667     1.000     0.800      2      0      1\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no line %q in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := r.WriteDetails(&b); err != nil {
		t.Fatal(err)
	}
	if want := "- plan.txt bodies: 省交通厅 (1 建设河港)\n- plan.txt roles: 省交通厅 LEAD (1 建设河港)\n+ plan.txt places: 天津 (1 建设河港)\n"; b.String() != want {
		t.Errorf("details\n%swant\n%s", b.String(), want)
	}
	if got := r.Documents(); len(got) != 1 || got[0] != "plan.txt" {
		t.Errorf("documents %q", got)
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	write("short.txt", "短文")
	for _, c := range []struct{ path, reason string }{
		{filepath.Join(dir, "absent.json"), "no such file"},
		{write("syntax.json", "{"), "unexpected end"},
		{write("nameless.json", "{}"), "no document is named"},
		{write("lonely.json", `{"document": "nowhere.txt"}`), "not beside it"},
		{write("beyond.json", `{"document": "short.txt", "tasks": [{"start": 0, "end": 3}]}`), "not in the text"},
		{write("backward.json", `{"document": "short.txt", "tasks": [{"start": 2, "end": 2}]}`), "not in the text"},
		{t.TempDir(), "no gold file"},
	} {
		if _, err := Run([]string{c.path}, reader(nil, "")); err == nil || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: %v, want an error with %q", filepath.Base(c.path), err, c.reason)
		}
	}
	whole := write("whole.json", `{"document": "short.txt", "tasks": [{"start": 0, "end": 2}]}`)
	read := func(d *source.Document) *graph.Extract {
		return &graph.Extract{Document: graph.Document{Text: d.Text}}
	}
	if _, err := Run([]string{whole}, read); err != nil {
		t.Errorf("a task to the end of the text: %v", err)
	}
}
