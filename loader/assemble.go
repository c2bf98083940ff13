package loader

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// builder puts the extract together; spans that it is given are of the view.
type builder struct {
	d        *reader
	x        *graph.Extract
	entities map[string]*graph.Entity
	facts    map[factKey]int
	mentions map[graph.Mention]bool
	document string
}

// factKey says what a fact states; two passages that state it are two pieces of evidence.
type factKey struct {
	kind            graph.Kind
	subject, object string
	role            uint8
}

// assemble turns what was read into entities, facts and mentions.
func (d *reader) assemble() {
	b := &builder{d: d, x: d.extract, entities: map[string]*graph.Entity{}, facts: map[factKey]int{}, mentions: map[graph.Mention]bool{}}
	b.document = b.x.Document.Key()
	d.plan = newPlan(d.view, d.outline, d.items, b.x.Document.Title)
	for _, s := range d.plan.sections {
		if s.Span = d.view.Span(s.Span); s.Span.Len() > 0 {
			b.x.Sections = append(b.x.Sections, s)
		}
	}
	for i := range d.items {
		b.task(&d.items[i])
	}
	b.parties()
	b.citations()
	b.elsewhere()
	for _, e := range b.entities {
		b.x.Entities = append(b.x.Entities, *e)
	}
	for _, w := range d.warnings.list {
		w.Span = d.view.Span(w.Span)
		b.x.Warnings = append(b.x.Warnings, w)
	}
	for _, w := range d.source.Warnings {
		b.x.Warnings = append(b.x.Warnings, graph.Warning{Code: w.Code, Message: w.Message, Span: graph.Span{Start: w.Start, End: w.End}})
	}
}

func (b *builder) task(it *item) {
	v := b.d.view
	path, section, locator := b.d.plan.place(v, it)
	b.x.Tasks = append(b.x.Tasks, graph.Task{Path: path, Number: it.number, Title: it.title, Locator: locator, Section: section, Span: v.Span(it.span)})
	subject := graph.PartKey(graph.KindTask, b.document, path)
	for i := range it.marks {
		m := &it.marks[i]
		for k := range m.actors {
			a := &m.actors[k]
			e := b.body(a)
			b.fact(graph.Fact{Kind: graph.KindResponsibility, Subject: subject, Object: e.Key, Role: uint8(a.role), RoleText: a.roleText, Surface: a.surface, Position: k + 1},
				graph.Evidence{Span: v.Span(m.evidence()), Rule: m.rule, Note: m.note})
			b.mention(e.Key, a.surface, a.span)
		}
	}
	b.contents(it, subject)
}

// body adds the body that an actor names.
func (b *builder) body(a *actor) *graph.Entity {
	e := b.d.resolver.body(a.name, a.generic)
	have, ok := b.entities[e.Key]
	if !ok {
		c := *e
		have = &c
		c.Name = b.d.view.asPrinted(e.Name, a.span)
		b.entities[e.Key] = have
		if e.In != "" {
			b.city(b.d.resolver.places[e.In])
		}
	} else {
		for _, alias := range e.Aliases {
			if alias != have.Name && !slices.Contains(have.Aliases, alias) {
				have.Aliases = append(have.Aliases, alias)
			}
		}
	}
	return have
}

// city adds a division and all that it lies in.
func (b *builder) city(d gazetteer.Division) string {
	key := cityKey(d)
	if b.entities[key] != nil {
		return key
	}
	e := &graph.Entity{Key: key, Name: d.Name, Level: d.Level, Code: d.Code, Aliases: slices.Clone(d.Former)}
	if d.Stem != "" && d.Stem != d.Name {
		e.Aliases = append(e.Aliases, d.Stem)
	}
	b.entities[key] = e
	if parent, ok := gazetteer.ByCode(d.Parent); ok {
		e.In = b.city(parent)
	}
	return key
}

// fact adds a fact, or its evidence to the same fact from another passage.
func (b *builder) fact(f graph.Fact, e graph.Evidence) {
	key := factKey{f.Kind, f.Subject, f.Object, f.Role}
	if f.Object == "" {
		key.object = f.Surface
	}
	if i, ok := b.facts[key]; ok {
		if have := b.x.Facts[i].Evidence; !slices.ContainsFunc(have[max(0, len(have)-64):], func(h graph.Evidence) bool { return h.Span == e.Span && h.Rule == e.Rule }) {
			b.x.Facts[i].Evidence = append(have, e)
		}
		return
	}
	b.facts[key] = len(b.x.Facts)
	f.Evidence = []graph.Evidence{e}
	b.x.Facts = append(b.x.Facts, f)
}

func (b *builder) mention(key, surface string, span graph.Span) {
	m := graph.Mention{Entity: key, Surface: surface, Span: b.d.view.Span(span)}
	at := graph.Mention{Entity: key, Span: m.Span}
	if m.Span.Len() > 0 && !b.mentions[at] {
		b.mentions[at] = true
		b.x.Mentions = append(b.x.Mentions, m)
	}
}

