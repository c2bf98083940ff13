package graph

import (
	"slices"
	"strings"
)

// WorkKey names the work (a plan) that the document is an edition (one text) of. Documents of the same number and title
// are editions of one work; so are, without a number, those of the same issuers, title and day of issue; else those that
// were loaded under the same name from the same address. Names are compared folded; see [Fold].
func (x *Extract) WorkKey() string {
	d := &x.Document
	if d.DocNumber != "" {
		return workKey("number", Fold(d.DocNumber), bareTitle(d.Title))
	}
	var issuers []string
	for i := range x.Facts {
		f := &x.Facts[i]
		if role := DocumentRole(f.Role); f.Kind == KindDocumentRole && (role == DocumentIssuer || role == DocumentCoIssuer) {
			issuers = append(issuers, f.Object)
		}
	}
	if len(issuers) > 0 && d.Title != "" && d.IssuedOn != "" {
		slices.Sort(issuers)
		return workKey("issued", strings.Join(slices.Compact(issuers), " "), bareTitle(d.Title), d.IssuedOn)
	}
	return workKey("name", d.SourceName, d.SourceURL)
}

// workKey joins the parts of a key; none of them can hold what parts them.
func workKey(by string, parts ...string) string {
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, `\`, `\\`), "|", `\|`)
	}
	return by + "|" + strings.Join(parts, "|")
}
