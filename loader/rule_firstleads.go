package loader

import "strings"

// ruleFirstLeads reports whether text states the rule of a document that the first body of a list leads
// (列第一位者为牵头单位).
func ruleFirstLeads(text string) bool {
	i := strings.Index(text, "第一")
	if i < 0 {
		if i = strings.Index(text, "首位"); i < 0 {
			i = strings.Index(text, "首个")
		}
	}
	if i < 0 {
		return false
	}
	rest := text[i:]
	j := strings.Index(rest, "牵头")
	if j < 0 || j > len("第一位的责任单位者名部门均为")*2 {
		return false
	}
	between := rest[:j]
	return (strings.Contains(between, "为") || strings.Contains(between, "是")) && !strings.ContainsAny(between, ",。;")
}
