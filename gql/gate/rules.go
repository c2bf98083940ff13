package gate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validate holds a document against the rules of the specification. It reports at most MaxErrors errors; suggestions
// ("Did you mean …?") are looked for only when there are no more than that, because each costs a comparison with
// every name of the type.
func validate(schema *ast.Schema, d *ast.QueryDocument) []*Error {
	found, all := apply(schema, d, plainRules())
	if all > 0 && all <= MaxErrors {
		better, _ := apply(schema, d, suggestingRules())
		for i := range found { // the same rule finds the same errors in the same order
			at := slices.IndexFunc(better, func(f finding) bool { return f.rule == found[i].rule })
			if at >= 0 {
				found[i].err = better[at].err
				better = slices.Delete(better, at, at+1)
			}
		}
	}
	var errs []*Error
	for _, f := range found {
		errs = append(errs, f.err)
	}
	return errs
}

// finding is an error that a rule found.
type finding struct {
	rule string
	err  *Error
}

// apply runs rules; all is how many errors there were, reported or not.
func apply(schema *ast.Schema, d *ast.QueryDocument, list []core.Rule) (found []finding, all int) {
	observers := &core.Events{}
	for _, rule := range list {
		rule.RuleFunc(observers, func(options ...core.ErrorOption) {
			if all++; all > MaxErrors {
				return
			}
			var e gqlerror.Error
			for _, option := range options {
				option(&e)
			}
			found = append(found, finding{rule.Name, fromParser(CodeValidationFailed, &e)})
		})
	}
	core.Walk(schema, d, observers)
	return found, all
}

// suggestingRules are those rules of the specification that make suggestions.
func suggestingRules() []core.Rule {
	return []core.Rule{
		rules.FieldsOnCorrectTypeRule, rules.KnownArgumentNamesRule, rules.KnownTypeNamesRule, rules.ScalarLeafsRule,
		rules.ValuesOfCorrectTypeRule,
	}
}

// plainRules are all rules of the specification, none with suggestions, and our scalars, in a fixed order.
func plainRules() []core.Rule {
	all := rules.NewDefaultRules()
	for _, plain := range []core.Rule{
		rules.FieldsOnCorrectTypeRuleWithoutSuggestions, rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRuleWithoutSuggestions, rules.ScalarLeafsRuleWithoutSuggestions,
		rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		all.ReplaceRule(strings.TrimSuffix(plain.Name, "WithoutSuggestions"), plain.RuleFunc)
	}
	list := []core.Rule{{Name: "Scalars", RuleFunc: scalarRule}}
	for name, f := range all.GetInner() {
		list = append(list, core.Rule{Name: name, RuleFunc: f})
	}
	slices.SortFunc(list, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
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
