// Package loader reads the facts out of policy plans (政策文件): their sections and tasks, who is responsible for each and in which
// role, the places, projects and cultural themes that they name, and what a document says of itself. It is pure – text in, facts
// and warnings out – and knows no store, network or clock. docs/EXTRACTION.md explains its rules.
package loader
