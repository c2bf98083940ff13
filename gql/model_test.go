package gql

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// model answers lists in the plainest way that can be written down: no index, no early stop, nothing remembered. It shares
// no code with pages, filters and orders.
type model struct{ v *graph.View }

// links lists the objects of a subject over facts of kind k, or the subjects of an object.
func (m model) links(k graph.Kind, subject, object int32) (facts, others []int32) {
	f := m.v.Facts(k)
	for i := range int32(f.Len()) {
		switch {
		case f.Subject[i] == subject:
			facts, others = append(facts, i), append(others, f.Object[i])
		case f.Object[i] == object:
			facts, others = append(facts, i), append(others, f.Subject[i])
		}
	}
	return facts, others
}

// value is what a filter field is about: a text, a list of texts, an enum name, a bool, or related things.
type value struct {
	text    string
	texts   []string
	on      bool
	related []int32
	kind    string // type of related
}

func (m model) value(typeName, field string, i int32) value {
	v := m.v
	entity := func(k graph.Kind) value {
		e := v.Entities(k)
		switch field {
		case "name", "title":
			return value{text: e.Name[i]}
		case "anyName":
			return value{texts: append([]string{e.Name[i]}, e.Aliases[i]...)}
		}
		return value{}
	}
	objects := func(k graph.Kind, kind string) value { _, o := m.links(k, i, -1); return value{related: o, kind: kind} }
	subjects := func(k graph.Kind, kind string) value { _, s := m.links(k, -1, i); return value{related: s, kind: kind} }
	one := func(i int32, kind string) value {
		if i < 0 {
			return value{kind: kind}
		}
		return value{related: []int32{i}, kind: kind}
	}
	facts := v.Facts(graph.KindResponsibility)
	switch typeName + "." + field {
	case "Document.docNumber":
		return value{text: v.Documents.DocNumber[i]}
	case "Document.issuedOn":
		return value{text: v.Documents.IssuedOn[i]}
	case "Document.publishedOn":
		return value{text: v.Documents.PublishedOn[i]}
	case "Document.departments":
		return objects(graph.KindDocumentRole, "Department")
	case "Task.text":
		s := v.Tasks.Span[i]
		return value{text: v.Documents.Text[v.Tasks.Document[i]][s.Start:s.End]}
	case "Task.document":
		return one(v.Tasks.Document[i], "Document")
	case "Task.section":
		within := value{kind: "Section"} // the section and all that it is part of
		for s := v.Tasks.Section[i]; s >= 0; s = v.Sections.Parent[s] {
			within.related = append(within.related, s)
		}
		return within
	case "Task.responsibilities":
		f, _ := m.links(graph.KindResponsibility, i, -1)
		return value{related: f, kind: "Responsibility"}
	case "Task.departments":
		return objects(graph.KindResponsibility, "Department")
	case "Department.tasks":
		return subjects(graph.KindResponsibility, "Task")
	case "Task.cities":
		return objects(graph.KindTaskPlace, "City")
	case "Task.projects":
		return objects(graph.KindTaskProject, "Project")
	case "Task.culturalThemes":
		return objects(graph.KindTaskTheme, "CulturalTheme")
	case "Department.kind":
		return value{text: v.Departments.Kind[i].String()}
	case "Department.level":
		return value{text: v.Departments.Level[i].String()}
	case "Department.jurisdiction":
		return one(v.Departments.Jurisdiction[i], "City")
	case "Department.responsibilities":
		f, _ := m.links(graph.KindResponsibility, -1, i)
		return value{related: f, kind: "Responsibility"}
	case "City.code":
		return value{text: v.Cities.Code[i]}
	case "City.level":
		return value{text: v.Cities.Level[i].String()}
	case "City.parent":
		return one(v.Cities.Parent[i], "City")
	case "City.tasks":
		return subjects(graph.KindTaskPlace, "Task")
	case "Project.kind":
		return value{text: v.Projects.Kind[i].String()}
	case "Project.cities":
		return objects(graph.KindProjectPlace, "City")
	case "Project.tasks":
		return subjects(graph.KindTaskProject, "Task")
	case "CulturalTheme.tasks":
		return subjects(graph.KindTaskTheme, "Task")
	case "Responsibility.role":
		return value{text: graph.Role(facts.Role[i]).String()}
	case "Responsibility.firstNamed":
		return value{on: facts.Position[i] == 1}
	case "Responsibility.department":
		return one(facts.Object[i], "Department")
	case "Responsibility.task":
		return one(facts.Subject[i], "Task")
	}
	return entity(kindOf(typeName))
}

