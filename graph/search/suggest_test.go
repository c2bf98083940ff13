package search

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

func TestSuggest(t *testing.T) {
	v := plan(t)
	x := New(v)
	tests := []struct {
		prefix string
		limit  int
		want   string // what matched
	}{
		{"省", 8, "省发改委 省水利厅"},
		{"省发", 8, "省发改委"},
		{"山西", 8, "山西省发展和改革委员会 山西省水利厅"},
		{"发改委", 8, "发改委"},
		{"发改", 8, "发改委"},
		{"發改", 8, "发改委"},
		{"改委", 8, "省发改委"},
		{"运", 8, "运城市"},
		{"运城", 8, "运城"},
		{"城", 8, "运城市"},
		{"yc", 8, "运城"},
		{"ycs", 8, "运城市"},
		{"yuncheng", 8, "运城"},
		{"yunc", 8, "运城"},
		{"yunchengs", 8, "运城市"},
		{"Yun Cheng Shi", 8, "运城市"},
		{"ＹＣ", 8, "运城"},
		{"fgw", 8, "发改委"},
		{"gw", 8, "省发改委"},
		{"slt", 8, "省水利厅"},
		{"lt", 8, "省水利厅"},
		{"shuili", 8, "省水利厅 关于水利的通知"},
		{"sf", 8, "省发改委"},
		{"s", 1, "省发改委"},
		{"sxsslt", 8, "山西省水利厅"},
		{"晋政发", 8, "晋政发〔2018〕1号"},
		{"2018", 8, "晋政发〔2018〕1号"},
		{"14", 8, "140800"},
		{"0800", 8, "140800"},
		{"建设", 8, "建设水库"},
		{"水利", 8, "省水利厅 关于水利的通知"},
		{"水", 8, "省水利厅 关于水利的通知 整治汾河水污染 建设水库"},
		{"火", 8, ""},
		{"zzz", 8, ""},
		{"", 8, ""},
		{"“”", 8, ""},
		{"省", 0, ""},
	}
	for _, test := range tests {
		var got []string
		for _, s := range x.Suggest(test.prefix, nil, test.limit) {
			got = append(got, s.Matched)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: got %s, want %s", test.prefix, got, test.want)
		}
	}
	if got := x.Suggest("s", func(k graph.Kind, _ int32) bool { return k == graph.KindCity }, 8); got != nil {
		t.Errorf("places only: %v", got)
	}
	long := strings.Repeat("a", maxLetters)
	if !spellable(long) || spellable(long+"a") || spellable("12") || spellable("a_") || !spellable("5g") {
		t.Error("what can be a spelling is wrong")
	}
}

func TestBehindTheJurisdiction(t *testing.T) {
	v := jurisdictions(t)
	x := New(v)
	for u := range int32(len(x.units)) {
		for name := range x.namesOf(u) {
			want, asked := map[string]string{
				"省水利厅": "水利厅", "山西省水利厅": "水利厅", "山西水利厅": "水利厅", "临汾市教育局": "教育局", "山西省临汾市教育局": "教育局", "市教育局": "教育局",
				"市场监管局": "", "临汾市市场监管局": "市场监管局", "临汾市": "", "山西省临汾市": "临汾市", "山西省": "", "教育部": "", "国家能源局": "能源局",
			}[name]
			if got := x.behind(u, name); asked && got != want {
				t.Errorf("%s goes on with %q, want %q", name, got, want)
			}
		}
	}
	var got []string
	for _, s := range x.Suggest("教育", nil, 9) {
		got = append(got, s.Matched)
	}
	if want := []string{"教育部", "临汾市教育局"}; !slices.Equal(got, want) {
		t.Errorf("教育: %s, want %s", got, want)
	}
	got = nil
	for _, s := range x.Suggest("jyj", nil, 9) {
		got = append(got, s.Matched)
	}
	if want := []string{"临汾市教育局"}; !slices.Equal(got, want) {
		t.Errorf("jyj: %s, want %s", got, want)
	}
}

