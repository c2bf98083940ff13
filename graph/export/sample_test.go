package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/store"
	"github.com/policygraph/policygraph/internal/synth"
)

// hostileNames are names as no document should have them: every format must give them back.
func hostileNames() []string {
	return []string{
		`省"发展"改革委 & 'Co' <b>`, `=HYPERLINK("http://x","y")`, `+1-1厅`, `-2+3局`, `@SUM(A1)`, "制\t表厅", "＝全角", `反\斜线\n局`,
		"换\n行厅", "回\r车厅", "逗,号;厅", "🏛️机构", "省林业厅", "</node>]]>--><!--", `{"a":[1]}`, "a b\u2028c", "厅\u0007响铃", "%s%d 100%", "*Edges", "_:b1", "同名", "同名 ",
	}
}

// hostileExtract has tasks whose bodies have hostile names and whose passages quote them.
func hostileExtract() *graph.Extract {
	x := &graph.Extract{LoaderVersion: "test", Document: graph.Document{
		Title: `关于印发《"A&B" <方案>》的通知`, DocNumber: "晋发改〔2018〕1号", IssuedOn: "2018-05-31", SourceURL: "https://example.org/?a=1&b=\"2\"",
	}}
	var text strings.Builder
	text.WriteString("一、任务\n")
	names := hostileNames()
	for _, name := range names {
		key := graph.Key(graph.KindDepartment, "山西省", name)
		x.Entities = append(x.Entities, graph.Entity{Key: key, Name: name, Level: graph.LevelProvince})
	}
	x.Entities = append(x.Entities, graph.Entity{Key: graph.Key(graph.KindCity, "140800"), Name: "运城市", Code: "140800", Level: graph.LevelPrefecture},
		graph.Entity{Key: graph.Key(graph.KindProject, "a&b"), Name: "a&b高速", Sort: uint8(graph.ProjectRoad)},
		graph.Entity{Key: graph.Key(graph.KindTheme, "黄河"), Name: "黄河"})
	type pending struct {
		task int
		f    graph.Fact
	}
	var facts []pending
	for i := range names {
		start := text.Len()
		fmt.Fprintf(&text, "%d.任务%d：", i+1, i%5)
		state := func(kind graph.Kind, object, surface string, role graph.Role) {
			at := text.Len()
			text.WriteString(surface)
			f := graph.Fact{Kind: kind, Object: object, Surface: surface, Position: 1, Evidence: []graph.Evidence{{Span: graph.Span{Start: at, End: text.Len()}, Rule: "test@1"}}}
			if kind == graph.KindResponsibility {
				f.Role, f.RoleText = uint8(role), "负责"
			}
			x.Mentions = append(x.Mentions, graph.Mention{Entity: object, Surface: surface, Span: graph.Span{Start: at, End: text.Len()}})
			text.WriteString("、")
			facts = append(facts, pending{i, f})
		}
		for j := range 3 {
			n := (i + j*j) % len(names)
			state(graph.KindResponsibility, x.Entities[n].Key, names[n], graph.RoleResponsible)
		}
		state(graph.KindResponsibility, x.Entities[i].Key, names[i], graph.RoleLead) // a second role: two edges between two nodes
		state(graph.KindTaskPlace, graph.Key(graph.KindCity, "140800"), "运城市", 0)
		state(graph.KindTaskProject, graph.Key(graph.KindProject, "a&b"), "a&b高速", 0)
		state(graph.KindTaskTheme, graph.Key(graph.KindTheme, "黄河"), "黄河", 0)
		x.Tasks = append(x.Tasks, graph.Task{Path: fmt.Sprintf("一/%d", i+1), Number: fmt.Sprintf("%d.", i+1), Title: fmt.Sprintf("任务%d", i%5),
			Locator: fmt.Sprintf("一、%d.", i+1), Section: "一", Span: graph.Span{Start: start, End: text.Len()}})
		text.WriteString("\n")
	}
	x.Sections = []graph.Section{{Path: "一", Number: "一、", Heading: "任务", Level: 1, Span: graph.Span{End: text.Len()}}}
	x.Document.Text = text.String()
	for _, p := range facts {
		p.f.Subject = graph.PartKey(graph.KindTask, x.Document.Key(), x.Tasks[p.task].Path)
		x.Facts = append(x.Facts, p.f)
	}
	role := graph.Fact{Kind: graph.KindDocumentRole, Subject: x.Document.Key(), Object: x.Entities[0].Key, Surface: names[0], Position: 1, Evidence: facts[0].f.Evidence}
	x.Facts = append(x.Facts, role)
	for _, name := range []string{"未收录的文件", "未收录 的文件", `<未收录> & "别的"`} { // two of them are written alike
		x.Facts = append(x.Facts, graph.Fact{Kind: graph.KindReference, Subject: x.Document.Key(), Surface: name,
			Role: uint8(graph.RelationImplements), Evidence: facts[0].f.Evidence})
	}
	x.Facts = joined(x.Facts)
	return x
}

