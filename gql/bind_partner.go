package gql

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
)

// partnerList is the bodies that a body shares tasks with.
type partnerList struct {
	owner int32
	spec  *partnerSpec
	tasks int // of the owner
	list  []partner

	weights map[int32]float64 // Newman's, by department; made when first asked for
}

type partner struct {
	department int32
	shared     int32   // tasks
	newman     float64 // likewise
	jaccard    float64 // only when it is sorted or chosen by
}

func (l *partnerList) len() int         { return len(l.list) }
func (l *partnerList) node(n int32) row { return at(graph.KindDepartment, l.list[n].department) }

// relatedList is the tasks that share bodies with a task.
type relatedList struct {
	owner  int32
	bodies []int32 // of the owner
	list   []relatedTask
}

type relatedTask struct{ task, shared int32 }

func (l *relatedList) len() int         { return len(l.list) }
func (l *relatedList) node(n int32) row { return at(graph.KindTask, l.list[n].task) }

// partnerFields are those of the edges of partners and relatedTasks.
func partnerFields() map[string]any {
	of := func(r row) (*partnerList, *partner) { l := r.p.(*page).entries.(*partnerList); return l, &l.list[r.i] }
	related := func(r row) (*relatedList, *relatedTask) {
		l := r.p.(*page).entries.(*relatedList)
		return l, &l.list[r.i]
	}
	return map[string]any{
		"PartnerEdge.sharedTaskCount": intOf(func(_ *call, r row) int { _, p := of(r); return int(p.shared) }),
		"PartnerEdge.newmanWeight":    floatOf(func(c *call, r row) float64 { l, p := of(r); return l.newman(c, p) }),
		"PartnerEdge.jaccard":         floatOf(func(c *call, r row) float64 { l, p := of(r); return l.jaccard(c, p) }),
		"PartnerEdge.sharedTasks": &connection{item: graph.KindTask, items: func(c *call, r row, buf []int32) items {
			l, p := of(r)
			return made(l.sharedTasks(c, p.department, buf))
		}},
		"RelatedTaskEdge.jaccard": floatOf(func(c *call, r row) float64 {
			l, t := related(r)
			theirs := everyRole().bodiesOf(c.v, t.task, nil)
			return float64(t.shared) / float64(len(l.bodies)+len(theirs)-int(t.shared))
		}),
		"RelatedTaskEdge.sharedDepartments": rowsOf(func(c *call, r row, dst []row) []row {
			l, t := related(r)
			for _, d := range everyRole().bodiesOf(c.v, t.task, nil) {
				if slices.Contains(l.bodies, d) {
					dst = append(dst, at(graph.KindDepartment, d))
				}
			}
			return dst
		}),
	}
}

// tally counts how often small numbers come up; its arrays are kept from use to use and are zero in between.
type tally struct {
	counters []counter
	seen     []int32 // numbers that came up, in the order of their coming
}

type counter struct {
	count int32
	mark  int32 // what was counted last, plus 1
}

// grow makes room for numbers below n.
func (t *tally) grow(n int) {
	if len(t.counters) < n {
		t.counters = make([]counter, n)
	}
}

// reset forgets everything.
func (t *tally) reset() {
	for _, i := range t.seen {
		t.counters[i] = counter{}
	}
	t.seen = t.seen[:0]
}

// add counts i, once for each value of by.
func (t *tally) add(i, by int32) {
	n := &t.counters[i]
	if n.mark == by+1 {
		return
	}
	if n.mark == 0 {
		t.meet(i)
	}
	n.mark = by + 1
	n.count++
}

// meet is apart so that add can be put where it is called.
func (t *tally) meet(i int32) { t.seen = append(t.seen, i) }

// partnerSpec is what a NetworkSpec says about partners.
type partnerSpec struct {
	roles, kinds enumSet
	task         func(task int32) bool // nil takes all
	weight       string
	least        float64
	order        []any
	err          *gate.Error
}

// everyRole counts all responsibilities of named bodies: a general name (各有关部门) names nobody.
func everyRole() *partnerSpec {
	return &partnerSpec{roles: allRoles, kinds: allRoles &^ (1 << graph.DepartmentGeneric), weight: "COUNT"}
}

