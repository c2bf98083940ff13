package gql

import (
	"context"
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/graph"
)

// A scan is what is selected of the rows of one table as straight-line code: literal text, and columns read at an index.
// Objects that a link leads to, and lists of facts, stand in line; each has a register for its index. A plan holds scans
// beside the general form of the same objects, and binds their columns once for each View.
//
// A scan only knows rows that have no trouble. When a field in it fails, what was written is taken back and the object is
// done again in the general way, which knows paths and where a null stops an error.

// scanRegisters is how many links and lists stand in line in one scan; what is beyond is done in the general way. It also
// bounds how long a scan is, as what stands in line is there again in each scan around it.
const scanRegisters = 16

// scanSmallNames is how many small numbers are written once and copied from then on.
const scanSmallNames = 8

// scanLoops is how many lists can stand in each other in one scan.
const scanLoops = 4

type scanCode uint8

const (
	scanString      scanCode = iota // the string of a column
	scanCleanString                 // no string of the column needs an escape
	scanNullString
	scanEnum
	scanSmall
	scanID
	scanText  // only the literal
	scanLink  // go to the thing that a column names
	scanList  // the list of a connection whose items are facts as they stand; scanNext ends its entries
	scanNext  // go to the next entry of the list, while there is one
	scanField // anything else, in the general way
)

// scanOp is one step: it appends its literal, then what its code says. What most steps read stands first, in one line of
// the cache.
type scanOp struct {
	literal        string
	code           scanCode
	from, to, loop uint8    // registers; scanList and scanNext: how many lists are around
	jump           int32    // the step to go on at: after the object of a null link, after an empty list, for the next entry
	strings        []string // the columns; as the code says, one of them
	via            []int32  // the thing that the step is about, by what is in the register; see fuse
	links          []int32  // scanLink; scanList and scanNext: what is behind the items, when it is not the items
	enums          []uint8
	smalls         []uint16
	ids            *graph.IDs
	facts          *graph.Facts
	names          []string // scanEnum, scanSmall: the literal and the value, by number
	prefix         string   // the literal, where it is in names
	frame          *scanFrame
	reads          factOrder
	nullable       bool  // scanLink: below 0 is null
	first          int32 // scanList: how many entries; 0 when it depends on the request

	kind     graph.Kind
	field    *fieldPlan
	entries  *fieldPlan // scanList, scanNext: nodes or edges
	accessor any
}

// scanFrame is what stands around the entries of a list. The text that begins an entry belongs to what is before and
// between them, so that both are one copy.
type scanFrame struct{ open, next, end, empty string }

// scanProgram is the scan of one object, which ends as the entry of a list does.
type scanProgram struct {
	open string
	ops  []scanOp
}

// scanner makes the scan of an object.
type scanner struct {
	ops     []scanOp
	literal []byte
	used    uint8 // registers
	loops   uint8 // lists around the place
}

// scan makes the scan of an object of the table of kind k, or of an edge when conn is given.
func (c *compiler) scan(o *objectPlan, k graph.Kind, conn *connection) {
	if o == nil || k >= kindSnapshot {
		return
	}
	s := &scanner{used: 1}
	frame, ok := s.entries(o, k, conn, 0)
	if !ok {
		return
	}
	o.kind, o.scan = k, len(c.plan.scans)
	if conn != nil {
		o.kind = kindEdge
	}
	c.plan.scans = append(c.plan.scans, scanProgram{frame.open, s.ops})
	c.plan.bytes += len(s.ops) * scanOpBytes
}

// scanOpBytes is about what a scanOp takes, in the plan and bound to a View.
const scanOpBytes = 2 * 280

func (s *scanner) emit(op scanOp) {
	op.literal = string(s.literal)
	s.literal = s.literal[:0]
	s.ops = append(s.ops, op)
}

func (s *scanner) text(literal string) { s.literal = append(s.literal, literal...) }

