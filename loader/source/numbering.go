package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbering gives the numbers that Word shows before paragraphs.
type numbering struct {
	lists  map[string]*numberList // by w:numId
	styles map[string]*element    // by w:styleId
}

// numberList is one list; lists of the same pattern share its counters.
type numberList struct {
	pattern  *numberPattern
	override map[int]int // level → start, taken once
}

type numberPattern struct {
	levels map[int]numberLevel
	counts map[int]int
}

type numberLevel struct {
	start       int
	format      string // w:numFmt
	text        string // w:lvlText, with %1 for the number of level 0
	legal       bool   // all numbers in digits
	spaceBehind bool
}

func newNumbering(lists, styles *element) *numbering {
	n := &numbering{lists: map[string]*numberList{}, styles: map[string]*element{}}
	patterns := map[string]*numberPattern{}
	for _, e := range lists.at("numbering").children {
		switch e.name {
		case "abstractNum":
			p := &numberPattern{levels: map[int]numberLevel{}, counts: map[int]int{}}
			for _, l := range e.children {
				if l.name == "lvl" {
					p.level(l)
				}
			}
			patterns[e.attrs["abstractNumId"]] = p
		case "num":
			list := &numberList{pattern: patterns[e.at("abstractNumId").attrs["val"]], override: map[int]int{}}
			for _, o := range e.children {
				if o.name != "lvlOverride" {
					continue
				}
				if start := o.at("startOverride"); start.name != "" {
					list.override[atoi(o.attrs["ilvl"])] = start.number(1)
				}
			}
			if list.pattern != nil {
				n.lists[e.attrs["numId"]] = list
			}
		}
	}
	for _, s := range styles.at("styles").children {
		if s.name == "style" {
			n.styles[s.attrs["styleId"]] = s
		}
	}
	return n
}

func (p *numberPattern) level(l *element) {
	suffix := l.at("suff").attrs["val"]
	p.levels[atoi(l.attrs["ilvl"])] = numberLevel{
		start: l.at("start").number(0), format: l.at("numFmt").attrs["val"], text: l.at("lvlText").attrs["val"],
		legal: l.has("isLgl"), spaceBehind: suffix != "nothing",
	}
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// maxStyles is how many styles a style may be based on, one on the other; Word allows 11.
const maxStyles = 16

// next is the number before a paragraph with these properties; empty when it has none.
func (n *numbering) next(properties *element) string {
	id, level := properties.at("numPr", "numId").attrs["val"], properties.at("numPr", "ilvl")
	style := properties.at("pStyle").attrs["val"]
	for i := 0; id == "" && n.styles[style] != nil && i < maxStyles; i++ {
		own := n.styles[style].at("pPr", "numPr")
		id = own.at("numId").attrs["val"]
		if level.name == "" {
			level = own.at("ilvl")
		}
		style = n.styles[style].at("basedOn").attrs["val"]
	}
	list := n.lists[id]
	if list == nil {
		return ""
	}
	return list.next(level.number(0))
}

func (l *numberList) next(level int) string {
	p := l.pattern
	own, known := p.levels[level]
	if !known {
		return ""
	}
	if start, ok := l.override[level]; ok {
		p.counts[level] = start
		delete(l.override, level)
	} else if _, counted := p.counts[level]; counted {
		p.counts[level]++
	} else {
		p.counts[level] = own.start
	}
	for deeper := range p.counts {
		if deeper > level {
			delete(p.counts, deeper)
		}
	}
	if own.format == "bullet" || own.format == "none" && !strings.Contains(own.text, "%") {
		return ""
	}
	text := own.text
	for other := range p.levels {
		mark := "%" + strconv.Itoa(other+1)
		if !strings.Contains(text, mark) {
			continue
		}
		count, counted := p.counts[other]
		if !counted {
			count = p.levels[other].start
		}
		format := p.levels[other].format
		if own.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, formatNumber(format, count))
	}
	if last, _ := utf8.DecodeLastRuneInString(text); own.spaceBehind && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		text += " "
	}
	return text
}

// formatNumber writes n in a number format of Word; formats that plans do not use come as digits.
func formatNumber(format string, n int) string {
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
		if !(place == 1 && value == 1 && written == "") {
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
