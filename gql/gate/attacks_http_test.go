package gate_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/gql/serve"
	"github.com/policygraph/policygraph/graph"
)

// The server survives every attack.
func TestAttacksOverHTTP(t *testing.T) {
	view, err := graph.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := gql.New(func() *graph.View { return view }, gql.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(serve.New(e).Handler(serve.Options{}))
	defer server.Close()
	ask := func(body []byte) (int, []byte) {
		r, err := http.NewRequest("POST", server.URL+"/graphql", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/graphql-response+json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, text
	}
	for name, attack := range gate.Attacks() {
		body, err := gate.Marshal(map[string]any{"query": attack.Query, "variables": attack.Variables})
		if err != nil {
			t.Fatal(err)
		}
		status, answer := ask(body)
		var shape struct {
			Errors []struct{ Extensions struct{ Code string } }
		}
		if err := json.Unmarshal(answer, &shape); err != nil || len(shape.Errors) == 0 || shape.Errors[0].Extensions.Code == "" || status != 400 && status != 413 {
			t.Errorf("%s: status %d: %.200s", name, status, answer)
		}
	}
	deep := strings.Repeat("[", 49_000) + strings.Repeat("]", 49_000)
	if status, answer := ask([]byte(`{"query":"{__typename}","variables":{"a":` + deep + `}}`)); status != 400 || !bytes.Contains(answer, []byte(gate.CodeParseFailed)) {
		t.Errorf("variables 49,000 deep: status %d: %s", status, answer)
	}
	if status, answer := ask([]byte(`{"query":"{__typename}"}`)); status != 200 || !bytes.Contains(answer, []byte("Query")) {
		t.Errorf("afterwards: status %d: %s", status, answer)
	}
}
