package gql

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

type matrixAnswer struct{ ResponsibilityMatrix matrixBody }

type matrixBody struct {
	Rows, Columns                    []matrixHead
	RowGroups                        []struct{ First, Count int }
	RowCount, ColumnCount, CellCount int
	Truncated                        bool
	Cells                            []struct {
		Row, Column    int
		Role           string
		Responsibility struct {
			ID, Role         string
			Department, Task struct{ ID string }
		}
	}
}

type matrixHead struct{ ID, Name, Title string }

const matrixQuery = `query($f: ResponsibilityFilter, $r: MatrixOrder = COMMUNITY, $c: MatrixOrder = TEXT, $most: Int = 20000) {
	responsibilityMatrix(filter: $f, rowOrder: $r, columnOrder: $c, maxCells: $most) { rows { id name } columns { id title } rowGroups { first count }
		rowCount columnCount cellCount truncated cells { row column role responsibility { id role department { id } task { id } } } } }`

// TestMatrixHasEveryLinkOnce compares cells with the list of links, in every order and under several filters.
func TestMatrixHasEveryLinkOnce(t *testing.T) {
	for name, v := range map[string]*graph.View{"seed": viewOf(t, seedView), "made": viewOf(t, madeView), "small": viewOf(t, smallView)} {
		for _, filter := range []map[string]any{nil, {"role": map[string]any{"eq": "RESPONSIBLE"}}, {"department": map[string]any{"kind": map[string]any{"eq": "DEPARTMENT"}}}} {
			list := answer[struct {
				Responsibilities struct{ Nodes []struct{ ID string } }
			}](t, v, `query($f: ResponsibilityFilter) { responsibilities(filter: $f, first: 1000) { nodes { id } } }`, map[string]any{"f": filter})
			var want []string
			for _, n := range list.Responsibilities.Nodes {
				want = append(want, n.ID)
			}
			slices.Sort(want)
			for _, orders := range [][2]string{{"COMMUNITY", "TEXT"}, {"TEXT", "COMMUNITY"}, {"SIZE", "NAME"}, {"NAME", "SIZE"}, {"COMMUNITY", "COMMUNITY"}} {
				m := answer[matrixAnswer](t, v, matrixQuery, map[string]any{"f": filter, "r": orders[0], "c": orders[1]}).ResponsibilityMatrix
				var got []string
				last := [2]int{-1, -1}
				for _, c := range m.Cells {
					got = append(got, c.Responsibility.ID)
					if m.Rows[c.Row].ID != c.Responsibility.Department.ID || m.Columns[c.Column].ID != c.Responsibility.Task.ID || c.Role != c.Responsibility.Role {
						t.Errorf("%s: cell %+v is at the wrong place", name, c)
					}
					if at := [2]int{c.Row, c.Column}; slices.Compare(at[:], last[:]) < 0 {
						t.Errorf("%s: cell %v comes after %v", name, at, last)
					} else {
						last = at
					}
				}
				slices.Sort(got)
				if !slices.Equal(got, want) || m.CellCount != len(want) || m.RowCount != len(m.Rows) || m.ColumnCount != len(m.Columns) || m.Truncated {
					t.Errorf("%s %v: %d cells of %d, %d rows of %d", name, orders, len(got), len(want), len(m.Rows), m.RowCount)
				}
				checkMatrixOrder(t, v, orders, &m)
			}
		}
	}
}

func checkMatrixOrder(t *testing.T, v *graph.View, orders [2]string, m *matrixBody) {
	t.Helper()
	rows, columns := make([]int, len(m.Rows)), make([]int, len(m.Columns))
	for _, c := range m.Cells {
		rows[c.Row]++
		columns[c.Column]++
	}
	descending := func(n []int) bool { return slices.IsSortedFunc(n, func(a, b int) int { return b - a }) }
	if orders[0] == "SIZE" && !descending(rows) || orders[1] == "SIZE" && !descending(columns) {
		t.Errorf("sizes %v and %v by %v", rows, columns, orders)
	}
	if orders[0] == "NAME" && !slices.IsSortedFunc(m.Rows, func(a, b matrixHead) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("rows are not in the order of their names")
	}
	if orders[1] == "NAME" && !slices.IsSortedFunc(m.Columns, func(a, b matrixHead) int { return strings.Compare(a.Title, b.Title) }) {
		t.Error("columns are not in the order of their names")
	}
	if orders[1] == "TEXT" {
		index := func(id string) int { _, i, _ := v.Lookup(graph.ID(id)); return int(i) }
		if !slices.IsSortedFunc(m.Columns, func(a, b matrixHead) int { return index(a.ID) - index(b.ID) }) {
			t.Error("columns are not in the order of the text")
		}
	}
	next := 0
	for _, g := range m.RowGroups {
		if g.First != next || g.Count < 1 {
			t.Errorf("group %+v begins after row %d", g, next)
		}
		next += g.Count
	}
	if (orders[0] == "COMMUNITY") != (len(m.RowGroups) > 0) && len(m.Rows) > 0 || len(m.RowGroups) > 0 && next != len(m.Rows) {
		t.Errorf("%d groups with %d of %d rows by %v", len(m.RowGroups), next, len(m.Rows), orders)
	}
}

