package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func build(t testing.TB, v *graph.View, spec Spec) *Network {
	t.Helper()
	n, err := Build(context.Background(), v, spec)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// withoutGovernments is the population that most studies use.
func withoutGovernments() []graph.DepartmentKind {
	return []graph.DepartmentKind{graph.DepartmentOrdinary, graph.DepartmentFieldOffice, graph.DepartmentEnterprise}
}

// TestSeed checks the figures that issue 5 gives for the seed, and every measure by name against NetworkX.
func TestSeed(t *testing.T) {
	v := seedView(t)
	for _, c := range []struct {
		golden       string
		kinds        []graph.DepartmentKind
		actors, ties int
		density      float64
		between      [2]float64 // of 省发展改革委: unweighted and by 1/weight; 0 where the issue gives none
	}{
		{"seed without governments", withoutGovernments(), 28, 120, 0.317460, [2]float64{0.265952, 0.648860}},
		{"seed with governments", nil, 30, 171, 0.393103, [2]float64{0.160963, 0}},
	} {
		n := build(t, v, Spec{DepartmentKinds: c.kinds})
		s, err := n.Structure(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(n.Actors) != c.actors || len(n.Weight) != c.ties || math.Abs(s.Density-c.density) > 1e-6 {
			t.Errorf("%s: %d actors, %d ties, density %f, want %d, %d, %f", c.golden, len(n.Actors), len(n.Weight), s.Density, c.actors, c.ties, c.density)
		}
		center, ok := n.Actor(named(t, v, graph.KindDepartment, "省发展改革委"))
		for l, want := range c.between {
			p, err := n.Paths(context.Background(), Lengths(l))
			if err != nil || !ok {
				t.Fatal(err, ok)
			}
			if want > 0 && math.Abs(p.Betweenness[center]-want) > 1e-6 {
				t.Errorf("%s: betweenness of 省发展改革委 %s is %f, want %f", c.golden, Lengths(l), p.Betweenness[center], want)
			}
		}
		compareByName(t, n, c.golden)
	}
}

// compareByName compares the measures of actors with a golden graph that names them.
func compareByName(t *testing.T, n *Network, golden string) {
	t.Helper()
	graphs := goldenLines[goldenGraph](t, "graphs.jsonl")
	g := graphs[slices.IndexFunc(graphs, func(g goldenGraph) bool { return g.Name == golden })]
	for _, m := range actorMeasures() {
		values, err := m.Values(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range g.Actors[m.Name] {
			a := slices.IndexFunc(n.Actors, func(r Ref) bool { return n.View.Entities(r.Kind).Name[r.Index] == g.Labels[i] })
			if a < 0 || differs(values[a], want) {
				t.Errorf("%s: %s of %s differs from NetworkX", golden, m.Name, g.Labels[i])
			}
		}
	}
}

// TestProjections compares the ties of two-mode graphs with NetworkX's projections, for each weight and each way round.
func TestProjections(t *testing.T) {
	type golden struct {
		Events                 [][]int
		Count, Newman, Jaccard [][3]float64
	}
	for i, g := range goldenLines[golden](t, "projections.jsonl") {
		var tasks []task
		for _, members := range g.Events {
			var names []string
			for _, m := range members {
				names = append(names, fmt.Sprintf("单位%d", m))
			}
			tasks = append(tasks, task{bodies: names, cities: names, themes: names})
		}
		v := makeView(t, paper{day: "2020-01-01", tasks: tasks})
		for _, p := range []Projection{DepartmentsByTask, CitiesByTask, ThemesByTask} {
			for weight, want := range map[TieWeight][][3]float64{Count: g.Count, Newman: g.Newman, Jaccard: g.Jaccard, Binary: ones(g.Count)} {
				n := build(t, v, Spec{Projection: p, Weight: weight})
				if got := tiesByName(n); !sameTies(got, want) {
					t.Errorf("graph %d: %s %s: ties %v, NetworkX has %v", i, p, weight, got, want)
				}
				for tie := range n.Weight {
					if shared := n.SharedEvents(int32(tie)); len(shared) != int(n.Shared[tie]) {
						t.Errorf("graph %d: %s: tie %d shares %v, want %d", i, p, tie, shared, n.Shared[tie])
					}
				}
			}
		}
	}
}

func ones(ties [][3]float64) (out [][3]float64) {
	for _, t := range ties {
		out = append(out, [3]float64{t[0], t[1], 1})
	}
	return out
}

// tiesByName lists the ties of actors called 单位0, 单位1, … as golden.py does.
func tiesByName(n *Network) [][3]float64 {
	number := func(a int32) (x float64) {
		fmt.Sscanf(n.Name(a), "单位%g", &x)
		return x
	}
	var out [][3]float64
	for t, w := range n.Weight {
		a, b := number(n.Source[t]), number(n.Target[t])
		out = append(out, [3]float64{min(a, b), max(a, b), w})
	}
	slices.SortFunc(out, func(x, y [3]float64) int { return slices.Compare(x[:], y[:]) })
	return out
}

func sameTies(x, y [][3]float64) bool {
	return slices.EqualFunc(x, y, func(a, b [3]float64) bool {
		return a[0] == b[0] && a[1] == b[1] && math.Abs(a[2]-b[2]) <= tolerance
	})
}

// library has three documents, roles, issuers, kinds of body, places and themes.
func library(t testing.TB) *graph.View {
	return makeView(t,
		paper{day: "2018-01-01", issuers: []string{"甲厅", "乙厅"}, addressees: []string{"丙公司"}, cites: []string{"方案1", "未收录"}, tasks: []task{
			{bodies: []string{"LEAD:甲厅", "SUPPORT:乙厅", "LEAD:乙厅", "市政府"}, cities: []string{"太原市", "运城市"}},
			{bodies: []string{"甲厅", "丙公司", "各部门"}, cities: []string{"运城市"}, themes: []string{"黄河", "长城"}},
			{bodies: []string{"丁局"}, themes: []string{"长城"}},
		}},
		paper{day: "2019-06-01", issuers: []string{"甲厅", "丁局"}, tasks: []task{{bodies: []string{"甲厅", "乙厅", "丁局"}}}},
		paper{issuers: []string{"戊委"}, tasks: []task{{bodies: []string{"戊委", "乙厅"}}}},
	)
}

// described writes a network as text: actors, then ties with weights.
func described(n *Network) string {
	var names, ties []string
	for a := range n.Actors {
		names = append(names, n.Name(int32(a)))
	}
	for t, w := range n.Weight {
		pair := []string{n.Name(n.Source[t]), n.Name(n.Target[t])}
		slices.Sort(pair)
		ties = append(ties, fmt.Sprintf("%s-%s:%.4g/%d", pair[0], pair[1], w, n.Shared[t]))
	}
	slices.Sort(ties)
	return strings.Join(names, " ") + " | " + strings.Join(ties, " ")
}

func TestSpecs(t *testing.T) {
	v := library(t)
	first, second := v.IDOf(graph.KindDocument, 0), v.IDOf(graph.KindDocument, 1)
	for _, c := range []struct {
		name string
		spec Spec
		want string
	}{
		{"all", Spec{}, "甲厅 乙厅 丙公司 市政府 丁局 戊委 | 丁局-乙厅:1/1 丁局-甲厅:1/1 丙公司-甲厅:1/1 乙厅-市政府:1/1 乙厅-戊委:1/1 乙厅-甲厅:2/2 市政府-甲厅:1/1"},
		{"one role", Spec{Roles: []graph.Role{graph.RoleLead}}, "甲厅 乙厅 | 乙厅-甲厅:1/1"},
		{"no role", Spec{Roles: []graph.Role{}}, " | "},
		{"one kind", Spec{DepartmentKinds: []graph.DepartmentKind{graph.DepartmentEnterprise}}, "丙公司 | "},
		{"no kind", Spec{DepartmentKinds: []graph.DepartmentKind{}}, " | "},
		{"one document", Spec{Documents: []graph.ID{second}}, "甲厅 乙厅 丁局 | 丁局-乙厅:1/1 丁局-甲厅:1/1 乙厅-甲厅:1/1"},
		{"no document", Spec{Documents: []graph.ID{}}, " | "},
		{"period from", Spec{IssuedFrom: "2018-01-02"}, "甲厅 乙厅 丁局 | 丁局-乙厅:1/1 丁局-甲厅:1/1 乙厅-甲厅:1/1"},
		{"period to", Spec{IssuedTo: "2018-01-01", Roles: []graph.Role{graph.RoleLead, graph.RoleSupport}}, "甲厅 乙厅 | 乙厅-甲厅:1/1"},
		{"no day", Spec{IssuedTo: "2019-12-31", DepartmentKinds: withoutGovernments()}, "甲厅 乙厅 丙公司 丁局 | 丁局-乙厅:1/1 丁局-甲厅:1/1 丙公司-甲厅:1/1 乙厅-甲厅:2/2"},
		{"minimum", Spec{MinWeight: 2}, "甲厅 乙厅 丙公司 市政府 丁局 戊委 | 乙厅-甲厅:2/2"},
		{"minimum just above", Spec{MinWeight: 2.001}, "甲厅 乙厅 丙公司 市政府 丁局 戊委 | "},
		{"tasks", Spec{Tasks: TaskFilter{"first", func(t int32) bool { return t == 1 }}}, "甲厅 丙公司 | 丙公司-甲厅:1/1"},
		{"documents", Spec{Projection: DepartmentsByDocument}, "甲厅 乙厅 丁局 戊委 | 丁局-甲厅:1/1 乙厅-甲厅:1/1"},
		{"documents with tasks", Spec{Projection: DepartmentsByDocument, Tasks: TaskFilter{"x", func(t int32) bool { return t == 3 }}}, "甲厅 丁局 | 丁局-甲厅:1/1"},
		{"tasks by body", Spec{Projection: TasksByDepartment, Documents: []graph.ID{first}}, "工作1 工作2 工作3 | 工作1-工作2:1/1"},
		{"places", Spec{Projection: CitiesByTask}, "太原市 运城市 | 太原市-运城市:1/1"},
		{"themes", Spec{Projection: ThemesByTask, Weight: Jaccard}, "黄河 长城 | 长城-黄河:0.5/1"},
		{"two-mode", Spec{Projection: DepartmentTask, IssuedFrom: "2019-01-01", Weight: Newman}, "甲厅 乙厅 丁局 工作1 | 丁局-工作1:1/1 乙厅-工作1:1/1 工作1-甲厅:1/1"},
	} {
		if got := described(build(t, v, c.spec)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestSpecIsEchoedAndMakesTheID(t *testing.T) {
	v := library(t)
	n := build(t, v, Spec{})
	if !reflect.DeepEqual(n.Spec.Roles, allRoles[:]) || !reflect.DeepEqual(n.Spec.DepartmentKinds, publicKinds[:]) || len(n.Spec.Documents) != 3 {
		t.Errorf("the specification is echoed as %+v, want its defaults filled in", n.Spec)
	}
	again := n.Spec
	slices.Reverse(again.Roles)
	again.Documents = append(again.Documents, again.Documents[0])
	if build(t, v, again).ID != n.ID {
		t.Error("the same specification, written in another order, gives another id")
	}
	ids := map[graph.ID]string{n.ID: "default"}
	for name, s := range map[string]Spec{
		"projection": {Projection: TasksByDepartment}, "roles": {Roles: []graph.Role{graph.RoleLead}},
		"kinds": {DepartmentKinds: withoutGovernments()}, "documents": {Documents: n.Spec.Documents[:1]},
		"from": {IssuedFrom: "2000-01-01"}, "to": {IssuedTo: "2030-01-01"}, "weight": {Weight: Jaccard},
		"minimum": {MinWeight: 0.5}, "tasks": {Tasks: TaskFilter{Text: "x", Match: func(int32) bool { return true }}},
	} {
		id := build(t, v, s).ID
		if other, taken := ids[id]; taken {
			t.Errorf("specifications %q and %q have one id", name, other)
		}
		ids[id] = name
	}
	if a, b := build(t, v, Spec{Projection: DepartmentTask}), build(t, v, Spec{Projection: DepartmentTask, Weight: Newman}); a.ID != b.ID {
		t.Error("weights make another two-mode network")
	}
	if other := makeView(t, paper{day: "2018-01-01", tasks: bodies([]string{"甲厅"})}); build(t, other, Spec{}).ID == n.ID {
		t.Error("networks of two Views have one id")
	}
}

func TestBadSpecs(t *testing.T) {
	v := library(t)
	for name, c := range map[string]struct {
		spec Spec
		want string
	}{
		"unknown document": {Spec{Documents: []graph.ID{"dxx"}}, "no document"},
		"not a document":   {Spec{Documents: []graph.ID{v.IDOf(graph.KindTask, 0)}}, "no document"},
		"not a number":     {Spec{MinWeight: math.NaN()}, "minWeight"},
		"negative":         {Spec{MinWeight: -1}, "minWeight"},
		"not a day":        {Spec{IssuedFrom: "2018"}, "not a day"},
	} {
		if _, err := Build(context.Background(), v, c.spec); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Build(ctx, v, Spec{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build gives %v", err)
	}
}

// TestGeneralNamesAreActorsOnlyWhenAskedFor: 各有关部门 would be the hub of every network.
func TestGeneralNamesAreActorsOnlyWhenAskedFor(t *testing.T) {
	v := makeView(t, paper{day: "2018-01-01", tasks: bodies([]string{"甲厅", "各部门"})})
	all := build(t, v, Spec{})
	generic := append(slices.Clone(all.Spec.DepartmentKinds), graph.DepartmentGeneric)
	with := build(t, v, Spec{DepartmentKinds: generic})
	if len(with.Actors) <= len(all.Actors) || !slices.Contains(with.Spec.DepartmentKinds, graph.DepartmentGeneric) {
		t.Errorf("%d actors, %d with general names, kinds %v", len(all.Actors), len(with.Actors), with.Spec.DepartmentKinds)
	}
	if !strings.Contains(all.MethodNote(), "泛称除外") || strings.Contains(with.MethodNote(), "泛称除外") {
		t.Errorf("the notes do not tell them apart:\n%s\n%s", all.MethodNote(), with.MethodNote())
	}
}

func TestSourceHasTheLowerID(t *testing.T) {
	n := build(t, seedView(t), Spec{})
	for tie := range n.Weight {
		if n.EntityID(n.Source[tie]) >= n.EntityID(n.Target[tie]) {
			t.Fatalf("tie %d leads from %s to %s", tie, n.EntityID(n.Source[tie]), n.EntityID(n.Target[tie]))
		}
	}
	for a := range int32(len(n.Actors)) {
		partners, ties := n.Neighbors(a)
		if !slices.IsSorted(partners) {
			t.Errorf("the partners of %d are %v", a, partners)
		}
		for i, b := range partners {
			if ends := [2]int32{n.Source[ties[i]], n.Target[ties[i]]}; ends != [2]int32{a, b} && ends != [2]int32{b, a} {
				t.Errorf("tie %d of %d and %d has the ends %v", ties[i], a, b, ends)
			}
		}
	}
}

func TestExclusiveTasks(t *testing.T) {
	v := library(t)
	n := build(t, v, Spec{})
	for name, want := range map[string][2]int{"甲厅": {3, 0}, "乙厅": {3, 0}, "丁局": {2, 1}, "戊委": {1, 0}, "丙公司": {1, 0}} {
		a, _ := n.Actor(named(t, v, graph.KindDepartment, name))
		if got := [2]int{n.TaskCount(a), len(n.ExclusiveTasks(a))}; got != want {
			t.Errorf("%s has %v tasks and exclusive tasks, want %v", name, got, want)
		}
	}
	two := build(t, v, Spec{Projection: DepartmentTask})
	if a, ok := two.Actor(Ref{graph.KindTask, 2}); !ok || two.TaskCount(a) != 0 || two.ExclusiveTasks(a) != nil {
		t.Error("a task of a two-mode network has tasks of its own")
	}
	if byDocument := build(t, v, Spec{Projection: DepartmentsByDocument}); byDocument.TaskCount(0) != 0 {
		t.Error("a network of documents counts tasks")
	}
}

func TestMethodNote(t *testing.T) {
	v := library(t)
	n := build(t, v, Spec{IssuedFrom: "2018-01-01", IssuedTo: "2018-12-31", DepartmentKinds: withoutGovernments(), Roles: []graph.Role{graph.RoleLead},
		Weight: Newman, MinWeight: 0.5, Tasks: TaskFilter{"title: 工作", func(int32) bool { return true }}})
	note := n.MethodNote()
	for _, want := range []string{
		"依据 1 份文件、1 项任务", "自 2018-01-01 至 2018-12-31", "职责为牵头", "部门、垂直管理机构、企业", "Newman", "低于 0.5", "共 2 个行动者、1 条联系",
		"made from 1 document and 1 task,", "issued from 2018-01-01 to 2018-12-31", "roles lead", "bodies of the kinds departments, field offices, enterprises",
		"ties below 0.5 dropped", "giving 2 actors and 1 tie ", string(n.ID), v.ID, "title: 工作",
	} {
		if !strings.Contains(note, want) {
			t.Errorf("the note lacks %q: %s", want, note)
		}
	}
	if strings.Count(note, "。") != 1 || !strings.HasSuffix(note, ".") {
		t.Errorf("the note is not one Chinese and one English sentence: %s", note)
	}
	if note := build(t, v, Spec{Projection: TasksByDepartment}).MethodNote(); !strings.Contains(note, "计入全部职责") || !strings.Contains(note, "all roles") ||
		!strings.Contains(note, "of all kinds") || !strings.Contains(note, "6 responsible bodies") {
		t.Errorf("the defaults read %s", note)
	}
	for p := range projectionNames {
		if note := build(t, v, Spec{Projection: Projection(p), IssuedTo: "2019-01-01"}).MethodNote(); !strings.Contains(note, "no later than 2019-01-01") ||
			strings.Contains(note, "%!") || strings.Contains(note, "<nil>") {
			t.Errorf("%s: %s", Projection(p), note)
		}
	}
}
