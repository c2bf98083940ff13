package source

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// describe takes title, date and address from the metadata of a page, in the order in which they are trusted. The names
// are those of the standard for government sites (政府网站发展指引) first.
func describe(page *html.Node, doc *Document) {
	meta := map[string]string{}
	var title, heading, canonical, saved string
	headings := 0
	for n := range page.Descendants() {
		switch {
		case n.Type == html.CommentNode && strings.Contains(n.Data, "saved from url="):
			saved = firstMatch(savedFrom(), n.Data)
		case n.DataAtom == atom.Meta:
			name := strings.ToLower(cmp.Or(attr(n, "name"), attr(n, "property"), attr(n, "itemprop")))
			if content := clean(attr(n, "content")); content != "" && meta[name] == "" {
				meta[name] = content
			}
		case n.DataAtom == atom.Title && title == "":
			title = clean(textOf(n))
		case n.DataAtom == atom.H1:
			heading = clean(textOf(n))
			headings++
		case n.DataAtom == atom.Link && attr(n, "rel") == "canonical":
			canonical = attr(n, "href")
		}
	}
	if headings != 1 {
		heading = ""
	}
	doc.Stated = cmp.Or(meta["articletitle"], heading) != ""
	doc.Title = cmp.Or(meta["articletitle"], heading, withoutSite(cmp.Or(meta["og:title"], title)))
	for _, name := range []string{"pubdate", "publishdate", "firstpublishedtime", "article:published_time", "datepublished", "date", "dc.date"} {
		doc.PublishedOn = cmp.Or(doc.PublishedOn, dayIn(meta[name]))
	}
	fields := fieldsOf(page)
	doc.DocNumber, doc.IssuedOn = fields.number, fields.issued
	doc.PublishedOn = cmp.Or(doc.PublishedOn, fields.published, dayIn(firstMatch(publishedLine(), visibleText(page))))
	for _, address := range []string{meta["url"], meta["og:url"], canonical, saved} {
		if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
			doc.SourceURL = cmp.Or(doc.SourceURL, address)
		}
	}
}

func savedFrom() *regexp.Regexp { return regexp.MustCompile(`saved from url=(?:\(\d+\))?(\S+)`) }

// publishedLine finds the day of publication in the line that pages print under their title.
func publishedLine() *regexp.Regexp {
	return regexp.MustCompile(`(?:发布|公开|公布|发文|上传)(?:时间|日期)[：:\s]*(\d{4}[-./年]\s*\d{1,2}[-./月]\s*\d{1,2})`)
}

func dayPattern() *regexp.Regexp {
	return regexp.MustCompile(`\b((?:19|20)\d\d)(?:[-./年]\s*(\d{1,2})[-./月]\s*(\d{1,2})|(\d\d)(\d\d))`)
}

// dayIn is the first day in s as YYYY-MM-DD; empty when there is none.
func dayIn(s string) string {
	m := dayPattern().FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	two := func(n string) string { return ("0" + n)[len(n)-1:] }
	month, day := two(cmp.Or(m[2], m[4])), two(cmp.Or(m[3], m[5]))
	if month < "01" || month > "12" || day < "01" || day > "31" {
		return ""
	}
	return m[1] + "-" + month + "-" + day
}

func firstMatch(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// minTitleRunes is how short what stands before the name of the site may be to be the title.
const minTitleRunes = 6

// withoutSite drops the name of the site from the end of a page title: X_某市人民政府, X-某网, X | 某局.
func withoutSite(title string) string {
	for _, mark := range []string{"_", " | ", "|", " - ", "—", "-"} {
		before, after, found := cutLast(title, mark)
		isSite := strings.Contains(after, "网") || strings.Contains(after, "政府") || strings.Contains(after, "公开") || mark == "_"
		if found && isSite && utf8.RuneCountInString(before) >= minTitleRunes {
			return withoutSite(clean(before))
		}
	}
	return title
}

func cutLast(s, mark string) (before, after string, found bool) {
	if i := strings.LastIndex(s, mark); i >= 0 {
		return s[:i], s[i+len(mark):], true
	}
	return s, "", false
}

// clean makes one line of a value of metadata.
func clean(s string) string { return strings.Map(visible, strings.Join(strings.Fields(s), " ")) }

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// visibleText is all visible text of a page, with its navigation.
func visibleText(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			} else if c.Type == html.ElementNode && !invisible(c) {
				walk(c)
			}
		}
	}
	walk(n)
	return b.String()
}