// TestMatrixOfTheSeed holds the figures that the explorer's journey 9 names.
func TestMatrixOfTheSeed(t *testing.T) {
	v := viewOf(t, seedView)
	for _, test := range []struct {
		filter map[string]any
		want   string
	}{
		{nil, "31 31 161"},
		{map[string]any{"department": map[string]any{"kind": map[string]any{"eq": "DEPARTMENT"}}}, "108"},
		{map[string]any{"role": map[string]any{"eq": "RESPONSIBLE"}}, "159"},
	} {
		m := answer[matrixAnswer](t, v, matrixQuery, map[string]any{"f": test.filter, "r": "SIZE"}).ResponsibilityMatrix
		if got := fmt.Sprint(m.RowCount, m.ColumnCount, m.CellCount); !strings.HasSuffix(got, test.want) {
			t.Errorf("%v: %s, want %s", test.filter, got, test.want)
		}
	}
}

// TestMatrixIsCut asks for as many cells as there are, for one less, and for one.
func TestMatrixIsCut(t *testing.T) {
	v := viewOf(t, seedView)
	whole := answer[matrixAnswer](t, v, matrixQuery, map[string]any{"r": "SIZE"}).ResponsibilityMatrix
	size := func(m int) (n int) {
		for _, c := range whole.Cells {
			if c.Row == m {
				n++
			}
		}
		return n
	}
	for _, most := range []int{161, 160, 66, 65, 22, 21, 1} {
		m := answer[matrixAnswer](t, v, matrixQuery, map[string]any{"r": "SIZE", "most": most}).ResponsibilityMatrix
		want, cells := 0, 0
		for want < len(whole.Rows) && (cells+size(want) <= most || want == 0) {
			cells += size(want)
			want++
		}
		cells = min(cells, most)
		if len(m.Rows) != want || len(m.Cells) != cells || m.Truncated != (most < 161) || m.RowCount != 31 || m.CellCount != 161 {
			t.Errorf("at most %d: %d rows and %d cells, want %d and %d; truncated %v", most, len(m.Rows), len(m.Cells), want, cells, m.Truncated)
		}
		for i, r := range m.Rows {
			if r != whole.Rows[i] {
				t.Errorf("at most %d: row %d is %s, not %s", most, i, r.Name, whole.Rows[i].Name)
			}
		}
	}
}

type comparedSide struct{ DocumentCount, DepartmentCount, TieCount int }

type comparisonAnswer struct {
	Compare struct {
		A, B        comparedSide
		Departments struct {
			TotalCount int
			Nodes      []struct {
				Department             struct{ ID string }
				TaskCountA, TaskCountB int
				Side                   string
				TasksInA, TasksInB     struct {
					TotalCount int
					Nodes      []struct{ ID string }
				}
			}
		}
		Ties struct {
			TotalCount int
			Nodes      []struct {
				Source, Target             struct{ ID string }
				SharedCountA, SharedCountB int
				Side                       string
			}
		}
	}
}

const comparisonQuery = `query($a: DocumentFilter!, $b: DocumentFilter!, $in: [ComparisonSide!]) { compare(a: $a, b: $b) {
	a { documentCount departmentCount tieCount } b { documentCount departmentCount tieCount }
	departments(in: $in, first: 300) { totalCount nodes { department { id } taskCountA taskCountB side tasksInA(first: 10) { totalCount nodes { id } } tasksInB(first: 10) { totalCount } } }
	ties(in: $in, first: 1000) { totalCount nodes { source { id } target { id } sharedCountA sharedCountB side } } } }`

