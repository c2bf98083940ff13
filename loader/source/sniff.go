package source

import (
	"bytes"
	"path/filepath"
	"strings"
)

// kind is what the first bytes of a file say it is.
type kind int

const (
	kindText kind = iota // anything without a signature: text, HTML, CSV, JSONL
	kindPDF
	kindZip
	kindOLE // Word, Excel, WPS before 2007; also encrypted DOCX and XLSX
	kindRAR
	kindRTF
	kindOther
)

// signatures tells formats by their first bytes. reason is why a format is not read; empty when it is.
func signatures() []struct {
	prefix string
	kind   kind
	reason string
} {
	return []struct {
		prefix string
		kind   kind
		reason string
	}{
		{"PK\x03\x04", kindZip, ""},
		{"PK\x05\x06", kindZip, ""}, // a package without files
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kindOLE, ""},
		{"{\\rtf", kindRTF, ""},
		{"\x1f\x8b", kindOther, "a gzip archive is not read; unpack it first"},
		{"Rar!\x1a\x07", kindRAR, ""},
		{"7z\xbc\xaf\x27\x1c", kindOther, "a 7z archive is not read; unpack it first"},
		{"\x89PNG", kindOther, "a picture has no text"},
		{"\xff\xd8\xff", kindOther, "a picture has no text"},
		{"GIF8", kindOther, "a picture has no text"},
		{"II*\x00", kindOther, "a picture has no text"},
		{"MM\x00*", kindOther, "a picture has no text"},
		{"\x7fELF", kindOther, "a program is not a document"},
		{"MZ\x90\x00", kindOther, "a program is not a document"},
		{"SQLite format 3\x00", kindOther, "a database is not a document"},
	}
}

// pdfWindow is how far into a file the mark of a PDF may stand, in bytes, as readers allow.
const pdfWindow = 1024

// sniff tells what data is by its first bytes.
func sniff(data []byte) (kind, string) {
	for _, s := range signatures() {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			return s.kind, s.reason
		}
	}
	if bytes.Contains(data[:min(len(data), pdfWindow)], []byte("%PDF-")) {
		return kindPDF, ""
	}
	return kindText, ""
}

// extensions names the format that an extension promises. Others are passed over in folders.
func extensions() map[string]Format {
	return map[string]Format{
		".txt": FormatText, ".text": FormatText, ".md": FormatMarkdown, ".markdown": FormatMarkdown,
		".html": FormatHTML, ".htm": FormatHTML, ".xhtml": FormatHTML, ".shtml": FormatHTML,
		".docx": FormatDOCX, ".docm": FormatDOCX, ".doc": FormatDOC, ".wps": FormatDOC, ".rtf": FormatRTF, ".odt": FormatODT, ".ods": FormatODS, ".ofd": FormatOFD, ".pdf": FormatPDF,
		".csv": FormatCSV, ".tsv": FormatCSV, ".xlsx": FormatXLSX, ".xlsm": FormatXLSX, ".xls": FormatXLS, ".et": FormatXLS,
		".mht": formatArchive, ".mhtml": formatArchive, ".zip": formatArchive, ".rar": formatArchive, ".jsonl": FormatJSONL, ".ndjson": FormatJSONL,
	}
}

func formatOf(name string) Format { return extensions()[strings.ToLower(filepath.Ext(name))] }
