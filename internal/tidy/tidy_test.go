package tidy

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/policygraph/policygraph/"

	maxFunctionLines = 70
	maxFileLines     = 500
	maxExported      = 40 // names a package offers; the values of one enumeration count as one
	maxExportedGraph = 60 // the words of the domain
)

// mayImport says which of our packages each package may import; "*" is all. What is not listed may import nothing of
// ours. Test files may also import what their tests need.
var mayImport = map[string][]string{
	"graph":                  {"graph/fold"},
	"graph/fold":             {},
	"graph/search":           {"graph", "graph/fold"},
	"graph/store":            {"graph", "internal/atomicfile"},
	"graph/analysis":         {"graph", "graph/analysis/layout"},
	"graph/analysis/layout":  {},
	"graph/analysis/compare": {"graph/analysis"},
	"graph/analysis/matrix":  {"graph", "graph/analysis"},
	"graph/cite":             {"graph"},
	"graph/label":            {},
	"graph/export":           {"graph", "graph/analysis"},
	"loader":                 {"graph", "loader/gazetteer", "loader/source", "loader/text"},
	"loader/text":            {"graph", "graph/fold"},
	"loader/source":          {"loader/source/fault", "loader/source/office", "loader/source/pdf"},
	"loader/source/fault":    {},
	"loader/source/office":   {"loader/source/fault"},
	"loader/source/pdf":      {},
	"loader/gazetteer":       {"graph"},
	"loader/score":           {"graph", "loader/gazetteer", "loader/source"},
	"gql":                    {"graph", "graph/analysis", "graph/analysis/compare", "graph/analysis/matrix", "graph/cite", "graph/search", "gql/gate", "internal/lru"},
	"gql/gate":               {"internal/lru"},
	"gql/reference":          {"graph", "gql", "gql/gate"},
	"gql/serve":              {"graph", "gql", "gql/gate", "internal/lru"},
	"web":                    {"docs", "graph", "graph/analysis", "graph/export", "graph/label"},
	"seeds":                  {},
	"docs":                   {},
	"internal/lru":           {},
	"internal/atomicfile":    {},
	"internal/notices":       {},
	"internal/running":       {"internal/atomicfile"},
	"internal/synth":         {"graph"},
	"internal/tidy":          {},
	"internal/pdftest":       {},
	".":                      {"*"}, // the door to the library
	"cmd/policygraph":        {".", "graph", "graph/export", "internal/atomicfile", "internal/notices", "internal/running", "loader", "loader/score"},
}

// onlyUser names the packages, parted by spaces, that may import a third party's module.
var onlyUser = map[string]string{
	"github.com/cayleygraph/":       "graph/store",
	"github.com/hidal-go/":          "graph/store",
	"github.com/rs/cors":            ".",
	"go.etcd.io/bbolt":              "graph/store",
	"github.com/graphql-go/graphql": "gql/reference",
	"github.com/vektah/gqlparser":   "gql gql/gate gql/reference",
	"github.com/klippa-app/":        "loader/source/pdf",
	"github.com/xuri/excelize":      "loader/source",
	"github.com/richardlehane/":     "loader/source/office",
	"github.com/nwaples/rardecode":  "loader/source",
}

type source struct {
	name  string // path from the root, with slashes
	dir   string
	test  bool
	lines int
	bytes []byte
	ast   *ast.File
	fset  *token.FileSet
}

func (s *source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.name, s.fset.Position(n.Pos()).Line)
}

// load parses every Go file of the main module.
func load(t *testing.T) []*source {
	t.Helper()
	var files []*source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); base == "node_modules" || base == "testdata" || base == "tools" || base == ".git" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		s := &source{name: filepath.ToSlash(rel), bytes: data, lines: bytes.Count(data, []byte("\n")), fset: token.NewFileSet()}
		s.dir, s.test = path.Dir(s.name), strings.HasSuffix(name, "_test.go")
		s.ast, err = parser.ParseFile(s.fset, name, data, parser.ParseComments)
		files = append(files, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("found %d Go files: this test looks in the wrong place", len(files))
	}
	return files
}

