// Package gql is the GraphQL API: the SDL, the gate that every request passes, execution over a View, and HTTP.
package gql

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// Request is one GraphQL request as it came in.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any // JSON values; numbers as json.Number
}

// Response is the answer to a request.
type Response struct {
	Body     []byte // JSON
	Executed bool   // false when it was refused before it ran
	Code     string // of the first error when it was refused or given up; empty when it ran to its end
	ViewID   string // of the View that answered; empty when none did
}

// Options are what a program tells its engine. The zero value is usable.
type Options struct {
	Version, Commit string        // of the program
	SchemaURL       string        // where the SDL is served; /schema.graphql when empty
	BaseURL         string        // of this server, e.g. https://graph.example.org; begins the addresses in citations
	Timeout         time.Duration // for one request; that of the limits when 0
	Logger          *slog.Logger  // slog.Default when nil
}

// Engine answers requests over the View that is current when they come in. It is safe for concurrent use.
type Engine struct {
	source  func() *graph.View
	gate    *gate
	exec    executor
	info    ServiceInfo
	timeout time.Duration
	log     *slog.Logger
	meters  *meters
}

// operation is a request that passed the gate: parsed, valid, within the limits, its variables coerced. The document is
// shared by all requests with the same text, so its definitions can be compared and used as keys by address.
type operation struct {
	text       string // the query as sent
	schema     *ast.Schema
	document   *ast.QueryDocument
	definition *ast.OperationDefinition // the one to run
	variables  map[string]any           // coerced, defaults filled in
	conditions string                   // values of its boolean variables, see conditions
	bytes      int                      // about what the document takes
}

// executor runs operations over a View. The answer is a whole response body: {"data":…} with keys in query order, and
// {"errors":[…]} first when there are any. It gives up soon after ctx is done; its answer is then thrown away.
type executor interface {
	execute(ctx context.Context, v *graph.View, op *operation) []byte
}

// New makes an engine. source gives the current View, nil while there is none.
func New(source func() *graph.View, opts Options) (*Engine, error) {
	return newEngine(source, opts, newPlanner)
}

// newEngine makes an engine around any executor.
func newEngine(source func() *graph.View, opts Options, build func(*ast.Schema, ServiceInfo) (executor, error)) (*Engine, error) {
	schema, err := loadSchema()
	if err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	e := &Engine{source: source, gate: newGate(schema), timeout: opts.Timeout, log: opts.Logger, meters: &meters{}}
	e.info = ServiceInfo{
		Version: opts.Version, Commit: opts.Commit, SchemaSHA256: SDLSHA256(), SchemaURL: opts.SchemaURL, BaseURL: opts.BaseURL,
		Limits: serviceLimits(),
	}
	if e.info.SchemaURL == "" {
		e.info.SchemaURL = schemaPath
	}
	if e.timeout == 0 {
		e.timeout = timeout
	}
	if e.log == nil {
		e.log = slog.Default()
	}
	if e.exec, err = build(schema, e.info); err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	return e, nil
}

// Execute answers a request from the View that is current now. It always has an answer: panics and passed deadlines
// become errors.
func (e *Engine) Execute(ctx context.Context, r Request) Response {
	response, release := e.lend(ctx, r)
	defer release()
	response.Body = bytes.Clone(response.Body)
	return response
}

// lend is Execute with a body that belongs to the caller only until release is called: a copy of a large answer costs
// as much as a third of making it.
func (e *Engine) lend(ctx context.Context, r Request) (response Response, release func()) {
	start := time.Now()
	release = func() {}
	defer func() {
		if p := recover(); p != nil {
			e.log.ErrorContext(ctx, "gql: panic", "error", p, "query", shorten(r.Query), "stack", string(debug.Stack()))
			response = refuse(newError(CodeInternal, "internal error"))
			response.Executed = true
		}
		e.meters.observe(&response, time.Since(start))
	}()
	view := e.source()
	if view == nil {
		return refuse(newError(CodeNotReady, "the graph is being loaded; try again in a moment")), release
	}
	op, errs := e.gate.open(r)
	if errs != nil {
		return refuse(errs...), release
	}
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	response = Response{Executed: true, ViewID: view.ID}
	if l, ok := e.exec.(lender); ok {
		response.Body, release = l.lend(ctx, view, op)
	} else {
		response.Body = e.exec.execute(ctx, view, op)
	}
	if err := ctx.Err(); err != nil {
		response = refuse(newError(CodeTimeout, "not done after %s", e.timeout))
		response.Executed = true
	}
	return response, release
}

// lender is an executor whose answers need not be copied: the body is good until release is called.
type lender interface {
	lend(ctx context.Context, v *graph.View, op *operation) (body []byte, release func())
}

// failed reports whether a body that an executor made has errors; they stand first.
func failed(body []byte) bool { return bytes.HasPrefix(body, []byte(`{"errors"`)) }

func refuse(errs ...*Error) Response { return Response{Body: errorBody(errs...), Code: errs[0].Code} }

// viewID is the id of the current View; empty while there is none.
func (e *Engine) viewID() string {
	if v := e.source(); v != nil {
		return v.ID
	}
	return ""
}
