package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/internal/synth"
)

func TestSameBytesTwice(t *testing.T) {
	first, second := samples(t), samples(t)
	for i, s := range first {
		for _, f := range Formats() {
			if !bytes.Equal(s.written(t, f), second[i].written(t, f)) {
				t.Errorf("%s as %s is not the same twice", s.name, f.Name)
			}
		}
	}
}

// TestReferencesToDocumentsNotLoaded: what is known of such a document is its name and who refers to it how, and nothing more.
func TestReferencesToDocumentsNotLoaded(t *testing.T) {
	f, err := Lookup("node-link")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Nodes []map[string]any
		Links []struct{ Kind, Role, Surface, Source, Target string }
		Edges []any
	}
	s := samples(t)[0]
	if err := json.Unmarshal(s.written(t, f), &got); err != nil {
		t.Fatal(err)
	}
	cited := map[any]any{}
	for _, n := range got.Nodes {
		if n["kind"] == "CITED_DOCUMENT" {
			if cited[n["id"]] = n["label"]; len(n) != 3 {
				t.Errorf("%v has more than id, label and kind", n)
			}
		}
	}
	var links []string
	for _, l := range got.Links {
		if label, ok := cited[l.Target]; ok {
			links = append(links, fmt.Sprintf("%s %s %s %v", l.Kind, l.Role, l.Surface, label))
		}
	}
	if len(got.Edges) != len(got.Links) || len(got.Links) == 0 {
		t.Errorf("%d edges under links and %d under edges", len(got.Links), len(got.Edges))
	}
	slices.Sort(links)
	want := []string{`REFERENCE IMPLEMENTS <未收录> & "别的" <未收录> & "别的"`, "REFERENCE IMPLEMENTS 未收录 的文件 未收录 的文件", "REFERENCE IMPLEMENTS 未收录的文件 未收录 的文件"}
	if len(cited) != 2 || !slices.Equal(links, want) {
		t.Errorf("nodes %v, edges %q, want %q", cited, links, want)
	}
}

// TestXMLIsWellFormed reads GEXF and GraphML with Go's strict parser; real programs read them in test/exports.
func TestXMLIsWellFormed(t *testing.T) {
	for _, s := range samples(t) {
		for _, name := range []string{"gexf", "graphml"} {
			f, err := Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			data := s.written(t, f)
			nodes, edges := 0, 0
			for d := xml.NewDecoder(bytes.NewReader(data)); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s as %s: %v", s.name, name, err)
				}
				if start, ok := token.(xml.StartElement); ok {
					switch start.Name.Local {
					case "node":
						nodes++
					case "edge":
						edges++
					}
				}
			}
			if want := s.expected(t); nodes != len(want.Labels) || edges != len(want.Edges) {
				t.Errorf("%s as %s: %d nodes and %d edges, want %d and %d", s.name, name, nodes, edges, len(want.Labels), len(want.Edges))
			}
			said := bytes.Contains(data, []byte("characters that XML cannot hold were replaced"))
			if said != bytes.Contains(data, []byte("\uFFFD")) || said != strings.Contains(s.name, "hostile") {
				t.Errorf("%s as %s: says that characters were replaced: %v", s.name, name, said)
			}
		}
	}
}

func TestXMLEscapes(t *testing.T) {
	for in, want := range map[string]string{
		`<a b="c">&'`: "&lt;a b=&quot;c&quot;&gt;&amp;'", "\t\n\r\u0085\u2028": "&#9;&#10;&#13;&#133;&#8232;",
		"\x00\x1F\uFFFE": "\uFFFD\uFFFD\uFFFD", "坏\xff字": "坏\uFFFD字", "\uFFFD": "\uFFFD", "厅🏛": "厅🏛",
	} {
		var b bytes.Buffer
		o := newOutput(context.Background(), &b)
		o.xml(in)
		if err := o.finish(nil); err != nil || b.String() != want {
			t.Errorf("%q is written as %q, want %q (%v)", in, b.String(), want, err)
		}
	}
}

func TestCellsAreNotFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+86": "'+86", "-x": "'-x", "@a": "'@a", "\tx": "\"'\tx\"", "\rx": "\"'\rx\"", "\nx": "\"'\nx\"", "＝1": "'＝1",
		"省厅": "省厅", `a"b`: `"a""b"`, "a,b": `"a,b"`, "a\nb": "\"a\nb\"", " a": `" a"`, "": "", "a=b": "a=b", "a\x00": "a\uFFFD", "'=": "'=",
	} {
		var b bytes.Buffer
		o := newOutput(context.Background(), &b)
		o.cell(in)
		if err := o.finish(nil); err != nil || b.String() != want {
			t.Errorf("%q is written as %q, want %q (%v)", in, b.String(), want, err)
		}
	}
}

// TestEveryFormulaStart names each character on its own (OWASP's list of CSV injection), so that none can be lost unnoticed.
func TestEveryFormulaStart(t *testing.T) {
	dangerous := []rune{'=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'}
	for _, r := range dangerous {
		var b bytes.Buffer
		o := newOutput(context.Background(), &b)
		o.cell(string(r) + "SUM(A1)")
		want := "'" + string(r) + "SUM(A1)"
		if r < ' ' {
			want = `"` + want + `"`
		}
		if err := o.finish(nil); err != nil || b.String() != want {
			t.Errorf("%U: written as %q, want %q (%v)", r, b.String(), want, err)
		}
	}
	if len([]rune(formulaStarts)) != len(dangerous) {
		t.Errorf("formulaStarts is %q; this test names %q", formulaStarts, dangerous)
	}
}

// FuzzEscapes writes any text in every syntax and reads it back with Go's readers where there are some.
func FuzzEscapes(f *testing.F) {
	for _, s := range hostileNames() {
		f.Add(s)
	}
	write := func(t *testing.T, how func(*output)) string {
		var b bytes.Buffer
		o := newOutput(context.Background(), &b)
		how(o)
		if err := o.finish(nil); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := ""
		if err := json.Unmarshal([]byte(write(t, func(o *output) { o.json(s) })), &got); err != nil || got != valid(s) && strings.ToValidUTF8(s, "") == s {
			t.Errorf("%q in JSON: %q, %v", s, got, err)
		}
		var element struct {
			A    string `xml:"a,attr"`
			Text string `xml:",chardata"`
		}
		text := write(t, func(o *output) { o.text("<x"); o.attribute("a", s); o.text(">"); o.xml(s); o.text("</x>") })
		if err := xml.Unmarshal([]byte(text), &element); err != nil || element.A != element.Text {
			t.Errorf("%q in XML: %q, %v", s, text, err)
		}
		rows, err := csv.NewReader(strings.NewReader(write(t, func(o *output) { o.row("x", s) }))).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 2 || strings.ContainsAny(firstRune(rows[0][1]), formulaStarts) {
			t.Errorf("%q in CSV: %q, %v", s, rows, err)
		}
		for _, line := range []string{literal(s), write(t, func(o *output) { o.quoted(s) })} {
			body := strings.NewReplacer(`\\`, "", `\"`, "").Replace(line[1 : len(line)-1])
			if strings.ContainsAny(body, "\"\n\r\x00") {
				t.Errorf("%q ends its quotes: %s", s, line)
			}
		}
	})
}

func TestZipHasNoTimes(t *testing.T) {
	for _, s := range samples(t) {
		f, _ := Lookup("csv")
		data := s.written(t, f)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range z.File {
			if !file.Modified.IsZero() && file.Modified.Year() > 1980 {
				t.Errorf("%s was made at %s", file.Name, file.Modified)
			}
		}
	}
}

func TestWhatAFormatCannotHold(t *testing.T) {
	s := samples(t)[0]
	for _, f := range Formats() {
		err := Graph(context.Background(), io.Discard, s.view, f, Options{})
		if (err == nil) != (f.only == anything) {
			t.Errorf("a whole graph as %s: %v", f.Name, err)
		}
	}
	if _, err := Lookup("xls"); err == nil || !strings.Contains(err.Error(), "graphml") {
		t.Errorf("an unknown format gives %v", err)
	}
}

