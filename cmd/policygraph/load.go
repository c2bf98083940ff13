package main

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/store"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
	"github.com/policygraph/policygraph/seeds"
)

func loadCommand() command {
	return command{
		name: "load", args: "[--data DIR] PATH...", summary: "read files and folders into the graph",
		help: `Reads .txt .md .html .docx .pdf .csv .xlsx and .jsonl files and all of them in folders; - is standard input. What is
already in the graph, unchanged, is left alone. A file that cannot be read is named with the reason, the others are
loaded, and the exit code is 1. docs/FORMATS.md says what is read from each format.

  policygraph load plan.txt
  policygraph load --data ~/plans.graph ministry/ province/ ledger.xlsx
  curl -s https://example.org/plan.html | policygraph load -`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			fs.BoolVar(&o.verbose, "verbose", false, "print every warning, not only how many there are")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) == 0 {
				return usage("load what? Name files or folders, or - for standard input")
			}
			return p.withStore(o, func(s *store.Store) error { return p.load(ctx, s, o, args) })
		},
	}
}

// input is one thing to load: how to get its documents.
type input struct {
	name string
	read func(ctx context.Context, d *source.Decoder) ([]*source.Document, error)
}

// reading is what became of an input.
type reading struct {
	name     string
	extracts []*graph.Extract
	err      error
}

// inputs lists what the paths lead to, or the seeds when there are none, and says what is passed over.
func (p *program) inputs(paths []string) (files []input, failed int) {
	if len(paths) == 0 {
		for _, seed := range seeds.All() {
			// Exactly as a file with these bytes would be: whoever loads such a copy has the same graph.
			files = append(files, input{seed.Name, func(ctx context.Context, d *source.Decoder) ([]*source.Document, error) {
				return d.Decode(ctx, seed.Name, seed.Bytes)
			}})
		}
		return files, 0
	}
	names, rest := source.Expand(paths)
	for _, e := range rest {
		if !e.Skipped() {
			failed++
		}
		if !e.Skipped() || e.Code != source.CodeHidden {
			fmt.Fprintln(p.err, clean(e.Error()))
		}
	}
	for _, name := range names {
		files = append(files, input{source.PrintableName(name), func(ctx context.Context, d *source.Decoder) ([]*source.Document, error) {
			return d.ReadFile(ctx, name, p.in)
		}})
	}
	return files, failed
}

// load reads the paths (the seeds when there are none) into s: files are read on all cores and stored in order, so that
// the result does not depend on timing. What cannot be read is named, and an error at the end says how many there were.
func (p *program) load(ctx context.Context, s *store.Store, o *options, paths []string) error {
	files, failed := p.inputs(paths)
	all := len(files) + failed
	bar := p.progress()
	defer bar.clear()
	read := func(yield func(*graph.Extract) bool) {
		done := 0
		for r := range readAll(ctx, files) {
			done++
			bar.show("%d of %d: %s", done, len(files), r.name)
			if r.err != nil {
				failed++
				p.complain(bar, r.err)
				continue
			}
			p.warn(bar, o, r)
			for _, x := range r.extracts {
				if !yield(x) {
					return
				}
			}
		}
		bar.show("making the graph of %d files", done)
	}
	result, err := s.LoadAll(ctx, read)
	bar.clear()
	if refused := result.Count(store.Refused); refused > 0 && ctx.Err() == nil {
		failed += refused
		p.complain(bar, err)
	} else if err != nil {
		return err
	}
	var sum summary
	sum.add(result)
	if len(paths) > 0 || sum.changed() {
		fmt.Fprintln(p.err, sum.text(s.View()))
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files were not loaded", failed, all)
	}
	return nil
}

func (p *program) complain(bar *progress, err error) {
	bar.clear()
	fmt.Fprintln(p.err, clean(err.Error()))
}

// warn prints the warnings of what was read, when they were asked for.
func (p *program) warn(bar *progress, o *options, r reading) {
	if !o.verbose {
		return
	}
	for _, x := range r.extracts {
		for _, w := range x.Warnings {
			bar.clear()
			fmt.Fprintln(p.err, clean(warningLine(r.name, x.Document.Text, w)))
		}
	}
}

// warningLine is what is printed of a warning: its line and passage too, unless it is about the document as a whole.
func warningLine(name, text string, w graph.Warning) string {
	if w.Span.Len() == 0 {
		return fmt.Sprintf("%s: %s: %s", name, w.Code, w.Message)
	}
	passage := []rune(text[w.Span.Start:w.Span.End])
	if len(passage) > maxQuote {
		passage = append(passage[:maxQuote], '…')
	}
	line := 1 + strings.Count(text[:w.Span.Start], "\n")
	return fmt.Sprintf("%s:%d: %s: %s: %s", name, line, w.Code, w.Message, strings.ReplaceAll(string(passage), "\n", " "))
}

// maxQuote is how much of the passage of a warning is printed, in code points.
const maxQuote = 60

// readAll reads the files on all cores and yields them in their order.
func readAll(ctx context.Context, files []input) iter.Seq[reading] {
	return func(yield func(reading) bool) {
		ctx, stop := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		// Each slot is the place of one file in the order. A worker fills it; at most 2·workers wait to be taken.
		slots := make(chan chan reading, 2*workers)
		decoder := source.NewDecoder()
		defer decoder.Close() //nolint:errcheck // only read from
		var group sync.WaitGroup
		defer group.Wait() // before the decoder is closed
		defer stop()
		tickets := make(chan struct{}, workers)
		group.Go(func() {
			defer close(slots)
			for _, file := range files {
				slot := make(chan reading, 1)
				select {
				case slots <- slot:
				case <-ctx.Done():
					return
				}
				tickets <- struct{}{}
				group.Go(func() {
					slot <- file.extract(ctx, decoder)
					<-tickets
				})
			}
		})
		for slot := range slots {
			if !yield(<-slot) {
				return
			}
		}
	}
}

func (f input) extract(ctx context.Context, d *source.Decoder) reading {
	r := reading{name: f.name}
	docs, err := f.read(ctx, d)
	r.err = err
	for _, doc := range docs {
		r.extracts = append(r.extracts, loader.Read(doc))
	}
	return r
}

// summary counts what a load did.
type summary struct{ added, replaced, unchanged int }

func (s *summary) add(r store.Result) {
	s.added += r.Count(store.Added)
	s.replaced += r.Count(store.Replaced)
	s.unchanged += r.Count(store.Unchanged)
}

func (s *summary) changed() bool { return s.added+s.replaced > 0 }

func (s *summary) text(v *graph.View) string {
	warnings := 0
	for _, w := range v.Documents.Warnings {
		warnings += len(w)
	}
	return fmt.Sprintf("%d added, %d replaced, %d unchanged; the graph has %d documents, %d tasks, %d departments, "+
		"%d responsibilities, %d warnings; snapshot %s", s.added, s.replaced, s.unchanged, v.Len(graph.KindDocument),
		v.Len(graph.KindTask), v.Len(graph.KindDepartment), v.Len(graph.KindResponsibility), warnings, v.ID)
}
