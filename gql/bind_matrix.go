package gql

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/analysis/compare"
	"github.com/policygraph/policygraph/graph/analysis/matrix"
)

// defaultCells is how many cells a matrix has when `maxCells` is not given: what a page can show.
const defaultCells = 2_000

// matrixFields are those of responsibilityMatrix.
func matrixFields() map[string]any {
	of := func(r row) *matrix.Matrix { return r.p.(*matrix.Matrix) }
	cell := func(r row) *matrix.Cell { return &of(r).Cells[r.i] }
	list := func(k graph.Kind, pick func(m *matrix.Matrix) []int32) rowsOf {
		return func(_ *call, r row, dst []row) []row {
			for _, i := range pick(of(r)) {
				dst = append(dst, at(k, i))
			}
			return dst
		}
	}
	numbered := func(size func(m *matrix.Matrix) int) rowsOf {
		return func(_ *call, r row, dst []row) []row {
			for i := range size(of(r)) {
				dst = append(dst, row{kind: kindOther, i: int32(i), p: r.p})
			}
			return dst
		}
	}
	return map[string]any{
		"Query.responsibilityMatrix":       rowOf(func(c *call, _ row) row { return c.matrix() }),
		"ResponsibilityMatrix.rows":        list(graph.KindDepartment, func(m *matrix.Matrix) []int32 { return m.Rows }),
		"ResponsibilityMatrix.columns":     list(graph.KindTask, func(m *matrix.Matrix) []int32 { return m.Columns }),
		"ResponsibilityMatrix.cells":       numbered(func(m *matrix.Matrix) int { return len(m.Cells) }),
		"ResponsibilityMatrix.rowGroups":   numbered(func(m *matrix.Matrix) int { return len(m.Groups) }),
		"ResponsibilityMatrix.rowCount":    intOf(func(_ *call, r row) int { return of(r).RowCount }),
		"ResponsibilityMatrix.columnCount": intOf(func(_ *call, r row) int { return of(r).ColumnCount }),
		"ResponsibilityMatrix.cellCount":   intOf(func(_ *call, r row) int { return of(r).CellCount }),
		"ResponsibilityMatrix.truncated":   boolOf(func(_ *call, r row) bool { return len(of(r).Cells) < of(r).CellCount }),
		"MatrixCell.row":                   intOf(func(_ *call, r row) int { return int(cell(r).Row) }),
		"MatrixCell.column":                intOf(func(_ *call, r row) int { return int(cell(r).Column) }),
		"MatrixCell.role":                  enumOf(func(c *call, r row) uint8 { return c.v.Facts(graph.KindResponsibility).Role[cell(r).Link] }),
		"MatrixCell.responsibility":        rowOf(func(_ *call, r row) row { return at(graph.KindResponsibility, cell(r).Link) }),
		"MatrixGroup.first": intOf(func(_ *call, r row) int {
			first := 0
			for _, n := range of(r).Groups[:r.i] {
				first += int(n)
			}
			return first
		}),
		"MatrixGroup.count": intOf(func(_ *call, r row) int { return int(of(r).Groups[r.i]) }),
	}
}

// matrix makes the matrix that the arguments ask for.
func (c *call) matrix() row {
	order := func(name string, absent matrix.Order) matrix.Order {
		if value, given := c.arg(name).(string); given {
			return matrix.Order(c.engine.enumNumber("MatrixOrder", value))
		}
		return absent
	}
	var links []int32
	candidates := between(0, int32(c.v.Len(graph.KindResponsibility)))
	test := func(int32) bool { return true }
	if in, given := c.arg("filter").(map[string]any); given {
		p := c.filter("ResponsibilityFilter", in)
		if test = p.test; p.seeded {
			candidates = listed(p.seed)
		}
	}
	for n := range candidates.len() {
		if c.expired(n) {
			return none
		}
		if link := candidates.get(n); test(link) {
			links = append(links, link)
		}
	}
	m, err := matrix.New(c.ctx, c.v, links, order("rowOrder", matrix.ByCommunity), order("columnOrder", matrix.ByText), c.int("maxCells", defaultCells))
	if err != nil {
		c.refused(err)
		return none
	}
	return row{kind: kindOther, p: m}
}

// comparisonRow is a value of type Comparison, or one of the two networks in it.
type comparisonRow struct {
	*compare.Comparison
	networks [2]*networkRow
}

// comparedList is bodies or ties of a comparison: numbers of them.
type comparedList struct {
	of    *comparisonRow
	ties  bool
	shown []int32
}

func (l *comparedList) len() int         { return len(l.shown) }
func (l *comparedList) node(n int32) row { return row{kind: kindOther, i: l.shown[n], p: l.of} }
func (l *comparedList) key(n int32) string {
	id := func(department int32) string { return string(l.of.A.View.IDOf(graph.KindDepartment, department)) }
	if l.ties {
		t := &l.of.Ties[l.shown[n]]
		return id(t.Source) + "-" + id(t.Target)
	}
	return id(l.of.Bodies[l.shown[n]].Entity)
}

