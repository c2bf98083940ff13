/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Level of government or of an administrative division. */
export type AdministrativeLevel =
  /** 县级, 县级市, 区. */
  | 'COUNTY'
  /** 国家. */
  | 'NATIONAL'
  /** 地级, 设区的市. */
  | 'PREFECTURE'
  /** 省级. */
  | 'PROVINCE'
  /** A region that is not a division, e.g. an urban agglomeration. */
  | 'REGION'
  /** 乡级. */
  | 'TOWNSHIP';

/** Conditions on AdministrativeLevel. */
export type AdministrativeLevelFilter = {
  /** Equal to this value. */
  readonly eq?: AdministrativeLevel | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<AdministrativeLevel> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<AdministrativeLevel> | null | undefined;
};

/** Conditions on a boolean. */
export type BooleanFilter = {
  /** Equal to this value. */
  readonly eq?: boolean | null | undefined;
};

/** Which places. */
export type CityFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<CityFilter> | null | undefined;
  /** GB/T 2260 code, e.g. 140800. */
  readonly code?: StringFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** Level. */
  readonly level?: AdministrativeLevelFilter | null | undefined;
  /** The name. */
  readonly name?: StringFilter | null | undefined;
  /** This must not hold. */
  readonly not?: CityFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<CityFilter> | null | undefined;
  /** What it is part of. */
  readonly parent?: IdFilter | null | undefined;
  /** Tasks, filtered, sorted and paged. */
  readonly tasks?: TaskRelationFilter | null | undefined;
};

/** Conditions on related City values. */
export type CityRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: CityFilter | null | undefined;
  /** No related value matches. */
  readonly none?: CityFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: CityFilter | null | undefined;
};

/** Which cultural themes. */
export type CulturalThemeFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<CulturalThemeFilter> | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** The name. */
  readonly name?: StringFilter | null | undefined;
  /** This must not hold. */
  readonly not?: CulturalThemeFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<CulturalThemeFilter> | null | undefined;
  /** Tasks, filtered, sorted and paged. */
  readonly tasks?: TaskRelationFilter | null | undefined;
};

/** Conditions on related CulturalTheme values. */
export type CulturalThemeRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: CulturalThemeFilter | null | undefined;
  /** No related value matches. */
  readonly none?: CulturalThemeFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: CulturalThemeFilter | null | undefined;
};

/** Conditions on a day; both ends are included. */
export type DateFilter = {
  /** Equal to this value. */
  readonly eq?: string | null | undefined;
  /** On or after this day. */
  readonly from?: string | null | undefined;
  /** On or before this day. */
  readonly to?: string | null | undefined;
};

/** Which organisations. */
export type DepartmentFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<DepartmentFilter> | null | undefined;
  /** Matches the name or any alias. */
  readonly anyName?: StringFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** Place whose government it belongs to. */
  readonly jurisdiction?: IdFilter | null | undefined;
  /** Kind. */
  readonly kind?: DepartmentKindFilter | null | undefined;
  /** Level. */
  readonly level?: AdministrativeLevelFilter | null | undefined;
  /** The name. */
  readonly name?: StringFilter | null | undefined;
  /** This must not hold. */
  readonly not?: DepartmentFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<DepartmentFilter> | null | undefined;
  /** Department-task links. */
  readonly responsibilities?: ResponsibilityRelationFilter | null | undefined;
};

/** Sorts of organisation; the usual population choices of collaboration studies. */
export type DepartmentKind =
  /** Department, commission or bureau of a government (厅, 委, 局, 办). */
  | 'DEPARTMENT'
  /** State-owned or other enterprise (集团公司). */
  | 'ENTERPRISE'
  /** Field office of a central body (通信管理局, 检验检疫局). */
  | 'FIELD_OFFICE'
  /** 各有关部门 and other generic actors. */
  | 'GENERIC'
  /** People's government of a place (人民政府). */
  | 'GOVERNMENT'
  /** Leading group or joint conference (领导小组, 联席会议). */
  | 'LEADING_GROUP'
  /** Anything else. */
  | 'OTHER'
  /** Party organ. */
  | 'PARTY_ORGAN';

