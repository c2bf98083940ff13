package notices

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write modules.txt and NOTICE")

const root = "../.."

type module struct {
	Path, Version, Dir string
	Main               bool
}

// modules lists what the Go tool links into the program.
func modules(t *testing.T) []module {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command("go", "list", "-deps", "-json=Module", "./cmd/policygraph")
	cmd.Dir, cmd.Stderr = root, &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	seen := map[string]module{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ Module *module }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && !p.Module.Main {
			seen[p.Module.Path] = *p.Module
		}
	}
	var list []module
	for _, m := range seen {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	if len(list) < 30 {
		t.Fatalf("%d modules: this test reads the list wrongly", len(list))
	}
	return list
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[sc]e|copying|notice|patents)(\.(txt|md))?$`)

// licence is what a module says of its licence.
func licence(m module) (string, error) {
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, e := range entries {
		if !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return "", err
		}
		lines := strings.ReplaceAll(string(text), "\r\n", "\n")
		b.WriteString(strings.Trim(lines, "\n\f ") + "\n\n")
	}
	if b.Len() == 0 {
		return "", fmt.Errorf("%s %s has no file with a licence", m.Path, m.Version)
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\f", "")) + "\n", nil
}

// kind names the licence of a text by words that only it has; empty when it is none that we take.
func kind(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	has := func(s string) bool { return strings.Contains(text, s) }
	switch {
	case has("GNU") && has("GENERAL PUBLIC LICENSE"):
		return ""
	case has("Apache License Version 2.0"):
		return "Apache-2.0"
	case has("Neither the name") && has("Redistribution and use in source and binary forms"):
		return "BSD-3-Clause"
	case has("Redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	case has("Permission is hereby granted, free of charge, to any person obtaining a copy"):
		return "MIT"
	}
	return ""
}

// generated makes modules.txt: modules that have the same text share it.
func generated(t *testing.T) string {
	t.Helper()
	names := map[string][]string{}
	var order []string
	for _, m := range modules(t) {
		text, err := licence(m)
		if err != nil {
			t.Error(err)
			continue
		}
		if kind(text) == "" {
			t.Errorf("%s %s: its licence is none that this test knows, or one that we do not take:\n%.300s", m.Path, m.Version, text)
		}
		if names[text] == nil {
			order = append(order, text)
		}
		names[text] = append(names[text], m.Path+" "+m.Version)
	}
	var parts []string
	for _, text := range order {
		parts = append(parts, strings.Join(names[text], "; ")+"\n\n"+kind(text)+"\n\n"+text)
	}
	return strings.Join(parts, separator)
}

// TestEveryModuleHasItsLicence compares the embedded texts with those of the modules that are linked, and NOTICE with both.
func TestEveryModuleHasItsLicence(t *testing.T) {
	want := generated(t)
	if *update {
		if err := os.WriteFile("modules.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("modules.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Fatal("modules.txt is not what the modules of the program say; run go test ./internal/notices -update and read the difference")
	}
	parts, err := read(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	notice := filepath.Join(root, "NOTICE")
	if *update {
		if err := os.WriteFile(notice, []byte(List(parts)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err = os.ReadFile(notice); err != nil || string(got) != List(parts) {
		t.Errorf("NOTICE is not the list of the parts (%v); run go test ./internal/notices -update", err)
	}
}

// TestWhatIsNoModule: what is embedded beside modules is named with its licence.
func TestWhatIsNoModule(t *testing.T) {
	parts, err := Parts()
	if err != nil {
		t.Fatal(err)
	}
	text := Texts(parts)
	for _, want := range []string{"Go: run time", "PDFium", "FreeType", "ICU", "libjpeg-turbo", "OpenJPEG", "Little CMS", "Anti-Grain", "Abseil", "zlib", "musl",
		"OpenCC", "administrative divisions", "The embedded plan"} {
		if !strings.Contains(List(parts), want) {
			t.Errorf("NOTICE does not name %s", want)
		}
	}
	for _, p := range parts {
		if len(p.Text) < 100 || !strings.HasSuffix(p.Text, "\n") || p.Licence == "" || !strings.Contains(text, p.Text) {
			t.Errorf("%s: licence %q, %d bytes of text", p.Name, p.Licence, len(p.Text))
		}
	}
}

// TestPackagesOfTheExplorer: what the explorer and GraphiQL take from npm is built into web/dist.
func TestPackagesOfTheExplorer(t *testing.T) {
	parts, err := Parts()
	if err != nil {
		t.Fatal(err)
	}
	list := List(parts)
	locks, err := filepath.Glob(filepath.Join(root, "web/*/package-lock.json"))
	if err != nil || len(locks) == 0 {
		t.Fatalf("%v, %v", locks, err)
	}
	for _, lock := range locks {
		text, err := os.ReadFile(lock)
		if err != nil {
			t.Fatal(err)
		}
		var tree struct {
			Packages map[string]struct {
				Version string
				Dev     bool
			}
		}
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatal(err)
		}
		for path, p := range tree.Packages {
			if path == "" || p.Dev || strings.Contains(path, "@types/") { // types are not built in
				continue
			}
			name := path[strings.LastIndex(path, "node_modules/")+len("node_modules/"):] + " " + p.Version
			if !strings.Contains(list, "\n"+name+": ") {
				t.Errorf("%s: NOTICE does not name %s; see web/notices.mjs", lock, name)
			}
		}
	}
}

func TestKind(t *testing.T) {
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004":                                  "Apache-2.0",
		"Permission is hereby granted, free of charge, to any person\nobtaining a copy": "MIT",
		"Redistribution and use in source and binary forms … Neither the name":          "BSD-3-Clause",
		"Redistribution and use in source and binary forms":                             "BSD-2-Clause",
		"GNU AFFERO GENERAL PUBLIC LICENSE":                                             "",
		"All rights reserved.":                                                          "",
	} {
		if got := kind(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWithoutALicence: a module without a file with its licence is an error.
func TestWithoutALicence(t *testing.T) {
	dir := t.TempDir()
	if text, err := licence(module{Path: "example.org/none", Version: "v1", Dir: dir}); err == nil {
		t.Errorf("it has %q", text)
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("MIT\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := licence(module{Path: "example.org/some", Version: "v1", Dir: dir}); err != nil || text != "MIT\n" {
		t.Errorf("%q, %v", text, err)
	}
}
