package pdf

import "slices"

// Columns of text, as in gazettes: two parts of many lines with a gutter between them that no line crosses.

const (
	// gutter is how wide the room between two columns is at least, in ems.
	gutter = 0.8
	// columnLines is how many lines two columns have side by side at least.
	columnLines = 4
	// columnWidth is how wide a column of text is at least, in ems; those of tables are narrower.
	columnWidth = 9
)

// regions are the parts of a page in the order in which they are read, each with lines from the top.
func regions(lines []line) [][]line {
	if x, from, to, ok := findGutter(lines); ok {
		var left, right []line
		for i := from; i < to; i++ {
			l, r := lines[i].cut(x)
			if l.text != "" {
				left = append(left, l)
			}
			if r.text != "" {
				right = append(right, r)
			}
		}
		all := regions(lines[:from])
		all = append(all, regions(left)...)
		all = append(all, regions(right)...)
		return append(all, regions(lines[to:])...)
	}
	if len(lines) == 0 {
		return nil
	}
	return [][]line{lines}
}

// findGutter finds the gutter with the most lines on both sides, and between which lines it reaches.
func findGutter(lines []line) (x float64, from, to int, ok bool) {
	if len(lines) < columnLines {
		return 0, 0, 0, false
	}
	var tried []float64
	best := columnLines - 1
	for i := range lines {
		l := &lines[i]
		for k := 1; k < len(l.glyphs); k++ {
			a, b := l.glyphs[k-1], l.glyphs[k]
			middle := (a.right + b.left) / 2
			if b.left-a.right < gutter*l.em || slices.ContainsFunc(tried, func(t float64) bool { return t > middle-l.em/2 && t < middle+l.em/2 }) {
				continue
			}
			if tried = append(tried, middle); len(tried) > 60 {
				return x, from, to, ok
			}
			if f, t, both := reach(lines, middle); both > best && textual(lines[f:t], middle) {
				x, from, to, ok, best = middle, f, t, true, both
			}
		}
	}
	return x, from, to, ok
}

// reach finds the lines between which a place is crossed by none and that has the most lines with parts on both sides.
func reach(lines []line, x float64) (from, to, most int) {
	start, both := 0, 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) {
			left, right, crosses := lines[i].sides(x)
			if !crosses {
				if left && right {
					both++
				}
				continue
			}
		}
		if both > most {
			from, to, most = start, i, both
		}
		start, both = i+1, 0
	}
	return from, to, most
}

// sides says on which sides of a place a line has characters, and whether it goes across.
func (l *line) sides(x float64) (left, right, crosses bool) {
	last, first := l.left-1, l.right+1
	for _, g := range l.glyphs {
		switch {
		case g.s == " ":
		case g.right <= x:
			last, left = g.right, true
		case g.left >= x:
			if !right {
				first, right = g.left, true
			}
		default:
			return true, true, true
		}
	}
	return left, right, left && right && first-last < gutter*l.em
}

// textual reports whether both sides of a place are columns of running text: most lines fill them.
func textual(lines []line, x float64) bool {
	var sides [2][]line
	for i := range lines {
		l, r := lines[i].cut(x)
		for side, part := range []line{l, r} {
			if part.text != "" {
				sides[side] = append(sides[side], part)
			}
		}
	}
	for _, parts := range sides {
		if len(parts) < columnLines {
			return false
		}
		whole := parts[0].box
		for _, p := range parts {
			whole = whole.union(p.box)
		}
		full := 0
		for _, p := range parts {
			if p.right > whole.right-2*p.em && p.left < whole.left+2.5*p.em && p.width() >= columnWidth*p.em {
				full++
			}
		}
		if 2*full < len(parts) {
			return false
		}
	}
	return true
}
