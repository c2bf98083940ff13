package analysis

import "context"

// Scope says what a measure is of.
type Scope uint8

// Scopes of measures.
const (
	OfNetwork Scope = iota // one value
	OfActor                // one value per actor
	OfTie                  // one value per tie
)

// Measure is one number that a network has, or each of its actors or ties. docs/MEASURES.md explains each.
type Measure struct {
	Name     string // as the API calls it
	Title    string // in Chinese
	NetworkX string // the expression of NetworkX that it equals; empty where NetworkX has none
	Scope    Scope
	Whole    bool // values are whole numbers, or 0 and 1 for no and yes
	// Values computes it: one value, or one per actor or tie; NaN where it is not defined.
	Values func(context.Context, *Network) ([]float64, error)
}

// Measures lists every measure in the order in which they are exported.
func Measures() []Measure {
	return append(append(networkMeasures(), actorMeasures()...), tieMeasures()...)
}

func networkMeasures() []Measure {
	of := func(name, title, function string, whole bool, value func(*Structure) float64) Measure {
		return Measure{name, title, function, OfNetwork, whole, fromStructure(func(_ *Network, s *Structure) []float64 {
			return []float64{value(s)}
		})}
	}
	clustered := func(name, title, function string, value func(*Clustering) float64) Measure {
		return Measure{name, title, function, OfNetwork, false, values((*Network).Clustering, func(c *Clustering) []float64 {
			return []float64{value(c)}
		})}
	}
	walked := func(name, title, function string, whole bool, value func(*Paths) float64) Measure {
		return Measure{name, title, function, OfNetwork, whole, values(unweighted, func(p *Paths) []float64 {
			return []float64{value(p)}
		})}
	}
	return []Measure{
		of("actorCount", "行动者数", "G.number_of_nodes()", true, func(s *Structure) float64 { return float64(len(s.Degree)) }),
		of("tieCount", "联系数", "G.number_of_edges()", true, func(s *Structure) float64 { return float64(len(s.IsBridge)) }),
		of("density", "密度", "density(G)", false, func(s *Structure) float64 { return s.Density }),
		of("componentCount", "连通分量数", "number_connected_components(G)", true,
			func(s *Structure) float64 { return float64(len(s.ComponentSize)) }),
		of("isolateCount", "孤立点数", "number_of_isolates(G)", true, func(s *Structure) float64 { return float64(s.Isolates) }),
		of("meanDegree", "平均度", "", false, func(s *Structure) float64 { return s.MeanDegree }),
		walked("meanDistance", "平均距离", "average_shortest_path_length(largest component)", false,
			func(p *Paths) float64 { return p.MeanDistance }),
		walked("diameter", "直径", "diameter(largest component)", true, func(p *Paths) float64 { return p.Diameter }),
		clustered("transitivity", "传递性", "transitivity(G)", func(c *Clustering) float64 { return c.Transitivity }),
		clustered("meanClustering", "平均聚类系数", "average_clustering(G)", func(c *Clustering) float64 { return c.Mean }),
		of("degreeCentralization", "度中心势", "", false, func(s *Structure) float64 { return s.DegreeCentralization }),
		walked("betweennessCentralization", "中介中心势", "", false, func(p *Paths) float64 { return p.Centralization }),
		{"communityCount", "社群数", "", OfNetwork, true, values((*Network).Communities, func(c *Communities) []float64 {
			return []float64{float64(c.Count)}
		})},
		{"modularity", "模块度", "community.modularity(G, communities, weight='weight')", OfNetwork, false,
			values((*Network).Communities, func(c *Communities) []float64 { return []float64{c.Modularity} })},
	}
}

