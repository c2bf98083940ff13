package source

import (
	"bytes"
	"strings"
	"testing"
)

func BenchmarkText(b *testing.B) {
	seed := corpus(b, "docs/seed_shanxi2018_guanzhong.txt")
	gb := corpus(b, "variants/seed_gb18030.txt")
	for name, data := range map[string][]byte{"utf8": bytes.Repeat(seed, 100), "gb18030": bytes.Repeat(gb, 100)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				decodeOne(b, "a.txt", data)
			}
		})
	}
}

func BenchmarkHTML(b *testing.B) {
	for _, path := range corpusFiles(b, "html/*.html") {
		data := corpus(b, path)
		b.Run(path[5:7], func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				decodeOne(b, "a.html", data)
			}
		})
	}
}

func BenchmarkDOCX(b *testing.B) {
	data := word(b, strings.Repeat(paragraph(plan), 500), nil)
	b.SetBytes(int64(500 * len(plan)))
	for b.Loop() {
		decodeOne(b, "a.docx", data)
	}
}

func BenchmarkLedgers(b *testing.B) {
	for name, data := range map[string][]byte{"a.csv": csvOf(10_000, 6), "a.xlsx": bookOf(b, 5_000, 6), "a.jsonl": bulk(10_000)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Decode(name, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPDF reads a file with a running engine; its start is apart.
func BenchmarkPDF(b *testing.B) {
	data := corpus(b, "pdf/pingshan_zhuanxiangzijin.pdf")
	d := NewDecoder()
	defer d.Close()
	if _, err := d.Decode(b.Context(), "a.pdf", data); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := d.Decode(b.Context(), "a.pdf", data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPDFStart(b *testing.B) {
	for b.Loop() {
		d := NewDecoder()
		if err := d.pdf.Start(); err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
