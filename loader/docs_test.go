package loader

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocsHaveEveryRule looks in docs/EXTRACTION.md for the name of every rule and the code of every warning of the source.
func TestDocsHaveEveryRule(t *testing.T) {
	doc, err := os.ReadFile("../docs/EXTRACTION.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`"([a-z]+\.[a-z]+@\d+)"`)
	code := regexp.MustCompile(`warnings?\.add\("([A-Z_]+)"|warn\.add\("([A-Z_]+)"`)
	found := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range append(rule.FindAllStringSubmatch(string(src), -1), code.FindAllStringSubmatch(string(src), -1)...) {
			name := strings.Join(m[1:], "")
			found++
			if !strings.Contains(string(doc), "`"+name+"`") {
				t.Errorf("%s: docs/EXTRACTION.md has no words for %s", f.Name(), name)
			}
		}
	}
	if found < 16 {
		t.Errorf("only %d names were looked for", found)
	}
}
