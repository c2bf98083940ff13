package gate

import (
	"reflect"
	"strings"
	"testing"
)

func TestCost(t *testing.T) {
	tests := []struct {
		name, text    string
		nodes, points float64 // points without those of scans
	}{
		{"a value", "{__typename}", 0, 1},
		{"an object", "{stats{taskCount}}", 0, 2},
		{"a list without pages", "{task(id:1){departments{edges{responsibility{evidence{quote}}}}}}", 50 + 50*5, 1 + 1 + 1 + 50*(1+1+1+5*(1+1))},
		{"default page", "{tasks{nodes{id}}}", 50, 1 + 1 + 50*2},
		{"first", "{tasks(first:7){nodes{id}}}", 7, 1 + 1 + 7*2},
		{"first 0", "{tasks(first:0){totalCount nodes{id departments{nodes{id}}}}}", 0, 1 + 1 + 1},
		{"last 0", "{tasks(last:0){edges{node{id}}}}", 0, 1 + 1},
		{"list with first 0", "{search(query:\"a\",first:2){edges{snippets(first:0){id}}}}", 2, 1 + 1 + 2*(1+1)},
		{"no ids", "{nodes(ids:[]){id}}", 1, 1 + 2},
		{"last", "{tasks(last:7){nodes{id}}}", 7, 1 + 1 + 7*2},
		{"variable", "query($n:Int=9){tasks(first:$n){nodes{id}}}", 9, 1 + 1 + 9*2},
		{"null", "{tasks(first:null){nodes{id}}}", 50, 1 + 1 + 50*2},
		{"nodes and edges", "{tasks(first:7){nodes{id}edges{node{id}cursor}}}", 14, 1 + 1 + 7*2 + 1 + 7*(1+2+1)},
		{"count only", "{tasks{totalCount}}", 0, 2},
		{"pages in pages", "{tasks(first:3){nodes{departments(first:4){nodes{id}}}}}", 3 + 12, 1 + 1 + 3*(1+1+1+4*2)},
		{"two aliases", "{a:tasks(first:3){nodes{id}}b:tasks(first:4){nodes{id}}}", 7, 2*2 + 7*2},
		{"fragment", "{...a}fragment a on Query{tasks(first:3){...b}}fragment b on TaskConnection{nodes{id}}", 3, 2 + 3*2},
		{"inline fragment", "{...{tasks(first:3){...on TaskConnection{nodes{id}}}}}", 3, 2 + 3*2},
		{"skip", "query($s:Boolean=true){tasks(first:3){nodes{id title@skip(if:$s)}}}", 3, 2 + 3*2},
		{"not skip", "query($s:Boolean=false){tasks(first:3){nodes{id title@skip(if:$s)}}}", 3, 2 + 3*3},
		{"include", "{tasks(first:3){nodes{id ...@include(if:false){title}}}}", 3, 2 + 3*2},
		{"ids", "{nodes(ids:[\"a\",\"b\",\"c\"]){id}}", 3, 1 + 3*2},
		{"limit", "{suggest(prefix:\"a\",limit:4){matched}}", 4, 1 + 4*2},
		{"limit by default", "{suggest(prefix:\"a\"){matched}}", 8, 1 + 8*2},
		{"list with first", "{search(query:\"a\",first:2){edges{snippets{id}}}}", 2 + 6, 1 + 1 + 2*(1+1+3*2)},
		{"computed", "{task(id:1){relatedTasks(first:2){nodes{id}}}}", 2, 1 + 201 + 1 + 2*2},
	}
	g := testGate(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			op, errs := g.Open(query(test.text))
			if errs != nil {
				t.Fatal(errs[0])
			}
			m := &meter{prices: g.prices, op: op}
			got, err := m.selections(op.Definition.SelectionSet, unsaid)
			if err != nil {
				t.Fatal(err)
			}
			for got.points >= scanPoints {
				got.points -= scanPoints
			}
			if got.nodes != test.nodes || got.points != test.points {
				t.Errorf("got %v nodes and %v points, want %v and %v", got.nodes, got.points, test.nodes, test.points)
			}
		})
	}
}

func TestPageArguments(t *testing.T) {
	tests := []struct{ text, problem string }{
		{"{a:tasks(first:-1){totalCount}}", "first is -1, 0 to 1000 are allowed"},
		{"{a:tasks(last:-1){totalCount}}", "last is -1, 0 to 1000 are allowed"},
		{"{a:tasks(last:1001){totalCount}}", "last is 1001, 0 to 1000 are allowed"},
		{"{a:tasks(first:0,last:0){totalCount}}", "first and last cannot be used together"},
		{"{a:tasks(first:1,last:1){totalCount}}", "first and last cannot be used together"},
		{"{a:suggest(prefix:\"a\",limit:0){matched}}", "limit is 0, 1 to 1000 are allowed"},
		{"query($n:Int=-7){a:tasks(first:$n){totalCount}}", "first is -7, 0 to 1000 are allowed"},
		{"{a:countResponsibilities(groupBy:ROLE,first:5000){count}}", "first is 5000, 0 to 1000 are allowed"},
	}
	for _, test := range tests {
		_, errs := testGate(t).Open(query(test.text))
		if errs == nil || errs[0].Code != CodeBadUserInput || errs[0].Message != test.problem || !reflect.DeepEqual(errs[0].Path, []any{"a"}) || len(errs[0].Locations) != 1 {
			t.Errorf("%s: %+v", test.text, errs)
		}
	}
	_, errs := testGate(t).Open(query("{task(id:1){b:section{...{tasks(first:-1){totalCount}}}}}"))
	if errs == nil || !reflect.DeepEqual(errs[0].Path, []any{"task", "b", "tasks"}) {
		t.Errorf("the path of a page argument: %+v", errs)
	}
}

func TestTooComplexSaysWhatWasAsked(t *testing.T) {
	_, errs := testGate(t).Open(query("{tasks(first:1000){nodes{departments(first:1000){nodes{id}}}}}"))
	if errs == nil || !strings.Contains(errs[0].Message, "1001000 nodes, 500000 are allowed") || errs[0].Extensions["asked"] != 1001000.0 || errs[0].Extensions["allowed"] != 500000 {
		t.Errorf("got %+v", errs)
	}
}

// A price for a field that the schema does not have would be a slip of the pen.
func TestComputedFieldsExist(t *testing.T) {
	g := testGate(t)
	later := map[string]bool{"Query.shortestPaths": true, "Query.neighborhood": true, "Query.collaborationNetwork": true, "Network.without": true}
	for name := range computed() {
		typ, field, _ := strings.Cut(name, ".")
		if d := g.schema.Types[typ]; !later[name] && (d == nil || d.Fields.ForName(field) == nil) {
			t.Errorf("no field %s", name)
		}
	}
}
