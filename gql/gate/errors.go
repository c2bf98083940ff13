package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
)

// Codes of errors, in extensions.code: what a program decides by. Messages are for people and may change.
const (
	CodeParseFailed      = "PARSE_FAILED"      // not JSON or not GraphQL
	CodeValidationFailed = "VALIDATION_FAILED" // does not fit the schema
	CodeBadUserInput     = "BAD_USER_INPUT"    // a value that cannot be used
	CodeAmbiguous        = "AMBIGUOUS"         // a name that several bodies have
	CodeTooComplex       = "TOO_COMPLEX"       // beyond a limit
	CodeTimeout          = "TIMEOUT"           // not done in time
	CodeNotReady         = "NOT_READY"         // no graph is loaded yet
	CodeInternal         = "INTERNAL"          // our fault; logged
)

// Error is the one form of error in answers.
type Error struct {
	Code       string
	Message    string
	Path       []any          // response keys and list indexes; nil when it concerns the whole request
	Locations  []Location     // where in the query
	Extensions map[string]any // more for programs, beside the code
}

// Location is a place in the query: lines and columns count from 1, columns in code points.
type Location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Error is the code and the message.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Errorf makes an error; what was sent and is repeated in the message is cut short.
func Errorf(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: Shorten(fmt.Sprintf(format, args...))}
}

// At adds a place in the query.
func (e *Error) At(p *ast.Position) *Error {
	if p != nil {
		e.Locations = append(e.Locations, Location{p.Line, p.Column})
	}
	return e
}

// MarshalJSON writes the error as the specification of GraphQL has it.
func (e *Error) MarshalJSON() ([]byte, error) {
	extensions := map[string]any{"code": e.Code}
	for k, v := range e.Extensions {
		extensions[k] = v
	}
	return Marshal(struct {
		Message    string         `json:"message"`
		Locations  []Location     `json:"locations,omitempty"`
		Path       []any          `json:"path,omitempty"`
		Extensions map[string]any `json:"extensions"`
	}{e.Message, e.Locations, e.Path, extensions})
}

// ErrorBody is the answer to a request that is refused: errors and no data.
func ErrorBody(errs ...*Error) []byte {
	body, err := Marshal(struct {
		Errors []*Error `json:"errors"`
	}{errs})
	if err != nil {
		panic("gate: errors are plain data: " + err.Error())
	}
	return body
}

// Marshal is json.Marshal without escapes for HTML, which make Chinese angle quotes and arrows unreadable for nothing.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Shorten cuts a message at MaxEchoBytes and makes it valid UTF-8.
func Shorten(s string) string {
	if len(s) > MaxEchoBytes {
		cut := MaxEchoBytes
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
