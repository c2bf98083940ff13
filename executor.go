package policygraph

import (
	"fmt"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/reference"
)

// Executor is what runs the operations of the API. Answers are the same.
type Executor string

// Executors. The one that is empty is Plans.
const (
	Plans     Executor = "plans"      // operations compiled to plans over columns: the quick one
	GraphQLGo Executor = "graphql-go" // the library graphql-go, some 100 times slower on lists
)

// Validate reports an executor that there is not.
func (e Executor) Validate() error {
	_, err := e.build()
	return err
}

func (e Executor) build() (func(*gql.Table) (gql.Executor, error), error) {
	switch e {
	case "", Plans:
		return nil, nil
	case GraphQLGo:
		return reference.New, nil
	}
	return nil, fmt.Errorf("there is no executor %q: %s and %s are there", string(e), Plans, GraphQLGo)
}
