package loader_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// corpus reads the documents of the corpus.
func corpus(tb testing.TB) map[string]string {
	tb.Helper()
	files, err := filepath.Glob("testdata/corpus/docs/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no corpus: %v", err)
	}
	docs := map[string]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		docs[filepath.Base(f)] = string(data)
	}
	return docs
}

// BenchmarkRead reads the corpus, repeated to 50 MB, document by document: the issue asks for 5 MB/s on one core.
func BenchmarkRead(b *testing.B) {
	docs := corpus(b)
	size := 0
	for _, text := range docs {
		size += len(text)
	}
	total := 50 << 20
	if testing.Short() {
		total = 2 << 20
	}
	b.SetBytes(int64(total/size) * int64(size))
	for b.Loop() {
		for range total / size {
			for name, text := range docs {
				loader.Read(&source.Document{Name: name, Text: text})
			}
		}
	}
}

// BenchmarkReadOne reads one document of 10 MB, as lines and as a single line: time must grow with length only.
func BenchmarkReadOne(b *testing.B) {
	var all strings.Builder
	total := 10 << 20
	if testing.Short() {
		total = 1 << 20
	}
	for all.Len() < total {
		for _, text := range corpus(b) {
			all.WriteString(text)
		}
	}
	lines := all.String()
	for name, text := range map[string]string{"lines": lines, "oneline": strings.ReplaceAll(lines, "\n", "")} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				loader.Read(&source.Document{Name: "long.txt", Text: text})
			}
		})
	}
}
