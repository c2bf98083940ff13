package loader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// genericNames are names in full that are also words for any city's parts, or run together of other words.
var genericNames = words(`
	城区 郊区 矿区 东区 西区 南区 北区 新城区 老城区 城中区 城东区 城西区 城北区 城关区 市中区 新市区 港口区 工农区 山城区 前进区
	河口区 海港区 路南区 路北区 桥东区 桥西区 平房区 高港区 滨湖区 港北区 港南区 站前区 湖滨区 解放区 中原区 江岸区 南岸区 中心区
	回民区 滨江区 江北区 江南区 江东区 河东区 河西区 东湖区 西湖区 南湖区 振兴区 新华区 新兴区 新建区 和县 新县 开县 南县 兴县
	应县 成县 代县 任县 文县 大县 通县 安县 平县`)

// ordinaryWords are stems that are also ordinary words, or names of mountains, waters and many other things.
var ordinaryWords = words(`
	和平 河东 河西 南开 红桥 长安 桥东 桥西 新华 无极 平山 新乐 路南 路北 开平 海港 复兴 大名 南和 新河 平乡 沙河 莲池 满城 清河
	安新 望都 双桥 兴隆 运河 东光 大城 文安 固安 三河 平安 武强 平城 平定 长子 高平 平顺 左权 和顺 方山 中阳 交口 新城 新荣 玉泉
	东河 青山 红山 松山 五原 化德 兴和 太平 站前 振兴 振安 宏伟 光明 建平 建昌 兴城 南关 二道 绿园 丰满 龙山 东丰 集安 长白 临江
	长岭 大安 龙井 和龙 道里 道外 南岗 动力 平房 松北 方正 通河 富裕 建华 向阳 工农 南山 兴安 东山 兴山 尖山 岭东 宝山 友谊 友好
	红星 新青 永红 前进 东风 新兴 桃山 东安 阳明 爱民 东宁 庆安 明水 同江 金山 南长 北塘 滨湖 新北 天宁 钟楼 东海 响水 滨海 建湖
	金湖 大丰 高港 兴化 泰兴 上城 下城 西湖 滨江 江东 江北 江干 海曙 镇海 宁海 平阳 文成 南湖 平湖 长兴 吴兴 新昌 东阳 永康 江山
	三门 天台 云和 庆元 路桥 定海 巢湖 三山 大通 花山 雨山 相山 大观 太湖 望江 来安 定远 天长 明光 界首 金安 裕安 东至 石台 青阳
	广德 宁国 台江 长乐 连江 永泰 福清 思明 集美 同安 三元 大田 清流 将乐 永安 惠安 永春 德化 金门 石狮 南安 平和 华安 顺昌 政和
	武平 连城 永定 东湖 新建 珠山 安义 进贤 乐平 莲花 分宜 南康 安远 定南 全南 兴国 会昌 石城 吉水 永丰 泰和 万安 安福 永新 上高
	铜鼓 高安 东乡 南丰 崇仁 乐安 万年 德兴 玉山 横峰 历城 市中 天桥 市南 市北 四方 黄岛 城阳 河口 长岛 龙口 海阳 招远 任城 微山
	金乡 嘉祥 泗水 梁山 泰山 东平 宁阳 新泰 平原 庆云 惠民 东明 牡丹 成武 中原 二七 管城 金水 上街 惠济 顺河 老城 吉利 新安 宝丰
	文峰 北关 鹤山 山城 红旗 解放 中站 马村 山阳 博爱 华龙 清丰 台前 建安 湖滨 内乡 方城 西峡 镇平 社旗 卧龙 梁园 民权 商城 固始
	光山 平桥 太康 西平 正阳 江岸 江汉 洪山 铁山 张湾 五峰 当阳 长阳 远安 竹山 公安 石首 红安 建始 咸丰 通山 通城 广水 天门 芙蓉
	天心 开福 雨花 石峰 天元 荷塘 南岳 衡山 双清 大祥 洞口 新宁 君山 桃源 石门 安化 安乡 永兴 嘉禾 安仁 资兴 宁远 蓝山 新田 中方
	会同 通道 双峰 新化 凤凰 永顺 白云 天河 南沙 花都 从化 武江 曲江 始兴 仁化 新丰 福田 盐田 金平 龙湖 南海 高明 三水 江海 新会
	龙门 紫金 东源 连平 平远 阳春 清新 德庆 四会 青秀 江南 良庆 七星 灵川 永福 资源 平乐 长洲 港口 防城 东兴 港北 港南 平果 上林
	三江 上思 德保 乐业 凌云 凤山 大化 合山 大新 天等 右江 秀英 美兰 海棠 天涯 万宁 东方 定安 临高 白沙 乐东 渝中 南岸 大足 长寿
	石柱 秀山 城口 锦江 金牛 成华 新都 双流 仁和 富顺 合江 中江 安居 朝天 大英 威远 资中 隆昌 沙湾 高坪 南部 东坡 青神 仁寿 江安
	兴文 屏山 前锋 通川 通江 南江 平昌 名山 石棉 天全 宝兴 黑水 金川 小金 红原 九龙 新龙 白玉 乡城 得荣 会东 会理 喜德 南明 小河
	开阳 修文 正安 大方 安龙 普安 普定 从江 江口 金沙 兴仁 兴义 天柱 独山 三都 长顺 官渡 西山 东川 富民 石林 安宁 麒麟 通海 新平
	大关 永善 威信 水富 古城 玉龙 永胜 永德 镇康 双江 开远 弥勒 绿春 祥云 永平 城关 曲水 亚东 白朗 康马 双湖 比如 安多 未央 金台
	扶风 太白 三原 永寿 长武 武功 兴平 白水 富平 合阳 宝塔 延长 子长 吴起 甘泉 黄龙 黄陵 横山 石泉 紫阳 平利 白河 丹凤 镇安 永昌
	白银 平川 清水 民乐 高台 安定 和政 合作 合水 正宁 西和 两当 西峰 康乐 华亭 民和 互助 海晏 共和 同德 兴海 同仁 治多 兴庆 西夏
	利通 同心 盐池 金凤 天山 新市 高昌 温泉 和静 新和 民丰 新源 福海 裕民 双河 新星 和硕 白杨 海州 市区 盐湖 日照 来宾 朝阳 阿里
	和安 和康 新吴 新邱 城东 城西 城北 城中 城厢 东城 西城 北市 南市 西市 铁东 铁西 江海 新抚 文山 山南 红河 凉山 怒江`)

