package analysis

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Link is one step between two entities.
type Link struct {
	From, To Ref
	Kind     LinkKind
	Fact     int32 // index in View.Facts of FactKind; -1 for the structural links CONTAINS and PART_OF
	Against  bool  // the step leads against the order in which LinkKind names its ends, e.g. from a task to a body
}

// linkShape says what a kind of link joins. A link runs from the first end to the second.
type linkShape struct {
	ends   [2]graph.Kind
	fact   graph.Kind // of the facts behind it; KindDocument for none
	turned bool       // the subject of its facts is the second end
	word   string     // how a path reads it, when neither text nor role gives a word
}

var linkShapes = [...]linkShape{
	LinkResponsibility: {[2]graph.Kind{graph.KindDepartment, graph.KindTask}, graph.KindResponsibility, true, ""},
	LinkDocumentRole:   {[2]graph.Kind{graph.KindDepartment, graph.KindDocument}, graph.KindDocumentRole, true, ""},
	LinkContains:       {[2]graph.Kind{graph.KindDocument, graph.KindTask}, graph.KindDocument, false, "包含"},
	LinkTaskPlace:      {[2]graph.Kind{graph.KindTask, graph.KindCity}, graph.KindTaskPlace, false, "涉及"},
	LinkTaskProject:    {[2]graph.Kind{graph.KindTask, graph.KindProject}, graph.KindTaskProject, false, "项目"},
	LinkTaskTheme:      {[2]graph.Kind{graph.KindTask, graph.KindTheme}, graph.KindTaskTheme, false, "主题"},
	LinkReference:      {[2]graph.Kind{graph.KindDocument, graph.KindDocument}, graph.KindReference, false, ""},
	LinkPartOf:         {[2]graph.Kind{graph.KindCity, graph.KindCity}, graph.KindDocument, false, "属于"},
}

var documentRoleWords = [...]string{
	graph.DocumentIssuer: "发文", graph.DocumentCoIssuer: "联合发文", graph.DocumentAddressee: "主送",
}

var relationWords = [...]string{
	graph.RelationImplements: "贯彻落实", graph.RelationBasedOn: "根据", graph.RelationCites: "引用",
}

// FactKind is the kind of the facts behind links of this kind; false for structural links.
func (k LinkKind) FactKind() (graph.Kind, bool) {
	fact := linkShapes[k].fact
	return fact, fact.IsFact()
}

// Role is the role on the link as the API names it, e.g. RESPONSIBLE; empty when it has none.
func (l *Link) Role(v *graph.View) string {
	if l.Fact < 0 {
		return ""
	}
	role := v.Facts(linkShapes[l.Kind].fact).Role[l.Fact]
	switch l.Kind {
	case LinkResponsibility:
		return graph.Role(role).String()
	case LinkDocumentRole:
		return graph.DocumentRole(role).String()
	case LinkReference:
		return graph.RelationKind(role).String()
	}
	return ""
}

// word is what the text says of the link, or the word for its role.
func (l *Link) word(v *graph.View) string {
	if l.Fact < 0 {
		return linkShapes[l.Kind].word
	}
	facts := v.Facts(linkShapes[l.Kind].fact)
	if said := v.RoleText(facts, l.Fact); said != "" {
		return said
	}
	switch role := facts.Role[l.Fact]; l.Kind {
	case LinkResponsibility:
		return roleWords[role].zh
	case LinkDocumentRole:
		return documentRoleWords[role]
	case LinkReference:
		return relationWords[role]
	}
	return linkShapes[l.Kind].word
}

// PathText writes a path as one readable line, e.g. 省林业厅 -负责-> 构筑生态安全屏障 <-负责- 省环保厅.
func PathText(v *graph.View, start Ref, steps []Link) string {
	name := func(r Ref) string { return v.Entities(r.Kind).Name[r.Index] }
	var b strings.Builder
	b.WriteString(name(start))
	for i := range steps {
		before, after := " -", "-> "
		if steps[i].Against {
			before, after = " <-", "- "
		}
		b.WriteString(before + steps[i].word(v) + after + name(steps[i].To))
	}
	return b.String()
}

// linkGraph is the View as a graph of entities with the links that a question allows. Entities are numbered over all
// kinds: first documents, then sections and so on.
type linkGraph struct {
	view  *graph.View
	via   []LinkKind // ascending
	roles []graph.Role
	base  [graph.EntityKinds + 1]int32
}

func newLinkGraph(v *graph.View, via []LinkKind, roles []graph.Role) *linkGraph {
	g := &linkGraph{view: v, roles: roles}
	for k := range linkNames {
		if via == nil || slices.Contains(via, LinkKind(k)) {
			g.via = append(g.via, LinkKind(k))
		}
	}
	for k := range graph.EntityKinds {
		g.base[k+1] = g.base[k] + int32(v.Len(graph.Kind(k)))
	}
	return g
}

func (g *linkGraph) size() int { return int(g.base[graph.EntityKinds]) }

func (g *linkGraph) node(r Ref) int32 { return g.base[r.Kind] + r.Index }

func (g *linkGraph) ref(node int32) Ref {
	k := 0
	for node >= g.base[k+1] {
		k++
	}
	return Ref{graph.Kind(k), node - g.base[k]}
}

// each visits the links at an entity, outgoing before incoming, in the order of kinds and then of facts. Two entities
// may have several.
func (g *linkGraph) each(at Ref, visit func(Link)) {
	for _, k := range g.via {
		sh := &linkShapes[k]
		for end, kind := range sh.ends {
			if kind != at.Kind {
				continue
			}
			if sh.fact.IsFact() {
				g.facts(at, k, end == 1, visit)
			} else {
				g.structural(at, k, end == 1, visit)
			}
		}
	}
}

func (g *linkGraph) facts(at Ref, k LinkKind, against bool, visit func(Link)) {
	sh := &linkShapes[k]
	facts := g.view.Facts(sh.fact)
	other := sh.ends[1]
	if against {
		other = sh.ends[0]
	}
	step := func(fact, to int32) {
		if to < 0 || k == LinkResponsibility && g.roles != nil && !slices.Contains(g.roles, graph.Role(facts.Role[fact])) {
			return
		}
		visit(Link{at, Ref{other, to}, k, fact, against})
	}
	if against == sh.turned { // at is the subject
		for lo, hi := facts.From(at.Index); lo < hi; lo++ {
			step(lo, facts.Object[lo])
		}
		return
	}
	for _, fact := range facts.To(at.Index) {
		step(fact, facts.Subject[fact])
	}
}

func (g *linkGraph) structural(at Ref, k LinkKind, against bool, visit func(Link)) {
	v := g.view
	step := func(kind graph.Kind, to int32) { visit(Link{at, Ref{kind, to}, k, -1, against}) }
	switch {
	case k == LinkContains && against:
		step(graph.KindDocument, v.Tasks.Document[at.Index])
	case k == LinkContains:
		for t := v.Documents.FirstTask[at.Index]; t < v.Documents.FirstTask[at.Index+1]; t++ {
			step(graph.KindTask, t)
		}
	case against:
		for _, child := range v.Cities.Children.Of(at.Index) {
			step(graph.KindCity, child)
		}
	case v.Cities.Parent[at.Index] >= 0:
		step(graph.KindCity, v.Cities.Parent[at.Index])
	}
}
