package pdf

import (
	"cmp"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// rule is a straight line along an axis, as drawn or as the edge of a rectangle.
type rule struct {
	vertical bool
	at       float64 // x of a vertical one, y of one across
	from, to float64
}

const (
	// thin is how thick a filled rectangle may be that is a line.
	thin = 3.6
	// drawnObjects is how many objects of a page are looked at for rules. Tables have hundreds, maps and drawings more.
	drawnObjects = 20000
	// pathPoints is how many points of a path are looked at.
	pathPoints = 4000
	// formDepth is how many forms inside each other are looked at.
	formDepth = 8
)

// matrix is a transformation of the plane.
type matrix [6]float64

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// then is the transformation m, and o after it.
func (m matrix) then(o matrix) matrix {
	e, f := o.apply(m[4], m[5])
	return matrix{m[0]*o[0] + m[1]*o[2], m[0]*o[1] + m[1]*o[3], m[2]*o[0] + m[3]*o[2], m[2]*o[1] + m[3]*o[3], e, f}
}

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// drawing collects the rules of a page.
type drawing struct {
	*reader
	objects int
	rules   []rule
	page    box // what filled rectangles as large as the page are told by
}

// objects reads the rules of a page and mends its texts; see [drawing.mend].
func (r *reader) objects(at requests.Page, p *printedPage) error {
	size, err := r.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return err
	}
	count, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return err
	}
	d := drawing{reader: r, page: box{0, 0, max(size.Width, size.Height), max(size.Width, size.Height)}}
	for i := 0; i < count.Count && d.objects < drawnObjects; i++ {
		object, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return err
		}
		if err := d.object(object.PageObject, matrix{1, 0, 0, 1, 0, 0}, 0); err != nil {
			return err
		}
	}
	if p.crowded = d.objects >= drawnObjects; !p.crowded {
		p.rules = d.rules
	}
	return nil
}

// object reads the rules of an object, of a form those of its objects.
func (d *drawing) object(object references.FPDF_PAGEOBJECT, outer matrix, depth int) error {
	d.objects++
	d.handles++
	kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	if err != nil {
		return err
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(object, outer)
	case enums.FPDF_PAGEOBJ_TEXT:
		return d.mend(object)
	case enums.FPDF_PAGEOBJ_FORM:
	default:
		return nil
	}
	m, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return err
	}
	count, err := d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: object})
	if err != nil || depth == formDepth {
		return err
	}
	inner := matrixOf(m.Matrix).then(outer)
	for i := 0; i < count.Count && d.objects < drawnObjects; i++ {
		o, err := d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: object, Index: uint64(i)})
		if err != nil {
			return err
		}
		if err := d.object(o.PageObject, inner, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// mend keeps the engine from leaving out a text that measures nothing. It measures by glyphs, and the fonts of many files
// have none: those that are not embedded (the usual SimSun and FangSong) and those of text recognition. A text of several
// characters still has a width, but one of a single character is lost. Letters drawn in outline measure more by their
// line, so these texts are made so.
func (d *drawing) mend(object references.FPDF_PAGEOBJECT) error {
	bounds, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err == nil && bounds.Right-bounds.Left > tiny && bounds.Top-bounds.Bottom > tiny {
		return nil
	}
	m, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return err
	}
	if _, err := d.FPDFPageObj_SetStrokeWidth(&requests.FPDFPageObj_SetStrokeWidth{PageObject: object, StrokeWidth: 1}); err != nil {
		return err
	}
	if _, err := d.FPDFTextObj_SetTextRenderMode(&requests.FPDFTextObj_SetTextRenderMode{PageObject: object, TextRenderMode: enums.FPDF_TEXTRENDERMODE_STROKE}); err != nil {
		return err
	}
	_, err = d.FPDFPageObj_SetMatrix(&requests.FPDFPageObj_SetMatrix{PageObject: object, Transform: m.Matrix}) // measures again
	return err
}

// tiny is what the engine takes for nothing, in points.
const tiny = 0.01

// path reads the straight lines of a path.
func (d *drawing) path(object references.FPDF_PAGEOBJECT, outer matrix) error {
	mode, err := d.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object})
	if err != nil || !mode.Stroke && mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return err
	}
	bounds, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return nil //nolint:nilerr // a path without points
	}
	b := d.placed(box{float64(bounds.Left), float64(bounds.Bottom), float64(bounds.Right), float64(bounds.Top)}, outer)
	if d.thin(b) {
		return nil
	}
	count, err := d.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: object})
	if err != nil || count.Count > pathPoints {
		return err
	}
	m, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return err
	}
	whole := matrixOf(m.Matrix).then(outer)
	var points []point
	for i := range count.Count {
		s, err := d.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: object, Index: i})
		if err != nil {
			return err
		}
		d.handles++
		p, err := d.point(s.PathSegment, whole)
		if err != nil {
			return err
		}
		points = append(points, p)
	}
	for _, part := range parts(points) {
		d.outline(part, mode.Stroke)
	}
	return nil
}

