package office

import "encoding/binary"

// raw is binary data that is read without faults: what lies outside it is zero or empty.
type raw []byte

func (r raw) u8(at int) int {
	if at < 0 || at >= len(r) {
		return 0
	}
	return int(r[at])
}

func (r raw) u16(at int) int {
	if at < 0 || at+2 > len(r) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r[at:]))
}

func (r raw) i16(at int) int { return int(int16(r.u16(at))) } //nolint:gosec // two's complement is meant

func (r raw) u32(at int) int {
	if at < 0 || at+4 > len(r) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(r[at:]))
}

func (r raw) i32(at int) int { return int(int32(r.u32(at))) } //nolint:gosec // two's complement is meant

// part is n bytes at a place, fewer at the end.
func (r raw) part(at, n int) raw {
	if at < 0 || n <= 0 || at >= len(r) {
		return nil
	}
	return r[at:min(at+n, len(r))]
}