// entries is the steps for each object of a list, whose index is in the register.
func (s *scanner) entries(o *objectPlan, k graph.Kind, conn *connection, register uint8) (*scanFrame, bool) {
	at := len(s.ops)
	if !s.object(o, k, conn, register) {
		return nil, false
	}
	frame := &scanFrame{}
	s.emit(scanOp{code: scanNext, from: register, jump: int32(at), frame: frame, loop: s.loops})
	first, last := &s.ops[at], &s.ops[len(s.ops)-1]
	if first != last {
		frame.open, first.literal = first.literal, ""
	}
	frame.end, last.literal = last.literal, ""
	frame.next = frame.end + "," + frame.open
	return frame, true
}

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

// register takes a free register.
func (s *scanner) register() (register uint8, ok bool) {
	if s.used == scanRegisters {
		return 0, false
	}
	s.used++
	return s.used - 1, true
}

// link puts the object that a link leads to in line.
func (s *scanner) link(op scanOp, to graph.Kind, same bool) {
	if same {
		s.object(op.field.object, to, nil, op.from)
		return
	}
	register, ok := s.register()
	if !ok {
		s.general(op)
		return
	}
	op.code, op.to, op.nullable = scanLink, register, !op.field.nonNull
	s.emit(op)
	at := len(s.ops) - 1
	s.object(op.field.object, to, nil, op.to)
	if op.nullable { // the literal at its end must be passed over with it
		s.emit(scanOp{code: scanText})
	}
	s.ops[at].jump = int32(len(s.ops))
}

// field is a field that is no column: a list of facts, whose entries stand in line, or anything else.
func (s *scanner) field(op scanOp) {
	o, conn := op.field.object, op.field.conn
	if op.field.op != opConnection || conn.reads == 0 || len(o.fields) != 1 || o.fields[0].op != opEntries || s.loops+1 == scanLoops {
		s.general(op)
		return
	}
	entries := &o.fields[0]
	kind, edges := conn.nodeKind, (*connection)(nil)
	if entries.name == "edges" {
		kind, edges = conn.item, conn
	}
	if entries.object == nil || entries.object.scan < 0 {
		s.general(op)
		return
	}
	register, ok := s.register()
	if !ok {
		s.general(op)
		return
	}
	op.code, op.to, op.reads, op.entries = scanList, register, conn.reads, entries
	s.loops++
	op.loop = s.loops
	s.emit(op)
	at := len(s.ops)
	frame, _ := s.entries(entries.object, kind, edges, register) // it can be made: its object has a scan
	s.loops--
	frame.empty = "{" + entries.key + "[]}"
	frame.open = "{" + entries.key + "[" + frame.open
	frame.end += "]}"
	s.ops[at-1].frame, s.ops[at-1].jump = frame, int32(len(s.ops))
	next := &s.ops[len(s.ops)-1]
	next.field, next.entries = op.field, entries
}

func (s *scanner) general(op scanOp) {
	op.code = scanField
	s.emit(op)
}

