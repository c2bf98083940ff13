//go:build race

package gql

// raceDetector is on: sync.Pool then drops what it is given now and then, so allocations say nothing.
const raceDetector = true
