package reference

import (
	"github.com/graphql-go/graphql"
	goast "github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/gql"
	"github.com/vektah/gqlparser/v2/ast"
)

// introspectionPrefix is put before __schema and __type, so that graphql-go does not answer them itself.
const introspectionPrefix = "plan"

// schemaMaker makes graphql-go's schema of the SDL. Arguments and input types are left out: see executor.
type schemaMaker struct {
	known    *ast.Schema
	nullable bool // every field can be null
	types    map[string]graphql.Type
}

func (s *schemaMaker) named(name string) graphql.Type {
	if t, done := s.types[name]; done {
		return t
	}
	def := s.known.Types[name]
	switch def.Kind {
	case ast.Object:
		s.types[name] = graphql.NewObject(graphql.ObjectConfig{
			Name:       name,
			Fields:     graphql.FieldsThunk(func() graphql.Fields { return s.fields(def) }),
			Interfaces: graphql.InterfacesThunk(func() []*graphql.Interface { return s.interfaces(def) }),
		})
	case ast.Interface:
		s.types[name] = graphql.NewInterface(graphql.InterfaceConfig{
			Name: name, ResolveType: s.resolveType,
			Fields: graphql.FieldsThunk(func() graphql.Fields { return s.fields(def) }),
		})
	case ast.Union:
		var members []*graphql.Object
		for _, member := range def.Types {
			members = append(members, s.named(member).(*graphql.Object))
		}
		s.types[name] = graphql.NewUnion(graphql.UnionConfig{Name: name, Types: members, ResolveType: s.resolveType})
	case ast.Enum:
		values := graphql.EnumValueConfigMap{}
		for _, value := range def.EnumValues {
			values[value.Name] = &graphql.EnumValueConfig{Value: value.Name}
		}
		s.types[name] = graphql.NewEnum(graphql.EnumConfig{Name: name, Values: values})
	default:
		s.types[name] = graphql.NewScalar(graphql.ScalarConfig{
			Name: name, Serialize: func(value any) any { return value },
		})
	}
	return s.types[name]
}

func (s *schemaMaker) resolveType(p graphql.ResolveTypeParams) *graphql.Object {
	return s.named(p.Value.(gql.Object).Type()).(*graphql.Object)
}

func (s *schemaMaker) interfaces(def *ast.Definition) []*graphql.Interface {
	var out []*graphql.Interface
	for _, name := range def.Interfaces {
		out = append(out, s.named(name).(*graphql.Interface))
	}
	return out
}

func (s *schemaMaker) fields(def *ast.Definition) graphql.Fields {
	fields := graphql.Fields{}
	for _, f := range def.Fields {
		if isIntrospection(f.Name) {
			fields[introspectionPrefix+f.Name] = &graphql.Field{
				Type: graphql.NewScalar(graphql.ScalarConfig{
					Name: "JSON" + f.Name, Serialize: func(value any) any { return value },
				}),
				Resolve: func(p graphql.ResolveParams) (any, error) {
					this := p.Context.Value(runKey{}).(*run)
					defer this.guard()
					var origin []*ast.Field
					for _, field := range p.Info.FieldASTs {
						origin = append(origin, this.origin[field])
					}
					return this.Introspect(origin), nil
				},
			}
			continue
		}
		fields[f.Name] = &graphql.Field{
			Type: s.wrapped(f.Type),
			Resolve: func(p graphql.ResolveParams) (any, error) {
				return p.Context.Value(runKey{}).(*run).resolve(p)
			},
		}
	}
	return fields
}

func isIntrospection(field string) bool { return field == "__schema" || field == "__type" }

func (s *schemaMaker) wrapped(t *ast.Type) graphql.Output {
	var out graphql.Type
	if t.Elem != nil {
		out = graphql.NewList(s.wrapped(t.Elem))
	} else {
		out = s.named(t.NamedType)
	}
	if t.NonNull && !s.nullable {
		out = graphql.NewNonNull(out)
	}
	return out.(graphql.Output)
}

// document turns the parsed operation into graphql-go's form.
func (run *run) document() *goast.Document {
	op := goast.NewOperationDefinition(&goast.OperationDefinition{
		Operation: goast.OperationTypeQuery, SelectionSet: run.selections(run.op.Definition.SelectionSet),
	})
	doc := goast.NewDocument(&goast.Document{Definitions: []goast.Node{op}})
	for _, f := range run.op.Document.Fragments {
		doc.Definitions = append(doc.Definitions, goast.NewFragmentDefinition(&goast.FragmentDefinition{
			Name: name(f.Name), TypeCondition: named(f.TypeCondition), SelectionSet: run.selections(f.SelectionSet),
		}))
	}
	return doc
}

func name(value string) *goast.Name { return goast.NewName(&goast.Name{Value: value}) }

func named(typeName string) *goast.Named {
	if typeName == "" {
		return nil
	}
	return goast.NewNamed(&goast.Named{Name: name(typeName)})
}

func (run *run) selections(set ast.SelectionSet) *goast.SelectionSet {
	if len(set) == 0 {
		return nil
	}
	out := goast.NewSelectionSet(&goast.SelectionSet{Selections: []goast.Selection{
		goast.NewField(&goast.Field{Alias: name(typeKey), Name: name("__typename")}),
	}})
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			f := goast.NewField(&goast.Field{Alias: name(s.Alias), Name: name(s.Name), Directives: run.directives(s.Directives)})
			if isIntrospection(s.Name) {
				f.Name = name(introspectionPrefix + s.Name)
			} else {
				f.SelectionSet = run.selections(s.SelectionSet)
			}
			run.origin[f] = s
			out.Selections = append(out.Selections, f)
		case *ast.InlineFragment:
			out.Selections = append(out.Selections, goast.NewInlineFragment(&goast.InlineFragment{
				TypeCondition: named(s.TypeCondition), Directives: run.directives(s.Directives),
				SelectionSet: run.selections(s.SelectionSet),
			}))
		case *ast.FragmentSpread:
			out.Selections = append(out.Selections, goast.NewFragmentSpread(&goast.FragmentSpread{
				Name: name(s.Name), Directives: run.directives(s.Directives),
			}))
		}
	}
	return out
}

// directives turns @skip and @include into graphql-go's form, with the values of their variables.
func (run *run) directives(list ast.DirectiveList) []*goast.Directive {
	var out []*goast.Directive
	for _, d := range list {
		value, _ := d.Arguments.ForName("if").Value.Value(run.op.Variables)
		on, _ := value.(bool)
		out = append(out, goast.NewDirective(&goast.Directive{Name: name(d.Name), Arguments: []*goast.Argument{
			goast.NewArgument(&goast.Argument{
				Name: name("if"), Value: goast.NewBooleanValue(&goast.BooleanValue{Value: on}),
			}),
		}}))
	}
	return out
}
