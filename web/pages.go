// Package web is what a person sees in a browser: the explorer, which is built from web/app into web/dist, and a plain
// page for every id, with the passages behind each fact. Plain pages have no scripts; everything from a document is
// escaped by html/template.
package web

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/export"
	"github.com/policygraph/policygraph/graph/label"
)

const (
	// maxLines is how many lines a list on a page shows, so that a hub of a large graph stays a page; the rest is a query away.
	maxLines = 200
	// contextBytes is how much text is shown on either side of a passage that stands in no task, in bytes (about 200
	// characters).
	contextBytes = 600
	// maxPassage is the longest stretch of text a page prints, in bytes.
	maxPassage = 64 << 10
	// policy lets a page load its style sheet and icon from this server and nothing else.
	policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

//go:embed pages.html page.css icon.png
var files embed.FS

// Options are what the pages show; all of them are needed.
type Options struct {
	// View gives the graph at the time of each request; nil while there is none.
	View func() *graph.View
	// Network makes the network of the current View that a NetworkSpec of the API, as JSON, asks for.
	Network func(ctx context.Context, spec string) (*analysis.Network, error)
	// Version of the program; in the tags of exports.
	Version string
	// Export says how files for other programs are written.
	Export export.Options
}

// Handler serves the explorer at / and its paths, and pages without scripts: /id/{id} and /plain/network?spec={}, beside
// /export/graph.FORMAT and /export/network.FORMAT?spec={}.
func Handler(o Options) http.Handler {
	h := &pages{Options: o, templates: template.Must(template.ParseFS(files, "pages.html"))}
	mux := http.NewServeMux()
	h.explore(mux)
	mux.HandleFunc("GET /id/{id}", h.thing)
	mux.HandleFunc("GET /plain/network", h.network)
	mux.HandleFunc("GET /export/{file}", h.exports)
	for path, name := range map[string]string{"GET /page.css": "page.css", "GET /favicon.ico": "icon.png"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, name) })
	}
	return mux
}

type pages struct {
	Options
	templates *template.Template
}

// notReady is what is answered while there is no View.
const notReady = "the graph is not ready yet"

// page is what the template of a thing shows.
type page struct {
	Title, Kind, ID, Key string
	Properties           []property
	Passage              []segment
	Lists                []list
}

type property struct{ Name, Value, Link string }

type list struct {
	Heading string
	Lines   []line
	More    int // lines left out
}

type line struct {
	Role, Text, Link  string
	Quote, QuoteLink  string
	Locator, Document string
}

// segment is a stretch of a text, marked or not.
type segment struct {
	Text   string
	Marked bool
}

// sheet is a page with what all pages have.
type sheet struct {
	Title string
	Root  string // the way from the address of the page to the top of the server, so that links are right below any path
	Page  any
}

// root is ./ for a page at the top, ../ for one below a folder.
func root(r *http.Request) string {
	return "./" + strings.Repeat("../", max(0, strings.Count(r.URL.EscapedPath(), "/")-1))
}

