package office

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// record is one record of a workbook.
func record(kind uint16, data ...byte) []byte {
	r := binary.LittleEndian.AppendUint16(nil, kind)
	return append(binary.LittleEndian.AppendUint16(r, uint16(len(data))), data...) //nolint:gosec // small
}

// binaryBook is a stream of globals, then one worksheet of the records.
func binaryBook(globals [][]byte, sheet ...[]byte) []byte {
	bof := record(recBOF, 0, 6, 5, 0, 0, 0, 0, 0)
	sheets := func(at int) []byte {
		return record(recSheet, append(binary.LittleEndian.AppendUint32(nil, uint32(at)), 0, 0, 1, 0, 'S')...) //nolint:gosec // small
	}
	head := append(bytes.Clone(bof), bytes.Join(globals, nil)...)
	at := len(head) + len(sheets(0)) + 4
	head = append(append(head, sheets(at)...), record(recEOF)...)
	return append(append(head, bof...), append(bytes.Join(sheet, nil), record(recEOF)...)...)
}

// bookXML is the first worksheet of a book, and its texts, as they are written.
func bookXML(t *testing.T, stream []byte) (sheet, texts string) {
	t.Helper()
	r := &xls{in: stream, code: codePage(1252), book: book{formats: map[int]string{}}}
	if err := r.globals(); err != nil {
		t.Fatal(err)
	}
	r.sheet(&r.book.sheets[0])
	data, err := r.book.write()
	if err != nil {
		t.Fatal(err)
	}
	p, err := OpenPackage(data, testLimits())
	if err != nil {
		t.Fatal(err)
	}
	part, err := p.Read("xl/worksheets/sheet0.xml")
	if err != nil {
		t.Fatal(err)
	}
	strs, err := p.Read("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(part), string(strs)
}

func TestXLSCells(t *testing.T) {
	f64 := func(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }
	cat := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	at := func(row, column byte) []byte { return []byte{row, 0, column, 0, 0, 0} }
	sst := record(recStrings, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 'A', 'B', 'C', 4, 0, 1, 0x3B, 0x4E, 0x4C, 0x4E)
	more := record(recContinue, 1, 0x50, 0x5B, 0x55, 0x53) // the text goes on in the next record
	sheet, texts := bookXML(t, binaryBook([][]byte{sst, more},
		record(recNumber, cat(at(0, 0), f64(1.5))...),
		record(recRK, cat(at(0, 1), []byte{2 | 7<<2, 0, 0, 0})...),
		record(recRK, cat(at(0, 2), []byte{3 | 225&0x3f<<2, 3, 0, 0})...),
		record(recMulRK, 1, 0, 0, 0, 0, 0, 2|1<<2, 0, 0, 0, 0, 0, 2|2<<2, 0, 0, 0, 1, 0),
		record(recLabelSST, cat(at(2, 0), []byte{1, 0, 0, 0})...),
		record(recLabel, cat(at(2, 1), []byte{2, 0, 1, 0x2D, 0x4E, 0x87, 0x65})...),
		record(recBoolErr, cat(at(2, 2), []byte{1, 0})...),
		record(recFormula, cat(at(3, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0})...), record(recString, 1, 0, 1, 0x32, 0x75),
		record(recFormula, cat(at(3, 1), f64(9))...),
		record(recFormula, cat(at(3, 2), []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0})...),
		record(recFormula, cat(at(3, 3), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0})...),
		record(recRow, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0),
		record(recMerged, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0)))
	for _, want := range []string{
		`<c r="A1" s="0"><v>1.5</v></c>`, `<c r="B1" s="0"><v>7</v></c>`, `<c r="A2" s="0"><v>1</v></c><c r="B2" s="0"><v>2</v></c>`,
		`<row r="3" hidden="1"><c r="A3" s="0" t="s"><v>1</v></c><c r="B3" s="0" t="s"><v>2</v></c><c r="C3" t="b"><v>1</v></c></row>`,
		`<c r="A4" s="0" t="s"><v>3</v></c><c r="B4" s="0"><v>9</v></c><c r="D4" s="0"><f>0</f></c></row>`, `<mergeCell ref="A1:C2"/>`,
	} {
		if !strings.Contains(sheet, want) {
			t.Errorf("no %s in\n%s", want, sheet)
		}
	}
	space := `</t></si><si><t xml:space="preserve">`
	if want := `<si><t xml:space="preserve">ABC` + space + "主乌子单" + space + "中文" + space + `甲</t></si></sst>`; !strings.HasSuffix(texts, want) {
		t.Errorf("%s, want %s", texts, want)
	}
}

