package source

import (
	"archive/zip"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// limitCase is a file that just stays within a limit and one that just passes it.
type limitCase struct {
	name         string
	lower        func(*limits)
	inside, over []byte
	code         string
}

func TestLimits(t *testing.T) {
	cases := map[string]limitCase{
		"file":   {"a.txt", func(l *limits) { l.file = 9 }, []byte("一二三"), []byte("一二三。"), CodeTooLarge},
		"markup": {"a.html", func(l *limits) { l.markup = 18 }, []byte("<html>一二三四"), []byte("<html>一二三四。"), CodeTooLarge},
		"rows":   {"a.html", func(l *limits) { l.rows = 2 }, []byte(rowsOf(2, 2)), []byte(rowsOf(3, 2)), CodeTooLarge},
		"text":   {"a.txt", func(l *limits) { l.text = 9 }, []byte("一二三"), []byte("一二三。"), CodeTooLarge},
		"entries": {"a.docx", func(l *limits) { l.entries = entriesOf(t, word(t, paragraph("一"), nil)) },
			word(t, paragraph("一"), nil), word(t, paragraph("一"), map[string]string{"more": "x"}), CodeTooLarge},
		"expanded":     {"a.docx", func(l *limits) { l.expanded = 4000 }, padded(t, 4000, ' '), padded(t, 4001, ' '), CodeTooLarge},
		"ratio":        {"a.docx", func(l *limits) { l.ratio = 10 }, padded(t, 1<<20, ' '), padded(t, 1<<20+1, ' '), CodeTooLarge},
		"depth":        {"a.docx", func(l *limits) { l.depth = 6 }, word(t, nested(1), nil), word(t, nested(2), nil), CodeTooDeep},
		"word rows":    {"a.docx", func(l *limits) { l.rows = 2 }, wordTable(t, 2), wordTable(t, 3), CodeTooLarge},
		"csv rows":     {"a.csv", func(l *limits) { l.rows = 2 }, csvOf(2, 2), csvOf(3, 2), CodeTooLarge},
		"csv columns":  {"a.csv", func(l *limits) { l.columns = 2 }, csvOf(2, 2), csvOf(2, 3), CodeTooLarge},
		"book rows":    {"a.xlsx", func(l *limits) { l.rows = 2 }, bookOf(t, 2, 2), bookOf(t, 3, 2), CodeTooLarge},
		"book columns": {"a.xlsx", func(l *limits) { l.columns = 2 }, bookOf(t, 2, 2), bookOf(t, 2, 3), CodeTooLarge},
		"cells":        {"a.xlsx", func(l *limits) { l.cells = 3 }, mergedBook(t, "C1"), mergedBook(t, "D1"), CodeTooLarge},
		"ledger":       {"a.csv", func(l *limits) { l.ledger = ledgerText(t, csvOf(2, 2)) }, csvOf(2, 2), csvOf(3, 2), CodeTooLarge},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := NewDecoder()
			defer d.Close()
			c.lower(&d.limits)
			if _, err := d.Decode(t.Context(), c.name, c.inside); err != nil {
				t.Errorf("inside: %v", err)
			}
			_, err := d.Decode(t.Context(), c.name, c.over)
			if code(err) != c.code {
				t.Errorf("over: %v, want %s", err, c.code)
			}
		})
	}
}

