package gql

import (
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// entityFields are the fields that entities of every kind have, but for permalinks.
func entityFields() map[string]any {
	name := stringsAt(func(v *graph.View, k graph.Kind) []string { return v.Entities(k).Name })
	aliases := textsOf(func(c *call, r row) []string { return c.v.Entities(r.kind).Aliases[r.i] })
	return map[string]any{
		"Node.id":           idAt{},
		"Entity.key":        stringsAt(func(v *graph.View, k graph.Kind) []string { return v.Entities(k).Key }),
		"Entity.name":       name,
		"Entity.entityType": enumOf(func(_ *call, r row) uint8 { return uint8(r.kind) }),
		"Entity.mentions": &connection{item: graph.KindMention, items: func(c *call, r row, _ []int32) items {
			return listed(c.v.Entities(r.kind).Mentions.Of(r.i))
		}},
		"Document.title": name, "Section.heading": name, "Task.title": name,
		"Department.aliases": aliases, "City.aliases": aliases, "Project.aliases": aliases, "CulturalTheme.aliases": aliases,
	}
}

// stretch is the text of a document in a span.
func stretch(v *graph.View, document int32, s graph.Span) string {
	return v.Documents.Text[document][s.Start:s.End]
}

// span is the row of a TextSpan.
func span(document int32, s graph.Span) row {
	return row{kind: kindOther, i: document, j: int32(s.Start), k: int32(s.End)}
}

func documentFields() map[string]any {
	column := func(of func(d *graph.Documents) []string) stringsAt {
		return func(v *graph.View, _ graph.Kind) []string { return of(&v.Documents) }
	}
	return map[string]any{
		"Document.docNumber":   column(func(d *graph.Documents) []string { return d.DocNumber }),
		"Document.issuedOn":    column(func(d *graph.Documents) []string { return d.IssuedOn }),
		"Document.publishedOn": column(func(d *graph.Documents) []string { return d.PublishedOn }),
		"Document.sourceUrl":   column(func(d *graph.Documents) []string { return d.SourceURL }),
		"Document.sourceName":  column(func(d *graph.Documents) []string { return d.SourceName }),
		"Document.textSha256":  column(func(d *graph.Documents) []string { return d.TextSHA256 }),
		"Document.text":        textOf(documentText),
		"Document.textLength": intOf(func(c *call, r row) int {
			runes, _ := c.v.Position(r.i, len(c.v.Documents.Text[r.i]))
			return runes
		}),
		"Document.sections": rowsOf(func(c *call, r row, dst []row) []row {
			d := &c.v.Documents
			for i := d.FirstSection[r.i]; i < d.FirstSection[r.i+1]; i = c.v.Sections.End[i] {
				dst = append(dst, at(graph.KindSection, i))
			}
			return dst
		}),
		"Document.tasks": &connection{item: graph.KindTask, items: func(c *call, r row, _ []int32) items {
			return between(c.v.Documents.FirstTask[r.i], c.v.Documents.FirstTask[r.i+1])
		}},
		"Document.departments":  factsFrom(graph.KindDocumentRole),
		"Document.references":   &connection{item: graph.KindReference, items: itemsFrom(graph.KindReference)},
		"Document.referencedBy": &connection{item: graph.KindReference, items: itemsTo(graph.KindReference)},
		"Document.warnings": rowsOf(func(c *call, r row, dst []row) []row {
			for n := range c.v.Documents.Warnings[r.i] {
				dst = append(dst, row{kind: kindOther, i: r.i, j: int32(n)})
			}
			return dst
		}),
		"LoadWarning.code":    textOf(func(c *call, r row) string { return c.v.Documents.Warnings[r.i][r.j].Code }),
		"LoadWarning.message": textOf(func(c *call, r row) string { return c.v.Documents.Warnings[r.i][r.j].Message }),
		"LoadWarning.evidence": rowOf(func(c *call, r row) row {
			return at(graph.KindEvidence, c.v.WarningEvidence(r.i, int(r.j)))
		}),
	}
}

// documentText is the stored text or a stretch of it, counted in code points.
func documentText(c *call, r row) string {
	text, start := c.v.Documents.Text[r.i], c.int("start", 0)
	length, cut := c.arg("length").(int)
	if start < 0 || cut && length < 0 {
		c.fail(gate.CodeBadUserInput, "text: start and length are numbers of code points and cannot be negative")
		return ""
	}
	end := len(text)
	if cut {
		end = c.v.Offset(r.i, start+length)
	}
	return text[c.v.Offset(r.i, start):end]
}

func sectionFields() map[string]any {
	return map[string]any{
		"Section.number":   stringsAt(func(v *graph.View, _ graph.Kind) []string { return v.Sections.Number }),
		"Section.level":    intOf(func(c *call, r row) int { return int(c.v.Sections.Level[r.i]) }),
		"Section.document": linkTo(graph.KindDocument, func(v *graph.View, _ graph.Kind) []int32 { return v.Sections.Document }),
		"Section.parent":   linkTo(graph.KindSection, func(v *graph.View, _ graph.Kind) []int32 { return v.Sections.Parent }),
		"Section.children": rowsOf(func(c *call, r row, dst []row) []row {
			for _, i := range c.v.Sections.Children.Of(r.i) {
				dst = append(dst, at(graph.KindSection, i))
			}
			return dst
		}),
		"Section.path": rowsOf(func(c *call, r row, dst []row) []row {
			base := len(dst)
			for i := r.i; i >= 0; i = c.v.Sections.Parent[i] {
				dst = append(dst, at(graph.KindSection, i))
			}
			slices.Reverse(dst[base:])
			return dst
		}),
		"Section.span": rowOf(func(c *call, r row) row { return span(c.v.Sections.Document[r.i], c.v.Sections.Span[r.i]) }),
		"Section.text": textOf(func(c *call, r row) string {
			return stretch(c.v, c.v.Sections.Document[r.i], c.v.Sections.Span[r.i])
		}),
		"Section.tasks": &connection{item: graph.KindTask, items: func(c *call, r row, _ []int32) items {
			return between(c.v.Sections.FirstTask[r.i], c.v.Sections.EndTask[r.i])
		}},
	}
}

func taskFields() map[string]any {
	return map[string]any{
		"Task.number":   stringsAt(func(v *graph.View, _ graph.Kind) []string { return v.Tasks.Number }),
		"Task.locator":  stringsAt(func(v *graph.View, _ graph.Kind) []string { return v.Tasks.Locator }),
		"Task.text":     textOf(taskText),
		"Task.span":     rowOf(func(c *call, r row) row { return span(c.v.Tasks.Document[r.i], c.v.Tasks.Span[r.i]) }),
		"Task.document": linkTo(graph.KindDocument, func(v *graph.View, _ graph.Kind) []int32 { return v.Tasks.Document }),
		"Task.section":  linkTo(graph.KindSection, func(v *graph.View, _ graph.Kind) []int32 { return v.Tasks.Section }),

		"Task.departments":    factsFrom(graph.KindResponsibility),
		"Task.cities":         factsFrom(graph.KindTaskPlace),
		"Task.projects":       factsFrom(graph.KindTaskProject),
		"Task.culturalThemes": factsFrom(graph.KindTaskTheme),
		"Task.relatedTasks":   &connection{item: kindOther, entries: relatedTasks},
	}
}

func taskText(c *call, r row) string {
	return stretch(c.v, c.v.Tasks.Document[r.i], c.v.Tasks.Span[r.i])
}

func departmentFields() map[string]any {
	return map[string]any{
		"Department.kind":         enumsAt(func(v *graph.View, _ graph.Kind) []uint8 { return raw(v.Departments.Kind) }),
		"Department.level":        enumsAt(func(v *graph.View, _ graph.Kind) []uint8 { return raw(v.Departments.Level) }),
		"Department.jurisdiction": linkTo(graph.KindCity, func(v *graph.View, _ graph.Kind) []int32 { return v.Departments.Jurisdiction }),
		"Department.tasks":        factsTo(graph.KindResponsibility),
		"Department.documents":    factsTo(graph.KindDocumentRole),
		"Department.partners":     &connection{item: kindOther, entries: partners},
	}
}

// placeFields are those of cities, projects and themes.
func placeFields() map[string]any {
	responsible := throughTasks(graph.KindResponsibility, true)
	return map[string]any{
		"City.code":       stringsAt(func(v *graph.View, _ graph.Kind) []string { return v.Cities.Code }),
		"City.level":      enumsAt(func(v *graph.View, _ graph.Kind) []uint8 { return raw(v.Cities.Level) }),
		"City.parent":     linkTo(graph.KindCity, func(v *graph.View, _ graph.Kind) []int32 { return v.Cities.Parent }),
		"City.government": linkTo(graph.KindDepartment, func(v *graph.View, _ graph.Kind) []int32 { return v.Cities.Government }),
		"City.children": &connection{item: graph.KindCity, items: func(c *call, r row, _ []int32) items {
			return listed(c.v.Cities.Children.Of(r.i))
		}},
		"City.tasks":          factsTo(graph.KindTaskPlace),
		"City.projects":       &connection{item: graph.KindProject, items: distinctSubjects(graph.KindProjectPlace)},
		"City.culturalThemes": &connection{item: graph.KindTheme, items: throughTasks(graph.KindTaskTheme, false)},

		"Project.kind":        enumsAt(func(v *graph.View, _ graph.Kind) []uint8 { return raw(v.Projects.Kind) }),
		"Project.tasks":       factsTo(graph.KindTaskProject),
		"Project.cities":      projectCities(),
		"Project.departments": &connection{item: graph.KindDepartment, items: responsible},

		"CulturalTheme.tasks":       factsTo(graph.KindTaskTheme),
		"CulturalTheme.cities":      &connection{item: graph.KindCity, items: throughTasks(graph.KindTaskPlace, false)},
		"CulturalTheme.departments": &connection{item: graph.KindDepartment, items: responsible},
	}
}
