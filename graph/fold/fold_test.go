package fold

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestKey(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "abc", "ABC": "abc", "山西省": "山西省", "省 发改委": "省发改委", "ＡＢＣ１２３": "abc123", "（一）": "(一)",
		" \t\n\u3000": "", "ｶﾞ": "ガ", "①": "1", "⑩": "10", "Ⅳ": "iv", "e \u0301": "é", "𠮷": "𠮷", "㎡": "m2", "a b": "ab",
		"a--b": "a-b", "-": "-", "——": "-", "\u200b省\ufeff": "省", "\x00a\x1fb": "ab", "“”": "", "財政廳": "财政厅", "〔2018〕": "(2018)",
		"2018年…": "2018年...", "ﬁ": "fi", "豈": "岂", "PM2.5<35": "pm2.5<35", "3:5": "3:5", "3∶5": "3:5", "\xff": "\ufffd",
	} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

// variants are the same words written in several ways.
var variants = [][]string{
	{"财政厅", "財政廳", "财 政 厅", "财\u200b政厅", "财政厅\n", "财\u00ad政厅"},
	{"国函〔2018〕6号", "国函[2018]6号", "国函（2018）6号", "国函(2018)6号", "国函［2018］6号", "国函【2018】6号", "国函〔２０１８〕６号", "國函〔2018〕6號", "国函﹝2018﹞6号", "国函〔2018〕 6 号", "国函〖2018〗6号", "国函{2018}6号"},
	{"“互联网+”行动", "\"互联网+\"行动", "「互联网+」行动", "『互联网＋』行动", "'互联网+'行动", "‘互联网+’行动", "＂互联网+＂行动", "〝互联网+〞行动", "«互联网+»行动", "互联网+行动", "﹁互联网+﹂行动", "｢互联网+｣行动"},
	{"《国家新型城镇化规划》", "〈国家新型城镇化规划〉", "国家新型城镇化规划", "︽國家新型城鎮化規劃︾"},
	{"郑州-西安", "郑州–西安", "郑州—西安", "郑州——西安", "郑州－西安", "郑州―西安", "郑州‐西安", "郑州‑西安", "郑州−西安", "郑州─西安", "郑州﹣西安", "郑州--西安", "鄭州⸺西安"},
	{"二〇二〇年", "二○二○年", "二零二零年", "二◯二◯年", "二〇 二〇年"},
	{"尧·舜", "尧•舜", "尧‧舜", "尧・舜", "尧･舜", "堯∙舜", "尧⋅舜"},
	{"水利、电力", "水利，电力", "水利,电力", "水利﹑电力", "水利､电力", "水利﹐电力", "水利︑電力"},
	{"（一）总体", "(一)总体", "㈠总体", "﹙一﹚总体", "︵一︶總體"},
	{"5G", "５Ｇ", "5g", "⑤G", "５ｇ"},
	{"2018～2020", "2018~2020", "2018〜2020", "2018∼2020"},
	{"完成。", "完成.", "完成｡", "完成．"},
	{"长治市", "⻓治市", "長治市"},
	{"见习", "⻅习", "見習"},
	{"一心", "⼀⼼"},
	{"责任：省厅", "责任:省厅", "責任∶省廳"},
	{"α é", "Αé", "αe\u0301"},
}

func TestVariantsHaveOneKey(t *testing.T) {
	for _, class := range variants {
		want := Key(class[0])
		for _, s := range class[1:] {
			if got := Key(s); got != want {
				t.Errorf("%q has the key %q, %q has %q", s, got, class[0], want)
			}
		}
	}
	keys := map[string]int{}
	for i, class := range variants {
		if j, taken := keys[Key(class[0])]; taken {
			t.Errorf("classes %d and %d have one key", i, j)
		}
		keys[Key(class[0])] = i
	}
}

