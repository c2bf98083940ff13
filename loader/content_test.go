package loader

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// contentCases runs f for each line of a file in testdata/content: a text and what is to be found in it.
func contentCases(t *testing.T, file string, f func(v *view, spans []graph.Span, c context) (found, separator string)) {
	t.Helper()
	data, err := os.ReadFile("testdata/content/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var c context
	n := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "@"); ok {
			c = issuedBy(t, name)
			continue
		}
		text, want, ok := strings.Cut(line, "⇒")
		if line == "" || strings.HasPrefix(line, "#") || !ok {
			continue
		}
		n++
		text, want = strings.TrimSpace(text), strings.TrimSpace(want)
		v := newView(text, false)
		if got, _ := f(v, whole(v), c); got != want {
			t.Errorf("%s\n  found %s\n  want  %s", text, got, want)
		}
	}
	if n == 0 {
		t.Fatalf("%s has no case", file)
	}
}

// folded is a text as the rules read it.
func folded(s string) string { return newView(s, false).Text() }

// whole is the span of all of a view.
func whole(v *view) []graph.Span { return []graph.Span{{Start: 0, End: len(v.Text())}} }

// issuedBy is the context of a document of the division with these names, the last of which it is.
func issuedBy(t *testing.T, names string) context {
	t.Helper()
	var c context
	for names != "" {
		n, _, divisions := gazetteer.Match(names)
		if n == 0 {
			t.Fatalf("no division is called %s", names)
		}
		for _, d := range divisions {
			if !c.hasIssuer || lies(d, c.issuer.Code) {
				c = context{issuer: d, hasIssuer: true}
				break
			}
		}
		names = names[n:]
	}
	return c
}

func TestPlaces(t *testing.T) {
	contentCases(t, "places.txt", func(v *view, spans []graph.Span, c context) (string, string) {
		if !c.hasIssuer {
			c = newContext(v.Folded, c.issuer, false, 0)
		}
		var found []string
		for _, p := range findPlaces(v.Folded, spans, c) {
			if v.Slice(p.Span) != p.Surface {
				t.Errorf("%s: %q is not at %v", v.Text(), p.Surface, p.Span)
			}
			found = append(found, v.Printed(p.Span)+"="+p.Division.Name)
		}
		return strings.Join(found, " "), " "
	})
}

func TestProjects(t *testing.T) {
	contentCases(t, "projects.txt", func(v *view, spans []graph.Span, c context) (string, string) {
		var found []string
		for _, p := range findProjects(v.Folded, spans, findPlaces(v.Folded, spans, newContext(v.Folded, c.issuer, false, 0)), c.homeLevel()) {
			if !spans[0].Contains(p.Span) {
				t.Errorf("%s: %s is at %v", v.Text(), p.Name, p.Span)
			}
			found = append(found, p.Kind.String()+":"+v.asPrinted(p.Name, p.Span))
		}
		return strings.Join(found, " / "), " / "
	})
}

// TestUnsurePlaces checks that a name of several divisions is told, and is none when one is settled on.
func TestUnsurePlaces(t *testing.T) {
	for text, want := range map[string]string{
		"改造鼓楼区老旧小区。":           "鼓楼区",
		"改造福州市鼓楼区老旧小区。":        "",
		"加强合作，推进新城区建设，支持德清试点。": "",
	} {
		v := newView(text, false)
		_, unsure := readPlaces(v.Folded, whole(v), context{})
		var found []string
		for _, p := range unsure {
			found = append(found, p.Surface)
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: unsure of %q, want %q", text, got, want)
		}
	}
}

// TestProjectPlaces checks that a name that shares its end with others holds only its own places.
func TestProjectPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"推进南京、苏州机场建设。":        "南京机场 南京|苏州机场 苏州",
		"规划建设南京、苏州等通用机场。":     "南京通用机场 南京|苏州通用机场 苏州",
		"开工建设南京至扬州、苏州至无锡等铁路。": "南京至扬州铁路 南京 扬州|苏州至无锡铁路 苏州 无锡",
	} {
		v := newView(text, false)
		var found []string
		for _, p := range findProjects(v.Folded, whole(v), findPlaces(v.Folded, whole(v), context{}), 0) {
			words := []string{p.Name}
			for _, place := range p.Places {
				words = append(words, place.Surface)
			}
			found = append(found, strings.Join(words, " "))
		}
		if got := strings.Join(found, "|"); got != want {
			t.Errorf("%s\n  found %s\n  want  %s", text, got, want)
		}
	}
}

func TestThemes(t *testing.T) {
	contentCases(t, "themes.txt", func(v *view, spans []graph.Span, _ context) (string, string) {
		var found []string
		for _, h := range findThemes(v.Folded, spans) {
			found = append(found, v.Printed(h.Span))
		}
		return strings.Join(found, " "), " "
	})
}

