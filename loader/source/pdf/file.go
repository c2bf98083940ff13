package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// File is what a PDF file holds.
type File struct {
	Title   string  // of the document information; empty when none, or when a program made it up
	Blocks  []Block // in reading order
	NoText  []int   // pages without text, from 1
	Damaged []int   // pages that cannot be read, from 1
}

// Block is a paragraph or a table.
type Block struct {
	Text  string // of a paragraph; no line ends
	Table []Row  // nil for a paragraph
}

// Row is a row of a table.
type Row struct {
	Page  int // from 1
	Cells []Cell
}

// Cell is a cell of a table where it is printed; the rows and columns it reaches have none.
type Cell struct {
	Column  int // from 0
	Columns int // how many columns it reaches, at least 1
	Rows    int // how many rows it reaches, at least 1
	Text    string
}

// The reasons for which a file is not read.
var (
	ErrStart     = errors.New("the PDF engine cannot be started")
	ErrEncrypted = errors.New("is protected by a password; save it without one")
	ErrDamaged   = errors.New("it is damaged")
	ErrNoText    = errors.New("no page has text; a scanned file has to go through text recognition (OCR) first")
	ErrLimit     = errors.New("over a limit") // the message says which
)

// Read reads a file. The end of ctx stops it at once.
func (e *Engine) Read(ctx context.Context, data []byte) (*File, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.start(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	}
	clock := newClock(ctx, e.Limits)
	defer clock.stop()
	e.current.set(clock.ctx)
	defer e.current.set(context.Background())
	defer e.memory.release()
	file, err := e.read(clock, data)
	switch {
	case err == nil:
		return file, nil
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case clock.ctx.Err() != nil:
		return nil, fmt.Errorf("%w: reading takes longer than the limit of %v and %v for each page", ErrLimit, e.Limits.Time, e.Limits.PageTime)
	case e.memory.met:
		return nil, fmt.Errorf("%w: reading takes more memory than the limit of %d bytes", ErrLimit, e.Limits.Memory)
	}
	return nil, err
}

// read reads a file with an instance of its own.
func (e *Engine) read(clock *clock, data []byte) (*File, error) {
	instance, err := e.pool.GetInstance(time.Minute) // it is free: one file is read at a time
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	}
	defer instance.Close() //nolint:errcheck // what it may complain of is about a file that is already read or refused
	return (&reader{Pdfium: instance, limits: e.Limits, clock: clock}).read(data)
}

// clock is the time that a file may take: it grows with the pages that were read.
type clock struct {
	ctx   context.Context
	stop  context.CancelFunc
	timer *time.Timer
	end   time.Time
	page  time.Duration
}

func newClock(ctx context.Context, l Limits) *clock {
	ctx, stop := context.WithCancel(ctx)
	return &clock{ctx: ctx, stop: stop, timer: time.AfterFunc(l.Time, stop), end: time.Now().Add(l.Time), page: l.PageTime}
}

func (c *clock) turn() {
	c.end = c.end.Add(c.page)
	c.timer.Reset(time.Until(c.end))
}

// reader reads one file.
type reader struct {
	pdfium.Pdfium
	limits   Limits
	clock    *clock
	document references.FPDF_DOCUMENT
}

func (r *reader) read(data []byte) (*File, error) {
	opened, err := r.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(data), FileReaderSize: int64(len(data))})
	if err != nil {
		return nil, openError(err)
	}
	r.document = opened.Document
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.document})
	if err != nil {
		return nil, openError(err)
	}
	if count.PageCount > r.limits.Pages {
		return nil, fmt.Errorf("%w: more than %d pages; split the file", ErrLimit, r.limits.Pages)
	}
	file := &File{Title: r.title()}
	var pages []pdfPage
	for i := range count.PageCount {
		p, err := r.page(i)
		switch {
		case err != nil:
			file.Damaged = append(file.Damaged, i+1)
		case len(p.lines) == 0:
			file.NoText = append(file.NoText, i+1)
		}
		if r.clock.ctx.Err() != nil {
			return nil, r.clock.ctx.Err()
		}
		r.clock.turn()
		pages = append(pages, p)
	}
	for _, text := range strings.Split(strings.TrimSuffix(joinPages(pages), "\n"), "\n") {
		if text != "" {
			file.Blocks = append(file.Blocks, Block{Text: text})
		}
	}
	if len(file.Blocks) == 0 {
		return nil, ErrNoText
	}
	return file, nil
}

func openError(err error) error {
	if errors.Is(err, pdferrors.ErrPassword) || errors.Is(err, pdferrors.ErrSecurity) {
		return fmt.Errorf("%w: %w", ErrEncrypted, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// title is the title of the document information, unless it is what programs put there by themselves.
func (r *reader) title() string {
	data, err := r.GetMetaData(&requests.GetMetaData{Document: r.document, Tags: &[]string{"Title"}})
	if err != nil || len(data.Tags) == 0 {
		return ""
	}
	title := strings.Join(strings.Fields(data.Tags[0].Value), " ")
	lower := strings.ToLower(title)
	for _, sign := range []string{"microsoft word", ".doc", ".wps", ".pdf", "untitled", "幻灯片", "无标题"} {
		if strings.Contains(lower, sign) {
			return ""
		}
	}
	return title
}
