package serve

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql"
)

const apiDocument = "../../docs/API.md"

// Every code, address and metric must have its words.
func TestAPIIsDocumented(t *testing.T) {
	text, err := os.ReadFile(apiDocument)
	if err != nil {
		t.Fatal(err)
	}
	names := append([]string{graphqlPath, schemaPath, "/healthz", "/readyz"}, outcomes[2:]...)
	for name := range scrape(t, stubAPI(t, echo, gql.Options{})) {
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