func TestImports(t *testing.T) {
	for _, s := range load(t) {
		if s.test || strings.HasPrefix(s.dir, "examples") {
			continue
		}
		allowed, known := mayImport[s.dir]
		if !known {
			t.Errorf("%s: package %s is not in the table of import rules", s.name, s.dir)
			continue
		}
		for _, imp := range s.ast.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			if p+"/" == module {
				p += "/."
			}
			if ours, ok := strings.CutPrefix(p, module); ok && !slices.Contains(allowed, ours) && !slices.Contains(allowed, "*") {
				t.Errorf("%s: %s may not import %s", s.at(imp), s.dir, ours)
			}
			for prefix, user := range onlyUser {
				if strings.HasPrefix(p, prefix) && !slices.Contains(strings.Fields(user), s.dir) {
					t.Errorf("%s: only %s may import %s", s.at(imp), user, p)
				}
			}
			if s.dir == "graph" && strings.Contains(p, ".") && !strings.HasPrefix(p, "golang.org/x/text/") && !strings.HasPrefix(p, module) {
				t.Errorf("%s: graph stands alone, %s is a third party's", s.at(imp), p)
			}
			if imp.Name != nil && imp.Name.Name == "." {
				t.Errorf("%s: dot import", s.at(imp))
			}
		}
	}
}

func TestSizes(t *testing.T) {
	for _, s := range load(t) {
		if s.test {
			continue
		}
		if s.lines > maxFileLines {
			t.Errorf("%s has %d lines, %d allowed", s.name, s.lines, maxFileLines)
		}
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1; n > maxFunctionLines {
				t.Errorf("%s: %s has %d lines, %d allowed", s.at(f), f.Name.Name, n, maxFunctionLines)
			}
		}
	}
}

// written matches the test material that people write beside Go: scripts that hold real programs against ours, and cases
// kept as data (hand-made gold, plans in each form, expectations). Documents and what -update writes do not count.
var written = regexp.MustCompile(`^(test/.*\.(mjs|py|sh|js|graphql)|.*testdata/.*(gold/.*\.json|forms/.*|content/.*|\.py|\.graphql)|seeds/gold/.*)$`)

// TestThereIsAsMuchTestAsCode compares lines of code, without blanks and comments, with lines of tests and cases.
func TestThereIsAsMuchTestAsCode(t *testing.T) {
	var code, tests, cases int
	for _, s := range load(t) {
		if s.test {
			tests += s.lines
			continue
		}
		for line := range strings.Lines(string(s.bytes)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				code++
			}
		}
	}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if rel, err := filepath.Rel(root, name); err != nil || d.IsDir() || !written.MatchString(filepath.ToSlash(rel)) {
			return err
		}
		data, err := os.ReadFile(name)
		cases += bytes.Count(data, []byte("\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lines of code; %d of tests and %d of cases", code, tests, cases)
	if tests+cases < code {
		t.Errorf("%d lines of tests and cases for %d of code: at least as many wanted", tests+cases, code)
	}
}

// exported lists the exported top-level names that a file declares; the values of one typed enumeration count as one.
func exported(s *source, visit func(name string, doc bool, n ast.Node)) {
	for _, d := range s.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && (d.Recv == nil || exportedReceiver(d.Recv)) {
				name := d.Name.Name
				if d.Recv != nil {
					name = "method " + name
				}
				visit(name, d.Doc != nil, d)
			}
		case *ast.GenDecl:
			enum := d.Tok == token.CONST && d.Lparen.IsValid()
			for i, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						visit(spec.Name.Name, d.Doc != nil || spec.Doc != nil, spec)
					}
				case *ast.ValueSpec:
					if spec.Names[0].IsExported() && (!enum || i == 0) {
						visit(spec.Names[0].Name, d.Doc != nil || spec.Doc != nil || spec.Comment != nil, spec)
					}
				}
			}
		}
	}
}

func exportedReceiver(recv *ast.FieldList) bool {
	e := recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if index, ok := e.(*ast.IndexExpr); ok {
		e = index.X
	}
	name, ok := e.(*ast.Ident)
	return ok && name.IsExported()
}

