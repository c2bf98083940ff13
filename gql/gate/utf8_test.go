package gate

import (
	"strings"
	"testing"
)

func TestCheckUTF8(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "省发改委": "", "\uFFFD": "", "a\x00": "",
		"{\"\xca\xa1\xb7\xa2\"}": "the text is not UTF-8: byte 4 is 0xB7", // 省发 in GBK; the first two bytes are valid UTF-8
		"\xff":                   "byte 0 is 0xFF", "省\xe5": "byte 3 is 0xE5", "\xed\xa0\x80": "byte 0 is 0xED",
	} {
		err := CheckUTF8("the text", text)
		if err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Message, want) || !strings.Contains(err.Message, "GBK")) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestReadObjectWantsUTF8: the decoder of encoding/json would accept it.
func TestReadObjectWantsUTF8(t *testing.T) {
	if _, err := ReadObject([]byte("{\"name\":\"\xca\xa1\xb7\xa2\xb8\xc4\xce\xaf\"}")); err == nil || !strings.Contains(err.Error(), "not UTF-8") {
		t.Errorf("an object in GBK: %v", err)
	}
}
