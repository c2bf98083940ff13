package loader

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// verbKind is what the verb before a list says of it.
type verbKind uint8

const (
	noVerb   verbKind = iota
	building          // is to be built or carried out: 建设, 推进
	neutral           // is the object of other work: 完善, 加强; words after it decide
	mention           // is only mentioned: 依托, 发挥…作用
)

// headClass is how much a name needs besides its head.
type headClass uint8

const (
	line     headClass = iota + 1 // road, railway, reservoir, airport: a short name of its own will do (运三铁路)
	site                          // facility, park, pilot
	work                          // 工程, 项目: named only by what is named in it
	street                        // short, and nothing else in its item: 滨河路
	workOnly                      // 改扩建: ends a name only after another head (运城高铁北站改扩建)
	loose                         // 馆, 园: one character that ends many words, so only a place or the like makes a name of it
)

type workHead struct {
	word  string
	class headClass
}

// workWords are words for what is done to a work.
var workWords = []string{"改扩建", "扩建改造", "扩建", "改建", "迁建", "改造", "扩能改造", "扩容改造", "提标改造", "达标建设", "综合整治", "综合治理", "生态修复", "改造提升", "新建",
	"大修", "清淤扩容", "扩容", "增容", "续建配套与现代化改造", "续建配套与节水改造", "加固", "除险加固", "整治", "技改", "技术改造", "现代化改造", "重建", "异地新建", "改线", "提质扩容", "电气化改造"}

// looseHeads are single characters that end names of works; looseEnds are the words that they end and that are none.
const looseHeads = "园馆场院岛港站厂桥谷"

var looseEnds = words(`
	校园 家园 田园 庭园 果园 茶园 菜园 桑园 场馆 使馆 领馆 宾馆 餐馆 酒馆 市场 现场 立场 战场 主场 商场 考场 职场 会场 广场 入场 到场 退场 法院 学院 医院 剧院 两院 庭院 大院 名院 科院 海岛 半岛 群岛 孤岛 离岛
	全岛 环岛 香港 临港 疏港 进港 出港 粤港 深港 海港 港港 网站 车站 本站 总站 进站 出站 工厂 药厂 搭桥 架桥 廊桥 稻谷 五谷 山谷 峡谷 河谷 硅谷 低谷`)

// collectives sum up the members of a list: 甲路东延、乙路西延等道路.
var collectives = words(`道路 市政道路 主干道 路段 线路 街道 设施 学校 医院 场馆 站点 通道 桥梁 板块 载体 景点 景观 品牌 地标 标志 区域 路线`)

