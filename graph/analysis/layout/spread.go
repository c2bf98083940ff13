package layout

import "slices"

// box is the room that a node takes with its label.
type box struct{ left, top, right, bottom float64 }

func (c *component) box(i int) box {
	p := c.at[i]
	return box{p.X - Radius, p.Y - LineHeight/2, p.X + Radius + float64(CharWidth*c.label[i]), p.Y + LineHeight/2}
}

// bounds are the first and the last corner of everything in a component, labels included.
func (c *component) bounds() (lo, hi Point) {
	for i := range c.at {
		b := c.box(i)
		if i == 0 {
			lo, hi = Point{b.left, b.top}, Point{b.right, b.bottom}
		}
		lo, hi = Point{min(lo.X, b.left), min(lo.Y, b.top)}, Point{max(hi.X, b.right), max(hi.Y, b.bottom)}
	}
	return lo, hi
}

// spread moves boxes apart until none overlap: each pair along the side that costs less. When that does not end soon,
// everything is drawn a little larger, which ends it for points that differ.
func (c *component) spread() {
	order := make([]int32, len(c.at))
	for i := range order {
		order[i] = int32(i)
	}
	for round := 1; round <= spreadMost; round++ {
		slices.SortFunc(order, func(a, b int32) int {
			switch ya, yb := c.at[a].Y, c.at[b].Y; {
			case ya < yb:
				return -1
			case ya > yb:
				return 1
			}
			return int(a - b)
		})
		if !c.part(order) {
			return
		}
		if round%spreadGrow == 0 {
			for i, p := range c.at {
				c.at[i] = Point{float64(p.X * 1.1), float64(p.Y * 1.1)}
			}
		}
	}
	c.stack(order)
}

// part moves apart what overlaps among nodes in the order of y, and says whether there was any.
func (c *component) part(order []int32) bool {
	moved := false
	for i, a := range order {
		for _, b := range order[i+1:] {
			if c.at[b].Y-c.at[a].Y >= LineHeight+margin && i+1 < len(order) && c.at[b].Y >= c.at[a].Y {
				break // moves keep the order nearly; the next round sorts again
			}
			moved = c.separate(a, b) || moved
		}
	}
	return moved
}

// separate moves two boxes half of their overlap each.
func (c *component) separate(a, b int32) bool {
	p, q := c.box(int(a)), c.box(int(b))
	x := min(p.right, q.right) - max(p.left, q.left) + margin
	y := min(p.bottom, q.bottom) - max(p.top, q.top) + margin
	if x <= 0 || y <= 0 {
		return false
	}
	if y <= x {
		half := y/2 + margin/8.0
		if c.at[a].Y > c.at[b].Y {
			half = -half
		}
		c.at[a].Y -= half
		c.at[b].Y += half
		return true
	}
	half := x/2 + margin/8.0
	if p.left+p.right > q.left+q.right {
		half = -half
	}
	c.at[a].X -= half
	c.at[b].X += half
	return true
}

// stack is the last resort: rows from top to bottom in the order of y, each row from left to right.
func (c *component) stack(order []int32) {
	perRow := 1
	for perRow*perRow < len(order) {
		perRow++
	}
	y := 0.0
	for len(order) > 0 {
		row := order[:min(perRow, len(order))]
		order = order[len(row):]
		slices.SortFunc(row, func(a, b int32) int {
			switch xa, xb := c.at[a].X, c.at[b].X; {
			case xa < xb:
				return -1
			case xa > xb:
				return 1
			}
			return int(a - b)
		})
		x := 0.0
		for _, i := range row {
			c.at[i] = Point{x, y}
			x += 2*Radius + float64(CharWidth*c.label[i]) + margin
		}
		y += LineHeight + margin
	}
}

// pack puts components side by side on shelves, the tallest first; the shelves are about one and a half times as wide as
// all of them are high. Each component begins at 0, 0.
func pack(parts []*component) {
	order := slices.Clone(parts)
	height := func(c *component) float64 { lo, hi := c.bounds(); return hi.Y - lo.Y }
	slices.SortStableFunc(order, func(a, b *component) int {
		switch ha, hb := height(a), height(b); {
		case ha > hb:
			return -1
		case ha < hb:
			return 1
		}
		return 0
	})
	area, width := 0.0, 0.0
	for _, c := range order {
		lo, hi := c.bounds()
		area += float64((hi.X - lo.X + gap) * (hi.Y - lo.Y + gap))
		width = max(width, hi.X-lo.X)
	}
	for float64(width*width) < 1.5*area {
		width += gap
	}
	x, y, shelf := 0.0, 0.0, 0.0
	for _, c := range order {
		lo, hi := c.bounds()
		if x > 0 && x+hi.X-lo.X > width {
			x, y, shelf = 0, y+shelf+gap, 0
		}
		shelf = max(shelf, hi.Y-lo.Y)
		for i, p := range c.at {
			c.at[i] = Point{tenth(p.X - lo.X + x), tenth(p.Y - lo.Y + y)}
		}
		x += hi.X - lo.X + gap
	}
}
