package gate

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestErrorJSON(t *testing.T) {
	e := Errorf(CodeAmbiguous, "厅 < 局 & \"委\"").At(&ast.Position{Line: 2, Column: 3})
	e.Path, e.Extensions = []any{"a", 0}, map[string]any{"candidates": []string{"x"}}
	want := `{"errors":[{"message":"厅 < 局 & \"委\"","locations":[{"line":2,"column":3}],"path":["a",0],"extensions":{"candidates":["x"],"code":"AMBIGUOUS"}}]}`
	if got := string(ErrorBody(e)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := Shorten("a\xffb"); got != "a�b" {
		t.Errorf("got %q", got)
	}
}
