package store

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// Problem is something that is wrong with a store.
type Problem struct {
	Where string // the file or the document
	What  string
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + ": " + p.What }

// Check reads all that is stored and proves it sound: the bytes of the file are those that were written, each document
// version ever loaded has the digest it was stored with and keeps the contract of graph.Extract (every fact has a
// passage, every passage lies in the text, no link leads nowhere, ids are unique), the number of quads is right, and the
// View is what the current versions say. It gives what is wrong, or nothing.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if errors.Is(s.closed, ErrDamaged) {
		return []Problem{{"file", s.closed.Error()}}, nil
	}
	if s.closed != nil {
		return nil, s.closed
	}
	if err := s.back.verify(); err != nil {
		return []Problem{{s.back.name(), err.Error()}}, nil
	}
	var problems []Problem
	err := s.back.guard(func() (err error) {
		problems, err = s.check(ctx)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		return append(problems, Problem{"file", err.Error()}), nil
	}
	return problems, err
}

// tally is what was seen of the quads with one label: how many, and the sum of their hashes, which does not depend on
// their order.
type tally struct {
	quads int
	sum   uint64
}

func (t *tally) add(seed maphash.Seed, q quad.Quad) {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, d := range quad.Directions {
		_, _ = h.WriteString(quad.StringOf(q.Get(d))) // a hash does not fail
		_ = h.WriteByte(0)
	}
	t.quads++
	t.sum += h.Sum64()
}

func (s *Store) check(ctx context.Context) (problems []Problem, err error) {
	seed, seen := maphash.MakeSeed(), map[quad.Value]*tally{history: {}}
	for v := range s.log.complete {
		seen[v] = &tally{}
	}
	total, err := s.back.scan(ctx, append(sortedKeys(s.log.complete), history), func(q quad.Quad) { seen[q.Label].add(seed, q) })
	if err != nil {
		return nil, err
	}
	if s.back.format() != formatPlain { // that has other quads in its records
		var want tally
		for i := range s.log.all {
			for _, q := range s.log.all[i].quads() {
				want.add(seed, q)
			}
		}
		if got := seen[history]; *got != want {
			problems = append(problems, Problem{"history", fmt.Sprintf("the %d quads of the load records are not the %d that were written", got.quads, want.quads)})
		}
	}
	var current []*graph.Part
	found := func(v quad.IRI, p *graph.Part, err error) {
		if err != nil {
			document := string(s.log.documentOf(v))
			if p != nil {
				document = p.Key()
			}
			problems = append(problems, Problem{fmt.Sprintf("document %s, version %s", document, v), err.Error()})
		} else if s.log.current[link(p.Key())].version == v {
			current = append(current, p)
		}
	}
	if versions := sortedKeys(s.log.complete); s.back.format() == formatPlain {
		err = s.readPlain(ctx, versions, found)
	} else {
		for _, v := range versions {
			p, err := s.checkVersion(ctx, v, seed, *seen[v])
			found(v, p, err)
		}
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return append(problems, s.checkView(current, total)...), nil
}

// checkVersion reads a version again, proves it, and compares the quads that were seen with those that follow from it.
func (s *Store) checkVersion(ctx context.Context, v quad.IRI, seed maphash.Seed, seen tally) (*graph.Part, error) {
	p, err := readPart(ctx, s.back.quads(), v)
	if err != nil {
		return nil, err
	}
	x := p.Extract()
	if version(x) != v {
		return p, errors.New("the digest of what is stored is not the digest it was stored with")
	}
	if err := x.Validate(); err != nil {
		return p, err
	}
	var want tally
	for _, q := range versionQuads(p) {
		want.add(seed, q)
	}
	if seen != want {
		return p, fmt.Errorf("its %d quads are not the %d that follow from what was read out of it", seen.quads, want.quads)
	}
	return p, nil
}

// checkView compares the View with the current extracts and the number of quads.
func (s *Store) checkView(current []*graph.Part, quads int) (problems []Problem) {
	view := s.View()
	switch built, err := graph.Join(current); {
	case err != nil:
		problems = append(problems, Problem{"view", err.Error()})
	case built.ID != view.ID:
		problems = append(problems, Problem{"view", fmt.Sprintf("it is %s, but what is stored makes %s", view.ID, built.ID)})
	}
	if quads != view.QuadCount {
		problems = append(problems, Problem{"file", fmt.Sprintf("it holds %d quads and says %d", quads, view.QuadCount)})
	}
	return problems
}
