package loader

import (
	"strings"
	"unicode/utf8"
)

// maxSection is how many characters name a section of a road or railway at most.
const maxSection = 12

// sectionLength is the length of a section that s begins with: 运城段, 广州至深圳段.
func sectionLength(s string) int {
	var before rune
	n, open := 0, false
	for i, r := range s {
		if n++; n > maxSection || strings.ContainsRune(stopSection, r) {
			return 0
		}
		switch r {
		case '（', '(':
			open = true
		case '）', ')':
			open = false
		case '段':
			if strings.ContainsRune("阶手时片波路地", before) {
				return 0
			}
			end := i + len("段")
			if shut, size := utf8.DecodeRuneInString(s[end:]); open && (shut == '）' || shut == ')') {
				end += size // 甲公路（乙段）
			}
			return end
		}
		before = r
	}
	return 0
}

// stopSection cannot stand in the name of a section.
const stopSection = "的和与及等将、,。;“”\"进建开"

func phaseLength(s string) int {
	rest := strings.TrimLeft(s, "一二三四五六七八九十0123456789")
	if len(rest) < len(s) && strings.HasPrefix(rest, "期") {
		return len(s) - len(rest) + len("期")
	}
	return 0
}
