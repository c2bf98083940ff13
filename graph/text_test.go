package graph

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// naive counts the characters and UTF-16 code units before a byte.
func naive(text string, offset int) (runes, units int) {
	for i, r := range text {
		if i >= offset {
			break
		}
		runes++
		units += utf16.RuneLen(r)
	}
	return runes, units
}

func checkIndex(t *testing.T, text string) {
	t.Helper()
	x := newTextIndex(text)
	for i := 0; i <= len(text); i++ {
		if i < len(text) && !utf8.RuneStart(text[i]) {
			continue
		}
		runes, units := naive(text, i)
		if r, u := x.at(text, i); r != runes || u != units {
			t.Fatalf("byte %d of %d is after %d characters and %d units, want %d and %d", i, len(text), r, u, runes, units)
		}
		if got := x.byteOf(text, runes); got != i {
			t.Fatalf("character %d is at byte %d, want %d", runes, got, i)
		}
	}
	if got := x.byteOf(text, utf8.RuneCountInString(text)+7); got != len(text) {
		t.Errorf("a character past the end is at %d of %d", got, len(text))
	}
	if got := x.byteOf(text, -1); got != 0 {
		t.Errorf("a character before the start is at %d", got)
	}
}

func TestTextIndexAtItsSteps(t *testing.T) {
	for _, unit := range []string{"a", "é", "省", "𠮷", "a省𠮷é"} {
		for _, n := range []int{0, 1, textStep - 1, textStep, textStep + 1, 2*textStep + 3} {
			text := strings.Repeat(unit, n/len(unit)+1)
			checkIndex(t, text[:len(unit)*(n/len(unit))])
			checkIndex(t, "x"+text)
		}
	}
}

func FuzzTextIndex(f *testing.F) {
	f.Add("山西省", 400)
	f.Add("a𠮷\n", 300)
	f.Fuzz(func(t *testing.T, s string, times int) {
		if !utf8.ValidString(s) || times < 0 || times*len(s) > 4*textStep {
			t.Skip()
		}
		checkIndex(t, strings.Repeat(s, times))
	})
}
