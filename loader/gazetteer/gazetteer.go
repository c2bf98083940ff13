// Package gazetteer knows the administrative divisions of China (行政区划), province to county, and their names.
package gazetteer

import "github.com/policygraph/policygraph/graph"

// Division is one administrative division. The zero value is none.
type Division struct {
	Code   string // GB/T 2260, six digits
	Name   string // in full, e.g. 运城市
	Level  graph.Level
	Parent string // code of the division it belongs to; empty for a province
}
