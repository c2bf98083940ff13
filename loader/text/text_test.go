package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

func never(string) bool { return false }

func numbered(line string) bool { return strings.HasPrefix(line, "一、") }

func TestFold(t *testing.T) {
	for _, c := range []struct{ source, text string }{
		{"（Ａ）：，；１２３％", "(A):,;123%"},
		{"　　甲\u00a0\u00a0乙 \r\n\n\n丙", "甲 乙\n丙"},
		{"隰（xí）县", "隰县"},
		{"长度（km）", "长度(km)"},
		{"國務院關於發展", "国务院关于发展"},
		{"乾县的发展和改革工作安排如下", "乾县的发展和改革工作安排如下"},
		{"甲\u200b乙\ufeff丙", "甲乙丙"},
		{"㈠甲⑴乙⒈丙①", "(一)甲(1)乙1.丙①"},
		{"", ""},
	} {
		v := Fold(c.source, true, never)
		if v.Text() != c.text {
			t.Errorf("%q: %q", c.source, v.Text())
		}
		for i := range v.Text() {
			if s := v.Span(graph.Span{Start: i, End: len(v.Text())}); s.Start < 0 || s.End > len(c.source) || s.Start > s.End {
				t.Errorf("%q: byte %d is at %v", c.source, i, s)
			}
		}
	}
}

func TestWrappedLines(t *testing.T) {
	line := strings.Repeat("长", 20)
	var text strings.Builder
	for range wrapLines {
		text.WriteString(line + "\n")
	}
	if v := Fold(text.String()+"末。\n一、甲", true, numbered); len(v.Lines()) != 2 {
		t.Errorf("wrapped text has %d lines: %q", len(v.Lines()), v.Text())
	}
	if v := Fold(text.String(), false, never); len(v.Lines()) != wrapLines {
		t.Errorf("text not to be joined has %d lines", len(v.Lines()))
	}
	if w := wrapWidth(strings.Repeat(line+"\n", wrapLines-1)); w != 0 {
		t.Errorf("%d lines are wrapped at %d", wrapLines-1, w)
	}
	for n, wrapped := range map[int]bool{wrapNarrowest / 2: true, wrapNarrowest/2 - 1: false, wrapWidest / 2: true, wrapWidest/2 + 1: false} {
		if w := wrapWidth(strings.Repeat(strings.Repeat("长", n)+"\n", wrapLines)); (w > 0) != wrapped {
			t.Errorf("lines of %d characters: width %d", n, w)
		}
	}
}

// TestPrinted checks that what is folded is answered as it is printed.
func TestPrinted(t *testing.T) {
	source := "推进云泰铁路（南京，扬州段）建设；\n財政廳。"
	v := Fold(source, false, never)
	for _, c := range []struct{ folded, printed string }{
		{"云泰铁路(南京,扬州段)", "云泰铁路（南京，扬州段）"},
		{"建设;", "建设；"},
	} {
		at := strings.Index(v.Text(), c.folded)
		if at < 0 {
			t.Fatalf("%q has no %q", v.Text(), c.folded)
		}
		s := graph.Span{Start: at, End: at + len(c.folded)}
		if got := v.Printed(s); got != c.printed {
			t.Errorf("%s is printed %s, want %s", c.folded, got, c.printed)
		}
		p := v.Span(s)
		if source[p.Start:p.End] != c.printed || v.FromSource(p) != s {
			t.Errorf("%s is at %v of the source, which is %v of the folded text, want %v", c.folded, p, v.FromSource(p), s)
		}
	}
}

func TestOpening(t *testing.T) {
	for shut, open := range map[rune]rune{')': '(', ']': '[', '〕': '〔', '】': '【'} {
		if got, ok := Opening(shut); !ok || got != open {
			t.Errorf("%c closes %c, want %c", shut, got, open)
		}
		if _, ok := Opening(open); ok {
			t.Errorf("%c closes nothing", open)
		}
	}
	if _, ok := Opening('》'); ok {
		t.Error("《》 are no brackets of marks")
	}
}

// FuzzFold checks on any text that every stretch of the folded text is in the printed one and folding is settled: what is
// folded already stays as it is.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"（Ａ）：，；１２３％", "隰（xí）县（", "國務院關於發展財政廳", "一、甲\n（一）乙，\n丙）", "**粗**", "\xe3\x80\x80甲\u200b"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, wrapped bool) {
		s = strings.ToValidUTF8(s, "?")
		v := Fold(s, wrapped, numbered)
		if !utf8.ValidString(v.Text()) {
			t.Fatalf("%q is folded to %q", s, v.Text())
		}
		at := 0
		for i, r := range v.Text() {
			p := v.Span(graph.Span{Start: i, End: i + utf8.RuneLen(r)})
			if p.Start < at || p.End > len(s) || !utf8.ValidString(s[p.Start:p.End]) {
				t.Fatalf("%q: byte %d of %q is at %v", s, i, v.Text(), p)
			}
			at = p.Start
		}
		for _, line := range v.Lines() {
			if strings.Contains(v.Slice(line), "\n") {
				t.Fatalf("%q is one line", v.Slice(line))
			}
		}
	})
}
