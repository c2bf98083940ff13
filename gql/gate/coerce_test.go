package gate

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// variables decodes JSON as the HTTP handler does.
func decodeVariables(t *testing.T, text string) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// uses is a query that uses one variable in the place of a type.
func uses(typ string) string {
	places := map[string]string{
		"Int": "tasks(first:$v)", "String": "department(name:$v)", "ID": "department(id:$v)",
		"Boolean":            "tasks(filter:{responsibilities:{some:{firstNamed:{eq:$v}}}})",
		"Date":               "documents(filter:{inForceOn:$v})",
		"[ID!]":              "tasks(filter:{id:{in:$v}})",
		"TaskFilter":         "tasks(filter:$v)",
		"[TaskOrder!]":       "tasks(orderBy:$v)",
		"ResponsibilityRole": "tasks(filter:{responsibilities:{some:{role:{eq:$v}}}})",
	}
	name, def, _ := strings.Cut(typ, "=")
	if def != "" {
		def = "=" + def
	}
	return "query($v:" + name + def + "){" + places[strings.TrimSuffix(name, "!")] + "{__typename}}"
}

func TestVariables(t *testing.T) {
	const absent = "absent"
	tests := []struct {
		typ, given string
		want       any    // of $v
		problem    string // part of the message
	}{
		{"Int", `{"v":3}`, 3, ""},
		{"Int", `{"v":3.0}`, 3, ""},
		{"Int", `{"v":1e2}`, 100, ""},
		{"Int", `{"v":null}`, nil, ""},
		{"Int", `{}`, absent, ""},
		{"Int=7", `{}`, 7, ""},
		{"Int=7", `{"v":null}`, nil, ""},
		{"Int", `{"v":2147483648}`, nil, "$v: 2147483648 is not a value of Int"},
		{"Int", `{"v":3.5}`, nil, "32 bits"},
		{"Int", `{"v":"3"}`, nil, `$v: "3" is not a value of Int`},
		{"Int", `{"v":true}`, nil, "true is not a value of Int"},
		{"Int", `{"v":[1]}`, nil, "a list is not a value of Int"},
		{"Int!", `{}`, nil, "$v: a value of type Int! is required"},
		{"Int!", `{"v":null}`, nil, "$v: null is not a Int!"},
		{"String", `{"v":"省发改委"}`, "省发改委", ""},
		{"String", `{"v":5}`, nil, "a string is expected"},
		{"String", `{"v":{}}`, nil, "an object is not a value of String"},
		{"ID", `{"v":"x"}`, "x", ""},
		{"ID", `{"v":5}`, "5", ""},
		{"ID", `{"v":5.5}`, nil, "5.5 is not a value of ID"},
		{"Boolean", `{"v":true}`, true, ""},
		{"Boolean", `{"v":"true"}`, nil, "true or false"},
		{"Date", `{"v":"2018-05-31"}`, "2018-05-31", ""},
		{"Date", `{"v":"2018-02-30"}`, nil, "YYYY-MM-DD"},
		{"Date", `{"v":20180531}`, nil, "a string is expected"},
		{"[ID!]", `{"v":["a","b"]}`, []any{"a", "b"}, ""},
		{"[ID!]", `{"v":"a"}`, []any{"a"}, ""},
		{"[ID!]", `{"v":[]}`, []any{}, ""},
		{"[ID!]", `{"v":["a",null]}`, nil, "$v[1]: null is not a ID!"},
		{"[ID!]", `{"v":["a",["b"]]}`, nil, "$v[1]: a list is not a value of ID"},
		{"[ID!]=\"a\"", `{}`, []any{"a"}, ""},
		{"ResponsibilityRole", `{"v":"LEAD"}`, "LEAD", ""},
		{"ResponsibilityRole", `{"v":"lead"}`, nil, `"lead" is not a value of ResponsibilityRole`},
		{"ResponsibilityRole", `{"v":1}`, nil, `1 is not a value of ResponsibilityRole`},
		{"TaskFilter", `{"v":{"title":{"contains":"生态"}}}`, map[string]any{"title": map[string]any{"contains": "生态"}}, ""},
		{"TaskFilter", `{"v":{"title":null}}`, map[string]any{"title": nil}, ""},
		{"TaskFilter", `{"v":{"and":{"id":{"in":["a"]}}}}`, map[string]any{"and": []any{map[string]any{"id": map[string]any{"in": []any{"a"}}}}}, ""},
		{"TaskFilter", `{"v":{"titel":null}}`, nil, `$v: TaskFilter has no field "titel"`},
		{"TaskFilter", `{"v":{"and":[{},{"title":{"contains":5}}]}}`, nil, "$v.and[1].title.contains: 5 is not"},
		{"TaskFilter", `{"v":[]}`, nil, "a list is not an object of type TaskFilter"},
		{"TaskFilter", `{"v":"x"}`, nil, `"x" is not an object`},
		{"TaskFilter={title:{in:\"a\"}}", `{}`, map[string]any{"title": map[string]any{"in": []any{"a"}}}, ""},
		{"[TaskOrder!]", `{"v":{"field":"TITLE"}}`, []any{map[string]any{"field": "TITLE", "direction": "ASC"}}, ""},
		{"[TaskOrder!]", `{"v":{"direction":"ASC"}}`, nil, "$v.field: a value of type TaskOrderField! is required"},
		{"[TaskOrder!]={field:TITLE}", `{}`, []any{map[string]any{"field": "TITLE", "direction": "ASC"}}, ""},
	}
	g := testGate(t)
	for _, test := range tests {
		t.Run(test.typ+" "+test.given, func(t *testing.T) {
			op, errs := g.Open(Request{Query: uses(test.typ), Variables: decodeVariables(t, test.given)})
			if test.problem != "" {
				if errs == nil {
					t.Fatalf("got %v", op.Variables)
				}
				if e := errs[0]; e.Code != CodeBadUserInput || !strings.Contains(e.Message, test.problem) || len(e.Path) < 2 || e.Path[1] != "v" || len(e.Locations) == 0 {
					t.Errorf("got %+v", e)
				}
				return
			}
			if errs != nil {
				t.Fatal(errs[0])
			}
			got, ok := op.Variables["v"]
			if !ok {
				got = absent
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %#v, want %#v", got, test.want)
			}
		})
	}
}

