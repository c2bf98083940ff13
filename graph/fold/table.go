package fold

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed traditional.tsv
var traditionalList string

// simplified maps traditional characters (繁体) to simplified ones.
var simplified = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 4096)
	for line := range strings.Lines(traditionalList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		from, n := utf8.DecodeRuneInString(line)
		to, _ := utf8.DecodeRuneInString(line[n+1:])
		m[from] = to
	}
	return m
})

// Simplified is the simplified form of a traditional character; false when it is not one.
func Simplified(r rune) (rune, bool) {
	to, ok := simplified()[r]
	return to, ok
}

// Characters that are compared as the first of their class; brackets as ( or ); quotes and titles are left out.
const (
	brackets = "()[]{}〔〕〖〗【】〘〙〚〛❨❩❲❳" // in pairs, as of numbers: 国函〔2018〕6号, 国函[2018]6号
	dashes   = "-‐‑‒–—―−⸺⸻─━"
	dots     = "·•‧∙⋅・⸱"
	commas   = ",、"
	stops    = ".。"
	colons   = ":∶"
	tildes   = "~〜∼"
	zeros    = "〇零○◯"                    // 二〇二〇, 二○二○
	quotes   = "\"'`“”„‟‘’‚‛«»‹›「」『』〝〞〟" // “互联网+”, 「互联网+」
	titles   = "《》〈〉⟨⟩⟪⟫"                // 《…规划》
	// radicals are those of the supplement that normalization leaves alone and that PDF files have in place of the
	// characters: in pairs.
	radicals = "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙"
)

// shapes maps the characters of the classes to the one they are compared as, or to left.
var shapes = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for i, r := range []rune(brackets) {
		m[r] = []rune(brackets)[i%2]
	}
	for _, class := range []string{dashes, dots, commas, stops, colons, tildes, zeros} {
		first, _ := utf8.DecodeRuneInString(class)
		for _, r := range class {
			m[r] = first
		}
	}
	for _, r := range quotes + titles {
		m[r] = left
	}
	pairs := []rune(radicals)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
})

// left stands for a character that is left out.
const left = -1

// single is the form of one character of normalized text.
func single(r rune) rune {
	if unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
		return left
	}
	if to, ok := shapes()[r]; ok {
		return to
	}
	to, ok := Simplified(r)
	if again, twice := Simplified(to); twice {
		to = again // 薴, 苧, 苎
	}
	if ok {
		return to
	}
	return unicode.ToLower(r)
}

// inContext stands for a character whose form depends on those beside it, or is several characters.
const inContext = -2

// forms has the form of each character of the basic plane: itself, another, leftOut or dependent.
type forms [1 << 16]uint16

const (
	leftOut   = 0xFFFF // no character has these two numbers
	dependent = 0xFFFE
)

// alone is made once, in some milliseconds.
var alone = sync.OnceValue(func() *forms {
	t := new(forms)
	for r := range rune(len(t)) {
		t[r] = uint16(dependent)
		switch to := standalone(r); to {
		case inContext:
		case left:
			t[r] = leftOut
		default:
			t[r] = uint16(to)
		}
	}
	return t
})

// standalone is the form of one character wherever it stands.
func standalone(r rune) rune {
	switch {
	case r == utf8.RuneError || r >= 0xD800 && r < 0xE000 || r >= 0xFFFE:
		return inContext
	case r >= 0x4E00 && r <= 0x9FFF: // normalization leaves them alone, and they are a third of the plane
		return single(r)
	}
	normal := norm.NFKC.String(string(r))
	to, n := utf8.DecodeRuneInString(normal)
	if n < len(normal) || to > 0xFFFF || !norm.NFKC.PropertiesString(string(r)).BoundaryBefore() || !norm.NFKC.PropertiesString(normal).BoundaryBefore() {
		return inContext
	}
	return single(to)
}

// of is the form of a character: itself, another, left or inContext.
func (t *forms) of(r rune) rune {
	if r > 0xFFFF || r < 0 {
		return inContext
	}
	switch to := t[r]; to {
	case leftOut:
		return left
	case dependent:
		return inContext
	default:
		return rune(to)
	}
}