// jurisdictions are bodies of a country, a province and a city.
func jurisdictions(t *testing.T) *graph.View {
	t.Helper()
	text := "一、任务\n1.办学。（教育部、临汾市教育局）\n2.办水。\n"
	doc := graph.Document{Title: "方案", Text: text}
	span := func(s string) graph.Span {
		at := strings.Index(text, s)
		return graph.Span{Start: at, End: at + len(s)}
	}
	task := func(n string) string { return graph.PartKey(graph.KindTask, doc.Key(), n) }
	province, city := graph.Key(graph.KindCity, "140000"), graph.Key(graph.KindCity, "141000")
	body := func(in, name string, aliases ...string) graph.Entity {
		return graph.Entity{Key: graph.Key(graph.KindDepartment, name), Name: name, Aliases: aliases, In: in}
	}
	x := &graph.Extract{
		Document: doc,
		Sections: []graph.Section{{Path: "一", Number: "一、", Heading: "任务", Level: 1, Span: graph.Span{End: len(text)}}},
		Tasks: []graph.Task{
			{Path: "1", Number: "1.", Title: "办学", Section: "一", Span: span("1.办学。（教育部、临汾市教育局）")},
			{Path: "2", Number: "2.", Title: "办水", Section: "一", Span: span("2.办水。")},
		},
		Entities: []graph.Entity{
			{Key: province, Name: "山西省", Aliases: []string{"山西"}, Level: graph.LevelProvince},
			{Key: city, Name: "临汾市", Aliases: []string{"临汾", "山西省临汾市"}, Level: graph.LevelPrefecture, In: province},
			body(province, "山西省水利厅", "省水利厅", "山西水利厅"), body(city, "临汾市教育局", "山西省临汾市教育局", "市教育局"),
			body(city, "临汾市市场监管局", "市场监管局"), body("", "教育部"), body("", "国家能源局"),
		},
		Facts: []graph.Fact{
			{Kind: graph.KindResponsibility, Subject: task("1"), Object: graph.Key(graph.KindDepartment, "教育部"), Evidence: []graph.Evidence{{Span: span("教育部"), Rule: "r@1"}}},
			{Kind: graph.KindResponsibility, Subject: task("1"), Object: graph.Key(graph.KindDepartment, "临汾市教育局"), Evidence: []graph.Evidence{{Span: span("临汾市教育局"), Rule: "r@1"}}},
			{Kind: graph.KindResponsibility, Subject: task("2"), Object: graph.Key(graph.KindDepartment, "临汾市教育局"), Evidence: []graph.Evidence{{Span: span("办水"), Rule: "r@1"}}},
		},
	}
	v, err := graph.Build([]*graph.Extract{x})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// rankOf is the class of a completion, read off its names; -1 for none.
func rankOf(x *Index, u int32, word string) int {
	p := syllables()
	best := -1
	better := func(class int) {
		if best < 0 || class < best {
			best = class
		}
	}
	n := 0
	for name := range x.namesOf(u) {
		behind := x.behind(u, name)
		switch {
		case name == word:
			better(0)
		case strings.HasPrefix(name, word) && n == 0:
			better(1)
		case strings.HasPrefix(name, word):
			better(2)
		case strings.HasPrefix(behind, word):
			better(3)
		case strings.Contains(name, word):
			better(4)
		}
		if spellable(word) {
			begins, whole := p.spells(name, word)
			own, _ := p.spells(behind, word)
			switch {
			case whole:
				better(5)
			case begins:
				better(6)
			case own:
				better(7)
			case len(word) > 1:
				for i := range name {
					if inside, _ := p.spells(name[i:], word); inside {
						better(8)
					}
				}
			}
		}
		n++
	}
	return best
}

// TestSuggestEqualsAScan compares completions with what reading all names and sorting them gives.
func TestSuggestEqualsAScan(t *testing.T) {
	for _, x := range []*Index{New(plan(t)), New(jurisdictions(t)), New(synth.View(300, 4))} {
		rng := rand.New(rand.NewPCG(8, 9))
		found := 0
		for range 150 {
			names := slices.Collect(x.namesOf(int32(rng.IntN(len(x.units)))))
			name := []rune(names[rng.IntN(len(names))])
			if len(name) == 0 {
				continue
			}
			at := rng.IntN(len(name))
			word := string(name[at:min(len(name), at+1+rng.IntN(3))])
			if rng.IntN(2) == 0 {
				word = spelling(rng, word)
			}
			if word == "" {
				continue
			}
			type scanned struct{ class, place, unit int32 }
			var all []scanned
			for u := range int32(len(x.units)) {
				if class := rankOf(x, u, word); class >= 0 {
					all = append(all, scanned{int32(class), x.place[u], u})
				}
			}
			slices.SortFunc(all, func(a, b scanned) int { return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.place, b.place)) })
			for _, limit := range []int{1, 8, 1000} {
				var got, want []unit
				for _, s := range x.Suggest(word, nil, limit) {
					got = append(got, unit{s.Kind, s.Index})
				}
				for _, s := range all[:min(limit, len(all))] {
					want = append(want, x.units[s.unit])
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%q, at most %d: got %v, want %v", word, limit, got, want)
				}
			}
			found += min(len(all), 1)
		}
		if found < 130 {
			t.Errorf("only %d words are found", found)
		}
	}
}