// plainWords are those of ordinaryWords that name counties and are words of any plan, so that a neighbour does not make
// them names.
var plainWords = words(`
	和安 和康 公安 通道 资源 平原 惠民 合作 互助 共和 同心 民乐 富裕 友谊 太平 复兴 兴隆 和顺 平安 博爱 会同 东方 天等 大方 正安 比如 安多 和政 海晏
	民丰 裕民 白银 温泉 凤凰 石林 古城 莲花 金沙 高台 清水 合水 甘泉 安定 永安 长寿 大足 平和 政和 万安 东至 来安 新和 新星 白杨 兴海 兴国 兴业
	建始 商城 中站 大名 平定 交口 东海 响水 东光 明水 长岛 石门 石城 大田 清流 安居 乐业 太湖 金湖 微山 梁山 泗水 望江 黑水 红原 海阳 龙口`)

// riskyStems are stems of provinces and prefectures whose characters often meet by chance (确保定期, 沿海口岸, 珠江西岸).
var riskyStems = words(`
	大同 保定 海口 江门 河源 大理 广安 南通 通化 通辽 三明 海东 海西 海北 海南 江西 河南 河北 湖南 湖北 山东 山西 广西 广东 江苏 长治
	安康 中卫 平凉 四平 白山 吉安 新余 南平 北海 金华 大庆 安阳 安顺 定西 玉树 黄山 泰安 中山 新乡 开封 常德 百色 内江 巴中 乐山
	铜陵 商洛 通州 和田 金昌 延安 延边 自贡 安庆 丽水 湖州 淮南 淮北 松原 本溪 黄南 黔南 甘南 陇南 湘西 六安 青海 德阳 资阳 	宜春 玉林 固原 临夏 益阳`)

