package store

import (
	"context"
	"errors"
	"testing"
)

var errCountdown = errors.New("counted down")

// countdown is a context that ends after it was asked a number of times, so that a test can end work at each of its
// steps without a clock.
type countdown struct {
	context.Context
	left *int
}

func (c countdown) Err() error {
	if *c.left <= 0 {
		return errCountdown
	}
	*c.left--
	return nil
}

func withCountdown(t *testing.T, n int) context.Context { return countdown{t.Context(), &n} }
