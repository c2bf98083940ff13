package store

import (
	"encoding/hex"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestVersions(t *testing.T) {
	s := open(t, Memory)
	x := plan(1)
	load(t, s, x, plan(2))
	digest, id := x.Digest(), graph.NewID(graph.KindDocument, x.Document.Key())
	if got := s.Versions(); len(got) != 2 || got[id] != hex.EncodeToString(digest[:]) {
		t.Errorf("versions %v, want %x of %s", got, digest, id)
	}
	if err := s.Remove(t.Context(), x.Document.Key()); err != nil {
		t.Fatal(err)
	}
	if got := s.Versions(); len(got) != 1 || got[id] != "" {
		t.Errorf("after removing: %v", got)
	}
}
