package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// fields are the fields of a task in a JSONL file, with the name of the column that each becomes: the loader reads all
// ledgers alike.
func fields() [][2]string {
	return [][2]string{
		{"number", "序号"}, {"section", "章节"}, {"title", "任务"}, {"text", "内容"}, {"lead", "牵头单位"}, {"responsible", "责任单位"},
		{"support", "配合单位"}, {"guide", "指导单位"}, {"supervise", "督促检查单位"}, {"implement", "落实单位"}, {"cities", "地区"},
		{"projects", "项目"}, {"themes", "文化主题"}, {"deadline", "完成时限"},
	}
}

// record is one line of a JSONL file.
type record struct {
	row     sheetRow
	unknown []string
}

// bundle is the tasks of one document.
type bundle struct {
	about   about
	records []record
}

// about is what a line says of the document of its task. The first line of a document that says so counts.
type about struct {
	Document    string `json:"document"`
	DocNumber   string `json:"docNumber"`
	Issuer      texts  `json:"issuer"`
	IssuedOn    string `json:"issuedOn"`
	PublishedOn string `json:"publishedOn"`
	SourceURL   string `json:"sourceUrl"`
}

// texts is a text, a number or a list of them.
type texts []string

// UnmarshalJSON reads one value or a list.
func (t *texts) UnmarshalJSON(data []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		list = []json.RawMessage{data}
	}
	for _, item := range list {
		var s string
		if err := json.Unmarshal(item, &s); err != nil {
			var n json.Number
			if err := json.Unmarshal(item, &n); err != nil {
				return err
			}
			s = n.String()
		}
		if s = tidyCell(s); s != "" {
			*t = append(*t, s)
		}
	}
	return nil
}

// decodeJSONL reads a file with one task a line. Tasks that name the same document are put together.
func (d *Decoder) decodeJSONL(text string) ([]*Document, *Error) {
	bundles := map[string]*bundle{}
	var order []string
	var bad []Warning
	rest, cells := []byte(text), 0
	for line, count := 1, 0; len(rest) > 0; line++ {
		var this []byte
		this, rest, _ = bytes.Cut(rest, []byte("\n"))
		if this = bytes.TrimSpace(this); len(this) == 0 {
			continue
		}
		if count++; count > d.limits.rows {
			return nil, tooMany("rows", d.limits.rows)
		}
		if len(this) > d.limits.record {
			bad = append(bad, Warning{Code: warnBadRecord, Message: "line " + strconv.Itoa(line) + " has more than " + strconv.Itoa(d.limits.record) + " bytes"})
			continue
		}
		of, r, err := parseRecord(this, line)
		if err != nil {
			bad = append(bad, Warning{Code: warnBadRecord, Message: "line " + strconv.Itoa(line) + ": " + err.Error()})
			continue
		}
		if cells += len(r.row.cells); cells > d.limits.cells {
			return nil, tooMany("cells", d.limits.cells)
		}
		b := bundles[of.Document]
		if b == nil {
			b = &bundle{about: of}
			bundles[of.Document] = b
			order = append(order, of.Document)
		}
		b.records = append(b.records, r)
	}
	if len(order) == 0 {
		return nil, &Error{Code: CodeBroken, Reason: "no line is a JSON object with a task"}
	}
	var docs []*Document
	for _, name := range order {
		docs = append(docs, bundles[name].document())
	}
	docs[0].Warnings = append(docs[0].Warnings, bad[:min(len(bad), maxWarnings)]...)
	if len(bad) > maxWarnings {
		docs[0].warn(warnBadRecord, strconv.Itoa(len(bad)-maxWarnings)+" further lines cannot be read", 0, 0)
	}
	return docs, nil
}

// maxWarnings is how many lines of a JSONL file are named one by one.
const maxWarnings = 100

// looksLikeJSONL reports whether the first line of a text is a JSON object, as on standard input.
func looksLikeJSONL(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.HasPrefix(first, "{") && json.Valid([]byte(first))
}

// parseRecord reads one line.
func parseRecord(line []byte, number int) (about, record, error) {
	var of about
	r := record{row: sheetRow{number: number}}
	var wrong *json.UnmarshalTypeError // names our types
	switch err := json.Unmarshal(line, &of); {
	case errors.As(err, &wrong) && wrong.Field != "":
		return of, r, fmt.Errorf("field %s is no text", wrong.Field)
	case wrong != nil:
		return of, r, errors.New("is no JSON object")
	case err != nil:
		return of, r, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(line, &all); err != nil {
		return of, r, err
	}
	for _, known := range []string{"document", "docNumber", "issuer", "issuedOn", "publishedOn", "sourceUrl"} {
		delete(all, known)
	}
	for column, f := range fields() {
		raw, ok := all[f[0]]
		delete(all, f[0])
		if !ok || string(raw) == "null" {
			continue
		}
		var values texts
		if err := json.Unmarshal(raw, &values); err != nil {
			return of, r, fmt.Errorf("field %s is neither a text nor a list of texts", f[0])
		}
		for _, v := range values {
			r.row.cells = append(r.row.cells, sheetCell{column: column, text: v})
		}
	}
	r.unknown = sortedKeys(all)
	if len(r.row.cells) == 0 {
		return of, r, fmt.Errorf("no field of a task")
	}
	return of, r, nil
}

// document renders the tasks of one document: its title and what else is known of it, the names of the columns, and
// each task.
func (b *bundle) document() *Document {
	doc := &Document{Format: FormatJSONL, Title: clean(b.about.Document), PublishedOn: dayIn(b.about.PublishedOn)}
	if u := b.about.SourceURL; strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://") {
		doc.SourceURL = u
	}
	var l ledger
	for _, line := range [][2]string{
		{"", doc.Title}, {"发文字号：", b.about.DocNumber}, {"发文机关：", strings.Join(b.about.Issuer, "、")}, {"成文日期：", b.about.IssuedOn},
	} {
		if value := clean(line[1]); value != "" {
			l.text.WriteString(line[0] + value + "\n")
		}
	}
	header := Row{Header: true}
	headerRow, names := sheetRow{}, map[int]string{}
	for column, f := range fields() {
		headerRow.cells = append(headerRow.cells, sheetCell{column: column, text: f[1]})
		names[column] = f[1]
	}
	l.line(&header, &headerRow)
	l.rows = append(l.rows, header)
	unknown := map[string]bool{}
	for i := range b.records {
		r := Row{Number: b.records[i].row.number}
		l.record(&r, &b.records[i].row, names)
		l.rows = append(l.rows, r)
		for _, name := range b.records[i].unknown {
			unknown[name] = true
		}
	}
	for _, name := range sortedKeys(unknown) {
		doc.warn(warnUnknownField, "the field "+strconv.Quote(name)+" has no meaning and is left out", 0, 0)
	}
	doc.Text, doc.Rows = l.text.String(), l.rows
	return doc
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
