package source

import (
	"time"

	"github.com/policygraph/policygraph/loader/source/pdf"
)

// limits bounds what one file may cost. Tests lower single ones; everyone else uses standardLimits.
type limits struct {
	file       int // bytes of a file as it is read
	text       int // bytes of the text of one document that is no ledger
	ledger     int // bytes of the text of one ledger
	markup     int // bytes of a web page
	entries    int // files in a DOCX or XLSX package
	expanded   int // bytes of a package when unpacked
	ratio      int // bytes unpacked for each byte packed
	archives   int // archives inside each other
	dictionary int // bytes of the memory that unpacking a RAR archive takes
	depth      int // elements inside each other in XML
	rows       int // rows of all tables of a file
	columns    int // columns of a table
	cells      int // cells of all tables of a file, merged ones counted in every row and column they reach
	record     int // bytes of a line of a JSONL file or of a record of a CSV file
	pdf        pdf.Limits
	folders    int // folders inside each other
	folderSize int // files in all folders of one call
}

// standardLimits is the one place that states the limits.
func standardLimits() limits {
	return limits{
		file: 256 << 20, text: 8 << 20, ledger: 256 << 20, markup: 32 << 20,
		entries: 4096, expanded: 256 << 20, ratio: 200, archives: 3, dictionary: 64 << 20, depth: 256,
		rows: 1_000_000, columns: 512, cells: 10_000_000, record: 1 << 20,
		pdf:     pdf.Limits{Pages: 2000, Memory: 192 << 20, Text: 8 << 20, PageText: 100_000, Time: 15 * time.Second, PageTime: 100 * time.Millisecond},
		folders: 32, folderSize: 100_000,
	}
}

// Limit is one limit as it is shown to people.
type Limit struct {
	Name   string // stable, e.g. text
	Value  int
	Unit   string
	Reason string
}

// Limits lists what bounds the reading of files; docs/FORMATS.md prints it.
func Limits() []Limit {
	l := standardLimits()
	return []Limit{
		{"file", l.file, "bytes", "a file is held in memory as a whole"},
		{"text", l.text, "bytes", "a plan of 300 pages has about 1 MB; more is a collection that should be split"},
		{"ledger", l.ledger, "bytes", "spans are 32-bit in the View; leaves room for generated graphs of 1,000,000 tasks"},
		{"markup", l.markup, "bytes", "the tree of a page takes many times its bytes"},
		{"entries", l.entries, "files in a package", "Word and Excel write dozens"},
		{"expanded", l.expanded, "bytes unpacked", "a zip bomb unpacks to thousands of times its size"},
		{"ratio", l.ratio, "bytes unpacked for each byte packed", "beyond that a package is padding"},
		{"archives", l.archives, "archives inside each other", "a copy of an archive in itself would have no end"},
		{"dictionary", l.dictionary, "bytes", "a RAR archive may ask for 4 GB of memory to be unpacked"},
		{"depth", l.depth, "elements inside each other", "far more than Word writes"},
		{"rows", l.rows, "rows of all tables of a file", "a worksheet ends at 1,048,576"},
		{"columns", l.columns, "columns of a table", "far more than a ledger has that people read"},
		{"cells", l.cells, "cells of all tables of a file", "a cell takes 32 bytes; a merged one may claim to reach over thousands of rows"},
		{"record", l.record, "bytes of a line or record", "one task is a few kB"},
		{"pages", l.pdf.Pages, "pages of a PDF file", "far more than a plan has"},
		{"pdf-characters", l.pdf.Text, "characters of a PDF file", "as the text of any document"},
		{"pdf-page", l.pdf.PageText, "characters of a page", "a page of small print has 5,000"},
		{"pdf-memory", l.pdf.Memory, "bytes", "memory of the PDF engine; a hostile file may ask for 4 GB"},
		{"pdf-time", int(l.pdf.Time / time.Second), "seconds of work for a PDF file", "a hostile file may never end"},
		{"pdf-page-time", int(l.pdf.PageTime / time.Millisecond), "milliseconds more for each page read", "a page takes a tenth of it; a long file is not hostile"},
		{"folders", l.folders, "folders inside each other", "a link may lead round in a way that is not noticed"},
		{"files", l.folderSize, "files of one call", "names are held in memory"},
	}
}
