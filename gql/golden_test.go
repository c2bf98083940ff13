package gql

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden answers")

// TestGolden asks each testdata/golden/*.graphql of the seed plan (files named mixed_* and made_* of other graphs) on both
// executors and compares the answer with the .json beside it. Variables stand in a comment on the first line.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".graphql")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := Request{Query: string(text)}
			if first, _, _ := strings.Cut(r.Query, "\n"); strings.HasPrefix(first, "# variables: ") {
				d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(first, "# variables: ")))
				d.UseNumber()
				if err := d.Decode(&r.Variables); err != nil {
					t.Fatal(err)
				}
			}
			v := viewOf(t, seedView)
			switch {
			case strings.HasPrefix(name, "mixed_"):
				v = viewOf(t, mixedView)
			case strings.HasPrefix(name, "made_"):
				v = viewOf(t, madeView)
			}
			got := indent(t, theExecutors(t).ask(t, v, r))
			golden := strings.TrimSuffix(file, ".graphql") + ".json"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}
