package gql

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/graph"
)

// maxDimensions is how many dimensions counts can have: more than three is no table that a person reads.
const maxDimensions = 3

// dimension is a way to group department-task links. Its values are small integers.
type dimension struct {
	// of appends the values of a link, each once: none when the dimension does not apply, several when e.g. its task
	// concerns several places.
	of     func(v *graph.View, link int32, buf []int32) []int32
	entity graph.Kind // what the values are indexes of, when they are entities
	// text gives value and label of what is no entity.
	text func(value int32) (name, label string)
}

// dimensions are the values of GroupDimension.
func dimensions() map[string]dimension {
	facts := func(v *graph.View) *graph.Facts { return v.Facts(graph.KindResponsibility) }
	task := func(v *graph.View, link int32) int32 { return facts(v).Subject[link] }
	ofTask := func(k graph.Kind) func(v *graph.View, link int32, buf []int32) []int32 {
		return func(v *graph.View, link int32, buf []int32) []int32 {
			return distinct(appendObjects(v, k, task(v, link), buf))
		}
	}
	return map[string]dimension{
		"DEPARTMENT": {entity: graph.KindDepartment, of: func(v *graph.View, link int32, buf []int32) []int32 {
			return append(buf, facts(v).Object[link])
		}},
		"DEPARTMENT_KIND": {text: departmentKindText, of: func(v *graph.View, link int32, buf []int32) []int32 {
			return append(buf, int32(v.Departments.Kind[facts(v).Object[link]]))
		}},
		"ROLE": {text: roleText, of: func(v *graph.View, link int32, buf []int32) []int32 {
			return append(buf, int32(facts(v).Role[link]))
		}},
		"CITY": {entity: graph.KindCity, of: ofTask(graph.KindTaskPlace)},
		"DOCUMENT": {entity: graph.KindDocument, of: func(v *graph.View, link int32, buf []int32) []int32 {
			return append(buf, v.Tasks.Document[task(v, link)])
		}},
		"SECTION": {entity: graph.KindSection, of: func(v *graph.View, link int32, buf []int32) []int32 {
			s := v.Tasks.Section[task(v, link)]
			for v.Sections.Parent[s] >= 0 {
				s = v.Sections.Parent[s]
			}
			return append(buf, s)
		}},
		"CULTURAL_THEME": {entity: graph.KindTheme, of: ofTask(graph.KindTaskTheme)},
		"PROJECT_KIND": {text: projectKindText, of: func(v *graph.View, link int32, buf []int32) []int32 {
			projects := v.Facts(graph.KindTaskProject)
			lo, hi := projects.From(task(v, link))
			for f := lo; f < hi; f++ {
				buf = append(buf, int32(v.Projects.Kind[projects.Object[f]]))
			}
			return distinct(buf)
		}},
		"YEAR": {text: func(year int32) (string, string) { return strconv.Itoa(int(year)), strconv.Itoa(int(year)) },
			of: func(v *graph.View, link int32, buf []int32) []int32 {
				day := v.Documents.IssuedOn[v.Tasks.Document[task(v, link)]]
				if len(day) < len("2006") {
					return buf
				}
				year, err := strconv.Atoi(day[:len("2006")])
				if err != nil {
					return buf
				}
				return append(buf, int32(year))
			}},
	}
}

func roleText(value int32) (string, string) {
	return graph.Role(value).String(), [...]string{"牵头", "负责", "配合", "落实", "指导", "监督"}[value]
}

func departmentKindText(value int32) (string, string) {
	return graph.DepartmentKind(value).String(),
		[...]string{"部门", "政府", "垂直管理机构", "企业", "党委部门", "领导小组", "其他", "泛指"}[value]
}

func projectKindText(value int32) (string, string) {
	return graph.ProjectKind(value).String(), [...]string{
		"铁路", "公路", "机场", "水利", "能源", "园区", "物流", "生态环保", "文化旅游", "信息化", "农业", "其他",
	}[value]
}

