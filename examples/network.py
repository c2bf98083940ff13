#!/usr/bin/python3
"""Fetches a collaboration network, computes its measures again with NetworkX, compares and draws it.

    network.py [--url http://127.0.0.1:8080/graphql] [--spec JSON] [--draw network.png]

Needs networkx, numpy and scipy, and matplotlib to draw (Debian: python3-networkx python3-scipy python3-matplotlib).
Ends with 1 when a measure differs by more than 1e-9.
"""
import argparse
import json
import math
import os
import re
import sys
import urllib.request

import networkx as nx
from networkx.algorithms.community import modularity

TOLERANCE = 1e-9
HERE = os.path.dirname(os.path.abspath(__file__))


def ask(url, query, variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    if answer.get("errors"):
        sys.exit("\n".join(e["message"] for e in answer["errors"]))
    return answer["data"]["collaborationNetwork"]


def fetch(url, spec):
    """The network with all pages of its actors and ties."""
    with open(os.path.join(HERE, "network.graphql")) as file:
        query = file.read()
    whole, actors, ties, cursors = None, [], [], {}
    more = {"actors": True, "ties": True}
    while any(more.values()):
        page = ask(url, query, {"spec": spec, **cursors})
        for name, to, cursor in (("actors", actors, "actorsAfter"), ("ties", ties, "tiesAfter")):
            info = page[name]["pageInfo"]
            if more[name]:
                to.extend(page[name]["nodes"])
                more[name] = info["hasNextPage"]
                if info["endCursor"]:
                    cursors[cursor] = info["endCursor"]
        whole = page
    return whole, actors, ties


def graph_of(actors, ties):
    graph = nx.Graph()
    for a in actors:
        graph.add_node(a["entity"]["id"], name=a["entity"]["name"])
    for t in ties:
        # a weight says how near two actors are, so the length of a tie is 1/weight
        graph.add_edge(t["source"]["entity"]["id"], t["target"]["entity"]["id"], weight=t["weight"], length=1 / t["weight"])
    return graph


def of_actors(graph):
    largest = graph.subgraph(max(nx.connected_components(graph), key=len)) if len(graph) else graph
    cuts = set(nx.articulation_points(graph))
    eigenvector = {}
    if len(largest) == 2:  # too small for its solver
        eigenvector = dict.fromkeys(largest, math.sqrt(0.5))
    elif len(largest) > 2:
        eigenvector = nx.eigenvector_centrality_numpy(largest, weight="weight", tol=1e-15, max_iter=10000)
    return {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "betweennessInverse": nx.betweenness_centrality(graph, weight="length"),
        "closeness": nx.closeness_centrality(graph),
        "eigenvector": eigenvector,
        "pagerank": nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-15, max_iter=10000) if len(graph) else {},
        "constraint": nx.constraint(graph, weight="weight"),
        "clustering": nx.clustering(graph),
        "coreness": nx.core_number(graph),
        "isArticulationPoint": {v: v in cuts for v in graph},
    }


def of_ties(graph):
    bridges = {frozenset(e) for e in nx.bridges(graph)}
    values = {
        "isBridge": {e: frozenset(e) in bridges for e in graph.edges},
        "edgeBetweenness": nx.edge_betweenness_centrality(graph),
        "edgeBetweennessInverse": nx.edge_betweenness_centrality(graph, weight="length"),
    }
    return {name: {frozenset(e): v for e, v in of.items()} for name, of in values.items()}


def of_network(graph, actors):
    largest = graph.subgraph(max(nx.connected_components(graph), key=len)) if len(graph) else graph
    groups = {}
    for a in actors:
        groups.setdefault(a["community"], set()).add(a["entity"]["id"])
    return {
        "actorCount": len(graph),
        "tieCount": graph.number_of_edges(),
        "density": nx.density(graph),
        "componentCount": nx.number_connected_components(graph) if len(graph) else 0,
        "isolateCount": nx.number_of_isolates(graph),
        "meanDistance": nx.average_shortest_path_length(largest) if len(largest) else None,
        "diameter": nx.diameter(largest) if len(largest) else None,
        "transitivity": nx.transitivity(graph),
        "meanClustering": nx.average_clustering(graph) if len(graph) else 0,
        "modularity": modularity(graph, groups.values(), weight="weight") if graph.number_of_edges() else 0,
    }


def compare(what, ours, theirs):
    """Whether the server and NetworkX agree; what is not defined is null here and NaN or missing there."""
    undefined = theirs is None or (isinstance(theirs, float) and math.isnan(theirs))
    if undefined and ours is None or not undefined and ours is not None and abs(ours - theirs) <= TOLERANCE:
        return True
    print(f"{what}: the server says {ours}, NetworkX {theirs}", file=sys.stderr)
    return False


def draw(graph, actors, path):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    chinese = re.compile("SansCJK|wqy|SimHei|msyh|PingFang|CJK", re.I)
    font = min((f for f in font_manager.findSystemFonts() if chinese.search(f)), key=lambda f: ("SansCJK" not in f, f), default=None)
    if font:
        font_manager.fontManager.addfont(font)
        plt.rcParams["font.sans-serif"] = [font_manager.FontProperties(fname=font).get_name()]
    by_id = {a["entity"]["id"]: a for a in actors}
    place = nx.spring_layout(graph, weight="weight", seed=1)
    plt.figure(figsize=(12, 9))
    nx.draw_networkx_edges(graph, place, width=[0.3 * w for _, _, w in graph.edges(data="weight")], edge_color="#999999")
    nx.draw_networkx_nodes(graph, place, node_size=[60 + 2000 * by_id[v]["betweenness"] for v in graph],
                           node_color=[by_id[v]["community"] for v in graph], cmap="tab20")
    nx.draw_networkx_labels(graph, place, {v: by_id[v]["entity"]["name"] for v in graph}, font_size=8, font_family="sans-serif")
    plt.axis("off")
    plt.tight_layout()
    plt.savefig(path, dpi=120)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--url", default="http://127.0.0.1:8080/graphql")
    options.add_argument("--spec", type=json.loads, default={}, help="a NetworkSpec as JSON")
    options.add_argument("--draw", metavar="FILE", help="draw the network to a PNG or SVG file")
    options = options.parse_args()
    network, actors, ties = fetch(options.url, options.spec)
    graph = graph_of(actors, ties)
    print(network["methodNote"])
    same = [compare(name, network[name], value) for name, value in of_network(graph, actors).items()]
    for name, values in of_actors(graph).items():
        same += [compare(f"{name} of {a['entity']['name']}", a[name], values.get(a["entity"]["id"])) for a in actors]
    for name, values in of_ties(graph).items():
        for t in ties:
            ends = [t[end]["entity"]["id"] for end in ("source", "target")]
            same.append(compare(f"{name} of {ends[0]} - {ends[1]}", t[name], values.get(frozenset(ends))))
    print(f"{len(same)} values compared with NetworkX {nx.__version__}, {len(same) - sum(same)} differ")
    for a in sorted(actors, key=lambda a: -a["betweenness"])[:5]:
        print(f"  {a['entity']['name']}: betweenness {a['betweenness']:.6f}, constraint {a['constraint'] or math.nan:.6f}")
    if options.draw:
        draw(graph, actors, options.draw)
    sys.exit(0 if all(same) and same else 1)


main()
