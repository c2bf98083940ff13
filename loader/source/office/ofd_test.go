package office

import (
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// ofdOf is an OFD file of one page, with a template below it.
func ofdOf(objects, template string) map[string]string {
	return map[string]string{
		"OFD.xml":              `<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>题</ofd:Title></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_0/Document.xml":   `<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>`,
		"Doc_0/Tpls/T.xml":     `<ofd:Page><ofd:Content><ofd:Layer>` + template + `</ofd:Layer></ofd:Content></ofd:Page>`,
		"Doc_0/Pages/P.xml":    `<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:Area><ofd:Template TemplateID="7"/><ofd:Content><ofd:Layer>` + objects + `</ofd:Layer></ofd:Content></ofd:Page>`,
		"Doc_0/Signs/Seal.xml": "<a/>",
	}
}

// printed lists the characters of a page with their left edges and base lines in mm from the top left corner, then its lines.
func printed(p Page, top float64) string {
	var b strings.Builder
	for _, g := range p.Glyphs {
		fmt.Fprintf(&b, "%s %.1f %.1f ", g.Text, g.Left/pointsPerMM, top-(g.Bottom+descent*g.Size)/pointsPerMM)
	}
	for _, l := range p.Lines {
		fmt.Fprintf(&b, "| %.0f,%.0f %.0f,%.0f ", l[0]/pointsPerMM, top-l[1]/pointsPerMM, l[2]/pointsPerMM, top-l[3]/pointsPerMM)
	}
	return strings.TrimSpace(b.String())
}

func TestOFDPlaces(t *testing.T) {
	text := func(attrs, code string) string {
		return `<ofd:TextObject Size="4" ` + attrs + `>` + code + `</ofd:TextObject>`
	}
	for name, c := range map[string]struct{ objects, template, want string }{
		"deltas":      {text(`Boundary="10 20 50 5"`, `<ofd:TextCode X="1" Y="4" DeltaX="5 6">甲乙丙</ofd:TextCode>`), "", "甲 11.0 24.0 乙 16.0 24.0 丙 22.0 24.0"},
		"repeated":    {text(`Boundary="10 20 50 5"`, `<ofd:TextCode X="0" Y="4" DeltaX="g 2 5 7">甲乙丙丁</ofd:TextCode>`), "", "甲 10.0 24.0 乙 15.0 24.0 丙 20.0 24.0 丁 27.0 24.0"},
		"no deltas":   {text(`Boundary="10 20 50 5"`, `<ofd:TextCode X="0" Y="4">甲a乙 丙</ofd:TextCode>`), "", "甲 10.0 24.0 a 14.0 24.0 乙 16.0 24.0 丙 22.0 24.0"},
		"down":        {text(`Boundary="10 20 5 50"`, `<ofd:TextCode X="0" Y="4" DeltaY="g 1 5">甲乙</ofd:TextCode>`), "", "甲 10.0 24.0 乙 10.0 29.0"},
		"two codes":   {text(`Boundary="0 0 50 50"`, `<ofd:TextCode X="0" Y="4">甲</ofd:TextCode><ofd:TextCode Y="9">乙</ofd:TextCode>`), "", "甲 0.0 4.0 乙 0.0 9.0"},
		"enlarged":    {text(`Boundary="10 20 50 5" CTM="2 0 0 2 1 0"`, `<ofd:TextCode X="1" Y="4" DeltaX="4">甲乙</ofd:TextCode>`), "", "甲 13.0 28.0 乙 21.0 28.0"},
		"in a block":  {`<ofd:PageBlock>` + text(`Boundary="0 0 9 9"`, `<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>`) + `</ofd:PageBlock>`, "", "甲 0.0 4.0"},
		"template":    {text(`Boundary="0 0 9 9"`, `<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>`), text(`Boundary="0 9 9 9"`, `<ofd:TextCode X="0" Y="4">底</ofd:TextCode>`), "底 0.0 13.0 甲 0.0 4.0"},
		"not visible": {text(`Boundary="0 0 9 9" Visible="false"`, `<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>`), "", ""},
		"no size":     {`<ofd:TextObject Boundary="0 0 9 9" Size="NaN"><ofd:TextCode X="0" Y="4">甲</ofd:TextCode></ofd:TextObject>`, "", ""},
		"lines":       {`<ofd:PathObject Boundary="10 10 20 20"><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 5 B 1 1 2 2 0 5 C</ofd:AbbreviatedData></ofd:PathObject>`, "", "| 10,10 30,10 | 30,10 30,15 | 10,15 10,10"},
		"damaged":     {`<ofd:PathObject Boundary="x"><ofd:AbbreviatedData>M 0 0 L 20</ofd:AbbreviatedData></ofd:PathObject>`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			pages, title, err := packageOf(t, ofdOf(c.objects, c.template)).OFD()
			if err != nil || title != "题" || len(pages) != 1 || printed(pages[0], 100) != c.want {
				t.Errorf("%v %q %d pages, got %q, want %q", err, title, len(pages), printed(pages[0], 100), c.want)
			}
		})
	}
}

func TestOFDErrors(t *testing.T) {
	files := ofdOf("", "")
	files["Encryptions.xml"] = "<a/>"
	if _, _, err := packageOf(t, files).OFD(); err == nil || err.Code != fault.Encrypted {
		t.Errorf("password: %v", err)
	}
	files = ofdOf("<a", "")
	if _, _, err := packageOf(t, files).OFD(); err == nil || err.Code != fault.Broken || !strings.HasPrefix(err.Place, "Doc_0/Pages/P.xml") {
		t.Errorf("damaged: %v", err)
	}
	if got := resolve("Doc_0/Document.xml", "../../../../etc/passwd"); got != "../../../etc/passwd" { // no file of a package has such a name
		t.Error(got)
	}
}

func TestOFDLimits(t *testing.T) {
	p := packageOf(t, ofdOf(`<ofd:TextObject Size="4"><ofd:TextCode>甲乙丙</ofd:TextCode></ofd:TextObject>`, ""))
	for limit, code := range map[int]string{3: "", 2: fault.TooLarge} {
		p.limits.Text = limit
		if _, _, err := p.OFD(); code == "" && err != nil || code != "" && (err == nil || err.Code != code) {
			t.Errorf("%d characters: %v", limit, err)
		}
	}
	p.limits.Text = 100
	for limit, code := range map[int]string{1: "", 0: fault.TooLarge} {
		p.limits.Entries = limit
		if _, _, err := p.OFD(); code == "" && err != nil || code != "" && (err == nil || err.Code != code) {
			t.Errorf("%d pages: %v", limit, err)
		}
	}
	if got := deltas("g 999999999 5", 3); len(got) != 3 {
		t.Errorf("%d deltas", len(got))
	}
}

func FuzzOFD(f *testing.F) {
	f.Add(`<ofd:TextObject Size="4" Boundary="1 2 3 4" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="4" DeltaX="g 2 5">甲乙丙</ofd:TextCode></ofd:TextObject><ofd:PathObject><ofd:AbbreviatedData>M 0 0 L 2 0 C</ofd:AbbreviatedData></ofd:PathObject>`)
	f.Fuzz(func(t *testing.T, objects string) {
		_, _, _ = packageOf(t, ofdOf(objects, "")).OFD()
	})
}