/** Conditions on DepartmentKind. */
export type DepartmentKindFilter = {
  /** Equal to this value. */
  readonly eq?: DepartmentKind | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<DepartmentKind> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<DepartmentKind> | null | undefined;
};

/** Conditions on related Department values. */
export type DepartmentRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: DepartmentFilter | null | undefined;
  /** No related value matches. */
  readonly none?: DepartmentFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: DepartmentFilter | null | undefined;
};

/** Which documents. */
export type DocumentFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<DocumentFilter> | null | undefined;
  /** Organisations with a part in the document. */
  readonly departments?: DepartmentRelationFilter | null | undefined;
  /** 发文字号, e.g. 晋发改规划发〔2018〕1号. */
  readonly docNumber?: StringFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** In force on this day (needs amend/repeal data; unknown counts as in force). */
  readonly inForceOn?: string | null | undefined;
  /** Day of issue (成文日期). */
  readonly issuedOn?: DateFilter | null | undefined;
  /** This must not hold. */
  readonly not?: DocumentFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<DocumentFilter> | null | undefined;
  /** Day it appeared where the copy was taken from. */
  readonly publishedOn?: DateFilter | null | undefined;
  /** The title. */
  readonly title?: StringFilter | null | undefined;
};

/** How one document refers to another. */
export type DocumentRelationKind =
  /** 根据: rests on the other. */
  | 'BASED_ON'
  /** Mentions the other by title or number. */
  | 'CITES'
  /** 贯彻落实: carries out the other. */
  | 'IMPLEMENTS';

/** What an organisation has to do with a document as a whole. */
export type DocumentRole =
  /** 主送: main recipient. */
  | 'ADDRESSEE'
  /** A further issuer of a joint document (联合发文). */
  | 'CO_ISSUER'
  /** The only or first-named issuer (发文机关). */
  | 'ISSUER';

/** Kinds of entity. */
export type EntityType =
  /** 行政区划与区域. */
  | 'CITY'
  /** 文化主题. */
  | 'CULTURAL_THEME'
  /** 部门, 政府, 企业. */
  | 'DEPARTMENT'
  /** 政策文件. */
  | 'DOCUMENT'
  /** 工程项目. */
  | 'PROJECT'
  /** 章节. */
  | 'SECTION'
  /** 任务. */
  | 'TASK';

/** Conditions on an id. */
export type IdFilter = {
  /** Equal to this value. */
  readonly eq?: string | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<string> | null | undefined;
};

/** Conditions on a whole number. */
export type IntFilter = {
  /** Equal to this value. */
  readonly eq?: number | null | undefined;
  /** At least. */
  readonly gte?: number | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<number> | null | undefined;
  /** At most. */
  readonly lte?: number | null | undefined;
};

/** Kinds of link a path may follow. */
export type LinkKind =
  /** Document - task. */
  | 'CONTAINS'
  /** Department - document. */
  | 'DOCUMENT_ROLE'
  /** Place - higher place. */
  | 'PART_OF'
  /** Document - document. */
  | 'REFERENCE'
  /** Department - task. */
  | 'RESPONSIBILITY'
  /** Task - place. */
  | 'TASK_PLACE'
  /** Task - project. */
  | 'TASK_PROJECT'
  /** Task - cultural theme. */
  | 'TASK_THEME';

/** One sort key. */
export type NetworkActorOrder = {
  /** Up or down. */
  readonly direction?: OrderDirection | null | undefined;
  /** What to sort by. */
  readonly field: NetworkActorOrderField;
};

/** Fields NetworkActor lists can be sorted by; ties are broken by id, so paging is stable. */
export type NetworkActorOrderField =
  /** By unweighted betweenness. */
  | 'BETWEENNESS'
  /** By unweighted closeness. */
  | 'CLOSENESS'
  /** By Burt constraint. */
  | 'CONSTRAINT'
  /** By number of partners. */
  | 'DEGREE'
  /** By eigenvector centrality. */
  | 'EIGENVECTOR'
  /** By number of exclusive tasks. */
  | 'EXCLUSIVE_TASKS'
  /** By name, in code point order. */
  | 'NAME'
  /** By PageRank. */
  | 'PAGERANK'
  /** By sum of tie weights. */
  | 'STRENGTH';