// headsBy lists the heads by first character, longest first.
var headsBy = index(map[headClass]string{
	line: `高速公路 高速铁路 城际铁路 客运专线 客专 铁路 高铁 城际 轻轨 地铁 有轨电车 高速 公路 大道 快线 快速路 快速通道 大桥 特大桥 隧道 国道 省道 干线 环线 一级公路 二级公路 专用线 专线 号线 高架
		过江通道 断头路 跨海通道 过海通道 东通道 西通道 南通道 北通道 航道 跑道 联络线 直通线 机场 水利枢纽 水库 水电站 抽水蓄能电站 核电站 电厂 风电场 火车站 高铁站 景区 度假区 休闲区 公园 遗址公园 养老院 敬老院 福利院 广场 影视城 商贸城 商品城 装饰城 会展城 博物院 街区 绿道 碧道 廊道 步道 驿道 装置 观测网 跨江通道 东延线 西延线 南延线 北延线 旅游港 邮轮港 邮轮母港 渔港 路东延 路西延 路南延 路北延 道东延 道西延 道南延 道北延 街东延 街西延 街南延 街北延 干渠 支渠 大堤 江堤 海堤 防洪堤 大坝 船闸 立交 水厂 污水处理厂 运河 水运新通道 货运区 纪念园 隧洞 水闸 节制闸 河口闸 挡潮闸 分洪闸 进水闸 退水闸 枢纽闸 轨道交通 乐园 国家公园 中学 小学 高中 初中 幼儿园 园博园 植物园 动物园 博览园 纪念馆 博物馆 纪念堂 纪念地 度假地 陈列馆 展示馆 歌剧院 港区 码头 灌区`,
	site: `航站楼 航空口岸 口岸 客运站 北站 南站 东站 西站 交通枢纽 水源地 泵站 电站 核电 光伏电站 光伏发电 变电站 输变电 储气库 接收站 作业区 物流园 物流园区 物流中心 物流枢纽 物流基地 陆港 保税区
		综保区 综合保税区 保税物流中心 产业园 产业园区 工业园 工业区 工业园区 科技园 科技城 科学城 产业城 软件园 创业园 示范园 文化园 园区 开发区 高新区 经开区 示范区 试验区 实验区 先行区 先导区 综试区 自贸区 自由贸易试验区 自由贸易港 新片区 住院楼 病房楼 传染病楼 医技楼 分校 大楼 教学楼 综合楼 实验楼 门诊楼 大厅 片场 分馆 校区 生产线 工厂 总部 节点 铁路港 公路港 物流港 航空港 无水港 内陆港
		合作区 集聚区 特区 基地 中心 平台 智慧大脑 数据中心 超算中心 图书馆 科技馆 体育馆 美术馆 展览馆 体育场 大剧院 档案馆 文化馆 旅游区 田园综合体 综合体 特色小镇 小镇 处理厂 处理站
		发电厂 处置中心 试点 试点城市 医院 院区 会展中心 批发市场 交易市场 站房 输油管道 天然气管道 管廊 大厦 生态保护区 保护区 实验室 研究院 航空枢纽 客运枢纽 综合交通枢纽 货运枢纽 客货运枢纽 航运枢纽 航电枢纽 数据中心集群 出入口局 会址 文旅区 展示区 展示园 体验园 营地 庄园 储备库 粮库 冷库 种质资源库 体验馆 科普馆 规划馆 非遗馆 文博馆 海洋馆 音乐厅 剧院 粤剧院 京剧院 话剧院 剧场 蓄滞洪区 蓄洪区 行洪区 分洪道 片区
		新馆 东馆 西馆 南馆 北馆 新院 泊位 分院 保健院 康养院 疾控中心 急救中心 文创园 创意园 加工园 化工园 农业园 养殖园 种业园 康养园 医药园 商务园 信息园 数据园 智造园 装备园 新材料园 生态园 艺术园 新城 商圈 科学园 工业城 特教学校 特殊教育学校 生物谷 数谷 药谷 医疗城 交割库 燃料站 大脑 科创园 汽车城 大学城 健康城 康养城 智造城 文旅城 旅游城 科创城 医药城 创新城 航天城 航空城 动漫城 算力枢纽`,
	work:     `工程 项目`,
	workOnly: strings.Join(workWords, " "),
})

func index(words map[headClass]string) map[rune][]workHead {
	byFirst := map[rune][]workHead{}
	for class, list := range words {
		for _, w := range strings.Fields(list) {
			r := []rune(w)[0]
			byFirst[r] = append(byFirst[r], workHead{w, class})
		}
	}
	return byFirst
}

// headRunes are the characters that heads begin with, as a set that is quick to ask.
var headRunes = func() []bool {
	set := make([]bool, 1<<16)
	for r := range headsBy {
		set[r] = true
	}
	return set
}()

// workRunes are the characters that say that a clause may hold a work: those that begin heads, and of phases and streets.
var workRunes = func() []bool {
	set := slices.Clone(headRunes)
	for _, r := range "期治" + streets + looseHeads {
		set[r] = true
	}
	return set
}()

func mayBeginHead(r rune) bool { return int(r) < len(headRunes) && headRunes[r] }

// headAt is the longest head that s begins with; its word is empty when there is none.
func headAt(s string) workHead {
	var best workHead
	r, _ := utf8.DecodeRuneInString(s)
	if !mayBeginHead(r) {
		return best
	}
	for _, h := range headsBy[r] {
		if len(h.word) > len(best.word) && strings.HasPrefix(s, h.word) {
			best = h
		}
	}
	return best
}

// maxLead is how many characters the longest word before a name has.
const maxLead = 4

