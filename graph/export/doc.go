// Package export writes a whole graph or a network in the formats of the programs that researchers use: Gephi, NetworkX,
// igraph, R, Cytoscape, Pajek, Graphviz, spreadsheets and RDF stores. See docs/EXPORTS.md.
//
// What is exported is a table of nodes and a table of edges; a format is one function that writes them. Output is
// streamed and depends on nothing but the graph and the [Options]: the same graph gives the same bytes. Names and
// passages come from documents and are hostile: each writer escapes them as its format asks.
package export
