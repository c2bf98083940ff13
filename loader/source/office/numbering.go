package office

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
	override map[int]int         // level → start, taken once
	own      map[int]numberLevel // levels that the list writes in another way than its pattern
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
					p.levels[atoi(l.attrs["ilvl"])] = readNumberLevel(l)
				}
			}
			patterns[e.attrs["abstractNumId"]] = p
		case "num":
			list := &numberList{pattern: patterns[e.at("abstractNumId").attrs["val"]], override: map[int]int{}, own: map[int]numberLevel{}}
			for _, o := range e.children {
				if o.name != "lvlOverride" {
					continue
				}
				if own := o.at("lvl"); own.name != "" {
					list.own[atoi(o.attrs["ilvl"])] = readNumberLevel(own)
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

func readNumberLevel(l *element) numberLevel {
	return numberLevel{
		start: l.at("start").number(0), format: l.at("numFmt").attrs["val"], text: l.at("lvlText").attrs["val"],
		legal: l.has("isLgl"), spaceBehind: l.at("suff").attrs["val"] != "nothing",
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

// maxLevels is how many levels a list has in Word.
const maxLevels = 9

// level is how a level is written.
func (l *numberList) level(n int) (numberLevel, bool) {
	if own, known := l.own[n]; known {
		return own, true
	}
	level, known := l.pattern.levels[n]
	return level, known
}

func (l *numberList) next(level int) string {
	p := l.pattern
	own, known := l.level(level)
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
	for other := range maxLevels {
		deep, known := l.level(other)
		if !known {
			continue
		}
		mark := "%" + strconv.Itoa(other+1)
		if !strings.Contains(text, mark) {
			continue
		}
		count, counted := p.counts[other]
		if !counted {
			count = deep.start
		}
		format := deep.format
		if own.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, FormatNumber(format, count))
	}
	if last, _ := utf8.DecodeLastRuneInString(text); own.spaceBehind && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		text += " "
	}
	return text
}