/** Who the actors are and what ties them. */
export type NetworkProjection =
  /** Places tied by common tasks. */
  | 'CITIES_BY_TASK'
  /** Bodies tied by jointly issued documents (联合发文). */
  | 'DEPARTMENTS_BY_DOCUMENT'
  /** Bodies tied by common tasks. */
  | 'DEPARTMENTS_BY_TASK'
  /** Two-mode: bodies and tasks, unprojected. */
  | 'DEPARTMENT_TASK'
  /** Tasks tied by common bodies. */
  | 'TASKS_BY_DEPARTMENT'
  /** Cultural themes tied by common tasks. */
  | 'THEMES_BY_TASK';

/** What the network is made of. Every answer repeats it, because results depend on it. */
export type NetworkSpec = {
  /** Population; all kinds but GENERIC when null. Leaving city governments in or out changes most measures. */
  readonly departmentKinds?: ReadonlyArray<DepartmentKind> | null | undefined;
  /** Documents to use; all when null. */
  readonly documents?: ReadonlyArray<string> | null | undefined;
  /** Documents issued in this period. */
  readonly issuedOn?: DateFilter | null | undefined;
  /** Drop ties below this weight. */
  readonly minWeight?: number | null | undefined;
  /** Who the actors are and what ties them. */
  readonly projection?: NetworkProjection | null | undefined;
  /** Roles that count; all when null. */
  readonly roles?: ReadonlyArray<ResponsibilityRole> | null | undefined;
  /** Tasks to use; all when null. */
  readonly tasks?: TaskFilter | null | undefined;
  /** How strong a tie is. */
  readonly weight?: TieWeight | null | undefined;
};

/** Sort direction. */
export type OrderDirection =
  /** Smallest, earliest or first first. */
  | 'ASC'
  /** Largest, latest or last first. */
  | 'DESC';

/** Which projects. */
export type ProjectFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<ProjectFilter> | null | undefined;
  /** Places, filtered, sorted and paged. */
  readonly cities?: CityRelationFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** Kind. */
  readonly kind?: ProjectKindFilter | null | undefined;
  /** The name. */
  readonly name?: StringFilter | null | undefined;
  /** This must not hold. */
  readonly not?: ProjectFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<ProjectFilter> | null | undefined;
  /** Tasks, filtered, sorted and paged. */
  readonly tasks?: TaskRelationFilter | null | undefined;
};

/** Kinds of work item. */
export type ProjectKind =
  /** 农业. */
  | 'AGRICULTURE'
  /** 机场. */
  | 'AIRPORT'
  /** 信息化. */
  | 'DIGITAL'
  /** 能源. */
  | 'ENERGY'
  /** 生态环保. */
  | 'ENVIRONMENT'
  /** 园区, 基地. */
  | 'INDUSTRY_PARK'
  /** 物流, 口岸. */
  | 'LOGISTICS'
  /** Anything else. */
  | 'OTHER'
  /** 铁路. */
  | 'RAIL'
  /** 公路, 桥梁. */
  | 'ROAD'
  /** 文化旅游. */
  | 'TOURISM'
  /** 水利. */
  | 'WATER';

/** Conditions on ProjectKind. */
export type ProjectKindFilter = {
  /** Equal to this value. */
  readonly eq?: ProjectKind | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<ProjectKind> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<ProjectKind> | null | undefined;
};

/** Conditions on related Project values. */
export type ProjectRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: ProjectFilter | null | undefined;
  /** No related value matches. */
  readonly none?: ProjectFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: ProjectFilter | null | undefined;
};

/** Which department-task links. */
export type ResponsibilityFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<ResponsibilityFilter> | null | undefined;
  /** The organisation. */
  readonly department?: DepartmentFilter | null | undefined;
  /** True for the first organisation named in its list; a fact about the text, not a role. */
  readonly firstNamed?: BooleanFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** This must not hold. */
  readonly not?: ResponsibilityFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<ResponsibilityFilter> | null | undefined;
  /** The role. */
  readonly role?: ResponsibilityRoleFilter | null | undefined;
  /** The task. */
  readonly task?: TaskFilter | null | undefined;
};

