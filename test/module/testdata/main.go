// A program of somebody else that imports the module: it reads a plan, stores it, opens the graph again, serves it below a
// path of its own and asks for the number of tasks.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(file, dir string) error {
	g, err := policygraph.Open(dir, policygraph.Options{})
	if err != nil {
		return err
	}
	if _, err := g.Load(context.Background(), file); err != nil {
		return err
	}
	if err := g.Close(); err != nil {
		return err
	}
	if g, err = policygraph.Open(dir, policygraph.Options{Existing: true}); err != nil {
		return err
	}
	defer g.Close()
	handler, err := g.Handler(policygraph.HandlerOptions{})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/plans/", http.StripPrefix("/plans", handler))
	server := httptest.NewServer(mux)
	defer server.Close()
	answer, err := http.Get(server.URL + "/plans/graphql?query={stats{taskCount}}")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if want := fmt.Sprintf(`{"data":{"stats":{"taskCount":%d}}}`, g.View().Len(graph.KindTask)); string(body) != want {
		return fmt.Errorf("answered %s, want %s", body, want)
	}
	fmt.Printf("%d tasks\n", g.View().Len(graph.KindTask))
	return nil
}
