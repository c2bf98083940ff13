package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/gazetteer"
	"github.com/policygraph/policygraph/loader/text"
)

// context tells the rules of content what the document is about. [newContext] makes it, once per document.
type context struct {
	issuer    gazetteer.Division // the division whose body issued the document
	hasIssuer bool
	year      int             // of the document; 0 when nothing tells it
	named     map[string]bool // codes of the divisions that the text surely names, and of those they lie in; nil while they are looked for
}

// newContext reads the whole text once for the divisions that it surely names: weaker names are judged by them.
func newContext(v *text.Folded, issuer gazetteer.Division, hasIssuer bool, year int) context {
	c := context{issuer: issuer, hasIssuer: hasIssuer, year: year}
	named := map[string]bool{}
	for _, p := range findPlaces(v, []graph.Span{{Start: 0, End: len(v.Text())}}, c) {
		for d, ok := p.Division, true; ok; d, ok = gazetteer.ByCode(d.Parent) {
			named[d.Code] = true
		}
	}
	c.named = named
	return c
}

// placeHit is one naming of a division (行政区划) in a text.
type placeHit struct {
	Division gazetteer.Division
	Surface  string
	Span     graph.Span
	Outside  gazetteer.Division // the division named just before as if it held this one, which it does not; zero otherwise
}

// findPlaces finds the divisions, province to county, that text names within spans: not in titles of documents, not as
// part of the name of an organisation, region, mountain or water. Hits are in the order of the text.
func findPlaces(v *text.Folded, spans []graph.Span, c context) []placeHit {
	hits, _ := readPlaces(v, spans, c)
	return hits
}

// readPlaces also gives the names in full that several divisions have and of which nothing tells which is meant; their
// Division is zero.
func readPlaces(v *text.Folded, spans []graph.Span, c context) (hits, unsure []placeHit) {
	text := v.Text()
	for _, span := range outsideTitles(text, spans) {
		s := placeScanner{text: text[:span.End], context: c}
		s.scan(span.Start)
		s.judge()
		for i := range s.names {
			n := &s.names[i]
			hit := placeHit{n.division, text[n.start:n.end], graph.Span{Start: n.start, End: n.end}, n.outside}
			switch {
			case n.accepted:
				hits = append(hits, hit)
			case n.strength == sure:
				unsure = append(unsure, hit)
			}
		}
	}
	return hits, unsure
}

// maxTitle is how many bytes the title of a document may have; a 《 that is not closed within them is none.
const maxTitle = 900

// outsideTitles cuts what stands between 《 and 》 out of spans.
func outsideTitles(text string, spans []graph.Span) []graph.Span {
	var out []graph.Span
	add := func(start, end int) {
		if start < end {
			out = append(out, graph.Span{Start: start, End: end})
		}
	}
	for _, span := range spans {
		from := span.Start
		for at := from; ; {
			open := strings.Index(text[at:span.End], "《")
			if open < 0 {
				break
			}
			at += open
			shut := strings.Index(text[at:min(span.End, at+maxTitle)], "》")
			if shut < 0 {
				at += len("《")
				continue
			}
			add(from, at)
			at += shut + len("》")
			from = at
		}
		add(from, span.End)
	}
	return out
}

// placeName is a stretch that may name a division.
type placeName struct {
	start, end int
	strength   strength
	candidates []gazetteer.Division
	accepted   bool
	division   gazetteer.Division // of the candidates, once accepted
	outside    gazetteer.Division
}

// strength is how much a written form says by itself.
type strength int

const (
	sure     strength = iota // accepted wherever it stands: a name in full, the stem of a province or prefecture
	county                   // the stem of a county: when it lies where the document is at home, or in a list of places
	district                 // the stem of a district, a word that is also a name: only in a list of places of its prefecture
	area                     // a name in full such as 滨海新区, which any city may give to an area: at home, or near its district
	generic                  // a name such as 城区 or 新区: only right after the place that it is part of
)

