package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// TestWithout takes bodies out of 甲-乙-丙 (a chain) with a body that works alone.
func TestWithout(t *testing.T) {
	v := makeView(t, paper{day: "2018-01-01", tasks: bodies([]string{"甲厅", "乙厅"}, []string{"乙厅", "丙厅"}, []string{"乙厅"}, []string{"丁局"})})
	n := build(t, v, Spec{})
	actor := func(name string) int32 {
		a, ok := n.Actor(named(t, v, graph.KindDepartment, name))
		if !ok {
			t.Fatalf("%s is not in the network", name)
		}
		return a
	}
	for _, c := range []struct {
		out  []string
		want Removal
	}{
		{nil, Removal{ComponentsBefore: 2, ComponentsAfter: 2, LargestAfter: 3, Fragile: []int32{2, 3}}},
		{[]string{"乙厅", "乙厅"}, Removal{ComponentsBefore: 2, ComponentsAfter: 3, LargestAfter: 1, Orphaned: []int32{2}, Fragile: []int32{0, 1, 3}}},
		{[]string{"丁局", "甲厅"}, Removal{ComponentsBefore: 2, ComponentsAfter: 1, LargestAfter: 2, Orphaned: []int32{3}, Fragile: []int32{0, 2}}},
		{[]string{"甲厅", "乙厅", "丙厅", "丁局"}, Removal{ComponentsBefore: 2, Orphaned: []int32{0, 1, 2, 3}}},
	} {
		var out []int32
		for _, name := range c.out {
			out = append(out, actor(name))
			c.want.Removed = append(c.want.Removed, actor(name))
		}
		slices.Sort(c.want.Removed)
		c.want.Removed = slices.Compact(c.want.Removed)
		if got := n.Without(out); !reflect.DeepEqual(*got, c.want) {
			t.Errorf("without %v: %+v, want %+v", c.out, *got, c.want)
		}
	}
	two := build(t, v, Spec{Projection: DepartmentTask})
	b, _ := two.Actor(named(t, v, graph.KindDepartment, "乙厅"))
	alone, _ := two.Actor(Ref{graph.KindTask, 2})
	if got := two.Without([]int32{alone, b}); got.Orphaned != nil || !slices.Equal(got.Fragile, []int32{0, 1, 3}) {
		t.Errorf("a task that is taken out itself is orphaned: %+v", got)
	}
	if got := build(t, v, Spec{Projection: TasksByDepartment}).Without([]int32{0}); got.Orphaned != nil || got.Fragile != nil {
		t.Errorf("bodies are listed as tasks: %+v", got)
	}
}

// TestLimits asks at each limit and one past it.
func TestLimits(t *testing.T) {
	for _, limit := range []int64{MaxActors, MaxPairs, MaxTies, MaxPathWork, MaxTriangleWork} {
		if err := within("things", limit, limit); err != nil {
			t.Error(err)
		}
		var large *TooLargeError
		if err := within("things", limit+1, limit); !errors.As(err, &large) || large.Limit != limit ||
			!strings.Contains(err.Error(), "narrow the documents") || !strings.Contains(err.Error(), fmt.Sprint(limit+1)) {
			t.Errorf("past %d: %v", limit, err)
		}
	}
}

// TestTooLarge asks for what cannot be had: every guard must answer before the work is done.
func TestTooLarge(t *testing.T) {
	long := plain(MaxActors, nil)
	var large *TooLargeError
	if _, err := long.Paths(context.Background(), Unweighted); !errors.As(err, &large) {
		t.Errorf("paths among %d actors: %v", MaxActors, err)
	}
	const within = 40_000 // squared, it is below the limit by level and above it by length
	if _, err := plain(within, nil).Paths(context.Background(), Inverse); !errors.As(err, &large) {
		t.Errorf("paths by length among %d actors: %v", within, err)
	}
	star := &Network{Actors: make([]Ref, 50_000)}
	for a := int32(1); a < 50_000; a++ {
		star.add(0, a, 1, 1)
	}
	star.connect()
	if _, err := star.Clustering(context.Background()); !errors.As(err, &large) {
		t.Errorf("triangles of a star: %v", err)
	}
	if _, err := star.Constraint(context.Background()); !errors.As(err, &large) {
		t.Errorf("constraint of a star: %v", err)
	}
	var names []string
	for i := range 10_001 {
		names = append(names, fmt.Sprintf("第%d厅", i))
	}
	if _, err := Build(context.Background(), makeView(t, paper{day: "2018-01-01", tasks: bodies(names)}), Spec{}); !errors.As(err, &large) {
		t.Errorf("a task of %d bodies: %v", len(names), err)
	}
}

