package office

import (
	"io"

	"github.com/richardlehane/mscfb"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// Compound is a compound file (OLE, MS-CFB): the streams of its root, as Word, Excel and WPS of before 2007 write them.
type Compound struct {
	streams map[string]*mscfb.File
	size    int
}

// OpenCompound reads the directory of a compound file.
func OpenCompound(data []byte) (c *Compound, err *fault.Error) {
	broken := &fault.Error{Code: fault.Broken, Reason: "its directory of streams is damaged"}
	defer func() {
		if recover() != nil { // the library does not promise to bear every damaged file
			c, err = nil, broken
		}
	}()
	in, openErr := mscfb.New(padded(data))
	if openErr != nil {
		broken.Err = openErr
		return nil, broken
	}
	c = &Compound{streams: map[string]*mscfb.File{}, size: len(data)}
	for _, f := range in.File {
		if len(f.Path) == 0 && !f.FileInfo().IsDir() {
			c.streams[f.Name] = f
		}
	}
	return c, nil
}

// padded reads as zeros what is missing of the last sector: some programs do not write it whole.
type padded []byte

const largestSector = 4096

func (p padded) ReadAt(b []byte, off int64) (int, error) {
	n := 0
	if off >= 0 && off < int64(len(p)) {
		n = copy(b, p[off:])
	}
	if off < 0 || off+int64(len(b)) > int64(len(p)+largestSector) {
		return n, io.EOF
	}
	clear(b[n:])
	return len(b), nil
}

// Has reports whether the file has a stream of that name.
func (c *Compound) Has(name string) bool { return c.streams[name] != nil }

// Encrypted reports whether the file only wraps an encrypted package of a later Office.
func (c *Compound) Encrypted() bool { return c.Has("EncryptedPackage") || c.Has("EncryptionInfo") }

// Stream is the content of a stream; nil when there is none of that name.
func (c *Compound) Stream(name string) (data []byte, err *fault.Error) {
	f := c.streams[name]
	if f == nil {
		return nil, nil
	}
	broken := &fault.Error{Code: fault.Broken, Place: "stream " + name, Reason: "its sectors are damaged or cut off"}
	if f.Size > int64(c.size+largestSector) {
		return nil, broken
	}
	defer func() {
		if recover() != nil {
			data, err = nil, broken
		}
	}()
	data = make([]byte, f.Size)
	if n, readErr := io.ReadFull(f, data); readErr != nil && n < len(data) {
		broken.Err = readErr
		return nil, broken
	}
	return data, nil
}
