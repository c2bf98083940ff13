package gql

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

type facetAnswer struct {
	Dimension  string
	TotalCount int
	Values     []struct {
		Value, Label string
		Count        int
	}
}

type facetsAnswer struct {
	Search struct {
		TotalCount int
		Facets     []facetAnswer
	}
}

const facetQuery = `query($q: String!, $f: SearchFilter) { search(query: $q, filter: $f) { totalCount
	facets(dimensions: [TYPE, DOCUMENT, YEAR, SECTION, DEPARTMENT_KIND], first: 1000) { dimension totalCount values { value label count } } } }`

// choose is a filter with the condition of one dimension replaced by a choice of one value.
func choose(filter map[string]any, dimension, value string) map[string]any {
	out := map[string]any{}
	for k, v := range filter {
		out[k] = v
	}
	switch dimension {
	case "TYPE":
		out["types"] = []any{value}
	case "DOCUMENT":
		out["documents"] = map[string]any{"eq": value}
	case "YEAR":
		out["issuedOn"] = map[string]any{"from": value + "-01-01", "to": value + "-12-31"}
	case "SECTION":
		out["section"] = map[string]any{"eq": value}
	case "DEPARTMENT_KIND":
		out["departmentKind"] = map[string]any{"eq": value}
	}
	return out
}

// TestFacetsCountWhatChoosingGives chooses every value of every facet and compares the number of hits, with and without other choices.
func TestFacetsCountWhatChoosingGives(t *testing.T) {
	for name, v := range map[string]*graph.View{"seed": viewOf(t, seedView), "small": viewOf(t, smallView), "made": viewOf(t, madeView)} {
		document := string(v.IDOf(graph.KindDocument, 0))
		chosen := 0
		for _, q := range []string{"市", "推进", "建设"} {
			for _, filter := range []map[string]any{
				nil, {"types": []any{"TASK", "PROJECT"}}, {"documents": map[string]any{"eq": document}},
				{"issuedOn": map[string]any{"from": "2018-01-01", "to": "2019-12-31"}, "types": []any{"DEPARTMENT", "CITY"}},
				{"departmentKind": map[string]any{"in": []any{"DEPARTMENT", "GOVERNMENT"}}, "documents": map[string]any{"notIn": []any{document}}},
				{"section": map[string]any{"eq": string(v.IDOf(graph.KindSection, 0))}},
			} {
				got := answer[facetsAnswer](t, v, facetQuery, map[string]any{"q": q, "f": filter})
				for _, f := range got.Search.Facets {
					if f.TotalCount != len(f.Values) {
						t.Errorf("%s, %s: %d values, total %d", name, f.Dimension, len(f.Values), f.TotalCount)
					}
					last := 1 << 30
					for n, value := range f.Values {
						if value.Count > last || value.Count < 1 || value.Label == "" {
							t.Errorf("%s, %s: %+v after %d hits", name, f.Dimension, value, last)
						}
						last = value.Count
						if n > 12 {
							continue
						}
						one := answer[facetsAnswer](t, v, `query($q: String!, $f: SearchFilter) { search(query: $q, filter: $f) { totalCount } }`,
							map[string]any{"q": q, "f": choose(filter, f.Dimension, value.Value)})
						if one.Search.TotalCount != value.Count {
							t.Errorf("%s, %q with %v: %s %s has %d hits, choosing it gives %d", name, q, filter, f.Dimension, value.Value, value.Count, one.Search.TotalCount)
						}
						chosen++
					}
				}
			}
		}
		if chosen < 40 {
			t.Errorf("%s: only %d values were chosen", name, chosen)
		}
	}
}

// TestFacetsOfTheSeed: the counts that the explorer's journey 5 names.
func TestFacetsOfTheSeed(t *testing.T) {
	got := answer[facetsAnswer](t, viewOf(t, seedView), facetQuery, map[string]any{"q": "旅游", "f": map[string]any{"types": []any{"TASK"}}})
	var parts []string
	for _, value := range got.Search.Facets[0].Values {
		parts = append(parts, fmt.Sprint(value.Label, value.Count))
	}
	slices.Sort(parts)
	if s := strings.Join(parts, " "); got.Search.TotalCount != 5 || s != "任务5 章节1 部门1 项目3" {
		t.Errorf("%d hits, types %s", got.Search.TotalCount, s)
	}
	cut := answer[facetsAnswer](t, viewOf(t, seedView), `{ search(query: "旅游") { totalCount facets(dimensions: [TYPE], first: 2) { totalCount values { value count } } } }`, nil)
	if f := cut.Search.Facets[0]; f.TotalCount != 4 || len(f.Values) != 2 || f.Values[0].Count != 5 {
		t.Errorf("cut: %+v", f)
	}
}

