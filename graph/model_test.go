package graph_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// These tests compare a View with what a reader of the extracts would say, by plain search.

func build(t *testing.T, extracts []*graph.Extract) *graph.View {
	t.Helper()
	v, err := graph.Build(extracts)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestEveryOrderGivesTheSameView(t *testing.T) {
	want := build(t, synth.Extracts(1500, 5))
	for turn := range 4 {
		extracts := synth.Extracts(1500, 5)
		extracts = append(extracts[turn%len(extracts):], extracts[:turn%len(extracts)]...)
		if turn%2 == 1 {
			slices.Reverse(extracts)
		}
		for _, x := range extracts {
			slices.Reverse(x.Facts)
			slices.Reverse(x.Entities)
			slices.Reverse(x.Mentions)
		}
		if got := build(t, extracts); !reflect.DeepEqual(got, want) {
			t.Errorf("turn %d gives another view: %s, want %s", turn, got.ID, want.ID)
		}
	}
	if other := build(t, synth.Extracts(1500, 5)[1:]); other.ID == want.ID {
		t.Error("fewer documents have the same id")
	}
}

// model is the facts and mentions of extracts by global id.
type model struct {
	facts    map[graph.ID]*graph.Fact
	document map[graph.ID]string // key of the document of a fact
	from, to map[graph.ID][]graph.ID
}

func idOfKey(key string) graph.ID {
	k, _ := graph.KeyKind(key)
	return graph.NewID(k, key)
}

func newModel(extracts []*graph.Extract) *model {
	m := &model{map[graph.ID]*graph.Fact{}, map[graph.ID]string{}, map[graph.ID][]graph.ID{}, map[graph.ID][]graph.ID{}}
	for _, x := range extracts {
		key := x.Document.Key()
		for i := range x.Facts {
			f := &x.Facts[i]
			id := f.ID(key)
			m.facts[id], m.document[id] = f, key
			m.from[idOfKey(f.Subject)] = append(m.from[idOfKey(f.Subject)], id)
			if f.Object != "" {
				m.to[idOfKey(f.Object)] = append(m.to[idOfKey(f.Object)], id)
			}
		}
	}
	return m
}

func TestFactsAreThoseOfTheExtracts(t *testing.T) {
	extracts := synth.Extracts(1500, 5)
	v, m := build(t, extracts), newModel(extracts)
	total := 0
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		f := v.Facts(k)
		total += f.Len()
		subject, object := k.Ends()
		for i := range int32(f.Len()) {
			id := f.At(i)
			want := m.facts[id]
			if want == nil {
				t.Fatalf("%s is no fact of the extracts", id)
			}
			if v.IDOf(subject, f.Subject[i]) != idOfKey(want.Subject) || f.Role[i] != want.Role || int(f.Position[i]) != want.Position ||
				v.Surface(f, i) != want.Surface || v.RoleText(f, i) != want.RoleText {
				t.Errorf("fact %d of kind %s differs from %+v", i, k, want)
			}
			if k != graph.KindReference && v.IDOf(object, f.Object[i]) != idOfKey(want.Object) {
				t.Errorf("fact %d of kind %s has the object %s, want %s", i, k, v.IDOf(object, f.Object[i]), want.Object)
			}
			if got := evidence(v, f.Evidence(i)); !slices.Equal(got, want.Evidence) {
				t.Errorf("fact %d of kind %s has the evidence %v, want %v", i, k, got, want.Evidence)
			}
		}
	}
	if total != len(m.facts) {
		t.Errorf("%d facts, want %d", total, len(m.facts))
	}
}

func evidence(v *graph.View, list []int32) []graph.Evidence {
	var out []graph.Evidence
	for _, i := range list {
		out = append(out, graph.Evidence{Span: v.Evidence.Span[i].Span(), Rule: v.Rule(i), Note: v.Note(i)})
	}
	return out
}