// holds evaluates a filter object.
func (m model) holds(typeName string, in map[string]any, i int32) bool {
	for field, given := range in {
		if given == nil {
			continue
		}
		list, _ := given.([]any)
		object, _ := given.(map[string]any)
		each := func(f any) bool { return m.holds(typeName, f.(map[string]any), i) }
		ok := true
		switch field {
		case "and":
			ok = !slices.ContainsFunc(list, func(f any) bool { return !each(f) })
		case "or":
			ok = slices.ContainsFunc(list, each)
		case "not":
			ok = !each(object)
		case "inForceOn":
			ok = m.v.Documents.IssuedOn[i] == "" || m.v.Documents.IssuedOn[i] <= given.(string)
		case "id":
			ok = m.compare(value{related: []int32{i}, kind: typeName}, object)
		default:
			ok = m.compare(m.value(typeName, field, i), object)
		}
		if !ok {
			return false
		}
	}
	return true
}

// compare evaluates the conditions of one filter field.
func (m model) compare(x value, in map[string]any) bool {
	if x.texts != nil {
		return slices.ContainsFunc(x.texts, func(s string) bool { return m.compare(value{text: s}, in) })
	}
	var quantified bool
	for name := range in {
		quantified = quantified || slices.Contains([]string{"some", "none", "every", "count"}, name)
	}
	self := graph.Fold(x.text)
	selves := []string{self}
	if x.kind != "" && !quantified { // ids, or a nested filter
		self, selves = "", nil
		for _, j := range x.related {
			self = string(m.v.IDOf(kindOf(x.kind), j))
			selves = append(selves, self)
		}
		if !onlyComparisons(in) {
			return len(x.related) > 0 && m.holds(x.kind, in, x.related[0])
		}
	}
	fold := func(v any) string { return graph.Fold(fmt.Sprint(v)) }
	contains := func(list any) bool {
		return slices.ContainsFunc(list.([]any), func(v any) bool { return fold(v) != "" && slices.Contains(selves, fold(v)) })
	}
	count := len(distinct(slices.Clone(x.related)))
	for name, given := range in {
		if given == nil {
			continue
		}
		object, _ := given.(map[string]any)
		matching := func(j int32) bool { return m.holds(x.kind, object, j) }
		ok := true
		switch name {
		case "eq":
			if on, isBool := given.(bool); isBool {
				ok = on == x.on
			} else {
				ok = contains([]any{given})
			}
		case "in":
			ok = contains(given)
		case "notIn":
			ok = !contains(given)
		case "isNull":
			ok = (self == "") == given.(bool)
		case "contains":
			ok = self != "" && strings.Contains(self, fold(given))
		case "startsWith":
			ok = self != "" && strings.HasPrefix(self, fold(given))
		case "from":
			ok = self != "" && self >= given.(string)
		case "to":
			ok = self != "" && self <= given.(string)
		case "some":
			ok = slices.ContainsFunc(x.related, matching)
		case "none":
			ok = !slices.ContainsFunc(x.related, matching)
		case "every":
			ok = !slices.ContainsFunc(x.related, func(j int32) bool { return !matching(j) })
		case "count":
			ok = countHolds(object, count)
		}
		if !ok {
			return false
		}
	}
	return true
}

func onlyComparisons(in map[string]any) bool {
	for name := range in {
		if !slices.Contains([]string{"eq", "in", "notIn", "isNull"}, name) {
			return false
		}
	}
	return true
}

func countHolds(in map[string]any, n int) bool {
	number := func(v any) int { k, _ := v.(json.Number).Int64(); return int(k) }
	for name, given := range in {
		if given == nil {
			continue
		}
		ok := true
		switch name {
		case "eq":
			ok = n == number(given)
		case "gte":
			ok = n >= number(given)
		case "lte":
			ok = n <= number(given)
		case "in":
			ok = slices.ContainsFunc(given.([]any), func(v any) bool { return number(v) == n })
		}
		if !ok {
			return false
		}
	}
	return true
}

