package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/policygraph/policygraph/docs"
)

// Recipe is a query of the cookbook, with its name in English and Chinese.
type Recipe struct {
	English string `json:"en"`
	Chinese string `json:"zh"`
	Query   string `json:"query"`
}

var (
	recipeHeading = regexp.MustCompile(`(?m)^## (\d+\. .*) · (.*)$`)
	recipeQuery   = regexp.MustCompile("(?s)```graphql\n(.*?)```")
)

// Recipes are the queries of the cookbook in their order.
func Recipes() []Recipe {
	var out []Recipe
	headings := recipeHeading.FindAllStringSubmatchIndex(docs.Cookbook, -1)
	for i, at := range headings {
		end := len(docs.Cookbook)
		if i+1 < len(headings) {
			end = headings[i+1][0]
		}
		english, chinese := docs.Cookbook[at[2]:at[3]], docs.Cookbook[at[4]:at[5]]
		number, _, _ := strings.Cut(english, " ")
		for _, q := range recipeQuery.FindAllStringSubmatch(docs.Cookbook[at[1]:end], -1) {
			out = append(out, Recipe{English: english, Chinese: number + " " + chinese, Query: q[1]})
		}
	}
	return out
}

// console adds GraphiQL to the paths of mux, with the queries of the cookbook by name.
func console(mux *http.ServeMux) {
	mux.Handle("GET /graphiql", shell(newAsset("index.html", read("dist/graphiql/index.html")), "./graphiql/"))
	serveFiles(mux, "/graphiql/", "dist/graphiql")
	list, err := json.Marshal(Recipes())
	if err != nil {
		panic("web: " + err.Error())
	}
	mux.Handle("GET /graphiql/queries.json", newAsset("queries.json", list))
}
