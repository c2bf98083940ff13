package source

import (
	"strings"
	"testing"
	"time"
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
func fuzz(f *testing.F, name string, seeds ...[]byte) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	d := NewDecoder()
	d.pdf.Limits.Time = 5 * time.Second
	if strings.HasSuffix(name, ".pdf") { // an input that takes as long as the start of the engine counts as hung
		if err := d.pdf.Start(); err != nil {
			f.Fatal(err)
		}
	}
	f.Cleanup(func() { _ = d.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := d.Decode(t.Context(), name, data)
		wellFormed(t, docs, err)
	})
}

func seedFiles(f *testing.F, patterns ...string) (seeds [][]byte) {
	for _, pattern := range patterns {
		for _, path := range corpusFiles(f, pattern) {
			seeds = append(seeds, corpus(f, path))
		}
	}
	return seeds
}

func FuzzText(f *testing.F) { fuzz(f, "a.txt", seedFiles(f, "variants/*.txt", "docs/0*.txt")...) }

func FuzzHTML(f *testing.F) {
	table := "<table><tr><th rowspan=2>序号<th colspan=3>任务单位<tr><td>部门任务</table>"
	fuzz(f, "a.html", append(seedFiles(f, "html/02*.html"), []byte(table))...)
}

func FuzzCSV(f *testing.F) { fuzz(f, "a.csv", []byte(csvLedger), []byte("甲;乙\n\"丙;丁\n")) }

func FuzzJSONL(f *testing.F) {
	fuzz(f, "a.jsonl", bulk(2), []byte(`{"title":["修路",1],"section":null,"x":{}}`))
}

func FuzzXLSX(f *testing.F) { fuzz(f, "a.xlsx", ledgerBook(f)) }

func FuzzPDF(f *testing.F) { fuzz(f, "a.pdf", printed("任务", "内容")) }

// FuzzDOCX mutates the parts of a Word file, not its packing, which hardly a mutation would survive.
func FuzzDOCX(f *testing.F) {
	f.Add(wordXML("一"), "<w:numbering/>")
	f.Add(wordSpace+numbered("1", "0", "甲")+"<w:tbl><w:tr>"+cell(`<w:gridSpan w:val="2"/>`, "格")+cell("<w:vMerge/>", "")+"</w:tr></w:tbl></w:body></w:document>",
		"<numbering><abstractNum abstractNumId='0'>"+level("0", "chineseCounting", "%1、", "")+"</abstractNum><num numId='1'><abstractNumId val='0'/></num></numbering>")
	f.Fuzz(func(t *testing.T, document, numbering string) {
		docs, err := Decode("a.docx", zipOf(t, map[string]string{"word/document.xml": document, "word/numbering.xml": numbering}))
		wellFormed(t, docs, err)
	})
}
