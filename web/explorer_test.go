package web

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/policygraph/policygraph/graph"
)

// schema is the SDL that the program serves.
func schema(t *testing.T) *ast.Schema {
	t.Helper()
	sdl, err := os.ReadFile("../gql/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: string(sdl)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestOperationsFitTheSchema: every operation of the explorer is valid, says what it asks for, and is in the script that is
// committed, so that a change without a new build is noticed without Node.
func TestOperationsFitTheSchema(t *testing.T) {
	script := string(read("dist/app/assets/app.js"))
	names, err := filepath.Glob("app/src/ops/*.graphql")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d files of operations, %v", len(names), err)
	}
	var all strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
		built := strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${").Replace(string(data))
		quoted := strings.NewReplacer("\\", "\\\\", "\n", "\\n").Replace(string(data))
		if !strings.Contains(script, built) && !strings.Contains(script, quoted) {
			t.Errorf("%s is not in dist as it is: npm run build in web/app", name)
		}
	}
	document, errs := gqlparser.LoadQueryWithRules(schema(t), all.String(), rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	if len(document.Operations) < 12 {
		t.Errorf("%d operations", len(document.Operations))
	}
	for _, o := range document.Operations {
		if before := all.String()[:o.Position.Start]; !regexp.MustCompile(`# [A-Z][^\n]*\.\n$`).MatchString(before) {
			t.Errorf("%s has no comment that says what it asks for", o.Name)
		}
	}
}

// TestRecipesFitTheSchema: what the console offers are all queries of the cookbook, by two names.
func TestRecipesFitTheSchema(t *testing.T) {
	s := schema(t)
	recipes := Recipes()
	if len(recipes) < 15 {
		t.Fatalf("%d recipes", len(recipes))
	}
	han := regexp.MustCompile(`\p{Han}`)
	for _, r := range recipes {
		if _, errs := gqlparser.LoadQueryWithRules(s, r.Query, rules.NewDefaultRules()); errs != nil {
			t.Errorf("%s: %v", r.English, errs)
		}
		if han.MatchString(r.English) || !han.MatchString(r.Chinese) {
			t.Errorf("names %q and %q", r.English, r.Chinese)
		}
	}
}

// TestDist: the built files are small, name no other server and have no way to run text as a program.
func TestDist(t *testing.T) {
	limits := map[string]int{"app/assets/app.js": 60_000, "app/assets/app.css": 8_000, "graphiql": 800_000} // bytes, gzip
	sizes := map[string]int{}
	address := regexp.MustCompile(`(?:src|href)="(?:https?:)?//|@import|url\(["']?(?:https?:)?//`)
	err := fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data := read(name)
		var buf bytes.Buffer
		z, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression)
		_, _ = z.Write(data)
		_ = z.Close()
		key := strings.TrimPrefix(name, "dist/")
		if strings.HasPrefix(key, "graphiql/") {
			key = "graphiql"
		}
		sizes[key] += buf.Len()
		if m := address.Find(data); m != nil {
			t.Errorf("%s loads from elsewhere: %s", name, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, limit := range limits {
		if sizes[name] == 0 || sizes[name] > limit {
			t.Errorf("%s has %d bytes after gzip, %d allowed", name, sizes[name], limit)
		}
	}
}

// TestSourcesSetNoHTML: the explorer makes elements, never text that a browser parses or runs.
func TestSourcesSetNoHTML(t *testing.T) {
	bad := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|serviceWorker|sessionStorage|indexedDB|document\.cookie`)
	files := 0
	err := filepath.WalkDir("app/src", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(name)
		if m := bad.Find(data); m != nil {
			t.Errorf("%s uses %s", name, m)
		}
		return err
	})
	if err != nil || files < 20 {
		t.Fatalf("%d files, %v", files, err)
	}
}

func TestExplorerPages(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	none := Handler(Options{View: func() *graph.View { return nil }})
	id := func(k graph.Kind) string { return string(v.IDOf(k, 0)) }
	for _, c := range []struct {
		handler http.Handler
		path    string
		status  int
		root    string
	}{
		{h, "/", 200, "./"}, {h, "/search?q=x", 200, "./"}, {h, "/documents", 200, "./"}, {h, "/matrix", 200, "./"}, {h, "/network?spec={}", 200, "./"},
		{h, "/path", 200, "./"}, {h, "/compare", 200, "./"}, {h, "/graphiql", 200, "./graphiql/"},
		{h, "/department/" + id(graph.KindDepartment), 200, "../"}, {h, "/task/" + id(graph.KindTask), 200, "../"}, {h, "/city/" + id(graph.KindCity), 200, "../"},
		{h, "/project/" + id(graph.KindProject), 200, "../"}, {h, "/document/" + id(graph.KindDocument), 200, "../"},
		{h, "/department/x", 404, "../"}, {h, "/department/" + id(graph.KindTask), 404, "../"},
		{none, "/", 200, "./"}, {none, "/department/x", 200, "../"}, // nobody knows yet
	} {
		status, header, body := get(t, c.handler, c.path)
		if status != c.status || header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: status %d, type %q", c.path, status, header.Get("Content-Type"))
		}
		if header.Get("Content-Security-Policy") != explorerPolicy || header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", c.path, header)
		}
		for _, m := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(m[1], c.root) {
				t.Errorf("%s: the address %s is not below %s", c.path, m[1], c.root)
			}
		}
	}
}

// TestAssets: an ETag from the content, compressed when that is accepted, 304 for who has it.
func TestAssets(t *testing.T) {
	h := Handler(Options{View: func() *graph.View { return nil }})
	ask := func(path, encoding, have string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", encoding)
		r.Header.Set("If-None-Match", have)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/assets/app.js", "/assets/app.css", "/graphiql/graphiql.js", "/graphiql/graphiql.css", "/graphiql/queries.json"} {
		plain, zipped := ask(path, "", ""), ask(path, "br, gzip", "")
		z, err := gzip.NewReader(zipped.Body)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var unzipped bytes.Buffer
		if _, err := unzipped.ReadFrom(z); err != nil || !bytes.Equal(unzipped.Bytes(), plain.Body.Bytes()) || plain.Body.Len() < minGzip {
			t.Errorf("%s: compressed it says something else (%v)", path, err)
		}
		tags := []string{plain.Header().Get("ETag"), zipped.Header().Get("ETag")}
		if tags[0] == "" || tags[0] == tags[1] || zipped.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: ETags %q, Vary %q", path, tags, zipped.Header().Get("Vary"))
		}
		if w := ask(path, "", tags[0]); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s again: status %d and %d bytes", path, w.Code, w.Body.Len())
		}
		if w := ask(path, "gzip", tags[0]); w.Code != http.StatusOK {
			t.Errorf("%s with the tag of another form: status %d", path, w.Code)
		}
	}
	if w := ask("/assets/none.js", "", ""); w.Code != http.StatusNotFound {
		t.Errorf("an asset that is not there: status %d", w.Code)
	}
}
