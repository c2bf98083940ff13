// Package graph holds the words of the domain — policy documents (政策文件), sections (章节), tasks (任务),
// departments (部门), cities (行政区划), projects (工程项目) and cultural themes (文化主题), and the facts that link
// them — and the immutable View that every answer is read from.
//
// An [Extract] is what a loader found in one document. [Build] turns any number of extracts into a [View]: columns
// indexed by small integers and compressed adjacency in both directions. The same set of extracts gives the same
// View, whatever their order.
//
// Positions in stored texts are UTF-8 byte offsets, half open, unless a name says otherwise.
package graph
