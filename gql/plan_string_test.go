package gql

import (
	"os"
	"strings"
	"testing"
)

// TestPlanString compares the plans of testdata/plans.graphql, parted by ---, with testdata/plans.txt; -update writes it.
func TestPlanString(t *testing.T) {
	text, err := os.ReadFile("testdata/plans.graphql")
	if err != nil {
		t.Fatal(err)
	}
	e := theExecutors(t)
	var got strings.Builder
	for _, query := range strings.Split(string(text), "\n---\n") {
		got.WriteString(strings.TrimSpace(query) + "\n\n" + e.plan.b.compile(e.open(t, Request{Query: query})).String() + "\n")
	}
	const golden = "testdata/plans.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got %s\nwant %s", got.String(), want)
	}
}

// TestPlanWordsAreComplete: every operator and every step has a word.
func TestPlanWordsAreComplete(t *testing.T) {
	for o := opConstant; o <= opConnection; o++ {
		if o.String() == "" {
			t.Errorf("operator %d has no word", o)
		}
	}
	for c := scanString; c <= scanField; c++ {
		if c.String() == "" {
			t.Errorf("step %d has no word", c)
		}
	}
}
