package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// rarOf makes a RAR archive (of version 4) of files that are stored as they are.
func rarOf(files ...string) []byte {
	block := func(kind byte, flags uint16, rest, data []byte) []byte {
		head := []byte{kind}
		head = binary.LittleEndian.AppendUint16(head, flags)
		head = binary.LittleEndian.AppendUint16(head, uint16(7+len(rest))) //nolint:gosec // small
		head = append(head, rest...)
		crc := binary.LittleEndian.AppendUint16(nil, uint16(crc32.ChecksumIEEE(head))) //nolint:gosec // its lower half
		return append(append(crc, head...), data...)
	}
	out := append([]byte("Rar!\x1a\x07\x00"), block(0x73, 0, make([]byte, 6), nil)...)
	for i := 0; i+1 < len(files); i += 2 {
		name, data := files[i], []byte(files[i+1])
		var h []byte
		h = binary.LittleEndian.AppendUint32(h, uint32(len(data))) //nolint:gosec // small
		h = binary.LittleEndian.AppendUint32(h, uint32(len(data))) //nolint:gosec // small
		h = append(h, 2)
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE(data))
		h = append(h, 0, 0, 0, 0, 20, 0x30)
		h = binary.LittleEndian.AppendUint16(h, uint16(len(name))) //nolint:gosec // small
		h = append(append(h, 0x20, 0, 0, 0), name...)
		out = append(out, block(0x74, 0x8000, h, data)...)
	}
	return append(out, block(0x7b, 0x4000, nil, nil)...)
}

func namesAndWarnings(docs []*Document) (names, warnings []string) {
	for _, d := range docs {
		names = append(names, d.Name+" "+string(d.Format))
		for _, w := range d.Warnings {
			warnings = append(warnings, w.Code+" "+w.Message)
		}
	}
	return names, warnings
}

func TestArchives(t *testing.T) {
	docx := string(word(t, paragraph(plan), nil))
	inner := zipOf(t, map[string]string{"深/c.docx": docx})
	files := map[string]string{
		"附件/1.docx": docx, "附件/2.txt": plan, "表.xlsx": string(ledgerBook(t)), "图.jpg": "\xff\xd8\xff", "内.zip": string(inner), "坏.docx": docx[:len(docx)/2],
		"~$1.docx": "x", ".DS_Store": "x", "__MACOSX/1.docx": "x", "附件/": "",
	}
	want := []string{"包.zip/内.zip/深/c.docx docx", "包.zip/表.xlsx xlsx", "包.zip/附件/1.docx docx", "包.zip/附件/2.txt txt"}
	docs, err := Decode("dir/包.zip", zipOf(t, files))
	must(t, err)
	wellFormed(t, docs, err)
	names, warnings := namesAndWarnings(docs)
	slices.Sort(names)
	if !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
	said := strings.Join(warnings, "\n")
	if !strings.Contains(said, "ENTRY_NOT_READ a file in the archive is not read: 图.jpg: a picture has no text") || !strings.Contains(said, "ENTRY_NOT_READ a file in the archive is not read: 坏.docx: is no readable DOCX file: it is cut off") {
		t.Error(said)
	}
	docs, err = Decode("包.rar", rarOf("附件/1.docx", docx, "图.jpg", "\xff\xd8\xff", "2.txt", plan))
	must(t, err)
	names, warnings = namesAndWarnings(docs)
	if !slices.Equal(names, []string{"包.rar/附件/1.docx docx", "包.rar/2.txt txt"}) || len(warnings) != 1 {
		t.Errorf("%q %q", names, warnings)
	}
}

// Names in GBK, as archives made in China have them, and back slashes.
func TestNamesInArchives(t *testing.T) {
	gbk := string(encode(t, simplifiedchinese.GBK, `附件\任务.txt`))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateHeader(&zip.FileHeader{Name: gbk, NonUTF8: true})
	must(t, err)
	_, err = f.Write([]byte(plan))
	must(t, err)
	must(t, z.Close())
	for name, data := range map[string][]byte{"a.zip": b.Bytes(), "a.rar": rarOf(gbk, plan)} {
		docs, err := Decode(name, data)
		must(t, err)
		if docs[0].Name != name+"/附件/任务.txt" {
			t.Errorf("%q", docs[0].Name)
		}
	}
}

