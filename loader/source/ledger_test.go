package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const csvLedger = `某市重点任务台账,,,,
序号,工作任务,牵头单位,配合单位,完成时限
一、基础设施,,,,
1,建设机场,市发展改革委,"市财政局、
市交通局",2025年
2,建设高铁,市交通局,,
序号,工作任务,牵头单位,配合单位,完成时限
3,"修路，修桥",市交通局,/,长期
`

const csvText = `某市重点任务台账
序号	工作任务	牵头单位	配合单位	完成时限
一、基础设施
序号：1
工作任务：建设机场
牵头单位：市发展改革委
配合单位：市财政局、
市交通局
完成时限：2025年

序号：2
工作任务：建设高铁
牵头单位：市交通局

序号	工作任务	牵头单位	配合单位	完成时限
序号：3
工作任务：修路，修桥
牵头单位：市交通局
配合单位：/
完成时限：长期

`

const csvRows = `*0//2 0=序号 1=工作任务 2=牵头单位 3=配合单位 4=完成时限
0//3 0=一、基础设施
0//4 0=1 1=建设机场 2=市发展改革委 3=市财政局、|市交通局 4=2025年
0//6 0=2 1=建设高铁 2=市交通局
*0//7 0=序号 1=工作任务 2=牵头单位 3=配合单位 4=完成时限
0//8 0=3 1=修路，修桥 2=市交通局 3=/ 4=长期
`

func TestCSV(t *testing.T) {
	swap := func(delimiter string) []byte {
		return []byte(strings.ReplaceAll(csvLedger, ",", delimiter))
	}
	for name, data := range map[string][]byte{
		"comma": []byte(csvLedger), "gb18030": encode(t, simplifiedchinese.GB18030, csvLedger), "tab": swap("\t"), "semicolon": swap(";"),
		"crlf": []byte(strings.ReplaceAll(csvLedger, "\n", "\r\n")), "bom": []byte("\xef\xbb\xbf" + csvLedger),
	} {
		for _, file := range []string{"台账.csv", "台账.xlsx", "台账.xls"} {
			doc := decodeOne(t, file, data)
			if doc.Text != csvText {
				t.Errorf("%s: %s", name, doc.Text)
			}
			if doc.Format != FormatCSV || !doc.Ledger() || doc.Title != "某市重点任务台账" {
				t.Errorf("%s: %q %q", name, doc.Format, doc.Title)
			}
		}
	}
	doc := decodeOne(t, "a.csv", []byte(csvLedger))
	if got := render(doc); got != csvRows {
		t.Errorf("got\n%s\nwant\n%s", got, csvRows)
	}
	if at := doc.Rows[2].Address(doc.Rows[2].Cells[3]); at != "第4行第4列" {
		t.Error(at)
	}
	if doc = decodeOne(t, "a.csv", []byte("甲,乙\n丙,丁\n")); len(doc.Warnings) != 1 || doc.Warnings[0].Code != warnNoHeader || len(doc.Rows) != 2 {
		t.Errorf("no header: %v %s", doc.Warnings, render(doc))
	}
	if doc = decodeOne(t, "a.csv", []byte(plan)); doc.Format != FormatText || doc.Text != plan {
		t.Errorf("prose: %q", doc.Format)
	}
}

// workbook makes an XLSX file.
func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func rowsIn(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r))
	}
}

