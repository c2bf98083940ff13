package gql

import (
	"context"
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/graph"
)

// A scan is what is selected of the rows of one table as straight-line code: literal text, and columns read at an index.
// Objects that a link leads to stand in line; each has a register for its index. A plan holds scans beside the general
// form of the same objects, and binds their columns once for each View.
//
// A scan only knows rows that have no trouble. When a field in it fails, what was written is taken back and the object is
// done again in the general way, which knows paths and where a null stops an error.

// scanRegisters is how many indexes a scan can hold: links deeper than that are done in the general way.
const scanRegisters = 8

type scanCode uint8

const (
	scanText        scanCode = iota // only the literal
	scanString                      // the string of a column
	scanCleanString                 // no string of the column needs an escape
	scanNullString
	scanEnum
	scanSmall
	scanID
	scanLink  // go to the thing that a column names
	scanList  // the entries of a connection that needs no page
	scanField // anything else, in the general way
)

// scanOp is one step: it appends its literal, then what its code says.
type scanOp struct {
	literal  string
	code     scanCode
	from, to uint8 // registers
	nullable bool  // scanLink: below 0 is null
	skip     int   // scanLink: how many steps belong to the object, passed over when it is null
	kind     graph.Kind
	field    *fieldPlan
	accessor any
	list     *objectPlan // scanList: what is selected of each entry
	edges    bool        // scanList: entries are items, not nodes

	strings []string
	enums   []uint8
	smalls  []uint16
	links   []int32
	via     []int32  // the thing that the step is about, by what is in the register; see fuse
	names   []string // scanEnum: the literal and the name, by number
	ids     *graph.IDs
}

// scanner makes the scan of an object.
type scanner struct {
	ops     []scanOp
	literal []byte
	used    uint8
}

// scan makes the scan of an object of the table of kind k, or of an edge when conn is given.
func (c *compiler) scan(o *objectPlan, k graph.Kind, conn *connection) {
	if o == nil || k >= kindSnapshot {
		return
	}
	s := &scanner{used: 1}
	if !s.object(o, k, conn, 0) {
		return
	}
	s.emit(scanOp{code: scanText})
	o.kind, o.scan = k, len(c.plan.scans)
	if conn != nil {
		o.kind = kindEdge
	}
	c.plan.scans = append(c.plan.scans, s.ops)
	c.plan.bytes += len(s.ops) * scanOpBytes
}

// scanOpBytes is about what a scanOp takes, in the plan and bound to a View.
const scanOpBytes = 2 * 240

func (s *scanner) emit(op scanOp) {
	op.literal = string(s.literal)
	s.literal = s.literal[:0]
	s.ops = append(s.ops, op)
}

func (s *scanner) text(literal string) { s.literal = append(s.literal, literal...) }

func (s *scanner) object(o *objectPlan, k graph.Kind, conn *connection, register uint8) bool {
	s.text("{")
	for i := range o.fields {
		f := &o.fields[i]
		s.text(f.key)
		op := scanOp{from: register, kind: k, field: f, accessor: f.accessor}
		switch a := f.accessor.(type) {
		case nil: // a constant, which stands in the key
		case stringsAt:
			if !f.nonNull {
				op.code = scanNullString
				s.emit(op)
				continue
			}
			s.text(`"`)
			op.code = scanString
			s.emit(op)
			s.text(`"`)
		case enumsAt:
			op.code = scanEnum
			s.emit(op)
		case smallsAt:
			op.code = scanSmall
			s.emit(op)
		case idAt:
			s.text(`"` + a.prefix)
			op.code = scanID
			s.emit(op)
			s.text(`"`)
		case linkAt:
			s.link(op, a.to(k), a.column == nil)
		default:
			if conn == nil {
				s.field(op)
				continue
			}
			switch { // an edge: its other fields would need the page
			case f.name == "cursor":
				s.text(`"`)
				op.code = scanID
				s.emit(op)
				s.text(`"`)
			case f.name == "node":
				op.accessor = conn
				s.link(op, conn.nodeKind, conn.nodes == nil)
			default:
				return false
			}
		}
	}
	s.text("}")
	return true
}

