// Package analysis answers the questions researchers ask of the graph: collaboration networks of bodies (部门), tasks
// (任务), places (行政区划) or themes (文化主题) with the measures of social network analysis, what is left when
// somebody is taken out, shortest paths between entities, and what lies around them.
//
// Everything is a pure function of an immutable [graph.View]: the same View and question give the same numbers, in the
// same order, on every machine. Sums run in a fixed order, and products that are summed are rounded first, so that no
// machine fuses them. Measures equal the NetworkX functions that [Measures] names; docs/MEASURES.md defines each.
package analysis
