package loader

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// projectKinds tell the kind of a project (项目类型): the one that ends last in the name decides, of two the longer.
var projectKinds = []struct {
	kind  graph.ProjectKind
	words string
}{
	{graph.ProjectAirport, "机场 航站楼 航空口岸 航空枢纽 跑道 空港"},
	{graph.ProjectRail, "铁路 高铁 客专 城际 轨道 地铁 轻轨 客运专线 有轨电车 北站 南站 东站 西站 火车站 号线 专用线"},
	{graph.ProjectRoad, "公路 高速 大道 大桥 快线 快速路 国道 省道 隧道 立交 路东延 路西延 路南延 路北延 道东延 道西延 道南延 道北延 东延线 西延线 南延线 北延线 环线 干线 快速通道 东通道 西通道 南通道 北通道 过江通道 高架 出口"},
	{graph.ProjectWater, "水库 水利 水资源 水利枢纽 水源 水源地 灌区 灌溉 蓄洪区 行洪区 蓄滞洪区 分洪道 干渠 大堤 江堤 海堤 大坝 船闸 供水 引水 调水 引江 防洪 防洪综合治理 堤防 泵站 水厂 河治理 江治理 河流治理 河道 引黄 水系 河湖 水闸 节制闸 河口闸 挡潮闸 分洪闸 达标建设"},
	{graph.ProjectEnergy, "电站 电厂 风电 光伏 核电 输变电 特高压 输电 变电 能源 天然气 储气 储能 充电 煤层气 煤电 氢能 输油 电网 热电 发电厂 接收站 LNG"},
	{graph.ProjectLogistics, "物流 陆港 保税 港区 码头 泊位 旅游港 邮轮港 渔港 港口 口岸 综试区 综保区 航道 运河 作业区 枢纽 冷链 商贸 批发市场 自贸"},
	{graph.ProjectEnvironment, "污水 污水处理站 污水处理厂 生态 湿地 修复 垃圾 环保 污染 治理 防护林 造林 废物 保护区 碳"},
	{graph.ProjectTourism, "旅游 文化 景区 冰雪 滑雪场 博物馆 园博园 植物园 博览园 纪念馆 陈列馆 展示馆 展示区 歌剧院 剧院 乐园 公园 遗址 度假区 休闲区 古城 大剧院 图书馆 美术馆 体育馆"},
	{graph.ProjectDigital, "平台 大脑 数据 信息化 云计算 算力 信息 数字 网络 智能 互联网 量子 超算 车联网"},
	{graph.ProjectAgriculture, "田园综合体 农业 农产品 种业 农田 粮食 畜牧 养殖 果业 农村 水产"},
	{graph.ProjectIndustryPark, "开发区 产业园 产业园区 工业园 园区 基地 高新区 经开区 科技园 科技城 软件园 创业园 文创园 创意园 加工园 汽车城 产业城 集聚区 产业带 示范园 科学城"},
}

// kindWord is one word of projectKinds, by its first character in kindsBy.
type kindWord struct {
	word string
	kind graph.ProjectKind
}

var kindsBy = func() map[rune][]kindWord {
	byFirst := map[rune][]kindWord{}
	for _, k := range projectKinds {
		for _, w := range strings.Fields(k.words) {
			r := []rune(w)[0]
			byFirst[r] = append(byFirst[r], kindWord{w, k.kind})
		}
	}
	return byFirst
}()

// projectKind tells the kind of a project by its name.
func projectKind(name string) graph.ProjectKind {
	kind, end, length := graph.ProjectOther, 0, 0
	for i, r := range name {
		for _, k := range kindsBy[r] {
			if !strings.HasPrefix(name[i:], k.word) {
				continue
			}
			if e, n := i+len(k.word), len(k.word); e > end || e == end && n > length {
				kind, end, length = k.kind, e, n
			}
		}
	}
	if last := suffixRunes(name, 1); kind == graph.ProjectOther && (last != "" && strings.Contains(streets, last) || roadCode(name) > 0) {
		return graph.ProjectRoad
	}
	return kind
}
