// Package tidy is a test of the tree itself: which package may import which, and the budgets of the house.
// It has no code of its own; see tidy_test.go.
package tidy
