package gql

import (
	"context"
	"math"
	"strconv"
	"sync"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// planner is the executor of the main path: it compiles operations to plans and runs them over a View, appending JSON
// to a buffer. Its work space is pooled, so the number of allocations does not depend on the number of rows.
type planner struct {
	b     *binder
	cache planCache
	pool  sync.Pool // of *execution
}

// newPlanner makes the executor that an engine has by default.
func newPlanner(t *Table) (Executor, error) { return &planner{b: t.b}, nil }

// maxResponseBytes bounds the JSON of one answer: what a browser still takes, and several at a time fit in memory.
const maxResponseBytes = 64 << 20

// keptBytes and keptRows are the most that a pooled work space keeps, so that one large answer does not hold memory for
// ever.
const (
	keptBytes = 4 << 20
	keptRows  = 64 << 10
)

// Execute runs an operation.
func (p *planner) Execute(ctx context.Context, v *graph.View, op *gate.Operation) []byte {
	body, release := p.lend(ctx, v, op)
	body = append([]byte(nil), body...)
	release()
	return body
}

// lend gives an answer in the work space that it was made in.
func (p *planner) lend(ctx context.Context, v *graph.View, op *gate.Operation) (body []byte, release func()) {
	plan := p.cache.get(p.b, op, v)
	x, _ := p.pool.Get().(*execution)
	if x == nil {
		x = &execution{request: request{engine: p.b}}
		x.request.plain, x.plain.request = &x.plain, &x.request
		x.done = func() {
			x.release()
			p.pool.Put(x)
		}
	}
	bound := plan.bound.Load()
	if bound == nil || bound.v != v {
		bound = plan.bind(p.b, v)
		plan.bound.Store(bound)
	}
	x.ctx, x.v, x.columns = ctx, v, bound.columns
	x.op, x.plan, x.bound = op, plan, bound
	if cap(x.calls) < len(plan.calls) {
		x.calls = make([]call, len(plan.calls))
	}
	x.calls = x.calls[:len(plan.calls)]
	return x.run(), x.done
}

// execution is the run of a plan.
type execution struct {
	request
	plain   call
	op      *gate.Operation
	plan    *plan
	buf     []byte
	errs    []*gate.Error
	path    []step
	calls   []call // by slot; without request until first used
	rows    []row  // lists under way, a stack
	pages   []*page
	depth   int // pages in use
	deepest int // most pages so far
	bound   *boundScans
	careful bool // something went wrong: no scans from here on
	high    int  // most rows so far
	steps   int  // of scans, to look at the clock now and then
	over    bool
	done    func() // gives the work space back; made once
}

// step is a piece of a path: a response key, or an index when the key is empty.
type step struct {
	key   string
	index int
}

// release lets go of everything that belongs to the request.
func (x *execution) release() {
	for i := range x.calls {
		if c := &x.calls[i]; c.request != nil {
			clear(c.own)
			*c = call{own: c.own[:0]}
		}
	}
	clear(x.rows[:x.high])
	for _, p := range x.pages[:x.deepest] {
		p.conn, p.list, p.entries, p.from, p.window = nil, nil, nil, items{}, items{}
	}
	if cap(x.buf) > keptBytes {
		x.buf = nil
	}
	if cap(x.rows) > keptRows {
		x.rows = nil
	}
	x.buf, x.rows, x.path, x.errs = x.buf[:0], x.rows[:0], x.path[:0], nil
	x.ctx, x.v, x.columns, x.late, x.plain.err, x.measures = nil, nil, nil, false, nil, measured{}
	x.op, x.plan, x.bound, x.depth, x.deepest, x.high, x.steps, x.over, x.careful = nil, nil, nil, 0, 0, 0, 0, false, false
}

func (x *execution) run() []byte {
	const head = `{"data":`
	x.buf = append(x.buf, head...)
	ok := x.object(x.plan.root, row{kind: kindOther})
	switch {
	case x.over:
		return gate.ErrorBody(gate.Errorf(gate.CodeTooComplex, "the answer has more than %d bytes; ask for smaller pages", maxResponseBytes))
	case !ok:
		x.buf = append(x.buf[:len(head)], "null"...)
	}
	x.buf = append(x.buf, '}')
	if len(x.errs) == 0 {
		return x.buf
	}
	errs, err := gate.Marshal(x.errs)
	if err != nil {
		panic("gql: errors are plain data: " + err.Error())
	}
	out := append([]byte(`{"errors":`), errs...)
	return append(append(out, ','), x.buf[1:]...)
}

// object appends an object; false when it has to be null because of an error in it.
func (x *execution) object(o *objectPlan, r row) bool {
	x.buf = append(x.buf, '{')
	for i := range o.fields {
		f := &o.fields[i]
		x.buf = append(x.buf, f.key...)
		if f.op == opConstant {
			continue
		}
		start := len(x.buf)
		if x.value(f, r) {
			continue
		}
		if f.nonNull {
			return false
		}
		x.buf = append(x.buf[:start], "null"...)
	}
	x.buf = append(x.buf, '}')
	return true
}

// null appends the null of a field, or reports that it cannot be.
func (x *execution) null(f *fieldPlan) bool {
	if f.nonNull {
		x.path = append(x.path, step{key: f.source.response})
		x.fail(f, gate.Errorf(gate.CodeInternal, "Cannot return null for non-nullable field %s.", f.source.name))
		x.path = x.path[:len(x.path)-1]
		return false
	}
	x.buf = append(x.buf, "null"...)
	return true
}

// fail records an error of a field, which stands at the end of the path.
func (x *execution) fail(f *fieldPlan, err *gate.Error) bool {
	e := *err
	e.Locations = f.source.locations
	e.Path = make([]any, len(x.path))
	for i, s := range x.path {
		if e.Path[i] = s.index; s.key != "" {
			e.Path[i] = s.key
		}
	}
	x.errs = append(x.errs, &e)
	return false
}

// prepare gives the call of a field with its arguments; nil when they are wrong.
func (x *execution) prepare(f *fieldPlan) *call {
	c := &x.calls[f.slot]
	if c.request == nil {
		p := &x.plan.calls[f.slot]
		c.request = &x.request
		if l := x.bound.pages[f.slot]; l != nil {
			c.state = l
		}
		if c.args = p.args; len(p.open) > 0 {
			c.args, c.bad = x.arguments(p, c)
		}
	}
	return c
}

// arguments puts together the arguments of a call that depend on variables.
func (x *execution) arguments(p *callPlan, c *call) (gate.Arguments, *gate.Error) {
	c.own = append(c.own[:0], p.args...)
	for i := range p.open {
		open := &p.open[i]
		if value := x.op.Variables[open.variable]; value != nil { // its type fits
			c.own = append(c.own, gate.Argument{Name: open.definition.Name, Value: value})
			continue
		}
		var err *gate.Error
		if c.own, err = c.own.Coerce(x.engine.schema, p.field, open.definition, x.op.Variables); err != nil {
			return nil, err
		}
	}
	return c.own, nil
}

// value appends the value of a field; false when there is none because of an error, which is then recorded.
func (x *execution) value(f *fieldPlan, r row) bool {
	if f.op == opThing {
		if id, ok := x.thingID(f); ok {
			return x.link(f, &x.plain, x.plain.thing(id, graph.Kind(f.accessor.(thingAt))))
		}
	}
	c := &x.plain
	if f.slot >= 0 {
		c = x.prepare(f)
		if c.bad != nil {
			return x.failed(f, c.bad)
		}
	}
	switch f.op {
	case opText:
		s := f.text(c, r)
		if s == "" && (!f.nonNull || c.err != nil) {
			return x.empty(f, c)
		}
		x.buf = appendString(x.buf, s)
	case opRaw:
		return x.raw(f, c, r)
	case opInt:
		n := f.int(c, r)
		if c.err != nil {
			return x.empty(f, c)
		}
		x.buf = strconv.AppendInt(x.buf, int64(n), 10)
	case opNullableInt:
		n, known := f.int2(c, r)
		if !known {
			return x.empty(f, c)
		}
		x.buf = strconv.AppendInt(x.buf, int64(n), 10)
	case opFloat:
		n := f.float(c, r)
		if c.err != nil || math.IsNaN(n) {
			return x.empty(f, c)
		}
		x.buf = appendFloat(x.buf, n)
	case opBool:
		yes := f.bool(c, r)
		if c.err != nil {
			return x.empty(f, c)
		}
		x.buf = strconv.AppendBool(x.buf, yes)
	case opNullableBool:
		value, known := f.bool2(c, r)
		if !known {
			return x.null(f)
		}
		x.buf = strconv.AppendBool(x.buf, value)
	case opEnum:
		x.buf = append(x.buf, f.names[f.enum(c, r)]...)
	case opRow, opThing:
		return x.link(f, c, f.row(c, r))
	case opTexts:
		x.strings(f.texts(c, r))
	case opEnums:
		x.strings(f.enums(c, r))
	default:
		return x.composite(f, c, r)
	}
	return true
}

// empty is a scalar that is null, or that could not be made.
func (x *execution) empty(f *fieldPlan, c *call) bool {
	if c.err != nil {
		return x.failed(f, c.take())
	}
	return x.null(f)
}

func (x *execution) failed(f *fieldPlan, err *gate.Error) bool {
	x.path = append(x.path, step{key: f.source.response})
	x.fail(f, err)
	x.path = x.path[:len(x.path)-1]
	return false
}

// take gives the error of a call and clears it for the next object.
func (c *call) take() *gate.Error {
	err := c.err
	c.err = nil
	return err
}

func (x *execution) raw(f *fieldPlan, c *call, r row) bool {
	start := len(x.buf)
	x.buf = append(x.buf, '"')
	x.buf = f.raw(c, x.buf, r)
	if len(x.buf) == start+1 && !f.nonNull {
		x.buf = x.buf[:start]
		return x.null(f)
	}
	x.buf = append(x.buf, '"')
	return true
}

func (x *execution) strings(list []string) {
	x.buf = append(x.buf, '[')
	for i, s := range list {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.buf = appendString(x.buf, s)
	}
	x.buf = append(x.buf, ']')
}

// thingID is the argument of a thingAt where it need not be coerced, as in nearly all queries for one thing.
func (x *execution) thingID(f *fieldPlan) (id string, ok bool) {
	p := &x.plan.calls[f.slot]
	if len(p.open) == 0 {
		id, ok = p.args.Get("id").(string)
	} else {
		id, ok = x.op.Variables[p.open[0].variable].(string)
	}
	return id, ok
}

// link appends a value that is one object. Where it has a scan, no path is kept: the scan needs none.
func (x *execution) link(f *fieldPlan, c *call, value row) (ok bool) {
	if c.err == nil && value.i >= 0 && f.object != nil && f.object.kind == value.kind && x.tryScan(f.object, between(value.i, value.i+1), nil) {
		return true
	}
	x.path = append(x.path, step{key: f.source.response})
	switch {
	case c.err != nil:
		ok = x.fail(f, c.take())
	case value.null() && f.nonNull:
		ok = x.fail(f, gate.Errorf(gate.CodeInternal, "Cannot return null for non-nullable field %s.", f.source.name))
	case value.null():
		x.buf, ok = append(x.buf, "null"...), true
	default:
		ok = x.selection(f, value)
	}
	x.path = x.path[:len(x.path)-1]
	return ok
}

// composite appends the value of a field with a selection that is not one object.
func (x *execution) composite(f *fieldPlan, c *call, r row) (ok bool) {
	x.path = append(x.path, step{key: f.source.response})
	switch f.op {
	case opConnection:
		if p := c.page(f.conn, r, x.page()); p == nil {
			ok = x.fail(f, c.take())
		} else {
			ok = x.object(f.object, row{kind: kindPage, p: p})
		}
		x.depth--
	case opEntries:
		ok = x.entries(f, r.p.(*page))
	default:
		ok = x.list(f, c, r)
	}
	x.path = x.path[:len(x.path)-1]
	return ok
}

func (x *execution) list(f *fieldPlan, c *call, r row) bool {
	base, known := len(x.rows), true
	if f.op == opRows {
		x.rows = f.rows(c, r, x.rows)
	} else {
		x.rows, known = f.rows2(c, r, x.rows)
	}
	x.high = max(x.high, len(x.rows))
	var ok bool
	switch {
	case c.err != nil:
		ok = x.fail(f, c.take())
	case !known:
		x.buf, ok = append(x.buf, "null"...), true
	default:
		ok = x.items(f, len(x.rows)-base, func(n int) row { return x.rows[base+n] })
	}
	x.rows = x.rows[:base]
	return ok
}

// entries appends the list of what stands on a page.
func (x *execution) entries(f *fieldPlan, p *page) bool {
	if o := f.object; o != nil && p.entries == nil {
		nodes := p.list.nodes
		if o.kind == kindEdge {
			nodes = nil
		}
		x.buf = append(x.buf, '[')
		if x.tryScan(o, p.window, nodes) {
			x.buf = append(x.buf, ']')
			return true
		}
		x.buf = x.buf[:len(x.buf)-1]
	}
	return x.items(f, p.window.len(), func(n int) row { return f.entry(p, p.window.get(n)) })
}

func (x *execution) items(f *fieldPlan, n int, get func(n int) row) bool {
	x.buf = append(x.buf, '[')
	x.path = append(x.path, step{})
	for i := range n {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		start := len(x.buf)
		x.path[len(x.path)-1].index = i
		if !x.item(f, get(i)) {
			if f.itemNonNull {
				x.path = x.path[:len(x.path)-1]
				return false
			}
			x.buf = append(x.buf[:start], "null"...)
		}
		if x.expired(i) || x.full() {
			x.path = x.path[:len(x.path)-1]
			return false
		}
	}
	x.path = x.path[:len(x.path)-1]
	x.buf = append(x.buf, ']')
	return true
}

// full reports whether the answer has grown too long.
func (x *execution) full() bool { return x.tooLong(x.buf) }

func (x *execution) tooLong(answer []byte) bool {
	x.over = x.over || len(answer) > maxResponseBytes
	return x.over
}

func (x *execution) item(f *fieldPlan, r row) bool {
	switch {
	case !r.null():
		return x.selection(f, r)
	case f.itemNonNull:
		return x.fail(f, gate.Errorf(gate.CodeInternal, "Cannot return null for non-nullable field %s.", f.source.name))
	}
	x.buf = append(x.buf, "null"...)
	return true
}

func (x *execution) selection(f *fieldPlan, r row) bool {
	o := f.object
	if o == nil {
		o = f.byKind[r.kind]
	}
	return o.kind == r.kind && x.tryScan(o, between(r.i, r.i+1), nil) || x.object(o, r)
}

// page gives a free page; the caller lowers depth when it is done with it.
func (x *execution) page() *page {
	if x.depth == len(x.pages) {
		x.pages = append(x.pages, &page{})
	}
	x.depth++
	x.deepest = max(x.deepest, x.depth)
	return x.pages[x.depth-1]
}
