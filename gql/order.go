package gql

import (
	"cmp"
	"slices"
	"sync"

	"github.com/policygraph/policygraph/graph"
)

// sortKey is one key of an order: a number for each node, unknown is below 0 and comes last in either direction.
type sortKey struct {
	keys []int32
	desc bool
}

func (k *sortKey) compare(a, b int32) int {
	x, y := k.keys[a], k.keys[b]
	switch {
	case x == y:
		return 0
	case x < 0:
		return 1
	case y < 0:
		return -1
	}
	if (x < y) != k.desc {
		return -1
	}
	return 1
}

// order makes the keys of an orderBy argument for nodes of a type.
func (c *call) order(typeName string, keys []any) []sortKey {
	var out []sortKey
	for _, key := range keys {
		in := key.(map[string]any)
		name := typeName + "." + in["field"].(string)
		column := c.engine.orders[name]
		out = append(out, sortKey{
			keys: c.columns.keys(name, func() []int32 { return column(c.v) }),
			desc: in["direction"] == "DESC",
		})
	}
	return out
}

// orderColumns says by what lists can be sorted: Type.FIELD → a column of keys.
func orderColumns() map[string]func(v *graph.View) []int32 {
	names := func(k graph.Kind) func(v *graph.View) []int32 {
		return func(v *graph.View) []int32 { return ranks(v.Entities(k).Name) }
	}
	tasks := func(k graph.Kind) func(v *graph.View) []int32 { // of an object of facts about tasks
		return func(v *graph.View) []int32 {
			return count(v, k, func(f *graph.Facts, i int32) int32 { return f.Subject[i] })
		}
	}
	links := func(k graph.Kind) func(v *graph.View) []int32 { // of a task
		return func(v *graph.View) []int32 { return countObjects(v, k) }
	}
	return map[string]func(v *graph.View) []int32{
		"Document.TITLE":        names(graph.KindDocument),
		"Document.ISSUED_ON":    func(v *graph.View) []int32 { return ranks(v.Documents.IssuedOn) },
		"Document.PUBLISHED_ON": func(v *graph.View) []int32 { return ranks(v.Documents.PublishedOn) },
		"Document.TASK_COUNT": func(v *graph.View) []int32 {
			return column(v.Len(graph.KindDocument), func(i int32) int32 {
				return v.Documents.FirstTask[i+1] - v.Documents.FirstTask[i]
			})
		},
		"Task.DOCUMENT_POSITION":    position(graph.KindTask),
		"Task.TITLE":                names(graph.KindTask),
		"Task.DEPARTMENT_COUNT":     links(graph.KindResponsibility),
		"Task.CITY_COUNT":           links(graph.KindTaskPlace),
		"Task.PROJECT_COUNT":        links(graph.KindTaskProject),
		"Department.NAME":           names(graph.KindDepartment),
		"Department.TASK_COUNT":     tasks(graph.KindResponsibility),
		"Department.PARTNER_COUNT":  partnerCounts,
		"City.NAME":                 names(graph.KindCity),
		"City.CODE":                 func(v *graph.View) []int32 { return ranks(v.Cities.Code) },
		"City.TASK_COUNT":           tasks(graph.KindTaskPlace),
		"City.PROJECT_COUNT":        tasks(graph.KindProjectPlace),
		"Project.NAME":              names(graph.KindProject),
		"Project.TASK_COUNT":        tasks(graph.KindTaskProject),
		"Project.DOCUMENT_POSITION": position(graph.KindProject),
		"CulturalTheme.NAME":        names(graph.KindTheme),
		"CulturalTheme.TASK_COUNT":  tasks(graph.KindTaskTheme),
		"CulturalTheme.MENTION_COUNT": func(v *graph.View) []int32 {
			return column(v.Len(graph.KindTheme), func(i int32) int32 {
				return int32(v.Entities(graph.KindTheme).Mentions.Degree(i))
			})
		},
		"Responsibility.DOCUMENT_POSITION": position(graph.KindResponsibility),
		"Responsibility.ROLE": func(v *graph.View) []int32 {
			f := v.Facts(graph.KindResponsibility)
			return column(f.Len(), func(i int32) int32 { return int32(f.Role[i]) })
		},
		"Responsibility.DEPARTMENT_NAME": func(v *graph.View) []int32 {
			f, names := v.Facts(graph.KindResponsibility), ranks(v.Entities(graph.KindDepartment).Name)
			return column(f.Len(), func(i int32) int32 { return names[f.Object[i]] })
		},
	}
}

