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

// factsOf lists what a document says of itself, its tasks and who does them, one a line, without places in the text.
func factsOf(x *graph.Extract) (facts []string) {
	facts = append(facts, "title "+x.Document.Title)
	if x.Document.DocNumber != "" {
		facts = append(facts, "number "+x.Document.DocNumber)
	}
	tasks := map[string]string{}
	for _, k := range x.Tasks {
		said := strings.TrimSpace(k.Number + " " + k.Title)
		tasks[graph.PartKey(graph.KindTask, x.Document.Key(), k.Path)] = said
		facts = append(facts, "task "+said)
	}
	for _, f := range x.Facts {
		if f.Kind == graph.KindResponsibility {
			facts = append(facts, fmt.Sprintf("%s %s %s", tasks[f.Subject], graph.Role(f.Role), f.Surface))
		}
	}
	slices.Sort(facts)
	return facts
}

// formatGaps are the forms that do not give all facts yet, with the reason.
var formatGaps = map[string]string{
	"both.txt":  "columns parted by tabs are not read beside text",
	"table.txt": "columns parted by tabs are not read beside text",
	"both.ods":  "a workbook is a table: the prose above it is title",
	"both.xls":  "a workbook is a table: the prose above it is title",
	"both.xlsx": "a workbook is a table: the prose above it is title",
	"table.csv": "a CSV file of columns has no title",
}

// TestFormats reads three documents (marks of responsibility, a table, both) in every form: the facts are those of the list
// beside them, which was written by hand. testdata/formats/make.py made the files. The table in docs/FORMATS.md says how
// many facts each form gives.
func TestFormats(t *testing.T) {
	names := []string{"marks", "table", "both"}
	wanted := map[string][]string{}
	for _, name := range names {
		list, err := os.ReadFile("testdata/formats/" + name + ".facts")
		if err != nil {
			t.Fatal(err)
		}
		wanted[name] = strings.Split(strings.TrimSpace(string(list)), "\n")
	}
	files, err := filepath.Glob("testdata/formats/marks.*")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var table strings.Builder
	for _, form := range append(files, "testdata/formats/table.csv") {
		form = strings.TrimPrefix(filepath.Ext(form), ".")
		if form == "facts" {
			continue
		}
		table.WriteString("| `." + form + "` |")
		for _, name := range names {
			table.WriteString(" " + formatCell(t, name+"."+form, wanted[name]) + " |")
		}
		table.WriteString("\n")
	}
	page, err := os.ReadFile("../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), table.String()) {
		t.Errorf("the table of docs/FORMATS.md must be\n%s", table.String())
	}
}

// formatCell reads a file and says how many of the wanted facts it gives; — when there is no such file.
func formatCell(t *testing.T, file string, want []string) string {
	path := "testdata/formats/" + file
	data, err := os.ReadFile(path)
	if err != nil {
		return "—"
	}
	docs, err := source.Decode(path, data)
	if err != nil {
		t.Errorf("%v", err)
		return "—"
	}
	got := factsOf(loader.Read(docs[0]))
	gap := formatGaps[file] != ""
	found, extra := 0, 0
	for _, f := range got {
		if slices.Contains(want, f) {
			found++
		} else if extra++; !gap {
			t.Errorf("%s: false: %s", file, f)
		}
	}
	for _, f := range want {
		if !slices.Contains(got, f) && !gap {
			t.Errorf("%s: missed: %s", file, f)
		}
	}
	if gap && found == len(want) && extra == 0 {
		t.Errorf("%s gives all facts: it is no gap any more", file)
	}
	cell := fmt.Sprintf("%d of %d", found, len(want))
	if extra > 0 {
		cell += fmt.Sprintf(", %d false", extra)
	}
	return cell
}
