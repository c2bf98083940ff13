//go:build !race

package gql

const raceDetector = false
