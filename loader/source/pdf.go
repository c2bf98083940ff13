package source

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfEngine is PDFium as WebAssembly. It is compiled when the first PDF file is read, which takes some seconds, and
// reads one file at a time; every file gets a fresh instance, so that nothing of a broken one stays.
type pdfEngine struct {
	mu     sync.Mutex
	pool   pdfium.Pool
	memory int                     // bytes an instance may take
	cache  wazero.CompilationCache // compiled code shared with other engines; may be nil
}

// wasmPage is the unit of WebAssembly memory, in bytes.
const wasmPage = 64 << 10

// start compiles the engine, unless that is done. It sees no files: it gets no file system of ours.
func (e *pdfEngine) start() error {
	if e.pool != nil {
		return nil
	}
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(uint32(e.memory / wasmPage)).
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if e.cache != nil {
		config = config.WithCompilationCache(e.cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)), MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: config,
	})
	if err == nil {
		e.pool = pool
	}
	return err
}

func (e *pdfEngine) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	pool := e.pool
	e.pool = nil
	return pool.Close()
}

// decodePDF reads a PDF file: its lines as text, with paragraphs joined again.
func (d *Decoder) decodePDF(data []byte) (*Document, *Error) {
	d.pdf.mu.Lock()
	defer d.pdf.mu.Unlock()
	if err := d.pdf.start(); err != nil {
		return nil, &Error{Code: CodeUnreadable, Reason: "the PDF engine cannot be started", Err: err}
	}
	instance, err := d.pdf.pool.GetInstance(time.Minute) // it is free: one file is read at a time
	if err != nil {
		return nil, &Error{Code: CodeUnreadable, Reason: "the PDF engine cannot be started", Err: err}
	}
	killed := make(chan struct{})
	timer := time.AfterFunc(d.limits.pdfTime, func() { _ = instance.Kill(); close(killed) })
	doc, failure := d.readPDF(instance, data)
	if timer.Stop() {
		_ = instance.Close() // what it may complain of is about a file that is already read or refused
		return doc, failure
	}
	<-killed
	return nil, &Error{Code: CodeTooLarge, Reason: "reading takes longer than the limit of " + d.limits.pdfTime.String()}
}

func (d *Decoder) readPDF(instance pdfium.Pdfium, data []byte) (*Document, *Error) {
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, pdfError(data, err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return nil, pdfError(data, err)
	}
	if count.PageCount > d.limits.pages {
		return nil, tooMany("pages", d.limits.pages)
	}
	doc := &Document{Format: FormatPDF}
	var pages []pdfPage
	for i := range count.PageCount {
		p, err := readPage(instance, opened.Document, i)
		switch {
		case err != nil:
			doc.warn(warnBadRecord, "page "+strconv.Itoa(i+1)+" cannot be read", 0, 0)
		case len(p.lines) == 0:
			doc.warn(warnPageNoText, "page "+strconv.Itoa(i+1)+" has no text; it may be scanned", 0, 0)
		}
		pages = append(pages, p)
	}
	doc.Text = joinPages(pages)
	if doc.Text == "" {
		return nil, &Error{Code: CodeNoText, Reason: "no page has text; a scanned file has to go through text recognition (OCR) first"}
	}
	doc.Title = pdfTitle(instance, opened.Document)
	return doc, nil
}

// pdfTitle is the title of the document information, unless it is what programs put there by themselves.
func pdfTitle(instance pdfium.Pdfium, document references.FPDF_DOCUMENT) string {
	data, err := instance.GetMetaData(&requests.GetMetaData{Document: document, Tags: &[]string{"Title"}})
	if err != nil || len(data.Tags) == 0 {
		return ""
	}
	title := clean(data.Tags[0].Value)
	lower := strings.ToLower(title)
	for _, sign := range []string{"microsoft word", ".doc", ".wps", ".pdf", "untitled", "幻灯片", "无标题"} {
		if strings.Contains(lower, sign) {
			return ""
		}
	}
	return title
}

func pdfError(data []byte, err error) *Error {
	if errors.Is(err, pdferrors.ErrPassword) || errors.Is(err, pdferrors.ErrSecurity) {
		return &Error{Code: CodeEncrypted, Reason: "is protected by a password; save it without one", Err: err}
	}
	return brokenPDF(data, err)
}

// readPage reads the lines of one page in the order in which the file draws them.
func readPage(instance pdfium.Pdfium, document references.FPDF_DOCUMENT, index int) (pdfPage, error) {
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: document, Index: index}}
	size, err := instance.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return pdfPage{}, err
	}
	text, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return pdfPage{}, err
	}
	p := pdfPage{height: size.Height}
	var line pdfLine
	em := usualEm
	for _, c := range text.Chars {
		if c.Text == "\n" || c.Text == "\r" {
			p.add(line)
			line = pdfLine{}
			continue
		}
		box := c.PointPosition
		if utf8.RuneCountInString(line.text) >= emRunes {
			em = line.em()
		}
		if line.apart(em, c.Text, box.Left, box.Bottom, box.Top) { // the engine ends lines, not the cells of a table
			p.add(line)
			line = pdfLine{}
		}
		line.char(c.Text, box.Left, box.Right, box.Bottom, box.Top)
	}
	p.add(line)
	return p, nil
}
