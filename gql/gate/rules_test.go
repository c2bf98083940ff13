package gate

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func TestNormalInput(t *testing.T) {
	g := testGate(t)
	for name, text := range map[string]string{
		"Chinese comment":         "# 查询牵头单位\n{ department(name: \"省发改委\") { name } } # 完",
		"byte order mark":         "\ufeff{ department(name: \"省发改委\") { name } }",
		"comments among tokens":   "{ # 一\n tasks(first: # 二\n 5) # 三\n { totalCount } }",
		"5,000 comments":          "{" + strings.Repeat("# 注\n", 5000) + "__typename}",
		"null":                    "{ tasks(first: null, filter: null) { totalCount } }",
		"null in an object":       "{ tasks(filter: {title: null, and: null}) { totalCount } }",
		"default null":            "query ($f: TaskFilter = null) { tasks(filter: $f) { totalCount } }",
		"one for a list":          "{ tasks(orderBy: {field: TITLE}) { totalCount } }",
		"block string":            "{ department(name: \"\"\"\n  省发改委\n\"\"\") { name } }",
		"escapes":                 `{ department(name: "\u7701\u{53D1}\ud83d\ude00") { name } }`,
		"emoji in a string":       `{ department(name: "😀") { name } }`,
		"bare inline fragment":    "{ tasks { nodes { ... { id } ... @include(if: true) { title } } } }",
		"fragment on a union":     "{ search(query: \"水\") { nodes { __typename ... on Task { title } ... on Entity { name } } } }",
		"fragment on interface":   "{ node(id: \"x\") { ... on Fact { evidence { quote } } ... on Task { title } } }",
		"several operations":      "query A { __typename } query B { __typename }",
		"introspection":           "{ __schema { types { name } } __type(name: \"Task\") { name } }",
		"commas and line ends":    "{,,,\r\n__typename,\r}",
		"description":             "\"找任务\" query Q { __typename }",
		"repeat in two fragments": "{ ...a ...b } fragment a on Query { stats { taskCount } } fragment b on Query { stats { taskCount cityCount } }",
		"day":                     "{ documents(filter: {issuedOn: {from: \"2018-01-01\"}}) { totalCount } }",
		"variable in a list":      "query ($a: ID!) { nodes(ids: [$a, \"b\"]) { id } }",
	} {
		r := Request{Query: text, Variables: map[string]any{"a": "x"}}
		if name == "several operations" {
			r.OperationName = "B"
		}
		if _, errs := g.Open(r); errs != nil {
			t.Errorf("%s: %v", name, errs[0])
		}
	}
}

