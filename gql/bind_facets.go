package gql

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// searchScope is the conditions of a SearchFilter. Each can be lifted, to count what would be found without it.
type searchScope struct {
	v      *graph.View
	kinds  enumSet               // of entity
	bodies enumSet               // kinds of body; allRoles for no condition
	places [3]func(i int32) bool // on the document, its day of issue, the section; nil for no condition
}

// searchPart is one condition of a searchScope.
type searchPart uint8

const (
	byDocument searchPart = iota
	byDay
	bySection
	byKind
	byBodyKind
	byNothing
)

// searchScope reads the argument `filter`.
func (c *call) searchScope(in map[string]any) *searchScope {
	s := &searchScope{v: c.v, kinds: c.engine.enums("EntityType", in["types"]), bodies: allRoles}
	documents := func(field string, condition any) func(i int32) bool {
		if condition == nil {
			return nil
		}
		return c.filter("DocumentFilter", map[string]any{field: condition}).test
	}
	s.places[byDocument], s.places[byDay] = documents("id", in["documents"]), documents("issuedOn", in["issuedOn"])
	if sections, given := in["section"].(map[string]any); given {
		self := func(i int32) int32 { return i }
		up := func(i int32) int32 { return c.v.Sections.Parent[i] }
		s.places[bySection] = c.ids(graph.KindSection, graph.KindSection, sections, self, up, nil).test
	}
	if kinds, given := in["departmentKind"].(map[string]any); given {
		s.bodies = c.enumFilter("DepartmentKind", kinds)
	}
	return s
}

// eachPlace calls f with where a thing stands, until f has enough: the document and the innermost section, -1 for none. Entities that documents share
// stand where they are mentioned.
func (s *searchScope) eachPlace(k graph.Kind, i int32, f func(document, section int32) bool) {
	v := s.v
	switch k {
	case graph.KindDocument:
		f(i, -1)
	case graph.KindSection:
		f(v.Sections.Document[i], i)
	case graph.KindTask:
		f(v.Tasks.Document[i], v.Tasks.Section[i])
	default:
		for _, m := range v.Entities(k).Mentions.Of(i) {
			e := v.Mentions.Evidence[m]
			document := v.Evidence.Document[e]
			if !f(document, v.SectionAt(document, v.Evidence.Span[e].Span())) {
				return
			}
		}
	}
}

// stands reports whether a place fulfils the conditions on places but the one that is lifted.
func (s *searchScope) stands(document, section int32, lifted searchPart) bool {
	for part, holds := range s.places {
		i := document
		if searchPart(part) == bySection {
			i = section
		}
		if holds != nil && searchPart(part) != lifted && !holds(i) {
			return false
		}
	}
	return true
}

// keeps reports whether a thing fulfils the conditions but the one that is lifted. One place has to fulfil all those on places.
func (s *searchScope) keeps(k graph.Kind, i int32, lifted searchPart) bool {
	if lifted != byKind && !s.kinds.has(uint8(k)) {
		return false
	}
	if lifted != byBodyKind && s.bodies != allRoles && (k != graph.KindDepartment || !s.bodies.has(uint8(s.v.Departments.Kind[i]))) {
		return false
	}
	conditions := false
	for part, holds := range s.places {
		conditions = conditions || holds != nil && searchPart(part) != lifted
	}
	found := !conditions
	if conditions {
		s.eachPlace(k, i, func(document, section int32) bool {
			found = s.stands(document, section, lifted)
			return !found
		})
	}
	return found
}

// searchDimension is a value of SearchDimension.
type searchDimension struct {
	dimension
	lifted searchPart
	// of adds the values of a thing at a place.
	of func(v *graph.View, k graph.Kind, i, document, section int32) int32 // -1 for none
	// anywhere: the value does not depend on the place.
	anywhere bool
}

