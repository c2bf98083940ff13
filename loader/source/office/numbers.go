package office

import (
	"strconv"
	"strings"
)

// FormatNumber writes n in a number format of Word; formats that plans do not use come as digits.
func FormatNumber(format string, n int) string {
	from := func(signs string) string {
		if list := []rune(signs); n >= 1 && n <= len(list) {
			return string(list[n-1])
		}
		return strconv.Itoa(n)
	}
	switch format {
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital":
		return chineseNumber(n, "〇一二三四五六七八九", "十百千")
	case "chineseLegalSimplified":
		return chineseNumber(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographTraditional":
		return from("甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return from("子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedParen", "ideographEnclosedCircle":
		return "（" + strconv.Itoa(n) + "）"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "upperLetter":
		return from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "lowerLetter":
		return from("abcdefghijklmnopqrstuvwxyz")
	case "upperRoman":
		return romanNumber(n)
	case "lowerRoman":
		return strings.ToLower(romanNumber(n))
	case "none":
		return ""
	}
	return strconv.Itoa(n)
}

// chineseNumber writes numbers up to 9999 as they are counted: 十二, 二十, 一百〇五; others as digits.
func chineseNumber(n int, digits, units string) string {
	sign, unit := []rune(digits), []rune(units)
	if n <= 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	written, gap := "", false
	for place := 3; place >= 0; place-- {
		value := n
		for range place {
			value /= 10
		}
		value %= 10
		if value == 0 {
			gap = written != ""
			continue
		}
		if gap {
			written, gap = written+string(sign[0]), false
		}
		if !(place == 1 && value == 1 && written == "" && unit[0] == '十') { // 十二, but 壹拾贰
			written += string(sign[value])
		}
		if place > 0 {
			written += string(unit[place-1])
		}
	}
	return written
}

func romanNumber(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	written := ""
	for i, v := range values {
		for ; n >= v; n -= v {
			written += signs[i]
		}
	}
	return written
}
