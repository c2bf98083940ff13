package gql

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/vektah/gqlparser/v2/ast"
)

// fullIntrospection is the introspection query of npm's graphql with everything that it can ask for.
func fullIntrospection(tb testing.TB) Request {
	tb.Helper()
	text, err := os.ReadFile("testdata/introspection.graphql")
	if err != nil {
		tb.Fatal(err)
	}
	return Request{Query: string(text)}
}

func TestIntrospectionIsTheSameEachTime(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, seedView)
	first := e.ask(t, v, fullIntrospection(t))
	other := freshExecutors(t)
	again := other.plan.Execute(context.Background(), v, other.open(t, fullIntrospection(t)))
	if first != string(again) {
		t.Error("two engines introspect differently")
	}
	// Written for test/schema/run.sh, where npm's graphql builds the schema from it and prints the SDL.
	if dir := os.Getenv("POLICYGRAPH_INTROSPECTION"); dir != "" {
		for name, text := range map[string]string{"introspection.json": first, "schema.graphql": SDL()} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestIntrospectionOfOneType asks what clients ask: of each kind of type, with and without deprecated parts.
func TestIntrospectionOfOneType(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, seedView)
	for _, c := range []struct{ query, want string }{
		{`{ __type(name: "Nothing") { name } }`, `{"data":{"__type":null}}`},
		{`{ __type(name: "PageInfo") { kind name fields { name type { kind name ofType { kind name } } } inputFields { name } enumValues { name } possibleTypes { name } interfaces { name } isOneOf } }`,
			`{"data":{"__type":{"kind":"OBJECT","name":"PageInfo","fields":[` +
				`{"name":"hasNextPage","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"SCALAR","name":"Boolean"}}},` +
				`{"name":"hasPreviousPage","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"SCALAR","name":"Boolean"}}},` +
				`{"name":"startCursor","type":{"kind":"SCALAR","name":"String","ofType":null}},` +
				`{"name":"endCursor","type":{"kind":"SCALAR","name":"String","ofType":null}}],` +
				`"inputFields":null,"enumValues":null,"possibleTypes":null,"interfaces":[],"isOneOf":null}}}`},
		{`{ __type(name: "DocumentOrder") { kind inputFields { name defaultValue isDeprecated type { kind ofType { kind } } } fields { name } isOneOf } }`,
			`{"data":{"__type":{"kind":"INPUT_OBJECT","inputFields":[` +
				`{"name":"field","defaultValue":null,"isDeprecated":false,"type":{"kind":"NON_NULL","ofType":{"kind":"ENUM"}}},` +
				`{"name":"direction","defaultValue":"ASC","isDeprecated":false,"type":{"kind":"ENUM","ofType":null}}],"fields":null,"isOneOf":false}}}`},
		{`{ __type(name: "SearchHit") { kind description possibleTypes { name } } }`,
			`{"data":{"__type":{"kind":"UNION","description":"A search hit.","possibleTypes":[{"name":"Document"},{"name":"Section"},` +
				`{"name":"Task"},{"name":"Department"},{"name":"City"},{"name":"Project"},{"name":"CulturalTheme"}]}}}`},
		{`{ __type(name: "OrderDirection") { enumValues(includeDeprecated: true) { name deprecationReason } } }`,
			`{"data":{"__type":{"enumValues":[{"name":"ASC","deprecationReason":null},{"name":"DESC","deprecationReason":null}]}}}`},
		{`{ a: __type(name: "Date") { ...T specifiedByURL } __schema { queryType { ...T } mutationType { ...T } } __typename } fragment T on __Type { __typename kind name }`,
			`{"data":{"a":{"__typename":"__Type","kind":"SCALAR","name":"Date","specifiedByURL":"https://scalars.graphql.org/andimarek/local-date.html"},` +
				`"__schema":{"queryType":{"__typename":"__Type","kind":"OBJECT","name":"Query"},"mutationType":null},"__typename":"Query"}}`},
	} {
		if got := e.ask(t, v, Request{Query: c.query}); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestDeprecationIsShown uses a schema of its own: ours has nothing deprecated yet.
func TestDeprecationIsShown(t *testing.T) {
	d := ast.DirectiveList{{Name: "deprecated"}}
	because := ast.DirectiveList{{Name: "deprecated", Arguments: ast.ArgumentList{{Name: "reason", Value: &ast.Value{Raw: "old"}}}}}
	for _, c := range []struct {
		list ast.DirectiveList
		want string
	}{{nil, ""}, {d, "No longer supported"}, {because, "old"}} {
		if got := directiveText(c.list, "deprecated", "reason", "No longer supported"); got != c.want || deprecated(c.list) != (c.want != "") {
			t.Errorf("%v: %q", c.list, got)
		}
		all := &call{args: gate.Arguments{{Name: "includeDeprecated", Value: true}}}
		if (&call{}).shows(c.list) == deprecated(c.list) || !all.shows(c.list) {
			t.Errorf("%v is listed wrongly", c.list)
		}
	}
}

// TestEveryFieldIsBound holds the table to the SDL in both directions: newBinder refuses a field without a fitting
// binding, and here a binding without a field is refused.
func TestEveryFieldIsBound(t *testing.T) {
	b := theExecutors(t).plan.b
	schema := b.schema
	for name := range b.table {
		typeName, field, _ := strings.Cut(name, ".")
		used := false
		for _, def := range schema.Types {
			shape := (typeName == "Edge" || typeName == "Connection") && strings.HasSuffix(def.Name, typeName)
			implements := false
			for _, i := range def.Interfaces {
				implements = implements || i == typeName
			}
			if (def.Name == typeName || shape || implements) && def.Fields.ForName(field) != nil {
				used = true
			}
		}
		if !used {
			t.Errorf("%s is bound but not in the SDL", name)
		}
	}
	for name := range b.orders {
		typeName, value, _ := strings.Cut(name, ".")
		if def := schema.Types[typeName+"OrderField"]; def == nil || def.EnumValues.ForName(value) == nil {
			t.Errorf("order %s is bound but not in the SDL", name)
		}
	}
	for _, def := range schema.Types {
		if typeName, ok := strings.CutSuffix(def.Name, "OrderField"); ok && !slices.Contains([]string{"Partner", "NetworkActor", "NetworkTie"}, typeName) {
			for _, value := range def.EnumValues {
				if b.orders[typeName+"."+value.Name] == nil {
					t.Errorf("order %s.%s is not bound", typeName, value.Name)
				}
			}
		}
	}
	for _, value := range schema.Types["GroupDimension"].EnumValues {
		if _, ok := b.dimensions[value.Name]; !ok {
			t.Errorf("dimension %s is not bound", value.Name)
		}
	}
}

// TestAMissingBindingIsNamed shows that the check of newBinder checks.
func TestAMissingBindingIsNamed(t *testing.T) {
	schema := freshExecutors(t).table.Schema()
	task := schema.Types["Task"]
	for _, typ := range []*ast.Type{ast.NamedType("String", nil), ast.ListType(ast.NamedType("Task", nil), nil)} {
		fields := task.Fields
		task.Fields = append(fields[:len(fields):len(fields)], &ast.FieldDefinition{Name: "colour", Type: typ})
		if _, err := newBinder(schema, ServiceInfo{}); err == nil || !strings.Contains(err.Error(), "Task.colour") {
			t.Errorf("%s: %v", typ, err)
		}
		task.Fields = fields
	}
	title := task.Fields.ForName("title")
	title.Type = ast.NamedType("Int", nil)
	if _, err := newBinder(schema, ServiceInfo{}); err == nil || !strings.Contains(err.Error(), "Task.title") {
		t.Error(err)
	}
}

// TestEnumsAreNumberedAsInTheGraph: columns of small integers are the values of enumerations.
func TestEnumsAreNumberedAsInTheGraph(t *testing.T) {
	schema := theExecutors(t).table.Schema()
	for enum, name := range enumNames() {
		values := schema.Types[enum].EnumValues
		for i, value := range values {
			if got := name(uint8(i)); got != value.Name {
				t.Errorf("%s %d is %s in the SDL and %s in the graph", enum, i, value.Name, got)
			}
		}
		if enum != "EntityType" && name(uint8(len(values))) != "INVALID" {
			t.Errorf("%s lacks %s", enum, name(uint8(len(values))))
		}
	}
}

// TestDescriptionsNameWhatIsThere looks at the names in backquotes in the descriptions of the SDL: each must be a type, a
// field, an argument, a value, a code of an error, or one of the few words from elsewhere.
func TestDescriptionsNameWhatIsThere(t *testing.T) {
	schema := theExecutors(t).table.Schema()
	known := map[string]bool{"__typename": true, "true": true, "false": true, "weight=None": true} // GraphQL's own, NetworkX's
	for _, code := range []string{gate.CodeAmbiguous, gate.CodeBadUserInput, gate.CodeInternal, gate.CodeNotReady, gate.CodeTimeout, gate.CodeTooComplex} {
		known[code] = true
	}
	described := map[string]string{}
	for _, def := range schema.Types {
		known[def.Name], described[def.Name] = true, def.Description
		for _, f := range def.Fields {
			known[f.Name], known[def.Name+"."+f.Name] = true, true
			described[def.Name+"."+f.Name] = f.Description
			for _, a := range f.Arguments {
				known[a.Name] = true
				described[def.Name+"."+f.Name+"."+a.Name] = a.Description
			}
		}
		for _, value := range def.EnumValues {
			known[value.Name], described[def.Name+"."+value.Name] = true, value.Description
		}
	}
	delete(described, "LoadWarning.code") // names codes of the loader: TestTheSchemaNamesTheWarnings
	example := regexp.MustCompile(`^edges\.node$|^node\(id:\)$|^responsibility\.parenthesis@\d+$|^dept/|^2018-|^YYYY-MM-DD$`)
	looked := 0
	for where, words := range described {
		for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(words, -1) {
			if looked++; !known[m[1]] && !example.MatchString(m[1]) {
				t.Errorf("the description of %s names %s, which is not in the SDL", where, m[1])
			}
		}
	}
	if looked < 30 {
		t.Errorf("only %d names were looked for", looked)
	}
}