func hostileView(t testing.TB) *graph.View {
	t.Helper()
	v, err := graph.Build([]*graph.Extract{hostileExtract()})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// joined joins the evidence of facts that are stated twice.
func joined(facts []graph.Fact) (out []graph.Fact) {
	at := map[graph.ID]int{}
	for _, f := range facts {
		id := f.ID("d")
		if i, ok := at[id]; ok {
			out[i].Evidence = append(out[i].Evidence, f.Evidence...)
			continue
		}
		at[id] = len(out)
		out = append(out, f)
	}
	return out
}

// samples are the things that every format is tried on.
type sample struct {
	name    string
	network *analysis.Network // nil for a whole graph
	view    *graph.View
	quads   func(context.Context, func(Quad) error) error // of a whole graph
}

func samples(t testing.TB) []sample {
	t.Helper()
	hostile, large := hostileView(t), synth.View(150, 7)
	out := []sample{
		{"hostile-graph", nil, hostile, stored(t, hostileExtract())},
		{"large-graph", nil, large, stored(t, synth.Extracts(150, 7)...)},
	}
	for _, of := range []struct {
		name string
		v    *graph.View
		spec analysis.Spec
	}{
		{"hostile-network", hostile, analysis.Spec{Weight: analysis.Newman}},
		{"hostile-two-mode", hostile, analysis.Spec{Projection: analysis.DepartmentTask}},
		{"large-network", large, analysis.Spec{}},
		{"empty-network", hostile, analysis.Spec{Documents: []graph.ID{}}},
	} {
		n, err := analysis.Build(context.Background(), of.v, of.spec)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, sample{of.name, n, of.v, nil})
	}
	return out
}

// stored puts extracts into a store and gives its quads.
func stored(t testing.TB, extracts ...*graph.Extract) func(context.Context, func(Quad) error) error {
	t.Helper()
	s, err := store.Open(store.Memory, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(context.Background(), extracts...); err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, visit func(Quad) error) error {
		return s.Quads(ctx, func(q store.Quad) error { return visit(Quad(q)) })
	}
}

const testBase = "https://example.org"

// written is the sample in a format; nil for what the format cannot hold.
func (s *sample) written(t testing.TB, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if s.network != nil {
		err = Network(context.Background(), &b, s.network, f, Options{BaseURL: testBase})
	} else if f.only != networks {
		err = Graph(context.Background(), &b, s.view, f, Options{BaseURL: testBase, Quads: s.quads})
	}
	if err != nil {
		t.Fatalf("%s as %s: %v", s.name, f.Name, err)
	}
	return b.Bytes()
}

