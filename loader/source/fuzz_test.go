package source

import (
	"testing"
	"unicode/utf8"
)

// wellFormed holds what must be true of every document, whatever the file.
func wellFormed(t *testing.T, docs []*Document, err error) {
	t.Helper()
	if (err == nil) == (len(docs) == 0) {
		t.Fatalf("%d documents and error %v", len(docs), err)
	}
	if err != nil && code(err) == "" {
		t.Fatalf("%v is no *Error with a code", err)
	}
	for _, d := range docs {
		if !utf8.ValidString(d.Text) || d.Format == "" || d.Name == "" {
			t.Fatalf("%q %q: invalid text", d.Name, d.Format)
		}
		inText := func(start, end int) {
			if start < 0 || end < start || end > len(d.Text) || !utf8.ValidString(d.Text[start:end]) {
				t.Fatalf("span %d to %d of %d bytes", start, end, len(d.Text))
			}
		}
		for i, r := range d.Rows {
			if i > 0 && r.Table < d.Rows[i-1].Table {
				t.Fatalf("table %d after %d", r.Table, d.Rows[i-1].Table)
			}
			for j, c := range r.Cells {
				inText(c.Start, c.End)
				if j > 0 && c.Column < r.Cells[j-1].Column || c.Start == c.End {
					t.Fatalf("cell %+v of %+v", c, r)
				}
			}
		}
		for _, w := range d.Warnings {
			inText(w.Start, w.End)
		}
	}
}

// fuzz feeds a decoder with mutations of the files.
func fuzz(f *testing.F, name string, patterns ...string) {
	for _, pattern := range patterns {
		for _, path := range corpusFiles(f, pattern) {
			f.Add(corpus(f, path))
		}
	}
	d := NewDecoder()
	f.Cleanup(func() { _ = d.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := d.Decode(name, data)
		wellFormed(t, docs, err)
	})
}

func FuzzText(f *testing.F) { fuzz(f, "a.txt", "variants/*.txt", "docs/0*.txt") }

func FuzzHTML(f *testing.F) { fuzz(f, "a.html", "html/02*.html", "html/09*.html") }
