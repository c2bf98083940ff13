package loader

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed traditional.tsv
var traditionalList string

// simplified maps traditional characters (繁体) to simplified ones. It serves matching only: what is stored and quoted
// stays as printed.
var simplified = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 4096)
	for line := range strings.Lines(traditionalList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		from, n := utf8.DecodeRuneInString(line)
		to, _ := utf8.DecodeRuneInString(line[n+1:])
		m[from] = to
	}
	return m
})

// Some characters of the map also stand in simplified text (乾 in 乾县), so it is used only when at least one in
// traditionalShare of the first traditionalSample bytes is in it. In simplified plans the share is below 1 in 500, in
// traditional ones above 1 in 5.
const (
	traditionalSample = 1 << 13
	traditionalShare  = 20
	traditionalLeast  = 4 // fewer characters say nothing
)

// isTraditional reports whether text is in traditional script.
func isTraditional(text string) bool {
	letters, found := 0, 0
	m := simplified()
	for i, r := range text {
		if i >= traditionalSample {
			break
		}
		if r < 0x3400 || r > 0x9FFF {
			continue
		}
		letters++
		if _, ok := m[r]; ok {
			found++
		}
	}
	return found >= traditionalLeast && found*traditionalShare >= letters
}
