package gazetteer

import (
	"strings"
	"unicode/utf8"
)

// levels are the words for the level of a division, longer ones before those that end like them.
var levels = []string{
	"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "矿区", "省", "市", "县", "区", "旗", "盟",
}

// peoples are the words for peoples (民族) in names of autonomous divisions.
var peoples = []string{
	"维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "锡伯", "蒙古族", "蒙古", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族",
	"朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族",
	"东乡族", "纳西族", "景颇族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "普米族", "怒族",
	"鄂温克族", "保安族", "裕固族", "独龙族", "各族",
}

// Stem is the name without the word for its level and for its peoples: 运城 of 运城市, 广西 of 广西壮族自治区. It is
// empty when one character is left (夏县), which means nothing alone.
func Stem(name string) string {
	stem := name
	for _, level := range levels {
		if s, ok := strings.CutSuffix(name, level); ok {
			stem = s
			break
		}
	}
	for again := true; again; {
		again = false
		for _, people := range peoples {
			if s, ok := strings.CutSuffix(stem, people); ok && utf8.RuneCountInString(s) >= 2 {
				stem, again = s, true
			}
		}
	}
	if s, ok := strings.CutSuffix(stem, "族"); ok { // named after its people alone, such as 东乡族自治县
		stem = s
	}
	if utf8.RuneCountInString(stem) < 2 {
		return ""
	}
	return stem
}

// shortForms are names in use that no rule gives.
var shortForms = map[string]string{
	"东乌珠穆沁旗": "东乌旗", "西乌珠穆沁旗": "西乌旗", "达尔罕茂明安联合旗": "达茂旗", "莫力达瓦达斡尔族自治旗": "莫旗", "科尔沁右翼前旗": "科右前旗",
	"科尔沁右翼中旗": "科右中旗", "科尔沁左翼中旗": "科左中旗", "科尔沁左翼后旗": "科左后旗", "察哈尔右翼前旗": "察右前旗", "察哈尔右翼中旗": "察右中旗",
	"察哈尔右翼后旗": "察右后旗", "内蒙古自治区": "内蒙", "浦东新区": "浦东",
}

// Short lists the short forms of a name that end in the word for its level: 酉阳县 and 酉阳自治县 of 酉阳土家族苗族自治县, 恩施州,
// 广西自治区, 东乌旗.
func Short(name string) []string {
	if short, ok := shortForms[name]; ok {
		return []string{short}
	}
	stem := Stem(name)
	if stem == "" {
		return nil
	}
	for _, level := range []string{"州", "县", "旗", "区"} {
		if !strings.HasSuffix(name, "自治"+level) {
			continue
		}
		var short []string
		if level != "区" { // nobody says 广西区
			short = append(short, stem+level)
		}
		if stem+"自治"+level != name {
			short = append(short, stem+"自治"+level)
		}
		return short
	}
	return nil
}

// abbreviations are the one-character names of provinces (简称), those in common use beside the official one included.
var abbreviations = map[rune]string{
	'京': "110000", '津': "120000", '冀': "130000", '晋': "140000", '蒙': "150000", '辽': "210000", '吉': "220000", '黑': "230000",
	'沪': "310000", '苏': "320000", '浙': "330000", '皖': "340000", '闽': "350000", '赣': "360000", '鲁': "370000", '豫': "410000",
	'鄂': "420000", '湘': "430000", '粤': "440000", '桂': "450000", '琼': "460000", '渝': "500000", '川': "510000", '蜀': "510000",
	'贵': "520000", '黔': "520000", '云': "530000", '滇': "530000", '藏': "540000", '陕': "610000", '秦': "610000", '甘': "620000",
	'陇': "620000", '青': "630000", '宁': "640000", '新': "650000", '台': "710000", '港': "810000", '澳': "820000",
}

// Abbreviates reports whether a single character stands for a province (晋).
func Abbreviates(r rune) bool { return r < planeSize && load().abbreviates[r] }

// Abbreviated is the province that a single character stands for (晋).
func Abbreviated(r rune) (Division, bool) {
	if !Abbreviates(r) {
		return Division{}, false
	}
	return ByCode(abbreviations[r])
}
