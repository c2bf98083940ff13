package search

import (
	"slices"
	"strings"
)

// grams finds the units whose text has a string. For every pair of characters that stand side by side it keeps the
// units where they do. A string of two characters is one look-up; a longer one is the units that all its pairs share,
// read to be sure; a single character is all pairs that begin with it, because the last character of a text makes a
// pair with a mark of its own.
type grams struct {
	texts    string      // of all units, one after the other
	starts   []uint32    // where the text of each unit starts in texts, and the end of the last
	runes    []rune      // characters that occur, sorted; a pair is written with their places here
	often    [256]uint32 // how often each byte stands in texts
	postings             // of pairs: the place of the first character, then of the second plus 1; 0 for the end
}

// newGrams reads the texts of n units, which have about this many bytes in all.
func newGrams(n, bytes int, text func(unit int32) string) grams {
	g := grams{postings: postings{units: n}, starts: make([]uint32, 1, n+1)}
	var all strings.Builder
	all.Grow(bytes)
	places := map[rune]uint64{}
	for u := range int32(n) {
		t := text(u)
		all.WriteString(t)
		g.starts = append(g.starts, uint32(all.Len()))
		for _, r := range t {
			places[r] = 0
		}
	}
	g.texts = all.String()
	for i := range len(g.texts) {
		g.often[g.texts[i]]++
	}
	for r := range places {
		g.runes = append(g.runes, r)
	}
	slices.Sort(g.runes)
	for i, r := range g.runes {
		places[r] = uint64(i)
	}
	g.post(newNumbering(g.runes))
	return g
}

// of is the text of a unit.
func (g *grams) of(u int32) string { return g.texts[g.starts[u]:g.starts[u+1]] }

// numbering gives characters their places quickly.
type numbering struct {
	low  []uint32 // of the characters up to U+FFFF
	high map[rune]uint32
}

func newNumbering(runes []rune) *numbering {
	n := &numbering{low: make([]uint32, 1<<16), high: map[rune]uint32{}}
	for i, r := range runes {
		if r < 1<<16 {
			n.low[r] = uint32(i)
		} else {
			n.high[r] = uint32(i)
		}
	}
	return n
}

func (n *numbering) of(r rune) uint64 {
	if r < 1<<16 {
		return uint64(n.low[r])
	}
	return uint64(n.high[r])
}

// post makes the lists of the pairs of the texts.
func (g *grams) post(places *numbering) {
	g.postings = newPostings(g.units, func(u int32, add func(pair uint64)) { eachPair(g.of(u), places, add) })
}

// eachPair calls f for every pair of characters of a text, the last one with its end.
func eachPair(text string, places *numbering, f func(uint64)) {
	last, some := uint64(0), false
	for _, r := range text {
		n := places.of(r)
		if some {
			f(last<<32 | (n + 1))
		}
		last, some = n, true
	}
	if some {
		f(last << 32)
	}
}

// find is the set of units whose text has a folded, non-empty string.
func (g *grams) find(word string) set {
	var places []uint64
	for _, r := range word {
		n, ok := slices.BinarySearch(g.runes, r)
		if !ok {
			return newSet(g.units)
		}
		places = append(places, uint64(n))
	}
	if len(places) == 1 {
		return g.gather(places[0]<<32, (places[0]+1)<<32)
	}
	var found set
	for i := range len(places) - 1 {
		p := places[i]<<32 | (places[i+1] + 1)
		one := g.gather(p, p+1)
		if found == nil {
			found = one
		} else {
			found.and(one)
		}
	}
	if len(places) > 2 {
		rare := g.rarest(word)
		found.each(func(u int32) {
			if !contains(g.of(u), word, rare) {
				found.drop(u)
			}
		})
	}
	return found
}

// rarest is the place of the byte of a word that stands least often in the texts.
func (g *grams) rarest(word string) int {
	best := 0
	for i := range len(word) {
		if g.often[word[i]] < g.often[word[best]] {
			best = i
		}
	}
	return best
}

// contains is strings.Contains led by the byte at a place of the word. Most Chinese characters begin with one of six
// bytes, so that looking for the first byte stops at nearly every character.
func contains(text, word string, place int) bool {
	for at := place; at < len(text); at++ {
		i := strings.IndexByte(text[at:], word[place])
		if i < 0 {
			return false
		}
		if at += i; strings.HasPrefix(text[at-place:], word) {
			return true
		}
	}
	return false
}

// bytes is about how much memory the index takes.
func (g *grams) bytes() int {
	return len(g.texts) + 4*len(g.starts) + 4*len(g.runes) + g.postings.bytes()
}
