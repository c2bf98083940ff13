// Package pdftest makes small PDF files for tests.
package pdftest

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Page is a page with what is printed on it. Lengths are in points, from the bottom left.
type Page struct {
	Texts         []Text
	Rules         []Rule
	Width, Height float64 // 400 × 600 when 0
	Rotate        int     // degrees clockwise at which the page is shown
	Content       string  // operators after all that
}

// Text is a run of characters that starts at a place.
type Text struct {
	X, Y float64
	S    string
	Size float64 // of the letters; 10 when 0
}

// Rule is a line from one place to another.
type Rule struct{ X1, Y1, X2, Y2 float64 }

// File is the file of some pages.
func File(pages ...Page) []byte { return With(Options{}, pages...) }

// Options are what a file has besides its pages.
type Options struct {
	Trailer string   // entries of the trailer
	Objects []string // further objects, from number 8
	XObject string   // names of objects that pages may draw, as /A 8 0 R
}

// With is the file of some pages and of what else it has.
func With(o Options, pages ...Page) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[32 126 500]/FontDescriptor 6 0 R>>",
		Stream("", "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"),
		"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>",
		"<</Title<FEFF65B96848>>>"}
	objects = append(objects, o.Objects...)
	kids := ""
	for _, p := range pages {
		if p.Width == 0 {
			p.Width, p.Height = 400, 600
		}
		objects = append(objects, Stream("", p.Operators()))
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Resources<</Font<</F 3 0 R>>/XObject<<%s>>>>/Contents %d 0 R>>",
			p.Width, p.Height, p.Rotate, o.XObject, len(objects)))
		kids += fmt.Sprintf("%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	var file, table strings.Builder
	file.WriteString("%PDF-1.7\n")
	for i, object := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", file.Len())
		fmt.Fprintf(&file, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := file.Len()
	fmt.Fprintf(&file, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info 7 0 R%s>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, table.String(), len(objects)+1, o.Trailer, start)
	return []byte(file.String())
}

// Stream is a stream object with entries of its dictionary.
func Stream(entries, content string) string {
	return fmt.Sprintf("<</Length %d%s>>stream\n%s\nendstream", len(content), entries, content)
}

// Operators are the operators that print a page.
func (p *Page) Operators() string {
	var b strings.Builder
	for _, r := range p.Rules {
		fmt.Fprintf(&b, "%g %g m %g %g l S ", r.X1, r.Y1, r.X2, r.Y2)
	}
	b.WriteString("BT ")
	for _, t := range p.Texts {
		if t.Size == 0 {
			t.Size = 10
		}
		fmt.Fprintf(&b, "/F %g Tf 1 0 0 1 %g %g Tm <", t.Size, t.X, t.Y)
		for _, unit := range utf16.Encode([]rune(t.S)) {
			fmt.Fprintf(&b, "%04X", unit)
		}
		b.WriteString("> Tj ")
	}
	return b.String() + "ET " + p.Content
}

// Column prints lines of text below each other, 20 points apart, from 50 points; a line that starts with a wide space is
// indented by it.
func Column(top float64, lines ...string) (texts []Text) {
	for i, l := range lines {
		x := 50.0
		for strings.HasPrefix(l, "　") {
			l, x = strings.TrimPrefix(l, "　"), x+10
		}
		texts = append(texts, Text{X: x, Y: top - 20*float64(i), S: l})
	}
	return texts
}

// Grid prints a table with all its rules: columns end at the places of xs, rows at those of ys, from the top; a cell holds
// lines of text. Cells of a row that are nil belong to the cell before.
func Grid(xs, ys []float64, rows ...[][]string) (page Page) {
	for i := range ys {
		page.Rules = append(page.Rules, Rule{xs[0], ys[i], xs[len(xs)-1], ys[i]})
	}
	for i, row := range rows {
		for j := range xs {
			if j == 0 || j == len(xs)-1 || row[j] != nil {
				page.Rules = append(page.Rules, Rule{xs[j], ys[i], xs[j], ys[i+1]})
			}
			if j < len(row) {
				for k, line := range row[j] {
					page.Texts = append(page.Texts, Text{X: xs[j] + 2, Y: ys[i] - 12*float64(k+1), S: line})
				}
			}
		}
	}
	return page
}