/** Conditions on related Responsibility values. */
export type ResponsibilityRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: ResponsibilityFilter | null | undefined;
  /** No related value matches. */
  readonly none?: ResponsibilityFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: ResponsibilityFilter | null | undefined;
};

/** What an organisation does for a task. Taken from the wording; never guessed from the order of names. */
export type ResponsibilityRole =
  /** 指导, 协调: guides or coordinates. */
  | 'GUIDE'
  /** 落实, 实施, 承担: carries the work out, usually a city or county government. */
  | 'IMPLEMENT'
  /** 牵头, 牵头单位, or the first body under a document-wide rule such as 列第一位者为牵头单位: leads, and the text says so. */
  | 'LEAD'
  /** 负责, 责任单位, 按职责分工负责: responsible, with nobody marked as leader. */
  | 'RESPONSIBLE'
  /** 督促检查, 监督, 考核: supervises and inspects. */
  | 'SUPERVISE'
  /** 配合, 参与, 协同, 会同: takes part beside the leader. */
  | 'SUPPORT';

/** Conditions on ResponsibilityRole. */
export type ResponsibilityRoleFilter = {
  /** Equal to this value. */
  readonly eq?: ResponsibilityRole | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<ResponsibilityRole> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<ResponsibilityRole> | null | undefined;
};

/** Where and when to search. */
export type SearchFilter = {
  /** Documents, filtered, sorted and paged. */
  readonly documents?: IdFilter | null | undefined;
  /** Day of issue (成文日期). */
  readonly issuedOn?: DateFilter | null | undefined;
  /** Kinds of entity. */
  readonly types?: ReadonlyArray<EntityType> | null | undefined;
};

/** Conditions on a string; all that are given must hold. Comparison ignores width and NFKC differences. */
export type StringFilter = {
  /** Substring; works for two-character Chinese words. */
  readonly contains?: string | null | undefined;
  /** Equal to this value. */
  readonly eq?: string | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Equal to none of these. */
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  /** Begins with this text. */
  readonly startsWith?: string | null | undefined;
};

/** Which tasks. */
export type TaskFilter = {
  /** All of these must hold. */
  readonly and?: ReadonlyArray<TaskFilter> | null | undefined;
  /** Places, filtered, sorted and paged. */
  readonly cities?: CityRelationFilter | null | undefined;
  /** Cultural themes, filtered, sorted and paged. */
  readonly culturalThemes?: CulturalThemeRelationFilter | null | undefined;
  /** The document. */
  readonly document?: DocumentFilter | null | undefined;
  /** Global, opaque, deterministic id. */
  readonly id?: IdFilter | null | undefined;
  /** This must not hold. */
  readonly not?: TaskFilter | null | undefined;
  /** At least one of these must hold. */
  readonly or?: ReadonlyArray<TaskFilter> | null | undefined;
  /** Projects, filtered, sorted and paged. */
  readonly projects?: ProjectRelationFilter | null | undefined;
  /** Department-task links. */
  readonly responsibilities?: ResponsibilityRelationFilter | null | undefined;
  /** The section, or one that it is part of. */
  readonly section?: IdFilter | null | undefined;
  /** Substring of the full text of the task. */
  readonly text?: StringFilter | null | undefined;
  /** The title. */
  readonly title?: StringFilter | null | undefined;
};

/** Conditions on related Task values. */
export type TaskRelationFilter = {
  /** How many related values there are. */
  readonly count?: IntFilter | null | undefined;
  /** Every related value matches (true when there are none). */
  readonly every?: TaskFilter | null | undefined;
  /** No related value matches. */
  readonly none?: TaskFilter | null | undefined;
  /** At least one related value matches. */
  readonly some?: TaskFilter | null | undefined;
};