// bind gives copies of the scans of a plan with the columns of a View.
func (p *plan) bind(b *binder, v *graph.View) *boundScans {
	columns := b.columns.of(v)
	out := &boundScans{v: v, columns: columns, scans: make([]scanProgram, len(p.scans)), pages: make([]*listing, len(p.calls))}
	r := request{ctx: context.Background(), v: v, columns: columns, engine: b}
	for n, p := range p.calls {
		if p.conn == nil || len(p.open) > 0 || p.args.get("filter") != nil || p.args.get("orderBy") != nil {
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
	ops = fuse(ops, b.columns)
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
func fuse(ops []scanOp, columns *columns) []scanOp {
	for n := 0; n+1 < len(ops); n++ {
		link, next := &ops[n], &ops[n+1]
		if link.code != scanLink || link.nullable || link.via != nil || next.from != link.to || next.code >= scanText {
			continue
		}
		alone := !slices.ContainsFunc(ops[n+2:], func(op scanOp) bool { return op.code != scanText && op.from == link.to })
		if !alone || !columns.whole(link.links) {
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

// scanLoop is a list under way: items from at up to end, out of a slice when there is one.
type scanLoop struct {
	list    []int32
	at, end int32
}

// thing is what the list is at; nodes, when given, are the things behind the items.
func (l *scanLoop) thing(nodes []int32) int32 {
	i := l.at
	if l.list != nil {
		i = l.list[i]
	}
	if nodes != nil {
		i = nodes[i]
	}
	return i
}

// scan appends objects by the scan of o, one for each item, with commas; false when there was trouble: then what was
// written is not to be used. nodes, when given, are the things behind the items.
func (x *execution) scan(o *objectPlan, list items, nodes []int32) bool {
	if list.len() == 0 {
		return true
	}
	scan := &x.bound.scans[o.scan]
	ops, buf := scan.ops, append(x.buf, scan.open...)
	var registers [scanRegisters]int32
	var loops [scanLoops]scanLoop
	loops[0] = scanLoop{list.list, list.lo, list.hi}
	registers[0] = loops[0].thing(nodes)
	for n := 0; n < len(ops); {
		op := &ops[n]
		n++
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
			if n := int(op.smalls[i]); n < len(op.names) {
				buf = append(buf, op.names[n]...)
			} else {
				buf = strconv.AppendInt(append(buf, op.prefix...), int64(n), 10)
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
				n = int(op.jump)
			}
			registers[op.to&(scanRegisters-1)] = to
		case scanList:
			first := op.first
			if first == 0 {
				first = x.entriesOf(op.field)
			}
			if first < 0 { // it needs a page
				x.buf = buf
				if !x.scanField(op, i) {
					return false
				}
				buf, n = x.buf, int(op.jump)
				continue
			}
			l := &loops[op.loop&(scanLoops-1)]
			if op.reads == bySubject {
				l.at, l.end = op.facts.From(i)
			} else {
				l.list = op.facts.To(i)
				l.at, l.end = 0, int32(len(l.list))
			}
			if l.end = min(l.end, l.at+first); l.at == l.end {
				buf = append(buf, op.frame.empty...)
				n = int(op.jump)
				continue
			}
			buf = append(buf, op.frame.open...)
			registers[op.to&(scanRegisters-1)] = l.thing(op.links)
		case scanNext:
			l := &loops[op.loop&(scanLoops-1)]
			if l.at++; l.at == l.end {
				buf = append(buf, op.frame.end...)
				continue
			}
			buf = append(buf, op.frame.next...)
			behind := op.links
			if op.loop == 0 {
				behind = nodes
			}
			registers[op.from&(scanRegisters-1)] = l.thing(behind)
			n = int(op.jump)
			x.steps++
			if x.over = len(buf) > maxResponseBytes; x.over || x.expired(x.steps) {
				return false
			}
		case scanField:
			x.buf = buf
			if !x.scanField(op, i) {
				return false
			}
			buf = x.buf
		}
	}
	x.buf = buf
	x.over = len(buf) > maxResponseBytes
	return !x.over
}

// scanField appends a field of the thing at an index in the general way.
func (x *execution) scanField(op *scanOp, i int32) bool {
	errs := len(x.errs)
	return x.value(op.field, at(op.kind, i)) && len(x.errs) == errs
}

// entriesOf is how many entries a connection is asked for from its first; -1 when more is asked than that.
func (x *execution) entriesOf(f *fieldPlan) int32 {
	c := &x.calls[f.slot]
	if c.entries == 0 {
		if c.entries = -1; x.prepare(f).bad == nil {
			if l := c.listing(f.conn); l.plain {
				c.entries = int32(l.first)
			}
		}
	}
	return c.entries
}

// tryScan appends objects by their scan, when they have one and nothing has gone wrong yet: one for each item, with
// commas. Otherwise nothing is appended.
func (x *execution) tryScan(o *objectPlan, list items, nodes []int32) bool {
	if x.careful || o.scan < 0 {
		return false
	}
	start, errs, depth, rows, path := len(x.buf), len(x.errs), x.depth, len(x.rows), len(x.path)
	if x.scan(o, list, nodes) {
		return true
	}
	x.buf, x.errs, x.depth, x.rows, x.path = x.buf[:start], x.errs[:errs], depth, x.rows[:rows], x.path[:path]
	x.careful = true // what is done twice is done twice only once
	return false
}
