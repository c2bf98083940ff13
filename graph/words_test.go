package graph

import (
	"slices"
	"testing"
)

func TestWordsAndTheirInverse(t *testing.T) {
	for i, name := range kindNames {
		if k, ok := ParseKind(name); !ok || int(k) != i || k.String() != name {
			t.Errorf("kind %s is %d, %v", name, k, ok)
		}
	}
	for i, name := range roleNames {
		if r, ok := ParseRole(name); !ok || int(r) != i || r.String() != name {
			t.Errorf("role %s is %d, %v", name, r, ok)
		}
	}
	for i, name := range levelNames {
		if l, ok := ParseLevel(name); !ok || int(l) != i || l.String() != name {
			t.Errorf("level %s is %d, %v", name, l, ok)
		}
	}
	for _, bad := range []string{"", "INVALID", "lead"} {
		if _, ok := ParseRole(bad); ok {
			t.Errorf("%q is a role", bad)
		}
	}
	for _, got := range []string{
		Kind(99).String(), Role(6).String(), DocumentRole(3).String(), RelationKind(3).String(), DepartmentKind(8).String(),
		Level(6).String(), ProjectKind(12).String(),
	} {
		if got != "INVALID" {
			t.Errorf("a number that is no value is called %s", got)
		}
	}
}

func TestLastWords(t *testing.T) {
	for want, got := range map[string]string{
		"MENTION": KindMention.String(), "SUPERVISE": RoleSupervise.String(), "ADDRESSEE": DocumentAddressee.String(),
		"CITES": RelationCites.String(), "GENERIC": DepartmentGeneric.String(), "REGION": LevelRegion.String(),
		"OTHER": ProjectOther.String(),
	} {
		if got != want {
			t.Errorf("%s is called %s", want, got)
		}
	}
}

func TestKindsOfKinds(t *testing.T) {
	entities, facts := 0, 0
	for k := range KindMention + 1 {
		if k.IsEntity() && k.IsFact() {
			t.Errorf("%s is both", k)
		}
		if k.IsEntity() {
			entities++
		}
		if k.IsFact() {
			facts++
			subject, object := k.Ends()
			if !subject.IsEntity() || !object.IsEntity() {
				t.Errorf("%s links %s and %s", k, subject, object)
			}
		}
	}
	if entities != EntityKinds || facts != FactKinds {
		t.Errorf("%d entities, %d facts", entities, facts)
	}
	if got := KindResponsibility.RoleNames(); !slices.Equal(got, roleNames[:]) || KindTaskPlace.RoleNames() != nil {
		t.Errorf("roles of responsibilities: %v", got)
	}
	if got := KindProject.SortNames(); !slices.Equal(got, projectKindNames[:]) || KindCity.SortNames() != nil {
		t.Errorf("sorts of projects: %v", got)
	}
	if len(KindDocumentRole.RoleNames()) != 3 || len(KindReference.RoleNames()) != 3 || len(KindDepartment.SortNames()) != 8 {
		t.Error("a kind lacks its names")
	}
}
