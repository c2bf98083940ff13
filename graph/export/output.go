package export

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// output is where a format writes: it keeps the first error, so that writers need not look, and stops with its context.
type output struct {
	ctx context.Context
	w   *bufio.Writer
	err error
	buf []byte
	// replaced counts the characters that the format cannot hold.
	replaced int
	// backslashes puts them before quotes and themselves.
	backslashes *strings.Replacer
}

const outputBuffer = 64 << 10 // bytes; one write to a socket or file

func newOutput(ctx context.Context, w io.Writer) *output {
	return &output{
		ctx: ctx, w: bufio.NewWriterSize(w, outputBuffer), backslashes: strings.NewReplacer(`\`, `\\`, `"`, `\"`),
	}
}

// Write is for encoders that need an io.Writer.
func (o *output) Write(p []byte) (int, error) {
	if o.err == nil {
		_, o.err = o.w.Write(p)
	}
	return len(p), o.err
}

func (o *output) text(parts ...string) {
	for _, s := range parts {
		if o.err == nil {
			_, o.err = o.w.WriteString(s)
		}
	}
}

func (o *output) int(i int) { o.text(strconv.Itoa(i)) }

// rows calls write for 0 to n-1 until something fails.
func (o *output) rows(n int, write func(i int)) {
	const look = 256 // rows between looks at the context
	for i := range n {
		if i%look == 0 && o.err == nil {
			o.err = o.ctx.Err()
		}
		if o.err != nil {
			return
		}
		write(i)
	}
}

// finish flushes; cause is an error from elsewhere.
func (o *output) finish(cause error) error {
	if o.err == nil {
		o.err = cause
	}
	if o.err == nil {
		o.err = o.w.Flush()
	}
	return o.err
}

// number writes a float so that reading it gives the same bits.
func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// oneLine replaces what would end a line, for formats that cannot hold line ends, and bytes that are not UTF-8.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, valid(s))
}

func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
