package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
)

// postings lists for each pair of characters the units that have it.
type postings struct {
	units   int
	pairs   []uint64 // sorted
	offsets []uint32 // where the list of each pair starts in lists, and the end of the last
	lists   []byte   // numbers of units, ascending, as differences in varints
}

// list is a list of units in the making.
type list struct {
	pair  uint64
	last  int32  // the unit added last
	bytes uint32 // the length of the list; then where its next unit goes
}

// newPostings makes the lists of n units, each of which adds its pairs: first their lengths, then their contents.
func newPostings(n int, each func(unit int32, add func(pair uint64))) postings {
	p := postings{units: n}
	var all []list
	var sequence []uint32 // for each unit the lists that it is added to
	ends := make([]int, n)
	numbers := map[uint64]uint32{} // pair → its list
	for u := range int32(n) {
		each(u, func(pair uint64) {
			i, ok := numbers[pair]
			if !ok {
				i = uint32(len(all))
				numbers[pair] = i
				all = append(all, list{pair: pair, last: -1})
			}
			if l := &all[i]; l.last != u {
				l.bytes += varintLen(uint32(u - l.last))
				l.last = u
				sequence = append(sequence, i)
			}
		})
		ends[u] = len(sequence)
	}
	order := make([]uint32, len(all))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(all[a].pair, all[b].pair) })
	p.pairs, p.offsets = make([]uint64, 0, len(all)), make([]uint32, 1, len(all)+1)
	for i, n := range order {
		l := &all[n]
		p.pairs, p.offsets = append(p.pairs, l.pair), append(p.offsets, p.offsets[i]+l.bytes)
		l.last, l.bytes = -1, p.offsets[i]
	}
	p.lists = make([]byte, p.offsets[len(all)])
	at := 0
	for u := range int32(n) {
		for _, i := range sequence[at:ends[u]] {
			l := &all[i]
			l.bytes += uint32(binary.PutUvarint(p.lists[l.bytes:], uint64(u-l.last)))
			l.last = u
		}
		at = ends[u]
	}
	return p
}

func varintLen(v uint32) uint32 { return uint32(bits.Len32(v|1)+6) / 7 }

// gather is the set of units in the lists of the pairs from lo up to hi.
func (p *postings) gather(lo, hi uint64) set {
	out := newSet(p.units)
	p.addTo(out, lo, hi)
	return out
}

// addTo adds to a set what gather gives.
func (p *postings) addTo(out set, lo, hi uint64) {
	first := sort.Search(len(p.pairs), func(i int) bool { return p.pairs[i] >= lo })
	for i := first; i < len(p.pairs) && p.pairs[i] < hi; i++ {
		u := int64(-1)
		for list := p.lists[p.offsets[i]:p.offsets[i+1]]; len(list) > 0; {
			step, n := binary.Uvarint(list)
			u += int64(step)
			out.add(int32(u))
			list = list[n:]
		}
	}
}

// bytes is about how much memory the lists take.
func (p *postings) bytes() int { return 8*len(p.pairs) + 4*len(p.offsets) + len(p.lists) }

// set is a set of units, a bit each.
type set []uint64

func newSet(units int) set { return make(set, (units+63)/64) }

func (s set) add(u int32)      { s[u/64] |= 1 << (u % 64) }
func (s set) drop(u int32)     { s[u/64] &^= 1 << (u % 64) }
func (s set) has(u int32) bool { return s[u/64]&(1<<(u%64)) != 0 }

func (s set) and(t set) {
	for i := range s {
		s[i] &= t[i]
	}
}

func (s set) or(t set) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s set) len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls f for the units in ascending order; f may drop the one that it is called for.
func (s set) each(f func(u int32)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(int32(i*64 + bits.TrailingZeros64(w)))
		}
	}
}
