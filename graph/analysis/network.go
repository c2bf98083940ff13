package analysis

import (
	"context"
	"slices"
	"sync"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis/layout"
)

// Ref names an entity of a View: its kind and its index in the table of that kind.
type Ref struct {
	Kind  graph.Kind
	Index int32
}

// Network is an undirected weighted network of actors, immutable once built. Actors are numbered in the order of the
// View (bodies before tasks in a two-mode network), ties by their lower and then their higher actor; every measure is
// a slice indexed by one of them. Slices that it hands out must not be changed.
type Network struct {
	ID        graph.ID // fingerprint of the View and Spec
	Spec      Spec     // what was used, defaults filled in
	View      *graph.View
	Documents []int32    // documents used, as indexes in the View
	EventKind graph.Kind // what actors share: tasks, documents or departments
	Actors    []Ref
	Source    []int32 // of each tie, the actor whose id sorts first
	Target    []int32 // the other
	Weight    []float64
	Shared    []int32 // number of common events

	events []int32 // indexes in the View of what actors share
	of     lists   // actor → positions in events, ascending
	by     lists   // position in events → actors, ascending
	arcs   lists   // actor → its neighbours, ascending
	tie    []int32 // the tie of each arc
	index  map[Ref]int32

	structure  lazy[*Structure]
	paths      [2]lazy[*Paths]
	clustering lazy[*Clustering]
	constraint lazy[[]float64]
	eigen      lazy[[]float64]
	pagerank   lazy[[]float64]
	groups     lazy[*Communities]
	positions  lazy[[]layout.Point]
	ranked     sync.Once
	ranks      []int32
}

// lists is one list of numbers per node, in one piece of memory.
type lists struct {
	off []int32
	val []int32
}

func (l *lists) at(i int32) []int32 { return l.val[l.off[i]:l.off[i+1]] }

func (l *lists) len() int { return len(l.off) - 1 }

// transpose turns lists of rows into lists of columns; both ascending.
func (l *lists) transpose(n int) lists {
	t := lists{off: make([]int32, n+1), val: make([]int32, len(l.val))}
	for _, c := range l.val {
		t.off[c+1]++
	}
	for i := range n {
		t.off[i+1] += t.off[i]
	}
	next := slices.Clone(t.off)
	for row := range int32(l.len()) {
		for _, c := range l.at(row) {
			t.val[next[c]] = row
			next[c]++
		}
	}
	return t
}

// shape says where a projection finds its events and who takes part in them.
type shape struct {
	facts      graph.Kind // event → participant
	event      graph.Kind
	actor      graph.Kind
	bodies     bool // participants are bodies, so kinds of body apply
	transposed bool // the events of the facts are the actors
}

var shapes = [...]shape{
	DepartmentsByTask:     {graph.KindResponsibility, graph.KindTask, graph.KindDepartment, true, false},
	DepartmentsByDocument: {graph.KindDocumentRole, graph.KindDocument, graph.KindDepartment, true, false},
	TasksByDepartment:     {graph.KindResponsibility, graph.KindTask, graph.KindDepartment, true, true},
	CitiesByTask:          {graph.KindTaskPlace, graph.KindTask, graph.KindCity, false, false},
	ThemesByTask:          {graph.KindTaskTheme, graph.KindTask, graph.KindTheme, false, false},
	DepartmentTask:        {graph.KindResponsibility, graph.KindTask, graph.KindDepartment, true, false},
}

// Build makes the network of a View that spec asks for. An actor is whoever takes part in at least one event that
// counts; one who shares none of them is an isolate. It fails when spec names what does not exist, when ctx ends, and
// with a [TooLargeError] above a limit.
func Build(ctx context.Context, v *graph.View, spec Spec) (*Network, error) {
	used, documents, err := spec.resolve(v)
	if err != nil {
		return nil, err
	}
	n := &Network{ID: used.id(v), Spec: used, View: v, Documents: documents}
	sh := shapes[used.Projection]
	n.EventKind = sh.event
	participants := n.collect(sh)
	actors := participants
	if sh.transposed {
		n.EventKind, actors = sh.actor, n.events
		n.events, n.of = participants, n.by
		n.by = n.of.transpose(len(n.events))
		sh.actor = sh.event
	} else {
		n.of = n.by.transpose(len(participants))
	}
	for _, a := range actors {
		n.Actors = append(n.Actors, Ref{sh.actor, a})
	}
	if used.Projection == DepartmentTask {
		n.twoMode()
	} else if err := n.project(ctx); err != nil {
		return nil, err
	}
	if err := within("actors", int64(len(n.Actors)), MaxActors); err != nil {
		return nil, err
	}
	n.connect()
	return n, nil
}

