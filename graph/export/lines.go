package export

import "strings"

// quoted writes a string in quotes with backslashes before quotes and backslashes, on one line.
func (o *output) quoted(s string) {
	o.text(`"`, o.backslashes.Replace(oneLine(s)), `"`)
}

// writePajek writes vertices with their names and edges with their weights; Pajek has no further attributes and no
// escapes: quotes and backslashes become those of full width.
func writePajek(o *output, m *model) {
	labels, fullWidth := m.uniqueLabels(), strings.NewReplacer(`"`, "＂", `\`, "＼")
	o.text("*Vertices ")
	o.int(m.nodes.size)
	o.text("\n")
	o.rows(m.nodes.size, func(i int) {
		o.int(i + 1)
		o.text(" ")
		o.text(`"`, fullWidth.Replace(labels[i]), "\"\n")
	})
	if m.directed {
		o.text("*Arcs\n")
	} else {
		o.text("*Edges\n")
	}
	o.rows(m.edges.size, func(i int) {
		e := m.edge(i)
		o.int(e.source + 1)
		o.text(" ")
		o.int(e.target + 1)
		o.text(" ", number(e.weight), "\n")
	})
}

// writeDOT writes the language of Graphviz.
func writeDOT(o *output, m *model) {
	kind, arrow := "graph ", " -- "
	if m.directed {
		kind, arrow = "digraph ", " -> "
	}
	o.text(kind)
	o.quoted(m.id)
	o.text(" {\n")
	o.text("comment=")
	o.quoted(m.title + ". " + m.note)
	o.text(";\n")
	o.rows(m.nodes.size, func(i int) {
		n := m.node(i)
		o.quoted(n.id)
		o.text(" [label=")
		o.quoted(n.label)
		o.text(",kind=")
		o.quoted(n.kind)
		o.attributes(&m.nodes, i)
		o.text("];\n")
	})
	o.rows(m.edges.size, func(i int) {
		e := m.edge(i)
		o.quoted(m.node(e.source).id)
		o.text(arrow)
		o.quoted(m.node(e.target).id)
		o.text(" [id=")
		o.quoted(e.id)
		o.text(",kind=")
		o.quoted(e.kind)
		o.text(",weight=")
		o.quoted(number(e.weight))
		o.attributes(&m.edges, i)
		o.text("];\n")
	})
	o.text("}\n")
}

func (o *output) attributes(t *table, row int) {
	t.each(row, func(c *column, v value) {
		o.text(",", c.name, "=")
		o.quoted(v.String()) // DOT has no exponents outside quotes
	})
}
