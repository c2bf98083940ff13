package source

import (
	"bytes"
	"strings"
	"testing"
)

// TestBrokenFilesSayWhere damages files in every way that transport does and wants to be told what the file is not, and where.
func TestBrokenFilesSayWhere(t *testing.T) {
	good := word(t, strings.Repeat(paragraph(plan), 50), nil)
	book := ledgerBook(t)
	pdf := printed("任务", "内容")
	flipped := func(data []byte, near string) []byte {
		at := bytes.Index(data, []byte(near)) + len(near) + 40
		return append(append(bytes.Clone(data[:at]), data[at]^0xFF, data[at+1]^0xFF), data[at+2:]...)
	}
	english := []byte(strings.Repeat("this is no plan\n", 10))
	for what, c := range map[string]struct {
		name string
		data []byte
		want string // of the message; none when the file can be read
	}{
		"whole":            {"a.docx", good, ""},
		"half a package":   {"a.docx", good[:len(good)/2], "a.docx: is no readable DOCX file: it is cut off after "},
		"no last byte":     {"a.docx", good[:len(good)-1], "is no readable DOCX file: its directory, which stands at the end, is damaged"},
		"no directory":     {"a.docx", good[:len(good)-22], " bytes, before its directory"},
		"one byte":         {"a.docx", good[:1], "is no readable DOCX file: it is cut off after 1 bytes"},
		"three bytes":      {"a.docx", good[:3], "is no readable DOCX file: it is cut off after 3 bytes"},
		"four bytes":       {"a.docx", good[:4], "is no readable DOCX file: it is cut off after 4 bytes, before its directory"},
		"another start":    {"a.docx", append([]byte("XX"), good[2:]...), "is no readable DOCX file: it does not begin with PK"},
		"English":          {"a.docx", english, "is no readable DOCX file: it does not begin with PK"},
		"a text":           {"a.docx", []byte(plan), ""},
		"English text":     {"a.txt", english, "a.txt: the text has no or hardly any Chinese characters"},
		"nothing":          {"a.docx", nil, "a.docx: the file has no content"},
		"too large":        {"a.docx", bytes.Repeat([]byte(plan), 1<<20), "more than the limit"},
		"damaged part":     {"a.docx", flipped(good, "word/document.xml"), "a.docx: word/document.xml, byte "},
		"half of the XML":  {"a.docx", word(t, "<w:p>", nil), "the XML is damaged; the file is no readable DOCX"},
		"no Word XML":      {"a.docx", zipOf(t, map[string]string{"word/document.xml": "<a>" + plan + "</a>"}), "word/document.xml: the XML is no Word document"},
		"no XML at all":    {"a.docx", zipOf(t, map[string]string{"word/document.xml": plan}), "word/document.xml: the XML is no Word document"},
		"half a workbook":  {"a.xlsx", book[:len(book)/2], "a.xlsx: is no readable XLSX file: it is cut off after "},
		"damaged sheet":    {"a.xlsx", flipped(book, "xl/workbook.xml"), "a.xlsx: xl/workbook.xml, byte "},
		"English workbook": {"a.xlsx", english, "is no readable XLSX file: it does not begin with PK"},
		"unnamed":          {"stdin", book[:len(book)/2], "stdin: is no readable DOCX, XLSX or ZIP file: it is cut off after "},
		"half a PDF":       {"a.pdf", pdf[:len(pdf)/2], "a.pdf: is no readable PDF file: it is cut off after "},
		"PDF without head": {"a.pdf", pdf[8:], "is no readable PDF file: it does not begin with %PDF-"},
		"three of a PDF":   {"a.pdf", pdf[:3], "is no readable PDF file: it is cut off after 3 bytes"},
		"PDF with an end":  {"a.txt", []byte("%PDF-1.7\n任务\n%%EOF\n"), "a.txt: is no readable PDF file: it is damaged"},
		"cut off Word":     {"a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "a.doc: is no readable DOC or XLS file: its directory of streams is damaged"},
		"gzip":             {"a.docx", []byte("\x1f\x8b\x08"), "a gzip archive is not read; unpack it first"},
	} {
		_, err := Decode(c.name, c.data)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", what, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %q", what, err, c.want)
		case strings.Contains(c.want, "no readable") && code(err) != CodeBroken:
			t.Errorf("%s has the code %s", what, code(err))
		}
	}
}
