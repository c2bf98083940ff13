package serve

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// outcomes are the ways in which a request can end: answered, answered with errors in it, or refused by code.
var outcomes = [...]string{
	"ok", "partial", gate.CodeParseFailed, gate.CodeValidationFailed, gate.CodeBadUserInput, gate.CodeAmbiguous, gate.CodeTooComplex, gate.CodeTimeout,
	gate.CodeNotReady, gate.CodeInternal, codePersistedQueryNotFound,
}

// latencies are the upper ends of the classes of run times, in seconds: from a point query to the longest run allowed.
var latencies = [...]float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// meters counts what the API does. It is safe for concurrent use.
type meters struct {
	outcomes [len(outcomes)]atomic.Int64
	classes  [len(latencies) + 1]atomic.Int64
	nanos    atomic.Int64
	current  atomic.Pointer[since]
}

// since is when a View was first seen to be the current one.
type since struct {
	view *graph.View
	at   time.Time
}

// observe counts a request that the engine answered.
func (m *meters) observe(r *gql.Response, took time.Duration) {
	outcome := r.Code
	switch {
	case r.Partial():
		outcome = "partial"
	case outcome == "":
		outcome = "ok"
	}
	m.count(outcome)
	class, _ := slices.BinarySearch(latencies[:], took.Seconds())
	m.classes[class].Add(1)
	m.nanos.Add(int64(took))
}

// count counts an outcome; those that never reached the engine as well.
func (m *meters) count(outcome string) {
	if i := slices.Index(outcomes[:], outcome); i >= 0 {
		m.outcomes[i].Add(1)
	}
}

// age is how long this View has been the current one, as far as was seen.
func (m *meters) age(v *graph.View) time.Duration {
	now := time.Now()
	for {
		old := m.current.Load()
		if old != nil && old.view == v {
			return now.Sub(old.at)
		}
		if m.current.CompareAndSwap(old, &since{v, now}) {
			return 0
		}
	}
}

// Metrics shows what the API does in the text format of Prometheus. It is meant for a listener of its own: it takes
// no account of who asks.
func (h *API) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if !readOnly(w, r) {
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		var b strings.Builder
		h.writeMetrics(&b)
		_, _ = io.WriteString(w, b.String())
	})
}

func (h *API) writeMetrics(w io.Writer) {
	m := &h.meters
	head(w, "policygraph_requests_total", "counter", "GraphQL requests by outcome: ok, partial (errors beside data) or the code of the refusal.")
	for i, name := range outcomes {
		fmt.Fprintf(w, "policygraph_requests_total{outcome=%q} %d\n", name, m.outcomes[i].Load())
	}
	head(w, "policygraph_request_seconds", "histogram", "Time that the engine took for a request, refused ones included.")
	count := int64(0)
	for i := range m.classes {
		count += m.classes[i].Load()
		le := "+Inf"
		if i < len(latencies) {
			le = strconv.FormatFloat(latencies[i], 'g', -1, 64)
		}
		fmt.Fprintf(w, "policygraph_request_seconds_bucket{le=%q} %d\n", le, count)
	}
	fmt.Fprintf(w, "policygraph_request_seconds_sum %g\npolicygraph_request_seconds_count %d\n", time.Duration(m.nanos.Load()).Seconds(), count)
	h.writeCaches(w)
	h.writeView(w)
	head(w, "policygraph_heap_bytes", "gauge", "Memory of live and not yet collected objects.")
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	fmt.Fprintf(w, "policygraph_heap_bytes %d\n", heap[0].Value.Uint64())
	head(w, "policygraph_goroutines", "gauge", "Goroutines.")
	fmt.Fprintf(w, "policygraph_goroutines %d\n", runtime.NumGoroutine())
	info := h.engine.Service()
	head(w, "policygraph_build_info", "gauge", "Version of the program and its schema.")
	fmt.Fprintf(w, "policygraph_build_info{version=%s,commit=%s,schema_sha256=%s} 1\n",
		label(info.Version), label(info.Commit), label(info.SchemaSHA256))
}

// writeCaches shows the caches of parsed documents and, when the executor has one, of plans.
func (h *API) writeCaches(w io.Writer) {
	var lookups, sizes strings.Builder
	for _, c := range h.engine.Caches() {
		fmt.Fprintf(&lookups, "policygraph_cache_lookups_total{cache=%q,result=\"hit\"} %d\n", c.Name, c.Hits)
		fmt.Fprintf(&lookups, "policygraph_cache_lookups_total{cache=%q,result=\"miss\"} %d\n", c.Name, c.Misses)
		fmt.Fprintf(&sizes, "policygraph_cache_bytes{cache=%q} %d\n", c.Name, c.Bytes)
	}
	head(w, "policygraph_cache_lookups_total", "counter", "Look-ups in the caches of parsed documents and compiled plans.")
	_, _ = io.WriteString(w, lookups.String())
	head(w, "policygraph_cache_bytes", "gauge", "Bytes kept in the caches, estimated.")
	_, _ = io.WriteString(w, sizes.String())
}

// writeView shows which View is current, for how long, and what is in it.
func (h *API) writeView(w io.Writer) {
	v := h.engine.View()
	if v == nil {
		return
	}
	head(w, "policygraph_view_info", "gauge", "The View that answers.")
	fmt.Fprintf(w, "policygraph_view_info{id=%s} 1\n", label(v.ID))
	head(w, "policygraph_view_age_seconds", "gauge", "Time since this View was first seen to be the current one.")
	fmt.Fprintf(w, "policygraph_view_age_seconds %g\n", h.meters.age(v).Seconds())
	head(w, "policygraph_view_entities", "gauge", "Entities in the View by kind.")
	for k := range graph.Kind(graph.EntityKinds) {
		fmt.Fprintf(w, "policygraph_view_entities{kind=%q} %d\n", k, v.Len(k))
	}
}

func head(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// label quotes the value of a label as the format wants it.
func label(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
