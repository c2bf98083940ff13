package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// decoder makes an extract of the quads of one version, whatever their order.
type decoder struct {
	label    quad.IRI
	x        graph.Extract
	document graph.ID
	at       map[graph.ID]int // index of a section, task, entity or fact in its list
	mentions map[graph.ID][]mention
	errs     []error

	subject quad.Value // of the last quad, whose id and kind follow: most quads have the subject of the one before
	id      graph.ID
	kind    graph.Kind
	known   bool
}

func newDecoder(label quad.IRI) *decoder {
	return &decoder{label: label, at: map[graph.ID]int{}, mentions: map[graph.ID][]mention{}}
}

// maxErrors is how many faults of one version are told: enough to see what kind of damage it is.
const maxErrors = 20

func (d *decoder) fail(format string, args ...any) {
	if len(d.errs) < maxErrors {
		d.errs = append(d.errs, fmt.Errorf(format, args...))
	}
}

// entry finds the thing with this id in its list, or adds it.
func entry[T any](d *decoder, list *[]T, id graph.ID) *T {
	i, ok := d.at[id]
	if !ok {
		i = len(*list)
		d.at[id] = i
		*list = append(*list, *new(T))
	}
	return &(*list)[i]
}

// add takes one quad.
func (d *decoder) add(q quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	if q.Subject == d.label {
		d.head(p, q.Object)
		return
	}
	if q.Subject != d.subject {
		d.subject = q.Subject
		d.id, d.known = local(q.Subject)
		kind, ok := d.id.Kind()
		d.kind, d.known = kind, ok && d.known
	}
	id, kind := d.id, d.kind
	switch {
	case !d.known:
		d.fail("the subject %.80s is not the id of anything", quad.StringOf(q.Subject))
	case p == predMentions:
		var list []mention
		d.unpack(q, &list)
		d.mentions[id] = append(d.mentions[id], list...)
	case p == rdfType:
		// the id says it; but a thing of which nothing else is said is still a thing
		if kind >= graph.KindDepartment && kind.IsEntity() {
			entry(d, &d.x.Entities, id)
		}
	case kind == graph.KindDocument:
		d.documentField(id, q)
	case kind == graph.KindSection:
		d.section(id, q)
	case kind == graph.KindTask:
		d.task(id, q)
	case kind.IsEntity():
		d.entity(id, kind, q)
	case kind.IsFact():
		d.fact(id, kind, q)
	default:
		d.fail("the subject %s is neither an entity nor a fact", q.Subject)
	}
}

func (d *decoder) text(q quad.Quad) string {
	s, ok := q.Object.(quad.String)
	if !ok {
		d.fail("%s %s is %.80s, not a text", q.Subject, q.Predicate, quad.StringOf(q.Object))
	}
	return string(s)
}

func (d *decoder) link(q quad.Quad) string {
	id, ok := local(q.Object)
	if !ok {
		d.fail("%s %s is %.80s, not a link", q.Subject, q.Predicate, quad.StringOf(q.Object))
	}
	return string(id)
}

// once sets what can only have one value.
func (d *decoder) once(q quad.Quad, to *string, value string) {
	if *to != "" && *to != value {
		d.fail("%s has two values of %s", q.Subject, q.Predicate)
	}
	*to = value
}

func (d *decoder) unpack(q quad.Quad, to any) {
	s, ok := q.Object.(quad.TypedString)
	if !ok || s.Type != rdfJSON {
		d.fail("%s %s is %.80s, not JSON", q.Subject, q.Predicate, quad.StringOf(q.Object))
		return
	}
	if err := json.Unmarshal([]byte(s.Value), to); err != nil {
		d.fail("%s %s: %w", q.Subject, q.Predicate, err)
	}
}

func (d *decoder) word(q quad.Quad, names []string) uint8 {
	s := d.text(q)
	i := slices.Index(names, s)
	if i < 0 {
		d.fail("%s %s: %.40q is not one of %s", q.Subject, q.Predicate, s, strings.Join(names, ", "))
		return 0
	}
	return uint8(i)
}

