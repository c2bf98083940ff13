package store_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/store"
)

// filled is a graph in memory of one plan:
//
//	某省方案
//	1.修路（省交通厅牵头，省财政厅配合）
//	2.种树（省林业厅牵头，省财政厅配合）
func filled() *store.Store {
	const text = "某省方案\n1.修路（省交通厅牵头，省财政厅配合）\n2.种树（省林业厅牵头，省财政厅配合）\n"
	d := graph.Document{Title: "某省方案", SourceName: "plan.txt", Text: text}
	where := func(s string) graph.Span {
		at := strings.Index(text, s)
		return graph.Span{Start: at, End: at + len(s)}
	}
	x := &graph.Extract{LoaderVersion: "1", Document: d, Sections: []graph.Section{
		{Path: "方案", Heading: "某省方案", Level: 1, Span: graph.Span{Start: 0, End: len(text)}},
	}}
	used := map[string]bool{}
	for i, t := range []struct{ title, leads, supports string }{{"修路", "省交通厅", "省财政厅"}, {"种树", "省林业厅", "省财政厅"}} {
		task := graph.Task{Path: fmt.Sprint(i + 1), Title: t.title, Section: "方案", Span: where(t.title)}
		x.Tasks = append(x.Tasks, task)
		for name, role := range map[string]graph.Role{t.leads: graph.RoleLead, t.supports: graph.RoleSupport} {
			body := graph.Key(graph.KindDepartment, name)
			if !used[body] {
				used[body] = true
				x.Entities = append(x.Entities, graph.Entity{Key: body, Name: name})
			}
			x.Facts = append(x.Facts, graph.Fact{
				Kind: graph.KindResponsibility, Subject: graph.PartKey(graph.KindTask, d.Key(), task.Path), Object: body, Role: uint8(role),
				Surface: name, Evidence: []graph.Evidence{{Span: where(name), Rule: "example@1"}},
			})
		}
	}
	s, err := store.Open(store.Memory, store.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := s.Load(context.Background(), x); err != nil {
		log.Fatal(err)
	}
	return s
}

// Which tasks does a body support, and who leads them? Two steps of a path of Cayley.
func ExampleStore_Walk() {
	ctx, s := context.Background(), filled()
	finance := s.View().IDOf(graph.KindDepartment, s.View().Named(graph.KindDepartment, "省财政厅")[0])
	err := s.Walk(ctx, func(qs cayley.QuadStore, labels []quad.Value) error {
		const ns = store.Namespace
		supported := path.StartPath(qs, quad.IRI(ns+string(finance))).
			LabelContext(labels). // the current versions; without it also what was replaced or taken out
			In(quad.IRI(ns + "department/SUPPORT"))
		leaders := supported.Out(quad.IRI(ns + "department/LEAD")).Out(quad.IRI(ns + "name"))
		for _, p := range []*path.Path{supported.Out(quad.IRI(ns + "title")), leaders} {
			values, err := p.Iterate(ctx).AllValues(qs)
			if err != nil {
				return err
			}
			fmt.Println(len(values))
			for _, v := range values {
				fmt.Println(quad.NativeOf(v))
			}
		}
		return nil
	})
	fmt.Println(err)
	// Unordered output:
	// 2
	// 修路
	// 种树
	// 2
	// 省交通厅
	// 省林业厅
	// <nil>
}
