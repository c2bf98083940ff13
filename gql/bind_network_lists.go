package gql

import (
	"cmp"
	"math"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// actorList is a list of actors of a network, in the order asked for.
type actorList struct {
	network *analysis.Network
	actors  []int32
}

func (l actorList) len() int           { return len(l.actors) }
func (l actorList) node(n int32) row   { return actorRow(l.network, l.actors[n]) }
func (l actorList) key(n int32) string { return string(l.network.EntityID(l.actors[n])) }

// tieList is a list of ties of a network, in the order asked for.
type tieList struct {
	network *analysis.Network
	ties    []int32
}

func (l tieList) len() int         { return len(l.ties) }
func (l tieList) node(n int32) row { return actorRow(l.network, l.ties[n]) }
func (l tieList) key(n int32) string {
	t := l.ties[n]
	return string(l.network.EntityID(l.network.Source[t]) + "-" + l.network.EntityID(l.network.Target[t]))
}

func networkLists() map[string]any {
	return map[string]any{
		"Network.actors": &connection{item: kindOther, entries: func(c *call, r row) entries {
			n := networkOf(r)
			list := ascending(len(n.Actors))
			c.sortBy(list, actorKeys(c, n))
			return actorList{n, list}
		}},
		"Network.actor": rowOf(func(c *call, r row) row {
			if i, ok := c.actor(networkOf(r), c.arg("id").(string)); ok {
				return actorRow(networkOf(r), i)
			}
			return none
		}),
		"Network.ties": &connection{item: kindOther, entries: func(c *call, r row) entries {
			n := networkOf(r)
			list := ascending(len(n.Source))
			if least, given := c.arg("minWeight").(float64); given {
				list = slices.DeleteFunc(list, func(t int32) bool { return n.Weight[t] < least })
			}
			c.sortBy(list, tieKeys(c, n))
			return tieList{n, list}
		}},
		"NetworkActor.ties": &connection{item: kindOther, entries: func(c *call, r row) entries {
			n := networkOf(r)
			_, ties := n.Neighbors(r.i)
			list := slices.Clone(ties)
			c.sortBy(list, tieKeys(c, n))
			return tieList{n, list}
		}},
		"NetworkTie.sharedTasks": &connection{item: graph.KindTask, items: func(_ *call, r row, _ []int32) items {
			n := networkOf(r)
			if n.EventKind != graph.KindTask {
				return listed(nil)
			}
			return listed(n.SharedEvents(r.i))
		}},
	}
}

func ascending(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(i)
	}
	return list
}

// orderMeasures are the measures that actors and ties can be sorted by, by the value of NetworkActorOrderField or
// NetworkTieOrderField.
func orderMeasures() map[string]string {
	return map[string]string{
		"DEGREE": "degree", "STRENGTH": "strength", "BETWEENNESS": "betweenness", "CLOSENESS": "closeness",
		"EIGENVECTOR": "eigenvector", "PAGERANK": "pagerank", "CONSTRAINT": "constraint",
		"EXCLUSIVE_TASKS": "exclusiveTaskCount", "WEIGHT": "weight", "EDGE_BETWEENNESS": "edgeBetweenness",
	}
}

// keysOf gives the comparison of two actors or ties by a field of an order; nil when it cannot be computed. name gives
// what the other fields sort by.
func keysOf(c *call, n *analysis.Network, name func(i int32) string) func(field string) func(a, b int32) int {
	return func(field string) func(a, b int32) int {
		measure, ok := orderMeasures()[field]
		if !ok {
			return func(a, b int32) int { return cmp.Compare(name(a), name(b)) }
		}
		number := slices.IndexFunc(analysis.Measures(), func(m analysis.Measure) bool { return m.Name == measure })
		values, err := c.measures.of(c, n, number)
		if err != nil {
			c.refused(err)
			return nil
		}
		return func(a, b int32) int { return compareNumbers(values[a], values[b]) }
	}
}

func actorKeys(c *call, n *analysis.Network) func(field string) func(a, b int32) int {
	return keysOf(c, n, n.Name)
}

func tieKeys(c *call, n *analysis.Network) func(field string) func(a, b int32) int {
	return keysOf(c, n, func(tie int32) string { return n.Name(n.Source[tie]) })
}

// compareNumbers orders numbers; what is undefined comes before all of them.
func compareNumbers(a, b float64) int {
	return cmp.Or(cmp.Compare(known(a), known(b)), cmp.Compare(a, b))
}

func known(f float64) int {
	if math.IsNaN(f) {
		return 0
	}
	return 1
}

// sortBy sorts numbers, which are ascending, by the argument `orderBy`.
func (c *call) sortBy(list []int32, keyOf func(field string) func(a, b int32) int) {
	type key struct {
		compare func(a, b int32) int
		sign    int
	}
	var keys []key
	given, _ := c.arg("orderBy").([]any)
	for _, k := range given {
		in := k.(map[string]any)
		compare := keyOf(in["field"].(string))
		if compare == nil {
			return
		}
		sign := 1
		if in["direction"] == "DESC" {
			sign = -1
		}
		keys = append(keys, key{compare, sign})
	}
	if len(keys) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b int32) int {
		for _, k := range keys {
			if d := k.compare(a, b); d != 0 {
				return k.sign * d
			}
		}
		return 0
	})
}
