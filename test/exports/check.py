#!/usr/bin/python3
"""Reads exports with the programs that researchers use and compares what they find with what is in the graph.

    check.py DIR      (Debian: python3-networkx python3-igraph python3-rdflib python3-pydot raptor2-utils)

DIR is written by TestWriteSamples of graph/export: a folder a sample, with expected.json and a file a format.
"""
import copy
import csv
import inspect
import io
import json
import os
import re
import subprocess
import sys
import warnings
import zipfile
from collections import Counter

import igraph
import networkx as nx
import pydot
import rdflib

PG = rdflib.Namespace("urn:policygraph:")
ILLEGAL_IN_XML = {c: "�" for c in (*range(9), 11, 12, *range(14, 32))}
LINE_ENDS = {c: " " for c in (*range(32), 0x7F, 0x85, 0x2028, 0x2029)}


class Expected:
    def __init__(self, folder, text=lambda s: s):
        with open(os.path.join(folder, "expected.json")) as file:
            data = json.load(file)
        self.directed = data["Directed"]
        self.labels = {k: text(v) for k, v in data["Labels"].items()}
        self.edges = Counter(self.key(a, b, w) for a, b, w in data["Edges"] or [])
        self.quotes = Counter(text(q) for q in data["Quotes"] or [] if q)
        self.groups, self.strength = data["Groups"], data["Strength"]
        self.places = data["Places"]

    def key(self, a, b, weight):
        ends = (a, b) if self.directed else tuple(sorted((a, b)))
        return (*ends, round(float(weight), 12))

    def same(self, what, labels, edges, quotes=None):
        """labels: id → label; edges: ends and weight; quotes of the edges, in any order."""
        if labels != self.labels:
            wrong = [(k, v, labels.get(k)) for k, v in self.labels.items() if labels.get(k) != v][:3]
            raise AssertionError(f"{what}: {len(labels)} labels of {len(self.labels)}; want, got: {wrong}")
        found = Counter(self.key(*e) for e in edges)
        assert found == self.edges, f"{what}: edges differ: {list((found - self.edges).items())[:3]} {list((self.edges - found).items())[:3]}"
        if quotes is not None:
            found = Counter(q for q in quotes if q)
            assert found == self.quotes, f"{what}: quotes differ: {list((found - self.quotes).items())[:3]} {list((self.quotes - found).items())[:3]}"


def of_networkx(graph, label="label"):
    labels = {n: d.get(label) for n, d in graph.nodes(data=True)}
    edges = [(a, b, d.get("weight", 1)) for a, b, d in graph.edges(data=True)]
    return labels, edges, [d.get("quote") for _, _, d in graph.edges(data=True)]


def xml_text(s):
    return s.translate(ILLEGAL_IN_XML)


def gexf(folder, path):
    expected, graph = Expected(folder, xml_text), nx.read_gexf(path, version="1.2draft")
    expected.same("NetworkX", *of_networkx(graph))
    if expected.groups is None:
        return
    color = {}
    for node, data in graph.nodes(data=True):
        viz = data["viz"]
        assert color.setdefault(expected.groups[node], viz["color"]) == viz["color"], "two colours in a community"
        x, y = expected.places[node]
        assert viz["position"] == {"x": x, "y": -y, "z": 0}, f"{node} is at {viz['position']}, want {x} {y} with y upwards"
    by_strength = sorted(graph, key=lambda node: expected.strength[node])
    sizes = [graph.nodes[node]["viz"]["size"] for node in by_strength]
    assert sizes == sorted(sizes), "a stronger actor is smaller"


def graphml(folder, path):
    # data elements hold text as it is; white space at their ends is layout, and is not written
    expected = Expected(folder, lambda s: xml_text(s).strip())
    expected.same("NetworkX", *of_networkx(nx.read_graphml(path)))
    graph = igraph.Graph.Read_GraphML(path)
    assert graph.is_directed() == expected.directed
    attribute = lambda of, name: of[name] if name in of.attributes() else None
    expected.same(
        "igraph", {v["id"]: v["label"] for v in graph.vs},
        [(graph.vs[e.source]["id"], graph.vs[e.target]["id"], e["weight"]) for e in graph.es],
        [attribute(e, "quote") for e in graph.es],
    )


def cell(s):
    """What a cell says: the apostrophe that keeps a spreadsheet from running it is not part of the text."""
    return s[1:] if len(s) > 1 and s[0] == "'" and s[1] in "=+-@\t\r\n＝＋－＠" else s


