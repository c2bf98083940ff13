package export

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// xml writes text or a value of an attribute. What XML 1.0 cannot hold is replaced by U+FFFD and counted. White space
// other than the blank is written as a reference: readers join or drop it otherwise, some even U+2028.
func (o *output) xml(s string) {
	from := 0
	for i, r := range s {
		var instead string
		switch {
		case r == '&':
			instead = "&amp;"
		case r == '<':
			instead = "&lt;"
		case r == '>':
			instead = "&gt;"
		case r == '"':
			instead = "&quot;"
		case r == '\t' || r == '\n' || r == '\r' || r == 0x85 || r == 0x2028:
			instead = "&#" + strconv.Itoa(int(r)) + ";"
		case !inXML(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			instead = "\uFFFD"
			o.replaced++
		default:
			continue
		}
		o.text(s[from:i], instead)
		_, size := utf8.DecodeRuneInString(s[i:])
		from = i + size
	}
	o.text(s[from:])
}

// inXML reports whether XML 1.0 has this character.
func inXML(r rune) bool {
	return r >= ' ' && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// attribute writes name="value" after a space.
func (o *output) attribute(name, value string) {
	o.text(" ", name, `="`)
	o.xml(value)
	o.text(`"`)
}

// confess says at the end of a file how many characters are not those of the graph.
func (o *output) confess() {
	if o.replaced > 0 {
		o.text("<!-- ")
		o.int(o.replaced)
		o.text(" characters that XML cannot hold were replaced by U+FFFD -->\n")
	}
}

// writeGEXF writes version 1.2draft, which Gephi, NetworkX and graphology all read: NetworkX refuses 1.3.
func writeGEXF(o *output, m *model) {
	o.text(xmlHead, `<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">`, "\n<meta><creator>PolicyGraph</creator><description>")
	o.xml(m.title + ". " + m.note)
	o.text("</description></meta>\n<graph mode=\"static\" defaultedgetype=\"", direction(m), "\">\n")
	gexfAttributes(o, "node", &m.nodes)
	gexfAttributes(o, "edge", &m.edges)
	o.text("<nodes>\n")
	o.rows(m.nodes.size, func(i int) {
		n := m.node(i)
		o.text("<node")
		o.attribute("id", n.id)
		o.attribute("label", n.label)
		gexfValues(o, &m.nodes, i, n.kind)
		if m.look != nil {
			gexfLook(o, m.look(i))
		}
		o.text("</node>\n")
	})
	o.text("</nodes>\n<edges>\n")
	o.rows(m.edges.size, func(i int) {
		e := m.edge(i)
		o.text("<edge")
		o.attribute("id", e.id)
		o.attribute("source", m.node(e.source).id)
		o.attribute("target", m.node(e.target).id)
		o.attribute("weight", number(e.weight))
		gexfValues(o, &m.edges, i, e.kind)
		o.text("</edge>\n")
	})
	o.text("</edges>\n</graph>\n</gexf>\n")
	o.confess()
}

func direction(m *model) string {
	if m.directed {
		return "directed"
	}
	return "undirected"
}

func gexfAttributes(o *output, class string, t *table) {
	o.text(`<attributes class="`, class, `"><attribute id="kind" title="kind" type="string"/>`)
	for _, c := range t.columns {
		o.text(`<attribute id="`, c.name, `" title="`, c.name, `" type="`, [...]string{"string", "integer", "double", "boolean"}[c.kind], `"/>`)
	}
	o.text("</attributes>\n")
}

func gexfLook(o *output, l look) {
	o.text("<viz:color")
	o.attribute("r", strconv.Itoa(int(l.color.r)))
	o.attribute("g", strconv.Itoa(int(l.color.g)))
	o.attribute("b", strconv.Itoa(int(l.color.b)))
	o.text("/>")
	if l.placed {
		o.text("<viz:position")
		o.attribute("x", number(l.x))
		o.attribute("y", number(l.y))
		o.text(` z="0"/>`)
	}
	o.text("<viz:size")
	o.attribute("value", number(l.size))
	o.text("/>")
}

func gexfValues(o *output, t *table, row int, kind string) {
	o.text(`><attvalues><attvalue for="kind"`)
	o.attribute("value", kind)
	o.text("/>")
	t.each(row, func(c *column, v value) {
		o.text(`<attvalue for="`, c.name, `"`)
		o.attribute("value", v.String())
		o.text("/>")
	})
	o.text("</attvalues>")
}

// writeGraphML gives nodes the attributes label and kind and edges weight and kind beside the columns.
func writeGraphML(o *output, m *model) {
	o.text(xmlHead, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, "\n")
	fixed := func(of, name, kind string) {
		o.text(`<key id="`, of[:1], "-", name, `" for="`, of, `" attr.name="`, name, `" attr.type="`, kind, `"/>`, "\n")
	}
	for _, of := range []struct {
		name string
		t    *table
	}{{"node", &m.nodes}, {"edge", &m.edges}} {
		fixed(of.name, "kind", "string")
		for _, c := range of.t.columns {
			fixed(of.name, c.name, [...]string{"string", "long", "double", "boolean"}[c.kind])
		}
	}
	fixed("node", "label", "string")
	fixed("edge", "weight", "double")
	fixed("graph", "description", "string")
	o.text("<graph")
	o.attribute("id", m.id)
	o.text(` edgedefault="`, direction(m), `">`)
	o.data("g-description", m.title+". "+m.note)
	o.text("\n")
	o.rows(m.nodes.size, func(i int) {
		n := m.node(i)
		o.text("<node")
		o.attribute("id", n.id)
		o.text(">")
		o.data("n-label", n.label)
		o.data("n-kind", n.kind)
		m.nodes.each(i, func(c *column, v value) { o.data("n-"+c.name, v.String()) })
		o.text("</node>\n")
	})
	o.rows(m.edges.size, func(i int) {
		e := m.edge(i)
		o.text("<edge")
		o.attribute("id", e.id)
		o.attribute("source", m.node(e.source).id)
		o.attribute("target", m.node(e.target).id)
		o.text(">")
		o.data("e-weight", number(e.weight))
		o.data("e-kind", e.kind)
		m.edges.each(i, func(c *column, v value) { o.data("e-"+c.name, v.String()) })
		o.text("</edge>\n")
	})
	o.text("</graph>\n</graphml>\n")
	o.confess()
}

func (o *output) data(key, value string) {
	o.text(`<data key="`, key, `">`)
	o.xml(strings.TrimSpace(value))
	o.text("</data>")
}
