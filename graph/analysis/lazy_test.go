package analysis

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestLazyComputesOnceForConcurrentAskers(t *testing.T) {
	var l lazy[int]
	var runs atomic.Int32
	release := make(chan struct{})
	compute := func(context.Context) (int, error) {
		runs.Add(1)
		<-release
		return 7, nil
	}
	var askers sync.WaitGroup
	for range 20 {
		askers.Go(func() {
			if got, err := l.get(context.Background(), compute); got != 7 || err != nil {
				t.Errorf("got %d, %v", got, err)
			}
		})
	}
	close(release)
	askers.Wait()
	if _, err := l.get(context.Background(), compute); err != nil || runs.Load() != 1 {
		t.Errorf("computed %d times, error %v", runs.Load(), err)
	}
}

func TestLazyIsCancelledByItsLastAsker(t *testing.T) {
	var l lazy[int]
	inside, release := make(chan context.Context), make(chan struct{})
	wait := func(ctx context.Context) (int, error) {
		inside <- ctx
		<-release
		return 0, ctx.Err()
	}
	first, leaveFirst := context.WithCancel(context.Background())
	second, leaveSecond := context.WithCancel(context.Background())
	results := make(chan error, 2)
	go func() { _, err := l.get(first, wait); results <- err }()
	computing := <-inside
	go func() { _, err := l.get(second, wait); results <- err }()
	for waiting := 0; waiting < 2; { // until the second waits too
		l.mu.Lock()
		waiting = l.run.waiting
		l.mu.Unlock()
	}
	leaveFirst()
	if err := <-results; !errors.Is(err, context.Canceled) || computing.Err() != nil {
		t.Errorf("the first asker gets %v and the computation, for which somebody waits, %v", err, computing.Err())
	}
	leaveSecond()
	if err := <-results; !errors.Is(err, context.Canceled) || computing.Err() == nil {
		t.Errorf("the last asker gets %v and the computation goes on", err)
	}
	got, err := l.get(context.Background(), func(context.Context) (int, error) { return 3, nil }) // while the first still runs
	if got != 3 || err != nil {
		t.Errorf("the next asker gets %d, %v, want a new computation", got, err)
	}
	close(release)
	if got, err := l.get(context.Background(), nil); got != 3 || err != nil {
		t.Errorf("the end of the cancelled computation leaves %d, %v", got, err)
	}
}

func TestLazyForgetsErrors(t *testing.T) {
	var l lazy[int]
	broken := errors.New("broken")
	if _, err := l.get(context.Background(), func(context.Context) (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if got, err := l.get(context.Background(), func(context.Context) (int, error) { return 1, nil }); got != 1 || err != nil {
		t.Errorf("after an error: %d, %v", got, err)
	}
}

func TestCache(t *testing.T) {
	v := library(t)
	ask := func(c *Cache, s Spec) *Network {
		t.Helper()
		n, err := c.Network(context.Background(), v, s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	c := NewCache(1 << 20)
	first := ask(c, Spec{})
	if ask(c, Spec{Roles: allRoles[:]}) != first {
		t.Error("the same network is built twice")
	}
	if ask(c, Spec{Weight: Newman}) == first {
		t.Error("another weight gives the same network")
	}
	three := NewCache(2*first.bytes() + entryBytes)
	first, second := ask(three, Spec{}), ask(three, Spec{MinWeight: 0.5})
	ask(three, Spec{})
	ask(three, Spec{MinWeight: 0.25})
	if ask(three, Spec{}) != first || ask(three, Spec{MinWeight: 0.5}) == second {
		t.Error("the cache does not drop what was not asked for the longest time")
	}
	small := NewCache(first.bytes() + entryBytes)
	first = ask(small, Spec{})
	second = ask(small, Spec{MinWeight: 0.5})
	if ask(small, Spec{MinWeight: 0.5}) != second {
		t.Error("the last network is not kept")
	}
	if ask(small, Spec{}) == first {
		t.Error("the cache holds more than it may")
	}
	if small.used > small.bytes && small.recent.Len() > 1 || small.recent.Len() != len(small.entries) {
		t.Errorf("the cache holds %d of %d bytes in %d entries", small.used, small.bytes, small.recent.Len())
	}
	if _, err := c.Network(context.Background(), v, Spec{MinWeight: -1}); err == nil {
		t.Error("a bad specification gives no error")
	}
}

func TestCacheCountsFailures(t *testing.T) {
	v := library(t)
	c := NewCache(10 * entryBytes)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for i := range 100 {
		if _, err := c.Network(ctx, v, Spec{MinWeight: float64(i)}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if len(c.entries) > 10 {
		t.Errorf("%d failed networks are kept", len(c.entries))
	}
}

func TestCacheUnderConcurrentAskers(t *testing.T) {
	v := library(t)
	c := NewCache(8 * entryBytes)
	want := map[graph.ID]bool{}
	for p := range projectionNames {
		want[build(t, v, Spec{Projection: Projection(p)}).ID] = true
	}
	var askers sync.WaitGroup
	for i := range 48 {
		askers.Go(func() {
			n, err := c.Network(context.Background(), v, Spec{Projection: Projection(i % len(projectionNames))})
			if err != nil || !want[n.ID] {
				t.Errorf("got %v, %v", n, err)
				return
			}
			if _, err := n.Paths(context.Background(), Inverse); err != nil {
				t.Error(err)
			}
		})
	}
	askers.Wait()
}
