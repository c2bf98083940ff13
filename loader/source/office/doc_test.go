package office

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/policygraph/policygraph/loader/source/fault"
)

const formats = "../../testdata/formats/"

func testLimits() Limits {
	return Limits{Entries: 4096, Expanded: 256 << 20, Ratio: 200, Markup: 32 << 20, Depth: 256, Text: 8 << 20, Cells: 1 << 20}
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(formats + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// outline writes blocks as text: paragraphs a line each, cells in brackets with the columns they take, ^ for those that go on.
func outline(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		if block.Table == nil {
			b.WriteString(block.Text + "\n")
			continue
		}
		for _, row := range block.Table.Rows {
			b.WriteString(strings.Repeat("_", row.Before))
			for _, c := range row.Cells {
				inner := strings.TrimSuffix(outline(c.Blocks), "\n")
				if c.Below {
					inner = "^"
				}
				b.WriteString("[" + inner + "]" + strings.Repeat("+", c.Columns-1))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// shown is what a reader sees of the file parts in every form.
const shown = `显示与不显示的内容
正文一
框中的文字
插入的新文
详见附件链接。
第一行
第二行 制表
[任务][单位]
[甲][[内一][内二]
[内三][内四]
表后]
间
[序号][任务名称][责任单位]
[一、交通]+[省财政厅]
[1][修路][^]
完
`

func readDOC(data []byte) (*Text, *fault.Error) {
	c, err := OpenCompound(data)
	if err != nil {
		return nil, err
	}
	return c.DOC(testLimits())
}

func TestDOCShowsWhatWordShows(t *testing.T) {
	text, err := readDOC(file(t, "parts.doc"))
	if err != nil {
		t.Fatal(err)
	}
	if got := outline(text.Blocks); got != shown {
		t.Errorf("got\n%s", got)
	}
	archive, err := OpenPackage(file(t, "parts.docx"), testLimits())
	if err != nil {
		t.Fatal(err)
	}
	if text, err = archive.DOCX(); err != nil || outline(text.Blocks) != shown {
		t.Errorf("docx: %v\n%s", err, outline(text.Blocks))
	}
}

// Numbers come from the lists of the file, levels restart below a higher one.
func TestDOCNumbering(t *testing.T) {
	text, err := readDOC(file(t, "marks.doc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"一、完善交通网络\n（一）推进公路建设\n1.改造", "\n2.建设旅游公路", "（二）推进航空运输\n1.开通", "二、提升文化服务\n（一）保护文物古迹\n1.实施"} {
		if !strings.Contains(outline(text.Blocks), want) {
			t.Errorf("no %q in\n%s", want, outline(text.Blocks))
		}
	}
}

// fib is where the main stream begins in a file of LibreOffice.
func fib(t *testing.T, data []byte) int {
	t.Helper()
	at := bytes.Index(data, []byte{0xEC, 0xA5})
	if at < 0 {
		t.Fatal("no main stream")
	}
	return at
}

func TestDOCErrors(t *testing.T) {
	good := file(t, "parts.doc")
	change := func(at int, to ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[fib(t, data)+at:], to)
		return data
	}
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"encrypted":       {change(fibFlags+1, good[fib(t, good)+fibFlags+1]|1), fault.Encrypted},
		"Word 95":         {change(fibVersion, 104, 0), fault.Unsupported},
		"no pieces":       {change(fibClx+4, 0, 0, 0, 0), fault.Broken},
		"too long":        {change(fibTextSize, 0xFF, 0xFF, 0xFF, 0x7F), fault.Broken},
		"half":            {good[:len(good)/2], fault.Broken},
		"only the header": {good[:512], fault.Broken},
	} {
		if _, err := readDOC(c.data); err == nil || err.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	for cut := range len(good) / 64 { // wherever it is cut off, it ends
		_, _ = readDOC(good[:64*cut])
	}
}

// made is a document of pieces and nothing else, one piece a string; those that begin with ~ are in Windows-1252.
func made(pieces ...string) *doc {
	main := make([]byte, 0x400)
	binary.LittleEndian.PutUint16(main, wordMark)
	binary.LittleEndian.PutUint16(main[fibVersion:], word97)
	var cps, pcds []byte
	cp := 0
	for i := len(pieces) - 1; i >= 0; i-- { // they stand in the stream in another order than in the text, as in a fast save
		content, narrow := strings.CutPrefix(pieces[i], "~")
		pieces[i] = content
		fc := uint32(len(main)) //nolint:gosec // small
		if narrow {
			main = append(main, content...)
			fc = fc*2 | 0x40000000
		} else {
			for _, u := range utf16.Encode([]rune(content)) {
				main = binary.LittleEndian.AppendUint16(main, u)
			}
		}
		pcd := binary.LittleEndian.AppendUint32([]byte{0, 0}, fc)
		pcds = append(append(pcd, 0, 0), pcds...)
	}
	for _, p := range pieces {
		cps = binary.LittleEndian.AppendUint32(cps, uint32(cp)) //nolint:gosec // small
		cp += len(utf16.Encode([]rune(p)))
	}
	cps = binary.LittleEndian.AppendUint32(cps, uint32(cp)) //nolint:gosec // small
	clx := append(binary.LittleEndian.AppendUint32([]byte{2}, uint32(len(cps)+len(pcds))), append(cps, pcds...)...)
	binary.LittleEndian.PutUint32(main[fibTextSize:], uint32(cp))    //nolint:gosec // small
	binary.LittleEndian.PutUint32(main[fibClx+4:], uint32(len(clx))) //nolint:gosec // small
	return &doc{main: main, table: clx, limits: testLimits(), boxes: map[int][]span{}}
}

func TestDOCPieces(t *testing.T) {
	for want, pieces := range map[string][]string{
		"一、加快ABC发展\n二、保障\n": {"一、加快", "~ABC", "发展\r二、", "保障\r"},
		"甲\n乙 丙-丁\n":        {"甲\x0b乙\x09丙\x1e丁\x1f\r"},
		"见附件。\n":            {"见\x13 HYPERLINK \x13x\x14y\x15 \x14附件\x15。\r"},
		"没有段落标记\n":          {"没有段落标记"},
		"甲\n乙\n":            {"甲\x0c乙\x07"},
		"“引”\n":             {"~\x93", "引", "~\x94\r"},
	} {
		text, err := made(pieces...).parse()
		if err != nil || outline(text.Blocks) != want {
			t.Errorf("%q: %v, %q", pieces, err, outline(text.Blocks))
		}
	}
}

// A piece may stand many times in the text: what is written out is bounded, not what the file has.
func TestDOCTextLimit(t *testing.T) {
	d := made("十个字符的文字一二三")
	d.limits.Text = 10
	if _, err := d.parse(); err != nil {
		t.Errorf("inside: %v", err)
	}
	d = made("十个字符的文字一二三四")
	d.limits.Text = 10
	if _, err := d.parse(); err == nil || err.Code != fault.TooLarge {
		t.Errorf("over: %v", err)
	}
}

// A text box that is anchored in itself is shown once.
func TestDOCBoxInItself(t *testing.T) {
	d := made("正文\x08\r框\x08文\r")
	d.units = nil
	if err := d.readText(); err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint32(d.main[fibTextSize:], 4)
	d.lists = map[int]*numberList{}
	box := span{4, 8}
	d.boxes = map[int][]span{2: {box}, 5: {box}}
	text, err := d.read()
	if err != nil || strings.Count(outline(text.Blocks), "框文") > 2 {
		t.Errorf("%v %s", err, outline(text.Blocks))
	}
}

func TestDOCDepth(t *testing.T) {
	d := made("深\r")
	if err := d.readText(); err != nil {
		t.Fatal(err)
	}
	depth := func(n byte) *fault.Error {
		d.paragraphs = []properties{{start: 0, end: len(d.main), list: raw{0x49, 0x66, n, 0, 0, 0}}}
		d.limits.Depth = 3
		_, err := d.read()
		return err
	}
	if err := depth(3); err != nil {
		t.Errorf("inside: %v", err)
	}
	if err := depth(4); err == nil || err.Code != fault.TooDeep {
		t.Errorf("over: %v", err)
	}
}

func TestGridOfEdges(t *testing.T) {
	cells := func(texts ...string) (list []edgeCell) {
		for _, s := range texts {
			c := edgeCell{merge: merge{left: s == "<", above: s == "^"}}
			if !c.merge.left && !c.merge.above {
				c.blocks = []Block{{Text: s}}
			}
			list = append(list, c)
		}
		return list
	}
	table := gridTable([]edgeRow{
		{[]int{0, 1000, 3000, 5000}, cells("甲", "乙", "丙")},
		{[]int{20, 2990, 5010}, cells("横", "竖")}, // drawn by hand
		{[]int{0, 1000, 3000, 5000}, cells("丁", "<", "^")},
		{[]int{1000, 5000}, cells("后")},
		{nil, cells("无", "边")},
	})
	want := "[甲][乙][丙]\n[横]+[竖]\n[丁]+[^]\n_[后]+\n[无][边]\n"
	if got := outline([]Block{{Table: table}}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// FuzzDOC mutates the streams, not their container, which hardly a mutation would survive.
func FuzzDOC(f *testing.F) {
	for _, name := range []string{"parts.doc", "marks.doc"} {
		c, err := OpenCompound(file(f, name))
		if err != nil {
			f.Fatal(err)
		}
		main, _ := c.Stream("WordDocument")
		table, _ := c.Stream("1Table")
		f.Add(main, table)
	}
	f.Fuzz(func(t *testing.T, main, table []byte) {
		limits := testLimits()
		limits.Text = 1 << 16
		d := &doc{main: main, table: table, limits: limits, boxes: map[int][]span{}}
		if text, err := d.parse(); err == nil {
			outline(text.Blocks)
		}
	})
}

func FuzzCompound(f *testing.F) {
	f.Add(file(f, "parts.doc"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := OpenCompound(data); err == nil {
			_, _ = c.Stream("WordDocument")
		}
	})
}
