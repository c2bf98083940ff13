package source

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charset is an encoding that text may be in.
type charset struct {
	name   string
	bom    string // what marks it at the start of a file; empty when nothing does
	scheme encoding.Encoding
}

// charsets lists the encodings that are detected. Marks are looked for in this order (the mark of UTF-16 is a prefix of
// that of UTF-32); of equally good guesses the earlier wins.
func charsets() []charset {
	return []charset{
		{"UTF-32LE", "\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"UTF-32BE", "\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"UTF-8", "\xef\xbb\xbf", utf.UTF8},
		{"UTF-16LE", "\xff\xfe", utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
		{"UTF-16BE", "\xfe\xff", utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
		{"GB18030", "\x84\x31\x95\x33", simplifiedchinese.GB18030},
		{"Big5", "", traditionalchinese.Big5},
	}
}

const (
	// sampleBytes is how much of a file the guess of its encoding looks at, from its first byte beyond ASCII: some thousand
	// characters settle the matter. Even, so that no UTF-16 unit is cut.
	sampleBytes = 16 << 10
	// maxWrongShare is the share of characters that may be undecodable: a few bytes damaged in transport are reported and
	// bridged, more mean that the encoding is another.
	maxWrongShare = 0.01
	// minCommonShare is the share of common characters among those beyond ASCII below which a guess is not believed.
	// Chinese prose has 0.4 to 0.6, the same bytes read in a wrong encoding below 0.05.
	minCommonShare = 0.10
	// maxControlShare is the share of control characters above which a file is binary.
	maxControlShare = 0.002
)

// commonCharacters are frequent in any Chinese text about public affairs, in either script, with the marks
// that go with them.
const commonCharacters = "的和发展工作业务建设市会国政行中人民化产服推企管理文关部资创新实加强一二三四五省地区全级进动机制" +
	"体系单位责任各有大上下年月日项目主要不在是為为以及等法公安度提高支持對对合社教育科技生本" +
	"發業務設會國產資關實強機體單責項時應與無開來經費辦學" +
	"，。、；：（）《》“”〔〕　"

// toText turns the bytes of a text file into text: encoding detected, mark at the start dropped, line ends as LF. It
// returns how many characters stand as U+FFFD because their bytes fit none.
func toText(data []byte) (text string, wrong int, err *Error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", 0, &Error{Code: CodeEmpty, Reason: "the file has no content"}
	}
	text, marked := fromMark(data)
	if !marked {
		if text, err = guess(data); err != nil {
			return "", 0, err
		}
	}
	text = unixLines(text)
	if controls, count := countControls(text); strings.ContainsRune(text, 0) || controls > maxControlShare*count {
		return "", 0, &Error{Code: CodeBinary, Reason: "the file has control characters and is no text"}
	}
	if wrong = strings.Count(text, "\uFFFD"); float64(wrong) > 1+maxWrongShare*float64(utf8.RuneCountInString(text)) {
		return "", 0, &Error{Code: CodeUndecodable, Reason: undecodable}
	}
	if strings.TrimSpace(text) == "" {
		return "", 0, &Error{Code: CodeEmpty, Reason: "the file has only white space"}
	}
	return text, wrong, nil
}

const undecodable = "the bytes are no text in UTF-8, UTF-16, GB18030 or Big5"

// fromMark decodes data by the mark at its start.
func fromMark(data []byte) (string, bool) {
	for _, c := range charsets() {
		if c.bom != "" && bytes.HasPrefix(data, []byte(c.bom)) {
			return decodeAs(c, data[len(c.bom):]), true
		}
	}
	return "", false
}

// guess decodes data without a mark: UTF-8 when it is valid or nearly so, else as what reads most like Chinese.
func guess(data []byte) (string, *Error) {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 { // UTF-16 of ASCII is valid UTF-8, too
		return string(data), nil
	}
	start := max(bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }), 0) &^ 1 // no UTF-16 unit is cut
	sample := data[start:min(len(data), start+sampleBytes)]
	var best *charset
	var bestShare float64
	for _, c := range charsets() {
		text := decodeAs(c, sample)
		share, wrong := legibility(text)
		if wrong <= maxWrongShare && share > bestShare {
			best, bestShare = &c, share
		}
	}
	if best == nil || bestShare < minCommonShare {
		if bytes.IndexByte(sample, 0) >= 0 {
			return "", &Error{Code: CodeBinary, Reason: "the file has NUL bytes and is no text"}
		}
		return "", &Error{Code: CodeUndecodable, Reason: undecodable}
	}
	return decodeAs(*best, data), nil
}

// legibility is, among the characters beyond ASCII of a text, the share of common ones and that of undecodable ones. A
// character that the end of a sample cuts does not count.
func legibility(text string) (common, wrong float64) {
	n := 0
	for _, r := range strings.TrimRight(text, "\uFFFD") {
		if r < utf8.RuneSelf {
			continue
		}
		n++
		if r == utf8.RuneError {
			wrong++
		} else if strings.ContainsRune(commonCharacters, r) {
			common++
		}
	}
	return common / float64(max(n, 1)), wrong / float64(max(n, 1))
}

// decodeAs decodes data; what fits no character becomes U+FFFD.
func decodeAs(c charset, data []byte) string {
	if c.name == "UTF-8" {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	text, err := c.scheme.NewDecoder().Bytes(data)
	if err != nil { // these decoders replace instead of failing; only an odd byte at the end may be refused
		return strings.ToValidUTF8(string(text)+"\uFFFD", "\uFFFD")
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// unixLines makes every line end LF.
func unixLines(text string) string {
	if !strings.ContainsRune(text, '\r') {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// countControls counts the control characters that no text has, and all characters.
func countControls(text string) (controls, all float64) {
	for _, r := range text {
		all++
		if unicode.IsControl(r) && !strings.ContainsRune("\t\n\v\f\u001a\u0085", r) {
			controls++
		}
	}
	return controls, all
}

const (
	// minHanShare and fewHanShare are shares of Chinese characters among letters: below the first a text is not Chinese,
	// below the second that is doubtful. Plans with many Latin names still have above 0.8.
	minHanShare = 0.05
	fewHanShare = 0.50
	// maxKanaShare is the share of kana among Chinese characters and kana above which a text is Japanese.
	maxKanaShare = 0.2
)

// checkChinese refuses a text that is not Chinese and says when that is doubtful.
func checkChinese(d *Document) *Error {
	var han, kana, letters float64
	for _, r := range d.Text {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				letters++
			}
		case 0x4E00 <= r && r <= 0x9FFF, unicode.Is(unicode.Han, r): // the range first: it is nearly all
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch share := han / max(han+kana+letters, 1); {
	case han == 0 || share < minHanShare || kana > maxKanaShare*(han+kana):
		return &Error{Code: CodeNotChinese, Reason: "the text has no or hardly any Chinese characters"}
	case share < fewHanShare:
		d.warn(warnHardlyChinese, "most of the letters of the text are not Chinese", 0, 0)
	}
	return nil
}

func (d *Document) warn(code, message string, start, end int) {
	d.Warnings = append(d.Warnings, Warning{Code: code, Message: message, Start: start, End: end})
}