// FuzzContent checks on any text that nothing fails and that all that is found stands where it says, in the order of
// the text.
func FuzzContent(f *testing.F) {
	for _, file := range []string{"places.txt", "projects.txt", "themes.txt"} {
		data, err := os.ReadFile("testdata/content/" + file)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(strings.TrimSpace(line))
		}
	}
	for _, hostile := range []string{
		"《《《》", "“““”", "((（）", "等等等等", "和和和和", "推进推进推进推进", "陕晋甘陕晋甘三省", "引入济补", "、、、、工程", "至至至铁路", "段段段", "\xff\xfe项目", "等",
	} {
		f.Add(strings.Repeat(hostile, 3))
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		v := newView(text, false)
		text, spans := v.Text(), whole(v)
		c := newContext(v.Folded, gazetteer.Division{}, false, 0)
		places := findPlaces(v.Folded, spans, c)
		at := 0
		for _, p := range places {
			if p.Span.Start < at || text[p.Span.Start:p.Span.End] != p.Surface || p.Division.Code == "" {
				t.Errorf("place %+v after %d", p, at)
			}
			at = p.Span.End
		}
		for _, p := range findProjects(v.Folded, spans, places, 0) {
			if p.Name == "" || !spans[0].Contains(p.Span) || !utf8.ValidString(text[p.Span.Start:p.Span.End]) {
				t.Errorf("project %+v", p)
			}
			for _, place := range p.Places {
				if !p.Span.Contains(place.Span) {
					t.Errorf("project %+v: the place %+v is not in it", p, place)
				}
			}
		}
		for _, h := range findThemes(v.Folded, spans) {
			if text[h.Span.Start:h.Span.End] != h.Surface {
				t.Errorf("theme %+v", h)
			}
		}
	})
}

// TestContentLimits checks each limit at and past it.
func TestContentLimits(t *testing.T) {
	places := func(text string) int {
		v := newView(text, false)
		return len(findPlaces(v.Folded, whole(v), newContext(v.Folded, gazetteer.Division{}, false, 0)))
	}
	projects := func(text string) string {
		v := newView(text, false)
		var names []string
		for _, p := range findProjects(v.Folded, whole(v), findPlaces(v.Folded, whole(v), newContext(v.Folded, gazetteer.Division{}, false, 0)), 0) {
			names = append(names, v.asPrinted(p.Name, p.Span))
		}
		return strings.Join(names, " ")
	}
	rep := strings.Repeat
	title := func(n int) string { return "《南京" + rep("甲", n/3) + "》" }
	slogan := func(n int) string { return "“南京" + rep("甲", n-2) + "”" }
	for _, c := range []struct {
		name  string
		text  string
		found int
	}{
		{"title", title(maxTitle - len("《南京》")), 0},
		{"title too long", title(maxTitle), 1},
		{"slogan", slogan(maxSlogan), 0},
		{"slogan too long", slogan(maxSlogan + 1), 1},
		{"provinces", rep("晋", maxProvinces) + "三省", maxProvinces},
		{"too many provinces", rep("晋", maxProvinces+1) + "三省", 0},
		{"organisation", "南京" + rep("甲", maxName-2) + "大学", 0},
		{"organisation too long", "南京" + rep("甲", maxName-1) + "大学", 1},
	} {
		if got := places(c.text); got != c.found {
			t.Errorf("%s: %d places, want %d", c.name, got, c.found)
		}
	}
	section := func(n int) string { return "推进云泰铁路" + rep("甲", n) + "段建设" }
	before := func(n int) string { return "推进" + rep("甲", n) + "粤港澳产业园建设" }
	after := func(n int) string { return "推进南京产业园" + rep("乙工程", n) + "建设" }
	exit := func(n int) string { return "推进南京高速" + rep("甲", n) + "出口建设" }
	bracket := func(n int) string { return "推进云泰铁路（" + rep("甲", n) + "段）建设" }
	runes := func(bytes int) int { return bytes / 3 }
	for _, c := range []struct{ name, text, want string }{
		{"section", section(maxSection - 1), "云泰铁路" + rep("甲", maxSection-1) + "段"},
		{"section too long", section(maxSection), ""},
		{"before the head", before(runes(maxBefore) - 3), rep("甲", runes(maxBefore)-3) + "粤港澳产业园"},
		{"too much before the head", before(runes(maxBefore) - 2), rep("甲", runes(maxBefore)-3) + "粤港澳产业园"},
		{"after the head", after(runes(maxAfter) / 3), "南京产业园" + rep("乙工程", runes(maxAfter)/3)},
		{"exit", exit(maxExit), "南京高速" + rep("甲", maxExit) + "出口"},
		{"exit too long", exit(maxExit + 1), ""},
		{"bracket", bracket(runes(maxBracket) - 2), "云泰铁路（" + rep("甲", runes(maxBracket)-2) + "段）"},
		{"bracket too long", bracket(runes(maxBracket) - 1), "云泰铁路"},
	} {
		if got := projects(c.text); got != c.want {
			t.Errorf("%s: %s\n  found %s\n  want  %s", c.name, c.text, got, c.want)
		}
	}
	for n, want := range map[int]bool{maxBetween: true, maxBetween + 1: false} {
		if length, _ := furtherHead(rep("甲", n) + "工程"); length > 0 != want {
			t.Errorf("%d characters between heads: %d", n, length)
		}
	}
	c := projectClause{text: rep("工程", maxAfter)}
	if end := c.extend(0, len(c.text)); end != maxAfter {
		t.Errorf("a name goes on for %d bytes after its head, at most %d are allowed", end, maxAfter)
	}
}
