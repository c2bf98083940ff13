package gql

import (
	"cmp"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// partner is a body that shares tasks with another.
type partner struct {
	department int32
	shared     []int32 // tasks
	newman     float64
	jaccard    float64
}

type partnerList []partner

func (l partnerList) len() int         { return len(l) }
func (l partnerList) node(n int32) row { return at(graph.KindDepartment, l[n].department) }

// relatedTask is a task with bodies of another.
type relatedTask struct {
	task    int32
	shared  []int32 // departments
	jaccard float64
}

type relatedList []relatedTask

func (l relatedList) len() int         { return len(l) }
func (l relatedList) node(n int32) row { return at(graph.KindTask, l[n].task) }

// partnerFields are those of the edges of partners and relatedTasks.
func partnerFields() map[string]any {
	of := func(r row) *partner { return &r.p.(*page).entries.(partnerList)[r.i] }
	related := func(r row) *relatedTask { return &r.p.(*page).entries.(relatedList)[r.i] }
	return map[string]any{
		"PartnerEdge.sharedTaskCount": intOf(func(_ *call, r row) int { return len(of(r).shared) }),
		"PartnerEdge.newmanWeight":    floatOf(func(_ *call, r row) float64 { return of(r).newman }),
		"PartnerEdge.jaccard":         floatOf(func(_ *call, r row) float64 { return of(r).jaccard }),
		"PartnerEdge.sharedTasks": &connection{item: graph.KindTask, items: func(_ *call, r row, _ []int32) items {
			return listed(of(r).shared)
		}},
		"RelatedTaskEdge.jaccard": floatOf(func(_ *call, r row) float64 { return related(r).jaccard }),
		"RelatedTaskEdge.sharedDepartments": rowsOf(func(_ *call, r row, dst []row) []row {
			for _, d := range related(r).shared {
				dst = append(dst, at(graph.KindDepartment, d))
			}
			return dst
		}),
	}
}

// partnerSpec is what a NetworkSpec says about partners.
type partnerSpec struct {
	roles, kinds enumSet
	task         func(task int32) bool // nil takes all
	weight       string
	least        float64
	order        []any
	err          *Error
}

// partnerSpec reads the arguments of Department.partners, once a request.
func (c *call) partnerSpec(l *listing) *partnerSpec {
	if l.partners != nil {
		return l.partners
	}
	in, _ := c.args["spec"].(map[string]any)
	s := &partnerSpec{roles: c.engine.enums("ResponsibilityRole", in["roles"]), weight: "COUNT"}
	l.partners = s
	s.order, _ = c.args["orderBy"].([]any)
	if _, given := in["departmentKinds"].([]any); given {
		s.kinds = c.engine.enums("DepartmentKind", in["departmentKinds"])
	} else {
		s.kinds = allRoles &^ (1 << graph.DepartmentGeneric) // 各有关部门 names nobody
	}
	if weight, given := in["weight"].(string); given {
		s.weight = weight
	}
	s.least, _ = in["minWeight"].(float64)
	if p, given := in["projection"].(string); given && p != "DEPARTMENTS_BY_TASK" {
		s.err = newError(CodeBadUserInput, "spec.projection: partners are tied by common tasks, so it can only be DEPARTMENTS_BY_TASK")
	}
	filter := map[string]any{}
	if tasks, given := in["tasks"].(map[string]any); given {
		filter["and"] = []any{tasks}
	}
	documents := map[string]any{}
	if ids, given := in["documents"].([]any); given {
		documents["id"] = map[string]any{"in": ids}
	}
	if days, given := in["issuedOn"].(map[string]any); given {
		documents["issuedOn"] = days
	}
	if len(documents) > 0 {
		filter["document"] = documents
	}
	if len(filter) > 0 {
		s.task = c.filter("TaskFilter", filter).test
	}
	return s
}

// tasksOf lists the tasks of a department that the specification counts.
func (s *partnerSpec) tasksOf(v *graph.View, department int32, buf []int32) []int32 {
	f := v.Facts(graph.KindResponsibility)
	for _, fact := range f.To(department) { // in the order of the tasks
		task := f.Subject[fact]
		if s.roles.has(f.Role[fact]) && (s.task == nil || s.task(task)) && (len(buf) == 0 || buf[len(buf)-1] != task) {
			buf = append(buf, task)
		}
	}
	return buf
}

// bodiesOf lists the bodies of a task in roles that count, each once; general names (各有关部门) are no bodies.
func (s *partnerSpec) bodiesOf(v *graph.View, task int32, buf []int32) []int32 {
	f := v.Facts(graph.KindResponsibility)
	lo, hi := f.From(task)
	for fact := lo; fact < hi; fact++ {
		d := f.Object[fact]
		if s.roles.has(f.Role[fact]) && (v.Departments.Kind[d] != graph.DepartmentGeneric || s.kinds.has(uint8(graph.DepartmentGeneric))) {
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
	tasks := s.tasksOf(c.v, owner.i, nil)
	found := map[int32]*partner{}
	var bodies []int32
	for n, task := range tasks {
		if c.expired(n) {
			break
		}
		bodies = s.bodiesOf(c.v, task, bodies[:0])
		for _, d := range bodies {
			if d == owner.i || !s.kinds.has(uint8(c.v.Departments.Kind[d])) {
				continue
			}
			p := found[d]
			if p == nil {
				p = &partner{department: d}
				found[d] = p
			}
			p.shared = append(p.shared, task)
			p.newman += 1 / float64(len(bodies)-1)
		}
	}
	var list partnerList
	var theirs []int32
	for _, p := range found {
		theirs = s.tasksOf(c.v, p.department, theirs[:0])
		p.jaccard = float64(len(p.shared)) / float64(len(tasks)+len(theirs)-len(p.shared))
		if s.weightOf(p) >= s.least {
			list = append(list, *p)
		}
	}
	names := c.engine.orders["Department.NAME"]
	rank := c.columns.keys("Department.NAME", func() []int32 { return names(c.v) })
	slices.SortFunc(list, func(a, b partner) int {
		for _, key := range s.order {
			if d := comparePartners(key.(map[string]any), &a, &b, rank); d != 0 {
				return d
			}
		}
		if len(s.order) == 0 && len(a.shared) != len(b.shared) {
			return len(b.shared) - len(a.shared)
		}
		return cmp.Compare(a.department, b.department)
	})
	return list
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
	return float64(len(p.shared))
}

func comparePartners(key map[string]any, a, b *partner, rank []int32) int {
	d := 0
	switch key["field"] {
	case "SHARED_TASKS":
		d = cmp.Compare(len(a.shared), len(b.shared))
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

// everyRole counts all responsibilities of named bodies.
func everyRole() *partnerSpec {
	return &partnerSpec{roles: allRoles, kinds: allRoles &^ (1 << graph.DepartmentGeneric)}
}

// partnerCounts gives, for each department, the number of its partners.
func partnerCounts(v *graph.View) []int32 {
	s := everyRole()
	var tasks, bodies []int32
	return column(v.Len(graph.KindDepartment), func(d int32) int32 {
		seen := map[int32]bool{}
		tasks = s.tasksOf(v, d, tasks[:0])
		for _, task := range tasks {
			bodies = s.bodiesOf(v, task, bodies[:0])
			for _, other := range bodies {
				seen[other] = true
			}
		}
		delete(seen, d)
		return int32(len(seen))
	})
}

// relatedTasks lists the tasks that share bodies with a task, most shared first.
func relatedTasks(c *call, owner row) entries {
	least := c.int("minShared", 1)
	if least < 1 {
		c.fail(CodeBadUserInput, "minShared: %d is not at least 1", least)
		return nil
	}
	s := everyRole()
	bodies := s.bodiesOf(c.v, owner.i, nil)
	found := map[int32]*relatedTask{}
	var theirs []int32
	for n, d := range bodies {
		if c.expired(n) {
			break
		}
		theirs = s.tasksOf(c.v, d, theirs[:0])
		for _, task := range theirs {
			if task == owner.i {
				continue
			}
			r := found[task]
			if r == nil {
				r = &relatedTask{task: task}
				found[task] = r
			}
			r.shared = append(r.shared, d)
		}
	}
	var list relatedList
	for _, r := range found {
		if len(r.shared) < least {
			continue
		}
		theirs = s.bodiesOf(c.v, r.task, theirs[:0])
		r.jaccard = float64(len(r.shared)) / float64(len(bodies)+len(theirs)-len(r.shared))
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b relatedTask) int {
		return cmp.Or(cmp.Compare(len(b.shared), len(a.shared)), cmp.Compare(a.task, b.task))
	})
	return list
}
