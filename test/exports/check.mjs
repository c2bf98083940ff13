// Reads GEXF and GraphML with graphology, the library of Gephi Lite, and compares with expected.json: check.mjs DIR
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Graph, { MultiDirectedGraph, UndirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const inXML = (s) => s.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "\uFFFD");
let read = 0, failed = 0;

function compare(what, graph, expected, text) {
  const problems = [];
  if (graph.order !== Object.keys(expected.Labels).length) problems.push(`${graph.order} nodes`);
  for (const [id, label] of Object.entries(expected.Labels)) {
    const got = graph.hasNode(id) ? graph.getNodeAttribute(id, "label") : undefined;
    if (got !== text(label)) problems.push(`${id} is ${JSON.stringify(got)}, want ${JSON.stringify(text(label))}`);
  }
  const row = (a, b, w) => (expected.Directed ? [a, b] : [a, b].sort()).concat(Number(w).toPrecision(12)).join(" ");
  const got = graph.mapEdges((_, attributes, a, b) => row(a, b, attributes.weight)).sort();
  const want = (expected.Edges ?? []).map(([a, b, w]) => row(a, b, w)).sort();
  if (JSON.stringify(got) !== JSON.stringify(want)) problems.push(`${got.length} edges, want ${want.length}, or other weights`);
  const looks = what.endsWith(".gexf") && expected.Groups ? graph.mapNodes((id, look) => [expected.Groups[id], look, expected.Places[id]]) : [];
  for (const [group, { color, size, x, y }, place] of looks) {
    if (!/^#?[0-9a-f]{6}$|^rgb/i.test(color) || !(size > 0)) problems.push(`a node of community ${group} looks ${color} ${size}`);
    if (x !== place[0] || y !== -place[1]) problems.push(`a node is at ${x} ${y}, want ${place} with y upwards`);
  }
  if (problems.length) {
    failed++;
    console.error(`${what}: ${problems.slice(0, 3).join("; ")}`);
  } else read++;
}

for (const sample of readdirSync(process.argv[2])) {
  const folder = join(process.argv[2], sample);
  if (!readdirSync(folder).includes("expected.json")) continue;
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const kind = expected.Directed ? MultiDirectedGraph : UndirectedGraph;
  const file = (name) => readFileSync(join(folder, name), "utf8");
  compare(`${sample}/gexf.gexf`, gexf.parse(Graph, file("gexf.gexf"), { allowUndeclaredAttributes: false }), expected, inXML);
  compare(`${sample}/graphml.graphml`, graphml.parse(kind, file("graphml.graphml")), expected, (s) => inXML(s).trim());
}
console.log(`graphology read back ${read} exports, ${failed} failed`);
process.exit(failed || !read ? 1 : 0);