// spelling spells the characters of a word at random in full, by initials, or in part.
func spelling(rng *rand.Rand, word string) string {
	var b strings.Builder
	for _, r := range word {
		if readings := syllables().readings(r); readings != nil {
			s := readings[rng.IntN(len(readings))]
			if rng.IntN(2) == 0 {
				s = s[:1]
			}
			b.WriteString(s)
		}
	}
	return b.String()
}

// TestOrderIsByTasks holds the order of equal completions against the number of tasks, counted one by one.
func TestOrderIsByTasks(t *testing.T) {
	v := synth.View(300, 4)
	x := New(v)
	count := func(u unit) int {
		tasks := map[int32]bool{}
		kinds := map[graph.Kind]graph.Kind{
			graph.KindDepartment: graph.KindResponsibility, graph.KindCity: graph.KindTaskPlace, graph.KindProject: graph.KindTaskProject, graph.KindTheme: graph.KindTaskTheme,
		}
		switch u.kind {
		case graph.KindTask:
			return 1
		case graph.KindDocument, graph.KindSection:
			n := 0
			for i := range v.Len(graph.KindTask) {
				in := u.kind == graph.KindDocument && v.Tasks.Document[i] == u.index
				for s := v.Tasks.Section[i]; s >= 0 && u.kind == graph.KindSection; s = v.Sections.Parent[s] {
					in = in || s == u.index
				}
				if in {
					n++
				}
			}
			return n
		}
		f := v.Facts(kinds[u.kind])
		for i := range f.Len() {
			if f.Object[i] == u.index {
				tasks[f.Subject[i]] = true
			}
		}
		return len(tasks)
	}
	last, most := 1<<30, 0
	for _, u := range x.order {
		n := count(x.units[u])
		if n > last {
			t.Fatalf("%v has %d tasks, the one before %d", x.units[u], n, last)
		}
		last, most = n, max(most, n)
	}
	if most < 10 {
		t.Errorf("no unit has more than %d tasks", most)
	}
}

