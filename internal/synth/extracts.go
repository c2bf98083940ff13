package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// LoaderVersion is the version that the extracts say they were read by.
const LoaderVersion = "synth@1"

const (
	minTasks, maxTasks = 100, 500 // per document, where there are that many left
	tasksPerSection    = 12       // at most
	sectionsPerChapter = 3
	maxBodies          = 11 // per task; the mean is about 6
)

// Extracts makes plans with this many tasks in all, about ten facts a task. They are valid and normalized, in the order
// of their making.
func Extracts(tasks int, seed uint64) []*graph.Extract {
	w := newWorld(rand.New(rand.NewPCG(seed, 0x706f6c696379)))
	var out []*graph.Extract
	for tasks > 0 {
		n := min(tasks, minTasks+w.rng.IntN(maxTasks-minTasks+1))
		p := w.plan(len(out), n)
		if len(out) > 0 && w.rng.IntN(2) == 0 {
			p.cite(&out[w.rng.IntN(len(out))].Document)
		}
		out = append(out, p.finish())
		tasks -= n
	}
	return out
}

// View is the graph of Extracts.
func View(tasks int, seed uint64) *graph.View {
	v, err := graph.Build(Extracts(tasks, seed))
	if err != nil {
		panic("synth: plans are valid: " + err.Error())
	}
	return v
}

// plan is one document in the making.
type plan struct {
	*world
	text   strings.Builder
	x      *graph.Extract
	issuer *place // the province or prefecture whose government issues it
	within *place // its province
	used   map[string]bool
}

func (w *world) plan(number, tasks int) *plan {
	within := w.provinces[w.skewed(len(w.provinces))]
	p := &plan{world: w, x: &graph.Extract{LoaderVersion: LoaderVersion}, issuer: within, within: within, used: map[string]bool{}}
	if w.rng.IntN(5) < 2 {
		p.issuer = within.children[w.skewed(len(within.children))]
	}
	year := 2010 + w.rng.IntN(15)
	d := &p.x.Document
	d.Title = fmt.Sprintf("%s%s%s实施方案", p.issuer.entity.Name, pick(w, verbs[:]), pick(w, nouns[:]))
	d.DocNumber = fmt.Sprintf("政发〔%d〕%d号", year, number+1)
	d.IssuedOn = fmt.Sprintf("%d-%02d-%02d", year, 1+w.rng.IntN(12), 1+w.rng.IntN(28))
	d.SourceName = fmt.Sprintf("plan%04d.txt", number+1)

	p.write(d.Title + "\n" + d.DocNumber + "\n")
	addressee := pick(w, p.issuer.children).government
	p.role(addressee, graph.DocumentAddressee, p.write(addressee.surface))
	p.write("：\n")
	for chapter := 1; tasks > 0; chapter++ {
		tasks = p.chapter(chapter, tasks)
	}
	p.role(p.issuer.government, graph.DocumentIssuer, p.write(p.issuer.government.surface))
	p.write("\n" + d.IssuedOn + "\n")
	return p
}

// chapter writes sections with up to this many tasks and gives the number that is left.
func (p *plan) chapter(number, tasks int) int {
	at, path := p.text.Len(), han(number)
	index := p.heading(path, path+"、", "", 1)
	for s := 1; s <= sectionsPerChapter && tasks > 0; s++ {
		section := fmt.Sprintf("%s/（%s）", path, han(s))
		start := p.text.Len()
		i := p.heading(section, "（"+han(s)+"）", path, 2)
		n := min(tasks, 1+p.rng.IntN(tasksPerSection))
		for t := 1; t <= n; t++ {
			p.task(section, fmt.Sprintf("%s、（%s）%d.", path, han(s), t), t)
		}
		tasks -= n
		p.x.Sections[i].Span = graph.Span{Start: start, End: p.text.Len()}
	}
	p.x.Sections[index].Span = graph.Span{Start: at, End: p.text.Len()}
	return tasks
}

func (p *plan) heading(path, number, parent string, level int) int {
	heading := pick(p.world, verbs[:]) + pick(p.world, nouns[:])
	p.write(number + heading + "\n")
	p.x.Sections = append(p.x.Sections, graph.Section{
		Path: path, Number: number, Heading: heading, Level: level, Parent: parent,
	})
	return len(p.x.Sections) - 1
}

