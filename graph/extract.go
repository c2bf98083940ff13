package graph

// Extract is everything a loader found in one document: what [Build] makes a View from and what a store keeps.
// Entities are named by key; see [Key].
type Extract struct {
	LoaderVersion string // version of the loader and its rules
	Document      Document
	Sections      []Section
	Tasks         []Task
	Entities      []Entity // departments, cities, projects, themes; each key once, with what they are part of
	Facts         []Fact
	Mentions      []Mention
	Warnings      []Warning
}

// Document is one stored text (政策文件) and what is known of it as a whole. Its key comes from its text.
type Document struct {
	Title       string // 标题
	DocNumber   string // 发文字号; empty when it has none
	IssuedOn    string // 成文日期, YYYY-MM-DD; empty when unknown
	PublishedOn string // day it appeared where the copy was taken from, YYYY-MM-DD; empty when unknown
	SourceURL   string // address the copy was taken from; empty when unknown
	SourceName  string // base name of the file it was loaded from
	Text        string // valid UTF-8, line ends as LF
}

// Section is a heading (章节标题) and what stands under it, up to the next heading of its level or higher.
type Section struct {
	Path    string // numbers from the top, e.g. 二/（一）; unique in the document
	Number  string // as written, e.g. （一）; empty when there is none
	Heading string
	Level   int    // 1 for the top
	Parent  string // path of the section it is part of; empty at the top
	Span    Span
}

// Task is a numbered piece of work (任务).
type Task struct {
	Path    string // numbers from the top, e.g. 二/（一）/1; unique in the document
	Number  string // as written, e.g. 1.
	Title   string
	Locator string // readable place, e.g. 二、（一）1.
	Section string // path of the innermost section it stands in
	Span    Span   // from the number to the end of its last mark
}

// Entity is a named thing that a document shares with others. Which fields matter follows from the kind in its key.
type Entity struct {
	Key     string   // made by Key
	Name    string   // canonical name, in full
	Aliases []string // other names by rule or by table; written forms come from mentions
	Sort    uint8    // DepartmentKind or ProjectKind
	Level   Level    // departments and cities
	In      string   // key of the city it is part of, or under whose government it stands; may be empty
	Code    string   // GB/T 2260 code of a city; empty for a region
}

// Fact is one statement of a document. Subject and Object are keys.
type Fact struct {
	Kind     Kind   // one of the fact kinds
	Subject  string // task, document or project
	Object   string // department, city, project, theme; empty for a reference
	Role     uint8  // Role, DocumentRole or RelationKind
	RoleText string // the word that gives the role, e.g. 负责; empty when implied
	Surface  string // the object as written, distributed affixes added, e.g. 临汾市人民政府
	Position int    // 1 for the first body of its list
	Evidence []Evidence
}

// Evidence is a passage of the document with the rule that read it.
type Evidence struct {
	Span Span
	Rule string // name and version, e.g. responsibility.parenthesis@1
	Note string // where in its item it stands, in words, e.g. 末尾括注; may be empty
}

// Mention is one place where an entity is named.
type Mention struct {
	Entity  string // key
	Surface string // the name as written, distributed affixes added
	Span    Span
}

// Warning is something the loader was not sure of.
type Warning struct {
	Code    string // stable, e.g. UNKNOWN_MARK_STYLE
	Message string
	Span    Span // empty when it concerns the document as a whole
}

// Span is a stretch of a stored text in UTF-8 bytes, half open.
type Span struct{ Start, End int }

// Len is the number of bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }
