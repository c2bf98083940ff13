package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// mhtWindow is how far into a file the head of a web archive may reach, in bytes.
const mhtWindow = 4096

// looksLikeMHT reports whether data is a web page saved with its parts in one file (MHTML), also by Word under the name .doc.
func looksLikeMHT(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), mhtWindow)])
	return (bytes.HasPrefix(head, []byte("mime-version:")) || bytes.HasPrefix(head, []byte("from:")) || bytes.HasPrefix(head, []byte("content-type:"))) &&
		bytes.Contains(head, []byte("mime-version:")) && bytes.Contains(head, []byte("content-type:"))
}

// decodeMHT reads the page in a web archive.
func (d *Decoder) decodeMHT(data []byte) ([]*Document, *Error) {
	r := bufio.NewReader(bytes.NewReader(data))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return nil, &Error{Code: CodeBroken, Reason: "the head of the web archive is damaged", Err: err}
	}
	part, address, failure := d.pageOf(head, r, 0)
	switch {
	case failure != nil:
		return nil, failure
	case part == nil:
		return nil, &Error{Code: CodeNoText, Reason: "the web archive holds no page"}
	}
	docs, failure := d.decodeText("page.html", part)
	for _, doc := range docs {
		if doc.SourceURL == "" && strings.HasPrefix(address, "http") {
			doc.SourceURL = address
		}
	}
	return docs, failure
}

// pageOf finds the first part that is a page; nil when there is none.
func (d *Decoder) pageOf(head textproto.MIMEHeader, body io.Reader, depth int) (page []byte, address string, failure *Error) {
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	switch {
	case depth > d.limits.archives:
		return nil, "", &Error{Code: CodeTooDeep, Reason: "too many parts of the web archive inside each other"}
	case err == nil && strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for range d.limits.entries {
			part, err := parts.NextRawPart()
			if err != nil {
				return nil, "", nil
			}
			if page, address, failure = d.pageOf(part.Header, part, depth+1); page != nil || failure != nil {
				return page, address, failure
			}
		}
		return nil, "", tooMany("parts of the web archive", d.limits.entries)
	case kind != "text/html" && kind != "application/xhtml+xml":
		return nil, "", nil
	}
	switch strings.ToLower(head.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	page, err = io.ReadAll(io.LimitReader(body, int64(d.limits.markup)+1))
	if err != nil && len(page) == 0 {
		return nil, "", &Error{Code: CodeBroken, Reason: "the page in the web archive is damaged", Err: err}
	}
	return page, head.Get("Content-Location"), nil
}
