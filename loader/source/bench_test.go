package source

import (
	"bytes"
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