// key is one sort key of a thing: a number or a text; unknown comes last.
func (m model) key(typeName, field string, i int32) (text string, number int, unknown bool) {
	count := func(field string) (string, int, bool) {
		return "", len(distinct(slices.Clone(m.value(typeName, field, i).related))), false
	}
	switch field {
	case "NAME", "TITLE":
		return m.value(typeName, "name", i).text, 0, false
	case "ISSUED_ON", "PUBLISHED_ON", "CODE":
		text = m.value(typeName, map[string]string{"ISSUED_ON": "issuedOn", "PUBLISHED_ON": "publishedOn", "CODE": "code"}[field], i).text
		return text, 0, text == ""
	case "DOCUMENT_POSITION":
		return "", int(i), false
	case "CITY_COUNT":
		return count("cities")
	case "PROJECT_COUNT":
		if typeName == "City" {
			_, projects := m.links(graph.KindProjectPlace, -1, i)
			return "", len(distinct(projects)), false
		}
		return count("projects")
	case "DEPARTMENT_COUNT":
		_, bodies := m.links(graph.KindResponsibility, i, -1)
		return "", len(distinct(bodies)), false
	case "TASK_COUNT":
		switch typeName {
		case "Document":
			for _, d := range m.v.Tasks.Document {
				if d == i {
					number++
				}
			}
			return "", number, false
		case "Department":
			_, tasks := m.links(graph.KindResponsibility, -1, i)
			return "", len(distinct(tasks)), false
		}
		return count("tasks")
	case "PARTNER_COUNT":
		return "", len(m.partners(i)), false
	case "MENTION_COUNT":
		for n, k := range m.v.Mentions.Kind {
			if k == kindOf(typeName) && m.v.Mentions.Entity[n] == i {
				number++
			}
		}
		return "", number, false
	case "ROLE":
		return "", int(m.v.Facts(graph.KindResponsibility).Role[i]), false
	case "DEPARTMENT_NAME":
		return m.v.Entities(graph.KindDepartment).Name[m.v.Facts(graph.KindResponsibility).Object[i]], 0, false
	}
	panic("the model has no order " + field)
}

// partners gives the tasks that a department shares with each other one.
func (m model) partners(department int32) map[int32][]int32 {
	_, tasks := m.links(graph.KindResponsibility, -1, department)
	out := map[int32][]int32{}
	for _, task := range distinct(tasks) {
		_, bodies := m.links(graph.KindResponsibility, task, -1)
		for _, other := range distinct(bodies) {
			if other != department && m.v.Departments.Kind[other] != graph.DepartmentGeneric {
				out[other] = append(out[other], task)
			}
		}
	}
	return out
}

// ordered lists what passes the filter, in order.
func (m model) ordered(typeName string, all []int32, filter map[string]any, orderBy []any) []int32 {
	list := slices.DeleteFunc(slices.Clone(all), func(i int32) bool { return !m.holds(typeName, filter, i) })
	slices.SortStableFunc(list, func(a, b int32) int {
		for _, by := range orderBy {
			by := by.(map[string]any)
			x, n, unknownX := m.key(typeName, by["field"].(string), a)
			y, k, unknownY := m.key(typeName, by["field"].(string), b)
			d := cmp.Or(cmp.Compare(x, y), cmp.Compare(n, k))
			if by["direction"] == "DESC" {
				d = -d
			}
			if unknownX != unknownY {
				d = boolOrder(unknownX, unknownY)
			}
			if d != 0 {
				return d
			}
		}
		return 0
	})
	return list
}

// TestListsEqualModel asks random pages of every root list and compares with the model. The larger graph has many more
// links than bodies, so that lists start from the bodies.
func TestListsEqualModel(t *testing.T) {
	for name, c := range map[string]struct {
		view  func() (*graph.View, error)
		cases int
	}{"small": {smallView, 3000}, "larger": {mixedView, 150}, "made": {madeView, 1000}} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() {
				c.cases /= 10
			}
			listsEqualModel(t, viewOf(t, c.view), c.cases)
		})
	}
}

