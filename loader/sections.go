package loader

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// plan names the sections and tasks of a document: their paths, which are unique, and where they stand.
type plan struct {
	sections []graph.Section
	paths    map[*node]string // of sections
	levels   map[*node]int
	used     map[string]int
	tasks    map[*node]bool    // items that are tasks and so no sections
	chapter  map[string]string // path of the section that a ledger names so
	implicit bool
}

// newPlan makes the sections: all items of the outline that are no tasks, nor details of a task.
func newPlan(v *view, out *outline, items []item, title string) *plan {
	p := &plan{paths: map[*node]string{}, levels: map[*node]int{}, used: map[string]int{}, tasks: map[*node]bool{}, chapter: map[string]string{}}
	for i := range items {
		if it := &items[i]; it.node != nil && it.suffix == it.node.marker.bare && !it.table {
			p.tasks[it.node] = true
		}
	}
	needed := false
	for i := range items {
		n := items[i].node
		needed = needed || n == nil && items[i].chapter.Len() == 0 || n != nil && p.tasks[n] && (n.parent == out.root || n.parent == nil)
	}
	if needed {
		p.used["0"] = 1
		p.implicit = true
		p.sections = append(p.sections, graph.Section{Path: "0", Heading: title, Level: 1, Span: graph.Span{Start: 0, End: len(v.Text())}})
	}
	for _, n := range out.nodes {
		p.section(v, n, out)
	}
	p.chapters(v, items)
	return p
}

// chapters makes a section of every text in the column of a ledger that names sections.
func (p *plan) chapters(v *view, items []item) {
	for i := range items {
		s := items[i].chapter
		if name := squeeze(v.Slice(s)); s.Len() > 0 && p.chapter[name] == "" {
			p.chapter[name] = p.unique(strings.ReplaceAll(name, "/", "／"))
			p.sections = append(p.sections, graph.Section{Path: p.chapter[name], Heading: v.Printed(s), Level: 1, Span: s})
		}
	}
}

// section makes a section of a node unless it is, or stands in, a task.
func (p *plan) section(v *view, n *node, out *outline) {
	if p.tasks[n] && len(n.children) == 0 {
		return
	}
	for at := n; at != nil && at != out.root; at = at.parent {
		if p.tasks[at] && (at != n || !p.holdsTasks(at)) {
			return
		}
	}
	if n.marker.style.detail() && !p.holdsTasks(n) {
		return
	}
	path, level := n.marker.bare, 1
	if parent := p.above(n); parent != "" {
		path, level = parent+"/"+path, p.levels[n.parent]+1
	}
	path = p.unique(path)
	p.paths[n], p.levels[n] = path, level
	p.sections = append(p.sections, graph.Section{
		Path: path, Number: v.number(n), Heading: p.heading(v, n), Level: level, Parent: p.above(n),
		Span: graph.Span{Start: n.span.Start, End: p.end(v, n)},
	})
}

// holdsTasks reports whether a task stands below a node.
func (p *plan) holdsTasks(n *node) bool {
	for _, c := range n.children {
		if p.tasks[c] || p.holdsTasks(c) {
			return true
		}
	}
	return false
}

// above is the path of the innermost section that a node stands in, "" at the top.
func (p *plan) above(n *node) string {
	for at := n.parent; at != nil; at = at.parent {
		if path, ok := p.paths[at]; ok {
			return path
		}
	}
	return ""
}

func (p *plan) unique(path string) string {
	p.used[path]++
	if n := p.used[path]; n > 1 {
		again := path + "~" + strconv.Itoa(n)
		p.used[again]++
		return again
	}
	return path
}

// heading is the printed heading of a section.
func (p *plan) heading(v *view, n *node) string {
	if len(n.lines) == 0 {
		return ""
	}
	return v.title(n.lines[0], nil)
}

// end is where a section ends: with its last text.
func (p *plan) end(v *view, n *node) int {
	end := n.span.End
	for at := n; len(at.children) > 0; {
		at = at.children[len(at.children)-1]
		end = max(end, at.span.End)
	}
	return end
}

// place gives a task its path, its section and its locator.
func (p *plan) place(v *view, it *item) (path, section, locator string) {
	section = "0"
	if n := it.node; n != nil {
		if s, ok := p.paths[n]; ok && !p.tasks[n] {
			section = s
		} else if s := p.above(n); s != "" {
			section = s
		}
	}
	if it.chapter.Len() > 0 {
		section = p.chapter[squeeze(v.Slice(it.chapter))]
	}
	path = it.suffix
	if section != "0" || !p.implicit {
		path = section + "/" + path
	}
	path = p.unique(path)
	locator = it.locator
	if it.node != nil {
		var numbers []string
		at := it.node
		if p.tasks[at] && !it.table {
			at = at.parent
		}
		for ; at != nil && at.marker.style != styleNone; at = at.parent {
			numbers = append([]string{v.number(at)}, numbers...)
		}
		if locator == "" {
			locator = it.number
		}
		locator = strings.Join(append(numbers, locator), "")
	}
	if locator == "" || utf8.RuneCountInString(locator) > longestHeading {
		locator = path
	}
	return path, section, locator
}
