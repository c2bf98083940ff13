package graph

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPassagesAreResolved(t *testing.T) {
	v := mustBuild(t, sample(), note("other", "", "甲", "a"))
	for document := range int32(v.Len(KindDocument)) {
		text, id := v.Documents.Text[document], v.IDOf(KindDocument, document)
		for start := range text {
			end := start + utf8.RuneLen([]rune(text[start:])[0])
			p := PassageID(id, Span{start, end})
			if d, s, ok := v.Passage(p); !ok || d != document || s != (Span{start, end}) {
				t.Fatalf("passage %d-%d of document %d is resolved as %v of %d, %v", start, end, document, s, d, ok)
			}
		}
	}
}

func TestPassagesThatAreNone(t *testing.T) {
	v := mustBuild(t, sample())
	id := v.IDOf(KindDocument, 0)
	n := len(v.Documents.Text[0])
	good := PassageID(id, Span{0, 3})
	for name, bad := range map[string]ID{
		"nothing": "", "a document": id, "evidence": v.IDOf(KindEvidence, 0), "cut off": good[:len(good)-1], "longer": good + "a",
		"upper case": ID(strings.ToUpper(string(good))), "another kind": "t" + good[1:], "no base32": good[:len(good)-1] + "1",
		"an unknown document": PassageID(NewID(KindDocument, "doc/x"), Span{0, 3}), "empty": PassageID(id, Span{3, 3}),
		"backward": PassageID(id, Span{3, 0}), "past the end": PassageID(id, Span{0, n + 1}), "far": PassageID(id, Span{0, 1 << 31}),
		"starts inside": PassageID(id, Span{1, 3}), "ends inside": PassageID(id, Span{0, 4}),
	} {
		if d, s, ok := v.Passage(bad); ok {
			t.Errorf("%s is resolved as %v of %d", name, s, d)
		}
	}
	if _, s, ok := v.Passage(PassageID(id, Span{0, n})); !ok || s.Len() != n {
		t.Error("the whole text is no passage")
	}
}

func FuzzPassage(f *testing.F) {
	v, err := Build([]*Extract{sample()})
	if err != nil {
		f.Fatal(err)
	}
	id := v.IDOf(KindDocument, 0)
	f.Add(string(PassageID(id, Span{0, 3})))
	f.Add(string(PassageID(id, Span{1, 3})))
	f.Fuzz(func(t *testing.T, s string) {
		d, span, ok := v.Passage(ID(s))
		if ok && (PassageID(v.IDOf(KindDocument, d), span) != ID(s) || !utf8.ValidString(v.Documents.Text[d][span.Start:span.End])) {
			t.Errorf("%q is resolved as %v", s, span)
		}
	})
}

func TestLocators(t *testing.T) {
	v := mustBuild(t, sample())
	text := v.Documents.Text[0]
	for quote, want := range map[string]string{"甲省": "", "总则": "一、", "修路": "一、1.", "乙市": "一、1."} {
		start := strings.Index(text, quote)
		if got := v.LocatorAt(0, Span{start, start + len(quote)}); got != want {
			t.Errorf("%s is at %q, want %q", quote, got, want)
		}
	}
	if got := v.LocatorAt(0, Span{0, len(text)}); got != "" {
		t.Errorf("the whole text is at %q", got)
	}
}

func TestWarningWithoutItsPassage(t *testing.T) {
	v := mustBuild(t, sample())
	v.Documents.Warnings[0][0].Code = "other"
	if got := v.WarningEvidence(0, 0); got != -1 {
		t.Errorf("a warning that is not in the table has the passage %d", got)
	}
}

// Two keys with the same 80 bits cannot be made; a view with the same digest twice can.
func TestClashOfIDsIsAnError(t *testing.T) {
	for k := range KindMention + 1 {
		b := &builder{view: mustBuild(t, sample())}
		*b.view.ids(k) = newIDs(k, []digest{digestOf("a"), digestOf("a")})
		if err := b.clash(); err == nil || !strings.Contains(err.Error(), string(NewID(k, "a"))) || !strings.Contains(err.Error(), k.String()) {
			t.Errorf("%s: error %v does not name the id", k, err)
		}
	}
}

func TestFootprintCounts(t *testing.T) {
	small, large := mustBuild(t, sample()).Footprint(), mustBuild(t, sample(), note("x", "", "甲", "a", "乙", "b")).Footprint()
	if small.Facts != len(sample().Facts) || small.Text < len(sample().Document.Text) {
		t.Errorf("the sample has %d facts and %d bytes of text", small.Facts, small.Text)
	}
	if large.Text <= small.Text || large.IDs <= small.IDs || large.Evidence <= small.Evidence || large.Facts != small.Facts {
		t.Errorf("another document takes nothing: %+v, %+v", small, large)
	}
}
