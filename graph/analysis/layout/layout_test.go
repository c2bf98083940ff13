package layout

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file again")

// generate makes a graph of n nodes by a linear congruential generator: hubs, chains and a few components.
func generate(n, links int) *Graph {
	g := &Graph{}
	for i := range n {
		g.IDs = append(g.IDs, fmt.Sprintf("node-%d", i))
		g.Labels = append(g.Labels, 3+i%9)
	}
	seed := uint64(42)
	next := func(below int) int32 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int32(seed >> 33 % uint64(below))
	}
	for range links {
		a, b := next(n), next(n)
		if next(3) == 0 {
			b %= int32(n/20 + 1)
		}
		if a != b {
			g.Source, g.Target = append(g.Source, a), append(g.Target, b)
			g.Weight = append(g.Weight, float64(1+next(6)))
		}
	}
	return g
}

func named(n int, links ...[2]int32) *Graph {
	g := &Graph{}
	for i := range n {
		g.IDs, g.Labels = append(g.IDs, fmt.Sprint("n", i)), append(g.Labels, 7)
	}
	for _, l := range links {
		g.Source, g.Target = append(g.Source, l[0]), append(g.Target, l[1])
	}
	return g
}

func star(n int32) (links [][2]int32) {
	for i := int32(1); i < n; i++ {
		links = append(links, [2]int32{0, i})
	}
	return links
}

func clique(n int32) (links [][2]int32) {
	for i := range n {
		for j := range i {
			links = append(links, [2]int32{j, i})
		}
	}
	return links
}

func chain(n int32) (links [][2]int32) {
	for i := range n - 1 {
		links = append(links, [2]int32{i, i + 1})
	}
	return links
}

var graphs = map[string]*Graph{
	"nothing":     named(0),
	"one":         named(1),
	"isolates":    named(40),
	"pair":        named(2, [2]int32{0, 1}),
	"itself":      named(2, [2]int32{0, 0}),
	"star":        named(300, star(300)...),
	"clique":      named(60, clique(60)...),
	"chain":       named(100, chain(100)...),
	"general":     generate(300, 500),
	"large":       generate(2000, 4000),
	"two cliques": named(20, append(clique(10), [2]int32{10, 11}, [2]int32{11, 12})...),
}

func place(t testing.TB, g *Graph) []Point {
	t.Helper()
	at, err := Place(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestSameNumbersEverywhere: the golden file was written once, and every machine must get the same.
func TestSameNumbersEverywhere(t *testing.T) {
	got := map[string]string{}
	for name, g := range graphs {
		data, err := json.Marshal(place(t, g))
		if err != nil {
			t.Fatal(err)
		}
		if got[name] = fmt.Sprintf("%x", sha256.Sum256(data)); len(g.IDs) <= 2 {
			got[name] = string(data)
		}
	}
	file := filepath.Join("testdata", "golden.json")
	if *update {
		data, _ := json.MarshalIndent(got, "", "  ")
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	for name := range graphs {
		if got[name] != want[name] {
			t.Errorf("%s: %s, the golden file has %s", name, got[name], want[name])
		}
	}
}

// TestNoProductIsAddedUnrounded: a processor with a fused multiply-add gives other bits for x*y + z, and the compiler uses
// it wherever the product is not converted first.
func TestNoProductIsAddedUnrounded(t *testing.T) {
	product := func(e ast.Expr) bool {
		for {
			p, ok := e.(*ast.ParenExpr)
			if !ok {
				break
			}
			e = p.X
		}
		b, ok := e.(*ast.BinaryExpr)
		if !ok || b.Op != token.MUL {
			return false
		}
		_, x := b.X.(*ast.BasicLit)
		name, y := b.Y.(*ast.Ident)
		return !x || !y || name.Name != "Radius" // a constant
	}
	looked := 0
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if name == "layout_test.go" {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			var terms []ast.Expr
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == token.ADD || n.Op == token.SUB {
					terms = []ast.Expr{n.X, n.Y}
				}
			case *ast.AssignStmt:
				if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
					terms = n.Rhs
				}
			}
			for _, e := range terms {
				looked++
				if product(e) {
					t.Errorf("%s: a product is added without float64()", fset.Position(e.Pos()))
				}
			}
			return true
		})
	}
	if looked < 50 {
		t.Fatalf("only %d terms were looked at", looked)
	}
}

// boxes are the boxes of all nodes, as the layout promises them.
func boxes(g *Graph, at []Point) []box {
	c := component{label: g.Labels, at: at}
	out := make([]box, len(at))
	for i := range at {
		out[i] = c.box(i)
	}
	return out
}

