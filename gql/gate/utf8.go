package gate

import (
	"fmt"
	"unicode/utf8"
)

// CheckUTF8 is the error for text in another encoding, nil for UTF-8. It must be asked before JSON is decoded: the decoder
// puts U+FFFD in the place of what it does not know, and a name in GBK is then found nowhere, without an error.
func CheckUTF8(what, text string) *Error {
	if fault := notUTF8(text); fault != "" {
		return Errorf(CodeParseFailed, "%s is %s", what, fault)
	}
	return nil
}

// notUTF8 says where text is not UTF-8 and what to do; empty when it is.
func notUTF8(text string) string {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("not UTF-8: byte %d is 0x%02X. A Chinese Windows console sends GBK: type 'chcp 65001' there first, "+
				"or send a file that is saved as UTF-8", i, text[i])
		}
		i += size
	}
	return ""
}
