package fault

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// PrintableName is the name or path of a file as text. The names in a ZIP file made on a Chinese Windows are GB18030, and some
// programs unpack them as they are: these are decoded, each part of a path by itself. Bytes that are no text of either
// kind are written as \xHH, so that the file can still be found.
func PrintableName(path string) string {
	if utf8.ValidString(path) {
		return path
	}
	parts := strings.Split(path, string(filepath.Separator))
	for i, part := range parts {
		parts[i] = namePart(part)
	}
	return strings.Join(parts, string(filepath.Separator))
}

func namePart(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name)
	if err == nil && strings.IndexFunc(decoded, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) < 0 {
		return decoded
	}
	var b strings.Builder
	for i, r := range name {
		if _, size := utf8.DecodeRuneInString(name[i:]); r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, `\x%02X`, name[i])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
