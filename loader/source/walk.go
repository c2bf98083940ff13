package source

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Expand turns the paths given to a command into paths of files: a folder into the files in it and below, in the order of
// their names, the others as they are. Links are followed. A file reached twice is listed once. What is not listed is
// named with its reason; see [Error].
func Expand(paths []string) (files []string, rest []*Error) { return expand(paths, standardLimits()) }

func expand(paths []string, limits limits) ([]string, []*Error) {
	w := walker{limits: limits, seen: map[string]bool{}}
	for _, path := range paths {
		if path == Stdin {
			w.add(path, path)
			continue
		}
		found, failed := w.found, w.failed
		if w.visit(path, nil); w.found == found && w.failed == failed { // a folder: silence would read as success
			w.fail(path, CodeEmpty, "holds no file of a format that is read", nil)
		}
	}
	return w.files, w.rest
}

type walker struct {
	limits limits
	files  []string
	rest   []*Error
	seen   map[string]bool // real paths of the files

	found, failed int // files, also those seen before; errors but for what is skipped
}

func (w *walker) fail(path, code, reason string, cause error) {
	w.failed++
	w.rest = append(w.rest, &Error{Name: path, Code: code, Reason: reason, Err: cause})
}

func (w *walker) skip(path, code, reason string) {
	w.rest = append(w.rest, &Error{Name: path, Code: code, Reason: reason, Passed: true})
}

func (w *walker) add(path, real string) {
	w.found++
	if !w.seen[real] {
		w.seen[real] = true
		w.files = append(w.files, path)
	}
}

// visit adds what path leads to; above are the real paths of the folders that it lies in.
func (w *walker) visit(path string, above []string) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		code := CodeUnreadable
		if strings.Contains(err.Error(), "too many links") {
			code = CodeLoop
		}
		w.fail(path, code, "cannot be opened: "+reasonOf(err), err)
		return
	}
	info, err := os.Stat(real)
	switch {
	case err != nil:
		w.fail(path, CodeUnreadable, "cannot be opened: "+reasonOf(err), err)
	case info.IsDir() && slices.Contains(above, real):
		w.fail(path, CodeLoop, "a link that leads back to "+real, nil)
	case info.IsDir() && len(above) >= w.limits.folders:
		w.fail(path, CodeTooDeep, "more than "+strconv.Itoa(w.limits.folders)+" folders inside each other", nil)
	case info.IsDir():
		w.folder(path, append(slices.Clip(above), real))
	case !info.Mode().IsRegular():
		w.fail(path, CodeUnreadable, "is no regular file", nil)
	case len(above) > 0 && formatOf(path) == "":
		w.skip(path, CodeUnsupported, unsupported(path))
	case len(w.files) >= w.limits.folderSize:
		w.fail(path, CodeTooLarge, "more than "+strconv.Itoa(w.limits.folderSize)+" files; load folders one by one", nil)
	default:
		w.add(path, real)
	}
}

func (w *walker) folder(path string, above []string) {
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil {
		w.fail(path, CodeUnreadable, "cannot be listed: "+reasonOf(err), err)
		return
	}
	for _, e := range entries {
		inside := filepath.Join(path, e.Name())
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") { // ~$ are lock files of Office
			w.skip(inside, CodeHidden, "is hidden")
			continue
		}
		w.visit(inside, above)
	}
}

// unsupported says why a file of a folder is not read.
func unsupported(path string) string {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case "":
		return "has no extension that tells its format"
	default:
		return ext + " is not a format that is read"
	}
}

// reasonOf is the message of a system error without the path, which the [Error] names itself.
func reasonOf(err error) string {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// ReadFile reads and decodes one path of [Expand]; stdin is read for [Stdin]. The error is an [*Error].
func (d *Decoder) ReadFile(ctx context.Context, path string, stdin io.Reader) ([]*Document, error) {
	name, data, err := d.ReadBytes(path, stdin)
	if err != nil {
		return nil, err
	}
	return d.Decode(ctx, name, data)
}

// ReadBytes reads what [Decoder.Decode] needs of one path: a name and the bytes. The error is an [*Error].
func (d *Decoder) ReadBytes(path string, stdin io.Reader) (name string, data []byte, err error) {
	name, in := path, stdin
	if path == Stdin {
		name = "stdin"
	} else {
		f, err := os.Open(path)
		if err != nil {
			return name, nil, &Error{Name: path, Code: CodeUnreadable, Reason: "cannot be opened: " + reasonOf(err), Err: err}
		}
		defer f.Close()
		in = f
	}
	data, err = readAll(in, d.limits.file)
	if err != nil {
		return name, nil, &Error{Name: name, Code: CodeUnreadable, Reason: "cannot be read: " + reasonOf(err), Err: err}
	}
	return name, data, nil
}

// readAll reads up to one byte more than a limit. A file is read into memory of its size; growing would take twice that.
func readAll(in io.Reader, limit int) ([]byte, error) {
	var b bytes.Buffer
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			b.Grow(int(min(info.Size(), int64(limit))) + bytes.MinRead + 1)
		}
	}
	_, err := b.ReadFrom(io.LimitReader(in, int64(limit)+1))
	return b.Bytes(), err
}
