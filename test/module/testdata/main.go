// A program of somebody else that imports the module: it reads a plan, stores it, opens the store again and counts.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/store"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(file, dir string) error {
	decoder := source.NewDecoder()
	defer decoder.Close()
	docs, err := decoder.ReadFile(file, os.Stdin)
	if err != nil {
		return err
	}
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	for _, d := range docs {
		if _, err := s.Load(context.Background(), loader.Read(d)); err != nil {
			return err
		}
	}
	if err := s.Close(); err != nil {
		return err
	}
	if s, err = store.Open(dir, store.Options{}); err != nil {
		return err
	}
	fmt.Printf("%d tasks\n", s.View().Len(graph.KindTask))
	return s.Close()
}