// afterStem is what makes a stem that it follows another word: 南通|道 of 西南通道, 新乡|村.
var afterStem = map[string][]string{
	"南通": {"道", "过"}, "海口": {"岸"}, "江门": {"户"}, "河源": {"头"}, "大理": {"念", "论", "石"}, "新乡": {"村", "贤"},
	"成都": {"市圈", "市型", "市农业"}, "大连": {"片", "锁", "接", "通", "续"}, "衡水": {"平"}, "营口": {"岸"}, "承德": {"育"}, "保山": {"水", "地", "体"},
	"长治": {"久安"}, "广安": {"全"}, "吉安": {"全"}, "泰安": {"全"}, "延安": {"全"}, "保定": {"期", "点", "向", "量", "制"}, "安康": {"养"},
	"通化": {"学"}, "江西": {"岸"}, "河南": {"岸"}, "河北": {"岸"}, "湖南": {"岸"}, "湖北": {"岸"}, "海东": {"岸"}, "海西": {"岸"},
	"山东": {"麓"}, "山西": {"麓"}, "大同": {"小异"}, "中山": {"装", "陵"}, "上海": {"合作组织"}, "海南": {"岛"}, "北海": {"道"}, "宁德": {"时代"}, "贵州": {"茅台"}, "云南": {"白药"}, "青岛": {"啤酒"},
}

// beforeName is what makes a name that follows it another word: 浦|阳江, 美|丽江, 巴丹|吉林.
var beforeName = map[string][]string{
	"阳江": {"浦", "资", "绵", "汨"}, "丽江": {"美", "秀"}, "吉林": {"巴丹"}, "佛山": {"古", "千", "大", "万", "卧", "石"}, "承德": {"传", "继"}, "保山": {"环"},
	"衡阳": {"均"}, "东营": {"股", "京"}, "长春": {"延"},
}

// continuation is a word that goes on a name, with words that begin like it but do not.
type continuation struct {
	word string
	not  []string
}

// events are words that make the name of a place that of a spirit or an event: 延安|精神.
var events = []continuation{{"精神", nil}, {"会议", []string{"会议中心"}}, {"起义", nil}, {"战役", nil}, {"大捷", nil}}

// natural are the words for mountains, waters and land forms that a stem may be part of.
var natural = []continuation{
	{"山", []string{"山区", "山地", "山水", "山城"}}, {"河", []string{"河长", "河道", "河段"}}, {"湖", []string{"湖长"}},
	{"江", []string{"江段"}}, {"东河", nil}, {"西河", nil}, {"新河", []string{"新河县"}}, {"岭", nil}, {"峡", nil}, {"峰", []string{"峰会", "峰谷"}},
	{"岛", nil}, {"湾", nil}, {"盆地", nil}, {"平原", nil}, {"高原", nil}, {"半岛", nil}, {"海峡", nil}, {"海湾", nil}, {"草原", nil},
	{"湿地", []string{"湿地生态", "湿地保护", "湿地修复", "湿地资源"}}, {"灌区", nil}, {"水库", nil}, {"流域", nil}, {"走廊", nil},
}

// township are the words for places below a county, for streets and sites.
var township = []continuation{
	{"镇", []string{"镇域"}}, {"乡", []string{"乡村", "乡镇"}}, {"村", []string{"村镇", "村级", "村庄"}}, {"街", nil}, {"路", []string{"路网", "路桥"}},
	{"巷", nil}, {"桥", nil}, {"寺", nil}, {"庙", nil}, {"塔", nil}, {"庄", nil}, {"屯", nil}, {"堡", nil}, {"沟", nil}, {"坝", nil},
	{"大街", nil}, {"大道", nil},
}

