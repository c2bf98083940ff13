package graph

import (
	"sort"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph/fold"
)

// Fold brings a name, a number or text to the form in which it is compared: see [fold.Key].
func Fold(s string) string { return fold.Key(s) }

// textStep is how many bytes lie between two checkpoints of a textIndex: small enough to scan in well under a
// microsecond, large enough to cost 1 % of the text.
const textStep = 1024

// textIndex turns byte offsets of one text into other units and back without reading the text from its start.
type textIndex struct {
	runes []int32 // code points before byte i*textStep
	utf16 []int32 // UTF-16 code units before it
}

// utf16Len is the number of UTF-16 code units of the character that begins with this byte; 0 inside a character.
func utf16Len(b byte) int32 {
	switch {
	case b < 0x80 || b >= 0xC0 && b < 0xF0:
		return 1
	case b >= 0xF0:
		return 2
	}
	return 0
}

func newTextIndex(text string) textIndex {
	n := len(text)/textStep + 1
	x := textIndex{runes: make([]int32, 0, n), utf16: make([]int32, 0, n)}
	var runes, units int32
	for i := 0; i <= len(text); i++ {
		if i%textStep == 0 {
			x.runes, x.utf16 = append(x.runes, runes), append(x.utf16, units)
		}
		if i < len(text) {
			units += utf16Len(text[i])
			if utf8.RuneStart(text[i]) {
				runes++
			}
		}
	}
	return x
}

// at gives the code points and UTF-16 code units before the byte at this offset.
func (x *textIndex) at(text string, offset int) (runes, units int) {
	step := offset / textStep
	r, u := x.runes[step], x.utf16[step]
	for i := step * textStep; i < offset; i++ {
		u += utf16Len(text[i])
		if utf8.RuneStart(text[i]) {
			r++
		}
	}
	return int(r), int(u)
}

// byteOf gives the offset of the character with this number, or the length of the text when it has fewer.
func (x *textIndex) byteOf(text string, runes int) int {
	step := sort.Search(len(x.runes), func(i int) bool { return int(x.runes[i]) > runes }) - 1
	if step < 0 {
		return 0
	}
	left := runes - int(x.runes[step])
	for i := step * textStep; i < len(text); i++ {
		if utf8.RuneStart(text[i]) {
			if left == 0 {
				return i
			}
			left--
		}
	}
	return len(text)
}
