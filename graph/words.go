package graph

import "slices"

// Every enumeration below numbers its values in the order of the SDL, so that a column of small integers is all that
// the query engine needs. String gives the name that the API uses.

// Kind says which table of a View a thing stands in.
type Kind uint8

// Entity kinds come first, in the order of the API's EntityType; then the kinds of fact; then what only supports them.
const (
	KindDocument       Kind = iota // 政策文件
	KindSection                    // 章节
	KindTask                       // 任务
	KindDepartment                 // 部门, 政府, 企业
	KindCity                       // 行政区划与区域
	KindProject                    // 工程项目
	KindTheme                      // 文化主题
	KindResponsibility             // task → department
	KindTaskPlace                  // task → city
	KindTaskProject                // task → project
	KindTaskTheme                  // task → theme
	KindDocumentRole               // document → department
	KindReference                  // document → document, or to one that is not loaded
	KindProjectPlace               // project → city
	KindEvidence                   // a passage
	KindMention                    // an entity named in a passage
)

// EntityKinds and FactKinds are how many kinds of each there are: Kind values below EntityKinds are entities, the next
// FactKinds are facts.
const (
	EntityKinds = int(KindTheme) + 1
	FactKinds   = int(KindProjectPlace) - int(KindTheme)
)

var kindNames = [...]string{
	"DOCUMENT", "SECTION", "TASK", "DEPARTMENT", "CITY", "PROJECT", "CULTURAL_THEME",
	"RESPONSIBILITY", "TASK_PLACE", "TASK_PROJECT", "TASK_THEME", "DOCUMENT_ROLE", "REFERENCE", "PROJECT_PLACE",
	"EVIDENCE", "MENTION",
}

// String is the name of the kind, e.g. DEPARTMENT.
func (k Kind) String() string { return nameOf(kindNames[:], k) }

// IsEntity reports whether things of this kind are entities.
func (k Kind) IsEntity() bool { return int(k) < EntityKinds }

// IsFact reports whether things of this kind are facts.
func (k Kind) IsFact() bool { return !k.IsEntity() && int(k) < EntityKinds+FactKinds }

// ParseKind is the inverse of Kind.String.
func ParseKind(s string) (Kind, bool) { return parse[Kind](kindNames[:], s) }

// Role is what a body does for a task (职责), taken from the wording and never from the order of names.
type Role uint8

// Roles in the order of the API's ResponsibilityRole.
const (
	RoleLead        Role = iota // 牵头
	RoleResponsible             // 负责
	RoleSupport                 // 配合, 参与
	RoleImplement               // 落实, 实施
	RoleGuide                   // 指导
	RoleSupervise               // 督促检查, 监督
)

var roleNames = [...]string{"LEAD", "RESPONSIBLE", "SUPPORT", "IMPLEMENT", "GUIDE", "SUPERVISE"}

// String is the name of the role, e.g. LEAD.
func (r Role) String() string { return nameOf(roleNames[:], r) }

// ParseRole is the inverse of Role.String.
func ParseRole(s string) (Role, bool) { return parse[Role](roleNames[:], s) }

// DocumentRole is the part a body has in a document as a whole.
type DocumentRole uint8

// Document roles in the order of the API's DocumentRole.
const (
	DocumentIssuer    DocumentRole = iota // 发文机关
	DocumentCoIssuer                      // 联合发文机关
	DocumentAddressee                     // 主送机关
)

var documentRoleNames = [...]string{"ISSUER", "CO_ISSUER", "ADDRESSEE"}

// String is the name of the role, e.g. ISSUER.
func (r DocumentRole) String() string { return nameOf(documentRoleNames[:], r) }

// RelationKind is how one document refers to another.
type RelationKind uint8

// Relation kinds in the order of the API's DocumentRelationKind.
const (
	RelationImplements RelationKind = iota // 贯彻落实
	RelationBasedOn                        // 根据
	RelationCites                          // names it
)

