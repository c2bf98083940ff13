package score

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Counts is the outcome for one relation.
type Counts struct{ Hits, Missed, False int }

// Precision is the share of what was found that is right; 1 when nothing was found.
func (c Counts) Precision() float64 { return share(c.Hits, c.Hits+c.False) }

// Recall is the share of what is right that was found; 1 when there is nothing to find.
func (c Counts) Recall() float64 { return share(c.Hits, c.Hits+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 { return share(2*c.Hits, 2*c.Hits+c.Missed+c.False) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Report is the outcome for a set of documents.
type Report struct{ documents []*document }

// Of is the outcome for one relation in one document; of document "" over all documents (micro-averaged).
func (r *Report) Of(document string, relation Relation) Counts {
	var sum Counts
	for _, d := range r.documents {
		if document == "" || d.name == document {
			c := d.scores[relation].Counts
			sum.Hits += c.Hits
			sum.Missed += c.Missed
			sum.False += c.False
		}
	}
	return sum
}

// WriteTo writes a table: a line per document and relation that has anything to find or found, then all documents
// together.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	width := len("all documents")
	for _, d := range r.documents {
		width = max(width, utf8.RuneCountInString(d.name))
	}
	fmt.Fprintf(&b, "%-*s %-9s %9s %9s %9s %6s %6s %6s\n", width, "document", "relation", "precision", "recall", "F1",
		"hits", "missed", "false")
	line := func(name, document string, relation Relation) {
		c := r.Of(document, relation)
		if c == (Counts{}) {
			return
		}
		fmt.Fprintf(&b, "%-*s %-9s %9.3f %9.3f %9.3f %6d %6d %6d\n", width, name, relation, c.Precision(), c.Recall(),
			c.F1(), c.Hits, c.Missed, c.False)
	}
	for _, d := range r.documents {
		for relation := range relations {
			line(d.name, d.name, relation)
		}
	}
	for relation := range relations {
		line("all documents", "", relation)
	}
	return b.WriteTo(w)
}

// WriteDetails writes what was missed (-) and what is false (+), with its document, relation and task.
func (r *Report) WriteDetails(w io.Writer) error {
	var b bytes.Buffer
	for _, d := range r.documents {
		for relation := range relations {
			for _, n := range d.scores[relation].notes {
				fmt.Fprintf(&b, "%c %s %s: %s (%s)\n", n.sign, d.name, relation, n.shown, n.task)
			}
		}
	}
	_, err := b.WriteTo(w)
	return err
}
