// Package seeds holds the documents that the server starts with, byte for byte as they were taken, each with a record
// of its origin and the digest that proves it.
package seeds

import _ "embed"

// Seed is one embedded document.
type Seed struct {
	Name        string // base name of the file
	Bytes       []byte // a copy; the caller may change it
	Origin      string // who published the copy that was taken, and where
	IssuedOn    string // day of the document itself (成文日期), YYYY-MM-DD
	PublishedOn string // day the copy appeared there, YYYY-MM-DD
	SHA256      string // of Bytes, in lower-case hexadecimal
}

//go:embed seed_shanxi2018_guanzhong.txt
var guanzhong string

// All lists the seeds by name.
func All() []Seed {
	return []Seed{{
		Name:        "seed_shanxi2018_guanzhong.txt",
		Bytes:       []byte(guanzhong),
		Origin:      "阳泉市政府 www.yq.gov.cn",
		IssuedOn:    "2018-05-31",
		PublishedOn: "2018-06-29",
		SHA256:      "73e522f4c60c4a7e4c5d0876e509376ac4a8b70b133a5a64070f8aeda229d043",
	}}
}
