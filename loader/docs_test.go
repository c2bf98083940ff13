package loader

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDocsHaveEveryRule looks in docs/EXTRACTION.md for the name of every rule of the source.
func TestDocsHaveEveryRule(t *testing.T) {
	doc, err := os.ReadFile("../docs/EXTRACTION.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`"([a-z]+\.[a-z]+@\d+)"`)
	found := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rule.FindAllStringSubmatch(string(src), -1) {
			found++
			if !strings.Contains(string(doc), "`"+m[1]+"`") {
				t.Errorf("%s: docs/EXTRACTION.md has no words for %s", f.Name(), m[1])
			}
		}
	}
	if found < 9 {
		t.Errorf("only %d names were looked for", found)
	}
}

// TestDocsHaveEveryWarning compares the tables of warnings in the documentation with the one list of codes.
func TestDocsHaveEveryWarning(t *testing.T) {
	var told []string
	for _, name := range []string{"EXTRACTION.md", "FORMATS.md"} {
		doc, err := os.ReadFile("../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_, chapter, _ := strings.Cut(string(doc), "\n## Warnings\n")
		chapter, _, _ = strings.Cut(chapter, "\n## ")
		for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| .+ \\|$").FindAllStringSubmatch(chapter, -1) {
			told = append(told, m[1])
		}
	}
	if !slices.Equal(told, WarningCodes()) {
		t.Errorf("the documentation explains %v, and the codes are %v", told, WarningCodes())
	}
}

// TestWarningsHaveTheirCodes finds every place in the sources of this package and of source that warns: it must use a
// constant of the list, and no constant may be without a place.
func TestWarningsHaveTheirCodes(t *testing.T) {
	values, used := map[string]string{}, map[string]bool{}
	inSources(t, func(file string, n ast.Node) {
		if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, "warn") {
			values[v.Names[0].Name] = literals(t, v.Values[0])
		}
		if code, _ := warnedWith(n); code != nil {
			constant, ok := code.(*ast.Ident)
			switch {
			case !ok && file != "assemble.go": // which hands on w.Code
				t.Errorf("%s warns with a code that is no constant", file)
			case ok && constant.Name != "code": // the parameter of a function that adds one
				used[constant.Name] = true
			}
		}
	})
	var emitted []string
	for name := range used {
		emitted = append(emitted, values[name])
	}
	if listed := WarningCodes(); !slices.Equal(slices.Sorted(slices.Values(emitted)), slices.Sorted(slices.Values(listed))) || len(emitted) < 13 {
		t.Errorf("the sources warn with %v, and the list is %v", emitted, listed)
	}
}

// TestWarningsAreInOneLanguage: like errors they are said in English, with names put in as they are printed.
func TestWarningsAreInOneLanguage(t *testing.T) {
	looked := 0
	inSources(t, func(file string, n ast.Node) {
		if _, message := warnedWith(n); message != nil {
			if words := literals(t, message); words != "" { // otherwise handed on
				looked++
				if !regexp.MustCompile(`^[a-z][ -~]*$`).MatchString(strings.TrimSpace(words)) {
					t.Errorf("%s warns in the words %q", file, words)
				}
			}
		}
	})
	if looked < 13 {
		t.Errorf("only %d messages were looked at", looked)
	}
}

// inSources visits every node of the sources of this package and of source.
func inSources(t *testing.T, visit func(file string, n ast.Node)) {
	t.Helper()
	for _, dir := range []string{".", "source"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				visit(name, n)
				return true
			})
		}
	}
}

// literals are the texts that stand in an expression, put together.
func literals(t *testing.T, e ast.Expr) string {
	all := ""
	ast.Inspect(e, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			text, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Fatal(err)
			}
			all += text
		}
		return true
	})
	return all
}

// warnedWith are the expressions for the code and the message where n makes a warning, otherwise nil.
func warnedWith(n ast.Node) (code, message ast.Expr) {
	switch n := n.(type) {
	case *ast.CallExpr: // x.warnings.add(code, …), warn.add(code, …), doc.warn(code, …)
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || len(n.Args) < 2 {
			return nil, nil
		}
		if on := lastName(f.X); f.Sel.Name == "warn" || f.Sel.Name == "add" && (on == "warn" || on == "warnings") {
			return n.Args[0], n.Args[1]
		}
	case *ast.CompositeLit: // Warning{Code: code, …}
		if n.Type == nil || lastName(n.Type) != "Warning" {
			return nil, nil
		}
		for _, e := range n.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			switch {
			case ok && lastName(kv.Key) == "Code":
				code = kv.Value
			case ok && lastName(kv.Key) == "Message":
				message = kv.Value
			}
		}
	}
	return code, message
}

func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
