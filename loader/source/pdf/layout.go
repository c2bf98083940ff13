package pdf

import (
	"slices"
	"strings"
)

// layout collects the pages of a file and puts them in order.
type layout struct {
	pages    []pageLayout
	glyphs   int
	unmapped int
	crowded  []int
	damaged  []int
}

// pageLayout is a page as it is read: regions of text and tables, from the top.
type pageLayout struct {
	number int
	parts  []part
}

// part is a region or a table.
type part struct {
	region *region
	grid   *grid
}

// add takes the next page; p is nil for one that cannot be read.
func (l *layout) add(p *printedPage) {
	number := len(l.pages) + 1
	page := pageLayout{number: number}
	defer func() { l.pages = append(l.pages, page) }()
	if p == nil {
		l.damaged = append(l.damaged, number)
		return
	}
	l.glyphs += len(p.glyphs) + len(p.aside)
	l.unmapped += p.unmapped
	if p.crowded {
		l.crowded = append(l.crowded, number)
	}
	glyphs := p.glyphs
	var grids []*grid
	for _, t := range lattices(p.rules) {
		rest := t.take(slices.Clone(glyphs))
		if g := t.grid(number); g.filled() > 1 {
			grids, glyphs = append(grids, g), rest
		}
	}
	lines := linesOf(slices.Clone(glyphs))
	for _, g := range grids {
		above := len(lines)
		if i := slices.IndexFunc(lines, func(l line) bool { return l.middle() < g.top }); i >= 0 {
			above = i
		}
		page.text(lines[:above], p.rules)
		lines = lines[above:]
		page.parts = append(page.parts, part{grid: g})
	}
	page.text(lines, p.rules)
	page.text(linesOf(p.aside), nil)
}

// filled is how many cells of a table have text.
func (g *grid) filled() (n int) {
	for _, c := range g.cells {
		if c.text != "" {
			n++
		}
	}
	return n
}

// text adds lines as the regions in which they are read, and as tables where they stand in columns.
func (p *pageLayout) text(lines []line, rules []rule) {
	for _, lines := range regions(lines) {
		tables := alignedTables(lines)
		r := &region{}
		end := func() {
			if len(r.lines) > 0 {
				p.parts = append(p.parts, part{region: r})
			}
			r = &region{}
		}
		for i := 0; i < len(lines); i++ {
			if n := tables[i]; n > 0 {
				end()
				p.parts = append(p.parts, part{grid: alignedGrid(lines[i:i+n], rules, p.number)})
				i += n - 1
				continue
			}
			for _, l := range lines[i].pieces() {
				l.glyphs = nil
				r.lines = append(r.lines, &l)
			}
		}
		end()
	}
}

// blocks are the paragraphs and tables of all pages.
func (l *layout) blocks() []Block {
	l.dropFurniture()
	var text paragraphs
	var open *grid // a table that may go on
	flush := func() {
		if open != nil {
			text.end()
			text.blocks = append(text.blocks, open.block())
		}
		open = nil
	}
	for _, page := range l.pages {
		for _, p := range page.parts {
			switch {
			case p.grid != nil && open != nil && open.page != p.grid.page && (open.alike(p.grid) || len(open.xs) == len(p.grid.xs) && open.repeated(p.grid) > 0):
				open.append(p.grid)
				open.page = p.grid.page
			case p.grid != nil:
				flush()
				open = p.grid
			case open != nil && open.page != page.number && p.region.continued():
			case len(p.region.lines) > 0:
				flush()
				text.region(p.region)
			}
		}
	}
	flush()
	text.end()
	return text.blocks
}

// continued reports whether a region says no more than that a table goes on (续表).
func (r *region) continued() bool {
	text := ""
	for _, l := range r.lines {
		text += squeeze(l.text)
	}
	return text == "" || strings.Contains(text, "续") && len([]rune(strings.Trim(text, "（）()附0123456789：:"))) <= 4
}

// dropFurniture leaves out what is printed on every page and finds the margins of what is left.
func (l *layout) dropFurniture() {
	all := make([][]*line, len(l.pages))
	for i, page := range l.pages {
		for _, p := range page.parts {
			if p.region != nil {
				all[i] = append(all[i], p.region.lines...)
			}
		}
	}
	drop := furniture(all)
	if !slices.ContainsFunc(all, func(lines []*line) bool {
		return slices.ContainsFunc(lines, func(l *line) bool { return !drop[l] })
	}) && !l.tables() { // pages that are all alike
		number := pageNumber()
		for line := range drop {
			drop[line] = number.MatchString(line.text)
		}
	}
	for _, page := range l.pages {
		for _, p := range page.parts {
			if p.region != nil {
				p.region.lines = slices.DeleteFunc(p.region.lines, func(l *line) bool { return drop[l] })
				p.region.margins()
			}
		}
	}
}

// tables reports whether there is a table on any page.
func (l *layout) tables() bool {
	return slices.ContainsFunc(l.pages, func(p pageLayout) bool {
		return slices.ContainsFunc(p.parts, func(p part) bool { return p.grid != nil })
	})
}

// empty lists the pages without text, from 1.
func (l *layout) empty() (pages []int) {
	for _, page := range l.pages {
		some := slices.ContainsFunc(page.parts, func(p part) bool { return p.grid != nil || len(p.region.lines) > 0 })
		if !some && !slices.Contains(l.damaged, page.number) {
			pages = append(pages, page.number)
		}
	}
	return pages
}