// contents adds the places, projects and themes of a task.
func (b *builder) contents(it *item, subject string) {
	v := b.d.view
	places, unsure := readPlaces(v.Folded, it.texts, b.d.context)
	for _, p := range unsure {
		b.d.warnings.add(warnAmbiguousPlace, "several divisions are called "+p.Surface, p.Span)
	}
	for _, p := range places {
		key := b.place(p)
		b.fact(graph.Fact{Kind: graph.KindTaskPlace, Subject: subject, Object: key, Surface: v.Printed(p.Span)}, graph.Evidence{Span: v.Span(p.Span), Rule: rulePlace})
		if p.Outside.Code != "" {
			b.d.warnings.add(warnParentMismatch, p.Division.Name+" is no part of "+p.Outside.Name, p.Span)
		}
	}
	projects := findProjects(v.Folded, it.texts, places, b.d.context.homeLevel())
	for _, s := range it.projects {
		if name := squeeze(v.Slice(s)); name != "" {
			projects = append(projects, projectHit{Name: name, Kind: projectKind(name), Span: s})
		}
	}
	for _, h := range projects {
		e := b.project(h)
		b.fact(graph.Fact{Kind: graph.KindTaskProject, Subject: subject, Object: e, Surface: v.Printed(h.Span)}, graph.Evidence{Span: v.Span(h.Span), Rule: ruleProject})
		b.mention(e, v.Printed(h.Span), h.Span)
		for _, p := range h.Places {
			key := b.place(p)
			b.fact(graph.Fact{Kind: graph.KindProjectPlace, Subject: e, Object: key, Surface: v.Printed(p.Span)}, graph.Evidence{Span: v.Span(h.Span), Rule: ruleProject})
		}
	}
	themes := findThemes(v.Folded, it.texts)
	for _, s := range it.themes {
		if name := squeeze(v.Slice(s)); name != "" {
			themes = append(themes, themeHit{Name: name, Surface: name, Span: s})
		}
	}
	for _, h := range themes {
		key := graph.Key(graph.KindTheme, h.Name)
		if b.entities[key] == nil {
			b.entities[key] = &graph.Entity{Key: key, Name: h.Name}
		}
		b.fact(graph.Fact{Kind: graph.KindTaskTheme, Subject: subject, Object: key, Surface: v.Printed(h.Span)}, graph.Evidence{Span: v.Span(h.Span), Rule: ruleTheme})
		b.mention(key, v.Printed(h.Span), h.Span)
	}
}

// place adds a division that the text names, and the mention.
func (b *builder) place(p placeHit) string {
	key := b.city(p.Division)
	b.mention(key, b.d.view.Printed(p.Span), p.Span)
	return key
}

// project adds a project, keyed within the issuer's province.
func (b *builder) project(h projectHit) string {
	where := "全国"
	if b.d.resolver.known {
		if d, ok := gazetteer.ByCode(b.d.resolver.issuer.Province()); ok {
			where = d.Name
		}
	}
	key := graph.Key(graph.KindProject, where, h.Name)
	if b.entities[key] == nil {
		b.entities[key] = &graph.Entity{Key: key, Name: b.d.view.asPrinted(h.Name, h.Span), Sort: uint8(h.Kind)}
	}
	return key
}

// parties adds who issued the document and to whom.
func (b *builder) parties() {
	v, h := b.d.view, b.d.head
	add := func(actors []actor, rule string, role func(i int) graph.DocumentRole) {
		for i := range actors {
			a := &actors[i]
			e := b.body(a)
			b.fact(graph.Fact{Kind: graph.KindDocumentRole, Subject: b.document, Object: e.Key, Role: uint8(role(i)), Surface: a.surface, Position: i + 1}, graph.Evidence{Span: v.Span(a.span), Rule: rule})
			b.mention(e.Key, a.surface, a.span)
		}
	}
	add(h.issuers, ruleIssuer, func(i int) graph.DocumentRole {
		if i > 0 {
			return graph.DocumentCoIssuer
		}
		return graph.DocumentIssuer
	})
	add(h.addressees, ruleAddressee, func(int) graph.DocumentRole { return graph.DocumentAddressee })
}

// citations adds the documents that the text names.
func (b *builder) citations() {
	for _, c := range readCitations(b.d.view) {
		surface := c.title
		if c.number != "" {
			surface += "（" + c.number + "）"
		}
		for _, s := range c.spans {
			b.fact(graph.Fact{Kind: graph.KindReference, Subject: b.document, Role: uint8(c.kind), Surface: surface}, graph.Evidence{Span: b.d.view.Span(s), Rule: ruleCitation})
		}
	}
}

// elsewhere adds what is named outside tasks and marks: places, bodies, themes.
func (b *builder) elsewhere() {
	v := b.d.view
	var spans []graph.Span
	at := 0
	tasks := slices.Clone(b.d.items)
	slices.SortStableFunc(tasks, func(x, y item) int { return x.span.Start - y.span.Start })
	for i := range tasks {
		if s := tasks[i].span; s.Start > at {
			spans = append(spans, graph.Span{Start: at, End: s.Start})
		}
		at = max(at, tasks[i].span.End)
	}
	if at < len(v.Text()) {
		spans = append(spans, graph.Span{Start: at, End: len(v.Text())})
	}
	for _, p := range findPlaces(v.Folded, spans, b.d.context) {
		b.place(p)
	}
	var marks []graph.Span
	for i := range tasks {
		for _, m := range tasks[i].marks {
			if m.rule != ruleProse {
				marks = append(marks, m.span)
			}
		}
	}
	slices.SortFunc(marks, func(a, b graph.Span) int { return a.Start - b.Start })
	b.bodyMentions(marks)
	for _, h := range findThemes(v.Folded, spans) {
		if key := graph.Key(graph.KindTheme, h.Name); b.entities[key] != nil {
			b.mention(key, v.Printed(h.Span), h.Span)
		}
	}
}