// plainShares counts, over some documents, the tasks of each body and those that each two share, link by link.
func plainShares(v *graph.View, documents []int32) (tasks map[string]int, shared map[[2]string]int) {
	tasks, shared = map[string]int{}, map[[2]string]int{}
	f := v.Facts(graph.KindResponsibility)
	for task := range int32(v.Len(graph.KindTask)) {
		if !slices.Contains(documents, v.Tasks.Document[task]) {
			continue
		}
		bodies := map[string]bool{}
		for link := range f.Len() {
			if d := f.Object[link]; f.Subject[link] == task && v.Departments.Kind[d] != graph.DepartmentGeneric {
				bodies[string(v.IDOf(graph.KindDepartment, d))] = true
			}
		}
		for a := range bodies {
			tasks[a]++
			for b := range bodies {
				if a < b {
					shared[[2]string{a, b}]++
				}
			}
		}
	}
	return tasks, shared
}

func sideName(a, b int) string {
	switch {
	case b == 0:
		return "ONLY_A"
	case a == 0:
		return "ONLY_B"
	}
	return "BOTH"
}

// TestCompareEqualsModel compares overlapping choices of documents with counting link by link.
func TestCompareEqualsModel(t *testing.T) {
	v := viewOf(t, mixedView)
	n := int32(v.Len(graph.KindDocument))
	if n < 3 {
		t.Fatalf("%d documents are too few", n)
	}
	choice := func(documents []int32) map[string]any {
		ids := []any{}
		for _, d := range documents {
			ids = append(ids, string(v.IDOf(graph.KindDocument, d)))
		}
		return map[string]any{"id": map[string]any{"in": ids}}
	}
	for _, sides := range [][2][]int32{{{0, 1}, {1, 2}}, {{0}, {n - 1}}, {{0, 1, 2}, nil}, {{1}, {1}}} {
		tasksA, sharedA := plainShares(v, sides[0])
		tasksB, sharedB := plainShares(v, sides[1])
		c := answer[comparisonAnswer](t, v, comparisonQuery, map[string]any{"a": choice(sides[0]), "b": choice(sides[1])}).Compare
		if c.A != (comparedSide{len(sides[0]), len(tasksA), len(sharedA)}) || c.B != (comparedSide{len(sides[1]), len(tasksB), len(sharedB)}) {
			t.Errorf("%v: %+v and %+v, want %d and %d bodies", sides, c.A, c.B, len(tasksA), len(tasksB))
		}
		last, counted := 1<<30, map[string]int{}
		for _, d := range c.Departments.Nodes {
			id := d.Department.ID
			if d.TaskCountA != tasksA[id] || d.TaskCountB != tasksB[id] || d.Side != sideName(tasksA[id], tasksB[id]) ||
				d.TasksInA.TotalCount != tasksA[id] || d.TasksInB.TotalCount != tasksB[id] || d.TaskCountA+d.TaskCountB > last {
				t.Errorf("%v: %+v, want %d and %d", sides, d, tasksA[id], tasksB[id])
			}
			last = d.TaskCountA + d.TaskCountB
			counted[d.Side]++
		}
		for _, tie := range c.Ties.Nodes {
			ends := [2]string{min(tie.Source.ID, tie.Target.ID), max(tie.Source.ID, tie.Target.ID)}
			if tie.SharedCountA != sharedA[ends] || tie.SharedCountB != sharedB[ends] || tie.Side != sideName(sharedA[ends], sharedB[ends]) {
				t.Errorf("%v: %+v, want %d and %d", sides, tie, sharedA[ends], sharedB[ends])
			}
		}
		union := func(a, b int, both int) int { return a + b - both }
		both := 0
		for id := range tasksA {
			if tasksB[id] > 0 {
				both++
			}
		}
		if c.Departments.TotalCount != union(len(tasksA), len(tasksB), both) {
			t.Errorf("%v: %d bodies", sides, c.Departments.TotalCount)
		}
		for side, want := range counted {
			only := answer[comparisonAnswer](t, v, comparisonQuery, map[string]any{"a": choice(sides[0]), "b": choice(sides[1]), "in": []any{side}}).Compare
			if only.Departments.TotalCount != want && c.Departments.TotalCount <= 300 {
				t.Errorf("%v: %d bodies %s, want %d", sides, only.Departments.TotalCount, side, want)
			}
			for _, tie := range only.Ties.Nodes {
				if tie.Side != side {
					t.Errorf("%v: a tie %s among those %s", sides, tie.Side, side)
				}
			}
		}
	}
}
