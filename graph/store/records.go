package store

import (
	"context"
	"fmt"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// record is one change of the current graph: a version becomes the current one of its document, or the document is
// taken out.
type record struct {
	document quad.IRI
	version  quad.IRI // empty when the document is taken out
	at       time.Time
}

const (
	actionLoad   = "load"
	actionRemove = "remove"
)

func recordIRI(number int) quad.IRI { return quad.IRI(fmt.Sprintf("%sload/%09d", Namespace, number)) }

func (r record) quads(number int) []quad.Quad {
	s, action := recordIRI(number), actionLoad
	if r.version == "" {
		action = actionRemove
	}
	out := []quad.Quad{
		{Subject: s, Predicate: linkTo(graph.KindDocument), Object: r.document, Label: history},
		{Subject: s, Predicate: predAction, Object: quad.String(action), Label: history},
		{Subject: s, Predicate: predAt, Object: quad.TypedString{Value: quad.String(r.at.Format(time.RFC3339)), Type: dateTime}, Label: history},
	}
	if r.version != "" {
		out = append(out, quad.Quad{Subject: s, Predicate: predVersion, Object: r.version, Label: history})
	}
	return out
}

// records is the history of a store and what follows from it.
type records struct {
	all      []record              // number n at index n-1
	current  map[quad.IRI]quad.IRI // document → version
	complete map[quad.IRI]bool     // versions that are wholly stored
}

func (l *records) add(r record) {
	l.all = append(l.all, r)
	if r.version == "" {
		delete(l.current, r.document)
		return
	}
	l.current[r.document], l.complete[r.version] = r.version, true
}

func (l *records) newest() time.Time {
	if len(l.all) == 0 {
		return time.Time{}
	}
	return l.all[len(l.all)-1].at
}

func (l *records) documentOf(version quad.IRI) quad.IRI {
	for document, v := range l.current {
		if v == version {
			return document
		}
	}
	return ""
}

// readRecords follows the numbers of the records from 1 to the last.
func readRecords(ctx context.Context, qs cayley.QuadStore) (records, error) {
	l := records{current: map[quad.IRI]quad.IRI{}, complete: map[quad.IRI]bool{}}
	for number := 1; ; number++ {
		s := recordIRI(number)
		ref, err := qs.ValueOf(s)
		if err != nil {
			return l, fmt.Errorf("store: %s: %w", s, err)
		}
		if ref == nil {
			return l, nil
		}
		r, err := readRecord(ctx, qs, ref)
		if err != nil {
			return l, fmt.Errorf("store: %w: load record %d: %w", ErrDamaged, number, err)
		}
		l.add(r)
	}
}

func readRecord(ctx context.Context, qs cayley.QuadStore, ref cayley.Ref) (record, error) {
	fields := map[quad.Value]quad.Value{}
	b := newBatch(qs, func(q quad.Quad) { fields[q.Predicate] = q.Object })
	it := qs.QuadIterator(quad.Subject, ref).Iterate()
	defer it.Close() //nolint:errcheck // Err tells
	for it.Next(ctx) {
		if err := b.add(ctx, it.Result()); err != nil {
			return record{}, err
		}
	}
	if err := it.Err(); err != nil {
		return record{}, err
	}
	if err := b.flush(ctx); err != nil {
		return record{}, err
	}
	var r record
	r.document, _ = fields[linkTo(graph.KindDocument)].(quad.IRI)
	r.version, _ = fields[predVersion].(quad.IRI)
	action, _ := fields[predAction].(quad.String)
	at, _ := fields[predAt].(quad.TypedString)
	if r.document == "" || (r.version == "") != (action == actionRemove) || (r.version != "") != (action == actionLoad) {
		return r, fmt.Errorf("it is not whole: %v", fields)
	}
	var err error
	r.at, err = time.Parse(time.RFC3339, string(at.Value))
	return r, err
}
