package serve

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/policygraph/policygraph/gql/gate"
)

// incoming is a request as the GraphQL over HTTP specification has it.
type incoming struct {
	gate.Request
	variables string // JSON as sent; names the request in its tag
	hash      string // of a persisted query, in hex; empty when there is none
}

// parameters are the members of a request: JSON values by name.
type parameters map[string]json.RawMessage

// readRequest takes a request out of the query string of a GET or the body of a POST. The status is that of the error.
func readRequest(w http.ResponseWriter, r *http.Request) (in incoming, status int, err *gate.Error) {
	var p parameters
	if r.Method == http.MethodPost {
		p, status, err = readBody(w, r)
	} else {
		p, err = readQueryString(r.URL.RawQuery)
		status = http.StatusBadRequest
	}
	if err != nil {
		return in, status, err
	}
	in, err = p.request()
	return in, http.StatusBadRequest, err
}

// readBody reads JSON and nothing else: a form that a web page of any origin may send without asking (text/plain,
// x-www-form-urlencoded, multipart) is refused.
func readBody(w http.ResponseWriter, r *http.Request) (parameters, int, *gate.Error) {
	contentType, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || contentType != typeJSON {
		return nil, http.StatusUnsupportedMediaType, gate.Errorf(gate.CodeBadUserInput, "Content-Type must be %s", typeJSON)
	}
	if charset := params["charset"]; !isUTF8(charset) {
		return nil, http.StatusUnsupportedMediaType, gate.Errorf(gate.CodeBadUserInput, "the charset of the body is %s, it must be utf-8", charset)
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, http.StatusUnsupportedMediaType, gate.Errorf(gate.CodeBadUserInput, "the body must not be compressed")
	}
	var buffer bytes.Buffer
	if r.ContentLength > gate.MaxRequestBytes {
		return nil, http.StatusRequestEntityTooLarge, bodyTooLarge()
	}
	buffer.Grow(int(max(r.ContentLength, 0)) + bytes.MinRead)
	_, err = buffer.ReadFrom(http.MaxBytesReader(w, r.Body, gate.MaxRequestBytes))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge, bodyTooLarge()
	case err != nil:
		return nil, http.StatusBadRequest, gate.Errorf(gate.CodeBadUserInput, "the body ends too early")
	}
	body := bytes.TrimSpace(bytes.TrimPrefix(buffer.Bytes(), []byte("\ufeff")))
	if err := gate.CheckUTF8("the body", string(body)); err != nil {
		return nil, http.StatusBadRequest, err
	}
	if bytes.HasPrefix(body, []byte("[")) {
		return nil, http.StatusBadRequest, gate.Errorf(gate.CodeBadUserInput, "batches are not supported: send one request at a time")
	}
	var p parameters
	switch err := json.Unmarshal(body, &p); {
	case err != nil && json.Valid(body): // the decoder would name our types
		return nil, http.StatusBadRequest, gate.Errorf(gate.CodeParseFailed, "the body is not a JSON object")
	case err != nil:
		return nil, http.StatusBadRequest, gate.Errorf(gate.CodeParseFailed, "the body is not a JSON object: %s", err)
	}
	return p, 0, nil
}

func bodyTooLarge() *gate.Error {
	return gate.Errorf(gate.CodeTooComplex, "the body has more than the %d bytes that are allowed", gate.MaxRequestBytes)
}

// readQueryString gives the parameters of a GET the form that they have in a body.
func readQueryString(raw string) (parameters, *gate.Error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, gate.Errorf(gate.CodeParseFailed, "the query string is not well formed")
	}
	p := parameters{}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		given := values[name]
		if len(given) > 1 {
			return nil, gate.Errorf(gate.CodeBadUserInput, "%s is given twice", name)
		}
		if err := gate.CheckUTF8(name, strings.Join(given, "")); err != nil {
			return nil, err
		}
		switch {
		case len(given) == 0 || given[0] == "" && name != "query":
		case name == "variables" || name == "extensions":
			if !json.Valid([]byte(given[0])) {
				return nil, gate.Errorf(gate.CodeParseFailed, "%s is not JSON", name)
			}
			p[name] = json.RawMessage(given[0])
		default:
			text, _ := gate.Marshal(given[0])
			p[name] = text
		}
	}
	return p, nil
}

// request checks the types of the parameters.
func (p parameters) request() (in incoming, bad *gate.Error) {
	var query *string
	var extensions struct {
		PersistedQuery *struct {
			Version    int    `json:"version"`
			SHA256Hash string `json:"sha256Hash"`
		} `json:"persistedQuery"`
	}
	for _, step := range []struct {
		name, want string
		decode     func([]byte, any) error
		into       any
	}{
		{"query", "a string", json.Unmarshal, &query}, {"operationName", "a string or null", json.Unmarshal, &in.OperationName},
		{"variables", "an object or null", decode, &in.Variables}, {"extensions", "an object or null", json.Unmarshal, &extensions},
	} {
		if raw, ok := p[step.name]; ok && step.decode(raw, step.into) != nil {
			return in, gate.Errorf(gate.CodeBadUserInput, "%s must be %s", step.name, step.want)
		}
	}
	in.variables = string(p["variables"])
	if q := extensions.PersistedQuery; q != nil {
		if q.Version != 1 || q.SHA256Hash == "" {
			return in, gate.Errorf(gate.CodeBadUserInput, "persistedQuery must have version 1 and a sha256Hash")
		}
		in.hash = strings.ToLower(q.SHA256Hash)
	}
	switch {
	case query != nil:
		in.Query = *query
	case in.hash == "":
		return in, gate.Errorf(gate.CodeBadUserInput, "query is missing: send {\"query\": \"{ … }\"}")
	}
	return in, nil
}

// decode keeps numbers as they are written, so that coercion sees them.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}
