package gql

import (
	"encoding/json"
	"errors"
	"math"
	"net/url"
	"slices"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
)

// networkRow is a value of type Network. Rows of its actors and ties hold the *analysis.Network and their number in it.
type networkRow struct {
	*analysis.Network
	spec string // the specification as asked for, as JSON in its one form; for the permalink
}

func (n *networkRow) permalink() string { return networkPath + url.QueryEscape(n.spec) }

// removalRow is a value of type RemovalImpact.
type removalRow struct {
	network *analysis.Network
	*analysis.Removal
}

// networkPath is where the page of a network stands; the specification follows.
const networkPath = "/network?spec="

func networkOf(r row) *analysis.Network {
	if n, ok := r.p.(*networkRow); ok {
		return n.Network
	}
	return r.p.(*analysis.Network)
}

// refused makes an error of the analysis the error of the field.
func (c *call) refused(err error) {
	var large *analysis.TooLargeError
	switch {
	case errors.As(err, &large):
		c.fail(gate.CodeTooComplex, "%v", err)
	case c.ctx.Err() != nil:
		c.fail(gate.CodeTimeout, "not done in time")
	default:
		c.fail(gate.CodeBadUserInput, "%v", err)
	}
}

// networkFields are those of Network, without its lists and measures.
func networkFields() map[string]any {
	return map[string]any{
		"Query.collaborationNetwork": rowOf(func(c *call, _ row) row {
			in, _ := c.arg("spec").(map[string]any)
			n := c.network(in)
			if n == nil {
				return none
			}
			return row{kind: kindOther, p: n}
		}),
		"Network.id": textOf(func(_ *call, r row) string { return string(networkOf(r).ID) }),
		"Network.permalink": textOf(func(c *call, r row) string {
			return c.engine.service.BaseURL + r.p.(*networkRow).permalink()
		}),
		"Network.spec":       rowOf(func(_ *call, r row) row { return r }),
		"Network.snapshot":   rowOf(func(*call, row) row { return row{kind: kindSnapshot} }),
		"Network.methodNote": textOf(func(_ *call, r row) string { return networkOf(r).MethodNote() }),
	}
}

// actorFields are those of NetworkActor and NetworkTie, without their lists and measures.
func actorFields() map[string]any {
	return map[string]any{
		"NetworkActor.entity": rowOf(func(_ *call, r row) row {
			ref := networkOf(r).Actors[r.i]
			return at(ref.Kind, ref.Index)
		}),
		"NetworkActor.rank":     intOf(func(_ *call, r row) int { return int(networkOf(r).Ranks()[r.i]) }),
		"NetworkActor.position": rowOf(func(_ *call, r row) row { return r }),
		"Point.x":               floatOf(func(c *call, r row) float64 { x, _ := c.place(r); return x }),
		"Point.y":               floatOf(func(c *call, r row) float64 { _, y := c.place(r); return y }),
		"NetworkTie.source":     rowOf(func(_ *call, r row) row { return actorRow(networkOf(r), networkOf(r).Source[r.i]) }),
		"NetworkTie.target":     rowOf(func(_ *call, r row) row { return actorRow(networkOf(r), networkOf(r).Target[r.i]) }),
	}
}

// place is where an actor stands in a drawing of its network.
func (c *call) place(actor row) (x, y float64) {
	n := networkOf(actor)
	at, err := n.Positions(c.ctx)
	if err != nil {
		c.refused(err)
		return math.NaN(), math.NaN()
	}
	return at[actor.i].X, at[actor.i].Y
}

func actorRow(n *analysis.Network, i int32) row { return row{kind: kindOther, i: i, p: n} }

