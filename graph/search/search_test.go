package search

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// plan is a small graph with everything that the tests ask for.
func plan(t testing.TB) *graph.View {
	t.Helper()
	text := "关于水利的通知\n前言写到脱贫。\n一、总体要求\n坚持ＡＢＣ 原则。\n二、重点任务\n1.整治汾河水污染。（省发改委、运城市政府负责）\n2.建设 水库。（省水利厅负责）\n"
	at := func(s string) graph.Span {
		i := strings.Index(text, s)
		if i < 0 {
			t.Fatalf("%q is not in the text", s)
		}
		return graph.Span{Start: i, End: i + len(s)}
	}
	to := func(a, b string) graph.Span { return graph.Span{Start: at(a).Start, End: at(b).End} }
	evidence := func(s string) []graph.Evidence { return []graph.Evidence{{Span: at(s), Rule: "r@1"}} }
	doc := graph.Document{Title: "关于水利的通知", DocNumber: "晋政发〔2018〕1号", Text: text}
	task := func(n string) string { return graph.PartKey(graph.KindTask, doc.Key(), n) }
	ndrc, water := graph.Key(graph.KindDepartment, "山西省", "发展和改革委员会"), graph.Key(graph.KindDepartment, "山西省", "水利厅")
	yuncheng := graph.Key(graph.KindCity, "140800")
	x := &graph.Extract{
		Document: doc,
		Sections: []graph.Section{
			{Path: "一", Number: "一、", Heading: "总体要求", Level: 1, Span: to("一、", "原则。\n")},
			{Path: "二", Number: "二、", Heading: "重点任务", Level: 1, Span: to("二、", "水利厅负责）\n")},
		},
		Tasks: []graph.Task{
			{Path: "1", Number: "1.", Title: "整治汾河水污染", Section: "二", Span: to("1.", "政府负责）")},
			{Path: "2", Number: "2.", Title: "建设水库", Section: "二", Span: to("2.", "水利厅负责）")},
		},
		Entities: []graph.Entity{
			{Key: ndrc, Name: "山西省发展和改革委员会", Aliases: []string{"省发改委", "发改委"}},
			{Key: water, Name: "山西省水利厅", Aliases: []string{"省水利厅"}},
			{Key: yuncheng, Name: "运城市", Aliases: []string{"运城"}, Code: "140800", Level: graph.LevelPrefecture},
		},
		Facts: []graph.Fact{
			{Kind: graph.KindResponsibility, Subject: task("1"), Object: ndrc, Evidence: evidence("省发改委")},
			{Kind: graph.KindResponsibility, Subject: task("2"), Object: water, Evidence: evidence("省水利厅")},
		},
		Mentions: []graph.Mention{
			{Entity: ndrc, Surface: "省发改委", Span: at("省发改委")},
			{Entity: water, Surface: "省水利厅", Span: at("省水利厅")},
			{Entity: yuncheng, Surface: "运城市", Span: at("运城市")},
		},
	}
	v, err := graph.Build([]*graph.Extract{x})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func names(v *graph.View, hits []Hit) []string {
	out := []string{}
	for _, h := range hits {
		out = append(out, v.Entities(h.Kind).Name[h.Index])
	}
	return out
}

func TestSearch(t *testing.T) {
	v := plan(t)
	x := New(v)
	tests := []struct {
		query string
		want  string // names, best first
	}{
		{"水", "省水利厅 关于水利的通知 整治汾河水污染 建设水库"},
		{"省发改委", "省发改委 整治汾河水污染"},
		{"发改委", "省发改委 整治汾河水污染"},
		{"山西省发展和改革委员会", "省发改委"},
		{"运城", "运城市 整治汾河水污染"},
		{"140800", "运城市"},
		{"水利", "省水利厅 关于水利的通知 建设水库"},
		{"水库", "建设水库"},
		{"建设水库", "建设水库"},
		{"建设 水库", "建设水库"},
		{"脱贫", "关于水利的通知"},
		{"abc", "总体要求"},
		{"ＡＢＣ原则", "总体要求"},
		{"ｂ", "总体要求"},
		{"晋政发〔2018〕1号", "关于水利的通知"},
		{"汾河 运城", "整治汾河水污染"},
		{"汾河 水库", ""},
		{"水利厅 建设", "建设水库"},
		{"负责", "整治汾河水污染 建设水库"},
		{"前言 脱贫 水利", "关于水利的通知"},
		{"没有的词", ""},
		{"龘", ""},
		{"市\x00", "运城市 整治汾河水污染"},
		{"\x00", ""},
		{"", ""},
		{" \u3000\t", ""},
	}
	for _, test := range tests {
		if got := strings.Join(names(v, x.Search(test.query, nil)), " "); got != test.want {
			t.Errorf("%q: got %s, want %s", test.query, got, test.want)
		}
	}
	only := x.Search("水", func(k graph.Kind, _ int32) bool { return k == graph.KindTask })
	if got := strings.Join(names(v, only), " "); got != "整治汾河水污染 建设水库" {
		t.Errorf("tasks only: %s", got)
	}
}

func TestScores(t *testing.T) {
	x := New(plan(t))
	classes := func(query string) (out []int) {
		for _, h := range x.Search(query, nil) {
			out = append(out, int(h.Score))
		}
		return out
	}
	for query, want := range map[string][]int{
		"运城市": {isName, inText}, "运城": {isAlias, inText}, "运": {beginsName, inText}, "山西省水": {beginsAlias},
		"水利": {inName, inName, inText}, "脱贫": {inText}, "建设水": {beginsName}, "水库 建设": {inName}, "建设 水库": {isName},
	} {
		got := classes(query)
		if query == "水利" { // 省水利厅 has an alias 山西省水利厅, neither begins with it
			got = got[:len(want)]
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: classes %v, want %v", query, got, want)
		}
	}
}

func TestPassages(t *testing.T) {
	v := plan(t)
	x := New(v)
	tests := []struct {
		query, name string
		limit       int
		want        []string
	}{
		{"水", "整治汾河水污染", 9, []string{"水"}},
		{"水 汾河", "整治汾河水污染", 9, []string{"汾河水"}},
		{"负责 整治", "整治汾河水污染", 9, []string{"整治", "负责"}},
		{"负责 整治", "整治汾河水污染", 1, []string{"整治"}},
		{"建设水库", "建设水库", 9, []string{"建设 水库"}},
		{"abc原", "总体要求", 9, []string{"ＡＢＣ 原"}},
		{"脱贫", "关于水利的通知", 9, []string{"脱贫"}},
		{"水利", "省水利厅", 9, []string{"省水利厅"}},
		{"厅 水", "省水利厅", 9, []string{"省水利厅"}},
		{"山西省水利厅", "省水利厅", 9, nil}, // the text calls it otherwise
		{"山西", "省水利厅", 9, nil},
		{"山西 水利", "省水利厅", 9, []string{"省水利厅"}},
		{"水", "建设水库", 9, []string{"水", "水"}},
		{"水", "建设水库", 0, nil},
		{"", "建设水库", 9, nil},
	}
	for _, test := range tests {
		var got []string
		for k := range graph.Kind(graph.EntityKinds) {
			for i, name := range v.Entities(k).Name {
				if name != test.name {
					continue
				}
				for _, p := range x.Passages(Hit{Kind: k, Index: int32(i)}, test.query, test.limit) {
					got = append(got, v.Documents.Text[p.Document][p.Span.Start:p.Span.End])
				}
			}
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s in %s: %q, want %q", test.query, test.name, got, test.want)
		}
	}
}

// naive is what Search promises, read off the View.
func naive(v *graph.View, x *Index, query string) map[Hit]bool {
	out := map[Hit]bool{}
	for k := range graph.Kind(graph.EntityKinds) {
		for i := range int32(v.Len(k)) {
			u := unit{k, i}
			fields := x.called(u)
			for _, p := range x.pieces(u) {
				fields = append(fields, v.Documents.Text[x.document(u)][p.Start:p.End])
			}
			all := len(strings.Fields(query)) > 0
			for _, w := range strings.Fields(query) {
				all = all && slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(graph.Fold(f), graph.Fold(w)) })
			}
			if all {
				out[Hit{Kind: k, Index: i}] = true
			}
		}
	}
	return out
}

