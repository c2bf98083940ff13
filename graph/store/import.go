package store

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"github.com/policygraph/policygraph/graph"
)

// maxLine is the most bytes of one statement: the longest holds the text of a document, escaped.
const maxLine = 256 << 20

// Import loads the documents of N-Quads that Quads gave, in any order of lines, as Load does. A named graph that does
// not prove to be what it was stored as is refused and told in the error; the others are loaded. Nothing is
// loaded when a line cannot be read, and nothing to load is an error: an empty file is a copy that failed.
func (s *Store) Import(ctx context.Context, r io.Reader) (Result, error) {
	decoders, err := readNQuads(ctx, r, maxLine)
	if err != nil {
		return Result{}, err
	}
	if len(decoders) == 0 {
		return Result{}, errors.New("store: import: there is no statement in it")
	}
	var extracts []*graph.Extract
	var errs []error
	for _, version := range sortedKeys(decoders) {
		x, err := decoders[version].finish()
		delete(decoders, version)
		if err != nil {
			errs = append(errs, fmt.Errorf("store: import: graph %s: %w", version, err))
			continue
		}
		extracts = append(extracts, x)
	}
	result, err := s.Load(ctx, extracts...)
	return result, errors.Join(append(errs, err)...)
}

// readNQuads sorts statements by the document version that they belong to. A line has at most limit bytes.
func readNQuads(ctx context.Context, r io.Reader, limit int) (map[quad.IRI]*decoder, error) {
	decoders := map[quad.IRI]*decoder{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, limit+1) // the line end takes one
	n := 1
	for ; lines.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		q, err := parseNQuad(string(line))
		if err != nil {
			return nil, fmt.Errorf("store: import: line %d: %w", n, err)
		}
		version := q.Label.(quad.IRI)
		if decoders[version] == nil {
			decoders[version] = newDecoder(version)
		}
		decoders[version].add(q)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("store: import: line %d has more than %d bytes", n, limit)
	} else if err != nil {
		return nil, fmt.Errorf("store: import: %w", err)
	}
	return decoders, nil
}

// parseNQuad reads one statement of a document version. The parser of Cayley panics on some escapes.
func parseNQuad(line string) (q quad.Quad, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%.80q is not a statement: %v", line, r)
		}
	}()
	if !utf8.ValidString(line) {
		return q, fmt.Errorf("%.80q is not UTF-8", line)
	}
	if q, err = nquads.Parse(line); err != nil {
		return q, fmt.Errorf("%.80q is not a statement: %w", line, err)
	}
	if version, ok := q.Label.(quad.IRI); !ok || !strings.HasPrefix(string(version), versionPrefix) {
		return q, fmt.Errorf("the graph %.80q is not a document version: only what export writes of a whole graph can be imported", quad.StringOf(q.Label))
	}
	return q, nil
}
