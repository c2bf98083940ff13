package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// shortestMention is the least characters of a name of a body that is looked for in running text; shorter ones mean too much else.
const shortestMention = 3

// bodyMentions finds the bodies of the document where running text names them, outside the marks at spans.
func (b *builder) bodyMentions(marks []graph.Span) {
	v := b.d.view
	index := b.bodyForms()
	next := 0
	for i := 0; i < len(v.Text()); {
		_, n := utf8.DecodeRuneInString(v.Text()[i:])
		for next < len(marks) && marks[next].End <= i {
			next++
		}
		if next < len(marks) && marks[next].Start <= i {
			i = marks[next].End
			continue
		}
		if n >= 3 && len(v.Text()) >= i+6 {
			for _, form := range index[v.Text()[i:i+6]] {
				if strings.HasPrefix(v.Text()[i:], form.name) && !strings.HasPrefix(v.Text()[i+len(form.name):], "门") {
					s := graph.Span{Start: i, End: i + len(form.name)}
					b.mention(form.key, v.Printed(s), s)
					n = len(form.name)
					break
				}
			}
		}
		i += n
	}
}

// understood reports whether a name that begins with a word such as 市 means this body in this document.
func (b *builder) understood(name string, e *graph.Entity) bool {
	if _, core, ok := cutPlace(name); ok && core != "" || ownPrefix(name) == "" {
		return true
	}
	r := b.d.resolver
	d := r.places[e.In]
	return r.known && e.In != "" && (d.Code == r.issuer.Code || liesIn(r.issuer, d.Code))
}

// bodyForm is a name of a body with its key.
type bodyForm struct{ name, key string }

// bodyForms are the names of the document's bodies by their first two characters, longer ones first. A name that fits two bodies is left out.
func (b *builder) bodyForms() map[string][]bodyForm {
	owner := map[string]string{}
	for key, e := range b.entities {
		if kind, _ := graph.KeyKind(key); kind != graph.KindDepartment || e.Sort == uint8(graph.DepartmentGeneric) {
			continue
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if utf8.RuneCountInString(name) < shortestMention || isPlace(name) || !b.understood(name, e) {
				continue
			}
			if other, ok := owner[name]; ok && other != key {
				owner[name] = ""
				continue
			}
			owner[name] = key
		}
	}
	index := map[string][]bodyForm{}
	for name, key := range owner {
		if _, n := utf8.DecodeRuneInString(name); key != "" && n == 3 && len(name) >= 6 {
			index[name[:6]] = append(index[name[:6]], bodyForm{name, key})
		}
	}
	for _, forms := range index {
		slices.SortFunc(forms, func(x, y bodyForm) int {
			if d := len(y.name) - len(x.name); d != 0 {
				return d
			}
			return strings.Compare(x.name, y.name)
		})
	}
	return index
}