// regions are the words for areas that are no divisions.
var regions = []string{
	"新区", "工业园区", "工业园", "产业园区", "产业园", "开发区", "经开区", "高新区", "高新技术产业开发区", "经济技术开发区", "自贸区", "自贸试验区", "自由贸易", "自由贸易试验区", "保税区", "综合保税区", "综保区",
	"都市圈", "都市区", "城市群", "城市圈", "经济带", "经济区", "经济圈", "合作区", "大湾区", "示范区", "生态区", "科学城", "科技城", "大学城", "空港", "新城",
	"生产建设兵团", "冬奥", "奥运", "亚运", "世博", "世园", "进博", "冬残奥", "大运会", "全运会",
}

// organisations are the words that end the name of an organisation.
var organisations = []string{
	"大学", "学院", "实验室", "研究院", "科学院", "设计院", "研究所", "研究中心", "银行", "分行", "支行", "分院", "分署", "集团", "公司", "监管局", "管理局", "海事局", "铁路局", "海关", "交易所", "交易中心",
	"检验检疫局", "人民政府", "市政府", "省政府", "区政府", "县政府", "市委", "省委", "区委", "县委", "奥组委", "监管分局", "税务局", "证监局", "医院", "出版社", "电视台", "卫视",
	"日报", "博物馆", "图书馆", "联合会", "协会", "商会", "总队", "军区", "通信管理局", "办事处", "中学", "小学",
}

// organs are what follows the name of a place when the place's own organs are meant.
var organs = []string{"委", "政府", "人大", "政协", "纪委", "监委", "法院", "检察院"}

// commonNouns are stems of districts that after the name of their city still mean the thing: 丽江|古城.
var commonNouns = words(`古城 新城 老城 港口 海港 市中 市南 市北 城东 城西 城南 城北 城中 城关 城厢 温泉 山城 滨海 滨江 湖滨 滨湖 河口 江北 江南 江东 江岸 南岸 河东 河西 东湖 西湖 南湖 北湖 市区 通道 平原 资源 高新 新市 北市 南市 西市 站前`)

// stopRunes end the name of an organisation or project: words of particles and marks between words.
const stopRunes = "的和与及或在为等将要至到向对、,。;:()“”\"'‘’!?—-–~ \n"

// particles are the characters of grammar after which a name may begin.
const particles = "在于与和及或到至从由向对将把以为的是了让使给被等按如含除经往赴来去过并且而既各据就其"

// leads are the two-character words after which a name may begin.
var leads = words(`
	支持 推进 推动 建设 加快 打造 实施 促进 服务 连接 联合 协调 组织 鼓励 引导 指导 依托 围绕 通过 辐射 带动 覆盖 对接 融入 发挥 强化 加强 提升 完善 优化 构建 发展 承接 联动 串联 直达
	抵达 落户 入驻 落实 选择 选取 包括 涵盖 积极 大力 切实 重点 着力 深化 扩大 开展 争取 举办 承办 办好 参与 借助 利用 立足 结合 位于 属于 来自 列为 纳入 推广 启动 深入 完成 确保 保障 解决 缓解 满足 帮助 帮扶 遴选 确定 认定
	培育 壮大 做强 做大 做优 开通 贯通 途经 跨越 连通 链接 学习 借鉴 复制 邻接 毗邻 谋划 规划 新建 改造 争创 创建 布局 设立 提高 增强 形成 国道 省道 共建 成立 巩固 发布 其中 主要 充分
	强市 以及 特别 尤其 例如 比如 编制 制定 出台 修订 协同 联系 主动 全面 继续 统筹 升级 提质 畅通 激活 打通 突出 助力 加固 抢抓 依靠 部署 扎实 稳步`)

// boundaryBefore reports whether a word ends at the end of text.
func boundaryBefore(text string) bool {
	r, size := utf8.DecodeLastRuneInString(text)
	if size == 0 || !unicode.Is(unicode.Han, r) || strings.ContainsRune(particles, r) {
		return true
	}
	if len(text) < leadBytes {
		return false
	}
	word := text[len(text)-leadBytes:]
	return leads[word] || buildVerbs[word] || neutralVerbs[word] // 抓好|义马…
}

// leadBytes is the length of every word of leads: two characters of three bytes.
const leadBytes = 6