func ledgerBook(t testing.TB) []byte {
	return workbook(t, func(f *excelize.File) {
		must(t, f.SetSheetName("Sheet1", "任务台账"))
		rowsIn(t, f, "任务台账", []any{"某市责任分工表"}, []any{"序号", "重点任务", "责任单位", nil}, []any{nil, nil, "牵头单位", "配合单位"},
			[]any{"一、交通"}, []any{1, "建设机场", "市发展改革委", "市财政局"}, []any{2, "建设高铁", nil, "市交通局"})
		for _, area := range [][2]string{{"A1", "D1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"A4", "D4"}, {"C5", "C6"}} {
			must(t, f.MergeCell("任务台账", area[0], area[1]))
		}
		_, err := f.NewSheet("附表")
		must(t, err)
		rowsIn(t, f, "附表", []any{nil, "任务名称", "责任部门"}, []any{}, []any{nil, "修路", "市交通局"})
		_, err = f.NewSheet("隐藏")
		must(t, err)
		rowsIn(t, f, "隐藏", []any{"任务", "责任单位"}, []any{"秘密", "某局"})
		must(t, f.SetSheetVisible("隐藏", false))
	})
}

func TestXLSX(t *testing.T) {
	doc := decodeOne(t, "台账.csv", ledgerBook(t))
	want := `*0/任务台账/2 0=序号 1=重点任务 2=责任单位 3^责任单位
*0/任务台账/3 0^序号 1^重点任务 2=牵头单位 3=配合单位
0/任务台账/4 0=一、交通 1^一、交通 2^一、交通 3^一、交通
0/任务台账/5 0=1 1=建设机场 2=市发展改革委 3=市财政局
0/任务台账/6 0=2 1=建设高铁 2^市发展改革委 3=市交通局
*1/附表/1 1=任务名称 2=责任部门
1/附表/3 1=修路 2=市交通局
`
	if got := render(doc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	wantText := `某市责任分工表
序号	重点任务	责任单位
牵头单位	配合单位
一、交通
序号：1
重点任务：建设机场
牵头单位：市发展改革委
配合单位：市财政局

序号：2
重点任务：建设高铁
配合单位：市交通局

任务名称	责任部门
任务名称：修路
责任部门：市交通局

`
	if doc.Text != wantText || doc.Title != "某市责任分工表" || doc.Format != FormatXLSX {
		t.Errorf("%q %q\n%s", doc.Format, doc.Title, doc.Text)
	}
	if at := doc.Rows[4].Address(doc.Rows[4].Cells[3]); at != "任务台账!D6" {
		t.Error(at)
	}
	if name := columnName(701) + columnName(702) + columnName(26); name != "ZZAAAAA" {
		t.Error(name)
	}
}

func TestXLSXErrors(t *testing.T) {
	book := ledgerBook(t)
	cases := map[string]struct {
		data []byte
		code string
	}{
		"empty":       {workbook(t, func(*excelize.File) {}), CodeEmpty},
		"cut off":     {book[:len(book)/2], CodeBroken},
		"no workbook": {zipOf(t, map[string]string{"xl/workbook.xml": "<x"}), CodeBroken},
		"encrypted":   {compound(t, map[string][]byte{"EncryptedPackage": nil, "EncryptionInfo": nil}), CodeEncrypted},
		"old":         {compound(t, map[string][]byte{"Workbook": nil}), CodeUnsupported},
		"slides":      {compound(t, map[string][]byte{"PowerPoint Document": nil}), CodeUnsupported},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode("a.xlsx", c.data); code(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

// TestBadLinesAreToldInWords: what is wrong with a line reaches readers of the API, who know nothing of our types.
func TestBadLinesAreToldInWords(t *testing.T) {
	for line, want := range map[string]string{
		`["任务"]`: "line 1: is no JSON object", `7`: "line 1: is no JSON object", `{`: "line 1: unexpected end of JSON input",
		`{"document":5,"title":"修路"}`:                "line 1: field document is no text",
		`{"issuer":{"name":"省"},"title":"修路"}`:       "line 1: field issuer is no text",
		`{"issuer":["省",{}],"title":"修路"}`:           "line 1: field issuer is no text",
		`{"title":{"zh":"修路"}}`:                      "line 1: field title is neither a text nor a list of texts",
		`{"document":"某省实施方案","docNumber":"无任务也无题"}`: "line 1: no field of a task",
	} {
		docs, err := Decode("a.jsonl", []byte(line+"\n"+`{"document":"某省实施方案","title":"修桥"}`))
		must(t, err)
		if len(docs[0].Warnings) != 1 || docs[0].Warnings[0].Message != want {
			t.Errorf("%s: %+v, want %q", line, docs[0].Warnings, want)
		}
	}
}

func TestJSONL(t *testing.T) {
	data := `{"document":"某省实施方案","docNumber":"某政发〔2024〕1号","issuer":["某省人民政府"],"issuedOn":"2024-01-02","publishedOn":"2024-01-05","sourceUrl":"https://x.gov.cn/1","number":1,"section":["一、交通","（一）机场"],"title":"建设机场","lead":"省发展改革委","support":["省财政厅","省交通厅"],"deadline":null}

{"document":"另一方案","title":"修路","responsible":"市交通局","responsable":"错"}
{"document":"某省实施方案","title":"修桥","text":"第一段\n第二段","cities":["某市"]}
not json
{"title":{"a":1}}
{"document":"空"}
`
	docs, err := Decode("a.jsonl", []byte(data))
	must(t, err)
	if len(docs) != 2 {
		t.Fatalf("%d documents", len(docs))
	}
	first := docs[0]
	head := "序号\t章节\t任务\t内容\t牵头单位\t责任单位\t配合单位\t指导单位\t督促检查单位\t落实单位\t地区\t项目\t文化主题\t完成时限\n"
	want := "某省实施方案\n发文字号：某政发〔2024〕1号\n发文机关：某省人民政府\n成文日期：2024-01-02\n" + head +
		"序号：1\n章节：一、交通；（一）机场\n任务：建设机场\n牵头单位：省发展改革委\n配合单位：省财政厅；省交通厅\n\n任务：修桥\n内容：第一段\n第二段\n地区：某市\n\n"
	if first.Text != want || first.Title != "某省实施方案" || first.PublishedOn != "2024-01-05" || first.SourceURL != "https://x.gov.cn/1" {
		t.Errorf("%+v", first)
	}
	rows := strings.Split(render(first), "\n")
	if rows[1] != "0//1 0=1 1=一、交通 1=（一）机场 2=建设机场 4=省发展改革委 6=省财政厅 6=省交通厅" || rows[2] != "0//4 2=修桥 3=第一段|第二段 10=某市" || rows[0][0] != '*' {
		t.Errorf("%q", rows)
	}
	var codes []string
	for _, d := range docs {
		for _, w := range d.Warnings {
			codes = append(codes, w.Code)
		}
	}
	if got := strings.Join(codes, " "); got != "BAD_RECORD BAD_RECORD BAD_RECORD UNKNOWN_FIELD" {
		t.Error(got)
	}
	if piped, err := Decode("stdin", []byte(data)); err != nil || len(piped) != 2 {
		t.Errorf("without an extension: %v", err)
	}
	if _, err := Decode("a.jsonl", []byte("任务\n")); code(err) != CodeBroken {
		t.Errorf("%v", err)
	}
}

func bulk(lines int) []byte {
	var b bytes.Buffer
	for i := range lines {
		fmt.Fprintf(&b, `{"document":"方案%d","number":"%d","title":"建设重点项目%d","lead":"省发展改革委","support":["省财政厅","省交通运输厅"],"cities":["运城市"]}`+"\n", i/1000, i%1000, i)
	}
	return b.Bytes()
}

func TestBulk(t *testing.T) {
	docs, err := Decode("a.jsonl", bulk(100_000))
	must(t, err)
	rows := 0
	for _, d := range docs {
		rows += len(d.Rows) - 1
	}
	if len(docs) != 100 || rows != 100_000 {
		t.Errorf("%d documents, %d rows", len(docs), rows)
	}
}