func listsEqualModel(t *testing.T, v *graph.View, cases int) {
	e := theExecutors(t)
	m := model{v}
	b := e.plan.b
	nonEmpty := 0
	for seed := range uint64(cases) {
		g := newGenerator(b, v, seed)
		field := []string{"documents", "tasks", "departments", "cities", "projects", "culturalThemes", "responsibilities"}[g.IntN(7)]
		def := b.schema.Query.Fields.ForName(field)
		typeName := strings.TrimSuffix(def.Type.Name(), "Connection")
		args := map[string]any{}
		for _, a := range []string{"filter", "orderBy"} {
			if x, given := g.value(a, def.Arguments.ForName(a).Type, 3).(map[string]any); given && g.chance(60) {
				args[a] = x
			} else if x, given := g.value(a, def.Arguments.ForName(a).Type, 3).([]any); given && g.chance(60) {
				args[a] = x
			}
		}
		filter, _ := args["filter"].(map[string]any)
		orderBy, _ := args["orderBy"].([]any)
		want := m.ordered(typeName, appendRange(nil, 0, int32(v.Len(kindOf(typeName)))), filter, orderBy)
		if len(want) > 0 {
			nonEmpty++
		}
		m.pages(t, e, g, field, typeName, args, want)
		if t.Failed() {
			return
		}
	}
	if nonEmpty < cases/4 {
		t.Errorf("only %d of %d lists had entries", nonEmpty, cases)
	}
}

// pages reads a list forwards or backwards in small pages, from one end to the other.
func (m model) pages(t *testing.T, e *executors, g *generator, field, typeName string, args map[string]any, want []int32) {
	t.Helper()
	size := g.IntN(10) // a page of no entries has a count
	forward := g.chance(50)
	if g.chance(20) { // as clients write the beginning and the end
		args["after"], args["before"] = "", ""
	}
	query := fmt.Sprintf(`query($filter: %sFilter, $orderBy: [%sOrder!], $first: Int, $last: Int, $after: String, $before: String) {
		list: %s(filter: $filter, orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before) {
		totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, typeName, typeName, field)
	args["first"], args["last"] = nil, json.Number(fmt.Sprint(size))
	if forward {
		args["first"], args["last"] = args["last"], nil
	}
	start, end := 0, min(size, len(want))
	if !forward {
		start, end = max(0, len(want)-size), len(want)
	}
	for range 5 {
		var got struct {
			Errors json.RawMessage
			Data   struct {
				List struct {
					TotalCount int
					Nodes      []struct{ ID string }
					Edges      []struct {
						Cursor string
						Node   struct{ ID string }
					}
					PageInfo struct {
						HasNextPage, HasPreviousPage bool
						StartCursor, EndCursor       string
					}
				}
			}
		}
		body := e.ask(t, m.v, Request{Query: query, Variables: args})
		if err := json.Unmarshal([]byte(body), &got); err != nil || got.Errors != nil {
			t.Fatalf("%v %s", err, body)
		}
		list := got.Data.List
		var ids, nodes, expected []string
		for n := range list.Edges {
			ids, nodes = append(ids, list.Edges[n].Node.ID), append(nodes, list.Nodes[n].ID)
		}
		for _, i := range want[start:end] {
			expected = append(expected, string(m.v.IDOf(kindOf(typeName), i)))
		}
		if !slices.Equal(ids, expected) || !slices.Equal(nodes, expected) || list.TotalCount != len(want) ||
			list.PageInfo.HasNextPage != (end < len(want)) || list.PageInfo.HasPreviousPage != (start > 0) {
			variables, _ := json.Marshal(args)
			t.Fatalf("%s %s\ngot  %s\nwant %v, entries %d to %d of %d", field, variables, body, expected, start, end, len(want))
		}
		if len(ids) == 0 {
			return
		}
		if forward {
			args["after"], start, end = list.PageInfo.EndCursor, end, min(end+size, len(want))
		} else {
			args["before"], start, end = list.PageInfo.StartCursor, max(0, start-size), start
		}
	}
}