// TestSpansAreOfTheText finds every way of writing by every other, inside a sentence, exactly where it stands.
func TestSpansAreOfTheText(t *testing.T) {
	for _, class := range variants {
		for _, written := range class {
			before, after := "前文𠮷，", "；后文e\u0301"
			text := Trace(before + written + after)
			for _, asked := range class {
				got := text.Find([]string{Key(asked)})
				if len(got) != 1 {
					t.Errorf("%q is found %d times in %q", asked, len(got), written)
					continue
				}
				span := (before + written + after)[got[0][0]:got[0][1]]
				// What is left out at the ends is not marked.
				if Key(span) != Key(asked) || !strings.Contains(written, span) {
					t.Errorf("%q marks %q of %q", asked, span, written)
				}
				if first, _ := utf8.DecodeRuneInString(span); Key(string(first)) == "" {
					t.Errorf("%q marks %q, which begins with what is left out", asked, span)
				}
				if last, _ := utf8.DecodeLastRuneInString(span); Key(string(last)) == "" {
					t.Errorf("%q marks %q, which ends with what is left out", asked, span)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, test := range []struct {
		text  string
		words []string
		want  []string
	}{
		{"水利、水电", []string{"水"}, []string{"水", "水"}},
		{"汾河水污染", []string{"水", "汾河"}, []string{"汾河水"}},
		{"建设 水库", []string{"建设水"}, []string{"建设 水"}},
		{"“建设”“水库”", []string{"设水"}, []string{"设”“水"}},
		{"ａｂｃ", []string{"abc", "bc", "c"}, []string{"ａｂｃ"}},
		{"⑩个", []string{"0"}, []string{"⑩"}},
		{"甲——乙", []string{"-乙", "甲-"}, []string{"甲——乙"}},
		{"甲— —乙", []string{"-"}, []string{"— —"}},
		{"e \u0301x", []string{"é"}, []string{"e \u0301"}},
		{"水", []string{"", "火"}, nil},
		{"", []string{"水"}, nil},
	} {
		var got []string
		for _, s := range Trace(test.text).Find(test.words) {
			got = append(got, test.text[s[0]:s[1]])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q in %q: %q, want %q", test.words, test.text, got, test.want)
		}
	}
}

// TestEveryCharacter folds every character of the tables and of the basic plane alone: the result folds to itself, and
// the two ways of folding agree.
func TestEveryCharacter(t *testing.T) {
	changed := 0
	for r := rune(0); r < 0x30000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		once := Key(s)
		if twice := Key(once); twice != once {
			t.Errorf("%U %q folds to %q and that to %q", r, s, once, twice)
		}
		if g := general(s); g != once {
			t.Errorf("%U %q folds to %q, in general to %q", r, s, once, g)
		}
		if once != s {
			changed++
		}
	}
	if changed < 8000 {
		t.Errorf("only %d characters are folded", changed)
	}
	if n := len(simplified()); n < 2900 {
		t.Errorf("%d traditional characters", n)
	}
	if _, ok := Simplified('省'); ok {
		t.Error("省 has no other form")
	}
	if to, ok := Simplified('廳'); !ok || to != '厅' {
		t.Errorf("廳 is simplified to %c", to)
	}
}

func seed(f *testing.F) {
	for _, s := range []string{"省 发改委", "ＡＢ　c e\u0301 ﬁ Ⅷ\n省", "e \u0301", "İ", "ǅ", "\xff", "ﬃ", "\u00a8", "K", "-\u0335-", "가\u11a8", "㈠——…", "=\u0338"} {
		f.Add(s)
	}
	for _, class := range variants {
		f.Add(strings.Join(class, "；"))
	}
}

func FuzzKey(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		once := Key(s)
		if twice := Key(once); utf8.ValidString(s) && twice != once {
			t.Errorf("Key(%q) = %q, but folded again %q", s, once, twice)
		}
		if strings.ContainsAny(once, " \t\n\u3000\x00“”《》\"") || strings.Contains(once, "--") {
			t.Errorf("Key(%q) = %q has what is left out", s, once)
		}
		if g := general(s); utf8.ValidString(s) && g != once {
			t.Errorf("Key(%q) = %q, in general %q", s, once, g)
		}
	})
}

func FuzzTrace(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) { // stored texts are valid
			return
		}
		text := Trace(s)
		if text.Key != Key(s) {
			t.Fatalf("%q is traced to %q, its key is %q", s, text.Key, Key(s))
		}
		if g := traceGeneral(s); g.Key != text.Key {
			t.Errorf("%q is traced to %q, in general to %q", s, text.Key, g.Key)
		}
		lastStart, lastEnd := 0, 0
		for i := range len(text.Key) {
			start, end := text.Source(i, i+1)
			if start < lastStart || end < lastEnd || start >= end || end > len(s) || !utf8.RuneStart(s[start]) || end < len(s) && !utf8.RuneStart(s[end]) {
				t.Fatalf("byte %d of %q comes from %d-%d of %q, the one before from %d-%d", i, text.Key, start, end, s, lastStart, lastEnd)
			}
			lastStart, lastEnd = start, end
		}
	})
}

var benchText = strings.Repeat("1.做强重要节点城市。支持临汾、运城等市建设“区域中心城市”，加快（省发展改革委、省住房城乡建设厅负责）。", 200)

func BenchmarkKey(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		Key(benchText)
	}
}

func BenchmarkTrace(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		Trace(benchText)
	}
}
