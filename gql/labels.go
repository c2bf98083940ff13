package gql

import "github.com/policygraph/policygraph/gql/gate"

// label is what a value of an enumeration is called in Chinese and English.
type label struct{ zh, en string }

// enumLabels are the labels of the enumerations about the domain, in the order of their values in the SDL.
func enumLabels() map[string][]label {
	return map[string][]label{
		"EntityType": {{"文件", "document"}, {"章节", "section"}, {"任务", "task"}, {"部门", "organisation"}, {"地区", "place"},
			{"项目", "project"}, {"文化主题", "cultural theme"}},
		"ResponsibilityRole": {{"牵头", "leads"}, {"负责", "is responsible"}, {"配合", "supports"}, {"落实", "implements"},
			{"指导", "guides"}, {"监督", "supervises"}},
		"DocumentRole":         {{"发文", "issuer"}, {"联合发文", "joint issuer"}, {"主送", "addressee"}},
		"DocumentRelationKind": {{"贯彻落实", "implements"}, {"根据", "rests on"}, {"提及", "cites"}},
		"DepartmentKind": {{"部门", "department"}, {"政府", "government"}, {"垂直管理机构", "field office"}, {"企业", "enterprise"},
			{"党委部门", "party organ"}, {"领导小组", "leading group"}, {"其他", "other"}, {"泛指", "general name"}},
		"AdministrativeLevel": {{"国家", "national"}, {"省级", "province"}, {"地级", "prefecture"}, {"县级", "county"},
			{"乡级", "township"}, {"区域", "region"}},
		"ProjectKind": {{"铁路", "rail"}, {"公路", "road"}, {"机场", "airport"}, {"水利", "water"}, {"能源", "energy"},
			{"园区", "industry park"}, {"物流", "logistics"}, {"生态环保", "environment"}, {"文化旅游", "tourism and culture"},
			{"信息化", "digital"}, {"农业", "agriculture"}, {"其他", "other"}},
		"GroupDimension": {{"部门", "organisation"}, {"部门类别", "kind of organisation"}, {"角色", "role"}, {"地区", "place"},
			{"文件", "document"}, {"一级章节", "top-level section"}, {"二级章节", "section below"}, {"文化主题", "cultural theme"}, {"项目类别", "kind of project"},
			{"成文年份", "year of issue"}},
		"SearchDimension": {{"类型", "kind of entity"}, {"文件", "document"}, {"成文年份", "year of issue"},
			{"一级章节", "top-level section"}, {"部门类别", "kind of organisation"}},
		"MatrixOrder":    {{"社群", "by community"}, {"原文顺序", "in the order of the text"}, {"任务多少", "by size"}, {"名称", "by name"}},
		"ComparisonSide": {{"仅在前者", "only in the first"}, {"仅在后者", "only in the second"}, {"两者都有", "in both"}},
		"LinkKind": {{"任务分工", "responsibility"}, {"发文关系", "role in a document"}, {"文件所含任务", "task of a document"},
			{"任务地区", "place of a task"}, {"任务项目", "project of a task"}, {"任务文化主题", "cultural theme of a task"},
			{"文件引用", "reference between documents"}, {"隶属", "part of"}},
		"NetworkProjection": {{"部门（共同任务）", "organisations by common tasks"}, {"部门（联合发文）", "organisations by joint documents"},
			{"任务（共同部门）", "tasks by common organisations"}, {"地区（共同任务）", "places by common tasks"},
			{"文化主题（共同任务）", "cultural themes by common tasks"}, {"部门与任务（二模）", "organisations and tasks (two-mode)"}},
		"TieWeight":      {{"共同任务数", "number shared"}, {"Newman 权重", "Newman's weight"}, {"Jaccard 系数", "Jaccard index"}, {"二值", "binary"}},
		"PathWeight":     {{"不加权", "unweighted"}, {"权重倒数", "inverse of the weight"}},
		"CitationFormat": {{"国标 GB/T 7714", "GB/T 7714"}, {"BibTeX", "BibTeX"}, {"CSL-JSON", "CSL-JSON"}, {"RIS", "RIS"}},
	}
}

// labelRow is a value of type EnumLabel.
type labelRow struct {
	label
	enum, value string
}

func labelFields() map[string]any {
	text := func(of func(l *labelRow) string) textOf {
		return func(_ *call, r row) string { return of(r.p.(*labelRow)) }
	}
	return map[string]any{
		"Query.enumLabels": rowsOf(func(c *call, _ row, dst []row) []row {
			only, given := c.arg("enum").(string)
			labels := enumLabels()
			if given && labels[only] == nil {
				c.fail(gate.CodeBadUserInput, "enum: %s is no enumeration with labels", only)
				return dst
			}
			for _, def := range orderedTypes(c.engine.schema) {
				if given && def.Name != only {
					continue
				}
				for i, l := range labels[def.Name] {
					dst = append(dst, row{kind: kindOther, p: &labelRow{l, def.Name, def.EnumValues[i].Name}})
				}
			}
			return dst
		}),
		"EnumLabel.enum":  text(func(l *labelRow) string { return l.enum }),
		"EnumLabel.value": text(func(l *labelRow) string { return l.value }),
		"EnumLabel.zh":    text(func(l *labelRow) string { return l.zh }),
		"EnumLabel.en":    text(func(l *labelRow) string { return l.en }),
	}
}
