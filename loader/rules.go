package loader

// The names and versions of the rules. A rule is named in every piece of evidence that it read; its version grows
// with every change of what it reads. docs/EXTRACTION.md has the words for each.
const (
	ruleParenthesis = "responsibility.parenthesis@1"
	ruleLabel       = "responsibility.label@1"
	ruleTable       = "responsibility.table@1"
	ruleProse       = "responsibility.prose@1"
	ruleDuty        = "responsibility.duty@1"
	ruleIssuer      = "document.issuer@1"
	ruleAddressee   = "document.addressee@1"
	ruleCitation    = "document.citation@1"
	rulePlace       = "place.name@1"
	ruleProject     = "project.name@1"
	ruleTheme       = "theme.name@1"
)
