package web

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// hostile is a plan whose every name and passage would run as HTML if it were not escaped.
func hostile(t *testing.T) *graph.View {
	t.Helper()
	const evil = `<script>alert("x")</script>&'"局`
	text := "一、任务\n1.做事。(" + evil + "负责)在运城市办" + evil + "。"
	span := func(s string) graph.Span {
		at := strings.Index(text, s)
		return graph.Span{Start: at, End: at + len(s)}
	}
	whole := graph.Span{Start: 0, End: len(text)}
	doc := graph.Document{Title: evil, DocNumber: evil, SourceURL: "javascript:alert(1)", SourceName: evil, Text: text}
	key := doc.Key()
	city := graph.Key(graph.KindCity, "140800")
	body := graph.Key(graph.KindDepartment, "山西省", evil)
	project := graph.Key(graph.KindProject, evil)
	task := graph.PartKey(graph.KindTask, key, "一/1")
	fact := func(k graph.Kind, subject, object, passage string) graph.Fact {
		return graph.Fact{Kind: k, Subject: subject, Object: object, Surface: evil, Position: 1,
			Evidence: []graph.Evidence{{Span: span(passage), Rule: "test@1", Note: "末尾括注"}}}
	}
	v, err := graph.Build([]*graph.Extract{{
		LoaderVersion: "1", Document: doc,
		Sections: []graph.Section{{Path: "一", Number: "一、", Heading: evil, Level: 1, Span: whole}},
		Tasks:    []graph.Task{{Path: "一/1", Number: "1.", Title: evil, Locator: "一、1.", Section: "一", Span: span(text[len("一、任务\n"):])}},
		Entities: []graph.Entity{
			{Key: city, Name: "运城市", Code: "140800", Level: graph.LevelPrefecture},
			{Key: body, Name: evil, In: city},
			{Key: project, Name: evil},
		},
		Facts: []graph.Fact{
			fact(graph.KindResponsibility, task, body, "("+evil+"负责)"), fact(graph.KindTaskPlace, task, city, "运城市"),
			fact(graph.KindTaskProject, task, project, evil), fact(graph.KindProjectPlace, project, city, "运城市"),
			fact(graph.KindDocumentRole, key, body, evil), fact(graph.KindReference, key, "", evil),
		},
		Mentions: []graph.Mention{{Entity: body, Surface: evil, Span: span(evil)}, {Entity: city, Surface: "运城市", Span: span("运城市")}},
		Warnings: []graph.Warning{{Code: "TEST", Message: evil, Span: span("做事")}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func get(t *testing.T, h http.Handler, path string) (int, http.Header, string) {
	t.Helper()
	s := httptest.NewServer(h)
	defer s.Close()
	r, err := http.Get(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, r.Header, string(body)
}

// TestEveryIDHasAPage asks for the page of every id of a hostile graph: each answers, has no scripts and no link that
// leaves the server.
func TestEveryIDHasAPage(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	links := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	enumName := regexp.MustCompile(`>[A-Z][A-Z_]{3,}\b`)
	pages := 0
	for k := range graph.KindMention + 1 {
		for i := range int32(v.Len(k)) {
			pages++
			status, header, body := get(t, h, "/id/"+string(v.IDOf(k, i)))
			if status != http.StatusOK || header.Get("Content-Security-Policy") != policy {
				t.Errorf("%s %d: status %d, policy %q", k, i, status, header.Get("Content-Security-Policy"))
			}
			if strings.Contains(body, "<script") || !strings.Contains(body, "&lt;script") && k != graph.KindCity {
				t.Errorf("%s %d is not escaped:\n%s", k, i, body)
			}
			if name := enumName.FindString(body); name != "" && name != ">TEST" { // a code that the loader has not
				t.Errorf("%s %d says %s, want words", k, i, name)
			}
			for _, m := range links.FindAllStringSubmatch(body, -1) {
				if !strings.HasPrefix(m[1], "./") {
					t.Errorf("%s %d links to %q, want a way from its own address", k, i, m[1])
				}
			}
		}
	}
	if pages < 15 {
		t.Errorf("%d pages asked for: the graph lost its things", pages)
	}
}

// TestLinksLeadSomewhere follows links as a browser does, at the top of a server and below a path of one.
func TestLinksLeadSomewhere(t *testing.T) {
	v := hostile(t)
	network := func(ctx context.Context, _ string) (*analysis.Network, error) {
		return analysis.Build(ctx, v, analysis.Spec{})
	}
	h := Handler(Options{View: func() *graph.View { return v }, Network: network})
	for _, mount := range []string{"", "/a", "/a/b"} {
		mounted := http.StripPrefix(mount, h)
		for page, least := range map[string]int{"/": 1, "/id/" + string(v.IDOf(graph.KindTask, 0)): 9, "/plain/network?spec={}": 12, "/id/x": 3} {
			at, err := url.Parse(mount + page)
			if err != nil {
				t.Fatal(err)
			}
			_, _, body := get(t, mounted, at.String())
			links := regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(body, -1)
			if len(links) < least {
				t.Fatalf("%s has %d links, %d wanted:\n%s", at, len(links), least, body)
			}
			for _, m := range links {
				to, err := at.Parse(html.UnescapeString(m[1]))
				if err != nil {
					t.Fatal(err)
				}
				if path, below := strings.CutPrefix(to.Path, mount+"/"); !below {
					t.Errorf("%s links to %s, out of %s", at, to, mount)
				} else if path == "graphql" || path == "schema.graphql" {
					continue // of the API
				}
				if status, _, _ := get(t, mounted, to.String()); status != http.StatusOK {
					t.Errorf("%s links to %s: status %d", at, to, status)
				}
			}
		}
	}
}

func TestPassageIsMarkedInItsText(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	at := v.Facts(graph.KindTaskPlace).Evidence(0)[0]
	_, _, body := get(t, h, "/id/"+string(v.IDOf(graph.KindEvidence, at)))
	if !strings.Contains(body, "负责)在<mark>运城市</mark>办") {
		t.Errorf("the passage is not marked in its text:\n%s", body)
	}
}

// TestSnapshotHasAPage follows the address in the citation of a snapshot; one that is no longer served has none.
func TestSnapshotHasAPage(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	status, _, body := get(t, h, "/id/"+v.ID)
	if document := permalink(v.IDOf(graph.KindDocument, 0)); status != http.StatusOK || !strings.Contains(body, `href="./../`+document+`"`) || strings.Contains(body, "<script") {
		t.Errorf("status %d\n%s", status, body)
	}
	if status, _, _ := get(t, h, "/id/x222222222222222a"); status != http.StatusNotFound {
		t.Errorf("status %d for a snapshot that is not this one", status)
	}
}

// TestSearchResultHasAPage: a passage that stands in no table is found by what its id says.
func TestSearchResultHasAPage(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	start := strings.Index(v.Documents.Text[0], "做事")
	id := graph.PassageID(v.IDOf(graph.KindDocument, 0), graph.Span{Start: start, End: start + len("做事")})
	status, _, body := get(t, h, "/id/"+string(id))
	if status != http.StatusOK || !strings.Contains(body, "<mark>做事</mark>") || strings.Contains(body, "Rule 规则") {
		t.Errorf("status %d:\n%s", status, body)
	}
	inside := graph.PassageID(v.IDOf(graph.KindDocument, 0), graph.Span{Start: start + 1, End: start + 3})
	if status, _, _ := get(t, h, "/id/"+string(inside)); status != http.StatusNotFound {
		t.Errorf("a passage that cuts a character has a page: status %d", status)
	}
}

func TestTaskMarksWhoIsResponsible(t *testing.T) {
	v := hostile(t)
	_, _, body := get(t, Handler(Options{View: func() *graph.View { return v }}), "/id/"+string(v.IDOf(graph.KindTask, 0)))
	if !strings.Contains(body, "1.做事。<mark>(&lt;script") {
		t.Errorf("the words that give the responsibility are not marked:\n%s", body)
	}
}

func TestUnknownIDAndEmptyGraph(t *testing.T) {
	v := hostile(t)
	h := Handler(Options{View: func() *graph.View { return v }})
	for _, id := range []string{"x", "taaaaaaaaaaaaaaaa", "%3Cscript%3E"} {
		status, _, body := get(t, h, "/id/"+id)
		if status != http.StatusNotFound || strings.Contains(body, "<script") {
			t.Errorf("/id/%s: status %d\n%s", id, status, body)
		}
	}
	none := Handler(Options{View: func() *graph.View { return nil }})
	if status, _, _ := get(t, none, "/id/taaaaaaaaaaaaaaaa"); status != http.StatusServiceUnavailable {
		t.Errorf("without a graph: status %d", status)
	}
	if status, _, _ := get(t, none, "/"); status != http.StatusOK {
		t.Errorf("first page without a graph: status %d", status)
	}
}

func TestLongListsAndPassagesAreCut(t *testing.T) {
	var l list
	for range maxLines + 3 {
		l.add(line{})
	}
	if len(l.Lines) != maxLines || l.More != 3 {
		t.Errorf("%d lines and %d more", len(l.Lines), l.More)
	}
	if s := strings.Repeat("关", maxPassage/3); clip(s) != s {
		t.Error("a passage within the limit is cut")
	}
	if s := clip(strings.Repeat("关", maxPassage/3+1)); len(s) > maxPassage+len("…") || !strings.HasSuffix(s, "关…") {
		t.Errorf("a passage over the limit is %d bytes and ends in %q", len(s), s[len(s)-6:])
	}
}
