package loader

// themeStops are the characters that no name of a theme holds.
const themeStops = "的和与及或等以为在从对将把让使给被用有是新各本其全多好强做讲"

// oneWordNoTheme are the characters that make no theme with 文化 alone.
const oneWordNoTheme = "人跨多纯亚泛次双非文旧古"

// themeLeads are the two-character words that stand before a name of a theme.
var themeLeads = words(`
	弘扬 传承 挖掘 发展 保护 展示 彰显 打造 培育 建设 推进 发挥 宣传 体现 融入 突出 践行 做强 繁荣 推动 加强 丰富 具有 深化 促进 提升 推广 传播 普及 研究 整合 利用 开发 依托
	围绕 擦亮 塑造 凸显 延续 激活 讲好 叫响 加快 开展 实施 支持 鼓励 引导 强化 增强 倡导 营造 创建 做优 做大 承载 厚植 涵养 用好 盘活 展现 振兴 构建 结合 包括 主要 以及 特别
	其中 发掘 梳理 阐释 阐发 创新 扩大 深入 积极 大力 优秀 特色 著名 代表 反映 富有 独特 充分 继承 强大 办好 举办 带动 坚持 学习 领略 引领 造就 留住 领先 建立 跨地 地区 一批 注重 重视 把握 融合 融通 感受 体验 传递 赓续 根植 扎根 立足 服务 培植 壮大`)

// themeAdjectives go before a name and do not belong to it.
var themeAdjectives = []string{"优秀", "特色", "独特", "地方", "本土", "当地", "深厚", "悠久", "丰厚", "灿烂", "传统", "我市", "我省", "我国", "全省", "全市", "民族特色"}

// generalCultures are the kinds of culture that any plan may name.
var generalCultures = words(`
	历史 民俗 公共 传统 优秀传统 中华 中华优秀传统 中国 社会主义 社会主义先进 先进 革命历史 企业 校园 城市 社区 群众 乡村 农村 地方 地域 区域 民间 民族 世界 人类 物质 非物质 精神 数字
	网络 创意 现代 当代 时尚 大众 旅游 体育 教育 科技 政治 经济 安全 诚信 行业 机关 家庭 消费 创新 质量 职业 培育 基层 国际 国家 东方 西方 外来 多元 群体 青年 青少年 少儿 老年 职工 军营
	科学 组织 管理 服务 团队 品牌 商业 产业 语言 文学 影视 演艺 出版 广播 电视 新闻 信息 公益 志愿 健康 健身 竞赛 竞技 体育竞赛 社会 市民 村镇 乡土 本土 优秀 特色 主流 公民 法律 合规 廉洁从业
	爱国主义 思想 道德 思想道德 文明 文物 历史街区 自然 基础 综合 科普 农耕历史 历史性 重大 各类 其他 高雅 通俗 流行 中外 对外 世界优秀 人文 共享 学习 读书 阅读 全民阅读 创业 创新创业 工业历史 项目 运动项目 运动 赛事 跨地区 特色优秀`)

// topicWords may follow a theme.
var topicWords = []string{
	"特色", "品牌", "资源", "元素", "内涵", "传承", "优势", "精神", "遗产", "符号", "基因", "底蕴", "魅力", "名片", "主题", "标识", "传播", "保护", "挖掘", "弘扬",
	"故事", "研究", "交流", "体验", "影响力", "价值", "风貌", "气质", "根脉", "文脉", "宣传", "推广", "融合", "作品", "研学",
}
