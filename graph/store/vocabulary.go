package store

import (
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// Namespace begins the IRI of everything stored but the terms of RDF itself. A thing is named by it and its global id,
// so an IRI never holds a character that came from a document.
const Namespace = "urn:policygraph:"

const (
	rdfType  quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	rdfJSON  quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
	dateTime quad.IRI = "http://www.w3.org/2001/XMLSchema#dateTime"

	base64Binary quad.IRI = "http://www.w3.org/2001/XMLSchema#base64Binary"
)

// Predicates. Those of links are named after the kind of their object.
const (
	predKey           quad.IRI = Namespace + "key"
	predName          quad.IRI = Namespace + "name"
	predAlias         quad.IRI = Namespace + "alias"
	predSort          quad.IRI = Namespace + "kind"
	predLevel         quad.IRI = Namespace + "level"
	predIn            quad.IRI = Namespace + "in"
	predCode          quad.IRI = Namespace + "code"
	predHeading       quad.IRI = Namespace + "heading"
	predTitle         quad.IRI = Namespace + "title"
	predPlace         quad.IRI = Namespace + "place"
	predRole          quad.IRI = Namespace + "role"
	predStatement     quad.IRI = Namespace + "statement"
	predMentions      quad.IRI = Namespace + "mentions"
	predWarnings      quad.IRI = Namespace + "warnings"
	predLoaderVersion quad.IRI = Namespace + "loaderVersion"
	predAction        quad.IRI = Namespace + "action"
	predVersion       quad.IRI = Namespace + "version"
	predAt            quad.IRI = Namespace + "at"
	predSequence      quad.IRI = Namespace + "sequence"
	predWork          quad.IRI = Namespace + "work"
	predExtract       quad.IRI = Namespace + "extract"
)

// classLoad is the class of load records.
const classLoad quad.IRI = Namespace + "Load"

// documentField says where a text of a document is stored.
type documentField struct {
	predicate quad.IRI
	of        func(*graph.Document) *string
}

func documentFields() []documentField {
	return []documentField{
		{predTitle, func(d *graph.Document) *string { return &d.Title }},
		{Namespace + "docNumber", func(d *graph.Document) *string { return &d.DocNumber }},
		{Namespace + "issuedOn", func(d *graph.Document) *string { return &d.IssuedOn }},
		{Namespace + "publishedOn", func(d *graph.Document) *string { return &d.PublishedOn }},
		{Namespace + "sourceURL", func(d *graph.Document) *string { return &d.SourceURL }},
		{Namespace + "sourceName", func(d *graph.Document) *string { return &d.SourceName }},
		{Namespace + "text", func(d *graph.Document) *string { return &d.Text }},
	}
}

// class is the RDF class of entities of kind k.
func class(k graph.Kind) quad.IRI {
	return [...]quad.IRI{
		Namespace + "Document", Namespace + "Section", Namespace + "Task", Namespace + "Department", Namespace + "City",
		Namespace + "Project", Namespace + "CulturalTheme",
	}[k]
}

// linkTo is the predicate of links to entities of kind k.
func linkTo(k graph.Kind) quad.IRI {
	return [...]quad.IRI{
		Namespace + "document", Namespace + "section", Namespace + "task", Namespace + "department", Namespace + "city",
		Namespace + "project", Namespace + "culturalTheme",
	}[k]
}

func iri(id graph.ID) quad.IRI { return quad.IRI(Namespace + string(id)) }

// local is the global id in an IRI; false for IRIs of other namespaces.
func local(v quad.Value) (graph.ID, bool) {
	s, ok := v.(quad.IRI)
	id, in := strings.CutPrefix(string(s), Namespace)
	return graph.ID(id), ok && in
}

// versionPrefix begins the IRI of a document version, which is also the label of its quads; the digest of the extract
// follows in hexadecimal.
const versionPrefix = Namespace + "version/"

// history is the label of the load records.
const history quad.IRI = Namespace + "history"

// place is what a section or task says of itself beside its name and where it belongs.
type place struct {
	Path    string `json:"path"`
	Number  string `json:"number,omitempty"`
	Locator string `json:"locator,omitempty"`
	Level   int    `json:"level,omitempty"`
	Start   int    `json:"start"` // UTF-8 bytes, as all positions here
	End     int    `json:"end"`
}

// statement is what a fact says beside its ends and role.
type statement struct {
	Position int       `json:"position,omitempty"`
	RoleText string    `json:"roleText,omitempty"`
	Surface  string    `json:"surface"`
	Evidence []passage `json:"evidence"`
}

type passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"rule"`
	Note  string `json:"note,omitempty"`
}

type mention struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Surface string `json:"surface"`
}

type warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Start   int    `json:"start,omitempty"`
	End     int    `json:"end,omitempty"`
}
