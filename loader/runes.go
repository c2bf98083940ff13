package loader

import (
	"strings"
	"unicode/utf8"
)

// words makes a set of a list with white space between its words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// hasAnyPrefix reports whether s begins with one of the prefixes.
func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// hasAnySuffix reports whether s ends with one of the suffixes.
func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// firstOf is the first of the words that text begins with, "" when it begins with none.
func firstOf(text string, words ...string) string {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

// squeeze drops white space.
func squeeze(s string) string {
	if !strings.ContainsAny(s, " \n\t\u00a0\u3000") {
		return s
	}
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", "\u00a0", "", "\u3000", "").Replace(s)
}

// prefixRunes is the first n characters of s; empty when it has fewer.
func prefixRunes(s string, n int) string {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 {
			return ""
		}
		at += size
	}
	return s[:at]
}
