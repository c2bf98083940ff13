#!/usr/bin/python3
"""Times exact betweenness in igraph and NetworkX on networks as BenchmarkBetweenness makes them (docs/MEASURES.md).

    /usr/bin/python3 compare.py      (Debian: python3-igraph python3-networkx; about two minutes)
"""
import random
import time

import igraph
import networkx as nx


def network(actors, ties):
    rng = random.Random(1)
    seen = {(rng.randrange(a), a) for a in range(1, actors)}
    while len(seen) < ties:
        a, b = rng.randrange(actors), rng.randrange(actors)
        if a != b:
            seen.add((min(a, b), max(a, b)))
    return sorted(seen)


def seconds(what, work):
    start = time.process_time()
    work()
    print(f"{what}: {time.process_time() - start:.2f} s", flush=True)


for actors, ties in ((2000, 8000), (10000, 100000)):
    edges = network(actors, ties)
    graph = igraph.Graph(actors, edges)
    lengths = [1 / random.Random(i).randint(1, 5) for i in range(ties)]
    seconds(f"igraph {actors}/{ties}", graph.betweenness)
    seconds(f"igraph {actors}/{ties} by 1/weight", lambda: graph.betweenness(weights=lengths))
    if actors < 10000:
        seconds(f"NetworkX {actors}/{ties}", lambda: nx.betweenness_centrality(nx.Graph(edges)))
