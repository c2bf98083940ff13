package export

import (
	"strconv"
	"strings"
)

// model is what every format writes: nodes and edges with columns of values.
type model struct {
	id, title, note string
	iri             string // of the whole
	directed        bool
	multi           bool // two nodes may have several edges
	nodes, edges    table
	node            func(i int) node
	edge            func(i int) edge
	look            func(i int) look // for formats that draw; nil when nothing is known of how nodes look
}

// node is the fixed part of a row of nodes.
type node struct{ id, label, kind string }

// look is how a node is drawn at first, for programs that draw; a person changes it there.
type look struct {
	color  rgb
	size   float64 // diameter, in the units of the program
	x, y   float64 // in the same units, y upwards
	placed bool    // x and y are known
}

type rgb struct{ r, g, b uint8 }

// edge is the fixed part of a row of edges; its ends are rows of nodes.
type edge struct {
	id, kind       string
	source, target int
	weight         float64
}

// table is the size of a table and its further columns.
type table struct {
	size    int
	columns []column
}

// column is a named value of each row.
type column struct {
	name string // a word of ASCII letters
	kind valueKind
	at   func(row int) value
}

type valueKind uint8

const (
	textValue valueKind = iota
	wholeValue
	floatValue
	boolValue
)

// value is a cell; none is a cell without a value.
type value struct {
	kind valueKind
	text string
	num  float64
	none bool
}

// String writes the value without any escaping.
func (v value) String() string {
	switch v.kind {
	case textValue:
		return v.text
	case boolValue:
		if v.num != 0 {
			return "true"
		}
		return "false"
	case wholeValue:
		return strconv.FormatInt(int64(v.num), 10)
	default:
		return number(v.num)
	}
}

// texts is a column of strings, of which the empty ones are none.
func texts(name string, at func(row int) string) column {
	return column{name, textValue, func(row int) value {
		s := at(row)
		return value{kind: textValue, text: s, none: s == ""}
	}}
}

// each visits the values of a row that are not none.
func (t *table) each(row int, visit func(c *column, v value)) {
	for i := range t.columns {
		if v := t.columns[i].at(row); !v.none {
			visit(&t.columns[i], v)
		}
	}
}

// uniqueLabels are the labels of the nodes on one line each, with the id where several have the same, for formats that know
// nodes by label.
func (m *model) uniqueLabels() []string {
	labels, times := make([]string, m.nodes.size), map[string]int{}
	for i := range labels {
		labels[i] = strings.TrimSpace(oneLine(m.node(i).label))
		times[labels[i]]++
	}
	for i, label := range labels {
		if times[label] > 1 || label == "" {
			labels[i] = strings.TrimSpace(label + " (" + m.node(i).id + ")")
		}
	}
	return labels
}
