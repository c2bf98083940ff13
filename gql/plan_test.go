package gql

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// TestTroubleInAScan: an error deep in what scans write stands where the general way puts it.
func TestTroubleInAScan(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	for query, want := range map[string]string{
		`{ tasks { nodes { title departments { edges { role node { name mentions(after: "x") { totalCount } } } } } } }`: `"path":["tasks","nodes",0,"departments","edges",0,"node","mentions"]`,
		`{ cities { nodes { name } } tasks { nodes { document { title text(start: -5) } } } }`:                           `"path":["tasks","nodes",0,"document","text"]`,
		`{ nodes(ids: ["x"]) { id } documents { nodes { title tasks(after: "x") { nodes { title } } } } }`:               `"data":null`,
	} {
		if got := e.ask(t, v, Request{Query: query}); !strings.Contains(got, want) || !failed([]byte(got)) {
			t.Errorf("%s\ngot  %s\nwant %s", query, got, want)
		}
	}
}

// TestScansAtTheirBounds asks for more than stands in line in one scan: lists in lists, links beside each other, and
// numbers that are not written in advance.
func TestScansAtTheirBounds(t *testing.T) {
	e, v := theExecutors(t), benchView(2_000)
	nested := func(depth int) string {
		query := "{ title }"
		for n := range depth {
			if n%2 == 0 {
				query = "{ edges { role position node { name tasks(first: 2) { nodes " + query + " } } } }"
			} else {
				query = "{ title departments(first: 2) " + query + " }"
			}
		}
		return query
	}
	links := func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, " a%d: document { title } b%d: section { heading parent { heading } } c%d: departments { nodes { name } }", i, i, i)
		}
		return s.String()
	}
	nodes := func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, " a%d: node { name }", i)
		}
		return s.String()
	}
	for name, query := range map[string]string{
		"lists as deep as a scan":   `{ tasks(first: 3) { nodes { departments ` + nested(1) + ` } } }`,
		"deeper lists":              `{ tasks(first: 3) { nodes { departments ` + nested(3) + ` } } }`,
		"a few links":               `{ tasks(first: 30) { nodes {` + links(3) + ` } } }`,
		"more links than registers": `{ tasks(first: 30) { nodes {` + links(9) + ` } } }`,
		"edges without a register":  `{ tasks(first: 30) { nodes {` + links(4) + ` departments { edges { role node { name } } } } } }`,
		"edges with many nodes":     `{ tasks(first: 30) { nodes { departments { edges { cursor` + nodes(17) + ` } } } } }`,
		"numbers beyond those kept": `{ tasks(first: 900) { nodes { departments(first: 500) { edges { position } } } } }`,
		"an entry with nothing":     `{ tasks(first: 3) { nodes { __typename departments { edges { __typename } } } } }`,
		"lists that need a page":    `{ tasks(first: 9) { nodes { title departments(last: 1) { nodes { name } } number cities(first: 1) { nodes { name } } } } }`,
		"no entries":                `{ tasks(first: 99) { nodes { projects { nodes { name } } } } }`,
	} {
		op := e.open(t, Request{Query: query})
		got, want := e.plan.Execute(context.Background(), v, op), e.reference.Execute(context.Background(), v, op)
		if !bytes.Equal(got, want) || failed(got) {
			t.Errorf("%s: plan and reference differ\n%.3000s\n%.3000s", name, got, want)
		}
	}
	most := 0
	f := v.Facts(graph.KindResponsibility)
	for i := range int32(f.Len()) {
		most = max(most, int(f.Position[i]))
	}
	if most < scanSmallNames {
		t.Errorf("the highest position, %d, says nothing about numbers that are not kept", most)
	}
}

