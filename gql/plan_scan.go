package gql

import (
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
		case scanCleanString:
			buf = append(buf, op.strings[i]...)
		case scanEnum:
			buf = append(buf, op.names[op.enums[i]]...)
		case scanLink:
			to := op.links[i]
			if registers[op.to&(scanRegisters-1)] = to; to < 0 {
				if !op.nullable {
					return false
				}
				buf, n = append(buf, "null"...), int(op.jump)
			}
		case scanNext:
			l := &loops[op.loop&(scanLoops-1)]
			if l.at++; l.at == l.end {
				buf = append(buf, op.frame.end...)
				continue
			}
			behind := op.links
			if op.loop == 0 {
				behind = nodes
			}
			buf, n = append(buf, op.frame.next...), int(op.jump)
			registers[op.from&(scanRegisters-1)] = l.thing(behind)
			if x.steps++; x.tooLong(buf) || x.expired(x.steps) {
				return false
			}
		case scanList:
			l := &loops[op.loop&(scanLoops-1)]
			if x.begin(l, op, i); l.at < l.end {
				buf = append(buf, op.frame.open...)
				registers[op.to&(scanRegisters-1)] = l.thing(op.links)
				continue
			}
			if n = int(op.jump); l.end >= 0 {
				buf = append(buf, op.frame.empty...)
				continue
			}
			fallthrough
		case scanField:
			if x.buf = buf; !x.scanField(op, i) {
				return false
			}
			buf = x.buf
		default:
			buf = op.column(buf, i)
		}
	}
	x.buf = buf
	return !x.tooLong(buf)
}

// column appends the value of a column that is not read as often as others.
func (op *scanOp) column(buf []byte, i int32) []byte {
	switch op.code {
	case scanString:
		return appendEscaped(buf, op.strings[i])
	case scanNullString:
		if s := op.strings[i]; s != "" {
			return appendString(buf, s)
		}
		return append(buf, "null"...)
	case scanSmall:
		if n := int(op.smalls[i]); n < len(op.names) {
			return append(buf, op.names[n]...)
		}
		return strconv.AppendInt(append(buf, op.prefix...), int64(op.smalls[i]), 10)
	case scanID:
		return op.ids.AppendTo(buf, i)
	}
	return buf
}

// begin goes to the first of the facts of a thing. The end is below 0 when the request asks for more than a number of
// them.
func (x *execution) begin(l *scanLoop, op *scanOp, owner int32) {
	first := op.first
	if first == 0 {
		first = x.entriesOf(op.field)
	}
	if op.reads == byObject {
		l.list = op.facts.To(owner)
		l.at, l.end = 0, int32(len(l.list))
	} else {
		l.list = nil
		l.at, l.end = op.facts.From(owner)
	}
	if l.end = min(l.end, l.at+first); first < 0 {
		l.end = -1
	}
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
	if list.len() == 0 {
		return true
	}
	start, errs, depth, rows, path := len(x.buf), len(x.errs), x.depth, len(x.rows), len(x.path)
	if x.scan(o, list, nodes) {
		return true
	}
	x.buf, x.errs, x.depth, x.rows, x.path = x.buf[:start], x.errs[:errs], depth, x.rows[:rows], x.path[:path]
	x.careful = true // what is done twice is done twice only once
	return false
}