func TestRefusals(t *testing.T) {
	at := func(line, column int) []Location { return []Location{{line, column}} }
	tests := []struct {
		text, code string
		message    string
		places     []Location
	}{
		{"", CodeBadUserInput, "the document has no operation", nil},
		{"# 只有注释", CodeBadUserInput, "the document has no operation", nil},
		{"{", CodeParseFailed, "Expected Name, found <EOF>", at(1, 2)},
		{"{ a(b: 'c') }", CodeParseFailed, "Unexpected single quote character ('), did you mean to use a double quote (\")?", at(1, 8)},
		{"{\n  # 注释\n  任务 }", CodeParseFailed, `Unexpected character 任 (U+4EFB): names have only the letters A to Z`, at(3, 3)},
		{"{\r\n  # 注释\r\n  任务 }", CodeParseFailed, `Unexpected character 任 (U+4EFB)`, at(3, 3)},
		{"{\r  任务 }", CodeParseFailed, `Unexpected character 任 (U+4EFB)`, at(2, 3)},
		{"{ department(name: “省发改委”) { name } }", CodeParseFailed, `Unexpected character “ (U+201C), did you mean "?`, at(1, 20)},
		{"{ department(name: 省发改委) { name } }", CodeParseFailed, `Unexpected character 省 (U+7701)`, at(1, 20)},
		{"{ department(name: 「省发改委」) { name } }", CodeParseFailed, `Unexpected character 「 (U+300C), did you mean "?`, at(1, 20)},
		{"{ department（name: \"省发改委\") { name } }", CodeParseFailed, `Unexpected character （ (U+FF08), did you mean (?`, at(1, 13)},
		{"{ department(name： \"省发改委\") { name } }", CodeParseFailed, `Unexpected character ： (U+FF1A), did you mean :?`, at(1, 18)},
		{"{ a(b: 1） { c } }", CodeParseFailed, `Unexpected character ） (U+FF09), did you mean )?`, at(1, 9)},
		{"{ a(b: 1，c: 2) }", CodeParseFailed, `Unexpected character ， (U+FF0C), did you mean ,?`, at(1, 9)},
		{"{ a(b: 1、c: 2) }", CodeParseFailed, `Unexpected character 、 (U+3001), did you mean ,?`, at(1, 9)},
		{"{ a(b: １) }", CodeParseFailed, `Unexpected character １ (U+FF11), did you mean 1?`, at(1, 8)},
		{"{ stats { taskCount ｝ }", CodeParseFailed, `Unexpected character ｝ (U+FF5D), did you mean }?`, at(1, 21)},
		{"{　stats { taskCount } }", CodeParseFailed, "Unexpected character U+3000, did you mean a space?", at(1, 2)},
		{"{\u00a0stats { taskCount } }", CodeParseFailed, "Unexpected character U+00A0, did you mean a space?", at(1, 2)},
		{"{ stats\u200b { taskCount } }", CodeParseFailed, "Unexpected character U+200B", at(1, 8)},
		{"{ stats 😀 { taskCount } }", CodeParseFailed, "Unexpected character 😀 (U+1F600)", at(1, 9)},
		{"{ … on Query { a } }", CodeParseFailed, "Unexpected character … (U+2026), did you mean ...?", at(1, 3)},
		{"{ department(name: \"省发改委”) { name } }", CodeParseFailed, `Unterminated string. ” (U+201D) does not end a string, " does`, nil},
		{"\xff{a}", CodeParseFailed, "the query is not UTF-8: byte 0 is 0xFF", nil},
		{"query A{__typename} query B{__typename}", CodeBadUserInput, "the document has 2 operations: give operationName", nil},
		{"fragment a on Query{__typename}", CodeValidationFailed, `Fragment "a" is never used.`, at(1, 1)},
		{"fragment a($b:Int) on Query{__typename}{...a}", CodeParseFailed, "fragment a: fragments have no variables of their own", at(1, 1)},
		{"{ taks { nodes { id } } }", CodeValidationFailed, `Cannot query field "taks" on type "Query". Did you mean "tasks", "task", or "stats"?`, at(1, 3)},
		{"{ tasks(frist: 1) { totalCount } }", CodeValidationFailed, `Unknown argument "frist" on field "Query.tasks". Did you mean "first" or "last"?`, at(1, 3)},
		{"{ tasks { nodes } }", CodeValidationFailed, `Field "nodes" of type "[Task!]!" must have a selection of subfields. Did you mean "nodes { ... }"?`, at(1, 11)},
		{"{ tasks(first: 99999999999) { totalCount } }", CodeValidationFailed, "Int cannot represent non 32-bit signed integer value: 99999999999", at(1, 16)},
		{"{ documents(filter: {inForceOn: \"昨天\"}) { totalCount } }", CodeValidationFailed, `Expected value of type "Date", found "昨天"; a day YYYY-MM-DD is expected.`, at(1, 34)},
		{"{ documents(filter: {inForceOn: 2018}) { totalCount } }", CodeValidationFailed, `Expected value of type "Date", found 2018; a string is expected.`, at(1, 33)},
		{"{ documents(filter: {inForceOn: {a: 1}}) { totalCount } }", CodeValidationFailed, `Expected value of type "Date", found {a:1}; a string is expected.`, at(1, 33)},
		{"{ documents(filter: {inForceOn: 今天}) { totalCount } }", CodeParseFailed, "Unexpected character 今 (U+4ECA)", at(1, 33)},
		{"mutation { a }", CodeValidationFailed, "Schema does not support operation type \"mutation\"", at(1, 1)},
		{"subscription { a }", CodeValidationFailed, "Schema does not support operation type \"subscription\"", at(1, 1)},
		{"{ a: stats { taskCount } a: service { version } }", CodeValidationFailed, `Fields "a" conflict because "stats" and "service" are different fields.`, at(1, 26)},
		{"query ($a: Int) { __typename }", CodeValidationFailed, `Variable "$a" is never used.`, at(1, 8)},
		{"{ tasks(first: $n) { totalCount } }", CodeValidationFailed, `Variable "$n" is not defined.`, at(1, 16)},
		{"{ ...a } fragment a on Query { ...a }", CodeValidationFailed, `Cannot spread fragment "a" within itself.`, at(1, 10)},
		{"{ __typename @defer }", CodeValidationFailed, `Unknown directive "@defer".`, at(1, 15)},
	}
	g := testGate(t)
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, errs := g.Open(query(test.text))
			if errs == nil {
				t.Fatal("let through")
			}
			e := errs[0]
			if e.Code != test.code || !strings.Contains(e.Message, test.message) || test.places != nil && !reflect.DeepEqual(e.Locations, test.places) {
				t.Errorf("got %s at %v", e, e.Locations)
			}
		})
	}
}

