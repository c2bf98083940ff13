package gql

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// field writes a measure as it is asked for: those of weighted paths are an argument of the others.
func field(m analysis.Measure) string {
	if name, ok := strings.CutSuffix(m.Name, "Inverse"); ok {
		return m.Name + ": " + name + "(weight: INVERSE)"
	}
	return m.Name
}

// TestEveryMeasureIsInTheAPI asks for each measure that docs/MEASURES.md explains and compares with its function.
func TestEveryMeasureIsInTheAPI(t *testing.T) {
	fields := map[analysis.Scope][]string{}
	for _, m := range analysis.Measures() {
		fields[m.Scope] = append(fields[m.Scope], field(m))
	}
	list := func(s analysis.Scope) string { return strings.Join(fields[s], " ") }
	query := fmt.Sprintf(`{ collaborationNetwork { %s actors(first: 1000) { nodes { entity { id } %s } }
  ties(first: 1000) { nodes { source { entity { id } } target { entity { id } } %s } } } }`,
		list(analysis.OfNetwork), list(analysis.OfActor), list(analysis.OfTie))
	type values map[string]any
	var got struct {
		Data struct {
			CollaborationNetwork values
		}
	}
	v := viewOf(t, seedView)
	if err := json.Unmarshal([]byte(theExecutors(t).ask(t, v, Request{Query: query})), &got); err != nil {
		t.Fatal(err)
	}
	nodes := func(list string) []any {
		page, _ := got.Data.CollaborationNetwork[list].(map[string]any)
		all, _ := page["nodes"].([]any)
		return all
	}
	n, err := analysis.Build(context.Background(), v, analysis.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	actors, ties := nodes("actors"), nodes("ties")
	if len(actors) != len(n.Actors) || len(ties) != len(n.Source) || len(ties) < 100 {
		t.Fatalf("%d actors and %d ties, not %d and %d", len(actors), len(ties), len(n.Actors), len(n.Source))
	}
	for _, m := range analysis.Measures() {
		want, err := m.Values(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		owners := map[analysis.Scope][]any{
			analysis.OfNetwork: {map[string]any(got.Data.CollaborationNetwork)}, analysis.OfActor: actors, analysis.OfTie: ties,
		}[m.Scope]
		for i, owner := range owners {
			if answer := owner.(map[string]any)[m.Name]; !same(answer, want[i]) {
				t.Errorf("%s %d is %v, not %v", m.Name, i, answer, want[i])
			}
		}
	}
}

// TestOrdersByMeasures: each value of the orders of actors and ties is a measure, but for names.
func TestOrdersByMeasures(t *testing.T) {
	schema := theExecutors(t).table.Schema()
	scopes := map[string]analysis.Scope{"NetworkActorOrderField": analysis.OfActor, "NetworkTieOrderField": analysis.OfTie}
	for enum, scope := range scopes {
		for _, value := range schema.Types[enum].EnumValues {
			measure, ok := orderMeasures()[value.Name]
			if strings.HasSuffix(value.Name, "NAME") {
				continue
			}
			at := slices.IndexFunc(analysis.Measures(), func(m analysis.Measure) bool { return m.Name == measure && m.Scope == scope })
			if !ok || at < 0 {
				t.Errorf("%s.%s is no measure of its scope", enum, value.Name)
			}
		}
	}
}

// same compares an answer with a number; what is undefined is null.
func same(answer any, want float64) bool {
	switch a := answer.(type) {
	case nil:
		return math.IsNaN(want)
	case bool:
		return a == (want == 1)
	case float64:
		return a == want
	}
	return false
}

// TestErrorsDoNotNamePackages provokes the errors that other packages word: clients know nothing of our packages.
func TestErrorsDoNotNamePackages(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, seedView)
	a, b := v.IDOf(graph.KindDepartment, 0), v.IDOf(graph.KindDepartment, 1)
	for query, want := range map[string]string{
		`{ collaborationNetwork(spec: {minWeight: -1}) { id } }`:                           "minWeight -1 is not a number of 0 or more",
		`{ collaborationNetwork(spec: {documents: ["x"]}) { id } }`:                        `no document has the id \"x\"`,
		`{ collaborationNetwork(spec: {issuedOn: {from: "2018-13-01"}}) { id } }`:          `2018-13-01`,
		fmt.Sprintf(`{ neighborhood(ids: [%q], depth: 99) { entities { id } } }`, a):       "a neighborhood of 99 steps: 0 to",
		fmt.Sprintf(`{ shortestPaths(from: %q, to: %q, maxLength: 99) { length } }`, a, b): "a path of at most 99 steps: 1 to",
		`query($s: NetworkSpec) { collaborationNetwork(spec: $s) { id } unknownField }`:    "unknownField",
	} {
		op, errs := e.gate.Open(Request{Query: query})
		body := string(gate.ErrorBody(errs...))
		if errs == nil {
			body = string(e.plan.Execute(context.Background(), v, op))
		}
		if !strings.Contains(body, want) || regexp.MustCompile(`"message":"(?:[a-z0-9]+: |input:)`).MatchString(body) {
			t.Errorf("%s\n%s", query, body)
		}
	}
}

// TestLargeNetworksAreRefused asks measures of paths of a network that is too large for exact ones.
func TestLargeNetworksAreRefused(t *testing.T) {
	b := theExecutors(t).plan.b
	const size = 60_000 // its square is above MaxPathWork
	n := &analysis.Network{Actors: make([]analysis.Ref, size), Source: []int32{0}, Target: []int32{1}, Weight: []float64{1}}
	for _, name := range []string{"NetworkActor.betweenness", "NetworkActor.closeness", "NetworkTie.edgeBetweenness", "Network.meanDistance"} {
		for _, weight := range []string{"UNWEIGHTED", "INVERSE"} {
			c := &call{request: &request{ctx: context.Background()}, args: gate.Arguments{{Name: "weight", Value: weight}}}
			if got := b.table[name].(floatOf)(c, row{p: n}); !math.IsNaN(got) || c.err == nil || c.err.Code != gate.CodeTooComplex {
				t.Errorf("%s %s is %v, %v", name, weight, got, c.err)
			}
		}
	}
}