// point is a point of a path.
type point struct {
	x, y  float64
	kind  enums.FPDF_SEGMENT
	close bool
}

func (d *drawing) point(s references.FPDF_PATHSEGMENT, m matrix) (p point, err error) {
	at, err := d.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s})
	if err != nil {
		return p, err
	}
	kind, err := d.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s})
	if err != nil {
		return p, err
	}
	closed, err := d.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s})
	if err != nil {
		return p, err
	}
	x, y := m.apply(float64(at.X), float64(at.Y))
	return point{x, y, kind.Type, closed.IsClose}, nil
}

// placed is a box of an object as it lies on the page.
func (d *drawing) placed(b box, m matrix) box {
	x0, y0 := m.apply(b.left, b.bottom)
	x1, y1 := m.apply(b.right, b.top)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// thin adds a box as a rule, if it is as thin as one.
func (d *drawing) thin(b box) bool {
	switch w, h := b.width(), b.height(); {
	case h <= thin && w > thin:
		d.rules = append(d.rules, rule{false, b.middle(), b.left, b.right})
	case w <= thin && h > thin:
		d.rules = append(d.rules, rule{true, b.center(), b.bottom, b.top})
	default:
		return w <= thin && h <= thin
	}
	return true
}

// parts cuts a path where the pen is lifted.
func parts(points []point) (parts [][]point) {
	for i, p := range points {
		if i == 0 || p.kind == enums.FPDF_SEGMENT_MOVETO {
			parts = append(parts, nil)
		}
		last := &parts[len(parts)-1]
		*last = append(*last, p)
		if p.close {
			start := (*last)[0]
			start.kind = enums.FPDF_SEGMENT_LINETO
			*last = append(*last, start)
		}
	}
	return parts
}

// outline adds the edges of one part of a path along the axes. A filled rectangle as thin as a line is one; one that is as
// large as the page is its background.
func (d *drawing) outline(part []point, stroked bool) {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range part {
		b = b.union(box{p.x, p.y, p.x, p.y})
	}
	if len(part) > 2 && d.thin(b) {
		return
	}
	if !stroked && (b.width() > 0.9*d.page.width() || b.height() > 0.9*d.page.height() || b.height() < 2*thin) {
		return
	}
	const straight = 0.8 // points off the axis
	for i := 1; i < len(part); i++ {
		p, q := part[i-1], part[i]
		if q.kind != enums.FPDF_SEGMENT_LINETO {
			continue
		}
		switch dx, dy := math.Abs(p.x-q.x), math.Abs(p.y-q.y); {
		case dy <= straight && dx > thin:
			d.rules = append(d.rules, rule{false, (p.y + q.y) / 2, min(p.x, q.x), max(p.x, q.x)})
		case dx <= straight && dy > thin:
			d.rules = append(d.rules, rule{true, (p.x + q.x) / 2, min(p.y, q.y), max(p.y, q.y)})
		}
	}
}

// turned is a rule after quarter turns clockwise.
func (r rule) turned(turn int) rule {
	b := box{r.from, r.at, r.to, r.at}
	if r.vertical {
		b = box{r.at, r.from, r.at, r.to}
	}
	if b = b.turned(turn); r.vertical == (turn%2 == 0) {
		return rule{true, b.left, b.bottom, b.top}
	}
	return rule{false, b.bottom, b.left, b.right}
}

// snap is how far apart rules may lie that are one.
const snap = 3.0

// snapped puts rules of one direction that lie nearly on one line on it and joins those that touch or nearly do.
func snapped(rules []rule) (joined []rule) {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	for start := 0; start < len(rules); {
		end, sum := start, 0.0
		for end < len(rules) && rules[end].at-rules[start].at <= snap && (end == start || rules[end].at-rules[end-1].at <= snap/2) {
			sum += rules[end].at
			end++
		}
		line := rules[start:end]
		at := sum / float64(len(line))
		slices.SortFunc(line, func(a, b rule) int { return cmp.Compare(a.from, b.from) })
		first := len(joined)
		for _, r := range line {
			if n := len(joined); n > first && r.from <= joined[n-1].to+snap {
				joined[n-1].to = max(joined[n-1].to, r.to)
				continue
			}
			r.at = at
			joined = append(joined, r)
		}
		start = end
	}
	return joined
}
