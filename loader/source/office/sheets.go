package office

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// Sheet is what a worksheet of an XLSX file says beside the values of its cells.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Notes are what the marks of a worksheet say, found without keeping its cells: a sheet of one far cell has as little as it says.
type Notes struct {
	HiddenRows map[int]bool      // rows, from 1
	Merged     []string          // areas of merged cells, e.g. A1:B3
	Unstored   []string          // cells with a formula and no stored value
	Written    map[string]string // cells whose number is written in Chinese: their text
}

// IsXLSX reports whether a package is a workbook.
func (p *Package) IsXLSX() bool { return p.Has("xl/workbook.xml") }

// Sheets lists the worksheets of a workbook in their order.
func (p *Package) Sheets() ([]Sheet, *fault.Error) {
	book, err := p.xml("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	links, err := p.xml("xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	for _, l := range links.at("Relationships").children {
		target := l.attrs["Target"]
		if !strings.HasPrefix(target, "/") {
			target = "xl/" + target
		}
		parts[l.attrs["Id"]] = strings.TrimPrefix(path.Clean(target), "/")
	}
	var sheets []Sheet
	for _, s := range book.at("workbook", "sheets").children {
		sheets = append(sheets, Sheet{s.attrs["name"], s.attrs["state"] != "" && s.attrs["state"] != "visible", parts[s.attrs["id"]]})
	}
	return sheets, nil
}

// chineseStyles are the cell formats that write whole numbers in Chinese ([DBNum1]General), by their number.
func (p *Package) chineseStyles() (map[string]string, *fault.Error) {
	sheet, err := p.xml("xl/styles.xml")
	if err != nil {
		return nil, err
	}
	codes := map[string]string{}
	for _, f := range sheet.at("styleSheet", "numFmts").children {
		if code := f.attrs["formatCode"]; strings.Contains(code, "DBNum") && numberPlace().MatchString(bareCode(code)) {
			codes[f.attrs["numFmtId"]] = code
		}
	}
	styles := map[string]string{}
	for i, xf := range sheet.at("styleSheet", "cellXfs").children {
		if code := codes[xf.attrs["numFmtId"]]; code != "" {
			styles[strconv.Itoa(i)] = code
		}
	}
	return styles, nil
}

// Scan reads the marks of a worksheet.
func (p *Package) Scan(s Sheet) (*Notes, *fault.Error) {
	n := &Notes{HiddenRows: map[int]bool{}, Written: map[string]string{}}
	styles, err := p.chineseStyles()
	f := p.file(s.part)
	if err != nil || f == nil {
		return n, err
	}
	in, openErr := f.Open()
	if openErr != nil {
		return nil, brokenPart(s.part, 0, openErr)
	}
	defer in.Close()
	c := sheetScan{notes: n, styles: styles}
	if readErr := scanTags(io.LimitReader(in, int64(f.UncompressedSize64)+1), c.tag); readErr != nil {
		return nil, brokenPart(s.part, 0, readErr)
	}
	return n, nil
}

// sheetScan follows the tags of a worksheet.
type sheetScan struct {
	notes             *Notes
	styles            map[string]string
	row               int
	cell, kind, style string
	formula, stored   bool
	value             string
}

// tag takes a tag and the text before it.
func (c *sheetScan) tag(text, tag []byte) {
	name, rest, _ := bytes.Cut(tag, []byte(" "))
	name = bytes.TrimSuffix(name, []byte("/"))
	closing := bytes.HasPrefix(name, []byte("/"))
	name = bytes.TrimPrefix(name, []byte("/"))
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch string(name) {
	case "row":
		if closing {
			return
		}
		c.row++
		if r, err := strconv.Atoi(tagAttr(rest, "r")); err == nil {
			c.row = r
		}
		if hidden := tagAttr(rest, "hidden"); hidden == "1" || hidden == "true" {
			c.notes.HiddenRows[c.row] = true
		}
	case "c":
		if !closing {
			c.cell, c.kind, c.style = tagAttr(rest, "r"), tagAttr(rest, "t"), tagAttr(rest, "s")
			c.formula, c.stored, c.value = false, false, ""
		}
		if closing {
			c.endCell()
		}
	case "f":
		c.formula = true
	case "is":
		c.stored = true
	case "v":
		c.stored = c.stored || c.kind == "str" || closing && len(bytes.TrimSpace(text)) > 0
		if closing {
			c.value = string(text)
		}
	case "mergeCell":
		if ref := tagAttr(rest, "ref"); ref != "" {
			c.notes.Merged = append(c.notes.Merged, ref)
		}
	}
}

func (c *sheetScan) endCell() {
	if c.formula && !c.stored {
		c.notes.Unstored = append(c.notes.Unstored, c.cell)
	}
	if code := c.styles[c.style]; code != "" && (c.kind == "" || c.kind == "n") {
		if n, err := strconv.Atoi(strings.TrimSpace(c.value)); err == nil {
			c.notes.Written[c.cell] = writeChinese(code, n)
		}
	}
}

// tagAttr is the value of an attribute in the inside of a tag.
func tagAttr(tag []byte, name string) string {
	for i := 0; i < len(tag); {
		at := bytes.Index(tag[i:], []byte(name+"=\""))
		if at < 0 {
			return ""
		}
		at += i
		i = at + len(name) + 2
		if at > 0 && tag[at-1] != ' ' && tag[at-1] != '\t' && tag[at-1] != '\n' {
			continue
		}
		if end := bytes.IndexByte(tag[i:], '"'); end >= 0 {
			return string(tag[i : i+end])
		}
	}
	return ""
}

// scanTags reads XML tag by tag, without its tree; a tag or text longer than the buffer is passed over. The package is read as
// XML elsewhere.
func scanTags(in io.Reader, visit func(text, tag []byte)) error {
	const buffer = 1 << 16
	r := bufio.NewReaderSize(in, buffer)
	read := func(until byte) ([]byte, error) {
		part, err := r.ReadSlice(until)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return part, err
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice(until)
		}
		return nil, err
	}
	for {
		part, err := read('<')
		text := bytes.Clone(bytes.TrimSuffix(part, []byte("<")))
		if err == nil {
			part, err = read('>')
			visit(text, bytes.TrimSuffix(part, []byte(">")))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// bareCode is a number format without conditions, marks of languages and literal text.
func bareCode(code string) string {
	return literalText().ReplaceAllString(strings.SplitN(code, ";", 2)[0], "")
}

var literalText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[[^\]]*\]|"[^"]*"|\\.`) })

var numberPlace = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:General|G/通用格式|0|#|@)+$`) })

// writeChinese writes a number by a format with DBNum.
func writeChinese(code string, n int) string {
	format := "chineseCounting"
	switch {
	case strings.Contains(code, "DBNum2"):
		format = "chineseLegalSimplified"
	case strings.Contains(code, "DBNum3"):
		format = "decimalFullWidth"
	}
	first := strings.SplitN(code, ";", 2)[0]
	before, after, written := "", "", false
	for first != "" {
		loc := literalText().FindStringIndex(first)
		if loc == nil || loc[0] > 0 { // the place of the number
			written = true
			if loc == nil {
				break
			}
			first = first[loc[0]:]
			continue
		}
		literal := first[:loc[1]]
		first = first[loc[1]:]
		switch {
		case strings.HasPrefix(literal, "["):
			continue
		case strings.HasPrefix(literal, `\`):
			literal = literal[1:]
		default:
			literal = strings.Trim(literal, `"`)
		}
		if written {
			after += literal
		} else {
			before += literal
		}
	}
	return before + FormatNumber(format, n) + after
}
