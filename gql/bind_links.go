package gql

import (
	"math/bits"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/vektah/gqlparser/v2/ast"
)

// itemsFrom lists the facts of a subject.
func itemsFrom(k graph.Kind) func(*call, row, []int32) items {
	return func(c *call, r row, _ []int32) items { return between(c.v.Facts(k).From(r.i)) }
}

// itemsTo lists the facts of an object.
func itemsTo(k graph.Kind) func(*call, row, []int32) items {
	return func(c *call, r row, _ []int32) items { return listed(c.v.Facts(k).To(r.i)) }
}

// factsFrom is the connection from the subject of facts to their objects; each edge is a fact.
func factsFrom(k graph.Kind) *connection {
	return &connection{
		item: k, items: itemsFrom(k), reads: bySubject,
		nodes: func(v *graph.View) []int32 { return v.Facts(k).Object },
		back:  func(v *graph.View, node int32, buf []int32) []int32 { return appendSubjects(v, k, node, buf) },
	}
}

// factsTo is the connection from the object of facts to their subjects; each edge is a fact.
func factsTo(k graph.Kind) *connection {
	return &connection{
		item: k, items: itemsTo(k), reads: byObject,
		nodes: func(v *graph.View) []int32 { return v.Facts(k).Subject },
		back:  func(v *graph.View, node int32, buf []int32) []int32 { return appendObjects(v, k, node, buf) },
	}
}

func appendSubjects(v *graph.View, k graph.Kind, object int32, buf []int32) []int32 {
	f := v.Facts(k)
	for _, fact := range f.To(object) {
		buf = append(buf, f.Subject[fact])
	}
	return buf
}

func appendObjects(v *graph.View, k graph.Kind, subject int32, buf []int32) []int32 {
	f := v.Facts(k)
	lo, hi := f.From(subject)
	return append(buf, f.Object[lo:hi]...)
}

// distinct sorts a list and drops repeats. Many close numbers are marked in bits and read back, which takes
// a tenth of sorting them.
func distinct(list []int32) []int32 {
	if isAscending(list) {
		return list
	}
	words := int(slices.Max(list))/64 + 1
	if words > len(list) || slices.Min(list) < 0 {
		slices.Sort(list)
		return slices.Compact(list)
	}
	marks := make([]uint64, words)
	for _, i := range list {
		marks[i/64] |= 1 << (i % 64)
	}
	list = list[:0]
	for w, mark := range marks {
		for ; mark != 0; mark &= mark - 1 {
			list = append(list, int32(w*64+bits.TrailingZeros64(mark)))
		}
	}
	return list
}

// isAscending reports whether each number is above the one before it.
func isAscending(list []int32) bool {
	for i := 1; i < len(list); i++ {
		if list[i] <= list[i-1] {
			return false
		}
	}
	return true
}

// distinctSubjects lists the subjects of the facts of an object, each once, as different documents can state one thing.
func distinctSubjects(k graph.Kind) func(*call, row, []int32) items {
	return func(c *call, r row, buf []int32) items { return made(distinct(appendSubjects(c.v, k, r.i, buf))) }
}

func projectCities() *connection {
	k := graph.KindProjectPlace
	return &connection{
		item:  graph.KindCity,
		items: func(c *call, r row, buf []int32) items { return made(distinct(appendObjects(c.v, k, r.i, buf))) },
		back:  func(v *graph.View, node int32, buf []int32) []int32 { return appendSubjects(v, k, node, buf) },
	}
}

// taskLink is the kind of fact that ties tasks to entities of kind k.
func taskLink(k graph.Kind) graph.Kind {
	for link := graph.KindResponsibility; link <= graph.KindTaskTheme; link++ {
		if _, object := link.Ends(); object == k {
			return link
		}
	}
	panic("gql: no fact ties tasks to " + k.String())
}

// throughTasks lists what the tasks of an entity are tied to by facts of kind k, each once; with byRole, only by those
// in the argument `roles`.
func throughTasks(k graph.Kind, byRole bool) func(*call, row, []int32) items {
	return func(c *call, r row, buf []int32) items {
		roles := allRoles
		if byRole {
			roles = c.engine.enums("ResponsibilityRole", c.arg("roles"))
		}
		tasks, facts := c.v.Facts(taskLink(r.kind)), c.v.Facts(k)
		for _, link := range tasks.To(r.i) {
			lo, hi := facts.From(tasks.Subject[link])
			for f := lo; f < hi; f++ {
				if roles.has(facts.Role[f]) {
					buf = append(buf, facts.Object[f])
				}
			}
		}
		return made(distinct(buf))
	}
}

