package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// Coerced values are nil, int, float64, string (also ids, enum values and days), bool, []any and map[string]any with
// defaults filled in; a field of an input object that was not given and has no default is absent.

// coerceVariables turns JSON values into the values of the variables of an operation.
func coerceVariables(schema *ast.Schema, o *ast.OperationDefinition, given map[string]any) (map[string]any, *Error) {
	out := make(map[string]any, len(o.VariableDefinitions))
	for _, v := range o.VariableDefinitions {
		c := coercer{schema: schema, path: []any{"variable", v.Variable}}
		value, ok := given[v.Variable]
		var err *Error
		switch {
		case ok:
			value, err = c.json(v.Type, value)
		case v.DefaultValue != nil:
			value, err = c.literal(v.Type, v.DefaultValue, nil)
		case v.Type.NonNull:
			err = c.bad("a value of type %s is required", v.Type)
		default:
			continue
		}
		if err != nil {
			return nil, err.At(v.Position)
		}
		out[v.Variable] = value
	}
	return out, nil
}

// Arguments are the arguments of a field as they apply, in the order of the SDL. There are few, so that looking through
// them is faster than a map.
type Arguments []Argument

// Argument is one of Arguments.
type Argument struct {
	Name  string
	Value any
}

// Get gives an argument; nil when it is not given.
func (a Arguments) Get(name string) any {
	for i := range a {
		if a[i].Name == name {
			return a[i].Value
		}
	}
	return nil
}

