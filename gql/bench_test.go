package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// benchSizes are the numbers of tasks of the generated graphs; the second is left out of -short.
var benchSizes = []int{10_000, 100_000}

var benchViews sync.Map // number of tasks → *graph.View

func benchView(tasks int) *graph.View {
	if v, ok := benchViews.Load(tasks); ok {
		return v.(*graph.View)
	}
	v := synth.View(tasks, 1)
	benchViews.Store(tasks, v)
	return v
}

// benchCase is a query as a client sends it, with what it asks about in variables, and a handler written by hand for that
// one query.
type benchCase struct {
	name, query string
	variables   func(v *graph.View) map[string]any
	hand        func(v *graph.View, variables map[string]any, buf []byte) []byte
}

func (c *benchCase) request(v *graph.View) Request {
	return Request{Query: c.query, Variables: c.variables(v)}
}

// busiest is the department with the most tasks; town is a place with counties that has many.
func busiest(v *graph.View) int32 {
	best := int32(0)
	for i := range int32(v.Len(graph.KindDepartment)) {
		if len(v.Facts(graph.KindResponsibility).To(i)) > len(v.Facts(graph.KindResponsibility).To(best)) {
			best = i
		}
	}
	return best
}

// middle is the task that the point query asks for.
func middle(v *graph.View) int32 { return int32(v.Len(graph.KindTask) / 2) }

func town(v *graph.View) int32 {
	best := int32(-1)
	places := v.Facts(graph.KindTaskPlace)
	for i := range int32(v.Len(graph.KindCity)) {
		if v.Cities.Level[i] == graph.LevelPrefecture && v.Cities.Children.Degree(i) > 0 &&
			(best < 0 || len(places.To(i)) > len(places.To(best))) {
			best = i
		}
	}
	return best
}

func benchCases() []benchCase {
	id := func(k graph.Kind, of func(*graph.View) int32) func(*graph.View) map[string]any {
		return func(v *graph.View) map[string]any { return map[string]any{"id": string(v.IDOf(k, of(v)))} }
	}
	first := func(n int) func(*graph.View) map[string]any {
		return func(*graph.View) map[string]any { return map[string]any{"first": json.Number(strconv.Itoa(n))} }
	}
	return []benchCase{
		{"point", `query($id: ID!) { task(id: $id) { title number locator document { title } departments { nodes { name } } } }`,
			id(graph.KindTask, middle), handPoint},
		{"list of 1000", `query($first: Int) { tasks(first: $first) { nodes { id key number title locator departments { nodes { name } } } } }`,
			first(1000), handList},
		{"nested", `query($id: ID) { department(id: $id) { name tasks(first: 200) { edges { role node { title
			departments { edges { role position node { name } } } } } } } }`, id(graph.KindDepartment, busiest), handNested},
		{"filter, sort, page", `query($city: ID, $department: ID) {
			tasks(first: 20, orderBy: [{field: DEPARTMENT_COUNT, direction: DESC}], filter: {
				cities: {some: {or: [{id: {eq: $city}}, {parent: {eq: $city}}]}},
				responsibilities: {some: {department: {id: {eq: $department}}}}}) { totalCount nodes { title locator } } }`,
			func(v *graph.View) map[string]any {
				return map[string]any{
					"city": string(v.IDOf(graph.KindCity, town(v))), "department": string(v.IDOf(graph.KindDepartment, busiest(v))),
				}
			}, handFilter},
		{"collaborators", `query($id: ID) { department(id: $id) { partners(first: 20) { edges { sharedTaskCount node { name } } } } }`,
			id(graph.KindDepartment, busiest), handPartners},
		{"search", `query($first: Int) { search(query: "铁路", first: $first) { totalCount nodes { ... on Task { title } ... on Project { name } } } }`,
			first(20), handSearch},
		{"substring", `query($first: Int) { tasks(first: $first, filter: {text: {contains: "铁路"}}) { totalCount nodes { title } } }`,
			first(20), handSubstring},
		{"counts", `query($first: Int) { countResponsibilities(groupBy: [DEPARTMENT], first: $first) { count group { label } } }`,
			first(20), handCounts},
	}
}

// answers checks that all ways to answer a case give the same bytes.
func (c *benchCase) answers(tb testing.TB, e *executors, v *graph.View, op *gate.Operation) {
	tb.Helper()
	plan := e.plan.Execute(context.Background(), v, op)
	if failed(plan) {
		tb.Fatalf("%s: %s", c.name, plan)
	}
	if reference := e.reference.Execute(context.Background(), v, op); !bytes.Equal(plan, reference) {
		tb.Fatalf("%s: plan and reference differ\n%s\n%s", c.name, plan, reference)
	}
	if c.hand != nil {
		if hand := c.hand(v, op.Variables, nil); !bytes.Equal(plan, hand) {
			tb.Fatalf("%s: plan and hand-written code differ\n%.2000s\n%.2000s", c.name, plan, hand)
		}
	}
}

