package gql

import (
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// listing is what the arguments of a connection ask for. It is made once for all objects that the field is asked of.
type listing struct {
	v        *graph.View
	roles    enumSet
	roleOf   []uint8 // by item; nil unless roles says something
	filter   *predicate
	order    []sortKey
	nodes    []int32 // the things behind the items; nil when they are the items
	first    int     // entries from the first
	last     int     // entries to the last, when backward
	backward bool
	after    int32 // items; -1 when not given
	before   int32
	afterID  string // the same for computed lists
	beforeID string
	partners *partnerSpec // of Department.partners
	plain    bool         // a number of items from the first, nothing else
	err      *gate.Error
}

// listing prepares the arguments of a connection.
func (c *call) listing(conn *connection) *listing {
	if l, done := c.state.(*listing); done {
		return l
	}
	l := &listing{v: c.v, roles: allRoles, after: -1, before: -1}
	if conn.nodes != nil {
		l.nodes = conn.nodes(c.v)
	}
	c.state = l
	if l.err = l.paging(c); l.err != nil {
		return l
	}
	if conn.entries != nil {
		l.afterID, _ = c.arg("after").(string)
		l.beforeID, _ = c.arg("before").(string)
		return l
	}
	if l.after, l.err = c.cursor("after", conn); l.err != nil {
		return l
	}
	if l.before, l.err = c.cursor("before", conn); l.err != nil {
		return l
	}
	if conn.item.IsFact() {
		for _, name := range []string{"roles", "kinds"} {
			if list, given := c.arg(name).([]any); given {
				l.roles, l.roleOf = c.engine.enums(roleEnum(conn.item), list), c.v.Facts(conn.item).Role
			}
		}
	}
	if in, given := c.arg("filter").(map[string]any); given {
		l.filter = c.filter(conn.nodeType+"Filter", in)
	}
	if keys, given := c.arg("orderBy").([]any); given {
		l.order = c.order(conn.nodeType, keys)
	}
	l.plain = !l.backward && l.first > 0 && l.after < 0 && l.before < 0 && l.roles == allRoles && l.filter == nil && len(l.order) == 0
	return l
}

// cursor reads the argument of this name; -1 when it is not given.
func (c *call) cursor(name string, conn *connection) (int32, *gate.Error) {
	id, given := c.arg(name).(string)
	if !given || id == "" { // "" is the beginning or the end, as many clients have it
		return -1, nil
	}
	k, i, ok := c.v.Lookup(graph.ID(id))
	if !ok || k != conn.item {
		return -1, lostCursor(name, id)
	}
	return i, nil
}

func lostCursor(name, id string) *gate.Error {
	return gate.Errorf(gate.CodeBadUserInput, "%s: %q is not a cursor of this list, or what it stood for is gone", name, id)
}

// paging reads `first` and `last`.
func (l *listing) paging(c *call) *gate.Error {
	first, forward := c.arg("first").(int)
	last, backward := c.arg("last").(int)
	switch {
	case forward && backward:
		return gate.Errorf(gate.CodeBadUserInput, "give first or last, not both")
	case forward && (first < 0 || first > gate.MaxPageSize):
		return gate.Errorf(gate.CodeBadUserInput, "first: %d is not between 0 and %d", first, gate.MaxPageSize)
	case backward && (last < 0 || last > gate.MaxPageSize):
		return gate.Errorf(gate.CodeBadUserInput, "last: %d is not between 0 and %d", last, gate.MaxPageSize)
	case backward:
		l.last, l.backward = last, true
	case forward:
		l.first = first
	default:
		l.first = gate.DefaultPageSize
	}
	return nil
}

// less puts items in the order asked for; items of equal keys in ascending order.
func (l *listing) less(a, b int32) bool {
	x, y := a, b
	if l.nodes != nil {
		x, y = l.nodes[a], l.nodes[b]
	}
	for i := range l.order {
		if d := l.order[i].compare(x, y); d != 0 {
			return d < 0
		}
	}
	return a < b
}
