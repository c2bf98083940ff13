// Package gate turns the bytes of a request into an operation that fits the schema and the limits, and refuses all others
// at little cost. No GraphQL library sees a request before its limits are checked.
package gate

import (
	"strings"

	"github.com/policygraph/policygraph/internal/lru"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// Request is one GraphQL request as it came in.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any // JSON values; numbers as json.Number
}

// Operation is a request that passed the gate: parsed, valid, within the limits, its variables coerced. The document is
// shared by all requests with the same text, so its definitions can be compared and used as keys by address.
type Operation struct {
	Text       string // the query as sent
	Document   *ast.QueryDocument
	Definition *ast.OperationDefinition // the one to run
	Variables  map[string]any           // coerced, defaults filled in
	Conditions string                   // values of its boolean variables; see conditions
	Bytes      int                      // about what the document takes in memory
}

// Gate checks requests against one schema. Each step is safe on what the steps before it let through: bytes, tokens,
// parse, shape, rules, variables, conditions, cost. It is safe for concurrent use.
type Gate struct {
	schema    *ast.Schema
	prices    *prices
	documents *lru.Cache[string, *document] // valid documents by their text
}

// document is a valid document and about how many bytes it takes, its text included.
type document struct {
	*ast.QueryDocument
	bytes int
}

// New makes a gate for a schema in SDL.
func New(sdl string) (*Gate, error) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: sdl})
	if err != nil {
		return nil, err
	}
	delete(schema.Directives, "defer") // gqlparser declares it; nothing here defers
	return &Gate{schema: schema, prices: newPrices(schema), documents: lru.New[string, *document](MaxCacheBytes)}, nil
}

// Schema is the parsed SDL with what the specification declares for every schema. It must not be changed.
func (g *Gate) Schema() *ast.Schema { return g.schema }

// Documents counts the lookups of documents by their text and the bytes that are kept.
func (g *Gate) Documents() lru.Counts { return g.documents.Counts() }

// Open makes an operation of a request, or says why not.
func (g *Gate) Open(r Request) (*Operation, []*Error) {
	document, errs := g.document(r.Query)
	if errs != nil {
		return nil, errs
	}
	if err := CheckUTF8("operationName", r.OperationName); err != nil {
		return nil, []*Error{err}
	}
	definition, err := choose(document.QueryDocument, r.OperationName)
	if err != nil {
		return nil, []*Error{err}
	}
	op := &Operation{Text: r.Query, Document: document.QueryDocument, Definition: definition, Bytes: document.bytes}
	if op.Variables, err = coerceVariables(g.schema, definition, r.Variables); err != nil {
		return nil, []*Error{err}
	}
	if op.Conditions = conditions(op); op.Conditions != "" {
		if err := nullCondition(op); err != nil {
			return nil, []*Error{err}
		}
	}
	if err := g.prices.check(op); err != nil {
		return nil, []*Error{err}
	}
	return op, nil
}

// Input coerces a JSON value to an input type of the schema. Paths and messages of errors begin with name.
func (g *Gate) Input(name, typeName string, value any) (any, *Error) {
	c := coercer{schema: g.schema, path: []any{name}}
	return c.json(ast.NamedType(typeName, nil), value)
}

// document parses and validates a text.
func (g *Gate) document(text string) (*document, []*Error) {
	if d, ok := g.documents.Get(text); ok {
		return d, nil
	}
	bytes, err := measure(text)
	if err != nil {
		return nil, []*Error{err}
	}
	source := plainLines(text)
	parsed, parseErr := parser.ParseQuery(&ast.Source{Input: source})
	if parseErr != nil {
		return nil, []*Error{parseError(source, parseErr)}
	}
	if err := survey(parsed); err != nil {
		return nil, []*Error{err}
	}
	if errs := validate(g.schema, parsed); errs != nil {
		return nil, errs
	}
	d := &document{parsed, bytes}
	g.documents.Put(text, d, bytes)
	return d, nil
}

// bytesPerToken and bytesPerComment are about what a token and a comment take as parts of a parsed document.
const (
	bytesPerToken   = 200
	bytesPerComment = 100
)

// measure reads the text once, so that the parser never sees more than MaxTokens, and says about how many bytes it takes
// when it is parsed. Comments are no tokens: they are limited by the bytes of the request.
func measure(text string) (bytes int, err *Error) {
	if len(text) > MaxRequestBytes {
		return 0, Errorf(CodeTooComplex, "the query has %d bytes, %d are allowed", len(text), MaxRequestBytes)
	}
	if err := CheckUTF8("the query", text); err != nil {
		return 0, err
	}
	bytes = len(text)
	text = plainLines(text)
	l := lexer.New(&ast.Source{Input: text})
	for n := 0; ; {
		t, err := l.ReadToken()
		switch {
		case err != nil:
			return 0, parseError(text, err)
		case t.Kind == lexer.EOF:
			return bytes, nil
		case t.Kind == lexer.Comment:
			bytes += bytesPerComment
			continue
		}
		bytes += bytesPerToken
		if n++; n > MaxTokens {
			return 0, Errorf(CodeTooComplex, "the query has more than the %d tokens that are allowed", MaxTokens).At(&t.Pos)
		}
	}
}

// plainLines ends lines as on Unix, which means the same in GraphQL: after a carriage return and a line feed the lexer counts
// columns from the line feed.
func plainLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func parseError(text string, err error) *Error {
	e, ok := err.(*gqlerror.Error)
	if !ok {
		return Errorf(CodeParseFailed, "%s", err)
	}
	out := fromParser(CodeParseFailed, e)
	out.Message = Shorten(explain(text, e))
	return out
}

// fromParser takes over an error of gqlparser.
func fromParser(code string, e *gqlerror.Error) *Error {
	out := Errorf(code, "%s", e.Message)
	for _, l := range e.Locations {
		out.Locations = append(out.Locations, Location{l.Line, l.Column})
	}
	return out
}

// choose finds the operation to run.
func choose(d *ast.QueryDocument, name string) (*ast.OperationDefinition, *Error) {
	switch {
	case len(d.Operations) == 0:
		return nil, Errorf(CodeBadUserInput, "the document has no operation")
	case name == "" && len(d.Operations) > 1:
		return nil, Errorf(CodeBadUserInput, "the document has %d operations: give operationName", len(d.Operations))
	case name == "":
		return d.Operations[0], nil
	}
	for _, o := range d.Operations {
		if o.Name == name {
			return o, nil
		}
	}
	return nil, Errorf(CodeBadUserInput, "the document has no operation %q", name)
}
