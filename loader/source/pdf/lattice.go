package pdf

import (
	"cmp"
	"math"
	"slices"
)

// lattice is a table by its rules: places of columns from the left, places of rows from the top, and its cells, the
// merged ones once.
type lattice struct {
	box
	xs, ys []float64
	cells  []latticeCell // by row, then by column
}

// latticeCell is a cell with the rows and columns it reaches.
type latticeCell struct {
	row, column, rows, columns int
	glyphs                     []glyph
}

const (
	// open is how far rules must go on for a table to be open at that side, in points.
	open = 6.0
	// covered is the share of the side of a cell that a rule must cover to close it.
	covered = 0.6
	// latticeRules is how many pairs of rules are compared; more are a drawing.
	latticeRules = 4 << 20
	// sliver is how high or wide an empty row or column may be that is only a double rule, in points.
	sliver = 8.0
)

// lattices finds the tables of rules, from the top.
func lattices(rules []rule) (tables []lattice) {
	var across, down []rule
	for _, r := range rules {
		if r.vertical {
			down = append(down, r)
		} else {
			across = append(across, r)
		}
	}
	across, down = snapped(across), snapped(down)
	if len(across)*len(down) > latticeRules {
		return nil
	}
	for _, part := range connected(across, down) {
		if t, ok := newLattice(part[0], part[1]); ok {
			tables = append(tables, t)
		}
	}
	slices.SortFunc(tables, func(a, b lattice) int { return cmp.Or(cmp.Compare(b.top, a.top), cmp.Compare(a.left, b.left)) })
	return slices.DeleteFunc(tables, func(t lattice) bool { // a table in a cell is read with the cell
		return slices.ContainsFunc(tables, func(o lattice) bool {
			return o.box != t.box && o.left <= t.left+1 && o.right >= t.right-1 && o.bottom <= t.bottom+1 && o.top >= t.top-1
		})
	})
}

// connected groups rules that touch.
func connected(across, down []rule) (groups [][2][]rule) {
	set := newSets(len(across) + len(down))
	for i, h := range across {
		for k, v := range down {
			if v.at >= h.from-snap && v.at <= h.to+snap && h.at >= v.from-snap && h.at <= v.to+snap {
				set.join(i, len(across)+k)
			}
		}
	}
	index := map[int]int{}
	for i := range len(across) + len(down) {
		root := set.find(i)
		g, ok := index[root]
		if !ok {
			g = len(groups)
			index[root] = g
			groups = append(groups, [2][]rule{})
		}
		if i < len(across) {
			groups[g][0] = append(groups[g][0], across[i])
		} else {
			groups[g][1] = append(groups[g][1], down[i-len(across)])
		}
	}
	return groups
}

// newLattice makes a table of rules that touch; ok is false when they make no cells side by side.
func newLattice(across, down []rule) (t lattice, ok bool) {
	if len(across) < 2 || len(down) == 0 {
		return t, false
	}
	t.xs, t.ys = places(down, across), places(across, down)
	slices.Reverse(t.ys)
	if len(t.xs) < 3 || len(t.ys) < 2 {
		return t, false
	}
	t.box = box{t.xs[0], t.ys[len(t.ys)-1], t.xs[len(t.xs)-1], t.ys[0]}
	rows, columns := len(t.ys)-1, len(t.xs)-1
	set := newSets(rows * columns)
	for i := range rows {
		for j := range columns {
			if j+1 < columns && !closed(down, t.xs[j+1], t.ys[i+1], t.ys[i]) {
				set.join(i*columns+j, i*columns+j+1)
			}
			if i+1 < rows && !closed(across, t.ys[i+1], t.xs[j], t.xs[j+1]) {
				set.join(i*columns+j, (i+1)*columns+j)
			}
		}
	}
	t.cells = rectangles(set, rows, columns)
	return t, len(t.cells) > 1
}

// places are where rules of one direction lie, in order, and where those across them end when the table is open there.
func places(rules, across []rule) (at []float64) {
	for _, r := range rules {
		at = append(at, r.at)
	}
	slices.Sort(at)
	at = slices.CompactFunc(at, func(a, b float64) bool { return math.Abs(b-a) < snap })
	from, to := math.Inf(1), math.Inf(-1)
	for _, r := range across {
		from, to = min(from, r.from), max(to, r.to)
	}
	if from < at[0]-open {
		at = append([]float64{from}, at...)
	}
	if to > at[len(at)-1]+open {
		at = append(at, to)
	}
	return at
}

// closed reports whether rules at a place cover the side of a cell.
func closed(rules []rule, at, from, to float64) bool {
	i, _ := slices.BinarySearchFunc(rules, at-snap, func(r rule, x float64) int { return cmp.Compare(r.at, x) })
	have := 0.0
	for ; i < len(rules) && rules[i].at <= at+snap; i++ {
		have += max(0, min(rules[i].to, to)-max(rules[i].from, from))
	}
	return have >= covered*(to-from)
}

// rectangles makes cells of joined ones. What is joined to no rectangle, because a rule ends in it, is cut into rows.
func rectangles(set sets, rows, columns int) (cells []latticeCell) {
	type part struct{ cell, root int }
	above := map[int]part{} // by column where it starts: the cell that may go on below
	for i := range rows {
		next := map[int]part{}
		for j := 0; j < columns; {
			root, k := set.find(i*columns+j), j+1
			for k < columns && set.find(i*columns+k) == root {
				k++
			}
			if p, ok := above[j]; ok && p.root == root && cells[p.cell].columns == k-j {
				cells[p.cell].rows++
				next[j] = p
			} else {
				next[j] = part{len(cells), root}
				cells = append(cells, latticeCell{row: i, column: j, rows: 1, columns: k - j})
			}
			j = k
		}
		above = next
	}
	return cells
}

// take moves the characters that stand in the table into its cells and leaves the others.
func (t *lattice) take(glyphs []glyph) (rest []glyph) {
	at := make([]int, (len(t.ys)-1)*(len(t.xs)-1))
	for n, c := range t.cells {
		for i := c.row; i < c.row+c.rows; i++ {
			for j := c.column; j < c.column+c.columns; j++ {
				at[i*(len(t.xs)-1)+j] = n
			}
		}
	}
	for _, g := range glyphs {
		x, y := g.center(), g.middle()
		if x < t.left || x > t.right || y < t.bottom || y > t.top {
			rest = append(rest, g)
			continue
		}
		j := min(slices.IndexFunc(t.xs[1:], func(at float64) bool { return x <= at }), len(t.xs)-2)
		i := min(slices.IndexFunc(t.ys[1:], func(at float64) bool { return y >= at }), len(t.ys)-2)
		cell := &t.cells[at[i*(len(t.xs)-1)+j]]
		cell.glyphs = append(cell.glyphs, g)
	}
	return rest
}

// sets are disjoint sets of numbers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, k int) { s[s.find(i)] = s.find(k) }
