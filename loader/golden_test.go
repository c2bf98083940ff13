package loader_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/score"
	"github.com/policygraph/policygraph/loader/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	seedGold   = "../seeds/gold"
	corpusGold = "testdata/corpus/gold"

	outsideGold = "testdata/outside/gold" // see testdata/outside/FINDINGS.md
)

// golden compares with a file in testdata/golden, or writes it when the flag -update is given.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./loader -update writes it)", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s changed at line %d (go test ./loader -update writes it anew, the diff shows what became better or worse):\n-%s\n+%s",
				path, i+1, strings.Join(a[min(i, len(a)):min(i+1, len(a))], ""), strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""))
		}
	}
}

// TestScore keeps the quality of what is extracted: the figures are golden files, and the least that is asked for is
// checked here.
func TestScore(t *testing.T) {
	for _, c := range []struct {
		name, gold string
		details    bool
		least      map[score.Relation]float64 // F1
	}{
		{"scores_seed.txt", seedGold, true, map[score.Relation]float64{
			score.Tasks: 1, score.Bodies: 1, score.Roles: 1, score.Places: 0.95, score.Projects: 0.85, score.Themes: 1,
		}},
		{"scores_corpus.txt", corpusGold, true, map[score.Relation]float64{
			score.Tasks: 0.97, score.Bodies: 0.96, score.Roles: 0.96, score.Places: 0.93, score.Projects: 0.80, score.Themes: 0.95,
		}},
		// Without details: some of these documents are held out, and nobody should make rules for them.
		{"scores_outside.txt", outsideGold, false, map[score.Relation]float64{
			score.Tasks: 0.92, score.Bodies: 0.91, score.Roles: 0.91, score.Places: 0.88, score.Projects: 0.75, score.Themes: 0.90,
		}},
	} {
		report, err := score.Run([]string{c.gold}, loader.Read)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := report.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		if c.details {
			b.WriteString("\nmissed (-) and false (+)\n")
			if err := report.WriteDetails(&b); err != nil {
				t.Fatal(err)
			}
		}
		golden(t, c.name, b.Bytes())
		for relation, least := range c.least {
			if f1 := report.Of("", relation).F1(); f1 < least {
				t.Errorf("%s: F1 of %s is %.3f, at least %.2f is asked for", c.gold, relation, f1, least)
			}
		}
	}
}

// TestExtracted keeps all that is extracted from the corpus, a file per relation, so that a change is a diff.
func TestExtracted(t *testing.T) {
	files, err := filepath.Glob("testdata/corpus/docs/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	out := map[string]*bytes.Buffer{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := source.Decode(file, data)
		if err != nil {
			t.Fatal(err)
		}
		x := loader.Read(docs[0])
		x.Normalize()
		list(x, func(relation string) *bytes.Buffer {
			if out[relation] == nil {
				out[relation] = &bytes.Buffer{}
			}
			return out[relation]
		})
	}
	for relation, b := range out {
		golden(t, "extracted_"+relation+".txt", b.Bytes())
	}
}

var relationOf = map[graph.Kind]string{
	graph.KindResponsibility: "bodies", graph.KindTaskPlace: "places", graph.KindTaskProject: "projects",
	graph.KindTaskTheme: "themes", graph.KindDocumentRole: "document_roles", graph.KindReference: "references",
	graph.KindProjectPlace: "project_places",
}

// list writes the tasks, facts and warnings of an extract, each to the list of its relation.
func list(x *graph.Extract, to func(string) *bytes.Buffer) {
	started := map[string]bool{}
	write := func(relation, format string, args ...any) {
		b := to(relation)
		if !started[relation] {
			fmt.Fprintf(b, "== %s\n", x.Document.SourceName)
			started[relation] = true
		}
		fmt.Fprintf(b, format+"\n", args...)
	}
	labels := map[string]string{}
	for i := range x.Tasks {
		task := &x.Tasks[i]
		labels[graph.PartKey(graph.KindTask, x.Document.Key(), task.Path)] = task.Locator
		write("tasks", "%s\t%s\t%d–%d", task.Locator, task.Title, task.Span.Start, task.Span.End)
	}
	for i := range x.Facts {
		f := &x.Facts[i]
		subject := labels[f.Subject]
		if f.Kind == graph.KindProjectPlace {
			subject = f.Subject
		}
		role := ""
		switch f.Kind {
		case graph.KindResponsibility:
			role = fmt.Sprintf("\t%s %d", graph.Role(f.Role), f.Position)
		case graph.KindDocumentRole:
			role = "\t" + graph.DocumentRole(f.Role).String()
		case graph.KindReference:
			role = "\t" + graph.RelationKind(f.Role).String()
		case graph.KindTaskProject:
			i, _ := slices.BinarySearchFunc(x.Entities, f.Object, func(e graph.Entity, key string) int { return strings.Compare(e.Key, key) })
			role = "\t" + graph.ProjectKind(x.Entities[i].Sort).String()
		}
		write(relationOf[f.Kind], "%s\t%s\t%s%s\t%s", subject, f.Surface, f.Object, role, f.Evidence[0].Rule)
	}
	for _, w := range x.Warnings {
		write("warnings", "%s\t%s\t%s", w.Code, w.Message, x.Document.Text[w.Span.Start:w.Span.End])
	}
}
