package main

import (
	"regexp"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/loader"
)

// TestTheSchemaNamesTheWarnings compares the codes in the description of LoadWarning.code with those of the loader.
func TestTheSchemaNamesTheWarnings(t *testing.T) {
	words := regexp.MustCompile(`type LoadWarning \{\s*"""([^"]*)"""\s*code:`).FindStringSubmatch(gql.SDL())
	if words == nil {
		t.Fatal("LoadWarning.code has no description")
	}
	var declared []string
	for _, m := range regexp.MustCompile("`([A-Z_]+)`").FindAllStringSubmatch(words[1], -1) {
		declared = append(declared, m[1])
	}
	if !slices.Equal(declared, loader.WarningCodes()) {
		t.Errorf("the SDL names %v, and the codes are %v", declared, loader.WarningCodes())
	}
}
