#!/usr/bin/python3
"""Makes the expectations of the tests of this package with NetworkX, from nothing but a seed and seed_tasks.json.

    /usr/bin/python3 golden.py      (Debian: python3-networkx python3-numpy python3-scipy)

graphs.jsonl       weighted graphs: the network of the seed, small corner cases and 200 generated graphs with their measures
projections.jsonl  two-mode graphs and the ties of their projections, for each weight
"""
import itertools
import json
import math
import random

import networkx as nx
from networkx.algorithms import bipartite
from networkx.algorithms.community import modularity

DIGITS = 12


def clean(x):
    if isinstance(x, dict):
        return {k: clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [clean(v) for v in x]
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, float):
        return None if math.isnan(x) else round(x, DIGITS)
    return x


def largest(graph):
    return graph.subgraph(max(nx.connected_components(graph), key=len)) if len(graph) else graph


def eigenvector(graph):
    out = {v: math.nan for v in graph}
    part = largest(graph)
    if len(part) > 1:
        # power iteration of NetworkX crawls on chains; its other function has the precision of the machine
        values = nx.eigenvector_centrality_numpy(part, weight="weight", max_iter=10000, tol=1e-15) if len(part) > 2 else dict.fromkeys(part, math.sqrt(0.5))
        out.update(values)
    return out


def with_lengths(graph):
    inverse = nx.Graph()
    inverse.add_nodes_from(graph)
    for a, b, w in graph.edges(data="weight"):
        inverse.add_edge(a, b, length=1 / w)
    return inverse


def path_measures(graph):
    inverse = with_lengths(graph)
    return {
        "betweenness": nx.betweenness_centrality(graph),
        "betweennessInverse": nx.betweenness_centrality(inverse, weight="length"),
        "closeness": nx.closeness_centrality(graph),
        "closenessInverse": nx.closeness_centrality(inverse, distance="length"),
    }


def freeman(values, most):
    return sum(max(values) - v for v in values) / most if most > 0 else 0.0


def of_actors(graph):
    n = len(graph)
    cut = set(nx.articulation_points(graph))
    table = {
        "degree": dict(graph.degree()),
        "degreeCentrality": nx.degree_centrality(graph),
        "strength": {v: float(s) for v, s in graph.degree(weight="weight")},
        "eigenvector": eigenvector(graph),
        "pagerank": nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-15, max_iter=10000) if n else {},
        "constraint": nx.constraint(graph, weight="weight"),
        "clustering": {v: float(c) for v, c in nx.clustering(graph).items()} if n else {},
        "coreness": nx.core_number(graph) if n else {},
        "isArticulationPoint": {v: v in cut for v in graph},
    }
    table.update(path_measures(graph))
    return {name: [values[v] for v in graph] for name, values in table.items()}


def of_network(graph, actors):
    n, part = len(graph), largest(graph)
    return {
        "actorCount": n,
        "tieCount": graph.number_of_edges(),
        "density": float(nx.density(graph)),
        "componentCount": nx.number_connected_components(graph) if n else 0,
        "isolateCount": nx.number_of_isolates(graph),
        "meanDegree": 2 * graph.number_of_edges() / n if n else 0.0,
        "meanDistance": nx.average_shortest_path_length(part) if n else math.nan,
        "diameter": nx.diameter(part) if n else math.nan,
        "transitivity": float(nx.transitivity(graph)),
        "meanClustering": nx.average_clustering(graph) if n else 0.0,
        "degreeCentralization": freeman(actors["degree"], (n - 1) * (n - 2)),
        "betweennessCentralization": freeman(actors["betweenness"], n - 1 if n > 2 else 0),
    }


def of_ties(graph):
    bridges = {frozenset(e) for e in nx.bridges(graph)}
    rows = sorted((min(e), max(e)) for e in graph.edges)

    def values(between):
        at = {frozenset(e): v for e, v in between.items()}
        return [at[frozenset(e)] for e in rows]

    return {
        "isBridge": [frozenset(e) in bridges for e in rows],
        "edgeBetweenness": values(nx.edge_betweenness_centrality(graph)),
        "edgeBetweennessInverse": values(nx.edge_betweenness_centrality(with_lengths(graph), weight="length")),
    }


