package graph_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// versions are extracts of documents that share entities and refer to each other, each in three versions.
func versions(seed uint64) [][]*graph.Extract {
	var out [][]*graph.Extract
	for i, x := range synth.Extracts(900, seed) {
		less := *x
		less.LoaderVersion += "+1"
		less.Facts, less.Mentions = x.Facts[:len(x.Facts)/2], x.Mentions[len(x.Mentions)/3:]
		other := *x
		other.Document.IssuedOn, other.Document.Title = "", "别的标题"
		other.Entities = slices.Clone(x.Entities)
		for e := range other.Entities {
			if e%3 == i%3 {
				other.Entities[e].Aliases = append(slices.Clone(other.Entities[e].Aliases), "又名"+string(rune('甲'+e%7)))
				other.Entities[e].Name += "（改）"
			}
		}
		out = append(out, []*graph.Extract{x, &less, &other})
	}
	return out
}

// However a graph came to be, by adding, replacing and taking out documents whose parts were kept as bytes, its View is
// the one that is built from scratch.
func TestViewOfKeptPartsIsTheViewFromScratch(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	all := versions(11)
	kept := map[int]*graph.Part{}
	current := map[int]*graph.Extract{}
	for step := range 25 {
		i := rng.IntN(len(all))
		if _, there := current[i]; there && rng.IntN(3) == 0 {
			delete(kept, i)
			delete(current, i)
		} else {
			x := *all[i][rng.IntN(3)]
			current[i] = &x
			p, err := graph.NewPart(&x)
			if err != nil {
				t.Fatal(err)
			}
			if kept[i], err = graph.ReadPart(p.AppendTo(nil)); err != nil {
				t.Fatal(err)
			}
		}
		parts := slices.Collect(maps.Values(kept)) // in any order
		got, err := graph.Join(parts)
		if err != nil {
			t.Fatal(err)
		}
		if want := build(t, slices.Collect(maps.Values(current))); !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d with %d documents: %s is not %s", step, len(parts), got.ID, want.ID)
		}
	}
}

func TestJoiningDoesNotChangeParts(t *testing.T) {
	var parts []*graph.Part
	for _, x := range synth.Extracts(600, 3) {
		p, err := graph.NewPart(x)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p)
	}
	bytes := func() (out []string) {
		for _, p := range parts {
			out = append(out, string(p.AppendTo(nil)))
		}
		return out
	}
	before := bytes()
	first, err := graph.Join(parts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := graph.Join(parts[1:]); err != nil {
		t.Fatal(err)
	}
	again, err := graph.Join(parts)
	if err != nil || !reflect.DeepEqual(first, again) || !slices.Equal(before, bytes()) {
		t.Errorf("a second View is another, or parts were changed (%v)", err)
	}
}
