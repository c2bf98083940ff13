package store

import (
	"context"
	"errors"
	"fmt"

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
	var problems []Problem
	if s.file != nil {
		if _, err := verify(s.file.path()); err != nil {
			return []Problem{{s.file.path(), err.Error()}}, nil
		}
	}
	err := s.guard(func() (err error) {
		problems, err = s.check(ctx)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		return append(problems, Problem{"file", err.Error()}), nil
	}
	return problems, err
}

func (s *Store) check(ctx context.Context) (problems []Problem, err error) {
	decoders := map[quad.IRI]*decoder{}
	for v := range s.log.complete {
		decoders[v] = newDecoder(v)
	}
	records := 0
	total, err := s.scan(ctx, append(sortedKeys(decoders), history), func(q quad.Quad) {
		if q.Label == history {
			records++
		} else if v, ok := q.Label.(quad.IRI); ok {
			decoders[v].add(q)
		}
	})
	if err != nil {
		return nil, err
	}
	want := 0
	for i, r := range s.log.all {
		want += len(r.quads(i + 1))
	}
	if records != want {
		problems = append(problems, Problem{"history", fmt.Sprintf("%d quads in the load records, want %d", records, want)})
	}
	var current []*graph.Extract
	for _, v := range sortedKeys(decoders) {
		x, err := decoders[v].finish()
		if err != nil {
			problems = append(problems, Problem{fmt.Sprintf("document %s, version %s", x.Document.Key(), v), err.Error()})
		} else if s.log.current[link(x.Document.Key())] == v {
			current = append(current, x)
		}
	}
	return append(problems, s.checkView(current, total)...), nil
}

// checkView compares the View with the current extracts and the number of quads.
func (s *Store) checkView(current []*graph.Extract, quads int) (problems []Problem) {
	view := s.View()
	switch built, err := graph.Build(current); {
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
