package pdf

import (
	"math"
	"slices"
)

// Tables without rules: lines whose parts stand in the same columns, with room between these that no line crosses.

const (
	// columnGap is how wide the room between two columns is at least, in ems.
	columnGap = 0.8
	// alignedColumns and alignedLines are how many columns such a table has at least, and lines with several parts.
	alignedColumns, alignedLines = 3, 3
	// rowGap is how far apart two lines of such a table may be, in ems of empty room.
	rowGap = 3.0
)

// band is a range of x.
type band struct{ from, to float64 }

// alignedTables cuts lines, from the top, into those of tables without rules and others: at the start of each table
// stands how many lines it has.
func alignedTables(lines []line) map[int]int {
	tables := map[int]int{}
	for i := 0; i < len(lines); i++ {
		if n := alignedAt(lines[i:]); n > 0 {
			tables[i] = n
			i += n - 1
		}
	}
	return tables
}

// alignedAt is how many lines from the first make a table; 0 when they make none.
func alignedAt(lines []line) int {
	bands := occupied(&lines[0])
	if len(bands) < 2 {
		return 0
	}
	many, n, most := 1, 1, len(bands)
	for ; n < len(lines); n++ {
		l := &lines[n]
		if lines[n-1].bottom-l.top > rowGap*l.em {
			break
		}
		own := occupied(l)
		merged := mergeBands(slices.Concat(bands, own), columnGap*l.em)
		if len(merged) < max(alignedColumns, most-1) && len(merged) < len(bands) || len(own) == 1 && own[0].to-own[0].from > 0.6*(bands[len(bands)-1].to-bands[0].from) {
			break
		}
		bands = merged
		most = max(most, len(bands))
		if len(own) > 1 {
			many++
		}
	}
	if len(bands) < alignedColumns || many < alignedLines {
		return 0
	}
	for n > 1 && len(occupied(&lines[n-1])) == 1 && lines[n-2].bottom-lines[n-1].top > lines[n-1].em { // a line below the table
		n--
	}
	return n
}

// occupied are the ranges of a line with characters, without much room inside.
func occupied(l *line) (bands []band) {
	for _, g := range l.glyphs {
		if g.s != " " {
			bands = append(bands, band{g.left, g.right})
		}
	}
	return mergeBands(bands, columnGap*l.em+spread(l.glyphs, l.em))
}

// mergeBands joins ranges that are less than a gap apart.
func mergeBands(bands []band, gap float64) (merged []band) {
	slices.SortFunc(bands, func(a, b band) int {
		if a.from < b.from {
			return -1
		}
		return 1
	})
	for _, b := range bands {
		if n := len(merged); n > 0 && b.from-merged[n-1].to < gap {
			merged[n-1].to = max(merged[n-1].to, b.to)
			continue
		}
		merged = append(merged, b)
	}
	return merged
}

// alignedGrid makes a table of lines; rules across it, if any, part its rows.
func alignedGrid(lines []line, rules []rule, page int) *grid {
	var bands []band
	whole := lines[0].box
	for i := range lines {
		bands = append(bands, occupied(&lines[i])...)
		whole = whole.union(lines[i].box)
	}
	bands = mergeBands(bands, columnGap*lines[0].em)
	g := &grid{box: whole, page: page, xs: []float64{whole.left}}
	for i := 1; i < len(bands); i++ {
		g.xs = append(g.xs, (bands[i-1].to+bands[i].from)/2)
	}
	g.xs = append(g.xs, whole.right)
	rows := rowsOf(lines, rules, g.xs[1])
	g.rows = len(rows)
	for i, row := range rows {
		g.pages = append(g.pages, page)
		cells := make([][]glyph, len(bands))
		for _, l := range row {
			for _, c := range l.glyphs {
				j := slices.IndexFunc(g.xs[1:], func(x float64) bool { return c.center() <= x })
				if j < 0 {
					j = len(bands) - 1
				}
				cells[j] = append(cells[j], c)
			}
		}
		for j, glyphs := range cells {
			text, full := cellText(linesOf(glyphs), bands[j].to-bands[j].from)
			g.cells = append(g.cells, gridCell{i, j, 1, 1, text, full})
		}
	}
	return g
}

// rowsOf groups the lines of a table by its rows. Rules part them; else the first column does, which has text once a row:
// on its first line or, where cells are centered, in its middle.
func rowsOf(lines []line, rules []rule, first float64) (rows [][]line) {
	if ruled := byRules(lines, rules); len(ruled) > 2 {
		return ruled
	}
	var anchors []int
	for i := range lines {
		if lines[i].left < first {
			anchors = append(anchors, i)
		}
	}
	if len(anchors) < 2 {
		for i := range lines {
			rows = append(rows, lines[i:i+1])
		}
		return rows
	}
	rows = make([][]line, len(anchors))
	top := anchors[0] == 0 && anchors[len(anchors)-1] < len(lines)-1 || !surrounded(lines, anchors)
	for i := range lines {
		best, distance := 0, math.Inf(1)
		for k, a := range anchors {
			d := math.Abs(lines[i].middle() - lines[a].middle())
			if top && a > i {
				continue
			}
			if top || d < distance-0.1 {
				best, distance = k, d
			}
		}
		rows[best] = append(rows[best], lines[i])
	}
	return rows
}

// surrounded reports whether most of the lines with a first column that have others near have them on both sides.
func surrounded(lines []line, anchors []int) bool {
	anchor := map[int]bool{}
	for _, a := range anchors {
		anchor[a] = true
	}
	both, below := 0, 0
	for _, a := range anchors {
		over, under := a > 0 && !anchor[a-1], a+1 < len(lines) && !anchor[a+1]
		switch {
		case over && under:
			both++
		case under:
			below++
		}
	}
	return both > below
}

// byRules groups lines that no rule parts.
func byRules(lines []line, rules []rule) (rows [][]line) {
	for i := range lines {
		parted := i == 0 || slices.ContainsFunc(rules, func(r rule) bool {
			return !r.vertical && r.at <= lines[i-1].middle() && r.at >= lines[i].middle() && r.to-r.from > 10*lines[i].em
		})
		if parted {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], lines[i])
	}
	return rows
}
