package gql

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// judgeCases is how many operations are written for graphql-js.
const judgeCases = 2_000

// TestWriteForJudge writes random operations with the plans' answers and with what every field resolved to, by path, for
// test/schema/judge.mjs: there graphql-js, which the specification is written beside, runs them over these values.
// Introspection is judged apart.
func TestWriteForJudge(t *testing.T) {
	dir := os.Getenv("POLICYGRAPH_JUDGE")
	if dir == "" {
		t.Skip("only with POLICYGRAPH_JUDGE")
	}
	e := theExecutors(t)
	file, err := os.Create(filepath.Join(dir, "operations.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := json.NewEncoder(file)
	trace := map[string]any{}
	twin, err := tracedReference(e.table, func(path []any, value any, err error) {
		trace[traceKey(path)] = traced(value, err)
	})
	if err != nil {
		t.Fatal(err)
	}
	views := []*graph.View{viewOf(t, mixedView), viewOf(t, madeView), viewOf(t, seedView)}
	for seed, written := uint64(1_000_000), 0; written < judgeCases; seed++ {
		v := views[seed%uint64(len(views))]
		r := newGenerator(e.plan.b, v, seed).request()
		op, errs := e.gate.Open(r)
		if errs != nil || strings.Contains(r.Query, "__schema") || strings.Contains(r.Query, "__type(") {
			continue
		}
		written++
		clear(trace)
		twin.Execute(context.Background(), v, op)
		answer := string(e.plan.Execute(context.Background(), v, op))
		if err := out.Encode(map[string]any{
			"query": r.Query, "operationName": r.OperationName, "variables": r.Variables, "answer": answer, "trace": trace,
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "schema.graphql"), []byte(SDL()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func traceKey(path []any) string {
	var parts []string
	for _, p := range path {
		parts = append(parts, fmt.Sprint(p))
	}
	return strings.Join(parts, ".")
}

// traced is what graphql-js needs to know of a value: leaves as they are, objects by their type, errors by their message.
func traced(value any, err error) any {
	if err != nil {
		code := gate.CodeInternal
		if own := (*gate.Error)(nil); errors.As(err, &own) {
			code = own.Code
			err = errors.New(own.Message)
		}
		return map[string]any{"error": err.Error(), "code": code}
	}
	switch v := value.(type) {
	case Object:
		return map[string]any{"type": v.Type()}
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, traced(item, nil))
		}
		return list
	}
	return value
}
