package gql

import (
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// pathRow is a value of type Path.
type pathRow struct {
	start analysis.Ref
	steps []analysis.Link
}

// pathFields are those of shortestPaths and neighborhood.
func pathFields() map[string]any {
	result := func(r row) *analysis.PathResult { return r.p.(*pathsRow).PathResult }
	path := func(r row) *pathRow { return r.p.(*pathRow) }
	link := func(r row) *analysis.Link { return r.p.(*analysis.Link) }
	graphOf := func(r row) *analysis.Subgraph { return r.p.(*analysis.Subgraph) }
	return map[string]any{
		"Query.shortestPaths": rowOf(func(c *call, _ row) row { return c.shortestPaths() }),
		"PathResult.length": nullableIntOf(func(_ *call, r row) (int, bool) {
			return result(r).Length, result(r).Length >= 0
		}),
		"PathResult.totalCount": intOf(func(_ *call, r row) int { return result(r).Count }),
		"PathResult.truncated":  boolOf(func(_ *call, r row) bool { return result(r).Truncated }),
		"PathResult.paths": rowsOf(func(_ *call, r row, dst []row) []row {
			for _, steps := range result(r).Paths {
				dst = append(dst, row{kind: kindOther, p: &pathRow{r.p.(*pathsRow).start, steps}})
			}
			return dst
		}),
		"Path.length": intOf(func(_ *call, r row) int { return len(path(r).steps) }),
		"Path.text":   textOf(func(c *call, r row) string { return analysis.PathText(c.v, path(r).start, path(r).steps) }),
		"Path.steps":  rowsOf(func(_ *call, r row, dst []row) []row { return linkRows(dst, path(r).steps) }),
		"Path.entities": rowsOf(func(_ *call, r row, dst []row) []row {
			dst = append(dst, entityRow(path(r).start))
			for _, step := range path(r).steps {
				dst = append(dst, entityRow(step.To))
			}
			return dst
		}),
		"Link.from": rowOf(func(_ *call, r row) row { return entityRow(link(r).From) }),
		"Link.to":   rowOf(func(_ *call, r row) row { return entityRow(link(r).To) }),
		"Link.kind": enumOf(func(_ *call, r row) uint8 { return uint8(link(r).Kind) }),
		"Link.role": textOf(func(c *call, r row) string { return link(r).Role(c.v) }),
		"Link.fact": rowOf(func(_ *call, r row) row {
			if k, ok := link(r).Kind.FactKind(); ok {
				return at(k, link(r).Fact)
			}
			return none
		}),
		"Query.neighborhood": rowOf(func(c *call, _ row) row { return c.neighborhood() }),
		"Subgraph.entities": rowsOf(func(_ *call, r row, dst []row) []row {
			for _, ref := range graphOf(r).Entities {
				dst = append(dst, entityRow(ref))
			}
			return dst
		}),
		"Subgraph.links": rowsOf(func(_ *call, r row, dst []row) []row { return linkRows(dst, graphOf(r).Links) }),
		"Subgraph.hidden": rowsOf(func(_ *call, r row, dst []row) []row {
			for i := range graphOf(r).Hidden {
				dst = append(dst, row{kind: kindOther, p: &graphOf(r).Hidden[i]})
			}
			return dst
		}),
		"HiddenCount.entity": rowOf(func(_ *call, r row) row { return entityRow(r.p.(*analysis.HiddenLinks).Entity) }),
		"HiddenCount.kind":   enumOf(func(_ *call, r row) uint8 { return uint8(r.p.(*analysis.HiddenLinks).Kind) }),
		"HiddenCount.count":  intOf(func(_ *call, r row) int { return r.p.(*analysis.HiddenLinks).Count }),
		"Subgraph.truncated": boolOf(func(_ *call, r row) bool { return graphOf(r).Truncated }),
	}
}

// pathsRow is a value of type PathResult.
type pathsRow struct {
	*analysis.PathResult
	start analysis.Ref
}

func entityRow(ref analysis.Ref) row { return at(ref.Kind, ref.Index) }

func linkRows(dst []row, links []analysis.Link) []row {
	for i := range links {
		dst = append(dst, row{kind: kindOther, p: &links[i]})
	}
	return dst
}

// entity finds the entity that an argument names by id.
func (c *call) entity(argument, id string) (analysis.Ref, bool) {
	k, i, ok := c.v.Lookup(graph.ID(id))
	if !ok || !k.IsEntity() {
		c.fail(gate.CodeBadUserInput, "%s: %q is not the id of an entity", argument, id)
		return analysis.Ref{}, false
	}
	return analysis.Ref{Kind: k, Index: i}, true
}

// entityList finds the entities that an argument lists; nil when it is not given.
func (c *call) entityList(argument string) (refs []analysis.Ref, ok bool) {
	ids, _ := c.arg(argument).([]any)
	if len(ids) > gate.MaxIDs {
		c.fail(gate.CodeBadUserInput, "%s: %d are more than %d at once", argument, len(ids), gate.MaxIDs)
		return nil, false
	}
	for _, id := range ids {
		ref, ok := c.entity(argument, id.(string))
		if !ok {
			return nil, false
		}
		refs = append(refs, ref)
	}
	return refs, true
}

// via lists the kinds of link that the argument allows; nil for all.
func (c *call) via() []analysis.LinkKind {
	if c.arg("via") == nil {
		return nil
	}
	return chosen[analysis.LinkKind](c, "LinkKind", c.arg("via"))
}

// named finds the entity of any kind that has a name: its name, full name or alias.
func (c *call) named(argument, name string) (analysis.Ref, bool) {
	var found []analysis.Ref
	for k := range graph.Kind(graph.EntityKinds) {
		for _, i := range c.v.Named(k, name) {
			found = append(found, analysis.Ref{Kind: k, Index: i})
		}
	}
	if len(found) == 0 {
		c.fail(gate.CodeBadUserInput, "%s: nothing is called %s", argument, name)
		return analysis.Ref{}, false
	}
	return c.onlyRef("name", name, found)
}

// end finds an end of a path, which is given by its id or by a name.
func (c *call) end(argument string) (analysis.Ref, bool) {
	id, byID := c.arg(argument).(string)
	name, byName := c.arg(argument + "Name").(string)
	switch {
	case byID == byName:
		c.fail(gate.CodeBadUserInput, "give either %s or %sName", argument, argument)
		return analysis.Ref{}, false
	case byID:
		return c.entity(argument, id)
	}
	return c.named(argument+"Name", name)
}

func (c *call) shortestPaths() row {
	from, ok := c.end("from")
	if !ok {
		return none
	}
	to, ok := c.end("to")
	if !ok {
		return none
	}
	o := analysis.PathOptions{Via: c.via(), MaxLength: c.int("maxLength", 8), Limit: c.int("limit", 10)}
	if c.arg("roles") != nil {
		o.Roles = chosen[graph.Role](c, "ResponsibilityRole", c.arg("roles"))
	}
	if o.Avoid, ok = c.entityList("avoid"); !ok {
		return none
	}
	found, err := analysis.ShortestPaths(c.ctx, c.v, from, to, o)
	if err != nil {
		c.refused(err)
		return none
	}
	return row{kind: kindOther, p: &pathsRow{found, from}}
}

// starts are the entities that neighborhood begins at.
func (c *call) starts() (refs []analysis.Ref, ok bool) {
	names, _ := c.arg("names").([]any)
	switch {
	case c.arg("ids") == nil && c.arg("names") == nil:
		c.fail(gate.CodeBadUserInput, "give ids or names")
		return nil, false
	case len(names) > gate.MaxIDs:
		c.fail(gate.CodeBadUserInput, "names: %d are more than %d at once", len(names), gate.MaxIDs)
		return nil, false
	}
	if refs, ok = c.entityList("ids"); !ok {
		return nil, false
	}
	for _, name := range names {
		ref, ok := c.named("names", name.(string))
		if !ok {
			return nil, false
		}
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs, true
}

func (c *call) neighborhood() row {
	starts, ok := c.starts()
	if !ok {
		return none
	}
	found, err := analysis.Neighborhood(c.ctx, c.v, starts, c.int("depth", 1), c.via(), c.int("maxEntities", 200))
	if err != nil {
		c.refused(err)
		return none
	}
	return row{kind: kindOther, p: found}
}
