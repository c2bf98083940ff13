package gql

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// runOpen runs a query in a work space that the test can look into afterwards.
func runOpen(t *testing.T, ctx context.Context, v *graph.View, query string) (*execution, string) {
	t.Helper()
	e := theExecutors(t)
	b, op := e.plan.b, e.open(t, Request{Query: query})
	p := b.compile(op)
	x := &execution{request: request{ctx: ctx, v: v, columns: b.columns.of(v), engine: b}, op: op, plan: p, bound: p.bind(b, v)}
	x.plain.request, x.request.plain = &x.request, &x.plain
	x.calls = make([]call, len(p.calls))
	return x, string(x.run())
}

// TestVariablesOfTheLastRequestAreForgotten: the work space knows how many entries lists in lists were asked for, of one
// request.
func TestVariablesOfTheLastRequestAreForgotten(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	query := `query($n: Int, $m: Int = 2) { tasks(first: 4) { nodes { a: departments(first: $n) { nodes { name } } b: departments(first: $m) { edges { cursor } } } } }`
	answers := map[string]bool{}
	for _, variables := range []string{`{"n": 1}`, `{"n": 3, "m": 1}`, `{}`, `{"n": null, "m": null}`, `{"n": 2, "m": 3}`, `{"n": 1}`} {
		answers[e.ask(t, v, Request{Query: query, Variables: readVariables(t, variables)})] = true
	}
	null := Request{Query: `query($d: ID = "d") { node(id: $d) { id } task(id: $d) { title } }`, Variables: map[string]any{"d": nil}}
	if got := e.ask(t, v, null); !strings.Contains(got, "null is not a ID!") {
		t.Errorf("an id that is null: %s", got)
	}
	if len(answers) < 5 {
		t.Errorf("%d different answers say little", len(answers))
	}
}

// TestWhatFailsInAScanIsDoneTwiceOnce: one field that fails in each row must not make each row be done twice, and lists in
// lists more often.
func TestWhatFailsInAScanIsDoneTwiceOnce(t *testing.T) {
	x, body := runOpen(t, context.Background(), benchView(2_000), `{ departments(first: 1000) { nodes { tasks(first: 20) { nodes { title } } jurisdiction { mentions(after: "x") { totalCount } } } } }`)
	if errs := strings.Count(body, gate.CodeBadUserInput); errs < 20 || x.steps > 100 {
		t.Errorf("%d entries were written by scans, most of which came to nothing, with %d errors: %.200s", x.steps, errs, body)
	}
}

// TestScansEndInTheMiddle: a scan looks at the clock and at how long the answer is while it runs, as one can write all of an
// answer.
func TestScansEndInTheMiddle(t *testing.T) {
	v := benchView(2_000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	query := `{ tasks(first: 1000) { nodes { title departments(first: 20) { nodes { name } } } } }`
	_, whole := runOpen(t, context.Background(), v, query)
	if _, body := runOpen(t, ctx, v, query); len(body) > len(whole)/2 || failed([]byte(whole)) {
		t.Errorf("%d bytes of %d after the end of the context", len(body), len(whole))
	}
	var fields strings.Builder
	for n := range 45 {
		fields.WriteString(" t" + strconv.Itoa(n) + ": text")
	}
	x, body := runOpen(t, context.Background(), v, `{ tasks(first: 100) { nodes { departments(first: 10) { nodes { tasks(first: 90) { nodes {`+fields.String()+` } } } } } } }`)
	if !strings.Contains(body, gate.CodeTooComplex) || cap(x.buf) > 2*maxResponseBytes {
		t.Errorf("the buffer came to %d bytes: %.200s", cap(x.buf), body)
	}
}

// TestFiltersOfListsOfFacts: the candidates of a filter are bodies, where the list is one of facts.
func TestFiltersOfListsOfFacts(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, mixedView)
	type list struct{ Nodes []struct{ ID, Name string } }
	body := int32(v.Len(graph.KindDepartment) / 2)
	for body >= 0 && len(v.Facts(graph.KindResponsibility).To(body)) == 0 {
		body--
	}
	for _, filter := range []string{`{id: {eq: $id}}`, `{name: {eq: $name}}`, `{id: {in: [$id]}, name: {startsWith: $name}}`} {
		r := Request{Query: `query($id: ID!, $name: String!) { tasks(first: 1000) { nodes { all: departments { nodes { id name } } some: departments(filter: ` + filter + `) { nodes { id name } } } }
			a: departments(filter: {id: {eq: $id}, name: {eq: $name}}) { totalCount } }`,
			Variables: map[string]any{"id": string(v.IDOf(graph.KindDepartment, body)), "name": v.Entities(graph.KindDepartment).Name[body]}}
		var got struct {
			Data struct {
				Tasks struct{ Nodes []struct{ All, Some list } }
			}
		}
		if err := json.Unmarshal([]byte(e.ask(t, v, r)), &got); err != nil {
			t.Fatal(err)
		}
		found := 0
		for i, task := range got.Data.Tasks.Nodes {
			want := list{}
			for _, node := range task.All.Nodes {
				if node.ID == r.Variables["id"] {
					want.Nodes, found = append(want.Nodes, node), found+1
				}
			}
			if !slices.Equal(task.Some.Nodes, want.Nodes) {
				t.Errorf("%s of task %d: %v of %v", filter, i, task.Some, task.All)
			}
		}
		if found == 0 {
			t.Errorf("%s: no task has the body", filter)
		}
	}
}

// TestReleaseForgetsArguments: what a client sent does not stay in the pool.
func TestReleaseForgetsArguments(t *testing.T) {
	x := &execution{calls: []call{{request: &request{}, own: gate.Arguments{{Name: "id", Value: "secret"}}}}}
	x.release()
	if own := x.calls[0].own[:1]; own[0].Value != nil || x.calls[0].request != nil {
		t.Errorf("%v is kept", own)
	}
}