func TestVariablePath(t *testing.T) {
	_, errs := testGate(t).Open(Request{Query: uses("TaskFilter"), Variables: decodeVariables(t, `{"v":{"and":[{"title":{"in":[5]}}]}}`)})
	if want := []any{"variable", "v", "and", 0, "title", "in", 0}; errs == nil || !reflect.DeepEqual(errs[0].Path, want) {
		t.Errorf("got %v, want the path %v", errs, want)
	}
}

func TestVariableDepth(t *testing.T) {
	g := testGate(t)
	for n, want := range map[int]string{MaxLiteralDepth: "", MaxLiteralDepth + 1: CodeTooComplex} {
		_, errs := g.Open(Request{Query: uses("TaskFilter"), Variables: map[string]any{"v": nestedJSON("not", n, nil)}})
		if (errs != nil) != (want != "") || errs != nil && errs[0].Code != want {
			t.Errorf("%d deep: %v", n, errs)
		}
	}
}

func TestArguments(t *testing.T) {
	tests := []struct {
		field, given, want string
		problem            string
	}{
		{`tasks{__typename}`, `{}`, `{}`, ""},
		{`tasks(first:null){__typename}`, `{}`, `{"first":null}`, ""},
		{`suggest(prefix:"省"){matched}`, `{}`, `{"prefix":"省","limit":8}`, ""},
		{`suggest(prefix:"省",limit:$n){matched}`, `{}`, `{"prefix":"省","limit":8}`, ""},
		{`suggest(prefix:"省",limit:$n){matched}`, `{"n":3}`, `{"prefix":"省","limit":3}`, ""},
		{`suggest(prefix:"省",limit:$n){matched}`, `{"n":null}`, `{"prefix":"省","limit":null}`, ""},
		{`suggest(prefix:"省",types:CITY){matched}`, `{}`, `{"prefix":"省","types":["CITY"],"limit":8}`, ""},
		{`tasks(orderBy:{field:TITLE}){__typename}`, `{}`, `{"orderBy":[{"field":"TITLE","direction":"ASC"}]}`, ""},
		{`tasks(filter:{title:{in:[$s,"b"],eq:$s}}){__typename}`, `{"s":"a"}`, `{"filter":{"title":{"in":["a","b"],"eq":"a"}}}`, ""},
		{`tasks(filter:{title:{eq:$s}}){__typename}`, `{}`, `{"filter":{"title":{}}}`, ""},
		{`tasks(filter:{responsibilities:{count:{gte:$n}}}){__typename}`, `{"n":2}`, `{"filter":{"responsibilities":{"count":{"gte":2}}}}`, ""},
		{`task(id:$d){__typename}`, `{"d":null}`, ``, "null is not a ID!"},
		{`nodes(ids:[$d]){__typename}`, `{"d":null}`, ``, "ids[0]: null is not a ID!"},
	}
	schema := testGate(t).schema
	for _, test := range tests {
		t.Run(test.field+" "+test.given, func(t *testing.T) {
			document, errs := testGate(t).document(`query($n:Int,$s:String="s",$d:ID="d"){` + test.field + ` a:suggest(prefix:"",limit:$n){matched} b:department(name:$s){id} c:task(id:$d){id}}`)
			if errs != nil {
				t.Fatal(errs[0])
			}
			o := document.Operations[0]
			variables, e := coerceVariables(schema, o, decodeVariables(t, test.given))
			if e != nil {
				t.Fatal(e)
			}
			if !strings.Contains(test.given, "s") {
				delete(variables, "s")
			}
			got, e := CoerceArguments(schema, o.SelectionSet[0].(*ast.Field), variables)
			if test.problem != "" {
				if e == nil || !strings.Contains(e.Message, test.problem) || e.Code != CodeBadUserInput {
					t.Errorf("got %v %v", got, e)
				}
				return
			}
			if e != nil {
				t.Fatal(e)
			}
			var want any
			if err := json.Unmarshal([]byte(test.want), &want); err != nil {
				t.Fatal(err)
			}
			given := map[string]any{}
			for _, a := range got {
				given[a.Name] = a.Value
			}
			text, _ := json.Marshal(given)
			var plain any
			_ = json.Unmarshal(text, &plain)
			if !reflect.DeepEqual(plain, want) {
				t.Errorf("got %s, want %s", text, test.want)
			}
		})
	}
}