func TestNothingOverlaps(t *testing.T) {
	for name, g := range graphs {
		t.Run(name, func(t *testing.T) {
			b := boxes(g, place(t, g))
			for i := range b {
				for j := range i {
					if b[i].left < b[j].right && b[j].left < b[i].right && b[i].top < b[j].bottom && b[j].top < b[i].bottom {
						t.Fatalf("nodes %d and %d overlap: %v %v", j, i, b[j], b[i])
					}
				}
			}
		})
	}
}

// TestComponentsStandApart: the rectangles around two components never touch.
func TestComponentsStandApart(t *testing.T) {
	for _, name := range []string{"general", "isolates", "two cliques", "large"} {
		g := graphs[name]
		b := boxes(g, place(t, g))
		parts := split(g)
		if len(parts) < 2 {
			t.Fatalf("%s has %d components: the test needs more", name, len(parts))
		}
		var around []box
		for _, c := range parts {
			all := b[c.node[0]]
			for _, n := range c.node {
				all = box{min(all.left, b[n].left), min(all.top, b[n].top), max(all.right, b[n].right), max(all.bottom, b[n].bottom)}
			}
			around = append(around, all)
		}
		for i, p := range around {
			for _, q := range around[:i] {
				const apart = gap - 0.2 // rounding moves each by 0.05
				if p.left < q.right+apart && q.left < p.right+apart && p.top < q.bottom+apart && q.top < p.bottom+apart {
					t.Errorf("%s: %v and %v", name, p, q)
				}
			}
		}
	}
}

// TestNeighboursStandNearer: what a layout is for. Linked nodes lie nearer than others, in mean.
func TestNeighboursStandNearer(t *testing.T) {
	for _, name := range []string{"chain", "large", "general"} {
		g := graphs[name]
		at := place(t, g)
		distance := func(a, b int32) float64 { return math.Hypot(at[a].X-at[b].X, at[a].Y-at[b].Y) }
		linked, all, n := 0.0, 0.0, 0.0
		for l := range g.Source {
			linked += distance(g.Source[l], g.Target[l]) / float64(len(g.Source))
		}
		for i := range at {
			for j := range i {
				all += distance(int32(i), int32(j))
				n++
			}
		}
		if linked > 0.6*all/n {
			t.Errorf("%s: linked nodes are %.0f px apart, all are %.0f", name, linked, all/n)
		}
	}
}

func TestRoundedToATenth(t *testing.T) {
	for _, p := range place(t, graphs["general"]) {
		for _, f := range []float64{p.X, p.Y} {
			if math.Round(f*10)/10 != f || f < 0 {
				t.Fatalf("%v", p)
			}
		}
	}
}

// TestCoincidentNodes: two nodes of one id begin at one place and still come apart.
func TestCoincidentNodes(t *testing.T) {
	g := named(30, clique(30)...)
	for i := range g.IDs {
		g.IDs[i] = "same"
	}
	at := place(t, g)
	for i := range at {
		if slices.Contains(at[:i], at[i]) {
			t.Fatalf("node %d stands on another: %v", i, at[i])
		}
	}
}

func TestStackIsWithoutOverlap(t *testing.T) {
	g := generate(200, 0)
	c := &component{label: g.Labels, at: make([]Point, 200)}
	order := make([]int32, 200)
	for i := range order {
		order[i] = int32(i)
	}
	c.stack(order)
	b := boxes(g, c.at)
	for i := range b {
		for j := range i {
			if b[i].left < b[j].right && b[j].left < b[i].right && b[i].top < b[j].bottom && b[j].top < b[i].bottom {
				t.Fatalf("%d and %d overlap", i, j)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	ctx := context.Background()
	if _, err := Place(ctx, &Graph{IDs: make([]string, MaxNodes+1)}); err == nil {
		t.Error("one node too many is placed")
	}
	if _, err := Place(ctx, &Graph{Source: make([]int32, MaxLinks+1)}); err == nil {
		t.Error("one link too many is placed")
	}
	g := &Graph{IDs: make([]string, MaxNodes), Labels: make([]int, MaxNodes)}
	if at := place(t, g); len(at) != MaxNodes {
		t.Errorf("%d positions", len(at))
	}
	links := make([]int32, MaxLinks)
	if _, err := Place(ctx, &Graph{IDs: []string{"a"}, Labels: []int{1}, Source: links, Target: links}); err != nil {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Place(ended, graphs["general"]); err != context.Canceled {
		t.Errorf("after the context ended: %v", err)
	}
}

func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{300, 2_000, 10_000} {
		g := generate(n, 2*n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if at := place(b, g); len(at) != n {
					b.Fatalf("%d positions", len(at))
				}
			}
		})
	}
}
