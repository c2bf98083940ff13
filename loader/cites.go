package loader

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// citation is another document that the text names (引用文件).
type citation struct {
	title  string // as printed, 《》 included; empty when only a number is named
	number string // as printed
	kind   graph.RelationKind
	spans  []graph.Span
}

var (
	shortTitle = regexp.MustCompile(`简称\s?:?\s?[《“"]([^》”")]{1,40})[》”"]`)
	yearEnd    = regexp.MustCompile(`(19|20)\d\d(年)?$`)
)

// longestTitle is the most bytes of a title of a document between 《 and 》: 120 characters.
const longestTitle = 360

// readCitations finds the documents that the text names between 《 and 》, with their numbers. A short form that the text
// defines (以下简称《规划》) is no other document.
func readCitations(v *view) []citation {
	var out []citation
	at := map[string]int{}
	short := map[string]int{}
	end, kind := -1, graph.RelationCites // of the title before
	for i := 0; i < len(v.Text()); {
		j := strings.Index(v.Text()[i:], "《")
		if j < 0 {
			break
		}
		s := v.titleSpan(i + j)
		if s.Len() == 0 {
			i += j + len("《")
			continue
		}
		i = s.End
		inner := v.Text()[s.Start+len("《") : s.End-len("》")]
		if k, ok := short[squeeze(inner)]; ok {
			out[k].spans = append(out[k].spans, s)
			continue
		}
		if !titleOfDocument(inner) {
			continue
		}
		note := v.noteAfter(s.End)
		number := ""
		if m := numberForm.FindStringIndex(v.Slice(note)); m != nil && m[0] == 0 {
			number = squeeze(v.Printed(graph.Span{Start: note.Start, End: note.Start + m[1]}))
			s.End = note.End + 1
		}
		if end < 0 || strings.Trim(v.Text()[end:s.Start], "、,和及以与 ") != "" { // else one of a list, all alike
			kind = v.relation(s.Start)
		}
		end = s.End
		key := squeeze(inner)
		k, again := at[key]
		if !again {
			k = len(out)
			at[key] = k
			title := v.Printed(graph.Span{Start: s.Start, End: s.Start + len("《") + len(inner) + len("》")})
			out = append(out, citation{title: title, kind: kind})
		}
		if out[k].number == "" {
			out[k].number = number
		}
		out[k].spans = append(out[k].spans, s)
		if m := shortTitle.FindStringSubmatch(v.Slice(note)); m != nil {
			short[squeeze(m[1])] = k
		}
	}
	return out
}

// noteAfter is what stands in the bracket right behind a title, empty when there is none.
func (v *view) noteAfter(at int) graph.Span {
	const longest = 300 // bytes; a number and a short form
	if !strings.HasPrefix(v.Text()[at:], "(") {
		return graph.Span{Start: at, End: at}
	}
	i := strings.IndexByte(v.Text()[at:min(len(v.Text()), at+longest)], ')')
	if i < 0 {
		return graph.Span{Start: at, End: at}
	}
	return graph.Span{Start: at + 1, End: at + i}
}

// titleSpan is the span of the title in 《》 that begins here; inner 《》 nest.
func (v *view) titleSpan(at int) graph.Span {
	depth := 0
	for i, r := range v.Text()[at:min(len(v.Text()), at+longestTitle)] {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return graph.Span{Start: at, End: at + i + len("》")}
			}
		case '\n', utf8.RuneError:
			return graph.Span{}
		}
	}
	return graph.Span{}
}

// titleWords end titles of documents, besides the genres of plans.
var titleWords = []string{
	"法", "令", "标准", "规范", "规程", "指南", "目录", "准则", "章程", "制度", "导则", "纪要", "宣言", "协定", "协议", "公约", "公报", "白皮书", "讲话", "指示", "议定书", "名录", "大纲", "规则", "意见书", "倡议", "安排", "框架", "议案",
}

// titleOfDocument reports whether a title in 《》 is that of a document, not of a form, a book or a song.
func titleOfDocument(title string) bool {
	title = strings.TrimRight(title, " ")
	if strings.HasSuffix(title, ")") {
		if i := strings.LastIndexByte(title, '('); i > 0 {
			title = title[:i]
		}
	}
	if utf8.RuneCountInString(title) < 3 {
		return false
	}
	for _, words := range [][]string{genres, titleWords} {
		for _, w := range words {
			if strings.HasSuffix(title, w) {
				return true
			}
		}
	}
	return yearEnd.MatchString(title)
}

// relation is how the words before a title relate the document to it.
func (v *view) relation(at int) graph.RelationKind {
	const near = 60 // bytes; 20 characters
	start := max(0, at-near)
	before := v.Text()[start:at]
	if i := strings.LastIndexAny(before, "。;,\n"); i >= 0 {
		before = before[i:]
	}
	switch {
	case strings.Contains(before, "贯彻") || strings.Contains(before, "落实") || strings.Contains(before, "实施"):
		return graph.RelationImplements
	case strings.Contains(before, "根据") || strings.Contains(before, "依据") || strings.Contains(before, "按照"):
		return graph.RelationBasedOn
	}
	return graph.RelationCites
}
