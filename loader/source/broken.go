package source

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/loader/source/office"
)

// What is said of a file that is not what its name promises, or stops being so at some byte: people look for the fault
// in the file when they are told where it breaks, and in the content when they are told of the content.

// unreadable says of a file that cannot be read as its format, by its signature or its extension, which format that is. A
// text under a wrong name is read, so only what is no text either is told to be no such file.
func unreadable(name string, data []byte, err *Error) *Error {
	promised := map[Format]string{FormatDOCX: "DOCX", FormatXLSX: "XLSX", FormatPDF: "PDF"}[formatOf(name)]
	switch kind, _ := sniff(data); {
	case kind == kindText && promised != "" && len(data) > 0 && err.Code != CodeTooLarge && err.Code != CodeTooDeep:
		begin := "PK"
		if promised == "PDF" {
			begin = "%PDF-"
		}
		reason := "it does not begin with " + begin + ", as every such file does"
		if strings.HasPrefix(begin, string(data)) || begin+"\x03" == string(data) {
			reason = cutOff(data)
		}
		return &Error{Code: CodeBroken, Reason: "is no readable " + promised + " file: " + reason, Err: err}
	case err.Code != CodeBroken || kind != kindPDF && kind != kindZip && kind != kindOLE:
		return err
	case kind == kindOLE:
		promised = "DOC or XLS"
	case kind == kindPDF:
		promised = "PDF"
	case promised != "DOCX" && promised != "XLSX":
		promised = "DOCX, XLSX or ZIP"
	}
	if err.Place != "" {
		err.Reason += "; the file is no readable " + promised
	} else {
		err.Reason = "is no readable " + promised + " file: " + err.Reason
	}
	return err
}

func cutOff(data []byte) string { return "it is cut off after " + strconv.Itoa(len(data)) + " bytes" }

const bookDamaged = "the workbook is damaged"

// brokenBook is the error for a workbook that the library refuses: it does not say where, so the first file of the
// package that cannot be unpacked, or is no XML, is looked for.
func (d *Decoder) brokenBook(data []byte, cause error) *Error {
	archive, err := office.OpenPackage(data, d.officeLimits())
	if err != nil {
		return err
	}
	if err := archive.FirstFault(); err != nil {
		return err
	}
	return &Error{Code: CodeBroken, Reason: bookDamaged, Err: cause}
}

// pdfTail is how far before its end the last mark of a PDF file may stand, in bytes, as readers allow.
const pdfTail = 1024

// brokenPDF says what it can of a file that the engine does not open.
func brokenPDF(data []byte, cause error) *Error {
	reason := "it is damaged"
	if !bytes.Contains(data[max(0, len(data)-pdfTail):], []byte("%%EOF")) {
		reason = cutOff(data) + ", before its end mark"
	}
	return &Error{Code: CodeBroken, Reason: reason, Err: cause}
}
