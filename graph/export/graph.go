package export

import (
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// citedDocument is the kind of a node for a document that is referred to and not loaded: all that is known of it is how it
// is written.
const citedDocument = "CITED_DOCUMENT"

// graphModel has an entity a node and a fact an edge; sections, tasks, bodies and places also have an edge to what they
// are part of. After the entities come the documents that are referred to and not loaded, one for each way they are written:
// whether two ways mean one document is not guessed.
func graphModel(v *graph.View, o Options) *model {
	g := &wholeGraph{v: v, base: o.BaseURL}
	for k := range graph.Kind(graph.EntityKinds) {
		g.first = append(g.first, g.size)
		g.size += v.Len(k)
	}
	g.collect()
	m := &model{
		id: v.ID, title: "PolicyGraph snapshot " + v.ID, iri: namespace + v.ID, directed: true, multi: true,
		note:  "All entities and facts of snapshot " + v.ID + "; each fact with its role, the passage that states it and its address.",
		nodes: table{g.size + len(g.cited), g.nodeColumns()}, edges: table{len(g.edges), g.edgeColumns()}, edge: g.edge,
	}
	m.node = func(i int) node {
		if i >= g.size {
			name := g.cited[i-g.size]
			return node{"cited-" + string(graph.NewID(graph.KindReference, graph.Fold(name))), name, citedDocument}
		}
		k, index := g.entity(i)
		return node{string(v.IDOf(k, index)), v.Entities(k).Name[index], k.String()}
	}
	return m
}

// wholeGraph numbers all entities from 0, kind after kind.
type wholeGraph struct {
	v     *graph.View
	base  string
	first []int // of each kind of entity
	size  int   // how many there are
	cited []string
	edges []graphEdge
}

// graphEdge is a fact, or, with fact -1, a part of another entity.
type graphEdge struct {
	kind           graph.Kind // of the fact; of the part
	fact           int32
	source, target int
}

func (g *wholeGraph) entity(i int) (graph.Kind, int32) {
	k := sort.Search(len(g.first), func(k int) bool { return g.first[k] > i }) - 1
	return graph.Kind(k), int32(i - g.first[k])
}

func (g *wholeGraph) collect() {
	v := g.v
	part := func(kind graph.Kind, i int, whole graph.Kind, j int32) {
		if j >= 0 {
			g.edges = append(g.edges, graphEdge{kind, -1, g.first[kind] + i, g.first[whole] + int(j)})
		}
	}
	for i, parent := range v.Sections.Parent {
		if parent < 0 {
			part(graph.KindSection, i, graph.KindDocument, v.Sections.Document[i])
		}
		part(graph.KindSection, i, graph.KindSection, parent)
	}
	for i, section := range v.Tasks.Section {
		part(graph.KindTask, i, graph.KindSection, section)
	}
	for i, city := range v.Departments.Jurisdiction {
		part(graph.KindDepartment, i, graph.KindCity, city)
	}
	for i, city := range v.Cities.Parent {
		part(graph.KindCity, i, graph.KindCity, city)
	}
	cited := map[string]int{}
	node := func(name string) int {
		folded := graph.Fold(name)
		n, known := cited[folded]
		if !known {
			n = g.size + len(g.cited)
			cited[folded] = n
			g.cited = append(g.cited, name)
		}
		return n
	}
	for k := range graph.FactKinds {
		kind := graph.Kind(graph.EntityKinds + k)
		from, to := kind.Ends()
		facts := v.Facts(kind)
		for i, object := range facts.Object {
			target := g.first[to] + int(object)
			if object < 0 {
				target = node(v.Surface(facts, int32(i)))
			}
			g.edges = append(g.edges, graphEdge{kind, int32(i), g.first[from] + int(facts.Subject[i]), target})
		}
	}
}

func (g *wholeGraph) edge(i int) edge {
	e := &g.edges[i]
	if e.fact >= 0 {
		return edge{string(g.v.IDOf(e.kind, e.fact)), e.kind.String(), e.source, e.target, 1}
	}
	part, index := g.entity(e.source)
	return edge{string(g.v.IDOf(part, index)) + "-in", "PART_OF", e.source, e.target, 1}
}

// any is a column that entities have.
func (g *wholeGraph) any(name string, at func(k graph.Kind, i int32) string) column {
	return texts(name, func(row int) string {
		if row >= g.size {
			return ""
		}
		return at(g.entity(row))
	})
}

// of is a column that only entities of one kind have.
func (g *wholeGraph) of(name string, kind graph.Kind, at func(i int32) string) column {
	return g.any(name, func(k graph.Kind, i int32) string {
		if k == kind {
			return at(i)
		}
		return ""
	})
}

func (g *wholeGraph) nodeColumns() []column {
	v := g.v
	return []column{
		g.any("key", func(k graph.Kind, i int32) string { return v.Entities(k).Key[i] }),
		g.any("aliases", func(k graph.Kind, i int32) string { return strings.Join(v.Entities(k).Aliases[i], "; ") }),
		g.any("sort", func(k graph.Kind, i int32) string {
			switch k {
			case graph.KindDepartment:
				return v.Departments.Kind[i].String()
			case graph.KindProject:
				return v.Projects.Kind[i].String()
			}
			return ""
		}),
		g.any("level", func(k graph.Kind, i int32) string {
			switch k {
			case graph.KindDepartment:
				return v.Departments.Level[i].String()
			case graph.KindCity:
				return v.Cities.Level[i].String()
			}
			return ""
		}),
		g.any("number", func(k graph.Kind, i int32) string {
			switch k {
			case graph.KindSection:
				return v.Sections.Number[i]
			case graph.KindTask:
				return v.Tasks.Number[i]
			}
			return ""
		}),
		g.any("jurisdiction", func(k graph.Kind, i int32) string { return jurisdiction(v, k, i) }),
		g.of("locator", graph.KindTask, func(i int32) string { return v.Tasks.Locator[i] }),
		g.of("code", graph.KindCity, func(i int32) string { return v.Cities.Code[i] }),
		g.of("docNumber", graph.KindDocument, func(i int32) string { return v.Documents.DocNumber[i] }),
		g.of("issuedOn", graph.KindDocument, func(i int32) string { return v.Documents.IssuedOn[i] }),
		g.of("publishedOn", graph.KindDocument, func(i int32) string { return v.Documents.PublishedOn[i] }),
		g.of("sourceUrl", graph.KindDocument, func(i int32) string { return v.Documents.SourceURL[i] }),
		g.of("textSha256", graph.KindDocument, func(i int32) string { return v.Documents.TextSHA256[i] }),
		g.any("address", func(k graph.Kind, i int32) string { return g.base + "/id/" + string(v.IDOf(k, i)) }),
	}
}

// jurisdiction is the name of the place that a body belongs to: bodies of several places are called alike. Empty for others.
func jurisdiction(v *graph.View, k graph.Kind, i int32) string {
	if k != graph.KindDepartment || v.Departments.Jurisdiction[i] < 0 {
		return ""
	}
	return v.Entities(graph.KindCity).Name[v.Departments.Jurisdiction[i]]
}

func (g *wholeGraph) edgeColumns() []column {
	v := g.v
	fact := func(name string, at func(f *graph.Facts, kind graph.Kind, i int32) string) column {
		return texts(name, func(row int) string {
			if e := &g.edges[row]; e.fact >= 0 {
				return at(v.Facts(e.kind), e.kind, e.fact)
			}
			return ""
		})
	}
	passage := func(name string, at func(i int32) string) column { // of the first passage behind the fact
		return fact(name, func(f *graph.Facts, _ graph.Kind, i int32) string { return at(f.Evidence(i)[0]) })
	}
	return []column{
		fact("role", func(f *graph.Facts, kind graph.Kind, i int32) string {
			if names := kind.RoleNames(); len(names) > 0 {
				return names[f.Role[i]]
			}
			return ""
		}),
		fact("roleText", func(f *graph.Facts, _ graph.Kind, i int32) string { return v.RoleText(f, i) }),
		fact("surface", func(f *graph.Facts, _ graph.Kind, i int32) string { return v.Surface(f, i) }),
		passage("inDocument", func(i int32) string { return string(v.IDOf(graph.KindDocument, v.Evidence.Document[i])) }),
		passage("quote", func(i int32) string {
			s := v.Evidence.Span[i]
			return v.Documents.Text[v.Evidence.Document[i]][s.Start:s.End]
		}),
		passage("locator", v.Locator),
		passage("rule", v.Rule),
		passage("address", func(i int32) string { return g.base + "/id/" + string(v.IDOf(graph.KindEvidence, i)) }),
		fact("evidence", func(f *graph.Facts, _ graph.Kind, i int32) string {
			var ids []string
			for _, e := range f.Evidence(i) {
				ids = append(ids, string(v.IDOf(graph.KindEvidence, e)))
			}
			return strings.Join(ids, " ")
		}),
	}
}