// BenchmarkQueries answers each case by a plan, by graphql-go and by code written for it alone.
func BenchmarkQueries(b *testing.B) {
	e := theExecutors(b)
	for _, size := range benchSizes {
		if testing.Short() && size > 10_000 {
			continue
		}
		v := benchView(size)
		for _, c := range benchCases() {
			op := e.open(b, c.request(v))
			c.answers(b, e, v, op)
			name := fmt.Sprintf("%d/%s/", size, strings.NewReplacer(" ", "_", ",", "").Replace(c.name))
			b.Run(name+"plan", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					e.plan.Execute(context.Background(), v, op)
				}
			})
			b.Run(name+"graphql-go", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					e.reference.Execute(context.Background(), v, op)
				}
			})
			if c.hand == nil {
				continue
			}
			b.Run(name+"hand", func(b *testing.B) {
				b.ReportAllocs()
				var pool []byte
				for b.Loop() {
					pool = c.hand(v, op.Variables, pool[:0])
					_ = append([]byte(nil), pool...) // the answer leaves the pool, as that of a plan does
				}
			})
		}
	}
}

// TestBenchmarkAnswers runs the checks of the benchmarks in every test run.
func TestBenchmarkAnswers(t *testing.T) {
	e, v := theExecutors(t), benchView(2_000)
	for _, c := range benchCases() {
		c.answers(t, e, v, e.open(t, c.request(v)))
	}
}

var performance = flag.Bool("performance", false, "measure and write the table of docs/PERFORMANCE.md")

// TestPerformanceTable writes the table of docs/PERFORMANCE.md. Of several rounds the fastest counts: what else the machine
// does only ever adds.
func TestPerformanceTable(t *testing.T) {
	if !*performance {
		t.Skip("only with -performance")
	}
	var table strings.Builder
	table.WriteString("| tasks | query | answer | plan | allocations | graphql-go | hand-written | graphql-go / plan | plan / hand-written |\n" +
		"| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	e := theExecutors(t)
	for _, size := range benchSizes {
		v := benchView(size)
		for _, c := range benchCases() {
			op := e.open(t, c.request(v))
			c.answers(t, e, v, op)
			execute := func(x Executor) func() { return func() { x.Execute(context.Background(), v, op) } }
			bytes := len(e.plan.Execute(context.Background(), v, op))
			reference := fastest(execute(e.reference))[0]
			runtime.GC() // graphql-go leaves a heap behind that would be paid for by who comes next
			var pool []byte
			times := fastest(execute(e.plan), func() {
				if c.hand != nil {
					pool = c.hand(v, op.Variables, pool[:0])
					_ = append([]byte(nil), pool...)
				}
			})
			plan := times[0]
			hand, ratio := "–", "–"
			if c.hand != nil {
				hand, ratio = micros(times[1]), fmt.Sprintf("%.2f", float64(plan)/float64(times[1]))
			}
			fmt.Fprintf(&table, "| %d | %s | %d B | %s | %.0f | %s | %s | %.0f | %s |\n", size, c.name, bytes, micros(plan),
				testing.AllocsPerRun(20, execute(e.plan)), micros(reference), hand, float64(reference)/float64(plan), ratio)
		}
	}
	const file, start, end = "../docs/PERFORMANCE.md", "<!-- queries: start -->\n", "<!-- queries: end -->"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), start)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", file)
	}
	if err := os.WriteFile(file, []byte(before+start+table.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func micros(d time.Duration) string {
	return fmt.Sprintf("%.2f µs", float64(d.Nanoseconds())/1000)
}

// fastest is the time of one call of each function in the fastest of many short rounds. The functions take turns, so that
// what else the machine does falls on all of them.
func fastest(fs ...func()) []time.Duration {
	const rounds, round = 60, 5 * time.Millisecond
	best := make([]time.Duration, len(fs))
	for i, f := range fs {
		f()
		best[i] = math.MaxInt64
	}
	for range rounds {
		for i, f := range fs {
			n, start := 0, time.Now()
			for n == 0 || time.Since(start) < round {
				for range 8 { // a look at the clock costs a tenth of the shortest query
					f()
				}
				n += 8
			}
			best[i] = min(best[i], time.Since(start)/time.Duration(n))
		}
	}
	return best
}

// largest is about the most that the gate lets through: nearly gate.MaxNodes entries, each with a name.
const largest = `{ tasks(first: 1000) { nodes { title departments(first: 22) { nodes { name tasks(first: 21) { nodes { title } } } } } } }`

// BenchmarkLargest shows what the dearest legal query takes in time and memory.
func BenchmarkLargest(b *testing.B) {
	e := theExecutors(b)
	v := benchView(benchSizes[0])
	op := e.open(b, Request{Query: largest})
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(e.plan.Execute(context.Background(), v, op))))
	}
}

// TestLargestIsLegal keeps the benchmark at the limit: a little more is refused.
func TestLargestIsLegal(t *testing.T) {
	e := theExecutors(t)
	e.open(t, Request{Query: largest})
	if _, errs := e.gate.Open(Request{Query: strings.Replace(largest, "first: 21", "first: 22", 1)}); errs == nil || errs[0].Code != gate.CodeTooComplex {
		t.Errorf("one entry more for each body: %v", errs)
	}
}
