package source

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// docs is the page that describes this package to people.
const docs = "../../docs/FORMATS.md"

func limitsTable() string {
	var b strings.Builder
	for _, l := range Limits() {
		fmt.Fprintf(&b, "| %s | %d | %s | %s |\n", l.Name, l.Value, l.Unit, l.Reason)
	}
	return b.String()
}

// Every limit, extension, field and code has its words in the documentation.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile(docs)
	must(t, err)
	page := string(data)
	if table := limitsTable(); !strings.Contains(page, table) {
		t.Errorf("the table of limits must be\n%s", table)
	}
	for ext := range extensions() {
		if !strings.Contains(page, "`"+ext+"`") {
			t.Errorf("no word on %s", ext)
		}
	}
	for _, f := range fields() {
		if !strings.Contains(page, "| `"+f[0]+"` | "+f[1]+" |") {
			t.Errorf("no word on field %s, %s", f[0], f[1])
		}
	}
	for _, c := range codesIn(t, "fault/fault.go", "document.go") {
		if !strings.Contains(page, "| `"+c+"` |") {
			t.Errorf("no word on %s", c)
		}
	}
}

// codesIn lists the values of the constants of source files of package fault, and of those whose names begin with warn.
func codesIn(t *testing.T, files ...string) (values []string) {
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && (strings.HasPrefix(name, "fault/") || strings.HasPrefix(v.Names[0].Name, "warn")) {
				value, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				must(t, err)
				values = append(values, value)
			}
			return true
		})
	}
	if len(values) < 15 {
		t.Errorf("only %d codes found", len(values))
	}
	return values
}