func (d *decoder) unknown(q quad.Quad) {
	d.fail("%s has the unknown property %s", q.Subject, q.Predicate)
}

func (d *decoder) head(p quad.IRI, o quad.Value) {
	q := quad.Quad{Subject: d.label, Predicate: p, Object: o}
	switch p {
	case linkTo(graph.KindDocument):
		d.document = graph.ID(d.link(q))
	case predLoaderVersion:
		d.once(q, &d.x.LoaderVersion, d.text(q))
	case predWarnings:
		var list []warning
		d.unpack(q, &list)
		for _, w := range list {
			d.x.Warnings = append(d.x.Warnings, graph.Warning{Code: w.Code, Message: w.Message, Span: graph.Span{Start: w.Start, End: w.End}})
		}
	default:
		d.unknown(q)
	}
}

func (d *decoder) documentField(id graph.ID, q quad.Quad) {
	for _, f := range documentFields() {
		if f.predicate == q.Predicate {
			d.once(q, f.of(&d.x.Document), d.text(q))
			return
		}
	}
	d.unknown(q)
}

func (d *decoder) section(id graph.ID, q quad.Quad) {
	s := entry(d, &d.x.Sections, id)
	switch q.Predicate {
	case linkTo(graph.KindDocument):
	case linkTo(graph.KindSection):
		d.once(q, &s.Parent, d.link(q))
	case predHeading:
		d.once(q, &s.Heading, d.text(q))
	case predPlace:
		var p place
		d.unpack(q, &p)
		d.once(q, &s.Path, p.Path)
		s.Number, s.Level, s.Span = p.Number, p.Level, graph.Span{Start: p.Start, End: p.End}
	default:
		d.unknown(q)
	}
}

func (d *decoder) task(id graph.ID, q quad.Quad) {
	t := entry(d, &d.x.Tasks, id)
	switch q.Predicate {
	case linkTo(graph.KindSection):
		d.once(q, &t.Section, d.link(q))
	case predTitle:
		d.once(q, &t.Title, d.text(q))
	case predPlace:
		var p place
		d.unpack(q, &p)
		d.once(q, &t.Path, p.Path)
		t.Number, t.Locator, t.Span = p.Number, p.Locator, graph.Span{Start: p.Start, End: p.End}
	default:
		d.unknown(q)
	}
}

func (d *decoder) entity(id graph.ID, kind graph.Kind, q quad.Quad) {
	e := entry(d, &d.x.Entities, id)
	switch q.Predicate {
	case predKey:
		d.once(q, &e.Key, d.text(q))
	case predName:
		d.once(q, &e.Name, d.text(q))
	case predAlias:
		e.Aliases = append(e.Aliases, d.text(q))
	case predSort:
		e.Sort = d.word(q, kind.SortNames())
	case predLevel:
		level, ok := graph.ParseLevel(d.text(q))
		if !ok {
			d.fail("%s: there is no level %.40s", q.Subject, quad.StringOf(q.Object))
		}
		e.Level = level
	case predIn:
		d.once(q, &e.In, d.link(q))
	case predCode:
		d.once(q, &e.Code, d.text(q))
	default:
		d.unknown(q)
	}
}

func (d *decoder) fact(id graph.ID, kind graph.Kind, q quad.Quad) {
	f := entry(d, &d.x.Facts, id)
	f.Kind = kind
	subject, object := kind.Ends()
	switch q.Predicate {
	case linkTo(subject):
		d.once(q, &f.Subject, d.link(q))
	case linkTo(object):
		d.once(q, &f.Object, d.link(q))
	case predRole:
		f.Role = d.word(q, kind.RoleNames())
	case predStatement:
		var s statement
		d.unpack(q, &s)
		if f.Evidence != nil {
			d.fail("%s has two statements", q.Subject)
		}
		f.Position, f.RoleText, f.Surface = s.Position, s.RoleText, s.Surface
		for _, p := range s.Evidence {
			f.Evidence = append(f.Evidence, graph.Evidence{Span: graph.Span{Start: p.Start, End: p.End}, Rule: p.Rule, Note: p.Note})
		}
	default:
		d.unknown(q)
	}
}

