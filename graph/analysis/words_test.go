package analysis

import (
	"os"
	"strings"
	"testing"
)

// TestMeasuresHaveWords wants a chapter on each measure in docs/MEASURES.md, with its Chinese and its NetworkX name.
func TestMeasuresHaveWords(t *testing.T) {
	data, err := os.ReadFile("../../docs/MEASURES.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, m := range Measures() {
		_, chapter, ok := strings.Cut(text, "\n### `"+m.Name+"`")
		if !ok {
			t.Errorf("docs/MEASURES.md has no chapter on %s", m.Name)
			continue
		}
		chapter, _, _ = strings.Cut(chapter, "\n#")
		for _, want := range []string{m.Title, m.NetworkX, "For agencies:", "Trap:"} {
			if !strings.Contains(chapter, want) {
				t.Errorf("the chapter on %s lacks %q", m.Name, want)
			}
		}
	}
}