func actorMeasures() []Measure {
	const degreeFunction = "G.degree"
	itself := func(x []float64) []float64 { return x }
	structure := func(name, title, function string, whole bool, value func(*Network, *Structure) []float64) Measure {
		return Measure{name, title, function, OfActor, whole, fromStructure(value)}
	}
	return []Measure{
		structure("degree", "度", degreeFunction, true, func(_ *Network, s *Structure) []float64 { return floats(s.Degree) }),
		structure("degreeCentrality", "度中心度", "degree_centrality(G)", false,
			func(_ *Network, s *Structure) []float64 { return s.DegreeCentrality() }),
		structure("strength", "强度", "G.degree(weight='weight')", false, func(_ *Network, s *Structure) []float64 { return s.Strength }),
		{"betweenness", "中介中心度", "betweenness_centrality(G)", OfActor, false,
			values(unweighted, func(p *Paths) []float64 { return p.Betweenness })},
		{"betweennessInverse", "中介中心度（距离为权重倒数）", "betweenness_centrality(G, weight='1/weight')", OfActor, false,
			values(inverse, func(p *Paths) []float64 { return p.Betweenness })},
		{"closeness", "接近中心度", "closeness_centrality(G)", OfActor, false,
			values(unweighted, func(p *Paths) []float64 { return p.Closeness })},
		{"closenessInverse", "接近中心度（距离为权重倒数）", "closeness_centrality(G, distance='1/weight')", OfActor, false,
			values(inverse, func(p *Paths) []float64 { return p.Closeness })},
		{"eigenvector", "特征向量中心度", "eigenvector_centrality(largest component, weight='weight')", OfActor, false,
			values((*Network).Eigenvector, itself)},
		{"pagerank", "PageRank", "pagerank(G, alpha=0.85, weight='weight')", OfActor, false, values((*Network).PageRank, itself)},
		{"constraint", "约束度（结构洞）", "constraint(G, weight='weight')", OfActor, false, values((*Network).Constraint, itself)},
		{"clustering", "聚类系数", "clustering(G)", OfActor, false,
			values((*Network).Clustering, func(c *Clustering) []float64 { return c.Local })},
		structure("coreness", "核数", "core_number(G)", true, func(_ *Network, s *Structure) []float64 { return floats(s.Core) }),
		{"community", "社群", "", OfActor, true, values((*Network).Communities, func(c *Communities) []float64 { return floats(c.Of) })},
		structure("isArticulationPoint", "割点", "articulation_points(G)", true,
			func(_ *Network, s *Structure) []float64 { return bits(s.IsArticulation) }),
		structure("exclusiveTaskCount", "独占任务数", "", true, func(n *Network, _ *Structure) []float64 {
			return each(n, func(a int32) float64 { return float64(len(n.ExclusiveTasks(a))) })
		}),
		structure("taskCount", "任务数", "", true, func(n *Network, _ *Structure) []float64 {
			return each(n, func(a int32) float64 { return float64(n.TaskCount(a)) })
		}),
	}
}

func tieMeasures() []Measure {
	return []Measure{
		{"weight", "权重", "G.edges(data='weight')", OfTie, false,
			fromStructure(func(n *Network, _ *Structure) []float64 { return n.Weight })},
		{"sharedCount", "共同任务数", "", OfTie, true, fromStructure(func(n *Network, _ *Structure) []float64 { return floats(n.Shared) })},
		{"isBridge", "桥", "bridges(G)", OfTie, true, fromStructure(func(_ *Network, s *Structure) []float64 { return bits(s.IsBridge) })},
		{"edgeBetweenness", "边中介中心度", "edge_betweenness_centrality(G)", OfTie, false,
			values(unweighted, func(p *Paths) []float64 { return p.TieBetweenness })},
		{"edgeBetweennessInverse", "边中介中心度（距离为权重倒数）", "edge_betweenness_centrality(G, weight='1/weight')", OfTie, false,
			values(inverse, func(p *Paths) []float64 { return p.TieBetweenness })},
	}
}

// DegreeCentrality is the degree divided by the number of other actors; 1 for an actor that is alone, as in NetworkX.
func (s *Structure) DegreeCentrality() []float64 {
	out := floats(s.Degree)
	for i := range out {
		if len(out) == 1 {
			out[i] = 1
		} else {
			out[i] /= float64(len(out) - 1)
		}
	}
	return out
}

func unweighted(n *Network, ctx context.Context) (*Paths, error) { return n.Paths(ctx, Unweighted) }

func inverse(n *Network, ctx context.Context) (*Paths, error) { return n.Paths(ctx, Inverse) }

func values[T any](compute func(*Network, context.Context) (T, error), pick func(T) []float64) func(context.Context, *Network) ([]float64, error) {
	return func(ctx context.Context, n *Network) ([]float64, error) {
		x, err := compute(n, ctx)
		if err != nil {
			return nil, err
		}
		return pick(x), nil
	}
}

func fromStructure(pick func(*Network, *Structure) []float64) func(context.Context, *Network) ([]float64, error) {
	return func(ctx context.Context, n *Network) ([]float64, error) {
		s, err := n.Structure(ctx)
		if err != nil {
			return nil, err
		}
		return pick(n, s), nil
	}
}

func floats(in []int32) []float64 {
	out := make([]float64, len(in))
	for i, x := range in {
		out[i] = float64(x)
	}
	return out
}

func bits(in []bool) []float64 {
	out := make([]float64, len(in))
	for i, x := range in {
		if x {
			out[i] = 1
		}
	}
	return out
}

func each(n *Network, value func(actor int32) float64) []float64 {
	out := make([]float64, len(n.Actors))
	for a := range out {
		out[a] = value(int32(a))
	}
	return out
}