// collect finds the events that count and lists who takes part in each; it gives the participants as indexes in the
// View, ascending.
func (n *Network) collect(sh shape) []int32 {
	v, spec := n.View, &n.Spec
	facts := v.Facts(sh.facts)
	counts := func(fact int32) bool {
		if sh.facts == graph.KindResponsibility && !slices.Contains(spec.Roles, graph.Role(facts.Role[fact])) {
			return false
		}
		if sh.facts == graph.KindDocumentRole && graph.DocumentRole(facts.Role[fact]) > graph.DocumentCoIssuer {
			return false
		}
		return !sh.bodies || slices.Contains(spec.DepartmentKinds, v.Departments.Kind[facts.Object[fact]])
	}
	position := make([]int32, v.Len(sh.actor)) // of a participant: 0 for none, 1 while collecting
	n.by.off = []int32{0}
	var members []int32
	for _, event := range n.candidates(sh) {
		members = members[:0]
		for lo, hi := facts.From(event); lo < hi; lo++ {
			if counts(lo) {
				members = append(members, facts.Object[lo])
			}
		}
		slices.Sort(members)
		members = slices.Compact(members)
		if len(members) == 0 {
			continue
		}
		n.events = append(n.events, event)
		n.by.val = append(n.by.val, members...)
		n.by.off = append(n.by.off, int32(len(n.by.val)))
		for _, m := range members {
			position[m] = 1
		}
	}
	var participants []int32
	for i, seen := range position {
		if seen > 0 {
			position[i] = int32(len(participants))
			participants = append(participants, int32(i))
		}
	}
	for i, m := range n.by.val {
		n.by.val[i] = position[m]
	}
	return participants
}

// candidates lists the tasks or documents that the specification chooses, in the order of the View.
func (n *Network) candidates(sh shape) []int32 {
	v, match := n.View, n.Spec.Tasks.Match
	var chosen []int32
	for _, d := range n.Documents {
		lo, hi := v.Documents.FirstTask[d], v.Documents.FirstTask[d+1]
		if sh.event == graph.KindDocument {
			hit := match == nil
			for t := lo; t < hi && !hit; t++ {
				hit = match(t)
			}
			if hit {
				chosen = append(chosen, d)
			}
			continue
		}
		for t := lo; t < hi; t++ {
			if match == nil || match(t) {
				chosen = append(chosen, t)
			}
		}
	}
	return chosen
}

// project ties actors that share events.
func (n *Network) project(ctx context.Context) error {
	var pairs int64
	for e := range int32(n.by.len()) {
		k := int64(len(n.by.at(e)))
		pairs += k * (k - 1) / 2
	}
	if err := within("pairs of actors in one event", pairs, MaxPairs); err != nil {
		return err
	}
	shared, newman := make([]int32, len(n.Actors)), make([]float64, len(n.Actors))
	var partners []int32
	for a := range int32(len(n.Actors)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		partners = partners[:0]
		for _, e := range n.of.at(a) {
			members := n.by.at(e)
			for _, b := range members {
				if b <= a {
					continue
				}
				if shared[b] == 0 {
					partners = append(partners, b)
				}
				shared[b]++
				newman[b] += 1 / float64(len(members)-1)
			}
		}
		slices.Sort(partners)
		for _, b := range partners {
			n.add(a, b, shared[b], n.weigh(a, b, shared[b], newman[b]))
			shared[b], newman[b] = 0, 0
		}
		if err := within("ties", int64(len(n.Weight)), MaxTies); err != nil {
			return err
		}
	}
	return nil
}

func (n *Network) weigh(a, b, shared int32, newman float64) float64 {
	switch n.Spec.Weight {
	case Newman:
		return newman
	case Jaccard:
		return float64(shared) / float64(len(n.of.at(a))+len(n.of.at(b))-int(shared))
	case Binary:
		return 1
	default:
		return float64(shared)
	}
}

