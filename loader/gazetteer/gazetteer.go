// Package gazetteer knows the administrative divisions of China (行政区划), province to county, with their GB/T 2260
// codes, as they stood at some time from 2005 on. The list is embedded; ORIGIN.md says where it comes from.
package gazetteer

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

//go:generate sh -c "go run convert.go $GAZETTEER_PACKAGES > divisions.tsv"

// Division is one administrative division: one code. The zero value is none.
type Division struct {
	Code   string // GB/T 2260, six digits
	Name   string // in full, e.g. 运城市; the last one when it was renamed
	Stem   string // without the word for its level and for its peoples, e.g. 运城; a one-character stem is left empty
	Level  graph.Level
	Parent string   // code of the division that it belongs to; empty for a province
	Former []string // earlier names, in full
	Since  int      // first year in which it can have stood; 0 when it stood in 2004
	Until  int      // last year in which it can have stood; 0 when it still stands
}

// Province is the code of the province that the division is or lies in.
func (d *Division) Province() string { return d.Code[:2] + "0000" }

// ValidIn reports whether the division stood in the year; a year of 0 is unknown and fits any.
func (d *Division) ValidIn(year int) bool {
	return year == 0 || year >= d.Since && (d.Until == 0 || year <= d.Until)
}

//go:embed divisions.tsv
var list string

type gazetteer struct {
	divisions []Division     // by code
	byCode    map[string]int // index into divisions
	byName    map[string][]int
	byStem    map[string][]int
	children  map[string][]int
	forms     map[[2]rune][]form    // by the first two characters, longest first
	pairs     [pairBits / 64]uint64 // a set of their first two characters by hash: most of a text is told from names by it

	abbreviates []bool // by character: it stands for a province
}

// pairBits is the size of the set of pairs: with about 6,000 forms one pair in forty is taken for a name's by chance.
const pairBits = 1 << 18

func pairBit(a, b rune) (word, bit uint32) {
	h := (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 8 & (pairBits - 1)
	return h / 64, h % 64
}

// planeSize is how many characters the basic plane of Unicode has; all names are written in it.
const planeSize = 1 << 16

// form is one written form of names: a name in full or a stem.
type form struct {
	text      string
	full      bool
	divisions []int
}

var load = sync.OnceValue(func() *gazetteer { return parse(list) })

// parse reads lines of code, name, first year, last year, sorted by code.
func parse(list string) *gazetteer {
	g := &gazetteer{
		byCode: map[string]int{}, byName: map[string][]int{}, byStem: map[string][]int{}, children: map[string][]int{},
		forms:       map[[2]rune][]form{},
		abbreviates: make([]bool, planeSize),
	}
	for line := range strings.Lines(list) {
		g.add(strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	g.dropHandedOn()
	for i := range g.divisions {
		g.link(i)
	}
	for r := range abbreviations {
		g.abbreviates[r] = true
	}
	g.index(g.byName, true)
	g.index(g.byStem, false)
	for _, forms := range g.forms {
		slices.SortFunc(forms, func(a, b form) int { return len(b.text) - len(a.text) })
	}
	return g
}

func (g *gazetteer) add(fields []string) {
	d := Division{Code: fields[0], Name: fields[1], Since: year(fields[2]), Until: year(fields[3])}
	i, again := g.byCode[d.Code]
	if !again {
		g.byCode[d.Code] = len(g.divisions)
		g.divisions = append(g.divisions, d)
		return
	}
	have := &g.divisions[i]
	former := d.Name
	if have.Until != 0 && (d.Until == 0 || d.Until > have.Until) {
		former, have.Name = have.Name, d.Name
	}
	have.Former = append(have.Former, former)
	have.Since = min(have.Since, d.Since)
	if d.Until == 0 || have.Until != 0 && d.Until > have.Until {
		have.Until = d.Until
	}
}

// dropHandedOn drops former names under which another division of the prefecture stands: there not the name changed but the
// code, which went to a neighbour (the counties of Hainan in 2007).
func (g *gazetteer) dropHandedOn() {
	standing := map[[2]string]bool{}
	for i := range g.divisions {
		if d := &g.divisions[i]; d.Until == 0 {
			standing[[2]string{d.Code[:4], d.Name}] = true
		}
	}
	for i := range g.divisions {
		d := &g.divisions[i]
		d.Former = slices.DeleteFunc(d.Former, func(name string) bool { return standing[[2]string{d.Code[:4], name}] })
	}
}

func year(s string) int {
	n, _ := strconv.Atoi(s) // an empty field is an open end
	return n
}

// link fills in what follows from the code and the name.
func (g *gazetteer) link(i int) {
	d := &g.divisions[i]
	d.Stem = Stem(d.Name)
	switch {
	case d.Code[2:] == "0000":
		d.Level = graph.LevelProvince
	case d.Code[4:] == "00":
		d.Level, d.Parent = graph.LevelPrefecture, d.Province()
	default:
		d.Level, d.Parent = graph.LevelCounty, d.Code[:4]+"00"
		if _, ok := g.byCode[d.Parent]; !ok { // directly under the province
			d.Parent = d.Province()
		}
	}
	g.children[d.Parent] = append(g.children[d.Parent], i)
	for _, name := range append([]string{d.Name}, d.Former...) {
		put(g.byName, name, i)
		for _, short := range Short(name) {
			put(g.byName, short, i)
		}
		if stem := Stem(name); stem != "" {
			put(g.byStem, stem, i)
		}
	}
}

func put(m map[string][]int, key string, i int) {
	if !slices.Contains(m[key], i) {
		m[key] = append(m[key], i)
	}
}

func (g *gazetteer) index(m map[string][]int, full bool) {
	for text, divisions := range m {
		if !full && len(g.byName[text]) > 0 {
			continue // the stem of one is the name in full of another
		}
		r := []rune(text)
		key := [2]rune{r[0], r[1]}
		g.forms[key] = append(g.forms[key], form{text, full, divisions})
		word, bit := pairBit(key[0], key[1])
		g.pairs[word] |= 1 << bit
	}
}

func (g *gazetteer) pick(indexes []int) []Division {
	out := make([]Division, len(indexes))
	for i, at := range indexes {
		out[i] = g.divisions[at]
	}
	return out
}

// ByCode finds the division with this GB/T 2260 code.
func ByCode(code string) (Division, bool) {
	g := load()
	i, ok := g.byCode[code]
	if !ok {
		return Division{}, false
	}
	return g.divisions[i], true
}

// Named lists, by code, the divisions that have or had this name in full (运城市, 襄樊市) or in its short form (酉阳县).
func Named(name string) []Division { return load().pick(load().byName[name]) }

// Stemmed lists, by code, the divisions whose name has this stem (运城).
func Stemmed(stem string) []Division { return load().pick(load().byStem[stem]) }

// Children lists, by code, the divisions directly below the one with this code; below "" are the provinces.
func Children(code string) []Division { return load().pick(load().children[code]) }

// Match finds the longest name, in full or as a stem, that text begins with: its length in bytes (0 for none), whether
// it is in full, and, by code, the divisions that it may stand for.
func Match(text string) (length int, full bool, candidates []Division) {
	g := load()
	if f, ok := g.match(text); ok {
		return len(f.text), f.full, g.pick(f.divisions)
	}
	return 0, false, nil
}

func (g *gazetteer) match(text string) (form, bool) {
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	if word, bit := pairBit(first, second); g.pairs[word]&(1<<bit) == 0 {
		return form{}, false
	}
	key := [2]rune{first, second}
	for _, f := range g.forms[key] {
		if strings.HasPrefix(text, f.text) {
			return f, true
		}
	}
	return form{}, false
}
