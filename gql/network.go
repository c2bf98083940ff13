package gql

import (
	"context"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// networkQuery asks for a network, so that its specification is read as that of any request.
const networkQuery = `query($spec: NetworkSpec) { collaborationNetwork(spec: $spec) { id } }`

// Network makes the network of the current View that a NetworkSpec, as a JSON value, asks for: what
// Query.collaborationNetwork answers with, for pages and exports. The error is an [*Error].
func (e *Engine) Network(ctx context.Context, spec map[string]any) (*analysis.Network, error) {
	view := e.source()
	if view == nil {
		return nil, newError(CodeNotReady, "the graph is being loaded; try again in a moment")
	}
	op, errs := e.gate.open(Request{Query: networkQuery, Variables: map[string]any{"spec": spec}})
	if errs != nil {
		return nil, errs[0]
	}
	maker, ok := e.exec.(networkMaker)
	if !ok {
		return nil, newError(CodeInternal, "this engine makes no networks")
	}
	n, failed := maker.network(ctx, view, op)
	if failed != nil {
		return nil, failed
	}
	return n, nil
}

// Warm makes what searches of the current View need (two seconds for 100,000 tasks), so that the first does not wait.
func (e *Engine) Warm() {
	p, ok := e.exec.(*planner)
	if v := e.source(); ok && v != nil {
		p.b.search.Of(v)
	}
}

// networkMaker is an executor that can also hand out a network itself.
type networkMaker interface {
	network(ctx context.Context, v *graph.View, op *operation) (*analysis.Network, *Error)
}

func (p *planner) network(ctx context.Context, v *graph.View, op *operation) (*analysis.Network, *Error) {
	r := &request{ctx: ctx, v: v, columns: p.b.columns.of(v), engine: p.b}
	r.plain = &call{request: r}
	c := &call{request: r}
	in, _ := op.variables["spec"].(map[string]any)
	n := c.network(in)
	if n == nil {
		return nil, c.err
	}
	return n.Network, nil
}