// TestSearchConditionsEqualModel holds each condition of a search against reading the places of every hit.
func TestSearchConditionsEqualModel(t *testing.T) {
	v := viewOf(t, smallView)
	section := int32(-1)
	for s, parent := range v.Sections.Parent {
		if parent < 0 && v.Sections.EndTask[s] > v.Sections.FirstTask[s] {
			section = int32(s)
			break
		}
	}
	within := func(document int32, s graph.Span) bool {
		return document == v.Sections.Document[section] && v.Sections.Span[section].Contains(s)
	}
	stands := func(k graph.Kind, i int32) bool {
		switch k {
		case graph.KindSection:
			return within(v.Sections.Document[i], v.Sections.Span[i])
		case graph.KindTask:
			return within(v.Tasks.Document[i], v.Tasks.Span[i])
		case graph.KindDocument:
			return false
		}
		for m := range v.Mentions.Kind {
			e := v.Mentions.Evidence[m]
			if v.Mentions.Kind[m] == k && v.Mentions.Entity[m] == i && within(v.Evidence.Document[e], v.Evidence.Span[e].Span()) {
				return true
			}
		}
		return false
	}
	type hitsAnswer struct {
		Search struct {
			Nodes []struct{ ID string }
		}
	}
	ask := func(filter map[string]any) (ids []string) {
		got := answer[hitsAnswer](t, v, `query($f: SearchFilter) { search(query: "市", filter: $f, first: 1000) { nodes { ... on Node { id } } } }`, map[string]any{"f": filter})
		for _, n := range got.Search.Nodes {
			ids = append(ids, n.ID)
		}
		return ids
	}
	for name, test := range map[string]struct {
		filter map[string]any
		keeps  func(k graph.Kind, i int32) bool
	}{
		"section": {map[string]any{"section": map[string]any{"eq": string(v.IDOf(graph.KindSection, section))}}, stands},
		"bodies": {map[string]any{"departmentKind": map[string]any{"eq": "GOVERNMENT"}}, func(k graph.Kind, i int32) bool {
			return k == graph.KindDepartment && v.Departments.Kind[i] == graph.DepartmentGovernment
		}},
	} {
		var want []string
		for _, id := range ask(nil) {
			if k, i, _ := v.Lookup(graph.ID(id)); test.keeps(k, i) {
				want = append(want, id)
			}
		}
		if got := ask(test.filter); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s: %d hits, a scan keeps %d", name, len(got), len(want))
		}
	}
}

type markAnswer struct {
	ID      string
	Surface string
	Span    struct{ ByteStart, ByteEnd, Start, End int }
	Entity  *struct{ ID, EntityType string }
	Fact    *struct {
		ID, Typename string
		Evidence     []struct {
			Span struct{ ByteStart, ByteEnd int }
		}
	}
}

type marksAnswer struct {
	Document struct {
		Marks struct {
			TotalCount int
			Nodes      []markAnswer
			Edges      []struct{ Cursor string }
			PageInfo   struct {
				HasNextPage bool
				EndCursor   string
			}
		}
	}
}

const marksQuery = `query($id: ID!, $kinds: [EntityType!], $from: Int = 0, $to: Int, $first: Int, $after: String) {
	document(id: $id) { marks(kinds: $kinds, from: $from, to: $to, first: $first, after: $after) { totalCount edges { cursor } pageInfo { hasNextPage endCursor }
		nodes { surface span { byteStart byteEnd start end } entity { id entityType } fact { id Typename: __typename evidence { span { byteStart byteEnd } } } } } } }`

// TestMarksAreTheMentions compares marks with the mentions and references of the View, read one by one.
func TestMarksAreTheMentions(t *testing.T) {
	for name, v := range map[string]*graph.View{"seed": viewOf(t, seedView), "made": viewOf(t, madeView), "small": viewOf(t, smallView)} {
		facts, references := 0, 0
		for d := range int32(min(4, v.Len(graph.KindDocument))) {
			type place struct {
				start, end int
				surface    string
				entity     string
			}
			var want []place
			for m := range v.Mentions.Kind {
				if e := v.Mentions.Evidence[m]; v.Evidence.Document[e] == d {
					s := v.Evidence.Span[e].Span()
					want = append(want, place{s.Start, s.End, v.MentionSurface(int32(m)), string(v.IDOf(v.Mentions.Kind[m], v.Mentions.Entity[m]))})
				}
			}
			cited := v.Facts(graph.KindReference)
			for f := range int32(cited.Len()) {
				for _, e := range cited.Evidence(f) {
					if cited.Subject[f] == d {
						s, id := v.Evidence.Span[e].Span(), ""
						if cited.Object[f] >= 0 {
							id = string(v.IDOf(graph.KindDocument, cited.Object[f]))
						}
						want = append(want, place{s.Start, s.End, v.Surface(cited, f), id})
					}
				}
			}
			id := string(v.IDOf(graph.KindDocument, d))
			all := answer[marksAnswer](t, v, marksQuery, map[string]any{"id": id, "first": 1000}).Document.Marks
			left, last := slices.Clone(want), 0
			for _, m := range all.Nodes {
				p := place{m.Span.ByteStart, m.Span.ByteEnd, m.Surface, ""}
				if m.Entity != nil {
					p.entity = m.Entity.ID
				}
				i := slices.Index(left, p)
				if i < 0 {
					t.Errorf("%s: mark %+v is no mention", name, p)
					continue
				}
				left = slices.Delete(left, i, i+1)
				if p.start < last {
					t.Errorf("%s: %+v stands before the mark in front of it", name, p)
				}
				last = p.start
				if m.Fact != nil {
					inside := false
					for _, e := range m.Fact.Evidence {
						inside = inside || e.Span.ByteStart <= p.start && p.end <= e.Span.ByteEnd
					}
					k, i, _ := v.Lookup(graph.ID(m.Fact.ID))
					_, object := k.Ends()
					if to := v.Facts(k).Object[i]; !inside || to >= 0 && string(v.IDOf(object, to)) != p.entity {
						t.Errorf("%s: %+v states %s of another thing or place", name, p, m.Fact.Typename)
					}
					facts++
					if m.Fact.Typename == "DocumentReference" {
						references++
					}
				}
			}
			if len(left) > 0 && len(want) <= 1000 || all.TotalCount != len(want) {
				t.Errorf("%s, document %d: %d marks of %d, %d missing", name, d, all.TotalCount, len(want), len(left))
			}
			checkMarkPages(t, v, id, all.Nodes)
		}
		if facts == 0 || name == "made" && references == 0 {
			t.Errorf("%s: %d marks state something, %d refer", name, facts, references)
		}
	}
}

