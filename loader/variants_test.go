package loader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// said is what an extract says, without the offsets: comparable between encodings and widths of one text.
func said(x *graph.Extract) []string {
	doc := x.Document.Key()
	var out []string
	for _, s := range x.Sections {
		out = append(out, fmt.Sprint("section ", s.Path, " ", graph.Fold(s.Number), " ", graph.Fold(s.Heading)))
	}
	for _, k := range x.Tasks {
		out = append(out, fmt.Sprint("task ", k.Path, " ", graph.Fold(k.Number), " ", graph.Fold(k.Title), " in ", k.Section))
	}
	for _, f := range x.Facts {
		subject := strings.ReplaceAll(f.Subject, strings.TrimPrefix(doc, "doc/"), "")
		out = append(out, fmt.Sprint(f.Kind, " ", subject, " ", f.Object, " ", f.Role, " ", f.RoleText, " ", graph.Fold(f.Surface), " ", f.Position, " ", len(f.Evidence)))
	}
	out = append(out, fmt.Sprint("document ", graph.Fold(x.Document.Title), " ", graph.Fold(x.Document.DocNumber), " ", x.Document.IssuedOn, " ", x.Document.PublishedOn))
	slices.Sort(out)
	return out
}

func TestVariantsSayTheSame(t *testing.T) {
	read := func(path string) []string {
		data, err := os.ReadFile(filepath.Join("testdata/corpus", path))
		if err != nil {
			t.Fatal(err)
		}
		docs, err := source.Decode(filepath.Base(path), data)
		if err != nil {
			t.Fatal(err)
		}
		x := loader.Read(docs[0])
		if err := x.Validate(); err != nil {
			t.Fatal(err)
		}
		return said(x)
	}
	originals := map[string][]string{
		"02":   read("docs/02_guofa2018-39_cujinjiuye.txt"),
		"seed": read("docs/seed_shanxi2018_guanzhong.txt"),
	}
	variants, err := filepath.Glob("testdata/corpus/variants/*.txt")
	if err != nil || len(variants) < 8 {
		t.Fatalf("%d variants, %v", len(variants), err)
	}
	for _, v := range variants {
		base := filepath.Base(v)
		t.Run(base, func(t *testing.T) {
			original, _, _ := strings.Cut(base, "_")
			want, got := originals[original], read("variants/"+base)
			for _, w := range want {
				if !slices.Contains(got, w) {
					t.Error("missed: ", w)
				}
			}
			for _, g := range got {
				if !slices.Contains(want, g) {
					t.Error("false:  ", g)
				}
			}
		})
	}
}
