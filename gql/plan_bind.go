package gql

import (
	"context"
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/graph"
)

// bind gives copies of the scans of a plan with the columns of a View.
func (p *plan) bind(b *binder, v *graph.View) *boundScans {
	columns := b.columns.of(v)
	out := &boundScans{v: v, columns: columns, scans: make([]scanProgram, len(p.scans)), pages: make([]*listing, len(p.calls))}
	r := request{ctx: context.Background(), v: v, columns: columns, engine: b}
	for n, p := range p.calls {
		if p.conn == nil || len(p.open) > 0 || p.args.Get("filter") != nil || p.args.Get("orderBy") != nil {
			continue
		}
		c := &call{request: &r, args: p.args}
		if l := c.listing(p.conn); l.plain {
			out.pages[n] = l
		}
	}
	for n, scan := range p.scans {
		out.scans[n] = scanProgram{scan.open, out.bind(scan.ops)}
	}
	return out
}

// bind gives a copy of the steps of a scan with the columns of the View.
func (b *boundScans) bind(ops []scanOp) []scanOp {
	ops = slices.Clone(ops)
	for i := range ops {
		op := &ops[i]
		op.bind(b.v, b.columns)
		if op.code == scanList && b.pages[op.field.slot] != nil {
			op.first = int32(b.pages[op.field.slot].first)
		}
	}
	ops = fuse(ops)
	for i := range ops {
		ops[i].name()
	}
	return ops
}

// boundScans are the scans of a plan over one View.
type boundScans struct {
	v       *graph.View
	columns *columns
	scans   []scanProgram
	pages   []*listing // of calls that always ask for the same plain page
}

func (op *scanOp) bind(v *graph.View, columns *columns) {
	switch a := op.accessor.(type) {
	case stringsAt:
		op.strings = a(v, op.kind)
		if op.code == scanString && columns.clean(op.strings) {
			op.code = scanCleanString
		}
	case enumsAt:
		op.enums = a(v, op.kind)
	case smallsAt:
		op.smalls = a(v, op.kind)
	case linkAt:
		if a.column != nil {
			op.links = a.column(v, op.kind)
		}
	case *connection:
		if op.code == scanLink { // from an edge to its node
			op.links = a.nodes(v)
		}
	}
	if op.code == scanID {
		op.ids = ids(v, op.kind)
	}
	if op.entries != nil {
		op.facts = v.Facts(op.field.conn.item)
		if op.entries.name == "nodes" {
			op.links = op.field.conn.nodes(v)
		}
	}
}

// name joins the literal with each value that the column can have, if they are few.
func (op *scanOp) name() {
	switch op.code {
	case scanEnum:
		op.names = slices.Clone(op.field.names)
	case scanSmall:
		for n := range scanSmallNames {
			op.names = append(op.names, strconv.Itoa(n))
		}
	default:
		return
	}
	for i, name := range op.names {
		op.names[i] = op.literal + name
	}
	op.prefix, op.literal = op.literal, ""
}

// fuse lets a step that alone uses what a link leads to follow the link itself.
func fuse(ops []scanOp) []scanOp {
	for n := 0; n+1 < len(ops); n++ {
		link, next := &ops[n], &ops[n+1]
		if link.code != scanLink || link.nullable || link.via != nil || next.from != link.to || next.code >= scanText {
			continue
		}
		alone := !slices.ContainsFunc(ops[n+2:], func(op scanOp) bool { return op.code != scanText && op.from == link.to })
		if !alone {
			continue
		}
		next.via, next.from = link.links, link.from
		next.literal = link.literal + next.literal
		ops = slices.Delete(ops, n, n+1)
		for i := range ops {
			if int(ops[i].jump) > n {
				ops[i].jump--
			}
		}
	}
	return ops
}
