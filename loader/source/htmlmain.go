package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// trustShare is the share of a page's prose that the part found by the library must hold: plans have most of the prose
	// of their page, so a part with less has lost some of it, e.g. the annexes.
	trustShare = 0.75
	// tightShare is the share of the prose that a single child must hold for the main part to be narrowed to it.
	tightShare = 0.97
	// articleElements is up to how many elements a page is given to the library, whose time grows faster than the page.
	articleElements = 50_000
	// articleMarker is the attribute by which the nodes that the library keeps are found again.
	articleMarker = "data-policygraph"
)

// mainNode is the innermost element of a page that holds its main text. The library finds the place, in a tree of its
// own, which it prunes; everything in the place is kept, because short paragraphs and tables that look like
// clutter to it are the tasks.
func mainNode(page *html.Node, text string) *html.Node {
	marks := map[*html.Node]int{}
	total := countProse(page, marks)
	main := page
	if found := articleNode(page, text); found != nil && float64(marks[found]) >= trustShare*float64(total) {
		main = found
	}
	for p := main; p != nil; p = p.Parent { // a table or a list is read as a whole
		if p.DataAtom == atom.Ol || p.DataAtom == atom.Table && isDataTable(p) {
			main = p.Parent
		}
	}
	for {
		next := main
		for c := main.FirstChild; c != nil; c = c.NextSibling {
			if marks[c] > 0 && float64(marks[c]) >= tightShare*float64(marks[main]) {
				next = c
			}
		}
		if next == main || next.DataAtom == atom.P || next.DataAtom == atom.Ol || inlineElement(next) || next.DataAtom == atom.Table && isDataTable(next) {
			return main
		}
		main = next
	}
}

// countProse counts, for every element, the marks of prose outside links in it: navigation has none.
func countProse(n *html.Node, counts map[*html.Node]int) int {
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			total += strings.Count(c.Data, "。") + strings.Count(c.Data, "，") + strings.Count(c.Data, "、") + strings.Count(c.Data, "；")
		case c.Type == html.ElementNode && !invisible(c):
			count := countProse(c, counts)
			if c.DataAtom != atom.A {
				total += count
			}
		}
	}
	counts[n] = total
	return total
}

// articleNode is the element of page under which lies all that the library takes for the article; nil when it finds none.
func articleNode(page *html.Node, text string) (found *html.Node) {
	var elements []*html.Node
	for n := range page.Descendants() {
		if n.Type == html.ElementNode {
			elements = append(elements, n)
		}
	}
	if len(elements) > articleElements {
		return nil
	}
	defer func() {
		if recover() != nil { // a page that the library cannot take is read by the rest of the rule
			found = nil
		}
	}()
	copied, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil
	}
	i := 0
	for n := range copied.Descendants() {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: articleMarker, Val: strconv.Itoa(i)})
			i++
		}
	}
	article, err := readability.FromDocument(copied, nil)
	if err != nil || article.Node == nil {
		return nil
	}
	for n := range article.Node.Descendants() {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			continue
		}
		if at := markedAncestor(n, elements); at != nil {
			found = commonAncestor(found, at)
		}
	}
	return found
}

// markedAncestor is the element of the page that the nearest marked ancestor of a node of the library's tree came from.
func markedAncestor(n *html.Node, elements []*html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if i, err := strconv.Atoi(attr(p, articleMarker)); err == nil && i < len(elements) {
			return elements[i]
		}
	}
	return nil
}

func commonAncestor(a, b *html.Node) *html.Node {
	if a == nil {
		return b
	}
	depth := func(n *html.Node) (d int) {
		for ; n.Parent != nil; n = n.Parent {
			d++
		}
		return d
	}
	da, db := depth(a), depth(b)
	for ; da > db; da-- {
		a = a.Parent
	}
	for ; db > da; db-- {
		b = b.Parent
	}
	for a != b {
		a, b = a.Parent, b.Parent
	}
	return a
}

// furnitureRunes is how long a block of page furniture may be, in characters.
const furnitureRunes = 80

// furniture is how the blocks begin that pages print around a text: links to print and close, size of the letters,
// counters, neighbours, the owner of the site.
func furniture() []string {
	return []string{
		"打印", "【打印", "[打印", "关闭", "【关闭", "[关闭", "分享到", "分享：", "【分享", "扫一扫", "扫码", "收藏本页", "我要纠错", "【我要纠错",
		"字体：", "字体:", "字号：", "【字体", "[字体", "【大", "[大", "浏览次数", "点击数", "点击次数", "浏览量", "返回顶部",
		"上一篇", "下一篇", "上一条", "下一条", "您所在的位置", "您当前的位置", "当前位置", "相关链接", "相关阅读", "相关稿件", "相关文档",
		"主办单位：", "主办：", "承办单位：", "版权所有", "网站标识码", "技术支持：", "备案号", "责任编辑：",
		"发布时间", "发布日期", "时间：", "来源：", "信息来源：",
	}
}

// isFurniture reports whether a block has only what pages print around a text.
func isFurniture(n *html.Node) bool {
	if isLinkList(n) {
		return true
	}
	text, short := shortText(n, furnitureRunes)
	if !short || strings.ContainsAny(text, "。；") {
		return false
	}
	for _, start := range furniture() {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

const (
	// listLinks is the least number of links in a list of links: the references of a text stand alone or in prose.
	listLinks = 3
	// listRunes is how many characters outside its links such a list may have, e.g. dates and a heading, for each link.
	listRunes = 12
)

// isLinkList reports whether a block has hardly more than links.
func isLinkList(n *html.Node) bool {
	links, outside := 0, 0
	var count func(n *html.Node) bool // false as soon as it is no list of links
	count = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				outside += utf8.RuneCountInString(squeeze(c.Data))
				if outside > listRunes*(links+1) || strings.Contains(c.Data, "。") {
					return false
				}
			case c.DataAtom == atom.A && attr(c, "href") != "":
				links++
			case c.Type == html.ElementNode && !invisible(c) && !count(c):
				return false
			}
		}
		return true
	}
	return count(n) && links >= listLinks
}

// shortText is the text of n without white space, if it has at most limit characters.
func shortText(n *html.Node, limit int) (string, bool) {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && (c.Parent == nil || !invisible(c.Parent)) {
			b.WriteString(squeeze(c.Data))
			if b.Len() > 4*limit {
				return "", false
			}
		}
	}
	return b.String(), utf8.RuneCountInString(b.String()) <= limit
}