/** How strong a tie is. */
export type TieWeight =
  /** 1 for every tie. */
  | 'BINARY'
  /** Number of shared tasks (documents). */
  | 'COUNT'
  /** Shared divided by either. */
  | 'JACCARD'
  /** Newman: sum of 1/(members - 1); big tasks count less per pair. */
  | 'NEWMAN';

export type CityQueryVariables = Exact<{
  id: string;
}>;


export type CityQuery = { readonly snapshot: { readonly id: string }, readonly city: { readonly id: string, readonly name: string, readonly code: string | null, readonly level: AdministrativeLevel, readonly aliases: ReadonlyArray<string>, readonly permalink: string, readonly parent: { readonly id: string, readonly name: string } | null, readonly government: { readonly id: string, readonly name: string, readonly tasks: { readonly totalCount: number } } | null, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly level: AdministrativeLevel }> }, readonly mentions: { readonly totalCount: number }, readonly tasks: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly locator: string, readonly document: { readonly id: string, readonly title: string } }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> }, readonly projects: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: ProjectKind, readonly tasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string }> } }> }, readonly culturalThemes: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> } } | null };

export type CompareQueryVariables = Exact<{
  a?: ResponsibilityFilter | null | undefined;
  b?: ResponsibilityFilter | null | undefined;
  idA: string;
  idB: string;
}>;


export type CompareQuery = { readonly snapshot: { readonly id: string }, readonly first: { readonly id: string, readonly title: string, readonly issuedOn: string | null } | null, readonly second: { readonly id: string, readonly title: string, readonly issuedOn: string | null } | null, readonly a: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: ResponsibilityRole, readonly department: { readonly id: string, readonly name: string, readonly kind: DepartmentKind }, readonly task: { readonly id: string, readonly title: string, readonly section: { readonly path: ReadonlyArray<{ readonly id: string }> } }, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string }> }> }, readonly b: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: ResponsibilityRole, readonly department: { readonly id: string, readonly name: string, readonly kind: DepartmentKind }, readonly task: { readonly id: string, readonly title: string, readonly section: { readonly path: ReadonlyArray<{ readonly id: string }> } }, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string }> }> } };

export type CellFragment = { readonly id: string, readonly role: ResponsibilityRole, readonly department: { readonly id: string, readonly name: string, readonly kind: DepartmentKind }, readonly task: { readonly id: string, readonly title: string, readonly section: { readonly path: ReadonlyArray<{ readonly id: string }> } }, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string }> };

export type ChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type ChoicesQuery = { readonly snapshot: { readonly id: string }, readonly documents: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly issuedOn: string | null }> } };

export type DepartmentQueryVariables = Exact<{
  id: string;
  roles?: ReadonlyArray<ResponsibilityRole> | ResponsibilityRole | null | undefined;
  filter?: TaskFilter | null | undefined;
}>;


export type DepartmentQuery = { readonly snapshot: { readonly id: string }, readonly department: { readonly id: string, readonly name: string, readonly kind: DepartmentKind, readonly level: AdministrativeLevel, readonly aliases: ReadonlyArray<string>, readonly permalink: string, readonly jurisdiction: { readonly id: string, readonly name: string } | null, readonly mentions: { readonly totalCount: number }, readonly documents: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly role: DocumentRole, readonly node: { readonly id: string, readonly title: string } }> }, readonly all: { readonly totalCount: number }, readonly tasks: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly role: ResponsibilityRole, readonly node: { readonly id: string, readonly title: string, readonly locator: string, readonly document: { readonly id: string, readonly title: string }, readonly section: { readonly id: string, readonly path: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string }> }, readonly departments: { readonly edges: ReadonlyArray<{ readonly role: ResponsibilityRole, readonly node: { readonly id: string, readonly name: string, readonly kind: DepartmentKind } }> } }, readonly responsibility: { readonly id: string, readonly roleText: string, readonly surface: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> } } | null, readonly roles: ReadonlyArray<{ readonly count: number, readonly group: ReadonlyArray<{ readonly value: string, readonly label: string }> }>, readonly documents: ReadonlyArray<{ readonly count: number, readonly group: ReadonlyArray<{ readonly value: string, readonly label: string }> }> };

export type DocumentQueryVariables = Exact<{
  id: string;
}>;


