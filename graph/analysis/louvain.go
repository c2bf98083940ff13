package analysis

import (
	"context"
	"slices"
)

// Communities is a division of the actors into groups that are tied more within than between.
type Communities struct {
	Of         []int32 // number of each actor's community, from 1 for the largest; of equals, the one with the first actor
	Count      int
	Modularity float64 // of the division, on tie weights
}

// gainFloor is the least gain in modularity, in units of twice the tie weight, for which an actor moves: above rounding
// errors, so that no machine decides otherwise.
const gainFloor = 1e-9

// Communities finds communities by the method of Louvain on tie weights with resolution 1. Actors are visited in an order
// that a fixed seed shuffles, so that the same network gives the same communities everywhere.
func (n *Network) Communities(ctx context.Context) (*Communities, error) {
	return n.groups.get(ctx, func(ctx context.Context) (*Communities, error) {
		l := n.louvainGraph()
		of := make([]int32, len(n.Actors))
		for i := range of {
			of[i] = int32(i)
		}
		for l.total > 0 {
			group, moved, err := l.settle(ctx)
			if err != nil {
				return nil, err
			}
			for i := range of {
				of[i] = group[of[i]]
			}
			if !moved {
				break
			}
			l = l.merge(group)
		}
		c := &Communities{Of: of}
		c.number()
		c.Modularity = n.modularity(c)
		return c, nil
	})
}

// CommunitiesOf is [Network.Communities] of the network of n actors, numbered from 0, whose ties are the events that they share:
// members lists the actors of each event. It fails with a [TooLargeError] as [Build] does.
func CommunitiesOf(ctx context.Context, n int, members [][]int32) (*Communities, error) {
	made := &Network{Actors: make([]Ref, n)}
	made.by.off = []int32{0}
	for i := range made.Actors {
		made.Actors[i].Index = int32(i)
	}
	for _, actors := range members {
		actors = slices.Compact(slices.Sorted(slices.Values(actors)))
		made.by.val = append(made.by.val, actors...)
		made.by.off = append(made.by.off, int32(len(made.by.val)))
	}
	made.of = made.by.transpose(n)
	if err := made.project(ctx); err != nil {
		return nil, err
	}
	made.connect()
	return made.Communities(ctx)
}

// louvain is the network on one level: nodes are communities of the level below.
type louvain struct {
	arcs   lists
	weight []float64 // of each arc
	inside []float64 // twice the weight within each node
	degree []float64 // sum of weights at each node, inside included
	total  float64   // of degree
}

func (n *Network) louvainGraph() *louvain {
	size := len(n.Actors)
	l := &louvain{arcs: n.arcs, weight: make([]float64, len(n.tie)), inside: make([]float64, size), degree: make([]float64, size)}
	for arc, t := range n.tie {
		l.weight[arc] = n.Weight[t]
	}
	l.sum()
	return l
}

func (l *louvain) sum() {
	l.total = 0
	for i := range l.degree {
		l.degree[i] = l.inside[i]
		for arc := l.arcs.off[i]; arc < l.arcs.off[i+1]; arc++ {
			l.degree[i] += l.weight[arc]
		}
		l.total += l.degree[i]
	}
}

// settle moves nodes between groups until none gains, and numbers the groups in the order of their first nodes.
func (l *louvain) settle(ctx context.Context) (group []int32, moved bool, err error) {
	size := len(l.degree)
	group = make([]int32, size)
	for i := range group {
		group[i] = int32(i)
	}
	degree := slices.Clone(l.degree) // of each group
	to := make([]float64, size)      // weight from the node at hand to each group
	var near []int32
	order := shuffled(size)
	for again := true; again; {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		again = false
		for _, i := range order {
			near = l.near(i, group, to, near[:0])
			own := group[i]
			degree[own] -= l.degree[i]
			best, gain := own, to[own]-float64(l.degree[i]*degree[own])/l.total
			for _, g := range near {
				if x := to[g] - float64(l.degree[i]*degree[g])/l.total; x > gain+gainFloor*l.total/2 {
					best, gain = g, x
				}
			}
			degree[best] += l.degree[i]
			group[i] = best
			again = again || best != own
			for _, g := range near {
				to[g] = 0
			}
		}
		moved = moved || again
	}
	number := make([]int32, size)
	var count int32
	for i, g := range group {
		if number[g] == 0 {
			count++
			number[g] = count
		}
		group[i] = number[g] - 1
	}
	return group, moved, nil
}

