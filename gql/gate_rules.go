package gql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validate holds a document against the rules of the specification. It reports at most maxErrors errors; suggestions
// ("Did you mean …?") are looked for only when there are no more than that, because each costs a comparison with
// every name of the type.
func validate(schema *ast.Schema, d *ast.QueryDocument) []*Error {
	errs, all := apply(schema, d, plainRules())
	if all > 0 && all <= maxErrors {
		errs, _ = apply(schema, d, helpfulRules())
	}
	return errs
}

// apply runs rules; all is how many errors there were, reported or not.
func apply(schema *ast.Schema, d *ast.QueryDocument, list []core.Rule) (errs []*Error, all int) {
	observers := &core.Events{}
	for _, rule := range list {
		rule.RuleFunc(observers, func(options ...core.ErrorOption) {
			if all++; all > maxErrors {
				return
			}
			var e gqlerror.Error
			for _, option := range options {
				option(&e)
			}
			errs = append(errs, fromParser(CodeValidationFailed, &e))
		})
	}
	core.Walk(schema, d, observers)
	return errs, all
}

// helpfulRules are the rules of the specification and our scalars, in a fixed order.
func helpfulRules() []core.Rule {
	inner := rules.NewDefaultRules().GetInner()
	list := []core.Rule{{Name: "Scalars", RuleFunc: scalarRule}}
	for name, f := range inner {
		list = append(list, core.Rule{Name: name, RuleFunc: f})
	}
	slices.SortFunc(list, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// plainRules are the same without suggestions.
func plainRules() []core.Rule {
	list := helpfulRules()
	for _, plain := range []core.Rule{
		rules.FieldsOnCorrectTypeRuleWithoutSuggestions, rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRuleWithoutSuggestions, rules.ScalarLeafsRuleWithoutSuggestions,
		rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		name := strings.TrimSuffix(plain.Name, "WithoutSuggestions")
		i := slices.IndexFunc(list, func(r core.Rule) bool { return r.Name == name })
		list[i].RuleFunc = plain.RuleFunc
	}
	return list
}

// scalarRule checks literals that the library takes as they come: whole numbers beyond 32 bits and custom scalars.
func scalarRule(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, v *ast.Value) {
		if v.ExpectedType == nil || v.Definition == nil || v.Definition.Kind != ast.Scalar {
			return
		}
		switch v.Kind {
		case ast.Variable, ast.NullValue, ast.ListValue:
			return
		}
		if v.Definition.Name == "Int" && v.Kind == ast.IntValue {
			if _, err := strconv.ParseInt(v.Raw, 10, 32); err != nil {
				addError(core.Message("Int cannot represent non 32-bit signed integer value: %s", v.Raw), core.At(v.Position))
			}
			return
		}
		if v.Definition.BuiltIn {
			return
		}
		if _, problem := customScalar(v.Definition.Name, literalScalar(v)); problem != "" {
			addError(core.Message("Expected value of type \"%s\", found %s; %s.", v.ExpectedType, v, problem), core.At(v.Position))
		}
	})
}
