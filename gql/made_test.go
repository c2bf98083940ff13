package gql

import (
	"strings"
	"sync"

	"github.com/policygraph/policygraph/graph"
)

// madeView is a graph of three documents written by hand for what real plans seldom have together: a name that two bodies
// share, a body twice on one task, unknown days, references to documents that are loaded and that are not, characters
// outside the basic plane, warnings with and without a passage.
var madeView = sync.OnceValues(func() (*graph.View, error) {
	return dated(graph.Build([]*graph.Extract{madePlan(), madeNotice(), madeUndated()}))
})

// maker writes an extract while its text grows.
type maker struct {
	text strings.Builder
	x    graph.Extract
}

func (m *maker) write(s string) graph.Span {
	start := m.text.Len()
	m.text.WriteString(s)
	return graph.Span{Start: start, End: m.text.Len()}
}

// find is the span of the first s at or after the last newline written, or of the first at all.
func (m *maker) find(s string) graph.Span {
	i := strings.LastIndex(m.text.String(), s)
	return graph.Span{Start: i, End: i + len(s)}
}

func (m *maker) entity(k graph.Kind, name string, sort uint8, level graph.Level, in, code string, aliases ...string) string {
	key := graph.Key(k, name)
	if in != "" {
		key = graph.Key(k, strings.TrimPrefix(in, "city/"), name)
	}
	for _, e := range m.x.Entities {
		if e.Key == key {
			return key
		}
	}
	m.x.Entities = append(m.x.Entities, graph.Entity{
		Key: key, Name: name, Sort: sort, Level: level, In: in, Code: code, Aliases: aliases,
	})
	return key
}

// fact states something and mentions its object where the surface was last written.
func (m *maker) fact(k graph.Kind, subject, object, surface string, role uint8, word string, position int, passage, note string) {
	m.x.Facts = append(m.x.Facts, graph.Fact{
		Kind: k, Subject: subject, Object: object, Role: role, RoleText: word, Surface: surface, Position: position,
		Evidence: []graph.Evidence{{Span: m.find(passage), Rule: "made." + strings.ToLower(k.String()) + "@1", Note: note}},
	})
	if object != "" {
		m.x.Mentions = append(m.x.Mentions, graph.Mention{Entity: object, Surface: surface, Span: m.find(surface)})
	}
}

func (m *maker) finish(d graph.Document) *graph.Extract {
	d.Text = m.text.String()
	m.x.Document, m.x.LoaderVersion = d, "made@1"
	key := strings.TrimPrefix(d.Key(), "doc/")
	for i := range m.x.Facts { // subjects are paths of tasks, or nothing for the document, or keys
		f := &m.x.Facts[i]
		switch subject, _ := f.Kind.Ends(); {
		case subject == graph.KindTask:
			f.Subject = "task/" + key + "/" + f.Subject
		case subject == graph.KindDocument:
			f.Subject = d.Key()
		}
	}
	return &m.x
}

