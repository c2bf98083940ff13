package pdf

import (
	"encoding/binary"
	"io/fs"
	"maps"
	"slices"
	"testing/fstest"
)

// The engine measures a character by its glyph. A file whose fonts are not embedded (the usual SimSun, FangSong_GB2312 or
// KaiTi_GB2312) has no glyphs, and a text object of a single character then measures nothing and is left out of the text.
// So the engine is given one font, made here, in which every character is a square of one em.

// fontName is a name under which the engine looks for a Chinese font.
const fontName = "WenQuanYi Micro Hei"

// fonts is the folder of fonts that the engine sees.
func fonts() fs.FS { return fstest.MapFS{"square.ttf": {Data: squareFont()}} }

const (
	fontEm      = 1000 // units of an em
	fontDescent = -120 // the square reaches from here one em up
	fontAscent  = fontEm + fontDescent
)

// squareFont is a TrueType font of two glyphs: an empty one and the square that every character has.
func squareFont() []byte {
	square := words(1, 0, fontDescent, fontEm, fontAscent, // one contour and its bounding box
		3, 0, // its last point; no instructions
		0x0101, 0x0101, // four points on the curve
		0, fontEm, 0, -fontEm, fontDescent, 0, fontEm, 0) // steps to the right, then up
	name, family := []byte{}, utf16be(fontName)
	for id := range 2 { // 1 family, 2 style
		name = append(name, words(3, 1, 0x409, id+1, len(family), 0)...)
	}
	tables := map[string][]byte{
		"OS/2": os2(),
		"cmap": slices.Concat(words(0, 1, 3, 10), longs(12), words(13, 0), longs(16+2*12, 0, 2, 0x20, 0xFFFD, 1, 0x10000, 0x3FFFD, 1)),
		"glyf": square,
		"head": slices.Concat(longs(0x10000, 0x10000, 0, 0x5F0F3CF5), words(3, fontEm), longs(0, 0, 0, 0), words(0, fontDescent, fontEm, fontAscent, 0, 8, 2, 0, 0)),
		"hhea": slices.Concat(longs(0x10000), words(fontAscent, fontDescent, 0, fontEm, 0, 0, fontEm, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
		"hmtx": words(fontEm, 0, 0),
		"loca": words(0, 0, len(square)/2),
		"maxp": slices.Concat(longs(0x10000), words(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
		"name": slices.Concat(words(0, 2, 6+2*12), name, family),
		"post": longs(0x30000, 0, 0, 0, 0, 0, 0, 0),
	}
	file := slices.Concat(longs(0x10000), words(len(tables), 128, 3, 16*len(tables)-128))
	at := len(file) + 16*len(tables)
	var body []byte
	for _, tag := range slices.Sorted(maps.Keys(tables)) {
		data := tables[tag]
		file = slices.Concat(file, []byte(tag), longs(0, at+len(body), len(data)))
		body = append(body, data...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	return append(file, body...)
}

// os2 says that the font is one for Chinese, Japanese and Korean, and no more: Latin fonts are built into the engine.
func os2() []byte {
	table := make([]byte, 96)
	binary.BigEndian.PutUint16(table[0:], 3)            // version
	binary.BigEndian.PutUint16(table[2:], fontEm)       // average width
	binary.BigEndian.PutUint16(table[4:], 400)          // weight
	binary.BigEndian.PutUint32(table[78:], 0b11111<<17) // code pages 932, 936, 949, 950, 1361
	return table
}

func words(values ...int) (data []byte) {
	for _, v := range values {
		data = binary.BigEndian.AppendUint16(data, uint16(v))
	}
	return data
}

func longs(values ...int) (data []byte) {
	for _, v := range values {
		data = binary.BigEndian.AppendUint32(data, uint32(v))
	}
	return data
}

func utf16be(ascii string) (data []byte) {
	for _, r := range ascii {
		data = binary.BigEndian.AppendUint16(data, uint16(r))
	}
	return data
}
