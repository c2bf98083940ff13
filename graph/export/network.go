package export

import (
	"context"
	"math"
	"strings"

	"github.com/policygraph/policygraph/graph/analysis"
)

// networkModel has an actor a node and a tie an edge, with every measure.
func networkModel(ctx context.Context, n *analysis.Network, o Options) (*model, error) {
	v := n.View
	m := &model{
		id: string(n.ID), title: "PolicyGraph network " + string(n.ID), note: n.MethodNote(), iri: namespace + string(n.ID),
		nodes: table{size: len(n.Actors)}, edges: table{size: len(n.Weight)},
	}
	m.node = func(i int) node {
		return node{string(n.EntityID(int32(i))), n.Name(int32(i)), n.Actors[i].Kind.String()}
	}
	m.edge = func(i int) edge {
		a, b := n.Source[i], n.Target[i]
		return edge{
			id:   string(n.ID) + "/" + string(n.EntityID(a)) + "-" + string(n.EntityID(b)),
			kind: "TIE", source: int(a), target: int(b), weight: n.Weight[i],
		}
	}
	m.nodes.columns = []column{
		texts("key", func(i int) string { return v.Entities(n.Actors[i].Kind).Key[n.Actors[i].Index] }),
		texts("jurisdiction", func(i int) string { return jurisdiction(v, n.Actors[i].Kind, n.Actors[i].Index) }),
	}
	if !o.Bare {
		for _, measure := range analysis.Measures() {
			if err := m.measure(ctx, n, measure); err != nil {
				return nil, err
			}
		}
	}
	m.edges.columns = append(m.edges.columns, texts("shared", func(i int) string {
		var ids []string
		for _, event := range n.SharedEvents(int32(i)) {
			ids = append(ids, string(v.IDOf(n.EventKind, event)))
		}
		return strings.Join(ids, " ")
	}))
	return m, nil
}

// measure adds a column. The weight of a tie is part of every edge already.
func (m *model) measure(ctx context.Context, n *analysis.Network, of analysis.Measure) error {
	to := &m.nodes
	switch {
	case of.Scope == analysis.OfNetwork || of.Name == "weight":
		return nil
	case of.Scope == analysis.OfTie:
		to = &m.edges
	}
	values, err := of.Values(ctx, n)
	if err != nil {
		return err
	}
	kind := floatValue
	switch {
	case strings.HasPrefix(of.Name, "is"):
		kind = boolValue
	case of.Whole:
		kind = wholeValue
	}
	to.columns = append(to.columns, column{of.Name, kind, func(row int) value {
		return value{kind: kind, num: values[row], none: math.IsNaN(values[row])}
	}})
	return nil
}