func searchDimensions() map[string]searchDimension {
	return map[string]searchDimension{
		"TYPE": {dimension{text: enumText("EntityType", func(k int32) string { return graph.Kind(k).String() })}, byKind, func(_ *graph.View, k graph.Kind, _, _, _ int32) int32 { return int32(k) }, true},
		"DEPARTMENT_KIND": {dimension{text: departmentKindText()}, byBodyKind, func(v *graph.View, k graph.Kind, i, _, _ int32) int32 {
			if k != graph.KindDepartment {
				return -1
			}
			return int32(v.Departments.Kind[i])
		}, true},
		"DOCUMENT": {dimension{entity: graph.KindDocument}, byDocument, func(_ *graph.View, _ graph.Kind, _, document, _ int32) int32 { return document }, false},
		"YEAR":     {dimension{text: yearText}, byDay, func(v *graph.View, _ graph.Kind, _, document, _ int32) int32 { return yearOf(v, document) }, false},
		"SECTION": {dimension{entity: graph.KindSection}, bySection, func(v *graph.View, _ graph.Kind, _, _, section int32) int32 {
			for section >= 0 && v.Sections.Parent[section] >= 0 {
				section = v.Sections.Parent[section]
			}
			return section
		}, false},
	}
}

// facet is a value of type Facet: how many hits have each value of a dimension.
type facet struct {
	name   string
	by     searchDimension
	values []facetValue // most hits first
	shown  int
}

type facetValue struct{ value, hits int32 }

func (f *facet) grouped(r row) (*dimension, int32, int) {
	return &f.by.dimension, f.values[r.i].value, int(f.values[r.i].hits)
}

// facets counts the hits of a search by dimensions, each without the condition that chooses by it.
func facets(c *call, r row, dst []row) []row {
	h, limit := r.p.(*page).entries.(*hits), c.int("first", 20)
	if limit < 1 || limit > gate.MaxPageSize {
		c.fail(gate.CodeBadUserInput, "first: %d is not between 1 and %d", limit, gate.MaxPageSize)
		return dst
	}
	names := c.arg("dimensions").([]any)
	for n, name := range names {
		if slices.Contains(names[:n], name) {
			c.fail(gate.CodeBadUserInput, "dimensions: %s is given twice", name)
			return dst
		}
	}
	found := c.engine.search.Of(c.v).Search(h.query, nil)
	scope, all := c.searchScope(h.filter), searchDimensions()
	for _, name := range names {
		f := &facet{name: name.(string), by: all[name.(string)]}
		counts, values := map[int32]int32{}, map[int32]bool{}
		for n, hit := range found {
			if c.expired(n) {
				return dst
			}
			clear(values)
			f.by.collect(scope, hit.Kind, hit.Index, values)
			for value := range values {
				counts[value]++
			}
		}
		for value, n := range counts {
			f.values = append(f.values, facetValue{value, n})
		}
		slices.SortFunc(f.values, func(a, b facetValue) int { return cmp.Or(cmp.Compare(b.hits, a.hits), cmp.Compare(a.value, b.value)) })
		f.shown = min(limit, len(f.values))
		dst = append(dst, row{kind: kindOther, p: f})
	}
	return dst
}

// collect adds the values of a thing that the scope keeps.
func (d *searchDimension) collect(s *searchScope, k graph.Kind, i int32, values map[int32]bool) {
	if !s.keeps(k, i, d.lifted) {
		return
	}
	add := func(document, section int32) {
		if value := d.of(s.v, k, i, document, section); value >= 0 {
			values[value] = true
		}
	}
	if d.anywhere {
		add(-1, -1)
		return
	}
	s.eachPlace(k, i, func(document, section int32) bool {
		if s.stands(document, section, d.lifted) {
			add(document, section)
		}
		return true
	})
}

func facetFields() map[string]any {
	of := func(r row) *facet { return r.p.(*facet) }
	return map[string]any{
		"SearchHitConnection.facets": rowsOf(facets),
		"Facet.dimension":            enumOf(func(c *call, r row) uint8 { return c.engine.enumNumber("SearchDimension", of(r).name) }),
		"Facet.totalCount":           intOf(func(_ *call, r row) int { return len(of(r).values) }),
		"Facet.values": rowsOf(func(_ *call, r row, dst []row) []row {
			for i := range of(r).shown {
				dst = append(dst, row{kind: kindOther, i: int32(i), p: r.p})
			}
			return dst
		}),
	}
}