func (p *plan) task(section, locator string, number int) {
	t := graph.Task{
		Path: fmt.Sprintf("%s/%d", section, number), Number: fmt.Sprintf("%d.", number), Locator: locator, Section: section,
		Title: pick(p.world, verbs[:]) + p.word(2) + pick(p.world, nouns[:]),
	}
	index := len(p.x.Tasks)
	p.x.Tasks = append(p.x.Tasks, t)
	start := p.text.Len()
	p.write(t.Number + t.Title + "。支持")
	places := p.list(graph.KindTaskPlace, index, p.cities(1+p.rng.IntN(3)))
	p.write("先行先试，建设")
	projects := p.list(graph.KindTaskProject, index, p.entities(p.within.projects, 1+p.rng.IntN(2)))
	p.write("，弘扬")
	p.list(graph.KindTaskTheme, index, p.entities(p.themes, p.rng.IntN(2)))
	p.write("优秀传统。")
	if p.rng.IntN(3) == 0 {
		p.projectPlace(projects[0], places[0])
	}
	p.mark(index)
	p.x.Tasks[index].Span = graph.Span{Start: start, End: p.text.Len()}
	p.write("\n")
}

// named is an entity as it is written in a list.
type named struct {
	entity  *graph.Entity
	surface string
	span    graph.Span
}

// list writes names and states a fact for each.
func (p *plan) list(kind graph.Kind, task int, names []named) []named {
	for i := range names {
		if i > 0 {
			p.write("、")
		}
		names[i].span = p.write(names[i].surface)
		p.fact(graph.Fact{Kind: kind, Subject: p.x.Tasks[task].Path, Surface: names[i].surface}, names[i].entity,
			names[i].span, names[i].span, kindRules[kind])
	}
	return names
}

// mark writes who does the task, e.g. （省财政厅牵头，省教育厅、省水利厅配合）.
func (p *plan) mark(task int) {
	bodies := p.bodies(1 + p.rng.IntN(maxBodies))
	lead := 0
	roles := []struct {
		role graph.Role
		word string
	}{{graph.RoleLead, "牵头"}, {graph.RoleResponsible, "负责"}}
	switch p.rng.IntN(10) {
	case 0, 1, 2:
		lead, roles[1].role, roles[1].word = 1, graph.RoleSupport, "配合"
	case 3:
		roles[1].role, roles[1].word = graph.RoleImplement, "落实"
	case 4:
		lead = 1
	}
	start := p.text.Len()
	p.write("（")
	for i := range bodies {
		if i > 0 && i != lead {
			p.write("、")
		}
		bodies[i].span = p.write(bodies[i].surface)
		if i == lead-1 {
			p.write(roles[0].word)
			if len(bodies) > 1 {
				p.write("，")
			}
		}
	}
	if len(bodies) > lead {
		p.write(roles[1].word)
	}
	p.write("）")
	all := graph.Span{Start: start, End: p.text.Len()}
	for i, b := range bodies {
		r, position := roles[1], i-lead+1
		if i < lead {
			r, position = roles[0], i+1
		}
		p.fact(graph.Fact{
			Kind: graph.KindResponsibility, Subject: p.x.Tasks[task].Path, Role: uint8(r.role), RoleText: r.word,
			Surface: b.surface, Position: position,
		}, b.entity, b.span, all, "responsibility.parenthesis@1")
	}
}

func (p *plan) role(b body, role graph.DocumentRole, s graph.Span) {
	p.fact(graph.Fact{Kind: graph.KindDocumentRole, Role: uint8(role), Surface: b.surface, Position: 1}, b.entity, s, s, "document.role@1")
}

func (p *plan) projectPlace(project, place named) {
	s := graph.Span{Start: place.span.Start, End: project.span.End}
	key := project.entity.Key + " " + place.entity.Key
	if p.used[key] {
		return
	}
	p.used[key] = true
	p.x.Facts = append(p.x.Facts, graph.Fact{
		Kind: graph.KindProjectPlace, Subject: project.entity.Key, Object: place.entity.Key, Surface: place.surface,
		Position: 1, Evidence: []graph.Evidence{{Span: s, Rule: kindRules[graph.KindProjectPlace]}},
	})
}

