package synth

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestExtractsAreValidAndHaveTheirSize(t *testing.T) {
	for _, tasks := range []int{0, 1, 99, 1000} {
		total := 0
		for _, x := range Extracts(tasks, 1) {
			if err := x.Validate(); err != nil {
				t.Fatal(err)
			}
			total += len(x.Tasks)
		}
		if total != tasks {
			t.Errorf("%d tasks asked, %d made", tasks, total)
		}
	}
}

func TestExtractsAreTheSameForASeed(t *testing.T) {
	a, b, c := Extracts(300, 7), Extracts(300, 7), Extracts(300, 8)
	for i := range a {
		if a[i].Digest() != b[i].Digest() {
			t.Errorf("document %d differs between two runs", i)
		}
	}
	if a[0].Digest() == c[0].Digest() {
		t.Error("another seed gives the same document")
	}
}

// The digest pins the generator: figures measured on its graphs stay comparable as long as it holds.
func TestTextsArePinned(t *testing.T) {
	const want = "1b34fd84b6322dd8a0976922eb094cb9a5a29e051acc2bf6726c21c79e58d5a6"
	h := sha256.New()
	for _, x := range Extracts(500, 1) {
		h.Write([]byte(x.Document.Text))
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("the texts have digest %s, want %s: the generator changed", got, want)
	}
}

func TestSurfacesStandAtTheirSpans(t *testing.T) {
	for _, x := range Extracts(400, 3) {
		text := x.Document.Text
		for _, m := range x.Mentions {
			if got := text[m.Span.Start:m.Span.End]; got != m.Surface {
				t.Fatalf("mention of %s: text has %q, want %q", m.Entity, got, m.Surface)
			}
		}
		for _, f := range x.Facts {
			passage := text[f.Evidence[0].Span.Start:f.Evidence[0].Span.End]
			if !strings.Contains(passage, f.Surface) || !strings.Contains(passage, f.RoleText) {
				t.Fatalf("%s: passage %q names neither %q nor %q", f.Kind, passage, f.Surface, f.RoleText)
			}
		}
		for _, task := range x.Tasks {
			if got := text[task.Span.Start:task.Span.End]; !strings.HasPrefix(got, task.Number+task.Title) || !strings.HasSuffix(got, "）") {
				t.Fatalf("task %s stands at %q", task.Path, got)
			}
		}
	}
}

func TestGraphHasTheShapeOfRealPlans(t *testing.T) {
	const tasks = 5000
	v := View(tasks, 1)
	facts := 0
	for k := graph.KindResponsibility; k.IsFact(); k++ {
		if v.Len(k) == 0 {
			t.Errorf("no %s", k)
		}
		facts += v.Len(k)
	}
	if perTask := float64(facts) / tasks; perTask < 9.5 || perTask > 10.5 {
		t.Errorf("%.2f facts a task, want about 10", perTask)
	}
	most, total := 0, 0
	for i := range int32(v.Len(graph.KindDepartment)) {
		n := len(v.Facts(graph.KindResponsibility).To(i))
		most, total = max(most, n), total+n
	}
	if mean := total / v.Len(graph.KindDepartment); most < 10*mean {
		t.Errorf("the busiest department has %d tasks, the mean is %d: not skewed", most, mean)
	}
	levels := map[graph.Level]int{}
	for _, l := range v.Cities.Level {
		levels[l]++
	}
	if levels[graph.LevelProvince] < 5 || levels[graph.LevelPrefecture] < 20 || levels[graph.LevelCounty] < 50 {
		t.Errorf("places by level: %v", levels)
	}
	if !strings.ContainsFunc(v.Documents.Text[0], func(r rune) bool { return r > 0xFFFF }) {
		t.Error("no character beyond the Basic Multilingual Plane")
	}
}

func TestHan(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"} {
		if got := han(n); got != want {
			t.Errorf("han(%d) = %s, want %s", n, got, want)
		}
	}
}

func BenchmarkExtracts(b *testing.B) {
	for b.Loop() {
		Extracts(10000, 1)
	}
}
