package source

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/nwaples/rardecode/v2"

	"github.com/policygraph/policygraph/loader/source/fault"
	"github.com/policygraph/policygraph/loader/source/office"
)

// nest is where a file lies: how many archives around it, and how many bytes all of them may still unpack to.
type nest struct {
	depth int
	left  *int
}

// member is a file of an archive.
type member struct {
	name string
	open func() (io.ReadCloser, error)
}

// decodeMembers reads the files of an archive as documents of their own, in its order. What is not read is a warning of
// the first document; an archive without any document is an error that names them.
func (d *Decoder) decodeMembers(ctx context.Context, name string, at nest, next func() (*member, error)) ([]*Document, *Error) {
	if at.depth >= d.limits.archives {
		return nil, fault.Nested("archives", d.limits.archives)
	}
	var docs []*Document
	var failed []*Error
	for count := 1; ; count++ {
		m, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			failure := archiveError(err)
			if len(docs) == 0 {
				return nil, failure
			}
			failed = append(failed, failure)
			break
		}
		if count > d.limits.entries {
			return nil, tooMany("files in the archive", d.limits.entries)
		}
		if passedOver(m.name) {
			continue
		}
		found, failure := d.decodeMember(ctx, m, nest{at.depth + 1, at.left})
		switch {
		case ctx.Err() != nil:
			return nil, stopped(ctx)
		case failure != nil && *at.left < 0:
			return nil, failure
		case failure != nil:
			failure.Place = strings.TrimSuffix(m.name+": "+failure.Place, ": ")
			failed = append(failed, failure)
		}
		for _, doc := range found {
			inside := cmp.Or(doc.Name, path.Base(m.name)) // the name of what lies in an archive has that of the archive before it
			doc.Name = PrintableName(path.Join(path.Base(name), path.Dir(m.name), inside))
			docs = append(docs, doc)
		}
	}
	if len(docs) == 0 {
		return nil, noMembers(failed)
	}
	for _, e := range failed {
		docs[0].warn(warnEntry, "a file in the archive is not read: "+e.Place+": "+e.Reason, 0, 0)
	}
	return docs, nil
}

// decodeMember unpacks a file and reads it.
func (d *Decoder) decodeMember(ctx context.Context, m *member, at nest) ([]*Document, *Error) {
	in, err := m.open()
	if err != nil {
		return nil, archiveError(err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, int64(*at.left)+1))
	if *at.left -= len(data); *at.left < 0 {
		return nil, tooMany("bytes when unpacked", d.limits.expanded)
	}
	if err != nil {
		return nil, archiveError(err)
	}
	docs, failure := d.decode(ctx, m.name, data, at)
	for _, doc := range docs {
		if failure == nil {
			failure = d.check(doc)
		}
	}
	if failure != nil {
		return nil, unreadable(m.name, data, failure)
	}
	return docs, nil
}

// passedOver reports whether a file of an archive is none that its maker put there: hidden files, lock files, resources of a Mac.
func passedOver(name string) bool {
	base := path.Base(name)
	return strings.HasSuffix(name, "/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasPrefix(name, "__MACOSX/") || base == "Thumbs.db"
}

// noMembers is the error for an archive without a document.
func noMembers(failed []*Error) *Error {
	switch len(failed) {
	case 0:
		return &Error{Code: CodeEmpty, Reason: "the archive holds no file"}
	case 1:
		return failed[0]
	}
	e := &Error{Code: failed[0].Code, Reason: "none of the " + strconv.Itoa(len(failed)) + " files in the archive is read", Err: failed[0]}
	for _, f := range failed[:min(len(failed), namedCells)] {
		e.Reason += "; " + f.Place + ": " + f.Reason
	}
	return e
}

// archiveError is the error for what the unpacking library says.
func archiveError(err error) *Error {
	switch {
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted), errors.Is(err, rardecode.ErrBadPassword):
		return fault.Protected()
	case errors.Is(err, rardecode.ErrMultiVolume), errors.Is(err, rardecode.ErrArchiveNameEmpty):
		return &Error{Code: CodeUnsupported, Reason: "is one part of an archive in several; join them", Err: err}
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return &Error{Code: CodeTooLarge, Reason: "the archive wants more memory than the limit", Err: err}
	}
	return &Error{Code: CodeBroken, Reason: "the archive is damaged or cut off", Err: err}
}

// decodeArchive reads the files of a ZIP archive.
func (d *Decoder) decodeArchive(ctx context.Context, name string, archive *office.Package, at nest) ([]*Document, *Error) {
	files := archive.File
	return d.decodeMembers(ctx, name, at, func() (*member, error) {
		if len(files) == 0 {
			return nil, io.EOF
		}
		f := files[0]
		files = files[1:]
		return &member{PrintableName(strings.ReplaceAll(f.Name, `\`, "/")), f.Open}, nil
	})
}

// decodeRAR reads the files of a RAR archive.
func (d *Decoder) decodeRAR(ctx context.Context, name string, data []byte, at nest) (docs []*Document, err *Error) {
	defer func() {
		if recover() != nil { // the library does not promise to bear every damaged file
			docs, err = nil, archiveError(io.ErrUnexpectedEOF)
		}
	}()
	in, openErr := rardecode.NewReader(bytes.NewReader(data), rardecode.MaxDictionarySize(int64(d.limits.dictionary)))
	if openErr != nil {
		return nil, archiveError(openErr)
	}
	return d.decodeMembers(ctx, name, at, func() (*member, error) {
		for {
			h, err := in.Next()
			if err != nil {
				return nil, err
			}
			if h.IsDir {
				continue
			}
			return &member{PrintableName(strings.ReplaceAll(h.Name, `\`, "/")), func() (io.ReadCloser, error) { return io.NopCloser(in), nil }}, nil
		}
	})
}
