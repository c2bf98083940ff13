package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// version is the IRI of what a loader read out of a document.
func version(x *graph.Extract) quad.IRI {
	d := x.Digest()
	return quad.IRI(versionPrefix + hex.EncodeToString(d[:]))
}

// encoder turns a normalized extract into quads, always in the same order.
type encoder struct {
	x        *graph.Extract
	label    quad.IRI
	document string // key
	quads    []quad.Quad
	mentions map[string][]mention
}

// encode gives the quads of an extract. Empty values are left out.
func encode(x *graph.Extract, label quad.IRI) []quad.Quad {
	e := &encoder{x: x, label: label, document: x.Document.Key(), mentions: map[string][]mention{}}
	for i := range x.Mentions {
		m := &x.Mentions[i]
		e.mentions[m.Entity] = append(e.mentions[m.Entity], mention{m.Span.Start, m.Span.End, m.Surface})
	}
	e.head()
	e.parts()
	for i := range x.Entities {
		e.entity(&x.Entities[i])
	}
	for i := range x.Facts {
		e.fact(&x.Facts[i])
	}
	return e.quads
}

func (e *encoder) add(s, p quad.IRI, o quad.Value) {
	e.quads = append(e.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: e.label})
}

func (e *encoder) text(s, p quad.IRI, text string) {
	if text != "" {
		e.add(s, p, quad.String(text))
	}
}

func (e *encoder) json(s, p quad.IRI, v any) {
	var b bytes.Buffer
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false)
	if err := j.Encode(v); err != nil {
		panic("store: what is packed is plain data: " + err.Error())
	}
	e.add(s, p, quad.TypedString{Value: quad.String(bytes.TrimSpace(b.Bytes())), Type: rdfJSON})
}

// node begins the thing with this key and gives its IRI.
func (e *encoder) node(k graph.Kind, key string) quad.IRI {
	s := iri(graph.NewID(k, key))
	e.add(s, rdfType, class(k))
	if m := e.mentions[key]; len(m) > 0 {
		e.json(s, predMentions, m)
	}
	return s
}

// link is the IRI of the thing with this key, whose kind the key gives.
func link(key string) quad.IRI {
	k, _ := graph.KeyKind(key)
	return iri(graph.NewID(k, key))
}

func (e *encoder) head() {
	e.add(e.label, linkTo(graph.KindDocument), link(e.document))
	e.text(e.label, predLoaderVersion, e.x.LoaderVersion)
	if len(e.x.Warnings) > 0 {
		list := make([]warning, len(e.x.Warnings))
		for i, w := range e.x.Warnings {
			list[i] = warning{w.Code, w.Message, w.Span.Start, w.Span.End}
		}
		e.json(e.label, predWarnings, list)
	}
	s := e.node(graph.KindDocument, e.document)
	for _, f := range documentFields() {
		e.text(s, f.predicate, *f.of(&e.x.Document))
	}
}

func (e *encoder) parts() {
	for i := range e.x.Sections {
		x := &e.x.Sections[i]
		s := e.node(graph.KindSection, graph.PartKey(graph.KindSection, e.document, x.Path))
		if x.Parent == "" {
			e.add(s, linkTo(graph.KindDocument), link(e.document))
		} else {
			e.add(s, linkTo(graph.KindSection), link(graph.PartKey(graph.KindSection, e.document, x.Parent)))
		}
		e.text(s, predHeading, x.Heading)
		e.json(s, predPlace, place{Path: x.Path, Number: x.Number, Level: x.Level, Start: x.Span.Start, End: x.Span.End})
	}
	for i := range e.x.Tasks {
		x := &e.x.Tasks[i]
		s := e.node(graph.KindTask, graph.PartKey(graph.KindTask, e.document, x.Path))
		e.add(s, linkTo(graph.KindSection), link(graph.PartKey(graph.KindSection, e.document, x.Section)))
		e.text(s, predTitle, x.Title)
		e.json(s, predPlace, place{Path: x.Path, Number: x.Number, Locator: x.Locator, Start: x.Span.Start, End: x.Span.End})
	}
}

func (e *encoder) entity(x *graph.Entity) {
	k, _ := graph.KeyKind(x.Key)
	s := e.node(k, x.Key)
	e.text(s, predKey, x.Key)
	e.text(s, predName, x.Name)
	for _, alias := range x.Aliases {
		e.add(s, predAlias, quad.String(alias))
	}
	if names := k.SortNames(); len(names) > 0 {
		e.text(s, predSort, names[x.Sort])
	}
	if x.Level != 0 || k == graph.KindDepartment || k == graph.KindCity {
		e.text(s, predLevel, x.Level.String())
	}
	if x.In != "" {
		e.add(s, predIn, link(x.In))
	}
	e.text(s, predCode, x.Code)
}

// fact makes a node of its own of a fact: two documents that say the same stay two statements.
func (e *encoder) fact(x *graph.Fact) {
	s := iri(x.ID(e.document))
	subject, object := x.Kind.Ends()
	e.add(s, linkTo(subject), link(x.Subject))
	if x.Object != "" {
		e.add(s, linkTo(object), link(x.Object))
	}
	if names := x.Kind.RoleNames(); len(names) > 0 {
		e.text(s, predRole, names[x.Role])
	}
	said := statement{Position: x.Position, RoleText: x.RoleText, Surface: x.Surface, Evidence: make([]passage, len(x.Evidence))}
	for i, v := range x.Evidence {
		said.Evidence[i] = passage{v.Span.Start, v.Span.End, v.Rule, v.Note}
	}
	e.json(s, predStatement, said)
}