// near fills to with the weight from node i to the groups around it and lists those.
func (l *louvain) near(i int32, group []int32, to []float64, groups []int32) []int32 {
	for arc := l.arcs.off[i]; arc < l.arcs.off[i+1]; arc++ {
		g := group[l.arcs.val[arc]]
		if to[g] == 0 {
			groups = append(groups, g)
		}
		to[g] += l.weight[arc]
	}
	slices.Sort(groups)
	return groups
}

// merge makes the next level, whose nodes are the groups.
func (l *louvain) merge(group []int32) *louvain {
	count := int(slices.Max(group)) + 1
	members := lists{off: make([]int32, len(group)+1), val: group}
	for i := range group {
		members.off[i+1] = int32(i + 1)
	}
	members = members.transpose(count)
	m := &louvain{arcs: lists{off: []int32{0}}, inside: make([]float64, count), degree: make([]float64, count)}
	to := make([]float64, count)
	var near []int32
	for g := range int32(count) {
		near = near[:0]
		for _, i := range members.at(g) {
			m.inside[g] += l.inside[i]
			for arc := l.arcs.off[i]; arc < l.arcs.off[i+1]; arc++ {
				h := group[l.arcs.val[arc]]
				if to[h] == 0 {
					near = append(near, h)
				}
				to[h] += l.weight[arc]
			}
		}
		slices.Sort(near)
		for _, h := range near {
			if h == g {
				m.inside[g] += to[h]
			} else {
				m.arcs.val, m.weight = append(m.arcs.val, h), append(m.weight, to[h])
			}
			to[h] = 0
		}
		m.arcs.off = append(m.arcs.off, int32(len(m.arcs.val)))
	}
	m.sum()
	return m
}

// shuffled is 0 to n-1 in an order that depends on n alone (Fisher and Yates with Knuth's 64-bit generator).
func shuffled(n int) []int32 {
	order := make([]int32, n)
	state := uint64(20180531) // the seed; any would do
	for i := range order {
		state = state*6364136223846793005 + 1442695040888963407
		j := (state >> 33) % uint64(i+1)
		order[i] = order[j]
		order[j] = int32(i)
	}
	return order
}

// number gives the largest community the number 1.
func (c *Communities) number() {
	type community struct{ old, size, first int32 }
	var found []community
	at := map[int32]int{}
	for i, g := range c.Of {
		if _, ok := at[g]; !ok {
			at[g] = len(found)
			found = append(found, community{g, 0, int32(i)})
		}
		found[at[g]].size++
	}
	slices.SortStableFunc(found, func(x, y community) int { return int(y.size - x.size) })
	number := map[int32]int32{}
	for i, f := range found {
		number[f.old] = int32(i + 1)
	}
	for i, g := range c.Of {
		c.Of[i] = number[g]
	}
	c.Count = len(found)
}

func (n *Network) modularity(c *Communities) float64 {
	inside, degree := make([]float64, c.Count+1), make([]float64, c.Count+1)
	total := 0.0
	for t, w := range n.Weight {
		a, b := c.Of[n.Source[t]], c.Of[n.Target[t]]
		if a == b {
			inside[a] += w
		}
		degree[a] += w
		degree[b] += w
		total += w
	}
	if total == 0 {
		return 0
	}
	sum := 0.0
	for g := range inside {
		share := degree[g] / (2 * total)
		sum += inside[g]/total - float64(share*share)
	}
	return sum
}
