package export

import (
	"os"
	"strings"
	"testing"
)

// TestFormatsHaveWords wants a row on each format in docs/EXPORTS.md, and every column of the whole graph named there.
func TestFormatsHaveWords(t *testing.T) {
	data, err := os.ReadFile("../../docs/EXPORTS.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, f := range Formats() {
		if row := "| `" + f.Name + "` | " + f.MediaType + " | ." + f.Extension + " | " + f.Reads + " |"; !strings.Contains(text, row) {
			t.Errorf("docs/EXPORTS.md lacks %s", row)
		}
	}
	m := graphModel(hostileView(t), Options{})
	for _, c := range append(m.nodes.columns, m.edges.columns...) {
		if !strings.Contains(text, "`"+c.name+"`") {
			t.Errorf("docs/EXPORTS.md does not name the column %s", c.name)
		}
	}
	if !strings.Contains(text, "5,000 rows") || MaxMatrixActors != 5000 {
		t.Error("docs/EXPORTS.md does not give the limit of a matrix")
	}
}
