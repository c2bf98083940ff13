package gql

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// TestCursorsOutliveViews: a page is taken of one View and the next of a later one, in which a document has come before.
func TestCursorsOutliveViews(t *testing.T) {
	e := theExecutors(t)
	before, err := graph.Build([]*graph.Extract{madePlan()})
	if err != nil {
		t.Fatal(err)
	}
	earlier := &maker{}
	earlier.write("更早的文件\n")
	after, err := graph.Build([]*graph.Extract{madePlan(), madeNotice(), earlier.finish(graph.Document{Title: "更早的文件", IssuedOn: "2001-01-01"})})
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range map[string]string{
		"tasks":       `{"title":"保护\"古迹\""},{"title":"贯彻"}`,
		"documents":   `{"title":"关于落实运城文化发展方案的通知"}`,
		"departments": `{"title":"文化厅"}`,
	} {
		title := "title"
		if list == "departments" {
			title = "title: name"
		}
		first := e.ask(t, before, Request{Query: fmt.Sprintf(`{ %s(first: 1) { pageInfo { endCursor } } }`, list)})
		cursor := first[strings.LastIndex(first, `:"`)+2 : strings.LastIndex(first, `"`)]
		got := e.ask(t, after, Request{Query: fmt.Sprintf(`{ %s(after: %q) { nodes { %s } } }`, list, cursor, title)})
		if list != "departments" && got != fmt.Sprintf(`{"data":{%q:{"nodes":[%s]}}}`, list, want) || failed([]byte(got)) {
			t.Errorf("%s: %s", list, got)
		}
		gone := e.ask(t, viewOf(t, smallView), Request{Query: fmt.Sprintf(`{ %s(after: %q) { nodes { %s } } }`, list, cursor, title)})
		if !strings.Contains(gone, gate.CodeBadUserInput) || !strings.Contains(gone, "gone") {
			t.Errorf("%s: the cursor of what is gone: %s", list, gone)
		}
	}
}

// TestPagesOfNothing: a page of no entries says how many there are and whether there are any on either side; a cursor that
// is empty is no cursor. Lists that are read, filtered, sorted and computed are cut in different ways.
func TestPagesOfNothing(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, mixedView)
	for _, list := range []string{
		`departments(%s)`, `tasks(%s)`, `tasks(filter: {title: {contains: "建"}}, %s)`, `tasks(orderBy: {field: TITLE}, %s)`, `search(query: "建设", %s)`,
		`tasks(filter: {title: {contains: "建"}}, orderBy: {field: TITLE}, %s)`,
	} {
		for args, want := range map[string]string{
			`first: 0`:                        `"nodes":[],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":null,"endCursor":null}`,
			`last: 0`:                         `"nodes":[],"pageInfo":{"hasNextPage":false,"hasPreviousPage":true,"startCursor":null,"endCursor":null}`,
			`first: 0, after: "", before: ""`: `"nodes":[],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":null,"endCursor":null}`,
		} {
			if strings.HasPrefix(list, "search") && (strings.Contains(args, "before") || strings.Contains(args, "last")) {
				continue // a search is read forwards only
			}
			field := fmt.Sprintf(list, args)
			got := e.ask(t, v, Request{Query: `{ list: ` + field + ` { nodes { __typename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`})
			if !strings.Contains(got, want) || strings.Contains(got, `"totalCount":0`) {
				t.Errorf("%s: %s", field, got)
			}
		}
		whole := e.ask(t, v, Request{Query: `{ list: ` + fmt.Sprintf(list, `first: 3`) + ` { nodes { __typename } } }`})
		if got := e.ask(t, v, Request{Query: `{ list: ` + fmt.Sprintf(list, `first: 3, after: ""`) + ` { nodes { __typename } } }`}); got != whole {
			t.Errorf("%s with empty cursors: %s", list, got)
		}
	}
	nested := e.ask(t, v, Request{Query: `query($n: Int!) { tasks(first: 2) { nodes { departments(first: $n) { nodes { name } totalCount } } } }`, Variables: readVariables(t, `{"n": 0}`)})
	if strings.Contains(nested, `"name"`) || !strings.Contains(nested, `"nodes":[]`) {
		t.Errorf("in a list: %s", nested)
	}
	for _, list := range []string{`countResponsibilities(groupBy: ROLE, first: 0) { count }`, `search(query: "建设", first: 1) { edges { snippets(first: 0) { quote } } }`} {
		if got := e.ask(t, v, query(`{ list: `+list+` }`)); !strings.Contains(got, `[]`) || failed([]byte(got)) {
			t.Errorf("%s: %s", list, got)
		}
	}
}

