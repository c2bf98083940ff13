package search

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

func hitOf(t *testing.T, v *graph.View, name string) Hit {
	t.Helper()
	for k := range graph.Kind(graph.EntityKinds) {
		if i := slices.Index(v.Entities(k).Name, name); i >= 0 {
			return Hit{Kind: k, Index: int32(i)}
		}
	}
	t.Fatalf("nothing is called %s", name)
	return Hit{}
}

func TestMatch(t *testing.T) {
	v := plan(t)
	x := New(v)
	for _, test := range []struct{ query, hit, name, words string }{
		{"水利", "省水利厅", "省水利厅", "水利"},
		{"山西", "省水利厅", "山西省水利厅", "山西"},
		{"山西 水利", "省水利厅", "山西省水利厅", "山西 水利"},
		{"發改 委", "省发改委", "发改委", "发改 委"}, // the alias is both together
		{"委 發改", "省发改委", "省发改委", "委 发改"},
		{"发改委", "省发改委", "发改委", "发改委"},
		{"改革 发改", "省发改委", "省发改委", "改革 发改"}, // no name has both
		{"运城", "运城市", "运城", "运城"},
		{"１４", "运城市", "140800", "14"},
		{"[2018]", "关于水利的通知", "晋政发〔2018〕1号", "〔2018〕"},
		{"脱贫", "关于水利的通知", "", "脱贫"},
		{"水库", "建设水库", "建设水库", "水库"},
		{"水 厅", "建设水库", "建设水库", "水 厅"},
		{"abc原", "总体要求", "", "ＡＢＣ 原"},
		{"负责 整治", "整治汾河水污染", "整治汾河水污染", "负责 整治"},
		{"水 水", "建设水库", "建设水库", "水"},
		{"", "建设水库", "", ""},
	} {
		m := x.Match(hitOf(t, v, test.hit), test.query)
		if got := strings.Join(m.Words, " "); m.Name != test.name || got != test.words {
			t.Errorf("%q in %s: name %q, words %q; want %q and %q", test.query, test.hit, m.Name, got, test.name, test.words)
		}
	}
}

// TestMatchSaysWhatIsThere holds matches of random queries against their promise.
func TestMatchSaysWhatIsThere(t *testing.T) {
	v := synth.View(300, 9)
	x := New(v)
	rng := rand.New(rand.NewPCG(5, 6))
	named := 0
	for range 200 {
		u := x.units[rng.IntN(len(x.units))]
		name := []rune(x.called(u)[0])
		at := rng.IntN(len(name))
		query := string(name[at:min(len(name), at+1+rng.IntN(4))])
		for i, h := range x.Search(query, nil) {
			if i == 10 {
				break
			}
			m := x.Match(h, query)
			if len(m.Words) != 1 || graph.Fold(m.Words[0]) != graph.Fold(query) {
				t.Errorf("%q: words %q", query, m.Words)
			}
			has := func(name string) bool { return strings.Contains(graph.Fold(name), graph.Fold(query)) }
			names := x.called(unit{h.Kind, h.Index})
			if m.Name == "" && slices.ContainsFunc(names, has) || m.Name != "" && (!has(m.Name) || !slices.Contains(names, m.Name)) {
				t.Errorf("%q: matched name %q of %q", query, m.Name, names)
			}
			if m.Name != "" {
				named++
			}
		}
	}
	if named < 200 {
		t.Errorf("only %d hits by name", named)
	}
}
