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

// ruleOthersSupport reports whether the rule that begins text goes on to say that the others of a list take part
// (其他列入单位为参与单位).
func ruleOthersSupport(text string) bool {
	const far = 120 // bytes; 40 characters
	text = text[:min(len(text), far)]
	if i := strings.Index(text, "。"); i >= 0 {
		text = text[:i]
	}
	i := strings.Index(text, "其")
	if i < 0 || firstOf(text[i:], "其他", "其它", "其余") == "" {
		return false
	}
	for _, w := range []string{"参与", "配合", "协办", "协同", "参加"} {
		if strings.Contains(text[i:], w) {
			return true
		}
	}
	return false
}