// CoerceArguments gives the arguments of a field as they apply: defaults filled in, variables put in their places.
// Errors have the code BAD_USER_INPUT and a path that begins with the name of the argument.
func CoerceArguments(schema *ast.Schema, f *ast.Field, variables map[string]any) (Arguments, *Error) {
	var out Arguments
	for _, d := range f.Definition.Arguments {
		var err *Error
		if out, err = out.Coerce(schema, f, d, variables); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Coerce appends one argument of a field, when it applies.
func (a Arguments) Coerce(schema *ast.Schema, f *ast.Field, d *ast.ArgumentDefinition, variables map[string]any) (Arguments, *Error) {
	c := coercer{schema: schema, path: []any{d.Name}}
	value, ok, err := c.optional(d.Type, ValueOf(f.Arguments, d.Name), d.DefaultValue, variables)
	if err != nil {
		return a, err.At(f.Position)
	}
	if ok {
		a = append(a, Argument{d.Name, value})
	}
	return a, nil
}

// ValueOf is the value of the argument of this name as it is written; nil when it is not given.
func ValueOf(args ast.ArgumentList, name string) *ast.Value {
	if a := args.ForName(name); a != nil {
		return a.Value
	}
	return nil
}

type coercer struct {
	schema *ast.Schema
	path   []any
	depth  int // objects and lists around the value
}

func (c *coercer) bad(format string, args ...any) *Error {
	e := Errorf(CodeBadUserInput, format, args...)
	e.Path = slices.Clone(c.path)
	e.Message = Shorten(pathText(c.path) + ": " + e.Message)
	return e
}

// pathText writes a path for people, e.g. filter.in[2].
func pathText(path []any) string {
	if len(path) > 1 && path[0] == "variable" {
		path = append([]any{"$" + path[1].(string)}, path[2:]...)
	}
	text := ""
	for _, p := range path {
		switch p := p.(type) {
		case int:
			text += "[" + strconv.Itoa(p) + "]"
		case string:
			if text != "" {
				text += "."
			}
			text += p
		}
	}
	return text
}

// within runs f with one more step in the path.
func (c *coercer) within(step any, f func() *Error) *Error {
	if c.depth >= MaxLiteralDepth {
		return over("depth of a value", c.depth+1, MaxLiteralDepth, nil)
	}
	c.path = append(c.path, step)
	c.depth++
	defer func() { c.path, c.depth = c.path[:len(c.path)-1], c.depth-1 }()
	return f()
}

// json coerces a JSON value.
func (c *coercer) json(t *ast.Type, v any) (any, *Error) {
	switch {
	case v == nil && t.NonNull:
		return nil, c.bad("null is not a %s", t)
	case v == nil:
		return nil, nil
	case t.Elem != nil:
		return c.jsonList(t, v)
	}
	d := c.schema.Types[t.NamedType]
	switch d.Kind {
	case ast.InputObject:
		return c.jsonObject(d, v)
	case ast.Enum:
		if s, ok := v.(string); ok && d.EnumValues.ForName(s) != nil {
			return s, nil
		}
		return nil, c.bad("%s is not a value of %s", brief(v), d.Name)
	}
	out, problem := scalar(d.Name, v)
	if problem != "" {
		return nil, c.bad("%s is not a value of %s; %s", brief(v), d.Name, problem)
	}
	return out, nil
}

func (c *coercer) jsonList(t *ast.Type, v any) (any, *Error) {
	in, ok := v.([]any)
	if !ok { // one value stands for a list of one
		one, err := c.json(t.Elem, v)
		return []any{one}, err
	}
	out := make([]any, len(in))
	for i, e := range in {
		err := c.within(i, func() (err *Error) { out[i], err = c.json(t.Elem, e); return err })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *coercer) jsonObject(d *ast.Definition, v any) (any, *Error) {
	in, ok := v.(map[string]any)
	if !ok {
		return nil, c.bad("%s is not an object of type %s", brief(v), d.Name)
	}
	out, known := make(map[string]any, len(in)), 0
	for _, f := range d.Fields {
		err := c.within(f.Name, func() (err *Error) {
			value, ok := in[f.Name]
			switch {
			case ok:
				known++
				out[f.Name], err = c.json(f.Type, value)
			case f.DefaultValue != nil:
				out[f.Name], err = c.literal(f.Type, f.DefaultValue, nil)
			case f.Type.NonNull:
				err = c.bad("a value of type %s is required", f.Type)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if known == len(in) {
		return out, nil
	}
	unknown := ""
	for name := range in {
		if d.Fields.ForName(name) == nil && (unknown == "" || name < unknown) {
			unknown = name
		}
	}
	return nil, c.bad("%s has no field %q", d.Name, unknown)
}

// optional coerces a value that may be missing: an argument or a field of an input object.
func (c *coercer) optional(t *ast.Type, v, byDefault *ast.Value, variables map[string]any) (any, bool, *Error) {
	if v != nil && v.Kind == ast.Variable {
		if _, given := variables[v.Raw]; !given {
			v = nil
		}
	}
	if v == nil {
		v, variables = byDefault, nil
	}
	if v == nil {
		if t.NonNull {
			return nil, false, c.bad("a value of type %s is required", t)
		}
		return nil, false, nil
	}
	value, err := c.literal(t, v, variables)
	return value, true, err
}

// literal coerces a value of a validated document.
func (c *coercer) literal(t *ast.Type, v *ast.Value, variables map[string]any) (any, *Error) {
	if v.Kind == ast.Variable { // its type fits, but it may be null or absent where a default made it fit
		value := variables[v.Raw]
		if value == nil && t.NonNull {
			return nil, c.bad("null is not a %s", t)
		}
		return value, nil
	}
	switch {
	case v.Kind == ast.NullValue && t.NonNull:
		return nil, c.bad("null is not a %s", t)
	case v.Kind == ast.NullValue:
		return nil, nil
	case t.Elem != nil:
		return c.literalList(t, v, variables)
	case v.Kind == ast.ObjectValue:
		return c.literalObject(c.schema.Types[t.NamedType], v, variables)
	case v.Kind == ast.EnumValue:
		return v.Raw, nil
	}
	out, problem := scalar(t.NamedType, literalScalar(v))
	if problem != "" {
		return nil, c.bad("%s is not a value of %s; %s", v, t.NamedType, problem)
	}
	return out, nil
}

func (c *coercer) literalList(t *ast.Type, v *ast.Value, variables map[string]any) (any, *Error) {
	if v.Kind != ast.ListValue {
		one, err := c.literal(t.Elem, v, variables)
		return []any{one}, err
	}
	out := make([]any, len(v.Children))
	for i, e := range v.Children {
		err := c.within(i, func() (err *Error) { out[i], err = c.literal(t.Elem, e.Value, variables); return err })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *coercer) literalObject(d *ast.Definition, v *ast.Value, variables map[string]any) (any, *Error) {
	out := make(map[string]any, len(v.Children))
	for _, f := range d.Fields {
		err := c.within(f.Name, func() *Error {
			value, ok, err := c.optional(f.Type, v.Children.ForName(f.Name), f.DefaultValue, variables)
			if ok {
				out[f.Name] = value
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// literalScalar gives a scalar literal the form that JSON would give it.
func literalScalar(v *ast.Value) any {
	switch v.Kind {
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.StringValue, ast.BlockValue:
		return v.Raw
	case ast.BooleanValue:
		return v.Raw == "true"
	}
	return nil // no scalar of ours takes enum values or objects
}

// scalar coerces a JSON value to a scalar type, or says what was expected.
func scalar(name string, v any) (out any, problem string) {
	switch name {
	case "Int":
		if f, ok := number(v); ok && f == math.Trunc(f) && f >= math.MinInt32 && f <= math.MaxInt32 {
			return int(f), ""
		}
		return nil, "a whole number of 32 bits is expected"
	case "Float":
		if f, ok := number(v); ok {
			return f, ""
		}
		return nil, "a number is expected"
	case "Boolean":
		if b, ok := v.(bool); ok {
			return b, ""
		}
		return nil, "true or false is expected"
	case "String":
		return text(v)
	case "ID":
		return id(v)
	}
	return customScalar(name, v)
}

func id(v any) (any, string) {
	switch v := v.(type) {
	case string:
		return text(v)
	case json.Number:
		if _, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return v.String(), ""
		}
	}
	return nil, "a string is expected"
}

// text takes a string. Those of JSON are UTF-8; those that a program passes may not be.
func text(v any) (any, string) {
	s, ok := v.(string)
	if !ok {
		return nil, "a string is expected"
	}
	if fault := notUTF8(s); fault != "" {
		return nil, "it is " + fault
	}
	return s, ""
}

func number(v any) (float64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := n.Float64()
	return f, err == nil
}

// customScalar coerces a JSON value to a scalar type of our schema.
func customScalar(name string, v any) (any, string) {
	s, problem := text(v)
	if problem == "" && name == "Date" {
		if _, err := time.Parse(time.DateOnly, s.(string)); err != nil {
			return nil, "a day YYYY-MM-DD is expected"
		}
	}
	return s, problem
}

// brief repeats a JSON value in a message.
func brief(v any) string {
	switch v := v.(type) {
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	case string:
		return strconv.Quote(Shorten(v))
	default:
		text, _ := Marshal(v)
		return Shorten(string(text))
	}
}

// ReadObject reads a JSON object (or null: nothing is given), such as the values of variables, with numbers as they are
// written, so that coercion sees them. The error does not name types of Go, as those of the decoder do.
func ReadObject(text []byte) (map[string]any, error) {
	if fault := notUTF8(string(text)); fault != "" {
		return nil, errors.New(fault)
	}
	var out map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if !json.Valid(text) || d.Decode(&out) != nil {
		return nil, errNoObject
	}
	return out, nil
}

var errNoObject = errors.New("not a JSON object")
