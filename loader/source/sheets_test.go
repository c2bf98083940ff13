package source

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Dates come as a Chinese user of Excel sees them, whatever the number of their format.
func TestDatesOfSheets(t *testing.T) {
	want := map[int]string{
		14: "2024/5/1", 15: "1-May-24", 16: "1-May", 17: "May-24", 20: "14:31", 21: "14:31:00", 22: "2024/5/1 14:31",
		27: "2024年5月", 28: "5月1日", 29: "5月1日", 30: "2024/5/1", 31: "2024年5月1日", 32: "14:31:00", 33: "14:31:00", 34: "下午2时31分", 35: "下午2时31分00秒", 36: "2024年5月",
		45: "31:00", 47: "31:00.0", 50: "2024年5月", 51: "5月1日", 52: "2024年5月", 53: "5月1日", 54: "5月1日", 55: "下午2时31分", 56: "下午2时31分00秒", 57: "2024年5月", 58: "5月1日",
	}
	ids := sortedInts(want)
	for _, date1904 := range []bool{false, true} {
		serial := 45413.604861
		if date1904 {
			serial -= 1462
		}
		data := workbook(t, func(f *excelize.File) {
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}))
			rowsIn(t, f, "Sheet1", []any{"任务", "时限"})
			for i, id := range ids {
				style, err := f.NewStyle(&excelize.Style{NumFmt: id})
				must(t, err)
				cell := "B" + strconv.Itoa(i+2)
				must(t, f.SetCellValue("Sheet1", "A"+strconv.Itoa(i+2), "修路"))
				must(t, f.SetCellValue("Sheet1", cell, serial))
				must(t, f.SetCellStyle("Sheet1", cell, cell, style))
			}
		})
		doc := decodeOne(t, "a.xlsx", data)
		for i, id := range ids {
			c := doc.Rows[i+1].Cells[1]
			if got := doc.Text[c.Start:c.End]; got != want[id] {
				t.Errorf("1904 %t, format %d: %s, want %s", date1904, id, got, want[id])
			}
		}
	}
}

func sortedInts[V any](m map[int]V) (keys []int) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func formatFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../testdata/formats/" + name)
	must(t, err)
	return data
}

// A workbook as XLSX, and as the XLS that LibreOffice makes of it: it writes its own American pattern for format 14 and none
// for years in Chinese.
func TestCellsOfSheets(t *testing.T) {
	for name, want := range map[string][2]string{"cells.xlsx": {"2024/5/1", "二○二四年五月"}, "cells.xls": {"5/1/2024", "2024年5月"}} {
		doc := decodeOne(t, name, formatFile(t, name))
		rows := "*0/台账/1 0=序号 1=工作任务 2=完成时限 3=投资\n0/台账/2 0=一 1=修甲路 2=" + want[0] + " 3=12.5万元\n" +
			"0/台账/3 0=十二 1=修乙路 2=2024年5月1日 3=25%\n0/台账/4 0=三 1=修丙路 2=2024-05-01 3=3\n0/台账/6 0=二十 1=修丁路 2=" + want[1] + "\n"
		if got := render(doc); got != rows {
			t.Errorf("%s:\n%s", name, got)
		}
		if string(doc.Format) != strings.TrimPrefix(name, "cells.") || !doc.Ledger() {
			t.Error(doc.Format)
		}
		var said []string
		for _, w := range doc.Warnings {
			said = append(said, w.Code+" "+w.Message)
		}
		if want := []string{"HIDDEN_CONTENT sheet 台账: 1 hidden rows are left out, the first is 5", "HIDDEN_CONTENT sheet 底稿 is hidden and left out"}; !slices.Equal(said, want) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

// sheetOf is a workbook of one worksheet in XML.
func sheetOf(t testing.TB, sheet string) []byte {
	return zipOf(t, map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + sheet + `</worksheet>`,
	})
}

func inlineCell(ref, text string) string {
	return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

func TestFormulasWithoutValue(t *testing.T) {
	sheet := `<sheetData><row r="1">` + inlineCell("A1", "任务") + inlineCell("B1", "牵头单位") + `</row><row r="2">` + inlineCell("A2", "修路") +
		`<c r="B2"><f>VLOOKUP(A2,X!A:B,2,0)</f></c></row><row r="3"><c r="A3" t="str"><f>A2&amp;"二"</f><v>修路二</v></c><c r="B3" t="str"><f>""</f><v></v></c></row>` +
		`<row r="4"><c r="A4"><f>A3</f><v></v></c><c r="B4"><f>1</f><v>1</v></c></row></sheetData>`
	doc := decodeOne(t, "a.xlsx", sheetOf(t, sheet))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != warnNoValue || !strings.Contains(doc.Warnings[0].Message, "台账: formulas without a stored value: B2, A4;") {
		t.Errorf("%v", doc.Warnings)
	}
	if got := render(doc); got != "*0/台账/1 0=任务 1=牵头单位\n0/台账/2 0=修路\n0/台账/3 0=修路二\n0/台账/4 1=1\n" {
		t.Error(got)
	}
}

// What a merged cell shows is seen in the rows below, also when its first row is hidden.
func TestMergedCellsOfHiddenRows(t *testing.T) {
	sheet := `<sheetData><row r="1">` + inlineCell("A1", "任务") + inlineCell("B1", "牵头单位") + `</row><row r="2" hidden="1">` + inlineCell("A2", "修路") + inlineCell("B2", "省财政厅") +
		`</row><row r="3">` + inlineCell("A3", "架桥") + `</row></sheetData><mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="Z9:A1"/><mergeCell ref="?"/></mergeCells>`
	if got := render(decodeOne(t, "a.xlsx", sheetOf(t, sheet))); got != "*0/台账/1 0=任务 1=牵头单位\n0/台账/3 0=架桥 1=省财政厅\n" {
		t.Error(got)
	}
}

// A sheet of one far cell costs little: no row between is held in memory.
func TestFarCell(t *testing.T) {
	data := sheetOf(t, `<sheetData><row r="1">`+inlineCell("A1", "任务")+`</row><row r="999999">`+inlineCell("B999999", "修路")+`</row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	doc := decodeOne(t, "a.xlsx", data)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20 || len(doc.Rows) != 2 {
		t.Errorf("%d bytes allocated, %d rows", got, len(doc.Rows))
	}
}

func TestFormulaTextsInCSV(t *testing.T) {
	for field, want := range map[string]string{`="007"`: "007", `"=""007"""`: "007", `="a""b"`: `a"b`, `=1+2`: "=1+2", `007`: "007", `=""`: ""} {
		doc := decodeOne(t, "a.csv", []byte("序号,任务,牵头单位\n"+field+",修路,省财政厅\n"))
		c := doc.Rows[1].Cells[0]
		got := doc.Text[c.Start:c.End]
		if c.Column != 0 {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}
