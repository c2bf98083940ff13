package loader_test

import (
	"slices"
	"testing"

	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// What a page states of its article comes before a guess from the text.
func TestStatedByThePage(t *testing.T) {
	body := "\n各县人民政府：\n一、工作任务\n1.修路。（市财政局负责）\n"
	for name, c := range map[string]struct {
		doc                   source.Document
		title, number, issued string
	}{
		"plain": {source.Document{Text: "各单位通知" + body, Title: "某市修路实施方案", Stated: true, DocNumber: "某政发〔2024〕8号", IssuedOn: "2024-03-05"},
			"某市修路实施方案", "某政发〔2024〕8号", "2024-03-05"},
		"notice":           {source.Document{Text: "张三 通知" + body, Title: "某市人民政府关于印发《某市修路实施方案》的通知", Stated: true}, "某市修路实施方案", "", ""},
		"plan in the text": {source.Document{Text: "某市修路实施方案\n2024年" + body, Title: "某市人民政府关于印发某市修路实施方案的通知", Stated: true}, "某市修路实施方案", "", ""},
		"no title":         {source.Document{Text: "某市修路实施方案" + body, Title: "某市人民政府网", Stated: true}, "某市修路实施方案", "", ""},
		"not stated":       {source.Document{Text: "某市修路实施方案" + body, Title: "某市架桥实施方案"}, "某市修路实施方案", "", ""},
		"field before a cited number": {source.Document{Text: "某市修路实施方案\n国发〔2023〕1号" + body, DocNumber: "某政发〔2024〕8号"},
			"某市修路实施方案", "某政发〔2024〕8号", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.doc.Name = "a.html"
			x := loader.Read(&c.doc).Document
			if x.Title != c.title || x.DocNumber != c.number || x.IssuedOn != c.issued {
				t.Errorf("%q %q %q", x.Title, x.DocNumber, x.IssuedOn)
			}
		})
	}
}

// The numbers of an ordered list are part of the places of its tasks, as a browser shows them.
func TestNumbersOfOrderedLists(t *testing.T) {
	page := `<html><body><h1>某江省水网建设行动方案</h1><p>为加快水网建设，全面提升水安全保障能力，制定本方案。</p><p>一、重点任务</p>
<ol><li>建设甲水库，完善水资源配置格局。（省水利厅牵头，省财政厅配合）</li><li>治理乙河，建设沿河绿廊。（省生态环境厅负责）</li></ol>
<p>二、保障措施</p><ol start="3"><li>加强督查，确保任务落实。（省政府督查室负责）</li></ol></body></html>`
	var got []string
	for _, k := range decode(t, "a.html", page).Tasks {
		got = append(got, k.Locator)
	}
	if want := []string{"一、1.", "一、2.", "二、3."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
