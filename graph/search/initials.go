package search

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// hanInitials has one byte for each character from U+4E00 on: the first letter of its usual reading in pinyin, or a
// space. Made from the dictionary of github.com/mozillazg/go-pinyin v0.21.0 (MIT licence), first reading of each.
//
//go:embed initials.txt
var hanInitials string

// firstHan is the first character of hanInitials.
const firstHan = '一'

// readings are characters that stand in names of places and bodies with more than one initial.
const readings = "重zc 长cz 行xh 会hk 厦xs 调dt 单ds 朝zc 藏cz 校xj 解jx 乐ly 曾zc 车cj 省sx 率ls 降jx 区qo 万wm 尉wy 蔚wy "

// maxReadings is how many spellings of one name are kept: each character with two initials doubles them.
const maxReadings = 4

// initials are the spellings of a folded name by first letters; none when it has no Chinese character.
func initials(name string) []string {
	out := []string{""}
	chinese := false
	for _, r := range name {
		letters := ""
		switch i := int(r) - firstHan; {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
			letters = string(r)
		case i >= 0 && i < len(hanInitials) && hanInitials[i] != ' ':
			chinese = true
			letters = hanInitials[i : i+1]
			if _, rest, ok := strings.Cut(readings, string(r)); ok {
				letters, _, _ = strings.Cut(rest, " ")
			}
		}
		out = spell(out, letters)
	}
	if !chinese {
		return nil
	}
	return out
}

// spell appends one of the letters to each spelling.
func spell(out []string, letters string) []string {
	if letters == "" {
		return out
	}
	if len(out)*len(letters) > maxReadings {
		letters = letters[:1]
	}
	more := make([]string, 0, len(out)*len(letters))
	for i := range letters {
		for _, s := range out {
			more = append(more, s+letters[i:i+1])
		}
	}
	return more
}
