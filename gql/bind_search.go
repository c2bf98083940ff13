package gql

import (
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/search"
)

// hits are the entries of a search.
type hits struct {
	query  string
	filter map[string]any // nil when there is none
	found  []search.Hit
}

func (h *hits) len() int         { return len(h.found) }
func (h *hits) node(n int32) row { return at(h.found[n].Kind, h.found[n].Index) }

// searchFields are those of search and suggest.
func searchFields() map[string]any {
	return map[string]any{
		"Query.search": &connection{item: kindOther, entries: func(c *call, _ row) entries {
			query := c.arg("query").(string)
			filter, given := c.arg("filter").(map[string]any)
			var keep search.Keep
			if given {
				scope := c.searchScope(filter)
				keep = func(k graph.Kind, i int32) bool { return scope.keeps(k, i, byNothing) }
			}
			return &hits{query, filter, c.engine.search.Of(c.v).Search(query, keep)}
		}},
		"SearchHitEdge.score": floatOf(func(_ *call, r row) float64 { return r.p.(*page).entries.(*hits).found[r.i].Score }),
		"SearchHitEdge.snippets": rowsOf(func(c *call, r row, dst []row) []row {
			h, limit := r.p.(*page).entries.(*hits), c.int("first", 3)
			if limit < 0 || limit > gate.MaxPageSize {
				c.fail(gate.CodeBadUserInput, "first: %d is not between 0 and %d", limit, gate.MaxPageSize)
				return dst
			}
			for _, p := range c.engine.search.Of(c.v).Passages(h.found[r.i], h.query, limit) {
				dst = append(dst, row{kind: kindPassage, i: p.Document, j: int32(p.Span.Start), k: int32(p.Span.End)})
			}
			return dst
		}),
		"SearchHitEdge.matched":     textsOf(func(c *call, r row) []string { return c.match(r).Words }),
		"SearchHitEdge.matchedName": textOf(func(c *call, r row) string { return c.match(r).Name }),
		"Query.suggest": rowsOf(func(c *call, _ row, dst []row) []row {
			limit := c.int("limit", 8)
			if limit < 1 || limit > gate.MaxPageSize {
				c.fail(gate.CodeBadUserInput, "limit: %d is not between 1 and %d", limit, gate.MaxPageSize)
				return dst
			}
			kinds := c.engine.enums("EntityType", c.arg("types"))
			keep := func(k graph.Kind, _ int32) bool { return kinds.has(uint8(k)) }
			found := c.engine.search.Of(c.v).Suggest(c.arg("prefix").(string), keep, limit)
			for i := range found {
				dst = append(dst, row{kind: kindOther, p: &found[i]})
			}
			return dst
		}),
		"Suggestion.entity": rowOf(func(_ *call, r row) row {
			s := r.p.(*search.Suggestion)
			return at(s.Kind, s.Index)
		}),
		"Suggestion.matched": textOf(func(_ *call, r row) string { return r.p.(*search.Suggestion).Matched }),
	}
}

// match says by what the hit of an edge was found.
func (c *call) match(edge row) search.Match {
	h := edge.p.(*page).entries.(*hits)
	return c.engine.search.Of(c.v).Match(h.found[edge.i], h.query)
}