def case(name, graph):
    actors = of_actors(graph)
    rows = sorted([min(a, b), max(a, b), w] for a, b, w in graph.edges(data="weight"))
    some = [sorted(p) for p in partition(graph)]
    return clean({
        "name": name, "n": len(graph), "ties": rows, "network": of_network(graph, actors), "actors": actors,
        "tieMeasures": of_ties(graph), "partition": some,
        "modularity": modularity(graph, some, weight="weight") if rows else 0.0,
        "best": best_modularity(graph) if rows else 0.0,
    })


def partition(graph):
    """Some division of the actors, to test modularity by itself."""
    groups = {}
    for v in graph:
        groups.setdefault(v % 3, []).append(v)
    return list(groups.values())


def best_modularity(graph):
    """The best that NetworkX's Louvain finds with 10 seeds: ours must come close."""
    return max(modularity(graph, nx.community.louvain_communities(graph, seed=s), weight="weight") for s in range(10))


def weighted(n, ties):
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    for a, b, w in ties:
        graph.add_edge(a, b, weight=w)
    return graph


def generated(rng, i):
    n = rng.randint(3, 15)
    blocks = rng.choice([1, 1, 2, 3])
    density = rng.choice([0.1, 0.2, 0.35, 0.6, 0.9])
    whole = rng.random() < 0.6
    ties = []
    for a, b in itertools.combinations(range(n), 2):
        if a % blocks == b % blocks and rng.random() < density:
            ties.append((a, b, rng.randint(1, 4) if whole else round(rng.uniform(0.05, 3), 3)))
    return case(f"generated {i}", weighted(n, ties))


def seed_network(governments):
    """The network of the 28 tasks of 重点任务, projected by NetworkX."""
    tasks = json.load(open("seed_tasks.json"))
    bodies = []
    for task in tasks:
        for body in task:
            if body not in bodies and (governments or not body.endswith("人民政府")):
                bodies.append(body)
    two = nx.Graph()
    two.add_nodes_from(bodies)
    for i, task in enumerate(tasks):
        two.add_node(("task", i))
        two.add_edges_from((body, ("task", i)) for body in task if body in bodies)
    one = bipartite.weighted_projected_graph(two, bodies)
    number = {b: i for i, b in enumerate(bodies)}
    out = case("seed", weighted(len(bodies), sorted((number[a], number[b], w) for a, b, w in one.edges(data="weight"))))
    out["labels"] = bodies
    return out


def projection(rng, i):
    actors, events = rng.randint(1, 9), rng.randint(1, 9)
    lists = [sorted(rng.sample(range(actors), rng.randint(e == 0, min(5, actors)))) for e in range(events)]
    two = nx.Graph()
    used = sorted({a for members in lists for a in members})
    two.add_nodes_from(used)
    for e, members in enumerate(lists):
        if members:
            two.add_edges_from((a, ("e", e)) for a in members)
    def ties(one):
        return sorted([min(a, b), max(a, b), w] for a, b, w in one.edges(data="weight"))
    return clean({
        "events": lists,
        "COUNT": ties(bipartite.weighted_projected_graph(two, used)),
        "NEWMAN": ties(bipartite.collaboration_weighted_projected_graph(two, used)),
        "JACCARD": ties(bipartite.overlap_weighted_projected_graph(two, used, jaccard=True)),
    })


def write(name, rows):
    with open(name, "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n")


def main():
    rng = random.Random(20180531)
    corner = [
        case("empty", weighted(0, [])), case("one", weighted(1, [])), case("two apart", weighted(2, [])),
        case("two tied", weighted(2, [(0, 1, 2)])), case("three apart", weighted(3, [])),
        case("star", weighted(6, [(0, i, 1) for i in range(1, 6)])), case("chain", weighted(15, [(i, i + 1, 1) for i in range(14)])),
        case("full", weighted(7, [(a, b, 1) for a, b in itertools.combinations(range(7), 2)])),
        case("two cliques on a tie", weighted(12, [(a, b, 3) for g in (0, 6) for a, b in itertools.combinations(range(g, g + 6), 2)] + [(5, 6, 1)])),
    ]
    seeds = [dict(seed_network(False), name="seed without governments"), dict(seed_network(True), name="seed with governments")]
    write("graphs.jsonl", seeds + corner + [generated(rng, i) for i in range(200)])
    write("projections.jsonl", [projection(rng, i) for i in range(60)])


main()
