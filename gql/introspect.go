package gql

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// Introspection reads the parsed SDL: the values of the types __Schema, __Type and so on are rows whose p points into it.
// Lists come in the order of the SDL, so answers are the same every time, which those of graphql-go are not.

// typeRef is a __Type that wraps another: a list or non-null type. Named types are *ast.Definition.
type typeRef struct{ of *ast.Type }

// inputValue is what __InputValue shows of arguments and input fields.
type inputValue struct {
	name, description string
	typ               *ast.Type
	byDefault         *ast.Value
	directives        ast.DirectiveList
}

func meta(p any) row { return row{kind: kindOther, p: p} }

// typeRow is the row of a __Type.
func (c *call) typeRow(t *ast.Type) row {
	if t.NonNull || t.Elem != nil {
		return meta(typeRef{t})
	}
	return meta(c.engine.schema.Types[t.NamedType])
}

func introspectionFields() map[string]any {
	fields := map[string]any{
		"Query.__schema": rowOf(func(c *call, _ row) row { return meta(c.engine.schema) }),
		"Query.__type": rowOf(func(c *call, _ row) row {
			if def := c.engine.schema.Types[c.arg("name").(string)]; def != nil {
				return meta(def)
			}
			return none
		}),
		"__Schema.description": textOf(func(c *call, _ row) string { return c.engine.schema.Description }),
		"__Schema.types": rowsOf(func(c *call, _ row, dst []row) []row {
			return appendTypes(dst, orderedTypes(c.engine.schema))
		}),
		"__Schema.queryType":        rowOf(func(c *call, _ row) row { return meta(c.engine.schema.Query) }),
		"__Schema.mutationType":     rowOf(func(*call, row) row { return none }),
		"__Schema.subscriptionType": rowOf(func(*call, row) row { return none }),
		"__Schema.directives": rowsOf(func(c *call, _ row, dst []row) []row {
			for _, d := range orderedDirectives(c.engine.schema) {
				dst = append(dst, meta(d))
			}
			return dst
		}),
		"__Directive.name":         textOf(func(_ *call, r row) string { return r.p.(*ast.DirectiveDefinition).Name }),
		"__Directive.description":  textOf(func(_ *call, r row) string { return r.p.(*ast.DirectiveDefinition).Description }),
		"__Directive.isRepeatable": boolOf(func(_ *call, r row) bool { return r.p.(*ast.DirectiveDefinition).IsRepeatable }),
		"__Directive.locations": enumsOf(func(_ *call, r row) []string {
			var out []string
			for _, l := range r.p.(*ast.DirectiveDefinition).Locations {
				out = append(out, string(l))
			}
			return out
		}),
		"__Directive.args": rowsOf(func(c *call, r row, dst []row) []row {
			return c.appendArguments(dst, r.p.(*ast.DirectiveDefinition).Arguments)
		}),
		"__EnumValue.name":         textOf(func(_ *call, r row) string { return r.p.(*ast.EnumValueDefinition).Name }),
		"__EnumValue.description":  textOf(func(_ *call, r row) string { return r.p.(*ast.EnumValueDefinition).Description }),
		"__Field.name":             textOf(func(_ *call, r row) string { return r.p.(*ast.FieldDefinition).Name }),
		"__Field.description":      textOf(func(_ *call, r row) string { return r.p.(*ast.FieldDefinition).Description }),
		"__Field.type":             rowOf(func(c *call, r row) row { return c.typeRow(r.p.(*ast.FieldDefinition).Type) }),
		"__InputValue.name":        textOf(func(_ *call, r row) string { return r.p.(*inputValue).name }),
		"__InputValue.description": textOf(func(_ *call, r row) string { return r.p.(*inputValue).description }),
		"__InputValue.type":        rowOf(func(c *call, r row) row { return c.typeRow(r.p.(*inputValue).typ) }),
		"__Field.args": rowsOf(func(c *call, r row, dst []row) []row {
			return c.appendArguments(dst, r.p.(*ast.FieldDefinition).Arguments)
		}),
		"__InputValue.defaultValue": textOf(func(_ *call, r row) string {
			if v := r.p.(*inputValue).byDefault; v != nil {
				return v.String()
			}
			return ""
		}),
	}
	for typeName, of := range map[string]func(p any) ast.DirectiveList{
		"__EnumValue":  func(p any) ast.DirectiveList { return p.(*ast.EnumValueDefinition).Directives },
		"__Field":      func(p any) ast.DirectiveList { return p.(*ast.FieldDefinition).Directives },
		"__InputValue": func(p any) ast.DirectiveList { return p.(*inputValue).directives },
	} {
		fields[typeName+".isDeprecated"] = boolOf(func(_ *call, r row) bool { return deprecated(of(r.p)) })
		fields[typeName+".deprecationReason"] = textOf(func(_ *call, r row) string {
			return directiveText(of(r.p), "deprecated", "reason", "No longer supported")
		})
	}
	for _, part := range []map[string]any{typeFields(), typeLists()} {
		for name, field := range part {
			fields["__Type."+name] = field
		}
	}
	return fields
}

