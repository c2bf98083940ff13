package score

import (
	"cmp"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// minOverlap is the least share of two spans' union that their intersection must have for two tasks with different
// titles to be one: half, so that no task can be the match of two.
const minOverlap = 0.5

// item is one name found or to be found; any of its names will do.
type item struct {
	shown string   // as the report prints it
	key   string   // what makes it one thing, however it is named
	names []string // folded
}

func (it *item) fits(other *item) bool {
	return slices.ContainsFunc(it.names, func(n string) bool { return slices.Contains(other.names, n) })
}

// touches is the weaker test for what is neither hit nor error: one name holds the other.
func (it *item) touches(other *item) bool {
	for _, a := range it.names {
		for _, b := range other.names {
			if strings.Contains(a, b) || strings.Contains(b, a) {
				return true
			}
		}
	}
	return false
}

func newItem(shown, key string, names ...string) item {
	it := item{shown: shown, key: key}
	for _, n := range names {
		if f := graph.Fold(n); f != "" && !slices.Contains(it.names, f) {
			it.names = append(it.names, f)
		}
	}
	return it
}

// comparison counts one relation of one document and keeps what was missed or false.
type comparison struct {
	Counts
	notes []note
}

type note struct {
	task  string
	sign  byte // '-' missed, '+' false
	shown string
}

// add compares what was found for one task with what should be. What is listed twice counts once. What fits an item of
// neither counts on no side; with loose, a found item need only touch one.
func (c *comparison) add(task string, want, found, neither []item, loose bool) {
	want, found = distinct(want), distinct(found)
	used := make([]bool, len(found))
	for i := range want {
		hit := false
		for j := range found {
			if !hit && !used[j] && found[j].fits(&want[i]) {
				hit, used[j] = true, true
			}
		}
		switch {
		case slices.ContainsFunc(neither, func(n item) bool { return n.fits(&want[i]) }):
		case hit:
			c.Hits++
		default:
			c.Missed++
			c.notes = append(c.notes, note{task, '-', want[i].shown})
		}
	}
	for j := range found {
		left := func(n item) bool { return n.fits(&found[j]) || loose && n.touches(&found[j]) }
		if !used[j] && !slices.ContainsFunc(neither, left) {
			c.False++
			c.notes = append(c.notes, note{task, '+', found[j].shown})
		}
	}
}

// distinct drops items that are one with an earlier one.
func distinct(items []item) []item {
	var out []item
	for _, it := range items {
		if !slices.ContainsFunc(out, func(o item) bool { return o.key == it.key }) {
			out = append(out, it)
		}
	}
	return out
}

// pair matches gold tasks with extracted ones, best overlap first; -1 is none. Two tasks are one when their titles are
// the same and they overlap, or when they overlap by half.
func pair(want []goldTask, at []graph.Span, found []graph.Task) (match []int, extra []int) {
	type candidate struct {
		want, found int
		overlap     float64
	}
	var candidates []candidate
	for i := range want {
		for j := range found {
			o := overlap(at[i], found[j].Span)
			same := want[i].Title != "" && graph.Fold(want[i].Title) == graph.Fold(found[j].Title)
			if o >= minOverlap || o > 0 && same {
				candidates = append(candidates, candidate{i, j, o})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.overlap, a.overlap) })
	match = slices.Repeat([]int{-1}, len(want))
	taken := make([]bool, len(found))
	for _, c := range candidates {
		if match[c.want] < 0 && !taken[c.found] {
			match[c.want], taken[c.found] = c.found, true
		}
	}
	for j := range found {
		if !taken[j] {
			extra = append(extra, j)
		}
	}
	return match, extra
}

func overlap(a, b graph.Span) float64 {
	inter := min(a.End, b.End) - max(a.Start, b.Start)
	if inter <= 0 {
		return 0
	}
	return float64(inter) / float64(a.Len()+b.Len()-inter)
}

func goldItems(lists ...[]named) (out []item) {
	for _, list := range lists {
		for _, n := range list {
			out = append(out, newItem(n.Name, n.Name, n.Name, n.Printed))
		}
	}
	return out
}
