package policygraph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
)

func TestBaseURLIsRead(t *testing.T) {
	for text, good := range map[string]bool{
		"": true, "https://example.org": true, "http://example.org:8080/": true, "https://example.org/a/policygraph/": true, "http://[::1]:8080/x": true,
		"example.org": false, "/policygraph": false, "ftp://example.org": false, "https:///x": false, "https://example.org?x=1": false,
		"https://example.org?": false, "https://example.org#x": false, "https://user@example.org": false, "https://exa mple.org": false, "https://:80": false,
	} {
		if err := (policygraph.Options{BaseURL: text}).Validate(); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
		g, err := policygraph.Open(policygraph.Memory, policygraph.Options{BaseURL: text})
		if (err == nil) != good {
			t.Errorf("%q opens: %v", text, err)
		}
		if err == nil {
			_ = g.Close()
		}
	}
}

// TestAddresses: with a BaseURL every address in answers begins with it; without, permalinks begin with / and citations,
// which must be whole, with Address.
func TestAddresses(t *testing.T) {
	const query = `{
		service { schemaUrl }
		tasks(first: 1) { nodes { permalink departments(first: 1) { edges { responsibility { evidence { permalink citation } } } } } }
		collaborationNetwork { permalink citation }
		snapshot { citation }
		documents { nodes { permalink citation } }
	}`
	for _, test := range []struct {
		options         policygraph.Options
		links, citation string
	}{
		{policygraph.Options{BaseURL: "https://example.org/a/policygraph/", Address: "http://127.0.0.1:8080"}, "https://example.org/a/policygraph", "https://example.org/a/policygraph"},
		{policygraph.Options{Address: "http://127.0.0.1:8080"}, "", "http://127.0.0.1:8080"},
	} {
		answer, err := openPlan(t, test.options).Query(t.Context(), policygraph.Query{Text: query})
		if err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]int{
			`"permalink":"` + test.links + `/id/`: 3, `"permalink":"` + test.links + `/network?spec=`: 1,
			`"schemaUrl":"` + test.links + `/schema.graphql"`: 1, test.citation + "/id/": 3, test.citation + "/network?spec=": 1,
		} {
			if n := strings.Count(string(answer), what); n < want {
				t.Errorf("%s is %d times in the answer, %d wanted:\n%s", what, n, want, answer)
			}
		}
	}
}

// TestHostOfBaseURL: the host is allowed without being named again.
func TestHostOfBaseURL(t *testing.T) {
	g := openPlan(t, policygraph.Options{BaseURL: "https://plans.example.org/policygraph"})
	server := httptest.NewServer(handler(t, g, policygraph.HandlerOptions{}))
	defer server.Close()
	for host, want := range map[string]int{"plans.example.org": 200, "plans.example.com": 421} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/policygraph/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("host %s: status %d, want %d", host, response.StatusCode, want)
		}
	}
}