// definition is what a row of __Type stands for; nil for a wrapping type.
func definition(r row) *ast.Definition { d, _ := r.p.(*ast.Definition); return d }

// typeFields are the fields of __Type, without its lists.
func typeFields() map[string]any {
	return map[string]any{
		"kind": enumOf(func(c *call, r row) uint8 { return c.engine.enumNumber("__TypeKind", typeKind(r)) }),
		"name": textOf(func(_ *call, r row) string {
			if d := definition(r); d != nil {
				return d.Name
			}
			return ""
		}),
		"description": textOf(func(_ *call, r row) string {
			if d := definition(r); d != nil {
				return d.Description
			}
			return ""
		}),
		"specifiedByURL": textOf(func(_ *call, r row) string {
			if d := definition(r); d != nil {
				return directiveText(d.Directives, "specifiedBy", "url", "")
			}
			return ""
		}),
		"isOneOf": nullableBoolOf(func(_ *call, r row) (bool, bool) {
			d := definition(r)
			return d != nil && d.Directives.ForName("oneOf") != nil, d != nil && d.Kind == ast.InputObject
		}),
		"ofType": rowOf(func(c *call, r row) row {
			ref, wraps := r.p.(typeRef)
			switch {
			case !wraps:
				return none
			case ref.of.NonNull:
				inner := *ref.of
				inner.NonNull = false
				return c.typeRow(&inner)
			}
			return c.typeRow(ref.of.Elem)
		}),
	}
}

// typeLists are the lists of __Type. They are null for kinds of type that have no such thing.
func typeLists() map[string]any {
	return map[string]any{
		"fields": nullableRowsOf(func(c *call, r row, dst []row) ([]row, bool) {
			d := definition(r)
			if d == nil || d.Kind != ast.Object && d.Kind != ast.Interface {
				return dst, false
			}
			for _, f := range d.Fields {
				if f.Name[:min(2, len(f.Name))] != "__" && c.shows(f.Directives) {
					dst = append(dst, meta(f))
				}
			}
			return dst, true
		}),
		"interfaces": nullableRowsOf(func(c *call, r row, dst []row) ([]row, bool) {
			d := definition(r)
			if d == nil || d.Kind != ast.Object && d.Kind != ast.Interface {
				return dst, false
			}
			for _, name := range d.Interfaces {
				dst = append(dst, meta(c.engine.schema.Types[name]))
			}
			return dst, true
		}),
		"possibleTypes": nullableRowsOf(func(c *call, r row, dst []row) ([]row, bool) {
			d := definition(r)
			if d == nil || !d.IsAbstractType() {
				return dst, false
			}
			if d.Kind == ast.Union { // in the order of the union
				for _, name := range d.Types {
					dst = append(dst, meta(c.engine.schema.Types[name]))
				}
				return dst, true
			}
			return appendTypes(dst, possible(c.engine.schema, d)), true
		}),
		"enumValues": nullableRowsOf(func(c *call, r row, dst []row) ([]row, bool) {
			d := definition(r)
			if d == nil || d.Kind != ast.Enum {
				return dst, false
			}
			for _, value := range d.EnumValues {
				if c.shows(value.Directives) {
					dst = append(dst, meta(value))
				}
			}
			return dst, true
		}),
		"inputFields": nullableRowsOf(func(c *call, r row, dst []row) ([]row, bool) {
			d := definition(r)
			if d == nil || d.Kind != ast.InputObject {
				return dst, false
			}
			for _, f := range d.Fields {
				if c.shows(f.Directives) {
					dst = append(dst, meta(&inputValue{f.Name, f.Description, f.Type, f.DefaultValue, f.Directives}))
				}
			}
			return dst, true
		}),
	}
}

func typeKind(r row) string {
	switch p := r.p.(type) {
	case *ast.Definition:
		return string(p.Kind)
	case typeRef:
		if p.of.NonNull {
			return "NON_NULL"
		}
	}
	return "LIST"
}

func appendTypes(dst []row, types []*ast.Definition) []row {
	for _, def := range types {
		dst = append(dst, meta(def))
	}
	return dst
}

func (c *call) appendArguments(dst []row, args ast.ArgumentDefinitionList) []row {
	for _, a := range args {
		if c.shows(a.Directives) {
			dst = append(dst, meta(&inputValue{a.Name, a.Description, a.Type, a.DefaultValue, a.Directives}))
		}
	}
	return dst
}

// shows reports whether something with these directives is listed, as the argument includeDeprecated says.
func (c *call) shows(directives ast.DirectiveList) bool {
	return c.arg("includeDeprecated") == true || !deprecated(directives)
}

func deprecated(directives ast.DirectiveList) bool { return directives.ForName("deprecated") != nil }

// directiveText is an argument of a directive, or what it is by default; empty without the directive.
func directiveText(directives ast.DirectiveList, name, argument, byDefault string) string {
	d := directives.ForName(name)
	if d == nil {
		return ""
	}
	if a := d.Arguments.ForName(argument); a != nil {
		return a.Value.Raw
	}
	return byDefault
}
