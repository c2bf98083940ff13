package office

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// This file reads OFD (GB/T 33190), the format of fixed pages in which Chinese offices publish and archive: characters with
// their places, and the lines that are drawn. What they mean is decided by whoever arranges the pages.

// Page is what is printed on a page. Lengths are in points, y grows to the top.
type Page struct {
	Glyphs []Glyph
	Lines  [][4]float64 // straight, from one point to another
}

// Glyph is a printed character.
type Glyph struct {
	Left, Bottom, Right, Top float64
	Size                     float64
	Text                     string
}

const (
	pointsPerMM = 72 / 25.4
	// ascent and descent are how far a character reaches over and under its line, in sizes of its font.
	ascent, descent = 0.88, 0.12
)

// IsOFD reports whether a package is an OFD file.
func (p *Package) IsOFD() bool { return p.Has("OFD.xml") }

// OFD reads the pages of an OFD file, and its title. Seals, notes and attached files are not part of them.
func (p *Package) OFD() (pages []Page, title string, err *fault.Error) {
	if p.Has("Encryptions.xml") {
		return nil, "", fault.Protected()
	}
	root, err := p.xml("OFD.xml")
	if err != nil {
		return nil, "", err
	}
	r := &ofd{Package: p, trees: map[string]*element{}}
	for _, body := range root.at("OFD").children {
		if body.name != "DocBody" {
			continue
		}
		if title == "" {
			title = body.at("DocInfo", "Title").text
		}
		if err := r.document(strings.TrimPrefix(strings.TrimSpace(body.at("DocRoot").text), "/")); err != nil {
			return nil, "", err
		}
	}
	return r.pages, title, nil
}

type ofd struct {
	*Package
	trees map[string]*element // pages of a template, read once
	pages []Page
	chars int
	top   float64 // of the page, in mm
}

func (r *ofd) document(name string) *fault.Error {
	root, err := r.xml(name)
	if err != nil {
		return err
	}
	doc := root.at("Document")
	templates := map[string]string{}
	for _, t := range doc.at("CommonData").children {
		if t.name == "TemplatePage" {
			templates[t.attrs["ID"]] = resolve(name, t.attrs["BaseLoc"])
		}
	}
	area := doc.at("CommonData", "PageArea", "PhysicalBox").text
	for _, e := range doc.at("Pages").children {
		if e.name != "Page" {
			continue
		}
		if len(r.pages) >= r.limits.Entries {
			return fault.TooMany("pages", r.limits.Entries)
		}
		if err := r.page(resolve(name, e.attrs["BaseLoc"]), area, templates); err != nil {
			return err
		}
	}
	return nil
}

// resolve is the place of a part that another one names.
func resolve(from, to string) string {
	if strings.HasPrefix(to, "/") {
		return strings.TrimPrefix(path.Clean(to), "/")
	}
	return strings.TrimPrefix(path.Join(path.Dir(from), to), "/")
}

func (r *ofd) page(name, area string, templates map[string]string) *fault.Error {
	content, err := r.xml(name)
	if err != nil {
		return err
	}
	root := content.at("Page")
	if own := root.at("Area", "PhysicalBox").text; own != "" {
		area = own
	}
	r.top = 297 // A4
	if box := numbers(area); len(box) == 4 {
		r.top = box[1] + box[3]
	}
	r.pages = append(r.pages, Page{})
	for _, t := range root.children {
		part := templates[t.attrs["TemplateID"]]
		if t.name != "Template" || part == "" {
			continue
		}
		if r.trees[part] == nil {
			if r.trees[part], err = r.xml(part); err != nil {
				return err
			}
		}
		if err := r.blocks(r.trees[part].at("Page", "Content")); err != nil {
			return err
		}
	}
	return r.blocks(root.at("Content"))
}

// blocks reads the objects in layers and blocks.
func (r *ofd) blocks(e *element) *fault.Error {
	for _, c := range e.children {
		if c.attrs["Visible"] == "false" {
			continue
		}
		switch c.name {
		case "TextObject":
			r.text(c)
		case "PathObject":
			r.path(c)
		case "Layer", "PageBlock":
			if err := r.blocks(c); err != nil {
				return err
			}
		}
		if r.chars > r.limits.Text {
			return fault.TooMany("characters and lines", r.limits.Text)
		}
	}
	return nil
}

// placing maps the coordinates of an object to points on the page.
type placing struct {
	m    [6]float64
	x, y float64
	top  float64
}

