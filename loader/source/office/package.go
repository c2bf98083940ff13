package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// Package is a ZIP package of files, as DOCX, XLSX, ODT and OFD are.
type Package struct {
	*zip.Reader
	limits Limits
}

// ratioFrom is from how many unpacked bytes on the ratio counts: small files may be all repetition.
const ratioFrom = 1 << 20

// OpenPackage opens a package after its directory has been held against the limits: what it says of sizes is what is
// unpacked at most.
func OpenPackage(data []byte, limits Limits) (*Package, *fault.Error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, brokenPackage(data, err)
	}
	if len(archive.File) > limits.Entries {
		return nil, fault.TooMany("files in the package", limits.Entries)
	}
	total := uint64(0)
	for _, f := range archive.File {
		total += f.UncompressedSize64
		if total > uint64(limits.Expanded) || f.UncompressedSize64 > uint64(limits.Expanded) {
			return nil, fault.TooMany("bytes when unpacked", limits.Expanded)
		}
		if f.Flags&1 != 0 {
			return nil, fault.Protected()
		}
	}
	if total > ratioFrom && total/uint64(len(data)) > uint64(limits.Ratio) {
		return nil, fault.TooMany("bytes unpacked for each byte packed", limits.Ratio)
	}
	return &Package{archive, limits}, nil
}

// Has reports whether the package has a file of that name.
func (p *Package) Has(name string) bool { return p.file(name) != nil }

func (p *Package) file(name string) *zip.File {
	for _, f := range p.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// Read unpacks a file of the package; nil when there is none of that name.
func (p *Package) Read(name string) ([]byte, *fault.Error) {
	f := p.file(name)
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > uint64(p.limits.Markup) {
		return nil, fault.Size(name, int(f.UncompressedSize64), p.limits.Markup)
	}
	in, err := f.Open()
	if err != nil {
		return nil, brokenPart(name, 0, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, int64(f.UncompressedSize64)+1))
	if err != nil {
		return nil, brokenPart(name, int64(len(data)), err)
	}
	return data, nil
}

// xml reads an XML file of the package; an empty element when the package has none of that name.
func (p *Package) xml(name string) (*element, *fault.Error) { return p.tree(name, false) }

// mixedXML reads an XML file in which text and elements stand between each other.
func (p *Package) mixedXML(name string) (*element, *fault.Error) { return p.tree(name, true) }

func (p *Package) tree(name string, mixed bool) (*element, *fault.Error) {
	f := p.file(name)
	if f == nil {
		return &element{}, nil
	}
	if f.UncompressedSize64 > uint64(p.limits.Markup) {
		return nil, fault.Size(name, int(f.UncompressedSize64), p.limits.Markup)
	}
	in, err := f.Open()
	if err != nil {
		return nil, brokenPart(name, 0, err)
	}
	defer in.Close()
	root, failure := parseXML(io.LimitReader(in, int64(f.UncompressedSize64)+1), p.limits.Depth, mixed)
	if failure != nil {
		failure.Place = strings.TrimSuffix(name+", "+failure.Place, ", ")
	}
	return root, failure
}

// FirstFault finds the first XML file of the package that cannot be unpacked or is no XML; nil when all can be read.
func (p *Package) FirstFault() *fault.Error {
	for _, f := range p.File {
		if lower := strings.ToLower(f.Name); !strings.HasSuffix(lower, ".xml") && !strings.HasSuffix(lower, ".rels") {
			continue
		}
		if offset, err := firstFault(f); err != nil {
			return brokenPart(f.Name, offset, err)
		}
	}
	return nil
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

// directoryEnd begins the record at the end of every package.
const directoryEnd = "PK\x05\x06"

// brokenPackage is the error for a package whose directory cannot be read. The directory comes last, so it is the first
// that a file loses that was not copied whole.
func brokenPackage(data []byte, cause error) *fault.Error {
	reason := "its directory, which stands at the end, is damaged"
	if !bytes.Contains(data, []byte(directoryEnd)) {
		reason = "it is cut off after " + strconv.Itoa(len(data)) + " bytes, before its directory"
	}
	return &fault.Error{Code: fault.Broken, Reason: reason, Err: cause}
}

// brokenPart is the error for a damaged file in a package, at the byte of its content up to which it could be read.
func brokenPart(part string, offset int64, cause error) *fault.Error {
	reason := "the packed data is damaged"
	if errors.As(cause, new(*xml.SyntaxError)) {
		reason = "the XML is damaged"
	}
	return &fault.Error{Code: fault.Broken, Place: strings.TrimPrefix(part+", byte "+strconv.FormatInt(offset, 10), ", "), Reason: reason, Err: cause}
}
