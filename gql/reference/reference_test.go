package reference

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// The differential test of package gql holds this executor against the plans on random operations. The tests here are
// about what graphql-go does not do by itself.

// engineOf answers from a generated graph with an executor that the test may look into.
func engineOf(t *testing.T, trace Trace, change func(e *executor)) *gql.Engine {
	t.Helper()
	view, err := graph.Build(synth.Extracts(200, 2))
	if err != nil {
		t.Fatal(err)
	}
	e, err := gql.New(func() *graph.View { return view }, gql.Options{
		Logger: slog.New(slog.DiscardHandler),
		Executor: func(table *gql.Table) (gql.Executor, error) {
			made, err := New(table)
			if err != nil {
				return nil, err
			}
			made.(*executor).trace = trace
			if change != nil {
				change(made.(*executor))
			}
			return made, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestWhatGraphqlGoCannotDo asks what graphql-go refuses or answers otherwise when it gets the text, and compares with the
// plans byte for byte.
func TestWhatGraphqlGoCannotDo(t *testing.T) {
	view, err := graph.Build(synth.Extracts(200, 2))
	if err != nil {
		t.Fatal(err)
	}
	source := func() *graph.View { return view }
	plans, err := gql.New(source, gql.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := gql.New(source, gql.Options{Executor: New})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]gql.Request{
		"null literals":       {Query: `{ tasks(first: 2, filter: null, after: null) { nodes { title number } totalCount } }`},
		"null in an object":   {Query: `{ tasks(first: 2, filter: {title: null, document: {docNumber: null}}) { totalCount } }`},
		"Chinese comments":    {Query: "# 查询任务\n{ tasks(first: 1) { # 标题\n nodes { title } } } # 完"},
		"order of keys":       {Query: `{ z: stats { taskCount cityCount } a: tasks(first: 3) { totalCount nodes { title id number __typename key } } m: __typename }`},
		"fragments":           {Query: `{ tasks(first: 2) { ...F nodes { title } } } fragment F on TaskConnection { totalCount nodes { id } }`},
		"one for a list":      {Query: `{ tasks(first: 3, orderBy: {field: TITLE}) { nodes { title } } }`},
		"block string":        {Query: "{ tasks(filter: {title: {contains: \"\"\"\n  建\n\"\"\"}}) { totalCount } }"},
		"default of variable": {Query: `query ($n: Int = 2, $yes: Boolean = true) { tasks(first: $n) { nodes { title @include(if: $yes) id @skip(if: $yes) } } }`},
		"number for an id":    {Query: `query ($id: ID!) { node(id: $id) { id } }`, Variables: map[string]any{"id": json.Number("7")}},
		"introspection":       {Query: `{ __schema { queryType { name } } __type(name: "Task") { fields { name } } tasks(first: 1) { nodes { id } } }`},
		"an error":            {Query: `{ a: stats { taskCount } department(name: "x", id: "y") { name } }`},
	} {
		got, want := other.Execute(context.Background(), r), plans.Execute(context.Background(), r)
		if string(got.Body) != string(want.Body) || !want.Executed {
			t.Errorf("%s\ngot  %s\nwant %s", name, got.Body, want.Body)
		}
	}
}

const nested = `{ tasks(first: 50) { nodes { title departments(first: 5) { nodes { name level } } } } }`

// TestResolversEndWithTheContext: after the end of the context no field is read, not even the rest of an open list.
func TestResolversEndWithTheContext(t *testing.T) {
	const enough = 30
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	read := 0
	e := engineOf(t, func([]any, any, error) {
		if read++; read == enough {
			cancel()
		}
	}, nil)
	r := e.Execute(ctx, gql.Request{Query: nested})
	if r.Code != gate.CodeTimeout || read != enough {
		t.Errorf("%d fields were read, not %d: %s", read, enough, r.Body)
	}
	if r := e.Execute(context.Background(), gql.Request{Query: nested}); r.Code != "" || r.Partial() || read < 2*enough {
		t.Errorf("afterwards: %s", r.Body)
	}
}

// TestPanicsAreNotShown: the engine logs what a field panics with; the client sees that something is wrong inside.
func TestPanicsAreNotShown(t *testing.T) {
	e := engineOf(t, func([]any, any, error) { panic("the secret of the house") }, nil)
	if r := e.Execute(context.Background(), gql.Request{Query: nested}); r.Code != gate.CodeInternal || strings.Contains(string(r.Body), "secret") {
		t.Errorf("got %s", r.Body)
	}
}

// TestValuesAreBounded finds the number of bytes that an answer needs, and gives it one less.
func TestValuesAreBounded(t *testing.T) {
	spent := 0
	e := engineOf(t, func(_ []any, value any, _ error) {
		spent += valueBytes
		switch v := value.(type) {
		case string:
			spent += len(v)
		case []any:
			spent += valueBytes * len(v)
		}
	}, nil)
	if r := e.Execute(context.Background(), gql.Request{Query: nested}); r.Code != "" || spent < 5_000 {
		t.Fatalf("%d bytes of values: %s", spent, r.Body)
	}
	for most, within := range map[int]bool{spent: true, spent - 1: false} {
		bounded := engineOf(t, nil, func(e *executor) { e.most = most })
		r := bounded.Execute(context.Background(), gql.Request{Query: nested})
		if !within && !strings.Contains(string(r.Body), gate.CodeTooComplex) || within && r.Partial() {
			t.Errorf("with %d of %d bytes: %.200s", most, spent, r.Body)
		}
	}
}
