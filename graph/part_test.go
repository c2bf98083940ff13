package graph

import (
	"bytes"
	"crypto/sha256"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func mustPart(t testing.TB, x *Extract) *Part {
	t.Helper()
	p, err := NewPart(x)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// everything is an extract in which each field of each thing is set somewhere.
func everything() *Extract {
	x := sample()
	x.Sections = append(x.Sections, Section{Path: "一/（一）", Number: "（一）", Heading: "小节", Level: 2, Parent: "一", Span: x.Tasks[0].Span})
	first := x.Facts[0].Evidence[0]
	first.Note = "another note of the same passage"
	x.Facts[1].Evidence = append(x.Facts[1].Evidence, first)
	x.Entities[0].Aliases = append(x.Entities[0].Aliases, "", "\x00\u2028\"\\")
	x.Mentions = append(x.Mentions, x.Mentions[0], Mention{Entity: x.Document.Key(), Span: Span{0, 6}},
		Mention{Entity: PartKey(KindTask, x.Document.Key(), "一/1"), Surface: "它", Span: Span{0, 6}})
	x.Normalize()
	return x
}

// neverSet lists the fields of a struct, and of those that it holds, that are zero wherever they are.
func neverSet(v reflect.Value, name string, set map[string]bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			neverSet(v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name, set)
		}
	case reflect.Slice:
		for i := range v.Len() {
			neverSet(v.Index(i), name, set)
		}
		if _, seen := set[name]; v.Len() == 0 && !seen {
			set[name] = false
		}
	default:
		set[name] = set[name] || !v.IsZero()
	}
}

// A field that is added to an extract and forgotten in a part would be lost when it is stored.
func TestAPartKeepsEveryField(t *testing.T) {
	x := everything()
	set := map[string]bool{}
	neverSet(reflect.ValueOf(*x), "", set)
	if len(set) < 40 {
		t.Fatalf("only %d fields are looked at", len(set))
	}
	for field, ok := range set {
		if !ok {
			t.Errorf("%s is set nowhere in the extract of this test: set it, so that losing it is noticed", field)
		}
	}
	p := mustPart(t, x)
	for name, got := range map[string]*Part{"made": p, "read": mustRead(t, p.AppendTo(nil))} {
		if !reflect.DeepEqual(got.Extract(), x) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got.Extract(), x)
		}
		if got.Digest() != x.Digest() || got.Key() != x.Document.Key() || got.SourceName() != x.Document.SourceName {
			t.Errorf("%s: it is of another document", name)
		}
	}
}

func mustRead(t testing.TB, b []byte) *Part {
	t.Helper()
	p, err := ReadPart(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPartThatIsReadIsThePartThatWasWritten(t *testing.T) {
	for _, x := range []*Extract{everything(), sample(), note("a", "2018-01-01", "甲", "x", "乙", "y"), note("", "")} {
		p := mustPart(t, x)
		b := p.AppendTo([]byte("before"))
		if got := mustRead(t, b[len("before"):]); !reflect.DeepEqual(got, p) {
			t.Errorf("%s: got %+v\nwant %+v", x.Document.Title, got, p)
		}
		if !bytes.Equal(b, p.AppendTo([]byte("before"))) {
			t.Error("written twice, it has other bytes")
		}
	}
}

func TestPartsThatAreDamagedAreRefused(t *testing.T) {
	b := mustPart(t, everything()).AppendTo(nil)
	for i := range b {
		bad := slices.Clone(b)
		bad[i] ^= 1 << (i % 8)
		if _, err := ReadPart(bad); err == nil {
			t.Fatalf("byte %d is changed, and nobody notices", i)
		}
		if _, err := ReadPart(b[:i]); err == nil {
			t.Fatalf("%d of %d bytes are enough", i, len(b))
		}
	}
}

// sealed are the columns of a part with the sum that belongs to them.
func sealed(b []byte) []byte {
	sum := sha256.Sum256(b)
	return append(slices.Clone(b), sum[:]...)
}

// Whoever can write the file can also make sums: a part that cannot be must not stop the program.
func TestForgedPartsAreRefusedOrHarmless(t *testing.T) {
	b := mustPart(t, everything()).AppendTo(nil)
	b = b[:len(b)-sha256.Size]
	refused := 0
	for i := range b {
		for _, bit := range []byte{1, 2, 64, 128} {
			bad := slices.Clone(b)
			bad[i] ^= bit
			refused += forged(t, bad)
		}
		if i > 0 {
			refused += forged(t, b[:i])
		}
	}
	if refused < len(b) {
		t.Errorf("only %d were refused", refused)
	}
	other := slices.Clone(b)
	other[0]++
	if _, err := ReadPart(sealed(other)); err == nil || !strings.Contains(err.Error(), "another format") {
		t.Errorf("another format: %v", err)
	}
}

// forged reads columns that nobody wrote and uses what comes out; it gives 1 when they are refused.
func forged(t *testing.T, b []byte) int {
	t.Helper()
	p, err := ReadPart(sealed(b))
	if err != nil {
		return 1
	}
	p.Extract()
	v, err := Join([]*Part{p})
	if err != nil {
		return 0
	}
	for i := range int32(v.Len(KindEvidence)) {
		v.Locator(i)
	}
	return 0
}

func FuzzReadPart(f *testing.F) {
	for _, x := range []*Extract{everything(), note("a", "2018-01-01", "甲", "x")} {
		b := mustPart(f, x).AppendTo(nil)
		f.Add(b[:len(b)-sha256.Size])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 0 {
			forged(t, b)
		}
	})
}
