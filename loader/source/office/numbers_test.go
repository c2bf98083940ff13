package office

import "testing"

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 1, "一"}, {"chineseCounting", 10, "十"}, {"chineseCounting", 12, "十二"}, {"chineseCounting", 20, "二十"}, {"chineseCounting", 105, "一百〇五"},
		{"chineseCounting", 110, "一百一十"}, {"chineseCounting", 1001, "一千〇一"}, {"chineseCounting", 0, "0"}, {"chineseCounting", 10000, "10000"}, {"chineseLegalSimplified", 23, "贰拾叁"},
		{"ideographTraditional", 3, "丙"}, {"ideographTraditional", 11, "11"}, {"ideographZodiac", 1, "子"}, {"decimalEnclosedCircle", 2, "②"}, {"decimalEnclosedParen", 2, "（2）"},
		{"decimalEnclosedFullstop", 4, "4."}, {"decimalZero", 4, "04"}, {"decimalZero", 14, "14"}, {"decimalFullWidth", 12, "１２"}, {"upperLetter", 2, "B"}, {"lowerLetter", 27, "27"},
		{"upperRoman", 14, "XIV"}, {"lowerRoman", 4, "iv"}, {"upperRoman", 4000, "4000"}, {"none", 3, ""}, {"decimal", 7, "7"}, {"unknown", 7, "7"},
	} {
		if got := FormatNumber(c.format, c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.format, c.n, got, c.want)
		}
	}
}
