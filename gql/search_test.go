package gql

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// searched is what search promises to look at, one list of folded fields for each entity, made without the index: names,
// aliases, numbers, and the text. Each byte of a text belongs to the smallest part that it stands in, a task before a
// section, a section before the one around it, that before the document.
func searched(v *graph.View) (fields [][]string) {
	texts := map[graph.Kind][][]string{}
	for k := range graph.Kind(graph.EntityKinds) {
		texts[k] = make([][]string, v.Len(k))
	}
	for d, text := range v.Documents.Text {
		type part struct {
			kind  graph.Kind
			index int32
		}
		owner := make([]part, len(text))
		own := func(p part, s graph.Span) {
			for i := s.Start; i < s.End; i++ {
				owner[i] = p
			}
		}
		own(part{graph.KindDocument, int32(d)}, graph.Span{End: len(text)})
		for s := v.Documents.FirstSection[d]; s < v.Documents.FirstSection[d+1]; s++ { // a parent stands before its children
			own(part{graph.KindSection, s}, v.Sections.Span[s])
		}
		for t := v.Documents.FirstTask[d]; t < v.Documents.FirstTask[d+1]; t++ {
			own(part{graph.KindTask, t}, v.Tasks.Span[t])
		}
		for start := 0; start < len(text); {
			end := start
			for end < len(text) && owner[end] == owner[start] {
				end++
			}
			p := owner[start]
			texts[p.kind][p.index] = append(texts[p.kind][p.index], text[start:end])
			start = end
		}
	}
	for k := range graph.Kind(graph.EntityKinds) {
		e := v.Entities(k)
		for i := range v.Len(k) {
			all := append(append([]string{e.Name[i]}, e.Aliases[i]...), texts[k][i]...)
			switch k {
			case graph.KindDocument:
				all = append(all, v.Documents.DocNumber[i])
			case graph.KindCity:
				all = append(all, v.Cities.Code[i])
			}
			for n, text := range all {
				all[n] = graph.Fold(text)
			}
			fields = append(fields, all)
		}
	}
	return fields
}

// TestSearchCountsWhatAScanCounts asks for words of one to three characters and holds the totals against a plain scan.
func TestSearchCountsWhatAScanCounts(t *testing.T) {
	e := theExecutors(t)
	for name, v := range map[string]*graph.View{"seed": viewOf(t, seedView), "generated": synth.View(500, 11)} {
		fields := searched(v)
		var pool []string // where words are drawn from
		for _, all := range fields {
			for _, text := range all {
				if text != "" {
					pool = append(pool, text)
				}
			}
		}
		words := []string{"支持", "省", "市", "发展", "城市群", "龘"}
		rng := rand.New(rand.NewPCG(20181115, 7))
		for range 250 {
			text := []rune(pool[rng.IntN(len(pool))])
			at := rng.IntN(len(text))
			words = append(words, string(text[at:min(len(text), at+1+rng.IntN(3))]))
		}
		hit := 0
		for _, word := range words {
			want := 0
			for _, all := range fields {
				for _, text := range all {
					if strings.Contains(text, word) {
						want++
						break
					}
				}
			}
			op := e.open(t, Request{Query: `query($q: String!) { search(query: $q, first: 1) { totalCount } }`, Variables: map[string]any{"q": word}})
			var got struct {
				Data struct{ Search struct{ TotalCount int } }
			}
			if err := json.Unmarshal(e.plan.Execute(context.Background(), v, op), &got); err != nil {
				t.Fatal(err)
			}
			if got.Data.Search.TotalCount != want {
				t.Errorf("%s: %q is in %d entities, search counts %d", name, word, want, got.Data.Search.TotalCount)
			}
			hit += min(want, 1)
		}
		if hit < 250 {
			t.Errorf("%s: only %d words are found", name, hit)
		}
	}
}

// TestTextFiltersEqualAPlainScan holds conditions on the text of tasks, whose candidates come out of the index, against
// reading all texts; also for words with the character that stands between fields in the index.
func TestTextFiltersEqualAPlainScan(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, mixedView)
	text := func(i int) string { return stretch(v, v.Tasks.Document[i], v.Tasks.Span[i]) }
	var words, folded []string
	for i := range v.Len(graph.KindTask) {
		folded = append(folded, graph.Fold(text(i)))
	}
	r := rand.New(rand.NewPCG(11, 1))
	for range 60 {
		runes := []rune(text(r.IntN(v.Len(graph.KindTask))))
		at, n := r.IntN(len(runes)), 1+r.IntN(4)
		word := string(runes[at:min(at+n, len(runes))])
		words = append(words, word, string(runes[:n]), strings.Join(strings.Split(word, ""), " "), strings.ToUpper(word))
	}
	last := []rune(text(3))
	words = append(words, "", " ", "\x00", string(last[len(last)-2:])+"\x00", "\x00"+string(last[:2]), text(3), text(3)+"\x00")
	holds := map[string]func(text, word string) bool{
		"contains": strings.Contains, "startsWith": strings.HasPrefix, "eq": func(text, word string) bool { return text == word },
	}
	for condition, fits := range holds {
		query := `query($word: String) { tasks(filter: {text: {` + condition + `: $word}}, first: 1000) { nodes { id } } }`
		for _, word := range words {
			want := []string{}
			for i, text := range folded {
				if fits(text, graph.Fold(word)) {
					want = append(want, `{"id":"`+string(v.IDOf(graph.KindTask, int32(i)))+`"}`)
				}
			}
			got := e.ask(t, v, Request{Query: query, Variables: map[string]any{"word": word}})
			if got != `{"data":{"tasks":{"nodes":[`+strings.Join(want, ",")+`]}}}` {
				t.Errorf("%s %q: %d expected, got %.300s", condition, word, len(want), got)
			}
		}
	}
	for _, both := range []string{`contains: "建", startsWith: "1"`, `contains: "建", notIn: [$text]`, `startsWith: "1", contains: "建"`, `eq: $text, contains: "建"`} {
		both = strings.Replace(both, "$text", string(appendString(nil, text(3))), 1)
		query := `{ tasks(filter: {text: {` + both + `}}) { totalCount } all: tasks(filter: {and: [{text: {` +
			strings.Replace(both, ", ", `}}, {text: {`, 1) + `}}]}) { totalCount } }`
		got := e.ask(t, v, Request{Query: query})
		if both, each, ok := strings.Cut(strings.TrimPrefix(got, `{"data":{"tasks":`), `,"all":`); !ok || both+"}}" != each {
			t.Errorf("%s: %s", query, got)
		}
	}
}