// link puts the object that a link leads to in line.
func (s *scanner) link(op scanOp, to graph.Kind, same bool) {
	if same {
		s.object(op.field.object, to, nil, op.from)
		return
	}
	if s.used == scanRegisters {
		op.code = scanField
		s.emit(op)
		return
	}
	op.code, op.to, op.nullable = scanLink, s.used, !op.field.nonNull
	s.used++
	s.emit(op)
	at := len(s.ops)
	s.object(op.field.object, to, nil, op.to)
	if op.nullable { // the literal at its end must be passed over with it
		s.emit(scanOp{code: scanText})
	}
	s.ops[at-1].skip = len(s.ops) - at
}

// field is a field that is no column.
func (s *scanner) field(op scanOp) {
	f := op.field
	op.code = scanField
	if f.op == opConnection && f.conn.whole && len(f.object.fields) == 1 && f.object.fields[0].op == opEntries {
		entries := &f.object.fields[0]
		if list := entries.object; list != nil && list.scan >= 0 {
			op.code, op.list, op.edges = scanList, list, list.kind == kindEdge
			s.text("{" + entries.key + "[")
			s.emit(op)
			s.text("]}")
			return
		}
	}
	s.emit(op)
}

// bind gives copies of the scans of a plan with the columns of a View.
func (p *plan) bind(b *binder, v *graph.View) *boundScans {
	columns := b.columns.of(v)
	out := &boundScans{v: v, columns: columns, scans: make([]boundScan, len(p.scans)), pages: make([]*listing, len(p.calls))}
	for n, ops := range p.scans {
		ops = slices.Clone(ops)
		for i := range ops {
			ops[i].bind(v, columns)
		}
		ops = fuse(ops, columns)
		last := len(ops) - 1 // the literal that ends the object
		out.scans[n] = boundScan{ops[:last], ops[last].literal, ops[last].literal + ","}
	}
	r := request{ctx: context.Background(), v: v, columns: columns, engine: b}
	for n, p := range p.calls {
		if p.conn == nil || !p.constant || p.err != nil || p.args["filter"] != nil || p.args["orderBy"] != nil {
			continue
		}
		c := &call{request: &r, args: p.args}
		if l := c.listing(p.conn); l.plain {
			out.pages[n] = l
		}
	}
	return out
}

// boundScan is a scan over one View.
type boundScan struct {
	ops       []scanOp
	end, next string // how an object ends: the last one, and one that others follow
}

// boundScans are the scans of a plan over one View.
type boundScans struct {
	v       *graph.View
	columns *columns
	scans   []boundScan
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
		if a.nodes != nil {
			op.links = a.nodes(v)
		}
	}
	switch op.code {
	case scanID:
		op.ids = ids(v, op.kind)
	case scanEnum:
		for _, name := range op.field.names {
			op.names = append(op.names, op.literal+name)
		}
		op.literal = ""
	}
}

// fuse lets a step that alone uses what a link leads to follow the link itself.
func fuse(ops []scanOp, columns *columns) []scanOp {
	for n := 0; n+1 < len(ops); n++ {
		link, next := &ops[n], &ops[n+1]
		if link.code != scanLink || link.nullable || link.via != nil || next.from != link.to || next.code == scanLink {
			continue
		}
		alone := !slices.ContainsFunc(ops[n+2:], func(op scanOp) bool { return op.code != scanText && op.from == link.to })
		if !alone || !columns.whole(link.links) {
			continue
		}
		next.via, next.from = link.links, link.from
		if next.code == scanEnum {
			for i := range next.names {
				next.names[i] = link.literal + next.names[i]
			}
		} else {
			next.literal = link.literal + next.literal
		}
		ops = slices.Delete(ops, n, n+1)
		for i := range ops[:n] { // links that pass over what is now one step shorter
			if ops[i].code == scanLink && i+ops[i].skip >= n {
				ops[i].skip--
			}
		}
	}
	return ops
}