// finish turns ids into keys and proves that the extract is what the label says: with the digest equal, everything that
// held when it was stored holds.
func (d *decoder) finish() (*graph.Extract, error) {
	keys := d.keys()
	resolve := func(of string, id *string) {
		if *id == "" {
			return
		}
		key, ok := keys[graph.ID(*id)]
		if !ok {
			d.fail("%s: the link to %s leads nowhere", of, *id)
		}
		*id = key
	}
	document := d.x.Document.Key()
	for i := range d.x.Sections {
		s := &d.x.Sections[i]
		resolve("section "+s.Path, &s.Parent)
		s.Parent = strings.TrimPrefix(s.Parent, graph.PartKey(graph.KindSection, document, ""))
	}
	for i := range d.x.Tasks {
		t := &d.x.Tasks[i]
		resolve("task "+t.Path, &t.Section)
		t.Section = strings.TrimPrefix(t.Section, graph.PartKey(graph.KindSection, document, ""))
	}
	for i := range d.x.Entities {
		resolve(d.x.Entities[i].Key, &d.x.Entities[i].In)
	}
	for i := range d.x.Facts {
		f := &d.x.Facts[i]
		resolve(f.Kind.String()+" "+f.Surface, &f.Subject)
		resolve(f.Kind.String()+" "+f.Surface, &f.Object)
	}
	for id, list := range d.mentions {
		key := string(id)
		resolve("mention", &key)
		for _, m := range list {
			d.x.Mentions = append(d.x.Mentions, graph.Mention{Entity: key, Surface: m.Surface, Span: graph.Span{Start: m.Start, End: m.End}})
		}
	}
	d.x.Normalize()
	return &d.x, d.prove(document)
}

// keys maps the ids of the entities of the version to their keys.
func (d *decoder) keys() map[graph.ID]string {
	document := d.x.Document.Key()
	keys := make(map[graph.ID]string, len(d.x.Sections)+len(d.x.Tasks)+len(d.x.Entities)+1)
	add := func(k graph.Kind, key string) { keys[graph.NewID(k, key)] = key }
	add(graph.KindDocument, document)
	for i := range d.x.Sections {
		add(graph.KindSection, graph.PartKey(graph.KindSection, document, d.x.Sections[i].Path))
	}
	for i := range d.x.Tasks {
		add(graph.KindTask, graph.PartKey(graph.KindTask, document, d.x.Tasks[i].Path))
	}
	for i := range d.x.Entities {
		k, _ := graph.KeyKind(d.x.Entities[i].Key)
		add(k, d.x.Entities[i].Key)
	}
	for id := range d.at {
		k, _ := id.Kind()
		if _, ok := keys[id]; !ok && k.IsEntity() {
			d.fail("nothing has the id %s that %s stands for", id, k)
		}
	}
	return keys
}

func (d *decoder) prove(document string) error {
	if len(d.errs) == 0 {
		if d.document != graph.NewID(graph.KindDocument, document) {
			d.fail("it is of the document %s, but its text is that of %s", d.document, document)
		}
		for i := range d.x.Facts {
			f := &d.x.Facts[i]
			if at, ok := d.at[f.ID(document)]; !ok || at >= len(d.x.Facts) {
				d.fail("the fact %s – %s has another id than it should", f.Subject, f.Object)
			}
		}
	}
	if len(d.errs) == 0 && version(&d.x) != d.label {
		d.fail("the digest of what is stored is not the digest it was stored with")
		if err := d.x.Validate(); err != nil {
			d.fail("%w", err)
		}
	}
	return errors.Join(d.errs...)
}
