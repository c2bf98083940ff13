package search

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed pinyin.txt
var pinyinList string

// pinyin knows how characters are read.
type pinyin struct {
	which []uint16   // for each character from U+4E00 on its place in lists; 0 for none
	lists [][]string // readings, the same list for all characters that are read the same
	plain [][]string // for each character from 0 to z itself when it is a digit or a letter
}

// Characters of pinyin.which.
const (
	firstHan = '一'
	hanCount = 0x9FFF - firstHan + 1
)

// syllables is made when something is completed or indexed for the first time.
var syllables = sync.OnceValue(func() *pinyin {
	p := &pinyin{which: make([]uint16, hanCount), lists: [][]string{nil}}
	for r := '0'; r <= 'z'; r++ {
		var self []string
		if typed(r) {
			self = []string{string(r)}
		}
		p.plain = append(p.plain, self)
	}
	numbers := map[string]uint16{} // readings, parted by spaces → their place in lists
	for line := range strings.Lines(pinyinList) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		if syllable == "#" {
			continue
		}
		for _, r := range characters {
			at := &p.which[r-firstHan]
			all := strings.TrimSpace(strings.Join(p.lists[*at], " ") + " " + syllable)
			n, known := numbers[all]
			if !known {
				n = uint16(len(p.lists))
				numbers[all] = n
				p.lists = append(p.lists, strings.Fields(all))
			}
			*at = n
		}
	}
	return p
})

// readings lists how a character of a folded name is spelled: Chinese characters by their syllables, letters and digits
// as they are, all others by nothing.
func (p *pinyin) readings(r rune) []string {
	switch {
	case r >= '0' && r <= 'z':
		return p.plain[r-'0']
	case r >= firstHan && r < firstHan+hanCount:
		return p.lists[p.which[r-firstHan]]
	}
	return nil
}

// typed reports whether a character can be part of a spelling.
func typed(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// maxLetters is how many letters a spelling may have: the full pinyin of some fifteen characters, a bit for each letter.
const maxLetters = 63

// spellable reports whether a folded word can be pinyin: letters and digits, at least one of them a letter.
func spellable(word string) bool {
	letter := false
	for _, r := range word {
		if !typed(r) {
			return false
		}
		letter = letter || r >= 'a'
	}
	return letter && len(word) <= maxLetters
}

// spells reports whether letters spell the beginning of a folded name: each character by a reading of it or the first
// letter of one, the last also by the beginning of a reading; whole when no character of the name is left then.
func (p *pinyin) spells(name, letters string) (begins, whole bool) {
	at := uint64(1) // bit n: the first n letters spell the characters so far
	for _, r := range name {
		readings := p.readings(r)
		if readings == nil {
			continue
		}
		whole = false
		next := uint64(0)
		for n := range len(letters) {
			if at>>n&1 == 0 {
				continue
			}
			rest := letters[n:]
			for _, s := range readings {
				whole = whole || strings.HasPrefix(s, rest)
				if rest[0] == s[0] {
					next |= 1 << (n + 1)
				}
				if strings.HasPrefix(rest, s) {
					next |= 1 << (n + len(s))
				}
			}
		}
		begins = begins || whole
		at = next
		if at == 0 && !whole {
			return begins, false
		}
	}
	return begins, whole
}

// initials calls f with the first letters of two characters of a name that follow each other, a pair for each of their
// readings, the last character with 0; first says that it is the beginning of the name.
func (p *pinyin) initials(name string, f func(pair uint64, first bool)) {
	var last []string
	first := true
	for _, r := range name {
		readings := p.readings(r)
		if readings == nil {
			continue
		}
		if last != nil {
			for _, a := range last {
				for _, b := range readings {
					f(initialPair(a[0], b[0]), first)
				}
			}
			first = false
		}
		last = readings
	}
	for _, a := range last {
		f(initialPair(a[0], 0), first)
	}
}

func initialPair(a, b byte) uint64 { return uint64(a)<<8 | uint64(b) }

// opening lists the pairs of initials that names spelled by letters begin with; all is true when one character may be
// what all letters spell, so that every pair with the first letter counts.
func (p *pinyin) opening(letters string) (pairs []uint64, all bool) {
	if len(letters) == 1 {
		return nil, true
	}
	pairs = append(pairs, initialPair(letters[0], letters[1]))
	for _, list := range p.lists {
		for _, s := range list {
			if strings.HasPrefix(s, letters) {
				return nil, true
			}
			if strings.HasPrefix(letters, s) {
				pairs = append(pairs, initialPair(letters[0], letters[len(s)]))
			}
		}
	}
	return pairs, false
}
