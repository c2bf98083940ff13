package source

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// tree makes files under a new folder; a name that ends in / is a folder, content "-> x" a link to x.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		if to, ok := strings.CutPrefix(content, "-> "); ok {
			must(t, os.Symlink(to, path))
		} else {
			must(t, os.WriteFile(path, []byte(content), 0o600))
		}
	}
	return root
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestExpand(t *testing.T) {
	root := tree(t, map[string]string{
		"b/2.txt": plan, "b/10.TXT": plan, "a.md": plan, "z.xlsx": plan, "b/c/计划.html": plan, "b/c/loop": "-> ../..",
		".git/x.txt": plan, ".hidden.txt": plan, "~$plan.docx": plan, "old.wpd": plan, "old.ppt": plan, "noext": plan,
		"x.7z": plan, "again.txt": "-> a.md", "dangling.txt": "-> nowhere", "self.txt": "-> self.txt",
	})
	files, rest := Expand([]string{Stdin, root, filepath.Join(root, "noext"), filepath.Join(root, "absent"), Stdin})
	rel := func(path string) string { return strings.TrimPrefix(path, root+string(filepath.Separator)) }
	for i := range files {
		files[i] = rel(files[i])
	}
	want := []string{"-", "a.md", "b/10.TXT", "b/2.txt", "b/c/计划.html", "z.xlsx", "noext"}
	if !slices.Equal(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	var got []string
	for _, e := range rest {
		line := rel(e.Name) + " " + e.Code
		if e.Skipped() {
			line += " skipped"
		}
		got = append(got, line)
		if e.Reason == "" {
			t.Errorf("%s has no reason", e.Name)
		}
	}
	wantRest := []string{
		".git HIDDEN skipped", ".hidden.txt HIDDEN skipped", "b/c/loop LOOP", "dangling.txt UNREADABLE",
		"noext UNSUPPORTED skipped", "old.ppt UNSUPPORTED skipped", "old.wpd UNSUPPORTED skipped", "self.txt LOOP",
		"x.7z UNSUPPORTED skipped", "~$plan.docx HIDDEN skipped", "absent UNREADABLE",
	}
	if !slices.Equal(got, wantRest) {
		t.Errorf("rest\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wantRest, "\n"))
	}
}

// TestEmptyFoldersAreNamed: a folder without anything to read is an error, once, and one that was read before is none.
func TestEmptyFoldersAreNamed(t *testing.T) {
	root := tree(t, map[string]string{"full/a.txt": plan, "full/empty/.hidden": "", "none/.hidden": "", "none/b.7z": "", "deep/1/2/.x": "", "bad/loop": "-> ."})
	in := func(name string) string { return filepath.Join(root, name) }
	for _, c := range []struct {
		paths []string
		files int
		want  string // codes but for what is skipped
	}{
		{[]string{in("full")}, 1, ""}, {[]string{in("full"), in("full")}, 1, ""}, {[]string{in("none")}, 0, CodeEmpty},
		{[]string{in("none"), in("full"), in("deep")}, 1, CodeEmpty + " " + CodeEmpty}, {[]string{in("bad")}, 0, CodeLoop},
	} {
		files, rest := Expand(c.paths)
		rest = slices.DeleteFunc(rest, (*Error).Skipped)
		if len(files) != c.files || codes(rest) != c.want {
			t.Errorf("%v: files %v, errors %v", c.paths, files, rest)
		}
	}
}

func TestExpandLimits(t *testing.T) {
	deep := tree(t, map[string]string{"1/2/x.txt": plan})
	l := standardLimits()
	for folders, want := range map[int]string{3: "", 2: CodeTooDeep} {
		l.folders = folders
		if _, rest := expand([]string{deep}, l); codes(rest) != want {
			t.Errorf("%d folders: %q", folders, codes(rest))
		}
	}
	l = standardLimits()
	two := tree(t, map[string]string{"1.txt": plan, "2.txt": plan})
	for files, want := range map[int]string{2: "", 1: CodeTooLarge} {
		l.folderSize = files
		if _, rest := expand([]string{two}, l); codes(rest) != want {
			t.Errorf("%d files: %q", files, codes(rest))
		}
	}
}

func codes(errs []*Error) string {
	var s []string
	for _, e := range errs {
		s = append(s, e.Code)
	}
	return strings.Join(s, " ")
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("root reads everything: only folders and pipes are tried")
	}
	root := tree(t, map[string]string{"closed/x.txt": plan, "x.txt": plan})
	must(t, os.Chmod(filepath.Join(root, "x.txt"), 0))
	must(t, os.Chmod(filepath.Join(root, "closed"), 0))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(root, "closed"), 0o700) })
	if _, rest := Expand([]string{root}); os.Getuid() != 0 && codes(rest) != CodeUnreadable {
		t.Errorf("%v", rest)
	}
	d := NewDecoder()
	if _, err := d.ReadFile(t.Context(), filepath.Join(root, "x.txt"), nil); os.Getuid() != 0 && code(err) != CodeUnreadable {
		t.Errorf("%v", err)
	}
	if _, err := d.ReadFile(t.Context(), root, nil); code(err) != CodeUnreadable {
		t.Errorf("a folder: %v", err)
	}
	if _, err := d.ReadFile(t.Context(), filepath.Join(root, "absent"), nil); code(err) != CodeUnreadable || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an absent file: %v", err)
	}
	if _, err := d.ReadFile(t.Context(), Stdin, iotest.ErrReader(io.ErrClosedPipe)); code(err) != CodeUnreadable || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a closed pipe: %v", err)
	}
	if _, rest := Expand([]string{"/dev/null"}); codes(rest) != CodeUnreadable {
		t.Errorf("a device: %v", rest)
	}
}

