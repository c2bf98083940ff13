package source

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/loader/source/fault"
	"github.com/policygraph/policygraph/loader/source/office"
	"github.com/policygraph/policygraph/loader/source/pdf"
)

// Decoder decodes files. It may be used from several goroutines at once. The PDF engine is started at the first PDF
// file and kept until Close.
type Decoder struct {
	limits limits
	pdf    pdf.Engine
}

// NewDecoder makes a Decoder.
func NewDecoder() *Decoder {
	l := standardLimits()
	return &Decoder{limits: l, pdf: pdf.Engine{Limits: l.pdf, Cache: pdf.CacheFolder()}}
}

// Close frees the PDF engine, if it was started. The Decoder must not be used afterwards.
func (d *Decoder) Close() error { return d.pdf.Close() }

// Decode reads one file with a Decoder of its own. To read many files, keep a [Decoder].
func Decode(name string, data []byte) ([]*Document, error) {
	d := NewDecoder()
	docs, err := d.Decode(context.Background(), name, data)
	if closing := d.Close(); err == nil && closing != nil {
		return nil, closing
	}
	return docs, err
}

// Decode reads the bytes of one file; name is its path or base name. What the bytes are decides, not the extension. A
// JSONL file or an archive may hold several documents, every other file holds one. The error is an [*Error]; a document comes whole
// or not at all, but for what its Warnings name. The end of ctx stops reading.
func (d *Decoder) Decode(ctx context.Context, name string, data []byte) ([]*Document, error) {
	left := d.limits.expanded
	docs, err := d.decode(ctx, name, data, nest{left: &left})
	for _, doc := range docs {
		if doc.Name == "" { // else it lies in an archive
			doc.Name = PrintableName(filepath.Base(name))
		}
		if err == nil {
			err = d.check(doc)
		}
	}
	if err != nil {
		err = unreadable(name, data, err)
		err.Name = name
		return nil, err
	}
	return docs, nil
}

func (d *Decoder) decode(ctx context.Context, name string, data []byte, at nest) ([]*Document, *Error) {
	if len(data) > d.limits.file {
		return nil, tooLarge("the file", len(data), d.limits.file)
	}
	switch kind, reason := sniff(data); kind {
	case kindText:
		if looksLikeMHT(data) {
			return d.decodeMHT(data)
		}
		return d.decodeText(name, data)
	case kindPDF:
		return one(d.decodePDF(ctx, data))
	case kindZip:
		return d.decodeZip(ctx, name, data, at)
	case kindRTF:
		text, err := office.RTF(data, d.officeLimits())
		if err != nil {
			return nil, err
		}
		return one(d.document(FormatRTF, text))
	case kindRAR:
		return d.decodeRAR(ctx, name, data, at)
	case kindOLE:
		return one(d.decodeOLE(ctx, data))
	default:
		return nil, &Error{Code: CodeUnsupported, Reason: reason}
	}
}

func one(doc *Document, err *Error) ([]*Document, *Error) {
	if err != nil {
		return nil, err
	}
	return []*Document{doc}, nil
}

// decodeText reads what has no signature: the extension and the first characters tell what it is.
func (d *Decoder) decodeText(name string, data []byte) ([]*Document, *Error) {
	text, wrong, err := toText(data)
	if err != nil {
		return nil, err
	}
	doc := &Document{Format: FormatText, Text: text}
	switch format := formatOf(name); {
	case looksLikeHTML(text) || format == FormatHTML:
		if doc, err = d.decodeHTML(text); err != nil {
			return nil, err
		}
		wrong = strings.Count(doc.Text, "\uFFFD")
	case format == FormatJSONL || format == "" && looksLikeJSONL(text):
		return d.decodeJSONL(text)
	case format == FormatCSV || format == FormatXLSX || format == FormatXLS:
		sheet, isLedger, err := d.decodeCSV(text)
		if err != nil {
			return nil, err
		}
		if isLedger {
			doc = sheet
		}
	case format == FormatMarkdown:
		doc.Format, doc.Title = format, markdownTitle(text)
	}
	if wrong > 0 {
		at := strings.Index(doc.Text, "\uFFFD")
		doc.warn(warnUndecodable, strconv.Itoa(wrong)+" characters could not be decoded; the first is marked", at, at+len("\uFFFD"))
	}
	return []*Document{doc}, nil
}

// markdownTitle is the heading of the first level, if a text has just one.
func markdownTitle(text string) (title string) {
	for line := range strings.Lines(text) {
		heading, found := strings.CutPrefix(line, "# ")
		switch {
		case found && title != "":
			return ""
		case found:
			title = clean(strings.TrimRight(heading, "# \n"))
		}
	}
	return title
}

// decodeOLE reads a compound file (Office of before 2007, WPS, or what an encrypted file of a later one is wrapped in) as
// what it holds.
func (d *Decoder) decodeOLE(ctx context.Context, data []byte) (*Document, *Error) {
	file, err := office.OpenCompound(data)
	switch {
	case err != nil:
		return nil, err
	case file.Encrypted():
		return nil, fault.Protected()
	case file.Has("WordDocument"):
		text, err := file.DOC(d.officeLimits())
		if err != nil {
			return nil, err
		}
		return d.document(FormatDOC, text)
	case file.Has("Workbook"), file.Has("Book"):
		book, err := file.XLSX(d.officeLimits())
		return d.rewritten(ctx, FormatXLS, book, err)
	}
	return nil, &Error{Code: CodeUnsupported, Reason: "is a file of Office before 2007 without a text or a workbook; save it as .docx"}
}

// rewritten reads a workbook of another format that was rewritten as XLSX.
func (d *Decoder) rewritten(ctx context.Context, format Format, data []byte, err *Error) (*Document, *Error) {
	if err != nil {
		return nil, err
	}
	doc, err := d.decodeXLSX(ctx, data)
	if doc != nil {
		doc.Format = format
	}
	return doc, err
}

// check holds what is true of every document, whatever it was made from.
func (d *Decoder) check(doc *Document) *Error {
	limit := d.limits.text
	if doc.Ledger() {
		limit = d.limits.ledger
	}
	if len(doc.Text) > limit {
		return tooLarge("the text", len(doc.Text), limit)
	}
	return checkChinese(doc)
}
