package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// File is what a PDF file holds.
type File struct {
	Title    string  // of the document information; empty when none, or when a program made it up
	Blocks   []Block // in reading order
	NoText   []int   // pages without text, from 1
	Damaged  []int   // pages that cannot be read, from 1
	Crowded  []int   // pages with too many drawings to look for tables, from 1
	Unmapped int     // characters of which the file does not say what they are; they stand as U+FFFD or as they are
}

// Block is a paragraph or a table.
type Block struct {
	Text  string // of a paragraph; no line ends
	Table []Row  // nil for a paragraph
	Ruled bool   // the table is drawn with rules; else it is told by how its parts stand
}

// Row is a row of a table.
type Row struct {
	Page  int    // from 1
	Cells []Cell // all, in the order of columns
}

// Cell is a cell of a table.
type Cell struct {
	Text    string // lines that are not wrapped end with LF
	Columns int    // how many columns it takes, at least 1
	Below   bool   // continues the cell of the row above in its first column; Text is then empty
}

// The reasons for which a file is not read.
var (
	ErrStart     = errors.New("the PDF engine cannot be started")
	ErrEncrypted = errors.New("is protected by a password; save it without one")
	ErrDamaged   = errors.New("it is damaged")
	ErrNoText    = errors.New("no page has text; a scanned file has to go through text recognition (OCR) first")
	ErrGarbled   = errors.New("the file does not say which characters its text is made of; it has to go through text recognition (OCR) first")
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

// read reads the pages of a file one by one. An instance that remembers much is closed and the next goes on.
func (e *Engine) read(clock *clock, data []byte) (*File, error) {
	file, layout, chars := &File{}, &layout{}, 0
	for next, count := 0, 1; next < count; {
		instance, err := e.pool.GetInstance(time.Minute) // it is free: one file is read at a time
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrStart, err)
		}
		r := &reader{Pdfium: instance, limits: e.Limits, clock: clock, chars: chars}
		if count, err = r.open(data); err == nil && next == 0 {
			file.Title = r.title()
		}
		for ; err == nil && next < count && r.handles < manyHandles; next++ {
			var p *printedPage
			if p, err = r.page(next); err != nil && !errors.Is(err, ErrLimit) && clock.ctx.Err() == nil && !e.memory.met {
				p, err = nil, nil // the page is damaged, not the file
			}
			layout.add(p)
			clock.turn()
		}
		chars = r.chars
		_ = instance.Close() // what it may complain of is about pages that are already read or refused
		e.memory.release()
		if err != nil {
			return nil, err
		}
	}
	file.Blocks, file.NoText, file.Damaged, file.Crowded = layout.blocks(), layout.empty(), layout.damaged, layout.crowded
	file.Unmapped = layout.unmapped
	switch {
	case len(file.Blocks) == 0:
		return nil, ErrNoText
	case layout.unmapped*maxUnmapped > layout.glyphs:
		return nil, ErrGarbled
	}
	return file, nil
}

// clock ends the reading of a file that takes too long; the pages that were read give it more time. Both clocks have to
// say so: by the one on the wall alone, a busy machine would make files unreadable, and by the work of the process alone,
// other work would.
type clock struct {
	ctx   context.Context
	stop  context.CancelFunc
	limit atomic.Int64 // nanoseconds
	page  time.Duration
}

func newClock(ctx context.Context, l Limits) *clock {
	ctx, stop := context.WithCancel(ctx)
	c := &clock{ctx: ctx, stop: stop, page: l.PageTime}
	c.limit.Store(int64(l.Time))
	go c.watch(min(l.Time, 100*time.Millisecond))
	return c
}

func (c *clock) watch(interval time.Duration) {
	start, work := time.Now(), processorTime()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-ticker.C:
			if limit := time.Duration(c.limit.Load()); time.Since(start) > limit && processorTime()-work > limit {
				c.stop()
			}
		}
	}
}

// turn says that a page was read.
func (c *clock) turn() { c.limit.Add(int64(c.page)) }

// reader reads pages of one file with one instance of the engine.
type reader struct {
	pdfium.Pdfium
	limits   Limits
	clock    *clock
	document references.FPDF_DOCUMENT
	chars    int // characters of all pages so far
	handles  int // objects that the library remembers until the instance is closed
}

// maxUnmapped: more than one character in so many without a meaning make a text that cannot be used.
const maxUnmapped = 5

// manyHandles is how many objects an instance may remember; a few hundred bytes each.
const manyHandles = 50_000

// open opens the file.
func (r *reader) open(data []byte) (pages int, err error) {
	opened, err := r.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(data), FileReaderSize: int64(len(data))})
	if err != nil {
		return 0, openError(err)
	}
	r.document = opened.Document
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.document})
	if err != nil {
		return 0, openError(err)
	}
	if count.PageCount > r.limits.Pages {
		return 0, tooMany("pages", r.limits.Pages)
	}
	return count.PageCount, nil
}

func tooMany(what string, limit int) error {
	return fmt.Errorf("%w: it has more than %d %s; split it", ErrLimit, limit, what)
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
