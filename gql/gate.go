package gql

import (
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// gate lets requests through that fit the schema and the limits, and refuses all others at little cost. Each step is
// safe on what the steps before it let through: bytes, tokens, parse, shape, rules, variables, cost.
type gate struct {
	schema    *ast.Schema
	prices    *prices
	documents *cache[*ast.QueryDocument] // valid documents by their text
}

func newGate(schema *ast.Schema) *gate {
	return &gate{schema: schema, prices: newPrices(schema), documents: newCache[*ast.QueryDocument](maxCacheBytes)}
}

// open makes an operation of a request, or says why not.
func (g *gate) open(r Request) (*operation, []*Error) {
	document, errs := g.document(r.Query)
	if errs != nil {
		return nil, errs
	}
	definition, err := choose(document, r.OperationName)
	if err != nil {
		return nil, []*Error{err}
	}
	op := &operation{text: r.Query, schema: g.schema, document: document, definition: definition}
	if op.variables, err = coerceVariables(g.schema, definition, r.Variables); err != nil {
		return nil, []*Error{err}
	}
	if err := g.prices.check(op); err != nil {
		return nil, []*Error{err}
	}
	return op, nil
}

// document parses and validates a text.
func (g *gate) document(text string) (*ast.QueryDocument, []*Error) {
	if d, ok := g.documents.get(text); ok {
		return d, nil
	}
	tokens, err := countTokens(text)
	if err != nil {
		return nil, []*Error{err}
	}
	document, parseErr := parser.ParseQuery(&ast.Source{Input: text})
	if parseErr != nil {
		return nil, []*Error{parseError(parseErr)}
	}
	if err := survey(document); err != nil {
		return nil, []*Error{err}
	}
	if errs := validate(g.schema, document); errs != nil {
		return nil, errs
	}
	g.documents.put(text, document, len(text)+tokens*bytesPerToken)
	return document, nil
}

// bytesPerToken is about what a token takes as a part of a parsed document.
const bytesPerToken = 200

// countTokens reads the text once, so that the parser never sees more than maxTokens. Comments are not counted: they
// are limited by the bytes of the request.
func countTokens(text string) (int, *Error) {
	switch {
	case len(text) > maxRequestBytes:
		return 0, newError(CodeTooComplex, "the query has %d bytes, %d are allowed", len(text), maxRequestBytes)
	case !utf8.ValidString(text):
		return 0, newError(CodeParseFailed, "the query is not valid UTF-8")
	}
	l := lexer.New(&ast.Source{Input: text})
	for n := 0; ; {
		t, err := l.ReadToken()
		switch {
		case err != nil:
			return n, parseError(err)
		case t.Kind == lexer.EOF:
			return n, nil
		case t.Kind == lexer.Comment:
			continue
		}
		if n++; n > maxTokens {
			return n, newError(CodeTooComplex, "the query has more than the %d tokens that are allowed", maxTokens).at(&t.Pos)
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
