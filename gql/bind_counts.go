package gql

import (
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// maxDimensions is how many dimensions counts can have: more than three is no table that a person reads.
const maxDimensions = 3

// dimension is a way to group department-task links. Its values are small integers.
type dimension struct {
	// one gives the value of a link, -1 for none, where links have at most one. The column is kept with the View.
	one func(v *graph.View, link int32) int32
	// many gives the object of facts about its task instead, each once.
	many   graph.Kind
	entity graph.Kind // what the values are indexes of, when text is nil
	values func(v *graph.View, object int32) int32
	text   func(value int32) (name, label string)
}

// dimensions are the values of GroupDimension.
func dimensions() map[string]dimension {
	object := func(v *graph.View, link int32) int32 { return v.Facts(graph.KindResponsibility).Object[link] }
	task := func(v *graph.View, link int32) int32 { return v.Facts(graph.KindResponsibility).Subject[link] }
	return map[string]dimension{
		"DEPARTMENT": {entity: graph.KindDepartment, one: object},
		"DEPARTMENT_KIND": {text: departmentKindText(), one: func(v *graph.View, link int32) int32 {
			return int32(v.Departments.Kind[object(v, link)])
		}},
		"ROLE": {text: enumText("ResponsibilityRole", func(r int32) string { return graph.Role(r).String() }), one: func(v *graph.View, link int32) int32 {
			return int32(v.Facts(graph.KindResponsibility).Role[link])
		}},
		"DOCUMENT": {entity: graph.KindDocument, one: func(v *graph.View, link int32) int32 {
			return v.Tasks.Document[task(v, link)]
		}},
		"SECTION":    {entity: graph.KindSection, one: func(v *graph.View, link int32) int32 { return sectionOf(v, task(v, link), 1) }},
		"SUBSECTION": {entity: graph.KindSection, one: func(v *graph.View, link int32) int32 { return sectionOf(v, task(v, link), 2) }},
		"YEAR": {text: yearText, one: func(v *graph.View, link int32) int32 {
			return yearOf(v, v.Tasks.Document[task(v, link)])
		}},
		"CITY":           {entity: graph.KindCity, many: graph.KindTaskPlace},
		"CULTURAL_THEME": {entity: graph.KindTheme, many: graph.KindTaskTheme},
		"PROJECT_KIND": {text: enumText("ProjectKind", func(k int32) string { return graph.ProjectKind(k).String() }), many: graph.KindTaskProject, values: func(v *graph.View, project int32) int32 {
			return int32(v.Projects.Kind[project])
		}},
	}
}

// sectionOf is the section that a task stands in at a depth, 1 for the top; -1 when it stands higher.
func sectionOf(v *graph.View, task int32, depth int) int32 {
	var path []int32 // from the innermost section up
	for s := v.Tasks.Section[task]; s >= 0; s = v.Sections.Parent[s] {
		path = append(path, s)
	}
	if len(path) < depth {
		return -1
	}
	return path[len(path)-depth]
}

// yearOf is the year in which a document was issued; -1 when unknown.
func yearOf(v *graph.View, document int32) int32 {
	day := v.Documents.IssuedOn[document]
	year, err := strconv.Atoi(day[:min(len(day), len("2006"))])
	if err != nil {
		return -1
	}
	return int32(year)
}

func yearText(year int32) (name, label string) {
	return strconv.Itoa(int(year)), strconv.Itoa(int(year))
}

// enumText names the values of an enumeration, which is numbered as in the graph.
func enumText(enum string, name func(value int32) string) func(value int32) (string, string) {
	labels := enumLabels()[enum]
	return func(value int32) (string, string) { return name(value), labels[value].zh }
}

func departmentKindText() func(value int32) (string, string) {
	return enumText("DepartmentKind", func(k int32) string { return graph.DepartmentKind(k).String() })
}

// group is a combination of values, in the order of groupBy; unused places are 0.
type group [maxDimensions]int32

// counts is the answer to countResponsibilities.
type counts struct {
	by      []dimension
	columns [maxDimensions][]int32 // of the dimensions with one value a link
	rows    []groupCount
	alone   [maxDimensions][]int32 // links with a value of one dimension
	total   int                    // links counted
}

type groupCount struct {
	group group
	count int
}

// countResponsibilities counts links by the dimensions asked for, most first. A link without a value in one of them is
// in no row, but it is part of what shares are shares of.
func countResponsibilities(c *call, _ row, dst []row) []row {
	t := &counts{}
	names := c.arg("groupBy").([]any)
	limit := c.int("first", 100)
	switch {
	case len(names) < 1 || len(names) > maxDimensions:
		c.fail(gate.CodeBadUserInput, "groupBy: %d dimensions are not between 1 and %d", len(names), maxDimensions)
		return dst
	case limit < 0 || limit > gate.MaxPageSize:
		c.fail(gate.CodeBadUserInput, "first: %d is not between 0 and %d", limit, gate.MaxPageSize)
		return dst
	}
	for n, name := range names {
		if slices.Contains(names[:n], name) {
			c.fail(gate.CodeBadUserInput, "groupBy: %s is given twice", name)
			return dst
		}
		t.by = append(t.by, c.engine.dimensions[name.(string)])
		if d := &t.by[n]; d.one != nil {
			t.columns[n] = c.columns.keys("GroupDimension."+name.(string), func() []int32 {
				return column(c.v.Len(graph.KindResponsibility), func(link int32) int32 { return d.one(c.v, link) })
			})
		}
	}
	for _, i := range t.fill(c, limit) {
		dst = append(dst, row{kind: kindOther, i: i, p: t})
	}
	return dst
}

// fill counts, and gives the numbers of the first rows in their order.
func (t *counts) fill(c *call, limit int) []int32 {
	var filter *predicate
	candidates := between(0, int32(c.v.Len(graph.KindResponsibility)))
	if in, given := c.arg("filter").(map[string]any); given {
		if filter = c.filter("ResponsibilityFilter", in); filter.seeded {
			candidates = listed(filter.seed)
			if filter.exact {
				filter.test = func(int32) bool { return true }
			}
		}
	}
	for d := range t.by {
		t.alone[d] = make([]int32, t.size(c.v, d))
	}
	if len(t.by) == 1 && t.columns[0] != nil {
		t.single(c, candidates, filter)
	} else {
		t.several(c, candidates, filter)
	}
	order := appendRange(nil, 0, int32(len(t.rows)))
	return smallest(order, min(limit, len(order)), func(a, b int32) bool {
		x, y := &t.rows[a], &t.rows[b]
		if x.count != y.count {
			return x.count > y.count
		}
		return slices.Compare(x.group[:], y.group[:]) < 0
	})
}

// size bounds the values of a dimension.
func (t *counts) size(v *graph.View, d int) int {
	if t.by[d].text != nil {
		return 10_000 // years have four digits
	}
	return v.Len(t.by[d].entity)
}

// single counts by one column.
func (t *counts) single(c *call, candidates items, filter *predicate) {
	values, count := t.columns[0], t.alone[0]
	if filter == nil {
		t.total = len(values)
		for _, value := range values {
			if value >= 0 {
				count[value]++
			}
		}
	} else {
		for n := range candidates.len() {
			link := candidates.get(n)
			if c.expired(n) {
				return
			}
			if !filter.test(link) {
				continue
			}
			t.total++
			if value := values[link]; value >= 0 {
				count[value]++
			}
		}
	}
	for value, n := range count {
		if n > 0 {
			t.rows = append(t.rows, groupCount{group{int32(value)}, int(n)})
		}
	}
}

// several counts every combination of values. A combination is one number, the values its digits: a View that holds so
// many things that it would not fit does not fit into memory.
func (t *counts) several(c *call, candidates items, filter *predicate) {
	groups := map[uint64]int32{}
	tasks, task := c.v.Facts(graph.KindResponsibility).Subject, int32(-1)
	var values [maxDimensions][]int32
	for n := range candidates.len() {
		link := candidates.get(n)
		if c.expired(n) {
			return
		}
		if filter != nil && !filter.test(link) {
			continue
		}
		t.total++
		for d := range t.by {
			if t.columns[d] != nil || tasks[link] != task { // links of a task stand together
				values[d] = t.values(c.v, d, link, values[d][:0])
			}
			for _, value := range values[d] {
				t.alone[d][value]++
			}
		}
		task = tasks[link]
		t.combine(groups, &values, 0, 0)
	}
	t.rows = make([]groupCount, 0, len(groups))
	for key, n := range groups {
		var g group
		for d := len(t.by) - 1; d >= 0; d-- {
			size := uint64(len(t.alone[d]))
			g[d], key = int32(key%size), key/size
		}
		t.rows = append(t.rows, groupCount{g, int(n)})
	}
}

// values appends the values of a link in a dimension, each once: none when it does not apply, several when e.g. its task
// concerns several places.
func (t *counts) values(v *graph.View, d int, link int32, buf []int32) []int32 {
	if column := t.columns[d]; column != nil {
		if column[link] < 0 {
			return buf
		}
		return append(buf, column[link])
	}
	by := &t.by[d]
	buf = appendObjects(v, by.many, v.Facts(graph.KindResponsibility).Subject[link], buf)
	if by.values != nil {
		for i, object := range buf {
			buf[i] = by.values(v, object)
		}
	}
	return distinct(buf)
}

func (t *counts) combine(groups map[uint64]int32, values *[maxDimensions][]int32, key uint64, d int) {
	if d == len(t.by) {
		groups[key]++
		return
	}
	for _, value := range values[d] {
		t.combine(groups, values, key*uint64(len(t.alone[d]))+uint64(value), d+1)
	}
}

// grouped is what rows of GroupValue point at: the dimension of the row, its value, and how many have it.
type grouped interface {
	grouped(r row) (d *dimension, value int32, count int)
}

func (t *counts) grouped(r row) (*dimension, int32, int) {
	value := t.rows[r.i].group[r.j]
	return &t.by[r.j], value, int(t.alone[r.j][value])
}

func countFields() map[string]any {
	text := func(c *call, r row, label bool) string {
		d, value, _ := r.p.(grouped).grouped(r)
		switch {
		case d.text != nil && label:
			_, label := d.text(value)
			return label
		case d.text != nil:
			name, _ := d.text(value)
			return name
		case label:
			return c.v.Entities(d.entity).Name[value]
		}
		return string(c.v.IDOf(d.entity, value))
	}
	return map[string]any{
		"Query.countResponsibilities": rowsOf(countResponsibilities),
		"CountRow.group": rowsOf(func(_ *call, r row, dst []row) []row {
			for d := range r.p.(*counts).by {
				dst = append(dst, row{kind: kindOther, i: r.i, j: int32(d), p: r.p})
			}
			return dst
		}),
		"CountRow.count": intOf(func(_ *call, r row) int { return r.p.(*counts).rows[r.i].count }),
		"CountRow.share": floatOf(func(_ *call, r row) float64 {
			t := r.p.(*counts)
			return float64(t.rows[r.i].count) / float64(t.total)
		}),
		"GroupValue.value": textOf(func(c *call, r row) string { return text(c, r, false) }),
		"GroupValue.label": textOf(func(c *call, r row) string { return text(c, r, true) }),
		"GroupValue.count": intOf(func(_ *call, r row) int { _, _, n := r.p.(grouped).grouped(r); return n }),
		"GroupValue.entity": rowOf(func(_ *call, r row) row {
			d, value, _ := r.p.(grouped).grouped(r)
			if d.text != nil {
				return none
			}
			return at(d.entity, value)
		}),
	}
}