func TestMatrixLimit(t *testing.T) {
	f, _ := Lookup("matrix")
	n := &analysis.Network{Actors: make([]analysis.Ref, MaxMatrixActors+1)}
	var large *analysis.TooLargeError
	if err := Network(context.Background(), io.Discard, n, f, Options{}); !errors.As(err, &large) {
		t.Errorf("a matrix of %d rows: %v", len(n.Actors), err)
	}
	v := synth.View(100, 3)
	small, err := analysis.Build(context.Background(), v, analysis.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	if err := Network(context.Background(), io.Discard, small, f, Options{}); err != nil {
		t.Error(err)
	}
}

// TestStoredQuads writes what the store gives as it is.
func TestStoredQuads(t *testing.T) {
	f, _ := Lookup("nquads")
	v := hostileView(t)
	var b bytes.Buffer
	quads := func(_ context.Context, visit func(Quad) error) error {
		if err := visit(Quad{"<a>", "<b>", `"c"`, "<d>"}); err != nil {
			return err
		}
		return visit(Quad{"<a>", "<b>", "<c>", ""})
	}
	if err := Graph(context.Background(), &b, v, f, Options{Quads: quads}); err != nil || b.String() != "<a> <b> \"c\" <d> .\n<a> <b> <c> .\n" {
		t.Errorf("got %q, %v", b.String(), err)
	}
	broken := errors.New("broken")
	if err := Graph(context.Background(), &b, v, f, Options{Quads: func(context.Context, func(Quad) error) error { return broken }}); !errors.Is(err, broken) {
		t.Errorf("an error of the store becomes %v", err)
	}
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, os.ErrClosed
	}
	return len(p), nil
}

func TestErrorsAreReported(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, s := range samples(t) {
		for _, f := range Formats() {
			write := func(ctx context.Context, w io.Writer) error {
				if s.network != nil {
					return Network(ctx, w, s.network, f, Options{})
				}
				return Graph(ctx, w, s.view, f, Options{})
			}
			if s.network == nil && f.only != anything {
				continue
			}
			if err := write(context.Background(), &failing{after: 3}); !errors.Is(err, os.ErrClosed) {
				t.Errorf("%s as %s to a closed file: %v", s.name, f.Name, err)
			}
			if err := write(ended, io.Discard); s.name != "empty-network" && !errors.Is(err, context.Canceled) {
				t.Errorf("%s as %s after its end: %v", s.name, f.Name, err)
			}
		}
	}
}