func TestExportedNames(t *testing.T) {
	count, comment := map[string]int{}, map[string]bool{}
	for _, s := range load(t) {
		if s.test {
			continue
		}
		comment[s.dir] = comment[s.dir] || s.ast.Doc != nil
		exported(s, func(name string, doc bool, n ast.Node) {
			if !strings.HasPrefix(name, "method ") {
				count[s.dir]++
			}
			if !doc {
				t.Errorf("%s: %s has no comment", s.at(n), name)
			}
		})
	}
	for dir, ok := range comment {
		if !ok {
			t.Errorf("package %s has no comment", dir)
		}
	}
	for dir, n := range count {
		limit := maxExported
		if dir == "graph" {
			limit = maxExportedGraph
		}
		if n > limit {
			t.Errorf("package %s offers %d names, %d allowed", dir, n, limit)
		}
	}
}

func TestNoInitNoPanic(t *testing.T) {
	for _, s := range load(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: init()", s.at(n))
				}
			case *ast.CallExpr:
				// An invariant says whose it is: panic("graph: …"). http.ErrAbortHandler is how a handler cuts a connection.
				if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "panic" && !bytes.Contains(s.bytes[n.Pos()-1:n.End()-1], []byte("\""+s.ast.Name.Name+": ")) &&
					!bytes.Contains(s.bytes[n.Pos()-1:n.End()-1], []byte("http.ErrAbortHandler")) {
					t.Errorf("%s: panic without an invariant of package %s", s.at(n), s.ast.Name.Name)
				}
			}
			return true
		})
	}
}

func TestPackageVariablesAreNotChanged(t *testing.T) {
	vars := map[string]map[string]bool{}
	files := load(t)
	for _, s := range files {
		if vars[s.dir] == nil {
			vars[s.dir] = map[string]bool{}
		}
		for _, d := range s.ast.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && !s.test {
				for _, spec := range g.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						vars[s.dir][name.Name] = name.Name != "_"
					}
				}
			}
		}
	}
	for _, s := range files {
		if s.test {
			continue
		}
		for _, d := range s.ast.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				for _, n := range assigned(f) {
					if id := rootIdent(n); id != nil && vars[s.dir][id.Name] {
						t.Errorf("%s: package variable %s is changed", s.at(n), id.Name)
					}
				}
			}
		}
	}
}

// assigned lists what a function assigns to, but for variables that it declares itself.
func assigned(f *ast.FuncDecl) []ast.Expr {
	own := map[string]bool{}
	var targets []ast.Expr
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				own[name.Name] = true
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				own[name.Name] = true
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					own[id.Name] = true
				}
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					own[id.Name] = true
				} else {
					targets = append(targets, e)
				}
			}
		case *ast.IncDecStmt:
			targets = append(targets, n.X)
		}
		return true
	})
	return slices.DeleteFunc(targets, func(e ast.Expr) bool {
		id := rootIdent(e)
		return id == nil || own[id.Name]
	})
}

func rootIdent(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// TestAnswersDoNotNamePackages: errors of the packages whose errors are shown to clients of the API begin with what is
// wrong, not with the name of the package. What panics is never shown.
func TestAnswersDoNotNamePackages(t *testing.T) {
	shown := []string{"graph/analysis", "graph/cite", "graph/export", "graph/search", "web", "loader/source"} // gql names itself in the log only
	looked := 0
	for _, f := range load(t) {
		if f.test || !slices.Contains(shown, f.dir) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && len(call.Args) > 0 {
				if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "panic" {
					return false
				}
			}
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				looked++
				if strings.HasPrefix(l.Value[1:], path.Base(f.dir)+": ") {
					t.Errorf("%s: %s names the package", f.at(l), l.Value)
				}
			}
			return true
		})
	}
	if looked < 500 {
		t.Errorf("only %d texts were looked at", looked)
	}
}

// TestModulesHaveReasons wants every direct dependency named, with its reason, in docs/ARCHITECTURE.md.
func TestModulesHaveReasons(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	required := regexp.MustCompile(`^\s*(?:require\s+)?([a-z0-9.\-]+\.[a-z]+/\S+) v\S+$`)
	found := 0
	for lines := bufio.NewScanner(bytes.NewReader(mod)); lines.Scan(); {
		m := required.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		found++
		if !bytes.Contains(text, []byte("`"+m[1]+"`")) {
			t.Errorf("docs/ARCHITECTURE.md gives no reason for %s", m[1])
		}
	}
	if found == 0 {
		t.Error("no direct dependency found in go.mod: this test reads it wrongly")
	}
}
