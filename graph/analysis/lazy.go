package analysis

import (
	"context"
	"sync"
)

// lazy is a value that is computed once, for all who ask at the same time. A computation goes on as long as anybody
// waits for it and is cancelled when the last one has gone; the next to ask starts anew. The zero value is ready.
type lazy[T any] struct {
	mu     sync.Mutex
	run    *run[T] // under way or done; nil before
	finish bool    // run is done without error
}

type run[T any] struct {
	done    chan struct{}
	value   T
	err     error
	waiting int
	cancel  context.CancelFunc
}

func (l *lazy[T]) get(ctx context.Context, compute func(context.Context) (T, error)) (T, error) {
	l.mu.Lock()
	if l.finish {
		defer l.mu.Unlock()
		return l.run.value, nil
	}
	if err := ctx.Err(); err != nil { // else a quick computation might win over a context that has ended
		defer l.mu.Unlock()
		var none T
		return none, err
	}
	r := l.run
	if r == nil {
		r = l.start(ctx, compute)
	}
	r.waiting++
	l.mu.Unlock()

	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.waiting--; r.waiting == 0 {
		r.cancel()
		if l.run == r && !l.finish {
			l.run = nil // whoever asks next must not get the cancelled one
		}
	}
	var none T
	return none, ctx.Err()
}

// start is called with the lock held.
func (l *lazy[T]) start(ctx context.Context, compute func(context.Context) (T, error)) *run[T] {
	r := &run[T]{done: make(chan struct{})}
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.cancel = cancel
	l.run = r
	go func() {
		defer cancel()
		r.value, r.err = compute(own)
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.run == r {
			if l.finish = r.err == nil; !l.finish {
				l.run = nil
			}
		}
		close(r.done)
	}()
	return r
}
