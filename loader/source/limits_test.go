package source

import (
	"strconv"
	"strings"
	"testing"
)

// limitCase is a file that just stays within a limit and one that just passes it.
type limitCase struct {
	name         string
	lower        func(*limits)
	inside, over []byte
	code         string
}

func TestLimits(t *testing.T) {
	cases := map[string]limitCase{
		"file":   {"a.txt", func(l *limits) { l.file = 9 }, []byte("一二三"), []byte("一二三。"), CodeTooLarge},
		"markup": {"a.html", func(l *limits) { l.markup = 18 }, []byte("<html>一二三四"), []byte("<html>一二三四。"), CodeTooLarge},
		"rows":   {"a.html", func(l *limits) { l.rows = 2 }, []byte(rowsOf(2, 2)), []byte(rowsOf(3, 2)), CodeTooLarge},
		"text":   {"a.txt", func(l *limits) { l.text = 9 }, []byte("一二三"), []byte("一二三。"), CodeTooLarge},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := NewDecoder()
			defer d.Close()
			c.lower(&d.limits)
			if _, err := d.Decode(c.name, c.inside); err != nil {
				t.Errorf("inside: %v", err)
			}
			_, err := d.Decode(c.name, c.over)
			if code(err) != c.code {
				t.Errorf("over: %v, want %s", err, c.code)
			}
		})
	}
}

// A text of 10 MB is refused with its size, and a line of 100 MB takes no time to speak of.
func TestHugeText(t *testing.T) {
	for _, size := range []int{standardLimits().text + 1, 10_000_000, 100_000_000} {
		line := []byte(strings.Repeat("一", size/3+1))
		if _, err := Decode("a.txt", line); code(err) != CodeTooLarge {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	line := []byte(strings.Repeat("一", standardLimits().text/3))
	if _, err := Decode("a.txt", line); err != nil {
		t.Errorf("%d bytes: %v", len(line), err)
	}
}

func TestLimitsTable(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range Limits() {
		if seen[l.Name] || l.Value <= 0 || l.Unit == "" || l.Reason == "" {
			t.Errorf("%+v", l)
		}
		seen[l.Name] = true
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

// rowsOf is a page with a table.
func rowsOf(rows, columns int) string {
	return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>格</td>", columns)+"</tr>", rows) + "</table>"
}
