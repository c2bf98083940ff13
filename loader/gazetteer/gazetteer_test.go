package gazetteer

import (
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func codes(divisions []Division) (out []string) {
	for _, d := range divisions {
		out = append(out, d.Code)
	}
	return out
}

func TestByCode(t *testing.T) {
	for _, c := range []struct {
		code, name, stem, parent string
		level                    graph.Level
	}{
		{"140000", "山西省", "山西", "", graph.LevelProvince},
		{"140800", "运城市", "运城", "140000", graph.LevelPrefecture},
		{"140828", "夏县", "", "140800", graph.LevelCounty},
		{"450000", "广西壮族自治区", "广西", "", graph.LevelProvince},
		{"150000", "内蒙古自治区", "内蒙古", "", graph.LevelProvince},
		{"222400", "延边朝鲜族自治州", "延边", "220000", graph.LevelPrefecture},
		{"530925", "双江拉祜族佤族布朗族傣族自治县", "双江", "530900", graph.LevelCounty},
		{"622926", "东乡族自治县", "东乡", "622900", graph.LevelCounty},
		{"152500", "锡林郭勒盟", "锡林郭勒", "150000", graph.LevelPrefecture},
		{"429004", "仙桃市", "仙桃", "420000", graph.LevelCounty},
		{"110108", "海淀区", "海淀", "110000", graph.LevelCounty},
		{"441900", "东莞市", "东莞", "440000", graph.LevelPrefecture},
		{"810000", "香港特别行政区", "香港", "", graph.LevelProvince},
	} {
		d, ok := ByCode(c.code)
		if !ok || d.Name != c.name || d.Stem != c.stem || d.Parent != c.parent || d.Level != c.level {
			t.Errorf("ByCode(%s) = %+v, %v, want %+v", c.code, d, ok, c)
		}
	}
	if d, ok := ByCode("999999"); ok {
		t.Errorf("ByCode(999999) = %+v", d)
	}
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		name string
		year int
		want bool
	}{
		{"莱芜市", 2018, true}, {"莱芜市", 2022, false}, {"莱芜市", 0, true},
		{"临平区", 2022, true}, {"临平区", 2015, false}, {"运城市", 2005, true}, {"运城市", 2026, true},
		{"台湾省", 2026, true}, {"崇文区", 2008, true}, {"崇文区", 2015, false},
	} {
		found := Named(c.name)
		if len(found) != 1 || found[0].ValidIn(c.year) != c.want {
			t.Errorf("%s in %d: %+v, want valid %v", c.name, c.year, found, c.want)
		}
	}
}

func TestRenamed(t *testing.T) {
	d := Named("襄樊市")
	if len(d) != 1 || d[0].Name != "襄阳市" || !slices.Equal(d[0].Former, []string{"襄樊市"}) || d[0].Until != 0 {
		t.Errorf("襄樊市: %+v, want 襄阳市, formerly 襄樊市, still standing", d)
	}
	if got := codes(Stemmed("襄樊")); !slices.Equal(got, []string{"420600"}) {
		t.Errorf("Stemmed(襄樊) = %v", got)
	}
}

// The counties of Hainan were given the codes of their neighbours in 2007; that makes none the former name of another.
func TestCodesHandedOn(t *testing.T) {
	for name, code := range map[string]string{"澄迈县": "469023", "定安县": "469021", "屯昌县": "469022", "临高县": "469024", "白沙黎族自治县": "469025"} {
		if got := Named(name); len(got) != 1 || got[0].Code != code || got[0].Until != 0 {
			t.Errorf("Named(%s) = %+v, want only %s, still standing", name, got, code)
		}
	}
}

func TestSameName(t *testing.T) {
	if got, want := codes(Named("鼓楼区")), []string{"320106", "320302", "350102", "410204"}; !slices.Equal(got, want) {
		t.Errorf("Named(鼓楼区) = %v, want %v", got, want)
	}
	if got, want := codes(Stemmed("吉林")), []string{"220000", "220200"}; !slices.Equal(got, want) {
		t.Errorf("Stemmed(吉林) = %v, want %v", got, want)
	}
}

