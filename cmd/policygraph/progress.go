package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// progress draws one line that counts work on a terminal, and nothing elsewhere.
type progress struct {
	w     io.Writer
	drawn bool
}

func (p *program) progress() *progress {
	if !p.terminal {
		return &progress{}
	}
	return &progress{w: p.err}
}

// show replaces the line.
func (b *progress) show(format string, args ...any) {
	if b.w != nil {
		b.drawn = true
		fmt.Fprintf(b.w, "\r\x1b[K%s", clean(fmt.Sprintf(format, args...)))
	}
}

// clear removes the line, so that what is printed next has a line of its own.
func (b *progress) clear() {
	if b.drawn {
		b.drawn = false
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}

// clean keeps names of files and documents from driving the terminal: control characters are shown as ?.
func clean(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			out[i] = '?'
		}
	}
	return string(out)
}
