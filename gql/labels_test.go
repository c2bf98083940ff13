package gql

import (
	"strings"
	"testing"
	"unicode"
)

// TestLabelsAreComplete: each enumeration but those of orders has one label in each language for each of its values, all
// different.
func TestLabelsAreComplete(t *testing.T) {
	schema := theExecutors(t).table.Schema()
	labels := enumLabels()
	for _, def := range orderedTypes(schema) {
		if def.BuiltIn || len(def.EnumValues) == 0 || strings.HasSuffix(def.Name, "OrderField") || def.Name == "OrderDirection" {
			continue
		}
		have := labels[def.Name]
		delete(labels, def.Name)
		if len(have) != len(def.EnumValues) {
			t.Errorf("%s has %d labels for %d values", def.Name, len(have), len(def.EnumValues))
		}
		zh, en := map[string]bool{}, map[string]bool{}
		for _, l := range have {
			chinese := strings.ContainsFunc(l.zh, func(r rune) bool { return unicode.Is(unicode.Han, r) })
			english := !strings.ContainsFunc(l.en, func(r rune) bool { return unicode.Is(unicode.Han, r) })
			if zh[l.zh] || en[l.en] || l.zh == "" || l.en == "" || !english || !chinese && l.zh != l.en {
				t.Errorf("%s: label %+v", def.Name, l)
			}
			zh[l.zh], en[l.en] = true, true
		}
	}
	for enum := range labels {
		t.Errorf("%s has labels but is not in the SDL", enum)
	}
}