func TestArchiveErrors(t *testing.T) {
	rar := rarOf("a.txt", plan)
	for name, c := range map[string]struct {
		data []byte
		code string
		want string
	}{
		"pictures":    {zipOf(t, map[string]string{"a.jpg": "\xff\xd8\xff", "b.png": "\x89PNG"}), CodeUnsupported, "none of the 2 files in the archive is read; a.jpg: a picture has no text"},
		"one picture": {zipOf(t, map[string]string{"a.jpg": "\xff\xd8\xff"}), CodeUnsupported, "a.jpg: a picture has no text"},
		"nothing":     {zipOf(t, nil), CodeEmpty, "the archive holds no file"},
		"cut RAR":     {rar[:len(rar)-60], CodeBroken, "the archive is damaged or cut off"},
		"RAR mark":    {[]byte("Rar!\x1a\x07\x00"), CodeBroken, ""},
		"flipped RAR": {bytes.Replace(rar, []byte(plan)[:3], []byte("xyz"), 1), CodeBroken, "damaged"},
	} {
		_, err := Decode("a.zip", c.data)
		if code(err) != c.code || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestArchiveLimits(t *testing.T) {
	nested := func(depth int) []byte {
		data := zipOf(t, map[string]string{"a.txt": plan})
		for range depth - 1 {
			data = zipOf(t, map[string]string{"b.zip": string(data)})
		}
		return data
	}
	twice := zipOf(t, map[string]string{"a.zip": string(zipOf(t, map[string]string{"a.txt": plan}))})
	d := NewDecoder()
	defer d.Close()
	if _, err := d.Decode(context.Background(), "a.zip", nested(3)); err != nil {
		t.Errorf("inside: %v", err)
	}
	if _, err := d.Decode(context.Background(), "a.zip", nested(4)); code(err) != CodeTooDeep {
		t.Errorf("over: %v", err)
	}
	d.limits.expanded = len(plan) + len(zipOf(t, map[string]string{"a.txt": plan}))
	if _, err := d.Decode(context.Background(), "a.zip", twice); err != nil {
		t.Errorf("bytes inside: %v", err)
	}
	d.limits.expanded-- // all archives inside each other share what they may unpack to
	if _, err := d.Decode(context.Background(), "a.zip", twice); code(err) != CodeTooLarge {
		t.Errorf("bytes over: %v", err)
	}
	d.limits.entries, d.limits.expanded = 1, 1<<20
	if _, err := d.Decode(context.Background(), "a.rar", rarOf("a.txt", plan)); err != nil {
		t.Errorf("files inside: %v", err)
	}
	if _, err := d.Decode(context.Background(), "a.rar", rarOf("a.txt", plan, "b.txt", plan)); code(err) != CodeTooLarge {
		t.Errorf("files over: %v", err)
	}
	stopping, stop := context.WithCancel(context.Background())
	stop()
	if _, err := d.Decode(stopping, "a.rar", rarOf("a.txt", plan)); code(err) != CodeUnreadable {
		t.Errorf("stopped: %v", err)
	}
}

// A web archive is read as the page in it, whatever the file is called.
func TestWebArchives(t *testing.T) {
	page := "<html><head><title>某市实施方案</title></head><body><p>" + plan + "</p></body></html>"
	related := func(encoding, body string) string {
		return "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: " +
			encoding + "\r\nContent-Location: http://x.gov.cn/a.html\r\n\r\n" + body + "\r\n--b--\r\n"
	}
	for name, data := range map[string]string{
		"base64": related("base64", base64.StdEncoding.EncodeToString([]byte(page))), "8bit": related("8bit", page),
		"alone": "MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: http://x.gov.cn/a.html\n\n" + page,
		"first": "From: <Saved by Browser>\r\nSubject: x\r\n" + related("8bit", page),
	} {
		doc := decodeOne(t, "a.doc", []byte(data))
		if doc.Format != FormatHTML || doc.Title != "某市实施方案" || doc.SourceURL != "http://x.gov.cn/a.html" || !strings.Contains(doc.Text, strings.TrimSpace(plan[:30])) {
			t.Errorf("%s: %q %q %q", name, doc.Format, doc.Title, doc.SourceURL)
		}
	}
	for name, data := range map[string]string{
		"no page": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n",
		"cut off": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Ty",
	} {
		if _, err := Decode("a.mht", []byte(data)); code(err) != CodeNoText {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRAR(f *testing.F) { fuzz(f, "a.rar", rarOf("a.txt", plan), rarOf("a.zip", "PK\x05\x06")) }

func FuzzMHT(f *testing.F) {
	fuzz(f, "a.mht", []byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E4=BB=BB\n--b--\n"))
}
