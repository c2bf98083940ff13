package office

import "slices"

// edgeRow is a row whose cells are known by their edges, as in DOC and RTF.
type edgeRow struct {
	edges []int // in twips, from the left; one more than cells, otherwise not used
	cells []edgeCell
}

type edgeCell struct {
	blocks []Block
	merge  merge
}

// edgeSlack is how far apart edges may be that are meant as one, in twips: tables are often drawn by hand.
const edgeSlack = 100

// gridTable makes the columns of a table from the edges of its cells.
func gridTable(rows []edgeRow) *Table {
	var all []int
	for _, r := range rows {
		if len(r.edges) == len(r.cells)+1 {
			all = append(all, r.edges...)
		}
	}
	slices.Sort(all)
	var columns []int // where each begins
	for i, e := range all {
		if i == 0 || e-columns[len(columns)-1] > edgeSlack {
			columns = append(columns, e)
		}
	}
	t := &Table{}
	for _, r := range rows {
		t.Rows = append(t.Rows, r.row(columns))
	}
	return t
}

func (r *edgeRow) row(columns []int) (row Row) {
	place := func(edge int) int {
		i, found := slices.BinarySearch(columns, edge)
		if found || i == 0 {
			return i
		}
		return i - 1
	}
	known := len(r.edges) == len(r.cells)+1
	if known {
		row.Before = place(r.edges[0])
	}
	for i, c := range r.cells {
		wide := 1
		if known {
			wide = max(place(r.edges[i+1])-place(r.edges[i]), 1)
		}
		if n := len(row.Cells); c.merge.left && n > 0 {
			row.Cells[n-1].Columns += wide
			row.Cells[n-1].Blocks = append(row.Cells[n-1].Blocks, c.blocks...)
			continue
		}
		row.Cells = append(row.Cells, Cell{Blocks: c.blocks, Columns: wide, Below: c.merge.above})
	}
	return row
}
