package loader_test

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// madeCase is what test/pdf/make.py says of the files of a case: a cell is its text and how many rows and columns it
// takes; none where another reaches.
type madeCase struct {
	Tables [][][]*madeCell `json:"tables"`
}

type madeCell struct {
	text          string
	rows, columns int
}

func (c *madeCell) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&c.text, &c.rows, &c.columns})
}

// madeFolders are the files that are kept and, in CI, all that test/pdf/run.sh makes.
func madeFolders() []string {
	folders := []string{"testdata/pdf"}
	if folder := os.Getenv("POLICYGRAPH_MADE_PDF"); folder != "" {
		folders = append(folders, folder)
	}
	return folders
}

// PDF files that were printed from known tables by several programs: their cells are those that were printed, and their
// facts those of the same tables as a web page and, where it was made, as a Word file.
func TestMadePDF(t *testing.T) {
	d := source.NewDecoder()
	defer d.Close() //nolint:errcheck // only read from
	var all overlap
	for _, folder := range madeFolders() {
		files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				base := strings.TrimSuffix(file, ".pdf")
				base = strings.TrimSuffix(base, filepath.Ext(base))
				var want madeCase
				if err := json.Unmarshal(read(t, base+".json"), &want); err != nil {
					t.Fatal(err)
				}
				docs, err := d.Decode(t.Context(), file, read(t, file))
				if err != nil {
					t.Fatal(err)
				}
				cells := compare(cellsOf(docs[0]), want.cells())
				all.add(cells)
				if cells.f1() < 0.97 {
					t.Errorf("cells: %s", &cells)
				}
				facts := printedFacts(t, docs[0])
				if c := compare(facts, printedFacts(t, decodeNamed(t, "a.html", []byte(want.page())))); c.f1() < 0.99 {
					t.Errorf("facts of a page: %s", &c)
				}
				if _, err := os.Stat(base + ".docx"); err == nil {
					if c := compare(facts, printedFacts(t, decodeNamed(t, "a.docx", read(t, base+".docx")))); c.f1() < 0.99 {
						t.Errorf("facts of a Word file: %s", &c)
					}
				}
				if c := againstPoppler(t, file, docs[0].Text); c != nil && (c.recall() < 0.995 || c.precision() < 0.995) {
					t.Errorf("characters beside pdftotext: %s", c)
				}
			})
		}
	}
	t.Logf("cells: F1 %.4f", all.f1())
	if all.f1() < 0.97 {
		t.Errorf("cells of all: %s", &all)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decodeNamed(t *testing.T, name string, data []byte) *source.Document {
	t.Helper()
	docs, err := source.Decode(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

// cellsOf lists the cells of the tables of a document: row, column, text.
func cellsOf(doc *source.Document) (cells []string) {
	for _, r := range doc.Rows {
		for _, c := range r.Cells {
			cells = append(cells, fmt.Sprintf("%d/%d/%d %s", r.Table, r.Number, c.Column, plainText(doc.Text[c.Start:c.End])))
		}
	}
	return cells
}

// cells lists the cells with text, in every row and column they reach.
func (c *madeCase) cells() (cells []string) {
	for n, table := range c.Tables {
		for i, row := range table {
			for j, cell := range row {
				if cell == nil || cell.text == "" {
					continue
				}
				for k := range cell.rows * cell.columns {
					cells = append(cells, fmt.Sprintf("%d/%d/%d %s", n, i+k/cell.columns+1, j+k%cell.columns, plainText(cell.text)))
				}
			}
		}
	}
	return cells
}

// page is a web page with the tables.
func (c *madeCase) page() string {
	var b strings.Builder
	for n, table := range c.Tables {
		fmt.Fprintf(&b, "<p>附件%d</p><table>", n+1)
		for _, row := range table {
			b.WriteString("<tr>")
			for _, cell := range row {
				if cell != nil {
					fmt.Fprintf(&b, "<td rowspan=%d colspan=%d>%s</td>", cell.rows, cell.columns, html.EscapeString(cell.text))
				}
			}
			b.WriteString("</tr>")
		}
		b.WriteString("</table>")
	}
	return b.String()
}

// plainText is a text without white space.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// factsOf lists the titles of the tasks of tables and their bodies with roles, as printed.
func printedFacts(t *testing.T, doc *source.Document) (facts []string) {
	t.Helper()
	x := loader.Read(doc)
	if err := x.Validate(); err != nil {
		t.Fatal(err)
	}
	task := ""
	for line := range strings.Lines(show(x)) {
		if strings.HasPrefix(line, "T ") {
			_, task, _ = strings.Cut(strings.TrimPrefix(line, "T "), " ")
			task = plainText(task)
			facts = append(facts, task)
		} else if fact, ok := strings.CutPrefix(line, "  "); ok {
			said, _, _ := strings.Cut(fact, " = ") // the key of a body of an unknown place is that of the document
			facts = append(facts, task+" "+plainText(said))
		}
	}
	return facts
}

// overlap counts what two lists share, what the first has besides and what it lacks.
type overlap struct {
	shared        int
	surplus, lack []string
}

func compare(got, want []string) (s overlap) {
	count := map[string]int{}
	for _, w := range want {
		count[w]++
	}
	for _, g := range got {
		if count[g]--; count[g] >= 0 {
			s.shared++
		} else {
			s.surplus = append(s.surplus, g)
		}
	}
	for _, w := range want {
		if count[w] > 0 {
			count[w]--
			s.lack = append(s.lack, w)
		}
	}
	return s
}

func (s *overlap) add(o overlap) {
	s.shared += o.shared
	s.surplus, s.lack = append(s.surplus, o.surplus...), append(s.lack, o.lack...)
}

func (s *overlap) recall() float64 { return float64(s.shared) / float64(max(s.shared+len(s.lack), 1)) }
func (s *overlap) precision() float64 {
	return float64(s.shared) / float64(max(s.shared+len(s.surplus), 1))
}
func (s *overlap) f1() float64 {
	return 2 * float64(s.shared) / float64(max(2*s.shared+len(s.lack)+len(s.surplus), 1))
}

func (s *overlap) String() string {
	return fmt.Sprintf("F1 %.4f, %d shared; besides: %q; lacking: %q", s.f1(), s.shared, s.surplus[:min(5, len(s.surplus))], s.lack[:min(5, len(s.lack))])
}

// againstPoppler compares the Chinese characters of a text with those that pdftotext finds; nil without that program. The
// page numbers of some files have characters (第 2 页), and names of columns are printed on every page: the reader leaves
// both out, so they are left out or added here.
func againstPoppler(t *testing.T, file, text string) *overlap {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil
	}
	out, err := exec.Command(program, file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	printed := plainText(regexp.MustCompile(`第 ?[0-9]+ ?页`).ReplaceAllString(string(out), ""))
	for _, name := range []string{"序号", "工作任务", "牵头单位", "配合单位", "完成时限", "责任单位", "类别"} {
		text += strings.Repeat(name, max(0, strings.Count(printed, name)-strings.Count(plainText(text), name)))
	}
	han := func(s string) (runes []string) {
		for _, r := range s {
			if unicode.Is(unicode.Han, r) {
				runes = append(runes, string(r))
			}
		}
		return runes
	}
	c := compare(han(text), han(printed))
	return &c
}
