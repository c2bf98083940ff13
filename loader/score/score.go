// Package score measures a loader against gold: documents of which a careful reader wrote down what they say. It counts
// tasks, responsible bodies, their roles, places, projects and themes that were found, missed or false.
//
// Matching is strict. Two names are one when they are equal after folding widths, case, space and the shape of quotation
// marks and dashes; for a body, a project or a place the name in full or the form as printed will do, for a place also
// the name without the word for its level. What the gold lists as embedded, abbreviated, borderline, mere mention or
// brand is neither a hit nor an error; for projects and themes a name that holds such a name, or is held by it, counts
// as one of them.
package score

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
	"github.com/policygraph/policygraph/loader/source"
)

// Relation is one thing that is measured.
type Relation int

// The relations, in the order of the report.
const (
	Tasks Relation = iota
	Bodies
	Roles
	Places
	Projects
	Themes
	relations
)

var relationNames = [relations]string{"tasks", "bodies", "roles", "places", "projects", "themes"}

// String is the name that the report prints.
func (r Relation) String() string { return relationNames[r] }

// Run scores read against the gold files; a folder stands for the .json files in it. What read returns for a document is
// compared with its gold.
func Run(paths []string, read func(*source.Document) *graph.Extract) (*Report, error) {
	files, err := list(paths)
	if err != nil {
		return nil, err
	}
	report := &Report{}
	for _, file := range files {
		d, err := runOne(file, read)
		if err != nil {
			return nil, err
		}
		report.documents = append(report.documents, d)
	}
	return report, nil
}

func list(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, p)
			continue
		}
		inside, err := filepath.Glob(filepath.Join(p, "*.json"))
		if err != nil {
			return nil, err
		}
		files = append(files, inside...)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no gold file in %q", paths)
	}
	return files, nil
}

func runOne(file string, read func(*source.Document) *graph.Extract) (*document, error) {
	g, path, err := readGold(file)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	docs, err := source.Decode(filepath.Base(path), data)
	if err != nil {
		return nil, err
	}
	if len(docs) != 1 {
		return nil, fmt.Errorf("%s holds %d documents, gold is of one", path, len(docs))
	}
	at, err := g.spans(docs[0].Text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	d := &document{name: filepath.Base(path)}
	d.compare(g, at, read(docs[0]))
	return d, nil
}

// document is the score of one document.
type document struct {
	name   string
	scores [relations]comparison
}

// compare scores an extract against gold whose tasks stand at these spans.
func (d *document) compare(g *gold, at []graph.Span, x *graph.Extract) {
	x.Normalize()
	facts := newFound(x)
	match, extra := pair(g.Tasks, at, x.Tasks)
	for i, j := range match {
		t := &g.Tasks[i]
		label := t.Number + " " + t.Title
		found := &taskFacts{}
		if j >= 0 {
			found = facts.of(&x.Tasks[j])
			d.scores[Tasks].Hits++
		} else {
			d.scores[Tasks].Missed++
			d.scores[Tasks].notes = append(d.scores[Tasks].notes, note{label, '-', "the task"})
		}
		d.task(label, t, found)
	}
	for _, j := range extra {
		t := &x.Tasks[j]
		label := t.Locator + " " + t.Title
		d.scores[Tasks].False++
		d.scores[Tasks].notes = append(d.scores[Tasks].notes, note{label, '+', "the task"})
		d.task(label, &goldTask{}, facts.of(t))
	}
}

func (d *document) task(label string, t *goldTask, f *taskFacts) {
	var bodies, roles []item
	for _, a := range t.Responsible {
		bodies = append(bodies, newItem(a.Name, a.Name, a.Name, a.Printed))
		in := withRole(a.Name, a.Role)
		roles = append(roles, newItem(in, in, in, withRole(a.Printed, a.Role)))
	}
	d.scores[Bodies].add(label, bodies, f.bodies, nil, false)
	d.scores[Roles].add(label, roles, f.roles, nil, false)
	d.scores[Places].add(label, goldItems(t.Cities), f.places, goldItems(t.CitiesEmbedded, t.CitiesAbbrev), false)
	d.scores[Projects].add(label, goldItems(t.Projects), f.projects,
		goldItems(t.ProjectsBorderline, t.InfraMentions, t.Brands), true)
	d.scores[Themes].add(label, goldItems(t.Themes), f.themes, goldItems(t.ThemesBorderline, t.Brands), true)
}

func withRole(name, role string) string {
	if name == "" {
		return ""
	}
	return name + " " + role
}

// found gives the facts of the tasks of an extract.
type found struct {
	tasks    map[string]*taskFacts
	document string
}

type taskFacts struct{ bodies, roles, places, projects, themes []item }

func newFound(x *graph.Extract) *found {
	f := &found{tasks: map[string]*taskFacts{}, document: x.Document.Key()}
	entities := map[string]*graph.Entity{}
	for i := range x.Entities {
		entities[x.Entities[i].Key] = &x.Entities[i]
	}
	for i := range x.Facts {
		fact := &x.Facts[i]
		e := entities[fact.Object]
		if e == nil {
			continue
		}
		t := f.tasks[fact.Subject]
		if t == nil {
			t = &taskFacts{}
			f.tasks[fact.Subject] = t
		}
		switch fact.Kind {
		case graph.KindResponsibility:
			role := graph.Role(fact.Role).String()
			t.bodies = append(t.bodies, newItem(fact.Surface, e.Key, fact.Surface, e.Name))
			in := withRole(fact.Surface, role)
			t.roles = append(t.roles, newItem(in, withRole(e.Key, role), in, withRole(e.Name, role)))
		case graph.KindTaskPlace:
			t.places = append(t.places, newItem(fact.Surface, e.Key, fact.Surface, e.Name, gazetteer.Stem(e.Name)))
		case graph.KindTaskProject:
			t.projects = append(t.projects, newItem(e.Name, e.Key, fact.Surface, e.Name))
		case graph.KindTaskTheme:
			t.themes = append(t.themes, newItem(e.Name, e.Key, fact.Surface, e.Name))
		}
	}
	return f
}

func (f *found) of(t *graph.Task) *taskFacts {
	if facts := f.tasks[graph.PartKey(graph.KindTask, f.document, t.Path)]; facts != nil {
		return facts
	}
	return &taskFacts{}
}

// Documents lists the names of the scored documents in the order of the report.
func (r *Report) Documents() []string {
	var names []string
	for _, d := range r.documents {
		names = append(names, d.name)
	}
	return slices.Clip(names)
}
