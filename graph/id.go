package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// ID is the global id of a thing: a letter for its kind and 80 bits of the SHA-256 of its key in base32. It is
// derived, never counted, so the same input gives the same id on every machine and in every order.
type ID string

const (
	digestBytes = 10 // 80 bits: a clash among a million things has odds of about 1 in 10^12; Build reports one
	kindLetters = "dstbcphrlkmofiev"
)

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

type digest [digestBytes]byte

func digestOf(key string) digest {
	sum := sha256.Sum256([]byte(key))
	return digest(sum[:digestBytes])
}

func (d digest) id(k Kind) ID {
	return ID(kindLetters[k:k+1] + idEncoding.EncodeToString(d[:]))
}

// Kind is the kind of thing that has this id; false when it is not an id.
func (id ID) Kind() (Kind, bool) {
	k, _, ok := parseID(id)
	return k, ok
}

// NewID is the id of the thing of kind k with this key.
func NewID(k Kind, key string) ID { return digestOf(key).id(k) }

func parseID(id ID) (Kind, digest, bool) {
	var d digest
	if len(id) != 1+idEncoding.EncodedLen(digestBytes) {
		return 0, d, false
	}
	k := strings.IndexByte(kindLetters, id[0])
	if k < 0 {
		return 0, d, false
	}
	n, err := idEncoding.Decode(d[:], []byte(id[1:]))
	return Kind(k), d, err == nil && n == digestBytes
}

var keyPrefixes = [EntityKinds]string{"doc/", "section/", "task/", "dept/", "city/", "project/", "theme/"}

// Key joins a kind's prefix and the parts of a canonical name to a key, e.g. dept/山西省/发展和改革委员会.
func Key(k Kind, parts ...string) string {
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, "/", "／") // keep the separator unique
	}
	return keyPrefixes[k] + strings.Join(parts, "/")
}

// KeyKind is the kind of entity that a key names.
func KeyKind(key string) (Kind, bool) {
	for k, p := range keyPrefixes {
		if strings.HasPrefix(key, p) {
			return Kind(k), true
		}
	}
	return 0, false
}

// Key of a document: the first 64 bits of the SHA-256 of its text, so that the same text is the same document
// wherever it was found.
func (d *Document) Key() string { return documentKey(sha256.Sum256([]byte(d.Text))) }

func documentKey(textSHA256 [sha256.Size]byte) string {
	return keyPrefixes[KindDocument] + hex.EncodeToString(textSHA256[:8])
}

// PartKey is the key of the section or task with this path in the document with this key.
func PartKey(k Kind, documentKey, path string) string {
	return keyPrefixes[k] + strings.TrimPrefix(documentKey, keyPrefixes[KindDocument]) + "/" + path
}

// key names a fact within its document: what it says, but not which passage says it, so that two passages that state
// one fact are two pieces of evidence of it.
func (f *Fact) key(document string) string {
	parts := []string{f.Kind.String(), document, f.Subject, f.Object, strconv.Itoa(int(f.Role))}
	if f.Object == "" {
		parts = append(parts, f.Surface)
	}
	return strings.Join(parts, "\x00")
}

// ID of the fact in the document with this key.
func (f *Fact) ID(documentKey string) ID { return NewID(f.Kind, f.key(documentKey)) }

func evidenceKey(document string, e Evidence) string {
	return document + "\x00" + strconv.Itoa(e.Span.Start) + "-" + strconv.Itoa(e.Span.End) + "\x00" + e.Rule
}

func mentionKey(document string, m *Mention) string {
	return document + "\x00" + strconv.Itoa(m.Span.Start) + "-" + strconv.Itoa(m.Span.End) + "\x00" + m.Entity
}

// IDs is a column of ids that can also be searched. The zero value is empty.
type IDs struct {
	kind   Kind
	raw    []digest
	sorted []int32 // indexes of raw in the order of their digests
}

// newIDs makes a column of digests. They are evenly spread, so a counting sort by their first bits leaves little to do.
func newIDs(kind Kind, raw []digest) IDs {
	c := IDs{kind: kind, raw: raw, sorted: make([]int32, len(raw))}
	width := min(bits.Len(uint(len(raw))), maxBucketBits)
	bucket := func(i int) uint32 { return binary.BigEndian.Uint32(raw[i][:]) >> (32 - width) }
	start := make([]uint32, 1<<width+1)
	for i := range raw {
		start[bucket(i)+1]++
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	next := slices.Clone(start)
	for i := range raw {
		at := bucket(i)
		c.sorted[next[at]] = int32(i)
		next[at]++
	}
	for i := 1; i < len(start); i++ {
		slices.SortFunc(c.sorted[start[i-1]:start[i]], func(a, b int32) int { return bytes.Compare(raw[a][:], raw[b][:]) })
	}
	return c
}

// maxBucketBits bounds the table of the counting sort: 2^20 buckets take 4 MB.
const maxBucketBits = 20

// Len is the number of ids.
func (c *IDs) Len() int { return len(c.raw) }

// At is the id at index i.
func (c *IDs) At(i int32) ID { return c.raw[i].id(c.kind) }

// AppendTo appends the id at index i to buf without a string in between.
func (c *IDs) AppendTo(buf []byte, i int32) []byte {
	return idEncoding.AppendEncode(append(buf, kindLetters[c.kind]), c.raw[i][:])
}

func (c *IDs) find(d digest) (int32, bool) {
	at := sort.Search(len(c.sorted), func(i int) bool { return bytes.Compare(c.raw[c.sorted[i]][:], d[:]) >= 0 })
	if at == len(c.sorted) || c.raw[c.sorted[at]] != d {
		return 0, false
	}
	return c.sorted[at], true
}

// clash finds two entries with the same digest.
func (c *IDs) clash() (int32, bool) {
	for i := 1; i < len(c.sorted); i++ {
		if c.raw[c.sorted[i]] == c.raw[c.sorted[i-1]] {
			return c.sorted[i], true
		}
	}
	return 0, false
}
