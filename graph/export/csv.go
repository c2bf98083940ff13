package export

import (
	"archive/zip"
	"io"
	"strings"
)

// byteOrderMark tells spreadsheets that a file is UTF-8; without it Chinese comes out garbled.
const byteOrderMark = "\uFEFF"

// formulaStarts are the characters with which a cell becomes a formula in some spreadsheet, in half and full width.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// cell writes a text as a cell. Text that a spreadsheet would run as a formula gets an apostrophe before it.
func (o *output) cell(s string) {
	s = strings.ReplaceAll(valid(s), "\x00", "\uFFFD") // a zero byte ends the file for some readers
	if s != "" && strings.ContainsAny(firstRune(s), formulaStarts) {
		s = "'" + s
	}
	if strings.ContainsAny(s, "\",;\t\r\n") || strings.TrimSpace(s) != s {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	o.text(s)
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// endRow is what RFC 4180 asks for.
const endRow = "\r\n"

func (o *output) row(cells ...string) {
	for i, c := range cells {
		if i > 0 {
			o.text(",")
		}
		o.cell(c)
	}
}

// rest writes the cells of the further columns; numbers are ours and never escaped.
func (o *output) rest(t *table, row int) {
	for _, c := range t.columns {
		o.text(",")
		switch v := c.at(row); {
		case v.none:
		case v.kind == textValue:
			o.cell(v.text)
		default:
			o.text(v.String())
		}
	}
	o.text(endRow)
}

func (o *output) head(t *table, fixed ...string) {
	o.text(byteOrderMark)
	o.row(fixed...)
	for _, c := range t.columns {
		o.text(",", c.name)
	}
	o.text(endRow)
}

// writeCSV writes a zip of nodes.csv and edges.csv with the column names that Gephi knows.
func writeCSV(o *output, m *model) {
	z := zip.NewWriter(o)
	file := func(name string, write func(*output)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // no time, so that the bytes stay the same
		if err == nil {
			err = into(o, w, write)
		}
		if o.err == nil {
			o.err = err
		}
	}
	file("nodes.csv", func(o *output) {
		o.head(&m.nodes, "Id", "Label", "Kind")
		o.rows(m.nodes.size, func(i int) {
			n := m.node(i)
			o.row(n.id, n.label, n.kind)
			o.rest(&m.nodes, i)
		})
	})
	file("edges.csv", func(o *output) {
		o.head(&m.edges, "Id", "Source", "Target", "Type", "Kind", "Weight")
		o.rows(m.edges.size, func(i int) {
			e := m.edge(i)
			o.row(e.id, m.node(e.source).id, m.node(e.target).id, direction(m), e.kind)
			o.text(",", number(e.weight))
			o.rest(&m.edges, i)
		})
	})
	if err := z.Close(); o.err == nil {
		o.err = err
	}
}

// into writes to another writer with the same context.
func into(o *output, w io.Writer, write func(*output)) error {
	inner := newOutput(o.ctx, w)
	write(inner)
	return inner.finish(nil)
}

// writeMatrix writes the weights of ties as a square with the names of actors above and before it; 0 where there is none.
func writeMatrix(o *output, m *model) {
	size := m.nodes.size
	type entry struct {
		column int
		weight float64
	}
	lines := make([][]entry, size)
	for i := range m.edges.size {
		e := m.edge(i)
		lines[e.source] = append(lines[e.source], entry{e.target, e.weight})
		lines[e.target] = append(lines[e.target], entry{e.source, e.weight})
	}
	labels := m.uniqueLabels()
	o.text(byteOrderMark)
	o.row(append([]string{""}, labels...)...)
	o.text(endRow)
	line := make([]float64, size)
	o.rows(size, func(i int) {
		for _, e := range lines[i] {
			line[e.column] = e.weight
		}
		o.cell(labels[i])
		for _, w := range line {
			o.text(",", number(w))
		}
		o.text(endRow)
		clear(line)
	})
}
