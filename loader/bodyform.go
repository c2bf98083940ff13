package loader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/loader/gazetteer"
	"github.com/policygraph/policygraph/loader/text"
)

// bodyEndings are what names of bodies end in; a body is known by how its name is built, not by a list of names.
// Longer ones stand before those that end like them.
var bodyEndings = []string{
	"人民政府", "管理委员会", "委员会", "办公厅", "办公室", "联席会议", "领导小组", "工作专班", "专班", "指挥部", "联合会", "基金会", "研究院", "实验室",
	"检察院", "法院", "医院", "学院", "科学院", "社科院", "党校", "大学", "学校", "银行", "分行", "支行", "集团公司", "公司", "集团", "海关", "办事处", "街道办",
	"管委会", "管委", "组委会", "工委", "党委", "党组", "党组织", "编办", "总工会", "工会", "团委", "妇联", "残联", "科协", "文联", "工商联", "侨联", "台联", "记协", "作协", "社科联",
	"贸促会", "红十字会", "商会", "协会", "学会", "供销社", "总社", "合作社", "联社", "报社", "电视台", "广电台", "融媒体中心", "服务中心", "中心", "总队", "支队",
	"大队", "军分区", "武装部", "警备区", "开发区", "示范区", "高新区", "经开区", "保税区", "自贸区", "新区", "园区", "功能区", "度假区", "集聚区", "合作区", "试验区",
	"街道", "社区", "工作组", "小组", "企业", "单位", "部门", "管理机构", "机构", "政府", "总局", "分局", "总署", "行署", "分署", "参事室", "研究室", "政研室", "督查室", "人大", "政协", "纪委",
	"监委", "纪检组", "党政办", "委机关", "团中央", "团市委", "团省委", "团区委", "团县委", "人行", "电力", "供电", "电信", "移动", "联通", "铁塔", "邮政", "烟草",
	"建投", "城投", "交投", "产投", "国投", "水投", "农投", "旅投", "控股",
	"委", "厅", "局", "办", "部", "署", "院", "会", "社", "站", "所", "处", "队", "组", "团", "室", "校", "馆", "台", "厂", "行", "乡", "镇", "村", "区", "县", "市", "州", "盟",
	"旗", "省", "庭", "港", "公安", "中心校", "科", "股", "司",
}

// bodyEnding is what the name ends in, "" when it is not built like the name of a body. A note in brackets at its end
// does not count: 省市场监管局（省知识产权局）.
func bodyEnding(name string) string {
	name = withoutNote(name)
	for _, e := range bodyEndings {
		if strings.HasSuffix(name, e) && (len(name) > len(e) || len(e) > 3) && !(e == "科" && hasAnySuffix(name, endsLikeBody[e]...)) {
			return e
		}
	}
	return ""
}

// endsInBody reports whether a name ends as those of bodies do and in no word that only ends like them.
func endsInBody(name string) bool {
	e := bodyEnding(name)
	return e != "" && !hasAnySuffix(withoutNote(name), endsLikeBody[e]...)
}

// endsLikeBody are words that end like the names of bodies and name none: things, acts and fields of work.
var endsLikeBody = map[string][]string{
	"科": {"学科", "专科", "全科", "百科", "本科", "内科", "外科", "儿科", "理科", "文科", "社科"},
	"台": {"平台", "舞台", "柜台", "阳台", "月台", "站台", "看台"},
	"局": {"格局", "布局", "开局", "大局", "全局", "结局"},
	"署": {"部署"},
	"站": {"网站"},
	"行": {"运行", "执行", "推行", "进行", "先行", "可行", "流行", "步行", "出行", "试行", "施行", "履行", "通行", "实行", "飞行", "旅行"},
	"会": {"社会", "机会"},
	"所": {"场所", "住所", "厕所"},
	"部": {"全部", "内部", "外部", "局部", "干部"},
	"办": {"主办", "承办", "催办", "举办", "通办"},
	"处": {"好处", "到处", "出处", "益处", "难处"},
	"院": {"四合院", "庭院"},
	"组": {"机组", "重组"},
	"室": {"教室", "温室", "浴室", "居室", "卧室"},
	"庭": {"家庭"},
	"乡": {"城乡", "家乡", "返乡", "下乡", "水乡"},
	"村": {"农村", "乡村"},
}