func TestOperationName(t *testing.T) {
	g := testGate(t)
	text := "query A{stats{taskCount}} query B{__typename}"
	op, errs := g.Open(Request{Query: text, OperationName: "B"})
	if errs != nil || op.Definition.Name != "B" {
		t.Errorf("got %v %v", op, errs)
	}
	if _, errs := g.Open(Request{Query: text, OperationName: "\xb2\xe9"}); errs == nil || !strings.Contains(errs[0].Message, "operationName is not UTF-8") {
		t.Errorf("an operation in GBK: %v", errs)
	}
	if _, errs := g.Open(Request{Query: text, OperationName: "C"}); errs == nil || errs[0].Code != CodeBadUserInput {
		t.Errorf("an unknown operation: %v", errs)
	}
}

// A suggestion costs a comparison with every name of a type; a flood of errors gets none.
func TestSuggestionsOnlyForFewErrors(t *testing.T) {
	for n, want := range map[int]bool{MaxErrors: true, MaxErrors + 1: false} {
		_, errs := testGate(t).Open(query("{" + lines(n, "task%d{id}") + "}"))
		if got := strings.Contains(errs[0].Message, "Did you mean"); got != want {
			t.Errorf("%d errors: %s", n, errs[0])
		}
	}
}

// The rules that suggest must be the plain ones otherwise, or a suggestion would stand at the wrong error.
func TestSuggestingRulesFindTheSame(t *testing.T) {
	plain := plainRules()
	if len(plain) != 28 {
		t.Errorf("%d rules: has the library a new one?", len(plain))
	}
	schema := testGate(t).schema
	for text, suggests := range map[string]bool{
		"{taks}": true, "{tasks(frist:1){totalCount}}": true, "{tasks{nodes}}": true, "{tasks(filter:{titel:1}){totalCount}}": true,
		"{suggest(prefix:\"\",types:CITI){matched}}": true, "{stats{taskCount{a}}}": false, "{suggest(prefix:a){matched}}": false,
	} {
		d, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			t.Fatal(err)
		}
		found, _ := apply(schema, d, plain)
		better, n := apply(schema, d, suggestingRules())
		if n == 0 || strings.Contains(better[0].err.Message, "Did you mean") != suggests {
			t.Fatalf("%s: %v", text, better)
		}
		at := slices.IndexFunc(found, func(f finding) bool { return f.rule == better[0].rule })
		if at < 0 || !strings.HasPrefix(better[0].err.Message, strings.TrimSuffix(found[at].err.Message, ".")) || !reflect.DeepEqual(found[at].err.Locations, better[0].err.Locations) {
			t.Errorf("%s: %v and %v", text, found, better[0])
		}
	}
}

func TestDocumentsAreKept(t *testing.T) {
	g := testGate(t)
	first, errs := g.Open(query("{stats{taskCount}}"))
	if errs != nil {
		t.Fatal(errs)
	}
	again, _ := g.Open(query("{stats{taskCount}}"))
	if first.Definition != again.Definition {
		t.Error("the same text is parsed twice")
	}
	g.Open(query("{bad}"))
	if _, ok := g.documents.Get("{bad}"); ok {
		t.Error("a refused document is kept")
	}
}

func FuzzGate(f *testing.F) {
	for _, a := range append(attacks(), heavy()...) {
		if len(a.request.Query) < 500 {
			f.Add(a.request.Query)
		}
	}
	f.Add(introspection)
	g := testGate(f)
	f.Fuzz(func(t *testing.T, text string) {
		op, errs := g.Open(query(text))
		if (op == nil) == (errs == nil) {
			t.Errorf("%v and %v", op, errs)
		}
		for _, e := range errs {
			if e.Code == "" || e.Message == "" {
				t.Errorf("an error without a code or message: %+v", e)
			}
		}
	})
}

// introspection nests as deep as that of the npm package graphql does.
const introspection = `query IntrospectionQuery { __schema { types { ...T fields(includeDeprecated: true) { name args(includeDeprecated: true) { name
  type { ...R } } type { ...R } } } } } fragment T on __Type { kind name description }
fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`
