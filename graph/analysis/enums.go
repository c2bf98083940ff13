package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// Projection says who the actors are and what ties them.
type Projection uint8

// Projections in the order of the API's NetworkProjection.
const (
	DepartmentsByTask     Projection = iota // bodies tied by common tasks
	DepartmentsByDocument                   // bodies tied by jointly issued documents (联合发文)
	TasksByDepartment                       // tasks tied by common bodies
	CitiesByTask                            // places tied by common tasks
	ThemesByTask                            // cultural themes tied by common tasks
	DepartmentTask                          // two-mode: bodies and tasks
)

var projectionNames = []string{
	"DEPARTMENTS_BY_TASK", "DEPARTMENTS_BY_DOCUMENT", "TASKS_BY_DEPARTMENT", "CITIES_BY_TASK", "THEMES_BY_TASK",
	"DEPARTMENT_TASK",
}

// String is the name that the API uses.
func (p Projection) String() string { return projectionNames[p] }

// UnmarshalText reads the name that the API uses.
func (p *Projection) UnmarshalText(text []byte) error { return unmarshal(p, projectionNames, text) }

// MarshalText writes the name that the API uses.
func (p Projection) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// TieWeight says how strong a tie is.
type TieWeight uint8

// Tie weights in the order of the API's TieWeight.
const (
	Count   TieWeight = iota // number of shared events
	Newman                   // sum of 1/(members-1) over shared events
	Jaccard                  // shared events divided by the events of either
	Binary                   // 1
)

var tieWeightNames = []string{"COUNT", "NEWMAN", "JACCARD", "BINARY"}

// String is the name that the API uses.
func (w TieWeight) String() string { return tieWeightNames[w] }

// UnmarshalText reads the name that the API uses.
func (w *TieWeight) UnmarshalText(text []byte) error { return unmarshal(w, tieWeightNames, text) }

// MarshalText writes the name that the API uses.
func (w TieWeight) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Lengths says how long a tie is in path measures. A weight says how near two actors are, so it is never a length.
type Lengths uint8

// Lengths in the order of the API's PathWeight.
const (
	Unweighted Lengths = iota // every tie has length 1
	Inverse                   // a tie has length 1/weight
)

var lengthNames = []string{"UNWEIGHTED", "INVERSE"}

// String is the name that the API uses.
func (l Lengths) String() string { return lengthNames[l] }

// UnmarshalText reads the name that the API uses.
func (l *Lengths) UnmarshalText(text []byte) error { return unmarshal(l, lengthNames, text) }

// LinkKind is a kind of link that a path may follow.
type LinkKind uint8

// Link kinds in the order of the API's LinkKind.
const (
	LinkResponsibility LinkKind = iota // department – task
	LinkDocumentRole                   // department – document
	LinkContains                       // document – task
	LinkTaskPlace                      // task – city
	LinkTaskProject                    // task – project
	LinkTaskTheme                      // task – cultural theme
	LinkReference                      // document – document
	LinkPartOf                         // city – higher city
)

var linkNames = []string{
	"RESPONSIBILITY", "DOCUMENT_ROLE", "CONTAINS", "TASK_PLACE", "TASK_PROJECT", "TASK_THEME", "REFERENCE", "PART_OF",
}

// String is the name that the API uses.
func (k LinkKind) String() string { return linkNames[k] }

// UnmarshalText reads the name that the API uses.
func (k *LinkKind) UnmarshalText(text []byte) error { return unmarshal(k, linkNames, text) }

func unmarshal[T ~uint8](to *T, names []string, text []byte) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return fmt.Errorf("%q is not one of %s", text, strings.Join(names, ", "))
	}
	*to = T(i)
	return nil
}