var relationNames = [...]string{"IMPLEMENTS", "BASED_ON", "CITES"}

// String is the name of the relation, e.g. CITES.
func (r RelationKind) String() string { return nameOf(relationNames[:], r) }

// DepartmentKind is a sort of organisation.
type DepartmentKind uint8

// Department kinds in the order of the API's DepartmentKind.
const (
	DepartmentOrdinary     DepartmentKind = iota // 厅, 委, 局, 办
	DepartmentGovernment                         // 人民政府
	DepartmentFieldOffice                        // 垂直管理机构, e.g. 通信管理局
	DepartmentEnterprise                         // 企业
	DepartmentPartyOrgan                         // 党委部门
	DepartmentLeadingGroup                       // 领导小组, 联席会议
	DepartmentOther                              // 其他
	DepartmentGeneric                            // 泛指, e.g. 各有关部门
)

var departmentKindNames = [...]string{
	"DEPARTMENT", "GOVERNMENT", "FIELD_OFFICE", "ENTERPRISE", "PARTY_ORGAN", "LEADING_GROUP", "OTHER", "GENERIC",
}

// String is the name of the kind, e.g. GOVERNMENT.
func (k DepartmentKind) String() string { return nameOf(departmentKindNames[:], k) }

// Level is a level of government or of an administrative division (行政级别).
type Level uint8

// Levels in the order of the API's AdministrativeLevel.
const (
	LevelNational   Level = iota // 国家
	LevelProvince                // 省级
	LevelPrefecture              // 地级
	LevelCounty                  // 县级
	LevelTownship                // 乡级
	LevelRegion                  // 区域, not a division
)

var levelNames = [...]string{"NATIONAL", "PROVINCE", "PREFECTURE", "COUNTY", "TOWNSHIP", "REGION"}

// String is the name of the level, e.g. PROVINCE.
func (l Level) String() string { return nameOf(levelNames[:], l) }

// ParseLevel is the inverse of Level.String.
func ParseLevel(s string) (Level, bool) { return parse[Level](levelNames[:], s) }

// ProjectKind is a sort of work item.
type ProjectKind uint8

// Project kinds in the order of the API's ProjectKind.
const (
	ProjectRail         ProjectKind = iota // 铁路
	ProjectRoad                            // 公路
	ProjectAirport                         // 机场
	ProjectWater                           // 水利
	ProjectEnergy                          // 能源
	ProjectIndustryPark                    // 园区
	ProjectLogistics                       // 物流
	ProjectEnvironment                     // 生态环保
	ProjectTourism                         // 文化旅游
	ProjectDigital                         // 信息化
	ProjectAgriculture                     // 农业
	ProjectOther                           // 其他
)

var projectKindNames = [...]string{
	"RAIL", "ROAD", "AIRPORT", "WATER", "ENERGY", "INDUSTRY_PARK", "LOGISTICS", "ENVIRONMENT", "TOURISM", "DIGITAL",
	"AGRICULTURE", "OTHER",
}

// String is the name of the kind, e.g. RAIL.
func (k ProjectKind) String() string { return nameOf(projectKindNames[:], k) }

// RoleNames are the names of Fact.Role in facts of kind k; empty when its facts have no role.
func (k Kind) RoleNames() []string {
	switch k {
	case KindResponsibility:
		return roleNames[:]
	case KindDocumentRole:
		return documentRoleNames[:]
	case KindReference:
		return relationNames[:]
	}
	return nil
}

// SortNames are the names of Entity.Sort in entities of kind k; empty when there are no sorts of them.
func (k Kind) SortNames() []string {
	switch k {
	case KindDepartment:
		return departmentKindNames[:]
	case KindProject:
		return projectKindNames[:]
	}
	return nil
}

func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "INVALID"
}

func parse[T ~uint8](names []string, s string) (T, bool) {
	i := slices.Index(names, s)
	return T(max(i, 0)), i >= 0
}
