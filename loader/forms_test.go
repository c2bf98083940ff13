package loader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// show prints what tests of forms compare: sections, tasks with their bodies, warnings.
func show(x *graph.Extract) string {
	var b strings.Builder
	bodies := map[string][]string{}
	for _, f := range x.Facts {
		if f.Kind == graph.KindResponsibility {
			bodies[f.Subject] = append(bodies[f.Subject], fmt.Sprintf("  %s %s = %s\n", graph.Role(f.Role), f.Surface, strings.TrimPrefix(f.Object, "dept/")))
		}
	}
	for _, s := range x.Sections {
		fmt.Fprintf(&b, "S %s %s\n", s.Path, s.Heading)
	}
	for _, k := range x.Tasks {
		fmt.Fprintf(&b, "T %s %s\n", k.Path, k.Title)
		for _, line := range bodies[graph.PartKey(graph.KindTask, x.Document.Key(), k.Path)] {
			b.WriteString(line)
		}
	}
	for _, w := range x.Warnings {
		fmt.Fprintf(&b, "W %s %s\n", w.Code, strings.ReplaceAll(x.Document.Text[w.Span.Start:w.Span.End], "\n", "⏎"))
	}
	return b.String()
}

// TestForms reads made-up plans of every form that the survey of the corpus lists. A case is its name after ===, the text,
// and after --- what is read from it.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/forms/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no forms: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split("\n"+string(data), "\n=== ")[1:] {
			name, rest, _ := strings.Cut(c+"\n", "\n")
			text, want, found := strings.Cut(rest, "\n---\n")
			t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
				if !found {
					t.Fatal("the case has no --- line")
				}
				x := loader.Read(&source.Document{Name: name + ".txt", Text: text})
				if err := x.Validate(); err != nil {
					t.Fatal(err)
				}
				if got := show(x); strings.TrimSpace(got) != strings.TrimSpace(want) {
					t.Errorf("text:\n%s\ngot:\n%swant:\n%s", text, got, want)
				}
			})
		}
	}
}
