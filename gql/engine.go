// Package gql is the GraphQL API: the SDL, the binding table, and operations compiled to plans that run over a View.
package gql

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/lru"
)

// Request is one GraphQL request as it came in.
type Request = gate.Request

// Error is the one form of error in answers; its codes are those of package gate.
type Error = gate.Error

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
	SchemaURL       string        // where the SDL is served; /schema.graphql below BaseURL when empty
	BaseURL         string        // where clients reach this server, e.g. https://example.org/graph; begins all addresses, which without it begin with /
	Address         string        // begins the addresses in citations when there is no BaseURL, as they must be whole
	Timeout         time.Duration // for one request; that of the limits when 0
	Logger          *slog.Logger  // slog.Default when nil
	// Executor makes what runs operations; compiled plans when nil.
	Executor func(*Table) (Executor, error)
}

// Executor runs operations over a View. The answer is a whole response body: {"data":…} with keys in query order, and
// {"errors":[…]} first when there are any. It gives up soon after ctx is done; its answer is then thrown away.
type Executor interface {
	Execute(ctx context.Context, v *graph.View, op *gate.Operation) []byte
}

// Engine answers requests over the View that is current when they come in. It is safe for concurrent use.
type Engine struct {
	source  func() *graph.View
	gate    *gate.Gate
	table   *Table
	exec    Executor
	timeout time.Duration
	log     *slog.Logger
}

// New makes an engine. source gives the current View, nil while there is none.
func New(source func() *graph.View, opts Options) (*Engine, error) {
	g, err := gate.New(SDL())
	if err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	info := ServiceInfo{
		Version: opts.Version, Commit: opts.Commit, SchemaSHA256: SDLSHA256(), BaseURL: opts.BaseURL, Address: opts.Address,
		SchemaURL: cmp.Or(opts.SchemaURL, opts.BaseURL+"/schema.graphql"), Limits: serviceLimits(),
	}
	e := &Engine{source: source, gate: g, timeout: cmp.Or(opts.Timeout, gate.Timeout), log: opts.Logger}
	if e.log == nil {
		e.log = slog.Default()
	}
	b, err := newBinder(g.Schema(), info)
	if err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	e.table = &Table{b}
	build := opts.Executor
	if build == nil {
		build = newPlanner
	}
	if e.exec, err = build(e.table); err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	return e, nil
}

// Execute answers a request from the View that is current now. It always has an answer: panics and passed deadlines
// become errors.
func (e *Engine) Execute(ctx context.Context, r Request) Response {
	response, release := e.Lend(ctx, r)
	defer release()
	response.Body = bytes.Clone(response.Body)
	return response
}

// Lend is Execute with a body that belongs to the caller only until release is called: a copy of a large answer costs
// as much as a third of making it.
func (e *Engine) Lend(ctx context.Context, r Request) (response Response, release func()) {
	release = func() {}
	defer func() {
		if p := recover(); p != nil {
			e.log.ErrorContext(ctx, "gql: panic", "error", p, "query", gate.Shorten(r.Query), "stack", string(debug.Stack()))
			response = refuse(gate.Errorf(gate.CodeInternal, "internal error"))
			response.Executed = true
		}
	}()
	view := e.source()
	if view == nil {
		return refuse(notReady()), release
	}
	op, errs := e.gate.Open(r)
	if errs != nil {
		return refuse(errs...), release
	}
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	response = Response{Executed: true, ViewID: view.ID}
	if l, ok := e.exec.(lender); ok {
		response.Body, release = l.lend(ctx, view, op)
	} else {
		response.Body = e.exec.Execute(ctx, view, op)
	}
	if err := ctx.Err(); err != nil {
		response = refuse(gate.Errorf(gate.CodeTimeout, "not done after %s", e.timeout))
		response.Executed = true
	}
	return response, release
}

// lender is an executor whose answers need not be copied: the body is good until release is called.
type lender interface {
	lend(ctx context.Context, v *graph.View, op *gate.Operation) (body []byte, release func())
}

// Partial reports whether the answer has errors beside its data; they stand first.
func (r *Response) Partial() bool { return r.Code == "" && failed(r.Body) }

// failed reports whether a body that an executor made has errors.
func failed(body []byte) bool { return bytes.HasPrefix(body, []byte(`{"errors"`)) }

func refuse(errs ...*Error) Response {
	return Response{Body: gate.ErrorBody(errs...), Code: errs[0].Code}
}

// View is the current View; nil while there is none.
func (e *Engine) View() *graph.View { return e.source() }

// Service is the program and its limits as the API shows them.
func (e *Engine) Service() ServiceInfo { return e.table.b.service }

// CacheCounts are what a cache of the engine has done and keeps.
type CacheCounts struct {
	Name string
	lru.Counts
}

// Caches counts what the caches have done: of parsed documents, and of plans when operations run as plans.
func (e *Engine) Caches() []CacheCounts {
	all := []CacheCounts{{"documents", e.gate.Documents()}}
	if p, ok := e.exec.(*planner); ok {
		all = append(all, CacheCounts{"plans", p.cache.counts()})
	}
	return all
}

func notReady() *Error {
	return gate.Errorf(gate.CodeNotReady, "the graph is being loaded; try again in a moment")
}
