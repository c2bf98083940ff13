package serve

import (
	"context"
	"io"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// scrape reads the metrics as a map from series to value, and holds their form against that of Prometheus.
func scrape(t *testing.T, h *API) map[string]float64 {
	t.Helper()
	w := httptest.NewRecorder()
	h.Metrics().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if got := w.Header().Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("content type %s", got)
	}
	sample := regexp.MustCompile(`^([a-z_]+)(\{[a-z0-9_]+="(?:[^"\\]|\\.)*"(?:,[a-z0-9_]+="(?:[^"\\]|\\.)*")*\})? (\S+)$`)
	out, typed := map[string]float64{}, map[string]bool{}
	for line := range strings.Lines(w.Body.String()) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "# TYPE "); ok {
			typed[strings.Fields(name)[0]] = true
			continue
		}
		if strings.HasPrefix(line, "# HELP ") {
			continue
		}
		m := sample.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("not a sample: %s", line)
			continue
		}
		base := regexp.MustCompile(`_(bucket|sum|count)$`).ReplaceAllString(m[1], "")
		if !typed[m[1]] && !typed[base] {
			t.Errorf("%s has no type", m[1])
		}
		v, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if _, twice := out[m[1]+m[2]]; twice {
			t.Errorf("%s stands twice", m[1]+m[2])
		}
		out[m[1]+m[2]] = v
	}
	return out
}

func TestMetrics(t *testing.T) {
	view, err := graph.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	h := apiOver(t, func() *graph.View { return view }, func(ctx context.Context, v *graph.View, op *gate.Operation) []byte {
		if op.Text == "{__typename b:__typename}" {
			return []byte(`{"errors":[{"message":"x"}],"data":null}`)
		}
		return echo(ctx, v, op)
	}, gql.Options{Version: "1\"\\\n", Logger: silent()})
	base := serve(t, h, Options{})
	for _, query := range []string{"{__typename}", "{__typename}", "{__typename}", "{__typename b:__typename}", "{bad}", "{bad}"} {
		do(t, base, exchange{body: `{"query":"` + query + `"}`})
	}
	do(t, base, exchange{body: "no JSON"})
	time.Sleep(time.Millisecond)
	first := scrape(t, h)
	time.Sleep(time.Millisecond)
	got := scrape(t, h)
	for name, want := range map[string]float64{
		`policygraph_requests_total{outcome="ok"}`:                         3,
		`policygraph_requests_total{outcome="partial"}`:                    1,
		`policygraph_requests_total{outcome="VALIDATION_FAILED"}`:          2,
		`policygraph_requests_total{outcome="PARSE_FAILED"}`:               1,
		`policygraph_requests_total{outcome="TIMEOUT"}`:                    0,
		`policygraph_request_seconds_count`:                                6,
		`policygraph_request_seconds_bucket{le="+Inf"}`:                    6,
		`policygraph_cache_lookups_total{cache="documents",result="hit"}`:  2,
		`policygraph_cache_lookups_total{cache="documents",result="miss"}`: 4,
		`policygraph_view_entities{kind="TASK"}`:                           0,
		`policygraph_view_info{id="` + view.ID + `"}`:                      1,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %v, want %v", name, v, want)
		}
	}
	if got["policygraph_request_seconds_sum"] <= 0 || got["policygraph_heap_bytes"] <= 0 || got["policygraph_goroutines"] <= 0 {
		t.Error("sums of time, memory or goroutines are not positive")
	}
	if age := "policygraph_view_age_seconds"; got[age] <= first[age] {
		t.Errorf("the View does not grow older: %v, then %v", first[age], got[age])
	}
	view = &graph.View{ID: "new"}
	if got := scrape(t, h); got["policygraph_view_age_seconds"] != 0 {
		t.Errorf("a new View is %v s old", got["policygraph_view_age_seconds"])
	}
	view = nil
	if _, ok := scrape(t, h)["policygraph_view_age_seconds"]; ok {
		t.Error("an age without a View")
	}
}

func TestLatencyClasses(t *testing.T) {
	m := &meters{}
	for _, d := range []time.Duration{0, 100 * time.Microsecond, 101 * time.Microsecond, 10 * time.Second, time.Hour} {
		m.observe(&gql.Response{}, d)
	}
	for i, want := range map[int]int64{0: 2, 1: 1, len(latencies) - 1: 1, len(latencies): 1} {
		if got := m.classes[i].Load(); got != want {
			t.Errorf("class %d has %d, want %d", i, got, want)
		}
	}
}

func TestMetricsAreReadOnly(t *testing.T) {
	w := httptest.NewRecorder()
	stubAPI(t, echo, gql.Options{}).Metrics().ServeHTTP(w, httptest.NewRequest("POST", "/metrics", nil))
	if body, _ := io.ReadAll(w.Result().Body); w.Code != 405 {
		t.Errorf("status %d: %s", w.Code, body)
	}
}

// The real executor shows its plans too.
func TestPlanCacheIsMeasured(t *testing.T) {
	view, err := graph.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := gql.New(func() *graph.View { return view }, gql.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := New(e)
	base := serve(t, h, Options{})
	for range 3 {
		do(t, base, exchange{body: `{"query":"{stats{taskCount}}"}`})
	}
	got := scrape(t, h)
	if got[`policygraph_cache_lookups_total{cache="plans",result="hit"}`] != 2 || got[`policygraph_cache_lookups_total{cache="plans",result="miss"}`] != 1 || got[`policygraph_cache_bytes{cache="plans"}`] <= 0 {
		t.Errorf("got %v", got)
	}
}
