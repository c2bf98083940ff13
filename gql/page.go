package gql

import (
	"slices"
	"sort"

	"github.com/policygraph/policygraph/graph"
)

// connection is the binding of a field that lists things page by page.
//
// Its items are small integers in ascending order, the default order of the list: indexes of the things themselves or
// of the facts that lead to them. A cursor is the id of an item, so it stays good for any order, and in later Views for as
// long as the item exists.
type connection struct {
	item  graph.Kind // the table of the items; kindOther when they are numbers of entries
	items func(c *call, owner row, buf []int32) items
	nodes func(v *graph.View) []int32                          // the things behind the items; nil when they are the items
	back  func(v *graph.View, node int32, buf []int32) []int32 // appends the owners of a node; may be nil
	// entries makes the list, in order, where it has to be computed.
	entries func(c *call, owner row) entries

	reads    factOrder // when the items are facts as they stand in the View
	nodeType string    // from the SDL
	nodeKind graph.Kind
}

// factOrder is how facts are listed.
type factOrder uint8

const (
	bySubject factOrder = 1 + iota
	byObject
)

// entries is a computed list.
type entries interface {
	len() int
	node(n int32) row
}

// keyed are entries whose nodes have no id in the View; their keys serve as cursors.
type keyed interface{ key(n int32) string }

// items is a list of small integers: a range, or a slice.
type items struct {
	lo, hi int32
	list   []int32
	shared bool // the slice belongs to the View
}

func between(lo, hi int32) items   { return items{lo: lo, hi: hi} }
func listed(list []int32) items    { return items{hi: int32(len(list)), list: list, shared: true} }
func made(list []int32) items      { return items{hi: int32(len(list)), list: list} }
func (s items) isRange() bool      { return s.list == nil }
func (s items) len() int           { return int(s.hi - s.lo) }
func (s items) cut(a, b int) items { return items{s.lo + int32(a), s.lo + int32(b), s.list, s.shared} }

func (s items) get(n int) int32 {
	if s.list == nil {
		return s.lo + int32(n)
	}
	return s.list[int(s.lo)+n]
}

// search is the position of the first item that is not below.
func (s items) search(item int32) int {
	return sort.Search(s.len(), func(n int) bool { return s.get(n) >= item })
}

// page is one page of a connection of one object. It is reused.
type page struct {
	conn   *connection
	list   *listing
	from   items // all items, in order, that the page is cut from
	keep   bool  // items of from must still pass the conditions of list
	window items // the page
	// start and end are where the page begins and ends in from.
	start, end int
	// known: the answers below are settled, from is not to be asked.
	known      bool
	prev, next bool
	count      int

	entries            entries
	made, picked, sort []int32 // storage
}

// page cuts the page that the arguments of the call ask for; nil when they are wrong.
func (c *call) page(conn *connection, owner row, p *page) *page {
	l := c.listing(conn)
	if l.err != nil {
		c.err = l.err
		return nil
	}
	p.conn, p.list, p.entries, p.known, p.keep = conn, l, nil, false, l.filter != nil || l.roles != allRoles
	if conn.entries != nil {
		return c.computed(owner, p)
	}
	p.from = conn.items(c, owner, p.made[:0])
	if p.from.list != nil && !p.from.shared {
		p.made = p.from.list
	}
	p.narrow(c)
	if len(l.order) > 0 {
		p.ordered(c)
		return p
	}
	lo, hi := 0, p.from.len()
	if l.after >= 0 {
		lo = p.from.search(l.after + 1)
	}
	if l.before >= 0 {
		hi = max(lo, p.from.search(l.before))
	}
	p.cut(c, lo, hi)
	return p
}

// narrow starts from the candidates of the filter instead of the whole table.
func (p *page) narrow(c *call) {
	f := p.list.filter
	if f == nil || !f.seeded || p.conn.nodes != nil || !p.from.isRange() || !f.exact && len(f.seed) >= p.from.len() {
		return
	}
	if f.exact {
		p.keep = p.list.roles != allRoles
	}
	seed := listed(f.seed)
	p.from = seed.cut(seed.search(p.from.lo), seed.search(p.from.hi))
}

// cut takes the page from positions lo to hi of p.from, forwards from lo or backwards from hi.
func (p *page) cut(c *call, lo, hi int) {
	l := p.list
	switch {
	case !p.keep && l.backward:
		p.start, p.end = max(lo, hi-l.last), hi
		p.window = p.from.cut(p.start, p.end)
	case !p.keep:
		p.start, p.end = lo, min(hi, lo+l.first)
		p.window = p.from.cut(p.start, p.end)
	case l.backward:
		p.picked = p.picked[:0]
		p.start, p.end = hi, hi
		for p.start > lo && len(p.picked) < l.last && !c.expired(p.start) {
			p.start--
			if p.kept(p.start) {
				p.picked = append(p.picked, p.from.get(p.start))
			}
		}
		slices.Reverse(p.picked)
		p.window = made(p.picked)
	default:
		p.picked = p.picked[:0]
		p.start, p.end = lo, lo
		for p.end < hi && len(p.picked) < l.first && !c.expired(p.end) {
			if p.kept(p.end) {
				p.picked = append(p.picked, p.from.get(p.end))
			}
			p.end++
		}
		p.window = made(p.picked)
	}
}