// specFields are those of NetworkSpecUsed and RemovalImpact.
func specFields() map[string]any {
	spec := func(r row) *analysis.Spec { return &networkOf(r).Spec }
	removal := func(r row) *removalRow { return r.p.(*removalRow) }
	tasks := func(pick func(*removalRow) []int32) *connection {
		return &connection{item: graph.KindTask, items: func(_ *call, r row, _ []int32) items { return listed(pick(removal(r))) }}
	}
	return map[string]any{
		"NetworkSpecUsed.projection":      enumOf(func(_ *call, r row) uint8 { return uint8(spec(r).Projection) }),
		"NetworkSpecUsed.roles":           enumsOf(func(_ *call, r row) []string { return namesOf(spec(r).Roles) }),
		"NetworkSpecUsed.departmentKinds": enumsOf(func(_ *call, r row) []string { return namesOf(spec(r).DepartmentKinds) }),
		"NetworkSpecUsed.documents": rowsOf(func(_ *call, r row, dst []row) []row {
			for _, d := range networkOf(r).Documents {
				dst = append(dst, at(graph.KindDocument, d))
			}
			return dst
		}),
		"NetworkSpecUsed.issuedFrom": textOf(func(_ *call, r row) string { return spec(r).IssuedFrom }),
		"NetworkSpecUsed.issuedTo":   textOf(func(_ *call, r row) string { return spec(r).IssuedTo }),
		"NetworkSpecUsed.weight":     enumOf(func(_ *call, r row) uint8 { return uint8(spec(r).Weight) }),
		"NetworkSpecUsed.minWeight":  floatOf(func(_ *call, r row) float64 { return spec(r).MinWeight }),

		"Network.without": rowOf(func(c *call, r row) row {
			n := networkOf(r)
			actors := []int32{}
			for _, id := range c.arg("ids").([]any) {
				i, ok := c.actor(n, id.(string))
				if !ok {
					c.fail(gate.CodeBadUserInput, "ids: %q is not an actor of this network", id)
					return none
				}
				actors = append(actors, i)
			}
			return row{kind: kindOther, p: &removalRow{n, n.Without(actors)}}
		}),
		"RemovalImpact.removed": rowsOf(func(_ *call, r row, dst []row) []row {
			for _, i := range removal(r).Removed {
				ref := removal(r).network.Actors[i]
				dst = append(dst, at(ref.Kind, ref.Index))
			}
			return dst
		}),
		"RemovalImpact.componentCountBefore":  intOf(func(_ *call, r row) int { return removal(r).ComponentsBefore }),
		"RemovalImpact.componentCountAfter":   intOf(func(_ *call, r row) int { return removal(r).ComponentsAfter }),
		"RemovalImpact.largestComponentAfter": intOf(func(_ *call, r row) int { return removal(r).LargestAfter }),
		"RemovalImpact.orphanedTasks":         tasks(func(r *removalRow) []int32 { return r.Orphaned }),
		"RemovalImpact.fragileTasks":          tasks(func(r *removalRow) []int32 { return r.Fragile }),
	}
}

func namesOf[T interface{ String() string }](values []T) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.String()
	}
	return names
}

// actor finds an actor by the id of its entity.
func (c *call) actor(n *analysis.Network, id string) (int32, bool) {
	k, i, ok := c.v.Lookup(graph.ID(id))
	if !ok {
		return 0, false
	}
	return n.Actor(analysis.Ref{Kind: k, Index: i})
}

// network makes or finds the network of a coerced NetworkSpec; nil when that fails.
func (c *call) network(in map[string]any) *networkRow {
	spec, err := c.networkSpec(in)
	if err != nil {
		c.err = err
		return nil
	}
	n, failed := c.engine.networks.Network(c.ctx, c.v, spec)
	if failed != nil {
		c.refused(failed)
		return nil
	}
	if in == nil {
		in = map[string]any{}
	}
	return &networkRow{n, canonicalJSON(in)}
}

func canonicalJSON(in map[string]any) string {
	text, err := json.Marshal(in) // keys are sorted
	if err != nil {
		panic("gql: coerced input is plain data: " + err.Error())
	}
	return string(text)
}

// networkSpec reads a coerced NetworkSpec.
func (c *call) networkSpec(in map[string]any) (spec analysis.Spec, failed *gate.Error) {
	if in["projection"] != nil {
		if err := spec.Projection.UnmarshalText([]byte(in["projection"].(string))); err != nil {
			return spec, gate.Errorf(gate.CodeBadUserInput, "%v", err)
		}
	}
	if in["weight"] != nil {
		if err := spec.Weight.UnmarshalText([]byte(in["weight"].(string))); err != nil {
			return spec, gate.Errorf(gate.CodeBadUserInput, "%v", err)
		}
	}
	if in["roles"] != nil {
		spec.Roles = chosen[graph.Role](c, "ResponsibilityRole", in["roles"])
	}
	if in["departmentKinds"] != nil {
		spec.DepartmentKinds = chosen[graph.DepartmentKind](c, "DepartmentKind", in["departmentKinds"])
	}
	if ids, given := in["documents"].([]any); given {
		spec.Documents = []graph.ID{}
		for _, id := range ids {
			spec.Documents = append(spec.Documents, graph.ID(id.(string)))
		}
	}
	if days, given := in["issuedOn"].(map[string]any); given {
		from, _ := days["from"].(string)
		to, _ := days["to"].(string)
		spec.IssuedFrom, spec.IssuedTo = from, to
		if day, one := days["eq"].(string); one {
			spec.IssuedFrom = max(from, day)
			if spec.IssuedTo == "" || day < to {
				spec.IssuedTo = day
			}
		}
	}
	if tasks, given := in["tasks"].(map[string]any); given {
		spec.Tasks = analysis.TaskFilter{Text: canonicalJSON(tasks), Match: c.filter("TaskFilter", tasks).test}
	}
	spec.MinWeight, _ = in["minWeight"].(float64)
	return spec, nil
}

// chosen lists the values of an enumeration that a coerced list names, in their order.
func chosen[T ~uint8](c *call, enum string, list any) []T {
	set, out := c.engine.enums(enum, list), []T{}
	for i := range c.engine.schema.Types[enum].EnumValues {
		if set.has(uint8(i)) {
			out = append(out, T(i))
		}
	}
	return slices.Clip(out)
}
