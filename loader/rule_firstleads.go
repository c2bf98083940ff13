package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

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

// leadSigns are what plans put behind the names of bodies that lead (标*的为牵头单位).
const leadSigns = "*★☆▲△"

// leadSign is the sign that the text says to stand behind bodies that lead, 0 when it says nothing of the kind.
func leadSign(text string) rune {
	const near = 48 // bytes; 标“★”的单位为牵头
	if !slices.ContainsFunc([]rune(leadSigns), func(r rune) bool { return strings.ContainsRune(text, r) }) {
		return 0 // most texts have none; looking for one character is the fastest
	}
	for at := 0; ; {
		i := strings.IndexAny(text[at:], leadSigns)
		if i < 0 {
			return 0
		}
		at += i
		sign, n := utf8.DecodeRuneInString(text[at:])
		before, after := text[max(0, at-near/2):at], text[at+n:min(len(text), at+n+near)]
		if i := strings.Index(after, "牵头"); i >= 0 && strings.ContainsAny(after[:i], "为是") && !strings.ContainsAny(after[:i], "。;、") {
			for _, verb := range []string{"标", "带", "加", "有", "注"} {
				if k := strings.LastIndex(before, verb); k >= 0 && utf8.RuneCountInString(before[k:]) <= 5 {
					return sign
				}
			}
		}
		at += n
	}
}

// applySigns makes bodies leaders behind whose names the sign for it stands.
func applySigns(v *view, marks []mark, sign rune) {
	for i := range marks {
		for k := range marks[i].actors {
			a := &marks[i].actors[k]
			if r, _ := utf8.DecodeRuneInString(v.Text()[a.span.End:]); r == sign {
				a.role, a.roleText = graph.RoleLead, string(sign)
			}
		}
	}
}
