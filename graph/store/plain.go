package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// This file reads graphs of the first format, which version 0.1 wrote: the quads of a version are those of an export as
// N-Quads, and load records are counted.

// countedIRI is the name of record n.
func countedIRI(n int) quad.IRI { return quad.IRI(fmt.Sprintf("%s%09d", recordPrefix, n)) }

// readCounted follows the numbers of the records from 1 to the last.
func readCounted(ctx context.Context, qs cayley.QuadStore) (records, error) {
	l := newRecords()
	for n := 1; ; n++ {
		ref, err := qs.ValueOf(countedIRI(n))
		if err != nil {
			return l, fmt.Errorf("store: %s: %w", countedIRI(n), err)
		}
		if ref == nil {
			return l, nil
		}
		fields := map[quad.Value]quad.Value{}
		if err := properties(ctx, qs, ref, func(q quad.Quad) { fields[q.Predicate] = q.Object }); err != nil {
			return l, err
		}
		r := record{id: countedIRI(n), sequence: n}
		r.document, _ = fields[linkTo(graph.KindDocument)].(quad.IRI)
		r.version, _ = fields[predVersion].(quad.IRI)
		action, _ := fields[predAction].(quad.String)
		at, _ := fields[predAt].(quad.TypedString)
		r.at, err = time.Parse(time.RFC3339, string(at.Value))
		if r.document == "" || string(action) != r.action() || err != nil {
			return l, fmt.Errorf("store: %w: load record %d is not whole: %v", ErrDamaged, n, fields)
		}
		l.add(r)
	}
}

// readPlain makes the parts of versions in one pass over all quads.
func (s *Store) readPlain(ctx context.Context, versions []quad.IRI, found func(quad.IRI, *graph.Part, error)) error {
	if len(versions) == 0 {
		return nil
	}
	decoders := map[quad.IRI]*decoder{}
	for _, v := range versions {
		decoders[v] = newDecoder(v)
	}
	_, err := s.back.scan(ctx, versions, func(q quad.Quad) {
		if v, ok := q.Label.(quad.IRI); ok {
			decoders[v].add(q)
		}
	})
	if err != nil {
		return err
	}
	for _, v := range versions {
		x, err := decoders[v].finish()
		delete(decoders, v)
		var p *graph.Part
		if err == nil {
			p, err = graph.NewPart(x)
		}
		found(v, p, err)
	}
	return nil
}

// rewrite puts a graph of the current format, with all versions and records, in the place of one of the first.
func (s *Store) rewrite(ctx context.Context) error {
	parts, damaged, err := s.read(ctx, sortedKeys(s.log.complete))
	if err != nil {
		return err
	}
	for _, v := range sortedKeys(damaged) {
		return fmt.Errorf("store: %w: version %s: %w", ErrDamaged, v, damaged[v])
	}
	log := newRecords()
	err = s.back.replace(func(to backend) error {
		for _, r := range s.log.all {
			r.nameBy(nil)
			var quads []quad.Quad
			if r.version != "" {
				r.work = parts[r.version].Extract().WorkKey()
				if !log.complete[r.version] {
					quads = versionQuads(parts[r.version])
				}
			}
			for batch := range slices.Chunk(append(quads, r.quads()...), s.options.batch) {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := to.apply(batch); err != nil {
					return err
				}
			}
			log.add(r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.log, s.parts = log, parts
	return s.refresh(ctx)
}
