package gql

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

const apiDocument = "../docs/API.md"

// TestLimitsAreDocumented holds the table in the documentation against limitTable; -update writes it anew.
func TestLimitsAreDocumented(t *testing.T) {
	table := "| limit | at most | of what | why |\n| --- | --- | --- | --- |\n"
	for _, l := range limitTable() {
		table += fmt.Sprintf("| `%s` | %d | %s | %s |\n", l.name, l.value, l.unit, l.reason)
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

// Every code, address and metric must have its words.
func TestAPIIsDocumented(t *testing.T) {
	text, err := os.ReadFile(apiDocument)
	if err != nil {
		t.Fatal(err)
	}
	names := append([]string{graphqlPath, schemaPath, "/healthz", "/readyz"}, outcomes[2:]...)
	for name := range scrape(t, stubEngine(t, echo, Options{})) {
		name, _, _ = strings.Cut(name, "{")
		name = regexp.MustCompile(`_(bucket|sum|count)$`).ReplaceAllString(name, "")
		if !strings.HasSuffix(name, "_info") && !strings.HasSuffix(name, "heap_bytes") && !strings.HasSuffix(name, "goroutines") {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if !bytes.Contains(text, []byte("`"+name+"`")) {
			t.Errorf("%s does not say what %s is", apiDocument, name)
		}
	}
}
