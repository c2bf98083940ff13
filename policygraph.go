package policygraph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/gql/serve"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/export"
	"github.com/policygraph/policygraph/graph/store"
)

// Version of the program and the library; CHANGELOG.md says what each brought.
const Version = "0.1.0"

// Memory is the name of a folder that keeps nothing on disk.
const Memory = store.Memory

// Causes of errors, for [errors.Is].
var (
	// ErrLocked is the cause when another process uses the folder.
	ErrLocked = store.ErrLocked
	// ErrNoGraph is the cause when a folder that must hold a graph holds none.
	ErrNoGraph = store.ErrNoGraph
	// ErrFormat is the cause when a graph is to be changed that an old version wrote; [Graph.Compact] rewrites it.
	ErrFormat = store.ErrFormat
	// ErrDamaged is the cause when stored bytes are not what was stored.
	ErrDamaged = store.ErrDamaged
)

// Options of a graph. The zero value is usable.
type Options struct {
	// BaseURL is where clients reach the graph, with the path when it is served below one, e.g.
	// https://example.org/policygraph. It begins every address in answers, citations and exports, and its host is one that
	// requests may be addressed to. Without it permalinks begin with /.
	BaseURL string
	// Address begins the addresses in citations and exports when there is no BaseURL, e.g. http://127.0.0.1:8080.
	Address string
	// Logger gets what is wrong inside, which clients are not shown; slog.Default when nil.
	Logger *slog.Logger
	// Ready holds answers back while it reports false, for a program that listens before it has loaded: /readyz and
	// /graphql then say 503 and NOT_READY. A graph is ready from the start when it is nil.
	Ready func() bool
	// Existing refuses a folder that holds no graph, with [ErrNoGraph], and makes nothing there.
	Existing bool
	// Now is the clock of load records; time.Now when nil.
	Now func() time.Time
	// Executor runs the operations of the API; Plans when empty.
	Executor Executor
	// Damaged opens a graph although documents in it are damaged; they are left out of the View. For [Graph.Check].
	Damaged bool
}

// Validate says what is wrong with the options.
func (o Options) Validate() error {
	_, err := baseURL(o.BaseURL)
	return err
}

// Graph is an open graph. It may be used by any number of goroutines.
type Graph struct {
	dir     string
	store   *store.Store
	engine  *gql.Engine
	api     *serve.API
	options Options
}