// buildVerbs say that what follows is to be built or carried out.
var buildVerbs = words(`
	建设 推进 推动 打造 实施 构建 启动 开工 建成 完成 新建 扩建 改建 改扩建 新改建 新改扩建 续建 提标改造 改造 迁建 创建 争创 组建 筹建 布局 开展 加快 促进 建立 培育 争取 开工建设 规划建设
	建好 做好 抓好 申报 升级 升级改造 提升改造 建成投运 建成投产 投运 建成投用 投用 新开工 新建成 续建 开通 畅通 疏通 做优 做精 做活 做亮 做美 做靓 提速 谋划 力争 确保 促使 务求 启用 完工 竣工 改造完成 论证 建造 修建 贯通 打通 搭建 研究 纳入 列入 深化
	深入 继续 修复 修缮 加固 重建 整治 治理 落实 共建 联建 合建 兴建 推行 包括 主要包括`)

// strictVerbs are the verbs of building that begin the last phrase before a name.
var strictVerbs = words(`推进 推动 建设 打造 实施 构建 启动 开工 建成 完成 新建 创建 争创 组建 筹建 加快 支持 争取 共建 联建 合建 兴建 申报 争创 搭建 设立 开展 修缮 加固 参与 纳入 列入 融入 接入 对接 加入 依托`)

// partingVerbs are those of strictVerbs that no name of a work holds: what stands before them acts.
var partingVerbs = words(`参与 纳入 列入 融入 接入 对接 加入 依托 争取 支持 打造 推进 推动 加快 争创 申报`)

// mentionVerbs say that what follows is only mentioned.
var mentionVerbs = words(`
	依托 发挥 利用 围绕 立足 借助 通过 对接 衔接 连接 加入 按照 根据 贯彻 符合 融入 结合 位于 经过 针对 聚焦 面向 为 与 在 对 以 由 使
	带动 辐射 引导 严格执行 执行 遵循 接入 联系 把 被 让 到 成为 打造成 打造成为 建设成 建设成为 建成为 发展成为 培育成`)

// neutralVerbs leave it open.
var neutralVerbs = words(`支持 鼓励 参与 增加 完善 提升 加强 优化 强化 做大做强 做强 做大 扩大 健全 提高 增强 壮大 发展 推广 协调 保障 巩固 拓展 活化 盘活 引进 用好 办好 管好 组织 形成 增开`)

// adverbs may stand between a verb and a name.
var adverbs = words(`
	探索 设立 积极 加快 大力 扎实 着力 重点 统筹 持续 继续 深入 全面 稳步 有序 高标准 高水平 高质量 科学 合理 规划 尽快 早日 进一步 先后 全力 同步 稳妥 适时 主动 切实 优先
	集中 抓紧 逐步 基本 全省 全市 我省 我市 全县 全区 我县 我区 年内 今年 联合 共同 协同 率先 正式 完善 一是 二是 三是 四是 同时 以及 并 还 要 要加快 其他 其它 已 是 了
	高起点 高效 稳妥有序 扎实推进 力争 争取 五年 先行 首批 前期 等 的 其中 配套`)

// manyWords say that what follows is no single work.
var manyWords = words(`一批 多个 若干 若干个 一系列 各类 各级 各 各地 部分 全部 所有 相关 有关 一些 多种 各种 其他 其它`)

// progress are words of progress: no name goes on after them.
var progress = words(`
	规划建设 规划 开工 开工建设 建成 建成通车 通车 投产 投用 投运 前期 前期工作 进入 开通 纳入 获批 实现 达到 推进 加快 推动 列入 取得 带动 发展 力争 争取 落户 动工 复工 启用 完成 争创 创建 申报`)

// measures are words of figures, which no name holds.
var measures = []string{"分钟", "小时", "公里", "万元", "亿元", "%", "以上", "左右"}

// tailWords may follow a name without belonging to it.
var tailWords = words(`
	建设 规划建设 规划 开工 开工建设 建成 建成通车 通车 投产 投用 投运 投入 运营 扩能 前期 前期工作 改造 提升 升级 落地 进入 开通 完工 竣工 续建 立项 申报 优化 实施 工作 正式 尽快
	早日 年内 全线 全面 力争 推进 加快 推动 纳入 获批 动工 复工 启用 完成 验收 取得 扩建 改扩建 上半年 下半年 年底 相继 陆续 按期 如期 落户 布局 列入 创建 整治 提质 提速 提标 提档 提档升级 提质升级 提质增效 提质扩容 提质改造 扩能升级 通航 复航 铺轨 合龙 封顶 交付 并网 通水 蓄水 架梁 勘察 设计 论证 试运行 搬迁 试点 运行 发展 集群
	工作 等 二 三 项目 工程 建设项目 建设工程 做强 做大 争创 设立 启动 施工 征地 招标 核准 报批 可研 选址 达到 明年 今年 早 实现 作用 体系 示范 任务 开放 先行 主体 配套 及配套 首台 首期 首批 主体工程`)

