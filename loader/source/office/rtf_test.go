package office

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader/source/fault"
)

func TestRTFShowsWhatWordShows(t *testing.T) {
	text, err := RTF(file(t, "parts.rtf"), testLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := outline(text.Blocks), strings.Replace(shown, "框中的文字\n", "", 1); got != want { // LibreOffice does not write the box
		t.Errorf("got\n%s", got)
	}
}

func TestRTFText(t *testing.T) {
	gbk := `{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Arial;}}`
	for name, c := range map[string]struct{ rtf, want string }{
		"bytes of GBK":       {gbk + `\f0 \'c8\'ce\'ce\'f1` + "\r\n" + `\'b6\'fe\par`, "任务二\n"},
		"over runs":          {gbk + `{\f0 \'c8}{\b \'ce}\par`, "\uFFFD" + "\u00ce\n"},
		"by the code page":   {`\ansicpg936 \'c8\'ce\'ce\'f1\par`, "任务\n"},
		"font of Latin":      {gbk + `\f1 \'e9\f0\'c8\'ce\par`, "é任\n"},
		"Unicode":            {`\uc1\u20219?\u21153?\par`, "任务\n"},
		"two replaced":       {`\uc2\u20219\'c8\'ce\u21153 ab\par`, "任务\n"},
		"none replaced":      {`\uc0\u20219\u21153\par`, "任务\n"},
		"negative":           {`\uc1\u-30693?\par`, "蠛\n"},
		"rare character":     {`\uc1\u-10179?\u-8704?\par`, "\U0001F600\n"},
		"signs":              {`\{a\}\\b\~c\_d\-e\par`, "{a}\\b c-de\n"},
		"quotes":             {`\ldblquote a\rdblquote\emdash\par`, "“a”—\n"},
		"hidden, deleted":    {`a{\v b}c\v d\v0 e{\deleted f}\par`, "ace\n"},
		"destinations":       {`{\info{\title x}}{\*\unknown y}{\header z\par}a{\pict 00ff}\par`, "a\n"},
		"field":              {`a{\field{\*\fldinst HYPERLINK x}{\fldrslt b}}c\par`, "abc\n"},
		"label":              {`{\listtext\pard\plain 1.\tab}a\par{\pntext\f3 \'b7\tab}b\par{\listtext\u31532?1\u26465?\tab}c\par`, "1.a\nb\n第1条 c\n"},
		"empty with label":   {`{\listtext 1.\tab}\par{\listtext 2.\tab}b\par`, "2.b\n"},
		"line and tab":       {`a\line b\tab c\par`, "a\nb c\n"},
		"text box":           {`a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard x\par y\par}}{\shprslt z}}b\par`, "ab\nx\ny\n"},
		"old text box":       {`a{\*\do\dobxcolumn{\dptxbxtext\pard x\par}}b\par`, "ab\nx\n"},
		"binary":             {"{\\pict\\bin4 }}}}}a\\par", "a\n"},
		"no end":             {`a`, "a\n"},
		"table":              {`\trowd\cellx300\cellx900\intbl a\cell\intbl b\cell\row\trowd\cellx900\intbl c\cell\row\pard d\par`, "[a][b]\n[c]+\nd\n"},
		"merged":             {`\trowd\clvmgf\cellx300\cellx900\pard\intbl a\cell b\cell\row\trowd\clvmrg\cellx300\clmgf\cellx500\clmrg\cellx900\pard\intbl\cell c\cell\cell\row\pard`, "[a][b]+\n[^][c]+\n"},
		"row after row":      {`\trowd\cellx100\intbl a\cell\row\intbl b\cell\row\pard`, "[a]\n[b]\n"},
		"row that is cut":    {`\trowd\cellx100\cellx200\intbl a\cell b`, "[a][b]\n"},
		"paragraphs of cell": {`\trowd\cellx100\intbl a\par b\cell\row\pard`, "[a\nb]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := RTF([]byte(`{\rtf1\ansi `+c.rtf+`}`), testLimits())
			if err != nil || outline(text.Blocks) != c.want {
				t.Errorf("%v, got %q, want %q", err, outline(text.Blocks), c.want)
			}
		})
	}
}

func TestRTFLimits(t *testing.T) {
	limits := testLimits()
	limits.Depth, limits.Text = 4, 8
	for name, c := range map[string]struct{ inside, over, code string }{
		"groups": {`{\rtf1 {{{a}}}}`, `{\rtf1 {{{{a}}}}}`, fault.TooDeep},
		"tables": {`{\rtf1 \itap4 a\par}`, `{\rtf1 \itap5 a\par}`, fault.TooDeep},
		"text":   {`{\rtf1 12345678}`, `{\rtf1 123456789\par}`, fault.TooLarge},
		"end":    {`{\rtf1 a}`, `{\rtf1 {a}`, fault.Broken},
	} {
		if _, err := RTF([]byte(c.inside), limits); err != nil {
			t.Errorf("%s inside: %v", name, err)
		}
		if _, err := RTF([]byte(c.over), limits); err == nil || err.Code != c.code {
			t.Errorf("%s over: %v", name, err)
		}
	}
}

func FuzzRTF(f *testing.F) {
	f.Add(file(f, "parts.rtf"))
	f.Add([]byte(`{\rtf1\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\f0\'c8\'ce{\listtext 1.\tab}\trowd\clvmrg\cellx9\intbl\itap2 a\nestcell\nestrow\cell\row{\shptxt b\par}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		limits := testLimits()
		limits.Text, limits.Depth = 1<<16, 32
		if text, err := RTF(data, limits); err == nil {
			outline(text.Blocks)
		}
	})
}