// isField reports whether a name is a word that names bodies at its end and alone says but a field: 公安、邮政等部门.
func isField(name string) bool {
	return slices.Contains([]string{"公安", "电力", "供电", "邮政", "烟草", "电信"}, name)
}

// surnames are common family names.
const surnames = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"

// isPerson reports whether text can be a person's name: a family name with one or two characters, and no name of a body or place.
func isPerson(text string) bool {
	n := utf8.RuneCountInString(text)
	r, _ := utf8.DecodeRuneInString(text)
	return (n == 2 || n == 3) && strings.ContainsRune(surnames, r) && bodyEnding(text) == "" && !isPlace(text)
}

// withoutNote drops a bracket at the end of a name.
func withoutNote(name string) string {
	if i := strings.Index(name, "〈"); i > 0 && strings.HasSuffix(name, "〉") {
		return name[:i]
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	if open, ok := text.Opening(last); ok {
		if i := strings.IndexRune(name, open); i > 0 {
			return name[:i]
		}
	}
	return name
}

// foreignWords never stand in a name of a body, so that a clause is not taken for one.
var foreignWords = []string{
	"的", "将", "应当", "必须", "可以", "进行", "通过", "由", "是", "了", "自行", "依法", "按规定", "给予", "不得", "根据", "其中", "例如", "包括", "并", "或者", "后",
	"年", "月底", "因", "以及", "为", "在", "对于", "以便", "从", "使", "让", "已", "可", "不", "每", "超过", "达到", "下同", "简称", "%", "“", "”", "\"", "《", "》", "。", ":",
}

// allowedWithin are parts of names that hold a foreign word all the same.
var allowedWithin = []string{"可再生", "青年", "少年", "老年", "不动产", "后勤", "因公", "自由", "为民", "驻在", "并购", "合并"}

// longestName is the most characters that a name of a body has (with a note in brackets).
const longestName = 40

// plausibleName reports whether a piece of a mark can be a name of a body.
func plausibleName(name string) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || n > longestName {
		return false
	}
	bare := withoutNote(name)
	if local(bare) {
		bare = bare[len("在"):]
	}
	if quoted, ok := strings.CutPrefix(bare, "“"); ok { // “三区”管委会
		if inner, rest, ok := strings.Cut(quoted, "”"); ok && bodyEnding(rest) != "" {
			bare = inner + rest
		}
	}
	if strings.Count(name, "(") != strings.Count(name, ")") {
		return false
	}
	for _, w := range allowedWithin {
		bare = strings.ReplaceAll(bare, w, "")
	}
	for _, w := range foreignWords {
		if strings.Contains(bare, w) {
			return false
		}
	}
	return !strings.ContainsAny(bare, "0123456789") || strings.ContainsAny(bare, "第")
}

// local reports whether a name stands for all of a sort that are in a place: 在黔金融机构, 驻粤单位.
func local(name string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(name, "在"), "驻")
	return len(rest) == len(name)-len("在") && utf8.RuneCountInString(rest) <= longestSort && hasAnySuffix(rest, "单位", "机构", "企业", "高校", "院校", "部门")
}

// longestSort is how many characters a sort of body with its place has at most: 宁德各银行业金融机构.
const longestSort = 12

// withoutSite is a name without the words at its head that say along or at what the divisions lie: 市 of 沿线市.
func withoutSite(name string) string {
	if w := firstOf(name, "沿线", "沿江", "沿河", "沿黄", "沿淮", "沿海", "沿湖", "沿边", "环湖", "项目所在", "所在", "涉及", "属地"); w != "" && w != name {
		return name[len(w):]
	}
	return name
}

// looksGeneric reports whether a name stands for all whom it concerns (泛指): 各有关部门, 各市人民政府, 相关单位. It ends in
// what bodies or divisions are called: 相关费用 and 各项数据 are things.
func looksGeneric(name string) bool {
	return concernsAll(name) && (endsInBody(name) || hasAnySuffix(withoutNote(name), genericEnds...))
}

