package source

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"
	"strings"

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
// JSONL file may hold several documents, every other file holds one. The error is an [*Error]; a document comes whole
// or not at all, but for what its Warnings name. The end of ctx stops a PDF file in the middle.
func (d *Decoder) Decode(ctx context.Context, name string, data []byte) ([]*Document, error) {
	docs, err := d.decode(ctx, name, data)
	for _, doc := range docs {
		doc.Name = PrintableName(filepath.Base(name))
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

func (d *Decoder) decode(ctx context.Context, name string, data []byte) ([]*Document, *Error) {
	if len(data) > d.limits.file {
		return nil, tooLarge("the file", len(data), d.limits.file)
	}
	switch kind, reason := sniff(data); kind {
	case kindText:
		return d.decodeText(name, data)
	case kindPDF:
		return one(d.decodePDF(ctx, data))
	case kindZip:
		return one(d.decodeZip(data))
	case kindOLE:
		return nil, oldOffice(name, data)
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
	case format == FormatCSV || format == FormatXLSX || strings.EqualFold(filepath.Ext(name), ".xls"):
		sheet, isLedger, err := d.decodeCSV(text)
		if err != nil {
			return nil, err
		}
		if isLedger {
			doc = sheet
		}
	case format == FormatMarkdown:
		doc.Format = format
	}
	if wrong > 0 {
		at := strings.Index(doc.Text, "\uFFFD")
		doc.warn(warnUndecodable, strconv.Itoa(wrong)+" characters could not be decoded; the first is marked", at, at+len("\uFFFD"))
	}
	return []*Document{doc}, nil
}

// oldOffice says what to do with a file of Office before 2007, or with an encrypted one of a later.
func oldOffice(name string, data []byte) *Error {
	encrypted := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	if bytes.Contains(data, encrypted) {
		return &Error{Code: CodeEncrypted, Reason: "is protected by a password; save it without one"}
	}
	if strings.HasPrefix(strings.ToLower(filepath.Ext(name)), ".xls") || strings.EqualFold(filepath.Ext(name), ".et") {
		return &Error{Code: CodeUnsupported, Reason: "is a workbook of Excel before 2007 or of WPS; save it as .xlsx"}
	}
	return &Error{Code: CodeUnsupported, Reason: "is a document of Word before 2007 or of WPS; save it as .docx"}
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
