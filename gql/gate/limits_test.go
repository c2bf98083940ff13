package gate

import (
	"fmt"
	"strings"
	"testing"
)

// costly asks for exactly MaxCost points: 1 a value, 1 an entry of a list, scanPoints for tasks.
const costly = `{
  tasks(first: 1000) { nodes { id key number title locator text
    departments(first: 497) { nodes { id key name entityType permalink aliases: kind a: kind b: level c: level } } } }
  node(id: "x") { ... on Task { departments(first: 497) { nodes { id } } } }
  __typename %s
}`

// reach makes a request that reaches a limit with n; with one more it is past it.
func reach() map[string]func(n int) Request {
	return map[string]func(n int) Request{
		"maxRequestBytes": func(n int) Request {
			return query("{__typename}" + strings.Repeat("#", n-len("{__typename}")))
		},
		"maxTokens": func(n int) Request { // 23 tokens and n-23 values of a list; a comment is none
			return query("{search(query:\"a\",filter:{documents:{in:[\n#" + strings.Repeat("注释 a ", 5000) + "\n" +
				strings.Repeat(`"a" `, n-23) + "]}}){totalCount}}")
		},
		"maxDepth": func(n int) Request {
			return query("{task(id:1){section{" + nested("parent{", "id", "}", n-3) + "}}}")
		},
		"maxLiteralDepth": func(n int) Request {
			return query("{tasks(filter:" + nested("{not:", "{}", "}", n-1) + "){totalCount}}")
		},
		"maxAliases": func(n int) Request { return query("{" + lines(n, "a%d:__typename") + "}") },
		"maxBreadth": func(n int) Request {
			return query("{" + strings.Repeat("...{stats{taskCount}}", 50) + strings.Repeat("...{__typename}", 51) + strings.Repeat("...a ", n-101) + "}fragment a on Query{__typename}")
		},
		"maxFields": func(n int) Request {
			return query("{" + strings.Repeat("...a ", 99) + lines(n-99*20, "a%d:__typename") + "}fragment a on Query{" + lines(20, "a%d:__typename") + "}")
		},
		"maxDirectives": func(n int) Request {
			return query("{" + strings.Repeat("...@include(if:true){__typename}", n) + "}")
		},
		"maxVariables": func(n int) Request {
			return withIDs("query("+lines(n, "$a%d:ID!")+"){nodes(ids:["+lines(n, "$a%d")+"]){id}}", n)
		},
		"maxFragments": func(n int) Request {
			return query("{" + lines(n, "...a%d") + "}" + lines(n, "fragment a%d on Query{__typename}"))
		},
		"maxSpreads": func(n int) Request {
			return query("{__typename stats{" + strings.Repeat("...a ", 50) + "}service{" + strings.Repeat("...b ", n-50) + "}}fragment a on GraphStats{taskCount}fragment b on ServiceInfo{version}")
		},
		"maxOperations": func(n int) Request {
			return Request{Query: lines(n, "query a%d{__typename}"), OperationName: "a7"}
		},
		"maxPageSize": func(n int) Request { return query(fmt.Sprintf("{tasks(last:%d){totalCount}}", n)) },
		"maxCells": func(n int) Request {
			return query(fmt.Sprintf("{responsibilityMatrix(maxCells:%d){cellCount}}", n))
		},
		"maxIDs": func(n int) Request { return query("{nodes(ids:[" + strings.Repeat(`"a" `, n) + "]){id}}") },
		"maxNodes": func(n int) Request { // 1,000 tasks and 499 departments of each; what is left are places of one
			return query("{tasks(first:1000){nodes{departments(first:499){nodes{id}}}}" + strings.Repeat("task(id:1){cities(first:1){nodes{id}}}", n-500_000) + "}")
		},
		"maxCost": func(n int) Request { return query(fmt.Sprintf(costly, strings.Repeat("__typename ", n-MaxCost))) },
	}
}

// withIDs is a query with the variables $a0 to $an.
func withIDs(text string, n int) Request {
	r := Request{Query: text, Variables: map[string]any{}}
	for i := range n {
		r.Variables[fmt.Sprint("a", i)] = "x"
	}
	return r
}

func TestLimits(t *testing.T) {
	elsewhere := map[string]bool{"timeout": true, "maxErrors": true, "maxEchoBytes": true, "maxCacheBytes": true,
		"maxNetworkBytes": true} // analysis.Cache has a test of its bound
	requests := reach()
	for _, l := range Limits() {
		if l.Name == "" || l.Value <= 0 || l.Unit == "" || l.Reason == "" {
			t.Errorf("limit %+v is not complete", l)
		}
		if elsewhere[l.Name] {
			continue
		}
		t.Run(l.Name, func(t *testing.T) {
			g := testGate(t)
			if _, errs := g.Open(requests[l.Name](l.Value)); errs != nil {
				t.Errorf("at the limit: %v", errs[0])
			}
			_, errs := g.Open(requests[l.Name](l.Value + 1))
			if errs == nil {
				t.Fatal("one past the limit: let through")
			}
			if c := errs[0].Code; c != CodeTooComplex && c != CodeBadUserInput {
				t.Errorf("one past the limit: %v", errs[0])
			}
			if !strings.Contains(errs[0].Message, fmt.Sprint(l.Value)) {
				t.Errorf("%q does not say that %d are allowed", errs[0].Message, l.Value)
			}
		})
	}
}

func TestMaxErrors(t *testing.T) {
	for n, want := range map[int]int{MaxErrors: MaxErrors, MaxErrors + 1: MaxErrors} {
		_, errs := testGate(t).Open(query("{" + lines(n, "x%d") + "}"))
		if len(errs) != want {
			t.Errorf("%d errors are reported as %d", n, len(errs))
		}
	}
}

func TestMaxEchoBytes(t *testing.T) {
	for n, want := range map[int]string{MaxEchoBytes: "", MaxEchoBytes + 1: "…"} {
		got := Errorf(CodeInternal, "%s", strings.Repeat("a", n)).Message
		if got != strings.Repeat("a", MaxEchoBytes)+want {
			t.Errorf("%d bytes become %q", n, got)
		}
	}
	if got := Shorten(strings.Repeat("部", MaxEchoBytes)); !strings.HasSuffix(got, "部…") {
		t.Errorf("a character is cut: %q", got[len(got)-10:])
	}
}