func TestAdjacencyIsThatOfAPlainModel(t *testing.T) {
	extracts := synth.Extracts(1500, 5)
	v, m := build(t, extracts), newModel(extracts)
	same := func(what string, k graph.Kind, got []graph.ID, all []graph.ID) {
		var want []graph.ID
		for _, id := range all {
			if of, _ := id.Kind(); of == k {
				want = append(want, id)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d facts of kind %s, want %d", what, len(got), k, len(want))
		}
	}
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		f := v.Facts(k)
		subject, object := k.Ends()
		for i := range int32(v.Len(subject)) {
			lo, hi := f.From(i)
			var got []graph.ID
			for at := lo; at < hi; at++ {
				if at > lo && f.Evidence(at)[0] < f.Evidence(at - 1)[0] {
					t.Errorf("facts of %s are not in the order of the text", v.IDOf(subject, i))
				}
				got = append(got, f.At(at))
			}
			same("from "+string(v.IDOf(subject, i)), k, got, m.from[v.IDOf(subject, i)])
		}
		for i := range int32(v.Len(object)) {
			list := f.To(i)
			if !slices.IsSorted(list) {
				t.Errorf("facts to %s are not ascending", v.IDOf(object, i))
			}
			if k == graph.KindReference {
				continue
			}
			var got []graph.ID
			for _, at := range list {
				got = append(got, f.At(at))
			}
			same("to "+string(v.IDOf(object, i)), k, got, m.to[v.IDOf(object, i)])
		}
		if lo, hi := f.From(int32(v.Len(subject))); lo != hi || f.To(int32(v.Len(object))) != nil {
			t.Errorf("%s: there is something past the end", k)
		}
	}
}

func TestEveryIDIsLookedUp(t *testing.T) {
	v := synth.View(1500, 5)
	for k := range graph.KindMention + 1 {
		if v.Len(k) == 0 {
			t.Errorf("no %s in the graph", k)
		}
		for i := range int32(v.Len(k)) {
			id := v.IDOf(k, i)
			if got, at, ok := v.Lookup(id); !ok || got != k || at != i {
				t.Fatalf("%s %d is looked up as %s %d, %v", k, i, got, at, ok)
			}
		}
		if _, _, ok := v.Lookup(graph.NewID(k, "absent")); ok {
			t.Errorf("an absent %s is found", k)
		}
	}
	if _, _, ok := v.Lookup("x"); ok {
		t.Error("what is no id is found")
	}
}

func TestMentionsAreThoseOfTheExtracts(t *testing.T) {
	extracts := synth.Extracts(800, 5)
	v := build(t, extracts)
	byKey := map[string]*graph.Extract{}
	for _, x := range extracts {
		byKey[x.Document.Key()] = x
	}
	for doc, key := range v.Entities(graph.KindDocument).Key {
		var got []graph.Mention
		lo, hi := v.Mentioned(int32(doc))
		for i := lo; i < hi; i++ {
			e := v.Mentions.Evidence[i]
			if v.Evidence.Document[e] != int32(doc) || v.Rule(e) != "mention@1" {
				t.Errorf("mention %d has the passage of another", i)
			}
			got = append(got, graph.Mention{
				Entity: v.Entities(v.Mentions.Kind[i]).Key[v.Mentions.Entity[i]], Surface: v.MentionSurface(i), Span: v.Evidence.Span[e].Span(),
			})
		}
		if want := slices.Compact(slices.Clone(byKey[key].Mentions)); !slices.Equal(got, want) {
			t.Errorf("document %s has %d mentions, want %d", key, len(got), len(want))
		}
	}
	for k := range graph.Kind(graph.EntityKinds) {
		for i := range int32(v.Len(k)) {
			for _, at := range v.Entities(k).Mentions.Of(i) {
				if v.Mentions.Kind[at] != k || v.Mentions.Entity[at] != i {
					t.Errorf("mention %d is not of %s %d", at, k, i)
				}
				if !slices.Contains(v.Named(k, v.MentionSurface(at)), i) {
					t.Errorf("%s is not found by %q", v.IDOf(k, i), v.MentionSurface(at))
				}
			}
		}
	}
}

