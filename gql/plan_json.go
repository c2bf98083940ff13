package gql

import (
	"math"
	"strconv"
)

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string. Only what JSON demands is escaped; what the View and the gate let in is UTF-8.
func appendString(buf []byte, s string) []byte {
	return append(appendEscaped(append(buf, '"'), s), '"')
}

// appendEscaped appends what stands between the quotes of a JSON string.
func appendEscaped(buf []byte, s string) []byte {
	for {
		n := plainBytes(s)
		buf = append(buf, s[:n]...)
		if n == len(s) {
			return buf
		}
		buf = appendEscape(buf, s[n])
		s = s[n+1:]
	}
}

// plainBytes is the number of bytes at the beginning of s that need no escape. It looks at eight at a time: most strings
// are long runs of Chinese characters, none of whose bytes do.
func plainBytes(s string) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		quote, slash := x^ones*'"', x^ones*'\\'
		// a byte below 0x20, or zero in one of the others, leaves its high bit set; higher bytes may follow falsely,
		// which only costs a look at single bytes
		if ((x-ones*0x20)&^x|(quote-ones)&^quote|(slash-ones)&^slash)&highs != 0 {
			break
		}
	}
	for ; i < len(s); i++ {
		if b := s[i]; b < ' ' || b == '"' || b == '\\' {
			return i
		}
	}
	return i
}

func appendEscape(buf []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(buf, '\\', b)
	case '\n':
		return append(buf, '\\', 'n')
	case '\r':
		return append(buf, '\\', 'r')
	case '\t':
		return append(buf, '\\', 't')
	}
	return append(buf, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
}

// appendFloat appends a number as encoding/json and JavaScript write it.
func appendFloat(buf []byte, f float64) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	buf = strconv.AppendFloat(buf, f, format, -1, 64)
	if n := len(buf); format == 'e' && n >= 4 && buf[n-4] == 'e' && buf[n-3] == '-' && buf[n-2] == '0' {
		buf = append(buf[:n-2], buf[n-1]) // e-09 is written e-9
	}
	return buf
}