// partnerSpec reads the arguments of Department.partners, once a request.
func (c *call) partnerSpec(l *listing) *partnerSpec {
	if l.partners != nil {
		return l.partners
	}
	s := everyRole()
	l.partners = s
	s.order, _ = c.arg("orderBy").([]any)
	in, given := c.arg("spec").(map[string]any)
	if !given {
		return s
	}
	s.roles = c.engine.enums("ResponsibilityRole", in["roles"])
	if _, given := in["departmentKinds"].([]any); given {
		s.kinds = c.engine.enums("DepartmentKind", in["departmentKinds"])
	}
	if weight, given := in["weight"].(string); given {
		s.weight = weight
	}
	s.least, _ = in["minWeight"].(float64)
	if p, given := in["projection"].(string); given && p != "DEPARTMENTS_BY_TASK" {
		s.err = gate.Errorf(gate.CodeBadUserInput, "spec.projection: partners are tied by common tasks, so it can only be DEPARTMENTS_BY_TASK")
	}
	s.task = c.tasksOfSpec(in)
	return s
}

// tasksOfSpec makes the condition of a specification on tasks; nil when there is none.
func (c *call) tasksOfSpec(in map[string]any) func(task int32) bool {
	filter, documents := map[string]any{}, map[string]any{}
	if tasks, given := in["tasks"].(map[string]any); given {
		filter["and"] = []any{tasks}
	}
	if ids, given := in["documents"].([]any); given {
		documents["id"] = map[string]any{"in": ids}
	}
	if days, given := in["issuedOn"].(map[string]any); given {
		documents["issuedOn"] = days
	}
	if len(documents) > 0 {
		filter["document"] = documents
	}
	if len(filter) == 0 {
		return nil
	}
	return c.filter("TaskFilter", filter).test
}

// eachTask calls f for the tasks of a department that count, in their order, each once.
func (s *partnerSpec) eachTask(v *graph.View, department int32, f func(task int32)) {
	facts, last := v.Facts(graph.KindResponsibility), int32(-1)
	for _, fact := range facts.To(department) {
		task := facts.Subject[fact]
		if task != last && s.roles.has(facts.Role[fact]) && (s.task == nil || s.task(task)) {
			last = task
			f(task)
		}
	}
}

// counts reports whether a body counts as one that stands on a task.
func (s *partnerSpec) counts(v *graph.View, department int32) bool {
	return v.Departments.Kind[department] != graph.DepartmentGeneric || s.kinds.has(uint8(graph.DepartmentGeneric))
}

// bodiesOf lists the bodies of a task in roles that count, each once, in ascending order.
func (s *partnerSpec) bodiesOf(v *graph.View, task int32, buf []int32) []int32 {
	facts := v.Facts(graph.KindResponsibility)
	lo, hi := facts.From(task)
	for fact := lo; fact < hi; fact++ {
		if d := facts.Object[fact]; s.roles.has(facts.Role[fact]) && s.counts(v, d) {
			buf = append(buf, d)
		}
	}
	return distinct(buf)
}

// partners lists the bodies that a body shares tasks with.
func partners(c *call, owner row) entries {
	s := c.partnerSpec(c.state.(*listing))
	if s.err != nil {
		c.err = s.err
		return nil
	}
	l := &partnerList{owner: owner.i, spec: s}
	t := c.tally()
	t.grow(c.v.Len(graph.KindDepartment))
	facts, all := c.v.Facts(graph.KindResponsibility), s.roles == allRoles
	s.eachTask(c.v, owner.i, func(task int32) {
		l.tasks++
		if c.expired(l.tasks) {
			return
		}
		lo, hi := facts.From(task)
		bodies, roles := facts.Object[lo:hi], facts.Role[lo:hi]
		for n, d := range bodies {
			if all || s.roles.has(roles[n]) {
				t.add(d, task)
			}
		}
	})
	l.list = make([]partner, 0, len(t.seen))
	for _, d := range t.seen {
		if d != owner.i && s.kinds.has(uint8(c.v.Departments.Kind[d])) {
			l.list = append(l.list, partner{department: d, shared: t.counters[d].count})
		}
	}
	t.reset()
	l.choose(c)
	l.sort(c)
	return l
}

// choose drops ties below the lowest weight.
func (l *partnerList) choose(c *call) {
	s := l.spec
	by := func(field string) bool {
		return slices.ContainsFunc(s.order, func(key any) bool { return key.(map[string]any)["field"] == field })
	}
	for i := range l.list {
		if s.weight == "JACCARD" || by("JACCARD") {
			l.list[i].jaccard = l.jaccard(c, &l.list[i])
		}
		if s.weight == "NEWMAN" || by("NEWMAN_WEIGHT") {
			l.list[i].newman = l.newman(c, &l.list[i])
		}
	}
	if s.least > 0 {
		l.list = slices.DeleteFunc(l.list, func(p partner) bool { return s.weightOf(&p) < s.least })
	}
}

