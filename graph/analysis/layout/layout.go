// Package layout places the nodes of an undirected graph on a plane, the same on every machine.
//
// The method is force-directed (Fruchterman & Reingold 1991) with the approximation of Barnes & Hut (1986) for distant
// nodes. Every component is placed by itself, labels are moved apart, and the components are packed side by side.
//
// Equal input gives equal bytes everywhere: only +, -, *, / and square roots are used, which IEEE 754 rounds exactly; no
// product is added without a conversion to float64, so that no compiler fuses the two; start positions come from ids.
package layout

import (
	"context"
	"fmt"
	"math"
	"slices"
)

const (
	// MaxNodes bounds the nodes of a layout: about 20 seconds of one core.
	MaxNodes = 20_000
	// MaxLinks bounds the links of a layout: each is visited in every round, about 5 ns.
	MaxLinks = 1_000_000

	// LineHeight is the height that a label takes, in px.
	LineHeight = 18
	// CharWidth is the width of one Chinese character of a label, in px.
	CharWidth = 12
	// Radius is the radius of a node, in px. Its label begins to the right of it.
	Radius = 8

	spacing    = 80 // px; the length that a link of mean weight would like to have
	gap        = 40 // px between components
	gravity    = 0.02
	stillness  = 1.0 / 64 // of spacing: a round that moves nobody farther is the last
	farness    = 1.1      // cells that are smaller than this part of their distance count as one point
	margin     = 1        // px between labels; more than rounding can take
	spreadMost = 400      // rounds of moving labels apart
	spreadGrow = 8        // after so many rounds everything is drawn larger
)

// Graph is what is to be placed.
type Graph struct {
	IDs    []string  // of each node; gives its start position
	Labels []int     // number of characters of each node's label
	Source []int32   // of each link
	Target []int32   // of each link
	Weight []float64 // of each link, a similarity; nil when all are 1
}

// Point is a position in px; x grows to the right, y downwards.
type Point struct{ X, Y float64 }

// Place gives the position of each node, rounded to 0.1 px. No two nodes overlap, labels included, and components stand
// apart. It fails above a limit and when ctx ends.
func Place(ctx context.Context, g *Graph) ([]Point, error) {
	if n := len(g.IDs); n > MaxNodes {
		return nil, fmt.Errorf("%d nodes are too many to be placed, %d are allowed", n, MaxNodes)
	}
	if n := len(g.Source); n > MaxLinks {
		return nil, fmt.Errorf("%d links are too many to be placed, %d are allowed", n, MaxLinks)
	}
	out := make([]Point, len(g.IDs))
	parts := split(g)
	for _, c := range parts {
		if err := c.settle(ctx); err != nil {
			return nil, err
		}
		c.spread()
		c.round()
	}
	pack(parts)
	for _, c := range parts {
		for i, node := range c.node {
			out[node] = c.at[i]
		}
	}
	return out, nil
}

// component is a connected part of a graph with numbers of its own.
type component struct {
	node   []int32 // in the graph
	label  []int
	at     []Point
	source []int32
	target []int32
	pull   []float64 // of each link
	mass   []float64 // of each node: 1 + number of links
}

// split cuts a graph into its components, largest first; of equals, the one with the first node.
func split(g *Graph) []*component {
	root := make([]int32, len(g.IDs))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for l := range g.Source {
		a, b := find(g.Source[l]), find(g.Target[l])
		root[max(a, b)] = min(a, b)
	}
	var parts []*component
	part, number := make([]*component, len(g.IDs)), make([]int32, len(g.IDs))
	for i := range g.IDs {
		r := find(int32(i))
		c := part[r]
		if c == nil {
			c = &component{}
			part[r], parts = c, append(parts, c)
		}
		number[i] = int32(len(c.node))
		c.node, c.label, c.mass = append(c.node, int32(i)), append(c.label, g.Labels[i]), append(c.mass, 1)
	}
	mean := meanOf(g.Weight)
	for l, s := range g.Source {
		c := part[find(s)]
		a, b := number[s], number[g.Target[l]]
		if a == b {
			continue
		}
		pull := 1.0
		if mean > 0 {
			pull = math.Sqrt(g.Weight[l] / mean)
		}
		c.source, c.target, c.pull = append(c.source, a), append(c.target, b), append(c.pull, pull)
		c.mass[a]++
		c.mass[b]++
	}
	for _, c := range parts {
		c.start(g.IDs)
	}
	slices.SortStableFunc(parts, func(a, b *component) int { return len(b.node) - len(a.node) })
	return parts
}

