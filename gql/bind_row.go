package gql

import (
	"context"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// Kinds of row beside those of the graph: they follow on, so that one small number says what a row is.
const (
	kindSnapshot = graph.KindMention + 1 + iota // Snapshot
	kindPassage                                 // Evidence that no fact points at: document i, bytes j to k
	kindPage                                    // a connection or its PageInfo: p is the *page
	kindEdge                                    // an edge: item i of the *page p
	kindOther                                   // a type that no abstract type includes
	rowKinds
)

// typeNames gives the object type of each kind of row that can stand behind an interface or union.
var typeNames = [rowKinds]string{
	graph.KindDocument: "Document", graph.KindSection: "Section", graph.KindTask: "Task",
	graph.KindDepartment: "Department", graph.KindCity: "City", graph.KindProject: "Project",
	graph.KindTheme: "CulturalTheme", graph.KindResponsibility: "Responsibility", graph.KindTaskPlace: "TaskPlace",
	graph.KindTaskProject: "TaskProject", graph.KindTaskTheme: "TaskTheme",
	graph.KindDocumentRole: "DocumentRoleFact", graph.KindReference: "DocumentReference",
	graph.KindEvidence: "Evidence", graph.KindMention: "Mention", kindSnapshot: "Snapshot", kindPassage: "Evidence",
}

// kindOf is the kind of the rows of an object type.
func kindOf(typeName string) graph.Kind {
	for k, name := range typeNames {
		if name == typeName {
			return graph.Kind(k)
		}
	}
	return kindOther
}

// row is a value of an object type: not the value itself but where it lies in the View, so that passing it on costs
// nothing. What the numbers mean depends on the kind; for things that have a table i is the index in it.
type row struct {
	kind    graph.Kind
	i, j, k int32
	p       any
}

// none is the null row.
var none = row{kind: kindOther, i: -1}

func (r row) null() bool { return r.i < 0 }

// at is the thing of kind k with this index; null when the index is -1.
func at(k graph.Kind, i int32) row { return row{kind: k, i: i} }

// request is what all fields of one request share.
type request struct {
	ctx      context.Context
	v        *graph.View
	columns  *columns
	engine   *binder
	plain    *call  // for accessors that take no arguments
	counts   *tally // storage; see request.tally
	measures measured
	late     bool // ctx is done: nothing that is made from now on will be used
}

// newRequest is a request that is run by no plan.
func newRequest(ctx context.Context, v *graph.View, b *binder) *request {
	r := &request{ctx: ctx, v: v, columns: b.columns.of(v), engine: b}
	r.plain = &call{request: r}
	return r
}

// tally gives storage for counting; it is in use until its reset, so accessors that count cannot stand in each other.
func (r *request) tally() *tally {
	if r.counts == nil {
		r.counts = &tally{}
	}
	return r.counts
}

// call is one field of a request with its arguments. It serves every object that the field is asked of.
type call struct {
	*request
	args  gate.Arguments // none when the field has none
	state any            // what the field made of its arguments at its first use
	err   *gate.Error    // set by an accessor that fails
	bad   *gate.Error    // what is wrong with the arguments

	entries int32          // see execution.entriesOf; 0 when not yet known
	own     gate.Arguments // storage for args
}

// arg is an argument of the field; nil when it is not given.
func (c *call) arg(name string) any { return c.args.Get(name) }

// fail reports that the field has no value because of an error.
func (c *call) fail(code, format string, args ...any) {
	c.err = gate.Errorf(code, format, args...)
}

// expiryInterval is how many steps of a loop may pass between looks at the clock: some ten microseconds.
const expiryInterval = 1 << 10

// expired reports whether a loop at its n-th step should give up because the time of the request is over.
func (r *request) expired(n int) bool {
	if n%expiryInterval == 0 && !r.late {
		r.late = r.ctx.Err() != nil
	}
	return r.late
}

// Accessors: how the value of a field is read. A nullable String is null when its text is empty, a nullable Float when
// it is no number, a nullable object when its row is null.
type (
	textOf  func(c *call, r row) string
	rawOf   func(c *call, buf []byte, r row) []byte // appends text that is made on the spot
	textsOf func(c *call, r row) []string
	intOf   func(c *call, r row) int
	floatOf func(c *call, r row) float64
	boolOf  func(c *call, r row) bool
	enumOf  func(c *call, r row) uint8 // the number of the value in the order of the SDL
	enumsOf func(c *call, r row) []string
	rowOf   func(c *call, r row) row
	rowsOf  func(c *call, r row, dst []row) []row // appends; a null row is a null in the list
	entryOf func(p *page, item int32) row         // of each item on the page of a connection

	nullableBoolOf func(c *call, r row) (value, known bool)
	nullableIntOf  func(c *call, r row) (n int, known bool)
	nullableRowsOf func(c *call, r row, dst []row) (list []row, known bool)
)
