package loader

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// printedLiterals are the literals of the rules that are no folded text, and why.
var printedLiterals = map[string]string{
	"（":                 "put before the number of a cited document, as it is printed",
	"）":                 "put after the number of a cited document, as it is printed",
	"／":                 "put for the slash in the path of a chapter",
	" :：":               "trims a number as it is printed",
	" \n\t\u00a0\u3000": "trims a name as it is printed",
	"\u00a0":            "trims a name as it is printed",
	"\u3000":            "trims a name as it is printed",
}

// TestLiteralsAreFolded: rules read folded text, so a literal that folding would change can never be found there.
func TestLiteralsAreFolded(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR {
				return true
			}
			looked++
			var s string
			if lit.Kind == token.CHAR {
				r, _, _, err := strconv.UnquoteChar(lit.Value[1:], '\'')
				if err != nil {
					t.Fatal(err)
				}
				s = string(r)
			} else if s, err = strconv.Unquote(lit.Value); err != nil {
				t.Fatal(err)
			}
			for _, r := range s {
				if folded := newView(string(r), false).Text(); r > ' ' && folded != string(r) && printedLiterals[s] == "" {
					t.Errorf("%s: %s holds %c, which folding makes %q", fset.Position(lit.Pos()), lit.Value, r, folded)
				}
			}
			return true
		})
	}
	if looked < 1000 {
		t.Errorf("only %d literals were looked at", looked)
	}
}
