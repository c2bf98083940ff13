package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

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
	gate            *gate
	plan, reference executor
}

var bothExecutors = sync.OnceValues(func() (*executors, error) {
	schema, err := loadSchema()
	if err != nil {
		return nil, err
	}
	service := ServiceInfo{Version: "test", Commit: "none", SchemaSHA256: SDLSHA256(), SchemaURL: "/schema.graphql", Limits: serviceLimits()}
	e := &executors{gate: newGate(schema)}
	if e.plan, err = newPlanner(schema, service); err != nil {
		return nil, err
	}
	e.reference, err = newReference(schema, service)
	return e, err
})

func theExecutors(tb testing.TB) *executors {
	tb.Helper()
	e, err := bothExecutors()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func (e *executors) open(tb testing.TB, r Request) *operation {
	tb.Helper()
	op, errs := e.gate.open(r)
	if errs != nil {
		tb.Fatalf("%s\n%s", r.Query, errorBody(errs...))
	}
	return op
}

// ask runs a query on plans and compares with the reference.
func (e *executors) ask(tb testing.TB, v *graph.View, r Request) string {
	tb.Helper()
	op := e.open(tb, r)
	got := e.plan.execute(context.Background(), v, op)
	want := e.reference.execute(context.Background(), v, op)
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
