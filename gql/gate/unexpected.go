package gate

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// lookalikes are characters that input methods and word processors write in the place of signs of GraphQL. Full-width forms
// of ASCII are found by their code points.
func lookalikes() map[rune]string {
	return map[rune]string{
		'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`, '»': `"`, '「': `"`, '」': `"`, '『': `"`, '』': `"`, '‘': `"`, '’': `"`,
		'〝': `"`, '〞': `"`, '、': ",", '﹐': ",", '﹑': ",", '﹕': ":", '︰': ":", '【': "[", '】': "]", '〔': "[", '〕': "]",
		'﹙': "(", '﹚': ")", '﹛': "{", '﹜': "}", '…': "...", '‥': "...", '－': "-", '–': "-", '—': "-", '−': "-", '。': "",
	}
}

// meant is the sign or text of ASCII that was meant by a character of a query; false when nobody knows.
func meant(r rune) (string, bool) {
	switch {
	case r == '　' || unicode.Is(unicode.Zs, r):
		return "a space", true
	case r >= '！' && r <= '～': // U+FF01 to U+FF5E are the printable characters of ASCII
		if ascii := r - '！' + '!'; strings.ContainsRune(`!$&():=@[]{|}#",.-_`, ascii) || unicode.IsLetter(ascii) || unicode.IsDigit(ascii) {
			return string(ascii), true
		}
	}
	sign, ok := lookalikes()[r]
	return sign, ok && sign != ""
}

// explain is the message of an error of the lexer. Where it is about one character, the library writes its first byte.
func explain(text string, e *gqlerror.Error) string {
	switch {
	case len(e.Locations) == 0:
	case strings.HasPrefix(e.Message, "Cannot parse the unexpected character"):
		if r := runeAt(text, e.Locations[0].Line, e.Locations[0].Column); r != 0 {
			return unexpected(r)
		}
	case strings.HasPrefix(e.Message, "Unterminated string"):
		line := lineAt(text, e.Locations[0].Line)
		for _, quote := range line {
			if sign, ok := meant(quote); ok && sign == `"` {
				return fmt.Sprintf(`%s %c (U+%04X) does not end a string, " does`, e.Message, quote, quote)
			}
		}
	}
	return e.Message
}

// unexpected names a character that cannot stand outside strings and comments.
func unexpected(r rune) string {
	name := fmt.Sprintf("%c (U+%04X)", r, r)
	if !unicode.IsGraphic(r) || unicode.Is(unicode.Zs, r) {
		name = fmt.Sprintf("U+%04X", r)
	}
	if sign, ok := meant(r); ok {
		return fmt.Sprintf("Unexpected character %s, did you mean %s?", name, sign)
	}
	if unicode.IsLetter(r) {
		return fmt.Sprintf("Unexpected character %s: names have only the letters A to Z, digits and _; text stands in quotes \"…\"", name)
	}
	return fmt.Sprintf("Unexpected character %s", name)
}

// lineAt is a line of a text, without its end. The text has no carriage return before a line feed.
func lineAt(text string, line int) string {
	text = strings.ReplaceAll(text, "\r", "\n")
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	text, _, _ = strings.Cut(text, "\n")
	return text
}

// runeAt is the character at a place; 0 when there is none.
func runeAt(text string, line, column int) rune {
	for _, r := range lineAt(text, line) {
		if column--; column == 0 {
			return r
		}
	}
	return 0
}
