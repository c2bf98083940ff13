package gql

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/search"
)

// What a person would write for one query each: straight to the columns, nothing general. Plans are measured by it. Like a
// plan, a handler gets what the query asks about in coerced variables.

// handID is the thing whose global id is in a variable.
func handID(v *graph.View, variables map[string]any, name string) int32 {
	_, i, _ := v.Lookup(graph.ID(variables[name].(string)))
	return i
}

func handNames(v *graph.View, buf []byte, task int32) []byte {
	f := v.Facts(graph.KindResponsibility)
	names := v.Entities(graph.KindDepartment).Name
	lo, hi := f.From(task)
	for i := lo; i < min(hi, lo+gate.DefaultPageSize); i++ {
		if i > lo {
			buf = append(buf, ',')
		}
		buf = append(appendString(append(buf, `{"name":`...), names[f.Object[i]]), '}')
	}
	return buf
}

func handPoint(v *graph.View, variables map[string]any, buf []byte) []byte {
	task := handID(v, variables, "id")
	buf = appendString(append(buf, `{"data":{"task":{"title":`...), v.Entities(graph.KindTask).Name[task])
	buf = appendString(append(buf, `,"number":`...), v.Tasks.Number[task])
	buf = appendString(append(buf, `,"locator":`...), v.Tasks.Locator[task])
	buf = appendString(append(buf, `,"document":{"title":`...), v.Entities(graph.KindDocument).Name[v.Tasks.Document[task]])
	buf = handNames(v, append(buf, `},"departments":{"nodes":[`...), task)
	return append(buf, `]}}}}`...)
}

func handList(v *graph.View, variables map[string]any, buf []byte) []byte {
	buf = append(buf, `{"data":{"tasks":{"nodes":[`...)
	e := v.Entities(graph.KindTask)
	for task := range int32(min(variables["first"].(int), e.Len())) {
		if task > 0 {
			buf = append(buf, ',')
		}
		buf = append(e.AppendTo(append(buf, `{"id":"`...), task), '"')
		buf = appendString(append(buf, `,"key":`...), e.Key[task])
		buf = appendString(append(buf, `,"number":`...), v.Tasks.Number[task])
		buf = appendString(append(buf, `,"title":`...), e.Name[task])
		buf = appendString(append(buf, `,"locator":`...), v.Tasks.Locator[task])
		buf = handNames(v, append(buf, `,"departments":{"nodes":[`...), task)
		buf = append(buf, `]}}`...)
	}
	return append(buf, `]}}}`...)
}

func handNested(v *graph.View, variables map[string]any, buf []byte) []byte {
	department := handID(v, variables, "id")
	f := v.Facts(graph.KindResponsibility)
	names, titles := v.Entities(graph.KindDepartment).Name, v.Entities(graph.KindTask).Name
	buf = appendString(append(buf, `{"data":{"department":{"name":`...), names[department])
	buf = append(buf, `,"tasks":{"edges":[`...)
	links := f.To(department)
	for n, link := range links[:min(200, len(links))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = append(append(append(buf, `{"role":"`...), graph.Role(f.Role[link]).String()...), '"')
		buf = appendString(append(buf, `,"node":{"title":`...), titles[f.Subject[link]])
		buf = append(buf, `,"departments":{"edges":[`...)
		lo, hi := f.From(f.Subject[link])
		for i := lo; i < min(hi, lo+gate.DefaultPageSize); i++ {
			if i > lo {
				buf = append(buf, ',')
			}
			buf = append(append(append(buf, `{"role":"`...), graph.Role(f.Role[i]).String()...), '"')
			buf = strconv.AppendInt(append(buf, `,"position":`...), int64(f.Position[i]), 10)
			buf = append(appendString(append(buf, `,"node":{"name":`...), names[f.Object[i]]), `}}`...)
		}
		buf = append(buf, `]}}}`...)
	}
	return append(buf, `]}}}}`...)
}