func meanOf(weights []float64) float64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if len(weights) == 0 {
		return 0
	}
	return sum / float64(len(weights))
}

// start strews the nodes over a square by the hashes of their ids.
func (c *component) start(ids []string) {
	side := float64(spacing * math.Sqrt(float64(len(c.node))))
	c.at = make([]Point, len(c.node))
	for i, node := range c.node {
		h := hash(ids[node])
		c.at[i] = Point{float64(h>>32) / (1 << 32) * side, float64(h&math.MaxUint32) / (1 << 32) * side}
	}
}

// hash is FNV-1a with the finish of MurmurHash3, so that ids that differ in their last byte lie far apart.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// rounds is how often the forces of a component of n nodes are computed: small ones are watched most closely.
func rounds(n int) int {
	switch {
	case n == 1:
		return 0
	case n <= 300:
		return 400
	case n <= 2_000:
		return 300
	default:
		return 200
	}
}

// settle moves the nodes by their forces, less far in each round.
func (c *component) settle(ctx context.Context) error {
	n, total := len(c.node), rounds(len(c.node))
	force := make([]Point, n)
	reach := float64(spacing * math.Sqrt(float64(n)) / 4)
	cool := cooling(total)
	var t tree
	for range total {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.build(c.at, c.mass)
		for i := range force {
			force[i] = t.push(c.at[i], c.mass[i])
		}
		c.attract(force)
		if c.step(force, reach) < spacing*stillness {
			return nil
		}
		reach = float64(reach * cool)
	}
	return nil
}

// cooling is the factor that shrinks the reach to about a hundredth over all rounds: 1 - 4.6/total, near exp(-4.6/total).
func cooling(total int) float64 { return 1 - 4.6/float64(max(total, 5)) }

// attract adds the pull of the links, d²/spacing, and a weak pull to the middle.
func (c *component) attract(force []Point) {
	for l, s := range c.source {
		t := c.target[l]
		dx, dy := c.at[t].X-c.at[s].X, c.at[t].Y-c.at[s].Y
		f := float64(c.pull[l] * math.Sqrt(float64(dx*dx)+float64(dy*dy)) / spacing)
		force[s].X += float64(f * dx)
		force[s].Y += float64(f * dy)
		force[t].X -= float64(f * dx)
		force[t].Y -= float64(f * dy)
	}
	var middle Point
	for _, p := range c.at {
		middle.X += p.X
		middle.Y += p.Y
	}
	n := float64(len(c.at))
	middle = Point{middle.X / n, middle.Y / n}
	for i, p := range c.at {
		force[i].X += float64(gravity * c.mass[i] * (middle.X - p.X))
		force[i].Y += float64(gravity * c.mass[i] * (middle.Y - p.Y))
	}
}

// step moves each node along its force, at most as far as reach, and gives the longest way.
func (c *component) step(force []Point, reach float64) float64 {
	longest := 0.0
	for i, f := range force {
		size := math.Sqrt(float64(f.X*f.X) + float64(f.Y*f.Y))
		if size == 0 {
			continue
		}
		way := min(size/c.mass[i], reach)
		c.at[i].X += float64(f.X / size * way)
		c.at[i].Y += float64(f.Y / size * way)
		longest = max(longest, way)
	}
	return longest
}

// round puts the first corner of the component at 0, 0 and rounds to 0.1 px.
func (c *component) round() {
	lo, _ := c.bounds()
	for i, p := range c.at {
		c.at[i] = Point{tenth(p.X - lo.X), tenth(p.Y - lo.Y)}
	}
}

func tenth(f float64) float64 { return math.Round(f*10) / 10 }