// builtWords after a name say that it is to be built or carried out.
var builtWords = words(`
	建设 规划建设 开工 开工建设 建成 通车 投产 投用 投运 投入 前期 前期工作 改造 扩建 进入 开通 完工 竣工 续建 立项 动工 复工 启用 落地 建成通车 创建 申报 获批 施工 核准 项目 规划 提质 提速 提标 提档 提档升级 提质升级 提质增效 提质扩容 提质改造 扩能升级 通航 复航 铺轨 合龙 封顶 交付 并网 通水 蓄水 新建 迁建 改建 论证 完成 加快推进 稳步推进 顺利推进`)

// branches are words for parts of roads and railways.
var branches = []string{
	"南延线", "北延线", "东延线", "西延线", "南延", "北延", "东延", "西延", "延长线", "延伸线", "延伸段", "复线", "二通道", "连接线", "联络线", "支线", "扩容",
	"第二双线", "增建二线", "北站", "南站", "东站", "西站", "站房", "第二跑道", "第三跑道", "新馆", "新院区",
}

// streets are the characters that end the name of a street or bridge, which is short: 滨河路, 学府街.
const streets = "路街桥"

// noStreets end like streets and name none.
var noStreets = words(`
	道路 公路 铁路 线路 颈路 水路 丝路 之路 出路 思路 新路 村路 头路 速路 业路 游路 老街 商街 行街 天桥 交桥 危桥 农桥 架桥 心桥 金桥 之桥 马路 辅路 支路 电路 管路 富路`)

// exits are words for the exits of roads, after the name of the exit.
var exits = []string{"出口", "互通", "立交", "服务区", "收费站", "连接线", "联络线", "支线"}

// general are words that make no name.
var general = words(`
	重点 重大 大型 综合 公共 服务 信息 物流 产业 现代 智慧 数字 创新 创业 孵化 示范 文化 旅游 城市 农村 农业 工业 生态 环境 基础设施 交通 高速 城际 普通 普速 普通 国省 省级 市级 县级
	国家级 国家 省 市 县 区 全国 世界 国际 国内 区域 区域性 专业 专用 特色 优质 高效 安全 新型 新 大 小 中小 企业 商贸 农产品 产品 电子商务 跨境 互联网 大数据 技术 科技 研发 研究 培训
	教育 医疗 健康 养老 卫生 体育 休闲 乡村 城乡 社区 街道 四好 干支线 支线 干线 快速 轨道 一级 二级 高等级 高水平 高质量 绿色 循环 先进 制造业 装备 材料 能源 新能源 清洁 进出川 出省 省际 对外 联络
	扶贫 断头 美丽 多式联运 应急 公益 国有 民生 政务 共享 协同 一流 便捷 立体 重要 战略性 新兴 客运 货运 地方 骨干 主要 配套 专项 各类 沿海 沿江 集装箱 过境 绕城 外环 内环 通用 开放
	合作 管理 监测 监管 交易 集散 配送 仓储 冷链 加工 生产 供应 示范性 综合性 标志性 建设 发展 规划 改造 治理 保护 修复 提升 城镇 乡镇 市民 口袋 健身 滨水 亲水 慢行 历史 步行 夜间 开放 运输 出海 冰雪 核心 精品 文旅 4A级 5A级 3A级 A级 知名 便捷 战略 贸易 南向 北向 东向 西向 出境 陆海 病险 大中型 中小型 小型 大中 寄宿制 实验 森林 湿地 地质 郊野 主题 直升 普通 优质 新建 中等 职业 高等 特殊 义务 普惠 普惠性 山上 山下 周边 沿线 两岸 体系 实践 功能 市域 市郊 既有 边防 抵边 沿边 边境 儿童 街角 街头 自然 矿山 民用 枢纽 深水 公用 登山 专题 行业 非国有 革命 跨河 跨江 再生 再生水 人工 滨河 滨湖 沿河
	过街 景观 绿化 文体 智能 体验 消费 夜间 农贸 生活 垃圾 污水 雨水 供水 供热 供电 供气 燃气 热力 地下 公办 民办 民族 完全 寄宿 县域 标准 标准化`)

