package loader

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/gazetteer"
)

// maxName is how many characters after a place the word that makes it part of an organisation's name may end: enough for
// 广东省建筑设计研究院有限公司, short enough not to reach into the next phrase.
const maxName = 12

// organisation reports whether the place before end is the first part of the name of an organisation.
func (s *placeScanner) organisation(end int) bool {
	rest := s.text[end:]
	stop := 0
	for n := 0; stop < len(rest) && n < maxName; n++ {
		r, size := utf8.DecodeRuneInString(rest[stop:])
		if strings.ContainsRune(stopRunes, r) {
			break
		}
		stop += size
	}
	rest = rest[:stop]
	if hasAnyPrefix(rest, organs...) || workingGroup(rest) || hasAnySuffix(rest, "局", "厅", "委") && !noOffices[suffixRunes(rest, 2)] {
		return true
	}
	for i := range rest {
		if i >= leadBytes && leads[rest[i-leadBytes:i]] {
			return false // 在广东|设立…公司: a verb comes first
		}
		if hasAnyPrefix(rest[i:], organisations...) || hasAnyPrefix(rest[i:], "局", "厅") && i >= leadBytes && !noOffices[rest[i-len("布"):i+len("局")]] {
			return true
		}
	}
	return false
}

// ofOrganisation reports whether the stretch fills a bracket that tells which part of an organisation is meant: 甲大学（深圳）.
func (s *placeScanner) ofOrganisation(start, end int) bool {
	return strings.HasPrefix(s.text[end:], ")") && strings.HasSuffix(s.text[:start], "(") &&
		hasAnySuffix(strings.TrimRight(s.text[:start], "("), "大学", "学院", "医院", "研究院", "科学院", "公司", "集团")
}

// sharesOrgan reports whether a list of places goes on after one and ends in an organ that they all have: 甲县、乙县人民政府.
func (s *placeScanner) sharesOrgan(end int) bool {
	for range maxListed {
		rest, ok := strings.CutPrefix(s.text[end:], "、")
		if !ok {
			return false
		}
		n, full, _ := gazetteer.Match(rest)
		if n == 0 || !full {
			return false
		}
		end += len("、") + n
		if hasAnyPrefix(s.text[end:], "人民政府", "政府", "党委") {
			return true
		}
	}
	return false
}

// workingGroup reports whether a name that the place begins goes on to a group for a piece of work: 大理州|国际旅游名城建设领导小组.
func workingGroup(rest string) bool {
	for _, w := range []string{"领导小组", "工作专班", "指挥部", "联席会议"} {
		if i := strings.Index(rest, w); i >= 0 {
			return !containsAny(rest[:i], []string{"成立", "组建", "设立", "建立"})
		}
	}
	return false
}

// noOffices are words in 局 and 厅 that are no offices (局, 厅).
var noOffices = words(`布局 格局 全局 大局 开局 结局 变局 破局 当局 书局 新局 危局 僵局 大厅 客厅 餐厅 展厅 乐厅 映厅 舞厅 歌厅 前厅 门厅`)
