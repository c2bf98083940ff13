package cite

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
)

const base = "https://example.org"

// library is a View of one document with two issuers, or with as many as are named.
func library(t testing.TB, title, number, source string, issuers ...string) *graph.View {
	t.Helper()
	x := &graph.Extract{LoaderVersion: "loader@7", Document: graph.Document{Title: title, DocNumber: number, IssuedOn: "2018-05-31", SourceURL: source}}
	var text strings.Builder
	for i, name := range issuers {
		key := graph.Key(graph.KindDepartment, "山西省", name)
		span := graph.Span{Start: text.Len(), End: text.Len() + len(name)}
		text.WriteString(name + "\n")
		x.Entities = append(x.Entities, graph.Entity{Key: key, Name: name})
		f := graph.Fact{Kind: graph.KindDocumentRole, Object: key, Surface: name, Position: i + 1, Evidence: []graph.Evidence{{Span: span, Rule: "r@1", Note: "首部"}}}
		if i > 0 {
			f.Role = uint8(graph.DocumentCoIssuer)
		}
		x.Facts = append(x.Facts, f)
	}
	start := text.Len()
	text.WriteString("二、重点任务\n")
	x.Sections = []graph.Section{{Path: "二", Number: "二、", Heading: "重点任务", Level: 1, Span: graph.Span{Start: start, End: text.Len()}}}
	x.Document.Text = text.String()
	for i := range x.Facts {
		x.Facts[i].Subject = x.Document.Key()
	}
	v, err := graph.Build([]*graph.Extract{x})
	if err != nil {
		t.Fatal(err)
	}
	v.CreatedAt = time.Date(2026, 11, 24, 1, 2, 3, 0, time.UTC)
	return v
}

func plain(t testing.TB) *graph.View {
	return library(t, "山西省实施方案", "晋发改规划发〔2018〕1号", "https://www.yq.gov.cn/a?b=1&c=2", "山西省发展和改革委员会", "山西省住房和城乡建设厅")
}

