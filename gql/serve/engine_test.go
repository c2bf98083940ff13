package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// stub is an executor that does what the test says.
type stub func(ctx context.Context, v *graph.View, op *gate.Operation) []byte

func (s stub) Execute(ctx context.Context, v *graph.View, op *gate.Operation) []byte {
	return s(ctx, v, op)
}

// echo answers __typename and nothing else.
func echo(_ context.Context, _ *graph.View, op *gate.Operation) []byte {
	body := []byte(`{"data":{`)
	for i, s := range op.Definition.SelectionSet {
		if i > 0 {
			body = append(body, ',')
		}
		f, ok := s.(*ast.Field)
		if !ok {
			continue
		}
		body = append(body, `"`+f.Alias+`":"Query"`...)
	}
	return append(body, "}}"...)
}

// stubAPI is an API over a graph without documents.
func stubAPI(t testing.TB, exec stub, opts gql.Options) *API {
	t.Helper()
	view, err := graph.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	return apiOver(t, func() *graph.View { return view }, exec, opts)
}

func apiOver(t testing.TB, source func() *graph.View, exec stub, opts gql.Options) *API {
	t.Helper()
	opts.Executor = func(*gql.Table) (gql.Executor, error) { return exec, nil }
	e, err := gql.New(source, opts)
	if err != nil {
		t.Fatal(err)
	}
	return New(e)
}

// decodeErrors fails when a body has anything but errors of the one form.
func decodeErrors(t testing.TB, body []byte) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	var shape struct {
		Errors []struct {
			Message    string          `json:"message"`
			Locations  []gate.Location `json:"locations"`
			Path       []any           `json:"path"`
			Extensions map[string]any  `json:"extensions"`
		} `json:"errors"`
	}
	if err := d.Decode(&shape); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	if len(shape.Errors) == 0 {
		t.Fatalf("%s has no errors", body)
	}
	for _, e := range shape.Errors {
		if e.Message == "" || e.Extensions["code"] == nil {
			t.Errorf("%s: an error without message or code", body)
		}
	}
}

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }
