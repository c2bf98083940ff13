package analysis

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// paper is a document of a test: its day of issue, its issuers and its tasks. Named things are written as words: a body
// may carry a role before a colon (LEAD:省水利厅).
type paper struct {
	day        string
	issuers    []string
	addressees []string
	cites      []string // titles; the n-th document is called 方案n
	tasks      []task
}

type task struct{ bodies, cities, projects, themes []string }

// bodies makes the tasks of a document from lists of bodies.
func bodies(lists ...[]string) (tasks []task) {
	for _, list := range lists {
		tasks = append(tasks, task{bodies: list})
	}
	return tasks
}

// makeView builds a View of papers, each with a text in which everything stands that it states.
func makeView(t testing.TB, papers ...paper) *graph.View {
	t.Helper()
	var extracts []*graph.Extract
	for i := range papers {
		extracts = append(extracts, papers[i].extract(i))
	}
	v, err := graph.Build(extracts)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// writer makes an extract while it writes the text.
type writer struct {
	x    *graph.Extract
	text strings.Builder
	seen map[string]bool
}

func (p *paper) extract(number int) *graph.Extract {
	w := &writer{x: &graph.Extract{LoaderVersion: "test"}, seen: map[string]bool{}}
	w.x.Document = graph.Document{Title: fmt.Sprintf("方案%d", number), IssuedOn: p.day, SourceName: fmt.Sprintf("%d.txt", number)}
	w.text.WriteString(w.x.Document.Title + "\n")
	var later []graph.Fact
	for i, name := range p.issuers {
		later = append(later, w.fact(graph.KindDocumentRole, "", graph.KindDepartment, name, i))
		if i > 0 {
			later[i].Role = uint8(graph.DocumentCoIssuer)
		}
	}
	for i, name := range p.addressees {
		f := w.fact(graph.KindDocumentRole, "", graph.KindDepartment, name, i)
		f.Role = uint8(graph.DocumentAddressee)
		later = append(later, f)
	}
	for i, title := range p.cites {
		f := w.fact(graph.KindReference, "", graph.KindTheme, title, i)
		f.Object, f.Role = "", uint8(graph.RelationCites)
		later = append(later, f)
	}
	start := w.text.Len()
	w.text.WriteString("一、任务\n")
	for i, in := range p.tasks {
		w.task(i, in)
	}
	w.x.Sections = []graph.Section{{Path: "一", Number: "一、", Heading: "任务", Level: 1, Span: graph.Span{Start: start, End: w.text.Len()}}}
	w.x.Document.Text = w.text.String()
	key := w.x.Document.Key()
	for i := range w.x.Facts {
		w.x.Facts[i].Subject = graph.PartKey(graph.KindTask, key, w.x.Facts[i].Subject)
	}
	for _, f := range later {
		f.Subject = key
		w.x.Facts = append(w.x.Facts, f)
	}
	return w.x
}

func (w *writer) task(i int, in task) {
	path := fmt.Sprintf("一/%d", i+1)
	start := w.text.Len()
	fmt.Fprintf(&w.text, "%d.工作%d：", i+1, i+1)
	w.facts(path, graph.KindResponsibility, graph.KindDepartment, in.bodies)
	w.facts(path, graph.KindTaskPlace, graph.KindCity, in.cities)
	w.facts(path, graph.KindTaskProject, graph.KindProject, in.projects)
	w.facts(path, graph.KindTaskTheme, graph.KindTheme, in.themes)
	w.x.Tasks = append(w.x.Tasks, graph.Task{
		Path: path, Number: fmt.Sprintf("%d.", i+1), Title: fmt.Sprintf("工作%d", i+1), Locator: fmt.Sprintf("一、%d.", i+1),
		Section: "一", Span: graph.Span{Start: start, End: w.text.Len()},
	})
	w.text.WriteString("\n")
}

func (w *writer) facts(path string, kind, object graph.Kind, names []string) {
	for i, name := range names {
		w.x.Facts = append(w.x.Facts, w.fact(kind, path, object, name, i))
	}
}

func (w *writer) fact(kind graph.Kind, subject string, object graph.Kind, name string, i int) graph.Fact {
	role := graph.RoleResponsible
	if before, after, ok := strings.Cut(name, ":"); ok {
		role, _ = graph.ParseRole(before)
		name = after
	}
	key := graph.Key(object, name)
	if object == graph.KindDepartment {
		key = graph.Key(object, "山西省", name)
	}
	if !w.seen[key] {
		w.seen[key] = true
		e := graph.Entity{Key: key, Name: name}
		if object == graph.KindDepartment {
			e.Sort = uint8(kindOfName(name))
		}
		w.x.Entities = append(w.x.Entities, e)
	}
	span := graph.Span{Start: w.text.Len(), End: w.text.Len() + len(name)}
	w.text.WriteString(name + "、")
	w.x.Mentions = append(w.x.Mentions, graph.Mention{Entity: key, Surface: name, Span: span})
	f := graph.Fact{Kind: kind, Subject: subject, Object: key, Surface: name, Position: i + 1, Evidence: []graph.Evidence{{Span: span, Rule: "test@1"}}}
	if kind == graph.KindResponsibility {
		f.Role = uint8(role)
	}
	return f
}

func kindOfName(name string) graph.DepartmentKind {
	switch {
	case strings.HasSuffix(name, "政府"):
		return graph.DepartmentGovernment
	case strings.HasSuffix(name, "公司"):
		return graph.DepartmentEnterprise
	case strings.HasSuffix(name, "各部门"):
		return graph.DepartmentGeneric
	}
	return graph.DepartmentOrdinary
}

// seedView is the View of the 28 tasks of 重点任务 of the seed.
func seedView(t testing.TB) *graph.View {
	t.Helper()
	data, err := os.ReadFile("testdata/seed_tasks.json")
	if err != nil {
		t.Fatal(err)
	}
	var lists [][]string
	if err := json.Unmarshal(data, &lists); err != nil {
		t.Fatal(err)
	}
	return makeView(t, paper{day: "2018-05-31", tasks: bodies(lists...)})
}

// named finds an entity of a View by kind and name.
func named(t testing.TB, v *graph.View, k graph.Kind, name string) Ref {
	t.Helper()
	i := slices.Index(v.Entities(k).Name, name)
	if i < 0 {
		t.Fatalf("the View has no %s %s", k, name)
	}
	return Ref{k, int32(i)}
}
