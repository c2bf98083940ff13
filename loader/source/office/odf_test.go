package office

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader/source/fault"
)

func packageOf(t testing.TB, files map[string]string) *Package {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPackage(b.Bytes(), testLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestODTShowsWhatWordShows(t *testing.T) {
	p, err := OpenPackage(file(t, "parts.odt"), testLimits())
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.ODT()
	if err != nil || outline(text.Blocks) != shown || !p.IsODT() || p.IsODS() {
		t.Errorf("%v, got\n%s", err, outline(text.Blocks))
	}
}

// odtOf is a text with styles and a body.
func odtOf(styles, body string) map[string]string {
	return map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office:document-content><office:automatic-styles>" + styles +
		"</office:automatic-styles><office:body><office:text>" + body + "</office:text></office:body></office:document-content>"}
}

func TestODTText(t *testing.T) {
	level := func(n, format, prefix, suffix, more string) string {
		return `<text:list-level-style-number text:level="` + n + `" style:num-format="` + format + `" style:num-prefix="` + prefix + `" style:num-suffix="` + suffix + `" ` + more + `/>`
	}
	lists := `<text:list-style style:name="L">` + level("1", "一, 二, 三, ...", "", "、", "") + level("2", "1", "（", "）", `text:start-value="3"`) + level("3", "1", "", ".", `text:display-levels="2"`) +
		`</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>` +
		`<text:outline-style style:name="O">` + level("1", "I", "", ".", "") + level("2", "", "", "", "") + `</text:outline-style>` +
		`<style:style style:name="H"><style:text-properties text:display="none"/></style:style>`
	for name, c := range map[string]struct{ body, want string }{
		"mixed":       {"<text:p>a<text:span>b</text:span>c<text:s text:c=\"2\"/>d<text:tab/>e\n<text:line-break/>f</text:p>", "abc  d e \nf\n"},
		"hidden":      {`<text:p>a<text:span text:style-name="H">b</text:span></text:p><text:p text:style-name="H">c</text:p>`, "a\n"},
		"notes":       {`<text:p>a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note><office:annotation><text:p>x</text:p></office:annotation>b</text:p>`, "ab\n"},
		"phonetics":   {`<text:p><text:ruby><text:ruby-base>音</text:ruby-base><text:ruby-text>yin</text:ruby-text></text:ruby></text:p>`, "音\n"},
		"box":         {`<text:p>a<draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>b</text:p>`, "ab\nx\n"},
		"list":        {`<text:list text:style-name="L"><text:list-item><text:p>甲</text:p><text:p>续</text:p><text:list><text:list-item><text:p>乙</text:p></text:list-item><text:list-item><text:p>丙</text:p><text:list><text:list-item><text:p>丁</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item><text:list-item><text:p>戊</text:p></text:list-item></text:list>`, "一、甲\n续\n（3）乙\n（4）丙\n4.1.丁\n二、戊\n"},
		"restart":     {`<text:list text:style-name="L"><text:list-item><text:p>甲</text:p></text:list-item></text:list><text:list text:style-name="L"><text:list-item><text:p>乙</text:p></text:list-item></text:list><text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>丙</text:p></text:list-item></text:list>`, "一、甲\n一、乙\n二、丙\n"},
		"start value": {`<text:list text:style-name="L"><text:list-item text:start-value="5"><text:p>甲</text:p></text:list-item><text:list-header><text:p>头</text:p></text:list-header></text:list>`, "五、甲\n头\n"},
		"only deeper": {`<text:list text:style-name="L"><text:list-item><text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list></text:list-item></text:list>`, "（3）甲\n"},
		"bullets":     {`<text:list text:style-name="B"><text:list-item><text:p>甲</text:p></text:list-item></text:list>`, "甲\n"},
		"headings":    {`<text:h text:outline-level="1">甲</text:h><text:h text:outline-level="2">乙</text:h><text:h text:outline-level="1">丙</text:h>`, "I.甲\n乙\nII.丙\n"},
		"table": {`<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>b</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>` +
			`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>c</text:p></table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell><table:table-cell><text:p>e</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>f</text:p></table:table-cell></table:table-row></table:table>`, "[a][b]+\n[c][d][e]\n[^][f][f]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := packageOf(t, odtOf(lists, c.body)).ODT()
			if err != nil || outline(text.Blocks) != c.want {
				t.Errorf("%v, got %q, want %q", err, outline(text.Blocks), c.want)
			}
		})
	}
}

func TestODFErrors(t *testing.T) {
	files := odtOf("", "<text:p>甲</text:p>")
	files["META-INF/manifest.xml"] = "<manifest:encryption-data/>"
	if _, err := packageOf(t, files).ODT(); err == nil || err.Code != fault.Encrypted {
		t.Errorf("password: %v", err)
	}
	files = odtOf("", "<text:p>")
	if _, err := packageOf(t, files).ODT(); err == nil || err.Code != fault.Broken || !strings.HasPrefix(err.Place, "content.xml, byte ") {
		t.Errorf("damaged: %v", err)
	}
	if packageOf(t, map[string]string{"content.xml": "<a/>"}).IsODT() {
		t.Error("any XML is a text")
	}
}

// odsOf is a workbook of one worksheet.
func odsOf(rows string) map[string]string {
	return map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": `<office:document-content><office:body><office:spreadsheet><table:table table:name="表">` +
		rows + "</table:table></office:spreadsheet></office:body></office:document-content>"}
}

func TestODSCells(t *testing.T) {
	rows := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
		`<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell></table:table-row>` +
		`<table:table-row><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>乙</text:p><text:p>丙</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:formula="of:=1"/></table:table-row>`
	p := packageOf(t, odsOf(rows))
	data, err := p.ODS()
	if err != nil {
		t.Fatal(err)
	}
	if p, err = OpenPackage(data, testLimits()); err != nil {
		t.Fatal(err)
	}
	sheet, err := p.Read("xl/worksheets/sheet0.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<row r="1000001"><c r="B1000001" s="0" t="s"><v>0</v></c><c r="C1000001" s="0" t="s"><v>1</v></c></row><row r="1000002">`,
		`<row r="1000003"><c r="A1000003" s="0" t="s"><v>4</v></c><c r="C1000003" s="0"><f>0</f></c></row>`, `<mergeCell ref="A1000003:B1000004"/>`,
	} {
		if !strings.Contains(string(sheet), want) {
			t.Errorf("no %s in %s", want, sheet)
		}
	}
}

func TestODSLimit(t *testing.T) {
	p := packageOf(t, odsOf(`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell></table:table-row>`))
	for limit, code := range map[int]string{6: "", 5: fault.TooLarge} {
		p.limits.Cells = limit
		if _, err := p.ODS(); code == "" && err != nil || code != "" && (err == nil || err.Code != code) {
			t.Errorf("%d cells: %v", limit, err)
		}
	}
}

func FuzzODT(f *testing.F) {
	for _, name := range []string{"parts.odt", "marks.odt"} {
		p, err := OpenPackage(file(f, name), testLimits())
		if err != nil {
			f.Fatal(err)
		}
		content, _ := p.Read("content.xml")
		f.Add(string(content))
	}
	f.Fuzz(func(t *testing.T, content string) {
		if text, err := packageOf(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}).ODT(); err == nil {
			outline(text.Blocks)
		}
		p := packageOf(t, map[string]string{"content.xml": content})
		p.limits.Cells = 1 << 10
		_, _ = p.ODS()
	})
}