// expectation is what a reader of a sample must find, taken from the View without any format in between.
type expectation struct {
	Directed bool
	Labels   map[string]string // of each node, by id
	Edges    [][3]any          // ends and weight
	Quotes   []string          // of facts, by edge; networks have none
	Groups   map[string]int32  // the community of each node of a network
	Strength map[string]float64
	Places   map[string][2]float64 // of each node of a network, y downwards
}

func (s *sample) expected(t testing.TB) expectation {
	t.Helper()
	x := expectation{Directed: s.network == nil, Labels: map[string]string{}}
	v := s.view
	if n := s.network; n != nil {
		groups, err := n.Communities(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		structure, err := n.Structure(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		places, err := n.Positions(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		x.Groups, x.Strength, x.Places = map[string]int32{}, map[string]float64{}, map[string][2]float64{}
		for a := range n.Actors {
			id := string(n.EntityID(int32(a)))
			x.Labels[id], x.Groups[id], x.Strength[id] = n.Name(int32(a)), groups.Of[a], structure.Strength[a]
			x.Places[id] = [2]float64{places[a].X, places[a].Y}
		}
		for i, w := range n.Weight {
			x.Edges = append(x.Edges, [3]any{n.EntityID(n.Source[i]), n.EntityID(n.Target[i]), w})
			x.Quotes = append(x.Quotes, "")
		}
		return x
	}
	for k := range graph.Kind(graph.EntityKinds) {
		for i := range int32(v.Len(k)) {
			x.Labels[string(v.IDOf(k, i))] = v.Entities(k).Name[i]
		}
	}
	part := func(a graph.ID, b graph.ID) {
		x.Edges, x.Quotes = append(x.Edges, [3]any{a, b, 1}), append(x.Quotes, "")
	}
	for i, p := range v.Sections.Parent {
		if p < 0 {
			part(v.IDOf(graph.KindSection, int32(i)), v.IDOf(graph.KindDocument, v.Sections.Document[i]))
		} else {
			part(v.IDOf(graph.KindSection, int32(i)), v.IDOf(graph.KindSection, p))
		}
	}
	for i, section := range v.Tasks.Section {
		part(v.IDOf(graph.KindTask, int32(i)), v.IDOf(graph.KindSection, section))
	}
	for i, c := range v.Departments.Jurisdiction {
		if c >= 0 {
			part(v.IDOf(graph.KindDepartment, int32(i)), v.IDOf(graph.KindCity, c))
		}
	}
	for i, c := range v.Cities.Parent {
		if c >= 0 {
			part(v.IDOf(graph.KindCity, int32(i)), v.IDOf(graph.KindCity, c))
		}
	}
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		from, to := k.Ends()
		for i, object := range v.Facts(k).Object {
			target := graph.ID("")
			if object >= 0 {
				target = v.IDOf(to, object)
			} else {
				name := v.Surface(v.Facts(k), int32(i))
				target = "cited-" + graph.NewID(graph.KindReference, graph.Fold(name))
				if x.Labels[string(target)] == "" {
					x.Labels[string(target)] = name
				}
			}
			part(v.IDOf(from, v.Facts(k).Subject[i]), target)
			e := v.Facts(k).Evidence(int32(i))[0]
			x.Quotes[len(x.Quotes)-1] = v.Documents.Text[v.Evidence.Document[e]][v.Evidence.Span[e].Start:v.Evidence.Span[e].End]
		}
	}
	return x
}

// TestWriteSamples writes every sample in every format to the folder in POLICYGRAPH_EXPORTS, for test/exports/run.sh,
// which reads them with the programs that researchers use.
func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("POLICYGRAPH_EXPORTS")
	if dir == "" {
		t.Skip("POLICYGRAPH_EXPORTS is not set")
	}
	for _, s := range samples(t) {
		data, err := json.Marshal(s.expected(t))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{"expected.json": data}
		for _, f := range Formats() {
			if b := s.written(t, f); b != nil {
				files[f.Name+"."+f.Extension] = b
			}
		}
		for name, b := range files {
			path := filepath.Join(dir, s.name, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