export type DocumentQuery = { readonly snapshot: { readonly id: string }, readonly document: { readonly id: string, readonly title: string, readonly docNumber: string | null, readonly issuedOn: string | null, readonly publishedOn: string | null, readonly sourceUrl: string | null, readonly sourceName: string | null, readonly textSha256: string, readonly textLength: number, readonly text: string, readonly permalink: string, readonly gbt: string, readonly bibtex: string, readonly departments: { readonly edges: ReadonlyArray<{ readonly role: DocumentRole, readonly node: { readonly id: string, readonly name: string } }> }, readonly references: { readonly edges: ReadonlyArray<{ readonly node: { readonly kind: DocumentRelationKind, readonly targetText: string, readonly target: { readonly id: string, readonly title: string } | null } }> }, readonly sections: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string, readonly level: number, readonly children: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string, readonly level: number, readonly children: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string, readonly level: number, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly tasks: { readonly totalCount: number } }>, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly tasks: { readonly totalCount: number } }>, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly tasks: { readonly totalCount: number } }>, readonly warnings: ReadonlyArray<{ readonly code: string, readonly message: string, readonly evidence: { readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } } | null }>, readonly tasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly section: { readonly id: string }, readonly departments: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly role: ResponsibilityRole, readonly node: { readonly id: string, readonly name: string }, readonly responsibility: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } }> } }> }, readonly cities: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } }> } }> }, readonly projects: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } }> } }> }, readonly culturalThemes: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } }> } }> } }> } } | null };

export type SectionLineFragment = { readonly id: string, readonly number: string | null, readonly heading: string, readonly level: number, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly tasks: { readonly totalCount: number } };

export type SpotFragment = { readonly id: string, readonly locator: string, readonly quote: string, readonly span: { readonly utf16Start: number, readonly utf16End: number } };

export type DocumentsQueryVariables = Exact<{
  filter?: DocumentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type DocumentsQuery = { readonly snapshot: { readonly id: string }, readonly documents: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly docNumber: string | null, readonly issuedOn: string | null, readonly textLength: number, readonly tasks: { readonly totalCount: number }, readonly warnings: ReadonlyArray<{ readonly code: string }>, readonly departments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> } }> } };

type Named_City_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_CulturalTheme_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_Department_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_Document_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_Project_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_Section_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

type Named_Task_Fragment = { readonly id: string, readonly name: string, readonly entityType: EntityType };

export type NamedFragment =
  | Named_City_Fragment
  | Named_CulturalTheme_Fragment
  | Named_Department_Fragment
  | Named_Document_Fragment
  | Named_Project_Fragment
  | Named_Section_Fragment
  | Named_Task_Fragment
;

export type PassageFragment = { readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { readonly snapshot: { readonly id: string, readonly createdAt: string }, readonly stats: { readonly documentCount: number, readonly taskCount: number, readonly departmentCount: number, readonly responsibilityCount: number, readonly cityCount: number, readonly projectCount: number, readonly culturalThemeCount: number, readonly mentionCount: number }, readonly departments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: DepartmentKind, readonly tasks: { readonly totalCount: number }, readonly partners: { readonly totalCount: number } }> }, readonly documents: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly docNumber: string | null, readonly issuedOn: string | null, readonly tasks: { readonly totalCount: number } }> }, readonly culturalThemes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> } };

export type MatrixQueryVariables = Exact<{
  filter?: ResponsibilityFilter | null | undefined;
  spec?: NetworkSpec | null | undefined;
  after?: string | null | undefined;
}>;


export type MatrixQuery = { readonly snapshot: { readonly id: string }, readonly responsibilities: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: ResponsibilityRole, readonly department: { readonly id: string, readonly name: string, readonly kind: DepartmentKind }, readonly task: { readonly id: string, readonly title: string, readonly locator: string, readonly document: { readonly id: string, readonly title: string }, readonly section: { readonly id: string, readonly path: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string }> } }, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string }> }> }, readonly collaborationNetwork: { readonly id: string, readonly actors: { readonly nodes: ReadonlyArray<{ readonly community: number, readonly entity:
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
         }> } }, readonly kinds: ReadonlyArray<{ readonly count: number, readonly group: ReadonlyArray<{ readonly value: string, readonly label: string }> }>, readonly roles: ReadonlyArray<{ readonly count: number, readonly group: ReadonlyArray<{ readonly value: string, readonly label: string }> }>, readonly documents: ReadonlyArray<{ readonly count: number, readonly group: ReadonlyArray<{ readonly value: string, readonly label: string }> }> };