func handFilter(v *graph.View, variables map[string]any, buf []byte) []byte {
	department, city := handID(v, variables, "department"), handID(v, variables, "city")
	places, bodies := v.Facts(graph.KindTaskPlace), v.Facts(graph.KindResponsibility)
	var tasks []int32
	for _, c := range append([]int32{city}, v.Cities.Children.Of(city)...) {
		for _, link := range places.To(c) {
			tasks = append(tasks, places.Subject[link])
		}
	}
	slices.Sort(tasks)
	tasks = slices.Compact(tasks)
	type hit struct{ task, departments int32 }
	var hits []hit
	for _, task := range tasks {
		lo, hi := bodies.From(task)
		responsible := false
		for i := lo; i < hi; i++ {
			responsible = responsible || bodies.Object[i] == department
		}
		if !responsible {
			continue
		}
		objects := slices.Clone(bodies.Object[lo:hi])
		slices.Sort(objects)
		hits = append(hits, hit{task, int32(len(slices.Compact(objects)))})
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.departments, a.departments), cmp.Compare(a.task, b.task))
	})
	buf = strconv.AppendInt(append(buf, `{"data":{"tasks":{"totalCount":`...), int64(len(hits)), 10)
	buf = append(buf, `,"nodes":[`...)
	for n, h := range hits[:min(20, len(hits))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = appendString(append(buf, `{"title":`...), v.Entities(graph.KindTask).Name[h.task])
		buf = append(appendString(append(buf, `,"locator":`...), v.Tasks.Locator[h.task]), '}')
	}
	return append(buf, `]}}}`...)
}

func handPartners(v *graph.View, variables map[string]any, buf []byte) []byte {
	department := handID(v, variables, "id")
	f := v.Facts(graph.KindResponsibility)
	shared := make([]int32, v.Len(graph.KindDepartment))
	last := make([]int32, len(shared)) // the task, plus 1, that was counted last: a body can stand twice on a task
	for _, link := range f.To(department) {
		lo, hi := f.From(f.Subject[link])
		for i := lo; i < hi; i++ {
			if d := f.Object[i]; last[d] != f.Subject[link]+1 {
				last[d] = f.Subject[link] + 1
				shared[d]++
			}
		}
	}
	var partners []int32
	for d, n := range shared {
		if n > 0 && int32(d) != department && v.Departments.Kind[d] != graph.DepartmentGeneric {
			partners = append(partners, int32(d))
		}
	}
	slices.SortFunc(partners, func(a, b int32) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b)) })
	buf = append(buf, `{"data":{"department":{"partners":{"edges":[`...)
	for n, d := range partners[:min(20, len(partners))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = strconv.AppendInt(append(buf, `{"sharedTaskCount":`...), int64(shared[d]), 10)
		buf = append(appendString(append(buf, `,"node":{"name":`...), v.Entities(graph.KindDepartment).Name[d]), `}}`...)
	}
	return append(buf, `]}}}}`...)
}

var handIndexes search.Indexes

// handSearch asks the index for searches, as nobody would write another one for one query.
func handSearch(v *graph.View, variables map[string]any, buf []byte) []byte {
	hits := handIndexes.Of(v).Search("铁路", nil)
	buf = strconv.AppendInt(append(buf, `{"data":{"search":{"totalCount":`...), int64(len(hits)), 10)
	buf = append(buf, `,"nodes":[`...)
	for n, h := range hits[:min(variables["first"].(int), len(hits))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		switch h.Kind {
		case graph.KindTask:
			buf = append(appendString(append(buf, `{"title":`...), v.Entities(h.Kind).Name[h.Index]), '}')
		case graph.KindProject:
			buf = append(appendString(append(buf, `{"name":`...), v.Entities(h.Kind).Name[h.Index]), '}')
		default:
			buf = append(buf, `{}`...)
		}
	}
	return append(buf, `]}}}`...)
}

// handSubstring reads the folded texts of all tasks.
func handSubstring(v *graph.View, variables map[string]any, buf []byte) []byte {
	index := handIndexes.Of(v)
	var tasks []int32
	for i := range int32(v.Len(graph.KindTask)) {
		if strings.Contains(index.TaskText(i), "铁路") {
			tasks = append(tasks, i)
		}
	}
	buf = strconv.AppendInt(append(buf, `{"data":{"tasks":{"totalCount":`...), int64(len(tasks)), 10)
	buf = append(buf, `,"nodes":[`...)
	for n, i := range tasks[:min(variables["first"].(int), len(tasks))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = append(appendString(append(buf, `{"title":`...), v.Entities(graph.KindTask).Name[i]), '}')
	}
	return append(buf, `]}}}`...)
}

func handCounts(v *graph.View, variables map[string]any, buf []byte) []byte {
	f := v.Facts(graph.KindResponsibility)
	counts := make([]int32, v.Len(graph.KindDepartment))
	for _, d := range f.Object {
		counts[d]++
	}
	order := make([]int32, 0, len(counts))
	for d, n := range counts {
		if n > 0 {
			order = append(order, int32(d))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	buf = append(buf, `{"data":{"countResponsibilities":[`...)
	for n, d := range order[:min(variables["first"].(int), len(order))] {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = strconv.AppendInt(append(buf, `{"count":`...), int64(counts[d]), 10)
		buf = append(appendString(append(buf, `,"group":[{"label":`...), v.Entities(graph.KindDepartment).Name[d]), `}]}`...)
	}
	return append(buf, `]}}`...)
}