func column(n int, key func(i int32) int32) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = key(int32(i))
	}
	return out
}

// position is the default order: the numbering of the View.
func position(k graph.Kind) func(v *graph.View) []int32 {
	return func(v *graph.View) []int32 { return column(v.Len(k), func(i int32) int32 { return i }) }
}

// ranks numbers strings in code point order, equal strings alike; the empty string is unknown.
func ranks(values []string) []int32 {
	order := make([]int32, len(values))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(values[a], values[b]) })
	out, rank := make([]int32, len(values)), int32(-1)
	for n, i := range order {
		if n == 0 && values[i] != "" || n > 0 && values[i] != values[order[n-1]] {
			rank++
		}
		out[i] = rank
	}
	return out
}

// count gives, for each object of facts of kind k, the number of different values of a column among them.
func count(v *graph.View, k graph.Kind, of func(f *graph.Facts, i int32) int32) []int32 {
	f := v.Facts(k)
	_, object := k.Ends()
	var seen []int32
	return column(v.Len(object), func(i int32) int32 {
		seen = seen[:0]
		for _, fact := range f.To(i) {
			seen = append(seen, of(f, fact))
		}
		return int32(len(distinct(seen)))
	})
}

// countObjects gives, for each subject of facts of kind k, the number of its different objects.
func countObjects(v *graph.View, k graph.Kind) []int32 {
	subject, _ := k.Ends()
	var seen []int32
	return column(v.Len(subject), func(i int32) int32 {
		seen = distinct(appendObjects(v, k, i, seen[:0]))
		return int32(len(seen))
	})
}

// columns are what is worked out for a View when it is first needed, and kept with it.
type columns struct {
	v       *graph.View
	mu      sync.Mutex
	entries map[string]*entry
	facts   map[any]bool // by the address of a column
}

type entry struct {
	once    sync.Once
	numbers []int32
	folded  []string
}

func (c *columns) entry(name string) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[name]
	if e == nil {
		e = &entry{}
		c.entries[name] = e
	}
	return e
}

// keys gives a column of numbers.
func (c *columns) keys(name string, build func() []int32) []int32 {
	e := c.entry(name)
	e.once.Do(func() { e.numbers = build() })
	return e.numbers
}

// strings gives a column of folded strings.
func (c *columns) strings(name string, build func() []string) []string {
	e := c.entry(name)
	e.once.Do(func() { e.folded = build() })
	return e.folded
}

// clean reports whether no string of a column of the View needs an escape in JSON.
func (c *columns) clean(column []string) bool {
	return len(column) == 0 || c.fact(&column[0], func() bool {
		return !slices.ContainsFunc(column, func(s string) bool { return plainBytes(s) < len(s) })
	})
}

// fact remembers what is true of the column that begins here.
func (c *columns) fact(column any, find func() bool) bool {
	c.mu.Lock()
	known, ok := c.facts[column]
	c.mu.Unlock()
	if ok {
		return known
	}
	known = find()
	c.mu.Lock()
	c.facts[column] = known
	c.mu.Unlock()
	return known
}

// columnCache keeps the columns of the newest View and the one before it.
type columnCache struct {
	mu  sync.Mutex
	two [2]*columns
}

func (c *columnCache) of(v *graph.View) *columns {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, have := range c.two {
		if have != nil && have.v == v {
			return have
		}
	}
	c.two[1], c.two[0] = c.two[0], &columns{v: v, entries: map[string]*entry{}, facts: map[any]bool{}}
	return c.two[0]
}

// smallest moves the n smallest of a list to its front, in order, and cuts the rest off.
func smallest(list []int32, n int, less func(a, b int32) bool) []int32 {
	compare := func(a, b int32) int {
		switch {
		case less(a, b):
			return -1
		case less(b, a):
			return 1
		}
		return 0
	}
	if n < len(list)/8 { // a heap of n beats sorting all
		heap := list[:n]
		for i := n/2 - 1; i >= 0; i-- {
			sift(heap, i, less)
		}
		for i := n; i < len(list) && n > 0; i++ {
			if less(list[i], heap[0]) {
				list[i], heap[0] = heap[0], list[i]
				sift(heap, 0, less)
			}
		}
		list = heap
	}
	slices.SortFunc(list, compare)
	return list[:n]
}

// sift lets the item at i sink in a heap with the largest on top.
func sift(heap []int32, i int, less func(a, b int32) bool) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && less(heap[child], heap[child+1]) {
			child++
		}
		if !less(heap[i], heap[child]) {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
