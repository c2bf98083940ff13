package analysis

import (
	"bufio"
	"context"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// tolerance is how far a measure may lie from NetworkX's.
const tolerance = 1e-9

// goldenGraph is a line of testdata/graphs.jsonl, made by testdata/golden.py.
type goldenGraph struct {
	Name        string
	N           int
	Ties        [][3]float64
	Network     map[string]*float64
	Actors      map[string][]*float64
	TieMeasures map[string][]*float64
	Partition   [][]int32
	Modularity  float64
	Best        float64
	Labels      []string
}

func goldenLines[T any](t testing.TB, name string) []T {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows []T
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s line %d: %v", name, len(rows)+1, err)
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// plain makes a network of n actors with these ties, without a View.
func plain(n int, ties [][3]float64) *Network {
	network := &Network{Actors: make([]Ref, n)}
	for _, t := range ties {
		network.add(int32(t[0]), int32(t[1]), 1, t[2])
	}
	network.connect()
	return network
}

// differs reports whether got is not want, where nil is not defined.
func differs(got float64, want *float64) bool {
	if want == nil {
		return !math.IsNaN(got)
	}
	return !(math.Abs(got-*want) <= tolerance)
}

// TestMeasuresEqualNetworkX compares every measure that has an expectation, on the seed, corner cases and 200 generated graphs.
func TestMeasuresEqualNetworkX(t *testing.T) {
	graphs := goldenLines[goldenGraph](t, "graphs.jsonl")
	if len(graphs) < 200 {
		t.Fatalf("%d graphs, want 200 and more", len(graphs))
	}
	compared := map[string]bool{}
	for _, g := range graphs {
		n := plain(g.N, g.Ties)
		for _, m := range Measures() {
			want, ok := map[Scope][]*float64{OfActor: g.Actors[m.Name], OfTie: g.TieMeasures[m.Name]}[m.Scope]
			if m.Scope == OfNetwork {
				value, given := g.Network[m.Name]
				want, ok = []*float64{value}, given
			}
			if !ok || want == nil {
				continue
			}
			compared[m.Name] = true
			got, err := m.Values(context.Background(), n)
			if err != nil {
				t.Errorf("%s: %s: %v", g.Name, m.Name, err)
				continue
			}
			if len(got) != len(want) {
				t.Errorf("%s: %s has %d values, want %d", g.Name, m.Name, len(got), len(want))
				continue
			}
			for i := range got {
				if differs(got[i], want[i]) {
					t.Errorf("%s: %s of %d is %.12f, NetworkX has %v", g.Name, m.Name, i, got[i], show(want[i]))
				}
			}
		}
	}
	for _, m := range Measures() {
		if !compared[m.Name] && !slices.Contains([]string{
			"communityCount", "modularity", "community", // their own test
			"exclusiveTaskCount", "taskCount", "sharedCount", "weight", // need events: TestExclusiveTasks, TestProjections
		}, m.Name) {
			t.Errorf("%s is not compared with NetworkX", m.Name)
		}
	}
}

func show(x *float64) any {
	if x == nil {
		return "nothing"
	}
	return *x
}

// TestModularityEqualsNetworkX compares the modularity of a given division.
func TestModularityEqualsNetworkX(t *testing.T) {
	for _, g := range goldenLines[goldenGraph](t, "graphs.jsonl") {
		c := &Communities{Of: make([]int32, g.N), Count: len(g.Partition)}
		for k, members := range g.Partition {
			for _, a := range members {
				c.Of[a] = int32(k + 1)
			}
		}
		if got := plain(g.N, g.Ties).modularity(c); math.Abs(got-g.Modularity) > tolerance {
			t.Errorf("%s: modularity %.12f, NetworkX has %.12f", g.Name, got, g.Modularity)
		}
	}
}

// TestCommunities compares our division with the best of ten of NetworkX's: rarely a little worse, on the whole as good.
func TestCommunities(t *testing.T) {
	const mayLack, onAverage = 0.05, 0.005
	sum, graphs := 0.0, goldenLines[goldenGraph](t, "graphs.jsonl")
	for _, g := range graphs {
		c, err := plain(g.N, g.Ties).Communities(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if lack := g.Best - c.Modularity; lack > mayLack {
			t.Errorf("%s: modularity %.6f, NetworkX finds %.6f", g.Name, c.Modularity, g.Best)
		}
		sum += g.Best - c.Modularity
		size := make([]int, c.Count+1)
		for _, k := range c.Of {
			size[k]++
		}
		if size[0] != 0 || !slices.IsSortedFunc(size[1:], func(a, b int) int { return b - a }) {
			t.Errorf("%s: communities of sizes %v, want the largest first and none empty", g.Name, size)
		}
	}
	if sum/float64(len(graphs)) > onAverage {
		t.Errorf("modularity lacks %.4f on average", sum/float64(len(graphs)))
	}
	t.Logf("modularity lacks %.5f of the best of ten on average", sum/float64(len(graphs)))
}
