package gql

import (
	"context"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph/analysis"
)

// Network makes the network of the current View that a NetworkSpec in JSON asks for: what Query.collaborationNetwork
// answers with, for pages and exports. The error is an [*Error].
func (e *Engine) Network(ctx context.Context, spec string) (*analysis.Network, error) {
	view := e.source()
	if view == nil {
		return nil, notReady()
	}
	in, err := gate.ReadObject([]byte(spec))
	if err != nil {
		return nil, gate.Errorf(gate.CodeBadUserInput, "the specification of the network is %s", err)
	}
	coerced, bad := e.gate.Input("spec", "NetworkSpec", in)
	if bad != nil {
		return nil, bad
	}
	c := &call{request: newRequest(ctx, view, e.table.b)}
	n := c.network(coerced.(map[string]any))
	if n == nil {
		return nil, c.err
	}
	return n.Network, nil
}

// Warm makes what searches of the current View need (two seconds for 100,000 tasks), so that the first does not wait.
func (e *Engine) Warm() {
	if v := e.source(); v != nil {
		e.table.b.search.Of(v)
	}
}