// enumSet is a set of values of one enumeration, by their numbers.
type enumSet uint32

const allRoles = ^enumSet(0)

func (s enumSet) has(value uint8) bool { return s>>value&1 == 1 }

// enums is the set given by a coerced list of values of an enumeration; everything when the list is absent.
func (b *binder) enums(enum string, list any) enumSet {
	values, given := list.([]any)
	if !given {
		return allRoles
	}
	var s enumSet
	for _, value := range values {
		s |= 1 << b.enumNumber(enum, value.(string))
	}
	return s
}

// enumNumber is the number of a value of an enumeration.
func (b *binder) enumNumber(enum, value string) uint8 {
	return uint8(slices.IndexFunc(b.schema.Types[enum].EnumValues, func(d *ast.EnumValueDefinition) bool {
		return d.Name == value
	}))
}

// roleEnum is the enumeration that the roles of facts of kind k are of.
func roleEnum(k graph.Kind) string {
	switch k {
	case graph.KindDocumentRole:
		return "DocumentRole"
	case graph.KindReference:
		return "DocumentRelationKind"
	}
	return "ResponsibilityRole"
}

// int is an argument of type Int.
func (c *call) int(name string, absent int) int {
	if n, given := c.arg(name).(int); given {
		return n
	}
	return absent
}

func factFields() map[string]any {
	subject := func(k graph.Kind) linkAt {
		return linkTo(k, func(v *graph.View, k graph.Kind) []int32 { return v.Facts(k).Subject })
	}
	object := func(k graph.Kind) linkAt {
		return linkTo(k, func(v *graph.View, k graph.Kind) []int32 { return v.Facts(k).Object })
	}
	role := enumsAt(func(v *graph.View, k graph.Kind) []uint8 { return v.Facts(k).Role })
	position := smallsAt(func(v *graph.View, k graph.Kind) []uint16 { return v.Facts(k).Position })
	surface := textOf(func(c *call, r row) string { return c.v.Surface(c.v.Facts(r.kind), r.i) })
	// the fact of an edge, whose items are facts
	edgeFact := linkAt{to: func(k graph.Kind) graph.Kind { return k }}
	return map[string]any{
		"Fact.evidence": rowsOf(func(c *call, r row, dst []row) []row {
			for _, e := range c.v.Facts(r.kind).Evidence(r.i) {
				dst = append(dst, at(graph.KindEvidence, e))
			}
			return dst
		}),
		"Responsibility.role":     role,
		"Responsibility.roleText": textOf(func(c *call, r row) string { return c.v.RoleText(c.v.Facts(r.kind), r.i) }),
		"Responsibility.position": position,
		"Responsibility.surface":  surface,
		"Responsibility.surfaceSpan": rowOf(func(c *call, r row) row {
			document, s, ok := c.v.SurfaceSpan(c.v.Facts(r.kind), r.i, graph.KindDepartment)
			if !ok {
				return none
			}
			return span(document, s)
		}),
		"Responsibility.department": object(graph.KindDepartment),
		"Responsibility.task":       subject(graph.KindTask),

		"TaskPlace.task": subject(graph.KindTask), "TaskPlace.city": object(graph.KindCity),
		"TaskProject.task": subject(graph.KindTask), "TaskProject.project": object(graph.KindProject),
		"TaskTheme.task": subject(graph.KindTask), "TaskTheme.culturalTheme": object(graph.KindTheme),

		"DocumentRoleFact.role":        role,
		"DocumentRoleFact.department":  object(graph.KindDepartment),
		"DocumentRoleFact.document":    subject(graph.KindDocument),
		"DocumentReference.kind":       role,
		"DocumentReference.source":     subject(graph.KindDocument),
		"DocumentReference.target":     object(graph.KindDocument),
		"DocumentReference.targetText": surface,

		"Edge.fact": edgeFact, "Edge.responsibility": edgeFact, "Edge.role": role, "Edge.position": position,
	}
}