// TestLinksThatCannotBeNullLeadSomewhere: a scan follows them without a look; see fuse.
func TestLinksThatCannotBeNullLeadSomewhere(t *testing.T) {
	e, links := theExecutors(t), 0
	b := e.plan.b
	for _, v := range []*graph.View{viewOf(t, mixedView), viewOf(t, madeView), viewOf(t, seedView), benchView(2_000)} {
		check := func(name string, column []int32) {
			if links++; slices.Contains(column, -1) {
				t.Errorf("%s of view %s leads nowhere", name, v.ID)
			}
		}
		for _, def := range orderedTypes(b.schema) {
			for _, f := range def.Fields {
				switch a := b.find(def.Name, f.Name).(type) {
				case linkAt:
					if k := kindOf(def.Name); f.Type.NonNull && a.column != nil && k < kindSnapshot {
						check(def.Name+"."+f.Name, a.column(v, k))
					}
				case *connection:
					if a.reads != 0 {
						check(def.Name+"."+f.Name, a.nodes(v))
					}
				}
			}
		}
	}
	if links < 40 {
		t.Errorf("only %d links were looked at", links)
	}
}

// TestAfterTroubleTheNextRequestScansAgain: what one request leaves in the pooled work space does not reach the next.
func TestAfterTroubleTheNextRequestScansAgain(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	good := `{ departments(orderBy: [{field: NAME}]) { nodes { name tasks { edges { role node { title } } } partners { nodes { name } } } } }`
	want := e.ask(t, v, Request{Query: good})
	for range 5 {
		e.ask(t, v, Request{Query: `{ departments { nodes { partners(after: "x") { totalCount } tasks(before: "x") { nodes { title } } } } }`})
		if got := e.ask(t, v, Request{Query: good}); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

// TestAllocationsDoNotGrowWithRows holds the point of pooling.
func TestAllocationsDoNotGrowWithRows(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector makes pools forget")
	}
	e, v := theExecutors(t), benchView(2_000)
	count := func(first int) float64 {
		op := e.open(t, Request{Query: fmt.Sprintf(`{ tasks(first: %d) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
			id key title number locator permalink document { title } section { heading parent { heading } }
			cities { nodes { name } } departments { edges { role position node { name } } } } } } }`, first)})
		return testing.AllocsPerRun(20, func() { e.plan.Execute(context.Background(), v, op) })
	}
	const most = 10
	if few, many := count(5), count(1000); many > most || many > few+2 {
		t.Errorf("%.0f allocations for 5 rows, %.0f for 1,000; at most %d wanted", few, many, most)
	}
}

// TestAnswersAreBounded: an answer that grows too long ends as an error.
func TestAnswersAreBounded(t *testing.T) {
	e, v := theExecutors(t), benchView(4_000)
	text := 0
	for _, s := range v.Documents.Text {
		text += len(s)
	}
	times := maxResponseBytes/text + 1
	if times > gate.MaxAliases {
		t.Fatalf("%d aliases are needed to reach the limit", times)
	}
	ask := func(times int) string {
		var fields strings.Builder
		for i := range times {
			fmt.Fprintf(&fields, " t%d: text", i)
		}
		op := e.open(t, Request{Query: `{ documents(first: 1000) { nodes {` + fields.String() + ` } } }`})
		return string(e.plan.Execute(context.Background(), v, op))
	}
	if got := ask(times + 1); !strings.Contains(got, gate.CodeTooComplex) || len(got) > 1000 {
		t.Errorf("%d bytes, beginning %.200s", len(got), got)
	}
	if got := ask(times * 9 / 10); failed([]byte(got)) {
		t.Errorf("just below the limit: %.200s", got)
	}
}

// TestExecutionEndsWithItsContext: no list goes on for long when the time is over.
func TestExecutionEndsWithItsContext(t *testing.T) {
	e, v := theExecutors(t), benchView(10_000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, query := range []string{
		`{ tasks(first: 400) { nodes { title departments(first: 20) { nodes { name partners(first: 3) { nodes { name } } } } } } }`,
		`{ tasks(first: 100, filter: {not: {text: {contains: "铁路"}}}) { totalCount nodes { title } } }`,
		`{ countResponsibilities(groupBy: [CITY, DEPARTMENT, CULTURAL_THEME]) { count } }`,
		`{ tasks(first: 900) { nodes { relatedTasks(first: 1) { totalCount } } } }`,
	} {
		op := e.open(t, Request{Query: query})
		whole := e.plan.Execute(context.Background(), v, op)
		if got := e.plan.Execute(ctx, v, op); len(got) >= len(whole) && string(got) == string(whole) {
			t.Errorf("%s: answered in full after the end of its context", query)
		}
	}
}

// TestViewsSwapUnderLoad asks from many goroutines while Views change: each answer is wholly of the View it was asked of.
func TestViewsSwapUnderLoad(t *testing.T) {
	e := theExecutors(t)
	views := []*graph.View{viewOf(t, smallView), viewOf(t, madeView), viewOf(t, seedView)}
	queries := []string{
		`{ tasks(first: 30, orderBy: [{field: TITLE}]) { totalCount nodes { title departments { nodes { name } } } } }`,
		`{ departments(orderBy: [{field: PARTNER_COUNT, direction: DESC}]) { nodes { name partners(first: 2) { edges { jaccard newmanWeight } } } } }`,
		`{ countResponsibilities(groupBy: [ROLE]) { count } tasks(filter: {title: {contains: "建"}}) { totalCount } }`,
	}
	want := map[string]string{}
	for _, v := range views {
		for _, q := range queries {
			want[v.ID+q] = e.ask(t, v, Request{Query: q})
		}
	}
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 60 {
				v, q := views[(worker+i/7)%len(views)], queries[i%len(queries)]
				op, errs := e.gate.Open(Request{Query: q})
				if errs != nil {
					t.Error(errs[0])
					return
				}
				if got := string(e.plan.Execute(context.Background(), v, op)); got != want[v.ID+q] {
					t.Errorf("an answer of another View\ngot  %s\nwant %s", got, want[v.ID+q])
					return
				}
			}
		})
	}
	group.Wait()
}

