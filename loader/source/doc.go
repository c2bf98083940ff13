// Package source turns the bytes of a file into text: plain text and Markdown in any usual encoding, web pages, files of
// office programs, PDF and OFD, and task ledgers (任务台账) as CSV, workbooks or JSON lines. Nothing else in the project knows formats; see
// docs/FORMATS.md for what is read from each.
package source