// A text of 10 MB is refused with its size, and a line of 100 MB takes no time to speak of.
func TestHugeText(t *testing.T) {
	for _, size := range []int{standardLimits().text + 1, 10_000_000, 100_000_000} {
		line := []byte(strings.Repeat("一", size/3+1))
		if _, err := Decode("a.txt", line); code(err) != CodeTooLarge {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	line := []byte(strings.Repeat("一", standardLimits().text/3))
	if _, err := Decode("a.txt", line); err != nil {
		t.Errorf("%d bytes: %v", len(line), err)
	}
}

func TestLimitsTable(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range Limits() {
		if seen[l.Name] || l.Value <= 0 || l.Unit == "" || l.Reason == "" {
			t.Errorf("%+v", l)
		}
		seen[l.Name] = true
	}
}

// entriesOf is the number of files in a package.
func entriesOf(t testing.TB, data []byte) int {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	return len(z.File)
}

// ledgerText is the number of bytes of the text of a ledger.
func ledgerText(t testing.TB, data []byte) int {
	docs, err := Decode("a.csv", data)
	must(t, err)
	return len(docs[0].Text)
}

func itoa(n int) string { return strconv.Itoa(n) }

// rowsOf is a page with a table.
func rowsOf(rows, columns int) string {
	return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>格</td>", columns)+"</tr>", rows) + "</table>"
}

func csvOf(rows, columns int) []byte {
	return []byte(strings.Repeat(strings.TrimSuffix(strings.Repeat("格,", columns), ",")+"\n", rows))
}

func bookOf(t testing.TB, rows, columns int) []byte {
	return workbook(t, func(f *excelize.File) {
		rowsIn(t, f, "Sheet1", slices.Repeat([][]any{slices.Repeat([]any{"格"}, columns)}, rows)...)
	})
}

// mergedBook is a workbook in which the cells from A1 to another are one.
func mergedBook(t testing.TB, to string) []byte {
	return workbook(t, func(f *excelize.File) {
		rowsIn(t, f, "Sheet1", []any{"任务"})
		must(t, f.MergeCell("Sheet1", "A1", to))
	})
}

func wordTable(t testing.TB, rows int) []byte {
	return word(t, "<w:tbl>"+strings.Repeat("<w:tr>"+cell("", "格")+cell("", "格")+"</w:tr>", rows)+"</w:tbl>", nil)
}

func wordXML(text string) string {
	return wordSpace + paragraph(text) + "<w:sectPr/></w:body></w:document>"
}

// padded is a Word file that unpacks to a number of bytes.
func padded(t testing.TB, size int, with byte) []byte {
	rest := size - len(wordXML("一")) - len("<Types/>")
	return word(t, paragraph("一"), map[string]string{"pad": strings.Repeat(string(with), rest)})
}

// nested is a paragraph inside a number of wrappers; the paragraph itself takes five levels with its text.
func nested(depth int) string {
	return strings.Repeat("<w:sdt>", depth) + paragraph("一") + strings.Repeat("</w:sdt>", depth)
}

// A line that is too long is left out and named; the others are read.
func TestRecordLimit(t *testing.T) {
	d := NewDecoder()
	line := `{"title":"修路"}`
	d.limits.record = len(line)
	docs, err := d.Decode(t.Context(), "a.jsonl", []byte(line+"\n"+line+" \n"+strings.Replace(line, "修路", "修路修桥", 1)))
	must(t, err)
	if len(docs[0].Rows) != 3 || len(docs[0].Warnings) != 1 || docs[0].Warnings[0].Code != warnBadRecord {
		t.Errorf("%s %v", render(docs[0]), docs[0].Warnings)
	}
}

// What a package says of sizes may be a lie: no more is unpacked than it says.
func TestZipLies(t *testing.T) {
	data := word(t, paragraph(strings.Repeat(plan, 100)), nil)
	at := bytes.LastIndex(data, []byte("PK\x01\x02")) // the entry of word/document.xml in the directory
	lying := bytes.Clone(data)
	copy(lying[at+24:], []byte{100, 0, 0, 0})
	if _, err := Decode("a.docx", lying); code(err) != CodeBroken {
		t.Errorf("%v", err)
	}
}

// A bomb of 40 MB of zeros in each of eight parts, 310 kB as a file.
func TestZipBomb(t *testing.T) {
	files := map[string]string{"xl/workbook.xml": "<workbook/>"}
	for i := range 8 {
		files["xl/worksheets/sheet"+itoa(i)+".xml"] = strings.Repeat("0", 40<<20)
	}
	data := zipOf(t, files)
	if _, err := Decode("a.xlsx", data); code(err) != CodeTooLarge || len(data) > 1<<20 {
		t.Errorf("%d bytes: %v", len(data), err)
	}
}

// Hostile pages of some megabytes; that they end at all is what is tested.
func TestHostilePages(t *testing.T) {
	wide := "<table><tr>" + strings.Repeat("<td rowspan=99999>格", 512)
	for name, c := range map[string]struct{ page, code string }{
		"cells that reach over all rows": {wide + strings.Repeat("<tr><td>格<td>格", 30_000), CodeTooLarge},
		"many elements":                  {"<html>" + strings.Repeat("<p>任务", 200_000), ""},
		"deep and long":                  {"<html>" + strings.Repeat("<div>", 400) + strings.Repeat("<span>任务</span>", 50_000), ""},
		"links":                          {"<html>" + strings.Repeat("<div>", 400) + strings.Repeat("<a href=x>任务</a>", 50_000), CodeNoText},
		"unclosed":                       {"<html>" + strings.Repeat("<b><a href=x><i>任务<table>", 3_000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode("a.html", []byte(c.page)); code(err) != c.code {
				t.Errorf("got %v, want %q", err, c.code)
			}
		})
	}
}
