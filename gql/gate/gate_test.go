package gate

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/internal/lru"
)

// attack is a request that must be refused, and at little cost.
type attack struct {
	name, code string
	request    Request
}

func query(text string) Request { return Request{Query: text} }

func nested(open, middle, closing string, n int) string {
	return strings.Repeat(open, n) + middle + strings.Repeat(closing, n)
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return b.String()
}

// nestedJSON is a JSON value with a field in a field in a field.
func nestedJSON(field string, n int, inner any) any {
	for range n {
		inner = map[string]any{field: inner}
	}
	return inner
}

func attacks() []attack {
	chain := func(n int, each string) string { // fragments that each spread the next one
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, each, i, i+1)
		}
		return b.String()
	}
	return []attack{
		{"fragment cycle", CodeValidationFailed, query(`query{...a}fragment a on Query{...a}`)},
		{"fragment cycle, not used", CodeValidationFailed, query(`query{__typename}fragment a on Query{...a}`)},
		{"fragment cycle of three", CodeValidationFailed, query(`{...a}fragment a on Query{...b}fragment b on Query{...c}fragment c on Query{...a}`)},
		{"fragment cycle below a field", CodeValidationFailed, query(`{...a}fragment a on Query{task(id:"x"){...b}}fragment b on Task{section{tasks{nodes{...b}}}}`)},
		{"2,000 selections deep", CodeTooComplex, query(nested("{a", "", "}", 2000))},
		{"600 selections deep", CodeTooComplex, query(nested("{a", "", "}", 600))},
		{"600 lists deep", CodeTooComplex, query(`{tasks(filter:` + nested("[", "", "]", 600) + `){totalCount}}`)},
		{"1,500 lists deep", CodeTooComplex, query(`{tasks(filter:` + nested("[", "", "]", 1500) + `){totalCount}}`)},
		{"300 objects deep", CodeTooComplex, query(`{tasks(filter:` + nested("{not:", "{}", "}", 300) + `){totalCount}}`)},
		{"lists deep in a variable's default", CodeTooComplex, query(`query($a:Int=` + nested("[", "", "]", 300) + `){__typename}`)},
		{"lists deep in a directive", CodeTooComplex, query(`{__typename @include(if:` + nested("[", "", "]", 300) + `)}`)},
		{"one field 1,900 times", CodeTooComplex, query("{" + strings.Repeat("__typename ", 1900) + "}")},
		{"one field 4,000 times", CodeTooComplex, query("{" + strings.Repeat("__typename ", 4000) + "}")},
		{"one field in inline fragments", CodeTooComplex, query("{" + strings.Repeat("...{__typename}", 199) + "}")},
		{"one field in nested inline fragments", CodeTooComplex, query("{" + strings.Repeat("...{...{__typename __typename}}", 150) + "}")},
		{"10,000 aliases", CodeTooComplex, query("{" + lines(10000, "a%d:__typename") + "}")},
		{"600 aliases", CodeTooComplex, query("{" + lines(600, "a%d:__typename") + "}")},
		{"1,900 directives", CodeTooComplex, query("{__typename" + strings.Repeat("@a", 900) + "}")},
		{"directives on a fragment", CodeTooComplex, query("{...a}fragment a on Query" + strings.Repeat("@a", 900) + "{__typename}")},
		{"@include 10,000 times", CodeTooComplex, query("{__typename" + strings.Repeat("@include(if:true)", 10000) + "}")},
		{"1,900 unknown fields", CodeTooComplex, query("{" + lines(1900, "unknown%d") + "}")},
		{"190 unknown fields", CodeValidationFailed, query("{" + lines(190, "documentsss%d") + "}")},
		{"unknown fields all over", CodeValidationFailed, query("{" + lines(8, "x%d{") + "y" + strings.Repeat("} ", 8) + "}")},
		{"1,900 unknown arguments", CodeValidationFailed, query("{tasks(" + lines(600, "filters%d:1") + "){totalCount}}")},
		{"600 unknown filter fields", CodeValidationFailed, query("{tasks(filter:{" + lines(600, "titles%d:1") + "}){totalCount}}")},
		{"1,900 wrong values in a list", CodeValidationFailed, query("{nodes(ids:[" + strings.Repeat("LEAD ", 1900) + "]){id}}")},
		{"unknown variables", CodeValidationFailed, query("{nodes(ids:[" + lines(900, "$a%d") + "]){id}}")},
		{"51 variables", CodeTooComplex, query("query(" + lines(51, "$a%d:Int") + "){__typename}")},
		{"500 variables of unknown types", CodeTooComplex, query("query(" + lines(500, "$a%d:T") + "){__typename}")},
		{"200 fragments that are not used", CodeTooComplex, query("{__typename}" + lines(200, "fragment f%d on Query{__typename}"))},
		{"fragments that double 60 times", CodeTooComplex, query("{...f0}" + chain(60, "fragment f%d on Query{...f%[2]d ...f%[2]d}") + "fragment f60 on Query{__typename}")},
		{"fields that double 14 times", CodeTooComplex, query("{task(id:1){...f0}}" + chain(12, "fragment f%d on Task{section{task:tasks{nodes{...f%[2]d}}b:tasks{nodes{...f%[2]d}}}}") + "fragment f12 on Task{id}")},
		{"fifty fragments alike and a slip", CodeValidationFailed, query("{" + lines(50, "...f%d ") + "x}" +
			lines(50, "fragment f%d on Query{stats{taskCount cityCount projectCount}tasks{totalCount nodes{id title number}}}"))},
		{"a hundred fields in conflict", CodeValidationFailed, query("{" + lines(100, "a:nodes(ids:[%d]){id}") + "}")},
		{"conflicts below conflicts", CodeValidationFailed, query("{" + lines(33, "tasks(first:1){nodes{a:relatedTasks(first:%d){nodes{id}} a:cities{nodes{id}}}}") + "}")},
		{"conflicts between fragments", CodeValidationFailed, query("{" + lines(50, "...f%d ") + "}" +
			lines(50, "fragment f%d on Query{nodes(ids:[%[1]d]){id __typename}stats{taskCount}}"))},
		{"900 spreads", CodeTooComplex, query("{" + strings.Repeat("...a ", 900) + "}fragment a on Query{__typename}")},
		{"190 operations", CodeTooComplex, query(lines(190, "query a%d{__typename}"))},
		{"10 MB", CodeTooComplex, query("{" + strings.Repeat("__typename ", 1e6) + "}")},
		{"10 MB of comments", CodeTooComplex, query("{__typename}" + strings.Repeat("# 注释\n", 1e6))},
		{"an open string", CodeParseFailed, query(`{department(name:"` + strings.Repeat("部", 30000))},
		{"an open block string", CodeParseFailed, query(`{department(name:"""` + strings.Repeat("部\n", 24000))},
		{"escapes", CodeParseFailed, query(`{department(name:"` + strings.Repeat(`\u90e8`, 16000))},
		{"100 kB of opening braces", CodeTooComplex, query(strings.Repeat("{", 100_000))},
		{"eight lists deep without pages", CodeTooComplex, query("{" + nested("tasks{nodes{departments{nodes{", "id", "}}}}", 3) + "}")},
		{"14 fields deep without pages", CodeTooComplex, query("{departments{nodes{tasks{nodes{departments{nodes{tasks{nodes{departments{nodes{tasks{nodes{id}}}}}}}}}}}}}")},
		{"100 searches and all their snippets", CodeTooComplex, query("{" + lines(100, `a%d:search(query:"a",first:1000){edges{snippets(first:1000){id}}}`) + "}")},
		{"100 introspections", CodeTooComplex, query("{" + lines(90, `a%d:__schema{types{fields{args{type{name}}}}}`) + "}")},
		{"a page too large", CodeBadUserInput, query("{tasks(first:1001){totalCount}}")},
		{"introspection in circles", CodeTooComplex, query("{__schema{" + nested("types{fields{type{", "name", "}}}", 30) + "}}")},
		{"variables 9,000 deep", CodeTooComplex, Request{
			Query:     "query($f:TaskFilter){tasks(filter:$f){totalCount}}",
			Variables: map[string]any{"f": nestedJSON("not", 9000, nil)},
		}},
		{"many unknown input fields", CodeBadUserInput, Request{
			Query:     "query($f:TaskFilter){tasks(filter:$f){totalCount}}",
			Variables: map[string]any{"f": wide(10_000)},
		}},
		{"a long list with a wrong end", CodeBadUserInput, Request{
			Query:     "query($f:[ID!]!){nodes(ids:$f){id}}",
			Variables: map[string]any{"f": append(make([]any, 0), repeat("x", 20_000, nil)...)},
		}},
	}
}

