package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
)

// readParties finds who issued the document and to whom, and settles the jurisdiction of its words 省, 市 and 区.
func (h *head) readParties(v *view, limit int, r *resolver, marks []mark) {
	if len(h.issuers) == 0 {
		h.issuersOfTitle(v)
	}
	h.readAddressees(v, limit)
	for _, a := range h.issuers {
		r.settle(a.name)
	}
	if !r.known && !r.national {
		r.settleByTitle(h)
	}
	if !r.known && !r.national {
		r.infer(v, marks)
	}
}

// settle takes the jurisdiction of an issuer.
func (r *resolver) settle(name string) {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "中共"), "中国共产党")
	if p, core, ok := r.explicit(name); ok && core != "" {
		if !r.known || liesIn(p.division, r.issuer.Code) {
			r.issuer, r.known, r.national = p.division, true, false
		}
		return
	}
	if r.known {
		return
	}
	for _, p := range []string{"国务院", "中共中央", "中央", "国家", "中国", "全国"} {
		if strings.HasPrefix(name, p) {
			r.national = true
			return
		}
	}
	if strings.HasSuffix(name, "部") || strings.HasSuffix(name, "总局") || strings.HasSuffix(name, "总署") {
		r.national = true
	}
}

// settleByTitle takes the jurisdiction from a title that begins with it: 深圳市…行动计划.
func (r *resolver) settleByTitle(h *head) {
	for _, t := range []string{h.notice, newView(h.title, false).Text(), graph.Fold(h.title)} {
		t = strings.TrimPrefix(strings.TrimLeft(t, "《“"), "中共")
		if p, _, ok := r.explicit(t); ok {
			r.issuer, r.known = p.division, true
			return
		}
		if strings.HasPrefix(t, "国务院") || strings.HasPrefix(t, "中央") {
			r.national = true
			return
		}
	}
}

// infer takes the jurisdiction from the places that the text names most: the words 省, 市 and 区 in its marks say of which level it is.
func (r *resolver) infer(v *view, marks []mark) {
	count := map[string]int{}
	for i := range marks {
		for k := range marks[i].actors {
			if p := ownPrefix(marks[i].actors[k].name); p != "" {
				count[strings.TrimSuffix(p, "委")]++
			}
		}
	}
	level, most := graph.LevelNational, 0
	for _, w := range []struct {
		word  string
		level graph.Level
	}{{"省", graph.LevelProvince}, {"自治区", graph.LevelProvince}, {"市", graph.LevelPrefecture}, {"州", graph.LevelPrefecture}, {"盟", graph.LevelPrefecture}, {"区", graph.LevelCounty}, {"县", graph.LevelCounty}, {"旗", graph.LevelCounty}} {
		if count[w.word] > most {
			level, most = w.level, count[w.word]
		}
	}
	if most == 0 {
		return
	}
	const sample = 1 << 18 // bytes; more would not change which place leads
	places := map[string]int{}
	for _, hit := range findPlaces(v.Folded, []graph.Span{{Start: 0, End: min(len(v.Text()), sample)}}, context{}) {
		for d, ok := hit.Division, true; ok; d, ok = gazetteer.ByCode(d.Parent) {
			if d.Level == level || level == graph.LevelPrefecture && municipality(d) {
				places[d.Code]++
			}
		}
	}
	best, ties := "", 0
	for code, n := range places {
		switch {
		case best == "" || n > places[best]:
			best, ties = code, 1
		case n == places[best]:
			ties++
		}
	}
	if d, ok := gazetteer.ByCode(best); ok && ties == 1 {
		r.issuer, r.known = d, true
	}
}

// municipality reports whether a division is one of the four cities directly under the central government (直辖市).
func municipality(d gazetteer.Division) bool {
	return d.Level == graph.LevelProvince && strings.HasSuffix(d.Name, "市")
}

// issuersOfTitle takes the bodies at the head of a title: 国务院办公厅关于….
func (h *head) issuersOfTitle(v *view) {
	for i := range v.Lines() {
		line := v.Lines()[i]
		if line.Start > headLimit {
			return
		}
		text := v.Slice(line)
		text = text[:min(len(text), 300)]
		k := strings.Index(text, "关于")
		if above := i - 1; k == 0 && above >= 0 && signs(v.Slice(v.Lines()[above])) { // the title goes on below its bodies
			line = v.Lines()[above]
			text = v.Slice(line)
			k = len(text)
		}
		if k <= 0 || strings.ContainsAny(text[:k], "。,;:《") {
			continue
		}
		list := nameList{v: v}
		at := line.Start
		for name := range strings.FieldsSeq(text[:k]) {
			at += strings.Index(v.Text()[at:line.Start+k], name)
			list.put(graph.Span{Start: at, End: at + len(name)}, false)
			at += len(name)
		}
		ok := len(list.actors) > 0
		for _, a := range list.actors {
			ok = ok && plausibleName(a.name) && (a.name == "国务院" || bodyEnding(a.name) != "")
		}
		if ok {
			h.issuers = list.actors
			return
		}
	}
}

// readAddressees finds the line of main recipients (主送机关), which ends in a colon before the first number.
func (h *head) readAddressees(v *view, limit int) {
	for _, line := range v.Lines() {
		if line.Start >= limit {
			return
		}
		text := v.Slice(line)
		colon := strings.IndexByte(text, ':')
		if colon < 0 || colon > 900 || v.metaFields(line) != nil || firstOf(strings.TrimLeft(text[colon+1:], " "), dutyWords...) != "" {
			continue
		}
		start := line.Start
		if m := numberForm.FindStringIndex(text[:colon]); m != nil {
			start += m[1]
		} else if i := genreEnd(text[:colon]); i > 0 {
			start += i
		}
		s := graph.Span{Start: start, End: line.Start + colon}
		if strings.ContainsAny(v.Slice(s), "。!?《>") {
			continue
		}
		g := readMark(v, s, nil)
		if g.odd > 0 || len(g.flushed) == 0 || g.roles > 0 {
			continue
		}
		ok := true
		for _, a := range g.flushed {
			ok = ok && (a.generic || bodyEnding(a.name) != "" || isPlace(a.name))
		}
		if ok {
			h.addressees = g.flushed
			return
		}
	}
}
