package graph

import "testing"

func TestWorkKeys(t *testing.T) {
	issued := func(change func(x *Extract)) *Extract {
		x := sample()
		x.Document.DocNumber = ""
		change(x)
		return x
	}
	numbered := func(change func(x *Extract)) *Extract {
		x := sample()
		change(x)
		return x
	}
	for _, c := range []struct {
		name string
		a, b *Extract
		same bool
	}{
		{"the number written another way", sample(), numbered(func(x *Extract) { x.Document.DocNumber = "甲政发[2018]１号" }), true},
		{"another text and day", sample(), numbered(func(x *Extract) { x.Document.Text += "修订"; x.Document.IssuedOn = "2019-01-01" }), true},
		{"the title in marks", sample(), numbered(func(x *Extract) { x.Document.Title = "《甲省方案》" }), true},
		{"another title of the number", sample(), numbered(func(x *Extract) { x.Document.Title = "别的方案" }), false},
		{"another number", sample(), numbered(func(x *Extract) { x.Document.DocNumber = "甲政发〔2018〕2号" }), false},
		{"issuer, title and day", issued(func(*Extract) {}), issued(func(x *Extract) { x.Document.SourceName = "2.txt" }), true},
		{"another day", issued(func(*Extract) {}), issued(func(x *Extract) { x.Document.IssuedOn = "2018-06-01" }), false},
		{"another issuer", issued(func(*Extract) {}), issued(func(x *Extract) {
			for i := range x.Facts {
				if x.Facts[i].Kind == KindDocumentRole {
					x.Facts[i].Object = Key(KindDepartment, "x")
				}
			}
		}), false},
		{"an addressee is no issuer", issued(func(x *Extract) { x.Document.IssuedOn = "" }), issued(func(x *Extract) {
			for i := range x.Facts {
				if x.Facts[i].Kind == KindDocumentRole {
					x.Facts[i].Role = uint8(DocumentAddressee)
				}
			}
		}), true},
		{"only name and address", note("a", ""), note("b", ""), true},
		{"the same name elsewhere", note("a", ""), func() *Extract { x := note("a", ""); x.Document.SourceURL = "http://example.org/2"; return x }(), false},
		{"what parts a key", &Extract{Document: Document{SourceName: "a|b", SourceURL: "c"}}, &Extract{Document: Document{SourceName: "a", SourceURL: "b|c"}}, false},
		{"what escapes it", &Extract{Document: Document{SourceName: `a\`, SourceURL: "c"}}, &Extract{Document: Document{SourceName: "a", SourceURL: `\c`}}, false},
	} {
		if a, b := c.a.WorkKey(), c.b.WorkKey(); (a == b) != c.same {
			t.Errorf("%s: %q and %q, want the same work: %v", c.name, a, b, c.same)
		}
	}
}