func wide(n int) map[string]any {
	m := make(map[string]any, n)
	for i := range n {
		m[fmt.Sprint("x", i)] = nil
	}
	return m
}

func repeat(v any, n int, last any) []any {
	list := make([]any, n, n+1)
	for i := range list {
		list[i] = v
	}
	return append(list, last)
}

// testGate is a gate for the schema of the API.
func testGate(t testing.TB) *Gate {
	t.Helper()
	sdl, err := os.ReadFile("../schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(string(sdl))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestAttacksAreRefused(t *testing.T) {
	g := testGate(t)
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			_, errs := g.Open(a.request)
			if errs == nil {
				t.Fatal("let through")
			}
			if errs[0].Code != a.code {
				t.Errorf("got %v, want %s", errs[0], a.code)
			}
			if len(errs) > MaxErrors {
				t.Errorf("%d errors", len(errs))
			}
			if body := ErrorBody(errs...); len(body) > MaxErrors*2*MaxEchoBytes {
				t.Errorf("the answer has %d bytes", len(body))
			}
		})
	}
	if _, errs := g.Open(query("{__typename}")); errs != nil {
		t.Error("afterwards:", errs)
	}
}

// BenchmarkRefusals is the cost of each attack; none may take 5 ms of CPU.
func BenchmarkRefusals(b *testing.B) {
	g := testGate(b)
	for _, a := range attacks() {
		b.Run(strings.ReplaceAll(a.name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				g.Open(a.request)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/refusal")
		})
	}
}

