package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
)

// Both ways to read give the same quads.
func TestScansAgree(t *testing.T) {
	s := open(t, t.TempDir())
	load(t, s, plans()...)
	load(t, s, hostile())
	for name, labels := range map[string][]quad.IRI{
		"none": nil, "unknown": {"urn:x"}, "history": {history}, "versions": sortedKeys(s.log.complete),
		"all": append(sortedKeys(s.log.complete), history),
	} {
		var byLog, byQuads []string
		n, err := s.back.scan(t.Context(), labels, func(q quad.Quad) { byLog = append(byLog, q.NQuad()) })
		m, err2 := scanQuads(t.Context(), s.back.quads(), labels, func(q quad.Quad) { byQuads = append(byQuads, q.NQuad()) })
		if err != nil || err2 != nil || n != m || n != s.View().QuadCount {
			t.Errorf("%s: %d and %d quads of %d, errors %v, %v", name, n, m, s.View().QuadCount, err, err2)
		}
		slices.Sort(byLog)
		slices.Sort(byQuads)
		if !slices.Equal(byLog, byQuads) || (len(byLog) > 0) != (name != "none" && name != "unknown") {
			t.Errorf("%s: %d and %d quads are visited", name, len(byLog), len(byQuads))
		}
		if name == "all" && len(byLog) != n {
			t.Errorf("%d quads of %d have a label", len(byLog), n)
		}
	}
}

func TestScansEndWithTheContext(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		load(t, s, plan(1))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.back.scan(ctx, []quad.IRI{history}, func(quad.Quad) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("a scan that was cancelled: %v", err)
		}
		if _, err := s.Check(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("a check that was cancelled: %v", err)
		}
	})
}

func TestLogEntriesThatAreDamaged(t *testing.T) {
	l := logReader{labels: map[uint64]bool{}, wanted: map[quad.Value]bool{}}
	if err := l.entry([]byte{0xff}); err == nil {
		t.Error("what is no entry is read")
	}
	lost := proto.Primitive{ID: 9, Subject: 1, Predicate: 2, Object: 3, Label: 4}
	value := proto.Primitive{ID: 4, Value: []byte{0xff}}
	far := proto.Primitive{ID: 1 << 40, Value: []byte{0x0a, 0x01, 'x'}}
	l.labels[4] = true
	for name, p := range map[string]proto.Primitive{
		"a value that is none": value, "a quad of lost values": lost, "a number out of order": far,
	} {
		b, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if l.entry(b) == nil {
			t.Errorf("%s is read", name)
		}
	}
}