// genericEnds are what names of all whom it concerns may end in besides what names of bodies do.
var genericEnds = []string{
	"各地", "地方", "地区", "方面", "各级", "成员", "部委", "城市", "省份", "系统", "战线", "主体", "省直", "市直", "县直", "区直", "高校", "院校", "各市", "各县", "各省", "各区", "各州", "各盟", "各旗",
}

// concernsAll reports whether a name says of itself that it stands for all of a sort.
func concernsAll(name string) bool {
	rest := name
	for _, p := range []string{"全省", "全市", "全县", "全区", "全州", "国务院", "省级", "市级", "县级", "区级", "省直", "市直", "县直", "区直", "省", "市", "县", "区", "州", "其"} {
		if s, ok := strings.CutPrefix(rest, p); ok && s != "" && !strings.HasPrefix(s, "场") {
			rest = s
			break
		}
	}
	for _, p := range []string{"各", "有关", "相关", "其他", "其它", "所有", "所属", "相应", "涉及", "成员单位", "牵头单位", "责任单位", "配合单位", "直属", "部门", "单位", "直有关", "直各"} {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	if i := strings.Index(name, "各"); i > 0 && bodyEnding(name) != "" && strings.HasSuffix(bodyEnding(name[:i]), "区") { // 自贸区各管理局
		return true
	}
	if local(name) {
		return true
	}
	if strings.HasPrefix(name, "全") && strings.Contains(name, "各") { // 全区经济运行各专班
		return true
	}
	for _, p := range []string{"地方", "属地", "当地", "所在地", "试点", "基层", "下级", "同级"} {
		s, ok := strings.CutPrefix(name, p)
		if !ok {
			continue
		}
		for _, e := range []string{"政府", "部门", "单位", "党委", "城市", "地区", "省", "市", "县", "区", "省份", "市县"} {
			if strings.HasSuffix(s, e) || strings.HasPrefix(s, "各") {
				return true
			}
		}
	}
	for _, p := range []string{"有关", "相关"} {
		if i := strings.Index(name, p); i > 0 && ofWhom(name[:i]) {
			return true
		}
	}
	for _, e := range []string{"行政部门", "主管部门", "监管部门", "管理部门", "职能部门", "成员单位", "牵头单位", "责任单位", "建设单位", "项目单位", "业主单位", "运营单位"} {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	if rest := withoutSite(name); len(rest) < len(name) && sortsOfDivisions(rest) != "" { // 沿江县（市、区）政府
		return true
	}
	return divisionsOnly(name) && !isPlace(name)
}

// ofWhom reports whether the words before 有关 say whose bodies are meant: a division, a level, a body. What an act says,
// as in 协助有关部门, is none.
func ofWhom(words string) bool {
	return isPlace(words) || ownPrefix(words) == words || bodyEnding(words) != "" ||
		hasAnySuffix(words, "级", "直", "各", "内", "属", "外", "其他", "其它", "地方", "央", "各地", "以上", "上下")
}

// divisionsOnly reports whether a name says nothing but sorts of divisions and their governments: 县（市、区）人民政府. One
// sort alone is the issuer's own: 市政府.
func divisionsOnly(name string) bool {
	sorts := sortsOfDivisions(name)
	return utf8.RuneCountInString(sorts) >= 2
}

// sortsOfDivisions is a name without the word for government at its end when nothing but sorts of divisions is left.
func sortsOfDivisions(name string) string {
	for _, e := range []string{"人民政府", "政府", "党委", "管委会", "党工委"} {
		name = strings.TrimSuffix(name, e)
	}
	for _, r := range strings.ReplaceAll(name, "地级以上", "") {
		if !strings.ContainsRune("各有关相级市县区州盟旗省自治直辖乡镇街道(、)〔〕[]和,", r) {
			return ""
		}
	}
	return name
}

// isPlace reports whether a name is that of a division and nothing else, in full.
func isPlace(name string) bool {
	for rest := name; ; {
		n, full, _ := gazetteer.Match(rest)
		if n == 0 || !full {
			return false
		}
		if rest = rest[n:]; rest == "" {
			return true
		}
	}
}
