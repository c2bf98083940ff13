package policygraph_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
)

// TestExecutorsAnswerAlike: a graph answers alike by plans and by graphql-go, behind the same gate.
func TestExecutorsAnswerAlike(t *testing.T) {
	query := policygraph.Query{Text: `# 中文注释
{ stats { taskCount } tasks(first: 2, filter: null) { totalCount nodes { title } } unknown: __typename }`}
	answers := map[string]bool{}
	for _, executor := range []policygraph.Executor{"", policygraph.Plans, policygraph.GraphQLGo} {
		g, err := policygraph.Open(policygraph.Memory, policygraph.Options{Executor: executor})
		if err != nil {
			t.Fatal(err)
		}
		answer, err := g.Query(context.Background(), query)
		if err != nil {
			t.Errorf("%q: %v", executor, err)
		}
		answers[string(answer)] = true
		if _, err := g.Query(context.Background(), policygraph.Query{Text: "{ ...a } fragment a on Query { ...a }"}); err == nil {
			t.Errorf("%q: a fragment in itself is let through", executor)
		}
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(answers) != 1 {
		t.Errorf("different answers: %v", answers)
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := policygraph.Open(dir, policygraph.Options{Executor: "java"}); err == nil || !strings.Contains(err.Error(), "plans and graphql-go") {
		t.Errorf("an executor that there is not: %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
}
