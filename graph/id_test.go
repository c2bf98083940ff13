package graph

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// Ids are promised to stay: a change here breaks every citation.
func TestIDsArePinned(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		key  string
		want ID
	}{
		{KindDepartment, Key(KindDepartment, "山西省", "发展和改革委员会"), "bu4qnhg7dndksqo4n"},
		{KindDocument, (&Document{Text: "计划"}).Key(), "drkuixbci5xbrwnz3"},
		{KindTask, PartKey(KindTask, "doc/0123456789abcdef", "二/（一）/1"), "tl5n3hsv37w7ibupr"},
	} {
		if got := NewID(c.kind, c.key); got != c.want {
			t.Errorf("%s has the id %s, want %s", c.key, got, c.want)
		}
	}
	f := Fact{Kind: KindResponsibility, Subject: "task/a/1", Object: "dept/b", Role: uint8(RoleLead)}
	if got := f.ID("doc/a"); got != "rs3onvfllr2jcjstp" {
		t.Errorf("the fact has the id %s", got)
	}
}

func TestFactIDsSayWhatNotWhere(t *testing.T) {
	f := Fact{Kind: KindReference, Subject: "doc/a", Surface: "国发〔2018〕1号", Position: 1}
	g := f
	g.Position, g.RoleText, g.Evidence = 2, "根据", []Evidence{{Rule: "x"}}
	if f.ID("doc/a") != g.ID("doc/a") {
		t.Error("the passage is part of the id")
	}
	for name, change := range map[string]func(*Fact){
		"kind": func(f *Fact) { f.Kind = KindTaskPlace }, "subject": func(f *Fact) { f.Subject = "doc/b" },
		"role": func(f *Fact) { f.Role = 1 }, "object": func(f *Fact) { f.Object = "doc/c" },
		"name of what is not loaded": func(f *Fact) { f.Surface = "国发〔2018〕2号" },
	} {
		g := f
		change(&g)
		if f.ID("doc/a") == g.ID("doc/a") {
			t.Errorf("the %s is not part of the id", name)
		}
	}
	if f.ID("doc/a") == f.ID("doc/b") {
		t.Error("the document is not part of the id")
	}
}

func TestIDKind(t *testing.T) {
	for k := range KindMention + 1 {
		if got, ok := NewID(k, "x").Kind(); !ok || got != k {
			t.Errorf("an id of kind %s says %s, %v", k, got, ok)
		}
	}
	good := string(NewID(KindTask, "x"))
	for _, bad := range []string{
		"", "t", good[1:], good + "a", good[:len(good)-1], "z" + good[1:], "T" + good[1:], good[:16] + "1", good[:16] + "\n",
		strings.ToUpper(good), good[:16] + "=", "\u4e8c" + good[3:],
	} {
		if k, ok := ID(bad).Kind(); ok {
			t.Errorf("%q is taken for an id of kind %s", bad, k)
		}
	}
}

func TestKeys(t *testing.T) {
	for k := range Kind(EntityKinds) {
		if got, ok := KeyKind(Key(k, "x")); !ok || got != k {
			t.Errorf("a key of kind %s says %s, %v", k, got, ok)
		}
	}
	if _, ok := KeyKind("ministry/x"); ok {
		t.Error("an unknown prefix is a kind")
	}
	if a, b := Key(KindDepartment, "a/b", "c"), Key(KindDepartment, "a", "b/c"); a == b || strings.Count(a, "/") != 2 {
		t.Errorf("separators in parts are not kept apart: %s, %s", a, b)
	}
	a, b := Document{Text: "甲", SourceName: "a"}, Document{Text: "甲", SourceName: "b", Title: "x"}
	if a.Key() != b.Key() || a.Key() == (&Document{Text: "乙"}).Key() {
		t.Error("the key of a document is not that of its text")
	}
}

func TestIDsAreFound(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 100, 5000} {
		raw := make([]digest, n)
		for i := range raw {
			raw[i] = digestOf(string(binary.AppendVarint(nil, int64(i))))
		}
		c := newIDs(KindTask, raw)
		if c.Len() != n || !slices.IsSortedFunc(c.sorted, func(a, b int32) int { return bytes.Compare(raw[a][:], raw[b][:]) }) {
			t.Fatalf("%d ids are not sorted", n)
		}
		for i := range raw {
			if at, ok := c.find(raw[i]); !ok || at != int32(i) {
				t.Errorf("id %d of %d is found at %d, %v", i, n, at, ok)
			}
			if got := c.AppendTo([]byte("x"), int32(i)); string(got) != "x"+string(c.At(int32(i))) {
				t.Errorf("AppendTo gives %s, At %s", got, c.At(int32(i)))
			}
		}
		for _, absent := range []digest{{}, digestOf("absent"), {0xff, 0xff, 0xff}} {
			if _, ok := c.find(absent); ok {
				t.Errorf("an absent id is found among %d", n)
			}
		}
		if i, bad := c.clash(); bad {
			t.Errorf("%d clashes", i)
		}
	}
}

func TestClashIsFound(t *testing.T) {
	same := digestOf("a")
	c := newIDs(KindTask, []digest{digestOf("b"), same, digestOf("c"), same})
	if i, bad := c.clash(); !bad || i != 1 && i != 3 {
		t.Errorf("clash at %d, %v", i, bad)
	}
}

func FuzzID(f *testing.F) {
	f.Add("t" + strings.Repeat("a", 16))
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		k, d, ok := parseID(ID(s))
		if ok && string(d.id(k)) != s {
			t.Errorf("%q and %q are one id", s, d.id(k))
		}
	})
}
