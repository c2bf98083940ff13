package source

import (
	"bytes"
	"sync"
	"testing"
)

// What a file is follows from its bytes; a wrong extension changes nothing.
func TestWrongExtensions(t *testing.T) {
	files := map[Format][]byte{
		FormatText: []byte(plan), FormatHTML: []byte("<html><body><p>" + plan), FormatDOCX: word(t, paragraph(plan), nil), FormatXLSX: ledgerBook(t),
	}
	for want, data := range files {
		for ext := range extensions() {
			if want == FormatText && (ext == ".html" || ext == ".htm" || ext == ".xhtml" || ext == ".shtml" || ext == ".md" || ext == ".markdown" || ext == ".jsonl" || ext == ".ndjson") {
				continue // text may be any of these
			}
			if doc := decodeOne(t, "a"+ext, data); doc.Format != want {
				t.Errorf("%s as %s is read as %s", want, ext, doc.Format)
			}
		}
	}
}

// A Decoder serves several goroutines and gives each what it gives alone.
func TestConcurrent(t *testing.T) {
	d := NewDecoder()
	defer d.Close()
	files := map[string][]byte{
		"a.txt": corpus(t, "variants/seed_gb18030.txt"), "a.html": corpus(t, "html/02_guofa2018-39_cujinjiuye.html"), "a.docx": word(t, paragraph(plan), nil),
		"a.xlsx": ledgerBook(t), "a.csv": []byte(csvLedger), "a.jsonl": bulk(10), "a.pdf": printed("任务"),
	}
	var wait sync.WaitGroup
	for range 4 {
		for name, data := range files {
			wait.Go(func() {
				before := bytes.Clone(data)
				docs, err := d.Decode(t.Context(), name, data)
				if err != nil || docs[0].Text == "" || !bytes.Equal(before, data) {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	}
	wait.Wait()
}
