package gql

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// contextRunes is how many code points Evidence.prefix and Evidence.suffix have at most: what W3C Web Annotation
// clients use to find a quote again.
const contextRunes = 32

// passage is where a row of Evidence lies.
func passage(v *graph.View, r row) (document int32, s graph.Span) {
	if r.kind == kindPassage {
		return r.i, graph.Span{Start: int(r.j), End: int(r.k)}
	}
	return v.Evidence.Document[r.i], v.Evidence.Span[r.i].Span()
}

func evidenceFields() map[string]any {
	return map[string]any{
		"Evidence.document": rowOf(func(c *call, r row) row {
			document, _ := passage(c.v, r)
			return at(graph.KindDocument, document)
		}),
		"Evidence.section": rowOf(func(c *call, r row) row {
			document, s := passage(c.v, r)
			return at(graph.KindSection, c.v.SectionAt(document, s))
		}),
		"Evidence.span": rowOf(func(c *call, r row) row { return span(passage(c.v, r)) }),
		"Evidence.quote": textOf(func(c *call, r row) string {
			document, s := passage(c.v, r)
			return stretch(c.v, document, s)
		}),
		"Evidence.prefix": textOf(func(c *call, r row) string {
			document, s := passage(c.v, r)
			return lastRunes(c.v.Documents.Text[document][:s.Start], contextRunes)
		}),
		"Evidence.suffix": textOf(func(c *call, r row) string {
			document, s := passage(c.v, r)
			return firstRunes(c.v.Documents.Text[document][s.End:], contextRunes)
		}),
		"Evidence.sentence": textOf(func(c *call, r row) string {
			document, s := passage(c.v, r)
			return sentence(c.v.Documents.Text[document], s)
		}),
		"Evidence.locator": textOf(func(c *call, r row) string {
			if r.kind == kindPassage {
				return c.v.LocatorAt(r.i, graph.Span{Start: int(r.j), End: int(r.k)})
			}
			return c.v.Locator(r.i)
		}),
		"Evidence.rule": textOf(func(c *call, r row) string {
			if r.kind == kindPassage {
				return ""
			}
			return c.v.Rule(r.i)
		}),

		"Mention.entity":   rowOf(func(c *call, r row) row { return at(c.v.Mentions.Kind[r.i], c.v.Mentions.Entity[r.i]) }),
		"Mention.surface":  textOf(func(c *call, r row) string { return c.v.MentionSurface(r.i) }),
		"Mention.evidence": rowOf(func(c *call, r row) row { return at(graph.KindEvidence, c.v.Mentions.Evidence[r.i]) }),

		"TextSpan.start":      intOf(func(c *call, r row) int { n, _ := c.v.Position(r.i, int(r.j)); return n }),
		"TextSpan.end":        intOf(func(c *call, r row) int { n, _ := c.v.Position(r.i, int(r.k)); return n }),
		"TextSpan.utf16Start": intOf(func(c *call, r row) int { _, n := c.v.Position(r.i, int(r.j)); return n }),
		"TextSpan.utf16End":   intOf(func(c *call, r row) int { _, n := c.v.Position(r.i, int(r.k)); return n }),
		"TextSpan.byteStart":  intOf(func(_ *call, r row) int { return int(r.j) }),
		"TextSpan.byteEnd":    intOf(func(_ *call, r row) int { return int(r.k) }),
	}
}

func firstRunes(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end]
}

func lastRunes(s string, n int) string {
	start := len(s)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}

const (
	sentenceEnds = "。！？!?\n"
	closers      = "”』」）)》〉\"'’" // what closes after the end of a sentence and belongs to it
	openers      = "（(［[【"
)

// sentence is the whole sentence or list item around a passage. What a bracket after the full stop adds, as in
// 。（省发展改革委负责）, belongs to the sentence before it.
func sentence(text string, s graph.Span) string {
	start := sentenceStart(text, s.Start)
	for start > 0 && text[start-1] != '\n' && strings.ContainsRune(openers, firstRune(text[start:])) {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start = sentenceStart(text, start-size)
	}
	end := s.End
	if r, _ := utf8.DecodeLastRuneInString(text[:end]); !strings.ContainsRune(sentenceEnds, r) {
		if i := strings.IndexAny(text[end:], sentenceEnds); i >= 0 {
			end += i + len(string(firstRune(text[end+i:])))
		} else {
			end = len(text)
		}
	}
	for end < len(text) && text[end-1] != '\n' && strings.ContainsRune(closers, firstRune(text[end:])) {
		end += len(string(firstRune(text[end:])))
	}
	return strings.TrimSpace(text[start:end])
}

// sentenceStart goes back from an offset to the end of the sentence before it and what closes there.
func sentenceStart(text string, offset int) int {
	start := strings.LastIndexAny(text[:offset], sentenceEnds)
	if start < 0 {
		return 0
	}
	newline := text[start] == '\n'
	start += len(string(firstRune(text[start:])))
	for !newline && start < offset && strings.ContainsRune(closers, firstRune(text[start:])) {
		start += len(string(firstRune(text[start:])))
	}
	return start
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
