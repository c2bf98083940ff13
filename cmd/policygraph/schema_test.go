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
	var told []string
	for _, m := range regexp.MustCompile("`([A-Z_]+)`").FindAllStringSubmatch(words[1], -1) {
		told = append(told, m[1])
	}
	if !slices.Equal(told, loader.WarningCodes()) {
		t.Errorf("the SDL names %v, and the codes are %v", told, loader.WarningCodes())
	}
}