func TestReadFile(t *testing.T) {
	d := NewDecoder()
	docs, err := d.ReadFile(t.Context(), Stdin, strings.NewReader(plan))
	if err != nil || docs[0].Text != plan || docs[0].Name != "stdin" {
		t.Errorf("%v %v", docs, err)
	}
	root := tree(t, map[string]string{"计划.md": plan})
	docs, err = d.ReadFile(t.Context(), filepath.Join(root, "计划.md"), nil)
	if err != nil || docs[0].Text != plan || docs[0].Name != "计划.md" || docs[0].Format != FormatMarkdown {
		t.Errorf("%v %v", docs, err)
	}
	d.limits.file = len(plan)
	if _, err = d.ReadFile(t.Context(), Stdin, strings.NewReader(plan)); err != nil {
		t.Error(err)
	}
	if _, err = d.ReadFile(t.Context(), Stdin, strings.NewReader(plan+"。")); code(err) != CodeTooLarge {
		t.Errorf("one character over the limit: %v", err)
	}
}

// TestNamesThatAreNotUTF8 reads files from a disk that have such names: the document is kept, and an error names its file.
func TestNamesThatAreNotUTF8(t *testing.T) {
	dir := t.TempDir()
	plan, broken := filepath.Join(dir, "\xb7\xbd\xb0\xb8.txt"), filepath.Join(dir, "\xb7\xbd\xff.txt")
	if err := os.WriteFile(plan, []byte("一、任务\n1.推进旅游发展。（省文化和旅游厅负责）\n"), 0o644); err != nil {
		t.Skipf("the file system takes no such name: %v", err)
	}
	if err := os.WriteFile(broken, []byte("PK\x03\x04"), 0o644); err != nil {
		t.Skipf("the file system takes no such name: %v", err)
	}
	d := NewDecoder()
	defer d.Close() //nolint:errcheck // only read from
	docs, err := d.ReadFile(context.Background(), plan, nil)
	if err != nil || len(docs) != 1 || docs[0].Name != "方案.txt" {
		t.Errorf("read %v (%v), want one document of the name 方案.txt", docs, err)
	}
	if _, err = d.ReadFile(context.Background(), broken, nil); err == nil || !strings.HasPrefix(err.Error(), dir) || !strings.Contains(err.Error(), `\xB7\xBD\xFF.txt: `) {
		t.Errorf("the error is %q, want the name of the file with its bytes escaped", err)
	}
}
