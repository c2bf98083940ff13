package gql_test

import (
	"os"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/reference"
)

func TestMain(m *testing.M) {
	gql.UseReference(reference.New, func(t *gql.Table, trace func(path []any, value any, err error)) (gql.Executor, error) {
		return reference.Traced(t, trace)
	})
	os.Exit(m.Run())
}
