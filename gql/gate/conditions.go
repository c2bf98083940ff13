package gate

import "github.com/vektah/gqlparser/v2/ast"

// nullCondition refuses a @skip or @include whose variable is null. Such a variable may be of a type that can be null when
// it has a default, but the argument cannot.
func nullCondition(op *Operation) *Error {
	for _, v := range op.Definition.VariableDefinitions {
		if v.Type.NamedType == "Boolean" && op.Variables[v.Variable] == nil {
			return findNullCondition(op)
		}
	}
	return nil
}

func findNullCondition(op *Operation) *Error {
	seen := map[string]bool{}
	var find func(set ast.SelectionSet) *Error
	find = func(set ast.SelectionSet) *Error {
		for _, selection := range set {
			var directives ast.DirectiveList
			var inner ast.SelectionSet
			switch s := selection.(type) {
			case *ast.Field:
				directives, inner = s.Directives, s.SelectionSet
			case *ast.InlineFragment:
				directives, inner = s.Directives, s.SelectionSet
			case *ast.FragmentSpread:
				if directives = s.Directives; !seen[s.Name] {
					seen[s.Name], inner = true, s.Definition.SelectionSet
				}
			}
			for _, d := range directives {
				if v := ValueOf(d.Arguments, "if"); v != nil && v.Kind == ast.Variable && op.Variables[v.Raw] == nil {
					return Errorf(CodeBadUserInput, "@%s: $%s is null, true or false is expected", d.Name, v.Raw).At(d.Position)
				}
			}
			if err := find(inner); err != nil {
				return err
			}
		}
		return nil
	}
	return find(op.Definition.SelectionSet)
}

// conditions are the values of all boolean variables of an operation, as a string: those of @skip and @include are among
// them.
func conditions(op *Operation) string {
	for n, v := range op.Definition.VariableDefinitions {
		if v.Type.NamedType == "Boolean" {
			return conditionsFrom(op, n)
		}
	}
	return ""
}

// conditionsFrom are those of the variables from the n-th.
func conditionsFrom(op *Operation, n int) string {
	var bits []byte
	for _, v := range op.Definition.VariableDefinitions[n:] {
		switch {
		case v.Type.NamedType != "Boolean":
		case op.Variables[v.Variable] == true:
			bits = append(bits, '1')
		default:
			bits = append(bits, '0')
		}
	}
	return string(bits)
}
