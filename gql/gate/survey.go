package gate

import "github.com/vektah/gqlparser/v2/ast"

// survey measures the shape of a parsed document, once over everything in it, and refuses what the validation rules or
// an executor would be slow or unsafe on. It knows nothing of the schema.
func survey(d *ast.QueryDocument) *Error {
	s := &surveyor{fragments: make(map[string]*fragmentShape, len(d.Fragments))}
	if err := s.definitions(d); err != nil {
		return err
	}
	for _, f := range d.Fragments { // also those that nothing spreads
		if _, err := s.fragment(f.Name); err != nil {
			return err
		}
	}
	for _, o := range d.Operations {
		if err := s.operation(o); err != nil {
			return err
		}
	}
	return nil
}

type surveyor struct {
	fragments                    map[string]*fragmentShape
	aliases, directives, spreads int
}

// extent is what a selection set comes to when its fragments are put in their places.
type extent struct {
	depth  int // fields inside fields, itself not counted
	fields int
}

type fragmentShape struct {
	definition *ast.FragmentDefinition
	state      int8 // unseen, open or done
	extent     extent
}

const (
	unseen int8 = iota
	open
	done
)

// over makes the error for a limit that is passed.
func over(what string, asked, allowed int, at *ast.Position) *Error {
	return Errorf(CodeTooComplex, "%s: %d asked, %d allowed", what, asked, allowed).At(at)
}

func (s *surveyor) definitions(d *ast.QueryDocument) *Error {
	if n := len(d.Operations); n > MaxOperations {
		return over("operations", n, MaxOperations, d.Operations[MaxOperations].Position)
	}
	if n := len(d.Fragments); n > MaxFragments {
		return over("fragments", n, MaxFragments, d.Fragments[MaxFragments].Position)
	}
	for _, f := range d.Fragments {
		if len(f.VariableDefinition) > 0 {
			return Errorf(CodeParseFailed, "fragment %s: fragments have no variables of their own", f.Name).At(f.Position)
		}
		if _, twice := s.fragments[f.Name]; !twice { // that names are unique is a rule of the schema's validation
			s.fragments[f.Name] = &fragmentShape{definition: f}
		}
	}
	return nil
}

func (s *surveyor) operation(o *ast.OperationDefinition) *Error {
	if n := len(o.VariableDefinitions); n > MaxVariables {
		return over("variables", n, MaxVariables, o.VariableDefinitions[MaxVariables].Position)
	}
	for _, v := range o.VariableDefinitions {
		if err := literal(v.DefaultValue, 0); err != nil {
			return err
		}
		if err := s.directiveList(v.Directives); err != nil {
			return err
		}
	}
	if err := s.directiveList(o.Directives); err != nil {
		return err
	}
	_, err := s.selections(o.SelectionSet, nil)
	return err
}

// fragment measures a fragment once, however often it is spread, and finds cycles.
func (s *surveyor) fragment(name string) (extent, *Error) {
	f := s.fragments[name]
	switch {
	case f == nil: // the rules say that it is unknown
		return extent{}, nil
	case f.state == done:
		return f.extent, nil
	case f.state == open:
		return extent{}, Errorf(CodeValidationFailed, "Cannot spread fragment %q within itself.", name).At(f.definition.Position)
	}
	f.state = open
	if err := s.directiveList(f.definition.Directives); err != nil {
		return extent{}, err
	}
	var err *Error
	f.extent, err = s.selections(f.definition.SelectionSet, nil)
	f.state = done
	return f.extent, err
}

// selections measures one pair of braces. keys are the response keys already seen where its fields end up: those of the
// braces around an inline fragment.
func (s *surveyor) selections(set ast.SelectionSet, keys map[string]bool) (extent, *Error) {
	var sum extent
	if n := len(set); n > MaxBreadth {
		return sum, over("selections in one pair of braces", n, MaxBreadth, set[MaxBreadth].GetPosition())
	}
	if keys == nil {
		keys = make(map[string]bool, len(set))
	}
	for _, selection := range set {
		one, err := s.selection(selection, keys)
		if err != nil {
			return sum, err
		}
		sum.depth, sum.fields = max(sum.depth, one.depth), sum.fields+one.fields
		if sum.depth > MaxDepth {
			return sum, over("depth of fields", sum.depth, MaxDepth, selection.GetPosition())
		}
		if sum.fields > MaxFields {
			return sum, over("fields", sum.fields, MaxFields, selection.GetPosition())
		}
	}
	return sum, nil
}

func (s *surveyor) selection(selection ast.Selection, keys map[string]bool) (extent, *Error) {
	switch it := selection.(type) {
	case *ast.Field:
		return s.field(it, keys)
	case *ast.InlineFragment:
		if err := s.directiveList(it.Directives); err != nil {
			return extent{}, err
		}
		return s.selections(it.SelectionSet, keys)
	case *ast.FragmentSpread:
		if s.spreads++; s.spreads > MaxSpreads {
			return extent{}, over("fragment spreads", s.spreads, MaxSpreads, it.Position)
		}
		if err := s.directiveList(it.Directives); err != nil {
			return extent{}, err
		}
		return s.fragment(it.Name)
	}
	return extent{}, nil
}

func (s *surveyor) field(f *ast.Field, keys map[string]bool) (extent, *Error) {
	if keys[f.Alias] || f.Alias != f.Name {
		if s.aliases++; s.aliases > MaxAliases {
			return extent{}, over("aliases and repeated fields", s.aliases, MaxAliases, f.Position)
		}
	}
	keys[f.Alias] = true
	for _, a := range f.Arguments {
		if err := literal(a.Value, 0); err != nil {
			return extent{}, err
		}
	}
	if err := s.directiveList(f.Directives); err != nil {
		return extent{}, err
	}
	below, err := s.selections(f.SelectionSet, nil)
	return extent{depth: below.depth + 1, fields: below.fields + 1}, err
}

func (s *surveyor) directiveList(list ast.DirectiveList) *Error {
	for _, d := range list {
		if s.directives++; s.directives > MaxDirectives {
			return over("directives", s.directives, MaxDirectives, d.Position)
		}
		for _, a := range d.Arguments {
			if err := literal(a.Value, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// literal measures how deep objects and lists stand in each other. The parser has stopped at 1,000, so the walk ends.
func literal(v *ast.Value, depth int) *Error {
	if v == nil || v.Kind != ast.ListValue && v.Kind != ast.ObjectValue {
		return nil
	}
	if depth++; depth > MaxLiteralDepth {
		return over("depth of a value", depth, MaxLiteralDepth, v.Position)
	}
	for _, c := range v.Children {
		if err := literal(c.Value, depth); err != nil {
			return err
		}
	}
	return nil
}