// TestMeasuresAreCancelled asks with a context that has ended.
func TestMeasuresAreCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, m := range Measures() {
		if m.Name == "weight" {
			continue
		}
		if _, err := m.Values(ctx, random(1000, 3000)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

// TestLongChain would overflow the stack of a recursive search.
func TestLongChain(t *testing.T) {
	const size = 100_000
	n := &Network{Actors: make([]Ref, size)}
	for a := int32(1); a < size; a++ {
		n.add(a-1, a, 1, 1)
	}
	n.connect()
	s, err := n.Structure(context.Background())
	if err != nil || s.IsArticulation[0] || !s.IsArticulation[size/2] || !s.IsBridge[size-2] || s.Core[5] != 1 {
		t.Errorf("a chain is not taken for one: %v", err)
	}
}

// random makes a connected network of the given size with whole weights, the same every time.
func random(actors, ties int) *Network {
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[[2]int32]bool{}
	for a := int32(1); a < int32(actors); a++ {
		seen[[2]int32{rng.Int32N(a), a}] = true
	}
	for len(seen) < ties {
		a, b := rng.Int32N(int32(actors)), rng.Int32N(int32(actors))
		if a != b {
			seen[[2]int32{min(a, b), max(a, b)}] = true
		}
	}
	var pairs [][2]int32
	for p := range seen {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y [2]int32) int { return slices.Compare(x[:], y[:]) })
	n := &Network{Actors: make([]Ref, actors)}
	for _, p := range pairs {
		n.add(p[0], p[1], 1, float64(1+rng.IntN(5)))
	}
	n.connect()
	return n
}

// TestNumbersDoNotDependOnCores computes on one core and on all and wants the same bits.
func TestNumbersDoNotDependOnCores(t *testing.T) {
	one, two := random(300, 1200), random(300, 1200)
	compute := func(m Measure, n *Network, cores int) ([]float64, error) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		return m.Values(context.Background(), n)
	}
	for _, m := range Measures() {
		if m.Scope == OfActor && strings.HasSuffix(m.Name, "TaskCount") || m.Name == "taskCount" {
			continue // need a View
		}
		x, err := compute(m, one, 1)
		if err != nil {
			t.Fatal(err)
		}
		y, err := compute(m, two, 4)
		if err != nil || !slices.EqualFunc(x, y, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }) {
			t.Errorf("%s is not the same twice (%v)", m.Name, err)
		}
	}
}

// TestEigenvectorOfBarelyTiedGroups has nearly equal eigenvalues, which take more than one turn to tell apart.
func TestEigenvectorOfBarelyTiedGroups(t *testing.T) {
	const half = 300
	n := &Network{Actors: make([]Ref, 2*half)}
	for _, from := range []int32{0, half} {
		for a := from; a < from+half; a++ {
			for b := a + 1; b < from+half && b < a+4; b++ {
				n.add(a, b, 1, 1)
			}
			if a == from+half-1 && from == 0 {
				n.add(a, a+1, 1, 1)
			}
		}
	}
	n.connect()
	v, err := n.Eigenvector(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	value, worst := 0.0, 0.0
	image := make([]float64, len(v))
	for a := range v {
		partners, ties := n.Neighbors(int32(a))
		for i, b := range partners {
			image[a] += n.Weight[ties[i]] * v[b]
		}
		value += v[a] * image[a]
	}
	for a := range v {
		worst = max(worst, math.Abs(image[a]-value*v[a]))
		if v[a] <= 0 || math.Abs(v[a]-v[len(v)-1-a]) > tolerance {
			t.Fatalf("actor %d has %g, its mirror image %g", a, v[a], v[len(v)-1-a])
		}
	}
	if worst > 1e-11 {
		t.Errorf("the vector is off by %g", worst)
	}
}

func BenchmarkBetweenness(b *testing.B) {
	for _, size := range [][2]int{{2000, 8000}, {10_000, 100_000}} {
		for l := range lengthNames {
			if size[0] == 10_000 && (Lengths(l) == Inverse || testing.Short()) {
				continue // refused; too long for every run
			}
			b.Run(fmt.Sprintf("actors=%d/ties=%d/%s", size[0], size[1], Lengths(l)), func(b *testing.B) {
				n := random(size[0], size[1])
				for b.Loop() {
					n.paths[l] = lazy[*Paths]{}
					if _, err := n.Paths(context.Background(), Lengths(l)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