func TestRK(t *testing.T) {
	for n, want := range map[int]float64{2 | 7<<2: 7, 3 | 250<<2: 2.5, 0x3FF00000: 1, 0x3FF00001: 0.01, 0xFFFFFFFE: -1} {
		if got := rk(n); got != want {
			t.Errorf("%#x: %v, want %v", n, got, want)
		}
	}
}

// Workbooks of Excel 5 and 95 have their texts in the code page of the machine.
func TestXLSOfCodePage(t *testing.T) {
	stream := binaryBook([][]byte{record(recCodePage, 0xA8, 3)}, record(recLabel, 0, 0, 0, 0, 0, 0, 4, 0, 0xC8, 0xCE, 0xCE, 0xF1))
	stream[5] = 5           // BIFF5
	for i := range stream { // its name of a sheet has no flags
		if i > 0 && stream[i] == 'S' {
			stream[i-1] = 'S'
		}
	}
	if _, texts := bookXML(t, stream); !strings.Contains(texts, ">任务<") {
		t.Error(texts)
	}
}

func TestXLSErrors(t *testing.T) {
	for name, c := range map[string]struct {
		stream []byte
		code   string
	}{
		"password": {binaryBook([][]byte{record(recPassword, 0, 0)}), fault.Encrypted},
		"old":      {record(0x0209, 0, 0), fault.Unsupported},
		"cut off":  {binaryBook(nil)[:14], fault.Broken},
		"empty":    {nil, fault.Unsupported},
	} {
		r := &xls{in: c.stream, code: codePage(936), book: book{formats: map[int]string{}}}
		if err := r.globals(); err == nil || err.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	twice := &xls{in: binaryBook(nil, record(recRK, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0)), book: book{formats: map[int]string{}}}
	if err := twice.globals(); err != nil {
		t.Fatal(err)
	}
	for range 100 { // a sheet that is named a hundred times is no hundred sheets
		twice.book.sheets = append(twice.book.sheets, twice.book.sheets[0])
	}
	if err := twice.allSheets(); err == nil || err.Code != fault.Broken {
		t.Errorf("sheets over each other: %v", err)
	}
	if _, err := (&book{}).write(); err == nil || err.Code != fault.Empty {
		t.Errorf("no sheet: %v", err)
	}
}

func TestWriteChinese(t *testing.T) {
	for code, want := range map[string]string{
		"[DBNum1][$-804]General": "十二", `[DBNum1][$-804]"第"General"条"`: "第十二条", `[DBNum2][$-804]General\元`: "壹拾贰元", "[DBNum3]0": "１２", "[DBNum1]General;@": "十二",
	} {
		if got := writeChinese(code, 12); got != want || !numberPlace().MatchString(bareCode(code)) {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if numberPlace().MatchString(bareCode(`[DBNum1]yyyy"年"`)) {
		t.Error("a date is no number")
	}
}

func TestScanOfTags(t *testing.T) {
	var got []string
	in := `<?xml?><x:row r="5" hidden="true"><c  r="A5"	t="n"><v>` + strings.Repeat("9", 1<<17) + `</v></c></x:row><mergeCell ref='A1'/><mergeCell xref="no" ref="A1:B2"/>`
	c := sheetScan{notes: &Notes{HiddenRows: map[int]bool{}, Written: map[string]string{}}}
	if err := scanTags(strings.NewReader(in), c.tag); err != nil {
		t.Fatal(err)
	}
	if got = c.notes.Merged; !c.notes.HiddenRows[5] || len(got) != 1 || got[0] != "A1:B2" {
		t.Errorf("%+v", c.notes)
	}
}

func FuzzXLS(f *testing.F) {
	c, err := OpenCompound(file(f, "cells.xls"))
	if err != nil {
		f.Fatal(err)
	}
	stream, _ := c.Stream("Workbook")
	f.Add([]byte(stream))
	f.Fuzz(func(t *testing.T, stream []byte) {
		r := &xls{in: stream, code: codePage(936), book: book{formats: map[int]string{}}}
		if r.globals() != nil {
			return
		}
		if r.allSheets() != nil {
			return
		}
		if data, err := r.book.write(); err == nil {
			if _, err := OpenPackage(data, testLimits()); err != nil && err.Code == fault.Broken {
				t.Error(err)
			}
		}
	})
}
