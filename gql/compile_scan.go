package gql

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
)

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
			if !s.link(op, a.to(k), a.column == nil) {
				s.general(op)
			}
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
				if !s.link(op, conn.nodeKind, conn.nodes == nil) {
					return false
				}
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

// link puts the object that a link leads to in line, while there are registers.
func (s *scanner) link(op scanOp, to graph.Kind, same bool) bool {
	if same {
		return s.object(op.field.object, to, nil, op.from)
	}
	register, ok := s.register()
	if !ok {
		return false
	}
	op.code, op.to, op.nullable = scanLink, register, !op.field.nonNull
	s.emit(op)
	at := len(s.ops) - 1
	s.object(op.field.object, to, nil, op.to)
	if op.nullable { // the literal at its end must be passed over with it
		s.emit(scanOp{code: scanText})
	}
	s.ops[at].jump = int32(len(s.ops))
	return true
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
	before, literal, whole := *s, slices.Clone(s.literal), op
	op.code, op.to, op.reads, op.entries = scanList, register, conn.reads, entries
	s.loops++
	op.loop = s.loops
	s.emit(op)
	at := len(s.ops)
	frame, ok := s.entries(entries.object, kind, edges, register)
	if !ok { // no register was left for the node of an edge
		*s = before
		s.literal = literal
		s.general(whole)
		return
	}
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