export type NetworkQueryVariables = Exact<{
  spec?: NetworkSpec | null | undefined;
  orderBy?: ReadonlyArray<NetworkActorOrder> | NetworkActorOrder | null | undefined;
  first: number;
  ties: number;
}>;


export type NetworkQuery = { readonly snapshot: { readonly id: string }, readonly collaborationNetwork: { readonly id: string, readonly permalink: string, readonly methodNote: string, readonly citation: string, readonly actorCount: number, readonly tieCount: number, readonly density: number, readonly componentCount: number, readonly isolateCount: number, readonly meanDegree: number, readonly meanDistance: number | null, readonly diameter: number | null, readonly transitivity: number, readonly meanClustering: number, readonly degreeCentralization: number, readonly betweennessCentralization: number, readonly communityCount: number, readonly modularity: number, readonly bibtex: string, readonly spec: { readonly projection: NetworkProjection, readonly roles: ReadonlyArray<ResponsibilityRole>, readonly departmentKinds: ReadonlyArray<DepartmentKind>, readonly weight: TieWeight, readonly minWeight: number, readonly documents: ReadonlyArray<{ readonly id: string, readonly title: string }> }, readonly actors: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly degree: number, readonly strength: number, readonly betweenness: number, readonly closeness: number, readonly eigenvector: number | null, readonly pagerank: number, readonly constraint: number | null, readonly clustering: number, readonly coreness: number, readonly community: number, readonly isArticulationPoint: boolean, readonly exclusiveTaskCount: number, readonly taskCount: number, readonly entity:
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
         }> }, readonly ties: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly weight: number, readonly sharedCount: number, readonly isBridge: boolean, readonly source: { readonly entity:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }, readonly target: { readonly entity:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           } }> } } };

export type TieQueryVariables = Exact<{
  spec?: NetworkSpec | null | undefined;
  id: string;
}>;


export type TieQuery = { readonly collaborationNetwork: { readonly actor: { readonly ties: { readonly nodes: ReadonlyArray<{ readonly sharedCount: number, readonly weight: number, readonly source: { readonly entity:
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
             }, readonly target: { readonly entity:
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
              | { readonly id: string, readonly name: string, readonly entityType: EntityType }
             }, readonly sharedTasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string }> } }> } } | null } };

export type RemovalQueryVariables = Exact<{
  spec?: NetworkSpec | null | undefined;
  ids: ReadonlyArray<string> | string;
}>;


export type RemovalQuery = { readonly collaborationNetwork: { readonly without: { readonly componentCountBefore: number, readonly componentCountAfter: number, readonly largestComponentAfter: number, readonly removed: ReadonlyArray<
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      >, readonly orphanedTasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string }> }, readonly fragileTasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string }> } } } };

export type PathsQueryVariables = Exact<{
  from: string;
  to: string;
  via?: ReadonlyArray<LinkKind> | LinkKind | null | undefined;
  roles?: ReadonlyArray<ResponsibilityRole> | ResponsibilityRole | null | undefined;
  avoid?: ReadonlyArray<string> | string | null | undefined;
}>;


export type PathsQuery = { readonly snapshot: { readonly id: string }, readonly a:
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | Record<PropertyKey, never>
   | null, readonly b:
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | Record<PropertyKey, never>
   | null, readonly shortestPaths: { readonly length: number | null, readonly totalCount: number, readonly truncated: boolean, readonly paths: ReadonlyArray<{ readonly text: string, readonly entities: ReadonlyArray<
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      >, readonly steps: ReadonlyArray<{ readonly kind: LinkKind, readonly role: string | null, readonly from:
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        , readonly to:
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
          | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        , readonly fact:
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
          | { readonly id: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }
         | null }> }> } };

