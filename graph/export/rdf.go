package export

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// namespace begins the names of everything in RDF, as in the store: a thing is named by it and its global id.
const namespace = "urn:policygraph:"

const (
	xsd       = "http://www.w3.org/2001/XMLSchema#"
	rdfType   = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
	rdfsLabel = "<http://www.w3.org/2000/01/rdf-schema#label>"
)

// iri names something in angle brackets. Ids are made of ASCII letters, digits, - and /, so nothing needs escaping.
func iri(id string) string { return "<" + namespace + id + ">" }

// literal is a string of N-Triples and Turtle in quotes.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range valid(s) {
		switch {
		case r == 0:
			b.WriteRune(utf8.RuneError) // readers stop at a zero byte
		case r == '"':
			b.WriteString(`\"`)
		case r == '\\':
			b.WriteString(`\u005C`) // rdflib before 6.2 reads \\n as a backslash and a line end
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// typed is a literal of the type of the value.
func typed(v value) string {
	if v.kind == textValue {
		return literal(v.text)
	}
	return `"` + v.String() + `"^^<` + xsd + [...]string{wholeValue: "integer", floatValue: "double", boolValue: "boolean"}[v.kind] + ">"
}

// className is the class of a kind, e.g. CulturalTheme of CULTURAL_THEME.
func className(kind string) string {
	var b strings.Builder
	for _, word := range strings.Split(strings.ToLower(kind), "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// ends are the names of the links from an edge, which is a thing of its own, to its two nodes. Facts call them by the
// kinds of their ends, as the store does.
func ends(kind string) (source, target string) {
	if k, ok := graph.ParseKind(kind); ok && k.IsFact() {
		from, to := k.Ends()
		if from != to {
			return lower(className(from.String())), lower(className(to.String()))
		}
	}
	return "source", "target"
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// statement is a predicate with an object, both in the syntax of N-Triples.
type statement struct{ predicate, object string }

// about are the statements about the whole.
func (m *model) about() []statement {
	return []statement{{rdfType, iri("Graph")}, {rdfsLabel, literal(m.title)}, {iri("description"), literal(m.note)}}
}

// ofNode and ofEdge are the statements about a row; they begin with its type.
func (m *model) ofNode(i int) (subject string, list []statement) {
	n := m.node(i)
	list = []statement{{rdfType, iri(className(n.kind))}, {rdfsLabel, literal(n.label)}}
	m.nodes.each(i, func(c *column, v value) { list = append(list, statement{iri(c.name), typed(v)}) })
	return iri(n.id), list
}

func (m *model) ofEdge(i int) (subject string, list []statement) {
	e := m.edge(i)
	source, target := ends(e.kind)
	list = []statement{
		{rdfType, iri(className(e.kind))}, {iri(source), iri(m.node(e.source).id)}, {iri(target), iri(m.node(e.target).id)},
	}
	if !m.multi {
		list = append(list, statement{iri("weight"), typed(value{kind: floatValue, num: e.weight})})
	}
	m.edges.each(i, func(c *column, v value) { list = append(list, statement{iri(c.name), typed(v)}) })
	return iri(e.id), list
}

// subjects visits everything that statements are about.
func (o *output) subjects(m *model, visit func(subject string, list []statement)) {
	visit("<"+m.iri+">", m.about())
	o.rows(m.nodes.size, func(i int) { visit(m.ofNode(i)) })
	o.rows(m.edges.size, func(i int) { visit(m.ofEdge(i)) })
}

func (o *output) quad(q Quad) {
	o.text(q.Subject, " ", q.Predicate, " ", q.Object)
	if q.Graph != "" {
		o.text(" ", q.Graph)
	}
	o.text(" .\n")
}

// writeNQuads writes a network as one named graph.
func writeNQuads(o *output, m *model) {
	o.subjects(m, func(subject string, list []statement) {
		for _, s := range list {
			o.quad(Quad{subject, s.predicate, s.object, "<" + m.iri + ">"})
		}
	})
}

func writeTurtle(o *output, m *model) {
	o.text("@prefix pg: <", namespace, "> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix xsd: <", xsd, "> .\n\n")
	shorter := strings.NewReplacer(rdfType, "a", rdfsLabel, "rdfs:label")
	o.subjects(m, func(subject string, list []statement) {
		o.text(subject)
		for i, s := range list {
			if i > 0 {
				o.text(" ;\n   ")
			}
			o.text(" ", short(shorter.Replace(s.predicate)), " ", shortObject(s.object))
		}
		o.text(" .\n")
	})
}

// short writes one of our words with the prefix.
func short(term string) string {
	if word, ok := strings.CutPrefix(term, "<"+namespace); ok {
		return "pg:" + strings.TrimSuffix(word, ">")
	}
	return term
}

// shortObject shortens classes and types; ids may hold what a local name cannot, and stay.
func shortObject(term string) string {
	if word, ok := strings.CutPrefix(term, "<"+namespace); ok && word[0] >= 'A' && word[0] <= 'Z' {
		return short(term)
	}
	if text, kind, ok := strings.Cut(term, `"^^<`+xsd); ok && term[0] == '"' && !strings.ContainsAny(text[1:], `"`) {
		return text + `"^^xsd:` + strings.TrimSuffix(kind, ">")
	}
	return term
}

// writeJSONLD writes JSON-LD 1.1 with a context of our namespace.
func writeJSONLD(o *output, m *model) {
	o.text(`{"@context":{"@vocab":"`, namespace, `","label":"http://www.w3.org/2000/01/rdf-schema#label","xsd":"`, xsd, `"`)
	for _, link := range []string{"source", "target", "document", "department", "task", "city", "project", "culturalTheme"} {
		o.text(`,"`, link, `":{"@type":"@id"}`)
	}
	o.text(`},"@graph":`)
	o.list(1+m.nodes.size+m.edges.size, func(i int) {
		switch {
		case i == 0:
			o.jsonThing(m.iri, "GRAPH")
			o.member("label", m.title)
			o.member("description", m.note)
		case i <= m.nodes.size:
			n := m.node(i - 1)
			o.jsonThing(namespace+n.id, n.kind)
			o.member("label", n.label)
			o.jsonValues(&m.nodes, i-1)
		default:
			o.jsonEdgeThing(m, i-1-m.nodes.size)
		}
		o.text("}")
	})
	o.text("}\n")
}

func (o *output) jsonEdgeThing(m *model, i int) {
	e := m.edge(i)
	source, target := ends(e.kind)
	o.jsonThing(namespace+e.id, e.kind)
	o.member(source, namespace+m.node(e.source).id)
	o.member(target, namespace+m.node(e.target).id)
	if !m.multi {
		o.jsonValue("weight", value{kind: floatValue, num: e.weight})
	}
	o.jsonValues(&m.edges, i)
}

func (o *output) jsonThing(iri, kind string) {
	o.text(`{"@id":`)
	o.json(iri)
	o.member("@type", className(kind))
}

func (o *output) jsonValues(t *table, row int) {
	t.each(row, func(c *column, v value) { o.jsonValue(c.name, v) })
}

// jsonValue gives floats their type, because 1 would be read as a whole number.
func (o *output) jsonValue(name string, v value) {
	switch v.kind {
	case textValue:
		o.member(name, v.text)
	case floatValue:
		o.text(`,"`, name, `":{"@type":"xsd:double","@value":"`, v.String(), `"}`)
	default:
		o.text(`,"`, name, `":`, v.String())
	}
}
