package pdf

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What is printed on every page and is no part of the text: running heads, page numbers.

const (
	// edgeLines is how many lines at the top and at the bottom of a page may be furniture.
	edgeLines = 3
	// near is how far apart a line may stand on two pages and still be at the same place, in ems.
	near = 1.5
	// headRunes is how long a running head may be.
	headRunes = 45
	// firstYear is the least number without marks that is a year rather than that of a page.
	firstYear = 1900
)

// pageNumber are page numbers with their marks; number is one without any.
func pageNumber() *regexp.Regexp {
	return regexp.MustCompile(`^[-—–―－─~～_·•.\s]*(?:第\s*)?([0-9０-９]{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/／,，共]\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?[-—–―－─~～_·•.\s]*$`)
}

func digits() *regexp.Regexp { return regexp.MustCompile(`[0-9０-９]+`) }

// edge is a line near the top or bottom of a page.
type edge struct {
	page   int // index
	line   *line
	top    bool
	rank   int // 0 is the outermost
	key    string
	offset int  // by how much the number is ahead of the index of the page
	number bool // it is nothing but a page number
	marked bool // it has marks of a page number
}

// furniture finds the lines of pages that are no part of the text. The lines of a page are in any order.
func furniture(pages [][]*line) map[*line]bool {
	edges := edgesOf(pages)
	drop := map[*line]bool{}
	dropRepeated(edges, len(pages), drop)
	dropNumbers(edges, len(pages), drop)
	return drop
}

func edgesOf(pages [][]*line) (edges []edge) {
	number, anyDigits := pageNumber(), digits()
	for page, lines := range pages {
		lines = slices.Clone(lines)
		slices.SortStableFunc(lines, func(a, b *line) int { return int(b.middle()) - int(a.middle()) })
		for i, l := range lines {
			for _, top := range []bool{true, false} {
				rank := i
				if !top {
					rank = len(lines) - 1 - i
				}
				if rank >= edgeLines {
					continue
				}
				e := edge{page: page, line: l, top: top, rank: rank, key: anyDigits.ReplaceAllString(squeeze(l.text), "0")}
				if m := number.FindStringSubmatch(l.text); m != nil {
					n, err := strconv.Atoi(strings.Map(halfWidth, m[1]))
					e.number, e.marked, e.offset = true, strings.Trim(l.text, "0123456789０１２３４５６７８９") != "", n-page
					if err != nil { // Roman: told by its marks only
						e.number = e.marked
					}
					if n >= firstYear && !e.marked { // 2025
						e.number = false
					}
				}
				edges = append(edges, e)
			}
		}
	}
	return edges
}

// halfWidth makes full-width digits ordinary ones.
func halfWidth(r rune) rune {
	if '０' <= r && r <= '９' {
		return r - '０' + '0'
	}
	return r
}

// dropRepeated drops lines that stand at the same place of several pages, with other numbers at most: on two of two or
// three, else on a third of the pages, as left and right pages may differ.
func dropRepeated(edges []edge, pages int, drop map[*line]bool) {
	byKey := map[string][]edge{}
	for _, e := range edges {
		if n := utf8.RuneCountInString(e.key); strings.Trim(e.key, "0") != "" && n <= headRunes { // numbers alone are page numbers or figures of the text
			byKey[e.key+strconv.FormatBool(e.top)] = append(byKey[e.key+strconv.FormatBool(e.top)], e)
		}
	}
	repeated := map[*line]bool{}
	for _, same := range byKey {
		for _, e := range same {
			on := map[int]bool{}
			for _, o := range same {
				if d := o.line.middle() - e.line.middle(); d <= near*e.line.em && -d <= near*e.line.em {
					on[o.page] = true
				}
			}
			if len(on) >= 2 && 3*len(on) >= pages {
				repeated[e.line] = true
			}
		}
	}
	for _, e := range edges {
		if repeated[e.line] && outermost(e, edges, repeated) {
			drop[e.line] = true
		}
	}
}

// outermost reports whether nothing but furniture and page numbers stands between a line and the edge of the page.
func outermost(e edge, edges []edge, furniture map[*line]bool) bool {
	return !slices.ContainsFunc(edges, func(o edge) bool {
		return o.page == e.page && o.top == e.top && o.rank < e.rank && !furniture[o.line] && !o.number
	})
}

// dropNumbers drops page numbers: those with marks at the edge of a page, and bare ones that count the pages. On a single
// page a bare number has to stand apart from the text.
func dropNumbers(edges []edge, pages int, drop map[*line]bool) {
	counting := map[int]map[int]bool{} // offset → pages
	for _, e := range edges {
		if e.number {
			if counting[e.offset] == nil {
				counting[e.offset] = map[int]bool{}
			}
			counting[e.offset][e.page] = true
		}
	}
	for _, e := range edges {
		if !e.number || drop[e.line] || !outermost(e, edges, drop) {
			continue
		}
		if e.marked || len(counting[e.offset]) >= 2 && 3*len(counting[e.offset]) >= pages || pages == 1 && e.alone(edges) {
			drop[e.line] = true
		}
	}
}

// alone reports whether the next line of the page is far from a line at its edge.
func (e *edge) alone(edges []edge) bool {
	const far = 3 // ems
	for _, o := range edges {
		if o.page == e.page && o.line != e.line && max(o.line.bottom-e.line.top, e.line.bottom-o.line.top) < far*max(o.line.em, e.line.em) {
			return false
		}
	}
	return true
}