// TestPlansAreBoundedAndLetViewsGo: the cache stays within its bytes, and plans do not keep an old View.
func TestPlansAreBoundedAndLetViewsGo(t *testing.T) {
	e := freshExecutors(t)
	p, g := e.plan, e.gate
	old, current := viewOf(t, madeView), viewOf(t, smallView)
	run := func(query string, v *graph.View) {
		op, errs := g.Open(Request{Query: query})
		if errs != nil {
			t.Fatal(errs[0])
		}
		p.Execute(context.Background(), v, op)
	}
	wide := strings.Repeat("... on Task { title number locator text key name } ", 3)
	evicted := 0
	for i := range 1000 {
		run(fmt.Sprintf(`{ a%d: tasks(first: 1) { nodes { %s departments { nodes { name documents { nodes { title sections { heading } } } } } cities { nodes { name } } } } }`, i, wide), old)
		if len(p.cache.plans) <= i {
			evicted++
		}
		if p.cache.bytes > maxPlanBytes || len(p.cache.plans) != p.cache.order.Len() {
			t.Fatalf("after %d plans: %d bytes, %d plans, %d in order", i+1, p.cache.bytes, len(p.cache.plans), p.cache.order.Len())
		}
	}
	if evicted == 0 {
		t.Errorf("%d plans of %d bytes: none made room, so the bound was not met", len(p.cache.plans), p.cache.bytes)
	}
	run(`{ tasks { totalCount } }`, current)
	for _, e := range p.cache.plans {
		if b := e.Value.(*cachedPlan).plan.bound.Load(); b != nil && b.v != current {
			t.Fatal("a plan keeps the old View")
		}
	}
}

// TestCachesHoldWhatTheyCount sends texts that are large in their own ways: what the caches keep of them in memory is what
// they say, plans with the documents that they keep alive.
func TestCachesHoldWhatTheyCount(t *testing.T) {
	const slack = 4 << 20
	v := viewOf(t, madeView)
	for name, test := range map[string]struct {
		texts int
		text  string
	}{
		"one long comment": {600, "query Q { stats { taskCount } } #" + strings.Repeat("c", 90_000)},
		"many comments":    {30, "query Q { stats { " + strings.Repeat("#\n", 33_000) + " taskCount } }"},
		"many tokens":      {100, "query Q { " + strings.Repeat("... { stats { taskCount } } ", 90) + "}"},
	} {
		t.Run(name, func(t *testing.T) {
			e := freshExecutors(t)
			g, x := e.gate, e.plan
			heap := func() int64 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				return int64(m.HeapAlloc)
			}
			before := heap()
			for i := range test.texts {
				op, errs := g.Open(Request{Query: test.text + strings.Repeat(" ", i)})
				if errs != nil {
					t.Fatal(errs[0])
				}
				x.Execute(context.Background(), v, op)
			}
			held := heap() - before
			documents, plans := g.Documents().Bytes, x.cache.counts().Bytes
			if held > documents+plans+slack {
				t.Errorf("%d bytes are held, of %d + %d that are counted", held, documents, plans)
			}
			t.Logf("%d bytes held, %d + %d counted", held, documents, plans)
			runtime.KeepAlive(g)
		})
	}
}