// levelWords begin the name of something that exists once at its level.
var levelWords = []string{"国家级", "省级", "中国", "国家", "世界级", "全国", "中西部", "西部", "东部", "中部", "华南", "华东", "华北", "东北", "西南", "西北", "华中", "省", "部级"}

// publicSites exist once in a province or city.
var publicSites = []string{"博物馆", "图书馆", "科技馆", "美术馆", "体育馆", "体育场", "大剧院", "档案馆", "医院", "数字", "文化馆", "艺术馆", "市民中心", "青少年宫", "活动中心", "殡仪馆", "展览馆", "疾控中心", "保健院", "文化中心", "体育中心", "奥体中心", "艺术中心", "规划馆", "学校", "校区"}

// regionNames are names of regions, rivers and ways that make a name.
var regionNames = []string{
	"粤港澳", "大湾区", "京津冀", "长三角", "珠三角", "成渝", "黄河", "长江", "珠江", "淮河", "沿黄", "一带一路", "中欧", "黄金三角", "中原", "关中", "两江", "深港", "粤港", "川渝", "北部湾", "海峡",
	"赣南", "闽西", "陕北", "苏南", "苏北", "皖北", "皖南", "粤东", "粤西", "粤北", "鄂西", "川南", "胶东", "鲁南", "辽西", "陇东", "黔中", "滇中", "闽南",
	"长株潭", "郑开", "昌九", "厦漳泉", "沈抚", "长吉图", "哈大齐", "苏锡常", "宁镇扬", "成德眉资", "三江源", "祁连", "柴达木", "洱海", "岱海", "邛海", "乌梁素海", "沿江高铁", "沿江高速铁路",
	"三峡", "秦巴", "武陵", "乌蒙", "荆楚", "雄安", "西咸", "横琴", "前海", "浦东", "太行", "秦岭", "丝绸之路", "长征", "大运河", "长城", "中央苏区",
}

// areaWords are words for areas that are no divisions; a name before them and a head after them make a name.
var areaWords = []string{"新区", "新片区", "开发区", "高新区", "经开区", "大学城", "科学城", "自贸区", "自贸试验区", "片区"}

// siteNames are words for old sites: with a name before them they make one.
var siteNames = []string{"遗址", "故居", "旧址", "石窟", "古城", "古镇", "陵园"}

// oldWords before a word for an old site make no name with it.
var oldWords = words(`文物 革命 历史 考古 工业 重要 红色 抗战 名人 重点 传统 特色`)

// jointRunes are the characters for provinces and cities that begin the name of what two of them build (苏陕, 闽宁); nextRunes
// may also stand second.
const (
	jointRunes = "京津冀晋蒙辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川陕甘藏黔滇港澳深"
	nextRunes  = jointRunes + "宁贵云青新台吉黑"
)

// naturalWords are two-character words with a word for a river or mountain that name none.
var naturalWords = words(`山下 滨河 滨湖 环湖 环岛 跨河 跨江 过江 护城河 界河 河流 江河 湖泊 山水 山区 内河 运河 河道 河长 山地 江海 河湖 沿江 沿河 沿湖 山林 河段 荒山 矿山 火山 登山 冰川 四川 银川 海岛 群岛 半岛 海湾 港湾 湾区 江西 江苏 河南 河北 湖南 湖北 山东 山西 出川 川渝 湖区 河网 湖长 治山 山上 进川 离岛 河口 黑山 爬山 各江 两江`)

// naturalStarts are two-character words that begin with a word for a river or mountain and name none.
var naturalStarts = words(`山区 山水 山地 河道 河流 河长 河段 湖泊 江海 河网 湖区 山林 湾区 海湾 海岛 川渝 河口 河湖`)

// programmes end like works but are programmes that any plan has.
var programmes = words(`重点工程 重大工程 重点项目 重大项目 建设项目 建设工程 系统工程 民生工程 示范工程 试点项目 专项工程`)
