// Package source turns the bytes of a file into text: plain text and Markdown in any usual encoding, web pages, Word
// and PDF files, and task ledgers (任务台账) as CSV, XLSX or JSON lines. Nothing else in the project knows formats; see
// docs/FORMATS.md for what is read from each.
package source
