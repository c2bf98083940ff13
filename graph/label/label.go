// Package label has the words, in Chinese and English, for the values of the API's enumerations, for kinds of fact and for
// the codes of warnings.
package label

import (
	_ "embed"
	"strings"
	"sync"
)

// Words are what a value is called.
type Words struct{ Chinese, English string }

// Both is the English words and the Chinese ones after a space, as on pages that speak both languages.
func (w Words) Both() string { return w.English + " " + w.Chinese }

//go:embed label.tsv
var table string

// words reads the table on first use: enumeration, value, Chinese, English.
var words = sync.OnceValue(func() map[[2]string]Words {
	out := map[[2]string]Words{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		out[[2]string{cells[0], cells[1]}] = Words{cells[2], cells[3]}
	}
	return out
})

// Of gives the words for a value of an enumeration, e.g. LEAD of ResponsibilityRole. Beside those of the API there are
// FactType, the kinds of what is no entity, and LoadWarning, the codes of warnings. It reports false for what there is not.
func Of(enumeration, value string) (Words, bool) {
	w, ok := words()[[2]string{enumeration, value}]
	return w, ok
}
