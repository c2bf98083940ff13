package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
)

func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"0 tasks": count(0, "task"), "1 task": count(1, "task"), "2 tasks": count(2, "task"),
		"0 bodies": count(0, "body", "bodies"), "1 body": count(1, "body", "bodies"), "2 bodies": count(2, "body", "bodies"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestLoadSaysWhatWasRead: a line for each document, also for one without a task, which says so without --verbose.
func TestLoadSaysWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", plan)
	write(t, dir, "b.txt", "某省实施方案\n一、总体要求\n（一）加快发展。\n")
	write(t, dir, "c.jsonl", `{"document":"甲市方案","title":"修建公路","lead":"市财政局"}`+"\n"+`{"document":"乙市方案","title":"治理河流","lead":"市水利局"}`+"\n")
	o := run{}.do("load", "--data", policygraph.Memory, dir)
	o.want(t, exitOK, "", "4 added")
	for _, want := range []string{
		`a\.txt: read 2 tasks, 4 bodies, 0 warnings$`, `b\.txt: no task was found; read \d+ tasks, .*: no statement of responsibility was found$`,
		`c\.jsonl: 甲市方案: read 1 task, 1 body, \d warnings?$`, `c\.jsonl: 乙市方案: read 1 task, 1 body, \d warnings?$`,
	} {
		if !regexp.MustCompile(`(?m)` + want).MatchString(o.err) {
			t.Errorf("no line %s in\n%s", want, o.err)
		}
	}
	one := run{in: plan}.do("load", "--data", policygraph.Memory, "-")
	one.want(t, exitOK, "", "the graph has 1 document, 2 tasks")
	if regexp.MustCompile(`\b1 (document|task|warning)s\b|\[`).MatchString(o.err + one.err) {
		t.Errorf("a plural is wrong, or a list is printed as Go does:\n%s%s", o.err, one.err)
	}
}

// TestServeSpeaksAtOnce: the first line comes before anything is opened or loaded.
func TestServeSpeaksAtOnce(t *testing.T) {
	var errs syncBuffer
	servingTo(t, &errs, write(t, t.TempDir(), "a.txt", plan))
	lines := strings.Split(errs.String(), "\n")
	if !strings.HasPrefix(lines[0], "policygraph "+policygraph.Version+": listening on http://127.0.0.1:") {
		t.Errorf("the first line is %q", lines[0])
	}
}