// cite adds a reference to another plan.
func (p *plan) cite(d *graph.Document) {
	p.write("根据《" + d.Title + "》（")
	s := p.write(d.DocNumber)
	p.write("）制定。\n")
	p.x.Facts = append(p.x.Facts, graph.Fact{
		Kind: graph.KindReference, Role: uint8(graph.RelationBasedOn), RoleText: "根据", Surface: d.DocNumber, Position: 1,
		Evidence: []graph.Evidence{{Span: s, Rule: kindRules[graph.KindReference]}},
	})
}

// fact states a fact about an entity named at a span, by the passage given. A task's path stands for its key until the
// text, and so the key of the document, is known.
func (p *plan) fact(f graph.Fact, e *graph.Entity, name, passage graph.Span, rule string) {
	p.use(e)
	f.Object = e.Key
	f.Evidence = []graph.Evidence{{Span: passage, Rule: rule, Note: notes[f.Kind]}}
	p.x.Facts = append(p.x.Facts, f)
	p.x.Mentions = append(p.x.Mentions, graph.Mention{Entity: e.Key, Surface: f.Surface, Span: name})
}

// use adds an entity and all that it is part of.
func (p *plan) use(e *graph.Entity) {
	for ; e != nil && !p.used[e.Key]; e = p.byKey[e.In] {
		p.used[e.Key] = true
		p.x.Entities = append(p.x.Entities, *e)
	}
}

func (p *plan) finish() *graph.Extract {
	p.x.Document.Text = p.text.String()
	document := p.x.Document.Key()
	tasks := make(map[string]string, len(p.x.Tasks))
	for i := range p.x.Tasks {
		tasks[p.x.Tasks[i].Path] = graph.PartKey(graph.KindTask, document, p.x.Tasks[i].Path)
	}
	for i := range p.x.Facts {
		f := &p.x.Facts[i]
		if f.Subject == "" {
			f.Subject = document
		} else if key, ok := tasks[f.Subject]; ok {
			f.Subject = key
		}
	}
	p.x.Warnings = append(p.x.Warnings, graph.Warning{Code: "SYNTHETIC", Message: "made by a program"})
	p.x.Normalize()
	return p.x
}

func (p *plan) write(s string) graph.Span {
	start := p.text.Len()
	p.text.WriteString(s)
	return graph.Span{Start: start, End: p.text.Len()}
}

// cities picks places of the issuer's province.
func (p *plan) cities(n int) []named {
	return distinct(n, func() named {
		c := p.within.children[p.skewed(len(p.within.children))]
		if p.rng.IntN(3) == 0 {
			c = c.children[p.skewed(len(c.children))]
		}
		return named{entity: &c.entity, surface: c.entity.Name}
	})
}

func (p *plan) entities(of []graph.Entity, n int) []named {
	return distinct(n, func() named {
		e := &of[p.skewed(len(of))]
		return named{entity: e, surface: e.Name}
	})
}

func (p *plan) bodies(n int) []named {
	return distinct(n, func() named {
		b := p.issuer.departments[p.skewed(len(p.issuer.departments))]
		if p.rng.IntN(5) == 0 {
			b = p.issuer.children[p.skewed(len(p.issuer.children))].government
		}
		return named{entity: b.entity, surface: b.surface}
	})
}

// distinct draws n entities, none twice.
func distinct(n int, draw func() named) []named {
	var out []named
	for len(out) < n {
		x := draw()
		if !slices.ContainsFunc(out, func(y named) bool { return y.entity == x.entity }) {
			out = append(out, x)
		}
	}
	return out
}

func pick[T any](w *world, from []T) T { return from[w.rng.IntN(len(from))] }

// han writes a number from 1 to 99 in Chinese.
func han(n int) string {
	switch {
	case n <= 10:
		return string(digits[n])
	case n < 20:
		return "十" + string(digits[n-10])
	case n%10 == 0:
		return string(digits[n/10]) + "十"
	}
	return string(digits[n/10]) + "十" + string(digits[n%10])
}
