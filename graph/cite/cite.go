// Package cite writes references to documents, passages, networks and snapshots of the graph, in the forms that
// reference lists and reference managers take. A reference carries an address, a hash and a date, so that a reader can
// tell whether what is found there is what was cited.
package cite

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// Format is a form of reference.
type Format uint8

// Formats in the order of the API's CitationFormat.
const (
	GBT7714 Format = iota // GB/T 7714-2015, 顺序编码制
	BibTeX
	CSLJSON
	RIS
)

var formatNames = []string{"GB_T_7714", "BIBTEX", "CSL_JSON", "RIS"}

// String is the name that the API uses.
func (f Format) String() string { return formatNames[f] }

// UnmarshalText reads the name that the API uses.
func (f *Format) UnmarshalText(text []byte) error {
	i := slices.Index(formatNames, string(text))
	if i < 0 {
		return fmt.Errorf("%q is not one of %s", text, strings.Join(formatNames, ", "))
	}
	*f = Format(i)
	return nil
}

// Work is what is cited. Empty fields are left out of a reference.
type Work struct {
	Key      string // of the reference in a bibliography; ASCII
	Data     bool   // a dataset, not a document
	Title    string
	Authors  []string // organisations, in order
	Number   string   // 发文字号
	Issued   string   // YYYY-MM-DD
	Accessed string   // day the copy was read in, YYYY-MM-DD
	URL      string
	Locator  string   // place of the passage, e.g. 二、（一）1.末尾括注
	Quote    string   // the passage
	Notes    []string // hash and further addresses
	Abstract string   // left out of GB/T 7714
}

// program is the author of what was computed.
const program = "PolicyGraph"

// Document cites document i of a View. base begins addresses on this server, e.g. https://example.org.
func Document(v *graph.View, i int32, base string) Work {
	id := v.IDOf(graph.KindDocument, i)
	w := Work{
		Key: string(id), Title: v.Entities(graph.KindDocument).Name[i], Number: v.Documents.DocNumber[i],
		Issued: v.Documents.IssuedOn[i], Accessed: day(v.CreatedAt), URL: address(base, id),
		Notes: []string{"SHA-256: " + v.Documents.TextSHA256[i]},
	}
	if source := v.Documents.SourceURL[i]; source != "" {
		w.Notes = append(w.Notes, program+": "+w.URL)
		w.URL = source
	}
	facts := v.Facts(graph.KindDocumentRole)
	for lo, hi := facts.From(i); lo < hi; lo++ {
		if graph.DocumentRole(facts.Role[lo]) <= graph.DocumentCoIssuer {
			w.Authors = append(w.Authors, v.Surface(facts, lo))
		}
	}
	return w
}

// Passage cites the stretch of document i that has this id, with its words.
func Passage(v *graph.View, i int32, s graph.Span, id graph.ID, base string) Work {
	w := Document(v, i, base)
	w.Key, w.URL = string(id), address(base, id)
	w.Locator, w.Quote = v.LocatorAt(i, s), v.Documents.Text[i][s.Start:s.End]
	w.Notes = w.Notes[:1]
	if source := v.Documents.SourceURL[i]; source != "" {
		w.Notes = append(w.Notes, "原文: "+source)
	}
	return w
}

// Evidence cites passage i of a View.
func Evidence(v *graph.View, i int32, base string) Work {
	w := Passage(v, v.Evidence.Document[i], v.Evidence.Span[i].Span(), v.IDOf(graph.KindEvidence, i), base)
	w.Locator = v.Locator(i)
	return w
}

// Snapshot cites the whole graph of a View.
func Snapshot(v *graph.View, base string) Work {
	return Work{
		Key: v.ID, Data: true, Title: fmt.Sprintf("政策任务知识图谱快照 %s（%d 份文件）", v.ID, v.Len(graph.KindDocument)), Authors: []string{program},
		Issued: day(v.CreatedAt), Accessed: day(v.CreatedAt), URL: address(base, graph.ID(v.ID)),
		Notes: []string{"SHA-256 fingerprint: " + v.ID, "Loader: " + v.LoaderVersion},
	}
}

// Network cites a network of a View by its id, with how it was made and where it is.
func Network(v *graph.View, id graph.ID, methodNote, url string) Work {
	return Work{
		Key: string(id), Data: true, Title: "部门协作网络 " + string(id), Authors: []string{program},
		Issued: day(v.CreatedAt), Accessed: day(v.CreatedAt), URL: url,
		Notes: []string{"SHA-256 fingerprint: " + string(id), "Snapshot: " + v.ID}, Abstract: methodNote,
	}
}

func address(base string, id graph.ID) string { return base + "/id/" + string(id) }

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// In writes the reference; it ends with a line end in all formats but GB/T 7714, which is one line without.
func (w Work) In(f Format) string {
	switch f {
	case BibTeX:
		return w.bibTeX()
	case CSLJSON:
		return w.cslJSON()
	case RIS:
		return w.ris()
	}
	return w.gbt7714()
}

// line puts text on one line.
func line(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// gbt7714 follows GB/T 7714-2015, 8.8 and 10.1: 责任者. 题名: 文号[A/OL]. (发布日期)[引用日期]: 引文位置. 获取路径. 附注.
func (w Work) gbt7714() string {
	mark := "A"
	if w.Data {
		mark = "DS"
	}
	if w.URL != "" {
		mark += "/OL"
	}
	var b strings.Builder
	const most = 3 // authors; further ones become 等
	authors := w.Authors
	if len(authors) > most {
		authors = append(slices.Clone(authors[:most]), "等")
	}
	if len(authors) > 0 {
		b.WriteString(line(strings.Join(authors, ", ")) + ". ")
	}
	b.WriteString(line(w.Title))
	if w.Number != "" {
		b.WriteString(": " + line(w.Number))
	}
	b.WriteString("[" + mark + "].")
	where := ""
	if w.Issued != "" {
		where = " (" + w.Issued + ")"
	}
	if w.Accessed != "" {
		where += "[" + w.Accessed + "]"
	}
	if w.Locator != "" {
		where += ": " + line(w.Locator)
	}
	if where != "" {
		b.WriteString(where + ".")
	}
	b.WriteString(" ")
	if w.URL != "" {
		b.WriteString(line(w.URL) + ". ")
	}
	if w.Quote != "" {
		b.WriteString("引文: “" + line(w.Quote) + "”. ")
	}
	b.WriteString(strings.TrimRight(line(strings.Join(w.Notes, "; ")), ".") + ".")
	return b.String()
}
