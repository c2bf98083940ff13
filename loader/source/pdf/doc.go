// Package pdf reads PDF files: their text as paragraphs in reading order, and their tables as grids of cells.
//
// Positions come from PDFium, which runs as WebAssembly without access to files or network. What they mean is decided
// here: which lines are one paragraph, what is printed on every page, which ruling lines make a table.
package pdf