// twoMode makes the tasks actors too and ties each to its bodies.
func (n *Network) twoMode() {
	bodies := int32(len(n.Actors))
	for _, e := range n.events {
		n.Actors = append(n.Actors, Ref{n.EventKind, e})
	}
	for a := range bodies {
		for _, e := range n.of.at(a) {
			n.add(a, bodies+e, 1, 1)
		}
	}
	for e := range n.events { // a task takes part in itself alone
		n.of.val = append(n.of.val, int32(e))
		n.of.off = append(n.of.off, int32(len(n.of.val)))
	}
}

// add appends the tie of actors a < b, unless it is too weak. connect turns its ends round.
func (n *Network) add(a, b, shared int32, weight float64) {
	if weight < n.Spec.MinWeight {
		return
	}
	n.Source, n.Target = append(n.Source, a), append(n.Target, b)
	n.Shared, n.Weight = append(n.Shared, shared), append(n.Weight, weight)
}

// connect makes the adjacency of ties that are sorted by their lower and higher actor, and gives each its source.
func (n *Network) connect() {
	size := len(n.Actors)
	n.index = make(map[Ref]int32, size)
	for i, ref := range n.Actors {
		n.index[ref] = int32(i)
	}
	n.arcs = lists{off: make([]int32, size+1), val: make([]int32, 2*len(n.Weight))}
	n.tie = make([]int32, len(n.arcs.val))
	for t := range n.Weight {
		n.arcs.off[n.Source[t]+1]++
		n.arcs.off[n.Target[t]+1]++
	}
	for i := range size {
		n.arcs.off[i+1] += n.arcs.off[i]
	}
	next := slices.Clone(n.arcs.off)
	put := func(from, to, tie int32) {
		n.arcs.val[next[from]], n.tie[next[from]] = to, tie
		next[from]++
	}
	for t := range n.Weight { // lower neighbours first
		put(n.Target[t], n.Source[t], int32(t))
	}
	for t := range n.Weight {
		put(n.Source[t], n.Target[t], int32(t))
	}
	if n.View == nil {
		return
	}
	for t := range n.Weight {
		if n.EntityID(n.Target[t]) < n.EntityID(n.Source[t]) {
			n.Source[t], n.Target[t] = n.Target[t], n.Source[t]
		}
	}
}

// EntityID is the global id of the entity behind an actor.
func (n *Network) EntityID(actor int32) graph.ID {
	return n.View.IDOf(n.Actors[actor].Kind, n.Actors[actor].Index)
}

// Name is the display name of an actor.
func (n *Network) Name(actor int32) string {
	return n.View.Entities(n.Actors[actor].Kind).Name[n.Actors[actor].Index]
}

// Actor finds the actor of an entity.
func (n *Network) Actor(ref Ref) (int32, bool) {
	i, ok := n.index[ref]
	return i, ok
}

// Neighbors lists the partners of an actor, ascending, and beside each the tie to it.
func (n *Network) Neighbors(actor int32) (partners, ties []int32) {
	lo, hi := n.arcs.off[actor], n.arcs.off[actor+1]
	return n.arcs.val[lo:hi], n.tie[lo:hi]
}

// SharedEvents lists what the two ends of a tie share (see EventKind), as indexes in the View, ascending. A tie of a
// two-mode network shares its task.
func (n *Network) SharedEvents(tie int32) []int32 {
	a, b := n.of.at(n.Source[tie]), n.of.at(n.Target[tie])
	out := make([]int32, 0, n.Shared[tie])
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, n.events[a[0]])
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// TaskCount is the number of tasks used in which an actor takes part; 0 in networks whose events are not tasks.
func (n *Network) TaskCount(actor int32) int {
	if n.EventKind != graph.KindTask || n.Actors[actor].Kind == graph.KindTask {
		return 0
	}
	return len(n.of.at(actor))
}

// ExclusiveTasks lists the tasks in which no other actor takes part, as indexes in the View, ascending.
func (n *Network) ExclusiveTasks(actor int32) []int32 {
	var out []int32
	if n.TaskCount(actor) == 0 {
		return nil
	}
	for _, e := range n.of.at(actor) {
		if len(n.by.at(e)) == 1 {
			out = append(out, n.events[e])
		}
	}
	return out
}

// EventCount is the number of events used.
func (n *Network) EventCount() int { return len(n.events) }

// Events lists what an actor takes part in, as indexes in the View of EventKind, in the order of the View.
func (n *Network) Events(actor int32) []int32 {
	at := n.of.at(actor)
	out := make([]int32, len(at))
	for i, e := range at {
		out[i] = n.events[e]
	}
	return out
}
