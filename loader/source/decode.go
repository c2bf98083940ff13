package source

import (
	"path/filepath"
	"strconv"
	"strings"
)

// Decoder decodes files. It may be used from several goroutines at once. The PDF engine is started at the first PDF
// file and kept until Close.
type Decoder struct {
	limits limits
	pdf    pdfEngine
}

// NewDecoder makes a Decoder.
func NewDecoder() *Decoder {
	l := standardLimits()
	return &Decoder{limits: l, pdf: pdfEngine{memory: l.pdfMemory}}
}

// Close frees the PDF engine, if it was started. The Decoder must not be used afterwards.
func (d *Decoder) Close() error { return d.pdf.close() }

// Decode reads one file with a Decoder of its own. To read many files, keep a [Decoder].
func Decode(name string, data []byte) ([]*Document, error) {
	d := NewDecoder()
	docs, err := d.Decode(name, data)
	if closing := d.Close(); err == nil && closing != nil {
		return nil, closing
	}
	return docs, err
}

// Decode reads the bytes of one file; name is its path or base name. What the bytes are decides, not the extension. A
// JSONL file may hold several documents, every other file holds one. The error is an [*Error]; a document comes whole
// or not at all, but for what its Warnings name.
func (d *Decoder) Decode(name string, data []byte) ([]*Document, error) {
	docs, err := d.decode(name, data)
	for _, doc := range docs {
		doc.Name = filepath.Base(name)
		if err == nil {
			err = d.check(doc)
		}
	}
	if err != nil {
		err.Name = name
		return nil, err
	}
	return docs, nil
}

func (d *Decoder) decode(name string, data []byte) ([]*Document, *Error) {
	if len(data) > d.limits.file {
		return nil, tooLarge("the file", len(data), d.limits.file)
	}
	switch kind, reason := sniff(data); kind {
	case kindText:
		return d.decodeText(name, data)
	case kindPDF:
		return one(d.decodePDF(data))
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
	case format == FormatMarkdown:
		doc.Format = format
	}
	if wrong > 0 {
		at := strings.Index(doc.Text, "\uFFFD")
		doc.warn(warnUndecodable, strconv.Itoa(wrong)+" characters could not be decoded; the first is marked", at, at+len("\uFFFD"))
	}
	return []*Document{doc}, nil
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

func tooLarge(what string, have, limit int) *Error {
	return &Error{Code: CodeTooLarge, Reason: what + " has " + strconv.Itoa(have) + " bytes, more than the limit of " +
		strconv.Itoa(limit) + "; split it"}
}
