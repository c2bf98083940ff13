package gql

import (
	"fmt"
	"maps"
	"strings"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/search"
	"github.com/vektah/gqlparser/v2/ast"
)

// binder is the binding table: for each Type.field of the SDL, the accessor that reads its values in a View, or the
// *connection that lists them. Both executors read it, and nothing else knows fields.
type binder struct {
	schema     *ast.Schema
	service    ServiceInfo
	table      map[string]any
	search     search.Indexes
	networks   *analysis.Cache
	columns    columnCache
	orders     map[string]func(v *graph.View) []int32 // Type.FIELD → keys to sort by
	dimensions map[string]dimension
}

func newBinder(schema *ast.Schema, service ServiceInfo) (*binder, error) {
	b := &binder{schema: schema, service: service, table: map[string]any{}, orders: orderColumns(), dimensions: dimensions()}
	b.networks = analysis.NewCache(gate.MaxNetworkBytes)
	for _, fields := range []map[string]any{
		shapeFields(), entityFields(), documentFields(), sectionFields(), taskFields(), departmentFields(),
		placeFields(), factFields(), evidenceFields(), queryFields(), statsFields(), partnerFields(), searchFields(), facetFields(), markFields(), matrixFields(), compareFields(),
		countFields(), filterFields(), introspectionFields(), networkFields(), measureFields(schema), actorFields(), networkLists(), specFields(), pathFields(), citeFields(), labelFields(),
	} {
		maps.Copy(b.table, fields)
	}
	for _, name := range []string{"Entity.permalink", "Evidence.permalink"} {
		b.table[name] = idAt{service.BaseURL + permalinkPrefix}
	}
	for _, def := range orderedTypes(schema) {
		if def.Kind != ast.Object {
			continue
		}
		for _, f := range def.Fields {
			if err := b.check(def, f); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// find is the binding of a field: its own, or that of an interface of its type, or that of its type's shape.
func (b *binder) find(typeName, field string) any {
	if found, ok := b.table[typeName+"."+field]; ok {
		return found
	}
	if def := b.schema.Types[typeName]; def != nil {
		for i := range def.Interfaces { // the more special interface is named last
			if found, ok := b.table[def.Interfaces[len(def.Interfaces)-1-i]+"."+field]; ok {
				return found
			}
		}
	}
	for _, shape := range []string{"Edge", "Connection"} {
		if strings.HasSuffix(typeName, shape) {
			return b.table[shape+"."+field]
		}
	}
	return nil
}

// check reports a field that is not bound, or bound to values of another sort than the SDL says.
func (b *binder) check(def *ast.Definition, f *ast.FieldDefinition) error {
	named := b.schema.Types[f.Type.Name()]
	list, composite := f.Type.Elem != nil, named.IsCompositeType()
	fits := false
	found := b.find(def.Name, f.Name)
	switch a := found.(type) {
	case textOf, rawOf, stringsAt, idAt:
		fits = !list && named.Kind == ast.Scalar && !strings.Contains("Int Float Boolean", named.Name)
	case textsOf:
		fits = list && named.Kind == ast.Scalar
	case enumsOf:
		fits = list && named.Kind == ast.Enum
	case smallsAt, intOf, nullableIntOf:
		fits = !list && named.Name == "Int"
	case floatOf:
		fits = !list && named.Name == "Float"
	case boolOf, nullableBoolOf:
		fits = !list && named.Name == "Boolean"
	case enumOf, enumsAt:
		fits = !list && named.Kind == ast.Enum
	case rowOf, linkAt, thingAt:
		fits = !list && composite
	case rowsOf, nullableRowsOf, entryOf:
		fits = list && composite
	case *connection:
		fits = !list && strings.HasSuffix(named.Name, "Connection")
		edge := b.schema.Types[named.Fields.ForName("edges").Type.Name()]
		a.nodeType = edge.Fields.ForName("node").Type.Name()
		a.nodeKind = kindOf(a.nodeType)
	}
	if !fits {
		return fmt.Errorf("gql: %s.%s of type %s is bound to %T", def.Name, f.Name, f.Type, found)
	}
	return nil
}

// shapeFields are the fields that every connection and every edge has.
func shapeFields() map[string]any {
	return map[string]any{
		"Connection.edges":      entryOf(func(p *page, item int32) row { return row{kind: kindEdge, i: item, p: p} }),
		"Connection.nodes":      entryOf((*page).node),
		"Connection.pageInfo":   rowOf(func(_ *call, r row) row { return r }),
		"Connection.totalCount": intOf(func(c *call, r row) int { return r.p.(*page).total(c) }),
		"Edge.cursor":           rawOf(func(_ *call, buf []byte, r row) []byte { return r.p.(*page).cursor(buf, r.i) }),
		"Edge.node":             rowOf(func(_ *call, r row) row { return r.p.(*page).node(r.i) }),
		"PageInfo.hasNextPage":  boolOf(func(c *call, r row) bool { return r.p.(*page).hasNext(c) }),
		"PageInfo.hasPreviousPage": boolOf(func(c *call, r row) bool {
			return r.p.(*page).hasPrevious(c)
		}),
		"PageInfo.startCursor": rawOf(func(_ *call, buf []byte, r row) []byte { return r.p.(*page).edgeCursor(buf, 0) }),
		"PageInfo.endCursor":   rawOf(func(_ *call, buf []byte, r row) []byte { return r.p.(*page).edgeCursor(buf, -1) }),
	}
}

// appendID appends the global id of a row.
func appendID(v *graph.View, buf []byte, r row) []byte {
	switch {
	case r.kind == kindSnapshot:
		return append(buf, v.ID...)
	case r.kind == kindPassage:
		span := graph.Span{Start: int(r.j), End: int(r.k)}
		return append(buf, graph.PassageID(v.IDOf(graph.KindDocument, r.i), span)...)
	}
	return ids(v, r.kind).AppendTo(buf, r.i)
}

// permalinkPrefix is where the pages of entities and passages are on this server.
const permalinkPrefix = "/id/"