func (h *pages) render(w http.ResponseWriter, r *http.Request, status int, name, title string, data any) {
	var buf bytes.Buffer
	if err := h.templates.ExecuteTemplate(&buf, name, sheet{title, root(r), data}); err != nil {
		http.Error(w, "this page could not be made", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	_, _ = buf.WriteTo(w) // the client has gone when this fails
}

func (h *pages) thing(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	v := h.View()
	if v == nil {
		http.Error(w, notReady, http.StatusServiceUnavailable)
		return
	}
	if document, span, ok := v.Passage(graph.ID(id)); ok { // of a search result
		p := page{ID: id, Kind: kindLabel(graph.KindEvidence), Title: v.LocatorAt(document, span)}
		d := describer{v: v, page: &p}
		d.stretch(document, span, p.Title, "")
		h.render(w, r, http.StatusOK, "thing", p.Title, p)
		return
	}
	if id == v.ID {
		p := page{ID: id, Kind: "Snapshot 快照", Title: id}
		d := describer{v: v, page: &p}
		d.snapshot()
		h.render(w, r, http.StatusOK, "thing", p.Title, p)
		return
	}
	k, i, ok := v.Lookup(graph.ID(id))
	if !ok {
		h.render(w, r, http.StatusNotFound, "missing", "Not found", id)
		return
	}
	p := page{ID: id, Kind: kindLabel(k)}
	d := describer{v: v, page: &p}
	switch {
	case k.IsEntity():
		d.entity(k, i)
	case k.IsFact():
		d.fact(k, i)
	case k == graph.KindMention:
		p.Title = v.MentionSurface(i)
		d.property("Names 指称", v.Entities(v.Mentions.Kind[i]).Name[v.Mentions.Entity[i]], v.IDOf(v.Mentions.Kind[i], v.Mentions.Entity[i]))
		d.passage(v.Mentions.Evidence[i])
	default:
		p.Title = v.Locator(i)
		d.passage(i)
	}
	h.render(w, r, http.StatusOK, "thing", p.Title, p)
}

// kindLabel is what a kind is called, as a heading.
func kindLabel(k graph.Kind) string {
	of := "FactType"
	if k.IsEntity() {
		of = "EntityType"
	}
	w := words(of, k.String())
	return strings.ToUpper(w[:1]) + w[1:]
}

// roleLabel is what the role of a fact is called; empty when its kind has none.
func roleLabel(k graph.Kind, role uint8) string {
	names := k.RoleNames()
	if int(role) >= len(names) {
		return ""
	}
	enumeration := map[graph.Kind]string{
		graph.KindResponsibility: "ResponsibilityRole", graph.KindDocumentRole: "DocumentRole", graph.KindReference: "DocumentRelationKind",
	}[k]
	return words(enumeration, names[role])
}

// words are the words in both languages for a value, which stands for itself where there are none.
func words(enumeration, value string) string {
	if w, ok := label.Of(enumeration, value); ok {
		return w.Both()
	}
	return value
}

// describer fills a page from a View.
type describer struct {
	v    *graph.View
	page *page
}

// permalink is the address of the page of an id, from the top of the server: pages put the way there before it.
func permalink(id graph.ID) string { return "id/" + string(id) }

func (d *describer) property(name, value string, link graph.ID) {
	if value == "" {
		return
	}
	p := property{Name: name, Value: value}
	if link != "" {
		p.Link = permalink(link)
	}
	d.page.Properties = append(d.page.Properties, p)
}

func (d *describer) ref(name string, k graph.Kind, i int32) {
	if i >= 0 {
		d.property(name, d.v.Entities(k).Name[i], d.v.IDOf(k, i))
	}
}

// snapshot describes the whole graph, for those who follow its citation.
func (d *describer) snapshot() {
	if !d.v.CreatedAt.IsZero() {
		d.property("Created 生成时间", d.v.CreatedAt.UTC().Format(time.RFC3339), "")
	}
	d.property("Rules 规则版本", d.v.LoaderVersion, "")
	l := list{Heading: kindLabel(graph.KindDocument)}
	for i, title := range d.v.Entities(graph.KindDocument).Name {
		l.add(line{Role: d.v.Documents.IssuedOn[i], Text: title, Link: permalink(d.v.IDOf(graph.KindDocument, int32(i)))})
	}
	d.add(l)
}

func (d *describer) entity(k graph.Kind, i int32) {
	v, e := d.v, d.v.Entities(k)
	d.page.Title, d.page.Key = e.Name[i], e.Key[i]
	d.property("Also written 别称", strings.Join(e.Aliases[i], " · "), "")
	switch k {
	case graph.KindDocument:
		d.document(i)
	case graph.KindSection:
		d.ref("Document 文件", graph.KindDocument, v.Sections.Document[i])
		d.ref("Part of 上级章节", graph.KindSection, v.Sections.Parent[i])
		d.members(graph.KindTask, v.Sections.FirstTask[i], v.Sections.EndTask[i])
	case graph.KindTask:
		d.property("Place 位置", v.Tasks.Locator[i], "")
		d.ref("Document 文件", graph.KindDocument, v.Tasks.Document[i])
		d.ref("Section 章节", graph.KindSection, v.Tasks.Section[i])
		d.page.Passage = d.task(i)
	case graph.KindDepartment:
		d.property("Kind 类别", words("DepartmentKind", v.Departments.Kind[i].String()), "")
		d.property("Level 层级", words("AdministrativeLevel", v.Departments.Level[i].String()), "")
		d.ref("Jurisdiction 所属政府", graph.KindCity, v.Departments.Jurisdiction[i])
	case graph.KindCity:
		d.property("Code 代码", v.Cities.Code[i], "")
		d.property("Level 层级", words("AdministrativeLevel", v.Cities.Level[i].String()), "")
		d.ref("Part of 上级", graph.KindCity, v.Cities.Parent[i])
		d.ref("Government 政府", graph.KindDepartment, v.Cities.Government[i])
	case graph.KindProject:
		d.property("Kind 类别", words("ProjectKind", v.Projects.Kind[i].String()), "")
	}
	d.facts(k, i)
	d.mentions(e.Mentions.Of(i))
}

func (d *describer) document(i int32) {
	docs := &d.v.Documents
	d.property("Number 发文字号", docs.DocNumber[i], "")
	d.property("Issued 成文日期", docs.IssuedOn[i], "")
	d.property("Published 发布日期", docs.PublishedOn[i], "")
	d.property("Source 来源", docs.SourceURL[i], "")
	d.property("File 文件名", docs.SourceName[i], "")
	d.property("SHA-256 of the text", docs.TextSHA256[i], "")
	d.members(graph.KindTask, docs.FirstTask[i], docs.FirstTask[i+1])
	warnings := list{Heading: "Warnings 存疑"}
	for n, w := range docs.Warnings[i] {
		l := line{Role: words("LoadWarning", w.Code), Text: w.Message}
		if e := d.v.WarningEvidence(i, n); e >= 0 {
			d.quote(&l, e)
		}
		warnings.add(l)
	}
	d.add(warnings)
}

func (l *list) add(next line) {
	if len(l.Lines) == maxLines {
		l.More++
		return
	}
	l.Lines = append(l.Lines, next)
}

func (d *describer) add(l list) {
	if len(l.Lines) > 0 {
		d.page.Lists = append(d.page.Lists, l)
	}
}

// members lists the entities of kind k from index lo up to hi.
func (d *describer) members(k graph.Kind, lo, hi int32) {
	l := list{Heading: kindLabel(k)}
	for i := lo; i < hi; i++ {
		l.add(line{Role: d.v.Tasks.Locator[i], Text: d.v.Entities(k).Name[i], Link: permalink(d.v.IDOf(k, i))})
	}
	d.add(l)
}

// facts lists every fact that the entity is an end of, whatever its kind.
func (d *describer) facts(k graph.Kind, i int32) {
	for n := range graph.FactKinds {
		kind := graph.Kind(graph.EntityKinds + n)
		subject, object := kind.Ends()
		table := d.v.Facts(kind)
		out, in := list{Heading: kindLabel(kind)}, list{Heading: kindLabel(kind) + " ←"}
		if subject == k {
			for lo, hi := table.From(i); lo < hi; lo++ {
				out.add(d.end(kind, lo, object, table.Object[lo]))
			}
		}
		if object == k {
			for _, f := range table.To(i) {
				in.add(d.end(kind, f, subject, table.Subject[f]))
			}
		}
		d.add(out)
		d.add(in)
	}
}

// end is a fact as seen from one end: the other end and the first passage behind it.
func (d *describer) end(kind graph.Kind, fact int32, other graph.Kind, i int32) line {
	table := d.v.Facts(kind)
	l := line{Role: roleLabel(kind, table.Role[fact]), Text: d.v.Surface(table, fact)}
	if i >= 0 {
		l.Text, l.Link = d.v.Entities(other).Name[i], permalink(d.v.IDOf(other, i))
	}
	d.quote(&l, table.Evidence(fact)[0])
	return l
}

func (d *describer) quote(l *line, evidence int32) {
	doc, span := d.v.Evidence.Document[evidence], d.v.Evidence.Span[evidence]
	l.Quote = clip(d.v.Documents.Text[doc][span.Start:span.End])
	l.QuoteLink = permalink(d.v.IDOf(graph.KindEvidence, evidence))
	l.Locator, l.Document = d.v.Locator(evidence), d.v.Entities(graph.KindDocument).Name[doc]
}

func (d *describer) mentions(of []int32) {
	l := list{Heading: kindLabel(graph.KindMention)}
	for _, m := range of {
		next := line{Text: d.v.MentionSurface(m)}
		d.quote(&next, d.v.Mentions.Evidence[m])
		l.add(next)
	}
	d.add(l)
}

func (d *describer) fact(k graph.Kind, i int32) {
	table := d.v.Facts(k)
	subject, object := k.Ends()
	d.page.Title = d.v.Entities(subject).Name[table.Subject[i]] + " — " + d.v.Surface(table, i)
	d.ref(kindLabel(subject), subject, table.Subject[i])
	d.ref(kindLabel(object), object, table.Object[i])
	d.property("Role 角色", roleLabel(k, table.Role[i]), "")
	d.property("As written 原文写法", d.v.Surface(table, i), "")
	l := list{Heading: kindLabel(graph.KindEvidence)}
	for _, e := range table.Evidence(i) {
		var next line
		d.quote(&next, e)
		l.add(next)
	}
	d.add(l)
	first := table.Evidence(i)[0]
	d.page.Passage = d.inContext(d.v.Evidence.Document[first], d.v.Evidence.Span[first].Span())
}

func (d *describer) passage(evidence int32) {
	span := d.v.Evidence.Span[evidence].Span()
	d.stretch(d.v.Evidence.Document[evidence], span, d.v.Locator(evidence), d.v.Rule(evidence))
}

// stretch describes a passage of a document; rule is empty when none read it.
func (d *describer) stretch(doc int32, span graph.Span, locator, rule string) {
	d.ref("Document 文件", graph.KindDocument, doc)
	if t := d.v.TaskAt(doc, span); t >= 0 {
		d.ref("Task 任务", graph.KindTask, t)
	}
	d.property("Place 位置", locator, "")
	from, _ := d.v.Position(doc, span.Start)
	to, _ := d.v.Position(doc, span.End)
	d.property("Code points 字符位置", fmt.Sprintf("%d–%d", from, to), "")
	d.property("Rule 规则", rule, "")
	d.page.Passage = d.inContext(doc, span)
}

// inContext is a passage marked in the task that it stands in, or in the text around it.
func (d *describer) inContext(document int32, span graph.Span) []segment {
	if t := d.v.TaskAt(document, span); t >= 0 && d.v.Tasks.Span[t].Len() <= maxPassage {
		return d.marked(document, d.v.Tasks.Span[t], span)
	}
	text := d.v.Documents.Text[document]
	around := graph.Span{Start: max(0, span.Start-contextBytes), End: min(len(text), span.End+contextBytes)}
	return d.marked(document, around, span)
}

// task is the text of a task with the passages marked that say who is responsible.
func (d *describer) task(i int32) []segment {
	var marks []graph.Span
	facts := d.v.Facts(graph.KindResponsibility)
	for lo, hi := facts.From(i); lo < hi; lo++ {
		for _, e := range facts.Evidence(lo) {
			marks = append(marks, d.v.Evidence.Span[e].Span())
		}
	}
	slices.SortFunc(marks, func(a, b graph.Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	return d.marked(d.v.Tasks.Document[i], d.v.Tasks.Span[i], marks...)
}

// marked cuts a stretch of a document's text at its marks, which are sorted by their start. Its ends may lie inside characters.
func (d *describer) marked(document int32, whole graph.Span, marks ...graph.Span) []segment {
	text := d.v.Documents.Text[document]
	var out []segment
	add := func(from, to int, marked bool) {
		if from < to {
			out = append(out, segment{clip(strings.ToValidUTF8(text[from:to], "")), marked})
		}
	}
	at := whole.Start
	for _, m := range marks {
		if m.Start < at || m.End > whole.End {
			continue // the same passage again, or one elsewhere in the document
		}
		add(at, m.Start, false)
		add(m.Start, m.End, true)
		at = m.End
	}
	add(at, whole.End, false)
	return out
}

// clip cuts what is longer than maxPassage bytes, and says so.
func clip(s string) string {
	if len(s) <= maxPassage {
		return s
	}
	return strings.ToValidUTF8(s[:maxPassage], "") + "…"
}