func TestNamesByPlainSearch(t *testing.T) {
	extracts := synth.Extracts(600, 9)
	extracts[0].Document.DocNumber = "Ａ 号"
	extracts[len(extracts)-1].Document.Title = "a号" // a title that is the number of another
	v := build(t, extracts)
	for k := range graph.Kind(graph.EntityKinds) {
		want := map[string][]int32{}
		if k != graph.KindSection && k != graph.KindTask {
			for i := range int32(v.Len(k)) {
				names := append([]string{v.Entities(k).Name[i]}, v.Entities(k).Aliases[i]...)
				if k == graph.KindDocument {
					names = append(names, v.Documents.DocNumber[i])
				}
				for _, name := range names {
					if f := graph.Fold(name); f != "" && !slices.Contains(want[f], i) {
						want[f] = append(want[f], i)
					}
				}
			}
		}
		for name, list := range want {
			if got := v.Named(k, name); !slices.Equal(got, list) {
				t.Errorf("%s %q is %v, want %v", k, name, got, list)
			}
		}
		if len(v.Named(k, "")) > 0 || len(v.Named(k, "无此名")) > 0 || k == graph.KindTask && len(v.Named(k, v.Entities(k).Name[0])) > 0 {
			t.Errorf("%s: something is found by a name that it has not", k)
		}
	}
	if got := v.Named(graph.KindDocument, "A号"); len(got) != 2 {
		t.Errorf("the number that is a title is found as %v", got)
	}
}

func TestSectionsAndTasksByPlainSearch(t *testing.T) {
	v := synth.View(400, 6)
	under := func(s, top int32) bool {
		for ; s >= 0; s = v.Sections.Parent[s] {
			if s == top {
				return true
			}
		}
		return false
	}
	n := int32(v.Len(graph.KindSection))
	for top := range n {
		end := top + 1
		for s := top + 1; s < n && under(s, top); s++ {
			end = s + 1
		}
		var tasks []int32
		for i, s := range v.Tasks.Section {
			if under(s, top) {
				tasks = append(tasks, int32(i))
			}
		}
		if v.Sections.End[top] != end {
			t.Errorf("section %d ends before %d, want %d", top, v.Sections.End[top], end)
		}
		if lo, hi := v.Sections.FirstTask[top], v.Sections.EndTask[top]; len(tasks) == 0 && lo != hi ||
			len(tasks) > 0 && (lo != tasks[0] || hi != tasks[len(tasks)-1]+1 || int(hi-lo) != len(tasks)) {
			t.Errorf("section %d has the tasks %d to %d, want %v", top, lo, hi, tasks)
		}
		for _, child := range v.Sections.Children.Of(top) {
			if v.Sections.Parent[child] != top || child <= top {
				t.Errorf("section %d is no child of %d", child, top)
			}
		}
	}
	for i := range int32(v.Len(graph.KindEvidence)) {
		document, span := v.Evidence.Document[i], v.Evidence.Span[i].Span()
		section, task := int32(-1), int32(-1)
		for s := range n {
			if v.Sections.Document[s] == document && v.Sections.Span[s].Contains(span) {
				section = s // the innermost comes last
			}
		}
		for k := range int32(v.Len(graph.KindTask)) {
			if v.Tasks.Document[k] == document && v.Tasks.Span[k].Contains(span) {
				task = k
			}
		}
		if v.SectionAt(document, span) != section || v.TaskAt(document, span) != task {
			t.Fatalf("passage %d is in section %d and task %d, want %d and %d", i, v.SectionAt(document, span), v.TaskAt(document, span), section, task)
		}
		if task >= 0 && !strings.HasPrefix(v.Locator(i), v.Tasks.Locator[task]) {
			t.Errorf("passage %d is at %s, its task at %s", i, v.Locator(i), v.Tasks.Locator[task])
		}
	}
}

func TestPositionsByPlainCount(t *testing.T) {
	v := synth.View(150, 3)
	for i := range int32(v.Len(graph.KindEvidence)) {
		document := v.Evidence.Document[i]
		text, start := v.Documents.Text[document], int(v.Evidence.Span[i].Start)
		runes, units := v.Position(document, start)
		if want := utf8.RuneCountInString(text[:start]); runes != want || v.Offset(document, runes) != start {
			t.Fatalf("byte %d is after %d characters, want %d", start, runes, want)
		}
		if want := len(utf16.Encode([]rune(text[:start]))); units != want {
			t.Fatalf("byte %d is after %d UTF-16 units, want %d", start, units, want)
		}
	}
}
