package source

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// pageFields are the values that a page prints beside its text, in an information table (信息公开目录) or a line below the title.
type pageFields struct{ number, issued, published string }

// fieldLabels names the fields by what is printed before them.
func fieldLabels() map[string]func(*pageFields, string) {
	number := func(f *pageFields, s string) { set(&f.number, docNumberIn(s)) }
	issued := func(f *pageFields, s string) { set(&f.issued, dayIn(s)) }
	published := func(f *pageFields, s string) { set(&f.published, dayIn(s)) }
	return map[string]func(*pageFields, string){
		"发文字号": number, "发文文号": number, "发文号": number, "文号": number, "文件编号": number, "文件字号": number, "公文文号": number, "文件文号": number, "公文字号": number,
		"成文日期": issued, "成文时间": issued, "发文日期": issued, "发文时间": issued, "生成日期": issued, "生成时间": issued, "印发日期": issued, "印发时间": issued, "签发日期": issued,
		"发布日期": published, "发布时间": published, "公开日期": published, "公开时间": published, "公布日期": published, "公布时间": published, "上传时间": published,
		"索引号": nil, "主题分类": nil, "体裁分类": nil, "主题词": nil, "发文机关": nil, "发文单位": nil, "发布机构": nil, "制发机关": nil, "标题": nil, "名称": nil, "信息名称": nil,
		"来源": nil, "信息来源": nil, "有效性": nil, "时效性": nil, "效力状态": nil, "公开方式": nil, "公开形式": nil, "废止日期": nil, "生效日期": nil, "服务对象": nil, "组配分类": nil,
	}
}

func set(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// fieldsOf reads the fields of a page: a label and, behind it or in the next cell or block, its value. The first of a name counts.
func fieldsOf(page *html.Node) (f pageFields) {
	labels := fieldLabels()
	var pending func(*pageFields, string)
	for _, block := range blockTexts(page) {
		rest := block
		for rest != "" {
			name, after, found := cutLabel(rest, labels)
			if !found {
				break
			}
			value := after
			for i := range after { // another label in the same block ends the value
				if _, _, next := cutLabel(after[i:], labels); i > 0 && next {
					value = after[:i]
					break
				}
			}
			pending = labels[name]
			if value != "" && pending != nil {
				pending(&f, value)
			}
			if value != "" {
				pending = nil
			}
			rest = after[len(value):]
			block = ""
		}
		if block != "" && pending != nil {
			pending(&f, block)
		}
		if block != "" {
			pending = nil
		}
	}
	return f
}

// cutLabel cuts a label and its colon from the start of a text; without a colon the label must be the whole text.
func cutLabel(s string, labels map[string]func(*pageFields, string)) (name, rest string, found bool) {
	s = strings.TrimLeft(s, "【[［")
	end := strings.IndexAny(s, "：:】]］")
	if end < 0 {
		_, found = labels[s]
		return s, "", found
	}
	name = s[:end]
	_, found = labels[name]
	return name, strings.TrimLeft(s[end:], "：:】]］"), found
}

// fieldRunes is how long the text of a block may be that is a field or a value of one, in characters.
const fieldRunes = 200

// blockTexts are the visible texts of the blocks and cells of a page, without white space, long ones left out.
func blockTexts(page *html.Node) (texts []string) {
	var b strings.Builder
	flush := func() {
		if s := b.String(); s != "" && utf8.RuneCountInString(s) <= fieldRunes {
			texts = append(texts, s)
		} else if s != "" {
			texts = append(texts, "。") // prose ends what a label waits for
		}
		b.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(strings.Map(visible, squeeze(c.Data)))
			case c.Type != html.ElementNode || invisible(c):
			case inlineElement(c):
				walk(c)
			default:
				flush()
				walk(c)
				flush()
			}
		}
	}
	walk(page)
	flush()
	return texts
}

// docNumberPattern is a number of a document as a field has it: 国办发〔2018〕128号, 第12号, 2024年第3号.
var docNumberPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[^，。；：、]{0,24}[〔\[【（(［﹝]?(?:19|20)\d{2}[〕\]】）)］﹞]?[^，。；：]{0,12}号$|^[^，。；：、]{0,16}第\d{1,4}号$`)
})

// docNumberIn is s if it is the number of a document, else empty.
func docNumberIn(s string) string {
	if docNumberPattern().MatchString(s) {
		return s
	}
	return ""
}
