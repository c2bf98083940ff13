package loader

import (
	"strings"
	"unicode/utf8"
)

// style is a way of numbering items, from the outermost to the innermost.
type style uint8

const (
	stylePart     style = iota // 第一部分, 第一章
	styleSection               // 第一节
	styleArticle               // 第一条
	styleHan                   // 一、
	styleHanParen              // （一）
	styleDecimal               // 1. 1、
	styleDecimal2              // 1.1
	styleDecimal3              // 1.1.1
	styleParen                 // （1） 1）
	styleCircle                // ①
	styleDash                  // ——
	styleNone                  // an item without a number
)

// detail reports whether items of this style are mostly details of the item above and no items of work themselves.
func (s style) detail() bool { return s >= styleParen && s < styleNone }

// marker is the number of an item: its style, its value and how many bytes of the view it takes.
type marker struct {
	style  style
	value  int
	length int
	bare   string // without punctuation, for paths
}

const hanDigits = "零一二三四五六七八九"

// hanNumber reads a number in Chinese characters (二十一) at the start of s: its value and length.
func hanNumber(s string) (value, length int) {
	digit := 0
	for length < len(s) {
		r, n := utf8.DecodeRuneInString(s[length:])
		switch {
		case r == '〇':
			digit = 0
		case r == '十':
			value += max(digit, 1) * 10
			digit = 0
		case r == '百':
			value += max(digit, 1) * 100
			digit = 0
		default:
			i := strings.IndexRune(hanDigits, r)
			if i < 0 {
				return value + digit, length
			}
			digit = i / 3
		}
		length += n
	}
	return value + digit, length
}

// mostDigits is how many digits a number of an item may have; more make it a year or an amount.
const mostDigits = 3

func arabicNumber(s string) (value, length int) {
	for length < len(s) && s[length] >= '0' && s[length] <= '9' {
		value = value*10 + int(s[length]-'0')
		length++
		if length > mostDigits {
			return 0, 0
		}
	}
	return value, length
}

// readMarker reads the number of an item at the start of s; a length of 0 means there is none.
func readMarker(s string) marker {
	if s == "" {
		return marker{}
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '第':
		return ordinalMarker(s)
	case r == '(':
		return parenMarker(s)
	case r >= '0' && r <= '9':
		return decimalMarker(s)
	case r >= '①' && r <= '⑳':
		return marker{styleCircle, int(r-'①') + 1, n, string(r)}
	case r == '—' || r == '–' || r == '-':
		if strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--") {
			return marker{styleDash, 0, 2 * n, "—"}
		}
	}
	if m := namedMarker(s); m.length > 0 {
		return m
	}
	if value, length := hanNumber(s); length > 0 {
		if strings.HasPrefix(s[length:], "是") { // 一是…；二是…
			return marker{styleCircle, value, length + len("是"), s[:length] + "是"}
		}
		for _, stop := range []string{"、", ".", ",", ":", " "} {
			if strings.HasPrefix(s[length:], stop) && (stop != " " || value > 0 && length <= 6) {
				return marker{styleHan, value, length + len(stop), s[:length]}
			}
		}
	}
	return marker{}
}

// namedMarker reads a number behind the word for what it numbers: 任务一：, 举措2.
func namedMarker(s string) marker {
	for _, word := range []string{"任务", "举措", "措施", "行动", "事项"} {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		value, length := hanNumber(rest)
		if length == 0 {
			value, length = arabicNumber(rest)
		}
		if length == 0 || length == len(rest) || !strings.ContainsRune(" :.", rune(rest[length])) && !strings.HasPrefix(rest[length:], "、") {
			return marker{}
		}
		_, stop := utf8.DecodeRuneInString(rest[length:])
		return marker{styleHanParen, value, len(word) + length + stop, s[:len(word)+length]}
	}
	return marker{}
}