func TestShort(t *testing.T) {
	for name, want := range map[string][]string{
		"酉阳土家族苗族自治县": {"酉阳县", "酉阳自治县"}, "恩施土家族苗族自治州": {"恩施州", "恩施自治州"}, "鄂伦春自治旗": {"鄂伦春旗"},
		"广西壮族自治区": {"广西自治区"}, "内蒙古自治区": {"内蒙"}, "东乌珠穆沁旗": {"东乌旗"}, "运城市": nil, "夏县": nil,
	} {
		got := Short(name)
		if !slices.Equal(got, want) {
			t.Errorf("Short(%s) = %q, want %q", name, got, want)
		}
		for _, short := range got {
			if found := Named(short); len(found) != 1 || found[0].Name != name {
				t.Errorf("Named(%s) = %+v", short, found)
			}
		}
	}
}

func TestChildren(t *testing.T) {
	if n := len(Children("")); n != 34 {
		t.Errorf("%d provinces, want 34", n)
	}
	if got := codes(Children("140000")); len(got) != 11 || got[7] != "140800" {
		t.Errorf("Children(140000) = %v, want 11 prefectures", got)
	}
	if n := len(Children("140800")); n != 13 {
		t.Errorf("运城市 has %d counties, want 13", n)
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		text, name string
		full       bool
		first      string
	}{
		{"运城市盐湖区", "运城市", true, "140800"},
		{"运城、临汾", "运城", false, "140800"},
		{"吉林省长春市", "吉林省", true, "220000"},
		{"夏县", "夏县", true, "140828"},
		{"夏收", "", false, ""},
		{"新疆维吾尔自治区", "新疆维吾尔自治区", true, "650000"},
		{"市", "", false, ""}, {"", "", false, ""},
	} {
		n, full, candidates := Match(c.text)
		first := ""
		if len(candidates) > 0 {
			first = candidates[0].Code
		}
		if c.text[:n] != c.name || full != c.full || first != c.first {
			t.Errorf("Match(%s) = %q, %v, %v; want %+v", c.text, c.text[:n], full, codes(candidates), c)
		}
	}
}

func TestAbbreviated(t *testing.T) {
	for r, code := range abbreviations {
		if d, ok := Abbreviated(r); !ok || d.Code != code || d.Level != graph.LevelProvince {
			t.Errorf("Abbreviated(%c) = %+v, %v", r, d, ok)
		}
	}
	if d, ok := Abbreviated('猫'); ok {
		t.Errorf("Abbreviated(猫) = %+v", d)
	}
}

// TestList checks the embedded list as a whole: unique codes with a name, parents that exist one level up, and about as
// many divisions as there are.
func TestList(t *testing.T) {
	counts := map[graph.Level]int{}
	for _, d := range load().divisions {
		if d.Name == "" || len(d.Code) != 6 {
			t.Errorf("%+v", d)
		}
		if parent, ok := ByCode(d.Parent); d.Parent != "" && (!ok || parent.Level >= d.Level) {
			t.Errorf("%s %s: parent %q", d.Code, d.Name, d.Parent)
		}
		if d.Until == 0 {
			counts[d.Level]++
		}
	}
	for level, want := range map[graph.Level][2]int{
		graph.LevelProvince: {34, 34}, graph.LevelPrefecture: {330, 345}, graph.LevelCounty: {2800, 2900},
	} {
		if n := counts[level]; n < want[0] || n > want[1] {
			t.Errorf("%d divisions of level %s stand, want %v", n, level, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		parse(list)
	}
}

func BenchmarkMatch(b *testing.B) {
	text := "推进运城、临汾机场基础设施扩建改造和通用航空设施建设"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for i := range text {
			load().match(text[i:])
		}
	}
}
