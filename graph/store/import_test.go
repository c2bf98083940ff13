package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// TestImportGivesTheSameView moves a graph to an empty store by way of N-Quads, in the order written and in any other.
func TestImportGivesTheSameView(t *testing.T) {
	source := open(t, t.TempDir())
	load(t, source, append(plans(), hostile())...)
	written := lines(t, source)
	shuffled := append([]string{"# a comment", "", "  "}, written...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	for name, text := range map[string][]string{"as written": written, "shuffled": shuffled} {
		s := open(t, Memory)
		result, err := s.Import(t.Context(), strings.NewReader(strings.Join(text, "\n")+"\n"))
		if err != nil || result.Count(Added) != len(plans())+1 {
			t.Fatalf("%s: %+v, %v", name, result, err)
		}
		if s.View().ID != source.View().ID || s.View().Len(graph.KindTask) == 0 {
			t.Errorf("%s: the View is %s, want %s", name, s.View().ID, source.View().ID)
		}
		if strings.Join(lines(t, s), "\n") != strings.Join(written, "\n") {
			t.Errorf("%s: the graph is written otherwise than before", name)
		}
		if result, err = s.Import(t.Context(), strings.NewReader(strings.Join(text, "\n"))); err != nil || result.Count(Unchanged) != len(plans())+1 {
			t.Errorf("%s: the second time gives %+v, %v", name, result, err)
		}
	}
}

func TestImportRefusesWhatIsNotItsOwn(t *testing.T) {
	source := open(t, t.TempDir())
	load(t, source, plan(1), plan(2))
	written := lines(t, source)
	first := strings.Fields(written[0])[3]
	for _, c := range []struct {
		name, text, want string
		loaded           int
	}{
		{"nothing", "", "there is no statement in it", 0},
		{"only comments", "# nothing\n\n", "there is no statement in it", 0},
		{"no statement", "hello", "line 1", 0},
		{"no graph", "<a> <b> <c> .", "not a document version", 0},
		{"a foreign graph", "<a> <b> <c> <http://example.org> .", "not a document version", 0},
		{"half an escape", written[0] + "\n<a> <b> \"\\uZZZZ\" " + first + " .", "line 2", 0},
		{"not UTF-8", "<a> <b> \"\xff\" " + first + " .", "not UTF-8", 0},
		{"a statement is missing", strings.Join(written[1:], "\n"), strings.Trim(first, "<>"), 1},
		{"a statement is another's", "<urn:policygraph:x> <b> <c> " + first + " .\n" + strings.Join(written, "\n"), "not the id of anything", 1},
		{"a text is altered", strings.Replace(strings.Join(written, "\n"), "省", "市", 1), "graph", 1},
	} {
		s := open(t, Memory)
		_, err := s.Import(t.Context(), strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || s.View().Len(graph.KindDocument) != c.loaded {
			t.Errorf("%s: %d documents loaded, error %v, want %d and one that says %q", c.name, s.View().Len(graph.KindDocument), err, c.loaded, c.want)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := open(t, Memory).Import(ended, strings.NewReader(strings.Join(written, "\n"))); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import gives %v", err)
	}
}

// TestLongLinesAreRefused stands on both sides of the limit of a line, with and without its end.
func TestLongLinesAreRefused(t *testing.T) {
	source := open(t, t.TempDir())
	load(t, source, plan(1))
	written := lines(t, source)
	longest := 0
	for _, line := range written {
		longest = max(longest, len(line))
	}
	for _, end := range []string{"", "\n"} {
		for _, c := range []struct {
			more int
			want string
		}{{0, ""}, {1, fmt.Sprintf("line %d has more than %d bytes", len(written)+1, longest)}} {
			text := strings.Join(written, "\n") + "\n#" + strings.Repeat("x", longest+c.more-1) + end
			decoders, err := readNQuads(t.Context(), strings.NewReader(text), longest)
			if c.want == "" && (err != nil || len(decoders) != 1) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%d bytes, end %q: %v, want %q", longest+c.more, end, err, c.want)
			}
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add("<a> <b> \"c\\u00e9\"@zh <urn:policygraph:version/00> .\n")
	f.Add("<urn:policygraph:version/00> <urn:policygraph:document> <urn:policygraph:daaaaaaaaaaaaaaaa> <urn:policygraph:version/00> .")
	f.Fuzz(func(t *testing.T, text string) {
		if decoders, err := readNQuads(context.Background(), strings.NewReader(text), maxLine); err == nil {
			for _, d := range decoders {
				if _, err := d.finish(); err == nil {
					t.Errorf("%q is taken for a document", text)
				}
			}
		}
	})
}
