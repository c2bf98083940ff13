package graph

import "strings"

// sample is a small valid extract that has something of everything, in normal order. Its text is
//
//	甲省方案\n一、总则\n1.修路（省厅牵头，乙市负责）\n
func sample() *Extract {
	const text = "甲省方案\n一、总则\n1.修路（省厅牵头，乙市负责）\n"
	d := Document{
		Title: "甲省方案", DocNumber: "甲政发〔2018〕1号", IssuedOn: "2018-05-31", PublishedOn: "2018-06-01",
		SourceURL: "http://example.org/1", SourceName: "1.txt", Text: text,
	}
	key := d.Key()
	task := PartKey(KindTask, key, "一/1")
	province, city := Key(KindCity, "010000"), Key(KindCity, "010100")
	office, government := Key(KindDepartment, "甲省", "厅"), Key(KindDepartment, "甲省乙市", "人民政府")
	road, theme := Key(KindProject, "甲省", "路"), Key(KindTheme, "路文化")
	where := func(quote string) Span {
		start := strings.Index(text, quote)
		return Span{start, start + len(quote)}
	}
	at := func(quote, rule, note string) []Evidence {
		return []Evidence{{Span: where(quote), Rule: rule, Note: note}}
	}
	x := &Extract{
		LoaderVersion: "1", Document: d,
		Sections: []Section{{Path: "一", Number: "一、", Heading: "总则", Level: 1, Span: Span{where("一、").Start, len(text)}}},
		Tasks: []Task{{
			Path: "一/1", Number: "1.", Title: "修路", Locator: "一、1.", Section: "一", Span: Span{where("1.").Start, len(text) - 1},
		}},
		Entities: []Entity{
			{Key: province, Name: "甲省", Level: LevelProvince, Code: "010000"},
			{Key: city, Name: "乙市", Level: LevelPrefecture, Code: "010100", In: province, Aliases: []string{"乙", "乙城"}},
			{Key: office, Name: "甲省厅", Level: LevelProvince, In: province},
			{Key: government, Name: "甲省乙市人民政府", Level: LevelPrefecture, In: city, Sort: uint8(DepartmentGovernment)},
			{Key: road, Name: "路", Sort: uint8(ProjectRoad)},
			{Key: theme, Name: "路文化"},
		},
		Facts: []Fact{
			{Kind: KindResponsibility, Subject: task, Object: office, Role: uint8(RoleLead), RoleText: "牵头", Surface: "省厅", Position: 1, Evidence: at("（省厅牵头，乙市负责）", "r@1", "末尾")},
			{Kind: KindResponsibility, Subject: task, Object: government, Role: uint8(RoleResponsible), RoleText: "负责", Surface: "乙市人民政府", Position: 1, Evidence: at("（省厅牵头，乙市负责）", "r@1", "末尾")},
			{Kind: KindTaskPlace, Subject: task, Object: city, Surface: "乙市", Evidence: at("乙市", "p@1", "")},
			{Kind: KindTaskProject, Subject: task, Object: road, Surface: "路", Evidence: at("路", "p@1", "")},
			{Kind: KindTaskTheme, Subject: task, Object: theme, Surface: "路", Evidence: at("路", "t@1", "")},
			{Kind: KindProjectPlace, Subject: road, Object: province, Surface: "甲省", Evidence: at("甲省", "p@1", "")},
			{Kind: KindDocumentRole, Subject: key, Object: office, Role: uint8(DocumentIssuer), Surface: "省厅", Position: 1, Evidence: at("甲省方案", "d@1", "")},
			{Kind: KindReference, Subject: key, Role: uint8(RelationCites), RoleText: "按照", Surface: "总则", Evidence: at("总则", "c@1", "")},
		},
		Mentions: []Mention{
			{Entity: office, Surface: "省厅", Span: where("省厅")}, {Entity: city, Surface: "乙市", Span: where("乙市")},
			{Entity: government, Surface: "乙市人民政府", Span: where("乙市")}, {Entity: road, Surface: "路", Span: where("路")},
		},
		Warnings: []Warning{{Code: "W", Message: "whole"}, {Code: "W", Message: "part", Span: where("甲省")}},
	}
	x.Normalize()
	return x
}