func (l *partnerList) sort(c *call) {
	var rank []int32
	if len(l.spec.order) > 0 {
		names := c.engine.orders["Department.NAME"]
		rank = c.columns.keys("Department.NAME", func() []int32 { return names(c.v) })
	}
	slices.SortFunc(l.list, func(a, b partner) int {
		for _, key := range l.spec.order {
			if d := comparePartners(key.(map[string]any), &a, &b, rank); d != 0 {
				return d
			}
		}
		if len(l.spec.order) == 0 && a.shared != b.shared {
			return int(b.shared - a.shared)
		}
		return cmp.Compare(a.department, b.department)
	})
}

// newman is the sum over the shared tasks of 1 by the number of other bodies.
func (l *partnerList) newman(c *call, p *partner) float64 {
	if l.weights == nil {
		l.weights = map[int32]float64{}
		var bodies []int32
		l.spec.eachTask(c.v, l.owner, func(task int32) {
			bodies = l.spec.bodiesOf(c.v, task, bodies[:0])
			for _, d := range bodies {
				l.weights[d] += 1 / float64(len(bodies)-1)
			}
		})
	}
	return l.weights[p.department]
}

// jaccard is the part of the tasks of either that both have.
func (l *partnerList) jaccard(c *call, p *partner) float64 {
	theirs := 0
	if l.spec.roles == allRoles && l.spec.task == nil {
		count := c.engine.orders["Department.TASK_COUNT"]
		theirs = int(c.columns.keys("Department.TASK_COUNT", func() []int32 { return count(c.v) })[p.department])
	} else {
		l.spec.eachTask(c.v, p.department, func(int32) { theirs++ })
	}
	return float64(p.shared) / float64(l.tasks+theirs-int(p.shared))
}

// sharedTasks appends the tasks that the owner shares with a department, in their order.
func (l *partnerList) sharedTasks(c *call, department int32, buf []int32) []int32 {
	facts := c.v.Facts(graph.KindResponsibility)
	l.spec.eachTask(c.v, l.owner, func(task int32) {
		lo, hi := facts.From(task)
		for fact := lo; fact < hi; fact++ {
			if facts.Object[fact] == department && l.spec.roles.has(facts.Role[fact]) {
				buf = append(buf, task)
				return
			}
		}
	})
	return buf
}

// weightOf is the strength of a tie as the specification measures it.
func (s *partnerSpec) weightOf(p *partner) float64 {
	switch s.weight {
	case "NEWMAN":
		return p.newman
	case "JACCARD":
		return p.jaccard
	case "BINARY":
		return 1
	}
	return float64(p.shared)
}

func comparePartners(key map[string]any, a, b *partner, rank []int32) int {
	d := 0
	switch key["field"] {
	case "SHARED_TASKS":
		d = cmp.Compare(a.shared, b.shared)
	case "NEWMAN_WEIGHT":
		d = cmp.Compare(a.newman, b.newman)
	case "JACCARD":
		d = cmp.Compare(a.jaccard, b.jaccard)
	case "NAME":
		d = cmp.Compare(rank[a.department], rank[b.department])
	}
	if key["direction"] == "DESC" {
		return -d
	}
	return d
}

// partnerCounts gives, for each department, the number of its partners.
func partnerCounts(v *graph.View) []int32 {
	s, t := everyRole(), &tally{}
	t.grow(v.Len(graph.KindDepartment))
	facts := v.Facts(graph.KindResponsibility)
	return column(v.Len(graph.KindDepartment), func(d int32) int32 {
		s.eachTask(v, d, func(task int32) {
			lo, hi := facts.From(task)
			for _, other := range facts.Object[lo:hi] {
				if other != d && s.counts(v, other) {
					t.add(other, task)
				}
			}
		})
		n := len(t.seen)
		t.reset()
		return int32(n)
	})
}

// relatedTasks lists the tasks that share bodies with a task, most shared first.
func relatedTasks(c *call, owner row) entries {
	least := int32(c.int("minShared", 1))
	if least < 1 {
		c.fail(gate.CodeBadUserInput, "minShared: %d is not at least 1", least)
		return nil
	}
	s := everyRole()
	l := &relatedList{owner: owner.i, bodies: s.bodiesOf(c.v, owner.i, nil)}
	t := c.tally()
	t.grow(c.v.Len(graph.KindTask))
	for n, d := range l.bodies {
		if c.expired(n) {
			break
		}
		s.eachTask(c.v, d, func(task int32) { t.add(task, d) })
	}
	for _, task := range t.seen {
		if n := t.counters[task].count; task != owner.i && n >= least {
			l.list = append(l.list, relatedTask{task, n})
		}
	}
	t.reset()
	slices.SortFunc(l.list, func(a, b relatedTask) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.task, b.task))
	})
	return l
}
