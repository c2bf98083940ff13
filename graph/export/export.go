package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// Format is a way to write a graph.
type Format struct {
	Name      string // for flags and addresses, e.g. gexf
	MediaType string
	Extension string // of files, without the dot
	Reads     string // programs that read it
	write     func(*output, *model)
	only      only
}

// only says what a format cannot hold.
type only uint8

const (
	anything only = iota
	networks      // not the whole graph
	asStored      // the whole graph as the store keeps it; a network as anything else
)

// Formats lists all formats in the order of docs/EXPORTS.md.
func Formats() []Format {
	return []Format{
		{"gexf", "application/gexf+xml", "gexf", "Gephi, Gephi Lite, NetworkX, graphology", writeGEXF, anything},
		{"graphml", "application/graphml+xml", "graphml", "igraph, NetworkX, yEd, Cytoscape, R", writeGraphML, anything},
		{"csv", "application/zip", "zip", "spreadsheets, Gephi, R, pandas", writeCSV, anything},
		{"matrix", "text/csv; charset=utf-8", "csv", "UCINET, R, pandas, spreadsheets", writeMatrix, networks},
		{"node-link", "application/json", "json", "NetworkX, D3", writeNodeLink, anything},
		{"cytoscape", "application/json", "cyjs", "Cytoscape, Cytoscape.js, NetworkX", writeCytoscape, anything},
		{"pajek", "text/plain; charset=utf-8", "net", "Pajek, igraph, NetworkX", writePajek, anything},
		{"dot", "text/vnd.graphviz; charset=utf-8", "dot", "Graphviz, pydot", writeDOT, anything},
		{"nquads", "application/n-quads", "nq", "RDF stores, `policygraph import`", writeNQuads, asStored},
		{"turtle", "text/turtle; charset=utf-8", "ttl", "RDF stores, rdflib, rapper", writeTurtle, anything},
		{"jsonld", "application/ld+json", "jsonld", "RDF stores, rdflib", writeJSONLD, anything},
	}
}

// Lookup finds a format by name.
func Lookup(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	if name == "" {
		return Format{}, fmt.Errorf("no format is named; there are %s", strings.Join(names, ", "))
	}
	return Format{}, fmt.Errorf("no format %q; there are %s", name, strings.Join(names, ", "))
}

// Quad is a statement in the terms of N-Quads, already in its syntax; Graph may be empty.
type Quad struct{ Subject, Predicate, Object, Graph string }

// Options of an export; the zero value is the usual.
type Options struct {
	// BaseURL begins the addresses of passages, e.g. https://example.org; they end in /id/ and the id of the passage.
	BaseURL string
	// Bare leaves the measures out of a network, e.g. because it is above a limit of theirs.
	Bare bool
	// Quads visits the statements that the store keeps of the graph; without it, the whole graph cannot be written as
	// N-Quads, which must hold all that is needed to load it again.
	Quads func(ctx context.Context, visit func(Quad) error) error
}

// Graph writes all entities and facts of a View. A fact carries its role, the passage that states it and the address
// of that passage.
func Graph(ctx context.Context, w io.Writer, v *graph.View, f Format, o Options) error {
	switch {
	case f.only == networks:
		return fmt.Errorf("the format %s holds networks only", f.Name)
	case f.only == asStored && o.Quads == nil:
		return fmt.Errorf("the format %s needs the store", f.Name)
	case f.only == asStored:
		out := newOutput(ctx, w)
		err := o.Quads(ctx, func(q Quad) error { out.quad(q); return out.err })
		return out.finish(err)
	}
	out := newOutput(ctx, w)
	f.write(out, graphModel(v, o))
	return out.finish(nil)
}

// Network writes a network with its measures. Nothing is written when a measure cannot be computed, e.g. because the
// network is above a limit.
func Network(ctx context.Context, w io.Writer, n *analysis.Network, f Format, o Options) error {
	if f.Name == "matrix" && len(n.Actors) > MaxMatrixActors {
		return &analysis.TooLargeError{What: "rows of a matrix", Have: int64(len(n.Actors)), Limit: MaxMatrixActors,
			Advice: "take a format that lists ties"}
	}
	m, err := networkModel(ctx, n, o)
	if err != nil {
		return err
	}
	if f.Name == "gexf" && !o.Bare { // the only one that draws; a layout takes time
		if m.look, err = looks(ctx, n); err != nil {
			return err
		}
	}
	out := newOutput(ctx, w)
	f.write(out, m)
	return out.finish(nil)
}

// MaxMatrixActors bounds the rows and columns of a matrix: 25 million cells, about 50 MB.
const MaxMatrixActors = 5000
