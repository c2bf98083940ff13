package source

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const plan = "山西省黄河（运城）流域文化旅游实施方案\n一、重点任务\n（一）建设关中平原城市群。加快推进，落实到位。（省发展改革委负责）\n"

const traditional = "臺北市政府推動數位經濟發展實施計畫\n一、為加強產業發展，由經濟部會同國家發展委員會辦理，並應於年底前完成。\n"

func encode(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decodeOne(t testing.TB, name string, data []byte) *Document {
	t.Helper()
	docs, err := Decode(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 {
		t.Fatalf("%s: %d documents", name, len(docs))
	}
	return docs[0]
}

func code(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestEncodings(t *testing.T) {
	le, be := utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), utf.UTF16(utf.BigEndian, utf.IgnoreBOM)
	cases := map[string]struct {
		data []byte
		want string
	}{
		"utf8":             {[]byte(plan), plan},
		"utf8 bom":         {[]byte("\xef\xbb\xbf" + plan), plan},
		"utf16le bom":      {encode(t, utf.UTF16(utf.LittleEndian, utf.UseBOM), plan), plan},
		"utf16be bom":      {encode(t, utf.UTF16(utf.BigEndian, utf.UseBOM), plan), plan},
		"utf16le":          {encode(t, le, plan), plan},
		"utf16be":          {encode(t, be, plan), plan},
		"utf32le bom":      {encode(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), plan), plan},
		"gbk":              {encode(t, simplifiedchinese.GBK, plan), plan},
		"gb18030":          {encode(t, simplifiedchinese.GB18030, plan+"𠮷"), plan + "𠮷"},
		"gb18030 bom":      {append([]byte("\x84\x31\x95\x33"), encode(t, simplifiedchinese.GB18030, plan)...), plan},
		"big5":             {encode(t, traditionalchinese.Big5, traditional), traditional},
		"big5 as utf16":    {encode(t, le, traditional), traditional},
		"gbk traditional":  {encode(t, simplifiedchinese.GBK, traditional), traditional},
		"gbk after ascii":  {append([]byte(strings.Repeat("<p>x</p>", 5000)+"\n"), encode(t, simplifiedchinese.GBK, plan)...), strings.Repeat("<p>x</p>", 5000) + "\n" + plan},
		"utf16 of a table": {encode(t, le, "a,b,c\n1,2,计划\n3,4,任务\n"), "a,b,c\n1,2,计划\n3,4,任务\n"},
		"short gbk":        {encode(t, simplifiedchinese.GBK, "省发展改革委负责"), "省发展改革委负责"},
		"crlf":             {[]byte(strings.ReplaceAll(plan, "\n", "\r\n")), plan},
		"cr":               {[]byte(strings.ReplaceAll(plan, "\n", "\r")), plan},
		"space kept":       {[]byte("\n\n　　一、任务\u00a0 \t\n\n"), "\n\n　　一、任务\u00a0 \t\n\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			text, wrong, err := toText(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if text != c.want || wrong != 0 {
				t.Errorf("got %.80q (%d wrong), want %.80q", text, wrong, c.want)
			}
		})
	}
}

// Every variant that only changes the encoding must give the text of its original.
func TestVariants(t *testing.T) {
	for variant, original := range map[string]string{
		"02_gb18030.txt": "02_guofa2018-39_cujinjiuye.txt", "02_utf16le_bom.txt": "02_guofa2018-39_cujinjiuye.txt",
		"02_utf8bom_crlf.txt": "02_guofa2018-39_cujinjiuye.txt", "seed_gb18030.txt": "seed_shanxi2018_guanzhong.txt",
	} {
		got := decodeOne(t, variant, corpus(t, "variants/"+variant))
		want := string(corpus(t, "docs/"+original))
		if got.Text != want {
			t.Errorf("%s differs from %s", variant, original)
		}
		if got.Name != variant || got.Format != FormatText || len(got.Warnings) > 0 {
			t.Errorf("%s: %q %q %v", variant, got.Name, got.Format, got.Warnings)
		}
	}
}

// The guess must hold for any stretch of text, not just for whole files.
func TestGuessOnPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	scripts := map[string]encoding.Encoding{
		"gb18030": simplifiedchinese.GB18030, "utf16le": utf.UTF16(utf.LittleEndian, utf.IgnoreBOM),
		"utf16be": utf.UTF16(utf.BigEndian, utf.IgnoreBOM),
	}
	for _, path := range corpusFiles(t, "docs/*.txt") {
		runes := []rune(string(corpus(t, path)))
		for range 20 {
			start := random.IntN(len(runes) - 60)
			piece := string(runes[start : start+60])
			if len(piece) < 120 { // mostly a Latin address
				continue
			}
			for name, e := range scripts {
				text, _, err := toText(encode(t, e, piece))
				if err != nil || text != piece {
					t.Errorf("%s as %s: %.40q, %v", path, name, piece, err)
				}
			}
		}
	}
}

func TestTextErrors(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(1 + random.IntN(255))
	}
	cases := map[string]struct {
		data string
		code string
	}{
		"empty":           {"", CodeEmpty},
		"white space":     {" \r\n\t ", CodeEmpty},
		"only a mark":     {"\xef\xbb\xbf", CodeEmpty},
		"wide space":      {"　\n　", CodeEmpty},
		"NUL":             {plan + "\x00", CodeBinary},
		"control":         {plan + strings.Repeat("\x01\x02", 20), CodeBinary},
		"NUL soup":        {strings.Repeat("\x00\x01\xff\xfe\x80", 50), CodeBinary},
		"noise":           {string(noise), CodeUndecodable},
		"latin1":          {strings.Repeat("D\xe9cret relatif \xe0 l'\xe9tat ", 20), CodeUndecodable},
		"english":         {"Implementation plan of the provincial government", CodeNotChinese},
		"one in thousand": {strings.Repeat("word ", 1000) + "中", CodeNotChinese},
		"japanese":        {"地域の文化と観光を推進するための計画について、以下のとおり定める。", CodeNotChinese},
		"korean":          {"지역 문화 관광 추진 계획", CodeNotChinese},
		"7z":              {"7z\xbc\xaf\x27\x1c", CodeUnsupported},
		"png":             {"\x89PNG\r\n\x1a\n", CodeUnsupported},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Decode("dir/计划.txt", []byte(c.data))
			if code(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "dir/计划.txt: ") {
				t.Errorf("%v does not name the file", err)
			}
		})
	}
}

func TestTextWarnings(t *testing.T) {
	broken := strings.Repeat(plan, 20) + "\xff" + plan
	doc := decodeOne(t, "a.txt", []byte(broken))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != warnUndecodable {
		t.Fatalf("%v", doc.Warnings)
	}
	if w := doc.Warnings[0]; doc.Text[w.Start:w.End] != "\uFFFD" || w.Start != 20*len(plan) {
		t.Errorf("%+v", w)
	}
	doc = decodeOne(t, "a.txt", []byte("The plan of the ministry: "+"加快推进文化旅游"))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != warnHardlyChinese {
		t.Errorf("%v", doc.Warnings)
	}
}

// corpusDir holds real documents; its README and SOURCES.tsv say where they are from.
const corpusDir = "../testdata/corpus"

func corpus(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpusDir, path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func corpusFiles(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(corpusDir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatal(pattern, err)
	}
	for i := range paths {
		paths[i], _ = filepath.Rel(corpusDir, paths[i])
	}
	return paths
}