def csv_rows(data):
    text = data.decode("utf-8")
    assert text.startswith("\ufeff"), "no byte order mark"
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    for row in rows[1:]:
        for value in row:
            try:
                float(value)
            except ValueError:
                assert not value or value[0] not in "=+-@\t\r\n＝＋－＠", f"a spreadsheet would run {value!r}"
    return rows


def csv_pair(folder, path):
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        tables = []
        for name in archive.namelist():
            head, *rows = csv_rows(archive.read(name))
            tables.append([dict(zip(head, row)) for row in rows])
    nodes, edges = tables
    Expected(folder).same(
        "csv", {n["Id"]: cell(n["Label"]) for n in nodes}, [(e["Source"], e["Target"], e["Weight"]) for e in edges],
        [cell(e.get("quote", "")) for e in edges],
    )


def unique(expected):
    """Labels as programs get them that know a node by its label."""
    plain = {k: v.translate(LINE_ENDS).strip() for k, v in expected.labels.items()}
    times = Counter(plain.values())
    return {k: f"{v} ({k})".strip() if times[v] > 1 or not v else v for k, v in plain.items()}


def matrix(folder, path):
    expected = Expected(folder)
    by_label = {v: k for k, v in unique(expected).items()}
    with open(path, "rb") as file:
        head, *rows = csv_rows(file.read())
    ids = [by_label[cell(h)] for h in head[1:]]
    assert ids == [by_label[cell(r[0])] for r in rows] and len(ids) == len(expected.labels)
    edges = []
    for i, row in enumerate(rows):
        for j, weight in enumerate(row[1:]):
            assert rows[j][i + 1] == weight, "the matrix is not symmetric"
            if i < j and float(weight):
                edges.append((ids[i], ids[j], weight))
    expected.same("matrix", expected.labels, edges)


def node_link(folder, path):
    """By default, and with the name of the edges that is the default from NetworkX 3.6 on."""
    with open(path) as file:
        data = json.load(file)
    named = "edges" if "edges" in inspect.signature(nx.node_link_graph).parameters else "link"
    for edges in ({}, {named: "edges"}, {named: "links"}):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of NetworkX 3.4 and 3.5, of the new default
            graph = nx.node_link_graph(copy.deepcopy(data), **edges)
        Expected(folder).same(f"NetworkX {edges}", *of_networkx(graph))


def cytoscape(folder, path):
    with open(path) as file:
        graph = nx.cytoscape_graph(json.load(file))
    Expected(folder).same("NetworkX", *of_networkx(graph))


def pajek(folder, path):
    expected = Expected(folder)
    by_label = {v.translate({34: "＂", 92: "＼"}): k for k, v in unique(expected).items()}
    graph = nx.read_pajek(path)
    expected.same("NetworkX", {by_label[n]: expected.labels[by_label[n]] for n in graph},
                  [(by_label[a], by_label[b], d["weight"]) for a, b, d in graph.edges(data=True)])
    if len(graph):  # igraph refuses a file without vertices
        graph = igraph.Graph.Read_Pajek(path)
        names = graph.vs["name"] if "name" in graph.vs.attributes() else graph.vs["id"]
        weights = graph.es["weight"] if graph.ecount() else []
        assert graph.vcount() == len(expected.labels)
        expected.same("igraph", {by_label[n]: expected.labels[by_label[n]] for n in names},
                      [(by_label[names[e.source]], by_label[names[e.target]], w) for e, w in zip(graph.es, weights)])


def dot(folder, path):
    def plain(s):
        return s[1:-1].replace('\\"', '"').replace("\\\\", "\\") if s and s[0] == '"' else s

    graph, = pydot.graph_from_dot_file(path, encoding="utf-8")
    Expected(folder, lambda s: s.translate(LINE_ENDS)).same(
        "pydot", {plain(n.get_name()): plain(n.get_label()) for n in graph.get_nodes() if n.get_label()},  # it takes a line end for a node
        [(plain(e.get_source()), plain(e.get_destination()), plain(e.get("weight"))) for e in graph.get_edges()],
        [plain(e.get("quote") or "") for e in graph.get_edges()],
    )


