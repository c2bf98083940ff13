package pdf

// Printed is what another format that knows places, such as OFD, prints on a page. Lengths are in points, y grows to the top.
type Printed struct {
	Glyphs []Glyph
	Lines  []Line // that are drawn straight
}

// Glyph is a printed character.
type Glyph struct {
	Left, Bottom, Right, Top float64
	Size                     float64 // of the font
	Text                     string
}

// Line is a straight line between two points.
type Line struct{ X1, Y1, X2, Y2 float64 }

// slant is how far a line may lean that is meant along an axis.
const slant = 0.5

// Arrange reads printed pages as those of a PDF file are read: paragraphs in reading order, and tables.
func Arrange(pages []Printed) *File {
	l := &layout{}
	for _, page := range pages {
		p := &printedPage{crowded: len(page.Lines) > drawnObjects}
		for _, g := range page.Glyphs {
			p.glyphs = append(p.glyphs, glyph{box{g.Left, g.Bottom, g.Right, g.Top}, g.Text, g.Size})
		}
		for _, s := range page.Lines {
			switch across, up := max(s.X1, s.X2)-min(s.X1, s.X2), max(s.Y1, s.Y2)-min(s.Y1, s.Y2); {
			case p.crowded:
			case up <= slant && across > slant:
				p.rules = append(p.rules, rule{false, (s.Y1 + s.Y2) / 2, min(s.X1, s.X2), max(s.X1, s.X2)})
			case across <= slant && up > slant:
				p.rules = append(p.rules, rule{true, (s.X1 + s.X2) / 2, min(s.Y1, s.Y2), max(s.Y1, s.Y2)})
			}
		}
		l.add(p)
	}
	return &File{Blocks: l.blocks(), NoText: l.empty(), Crowded: l.crowded}
}