// Open opens the graph in a folder, which is made where there is none. It fails with [ErrLocked] when another process
// uses the folder and with [ErrDamaged] when what is stored is not sound.
func Open(dir string, options Options) (*Graph, error) {
	executor, err := options.Executor.build()
	if err != nil {
		return nil, err
	}
	base, err := baseURL(options.BaseURL)
	if err != nil {
		return nil, err
	}
	if base != nil {
		options.BaseURL = base.String()
	}
	s, err := store.Open(dir, store.Options{Now: options.Now, Existing: options.Existing, Damaged: options.Damaged})
	if err != nil {
		return nil, err
	}
	g := &Graph{dir: dir, store: s, options: options}
	g.engine, err = gql.New(g.ready, gql.Options{
		Version: Version, Commit: Revision(), BaseURL: options.BaseURL, Address: options.Address, Logger: options.Logger, Executor: executor,
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	g.api = serve.New(g.engine)
	return g, nil
}

// OpenPlan opens a graph in memory that holds the embedded plan, for demonstrations and tests. The plan never enters a
// folder, where it would be counted among the documents of its owner.
func OpenPlan(ctx context.Context, options Options) (*Graph, error) {
	options.Existing = false
	g, err := Open(Memory, options)
	if err != nil {
		return nil, err
	}
	if err := g.loadPlan(ctx); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}

// ready is the View to answer from, or nil.
func (g *Graph) ready() *graph.View {
	if g.options.Ready != nil && !g.options.Ready() {
		return nil
	}
	return g.store.View()
}

// View is the graph as it is now; never nil, never changed. It stays good after [Graph.Close].
func (g *Graph) View() *graph.View { return g.store.View() }

// Empty reports whether nothing was ever loaded. A graph that gave back its last document is not empty in this sense.
func (g *Graph) Empty() bool { return g.View().CreatedAt.IsZero() }

func (g *Graph) log() *slog.Logger {
	if g.options.Logger != nil {
		return g.options.Logger
	}
	return slog.Default()
}

// Warm makes what searches of the current View need, so that the first one does not wait for it. Calling it is optional.
func (g *Graph) Warm() { g.engine.Warm() }

// Close gives the folder back, once a running load has ended. Views stay good and questions are still answered, from the
// last one; loading fails. Closing again does nothing.
func (g *Graph) Close() error { return g.store.Close() }

// Query is a GraphQL request.
type Query struct {
	Text      string `json:"query"`
	Operation string `json:"operationName,omitempty"` // its name, when the text has several
	Variables any    `json:"variables,omitempty"`     // what encoding/json writes as an object; nil when there are none
}

// Query answers a request from the current View. The answer is what a client of the API gets, {"data":…} or {"errors":…}
// as JSON. When it has errors, err is the first of them; the answer may still have data.
func (g *Graph) Query(ctx context.Context, q Query) (answer []byte, err error) {
	r := gql.Request{Query: q.Text, OperationName: q.Operation}
	if q.Variables != nil {
		text, err := json.Marshal(q.Variables)
		if err != nil {
			return nil, fmt.Errorf("variables: %w", err)
		}
		if r.Variables, err = gate.ReadObject(text); err != nil {
			return nil, fmt.Errorf("the variables are %w", err)
		}
	}
	answer = g.engine.Execute(ctx, r).Body
	return answer, ErrorOf(answer)
}

// ErrorOf is the first error of an answer, nil when it has none. It reads answers that came over HTTP too.
func ErrorOf(answer []byte) error {
	var failed struct{ Errors []struct{ Message string } }
	if err := json.Unmarshal(answer, &failed); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	if len(failed.Errors) > 0 {
		return errors.New(failed.Errors[0].Message)
	}
	return nil
}

// Network makes the network of bodies that a specification asks for, with its measures on demand. The specification is a
// NetworkSpec of the API as JSON; {} is all bodies tied by common tasks.
func (g *Graph) Network(ctx context.Context, spec string) (*analysis.Network, error) {
	return g.engine.Network(ctx, spec)
}

// Export writes the whole graph or, with a specification as for [Graph.Network], a network of it. The same graph and
// specification give the same bytes. When err is not nil, what was written is not whole.
func (g *Graph) Export(ctx context.Context, w io.Writer, format, spec string) error {
	f, err := export.Lookup(format)
	if err != nil {
		return err
	}
	if spec == "" {
		return export.Graph(ctx, w, g.View(), f, g.exportOptions())
	}
	n, err := g.Network(ctx, spec)
	if err != nil {
		return err
	}
	return export.Network(ctx, w, n, f, g.exportOptions())
}

func (g *Graph) exportOptions() export.Options {
	return export.Options{
		BaseURL: cmp.Or(g.options.BaseURL, g.options.Address),
		Quads: func(ctx context.Context, visit func(export.Quad) error) error {
			return g.store.Quads(ctx, func(q store.Quad) error { return visit(export.Quad(q)) })
		},
	}
}

// Problem is something that is wrong with a graph.
type Problem = store.Problem

// Check reads all that is stored and proves it sound; it gives what is wrong, or nothing.
func (g *Graph) Check(ctx context.Context) ([]Problem, error) { return g.store.Check(ctx) }

// Compact rewrites the folder's file without what is free in it, and gives its size in bytes before and after.
func (g *Graph) Compact(ctx context.Context) (before, after int64, err error) {
	return g.store.Compact(ctx)
}

// Backup writes a consistent copy to a folder, which must not hold a graph. [Open] opens it.
func (g *Graph) Backup(ctx context.Context, dir string) error { return g.store.Backup(ctx, dir) }

// Metrics serves the counts and times of requests in the text format of Prometheus.
func (g *Graph) Metrics() http.Handler { return g.api.Metrics() }

// Schema is the GraphQL schema (SDL).
func Schema() string { return gql.SDL() }

// Revision is the source revision of this module in the running program, as the Go tool recorded it.
func Revision() string {
	const module = "github.com/policygraph/policygraph"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return unknown
	}
	if info.Main.Path != module { // in a program of somebody else
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return unknown
}

const unknown = "unknown"
