package source

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

// compound makes a compound file (MS-CFB) of streams, each of a sector at least, so that none is in the mini stream.
func compound(t testing.TB, streams map[string][]byte) []byte {
	t.Helper()
	const sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
	u32 := func(b []byte, at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
	var fat []uint32
	var content []byte
	add := func(data []byte) (start uint32) {
		start = uint32(len(fat)) //nolint:gosec // small
		for at := 0; at < len(data); at += sector {
			content = append(content, data[at:min(at+sector, len(data))]...)
			content = append(content, make([]byte, (sector-len(content)%sector)%sector)...)
			fat = append(fat, uint32(len(fat)+1)) //nolint:gosec // small
		}
		fat[len(fat)-1] = end
		return start
	}
	var directory []byte
	entry := func(name string, kind byte, right, child, start uint32, size int) {
		e := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*i:], u)
		}
		e[64], e[66], e[67] = byte(2*len(name)+2), kind, 1
		u32(e, 68, free)
		u32(e, 72, right)
		u32(e, 76, child)
		u32(e, 116, start)
		u32(e, 120, uint32(size)) //nolint:gosec // small
		directory = append(directory, e...)
	}
	entry("Root Entry", 5, free, 1, end, 0)
	names := sortedKeys(streams)
	for i, name := range names {
		right := uint32(i + 2) //nolint:gosec // small
		if i == len(names)-1 {
			right = free
		}
		data := append(streams[name], make([]byte, max(0, 4096-len(streams[name])))...)
		entry(name, 2, right, free, add(data), len(data))
	}
	first := add(directory)
	header := make([]byte, sector)
	copy(header, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	header[24], header[26], header[28], header[29], header[30], header[32] = 0x3e, 3, 0xfe, 0xff, 9, 6
	fats := (len(fat) + 127) / 127
	u32(header, 44, uint32(fats)) //nolint:gosec // small
	u32(header, 48, first)
	u32(header, 56, 4096)
	u32(header, 60, end)
	u32(header, 68, end)
	for i := range 109 {
		u32(header, 76+4*i, free)
		if i < fats {
			u32(header, 76+4*i, uint32(len(fat)+i)) //nolint:gosec // small
		}
	}
	table := make([]byte, fats*sector)
	for i := range fats * 128 {
		v := uint32(free)
		if i < len(fat) {
			v = fat[i]
		} else if i < len(fat)+fats {
			v = 0xFFFFFFFD
		}
		u32(table, 4*i, v)
	}
	return append(append(header, content...), table...)
}
