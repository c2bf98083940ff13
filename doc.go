// Package policygraph is the door to the library: it reads government policy plans into an embedded graph of tasks,
// departments, cities, projects and cultural themes, with the passage behind every fact, and answers questions about it
// over GraphQL.
//
// A graph lives in a folder, or in memory with [Memory]. [Open] opens it, [Graph.Load] reads files and folders into it,
// [Graph.Handler] serves it, [Graph.Close] gives the folder back:
//
//	g, err := policygraph.Open("plans.graph", policygraph.Options{})
//	if err != nil {
//		return err
//	}
//	defer g.Close()
//	if _, err := g.Load(ctx, "plans/", "ledger.xlsx"); err != nil {
//		log.Print(err) // names each file that was not loaded; the others are
//	}
//	h, err := g.Handler(policygraph.HandlerOptions{})
//	if err != nil {
//		return err
//	}
//	return http.ListenAndServe("127.0.0.1:8080", h)
//
// The handler has everything that the command serve has: the API at /graphql, its schema at /schema.graphql, a page for
// every id, exports for Gephi, NetworkX and R, /healthz, /readyz, and CORS. [net/http.StripPrefix] mounts it below a path.
//
// # Three ways to ask
//
//   - [Graph.Query] runs a GraphQL operation without HTTP, and gives the JSON that a client would get.
//   - [Graph.View] is the graph itself: columns indexed by small integers, see package graph. It is a snapshot that
//     never changes; after a load, View gives another one.
//   - [Graph.Export] writes the graph, or a network of it with measures, in the formats of package export.
//
// # What is promised
//
// A Graph may be used by any number of goroutines. Loads run one after the other; questions are answered meanwhile, each
// from one View. A document is loaded wholly or not at all, and what was loaded survives a crash. One process at a time
// uses a folder. Nothing is read from the network, and there is no global state: several graphs can be open at once.
package policygraph
