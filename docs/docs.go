// Package docs holds those pages of the documentation that the program itself offers.
package docs

import _ "embed"

// Cookbook is COOKBOOK.md: every query under a heading "## N. English · 中文", with its answer.
//
//go:embed COOKBOOK.md
var Cookbook string
