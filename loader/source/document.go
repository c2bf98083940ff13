package source

import "strconv"

// Document is the text of one file and what its format says of it.
type Document struct {
	Name        string    // base name of the file
	Format      Format    // what the bytes were, whatever the name says
	Text        string    // valid UTF-8, line ends as LF; of a text file the decoded content with nothing else changed
	Title       string    // from the format's metadata (page title, core properties); empty when none
	Stated      bool      // Title is stated by the page as that of its article: ArticleTitle, or its only heading
	DocNumber   string    // 发文字号 from a field beside the text of a page; empty when none
	IssuedOn    string    // YYYY-MM-DD from such a field (成文日期); empty when none
	PublishedOn string    // YYYY-MM-DD from page metadata; empty when none
	SourceURL   string    // address in page metadata; empty when none
	Rows        []Row     // rows of tables and ledgers in the order of Text; nil for plain text
	Warnings    []Warning // what was left out or uncertain
}

// Ledger reports whether the file is a table of tasks (任务台账) throughout: its Text is then a rendering of Rows.
func (d *Document) Ledger() bool {
	return d.Format == FormatCSV || d.Format == FormatXLSX || d.Format == FormatXLS || d.Format == FormatODS || d.Format == FormatJSONL
}

// Row is one row of a table. Rows of one table stand together and in order.
type Row struct {
	Table  int    // number of the table in the document, from 0; every worksheet is a table
	Sheet  string // name of the worksheet; empty elsewhere
	Number int    // as a person counts it, from 1: row of the worksheet or table, line of a CSV or JSONL file
	Page   int    // of a PDF file, from 1; 0 elsewhere
	Header bool   // the cells are the names of the columns
	Cells  []Cell // in column order; empty cells are left out; a list in a JSONL field gives several cells of one column
}

// Cell is one cell of a table.
type Cell struct {
	Column     int  // from 0
	Start, End int  // span in Document.Text, in bytes, without the space around the content
	Spanned    bool // printed once in an earlier row or column that reaches here (合并单元格); the span is that of the printed cell
}

// Address is the place of a cell of the row as a person finds it: 任务台账!C7 in a worksheet, 第2页第7行第3列 in a PDF file, whose tables
// go on over pages, and 第7行第3列 elsewhere.
func (r *Row) Address(c Cell) string {
	if r.Sheet != "" {
		return r.Sheet + "!" + columnName(c.Column) + strconv.Itoa(r.Number)
	}
	page := ""
	if r.Page > 0 {
		page = "第" + strconv.Itoa(r.Page) + "页"
	}
	return page + "第" + strconv.Itoa(r.Number) + "行第" + strconv.Itoa(c.Column+1) + "列"
}

// columnName is the letter name of a worksheet column, counted from 0: A … Z, AA, …
func columnName(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Warning is something that was left out of a document or is uncertain in it.
type Warning struct {
	Code       string // stable, e.g. UNDECODABLE_BYTES
	Message    string
	Start, End int // span in Document.Text, in bytes; both 0 when it concerns the file as a whole
}

// The codes of warnings; docs/FORMATS.md explains them.
const (
	warnUndecodable   = "UNDECODABLE_BYTES"     // some bytes fit no character and stand as U+FFFD
	warnHardlyChinese = "HARDLY_CHINESE"        // most of the letters are not Chinese
	warnBadRecord     = "BAD_RECORD"            // a line or row was left out because it cannot be read
	warnUnknownField  = "UNKNOWN_FIELD"         // a field of the lines of a JSONL file has no meaning here and is left out
	warnNoHeader      = "NO_HEADER"             // no row of a sheet looks like column names
	warnHidden        = "HIDDEN_CONTENT"        // a hidden sheet, or hidden rows of one, are left out
	warnNoValue       = "FORMULA_WITHOUT_VALUE" // cells with a formula whose result is not stored
	warnEntry         = "ENTRY_NOT_READ"        // a file in an archive is not read
	warnPageNoText    = "PAGE_WITHOUT_TEXT"     // a page of a PDF file has no text (scanned?)
	warnCrowded       = "PAGE_TOO_CROWDED"      // a page of a PDF file has too many drawings to look for tables
)

// WarningCodes are the codes that a warning can have.
func WarningCodes() []string {
	return []string{warnUndecodable, warnHardlyChinese, warnBadRecord, warnUnknownField, warnNoHeader, warnHidden, warnNoValue, warnEntry, warnPageNoText, warnCrowded}
}

// Format is the format of a file.
type Format string

// The formats that are read.
const (
	FormatText     Format = "txt"
	FormatMarkdown Format = "md"
	FormatHTML     Format = "html"
	FormatDOCX     Format = "docx"
	FormatDOC      Format = "doc" // Word 97 to 2003, and WPS
	FormatRTF      Format = "rtf"
	FormatODT      Format = "odt"
	FormatODS      Format = "ods"
	FormatOFD      Format = "ofd"
	FormatPDF      Format = "pdf"
	FormatCSV      Format = "csv"
	FormatXLSX     Format = "xlsx"
	FormatXLS      Format = "xls" // Excel 5 to 2003, and WPS
	FormatJSONL    Format = "jsonl"

	formatArchive Format = "archive" // of documents in formats of their own
)
