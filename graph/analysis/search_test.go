package analysis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// wide are options that leave everything in.
func wide() PathOptions { return PathOptions{MaxLength: 8, Limit: MaxPaths} }

func shortest(t testing.TB, v *graph.View, from, to Ref, o PathOptions) *PathResult {
	t.Helper()
	r, err := ShortestPaths(context.Background(), v, from, to, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPathsOfTheSeed checks what issue 5 says of 省林业厅 and 省体育局: over tasks, governments avoided, two paths of bodies.
func TestPathsOfTheSeed(t *testing.T) {
	v := seedView(t)
	o := wide()
	o.Via = []LinkKind{LinkResponsibility}
	for i, kind := range v.Departments.Kind {
		if kind == graph.DepartmentGovernment {
			o.Avoid = append(o.Avoid, Ref{graph.KindDepartment, int32(i)})
		}
	}
	from := named(t, v, graph.KindDepartment, "省林业厅")
	r := shortest(t, v, from, named(t, v, graph.KindDepartment, "省体育局"), o)
	bodies := map[string]bool{}
	for _, path := range r.Paths {
		var names []string
		for _, l := range path {
			if l.To.Kind == graph.KindDepartment {
				names = append(names, v.Entities(l.To.Kind).Name[l.To.Index])
			}
		}
		bodies[strings.Join(names, " ")] = true
	}
	if len(bodies) != 2 || r.Count != len(r.Paths) || r.Truncated {
		t.Errorf("%d paths of length %d, over bodies: %v", r.Count, r.Length, bodies)
	}
	if text := PathText(v, from, r.Paths[0]); !strings.HasPrefix(text, "省林业厅 -负责-> 工作") || !strings.HasSuffix(text, " <-负责- 省体育局") {
		t.Errorf("the path reads %s", text)
	}
}

// model finds all shortest paths by plain breadth-first search over sets of entities.
func model(g *linkGraph, from, to Ref, o PathOptions) (length int, paths []string) {
	type partial struct{ nodes []Ref }
	level := []partial{{[]Ref{from}}}
	seen := map[Ref]bool{from: true}
	for length = 0; length <= o.MaxLength && len(level) > 0; length++ {
		for _, p := range level {
			if p.nodes[len(p.nodes)-1] == to {
				paths = append(paths, fmt.Sprint(p.nodes))
			}
		}
		if paths != nil {
			slices.Sort(paths)
			return length, paths
		}
		var next []partial
		reached := map[Ref]bool{}
		for _, p := range level {
			here := map[Ref]bool{}
			g.each(p.nodes[len(p.nodes)-1], func(l Link) {
				if seen[l.To] || here[l.To] || slices.Contains(o.Avoid, l.To) && l.To != to {
					return
				}
				here[l.To], reached[l.To] = true, true
				next = append(next, partial{append(slices.Clone(p.nodes), l.To)})
			})
		}
		for r := range reached {
			seen[r] = true
		}
		level = next
	}
	return -1, nil
}

// TestShortestPathsAgainstModel compares every pair of a library of random documents with the plain search.
func TestShortestPathsAgainstModel(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	pick := func(prefix string, among, most int) (names []string) {
		for _, i := range rng.Perm(among)[:rng.IntN(most+1)] {
			names = append(names, fmt.Sprintf("%s%d", prefix, i))
		}
		return names
	}
	var papers []paper
	for i := range 4 {
		p := paper{day: fmt.Sprintf("2020-01-0%d", i+1), issuers: pick("甲", 7, 2), cites: []string{fmt.Sprintf("方案%d", (i+1)%4), "未收录"}}
		for range 4 {
			p.tasks = append(p.tasks, task{pick("甲", 7, 3), pick("市", 5, 2), pick("项", 4, 1), pick("题", 3, 1)})
		}
		papers = append(papers, p)
	}
	v := makeView(t, papers...)
	options := []PathOptions{wide(), {MaxLength: 3, Limit: MaxPaths}, {MaxLength: 8, Limit: MaxPaths, Via: []LinkKind{LinkResponsibility, LinkTaskPlace}},
		{MaxLength: 8, Limit: MaxPaths, Avoid: []Ref{{graph.KindDocument, 0}, {graph.KindDepartment, 1}, {graph.KindTask, 3}}}}
	found := 0
	for _, o := range options {
		g := newLinkGraph(v, o.Via, o.Roles)
		for a := range int32(g.size()) {
			for b := range int32(g.size()) {
				from, to := g.ref(a), g.ref(b)
				if slices.Contains(o.Avoid, from) || slices.Contains(o.Avoid, to) {
					continue
				}
				length, want := model(g, from, to, o)
				r := shortest(t, v, from, to, o)
				var got []string
				for _, path := range r.Paths {
					nodes := []Ref{from}
					for _, l := range path {
						if l.From != nodes[len(nodes)-1] {
							t.Fatalf("a step begins elsewhere: %v", path)
						}
						nodes = append(nodes, l.To)
					}
					got = append(got, fmt.Sprint(nodes))
				}
				slices.Sort(got)
				if r.Length != length || r.Count != len(want) || !slices.Equal(got, want) {
					t.Fatalf("from %v to %v with %+v: length %d, %d paths %v, want %d, %v", from, to, o, r.Length, r.Count, got, length, want)
				}
				found += len(got)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d paths were compared", found)
	}
}

func TestPathOptions(t *testing.T) {
	v := makeView(t, paper{day: "2018-01-01", tasks: []task{
		{bodies: []string{"LEAD:甲厅", "SUPPORT:甲厅", "SUPPORT:乙厅"}, cities: []string{"运城市"}},
		{bodies: []string{"甲厅", "乙厅"}}, {bodies: []string{"乙厅", "丙厅"}, cities: []string{"运城市"}},
	}})
	at := func(name string) Ref { return named(t, v, graph.KindDepartment, name) }
	var texts []string
	show := func(r *PathResult) string {
		texts = nil
		for _, p := range r.Paths {
			texts = append(texts, PathText(v, at("甲厅"), p))
		}
		return fmt.Sprintf("%d %d %v %s", r.Length, r.Count, r.Truncated, strings.Join(texts, "; "))
	}
	for _, c := range []struct {
		name string
		o    PathOptions
		want string
	}{
		{"all", PathOptions{MaxLength: 4, Limit: 5}, "2 2 false 甲厅 -牵头-> 工作1 <-配合- 乙厅; 甲厅 -负责-> 工作2 <-负责- 乙厅"},
		{"one listed", PathOptions{MaxLength: 4, Limit: 1}, "2 2 true 甲厅 -牵头-> 工作1 <-配合- 乙厅"},
		{"one role", PathOptions{MaxLength: 4, Limit: 5, Roles: []graph.Role{graph.RoleSupport}}, "2 1 false 甲厅 -配合-> 工作1 <-配合- 乙厅"},
		{"avoided", PathOptions{MaxLength: 4, Limit: 5, Avoid: []Ref{{graph.KindTask, 0}, at("甲厅")}}, "2 1 false 甲厅 -负责-> 工作2 <-负责- 乙厅"},
		{"too short", PathOptions{MaxLength: 1, Limit: 5}, "-1 0 true "},
		{"no way", PathOptions{MaxLength: 4, Limit: 5, Via: []LinkKind{LinkReference}}, "-1 0 false "},
		{"no kind", PathOptions{MaxLength: 4, Limit: 5, Via: []LinkKind{}}, "-1 0 false "},
	} {
		if got := show(shortest(t, v, at("甲厅"), at("乙厅"), c.o)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if r := shortest(t, v, at("甲厅"), Ref{graph.KindTask, 1}, PathOptions{MaxLength: 1, Limit: 1, Avoid: []Ref{{graph.KindTask, 1}}}); r.Length != 1 {
		t.Errorf("an end that is to be avoided is not reached: %+v", r)
	}
	if got := show(shortest(t, v, at("甲厅"), at("甲厅"), wide())); got != "0 1 false 甲厅" {
		t.Errorf("from a body to itself: %s", got)
	}
	for _, o := range []PathOptions{{MaxLength: 0, Limit: 1}, {MaxLength: MaxPathLength + 1, Limit: 1}, {MaxLength: 1, Limit: 0}, {MaxLength: 1, Limit: MaxPaths + 1}} {
		if _, err := ShortestPaths(context.Background(), v, at("甲厅"), at("乙厅"), o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
	if _, err := ShortestPaths(context.Background(), v, at("甲厅"), at("乙厅"), PathOptions{MaxLength: MaxPathLength, Limit: MaxPaths}); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ShortestPaths(ctx, v, at("甲厅"), at("乙厅"), wide()); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search gives %v", err)
	}
}

// TestManyPathsAreCounted has 100^10 paths, more than can be counted even from one side.
func TestManyPathsAreCounted(t *testing.T) {
	var tasks []task
	for stage := range 10 {
		for range 100 {
			tasks = append(tasks, task{bodies: []string{fmt.Sprintf("第%d厅", stage), fmt.Sprintf("第%d厅", stage+1)}})
		}
	}
	v := makeView(t, paper{day: "2018-01-01", tasks: tasks})
	o := PathOptions{MaxLength: 20, Limit: 7, Via: []LinkKind{LinkResponsibility}}
	r := shortest(t, v, named(t, v, graph.KindDepartment, "第0厅"), named(t, v, graph.KindDepartment, "第10厅"), o)
	if r.Length != 20 || r.Count != MaxPathCount || len(r.Paths) != 7 || !r.Truncated {
		t.Errorf("length %d, count %d, %d listed, truncated %v", r.Length, r.Count, len(r.Paths), r.Truncated)
	}
	to := named(t, v, graph.KindDepartment, "第2厅")
	if r := shortest(t, v, named(t, v, graph.KindDepartment, "第0厅"), to, o); r.Count != 10_000 {
		t.Errorf("100 × 100 paths are counted as %d", r.Count)
	}
}

// TestLinkRoles reads the role and word of each kind of link from the View.
func TestLinkRoles(t *testing.T) {
	v := makeView(t, paper{day: "2018-01-01", cites: []string{"方案1"}}, paper{day: "2018-01-02", issuers: []string{"甲厅"}, tasks: []task{{[]string{"LEAD:甲厅"}, []string{"运城市"}, []string{"水库"}, []string{"黄河"}}}})
	got := map[string]string{}
	g := newLinkGraph(v, nil, nil)
	for node := range int32(g.size()) {
		g.each(g.ref(node), func(l Link) {
			if !l.Against {
				got[l.Kind.String()] = l.Role(v) + " " + PathText(v, l.From, []Link{l})
			}
			if kind, ok := l.Kind.FactKind(); ok != (l.Fact >= 0) || ok && v.Len(kind) <= int(l.Fact) {
				t.Errorf("%s has the fact %d of %v", l.Kind, l.Fact, kind)
			}
		})
	}
	for kind, want := range map[string]string{
		"RESPONSIBILITY": "LEAD 甲厅 -牵头-> 工作1", "DOCUMENT_ROLE": "ISSUER 甲厅 -发文-> 方案1", "CONTAINS": " 方案1 -包含-> 工作1",
		"REFERENCE":  "CITES 方案0 -引用-> 方案1",
		"TASK_PLACE": " 工作1 -涉及-> 运城市", "TASK_PROJECT": " 工作1 -项目-> 水库", "TASK_THEME": " 工作1 -主题-> 黄河",
	} {
		if got[kind] != want {
			t.Errorf("%s is %q, want %q", kind, got[kind], want)
		}
	}
}

func TestNeighborhood(t *testing.T) {
	v := library(t)
	first := named(t, v, graph.KindDepartment, "丁局")
	near := func(depth int, via []LinkKind, most int, starts ...Ref) *Subgraph {
		s, err := Neighborhood(context.Background(), v, starts, depth, via, most)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	names := func(s *Subgraph) string {
		var out []string
		for _, r := range s.Entities {
			out = append(out, v.Entities(r.Kind).Name[r.Index])
		}
		return strings.Join(out, " ")
	}
	tasks := []LinkKind{LinkResponsibility}
	for _, c := range []struct {
		depth, most int
		via         []LinkKind
		want        string
		links       int
		cut         bool
	}{
		{0, 10, nil, "丁局", 0, false},
		{1, 10, tasks, "丁局 工作3 工作1", 2, false},
		{2, 10, tasks, "丁局 工作3 工作1 甲厅 乙厅", 4, false},
		{2, 5, tasks, "丁局 工作3 工作1 甲厅 乙厅", 4, false},
		{2, 4, tasks, "丁局 工作3 工作1 甲厅", 3, true},
		{1, 10, nil, "丁局 工作3 工作1 方案1", 4, false},
		{1, 10, []LinkKind{}, "丁局", 0, false},
	} {
		s := near(c.depth, c.via, c.most, first)
		if names(s) != c.want || len(s.Links) != c.links || s.Truncated != c.cut {
			t.Errorf("depth %d, at most %d: %s, %d links, cut %v, want %s, %d, %v", c.depth, c.most, names(s), len(s.Links), s.Truncated, c.want, c.links, c.cut)
		}
		for _, l := range s.Links {
			if l.Against || !slices.Contains(s.Entities, l.From) || !slices.Contains(s.Entities, l.To) {
				t.Errorf("link %+v is not among the entities", l)
			}
		}
	}
	if s := near(1, tasks, 10, first, first); names(s) != "丁局 工作3 工作1" {
		t.Errorf("the same start twice gives %s", names(s))
	}
	for _, bad := range [][3]int{{-1, 1, 1}, {MaxDepth + 1, 1, 1}, {1, 0, 1}, {1, MaxEntities + 1, 1}, {1, 1, MaxStarts + 1}} {
		if _, err := Neighborhood(context.Background(), v, make([]Ref, bad[2]), bad[0], nil, bad[1]); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
	if s := near(MaxDepth, nil, MaxEntities, make([]Ref, MaxStarts)...); s.Truncated {
		t.Error("the whole library is cut short")
	}
}

// TestNeighborhoodBoundsLinks has more links among its entities than are shown.
func TestNeighborhoodBoundsLinks(t *testing.T) {
	var names []string
	for i := range 150 {
		names = append(names, fmt.Sprintf("第%d厅", i))
	}
	var tasks []task
	for range 140 {
		tasks = append(tasks, task{bodies: names})
	}
	v := makeView(t, paper{day: "2018-01-01", tasks: tasks})
	s, err := Neighborhood(context.Background(), v, []Ref{{graph.KindTask, 0}}, 2, []LinkKind{LinkResponsibility}, MaxEntities)
	if err != nil || len(s.Links) != MaxLinks || !s.Truncated {
		t.Errorf("%d links, cut %v, %v", len(s.Links), s.Truncated, err)
	}
}

// BenchmarkShortestPaths searches between random bodies of 100,000 tasks; of 10,000 with -short.
func BenchmarkShortestPaths(b *testing.B) {
	tasks := 100_000
	if testing.Short() {
		tasks = 10_000
	}
	v := synth.View(tasks, 1)
	rng := rand.New(rand.NewPCG(5, 6))
	for name, o := range map[string]PathOptions{"all": {MaxLength: 8, Limit: 10}, "bodies": {MaxLength: 8, Limit: 10, Via: []LinkKind{LinkResponsibility}}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				from := Ref{graph.KindDepartment, rng.Int32N(int32(v.Len(graph.KindDepartment)))}
				to := Ref{graph.KindDepartment, rng.Int32N(int32(v.Len(graph.KindDepartment)))}
				shortest(b, v, from, to, o)
			}
		})
	}
	b.Run("whole network", func(b *testing.B) {
		for b.Loop() {
			n := build(b, v, Spec{})
			b.ReportMetric(float64(len(n.Actors)), "actors")
			b.ReportMetric(float64(len(n.Weight)), "ties")
		}
	})
}
