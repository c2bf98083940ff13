// Package gql is the GraphQL API: the SDL, the gate that every request passes, execution over a View, and HTTP.
package gql

import (
	"context"

	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// Request is one GraphQL request as it came in.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any // JSON values; numbers as json.Number
}

// operation is a request that passed the gate: parsed, valid, within the limits, its variables coerced.
type operation struct {
	text       string // the query as sent
	schema     *ast.Schema
	document   *ast.QueryDocument
	definition *ast.OperationDefinition // the one to run
	variables  map[string]any           // coerced, defaults filled in
}

// executor runs operations over a View. The answer is a whole response body: {"data":…} with keys in query order, and
// {"errors":[…]} first when there are any.
type executor interface {
	execute(ctx context.Context, v *graph.View, op *operation) []byte
}
