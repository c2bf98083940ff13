package gql

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// TestConditionsOnFewThings: conditions that start from the things that others lead to find what the model finds.
func TestConditionsOnFewThings(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, mixedView)
	m := model{v}
	for _, filter := range []string{
		`{"responsibilities": {"some": {"department": {"name": {"contains": "财政"}}}}}`,
		`{"responsibilities": {"some": {"department": {"name": {"contains": "财政"}}, "role": {"eq": "LEAD"}}}}`,
		`{"responsibilities": {"none": {"department": {"kind": {"eq": "GOVERNMENT"}}}}}`,
		`{"responsibilities": {"some": {"department": {"not": {"name": {"contains": "省"}}}}}, "title": {"contains": "建"}}`,
		`{"cities": {"some": {"name": {"contains": "市"}}}}`,
		`{"cities": {"some": {"name": {"contains": "市"}}}, "or": [{"projects": {"some": {"kind": {"eq": "ROAD"}}}}, {"document": {"title": {"contains": "能源"}}}]}`,
		`{"document": {"title": {"contains": "省"}}, "cities": {"every": {"level": {"in": ["PREFECTURE", "PROVINCE"]}}}}`,
		`{"culturalThemes": {"some": {"name": {"startsWith": "不"}}}}`,
	} {
		in := readVariables(t, `{"filter": `+filter+`}`)
		var got struct {
			Data struct {
				Tasks struct {
					TotalCount int
					Nodes      []struct{ ID string }
				}
			}
		}
		body := e.ask(t, v, Request{Query: `query($filter: TaskFilter) { tasks(filter: $filter, first: 1000) { totalCount nodes { id } } }`, Variables: in})
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Fatal(err)
		}
		want := m.ordered("Task", appendRange(nil, 0, int32(v.Len(graph.KindTask))), in["filter"].(map[string]any), nil)
		var ids, expected []string
		for _, n := range got.Data.Tasks.Nodes {
			ids = append(ids, n.ID)
		}
		for _, i := range want {
			expected = append(expected, string(v.IDOf(graph.KindTask, i)))
		}
		if !slices.Equal(ids, expected) || got.Data.Tasks.TotalCount != len(want) {
			t.Errorf("%s: %d tasks, not %d", filter, len(ids), len(want))
		}
	}
}

// TestPartnersEqualModel compares what ties every body to every other.
func TestPartnersEqualModel(t *testing.T) {
	e := theExecutors(t)
	for name, get := range map[string]func() (*graph.View, error){"small": smallView, "made": madeView, "seed": seedView} {
		v := viewOf(t, get)
		m := model{v}
		for d := range int32(v.Len(graph.KindDepartment)) {
			id := v.IDOf(graph.KindDepartment, d)
			var got struct {
				Data struct {
					Department struct {
						Partners struct {
							TotalCount int
							Edges      []struct {
								SharedTaskCount       int
								NewmanWeight, Jaccard float64
								Node                  struct{ ID string }
								SharedTasks           struct{ Nodes []struct{ ID string } }
							}
						}
					}
				}
			}
			body := e.ask(t, v, Request{Query: fmt.Sprintf(`{ department(id: %q) { partners(first: 500) { totalCount edges {
				sharedTaskCount newmanWeight jaccard node { id } sharedTasks(first: 500) { nodes { id } } } } } }`, id)})
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			want := m.partners(d)
			list := got.Data.Department.Partners
			if list.TotalCount != len(want) || len(list.Edges) != min(len(want), 500) {
				t.Fatalf("%s %s: %d partners, not %d", name, id, list.TotalCount, len(want))
			}
			_, own := m.links(graph.KindResponsibility, -1, d)
			last, lastIndex := math.MaxInt, int32(-1)
			for _, edge := range list.Edges {
				_, other, _ := v.Lookup(graph.ID(edge.Node.ID))
				tasks := want[other]
				newman := 0.0
				var ids []string
				for _, task := range tasks {
					newman += 1 / float64(len(m.bodies(task))-1)
					ids = append(ids, string(v.IDOf(graph.KindTask, task)))
				}
				_, theirs := m.links(graph.KindResponsibility, -1, other)
				jaccard := float64(len(tasks)) / float64(len(distinct(append(slices.Clone(own), theirs...))))
				var shared []string
				for _, n := range edge.SharedTasks.Nodes {
					shared = append(shared, n.ID)
				}
				if edge.SharedTaskCount != len(tasks) || math.Abs(edge.NewmanWeight-newman) > 1e-9 ||
					math.Abs(edge.Jaccard-jaccard) > 1e-9 || !slices.Equal(shared, ids) {
					t.Fatalf("%s %s: %+v, not %d tasks, %v, %v", name, id, edge, len(tasks), newman, jaccard)
				}
				if edge.SharedTaskCount > last || edge.SharedTaskCount == last && other < lastIndex {
					t.Fatalf("%s %s: %s stands in the wrong place", name, id, edge.Node.ID)
				}
				last, lastIndex = edge.SharedTaskCount, other
			}
		}
	}
}