// scan appends objects by the scan of o, one for each item, with commas; false when there was trouble: then what was
// written is not to be used. nodes, when given, are the things behind the items.
func (x *execution) scan(o *objectPlan, list items, nodes []int32) bool {
	scan, buf := &x.bound.scans[o.scan], x.buf
	ops, last := scan.ops, list.len()-1
	var registers [scanRegisters]int32
	for m := range list.len() {
		registers[0] = list.get(m)
		if nodes != nil {
			registers[0] = nodes[registers[0]]
		}
		for n := 0; n < len(ops); n++ {
			op := &ops[n]
			i := registers[op.from&(scanRegisters-1)]
			if op.via != nil {
				i = op.via[i]
			}
			if op.literal != "" {
				buf = append(buf, op.literal...)
			}
			switch op.code {
			case scanString:
				buf = appendEscaped(buf, op.strings[i])
			case scanCleanString:
				buf = append(buf, op.strings[i]...)
			case scanNullString:
				if s := op.strings[i]; s != "" {
					buf = appendString(buf, s)
				} else {
					buf = append(buf, "null"...)
				}
			case scanEnum:
				buf = append(buf, op.names[op.enums[i]]...)
			case scanSmall:
				if n := op.smalls[i]; n < 10 {
					buf = append(buf, byte('0'+n))
				} else {
					buf = strconv.AppendUint(buf, uint64(n), 10)
				}
			case scanID:
				buf = op.ids.AppendTo(buf, i)
			case scanLink:
				to := op.links[i]
				if to < 0 {
					if !op.nullable {
						return false
					}
					buf = append(buf, "null"...)
					n += op.skip
				}
				registers[op.to&(scanRegisters-1)] = to
			case scanList, scanField:
				x.buf = buf
				if !x.scanOther(op, i) {
					return false
				}
				buf = x.buf
			}
		}
		if m < last {
			buf = append(buf, scan.next...)
		} else {
			buf = append(buf, scan.end...)
		}
		if x.over = len(buf) > maxResponseBytes; x.over || m%expiryInterval == expiryInterval-1 && x.expired(0) {
			return false
		}
	}
	x.buf = buf
	return true
}

// scanOther appends a field that is no column of the thing at an index.
func (x *execution) scanOther(op *scanOp, i int32) bool {
	if op.code == scanList {
		return x.scanList(op, i)
	}
	errs := len(x.errs)
	return x.value(op.field, at(op.kind, i)) && len(x.errs) == errs
}

// scanList appends the entries of a connection, without its page where the arguments ask for no more than a number of
// entries from the first.
func (x *execution) scanList(op *scanOp, owner int32) bool {
	f := op.field
	c := x.prepare(f)
	if c.bad != nil {
		return false
	}
	l := c.listing(f.conn)
	if l.plain {
		list := f.conn.items(c, at(op.kind, owner), nil)
		return x.scanItems(op, l, list.cut(0, min(l.first, list.len())))
	}
	p := c.page(f.conn, at(op.kind, owner), x.page())
	if p == nil {
		c.err = nil // it is met again when the object is done in the general way
		return false
	}
	ok := x.scanItems(op, l, p.window)
	x.depth--
	return ok
}

func (x *execution) scanItems(op *scanOp, l *listing, list items) bool {
	if op.edges {
		return x.scan(op.list, list, nil)
	}
	return x.scan(op.list, list, l.nodes)
}

// tryScan appends an object by its scan, when it has one and nothing has gone wrong yet. Otherwise nothing is appended.
func (x *execution) tryScan(o *objectPlan, index int32) bool {
	if x.careful || o.scan < 0 {
		return false
	}
	start, errs, depth, rows, path := len(x.buf), len(x.errs), x.depth, len(x.rows), len(x.path)
	if x.scan(o, between(index, index+1), nil) {
		return true
	}
	x.buf, x.errs, x.depth, x.rows, x.path = x.buf[:start], x.errs[:errs], depth, x.rows[:rows], x.path[:path]
	x.careful = true // what is done twice is done twice only once
	return false
}
