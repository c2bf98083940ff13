package gql

import (
	"strings"
	"testing"
)

// TestEntitiesByName: what is wrong with the names or ids that paths and neighborhoods are asked with.
func TestEntitiesByName(t *testing.T) {
	e, v := theExecutors(t), viewOf(t, madeView)
	many := `["` + strings.Repeat(`文化厅", "`, 100) + `文化厅"]`
	for query, want := range map[string]string{
		`{ shortestPaths(fromName: "文化厅", to: "missing") { length } }`:                           `to: \"missing\" is not the id of an entity`,
		`{ shortestPaths(fromName: "文化厅", toName: "不存在的厅") { length } }`:                         `toName: nothing is called 不存在的厅`,
		`{ shortestPaths(from: "x", fromName: "文化厅", toName: "运城市") { length } }`:                `give either from or fromName`,
		`{ shortestPaths(fromName: "文化厅") { length } }`:                                          `give either to or toName`,
		`{ shortestPaths(fromName: "财政厅", toName: "文化厅") { length } }`:                           `"jurisdiction":"陕西省"`,
		`{ neighborhood(names: ["财政厅"]) { truncated } }`:                                         `"code":"AMBIGUOUS"`,
		`{ neighborhood(names: ["不存在的厅"]) { truncated } }`:                                       `names: nothing is called 不存在的厅`,
		`{ neighborhood { truncated } }`:                                                         `give ids or names`,
		`{ neighborhood(names: ` + many + `) { truncated } }`:                                    `names: 101 are more than 100 at once`,
		`{ enumLabels(enum: "TaskOrderField") { value } }`:                                       `enum: TaskOrderField is no enumeration with labels`,
		`{ a: neighborhood(names: ["文化厅", "文化厅"]) { truncated } b: __typename }`:                 `"b":"Query"`,
		`{ neighborhood(names: ` + strings.Replace(many, `文化厅", "`, "", 1) + `) { truncated } }`: `"truncated":false`,
	} {
		if got := e.ask(t, v, Request{Query: query}); !strings.Contains(got, want) {
			t.Errorf("%.100s\n%s", query, got)
		}
	}
}
