package export

import (
	"bytes"
	"encoding/json"
)

// json writes a string in quotes. Bytes that are not UTF-8 become U+FFFD.
func (o *output) json(s string) {
	b := bytes.NewBuffer(o.buf[:0])
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil && o.err == nil {
		o.err = err
	}
	o.buf = b.Bytes()
	o.text(string(bytes.TrimSuffix(o.buf, []byte("\n"))))
}

// member writes ,"name": and a string.
func (o *output) member(name, value string) {
	o.text(`,"`, name, `":`)
	o.json(value)
}

func (o *output) members(t *table, row int) {
	t.each(row, func(c *column, v value) {
		o.text(`,"`, c.name, `":`)
		if v.kind == textValue {
			o.json(v.text)
		} else {
			o.text(v.String())
		}
	})
}

// list writes what write gives for each row, with commas between.
func (o *output) list(n int, write func(i int)) {
	o.text("[")
	o.rows(n, func(i int) {
		if i > 0 {
			o.text(",")
		}
		o.text("\n")
		write(i)
	})
	o.text("\n]")
}

func (m *model) flags() string {
	flag := map[bool]string{true: "true", false: "false"}
	return `"directed":` + flag[m.directed] + `,"multigraph":` + flag[m.multi]
}

// writeNodeLink writes what networkx.node_link_graph reads by default in every version: it looks for the edges under links
// up to NetworkX 3.5 (D3 does too) and under edges from 3.6 on, so they are written under both names.
func writeNodeLink(o *output, m *model) {
	o.text("{", m.flags(), `,"graph":{"id":`)
	o.json(m.id)
	o.member("title", m.title)
	o.member("description", m.note)
	o.text(`},"nodes":`)
	o.list(m.nodes.size, func(i int) {
		n := m.node(i)
		o.text(`{"id":`)
		o.json(n.id)
		o.member("label", n.label)
		o.member("kind", n.kind)
		o.members(&m.nodes, i)
		o.text("}")
	})
	for _, name := range []string{"links", "edges"} {
		o.text(`,"`, name, `":`)
		o.list(m.edges.size, func(i int) { o.jsonEdge(m, i) })
	}
	o.text("}\n")
}

// jsonEdge writes an edge; key tells apart the edges between two nodes.
func (o *output) jsonEdge(m *model, i int) {
	e := m.edge(i)
	o.text(`{"id":`)
	o.json(e.id)
	o.member("source", m.node(e.source).id)
	o.member("target", m.node(e.target).id)
	if m.multi {
		o.member("key", e.id)
	}
	o.member("kind", e.kind)
	o.text(`,"weight":`, number(e.weight))
	o.members(&m.edges, i)
	o.text("}")
}

// writeCytoscape writes the JSON of Cytoscape and Cytoscape.js.
func writeCytoscape(o *output, m *model) {
	o.text("{", m.flags(), `,"data":{"id":`)
	o.json(m.id)
	o.member("name", m.title)
	o.member("description", m.note)
	o.text(`},"elements":{"nodes":`)
	o.list(m.nodes.size, func(i int) {
		n := m.node(i)
		o.text(`{"data":{"id":`)
		o.json(n.id)
		o.member("value", n.id) // NetworkX takes the node from here
		o.member("name", n.label)
		o.member("label", n.label)
		o.member("kind", n.kind)
		o.members(&m.nodes, i)
		o.text("}}")
	})
	o.text(`,"edges":`)
	o.list(m.edges.size, func(i int) {
		o.text(`{"data":`)
		o.jsonEdge(m, i)
		o.text("}")
	})
	o.text("}}\n")
}