def rdf(folder, graph, what):
    expected = Expected(folder)
    local = lambda term: str(term)[len(PG):]
    things = {local(s): str(o) for s, o in graph.subject_objects(rdflib.RDFS.label) if (s, rdflib.RDF.type, PG.Graph) not in graph}
    edges, quotes = [], []
    ends = {
        "Responsibility": ("task", "department"), "TaskPlace": ("task", "city"), "TaskProject": ("task", "project"),
        "TaskTheme": ("task", "culturalTheme"), "DocumentRole": ("document", "department"), "ProjectPlace": ("project", "city"),
        "Reference": ("source", "target"), "PartOf": ("source", "target"), "Tie": ("source", "target"),
    }
    for kind, (source, target) in ends.items():
        for s in graph.subjects(rdflib.RDF.type, PG[kind]):
            a, b = graph.value(s, PG[source]), graph.value(s, PG[target])
            weight = graph.value(s, PG.weight)
            edges.append((local(a), local(b), 1 if weight is None else weight.toPython()))
            quotes.append(str(graph.value(s, PG.quote) or ""))
    expected.same(what, things, edges, quotes)


TRIPLE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>)?) \.')
ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))')


def by_rapper(path, syntax):
    """What rapper reads. Its N-Triples are taken apart here: rdflib before 6.2 confuses escapes in them."""
    def plain(match):
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else {"n": "\n", "r": "\r", "t": "\t"}.get(match[3], match[3])

    found = subprocess.run(["rapper", "-q", "-i", syntax, "-o", "ntriples", path], check=True, capture_output=True).stdout.decode()
    graph = rdflib.Graph()
    for line in found.rstrip("\n").split("\n"):
        s, p, link, text, datatype = TRIPLE.fullmatch(line).groups()
        term = rdflib.URIRef(link) if link else rdflib.Literal(ESCAPE.sub(plain, text), datatype=datatype)
        graph.add((rdflib.URIRef(s), rdflib.URIRef(p), term))
    return graph


def turtle(folder, path):
    rdf(folder, rdflib.Graph().parse(path, format="turtle"), "rdflib")
    rdf(folder, by_rapper(path, "turtle"), "rapper")


def jsonld(folder, path):
    rdf(folder, rdflib.Graph().parse(path, format="json-ld"), "rdflib")


def stored(folder, path):
    """The whole graph as the store keeps it: one named graph a document, a node a fact, with the passages behind it."""
    expected, graph = Expected(folder), by_rapper(path, "nquads")
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(path, format="nquads")
    documents = list(graph.subjects(rdflib.RDF.type, PG.Document))
    assert len(list(dataset.contexts())) == len(documents) > 0 and len(dataset) == len(graph)
    texts = {d: str(graph.value(d, PG.text)).encode() for d in documents}
    document, = texts if len(texts) == 1 else [None]
    names = {str(o) for p in (PG.name, PG.title, PG.heading, PG.alias) for o in graph.objects(None, p)}
    if document:  # of several, statements do not say of which they are but by their graph
        quotes = Counter()
        ends = (PG.department, PG.city, PG.project, PG.culturalTheme)
        for fact, said in graph.subject_objects(PG.statement):
            statement = json.loads(said)
            passage, found = statement["evidence"][0], set(graph.predicates(fact))
            if found.isdisjoint(ends) and PG.document in found:  # a reference; to a document that is not loaded by its name
                names.add(statement["surface"])
            if not found.isdisjoint(ends) or PG.document in found:
                quotes[texts[document][passage["start"]:passage["end"]].decode()] += 1
        assert set(expected.labels.values()) <= names, set(expected.labels.values()) - names
        assert quotes == expected.quotes
    assert len(list(graph.subjects(PG.statement))) >= sum(expected.quotes.values())


def nquads(folder, path):
    if Expected(folder).directed and "graph" in os.path.basename(folder):
        return stored(folder, path)
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(path, format="nquads")
    assert len(list(dataset.contexts())) == 1, "a network is one named graph"
    rdf(folder, dataset, "rdflib")
    rdf(folder, by_rapper(path, "nquads"), "rapper")


READERS = {
    "gexf.gexf": gexf, "graphml.graphml": graphml, "csv.zip": csv_pair, "matrix.csv": matrix, "node-link.json": node_link,
    "cytoscape.cyjs": cytoscape, "pajek.net": pajek, "dot.dot": dot, "turtle.ttl": turtle, "jsonld.jsonld": jsonld, "nquads.nq": nquads,
}


def main():
    read, failed = 0, 0
    for sample in sorted(os.listdir(sys.argv[1])):
        folder = os.path.join(sys.argv[1], sample)
        for name in sorted(os.listdir(folder)):
            if name == "expected.json":
                continue
            try:
                READERS[name](folder, os.path.join(folder, name))
                read += 1
            except Exception as problem:  # tell of all, then fail
                failed += 1
                print(f"{sample}/{name}: {type(problem).__name__}: {str(problem)[:600]}", file=sys.stderr)
    print(f"{read} exports read back, {failed} failed")
    if failed or not read:
        sys.exit(1)


main()
