package label

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/policygraph/policygraph/graph"
)

// TestTable holds the form of the table: four cells, no line twice, Chinese and English where they belong.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 4 {
			t.Errorf("%q has %d cells, want 4", line, len(cells))
			continue
		}
		name := cells[0] + "." + cells[1]
		if seen[name] {
			t.Errorf("%s has two lines", name)
		}
		seen[name] = true
		sameInBoth := cells[2] == cells[3] && cells[0] == "CitationFormat" // the names of formats
		if !sameInBoth && !strings.ContainsFunc(cells[2], han) || strings.ContainsFunc(cells[3], han) || cells[3] == "" {
			t.Errorf("%s is %q in Chinese and %q in English", name, cells[2], cells[3])
		}
	}
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestEveryValueHasWords wants words for each value of each enumeration of the API but those of sorting, and no others.
func TestEveryValueHasWords(t *testing.T) {
	sdl, err := os.ReadFile("../../gql/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	values, found, enums := regexp.MustCompile(`(?m)^  ([A-Z_0-9]+)\b`), map[[2]string]bool{}, map[string]bool{}
	for _, enum := range regexp.MustCompile(`(?s)\nenum (\w+) \{(.*?)\n\}`).FindAllStringSubmatch(string(sdl), -1) {
		if strings.HasPrefix(enum[1], "Order") || strings.HasSuffix(enum[1], "OrderField") {
			continue
		}
		for _, value := range values.FindAllStringSubmatch(enum[2], -1) {
			found[[2]string{enum[1], value[1]}], enums[enum[1]] = true, true
			if _, ok := Of(enum[1], value[1]); !ok {
				t.Errorf("%s of %s has no words", value[1], enum[1])
			}
		}
	}
	if len(found) < 70 {
		t.Fatalf("found %d values of enumerations in the SDL", len(found))
	}
	for k := graph.KindResponsibility; k <= graph.KindMention; k++ {
		found[[2]string{"FactType", k.String()}] = true
		if _, ok := Of("FactType", k.String()); !ok {
			t.Errorf("the kind %s has no words", k)
		}
	}
	for _, code := range warningCodes(t) {
		found[[2]string{"LoadWarning", code}] = true
		if _, ok := Of("LoadWarning", code); !ok {
			t.Errorf("the warning %s has no words: add them to label.tsv", code)
		}
	}
	for pair := range words() {
		if !found[pair] && enums[pair[0]] {
			t.Errorf("%s of %s has words and is not in the API", pair[1], pair[0])
		}
	}
}

// warningCodes are the codes in the code of the loader.
func warningCodes(t *testing.T) (codes []string) {
	t.Helper()
	constant := regexp.MustCompile(`\b[wW]arn\w+\s+= "([A-Z_]+)"`)
	err := filepath.WalkDir("../../loader", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range constant.FindAllStringSubmatch(string(data), -1) {
			codes = append(codes, m[1])
		}
		return err
	})
	if err != nil || len(codes) < 13 {
		t.Fatalf("found %d codes of warnings in the loader (%v)", len(codes), err)
	}
	return codes
}

func TestOf(t *testing.T) {
	if w, ok := Of("ResponsibilityRole", "LEAD"); !ok || w.Both() != "leads 牵头" {
		t.Errorf("LEAD is %q", w.Both())
	}
	if w, ok := Of("ResponsibilityRole", "lead"); ok || w != (Words{}) {
		t.Errorf("a value that is not there has the words %v", w)
	}
}
