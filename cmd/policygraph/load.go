package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
)

func loadCommand() command {
	return command{
		name: "load", args: "[--data DIR] PATH...", summary: "read files and folders into the graph",
		help: `Reads .txt .md .html .docx .pdf .csv .xlsx and .jsonl files and all of them in folders; - is standard input. What is
already in the graph, unchanged, is left alone. A line for each document says what was read; what has no task is named. A file
that cannot be read is named with the reason, the others are loaded, and the exit code is 1. docs/FORMATS.md says what is read from each format.

  policygraph load plan.txt
  policygraph load --data ~/plans.graph ministry/ province/ ledger.xlsx
  curl -s https://example.org/plan.html | policygraph load -`,
		flags: func(fs *flag.FlagSet, o *options) {
			dataFlag(fs, o)
			fs.BoolVar(&o.verbose, "verbose", false, "print every warning with its passage, not only how many there are")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) == 0 {
				return usage("load what? Name files or folders, or - for standard input")
			}
			return p.withGraph(o, policygraph.Options{}, func(g *policygraph.Graph) error { return p.load(ctx, g, o, args) })
		},
	}
}

// load reads the paths and says what became of them.
func (p *program) load(ctx context.Context, g *policygraph.Graph, o *options, paths []string) error {
	bar := p.progress()
	defer bar.clear()
	how := policygraph.LoadOptions{
		Stdin:  p.in,
		Passed: func(why error) { p.complain(bar, why) },
		Read: func(f policygraph.File, done, all int) {
			bar.show("%d of %d: %s", done, all, f.Name)
			if f.Err != nil {
				p.complain(bar, f.Err)
			}
			p.describe(bar, o, f)
		},
		Making: func(files int) { bar.show("making the graph of %s", count(files, "file")) },
	}
	report, err := g.LoadWith(ctx, how, paths...)
	bar.clear()
	var missed *policygraph.NotLoaded
	if err != nil && !errors.As(err, &missed) {
		return err
	}
	fmt.Fprintln(p.err, summary(report, g.View()))
	if missed != nil {
		return errors.New(missed.Summary()) // the reasons are printed
	}
	return nil
}

func (p *program) complain(bar *progress, err error) {
	bar.clear()
	fmt.Fprintln(p.err, clean(err.Error()))
}

// describe prints a line for each document that was read, and its warnings when they were asked for.
func (p *program) describe(bar *progress, o *options, f policygraph.File) {
	for _, x := range f.Extracts {
		bar.clear()
		name := f.Name
		if len(f.Extracts) > 1 {
			name += ": " + x.Document.Title
		}
		fmt.Fprintln(p.err, clean(name+": "+contents(x)))
		if !o.verbose {
			continue
		}
		for _, w := range x.Warnings {
			fmt.Fprintln(p.err, clean(warningLine(f.Name, x.Document.Text, w)))
		}
	}
}

// contents says what was read out of a document. When that is no task, it says why, as far as it is known.
func contents(x *graph.Extract) string {
	bodies := 0
	for _, e := range x.Entities {
		if k, _ := graph.KeyKind(e.Key); k == graph.KindDepartment {
			bodies++
		}
	}
	line := fmt.Sprintf("read %s, %s, %s", count(len(x.Tasks), "task"), count(bodies, "body", "bodies"), count(len(x.Warnings), "warning"))
	if len(x.Tasks) > 0 {
		return line
	}
	for _, w := range x.Warnings {
		if w.Span.Len() == 0 {
			line += ": " + w.Message
		}
	}
	return "no task was found; " + line
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

// summary is what a load did and what the graph holds now.
func summary(r policygraph.Report, v *graph.View) string {
	warnings := 0
	for _, w := range v.Documents.Warnings {
		warnings += len(w)
	}
	return fmt.Sprintf("%d added, %d replaced, %d unchanged; the graph has %s, %s, %s, %s, %s; snapshot %s",
		r.Added, r.Replaced, r.Unchanged, count(v.Len(graph.KindDocument), "document"), count(v.Len(graph.KindTask), "task"),
		count(v.Len(graph.KindDepartment), "department"), count(v.Len(graph.KindResponsibility), "responsibility", "responsibilities"),
		count(warnings, "warning"), v.ID)
}
