package cite

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// notes are what no field of the reference managers holds.
func (w Work) notes() string {
	notes := w.Notes
	if w.Quote != "" {
		notes = append([]string{"“" + w.Quote + "”"}, notes...)
	}
	if w.Locator != "" {
		notes = append([]string{w.Locator}, notes...)
	}
	return line(strings.Join(notes, "; "))
}

// bibTeX writes an entry that BibTeX and biblatex take. Names of organisations and titles stand in double braces, so
// that they are neither split nor lowered.
func (w Work) bibTeX() string {
	escape := strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`,
		"_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)
	text := func(s string) string { return escape.Replace(line(s)) }
	kind := "techreport"
	if w.Data {
		kind = "misc"
	}
	var b strings.Builder
	b.WriteString("@" + kind + "{" + w.Key)
	field := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	var authors []string
	for _, a := range w.Authors {
		authors = append(authors, "{"+text(a)+"}")
	}
	field("author", strings.Join(authors, " and "))
	field("institution", text(strings.Join(w.Authors, "、")))
	field("title", "{"+text(w.Title)+"}")
	field("number", text(w.Number))
	if year, rest, ok := strings.Cut(w.Issued, "-"); ok {
		field("year", year)
		month, _, _ := strings.Cut(rest, "-")
		field("month", strings.TrimPrefix(month, "0"))
		field("date", w.Issued)
	}
	field("url", safeURL(w.URL))
	field("urldate", w.Accessed)
	field("note", text(w.notes()))
	field("abstract", text(w.Abstract))
	field("langid", "chinese")
	b.WriteString("\n}\n")
	return b.String()
}

// safeURL encodes what would end a field or a line.
func safeURL(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if r <= ' ' || r == 0x7f || strings.ContainsRune(`{}\"<>^|`+"`", r) {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

type cslName struct {
	Literal string `json:"literal"`
}

// cslJSON writes a list of one item of CSL 1.0.2.
func (w Work) cslJSON() string {
	date := func(s string) *cslDate {
		if s == "" {
			return nil
		}
		var parts []int
		for _, p := range strings.Split(s, "-") {
			n, _ := strconv.Atoi(p)
			parts = append(parts, n)
		}
		return &cslDate{[][]int{parts}}
	}
	item := struct {
		ID       string    `json:"id"`
		Type     string    `json:"type"`
		Title    string    `json:"title"`
		Author   []cslName `json:"author,omitempty"`
		Number   string    `json:"number,omitempty"`
		Issued   *cslDate  `json:"issued,omitempty"`
		Accessed *cslDate  `json:"accessed,omitempty"`
		URL      string    `json:"URL,omitempty"`
		Note     string    `json:"note,omitempty"`
		Abstract string    `json:"abstract,omitempty"`
		Language string    `json:"language"`
	}{
		ID: w.Key, Type: "report", Title: line(w.Title), Number: line(w.Number), Issued: date(w.Issued), Accessed: date(w.Accessed),
		URL: safeURL(w.URL), Note: w.notes(), Abstract: line(w.Abstract), Language: "zh-CN",
	}
	if w.Data {
		item.Type = "dataset"
	}
	for _, a := range w.Authors {
		item.Author = append(item.Author, cslName{line(a)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode([]any{item}); err != nil {
		panic("cite: a reference is plain data: " + err.Error())
	}
	return b.String()
}

// ris writes a record of RIS.
func (w Work) ris() string {
	kind := "GOVDOC"
	if w.Data {
		kind = "DATA"
	}
	var b strings.Builder
	tag := func(name, value string) {
		if value != "" {
			b.WriteString(name + "  - " + value + "\r\n")
		}
	}
	tag("TY", kind)
	tag("ID", w.Key)
	for _, a := range w.Authors {
		tag("AU", strings.ReplaceAll(line(a), ",", "，")) // a comma would part a family name from a given one
	}
	tag("TI", line(w.Title))
	tag("M1", line(w.Number))
	if w.Issued != "" {
		tag("PY", w.Issued[:4])
		tag("DA", strings.ReplaceAll(w.Issued, "-", "/"))
	}
	tag("Y2", strings.ReplaceAll(w.Accessed, "-", "/"))
	tag("UR", safeURL(w.URL))
	tag("N1", w.notes())
	tag("AB", line(w.Abstract))
	tag("LA", "zh-CN")
	b.WriteString("ER  - \r\n")
	return b.String()
}