func TestSearchFindsWhatAScanFinds(t *testing.T) {
	v := synth.View(600, 7)
	x := New(v)
	rng := rand.New(rand.NewPCG(1, 2))
	word := func() string { // a stretch of 1 to 6 characters of some text or name
		text := []rune(v.Documents.Text[rng.IntN(len(v.Documents.Text))])
		if rng.IntN(3) == 0 {
			e := v.Entities(graph.Kind(rng.IntN(graph.EntityKinds)))
			text = []rune(e.Name[rng.IntN(e.Len())])
		}
		at := rng.IntN(len(text))
		return string(text[at:min(len(text), at+1+rng.IntN(6))])
	}
	for range 300 {
		query := word()
		for rng.IntN(3) == 0 {
			query += " " + word()
		}
		want := naive(v, x, query)
		hits := x.Search(query, nil)
		if len(hits) != len(want) {
			t.Errorf("%q: %d hits, a scan finds %d", query, len(hits), len(want))
		}
		for i, h := range hits {
			if !want[Hit{Kind: h.Kind, Index: h.Index}] {
				t.Errorf("%q: hit %v is not found by a scan", query, h)
			}
			if i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("%q: hit %d is better than the one before", query, i)
			}
			if i < 20 {
				checkPassages(t, v, x, h, query)
			}
		}
	}
}

// checkPassages holds passages against their promise: inside the text, in order, apart, each with a word.
func checkPassages(t *testing.T, v *graph.View, x *Index, h Hit, query string) {
	t.Helper()
	last := Passage{Document: -1}
	for _, p := range x.Passages(h, query, 50) {
		if p.Document == last.Document && p.Span.Start < last.Span.End && h.Kind < graph.KindDepartment {
			t.Errorf("%q: %v follows %v", query, p, last)
		}
		last = p
		quote := graph.Fold(v.Documents.Text[p.Document][p.Span.Start:p.Span.End])
		if !slices.ContainsFunc(strings.Fields(query), func(w string) bool { return strings.Contains(quote, graph.Fold(w)) }) {
			t.Errorf("%q: passage %q has no word of it", query, quote)
		}
	}
}

