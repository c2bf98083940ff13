package main

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
)

// onSeeds runs do with the graph of the embedded plan.
func onSeeds(t *testing.T, do func(g *policygraph.Graph)) {
	t.Helper()
	g, err := policygraph.OpenPlan(t.Context(), policygraph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	do(g)
}

// ask runs a query and decodes its data into out.
func ask(t *testing.T, g *policygraph.Graph, query string, variables map[string]any, out any) {
	t.Helper()
	body, err := g.Query(context.Background(), policygraph.Query{Text: query, Variables: variables})
	if err != nil {
		t.Fatalf("%s\n%v %s", query, err, body)
	}
	var answer struct{ Data json.RawMessage }
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer.Data, out); err != nil {
		t.Fatal(err)
	}
}

// TestNetworkOfThePlan holds the figures that were computed from the hand-made gold with NetworkX: the bodies of the 28
// tasks of 重点任务, without and with the governments of cities.
func TestNetworkOfThePlan(t *testing.T) {
	const query = `query($section: ID!, $kinds: [DepartmentKind!]) {
  collaborationNetwork(spec: { departmentKinds: $kinds, tasks: { section: { eq: $section } } }) {
    actorCount tieCount density
    actors(first: 1, orderBy: [{ field: BETWEENNESS, direction: DESC }]) {
      nodes { entity { name } betweenness inverse: betweenness(weight: INVERSE) }
    }
  }
}`
	type network struct {
		ActorCount, TieCount int
		Density              float64
		Actors               struct {
			Nodes []struct {
				Entity               struct{ Name string }
				Betweenness, Inverse float64
			}
		}
	}
	onSeeds(t, func(g *policygraph.Graph) {
		var sections struct {
			Documents struct {
				Nodes []struct {
					Sections []struct{ ID, Heading string }
				}
			}
		}
		ask(t, g, `{ documents { nodes { sections { id heading } } } }`, nil, &sections)
		section := sections.Documents.Nodes[0].Sections[1]
		if section.Heading != "重点任务" {
			t.Fatalf("the second section is %q", section.Heading)
		}
		bodies := []any{"DEPARTMENT", "FIELD_OFFICE", "ENTERPRISE", "PARTY_ORGAN", "LEADING_GROUP", "OTHER"}
		for _, c := range []struct {
			kinds                         []any
			actors, ties                  int
			density, betweenness, inverse float64
		}{
			{bodies, 28, 120, 0.317460, 0.265952, 0.648860},
			{append(bodies, "GOVERNMENT"), 30, 171, 0.393103, 0.160963, math.NaN()},
		} {
			var answer struct{ CollaborationNetwork network }
			ask(t, g, query, map[string]any{"section": section.ID, "kinds": c.kinds}, &answer)
			n := answer.CollaborationNetwork
			top := n.Actors.Nodes[0]
			if n.ActorCount != c.actors || n.TieCount != c.ties || !near(n.Density, c.density) ||
				top.Entity.Name != "省发展改革委" || !near(top.Betweenness, c.betweenness) || !near(top.Inverse, c.inverse) {
				t.Errorf("%d actors, %d ties, density %.6f, %s %.6f, by 1/weight %.6f; want %+v",
					n.ActorCount, n.TieCount, n.Density, top.Entity.Name, top.Betweenness, top.Inverse, c)
			}
		}
	})
}

// near compares with a figure given to six places; a figure that is not given is not compared.
func near(got, want float64) bool { return math.IsNaN(want) || math.Abs(got-want) < 5e-7 }

func TestPathsOfThePlan(t *testing.T) {
	onSeeds(t, func(g *policygraph.Graph) {
		var ids struct{ A, B, C, D struct{ ID string } }
		ask(t, g, `{ a: department(name: "省林业厅") { id } b: department(name: "省体育局") { id }
  c: department(name: "临汾市人民政府") { id } d: department(name: "运城市人民政府") { id } }`, nil, &ids)
		var answer struct {
			ShortestPaths struct {
				Length, TotalCount int
				Paths              []struct {
					Text     string
					Entities []struct {
						Typename string `json:"__typename"`
						Name     string
					}
					Steps []struct {
						Role string
						Fact struct{ Evidence []struct{ Quote string } }
					}
				}
			}
		}
		ask(t, g, `query($from: ID!, $to: ID!, $avoid: [ID!]) {
  shortestPaths(from: $from, to: $to, via: [RESPONSIBILITY], avoid: $avoid, limit: 50) {
    length totalCount paths { text entities { __typename name } steps { role fact { evidence { quote } } } }
  }
}`, map[string]any{"from": ids.A.ID, "to": ids.B.ID, "avoid": []any{ids.C.ID, ids.D.ID}}, &answer)
		bodies := map[string]bool{}
		for _, p := range answer.ShortestPaths.Paths {
			var names []string
			for _, entity := range p.Entities {
				if entity.Typename == "Department" {
					names = append(names, entity.Name)
				}
			}
			bodies[strings.Join(names, "–")] = true
			for _, s := range p.Steps {
				if len(s.Fact.Evidence) == 0 || s.Fact.Evidence[0].Quote == "" || s.Role == "" {
					t.Errorf("a step of %s has no passage or role", p.Text)
				}
			}
		}
		if len(bodies) != 2 || !bodies["省林业厅–省环保厅–省住建厅–省体育局"] || !bodies["省林业厅–省水利厅–省住建厅–省体育局"] {
			t.Errorf("body-level paths: %v", bodies)
		}
		if s := answer.ShortestPaths; s.TotalCount != len(s.Paths) || s.Length != 6 {
			t.Errorf("%d paths of length %d counted, %d listed", s.TotalCount, s.Length, len(s.Paths))
		}
	})
}

func TestWithoutSaysWhatIsLeft(t *testing.T) {
	onSeeds(t, func(g *policygraph.Graph) {
		var id struct{ Department struct{ ID string } }
		ask(t, g, `{ department(name: "省发改委") { id } }`, nil, &id)
		var answer struct {
			CollaborationNetwork struct {
				ActorCount int
				Without    struct {
					Removed                                                          []struct{ Name string }
					ComponentCountBefore, ComponentCountAfter, LargestComponentAfter int
					OrphanedTasks, FragileTasks                                      struct{ TotalCount int }
				}
			}
		}
		ask(t, g, `query($ids: [ID!]!) { collaborationNetwork(spec: {departmentKinds: [DEPARTMENT]}) { actorCount without(ids: $ids) {
  removed { name } componentCountBefore componentCountAfter largestComponentAfter
  orphanedTasks { totalCount } fragileTasks { totalCount } } } }`, map[string]any{"ids": []any{id.Department.ID}}, &answer)
		w := answer.CollaborationNetwork.Without
		if len(w.Removed) != 1 || w.Removed[0].Name != "省发展改革委" || w.ComponentCountBefore != 1 ||
			w.LargestComponentAfter >= answer.CollaborationNetwork.ActorCount || w.FragileTasks.TotalCount == 0 {
			t.Errorf("%+v", w)
		}
	})
}