func ordinalMarker(s string) marker {
	s = s[len("第"):]
	value, length := hanNumber(s)
	if length == 0 {
		value, length = arabicNumber(s)
	}
	if length == 0 {
		return marker{}
	}
	if strings.HasPrefix(s[length:], ",") && s[0] >= utf8.RuneSelf { // 第一，…
		return marker{styleParen, value, len("第") + length + 1, "第" + s[:length]}
	}
	for _, unit := range []struct {
		word  string
		style style
	}{{"部分", stylePart}, {"编", stylePart}, {"章", stylePart}, {"节", styleSection}, {"条", styleArticle}} {
		rest, ok := strings.CutPrefix(s[length:], unit.word)
		if !ok {
			continue
		}
		if unit.style != styleArticle && rest != "" && !strings.ContainsRune(" :、.", rune(rest[0])) && len(rest) > longestHeading*3 {
			return marker{} // a sentence that speaks of a chapter
		}
		if strings.HasPrefix(rest, "的") || strings.HasPrefix(rest, "规定") || strings.HasPrefix(rest, "第") {
			return marker{} // 第三条规定…
		}
		bare := "第" + s[:length] + unit.word
		end := len(bare)
		for _, stop := range []string{" ", "、", ":", "."} {
			if strings.HasPrefix(rest, stop) {
				end += len(stop)
				break
			}
		}
		return marker{unit.style, value, end, bare}
	}
	return marker{}
}

func parenMarker(s string) marker {
	in := s[1:]
	st := styleHanParen
	value, length := hanNumber(in)
	if length == 0 {
		st = styleParen
		value, length = arabicNumber(in)
	}
	if length == 0 || !strings.HasPrefix(in[length:], ")") {
		return marker{}
	}
	end := 1 + length + 1
	for _, stop := range []string{"、", "."} {
		if strings.HasPrefix(s[end:], stop) {
			end += len(stop)
			break
		}
	}
	bare := in[:length]
	return marker{st, value, end, bare}
}

// decimalMarker reads 1. 1、 1) 1.1 and the like; 1.5 before a unit, 2018. and 3.5% are none.
func decimalMarker(s string) marker {
	value, length := arabicNumber(s)
	if length == 0 {
		return marker{}
	}
	st, bare := styleDecimal, s[:length]
	for st < styleDecimal3 && strings.HasPrefix(s[length:], ".") {
		next, n := arabicNumber(s[length+1:])
		if n == 0 || startsYear(s[length+1:]) {
			break
		}
		st, value, length = st+1, next, length+1+n
		bare = s[:length]
	}
	rest := s[length:]
	if st > styleDecimal { // a space or a dot, or else it is an amount
		if strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "、") {
			_, n := utf8.DecodeRuneInString(rest)
			if after := strings.TrimLeft(rest[n:], " "); after != "" && after[0] >= utf8.RuneSelf {
				return marker{st, value, length + n, bare}
			}
		}
		return marker{}
	}
	for _, stop := range []string{".", "、", ")", "·"} {
		after, ok := strings.CutPrefix(rest, stop)
		if !ok {
			continue
		}
		if after == "" || after[0] >= '0' && after[0] <= '9' && stop != "、" && !startsYear(after) {
			return marker{}
		}
		if stop == ")" {
			st = styleParen
		}
		return marker{st, value, length + len(stop), bare}
	}
	return marker{}
}

// startsYear reports whether text begins with a year: 2021年底前 of 1.2021年底前完成.
func startsYear(text string) bool {
	return len(text) > 4 && (strings.HasPrefix(text, "20") || strings.HasPrefix(text, "19")) && text[2] >= '0' && text[2] <= '9' && text[3] >= '0' && text[3] <= '9' &&
		strings.HasPrefix(text[4:], "年")
}

// longestHeading is the most characters that a heading (标题) has; what is longer is a sentence.
const longestHeading = 60

// startsItem reports whether a line of folded text begins an item, a label of responsibility or an attachment.
func startsItem(line string) bool {
	line = strings.TrimLeft(line, "#*> ")
	if readMarker(line).length > 0 || strings.HasPrefix(line, "附件") {
		return true
	}
	colon := strings.IndexByte(line, ':')
	return colon > 0 && colon <= longestLabel && labelAt(line, colon).kind != labelNone && labelAt(line, colon).start == 0
}
