package gate

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"
)

const apiDocument = "../../docs/API.md"

var update = flag.Bool("update", false, "write the table of limits")

// TestLimitsAreDocumented holds the table in the documentation against Limits; -update writes it.
func TestLimitsAreDocumented(t *testing.T) {
	table := "| limit | at most | of what | why |\n| --- | --- | --- | --- |\n"
	for _, l := range Limits() {
		table += fmt.Sprintf("| `%s` | %d | %s | %s |\n", l.Name, l.Value, l.Unit, l.Reason)
	}
	text, err := os.ReadFile(apiDocument)
	if err != nil {
		t.Fatal(err)
	}
	stands := regexp.MustCompile(`(?m)^\| limit \|.*\n(\|.*\n)+|^LIMITS\n`)
	want := stands.ReplaceAllLiteral(text, []byte(table))
	if bytes.Equal(text, want) {
		return
	}
	if !*update {
		t.Fatalf("%s does not have the table of limits; write it with -update", apiDocument)
	}
	if err := os.WriteFile(apiDocument, want, 0o644); err != nil {
		t.Fatal(err)
	}
}
