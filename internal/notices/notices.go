// Package notices holds the licences of everything that is built into the program: Go modules, npm packages of the explorer,
// the parts of PDFium, tables and documents.
package notices

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Part is something of others in the program, or several things under one text.
type Part struct {
	Name    string // what it is; modules with their versions, separated by semicolons
	Source  string // where it comes from; empty for modules, whose name says it
	Licence string // its SPDX identifier, or a description
	Text    string // the licence, with the names of the authors
}

// modules.txt is written by the tests of this package, npm.txt by web/notices.mjs; the others are written by hand.
//
//go:embed modules.txt npm.txt other/*.txt
var files embed.FS

// separator stands between the parts in a file of several.
const separator = "\f\n"

// Parts lists all parts: Go modules and npm packages by their names, then the others.
func Parts() ([]Part, error) { return read(files) }

func read(files fs.FS) ([]Part, error) {
	names, err := fs.Glob(files, "other/*.txt")
	if err != nil {
		return nil, err
	}
	var parts []Part
	for _, name := range slices.Concat([]string{"modules.txt", "npm.txt"}, names) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		for one := range strings.SplitSeq(string(text), separator) {
			fields := strings.SplitN(one, "\n", 5)
			if len(fields) != 5 || fields[3] != "" {
				return nil, fmt.Errorf("notices: %s: a part has no name, source, licence and text", name)
			}
			parts = append(parts, Part{fields[0], fields[1], fields[2], fields[4]})
		}
	}
	return parts, nil
}

// List names the parts with their licences, one a line: the text of the file NOTICE.
func List(parts []Part) string {
	var b strings.Builder
	b.WriteString("PolicyGraph\nCopyright the PolicyGraph authors. Licensed under the Apache License, Version 2.0 (LICENSE).\n\n" +
		"The program contains the following. `policygraph licenses` prints the licences.\n\n")
	for _, p := range parts {
		for name := range strings.SplitSeq(p.Name, "; ") {
			fmt.Fprintf(&b, "%s: %s", name, p.Licence)
			if p.Source != "" {
				fmt.Fprintf(&b, " (%s)", p.Source)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Texts is the list and all licences in full.
func Texts(parts []Part) string {
	var b strings.Builder
	b.WriteString(List(parts))
	for _, p := range parts {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s", strings.Repeat("=", 80), strings.ReplaceAll(p.Name, "; ", "\n"), p.Text)
	}
	return b.String()
}