// TestBareNetworkHasNoMeasures leaves measures out on demand.
func TestBareNetworkHasNoMeasures(t *testing.T) {
	f, _ := Lookup("node-link")
	n, err := analysis.Build(context.Background(), hostileView(t), analysis.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	for bare, want := range map[bool]bool{true: false, false: true} {
		var b bytes.Buffer
		if err := Network(context.Background(), &b, n, f, Options{Bare: bare}); err != nil || strings.Contains(b.String(), `"betweenness":`) != want {
			t.Errorf("bare %v: %v", bare, err)
		}
	}
}

// TestLabelsAreMadeUnique adds ids where a format would take two nodes for one.
func TestLabelsAreMadeUnique(t *testing.T) {
	names := []string{"同名", "别名", "同名 ", "", "两\n行"}
	m := &model{nodes: table{size: len(names)}, node: func(i int) node { return node{id: "id" + strconv.Itoa(i), label: names[i]} }}
	if got, want := m.uniqueLabels(), []string{"同名 (id0)", "别名", "同名 (id2)", "(id3)", "两 行"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWeightsStandInRDF looks for the weight of each tie.
func TestWeightsStandInRDF(t *testing.T) {
	s := samples(t)[2]
	for name, word := range map[string]string{"turtle": "pg:weight ", "nquads": "<urn:policygraph:weight> ", "jsonld": `"weight":`} {
		f, err := Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(s.written(t, f)), word); got != len(s.network.Weight) {
			t.Errorf("%s has %d weights, want %d", name, got, len(s.network.Weight))
		}
	}
}

// TestFactsCarryRoleQuoteAndAddress looks at one fact in full.
func TestFactsCarryRoleQuoteAndAddress(t *testing.T) {
	f, _ := Lookup("node-link")
	v := hostileView(t)
	var b bytes.Buffer
	if err := Graph(context.Background(), &b, v, f, Options{BaseURL: testBase}); err != nil {
		t.Fatal(err)
	}
	var got struct{ Links []map[string]any }
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	facts := v.Facts(graph.KindResponsibility)
	id, passage := string(v.IDOf(graph.KindResponsibility, 0)), facts.Evidence(0)[0]
	for _, l := range got.Links {
		if l["id"] != id {
			continue
		}
		for name, want := range map[string]string{
			"kind": "RESPONSIBILITY", "role": "RESPONSIBLE", "roleText": "负责", "surface": hostileNames()[0], "quote": hostileNames()[0],
			"locator": "一、1.", "rule": "test@1", "address": testBase + "/id/" + string(v.IDOf(graph.KindEvidence, passage)),
			"source": string(v.IDOf(graph.KindTask, 0)), "inDocument": string(v.IDOf(graph.KindDocument, 0)),
		} {
			if l[name] != want {
				t.Errorf("%s is %v, want %s", name, l[name], want)
			}
		}
		return
	}
	t.Errorf("the fact %s is missing", id)
}

func BenchmarkGraph(b *testing.B) {
	v := synth.View(10_000, 1)
	for _, f := range Formats() {
		if f.only != anything {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				if err := Graph(context.Background(), io.Discard, v, f, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestLooks holds the look of a node to its measures: one colour a community of several, grey otherwise, and an area
// that grows with strength; it lies where the layout puts it, with y upwards.
func TestLooks(t *testing.T) {
	for _, s := range samples(t) {
		if s.network == nil {
			continue
		}
		at, err := looks(context.Background(), s.network)
		if err != nil {
			t.Fatal(err)
		}
		want := s.expected(t)
		members := map[int32]int{}
		for _, group := range want.Groups {
			members[group]++
		}
		most, colors := 0.0, map[int32]rgb{}
		for _, strength := range want.Strength {
			most = max(most, strength)
		}
		places, err := s.network.Positions(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.network.Actors {
			id, l := string(s.network.EntityID(int32(i))), at(i)
			group, strength := want.Groups[id], want.Strength[id]
			if !l.placed || l.x != places[i].X || l.y != -places[i].Y {
				t.Errorf("%s: an actor is at %v %v, want %v", s.name, l.x, l.y, places[i])
			}
			if seen, ok := colors[group]; ok && seen != l.color {
				t.Errorf("%s: community %d has the colours %v and %v", s.name, group, seen, l.color)
			}
			colors[group] = l.color
			if coloured := members[group] > 1 && group <= 12; coloured == (l.color == other) {
				t.Errorf("%s: an actor of community %d, which has %d members, is %v", s.name, group, members[group], l.color)
			}
			if area := (l.size - minSize) / (maxSize - minSize); l.size < minSize || l.size > maxSize || most > 0 && math.Abs(area*area-strength/most) > 0.01 {
				t.Errorf("%s: strength %v of at most %v has size %v", s.name, strength, most, l.size)
			}
		}
		different := map[rgb]bool{}
		for group, c := range colors {
			if members[group] > 1 && group <= 12 {
				if different[c] {
					t.Errorf("%s: two communities have the colour %v", s.name, c)
				}
				different[c] = true
			}
		}
	}
}

// TestBareNetworkHasNoLook: a network without measures is written as it is, whatever they would say.
func TestBareNetworkHasNoLook(t *testing.T) {
	f, err := Lookup("gexf")
	if err != nil {
		t.Fatal(err)
	}
	for _, bare := range []bool{false, true} {
		var b bytes.Buffer
		if err := Network(context.Background(), &b, samples(t)[4].network, f, Options{Bare: bare}); err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(b.String(), "<viz:color"); has == bare {
			t.Errorf("bare %v: has colours: %v", bare, has)
		}
	}
}