// group is a combination of values, in the order of groupBy; unused places are 0.
type group [maxDimensions]int32

// counts is the answer to countResponsibilities.
type counts struct {
	by    []dimension
	rows  []group
	count map[group]int
	alone [maxDimensions]map[int32]int // links with a value of one dimension
	total int                          // links counted
}

// countResponsibilities counts links by the dimensions asked for, most first. A link without a value in one of them is
// in no row, but it is part of what shares are shares of.
func countResponsibilities(c *call, _ row, dst []row) []row {
	t := &counts{count: map[group]int{}}
	names := c.args["groupBy"].([]any)
	limit := c.int("first", 100)
	switch {
	case len(names) < 1 || len(names) > maxDimensions:
		c.fail(CodeBadUserInput, "groupBy: %d dimensions are not between 1 and %d", len(names), maxDimensions)
		return dst
	case limit < 1 || limit > maxPageSize:
		c.fail(CodeBadUserInput, "first: %d is not between 1 and %d", limit, maxPageSize)
		return dst
	}
	for n, name := range names {
		if slices.Contains(names[:n], name) {
			c.fail(CodeBadUserInput, "groupBy: %s is given twice", name)
			return dst
		}
		t.by = append(t.by, c.engine.dimensions[name.(string)])
		t.alone[n] = map[int32]int{}
	}
	t.fill(c)
	for i := range t.rows[:min(limit, len(t.rows))] {
		dst = append(dst, row{kind: kindOther, i: int32(i), p: t})
	}
	return dst
}

func (t *counts) fill(c *call) {
	test := func(int32) bool { return true }
	candidates := between(0, int32(c.v.Len(graph.KindResponsibility)))
	if in, given := c.args["filter"].(map[string]any); given {
		p := c.filter("ResponsibilityFilter", in)
		if test = p.test; p.seeded {
			candidates = listed(p.seed)
		}
	}
	var values [maxDimensions][]int32
	for n := range candidates.len() {
		link := candidates.get(n)
		if c.expired(n) {
			return
		}
		if !test(link) {
			continue
		}
		t.total++
		for d := range t.by {
			values[d] = t.by[d].of(c.v, link, values[d][:0])
			for _, value := range values[d] {
				t.alone[d][value]++
			}
		}
		t.add(&values, group{}, 0)
	}
	for g := range t.count {
		t.rows = append(t.rows, g)
	}
	slices.SortFunc(t.rows, func(a, b group) int {
		return cmp.Or(cmp.Compare(t.count[b], t.count[a]), slices.Compare(a[:], b[:]))
	})
}

// add counts every combination of the values.
func (t *counts) add(values *[maxDimensions][]int32, g group, d int) {
	if d == len(t.by) {
		t.count[g]++
		return
	}
	for _, value := range values[d] {
		g[d] = value
		t.add(values, g, d+1)
	}
}

func countFields() map[string]any {
	of := func(r row) (*counts, int32) { t := r.p.(*counts); return t, t.rows[r.i][r.j] }
	text := func(c *call, r row, label bool) string {
		t, value := of(r)
		d := t.by[r.j]
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
		"CountRow.count": intOf(func(_ *call, r row) int { t := r.p.(*counts); return t.count[t.rows[r.i]] }),
		"CountRow.share": floatOf(func(_ *call, r row) float64 {
			t := r.p.(*counts)
			return float64(t.count[t.rows[r.i]]) / float64(t.total)
		}),
		"GroupValue.value": textOf(func(c *call, r row) string { return text(c, r, false) }),
		"GroupValue.label": textOf(func(c *call, r row) string { return text(c, r, true) }),
		"GroupValue.count": intOf(func(_ *call, r row) int { t, value := of(r); return t.alone[r.j][value] }),
		"GroupValue.entity": rowOf(func(_ *call, r row) row {
			t, value := of(r)
			if t.by[r.j].text != nil {
				return none
			}
			return at(t.by[r.j].entity, value)
		}),
	}
}