// TestInterfacesBehindInterfacesCompileOnce: a mention leads to an entity of any of seven types, and each of them to
// mentions, so that a selection some levels deep stands behind thousands of ways.
func TestInterfacesBehindInterfacesCompileOnce(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	size := func(levels int) int {
		text := "key name"
		for range levels {
			text = "mentions(first: 2) { edges { cursor } nodes { entity { ... on Task { number } " + text + " } } }"
		}
		r := Request{Query: `query Q { node(id: "` + string(v.IDOf(graph.KindDepartment, 0)) + `") { ... on Entity { ` + text + " } } }"}
		if body := e.ask(t, v, r); !strings.Contains(body, `"cursor"`) {
			t.Fatal(body)
		}
		return e.plan.b.compile(e.open(t, r)).bytes
	}
	two, four := size(2), size(4)
	if four > 2*two {
		t.Errorf("a plan takes %d bytes with two levels and %d with four", two, four)
	}
}

// TestPlansOfOneTextDifferByConditions: @skip and @include are settled when a plan is made.
func TestPlansOfOneTextDifferByConditions(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	query := `query($a: Boolean!, $b: Boolean = true) { stats { taskCount @include(if: $a) documentCount @skip(if: $b) __typename } }`
	for variables, want := range map[string]string{
		`{"a": true}`:              `{"taskCount":3,"__typename":"GraphStats"}`,
		`{"a": false}`:             `{"__typename":"GraphStats"}`,
		`{"a": true, "b": false}`:  `{"taskCount":3,"documentCount":3,"__typename":"GraphStats"}`,
		`{"a": false, "b": false}`: `{"documentCount":3,"__typename":"GraphStats"}`,
	} {
		r := Request{Query: query, Variables: readVariables(t, variables)}
		if got := e.ask(t, v, r); got != `{"data":{"stats":`+want+`}}` {
			t.Errorf("%s: %s", variables, got)
		}
	}
}

func TestStringsAreEscaped(t *testing.T) {
	for _, c := range [][2]string{
		{"", `""`},
		{"省发展改革委", `"省发展改革委"`},
		{`say "x" and \y`, `"say \"x\" and \\y"`},
		{"a\nb\tc\rd\x01e\x7f", "\"a\\nb\\tc\\rd\\u0001e\x7f\""},
		{"0123456\n", `"0123456\n"`},
		{"01234567\"", `"01234567\""`},
		{"<&>\u2028𠮷", "\"<&>\u2028𠮷\""},
		{strings.Repeat("汉", 9) + "\\", `"` + strings.Repeat("汉", 9) + `\\"`},
	} {
		if got := string(appendString(nil, c[0])); got != c[1] {
			t.Errorf("%q: %s, not %s", c[0], got, c[1])
		}
	}
}

func TestNumbersAreWrittenAsInJavaScript(t *testing.T) {
	for f, want := range map[float64]string{
		0: "0", 1: "1", -2.5: "-2.5", 1.0 / 3: "0.3333333333333333", 1e20: "100000000000000000000", 1e21: "1e+21",
		1e-6: "0.000001", 1e-7: "1e-7", 1.5e-9: "1.5e-9", 1e300: "1e+300",
	} {
		if got := string(appendFloat(nil, f)); got != want {
			t.Errorf("%v: %s, not %s", f, got, want)
		}
	}
}
