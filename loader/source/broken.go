package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
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
	case err.Code != CodeBroken || kind != kindPDF && kind != kindZip:
		return err
	case kind == kindPDF:
		promised = "PDF"
	case promised != "DOCX" && promised != "XLSX":
		promised = "DOCX or XLSX"
	}
	if err.Place != "" {
		err.Reason += "; the file is no readable " + promised
	} else {
		err.Reason = "is no readable " + promised + " file: " + err.Reason
	}
	return err
}

func cutOff(data []byte) string { return "it is cut off after " + strconv.Itoa(len(data)) + " bytes" }

// directoryEnd begins the record at the end of every package.
const directoryEnd = "PK\x05\x06"

// brokenPackage is the error for a package whose directory cannot be read. The directory stands at the end, so it is the
// first that a file loses that was not copied whole.
func brokenPackage(data []byte, cause error) *Error {
	reason := "its directory, which stands at the end, is damaged"
	if !bytes.Contains(data, []byte(directoryEnd)) {
		reason = cutOff(data) + ", before its directory"
	}
	return &Error{Code: CodeBroken, Reason: reason, Err: cause}
}

// brokenPart is the error for a damaged file in a package, at the byte of its content up to which it could be read.
func brokenPart(part string, offset int64, cause error) *Error {
	reason := "the packed data is damaged"
	if errors.As(cause, new(*xml.SyntaxError)) {
		reason = "the XML is damaged"
	}
	return &Error{Code: CodeBroken, Place: strings.TrimPrefix(part+", byte "+strconv.FormatInt(offset, 10), ", "), Reason: reason, Err: cause}
}

const bookDamaged = "the workbook is damaged"

// brokenBook is the error for a workbook that the library refuses: it does not say where, so the first file of the
// package that cannot be unpacked, or is no XML, is looked for.
func (d *Decoder) brokenBook(data []byte, cause error) *Error {
	archive, err := d.openPackage(data)
	if err != nil {
		return err
	}
	for _, f := range archive.File {
		if lower := strings.ToLower(f.Name); !strings.HasSuffix(lower, ".xml") && !strings.HasSuffix(lower, ".rels") {
			continue
		}
		if offset, err := firstFault(f); err != nil {
			return brokenPart(f.Name, offset, err)
		}
	}
	return &Error{Code: CodeBroken, Reason: bookDamaged, Err: cause}
}

// firstFault reads an XML file of a package to its end and tells where that fails.
func firstFault(f *zip.File) (int64, error) {
	in, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	decoder := xml.NewDecoder(io.LimitReader(in, int64(f.UncompressedSize64)+1))
	for {
		if _, err := decoder.RawToken(); errors.Is(err, io.EOF) {
			return 0, nil
		} else if err != nil {
			return decoder.InputOffset(), err
		}
	}
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