// Two indexes of one graph give the same answers in the same order.
func TestAnswersAreStable(t *testing.T) {
	a, b := New(synth.View(300, 3)), New(synth.View(300, 3))
	for _, q := range []string{"省", "建设", "市 推进", "厅"} {
		if !reflect.DeepEqual(a.Search(q, nil), b.Search(q, nil)) || !reflect.DeepEqual(a.Suggest(q, nil, 50), b.Suggest(q, nil, 50)) {
			t.Errorf("%s: the answers differ", q)
		}
	}
}

func TestPiecesPartTheText(t *testing.T) {
	v := synth.View(400, 5)
	x := New(v)
	covered := make([]int, len(v.Documents.Text))
	for k := graph.KindDocument; k <= graph.KindTask; k++ {
		for i := range int32(v.Len(k)) {
			u := unit{k, i}
			for _, p := range x.pieces(u) {
				covered[x.document(u)] += p.Len()
			}
		}
	}
	for i, text := range v.Documents.Text {
		if covered[i] != len(text) {
			t.Errorf("document %d: %d of %d bytes", i, covered[i], len(text))
		}
	}
}

func TestIndexes(t *testing.T) {
	var c Indexes
	views := []*graph.View{plan(t), plan(t), plan(t)}
	first := c.Of(views[0])
	if c.Of(views[0]) != first {
		t.Error("an index is made twice")
	}
	c.Of(views[1])
	if c.Of(views[0]) != first {
		t.Error("the one before is not kept")
	}
	c.Of(views[2])
	if c.entries[0].view != views[2] || c.entries[1].view != views[1] {
		t.Error("the newest two are not kept")
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"水", "ＡＢＣ 原则", "运城 汾河", "e\u0301", "ﬁ", "\xff", "Ⅷ㎏"} {
		f.Add(s)
	}
	v := plan(f)
	x := New(v)
	f.Fuzz(func(t *testing.T, query string) {
		if strings.Contains(query, "\x00") || len(strings.Fields(query)) > maxWords {
			return
		}
		for _, w := range strings.Fields(query) {
			if graph.Fold(w) == "" {
				return
			}
		}
		hits := x.Search(query, nil)
		if want := naive(v, x, query); len(hits) != len(want) {
			t.Errorf("%q: %d hits, a scan finds %d", query, len(hits), len(want))
		}
		for _, h := range hits {
			checkPassages(t, v, x, h, query)
		}
		x.Suggest(query, nil, 5)
	})
}

func FuzzContains(f *testing.F) {
	f.Add("发展改革发展改革委", "发展改革委", 3)
	f.Fuzz(func(t *testing.T, text, word string, place int) {
		if word == "" {
			return
		}
		place = int(uint(place) % uint(len(word)))
		if got, want := contains(text, word, place), strings.Contains(text, word); got != want {
			t.Errorf("%q in %q by byte %d: %v", word, text, place, got)
		}
	})
}

const benchTasks = 100_000

func BenchmarkNew(b *testing.B) {
	v := synth.View(benchTasks, 1)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var x *Index
	for b.Loop() {
		x = New(v)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
	b.ReportMetric(float64(x.names.bytes()+x.texts.bytes()+x.heads.bytes()+x.inner.bytes())/1e6, "MB-lists")
	runtime.KeepAlive(x)
}

func BenchmarkSearch(b *testing.B) {
	v := synth.View(benchTasks, 1)
	x := New(v)
	for _, q := range []string{"水", "市", "建设", "水利", "发展改革", "省发改委", "示范工程 水利", "汾", "推进 建设 市 厅"} {
		b.Run(fmt.Sprint(q), func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = len(x.Search(q, nil))
			}
			b.ReportMetric(float64(n), "hits")
		})
	}
}

// TestTasksWith compares the tasks whose text has a word with what a scan of their texts finds.
func TestTasksWith(t *testing.T) {
	v := synth.View(600, 7)
	x := New(v)
	text := func(i int32) string {
		s := v.Tasks.Span[i]
		return graph.Fold(v.Documents.Text[v.Tasks.Document[i]][s.Start:s.End])
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		from := []rune(text(int32(rng.IntN(v.Len(graph.KindTask)))))
		at := rng.IntN(len(from))
		word := string(from[at:min(len(from), at+1+rng.IntN(5))])
		var want []int32
		for i := range int32(v.Len(graph.KindTask)) {
			if x.TaskText(i) != text(i) {
				t.Fatalf("task %d: %q, not %q", i, x.TaskText(i), text(i))
			}
			if strings.Contains(text(i), word) {
				want = append(want, i)
			}
		}
		if got := x.TasksWith(word); !slices.Equal(got, want) {
			t.Errorf("%q: %d tasks, a scan finds %d", word, len(got), len(want))
		}
	}
}