func TestPinyin(t *testing.T) {
	p := syllables()
	for _, test := range []struct {
		name, letters string
		begins, whole bool
	}{
		{"临汾市", "linfen", true, false}, {"临汾市", "linfenshi", true, true}, {"临汾市", "lf", true, false}, {"临汾市", "lfs", true, true},
		{"临汾市", "linf", true, false}, {"临汾市", "lfenshi", true, true}, {"临汾市", "linfens", true, true}, {"临汾市", "lif", false, false},
		{"临汾市", "linfenshi1", false, false}, {"临汾市", "fen", false, false}, {"临汾市", "l", true, false}, {"临汾市", "ling", false, false},
		{"重庆市", "cq", true, false}, {"重庆市", "zhongqing", true, false}, {"重庆", "chongqing", true, true}, {"长治", "changzhi", true, true},
		{"厦门", "xm", true, true}, {"山西省", "shanxisheng", true, true}, {"山西省", "sxs", true, true}, {"亳州", "bozhou", true, true},
		{"六安", "luan", true, true}, {"番禺", "panyu", true, true}, {"洪洞县", "hongtongxian", true, true}, {"蚌埠", "bengbu", true, true},
		{"发展和改革委员会", "fazhanhegaigeweiyuanhui", true, true}, {"住房和城乡建设厅", "zhufanghechengxiangjiansheting", true, true},
		{"自然资源", "zrzy", true, true}, {"旅游", "lvyou", true, true}, {"绿色", "lvse", true, true}, {"西安", "xian", true, true}, {"县", "xian", true, true},
		{"5g基站", "5gjz", true, true}, {"g5高速", "g5gs", true, true}, {"(省)厅", "st", true, true}, {"()", "s", false, false}, {"abc", "ab", true, false},
		{"二〇二〇年", "ellingerlingnian", false, false}, {"", "s", false, false}, {"an", "an", true, true},
	} {
		if begins, whole := p.spells(test.name, test.letters); begins != test.begins || whole != test.whole {
			t.Errorf("%s by %s: begins %v, whole %v", test.name, test.letters, begins, whole)
		}
	}
	known := 0
	for r := rune(firstHan); r < firstHan+hanCount; r++ {
		if folded := graph.Fold(string(r)); folded == string(r) && len(p.readings(r)) > 0 {
			known++
		}
		for _, s := range p.readings(r) {
			if len(s) > 6 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%c is read %q", r, s)
			}
		}
	}
	if known < 17_500 {
		t.Errorf("%d characters have a reading", known)
	}
}

// FuzzPinyin compares spells with trying all ways to take letters.
func FuzzPinyin(f *testing.F) {
	f.Add("临汾市", "linfen")
	f.Add("重庆", "chongq")
	f.Add("安安", "anan")
	f.Add("5g 县", "5gx")
	f.Fuzz(func(t *testing.T, name, letters string) {
		if name = graph.Fold(name); !spellable(letters) || len(name) > 60 || len(letters) > 20 {
			return
		}
		p := syllables()
		begins, whole := p.spells(name, letters)
		wantBegins, wantWhole := spelledSlowly(p, []rune(name), letters)
		if begins != wantBegins || whole != wantWhole {
			t.Errorf("%q by %q: %v and %v, want %v and %v", name, letters, begins, whole, wantBegins, wantWhole)
		}
	})
}

func spelledSlowly(p *pinyin, name []rune, letters string) (begins, whole bool) {
	for i, r := range name {
		readings := p.readings(r)
		if readings == nil {
			continue
		}
		silent := !slices.ContainsFunc(name[i+1:], func(r rune) bool { return p.readings(r) != nil })
		for _, s := range readings {
			if strings.HasPrefix(s, letters) {
				begins, whole = true, whole || silent
			}
			for _, n := range []int{1, len(s)} {
				if n < len(letters) && letters[:n] == s[:n] {
					b, w := spelledSlowly(p, name[i+1:], letters[n:])
					begins, whole = begins || b, whole || w
				}
			}
		}
		return begins, whole
	}
	return false, false
}

func BenchmarkSuggest(b *testing.B) {
	x := New(synth.View(benchTasks, 1))
	for _, q := range []string{"省", "推进", "发改", "市", "s", "sx", "js", "jslt", "lin", "linfen", "运城", "zzz"} {
		b.Run(q, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = len(x.Suggest(q, nil, 8))
			}
			b.ReportMetric(float64(n), "found")
		})
	}
}
