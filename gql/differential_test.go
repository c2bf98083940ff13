package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

const (
	differentialCases      = 20_000
	differentialCasesShort = 2_000
)

// TestPlansEqualReference runs random operations on both executors. Equal means equal bytes, but for operations with
// errors at several places: graphql-go visits the keys of an object in a random order, so which errors it meets before a
// null stops it, and in which order, is not defined.
func TestPlansEqualReference(t *testing.T) {
	e := theExecutors(t)
	views := []*graph.View{viewOf(t, mixedView), viewOf(t, madeView), viewOf(t, seedView)}
	cases := differentialCases
	if testing.Short() {
		cases = differentialCasesShort
	}
	b := e.plan.b
	ran, refused, withErrors, failures := 0, 0, 0, 0
	size := 0
	for seed := uint64(1); ran < cases && failures < 5; seed++ {
		v := views[seed%uint64(len(views))]
		r := newGenerator(b, v, seed).request()
		op, errs := e.gate.Open(r)
		if errs != nil {
			refused++
			if errs[0].Code == gate.CodeParseFailed {
				t.Fatalf("the generator made %s\n%s", r.Query, gate.ErrorBody(errs...))
			}
			continue
		}
		ran++
		got, want := e.plan.Execute(context.Background(), v, op), e.reference.Execute(context.Background(), v, op)
		size += len(got)
		if failed(got) {
			withErrors++
		}
		if difference := compareAnswers(got, want); difference != "" {
			failures++
			variables, _ := json.Marshal(r.Variables)
			t.Errorf("seed %d: %s\n%s\n%s\nplan:      %s\nreference: %s", seed, difference, r.Query, variables, got, want)
		}
	}
	t.Logf("%d operations, %d with errors, %d refused, %d bytes of answers", ran, withErrors, refused, size)
	if refused > ran/2 || withErrors > ran/2 || size < 100*ran {
		t.Error("the generator makes too few operations that say something")
	}
}

// compareAnswers says how two answers differ; empty when they agree.
func compareAnswers(got, want []byte) string {
	if bytes.Equal(got, want) {
		return ""
	}
	type answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Path       []any
			Locations  []gate.Location
			Extensions map[string]any
		}
	}
	var a, b answer
	if err := json.Unmarshal(got, &a); err != nil {
		return "the plan's answer is no JSON: " + err.Error()
	}
	if err := json.Unmarshal(want, &b); err != nil {
		return "the reference's answer is no JSON: " + err.Error()
	}
	if !bytes.Equal(a.Data, b.Data) {
		return "data differ"
	}
	var x, y []string
	places := map[string]bool{}
	for _, e := range a.Errors {
		x = append(x, fmt.Sprint(e))
		places[fmt.Sprint(e.Locations)] = true
	}
	for _, e := range b.Errors {
		y = append(y, fmt.Sprint(e))
		places[fmt.Sprint(e.Locations)] = true
	}
	slices.Sort(x)
	slices.Sort(y)
	if slices.Equal(x, y) || len(x) > 0 && len(y) > 0 && len(places) > 1 {
		return ""
	}
	return "errors differ"
}

// TestPastDifferences runs the operations on which the executors once differed.
func TestPastDifferences(t *testing.T) {
	text, err := os.ReadFile("testdata/past_differences.graphql")
	if err != nil {
		t.Fatal(err)
	}
	e, v := theExecutors(t), viewOf(t, mixedView)
	for _, query := range strings.Split(string(text), "\n---\n") {
		e.ask(t, v, Request{Query: query})
	}
}

// TestCompareAnswers shows that the comparison sees what it must see.
func TestCompareAnswers(t *testing.T) {
	one := `{"errors":[{"message":"m","locations":[{"line":1,"column":2}],"path":["a"]}],"data":{"a":null}}`
	other := strings.Replace(one, `"m"`, `"n"`, 1)
	for _, c := range []struct {
		got, want string
		differ    bool
	}{
		{`{"data":{"a":1}}`, `{"data":{"a":1}}`, false},
		{`{"data":{"a":1}}`, `{"data":{"a":2}}`, true},
		{`{"data":{"a":1,"b":2}}`, `{"data":{"b":2,"a":1}}`, true},
		{one, one, false},
		{one, other, true},
		{one, `{"data":{"a":null}}`, true},
		{`{`, one, true},
	} {
		if (compareAnswers([]byte(c.got), []byte(c.want)) != "") != c.differ {
			t.Errorf("%s and %s: differ = %v", c.got, c.want, !c.differ)
		}
	}
}
