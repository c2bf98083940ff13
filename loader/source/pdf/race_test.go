//go:build race

package pdf

// raceDetector is set when the race detector takes memory for every byte that is touched.
const raceDetector = true
