package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

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

func stubEngine(t testing.TB, exec stub, opts Options) *Engine {
	t.Helper()
	view, err := graph.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	return engineOver(t, func() *graph.View { return view }, exec, opts)
}

func engineOver(t testing.TB, source func() *graph.View, exec stub, opts Options) *Engine {
	t.Helper()
	opts.Executor = func(*Table) (Executor, error) { return exec, nil }
	e, err := New(source, opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// errorShape is the one form of an answer that is an error.
type errorShape struct {
	Errors []struct {
		Message    string          `json:"message"`
		Locations  []gate.Location `json:"locations"`
		Path       []any           `json:"path"`
		Extensions struct {
			Code    string `json:"code"`
			Asked   any    `json:"asked"`
			Allowed any    `json:"allowed"`
		} `json:"extensions"`
	} `json:"errors"`
}

// decodeErrors fails when a body has anything but errors of the one form.
func decodeErrors(t testing.TB, body []byte) errorShape {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	var shape errorShape
	if err := d.Decode(&shape); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	if len(shape.Errors) == 0 {
		t.Fatalf("%s has no errors", body)
	}
	for _, e := range shape.Errors {
		if e.Message == "" || e.Extensions.Code == "" {
			t.Errorf("%s: an error without message or code", body)
		}
	}
	return shape
}

func TestEngineErrorsHaveOneShape(t *testing.T) {
	var logged bytes.Buffer
	quiet := Options{Logger: slog.New(slog.NewTextHandler(&logged, nil)), Timeout: 20 * time.Millisecond}
	wait := func(ctx context.Context, _ *graph.View, _ *gate.Operation) []byte {
		<-ctx.Done()
		return []byte(`{"data":{"half":"an answer"}}`)
	}
	crash := func(context.Context, *graph.View, *gate.Operation) []byte { panic("the secret of the house") }
	tests := []struct {
		code     string
		exec     stub
		text     string
		executed bool
	}{
		{gate.CodeParseFailed, echo, "{", false},
		{gate.CodeValidationFailed, echo, "{a}", false},
		{gate.CodeBadUserInput, echo, "{tasks(first:-1){totalCount}}", false},
		{gate.CodeTooComplex, echo, "{tasks(first:1000){nodes{tasks:departments(first:1000){nodes{id}}}}}", false},
		{gate.CodeTimeout, wait, "{__typename}", true},
		{gate.CodeInternal, crash, "{__typename}", true},
	}
	for _, test := range tests {
		t.Run(test.code, func(t *testing.T) {
			r := stubEngine(t, test.exec, quiet).Execute(context.Background(), query(test.text))
			shape := decodeErrors(t, r.Body)
			if got := shape.Errors[0].Extensions.Code; got != test.code || r.Code != test.code || r.Executed != test.executed {
				t.Errorf("got %s, %s, executed %v", got, r.Code, r.Executed)
			}
			if bytes.Contains(r.Body, []byte("secret")) {
				t.Errorf("internals are shown: %s", r.Body)
			}
		})
	}
	none := engineOver(t, func() *graph.View { return nil }, echo, quiet)
	if r := none.Execute(context.Background(), query("{__typename}")); r.Code != gate.CodeNotReady || r.Executed {
		t.Errorf("without a View: %+v", r)
	}
	if !strings.Contains(logged.String(), "the secret of the house") {
		t.Errorf("the panic is not logged: %s", logged.String())
	}
}

// A request keeps the View that it began with.
func TestEnginePinsTheView(t *testing.T) {
	first, second := &graph.View{ID: "first"}, &graph.View{ID: "second"}
	current := first
	e := engineOver(t, func() *graph.View { return current }, func(_ context.Context, v *graph.View, _ *gate.Operation) []byte {
		current = second
		return []byte(v.ID)
	}, Options{})
	r := e.Execute(context.Background(), query("{__typename}"))
	if string(r.Body) != "first" || r.ViewID != "first" || !r.Executed || r.Code != "" {
		t.Errorf("got %s of %s", r.Body, r.ViewID)
	}
	if r := e.Execute(context.Background(), query("{__typename}")); r.ViewID != "second" {
		t.Errorf("then %s", r.ViewID)
	}
}

func TestCancelledRequestGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r := stubEngine(t, echo, Options{}).Execute(ctx, query("{__typename}")); r.Code != gate.CodeTimeout {
		t.Errorf("got %s", r.Body)
	}
}

func TestServiceInfo(t *testing.T) {
	e := stubEngine(t, echo, Options{Version: "1", Commit: "c"})
	info := e.Service()
	want := ServiceLimits{1000, 500_000, gate.MaxCost, 15, 100, 10, 100_000}
	if info.Limits != want || info.Version != "1" || info.Commit != "c" || info.SchemaURL != "/schema.graphql" || len(info.SchemaSHA256) != 64 {
		t.Errorf("got %+v", info)
	}
}
