package loader

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader/source"
)

// Version is the version of the rules; it is part of each document version in the store, so it grows when any rule
// changes what it reads.
const Version = "1"

// Read takes the facts out of a document. It never fails: what is not understood is a warning with its passage. The
// result is normalized and valid.
func Read(doc *source.Document) *graph.Extract {
	text := strings.ToValidUTF8(doc.Text, "\uFFFD")
	d := &reader{source: doc, view: newView(text, len(doc.Rows) == 0)}
	d.extract = &graph.Extract{LoaderVersion: Version, Document: graph.Document{
		SourceName: doc.Name, SourceURL: doc.SourceURL, PublishedOn: doc.PublishedOn, Title: doc.Title, Text: text,
	}}
	d.structure()
	d.parties()
	d.duplicates()
	d.assemble()
	d.extract.Normalize()
	return d.extract
}

// reader reads one document.
type reader struct {
	source   *source.Document
	view     *view
	warnings warnings
	outline  *outline
	headEnd  int // where the first item or table starts
	marks    []mark
	items    []item
	head     *head
	resolver *resolver
	context  context
	extract  *graph.Extract
	plan     *plan
}

// structure reads the parts of the text: marks, numbered items, tasks.
func (d *reader) structure() {
	tables, used := d.tables()
	if ledger := d.source.Ledger() && len(tables) > 0; !ledger {
		d.marks = findMarks(d.view, &d.warnings)
	}
	d.outline = readOutline(d.view, func(line int) bool { return !used[line] }, &d.warnings)
	d.headEnd = d.endOfHead(used)
	d.items = selectItems(d.view, d.outline, d.marks, len(tables) > 0)
	d.items = append(d.items, d.within(tables)...)
	slices.SortStableFunc(d.items, func(a, b item) int { return a.span.Start - b.span.Start })
	d.proseMarks()
	d.firstLeadsInTables()
	if sign := leadSign(d.view.Text()); sign != 0 {
		for i := range d.items {
			applySigns(d.view, d.items[i].marks, sign)
		}
	}
	if len(d.marks) == 0 && len(tables) == 0 {
		d.warnings.add(warnNoMarks, "no statement of responsibility was found", graph.Span{})
	}
}

// firstLeadsInTables makes the first body of the rows of tables the leader where the document says so and no column does.
func (d *reader) firstLeadsInTables() {
	var marks []mark
	for i := range d.items {
		it := &d.items[i]
		led := slices.ContainsFunc(it.marks, func(m mark) bool {
			return slices.ContainsFunc(m.actors, func(a actor) bool { return a.role == graph.RoleLead })
		})
		if it.table && len(it.marks) > 0 && !led {
			marks = append(marks, it.marks[0]) // shares its actors with the item
		}
	}
	applyFirstLeads(d.view, marks)
}

// endOfHead is where what stands before the first item and the first table ends.
func (d *reader) endOfHead(used map[int]bool) int {
	end := min(len(d.view.Text()), headLimit)
	if len(d.outline.nodes) > 0 {
		end = min(end, d.outline.nodes[0].span.Start)
	}
	for i, line := range d.view.Lines() {
		if line.Start >= end {
			break
		}
		if used[i] {
			return line.Start
		}
	}
	return end
}

// within finds for every row of a table the item of the outline under which it stands.
func (d *reader) within(rows []item) []item {
	nodes := d.outline.nodes
	for i := range rows {
		k := sort.Search(len(nodes), func(k int) bool { return nodes[k].span.Start > rows[i].span.Start }) - 1
		if k >= 0 && !d.source.Ledger() {
			rows[i].node = nodes[k]
		}
	}
	return rows
}

// parties reads what the document says of itself and settles who 省 and 市 are.
func (d *reader) parties() {
	d.head = readHead(d.view, d.outline, d.headEnd)
	sum := sha256.Sum256([]byte(d.view.Source()))
	d.resolver = newResolver(hex.EncodeToString(sum[:4]))
	marks := slices.Clone(d.marks)
	for i := range d.items {
		if d.items[i].table {
			marks = append(marks, d.items[i].marks...)
		}
	}
	d.head.readParties(d.view, d.headEnd, d.resolver, marks)
	x := &d.extract.Document
	if d.source.Stated {
		d.head.state(x.Title)
	}
	if d.head.title != "" {
		x.Title = d.head.title
	}
	if x.Title == "" {
		base := path.Base(x.SourceName) // of a file in an archive
		x.Title = strings.TrimSuffix(base, extension(base))
	}
	x.DocNumber, x.IssuedOn = cmp.Or(d.source.DocNumber, d.head.number), cmp.Or(d.source.IssuedOn, d.head.issued)
	if x.PublishedOn == "" {
		x.PublishedOn = d.head.published
	}
	if x.SourceURL == "" && d.head.address != "" {
		x.SourceURL = d.head.address
		if !strings.HasPrefix(x.SourceURL, "http") {
			x.SourceURL = "http://" + x.SourceURL
		}
	}
	d.context = newContext(d.view.Folded, d.resolver.issuer, d.resolver.known, yearOf(x.IssuedOn, x.PublishedOn))
}

// yearOf is the year of the first of these days that is known, 0 when none is.
func yearOf(days ...string) int {
	for _, day := range days {
		year, _, _ := strings.Cut(day, "-")
		if n, err := strconv.Atoi(year); err == nil {
			return n
		}
	}
	return 0
}

func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[i:]
	}
	return ""
}
