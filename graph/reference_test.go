package graph

import "testing"

func TestNumberedTitle(t *testing.T) {
	for _, c := range []struct{ in, title, number string }{
		{"《甲规划的批复》（国函〔2018〕6号）", "《甲规划的批复》", "国函〔2018〕6号"},
		{"《甲规划》", "《甲规划》", ""},
		{"《甲规划》（试行）", "《甲规划》（试行）", ""},
		{"国函〔2018〕6号", "国函〔2018〕6号", ""},
	} {
		if title, number := numberedTitle(c.in); title != c.title || number != c.number {
			t.Errorf("%s: %q, %q", c.in, title, number)
		}
	}
}
