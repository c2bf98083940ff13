package policygraph

import (
	"context"
	"fmt"
	"io"
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

// Report says what a load did.
type Report struct {
	Added     int // documents that are new
	Replaced  int // documents of which another version was there
	Unchanged int // documents that were there already
	Files     int // files that were found or named, also those that were not loaded
}

// NotLoaded is the error of a load that went through but for some files.
type NotLoaded struct {
	Reasons []error // one for each file, with its name and the place in it
	Files   int     // all files that were found or named
}

// Error counts the files and gives their reasons, one a line.
func (e *NotLoaded) Error() string {
	var b strings.Builder
	b.WriteString(e.Summary())
	for _, r := range e.Reasons {
		b.WriteString("\n" + r.Error())
	}
	return b.String()
}

// Summary is the message without the reasons.
func (e *NotLoaded) Summary() string {
	switch {
	case e.Files == 1:
		return "the file was not loaded"
	case len(e.Reasons) == 1:
		return fmt.Sprintf("1 of %d files was not loaded", e.Files)
	}
	return fmt.Sprintf("%d of %d files were not loaded", len(e.Reasons), e.Files)
}

// Unwrap gives the reasons.
func (e *NotLoaded) Unwrap() []error { return e.Reasons }

// LoadOptions of a load; the zero value is usable. The functions are called one after the other, and must not use the
// Graph.
type LoadOptions struct {
	Stdin io.Reader // read for the path -
	// Passed is called with what is left out on purpose: files in a folder that are hidden or of a format that is not read.
	Passed func(why error)
	// Read is called after each file, with how many of all were read so far.
	Read func(f File, done, all int)
	// Making is called once, when all files are read and the graph is about to be made, with their number.
	Making func(files int)
}

// File is what was read out of a file. A file that cannot be read has an error and nothing else; most have one document.
type File struct {
	Name     string
	Extracts []*graph.Extract // text, facts and warnings of each document
	// Unchanged is the number of documents that are in the graph already, when the same program read the same bytes
	// before: the file is then not decoded, and there are no extracts.
	Unchanged int
	Err       error

	hash string
}

// Load reads files and folders, and what lies in folders, into the graph. What is there already, unchanged, is left
// alone. Files are read on all cores and stored in order, so that the result does not depend on timing. A file that
// cannot be read does not stop the others: the error is then a [*NotLoaded] that names each with the place and the reason.
func (g *Graph) Load(ctx context.Context, paths ...string) (Report, error) {
	return g.LoadWith(ctx, LoadOptions{}, paths...)
}

// LoadWith is Load for a program that shows its progress or reads standard input.
func (g *Graph) LoadWith(ctx context.Context, o LoadOptions, paths ...string) (Report, error) {
	names, rest := source.Expand(paths)
	l := loading{LoadOptions: o, files: len(names)}
	for _, e := range rest {
		if !e.Skipped() {
			l.files++
		}
	}
	for _, e := range rest {
		switch {
		case !e.Skipped():
			l.fail(File{Name: e.Name, Err: e})
		case o.Passed != nil && e.Code != source.CodeHidden:
			o.Passed(e)
		}
	}
	for _, name := range names {
		l.inputs = append(l.inputs, input{source.PrintableName(name), func(d *source.Decoder) (string, []byte, error) {
			return d.ReadBytes(name, o.Stdin)
		}})
	}
	return l.run(ctx, g)
}

// loadPlan loads the embedded plan exactly as a file with these bytes: loading such a copy gives the same graph.
func (g *Graph) loadPlan(ctx context.Context) error {
	var l loading
	for _, seed := range seeds.All() {
		l.inputs = append(l.inputs, input{seed.Name, func(*source.Decoder) (string, []byte, error) {
			return seed.Name, seed.Bytes, nil
		}})
	}
	l.files = len(l.inputs)
	_, err := l.run(ctx, g)
	return err
}

// Import loads N-Quads that [Graph.Export] wrote. Every document is proved against the digest it was stored with; one
// that does not match is refused and named in the error, the others are loaded.
func (g *Graph) Import(ctx context.Context, r io.Reader) (Report, error) {
	result, err := g.store.Import(ctx, r)
	return reportOf(result), err
}

func reportOf(r store.Result) Report {
	return Report{Added: r.Count(store.Added), Replaced: r.Count(store.Replaced), Unchanged: r.Count(store.Unchanged)}
}

// input is one thing to load: how to get its bytes, and the name that goes with them.
type input struct {
	name string
	read func(d *source.Decoder) (name string, data []byte, err error)
}

func (in input) file(ctx context.Context, d *source.Decoder, k *known) File {
	f := File{Name: in.name}
	name, data, err := in.read(d)
	if f.Err = err; err != nil {
		return f
	}
	f.hash = k.hash(name, data)
	if f.Unchanged = k.documents(f.hash); f.Unchanged > 0 {
		return f
	}
	docs, err := d.Decode(ctx, name, data)
	f.Err = err
	for _, doc := range docs {
		f.Extracts = append(f.Extracts, loader.Read(doc))
	}
	return f
}

// loading is a load under way.
type loading struct {
	LoadOptions
	inputs    []input
	files     int // with those that are no input since they were not found
	done      int
	unchanged int // documents of files that were not read again
	reasons   []error
	known     *known
	read      []decoded
}

// decoded is a file that gave documents.
type decoded struct {
	hash      string
	documents int
}

func (l *loading) fail(f File) {
	l.reasons = append(l.reasons, f.Err)
	l.show(f)
}

func (l *loading) show(f File) {
	if l.done++; l.Read != nil {
		l.Read(f, l.done, l.files)
	}
}

func (l *loading) run(ctx context.Context, g *Graph) (Report, error) {
	l.known = openKnown(g.dir, g.store.Versions())
	result, err := g.store.LoadAll(ctx, l.extracts(ctx))
	report := reportOf(result)
	report.Files, report.Unchanged = l.files, report.Unchanged+l.unchanged
	l.remember(g, result)
	if refused, ok := refusals(result, err); ok {
		for _, f := range refused {
			l.fail(f)
		}
	} else if err != nil {
		return report, err
	}
	if ctx.Err() != nil && l.done < l.files {
		return report, ctx.Err()
	}
	if len(l.reasons) > 0 {
		return report, &NotLoaded{Reasons: l.reasons, Files: l.files}
	}
	return report, nil
}

// remember notes what each file gave, so that it need not be read again. The documents of the result stand in the order
// in which the files gave them. A document that came from several files is left out: one of them may be replaced.
func (l *loading) remember(g *Graph, result store.Result) {
	came := map[string]int{}
	for _, d := range result.Documents {
		came[d.Key]++
	}
	versions, rest := g.store.Versions(), result.Documents
	for _, f := range l.read {
		if len(rest) < f.documents {
			break // the load was cut short
		}
		var gave []string
		for _, d := range rest[:f.documents] {
			if d.Outcome != store.Refused && came[d.Key] == 1 {
				gave = append(gave, versions[graph.NewID(graph.KindDocument, d.Key)])
			}
		}
		if len(gave) == f.documents {
			l.known.note(f.hash, gave)
		}
		rest = rest[f.documents:]
	}
	if err := l.known.save(versions); err != nil {
		g.log().Warn("what was read is not remembered, so unchanged files are read again", "error", err)
	}
}

// refusals pairs the documents that the store refused with their errors, when nothing else went wrong.
func refusals(r store.Result, err error) (refused []File, ok bool) {
	for _, d := range r.Documents {
		if d.Outcome == store.Refused {
			refused = append(refused, File{Name: d.SourceName})
		}
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != len(refused) {
		return nil, false
	}
	for i, e := range joined.Unwrap() {
		refused[i].Err = e
	}
	return refused, true
}

// extracts reads the inputs in their order.
func (l *loading) extracts(ctx context.Context) iter.Seq[*graph.Extract] {
	return func(yield func(*graph.Extract) bool) {
		for f := range l.readAll(ctx) {
			switch {
			case f.Err != nil && ctx.Err() != nil:
				return
			case f.Err != nil:
				l.fail(f)
				continue
			}
			l.show(f)
			l.unchanged += f.Unchanged
			l.read = append(l.read, decoded{f.hash, len(f.Extracts)})
			for _, x := range f.Extracts {
				if !yield(x) {
					return
				}
			}
		}
		if l.Making != nil {
			l.Making(l.done)
		}
	}
}

// readAll reads the inputs on all cores and yields them in their order.
func (l *loading) readAll(ctx context.Context) iter.Seq[File] {
	return func(yield func(File) bool) {
		ctx, stop := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		// Each slot is the place of one file in the order. A worker fills it; at most 2·workers wait to be taken.
		slots := make(chan chan File, 2*workers)
		decoder := source.NewDecoder()
		defer decoder.Close() //nolint:errcheck // only read from
		var group sync.WaitGroup
		defer group.Wait() // before the decoder is closed
		defer stop()
		tickets := make(chan struct{}, workers)
		group.Go(func() {
			defer close(slots)
			for _, in := range l.inputs {
				slot := make(chan File, 1)
				select {
				case slots <- slot:
				case <-ctx.Done():
					return
				}
				tickets <- struct{}{}
				group.Go(func() {
					slot <- in.file(ctx, decoder, l.known)
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
