package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// words are the Chinese and English of one thing.
type words struct{ zh, en string }

var projectionWords = [...]words{
	DepartmentsByTask:     {"以共同承担的任务联结的部门（单位）一模网络", "a one-mode network of bodies tied by common tasks"},
	DepartmentsByDocument: {"以联合发文联结的部门（单位）一模网络", "a one-mode network of bodies tied by jointly issued documents"},
	TasksByDepartment:     {"以共同责任单位联结的任务一模网络", "a one-mode network of tasks tied by common responsible bodies"},
	CitiesByTask:          {"以共同任务联结的地区一模网络", "a one-mode network of places tied by common tasks"},
	ThemesByTask:          {"以共同任务联结的文化主题一模网络", "a one-mode network of cultural themes tied by common tasks"},
	DepartmentTask:        {"部门（单位）与任务的二模网络", "a two-mode network of bodies and tasks"},
}

var weightWords = [...]words{
	Count:   {"共有项数", "the number of shared items"},
	Newman:  {"Newman 权重（各共有项 1/(成员数−1) 之和）", "Newman's weight (the sum of 1/(members−1) over shared items)"},
	Jaccard: {"Jaccard 系数（共有项数除以任一方的项数）", "the Jaccard index (shared items divided by the items of either)"},
	Binary:  {"1（二值）", "1 (binary)"},
}

var eventWords = map[graph.Kind]words{
	graph.KindTask:       {"项任务", "task"},
	graph.KindDocument:   {"份联合发文的文件", "issued document"},
	graph.KindDepartment: {"个责任单位", "responsible body"},
}

var roleWords = [...]words{
	graph.RoleLead: {"牵头", "lead"}, graph.RoleResponsible: {"负责", "responsible"}, graph.RoleSupport: {"配合", "support"},
	graph.RoleImplement: {"落实", "implement"}, graph.RoleGuide: {"指导", "guide"}, graph.RoleSupervise: {"监督", "supervise"},
}

var kindWords = [...]words{
	graph.DepartmentOrdinary: {"部门", "departments"}, graph.DepartmentGovernment: {"政府", "governments"},
	graph.DepartmentFieldOffice: {"垂直管理机构", "field offices"}, graph.DepartmentEnterprise: {"企业", "enterprises"},
	graph.DepartmentPartyOrgan: {"党委部门", "party organs"}, graph.DepartmentLeadingGroup: {"领导小组", "leading groups"},
	graph.DepartmentOther: {"其他", "other bodies"}, graph.DepartmentGeneric: {"泛称", "general names"},
}

// MethodNote says how the network was made in one Chinese and one English sentence, for a methods section.
func (n *Network) MethodNote() string {
	s, sh := &n.Spec, shapes[n.Spec.Projection]
	what, weight, event := projectionWords[s.Projection], weightWords[s.Weight], eventWords[n.EventKind]
	zh := []string{fmt.Sprintf("本网络是%s，依据 %d 份文件、%d %s", what.zh, len(n.Documents), len(n.events), event.zh)}
	en := []string{fmt.Sprintf("This is %s, made from %s and %s", what.en, count(len(n.Documents), "document"), count(len(n.events), event.en))}
	say := func(z, e string) { zh, en = append(zh, z), append(en, e) }
	if s.IssuedFrom != "" || s.IssuedTo != "" {
		say(fmt.Sprintf("成文日期%s", period(s, "自 ", " 至 ", "起", "不晚于 ")),
			"issued "+period(s, "from ", " to ", " on", "no later than "))
	}
	if s.Tasks.Text != "" {
		say("任务经筛选（"+s.Tasks.Text+"）", "tasks filtered by "+s.Tasks.Text)
	}
	if sh.facts == graph.KindResponsibility {
		z, e := join(s.Roles, roleWords[:])
		if len(s.Roles) == len(roleWords) {
			say("计入全部职责", "counting all roles")
		} else {
			say("计入的职责为"+z, "counting the roles "+e)
		}
	}
	if sh.bodies {
		z, e := join(s.DepartmentKinds, kindWords[:])
		if slices.Equal(s.DepartmentKinds, publicKinds[:]) {
			z, e = "计入全部类型的单位", "bodies of all kinds"
		} else {
			z, e = "计入的单位类型为"+z, "bodies of the kinds "+e
		}
		if !slices.Contains(s.DepartmentKinds, graph.DepartmentGeneric) {
			z, e = z+"（泛称除外）", e+" (general names left out)"
		}
		say(z, e)
	}
	say("联系权重为"+weight.zh, "with ties weighted by "+weight.en)
	if s.MinWeight > 0 {
		say(fmt.Sprintf("去除权重低于 %v 的联系", s.MinWeight), fmt.Sprintf("ties below %v dropped", s.MinWeight))
	}
	say(fmt.Sprintf("共 %d 个行动者、%d 条联系（网络 %s，快照 %s）", len(n.Actors), len(n.Weight), n.ID, n.View.ID),
		fmt.Sprintf("giving %s and %s (network %s, snapshot %s)", count(len(n.Actors), "actor"), count(len(n.Weight), "tie"), n.ID, n.View.ID))
	return strings.Join(zh, "，") + "。 " + strings.Join(en, ", ") + "."
}

// count writes a number with an English noun.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		noun = strings.TrimSuffix(noun, "y") + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func period(s *Spec, from, to, open, until string) string {
	switch {
	case s.IssuedTo == "":
		return from + s.IssuedFrom + open
	case s.IssuedFrom == "":
		return until + s.IssuedTo
	}
	return from + s.IssuedFrom + to + s.IssuedTo
}

func join[T ~uint8](chosen []T, all []words) (zh, en string) {
	var z, e []string
	for _, v := range chosen {
		z, e = append(z, all[v].zh), append(e, all[v].en)
	}
	if len(chosen) == 0 {
		return "无", "none"
	}
	return strings.Join(z, "、"), strings.Join(e, ", ")
}
