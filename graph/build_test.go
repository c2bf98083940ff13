package graph

import (
	"slices"
	"strings"
	"testing"
)

func mustBuild(t *testing.T, extracts ...*Extract) *View {
	t.Helper()
	v, err := Build(extracts)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// note is a document that only names bodies: surface and key of each in turn.
func note(title, day string, named ...string) *Extract {
	x := &Extract{LoaderVersion: "1", Document: Document{Title: title, IssuedOn: day}}
	seen := map[string]bool{}
	for i := 0; i < len(named); i += 2 {
		surface, key := named[i], Key(KindDepartment, named[i+1])
		start := len(x.Document.Text)
		x.Document.Text += surface
		x.Mentions = append(x.Mentions, Mention{Entity: key, Surface: surface, Span: Span{start, start + len(surface)}})
		if !seen[key] {
			seen[key] = true
			x.Entities = append(x.Entities, Entity{Key: key, Name: "全称" + named[i+1]})
		}
	}
	x.Document.Text += "。" + title + day
	return x
}

func TestBuildOfNothing(t *testing.T) {
	v := mustBuild(t)
	for k := range KindMention + 1 {
		if v.Len(k) != 0 {
			t.Errorf("%d of kind %s", v.Len(k), k)
		}
	}
	if v.ID == "" || v.LoaderVersion != "" || v.Footprint().Facts != 0 {
		t.Errorf("the empty view is %q by %q", v.ID, v.LoaderVersion)
	}
}

func TestBuildRefuses(t *testing.T) {
	bad := sample()
	bad.Facts[0].Evidence = nil
	if _, err := Build([]*Extract{note("a", ""), bad}); err == nil || !strings.Contains(err.Error(), "no evidence") {
		t.Errorf("an extract that is not valid: %v", err)
	}
	twice := sample()
	twice.LoaderVersion = "2"
	if _, err := Build([]*Extract{sample(), note("a", ""), twice}); err == nil || !strings.Contains(err.Error(), "given twice") {
		t.Errorf("a document twice: %v", err)
	}
}

func TestSampleAsAView(t *testing.T) {
	v := mustBuild(t, sample())
	office, government := v.Named(KindDepartment, "省厅")[0], v.Named(KindDepartment, "乙市人民政府")[0]
	province, city := v.Named(KindCity, "甲省")[0], v.Named(KindCity, "乙城")[0]
	if v.Departments.Jurisdiction[office] != province || v.Departments.Kind[government] != DepartmentGovernment ||
		v.Departments.Level[office] != LevelProvince || v.Cities.Parent[city] != province || v.Cities.Code[city] != "010100" {
		t.Error("attributes of bodies and places are wrong")
	}
	if v.Cities.Government[city] != government || v.Cities.Government[province] != -1 {
		t.Errorf("governments %v", v.Cities.Government)
	}
	if got := v.Cities.Children.Of(province); !slices.Equal(got, []int32{city}) {
		t.Errorf("children of the province: %v", got)
	}
	if v.Projects.Kind[0] != ProjectRoad || v.LoaderVersion != "1" {
		t.Error("the project or the version of the loader is wrong")
	}
	if got := v.Entities(KindCity).Aliases[city]; !slices.Equal(got, []string{"乙", "乙城"}) {
		t.Errorf("aliases of the city: %q", got)
	}
	if got := v.Named(KindDocument, "甲政发〔2018〕2号"); len(got) != 0 {
		t.Errorf("another number is found: %v", got)
	}
	for _, number := range []string{"甲政发〔2018〕1号", "甲政发〔2018〕１号", "甲政发[2018]1号", "甲政發(2018) 1號"} {
		if got := v.Named(KindDocument, number); !slices.Equal(got, []int32{0}) {
			t.Errorf("the number written as %s is not found: %v", number, got)
		}
	}
	if v.WarningEvidence(0, 1) != -1 {
		t.Error("a warning of the whole document has a passage")
	}
	e := v.WarningEvidence(0, 0)
	if e < 0 || v.Evidence.Span[e] != (Span32{0, 6}) || v.Rule(e) != "warning.W@1" {
		t.Errorf("the warning has the passage %d", e)
	}
	f := v.Facts(KindReference)
	if f.Len() != 1 || f.Object[0] != -1 || v.Surface(f, 0) != "总则" {
		t.Error("the reference to what is not loaded is wrong")
	}
	if sum := v.Documents.TextSHA256[0]; len(sum) != 64 || !strings.HasPrefix(v.Entities(KindDocument).Key[0], "doc/"+sum[:16]) {
		t.Errorf("the digest of the text is %s", sum)
	}
}

func TestDisplayNames(t *testing.T) {
	for name, c := range map[string]struct {
		named []string // surface, body, …
		want  map[string]string
	}{
		"most often":         {[]string{"省发改委", "a", "发展改革委", "a", "省发改委", "a"}, map[string]string{"a": "省发改委"}},
		"longer of equals":   {[]string{"省委", "a", "省发改委", "a"}, map[string]string{"a": "省发改委"}},
		"first of equals":    {[]string{"乙", "a", "甲", "a"}, map[string]string{"a": "乙"}},
		"characters count":   {[]string{"abcd", "a", "省委", "a"}, map[string]string{"a": "abcd"}},
		"shared by two":      {[]string{"厅", "a", "厅", "b"}, map[string]string{"a": "全称a", "b": "全称b"}},
		"shared, not by all": {[]string{"厅", "a", "厅", "b", "局", "c"}, map[string]string{"a": "全称a", "b": "全称b", "c": "局"}},
	} {
		v := mustBuild(t, note("t", "", c.named...))
		for body, want := range c.want {
			e := v.Entities(KindDepartment)
			i := slices.Index(e.Key, Key(KindDepartment, body))
			if e.Name[i] != want {
				t.Errorf("%s: %s is called %s, want %s", name, body, e.Name[i], want)
			}
			if slices.Contains(e.Aliases[i], want) || !slices.IsSorted(e.Aliases[i]) {
				t.Errorf("%s: aliases of %s: %q", name, body, e.Aliases[i])
			}
			if want != "全称"+body && !slices.Contains(e.Aliases[i], "全称"+body) {
				t.Errorf("%s: the full name of %s is no alias: %q", name, body, e.Aliases[i])
			}
		}
	}
}

func TestUnnamedBodyKeepsItsName(t *testing.T) {
	x := note("t", "", "甲", "a")
	x.Mentions = nil
	if got := mustBuild(t, x).Entities(KindDepartment).Name[0]; got != "全称a" {
		t.Errorf("it is called %s", got)
	}
}

func TestEntitiesAreJoined(t *testing.T) {
	a, b := note("a", "2018-01-01", "甲", "x"), note("b", "2018-01-02", "乙", "x", "丙", "y")
	place := Entity{Key: Key(KindCity, "1"), Name: "省"}
	a.Entities[0].Aliases = []string{"别名"}
	b.Entities = append(b.Entities, place)
	b.Entities[0].In, b.Entities[0].Aliases = place.Key, []string{"又名"}
	v := mustBuild(t, b, a)
	e := v.Entities(KindDepartment)
	if e.Len() != 2 || e.Key[0] != Key(KindDepartment, "x") {
		t.Fatalf("bodies %v", e.Key)
	}
	for _, name := range []string{"别名", "又名", "甲", "乙", "全称x"} {
		if got := v.Named(KindDepartment, name); !slices.Equal(got, []int32{0}) {
			t.Errorf("%s is found as %v", name, got)
		}
	}
	if v.Departments.Jurisdiction[0] != 0 || v.Departments.Jurisdiction[1] != -1 {
		t.Errorf("jurisdictions %v", v.Departments.Jurisdiction)
	}
}

func TestDocumentsComeByDay(t *testing.T) {
	v := mustBuild(t, note("none", ""), note("later", "2019-01-01"), note("early", "2018-12-31"))
	if got := v.Entities(KindDocument).Name; !slices.Equal(got, []string{"early", "later", "none"}) {
		t.Errorf("order %q", got)
	}
}

func TestReferencesAreResolved(t *testing.T) {
	target := note("山西省实施方案", "2018-01-01")
	target.Document.DocNumber = "晋政发〔2018〕1号"
	cite := func(surface string) *Extract {
		x := note("引用"+surface, "2018-02-01", "甲", "a")
		x.Facts = []Fact{{
			Kind: KindReference, Subject: x.Document.Key(), Surface: surface, Evidence: []Evidence{{Span: Span{0, 3}, Rule: "r@1"}},
		}}
		return x
	}
	for surface, want := range map[string]int32{
		"晋政发〔2018〕1号": 0, "晋政发〔２０１８〕１号": 0, "《山西省实施方案》": 0, "山西省实施方案": 0, "《山西省 实施方案》": 0,
		"山西省实施": -1, "晋政发〔2018〕2号": -1, "": -1,
	} {
		v := mustBuild(t, target, cite(surface))
		if got := v.Facts(KindReference).Object[0]; got != want {
			t.Errorf("%q leads to %d, want %d", surface, got, want)
		}
		if to := v.Facts(KindReference).To(0); (len(to) == 1) != (want == 0) {
			t.Errorf("%q is found from its target: %v", surface, to)
		}
	}
	self := cite("引用自己")
	self.Document.Title = "引用自己"
	if got := mustBuild(t, self).Facts(KindReference).Object[0]; got != -1 {
		t.Errorf("a document leads to itself: %d", got)
	}
}

func TestParentsThatContradictAreCut(t *testing.T) {
	for name, c := range map[string]struct{ in, want []int32 }{
		"tree":         {[]int32{-1, 0, 1, 0}, []int32{-1, 0, 1, 0}},
		"itself":       {[]int32{0}, []int32{-1}},
		"two":          {[]int32{1, 0}, []int32{-1, 0}},
		"three":        {[]int32{1, 2, 0, 2}, []int32{-1, 2, 0, 2}},
		"under a ring": {[]int32{1, 2, 1}, []int32{-1, -1, 1}},
	} {
		got := slices.Clone(c.in)
		cutCycles(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v becomes %v, want %v", name, c.in, got, c.want)
		}
	}
	ring := func(title, a, b string) *Extract {
		x := note(title, "")
		x.Entities = []Entity{{Key: Key(KindCity, a), Name: a, In: Key(KindCity, b)}, {Key: Key(KindCity, b), Name: b}}
		return x
	}
	v := mustBuild(t, ring("1", "a", "b"), ring("2", "b", "a"))
	for i := range v.Cities.Parent {
		steps := 0
		for up := int32(i); up >= 0; up = v.Cities.Parent[up] {
			if steps++; steps > v.Len(KindCity) {
				t.Fatalf("parents go round: %v", v.Cities.Parent)
			}
		}
	}
}

func TestMentionTwiceIsOne(t *testing.T) {
	x := note("t", "", "甲", "a", "乙", "b")
	x.Mentions = append(x.Mentions, x.Mentions...)
	v := mustBuild(t, x)
	if v.Len(KindMention) != 2 || len(v.Entities(KindDepartment).Mentions.Of(0)) != 1 {
		t.Errorf("%d mentions, want 2", v.Len(KindMention))
	}
}

func TestPassageOfTwoFactsIsOne(t *testing.T) {
	x := sample()
	v := mustBuild(t, x)
	f := v.Facts(KindResponsibility)
	if f.Len() != 2 || f.Evidence(0)[0] != f.Evidence(1)[0] || v.Note(f.Evidence(0)[0]) != "末尾" {
		t.Error("two facts of one passage have two")
	}
	if got := v.Locator(f.Evidence(0)[0]); got != "一、1.末尾" {
		t.Errorf("it is at %s", got)
	}
}

func TestAdjacencyPastItsEnd(t *testing.T) {
	a := invert(3, []int32{2, -1, 0, 2})
	for node, want := range [][]int32{{2}, nil, {0, 3}, nil} {
		if got := a.Of(int32(node)); !slices.Equal(got, want) || a.Degree(int32(node)) != len(want) {
			t.Errorf("node %d has %v of degree %d, want %v", node, got, a.Degree(int32(node)), want)
		}
	}
	if got := ranges(3, []int32{0, 0, 2}); !slices.Equal(got, []uint32{0, 2, 2, 3}) {
		t.Errorf("ranges %v", got)
	}
	var none Adjacency
	if none.Of(0) != nil || none.Degree(0) != 0 {
		t.Error("an empty adjacency has something")
	}
}
