package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// answer asks a query and decodes what stands under data.
func answer[T any](t *testing.T, v *graph.View, query string, variables map[string]any) T {
	t.Helper()
	var body struct {
		Data   T
		Errors []struct{ Message string }
	}
	raw, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	r := Request{Query: query}
	d := json.NewDecoder(bytes.NewReader(raw)) // as they come over HTTP
	d.UseNumber()
	if err := d.Decode(&r.Variables); err != nil {
		t.Fatal(err)
	}
	text := theExecutors(t).ask(t, v, r)
	if err := json.Unmarshal([]byte(text), &body); err != nil || body.Errors != nil {
		t.Fatalf("%s: %v %v", query, err, body.Errors)
	}
	return body.Data
}

// TestActorsHavePlacesAndRanks compares with the functions that make them, and holds that no two actors stand on one point.
func TestActorsHavePlacesAndRanks(t *testing.T) {
	v := viewOf(t, seedView)
	got := answer[struct {
		CollaborationNetwork struct {
			Actors struct {
				Nodes []struct {
					Entity   struct{ ID string }
					Rank     int32
					Position struct{ X, Y float64 }
				}
			}
		}
	}](t, v, `{ collaborationNetwork { actors(first: 1000) { nodes { entity { id } rank position { x y } } } } }`, nil)
	n, err := analysis.Build(context.Background(), v, analysis.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	at, err := n.Positions(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	points := map[string]bool{}
	for i, a := range got.CollaborationNetwork.Actors.Nodes {
		if a.Entity.ID != string(n.EntityID(int32(i))) || a.Rank != n.Ranks()[i] || a.Position.X != at[i].X || a.Position.Y != at[i].Y {
			t.Errorf("actor %d: %+v, want %v and rank %d", i, a, at[i], n.Ranks()[i])
		}
		points[fmt.Sprint(a.Position)] = true
	}
	if len(points) != len(n.Actors) || len(points) < 20 {
		t.Errorf("%d actors stand on %d points", len(n.Actors), len(points))
	}
}

// TestSurfaceSpans holds every span against the text: it stands inside a passage of its fact, is printed as the surface,
// and where there is none no mention of the body in the passages is printed like that.
func TestSurfaceSpans(t *testing.T) {
	for name, v := range map[string]*graph.View{"seed": viewOf(t, seedView), "mixed": viewOf(t, mixedView), "made": viewOf(t, madeView)} {
		type spanned struct{ ByteStart, ByteEnd int }
		got := answer[struct {
			Responsibilities struct {
				Nodes []struct {
					Surface     string
					SurfaceSpan *spanned
					Evidence    []struct{ Span spanned }
					Task        struct{ Document struct{ Text string } }
					Department  struct {
						Mentions struct {
							Nodes []struct {
								Evidence struct {
									Span     spanned
									Document struct{ Text string }
								}
							}
						}
					}
				}
			}
		}](t, v, `{ responsibilities(first: 200) { nodes { surface surfaceSpan { byteStart byteEnd } evidence { span { byteStart byteEnd } }
			task { document { text } } department { mentions(first: 200) { nodes { evidence { span { byteStart byteEnd } document { text } } } } } } } }`, nil)
		there := 0
		for _, r := range got.Responsibilities.Nodes {
			text := r.Task.Document.Text
			if r.SurfaceSpan != nil {
				inside := false
				for _, e := range r.Evidence {
					inside = inside || e.Span.ByteStart <= r.SurfaceSpan.ByteStart && r.SurfaceSpan.ByteEnd <= e.Span.ByteEnd
				}
				if printed := text[r.SurfaceSpan.ByteStart:r.SurfaceSpan.ByteEnd]; !inside || graph.Fold(printed) != graph.Fold(r.Surface) {
					t.Errorf("%s: %s stands at %v: %q, inside %v", name, r.Surface, *r.SurfaceSpan, printed, inside)
				}
				there++
				continue
			}
			for _, m := range r.Department.Mentions.Nodes {
				for _, e := range r.Evidence {
					s := m.Evidence.Span
					if m.Evidence.Document.Text == text && e.Span.ByteStart <= s.ByteStart && s.ByteEnd <= e.Span.ByteEnd && graph.Fold(text[s.ByteStart:s.ByteEnd]) == graph.Fold(r.Surface) {
						t.Errorf("%s: %s has no span, but stands at %v", name, r.Surface, s)
					}
				}
			}
		}
		t.Logf("%s: %d of %d", name, there, len(got.Responsibilities.Nodes))
		if there == 0 || name == "seed" && (there < 100 || there == len(got.Responsibilities.Nodes)) {
			t.Errorf("%s: %d of %d names have a span", name, there, len(got.Responsibilities.Nodes))
		}
	}
}

// TestSubsections counts by the second level of sections, read off the paths of the tasks.
func TestSubsections(t *testing.T) {
	v := viewOf(t, seedView)
	type section struct{ ID, Number string }
	got := answer[struct {
		Responsibilities struct {
			Nodes []struct {
				Task struct{ Section struct{ Path []section } }
			}
		}
		CountResponsibilities []struct {
			Count int
			Group []struct {
				Value, Label string
				Entity       section
			}
		}
	}](t, v, `{ responsibilities(first: 1000) { nodes { task { section { path { id number } } } } }
		countResponsibilities(groupBy: [SUBSECTION]) { count group { value label entity { ... on Section { id number } } } } }`, nil)
	want, direct := map[string]int{}, 0
	for _, r := range got.Responsibilities.Nodes {
		if path := r.Task.Section.Path; len(path) > 1 {
			want[path[1].ID]++
		} else {
			direct++
		}
	}
	for _, row := range got.CountResponsibilities {
		if g := row.Group[0]; row.Count != want[g.Value] || g.Entity.ID != g.Value || !strings.HasPrefix(g.Entity.Number, "(") && !strings.HasPrefix(g.Entity.Number, "（") {
			t.Errorf("%+v, want %d", row, want[g.Value])
		}
	}
	if len(got.CountResponsibilities) != len(want) || len(want) < 3 || direct == 0 {
		t.Errorf("%d rows for %d sections; %d links stand higher", len(got.CountResponsibilities), len(want), direct)
	}
}
