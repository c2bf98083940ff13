package search

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/fold"
)

// Suggestion is a completion.
type Suggestion struct {
	Kind    graph.Kind
	Index   int32
	Matched string // the name or alias that was typed, in part, as it is written
}

// completions is what completions are looked up in.
type completions struct {
	starts []form   // names, sorted
	behind []form   // what follows the jurisdiction that a name begins with, sorted
	heads  postings // of initials: the first two of a name or behind its jurisdiction
	inner  postings // of initials: any two that follow each other
	order  []int32  // units, those with more tasks first
	place  []int32  // of each unit in order
}

// form is the end of a name from where it can be typed.
type form struct {
	text string // folded
	unit int32
}

// complete makes the lists.
func (x *Index) complete() {
	c := &x.completions
	for u := range int32(len(x.units)) {
		for name := range x.namesOf(u) {
			if name != "" {
				c.starts = append(c.starts, form{name, u})
			}
			if own := x.behind(u, name); own != "" {
				c.behind = append(c.behind, form{own, u})
			}
		}
	}
	for _, list := range [][]form{c.starts, c.behind} {
		slices.SortFunc(list, func(a, b form) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.unit, b.unit)) })
	}
	p := syllables()
	c.heads = newPostings(len(x.units), func(u int32, add func(pair uint64)) {
		for name := range x.namesOf(u) {
			for _, from := range []string{name, x.behind(u, name)} {
				p.initials(from, func(pair uint64, first bool) {
					if first {
						add(pair)
					}
				})
			}
		}
	})
	c.inner = newPostings(len(x.units), func(u int32, add func(pair uint64)) {
		for name := range x.namesOf(u) {
			p.initials(name, func(pair uint64, _ bool) { add(pair) })
		}
	})
	tasks := make([]int32, len(x.units))
	c.order, c.place = make([]int32, len(x.units)), make([]int32, len(x.units))
	for u := range c.order {
		c.order[u], tasks[u] = int32(u), x.taskCount(x.units[u])
	}
	slices.SortStableFunc(c.order, func(a, b int32) int { return cmp.Compare(tasks[b], tasks[a]) })
	for i, u := range c.order {
		c.place[u] = int32(i)
	}
}

// taskCount is how many tasks a document or section has, name a place, project or theme, or are the business of a body.
func (x *Index) taskCount(u unit) int32 {
	v := x.view
	switch u.kind {
	case graph.KindDocument:
		return v.Documents.FirstTask[u.index+1] - v.Documents.FirstTask[u.index]
	case graph.KindSection:
		return v.Sections.EndTask[u.index] - v.Sections.FirstTask[u.index]
	case graph.KindTask:
		return 1
	}
	f := v.Facts([...]graph.Kind{graph.KindResponsibility, graph.KindTaskPlace, graph.KindTaskProject, graph.KindTaskTheme}[u.kind-graph.KindDepartment])
	n, last := int32(0), int32(-1)
	for _, i := range f.To(u.index) { // in the order of their tasks
		if f.Subject[i] != last {
			n, last = n+1, f.Subject[i]
		}
	}
	return n
}

// levels are words that name the jurisdiction of a body for short, as in 省水利厅; levelWords begin with one and do not.
var (
	levels     = []string{"自治区", "自治州", "自治县", "国家", "省", "市", "县", "区", "州", "盟", "旗"}
	levelWords = []string{"市场", "市政", "市容", "区域", "省域", "县域"}
)

// behind is what follows in a folded name the jurisdiction that it begins with: 水利厅 in 省水利厅, 山西省水利厅 and
// 山西水利厅. It is empty when the name begins with none, or is one.
func (x *Index) behind(u int32, name string) string {
	rest := name
	for at := x.within(x.units[u]); at >= 0; {
		longest := 0
		for city, steps := at, 0; city >= 0 && steps < maxAncestors; city, steps = x.view.Cities.Parent[city], steps+1 {
			for _, prefix := range x.cityNames[city] {
				if len(prefix) > longest && strings.HasPrefix(rest, prefix) {
					longest = len(prefix)
				}
			}
		}
		if longest == 0 {
			break
		}
		rest = rest[longest:]
	}
	begins := func(word string) bool { return strings.HasPrefix(rest, word) }
	if x.units[u].kind == graph.KindDepartment && !slices.ContainsFunc(levelWords, begins) {
		if i := slices.IndexFunc(levels, begins); i >= 0 {
			rest = rest[len(levels[i]):]
		}
	}
	if rest == name {
		return ""
	}
	return rest
}

// maxAncestors is how many places around a place are looked at: a village has five.
const maxAncestors = 8

// within is the place that a body or place belongs to; -1 for all others.
func (x *Index) within(u unit) int32 {
	switch u.kind {
	case graph.KindDepartment:
		return x.view.Departments.Jurisdiction[u.index]
	case graph.KindCity:
		return x.view.Cities.Parent[u.index]
	}
	return -1
}