// checkMarkPages asks for marks page by page, by stretch and by kind.
func checkMarkPages(t *testing.T, v *graph.View, id string, all []markAnswer) {
	t.Helper()
	var got []markAnswer
	for after, more := any(nil), true; more; {
		page := answer[marksAnswer](t, v, marksQuery, map[string]any{"id": id, "first": 300, "after": after}).Document.Marks
		got, more, after = append(got, page.Nodes...), page.PageInfo.HasNextPage, page.PageInfo.EndCursor
	}
	if len(got) < len(all) {
		t.Errorf("%d marks page by page, %d at once", len(got), len(all))
	}
	if len(all) < 4 {
		return
	}
	from, to := all[len(all)/3].Span.Start, all[len(all)/2].Span.End
	stretch := answer[marksAnswer](t, v, marksQuery, map[string]any{"id": id, "first": 1000, "from": from, "to": to, "kinds": []any{"DEPARTMENT"}}).Document.Marks
	var want []string
	for _, m := range all {
		if m.Entity != nil && m.Entity.EntityType == "DEPARTMENT" && m.Span.Start < to && from < m.Span.End {
			want = append(want, fmt.Sprint(m.Span, m.Surface))
		}
	}
	var have []string
	for _, m := range stretch.Nodes {
		have = append(have, fmt.Sprint(m.Span, m.Surface))
	}
	if !slices.Equal(have, want) {
		t.Errorf("from %d to %d: %d marks of bodies, want %d", from, to, len(have), len(want))
	}
}

// TestHiddenLinks compares what a piece of the graph leaves out with a larger piece.
func TestHiddenLinks(t *testing.T) {
	type link struct {
		Kind string
		From struct{ ID string }
		To   struct{ ID string }
	}
	type piece struct {
		Neighborhood struct {
			Entities []struct{ ID string }
			Links    []link
			Hidden   []struct {
				Entity struct{ ID string }
				Kind   string
				Count  int
			}
		}
	}
	v := viewOf(t, madeView)
	const fields = `{ entities { id } links { kind from { id } to { id } } hidden { entity { id } kind count } } }`
	hidden := 0
	for i := range int32(v.Len(graph.KindTask)) {
		id := string(v.IDOf(graph.KindTask, i))
		near := answer[piece](t, v, `query($id: ID!) { neighborhood(ids: [$id], depth: 1) `+fields, map[string]any{"id": id}).Neighborhood
		far := answer[piece](t, v, `query($id: ID!) { neighborhood(ids: [$id], depth: 2) `+fields, map[string]any{"id": id}).Neighborhood
		shown := map[string]bool{}
		for _, e := range near.Entities {
			shown[e.ID] = true
		}
		want := map[string]int{}
		for _, l := range far.Links {
			if shown[l.From.ID] && !shown[l.To.ID] {
				want[l.From.ID+l.Kind]++
			}
			if shown[l.To.ID] && !shown[l.From.ID] {
				want[l.To.ID+l.Kind]++
			}
		}
		for _, h := range near.Hidden {
			if want[h.Entity.ID+h.Kind] != h.Count {
				t.Errorf("%s of %s: %d hidden, %d lead out", h.Kind, h.Entity.ID, h.Count, want[h.Entity.ID+h.Kind])
			}
			delete(want, h.Entity.ID+h.Kind)
			hidden++
		}
		if len(want) > 0 {
			t.Errorf("not counted: %v", want)
		}
	}
	if hidden < 5 {
		t.Errorf("only %d counts", hidden)
	}
}