func madePlan() *graph.Extract {
	m := &maker{}
	shanxi := m.entity(graph.KindCity, "140000", 0, graph.LevelProvince, "", "140000")
	m.x.Entities[0].Name, m.x.Entities[0].Aliases = "山西省", []string{"山西", "晋"}
	yuncheng := m.entity(graph.KindCity, "140800", 0, graph.LevelPrefecture, "", "140800")
	m.x.Entities[1].Name, m.x.Entities[1].In = "运城市", shanxi
	finance := m.entity(graph.KindDepartment, "财政厅", 0, graph.LevelProvince, shanxi, "", "财政厅")
	culture := m.entity(graph.KindDepartment, "文化厅", 0, graph.LevelProvince, shanxi, "")
	government := m.entity(graph.KindDepartment, "人民政府", uint8(graph.DepartmentGovernment), graph.LevelPrefecture, yuncheng, "")
	generic := m.entity(graph.KindDepartment, "各有关部门", uint8(graph.DepartmentGeneric), graph.LevelProvince, shanxi, "")
	bridge := m.entity(graph.KindProject, "运城黄河大桥", uint8(graph.ProjectRoad), 0, "", "")
	lord := m.entity(graph.KindTheme, "关公文化", 0, 0, "", "")

	m.write("运城文化发展方案\n晋政发〔2018〕1号\n根据国务院《文化规划》（国发〔2017〕9号）制定。\n")
	one := m.write("一、总体要求\n坚持𠮷祥。\n")
	two := m.write("二、重点任务\n")
	first := m.write("1.建设大桥。运城市建设运城黄河大桥！弘扬关公文化。（财政厅牵头，文化厅、财政厅配合，各有关部门负责）")
	m.fact(graph.KindTaskPlace, "二/1", yuncheng, "运城市", 0, "", 0, "运城市建设运城黄河大桥！", "正文")
	m.fact(graph.KindTaskProject, "二/1", bridge, "运城黄河大桥", 0, "", 0, "运城市建设运城黄河大桥！", "正文")
	m.fact(graph.KindProjectPlace, bridge, yuncheng, "运城市", 0, "", 0, "运城市建设运城黄河大桥！", "")
	m.fact(graph.KindTaskTheme, "二/1", lord, "关公文化", 0, "", 0, "弘扬关公文化。", "正文")
	mark := "（财政厅牵头，文化厅、财政厅配合，各有关部门负责）"
	m.fact(graph.KindResponsibility, "二/1", finance, "财政厅", uint8(graph.RoleLead), "牵头", 1, mark, "末尾括注")
	m.fact(graph.KindResponsibility, "二/1", culture, "文化厅", uint8(graph.RoleSupport), "配合", 1, mark, "末尾括注")
	m.fact(graph.KindResponsibility, "二/1", finance, "财政厅", uint8(graph.RoleSupport), "配合", 2, mark, "末尾括注")
	m.fact(graph.KindResponsibility, "二/1", generic, "各有关部门", uint8(graph.RoleResponsible), "负责", 1, mark, "末尾括注")
	m.write("\n")
	second := m.write("2.保护\"古迹\"。运城市人民政府、文化厅负责。")
	m.fact(graph.KindResponsibility, "二/2", government, "运城市人民政府", uint8(graph.RoleResponsible), "负责", 1, "运城市人民政府、文化厅负责。", "正文")
	m.fact(graph.KindResponsibility, "二/2", culture, "文化厅", uint8(graph.RoleResponsible), "负责", 2, "运城市人民政府、文化厅负责。", "正文")
	end := m.write("\n")
	m.x.Sections = []graph.Section{
		{Path: "一", Number: "一、", Heading: "总体要求", Level: 1, Span: one},
		{Path: "二", Number: "二、", Heading: "重点任务", Level: 1, Span: graph.Span{Start: two.Start, End: end.End}},
	}
	m.x.Tasks = []graph.Task{
		{Path: "二/1", Number: "1.", Title: "建设大桥", Locator: "二、1.", Section: "二", Span: first},
		{Path: "二/2", Number: "2.", Title: "保护\"古迹\"", Locator: "二、2.", Section: "二", Span: second},
	}
	m.fact(graph.KindReference, "", "", "国发〔2017〕9号", uint8(graph.RelationBasedOn), "根据", 0, "《文化规划》（国发〔2017〕9号）", "")
	m.x.Warnings = []graph.Warning{
		{Code: "UNKNOWN_PLACE", Message: "no such place", Span: m.find("𠮷祥")},
		{Code: "SHORT_DOCUMENT", Message: "few tasks"},
	}
	return m.finish(graph.Document{
		Title: "运城文化发展方案", DocNumber: "晋政发〔2018〕1号", IssuedOn: "2018-05-01", PublishedOn: "2018-05-31",
		SourceURL: "https://example.org/1", SourceName: "plan.txt",
	})
}

// madeNotice is of another province, with a body of the same alias and a reference to the plan.
func madeNotice() *graph.Extract {
	m := &maker{}
	shaanxi := m.entity(graph.KindCity, "610000", 0, graph.LevelProvince, "", "610000")
	m.x.Entities[0].Name = "陕西省"
	finance := m.entity(graph.KindDepartment, "财政厅", 0, graph.LevelProvince, shaanxi, "", "财政厅")
	m.write("关于落实运城文化发展方案的通知\n")
	body := m.write("一、贯彻晋政发〔2018〕1号。省财政厅落实。")
	m.x.Sections = []graph.Section{{Path: "一", Number: "一、", Heading: "贯彻", Level: 1, Span: body}}
	m.x.Tasks = []graph.Task{{Path: "一", Number: "一、", Title: "贯彻", Locator: "一、", Section: "一", Span: body}}
	m.fact(graph.KindResponsibility, "一", finance, "省财政厅", uint8(graph.RoleImplement), "落实", 1, "省财政厅落实。", "")
	m.fact(graph.KindReference, "", "", "晋政发〔2018〕1号", uint8(graph.RelationImplements), "贯彻", 0, "晋政发〔2018〕1号", "")
	m.fact(graph.KindDocumentRole, "", finance, "省财政厅", uint8(graph.DocumentIssuer), "", 1, "省财政厅", "")
	return m.finish(graph.Document{Title: "关于落实运城文化发展方案的通知", IssuedOn: "2019-02-01", SourceName: "notice.txt"})
}

// madeUndated has no day, no number and no tasks.
func madeUndated() *graph.Extract {
	m := &maker{}
	m.write("无日期\n")
	return m.finish(graph.Document{Title: "无日期", SourceName: "undated.txt"})
}
