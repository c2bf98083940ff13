package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/policygraph/policygraph/loader/source/fault"
)

const (
	spreadsheet   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationship  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relationships = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
)

// write gives the book as an XLSX file.
func (b *book) write() ([]byte, *fault.Error) {
	if len(b.sheets) == 0 {
		return nil, &fault.Error{Code: fault.Empty, Reason: "the workbook has no worksheet"}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, content func(w io.Writer)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, _ = io.WriteString(w, xml.Header)
			content(w)
		}
	}
	add("[Content_Types].xml", func(w io.Writer) {
		fmt.Fprint(w, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`)
	})
	add("_rels/.rels", func(w io.Writer) {
		fmt.Fprintf(w, `<Relationships %s><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>`, relationships, relationship)
	})
	add("xl/workbook.xml", b.workbook)
	add("xl/_rels/workbook.xml.rels", func(w io.Writer) {
		fmt.Fprintf(w, `<Relationships %s>`, relationships)
		for i := range b.sheets {
			fmt.Fprintf(w, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i, relationship, i)
		}
		fmt.Fprintf(w, `<Relationship Id="t" Type="%s/styles" Target="styles.xml"/><Relationship Id="u" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
			relationship, relationship)
	})
	add("xl/styles.xml", b.styleSheet)
	add("xl/sharedStrings.xml", func(w io.Writer) {
		fmt.Fprintf(w, `<sst %s>`, spreadsheet)
		for _, s := range b.strings {
			fmt.Fprintf(w, `<si><t xml:space="preserve">%s</t></si>`, escape(s))
		}
		fmt.Fprint(w, `</sst>`)
	})
	for i := range b.sheets {
		add("xl/worksheets/sheet"+strconv.Itoa(i)+".xml", b.sheets[i].write)
	}
	if err := z.Close(); err != nil {
		return nil, &fault.Error{Code: fault.Broken, Reason: "the workbook cannot be rewritten", Err: err}
	}
	return out.Bytes(), nil
}

// escape makes text safe in XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return b.String()
}

func (b *book) workbook(w io.Writer) {
	fmt.Fprintf(w, `<workbook %s xmlns:r="%s"><workbookPr date1904="%t"/><sheets>`, spreadsheet, relationship, b.date1904)
	for i, s := range b.sheets {
		state := "visible"
		if s.hidden {
			state = "hidden"
		}
		fmt.Fprintf(w, `<sheet name="%s" sheetId="%d" state="%s" r:id="s%d"/>`, escape(s.name), i+1, state, i)
	}
	fmt.Fprint(w, `</sheets></workbook>`)
}

func (b *book) styleSheet(w io.Writer) {
	fmt.Fprintf(w, `<styleSheet %s><numFmts>`, spreadsheet)
	for _, id := range slices.Sorted(maps.Keys(b.formats)) {
		fmt.Fprintf(w, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, escape(b.formats[id]))
	}
	fmt.Fprint(w, `</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs>`)
	for _, format := range b.styles {
		fmt.Fprintf(w, `<xf numFmtId="%d" applyNumberFormat="1"/>`, format)
	}
	fmt.Fprint(w, `</cellXfs></styleSheet>`)
}

func (s *bookSheet) write(w io.Writer) {
	fmt.Fprintf(w, `<worksheet %s><sheetData>`, spreadsheet)
	for _, row := range slices.Sorted(maps.Keys(s.rows)) {
		hidden := ""
		if s.hiddenRows[row] {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(w, `<row r="%d"%s>`, row+1, hidden)
		cells := s.rows[row]
		slices.SortStableFunc(cells, func(a, b bookCell) int { return a.column - b.column })
		for _, c := range cells {
			c.write(w, cellName(row, c.column))
		}
		fmt.Fprint(w, `</row>`)
	}
	fmt.Fprint(w, `</sheetData><mergeCells>`)
	for _, m := range s.merged {
		fmt.Fprintf(w, `<mergeCell ref="%s:%s"/>`, cellName(m.top, m.left), cellName(m.bottom, m.right))
	}
	fmt.Fprint(w, `</mergeCells></worksheet>`)
}

func (c *bookCell) write(w io.Writer, name string) {
	value := strconv.FormatFloat(c.number, 'g', -1, 64)
	switch {
	case c.kind == 0:
		fmt.Fprintf(w, `<c r="%s" s="%d"><f>0</f></c>`, name, c.style)
	case c.kind == 's':
		fmt.Fprintf(w, `<c r="%s" s="%d" t="s"><v>%d</v></c>`, name, c.style, c.text)
	case c.kind == 'b':
		fmt.Fprintf(w, `<c r="%s" t="b"><v>%s</v></c>`, name, value)
	case c.kind == 'n' && !math.IsNaN(c.number) && !math.IsInf(c.number, 0):
		fmt.Fprintf(w, `<c r="%s" s="%d"><v>%s</v></c>`, name, c.style, value)
	}
}

// cellName is the name of a cell, counted from 0: A1, …, AA10.
func cellName(row, column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + strconv.Itoa(row+1)
}