// bodies are the named bodies of a task.
func (m model) bodies(task int32) []int32 {
	_, bodies := m.links(graph.KindResponsibility, task, -1)
	return slices.DeleteFunc(distinct(bodies), func(d int32) bool { return m.v.Departments.Kind[d] == graph.DepartmentGeneric })
}

// TestRelatedTasksEqualModel compares which bodies every two tasks share.
func TestRelatedTasksEqualModel(t *testing.T) {
	e := theExecutors(t)
	for name, get := range map[string]func() (*graph.View, error){"small": smallView, "made": madeView} {
		v := viewOf(t, get)
		m := model{v}
		for task := range int32(v.Len(graph.KindTask)) {
			var got struct {
				Data struct {
					Task struct {
						RelatedTasks struct {
							Edges []struct {
								Jaccard           float64
								Node              struct{ ID string }
								SharedDepartments []struct{ ID string }
							}
						}
					}
				}
			}
			body := e.ask(t, v, Request{Query: fmt.Sprintf(`{ task(id: %q) { relatedTasks(minShared: 2, first: 1000) {
				edges { jaccard node { id } sharedDepartments { id } } } } }`, v.IDOf(graph.KindTask, task))})
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			own, found := m.bodies(task), 0
			for other := range int32(v.Len(graph.KindTask)) {
				theirs := m.bodies(other)
				both := len(own) + len(theirs) - len(distinct(append(slices.Clone(own), theirs...)))
				if other == task || both < 2 {
					continue
				}
				found++
				at := slices.IndexFunc(got.Data.Task.RelatedTasks.Edges, func(edge struct {
					Jaccard           float64
					Node              struct{ ID string }
					SharedDepartments []struct{ ID string }
				}) bool {
					return edge.Node.ID == string(v.IDOf(graph.KindTask, other))
				})
				if at < 0 {
					t.Fatalf("%s: task %d lacks task %d", name, task, other)
				}
				edge := got.Data.Task.RelatedTasks.Edges[at]
				if want := float64(both) / float64(len(own)+len(theirs)-both); len(edge.SharedDepartments) != both || math.Abs(edge.Jaccard-want) > 1e-9 {
					t.Fatalf("%s: tasks %d and %d: %+v, not %d, %v", name, task, other, edge, both, want)
				}
			}
			if found != len(got.Data.Task.RelatedTasks.Edges) {
				t.Fatalf("%s: task %d has %d related tasks, not %d", name, task, len(got.Data.Task.RelatedTasks.Edges), found)
			}
		}
	}
}

// TestCountsEqualModel counts links by every two dimensions with plain loops.
func TestCountsEqualModel(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, smallView)
	b := e.plan.b
	facts := v.Facts(graph.KindResponsibility)
	for first, x := range b.dimensions {
		for second, y := range b.dimensions {
			if first == second {
				continue
			}
			want := map[[2]string]int{}
			for link := range int32(facts.Len()) {
				for _, p := range plainValues(v, &x, link) {
					for _, q := range plainValues(v, &y, link) {
						want[[2]string{p, q}]++
					}
				}
			}
			var got struct {
				Data struct {
					CountResponsibilities []struct {
						Count int
						Share float64
						Group []struct{ Value string }
					}
				}
			}
			body := e.ask(t, v, Request{Query: fmt.Sprintf(`{ countResponsibilities(groupBy: [%s, %s], first: 1000) { count share group { value } } }`, first, second)})
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			if rows := got.Data.CountResponsibilities; len(rows) != min(1000, len(want)) {
				t.Fatalf("%s, %s: %d rows, not %d", first, second, len(rows), len(want))
			}
			last := math.MaxInt
			for _, row := range got.Data.CountResponsibilities {
				n := want[[2]string{row.Group[0].Value, row.Group[1].Value}]
				if row.Count != n || row.Count > last || math.Abs(row.Share-float64(n)/float64(facts.Len())) > 1e-9 {
					t.Fatalf("%s, %s: %+v, not %d", first, second, row, n)
				}
				last = row.Count
			}
		}
	}
}

// plainValues are the values of a link in a dimension, as the API writes them.
func plainValues(v *graph.View, d *dimension, link int32) []string {
	var values []int32
	if d.one != nil {
		values = []int32{d.one(v, link)}
	} else {
		_, values = model{v}.links(d.many, v.Facts(graph.KindResponsibility).Subject[link], -1)
		if d.values != nil {
			for i := range values {
				values[i] = d.values(v, values[i])
			}
		}
	}
	var out []string
	for _, value := range distinct(values) {
		switch {
		case value < 0:
		case d.text != nil:
			name, _ := d.text(value)
			out = append(out, name)
		default:
			out = append(out, string(v.IDOf(d.entity, value)))
		}
	}
	return out
}
