package gql

import (
	"cmp"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/cite"
)

// citeFields are the references to what can be cited, with addresses on this server.
func citeFields() map[string]any {
	in := func(work func(c *call, r row) cite.Work) textOf {
		return func(c *call, r row) string {
			format := cite.GBT7714
			if name, given := c.arg("format").(string); given {
				if err := format.UnmarshalText([]byte(name)); err != nil {
					c.fail(gate.CodeBadUserInput, "%v", err)
					return ""
				}
			}
			return work(c, r).In(format)
		}
	}
	base := func(c *call) string { return cmp.Or(c.engine.service.BaseURL, c.engine.service.Address) }
	return map[string]any{
		"Document.citation": in(func(c *call, r row) cite.Work { return cite.Document(c.v, r.i, base(c)) }),
		"Evidence.citation": in(func(c *call, r row) cite.Work {
			if r.kind == graph.KindEvidence {
				return cite.Evidence(c.v, r.i, base(c))
			}
			span := graph.Span{Start: int(r.j), End: int(r.k)}
			return cite.Passage(c.v, r.i, span, graph.PassageID(c.v.IDOf(graph.KindDocument, r.i), span), base(c))
		}),
		"Network.citation": in(func(c *call, r row) cite.Work {
			n := r.p.(*networkRow)
			return cite.Network(c.v, n.ID, n.MethodNote(), base(c)+n.permalink())
		}),
		"Snapshot.citation": in(func(c *call, _ row) cite.Work { return cite.Snapshot(c.v, base(c)) }),
	}
}
