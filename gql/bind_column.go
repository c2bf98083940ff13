package gql

import (
	"unsafe"

	"github.com/policygraph/policygraph/graph"
)

// Column accessors read a field that stands in a column of the table of its object, which the field of an edge shares
// with the items of its connection. Plans take the column once a View and index it; see scan.
type (
	stringsAt func(v *graph.View, k graph.Kind) []string
	enumsAt   func(v *graph.View, k graph.Kind) []uint8
	smallsAt  func(v *graph.View, k graph.Kind) []uint16
	idAt      struct{ prefix string }

	// thingAt is the thing of a kind whose id is in the only argument, `id`.
	thingAt graph.Kind
)

// linkAt is an object field whose values are indexes in a column; nil is the thing itself.
type linkAt struct {
	to     func(k graph.Kind) graph.Kind
	column func(v *graph.View, k graph.Kind) []int32
}

// linkTo is a link to things of one kind.
func linkTo(to graph.Kind, column func(v *graph.View, k graph.Kind) []int32) linkAt {
	return linkAt{func(graph.Kind) graph.Kind { return to }, column}
}

// table is the table that a row indexes.
func (r row) table() graph.Kind {
	if r.kind == kindEdge {
		return r.p.(*page).conn.item
	}
	return r.kind
}

// general turns a column accessor into one that reads rows; others are that already.
func general(accessor any) any {
	switch a := accessor.(type) {
	case stringsAt:
		return textOf(func(c *call, r row) string { return a(c.v, r.table())[r.i] })
	case enumsAt:
		return enumOf(func(c *call, r row) uint8 { return a(c.v, r.table())[r.i] })
	case smallsAt:
		return intOf(func(c *call, r row) int { return int(a(c.v, r.table())[r.i]) })
	case idAt:
		return rawOf(func(c *call, buf []byte, r row) []byte { return appendID(c.v, append(buf, a.prefix...), r) })
	case thingAt:
		return rowOf(func(c *call, _ row) row { return c.thing(c.arg("id").(string), graph.Kind(a)) })
	case linkAt:
		return rowOf(func(c *call, r row) row {
			k := r.table()
			if a.column == nil {
				return at(a.to(k), r.i)
			}
			return at(a.to(k), a.column(c.v, k)[r.i])
		})
	}
	return accessor
}

// raw is a column of a small enumeration as numbers.
func raw[T ~uint8](column []T) []uint8 {
	return unsafe.Slice((*uint8)(unsafe.Pointer(unsafe.SliceData(column))), len(column))
}

// ids is the column of the global ids of a kind.
func ids(v *graph.View, k graph.Kind) *graph.IDs {
	switch {
	case k.IsEntity():
		return &v.Entities(k).IDs
	case k.IsFact():
		return &v.Facts(k).IDs
	case k == graph.KindEvidence:
		return &v.Evidence.IDs
	}
	return &v.Mentions.IDs
}