// placeScanner finds the names in a text from some place on.
type placeScanner struct {
	text    string
	context context
	names   []placeName
	ofKind  []bool // by name: the list that it stands in ends in words for counties
	ofTowns []bool // likewise for towns
}

func (s *placeScanner) scan(at int) {
	for at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if r < '一' {
			at += size
			continue
		}
		if gazetteer.Abbreviates(r) {
			if n, ok := s.provinces(at); ok {
				at = n
				continue
			}
		}
		length, full, candidates := gazetteer.Match(s.text[at:])
		if length == 0 || !s.add(at, at+length, full, candidates) {
			if length > 0 && !full && s.partOfOther(at, at+length, false) {
				size = length // 枞阳|江堤 does not hold 阳江 either
			}
			at += size
			continue
		}
		at = s.names[len(s.names)-1].end
	}
}

// add takes a name unless what stands around it makes it part of another word.
func (s *placeScanner) add(start, end int, full bool, candidates []gazetteer.Division) bool {
	if full && s.runsOn(end) {
		word := gazetteer.Stem(s.text[start:end])
		candidates = gazetteer.Stemmed(word)
		end, full = start+len(word), false
		if len(candidates) == 0 {
			return false
		}
	}
	n := placeName{start: start, end: end, candidates: candidates}
	n.strength = s.strengthOf(s.text[start:end], full, candidates)
	adjacent := len(s.names) > 0 && s.names[len(s.names)-1].end == start
	switch {
	case full && utf8.RuneCountInString(s.text[start:end]) > 2:
	case !adjacent && s.needsBoundary(&n, full) && !boundaryBefore(s.text[:start]):
		return false
	case full && hasAnyPrefix(s.text[end:], "级", "域", "份"):
		return false
	}
	if !full && s.partOfOther(start, n.end, adjacent) {
		return false
	}
	if s.organisation(n.end) || s.ofOrganisation(start, n.end) || full && s.context.named != nil && s.sharesOrgan(n.end) || s.slogan(start, n.end) || hasAnySuffix(s.text[:start], beforeName[s.text[start:n.end]]...) {
		return false
	}
	s.names = append(s.names, n)
	return true
}

// runsOn reports whether the last character of a name in full begins another word: 广州市|场, 西安区|域.
func (s *placeScanner) runsOn(end int) bool {
	switch next := s.text[end:]; {
	case strings.HasSuffix(s.text[:end], "成都市") && hasAnyPrefix(next, "圈", "型", "农业"): // 形成|都市圈
		return true
	case strings.HasSuffix(s.text[:end], "新建县"): // 新建|县城
		return hasAnyPrefix(next, "城", "级", "乡", "域", "道")
	case strings.HasSuffix(s.text[:end], "市"):
		return hasAnyPrefix(next, "场", "域", "民")
	case strings.HasSuffix(s.text[:end], "区"):
		return hasAnyPrefix(next, "域", "位", "块", "划", "间", "别")
	}
	return false
}

func (s *placeScanner) strengthOf(word string, full bool, candidates []gazetteer.Division) strength {
	high := slices.ContainsFunc(candidates, func(d gazetteer.Division) bool { return d.Level != graph.LevelCounty })
	switch {
	case full && strings.HasSuffix(word, "新区"): // 滨海新区 may be the functional area of any city by the sea
		return area
	case full && genericNames[word]:
		return generic
	case full:
		return sure
	case ordinaryWords[word]:
		return district
	case high:
		return sure
	case !slices.ContainsFunc(candidates, func(d gazetteer.Division) bool { return !strings.HasSuffix(d.Name, "区") }):
		return district
	}
	return county
}

// needsBoundary reports whether the name is so like other words that a word must end before it.
func (s *placeScanner) needsBoundary(n *placeName, full bool) bool {
	return full || n.strength != sure || riskyStems[s.text[n.start:n.end]]
}
