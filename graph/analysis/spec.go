package analysis

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// Spec says what a network is made of. The zero value is the API's default: all bodies tied by common tasks.
type Spec struct {
	Projection      Projection
	Roles           []graph.Role           // responsibilities that count; nil for all, empty for none
	DepartmentKinds []graph.DepartmentKind // population; nil for all but general names, empty for none
	Documents       []graph.ID             // documents to use; nil for all
	IssuedFrom      string                 // first day of issue, YYYY-MM-DD; documents without a day are left out; empty for no bound
	IssuedTo        string                 // last day of issue, likewise
	Tasks           TaskFilter             // tasks to use
	Weight          TieWeight
	MinWeight       float64 // ties below it are dropped
}

// TaskFilter chooses tasks of the View that the network is built on. The zero value takes all.
type TaskFilter struct {
	Text  string                // canonical text of the condition, part of the network's id
	Match func(task int32) bool // nil takes all
}

// publicKinds are the kinds of body that are actors unless others are asked for: a general name (各有关部门) names nobody.
var publicKinds = [...]graph.DepartmentKind{
	graph.DepartmentOrdinary, graph.DepartmentGovernment, graph.DepartmentFieldOffice, graph.DepartmentEnterprise,
	graph.DepartmentPartyOrgan, graph.DepartmentLeadingGroup, graph.DepartmentOther,
}

var allRoles = [...]graph.Role{
	graph.RoleLead, graph.RoleResponsible, graph.RoleSupport, graph.RoleImplement, graph.RoleGuide, graph.RoleSupervise,
}

// resolve fills in defaults, puts every list in its one order and finds the documents to use.
func (s Spec) resolve(v *graph.View) (Spec, []int32, error) {
	if math.IsNaN(s.MinWeight) || math.IsInf(s.MinWeight, 0) || s.MinWeight < 0 {
		return s, nil, fmt.Errorf("minWeight %v is not a number of 0 or more", s.MinWeight)
	}
	for _, day := range []string{s.IssuedFrom, s.IssuedTo} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return s, nil, fmt.Errorf("%q is not a day", day)
		}
	}
	if s.Projection == DepartmentTask {
		s.Weight = Binary // a body and a task share nothing that could be counted
	}
	if shapes[s.Projection].facts != graph.KindResponsibility {
		s.Roles = nil // what is not counted must not make another network
	}
	if !shapes[s.Projection].bodies {
		s.DepartmentKinds = nil
	}
	s.Roles = canonical(s.Roles, allRoles[:])
	if s.DepartmentKinds == nil {
		s.DepartmentKinds = publicKinds[:]
	}
	s.DepartmentKinds = canonical(s.DepartmentKinds, append(publicKinds[:], graph.DepartmentGeneric))
	documents, err := s.documents(v)
	if err != nil {
		return s, nil, err
	}
	s.Documents = make([]graph.ID, len(documents))
	for i, d := range documents {
		s.Documents[i] = v.IDOf(graph.KindDocument, d)
	}
	return s, documents, nil
}

func canonical[T cmp.Ordered](chosen, all []T) []T {
	if chosen == nil {
		return slices.Clone(all)
	}
	out := slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !slices.Contains(chosen, v) })
	return out
}

func (s *Spec) documents(v *graph.View) ([]int32, error) {
	var chosen []int32
	if s.Documents == nil {
		for i := range int32(v.Len(graph.KindDocument)) {
			chosen = append(chosen, i)
		}
	}
	for _, id := range s.Documents {
		k, i, ok := v.Lookup(id)
		if !ok || k != graph.KindDocument {
			return nil, fmt.Errorf("no document has the id %q", id)
		}
		chosen = append(chosen, i)
	}
	slices.Sort(chosen)
	return slices.DeleteFunc(slices.Compact(chosen), func(i int32) bool {
		day := v.Documents.IssuedOn[i]
		return s.IssuedFrom != "" && day < s.IssuedFrom || s.IssuedTo != "" && (day == "" || day > s.IssuedTo)
	}), nil
}

// id is the fingerprint of a View and a resolved Spec: n and 80 bits of a SHA-256 in base32.
func (s *Spec) id(v *graph.View) graph.ID {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%v\x00%v\x00%v\x00%s\x00%s\x00%s\x00%v\x00%s", v.ID, s.Projection, s.Roles,
		s.DepartmentKinds, s.Documents, s.IssuedFrom, s.IssuedTo, s.Weight, s.MinWeight, s.Tasks.Text)
	encoding := base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
	return graph.ID("n" + encoding.EncodeToString(h.Sum(nil)[:10]))
}
