package fault

import (
	"errors"
	"testing"
)

func TestError(t *testing.T) {
	cause := errors.New("cause")
	for want, e := range map[string]*Error{
		"a.doc: byte 3: is damaged": {Name: "a.doc", Place: "byte 3", Reason: "is damaged", Err: cause},
		"a.doc: is damaged":         {Name: "a.doc", Reason: "is damaged", Err: cause},
		"byte 3: is damaged":        {Place: "byte 3", Reason: "is damaged", Err: cause},
		"is hidden":                 {Reason: "is hidden", Err: cause, Passed: true},
	} {
		if e.Error() != want || !errors.Is(e, cause) || e.Skipped() != (want == "is hidden") {
			t.Errorf("%q, want %q", e.Error(), want)
		}
	}
}

func TestLimitErrors(t *testing.T) {
	for want, e := range map[string]*Error{
		"the text has 9 bytes, more than the limit of 8; split it": Size("the text", 9, 8),
		"more than the limit of 8 rows; split it":                  TooMany("rows", 8),
		"more than 8 groups inside each other":                     Nested("groups", 8),
		"is protected by a password; save it without one":          Protected(),
	} {
		if e.Error() != want || e.Code == "" {
			t.Errorf("%q (%s), want %q", e.Error(), e.Code, want)
		}
	}
}