func (r *ofd) placing(e *element) placing {
	p := placing{m: [6]float64{1, 0, 0, 1, 0, 0}, top: r.top}
	if m := numbers(e.attrs["CTM"]); len(m) == 6 {
		copy(p.m[:], m)
	}
	if b := numbers(e.attrs["Boundary"]); len(b) == 4 {
		p.x, p.y = b[0], b[1]
	}
	return p
}

func (p placing) at(x, y float64) (float64, float64) {
	px, py := p.m[0]*x+p.m[2]*y+p.m[4]+p.x, p.m[1]*x+p.m[3]*y+p.m[5]+p.y
	return px * pointsPerMM, (p.top - py) * pointsPerMM
}

// text reads a text object: its characters stand at X, Y and then as far apart as DeltaX and DeltaY say.
func (r *ofd) text(e *element) {
	at := r.placing(e)
	size := number(e.attrs["Size"], 0)
	if size <= 0 {
		return
	}
	x, y := 0.0, 0.0
	for _, code := range e.children {
		if code.name != "TextCode" {
			continue
		}
		x, y = number(code.attrs["X"], x), number(code.attrs["Y"], y)
		n := utf8.RuneCountInString(code.text)
		r.chars += n
		across, down := deltas(code.attrs["DeltaX"], n), deltas(code.attrs["DeltaY"], n)
		cx, cy := x, y
		for i, c := range []rune(code.text) {
			wide := size * number(e.attrs["HScale"], 1)
			if c < 0x2E80 { // Latin letters and digits take half the place
				wide /= 2
			}
			step := wide
			if i < len(across) && across[i] != 0 {
				step = across[i]
			} else if len(down) > 0 {
				step = 0
			}
			if c != ' ' && c > 0x1F {
				r.glyph(at, c, cx, cy, min(wide, max(step, wide/2)), size)
			}
			cx += step
			if i < len(down) {
				cy += down[i]
			}
		}
	}
}

func (r *ofd) glyph(at placing, c rune, x, y, wide, size float64) {
	x1, y1 := at.at(x, y-ascent*size)
	x2, y2 := at.at(x+wide, y+descent*size)
	g := Glyph{Left: min(x1, x2), Right: max(x1, x2), Bottom: min(y1, y2), Top: max(y1, y2), Text: string(c)}
	if g.Size = g.Top - g.Bottom; g.Size > 0 {
		page := &r.pages[len(r.pages)-1]
		page.Glyphs = append(page.Glyphs, g)
	}
}

// path reads the straight lines of a path.
func (r *ofd) path(e *element) {
	at := r.placing(e)
	words := strings.Fields(e.at("AbbreviatedData").text)
	page := &r.pages[len(r.pages)-1]
	arguments := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
	var startX, startY, x, y float64
	for i := 0; i < len(words); {
		word := words[i]
		n, known := arguments[word]
		if !known || i+n >= len(words) {
			return
		}
		toX, toY := startX, startY
		if n > 0 {
			toX, toY = number(words[i+n-1], 0), number(words[i+n], 0)
		}
		switch word {
		case "S", "M":
			startX, startY = toX, toY
		case "L", "C":
			x1, y1 := at.at(x, y)
			x2, y2 := at.at(toX, toY)
			page.Lines = append(page.Lines, [4]float64{x1, y1, x2, y2})
			r.chars++
		}
		x, y = toX, toY
		i += n + 1
	}
}

// deltas are distances between characters, at most n: numbers, with g COUNT VALUE for one that is repeated.
func deltas(s string, n int) (list []float64) {
	words := strings.Fields(s)
	for i := 0; i < len(words) && len(list) < n; i++ {
		if words[i] != "g" {
			list = append(list, number(words[i], 0))
			continue
		}
		if i+2 >= len(words) {
			break
		}
		for range min(max(atoi(words[i+1]), 0), n-len(list)) {
			list = append(list, number(words[i+2], 0))
		}
		i += 2
	}
	return list
}

func numbers(s string) (list []float64) {
	for _, w := range strings.Fields(s) {
		list = append(list, number(w, 0))
	}
	return list
}

// furthest is how far from its origin a place may be, in mm: numbers of damaged files are read as none.
const furthest = 1e5

func number(s string, otherwise float64) float64 {
	if v, err := strconv.ParseFloat(s, 64); err == nil && v > -furthest && v < furthest {
		return v
	}
	return otherwise
}