// kept reports whether the item at this position passes the conditions of the list.
func (p *page) kept(n int) bool {
	item := p.from.get(n)
	l, node := p.list, item
	if l.roles != allRoles && !l.roles.has(l.roleOf[item]) {
		return false
	}
	if l.filter == nil {
		return true
	}
	if l.nodes != nil {
		node = l.nodes[item]
	}
	return l.filter.test(node)
}

// ordered sorts the items that pass and cuts the page from them.
func (p *page) ordered(c *call) {
	p.sort = p.sort[:0]
	for n := range p.from.len() {
		if c.expired(n) {
			break
		}
		if !p.keep || p.kept(n) {
			p.sort = append(p.sort, p.from.get(n))
		}
	}
	less, l := p.list.less, p.list
	total, all := len(p.sort), p.sort
	rest, before, after := all[:0:len(all)], 0, 0
	if l.after >= 0 || l.before >= 0 {
		for _, item := range all {
			switch {
			case l.after >= 0 && !less(l.after, item):
				before++
			case l.before >= 0 && !less(item, l.before):
				after++
			default:
				rest = append(rest, item)
			}
		}
	} else {
		rest = all
	}
	if l.backward {
		size := min(l.last, len(rest))
		before += len(rest) - size
		rest = smallest(rest, size, func(a, b int32) bool { return less(b, a) })
		slices.Reverse(rest)
	} else {
		size := min(l.first, len(rest))
		after += len(rest) - size
		rest = smallest(rest, size, less)
	}
	p.window, p.known, p.count = made(rest), true, total
	p.prev, p.next = before > 0, after > 0
}

// computed cuts the page from a list that is made for the call.
func (c *call) computed(owner row, p *page) *page {
	p.entries = p.conn.entries(c, owner)
	if c.err != nil {
		return nil
	}
	n := p.entries.len()
	p.from, p.keep = between(0, int32(n)), false
	lo, hi := 0, n
	var ok bool
	if l := p.list; l.afterID != "" {
		if lo, ok = p.position(c, l.afterID); !ok {
			c.err = lostCursor("after", l.afterID)
			return nil
		}
		lo++
	}
	if l := p.list; l.beforeID != "" {
		if hi, ok = p.position(c, l.beforeID); !ok {
			c.err = lostCursor("before", l.beforeID)
			return nil
		}
		hi = max(lo, hi)
	}
	p.cut(c, lo, hi)
	return p
}

// position finds an entry by the id of its node.
func (p *page) position(c *call, id string) (int, bool) {
	if entries, ok := p.entries.(keyed); ok {
		for n := range p.entries.len() {
			if entries.key(int32(n)) == id {
				return n, true
			}
		}
		return 0, false
	}
	k, i, ok := c.v.Lookup(graph.ID(id))
	if !ok {
		return 0, false
	}
	for n := range p.entries.len() {
		if node := p.entries.node(int32(n)); node.kind == k && node.i == i {
			return n, true
		}
	}
	return 0, false
}

// node is the thing behind an item.
func (p *page) node(item int32) row {
	switch {
	case p.entries != nil:
		return p.entries.node(item)
	case p.list.nodes != nil:
		return at(p.conn.nodeKind, p.list.nodes[item])
	}
	return at(p.conn.nodeKind, item)
}

// cursor appends the cursor of an item.
func (p *page) cursor(buf []byte, item int32) []byte {
	if entries, ok := p.entries.(keyed); ok {
		return append(buf, entries.key(item)...)
	}
	if p.entries != nil {
		return appendID(p.list.v, buf, p.entries.node(item))
	}
	return appendID(p.list.v, buf, at(p.conn.item, item))
}

// edgeCursor appends the cursor of the first edge, or of the last with -1; nothing when the page is empty.
func (p *page) edgeCursor(buf []byte, n int) []byte {
	if p.window.len() == 0 {
		return buf
	}
	if n < 0 {
		n = p.window.len() - 1
	}
	return p.cursor(buf, p.window.get(n))
}

func (p *page) hasNext(c *call) bool {
	if p.known {
		return p.next
	}
	return p.any(c, p.end, p.from.len())
}

func (p *page) hasPrevious(c *call) bool {
	if p.known {
		return p.prev
	}
	return p.any(c, 0, p.start)
}

func (p *page) any(c *call, lo, hi int) bool {
	for n := lo; n < hi && !c.expired(n); n++ {
		if !p.keep || p.kept(n) {
			return true
		}
	}
	return false
}

func (p *page) total(c *call) int {
	if p.known {
		return p.count
	}
	if !p.keep {
		return p.from.len()
	}
	total := 0
	for n := range p.from.len() {
		if c.expired(n) {
			break
		}
		if p.kept(n) {
			total++
		}
	}
	return total
}
