package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// record is one change of the current graph: a version becomes the current one of its document, or the document is
// taken out. The history is the records in the order of their sequence, time and id.
type record struct {
	id       quad.IRI
	sequence int // one more than the highest that its writer knew
	document quad.IRI
	version  quad.IRI // empty when the document is taken out
	work     string   // the key of the work that the version is an edition of; see graph.Extract.WorkKey
	at       time.Time
}

const (
	actionLoad   = "load"
	actionRemove = "remove"
)

// recordPrefix begins the IRI of a record.
const recordPrefix = Namespace + "load/"

// recordQuads is the most quads that a record has.
const recordQuads = 7

// nonceBytes of chance part the ids of two writers that do the same in the same second.
const nonceBytes = 16

// name gives the record its id. It is made of what the record says and of chance, never by counting: two writers that
// do not know of each other would make one record of two.
func (r *record) name() error {
	var nonce [nonceBytes]byte
	if _, err := rand.Read(nonce[:]); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	r.nameBy(nonce[:])
	return nil
}

func (r *record) nameBy(nonce []byte) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s\x00%x", r.document, r.version, r.sequence, r.at.Format(time.RFC3339), nonce))
	r.id = quad.IRI(recordPrefix + hex.EncodeToString(sum[:16]))
}

func (r *record) action() string {
	if r.version == "" {
		return actionRemove
	}
	return actionLoad
}

func (r *record) quads() []quad.Quad {
	q := func(p quad.IRI, o quad.Value) quad.Quad {
		return quad.Quad{Subject: r.id, Predicate: p, Object: o, Label: history}
	}
	out := []quad.Quad{
		q(rdfType, classLoad), q(linkTo(graph.KindDocument), r.document), q(predAction, quad.String(r.action())),
		q(predSequence, quad.Int(r.sequence)), q(predAt, quad.TypedString{Value: quad.String(r.at.Format(time.RFC3339)), Type: dateTime}),
	}
	if r.version != "" {
		out = append(out, q(predVersion, r.version), q(predWork, quad.String(r.work)))
	}
	return out
}

// records is the history of a store and what follows from it.
type records struct {
	all      []record
	last     int                 // the highest sequence
	current  map[quad.IRI]record // by document: the record that made its version the current one
	complete map[quad.IRI]bool   // versions that are wholly stored
}

func newRecords() records {
	return records{current: map[quad.IRI]record{}, complete: map[quad.IRI]bool{}}
}

func (l *records) add(r record) {
	l.all, l.last = append(l.all, r), max(l.last, r.sequence)
	if r.version == "" {
		delete(l.current, r.document)
		return
	}
	l.current[r.document], l.complete[r.version] = r, true
}

func (l *records) newest() time.Time {
	if len(l.all) == 0 {
		return time.Time{}
	}
	return l.all[len(l.all)-1].at
}

// versions lists the current versions in the order of their documents.
func (l *records) versions() []quad.IRI {
	var out []quad.IRI
	for _, document := range sortedKeys(l.current) {
		out = append(out, l.current[document].version)
	}
	return out
}

func (l *records) documentOf(version quad.IRI) quad.IRI {
	for document, r := range l.current {
		if r.version == version {
			return document
		}
	}
	return ""
}

// readRecords finds the records of a graph by their class.
func readRecords(ctx context.Context, qs cayley.QuadStore) (records, error) {
	l := newRecords()
	refs, err := subjects(ctx, qs, rdfType, classLoad)
	if err != nil {
		return l, err
	}
	var all []record
	for _, ref := range refs {
		r, err := readRecord(ctx, qs, ref)
		if err != nil {
			return l, fmt.Errorf("store: %w: load record %s: %w", ErrDamaged, r.id, err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.sequence, b.sequence), a.at.Compare(b.at), cmp.Compare(a.id, b.id))
	})
	for _, r := range all {
		l.add(r)
	}
	return l, nil
}

func readRecord(ctx context.Context, qs cayley.QuadStore, ref cayley.Ref) (record, error) {
	var r record
	fields := map[quad.Value]quad.Value{}
	err := properties(ctx, qs, ref, func(q quad.Quad) {
		fields[q.Predicate] = q.Object
		r.id, _ = q.Subject.(quad.IRI)
	})
	if err != nil {
		return r, err
	}
	r.document, _ = fields[linkTo(graph.KindDocument)].(quad.IRI)
	r.version, _ = fields[predVersion].(quad.IRI)
	sequence, _ := fields[predSequence].(quad.Int)
	work, _ := fields[predWork].(quad.String)
	action, _ := fields[predAction].(quad.String)
	at, _ := fields[predAt].(quad.TypedString)
	r.sequence, r.work = int(sequence), string(work)
	if r.document == "" || r.sequence < 1 || string(action) != r.action() || (r.version == "") != (r.work == "") {
		return r, errors.New("it is not whole")
	}
	r.at, err = time.Parse(time.RFC3339, string(at.Value))
	return r, err
}

// subjects lists the subjects with this property.
func subjects(ctx context.Context, qs cayley.QuadStore, predicate, object quad.IRI) (refs []cayley.Ref, err error) {
	p, err := qs.ValueOf(predicate)
	if err != nil || p == nil {
		return nil, err
	}
	o, err := qs.ValueOf(object)
	if err != nil || o == nil {
		return nil, err
	}
	it := qs.QuadIterator(quad.Object, o).Iterate()
	defer it.Close() //nolint:errcheck // Err tells
	for it.Next(ctx) {
		of, err := qs.QuadDirection(it.Result(), quad.Predicate)
		if err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		if of == nil || of.Key() != p.Key() {
			continue
		}
		s, err := qs.QuadDirection(it.Result(), quad.Subject)
		if err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		refs = append(refs, s)
	}
	return refs, it.Err()
}

// properties visits the quads of a subject.
func properties(ctx context.Context, qs cayley.QuadStore, subject cayley.Ref, visit func(quad.Quad)) error {
	b := newBatch(qs, visit)
	it := qs.QuadIterator(quad.Subject, subject).Iterate()
	defer it.Close() //nolint:errcheck // Err tells
	for it.Next(ctx) {
		if err := b.add(ctx, it.Result()); err != nil {
			return err
		}
	}
	if err := it.Err(); err != nil {
		return err
	}
	return b.flush(ctx)
}
