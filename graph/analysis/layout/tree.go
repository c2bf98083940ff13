package layout

import "math"

// maxDepth bounds the levels of a tree: below, points count as one. 2^-40 of a plane is far less than 0.1 px.
const maxDepth = 40

// tree is a quadtree over points with masses (Barnes & Hut 1986), used again in each round.
type tree struct {
	cells []cell
	size  []float64 // side of a cell squared, by depth
	stack []int32
}

// cell is a square of the plane. child[0] < 0 says that it holds one point, or several at one place.
type cell struct {
	x, y, mass float64 // sums over its points; means once the tree is built
	child      [4]int32
	depth      int32
	leaf       bool
	points     int32
}

// build makes the tree of points with their masses.
func (t *tree) build(at []Point, mass []float64) {
	lo, hi := at[0], at[0]
	for _, p := range at {
		lo, hi = Point{min(lo.X, p.X), min(lo.Y, p.Y)}, Point{max(hi.X, p.X), max(hi.Y, p.Y)}
	}
	side := max(hi.X-lo.X, hi.Y-lo.Y, 1)
	t.size = t.size[:0]
	for s := side; len(t.size) <= maxDepth; s /= 2 {
		t.size = append(t.size, float64(s*s))
	}
	t.cells = append(t.cells[:0], cell{leaf: true})
	for i, p := range at {
		t.insert(p, mass[i], lo, side)
	}
	for i := range t.cells {
		c := &t.cells[i]
		c.x /= c.mass
		c.y /= c.mass
	}
}

// insert adds a point; a leaf that is taken is cut in four until the two lie apart.
func (t *tree) insert(p Point, mass float64, corner Point, side float64) {
	at := int32(0)
	for {
		c := &t.cells[at]
		if c.leaf && (c.points == 0 || c.depth == maxDepth) {
			t.add(at, p, mass)
			return
		}
		side /= 2
		if c.leaf { // hand its one point down
			old, oldMass := Point{c.x / c.mass, c.y / c.mass}, c.mass
			c.leaf = false
			q, _ := quadrant(old, corner, side)
			child := t.descend(at, q)
			t.add(child, old, oldMass)
		}
		t.add(at, p, mass)
		q, next := quadrant(p, corner, side)
		at, corner = t.descend(at, q), next
	}
}

func (t *tree) add(at int32, p Point, mass float64) {
	c := &t.cells[at]
	c.x += float64(p.X * mass)
	c.y += float64(p.Y * mass)
	c.mass += mass
	c.points++
}

// descend gives the child of a cell in a quadrant, made when it is not there.
func (t *tree) descend(at, q int32) int32 {
	if child := t.cells[at].child[q]; child != 0 {
		return child
	}
	child := int32(len(t.cells))
	t.cells = append(t.cells, cell{depth: t.cells[at].depth + 1, leaf: true})
	t.cells[at].child[q] = child
	return child
}

// quadrant says in which of the four squares of a side from corner a point lies, and where that square begins.
func quadrant(p, corner Point, side float64) (int32, Point) {
	q := int32(0)
	if p.X >= corner.X+side {
		q, corner.X = 1, corner.X+side
	}
	if p.Y >= corner.Y+side {
		q, corner.Y = q+2, corner.Y+side
	}
	return q, corner
}

// push is the force on a point of a mass from all others: spacing²·mass·mass/d away from each.
func (t *tree) push(p Point, mass float64) Point {
	var f Point
	t.stack = append(t.stack[:0], 0)
	for len(t.stack) > 0 {
		c := &t.cells[t.stack[len(t.stack)-1]]
		t.stack = t.stack[:len(t.stack)-1]
		dx, dy := p.X-c.x, p.Y-c.y
		d := float64(dx*dx) + float64(dy*dy)
		if !c.leaf && t.size[c.depth] > farness*farness*d {
			for q := int32(3); q >= 0; q-- {
				if c.child[q] != 0 {
					t.stack = append(t.stack, c.child[q])
				}
			}
			continue
		}
		if d < tiny {
			continue // the point itself
		}
		s := spacing * spacing * mass * math.Sqrt(c.mass) / d
		f.X += float64(s * dx)
		f.Y += float64(s * dy)
	}
	return f
}

// tiny is the square of the distance below which two points count as one, in px².
const tiny = 1e-12
