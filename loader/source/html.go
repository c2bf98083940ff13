package source

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// looksLikeHTML reports whether a text is a web page, whatever the file is called.
func looksLikeHTML(text string) bool {
	head := strings.ToLower(strings.TrimLeft(text[:min(len(text), 4096)], "\ufeff \t\n"))
	for strings.HasPrefix(head, "<!--") || strings.HasPrefix(head, "<?xml") {
		_, after, found := strings.Cut(head, ">")
		if !found {
			return false
		}
		head = strings.TrimLeft(after, " \t\n")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<tbody", "<div"} {
		if strings.HasPrefix(head, tag) {
			return true
		}
	}
	return false
}

// decodeHTML reads a web page: its main text, tables, title, date and address.
func (d *Decoder) decodeHTML(text string) (*Document, *Error) {
	if len(text) > d.limits.markup {
		return nil, tooLarge("the page", len(text), d.limits.markup)
	}
	page, err := html.Parse(strings.NewReader(text))
	if err != nil { // reading a string cannot fail: more open elements than the parser keeps
		return nil, &Error{Code: CodeTooDeep, Reason: "more than 512 elements inside each other", Err: err}
	}
	f := flattener{limits: d.limits}
	f.block(mainNode(page, text))
	f.end()
	if f.over != nil {
		return nil, f.over
	}
	doc := &Document{Format: FormatHTML, Text: f.text.String(), Rows: f.rows}
	if doc.Text == "" {
		return nil, &Error{Code: CodeNoText, Reason: "the page has no text"}
	}
	doc.markHeaders()
	describe(page, doc)
	return doc, nil
}

// flattener writes the text of a part of a page.
type flattener struct {
	writer
	limits limits
	over   *Error
	label  string // number of an item of a list, until its first text
}

// words adds text to the current line, after the number of the item that begins with it.
func (f *flattener) words(s string) {
	if f.label != "" && strings.TrimFunc(s, isBlank) != "" {
		s, f.label = f.label+strings.TrimLeftFunc(s, isBlank), ""
	}
	f.inline(s)
}

// inlineOf adds an element within a line. Elements beside each other are parts of one text, as word processors write it, or
// fields that only a style sheet sets apart.
func (f *flattener) inlineOf(n *html.Node) {
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	switch {
	case strings.Contains(style, "display:block"):
		f.end()
		f.block(n)
		f.end()
		return
	case strings.Contains(style, "display:inline-block"), n.PrevSibling != nil && n.PrevSibling.Type == html.ElementNode && setApart(n):
		f.inline(" ")
	}
	f.block(n)
}

// setApart reports whether an element is a field of its own beside the one before it: it begins with a label, or all that is
// in its block are classed elements like it.
func setApart(n *html.Node) bool {
	if text, short := shortText(n, fieldRunes); short && labelStart().MatchString(text) {
		return true
	}
	if n.Parent == nil || n.Parent.DataAtom == atom.P || inlineElement(n.Parent) || attr(n, "class") == "" {
		return false
	}
	for c := range n.Parent.ChildNodes() {
		if c.Type == html.TextNode && strings.TrimFunc(c.Data, isBlank) != "" || c.Type == html.ElementNode && (!inlineElement(c) || attr(c, "class") == "") {
			return false
		}
	}
	return true
}

// labelStart finds the label of a field, as 来源： or 责任单位：.
var labelStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[【\[]?\p{Han}{2,8}[：:】\]]`) })

// invisible are the elements whose content is not read.
func invisible(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Button, atom.Select, atom.Input, atom.Textarea, atom.Nav, atom.Footer, atom.Aside:
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || hasAttr(n, "hidden")
}

// inlineElements do not end a line.
func inlineElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Ins, atom.Label,
		atom.Mark, atom.Q, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Ruby, atom.Rb, atom.Del, atom.Img, atom.Wbr:
		return true
	}
	return n.DataAtom == 0 // o:p, st1:chsdate and other elements of Word
}

func (f *flattener) block(n *html.Node) {
	var list *orderedList
	if n.DataAtom == atom.Ol {
		list = newOrderedList(n)
	}
	for c := n.FirstChild; c != nil && f.over == nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			f.words(c.Data)
		case c.Type != html.ElementNode || invisible(c):
		case c.DataAtom == atom.Br:
			f.end()
		case c.DataAtom == atom.Table && isDataTable(c):
			f.dataTable(c)
		case inlineElement(c):
			f.inlineOf(c)
		case c.DataAtom == atom.Li && list != nil:
			f.end()
			f.label = list.label(c)
			f.block(c)
			f.end()
		default:
			f.end()
			if !isFurniture(c) {
				f.block(c)
			}
			f.end()
		}
	}
}

// dataTable writes a table, one cell after the other, and keeps its rows.
func (f *flattener) dataTable(table *html.Node) {
	f.end()
	g := grid{table: f.table, limit: f.limits, reach: map[int]reach{}}
	f.table++
	number := 0
	for tr := range table.Descendants() {
		if tr.DataAtom == atom.Caption {
			f.end()
			f.block(tr)
			f.end()
		}
		if tr.DataAtom != atom.Tr {
			continue
		}
		number++
		if len(f.rows)+number > f.limits.rows {
			f.over = tooMany("rows", f.limits.rows)
			return
		}
		var cells []spanned
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.DataAtom == atom.Td || td.DataAtom == atom.Th {
				cell := f.cell(func() { f.block(td) })
				cells = append(cells, spanned{cell, spanOf(td, "rowspan", f.limits.rows), spanOf(td, "colspan", f.limits.columns)})
			}
		}
		g.row(number, cells)
		if f.cells += g.width(); f.cells > f.limits.cells {
			f.over = tooMany("cells", f.limits.cells)
			return
		}
	}
	f.rows = append(f.rows, g.rows...)
}

func spanOf(td *html.Node, key string, limit int) int {
	n, err := strconv.Atoi(strings.TrimSpace(attr(td, key)))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, limit)
}

const (
	// layoutCellRunes and layoutShare tell a table that only lays out a page: one cell has more characters than any cell
	// of a task table, and most of the text of the whole.
	layoutCellRunes = 2000
	layoutShare     = 0.8
)

// isDataTable reports whether a table has rows and columns of data, not the layout of a page.
func isDataTable(table *html.Node) bool {
	rows, wide, total, largest := 0, 0, 0, 0
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table:
			return false
		case atom.Tr:
			rows++
			if columns := cellsOf(n); columns > 1 {
				wide++
			}
		case atom.Td, atom.Th:
			size := visibleRunes(n)
			total, largest = total+size, max(largest, size)
		}
	}
	layout := largest > layoutCellRunes && float64(largest) > layoutShare*float64(total)
	return rows > 1 && wide > 1 && !layout
}

func cellsOf(tr *html.Node) int {
	n := 0
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.DataAtom == atom.Td || td.DataAtom == atom.Th {
			n++
		}
	}
	return n
}

// visibleRunes counts the characters of the text in n, white space and hidden parts left out.
func visibleRunes(n *html.Node) int {
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			count += len([]rune(squeeze(c.Data)))
		} else if c.Type == html.ElementNode && !invisible(c) {
			count += visibleRunes(c)
		}
	}
	return count
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
