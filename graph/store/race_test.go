package store

import (
	"sync"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// Readers of Views, readers of quads and checks go on while documents are loaded and taken out. With -race this finds
// what is not guarded; a reader that stops for ever ends in the time limit of the test.
func TestLoadingDoesNotDisturbReaders(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		load(t, s, plan(1))
		done := make(chan struct{})
		var readers sync.WaitGroup
		for range 3 {
			readers.Go(func() { readViews(t, s, done) })
		}
		readers.Go(func() {
			for !closed(done) {
				if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
					t.Errorf("check while loading: %v %v", problems, err)
				}
				if err := s.Quads(t.Context(), func(Quad) error { return nil }); err != nil {
					t.Error(err)
				}
			}
		})
		want := []*graph.Extract{plan(1)}
		for seed := range uint64(3) {
			x := synth.Extracts(20, 100+seed)[0]
			want = append(want, x)
			load(t, s, x)
			if err := s.Remove(t.Context(), plan(1).Document.Key()); err != nil {
				t.Error(err)
			}
			load(t, s, plan(1))
		}
		close(done)
		readers.Wait()
		if s.View().ID != built(t, want...) {
			t.Error("the last view is wrong")
		}
	})
}

// readViews pins a View and reads it twice: both times it must say the same.
func readViews(t *testing.T, s *Store, done <-chan struct{}) {
	for !closed(done) {
		v := s.View()
		if a, b := digest(v), digest(v); a != b {
			t.Error("a view changed under its reader")
			return
		}
	}
}

func digest(v *graph.View) (sum int) {
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		f := v.Facts(k)
		for i := range int32(f.Len()) {
			sum = sum*31 + int(f.Subject[i]) + int(f.Object[i]) + len(v.Surface(f, i)) + len(f.Evidence(i))
		}
	}
	return sum + v.QuadCount + int(v.CreatedAt.Unix())
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