// compareFields are those of compare.
func compareFields() map[string]any {
	of := func(r row) *comparisonRow { return r.p.(*comparisonRow) }
	body := func(r row) *compare.Body { return &of(r).Bodies[r.i] }
	tie := func(r row) *compare.Tie { return &of(r).Ties[r.i] }
	network := func(side int32) rowOf {
		return func(_ *call, r row) row { return row{kind: kindOther, i: side, p: r.p} }
	}
	of2 := func(r row) *networkRow { return of(r).networks[r.i] }
	list := func(ties bool, size func(c *comparisonRow) int, side func(c *comparisonRow, i int32) compare.Side) *connection {
		return &connection{item: kindOther, entries: func(c *call, r row) entries {
			l, sides := &comparedList{of: of(r), ties: ties}, c.engine.enums("ComparisonSide", c.arg("in"))
			for i := range int32(size(of(r))) {
				if sides.has(uint8(side(of(r), i))) {
					l.shown = append(l.shown, i)
				}
			}
			return l
		}}
	}
	tasks := func(side int) *connection {
		return &connection{item: graph.KindTask, items: func(_ *call, r row, _ []int32) items {
			n := of(r).networks[side]
			if actor, ok := n.Actor(analysis.Ref{Kind: graph.KindDepartment, Index: body(r).Entity}); ok {
				return listed(n.Events(actor))
			}
			return listed([]int32{})
		}}
	}
	return map[string]any{
		"Query.compare": rowOf(func(c *call, _ row) row { return c.compare() }),
		"Comparison.a":  network(0), "Comparison.b": network(1),
		"ComparedPopulation.network":         rowOf(func(_ *call, r row) row { return row{kind: kindOther, p: of2(r)} }),
		"ComparedPopulation.documentCount":   intOf(func(_ *call, r row) int { return len(of2(r).Documents) }),
		"ComparedPopulation.departmentCount": intOf(func(_ *call, r row) int { return len(of2(r).Actors) }),
		"ComparedPopulation.tieCount":        intOf(func(_ *call, r row) int { return len(of2(r).Weight) }),
		"Comparison.departments": list(false, func(c *comparisonRow) int { return len(c.Bodies) },
			func(c *comparisonRow, i int32) compare.Side { return c.Bodies[i].Side }),
		"Comparison.ties": list(true, func(c *comparisonRow) int { return len(c.Ties) },
			func(c *comparisonRow, i int32) compare.Side { return c.Ties[i].Side }),
		"ComparedDepartment.department": rowOf(func(_ *call, r row) row { return at(graph.KindDepartment, body(r).Entity) }),
		"ComparedDepartment.taskCountA": intOf(func(_ *call, r row) int { return int(body(r).A) }),
		"ComparedDepartment.taskCountB": intOf(func(_ *call, r row) int { return int(body(r).B) }),
		"ComparedDepartment.side":       enumOf(func(_ *call, r row) uint8 { return uint8(body(r).Side) }),
		"ComparedDepartment.tasksInA":   tasks(0), "ComparedDepartment.tasksInB": tasks(1),
		"ComparedTie.source":       rowOf(func(_ *call, r row) row { return at(graph.KindDepartment, tie(r).Source) }),
		"ComparedTie.target":       rowOf(func(_ *call, r row) row { return at(graph.KindDepartment, tie(r).Target) }),
		"ComparedTie.sharedCountA": intOf(func(_ *call, r row) int { return int(tie(r).A) }),
		"ComparedTie.sharedCountB": intOf(func(_ *call, r row) int { return int(tie(r).B) }),
		"ComparedTie.side":         enumOf(func(_ *call, r row) uint8 { return uint8(tie(r).Side) }),
	}
}

// compare makes the networks of two choices of documents and puts them side by side.
func (c *call) compare() row {
	out := &comparisonRow{}
	for side, name := range []string{"a", "b"} {
		in, _ := c.arg(name).(map[string]any)
		p := c.filter("DocumentFilter", in)
		ids := []any{}
		for d := range int32(c.v.Len(graph.KindDocument)) {
			if c.expired(int(d)) {
				return none
			}
			if p.test(d) {
				ids = append(ids, string(c.v.IDOf(graph.KindDocument, d)))
			}
		}
		slices.SortFunc(ids, func(x, y any) int { return cmp.Compare(x.(string), y.(string)) })
		if out.networks[side] = c.network(map[string]any{"documents": ids}); out.networks[side] == nil {
			return none
		}
	}
	out.Comparison = compare.Networks(out.networks[0].Network, out.networks[1].Network)
	return row{kind: kindOther, p: out}
}