func TestGBT7714(t *testing.T) {
	v := plain(t)
	sum := v.Documents.TextSHA256[0]
	doc, evidence := v.IDOf(graph.KindDocument, 0), v.IDOf(graph.KindEvidence, 0)
	for _, c := range []struct {
		name string
		work Work
		want string
	}{
		{"document", Document(v, 0, base), "山西省发展和改革委员会, 山西省住房和城乡建设厅. 山西省实施方案: 晋发改规划发〔2018〕1号[A/OL]. (2018-05-31)[2026-11-24]. " +
			"https://www.yq.gov.cn/a?b=1&c=2. SHA-256: " + sum + "; PolicyGraph: https://example.org/id/" + string(doc) + "."},
		{"evidence", Evidence(v, 0, base), "山西省发展和改革委员会, 山西省住房和城乡建设厅. 山西省实施方案: 晋发改规划发〔2018〕1号[A/OL]. (2018-05-31)[2026-11-24]: 首部. " +
			"https://example.org/id/" + string(evidence) + ". 引文: “山西省发展和改革委员会”. SHA-256: " + sum + "; 原文: https://www.yq.gov.cn/a?b=1&c=2."},
		{"network", Network(v, "nabc", "以任务联结。 By tasks.", "https://example.org/n"), "PolicyGraph. 部门协作网络 nabc[DS/OL]. (2026-11-24)[2026-11-24]. " +
			"https://example.org/n. SHA-256 fingerprint: nabc; Snapshot: " + v.ID + "."},
		{"many authors", Work{Title: "题", Authors: []string{"甲", "乙", "丙", "丁"}, Notes: []string{"x"}}, "甲, 乙, 丙, 等. 题[A]. x."},
		{"nothing known", Work{Title: "题\n名", URL: "/id/d", Notes: []string{"x"}}, "题 名[A/OL]. /id/d. x."},
	} {
		if got := c.work.In(GBT7714); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if got := Snapshot(v, base).In(GBT7714); !strings.Contains(got, v.ID) || !strings.Contains(got, "loader@7") || !strings.Contains(got, "1 份文件") {
		t.Errorf("the snapshot is cited as %s", got)
	}
	second := Passage(v, 0, v.Sections.Span[0], "eabc", base)
	if second.Locator != "二、" || second.Quote != "二、重点任务\n" {
		t.Errorf("a passage is cited as %+v", second)
	}
}

func TestFormatNames(t *testing.T) {
	for i, name := range formatNames {
		var f Format
		if err := f.UnmarshalText([]byte(name)); err != nil || f != Format(i) || f.String() != name {
			t.Errorf("%s is read as %v, %v", name, f, err)
		}
	}
	var f Format
	if err := f.UnmarshalText([]byte("APA")); err == nil {
		t.Error("APA is accepted")
	}
}

func TestURLsEndNoField(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.cn/x+y?b=1&c=%20": "https://a.cn/x+y?b=1&c=%20", "https://a.cn/{x} \\\n": "https://a.cn/%7Bx%7D%20%5C%0A", "https://a.cn/方案": "https://a.cn/方案",
	} {
		if got := safeURL(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestRISKeepsOrganisationsWhole(t *testing.T) {
	if got := (Work{Authors: []string{"A, B"}}).In(RIS); !strings.Contains(got, "AU  - A，B\r\n") && !strings.Contains(got, "AU  - A， B\r\n") {
		t.Errorf("a comma parts the name of an organisation: %s", got)
	}
}

// hostile are works whose words are syntax in some format.
func hostile(t testing.TB) []Work {
	v := library(t, `关于"A&B" {方案} 100% $x_1^2 #3 ~ \end 的通知, 第1版 – <b>`, "晋〔2018〕1号 & 2号", `https://example.org/?a={1}&b="2"`, `省"发展"委 & Co, Ltd`, "省 and 市委", "厅{}")
	return []Work{Document(v, 0, base), Evidence(v, 0, base), Snapshot(v, base), Network(v, "nabc", "注, 1。 One & two.", base+"/n"), Document(plain(t), 0, base)}
}

// TestWriteCitations writes references to the folder in POLICYGRAPH_CITATIONS, for test/exports/run.sh, which reads them
// with bibtexparser and citation-js.
func TestWriteCitations(t *testing.T) {
	dir := os.Getenv("POLICYGRAPH_CITATIONS")
	if dir == "" {
		t.Skip("POLICYGRAPH_CITATIONS is not set")
	}
	works := hostile(t)
	all := map[string]string{}
	for _, w := range works {
		all["all.bib"] += w.In(BibTeX)
		all["all.ris"] += w.In(RIS)
		all[w.Key+".json"] = w.In(CSLJSON)
	}
	data, err := json.Marshal(works)
	if err != nil {
		t.Fatal(err)
	}
	all["expected.json"] = string(data)
	for name, text := range all {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzFormats wants structure that no word can break.
func FuzzFormats(f *testing.F) {
	f.Add("题", "甲", "https://x")
	f.Add("}{\\", "a and b", "{\n")
	f.Fuzz(func(t *testing.T, title, author, url string) {
		w := Work{Key: "d1", Title: title, Authors: []string{author}, URL: url, Quote: title, Issued: "2018-05-31", Notes: []string{author}}
		var items []struct{ Title, URL string }
		if err := json.Unmarshal([]byte(w.In(CSLJSON)), &items); err != nil || len(items) != 1 || items[0].Title != line(title) {
			t.Errorf("CSL-JSON of %q: %v, %v", title, items, err)
		}
		depth := 0
		bib := strings.NewReplacer(`\textbackslash{}`, "", `\textasciitilde{}`, "", `\textasciicircum{}`, "", `\{`, "", `\}`, "").Replace(w.In(BibTeX))
		for i, r := range bib {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 && i > 0 && i < len(bib)-2 && r == '}' {
				t.Errorf("BibTeX of %q ends early: %s", title, bib)
			}
		}
		for _, row := range strings.Split(strings.TrimSuffix(w.In(RIS), "\r\n"), "\r\n") {
			if len(row) < 6 || row[2:6] != "  - " || strings.ContainsAny(row, "\r\n") {
				t.Errorf("RIS of %q has the line %q", title, row)
			}
		}
		if strings.ContainsAny(w.In(GBT7714), "\r\n") {
			t.Errorf("GB/T 7714 of %q is not one line", title)
		}
	})
}
