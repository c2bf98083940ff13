package gql

import "github.com/vektah/gqlparser/v2/ast"

// nullCondition refuses a @skip or @include whose variable is null. Such a variable may be of a type that can be null when
// it has a default, but the argument cannot.
func nullCondition(op *operation) *Error {
	for _, v := range op.definition.VariableDefinitions {
		if v.Type.NamedType == "Boolean" && op.variables[v.Variable] == nil {
			return op.findNullCondition()
		}
	}
	return nil
}

func (op *operation) findNullCondition() *Error {
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
				if v := valueOf(d.Arguments, "if"); v != nil && v.Kind == ast.Variable && op.variables[v.Raw] == nil {
					return newError(CodeBadUserInput, "@%s: $%s is null, true or false is expected", d.Name, v.Raw).at(d.Position)
				}
			}
			if err := find(inner); err != nil {
				return err
			}
		}
		return nil
	}
	return find(op.definition.SelectionSet)
}
