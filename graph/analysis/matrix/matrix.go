// Package matrix makes tables of who has what to do with which task.
package matrix

import (
	"cmp"
	"context"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// Order is how the rows or columns of a Matrix are ordered.
type Order uint8

// Orders of matrices, in the order of the API's MatrixOrder. Ties fall back to the order of the text.
const (
	ByCommunity Order = iota // rows by community, the largest first, then by the mean place of their tasks; columns by the mean place of their bodies
	ByText                   // as tasks stand, and as bodies are first named
	BySize                   // most cells first
	ByName                   // by code points
)

// Matrix is who has what to do with which task: a cell for each department-task link.
type Matrix struct {
	Rows    []int32 // departments
	Columns []int32 // tasks
	Cells   []Cell  // by row, then by column
	Groups  []int32 // how many rows each community has, in the order of the rows; nil unless they are ordered so

	RowCount, ColumnCount, CellCount int // before rows were left out
}

// Cell is a link in a Matrix.
type Cell struct {
	Row, Column int32 // numbers in Rows and Columns
	Link        int32 // index in View.Facts(KindResponsibility)
}

// New makes the matrix of some links, which are ascending. When there are more links than most, it has the bodies with
// the most cells, whole rows as long as they fit, and of a single row that does not fit its beginning. Communities are those of
// the network of these bodies tied by these tasks, see [analysis.CommunitiesOf].
func New(ctx context.Context, v *graph.View, links []int32, rows, columns Order, most int) (*Matrix, error) {
	b := &maker{v: v, links: links}
	m := &Matrix{CellCount: len(links)}
	b.number()
	m.RowCount, m.ColumnCount = len(b.rows), len(b.columns)
	if len(links) > most {
		b.cut(most)
		b.number()
	}
	columnPlace := b.columnOrder(columns, nil)
	rowPlace, groups, err := b.rowOrder(ctx, rows, columnPlace)
	if err != nil {
		return nil, err
	}
	if columns == ByCommunity {
		columnPlace = b.columnOrder(columns, rowPlace)
	}
	m.Groups = groups
	m.Rows, m.Columns = make([]int32, len(b.rows)), make([]int32, len(b.columns))
	for i, place := range rowPlace {
		m.Rows[place] = b.rows[i]
	}
	for i, place := range columnPlace {
		m.Columns[place] = b.columns[i]
	}
	for i, link := range b.links {
		m.Cells = append(m.Cells, Cell{rowPlace[b.row[i]], columnPlace[b.column[i]], link})
	}
	slices.SortFunc(m.Cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Link, b.Link))
	})
	return m, nil
}

// maker numbers bodies and tasks in the order of the text.
type maker struct {
	v             *graph.View
	links         []int32
	rows, columns []int32 // departments and tasks as they come
	row, column   []int32 // of each link
}

func (b *maker) number() {
	facts := b.v.Facts(graph.KindResponsibility)
	index := func(k graph.Kind, list *[]int32) func(of int32) int32 {
		*list = nil
		numbers := make([]int32, b.v.Len(k)) // from 1
		return func(of int32) int32 {
			if numbers[of] == 0 {
				*list = append(*list, of)
				numbers[of] = int32(len(*list))
			}
			return numbers[of] - 1
		}
	}
	row, column := index(graph.KindDepartment, &b.rows), index(graph.KindTask, &b.columns)
	b.row, b.column = b.row[:0], b.column[:0]
	for _, link := range b.links {
		b.row, b.column = append(b.row, row(facts.Object[link])), append(b.column, column(facts.Subject[link]))
	}
}

// sizes counts cells of rows or columns.
func sizes(n int, of []int32) []int32 {
	size := make([]int32, n)
	for _, i := range of {
		size[i]++
	}
	return size
}

// cut keeps the links of the bodies with most of them.
func (b *maker) cut(most int) {
	size := sizes(len(b.rows), b.row)
	order := identity(len(b.rows))
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(size[y], size[x]) })
	kept, left := make([]bool, len(b.rows)), most
	for i, r := range order {
		if int(size[r]) > left && i > 0 {
			break
		}
		kept[r] = true
		left -= int(size[r])
	}
	var links []int32
	for i, link := range b.links {
		if kept[b.row[i]] && len(links) < most {
			links = append(links, link)
		}
	}
	b.links = links
}

func identity(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(i)
	}
	return list
}

// places turns an order into the place of each.
func places(order []int32) []int32 {
	place := make([]int32, len(order))
	for at, i := range order {
		place[i] = int32(at)
	}
	return place
}

// means is the mean place of what each row or column is crossed by.
func means(n int, of, crossed, place []int32) []float64 {
	sum, size := make([]float64, n), sizes(n, of)
	for i, at := range of {
		sum[at] += float64(place[crossed[i]])
	}
	for i := range sum {
		sum[i] /= float64(size[i])
	}
	return sum
}

// columnOrder gives the place of each column; by community it needs the places of the rows, and is that of the text without.
func (b *maker) columnOrder(by Order, rowPlace []int32) []int32 {
	order := identity(len(b.columns))
	switch {
	case by == BySize:
		size := sizes(len(b.columns), b.column)
		slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(size[y], size[x]) })
	case by == ByName:
		names := b.v.Entities(graph.KindTask).Name
		slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(names[b.columns[x]], names[b.columns[y]]) })
	case by == ByCommunity && rowPlace != nil:
		mean := means(len(b.columns), b.column, b.row, rowPlace)
		slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(mean[x], mean[y]) })
	}
	return places(order)
}

func (b *maker) rowOrder(ctx context.Context, by Order, columnPlace []int32) (place, groups []int32, err error) {
	order := identity(len(b.rows))
	switch by {
	case BySize:
		size := sizes(len(b.rows), b.row)
		slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(size[y], size[x]) })
	case ByName:
		names := b.v.Entities(graph.KindDepartment).Name
		slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(names[b.rows[x]], names[b.rows[y]]) })
	case ByCommunity:
		found, err := b.communities(ctx)
		if err != nil {
			return nil, nil, err
		}
		mean := means(len(b.rows), b.row, b.column, columnPlace)
		slices.SortStableFunc(order, func(x, y int32) int {
			return cmp.Or(cmp.Compare(found.Of[x], found.Of[y]), cmp.Compare(mean[x], mean[y]))
		})
		groups = make([]int32, found.Count)
		for _, community := range found.Of {
			groups[community-1]++
		}
	}
	return places(order), groups, nil
}

// communities are those of the rows, tied by the columns that they share.
func (b *maker) communities(ctx context.Context) (*analysis.Communities, error) {
	members := make([][]int32, len(b.columns))
	for i, column := range b.column {
		members[column] = append(members[column], b.row[i])
	}
	return analysis.CommunitiesOf(ctx, len(b.rows), members)
}