// heavy are requests that the gate lets through although they are much to check.
func heavy() []attack {
	task := "tasks(first:2){nodes{id title locator section{id heading}}}"
	return []attack{
		{name: "one nested field 34 times", request: query("{" + strings.Repeat(task, 14) + "}")},
		{name: "one leaf 100 times", request: query("{" + strings.Repeat("__typename ", 101) + "}")},
		{name: "fifty fragments alike", request: query("{" + lines(50, "...f%d") + "}" +
			lines(50, "fragment f%d on Query{stats{taskCount cityCount}tasks{totalCount}}"))},
		{name: "fragments in fragments", request: query("{tasks(first:1){nodes{...f0 ...f30 ...f40}}}" +
			lines(MaxFragments-1, "fragment f%d on Task{id title section{id heading}}") + "fragment g on Task{...f1 ...f2 ...f3}")},
		{name: "pairs in pairs", request: query("{" + strings.Repeat("tasks(first:1){"+strings.Repeat("nodes{"+strings.Repeat("section{"+strings.Repeat("document{id}", 2)+"}", 2)+"}", 2)+"}", 2) + "}")},
		{name: "deep pairs", request: query("{task(id:1){" + pairs(5) + "}}")},
	}
}

// pairs is a selection of Task in which every field stands twice, n times deep.
func pairs(n int) string {
	if n == 0 {
		return "id "
	}
	return strings.Repeat("section{document{id}}", 1) + strings.Repeat("relatedTasks(first:1){nodes{"+pairs(n-1)+"}}", 2)
}

func BenchmarkHeavy(b *testing.B) {
	schema := testGate(b)
	for _, a := range heavy() {
		b.Run(strings.ReplaceAll(a.name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				schema.documents = lru.New[string, *document](0)
				if _, errs := schema.Open(a.request); errs != nil && errs[0].Code != CodeValidationFailed {
					b.Fatal(errs[0])
				}
			}
		})
	}
}
