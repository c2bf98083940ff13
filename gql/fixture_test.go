package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
	"github.com/policygraph/policygraph/seeds"
)

// seedView is the graph of the embedded seeds, read as the program reads them.
var seedView = sync.OnceValues(func() (*graph.View, error) {
	var extracts []*graph.Extract
	for _, seed := range seeds.All() {
		docs, err := source.NewDecoder().Decode(context.Background(), seed.Name, seed.Bytes)
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			extracts = append(extracts, loader.Read(doc))
		}
	}
	return dated(graph.Build(extracts))
})

// mixedView is a graph of several generated documents, with every kind of fact.
var mixedView = sync.OnceValues(func() (*graph.View, error) {
	return dated(graph.Build(synth.Extracts(600, 3)))
})

// smallView is small enough for a model that reads everything for each answer.
var smallView = sync.OnceValues(func() (*graph.View, error) {
	return dated(graph.Build(synth.Extracts(60, 5)))
})

func dated(v *graph.View, err error) (*graph.View, error) {
	if err == nil {
		v.CreatedAt, v.QuadCount = time.Date(2018, 5, 31, 0, 0, 0, 0, time.UTC), 1234
	}
	return v, err
}

func viewOf(tb testing.TB, get func() (*graph.View, error)) *graph.View {
	tb.Helper()
	v, err := get()
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// executors are the two ways to run an operation, over one gate.
type executors struct {
	gate      *gate.Gate
	table     *Table
	plan      *planner
	reference Executor
}

// graphql-go's executor imports this package, so the tests get it from package gql_test.
var (
	newReference    func(*Table) (Executor, error)
	tracedReference func(t *Table, trace func(path []any, value any, err error)) (Executor, error)
)

// UseReference hands the tests of this package graphql-go's executor.
func UseReference(plain func(*Table) (Executor, error), traced func(*Table, func(path []any, value any, err error)) (Executor, error)) {
	newReference, tracedReference = plain, traced
}

// newExecutors makes the executors over a table of their own.
func newExecutors() (*executors, error) {
	g, err := gate.New(SDL())
	if err != nil {
		return nil, err
	}
	b, err := newBinder(g.Schema(), ServiceInfo{
		Version: "test", Commit: "none", SchemaSHA256: SDLSHA256(), SchemaURL: "/schema.graphql", Limits: serviceLimits(),
	})
	if err != nil {
		return nil, err
	}
	e := &executors{gate: g, table: &Table{b}, plan: &planner{b: b}}
	e.reference, err = newReference(e.table)
	return e, err
}

var bothExecutors = sync.OnceValues(newExecutors)

// freshExecutors have caches of their own.
func freshExecutors(tb testing.TB) *executors {
	tb.Helper()
	e, err := newExecutors()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func query(text string) Request { return Request{Query: text} }

// readVariables reads the values of variables as the HTTP handler does.
func readVariables(tb testing.TB, text string) map[string]any {
	tb.Helper()
	in, err := gate.ReadObject([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return in
}

func theExecutors(tb testing.TB) *executors {
	tb.Helper()
	e, err := bothExecutors()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func (e *executors) open(tb testing.TB, r Request) *gate.Operation {
	tb.Helper()
	op, errs := e.gate.Open(r)
	if errs != nil {
		tb.Fatalf("%s\n%s", r.Query, gate.ErrorBody(errs...))
	}
	return op
}

// ask runs a query on plans and compares with the reference.
func (e *executors) ask(tb testing.TB, v *graph.View, r Request) string {
	tb.Helper()
	op := e.open(tb, r)
	got := e.plan.Execute(context.Background(), v, op)
	want := e.reference.Execute(context.Background(), v, op)
	if difference := compareAnswers(got, want); difference != "" {
		tb.Errorf("plan and reference: %s on\n%s\nplan:      %s\nreference: %s", difference, r.Query, got, want)
	}
	return string(got)
}

func indent(tb testing.TB, body string) string {
	tb.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(body), "", "  "); err != nil {
		tb.Fatalf("%v: %s", err, body)
	}
	return b.String() + "\n"
}

// enumNames are the names of the graph's enumerations, by their names in the SDL.
func enumNames() map[string]func(i uint8) string {
	return map[string]func(i uint8) string{
		"EntityType":           func(i uint8) string { return graph.Kind(i).String() },
		"ResponsibilityRole":   func(i uint8) string { return graph.Role(i).String() },
		"DocumentRole":         func(i uint8) string { return graph.DocumentRole(i).String() },
		"DocumentRelationKind": func(i uint8) string { return graph.RelationKind(i).String() },
		"DepartmentKind":       func(i uint8) string { return graph.DepartmentKind(i).String() },
		"AdministrativeLevel":  func(i uint8) string { return graph.Level(i).String() },
		"ProjectKind":          func(i uint8) string { return graph.ProjectKind(i).String() },
	}
}
