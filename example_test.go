package policygraph_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
)

// A program of twenty lines that reads plans and serves them below a path of its own server.
func Example() {
	g, err := policygraph.Open(policygraph.Memory, policygraph.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(context.Background(), "seeds/seed_shanxi2018_guanzhong.txt"); err != nil {
		log.Print(err) // names each file that was not loaded; the others are
	}
	plans, err := g.Handler(policygraph.HandlerOptions{})
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/plans/", http.StripPrefix("/plans", plans))
	server := httptest.NewServer(mux) // or http.ListenAndServe("127.0.0.1:8080", mux)
	defer server.Close()

	r, err := http.Get(server.URL + "/plans/graphql?query={stats{documentCount%20taskCount}}")
	if err != nil {
		log.Fatal(err)
	}
	defer r.Body.Close()
	io.Copy(os.Stdout, r.Body)
	// Output: {"data":{"stats":{"documentCount":1,"taskCount":32}}}
}

// The report says what is new; loading again changes nothing.
func ExampleGraph_Load() {
	dir, err := os.MkdirTemp("", "plans")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	plan := filepath.Join(dir, "plan.txt")
	if err := os.WriteFile(plan, []byte("临汾市任务分工\n\n1.修建公路。（省交通运输厅、省财政厅负责）\n"), 0o600); err != nil {
		log.Fatal(err)
	}
	g, err := policygraph.Open(filepath.Join(dir, "graph"), policygraph.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer g.Close()
	for range 2 {
		report, err := g.Load(context.Background(), plan)
		fmt.Println(report.Added, "added,", report.Unchanged, "unchanged,", err)
	}
	// Output:
	// 1 added, 0 unchanged, <nil>
	// 0 added, 1 unchanged, <nil>
}

// Questions are GraphQL; the answer is the JSON that a client would get.
func ExampleGraph_Query() {
	g, err := policygraph.Open(policygraph.Memory, policygraph.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(context.Background(), "seeds/seed_shanxi2018_guanzhong.txt"); err != nil {
		log.Fatal(err)
	}
	answer, err := g.Query(context.Background(), policygraph.Query{
		Text:      `query($name: String!) { department(name: $name) { name tasks { totalCount } } }`,
		Variables: map[string]any{"name": "省发改委"},
	})
	fmt.Println(string(answer), err)
	// Output: {"data":{"department":{"name":"省发展改革委","tasks":{"totalCount":22}}}} <nil>
}

// A View is the graph as columns: the first task and who is responsible for it, in the order of the text.
func ExampleGraph_View() {
	g, err := policygraph.Open(policygraph.Memory, policygraph.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(context.Background(), "seeds/seed_shanxi2018_guanzhong.txt"); err != nil {
		log.Fatal(err)
	}
	v := g.View()
	facts := v.Facts(graph.KindResponsibility)
	const task = 0
	fmt.Println(v.Entities(graph.KindTask).Name[task])
	for lo, hi := facts.From(task); lo < hi; lo++ {
		fmt.Println(" ", v.Entities(graph.KindDepartment).Name[facts.Object[lo]])
	}
	// Output:
	// 强化空间功能分区管控
	//   省发展改革委
	//   省国土资源厅
	//   省环保厅
	//   省住建厅
	//   省农业厅
	//   临汾市人民政府
	//   运城市人民政府
}
