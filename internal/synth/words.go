package synth

import "github.com/policygraph/policygraph/graph"

type province struct{ name, code string }

// department is a kind of body that every province and prefecture has.
type department struct {
	name, short string
	kind        graph.DepartmentKind
}

var (
	provinces = [...]province{
		{"河北省", "13"}, {"山西省", "14"}, {"辽宁省", "21"}, {"吉林省", "22"}, {"黑龙江省", "23"}, {"江苏省", "32"},
		{"浙江省", "33"}, {"安徽省", "34"}, {"福建省", "35"}, {"江西省", "36"}, {"山东省", "37"}, {"河南省", "41"},
		{"湖北省", "42"}, {"湖南省", "43"}, {"广东省", "44"}, {"海南省", "46"}, {"四川省", "51"}, {"贵州省", "52"},
		{"云南省", "53"}, {"陕西省", "61"}, {"甘肃省", "62"}, {"青海省", "63"},
	}

	departments = [...]department{
		{"发展和改革委员会", "发展改革委", 0}, {"财政厅", "财政厅", 0}, {"交通运输厅", "交通运输厅", 0}, {"自然资源厅", "自然资源厅", 0},
		{"生态环境厅", "生态环境厅", 0}, {"工业和信息化厅", "工信厅", 0}, {"住房和城乡建设厅", "住建厅", 0}, {"农业农村厅", "农业农村厅", 0},
		{"文化和旅游厅", "文旅厅", 0}, {"商务厅", "商务厅", 0}, {"教育厅", "教育厅", 0}, {"科学技术厅", "科技厅", 0}, {"水利厅", "水利厅", 0},
		{"人力资源和社会保障厅", "人社厅", 0}, {"卫生健康委员会", "卫生健康委", 0}, {"民政厅", "民政厅", 0}, {"公安厅", "公安厅", 0},
		{"司法厅", "司法厅", 0}, {"林业和草原局", "林草局", 0}, {"市场监督管理局", "市场监管局", 0}, {"应急管理厅", "应急厅", 0},
		{"国有资产监督管理委员会", "国资委", 0}, {"统计局", "统计局", 0}, {"体育局", "体育局", 0}, {"广播电视局", "广电局", 0},
		{"能源局", "能源局", 0}, {"粮食和物资储备局", "粮食和储备局", 0}, {"地方金融监督管理局", "地方金融监管局", 0}, {"文物局", "文物局", 0},
		{"医疗保障局", "医保局", 0}, {"乡村振兴局", "乡村振兴局", 0}, {"大数据管理局", "大数据局", 0},
		{"通信管理局", "通信管理局", graph.DepartmentFieldOffice}, {"税务局", "税务局", graph.DepartmentFieldOffice},
		{"气象局", "气象局", graph.DepartmentFieldOffice}, {"邮政管理局", "邮政管理局", graph.DepartmentFieldOffice},
		{"电力公司", "电力公司", graph.DepartmentEnterprise}, {"委宣传部", "委宣传部", graph.DepartmentPartyOrgan},
	}

	// projectWords are in the order of graph.ProjectKind.
	projectWords = [...]string{
		"铁路工程", "高速公路工程", "机场工程", "水库工程", "光伏基地", "产业园", "物流园", "湿地修复工程", "景区提升工程", "数据中心", "高标准农田", "示范工程",
	}

	verbs = [...]string{"推进", "加快", "完善", "构筑", "深化", "提升", "强化", "优化", "健全", "拓展"}
	nouns = [...]string{
		"综合交通网络", "生态安全屏障", "现代产业体系", "公共服务体系", "科技创新平台", "对外开放格局", "乡村建设", "数字经济发展", "文化旅游融合", "营商环境",
		"能源保障体系", "城乡融合发展", "人才队伍建设", "物流枢纽建设", "水资源配置",
	}

	syllables = []rune("安平清河宁阳山水龙泉云林石金玉华新永昌德兴和顺丰康泰长福广文武东西南北青白红春秋江湖海岭川原谷桥塔城溪岩松柏竹梅兰菊" +
		"荷凤鹤鹿马羊牛麒麟瑞祥明光辉晨曦星月霞虹雪霜露雨雷电风𬭎𡐓")

	kindRules = map[graph.Kind]string{
		graph.KindTaskPlace: "place.gazetteer@1", graph.KindTaskProject: "project.suffix@1", graph.KindTaskTheme: "theme.suffix@1",
		graph.KindProjectPlace: "project.place@1", graph.KindReference: "reference.number@1",
	}

	// notes say where in its item the passage of a fact stands.
	notes = map[graph.Kind]string{graph.KindResponsibility: "末尾括注"}

	digits = []rune("〇一二三四五六七八九十")
)
