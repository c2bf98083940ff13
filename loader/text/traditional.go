package text

import "github.com/policygraph/policygraph/graph/fold"

// Some traditional characters also stand in simplified text (乾 in 乾县), so rules read simplified forms only when at least one in
// traditionalShare of the first traditionalSample bytes is one. In simplified plans the share is below 1 in 500, in
// traditional ones above 1 in 5.
const (
	traditionalSample = 1 << 13
	traditionalShare  = 20
	traditionalLeast  = 4 // fewer characters say nothing
)

// isTraditional reports whether text is in traditional script.
func isTraditional(text string) bool {
	letters, found := 0, 0
	for i, r := range text {
		if i >= traditionalSample {
			break
		}
		if r < 0x3400 || r > 0x9FFF {
			continue
		}
		letters++
		if _, ok := fold.Simplified(r); ok {
			found++
		}
	}
	return found >= traditionalLeast && found*traditionalShare >= letters
}