// Suggest lists up to limit entities that have a name, alias or number with the prefix in it, compared folded, or spelled by
// it in pinyin: by initials (fgw), in full (linfen) or mixed. Better ones first: a name that is the prefix, names that begin
// with it, aliases that do, those that go on with it behind the jurisdiction (省水利厅 by 水利), those that have it
// inside; then the same for pinyin, inside from two letters on. Of equal ones those with more tasks stand first, then those with more
// mentions, in a total and stable order; each entity once.
func (x *Index) Suggest(prefix string, keep Keep, limit int) []Suggestion {
	word := fold.Key(prefix)
	if word == "" || limit < 1 {
		return nil
	}
	s := &completer{x: x, keep: keep, limit: limit, seen: newSet(len(x.units))}
	starts := s.beginning(x.starts, word)
	s.take(starts, func(_ int32, name string, _ bool) bool { return name == word })
	s.take(starts, func(_ int32, name string, first bool) bool { return first && strings.HasPrefix(name, word) })
	s.take(starts, func(_ int32, name string, _ bool) bool { return strings.HasPrefix(name, word) })
	s.take(s.beginning(x.completions.behind, word), func(u int32, name string, _ bool) bool { return strings.HasPrefix(x.behind(u, name), word) })
	if s.full() {
		return s.out
	}
	s.take(x.names.find(word), func(_ int32, name string, _ bool) bool { return strings.Contains(name, word) })
	if spellable(word) && !s.full() {
		s.spelled(word)
	}
	return s.out
}

// completer collects suggestions, class after class.
type completer struct {
	x     *Index
	keep  Keep
	limit int
	seen  set
	out   []Suggestion
}

func (s *completer) full() bool { return len(s.out) == s.limit }

// beginning are the units with a form in a sorted list that begins with a word.
func (s *completer) beginning(list []form, word string) set {
	lo := sort.Search(len(list), func(i int) bool { return list[i].text >= word })
	n := sort.Search(len(list)-lo, func(i int) bool { return !strings.HasPrefix(list[lo+i].text, word) })
	out := newSet(len(s.x.units))
	for _, f := range list[lo : lo+n] {
		out.add(f.unit)
	}
	return out
}

// spelled adds what letters spell.
func (s *completer) spelled(letters string) {
	p := syllables()
	heads := s.opening(&s.x.heads, letters)
	short := heads
	if len(letters) == 1 { // spells the whole of names of one character
		short = s.x.heads.gather(initialPair(letters[0], 0), initialPair(letters[0], 1))
	}
	s.take(short, func(_ int32, name string, _ bool) bool {
		_, whole := p.spells(name, letters)
		return whole
	})
	s.take(heads, func(_ int32, name string, _ bool) bool {
		begins, _ := p.spells(name, letters)
		return begins
	})
	s.take(heads, func(u int32, name string, _ bool) bool {
		begins, _ := p.spells(s.x.behind(u, name), letters)
		return begins
	})
	if len(letters) == 1 || s.full() {
		return // one letter stands in nearly every name
	}
	inner := s.opening(&s.x.inner, letters)
	for rest := letters; len(rest) > 2; rest = rest[1:] {
		if pairs, all := p.opening(rest); all || len(pairs) > 1 {
			break // the second character may begin at several letters
		}
		inner.and(s.opening(&s.x.inner, rest[1:]))
	}
	s.take(inner, func(_ int32, name string, _ bool) bool {
		for i := range name {
			if begins, _ := p.spells(name[i:], letters); begins {
				return true
			}
		}
		return false
	})
}

// opening are the units with pairs of initials that letters can begin with.
func (s *completer) opening(list *postings, letters string) set {
	pairs, all := syllables().opening(letters)
	if all {
		return list.gather(initialPair(letters[0], 0), initialPair(letters[0]+1, 0))
	}
	out := newSet(len(s.x.units))
	for _, pair := range pairs {
		list.addTo(out, pair, pair+1)
	}
	return out
}

// take adds the units of a set that have a name which fits, best first, until there are enough. Of several names that fit what
// the unit is called matched, or else the shortest.
func (s *completer) take(units set, fits func(u int32, name string, first bool) bool) {
	if s.full() {
		return
	}
	for u := range s.x.inOrder(units) {
		one := s.x.units[u]
		if s.seen.has(u) || s.keep != nil && !s.keep(one.kind, one.index) {
			continue
		}
		n, best, shortest := 0, -1, 0
		for name := range s.x.namesOf(u) {
			if best != 0 && (best < 0 || len(name) < shortest) && fits(u, name, n == 0) {
				best, shortest = n, len(name)
			}
			n++
		}
		if best >= 0 {
			s.seen.add(u)
			s.out = append(s.out, Suggestion{one.kind, one.index, s.x.called(one)[best]})
		}
		if s.full() {
			return
		}
	}
}

// fewUnits is the part of all units up to which a set is sorted instead of looked up in the order of all.
const fewUnits = 16

// inOrder lists the units of a set, those with more tasks first.
func (x *Index) inOrder(units set) iter.Seq[int32] {
	if n := units.len(); n*fewUnits < len(x.units) {
		list := make([]int32, 0, n)
		units.each(func(u int32) { list = append(list, u) })
		slices.SortFunc(list, func(a, b int32) int { return cmp.Compare(x.place[a], x.place[b]) })
		return slices.Values(list)
	}
	return func(yield func(int32) bool) {
		for _, u := range x.order {
			if units.has(u) && !yield(u) {
				return
			}
		}
	}
}