export type NamesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type NamesQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | { readonly id: string, readonly name: string, readonly entityType: EntityType }
    | Record<PropertyKey, never>
   | null> };

export type ProjectQueryVariables = Exact<{
  id: string;
}>;


export type ProjectQuery = { readonly snapshot: { readonly id: string }, readonly project: { readonly id: string, readonly name: string, readonly kind: ProjectKind, readonly aliases: ReadonlyArray<string>, readonly permalink: string, readonly mentions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly surface: string, readonly evidence: { readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } } }> }, readonly tasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly locator: string, readonly document: { readonly id: string, readonly title: string } }> }, readonly cities: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly level: AdministrativeLevel }> }, readonly departments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: DepartmentKind }> } } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly snapshot: { readonly id: string }, readonly bodies: ReadonlyArray<{ readonly matched: string, readonly entity:
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
     }>, readonly search: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly score: number, readonly node:
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType }
        | { readonly id: string, readonly name: string, readonly entityType: EntityType, readonly document: { readonly id: string, readonly title: string } }
        | { readonly locator: string, readonly id: string, readonly name: string, readonly entityType: EntityType, readonly document: { readonly id: string, readonly title: string } }
      , readonly snippets: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly prefix: string, readonly suffix: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> }> } };

export type ContextFragment = { readonly id: string, readonly quote: string, readonly prefix: string, readonly suffix: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } };

export type SuggestQueryVariables = Exact<{
  prefix: string;
}>;


export type SuggestQuery = { readonly suggest: ReadonlyArray<{ readonly matched: string, readonly entity:
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
      | { readonly id: string, readonly name: string, readonly entityType: EntityType }
     }> };

export type TaskQueryVariables = Exact<{
  id: string;
}>;


export type TaskQuery = { readonly snapshot: { readonly id: string }, readonly task: { readonly id: string, readonly title: string, readonly number: string | null, readonly locator: string, readonly permalink: string, readonly text: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string }, readonly section: { readonly id: string, readonly path: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly heading: string }> }, readonly departments: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly role: ResponsibilityRole, readonly position: number, readonly node: { readonly id: string, readonly name: string, readonly kind: DepartmentKind }, readonly responsibility: { readonly roleText: string, readonly surface: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> }, readonly cities: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly level: AdministrativeLevel }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> }, readonly projects: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly kind: ProjectKind }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> }, readonly culturalThemes: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string }, readonly fact: { readonly evidence: ReadonlyArray<{ readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } }> } }> }, readonly relatedTasks: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly jaccard: number, readonly sharedDepartments: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly node: { readonly id: string, readonly title: string, readonly document: { readonly id: string, readonly title: string } } }> } } | null };

export type DocumentTextQueryVariables = Exact<{
  id: string;
}>;


export type DocumentTextQuery = { readonly document: { readonly id: string, readonly title: string, readonly docNumber: string | null, readonly issuedOn: string | null, readonly textLength: number, readonly text: string } | null };

export type PassageCitationQueryVariables = Exact<{
  id: string;
}>;


export type PassageCitationQuery = { readonly node:
    | { readonly id: string, readonly quote: string, readonly permalink: string, readonly gbt: string, readonly bibtex: string }
    | Record<PropertyKey, never>
   | null };

export type ThemeQueryVariables = Exact<{
  id: string;
}>;


export type ThemeQuery = { readonly snapshot: { readonly id: string }, readonly culturalTheme: { readonly id: string, readonly name: string, readonly aliases: ReadonlyArray<string>, readonly permalink: string, readonly mentions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly surface: string, readonly evidence: { readonly id: string, readonly quote: string, readonly locator: string, readonly span: { readonly utf16Start: number, readonly utf16End: number }, readonly document: { readonly id: string, readonly title: string } } }> }, readonly tasks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly locator: string, readonly document: { readonly id: string, readonly title: string } }> }, readonly cities: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly level: AdministrativeLevel }> }, readonly departments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: DepartmentKind }> } } | null };