// TestSmallest compares the partial sort with a whole one, on both sides of where it changes its way.
func TestSmallest(t *testing.T) {
	less := func(a, b int32) bool { return a*7919%1009 < b*7919%1009 }
	for _, n := range []int{0, 1, 7, 8, 9, 80, 500} {
		list := appendRange(nil, 0, int32(n))
		whole := slices.Clone(list)
		slices.SortFunc(whole, func(a, b int32) int { return boolOrder(less(b, a), less(a, b)) })
		for _, k := range []int{0, 1, 2, n / 9, n / 8, n / 7, n} {
			if k > n {
				continue
			}
			if got := smallest(slices.Clone(list), k, less); !slices.Equal(got, whole[:k]) {
				t.Errorf("the %d smallest of %d: %v, not %v", k, n, got, whole[:k])
			}
		}
	}
}

func TestSentence(t *testing.T) {
	for _, c := range []struct{ before, passage, after, want string }{
		{"甲。", "乙", "丙。丁。", "乙丙。"},
		{"", "甲", "乙", "甲乙"},
		{"标题\n", "甲乙。", "丙", "甲乙。"},
		{"甲“乙！”", "丙", "？”丁", "丙？”"},
		{"甲。乙。", "（丙负责）", "\n丁", "乙。（丙负责）"},
		{"甲；乙，", "丙", "；丁。", "甲；乙，丙；丁。"},
		{"甲。\n", "（丙负责）", "", "（丙负责）"},
		{"(甲)", "乙", "\n", "(甲)乙"},
	} {
		text := c.before + c.passage + c.after
		got := sentence(text, graph.Span{Start: len(c.before), End: len(c.before) + len(c.passage)})
		if got != c.want {
			t.Errorf("%s[%s]%s: %q, not %q", c.before, c.passage, c.after, got, c.want)
		}
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("甲。（乙负责）\n丙", 6, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "")
		if start < 0 || end <= start || end > len(text) || !onBoundary(text, start) || !onBoundary(text, end) {
			return
		}
		got := sentence(text, graph.Span{Start: start, End: end})
		if !strings.Contains(text, got) || !strings.Contains(got, strings.TrimSpace(text[start:end])) {
			t.Errorf("%q of %q, around %q", got, text, text[start:end])
		}
	})
}

func onBoundary(text string, i int) bool { return i == len(text) || text[i]&0xC0 != 0x80 }

func TestContextOfAPassage(t *testing.T) {
	for _, c := range []struct {
		s           string
		n           int
		first, last string
	}{{"", 3, "", ""}, {"甲𠮷b", 2, "甲𠮷", "𠮷b"}, {"甲", 0, "", ""}, {"ab", 5, "ab", "ab"}} {
		if got := firstRunes(c.s, c.n); got != c.first {
			t.Errorf("the first %d of %q: %q", c.n, c.s, got)
		}
		if got := lastRunes(c.s, c.n); got != c.last {
			t.Errorf("the last %d of %q: %q", c.n, c.s, got)
		}
	}
}

// FuzzExecutors goes on with random operations for as long as it is let.
func FuzzExecutors(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		e, v := theExecutors(t), viewOf(t, madeView)
		r := newGenerator(e.plan.b, v, seed).request()
		if _, errs := e.gate.Open(r); errs == nil {
			e.ask(t, v, r)
		}
	})
}

// TestDistinct compares with sorting, on lists that are sorted, that are marked in bits and that are ascending already.
func TestDistinct(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2_000 {
		n, most := rng.IntN(200), 1+rng.IntN(20_000)
		list := make([]int32, n)
		for i := range list {
			list[i] = int32(rng.IntN(most)) - int32(n%2)
		}
		if rng.IntN(3) == 0 {
			slices.Sort(list)
		}
		want := slices.Clone(list)
		slices.Sort(want)
		want = slices.Compact(want)
		if got := distinct(slices.Clone(list)); !slices.Equal(got, want) {
			t.Fatalf("%v: %v, want %v", list, got, want)
		}
	}
}