func FuzzVariables(f *testing.F) {
	for _, s := range []string{`{"v":{"title":{"contains":"生态"}}}`, `{"v":{"and":[{"not":{"id":{"in":["a"]}}}]}}`, `{"v":[1]}`} {
		f.Add(s)
	}
	g := testGate(f)
	f.Fuzz(func(t *testing.T, text string) {
		var given map[string]any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if d.Decode(&given) != nil {
			return
		}
		op, errs := g.Open(Request{Query: uses("TaskFilter"), Variables: given})
		if errs != nil {
			return
		}
		// What was let through is let through again, unchanged.
		encoded, err := json.Marshal(op.Variables)
		if err != nil {
			t.Fatal(err)
		}
		again, errs := g.Open(Request{Query: uses("TaskFilter"), Variables: op.Variables})
		if errs != nil {
			t.Fatalf("%s: %v", encoded, errs[0])
		}
		if !reflect.DeepEqual(op.Variables, again.Variables) {
			t.Errorf("%v becomes %v", op.Variables, again.Variables)
		}
	})
}

// TestConditionsAreNotNull: a default lets a variable that may be null stand in @skip and @include, but null is no
// condition. graphql-js refuses the same.
func TestConditionsAreNotNull(t *testing.T) {
	g := testGate(t)
	for query, refused := range map[string]bool{
		`query($b: Boolean = true) { stats @include(if: $b) { taskCount } }`:                                                                     true,
		`query($b: Boolean = true) { stats { ... @skip(if: $b) { taskCount } } }`:                                                                true,
		`query($b: Boolean = true) { stats { ...F } } fragment F on GraphStats { ...G @include(if: $b) } fragment G on GraphStats { taskCount }`: true,
		`query($b: Boolean = true) { stats { ...F } } fragment F on GraphStats { taskCount @skip(if: $b) }`:                                      true,
		`query($b: Boolean) { responsibilities(filter: {firstNamed: {eq: $b}}) { totalCount } stats @skip(if: false) { taskCount } }`:            false,
	} {
		for given, want := range map[string]bool{`{"b": null}`: refused, `{"b": false}`: false, `{}`: false} {
			_, errs := g.Open(Request{Query: query, Variables: decodeVariables(t, given)})
			if (errs != nil) != want || want && (errs[0].Code != CodeBadUserInput || !strings.Contains(errs[0].Message, "$b is null") || len(errs[0].Locations) != 1) {
				t.Errorf("%s with %s: %v", query, given, errs)
			}
		}
	}
}

// TestVariablesAreUTF8: a program that embeds the engine may pass any bytes.
func TestVariablesAreUTF8(t *testing.T) {
	g := testGate(t)
	for _, typ := range []string{"String", "ID", "Date", "[ID!]"} {
		for value, valid := range map[string]bool{"2018-01-01": true, "\xb7\xa2\xb8\xc4": false, "\xff": false} {
			_, errs := g.Open(Request{Query: uses(typ), Variables: map[string]any{"v": value}})
			if valid == (errs != nil) || errs != nil && !strings.Contains(errs[0].Message, "not UTF-8") {
				t.Errorf("%s %q: %v", typ, value, errs)
			}
		}
	}
}
