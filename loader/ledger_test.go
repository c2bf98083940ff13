package loader_test

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

func decode(t *testing.T, name, data string) *graph.Extract {
	t.Helper()
	docs, err := source.Decode(name, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	x := loader.Read(docs[0])
	if err := x.Validate(); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestLedgers(t *testing.T) {
	for name, c := range map[string]struct{ file, data, want string }{
		"csv": {"杭州市任务台账.csv", "序号,工作任务,具体措施,牵头单位,配合单位,完成时限\n" +
			"1,建设甲工程,加快建设,市发改委,\"市财政局、市住建局\",2025年12月\n2,建设乙工程,加快建设,市教育局,,2025年6月\n", `
T r2 建设甲工程
  LEAD 市发改委
  SUPPORT 市财政局
  SUPPORT 市住建局
T r3 建设乙工程
  LEAD 市教育局
`},
		"only column of bodies": {"台账.csv", "任务,责任部门\n建设甲工程,杭州市教育局\n", `
T r2 建设甲工程
  RESPONSIBLE 杭州市教育局
`},
		"names parted by spaces": {"杭州市台账.csv", "任务,责任单位\n建设甲工程,市水利局 市委宣传部 东岭街道办事处\n建设乙工程,市总工会 团市委\n", `
T r2 建设甲工程
  RESPONSIBLE 市水利局
  RESPONSIBLE 市委宣传部
  RESPONSIBLE 东岭街道办事处
T r3 建设乙工程
  RESPONSIBLE 市总工会
  RESPONSIBLE 团市委
`},
		"guiding department alone": {"台账.csv", "改革举措,指导部门\n建设甲工程,教育部、财政部\n", `
T r2 建设甲工程
  RESPONSIBLE 教育部
  RESPONSIBLE 财政部
`},
	} {
		t.Run(name, func(t *testing.T) {
			x := decode(t, c.file, c.data)
			var got strings.Builder
			for line := range strings.Lines(show(x)) {
				if strings.HasPrefix(line, "T ") {
					got.WriteString(line)
				} else if rest, ok := strings.CutPrefix(line, "  "); ok {
					said, _, _ := strings.Cut(rest, " = ")
					got.WriteString("  " + said + "\n")
				}
			}
			if got.String() != c.want[1:] {
				t.Errorf("got:\n%s", got.String())
			}
		})
	}
}

func TestLedgerEvidenceNamesItsCell(t *testing.T) {
	x := decode(t, "台账.csv", "任务,牵头单位\n建设甲工程,杭州市教育局\n")
	for _, f := range x.Facts {
		if f.Kind == graph.KindResponsibility {
			e := f.Evidence[0]
			if x.Document.Text[e.Span.Start:e.Span.End] != "杭州市教育局" || !strings.HasPrefix(e.Note, "第2行第2列") {
				t.Errorf("%q, %s", x.Document.Text[e.Span.Start:e.Span.End], e.Note)
			}
			return
		}
	}
	t.Error("no responsibility")
}

func TestJSONLines(t *testing.T) {
	x := decode(t, "a.jsonl", `{"document":"甲方案","issuer":"山西省人民政府","issuedOn":"2020-01-02","docNumber":"晋政发〔2020〕1号","section":"第一部分","number":"1","title":"建设甲工程","lead":"省发展改革委","responsible":["省财政厅"],"cities":["临汾市"],"projects":["甲号铁路"],"themes":["根祖文化"]}
{"document":"甲方案","section":"第二部分","title":"建设乙工程","support":"运城市人民政府"}
`)
	d := &x.Document
	if d.Title != "甲方案" || d.IssuedOn != "2020-01-02" || d.DocNumber != "晋政发〔2020〕1号" {
		t.Errorf("%q %q %q", d.Title, d.IssuedOn, d.DocNumber)
	}
	if len(x.Sections) != 2 || x.Sections[0].Heading != "第一部分" || len(x.Tasks) != 2 || x.Tasks[1].Section != "第二部分" {
		t.Errorf("%+v %+v", x.Sections, x.Tasks)
	}
	var got []string
	for _, f := range x.Facts {
		if f.Kind != graph.KindDocumentRole || f.Role != uint8(graph.DocumentIssuer) {
			got = append(got, f.Kind.String()+" "+f.Object)
		}
	}
	want := "RESPONSIBILITY dept/山西省/发展和改革委员会|RESPONSIBILITY dept/山西省/财政厅|TASK_PLACE city/141000|TASK_PROJECT project/山西省/甲号铁路|TASK_THEME theme/根祖文化|RESPONSIBILITY dept/山西省/运城市/人民政府"
	if strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
}
