package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

// download sends a file that is made while it is sent. Its headers go out with the first byte, so that an error before it
// can still be answered.
type download struct {
	w                    http.ResponseWriter
	r                    *http.Request
	name, mediaType, tag string
	write                func(ctx context.Context, to io.Writer) error // gives the same bytes each time
	to                   io.Writer                                     // nil before the first byte
}

// send answers 304 when the client has the file, the part that it asks for, so that a download that broke off goes on, or
// the whole, compressed when that is wanted.
func (d *download) send() {
	header := d.w.Header()
	header.Set("Cache-Control", "no-cache") // may be kept, must be asked for again
	header.Add("Vary", "Accept-Encoding")
	part := d.r.Header.Get("Range") != ""
	zipped := !part && d.mediaType != "application/zip" && strings.Contains(d.r.Header.Get("Accept-Encoding"), "gzip")
	tag := `"` + d.tag + `"`
	if zipped { // other bytes, so another tag
		tag = `"` + d.tag + `-z"`
	}
	header.Set("ETag", tag)
	if strings.Contains(d.r.Header.Get("If-None-Match"), tag) {
		d.w.WriteHeader(http.StatusNotModified)
		return
	}
	if part {
		d.sendPart()
		return
	}
	var zip *gzip.Writer
	if zipped {
		zip, _ = gzip.NewWriterLevel(d.w, gzip.BestSpeed) // the level is valid
	}
	err := d.write(d.r.Context(), writerFunc(func(b []byte) (int, error) {
		if d.to == nil {
			d.head()
			if d.to = d.w; zip != nil {
				header.Set("Content-Encoding", "gzip")
				d.to = zip
			}
		}
		return d.to.Write(b)
	}))
	switch {
	case err != nil && d.to != nil:
		panic(http.ErrAbortHandler) // web: the connection is cut, so that a part does not pass for the whole
	case err != nil:
		d.refuse(err)
	case zip != nil && d.to != nil:
		_ = zip.Close() // the client has gone when this fails
	}
}

func (d *download) head() {
	d.w.Header().Set("Content-Type", d.mediaType)
	d.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
}

func (d *download) refuse(err error) {
	d.w.Header().Del("ETag")
	http.Error(d.w, err.Error(), http.StatusBadRequest)
}

// sendPart makes the file once for its length and once for the part, so that none of it is kept.
func (d *download) sendPart() {
	f := &replay{ctx: d.r.Context(), write: d.write}
	defer f.stop()
	err := d.write(d.r.Context(), writerFunc(func(b []byte) (int, error) { f.size += int64(len(b)); return len(b), nil }))
	if err != nil {
		d.refuse(err)
		return
	}
	d.head()
	http.ServeContent(d.w, d.r, "", time.Time{}, f)
}

type writerFunc func(b []byte) (int, error)

func (w writerFunc) Write(b []byte) (int, error) { return w(b) }

// replay reads what write gives from any place, by making it again up to there.
type replay struct {
	ctx   context.Context
	write func(ctx context.Context, to io.Writer) error
	size  int64
	at    int64
	from  *io.PipeReader // stands at at; nil when nothing runs
}

// Seek sets where the next Read begins.
func (f *replay) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += f.at
	default:
		offset += f.size
	}
	if offset != f.at {
		f.stop()
	}
	f.at = offset
	return offset, nil
}

func (f *replay) Read(b []byte) (int, error) {
	if f.from == nil {
		r, w := io.Pipe()
		f.from = r
		go func() { w.CloseWithError(f.write(f.ctx, w)) }() // ends when the reader is closed
		if _, err := io.CopyN(io.Discard, r, f.at); err != nil {
			return 0, err
		}
	}
	n, err := f.from.Read(b)
	f.at += int64(n)
	return n, err
}

func (f *replay) stop() {
	if f.from != nil {
		_ = f.from.Close() // never fails
		f.from = nil
	}
}
