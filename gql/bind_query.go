package gql

import (
	"time"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

func queryFields() map[string]any {
	table := func(k graph.Kind) *connection {
		return &connection{item: k, items: func(c *call, _ row, _ []int32) items { return between(0, int32(c.v.Len(k))) }}
	}
	byAny := func(k graph.Kind) rowOf {
		return func(c *call, _ row) row { return c.pick(k) }
	}
	return map[string]any{
		"Query.node": rowOf(func(c *call, _ row) row { return c.anything(c.arg("id").(string)) }),
		"Query.nodes": rowsOf(func(c *call, _ row, dst []row) []row {
			ids := c.arg("ids").([]any)
			if len(ids) > gate.MaxIDs {
				c.fail(gate.CodeBadUserInput, "ids: %d are more than %d at once", len(ids), gate.MaxIDs)
				return dst
			}
			for _, id := range ids {
				dst = append(dst, c.anything(id.(string)))
			}
			return dst
		}),
		"Query.document": byAny(graph.KindDocument), "Query.documents": table(graph.KindDocument),
		"Query.section": thingAt(graph.KindSection),
		"Query.task":    thingAt(graph.KindTask), "Query.tasks": table(graph.KindTask),
		"Query.department": byAny(graph.KindDepartment), "Query.departments": table(graph.KindDepartment),
		"Query.city": byAny(graph.KindCity), "Query.cities": table(graph.KindCity),
		"Query.project": byAny(graph.KindProject), "Query.projects": table(graph.KindProject),
		"Query.culturalTheme": byAny(graph.KindTheme), "Query.culturalThemes": table(graph.KindTheme),
		"Query.responsibilities": table(graph.KindResponsibility),
		"Query.snapshot":         rowOf(func(*call, row) row { return row{kind: kindSnapshot} }),
		"Query.stats":            rowOf(func(*call, row) row { return row{kind: kindOther} }),
		"Query.service":          rowOf(func(*call, row) row { return row{kind: kindOther} }),
	}
}

// anything finds whatever has a global id; null when nothing of the API has it.
func (c *call) anything(id string) row {
	if id == c.v.ID {
		return row{kind: kindSnapshot}
	}
	if k, i, ok := c.v.Lookup(graph.ID(id)); ok && typeNames[k] != "" {
		return at(k, i)
	}
	if document, s, ok := c.v.Passage(graph.ID(id)); ok {
		return row{kind: kindPassage, i: document, j: int32(s.Start), k: int32(s.End)}
	}
	return none
}

// thing finds the thing of kind k with this id.
func (c *call) thing(id string, k graph.Kind) row {
	if have, i, ok := c.v.Lookup(graph.ID(id)); ok && have == k {
		return at(k, i)
	}
	return none
}

// pick finds the one entity that the one argument given stands for.
func (c *call) pick(k graph.Kind) row {
	argument, value := "", ""
	for _, name := range []string{"id", "name", "code", "docNumber"} {
		if s, given := c.arg(name).(string); given {
			if argument != "" {
				c.fail(gate.CodeBadUserInput, "give %s or %s, not both", argument, name)
				return none
			}
			argument, value = name, s
		}
	}
	var found []int32
	switch argument {
	case "":
		c.fail(gate.CodeBadUserInput, "an argument is needed that says which one")
		return none
	case "id":
		return c.thing(value, k)
	case "name":
		found = c.v.Named(k, value)
	case "code":
		for i, code := range c.v.Cities.Code {
			if code == value && code != "" {
				found = append(found, int32(i))
			}
		}
	case "docNumber":
		number := graph.Fold(value)
		for _, i := range c.v.Named(k, value) { // by title too
			if graph.Fold(c.v.Documents.DocNumber[i]) == number {
				found = append(found, i)
			}
		}
	}
	return c.only(k, argument, value, found)
}

// only is the one entity found. Several are an error that lists them: which of them was meant is not guessed.
func (c *call) only(k graph.Kind, argument, value string, found []int32) row {
	var refs []analysis.Ref
	for _, i := range found {
		refs = append(refs, analysis.Ref{Kind: k, Index: i})
	}
	ref, ok := c.onlyRef(argument, value, refs)
	if !ok {
		return none
	}
	return at(ref.Kind, ref.Index)
}

// candidate is one of several entities that have a name, in the extensions of an error. Bodies of different places often
// share one, so that the place is part of it.
type candidate struct {
	ID           graph.ID `json:"id"`
	Type         string   `json:"type"`
	Name         string   `json:"name"`
	Key          string   `json:"key"`
	Jurisdiction string   `json:"jurisdiction,omitempty"`
}

// onlyRef is only for entities of any kind; false when there is not one.
func (c *call) onlyRef(argument, value string, found []analysis.Ref) (analysis.Ref, bool) {
	if len(found) == 0 {
		return analysis.Ref{}, false
	}
	if len(found) == 1 {
		return found[0], true
	}
	var candidates []candidate
	for _, ref := range found {
		e := c.v.Entities(ref.Kind)
		one := candidate{ID: e.At(ref.Index), Type: typeNames[ref.Kind], Name: e.Name[ref.Index], Key: e.Key[ref.Index]}
		if ref.Kind == graph.KindDepartment {
			if city := c.v.Departments.Jurisdiction[ref.Index]; city >= 0 {
				one.Jurisdiction = c.v.Entities(graph.KindCity).Name[city]
			}
		}
		candidates = append(candidates, one)
	}
	c.fail(gate.CodeAmbiguous, "%d candidates have the %s %s; ask for one of them by id", len(found), argument, value)
	c.err.Extensions = map[string]any{"candidates": candidates}
	return analysis.Ref{}, false
}

// statsFields are those of GraphStats, Snapshot and ServiceInfo, of which there is one each.
func statsFields() map[string]any {
	size := func(k graph.Kind) intOf { return func(c *call, _ row) int { return c.v.Len(k) } }
	service := func(of func(s *ServiceInfo) string) textOf {
		return func(c *call, _ row) string { return of(&c.engine.service) }
	}
	limit := func(of func(l *ServiceLimits) int) intOf {
		return func(c *call, _ row) int { return of(&c.engine.service.Limits) }
	}
	quads := intOf(func(c *call, _ row) int { return c.v.QuadCount })
	return map[string]any{
		"Snapshot.createdAt":     textOf(func(c *call, _ row) string { return c.v.CreatedAt.UTC().Format(time.RFC3339) }),
		"Snapshot.documentCount": size(graph.KindDocument),
		"Snapshot.quadCount":     quads,
		"Snapshot.loaderVersion": textOf(func(c *call, _ row) string { return c.v.LoaderVersion }),

		"GraphStats.documentCount":        size(graph.KindDocument),
		"GraphStats.sectionCount":         size(graph.KindSection),
		"GraphStats.taskCount":            size(graph.KindTask),
		"GraphStats.departmentCount":      size(graph.KindDepartment),
		"GraphStats.cityCount":            size(graph.KindCity),
		"GraphStats.projectCount":         size(graph.KindProject),
		"GraphStats.culturalThemeCount":   size(graph.KindTheme),
		"GraphStats.responsibilityCount":  size(graph.KindResponsibility),
		"GraphStats.mentionCount":         size(graph.KindMention),
		"GraphStats.quadCount":            quads,
		"GraphStats.factsWithoutEvidence": intOf(factsWithoutEvidence),

		"ServiceInfo.version":      service(func(s *ServiceInfo) string { return s.Version }),
		"ServiceInfo.commit":       service(func(s *ServiceInfo) string { return s.Commit }),
		"ServiceInfo.schemaSha256": service(func(s *ServiceInfo) string { return s.SchemaSHA256 }),
		"ServiceInfo.schemaUrl":    service(func(s *ServiceInfo) string { return s.SchemaURL }),
		"ServiceInfo.limits":       rowOf(func(*call, row) row { return row{kind: kindOther} }),

		"ServiceLimits.maxPageSize":     limit(func(l *ServiceLimits) int { return l.MaxPageSize }),
		"ServiceLimits.maxNodes":        limit(func(l *ServiceLimits) int { return l.MaxNodes }),
		"ServiceLimits.maxCost":         limit(func(l *ServiceLimits) int { return l.MaxCost }),
		"ServiceLimits.maxDepth":        limit(func(l *ServiceLimits) int { return l.MaxDepth }),
		"ServiceLimits.maxAliases":      limit(func(l *ServiceLimits) int { return l.MaxAliases }),
		"ServiceLimits.timeoutSeconds":  limit(func(l *ServiceLimits) int { return l.TimeoutSeconds }),
		"ServiceLimits.maxRequestBytes": limit(func(l *ServiceLimits) int { return l.MaxRequestBytes }),
	}
}

func factsWithoutEvidence(c *call, _ row) int {
	n := c.columns.keys("GraphStats.factsWithoutEvidence", func() []int32 {
		bare := int32(0)
		for k := graph.KindResponsibility; k.IsFact(); k++ {
			f := c.v.Facts(k)
			for i := range int32(f.Len()) {
				if len(f.Evidence(i)) == 0 {
					bare++
				}
			}
		}
		return []int32{bare}
	})
	return int(n[0])
}
