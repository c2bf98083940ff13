package gql

import (
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// gate lets requests through that fit the schema and the limits, and refuses all others at little cost. Each step is
// safe on what the steps before it let through: bytes, tokens, parse, shape, rules, variables, conditions, cost.
type gate struct {
	schema    *ast.Schema
	prices    *prices
	documents *cache[*document] // valid documents by their text
}

// document is a valid document and about how many bytes it takes, its text included.
type document struct {
	*ast.QueryDocument
	bytes int
}

func newGate(schema *ast.Schema) *gate {
	return &gate{schema: schema, prices: newPrices(schema), documents: newCache[*document](maxCacheBytes)}
}

// open makes an operation of a request, or says why not.
func (g *gate) open(r Request) (*operation, []*Error) {
	document, errs := g.document(r.Query)
	if errs != nil {
		return nil, errs
	}
	definition, err := choose(document.QueryDocument, r.OperationName)
	if err != nil {
		return nil, []*Error{err}
	}
	op := &operation{text: r.Query, schema: g.schema, document: document.QueryDocument, definition: definition, bytes: document.bytes}
	if op.variables, err = coerceVariables(g.schema, definition, r.Variables); err != nil {
		return nil, []*Error{err}
	}
	if op.conditions = conditions(op); op.conditions != "" {
		if err := nullCondition(op); err != nil {
			return nil, []*Error{err}
		}
	}
	if err := g.prices.check(op); err != nil {
		return nil, []*Error{err}
	}
	return op, nil
}

// document parses and validates a text.
func (g *gate) document(text string) (*document, []*Error) {
	if d, ok := g.documents.get(text); ok {
		return d, nil
	}
	bytes, err := measure(text)
	if err != nil {
		return nil, []*Error{err}
	}
	parsed, parseErr := parser.ParseQuery(&ast.Source{Input: text})
	if parseErr != nil {
		return nil, []*Error{parseError(parseErr)}
	}
	if err := survey(parsed); err != nil {
		return nil, []*Error{err}
	}
	if errs := validate(g.schema, parsed); errs != nil {
		return nil, errs
	}
	d := &document{parsed, bytes}
	g.documents.put(text, d, bytes)
	return d, nil
}

// bytesPerToken and bytesPerComment are about what a token and a comment take as parts of a parsed document.
const (
	bytesPerToken   = 200
	bytesPerComment = 100
)

// measure reads the text once, so that the parser never sees more than maxTokens, and says about how many bytes it takes
// when it is parsed. Comments are no tokens: they are limited by the bytes of the request.
func measure(text string) (bytes int, err *Error) {
	switch {
	case len(text) > maxRequestBytes:
		return 0, newError(CodeTooComplex, "the query has %d bytes, %d are allowed", len(text), maxRequestBytes)
	case !utf8.ValidString(text):
		return 0, newError(CodeParseFailed, "the query is not valid UTF-8")
	}
	l := lexer.New(&ast.Source{Input: text})
	bytes = len(text)
	for n := 0; ; {
		t, err := l.ReadToken()
		switch {
		case err != nil:
			return 0, parseError(err)
		case t.Kind == lexer.EOF:
			return bytes, nil
		case t.Kind == lexer.Comment:
			bytes += bytesPerComment
			continue
		}
		bytes += bytesPerToken
		if n++; n > maxTokens {
			return 0, newError(CodeTooComplex, "the query has more than the %d tokens that are allowed", maxTokens).at(&t.Pos)
		}
	}
}

func parseError(err error) *Error {
	e, ok := err.(*gqlerror.Error)
	if !ok {
		return newError(CodeParseFailed, "%s", err)
	}
	return fromParser(CodeParseFailed, e)
}

// fromParser takes over an error of gqlparser.
func fromParser(code string, e *gqlerror.Error) *Error {
	out := newError(code, "%s", e.Message)
	for _, l := range e.Locations {
		out.Locations = append(out.Locations, Location{l.Line, l.Column})
	}
	return out
}

// choose finds the operation to run.
func choose(d *ast.QueryDocument, name string) (*ast.OperationDefinition, *Error) {
	switch {
	case len(d.Operations) == 0:
		return nil, newError(CodeBadUserInput, "the document has no operation")
	case name == "" && len(d.Operations) > 1:
		return nil, newError(CodeBadUserInput, "the document has %d operations: give operationName", len(d.Operations))
	case name == "":
		return d.Operations[0], nil
	}
	for _, o := range d.Operations {
		if o.Name == name {
			return o, nil
		}
	}
	return nil, newError(CodeBadUserInput, "the document has no operation %q", name)
}
