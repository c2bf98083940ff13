package store

import (
	"os"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

const docs = "../../docs/STORE.md"

// The program in docs/STORE.md is the one that is run as an example, and each predicate that is stored is explained.
func TestDocsOfTheStore(t *testing.T) {
	page, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, ok := strings.Cut(string(page), "```go\n")
	code, _, end := strings.Cut(code, "```")
	if !ok || !end {
		t.Fatal("there is no program in the page")
	}
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if !strings.Contains(flat(string(example)), flat(code)) {
		t.Error("the program in the page is not part of the example")
	}
	s := open(t, Memory)
	load(t, s, hostile(), plan(1))
	seen := map[string]bool{}
	_, err = s.back.scan(t.Context(), append(s.log.versions(), history), func(q quad.Quad) {
		p := strings.TrimPrefix(string(q.Predicate.(quad.IRI)), Namespace)
		p, _, role := strings.Cut(p, "/")
		if role && !strings.HasPrefix(p, "http:") {
			p += "/…"
		}
		seen[p] = true
	})
	if err != nil || len(seen) < 10 {
		t.Fatalf("%d predicates, %v", len(seen), err)
	}
	for p := range seen {
		if !strings.Contains(string(page), "`"+p+"`") && !strings.HasPrefix(p, "http:") {
			t.Errorf("the page does not explain `%s`", p)
		}
	}
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		if !strings.Contains(string(page), "`"+k.String()+"`") {
			t.Errorf("the page does not say which edge a %s is", k)
		}
	}
}
