package loader_test

import (
	"os"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// TestSeed holds what the first user of the graph is promised of the plan that the server starts with.
func TestSeed(t *testing.T) {
	text, err := os.ReadFile("testdata/corpus/docs/seed_shanxi2018_guanzhong.txt")
	if err != nil {
		t.Fatal(err)
	}
	x := loader.Read(&source.Document{Name: "seed.txt", Text: string(text)})
	if err := x.Validate(); err != nil {
		t.Fatal(err)
	}
	d := &x.Document
	if d.Title != "山西省贯彻落实《关中平原城市群发展规划》实施方案" || d.IssuedOn != "2018-05-31" || d.PublishedOn != "2018-06-29" || d.SourceURL != "http://www.yq.gov.cn" || d.DocNumber != "" {
		t.Errorf("%q %q %q %q %q", d.Title, d.IssuedOn, d.PublishedOn, d.SourceURL, d.DocNumber)
	}
	tasksOf := map[string]map[string]graph.Role{} // body → task → role
	work := 0
	for _, k := range x.Tasks {
		if strings.HasPrefix(k.Path, "二/") {
			work++
		}
	}
	actors := map[string]bool{}
	roles, documents := map[graph.Role]int{}, map[graph.Kind]int{}
	for _, f := range x.Facts {
		documents[f.Kind]++
		if f.Kind != graph.KindResponsibility {
			continue
		}
		if tasksOf[f.Object] == nil {
			tasksOf[f.Object] = map[string]graph.Role{}
		}
		tasksOf[f.Object][f.Subject] = graph.Role(f.Role)
		roles[graph.Role(f.Role)]++
		if strings.Contains(f.Subject, "/二/") {
			actors[f.Object] = true
		}
	}
	shared := func(a, b string) int {
		n := 0
		for task := range tasksOf[a] {
			if _, ok := tasksOf[b][task]; ok {
				n++
			}
		}
		return n
	}
	const reform, yuncheng, linfen, industry = "dept/山西省/发展和改革委员会", "dept/山西省/运城市/人民政府", "dept/山西省/临汾市/人民政府", "dept/山西省/经济和信息化委员会"
	supervised := 0
	for _, role := range tasksOf[reform] {
		if role == graph.RoleSupervise {
			supervised++
		}
	}
	for what, n := range map[string][2]int{
		"tasks": {len(x.Tasks), 32}, "tasks of 重点任务": {work, 28}, "leaders": {roles[graph.RoleLead], 0}, "tasks of 省发改委": {len(tasksOf[reform]), 22}, "supervised by it": {supervised, 1},
		"shared with 运城市": {shared(reform, yuncheng), 16}, "shared with 临汾市": {shared(reform, linfen), 16}, "shared with 省经信委": {shared(reform, industry), 12},
		"actors of 重点任务": {len(actors), 30}, "documents cited": {documents[graph.KindReference], 6}, "parties": {documents[graph.KindDocumentRole], 9},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	codes := map[string]string{}
	for _, w := range x.Warnings {
		codes[w.Code] = x.Document.Text[w.Span.Start:w.Span.End]
	}
	if !strings.HasPrefix(codes["DUPLICATE_SENTENCE"], "贯彻落实国家网络安全等级保护制度") || !strings.Contains(codes["PLACE_PARENT_MISMATCH"], "韩城") {
		t.Errorf("warnings: %q", codes)
	}
}
