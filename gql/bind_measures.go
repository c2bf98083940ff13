package gql

import (
	"math"

	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/vektah/gqlparser/v2/ast"
)

// measureOwners are the types whose fields are measures, by what the measures are of.
func measureOwners() map[analysis.Scope]string {
	return map[analysis.Scope]string{
		analysis.OfNetwork: "Network", analysis.OfActor: "NetworkActor", analysis.OfTie: "NetworkTie",
	}
}

// inverseSuffix ends the name of a measure over paths whose lengths are 1 by weight. In the API it is the measure without
// the suffix, with the argument `weight: INVERSE`.
const inverseSuffix = "Inverse"

// measureFields bind every measure to the field of its name, with the type that the SDL gives it.
func measureFields(schema *ast.Schema) map[string]any {
	numbers := map[string]int{}
	for n, m := range analysis.Measures() {
		numbers[m.Name] = n
	}
	fields := map[string]any{}
	for n, m := range analysis.Measures() {
		owner := schema.Types[measureOwners()[m.Scope]]
		f := owner.Fields.ForName(m.Name)
		if f == nil { // one with the suffix
			continue
		}
		plain, inverse := n, n
		if other, ok := numbers[m.Name+inverseSuffix]; ok {
			inverse = other
		}
		value := func(c *call, r row) float64 {
			if c.arg("weight") == "INVERSE" {
				return c.measure(r, inverse)
			}
			return c.measure(r, plain)
		}
		fields[owner.Name+"."+m.Name] = measureAccessor(f.Type, value)
	}
	return fields
}

// measureAccessor turns numbers into values of a type of the SDL.
func measureAccessor(t *ast.Type, value func(c *call, r row) float64) any {
	switch {
	case t.NamedType == "Boolean":
		return boolOf(func(c *call, r row) bool { return value(c, r) == 1 })
	case t.NamedType == "Int" && t.NonNull:
		return intOf(func(c *call, r row) int {
			if x := value(c, r); !math.IsNaN(x) {
				return int(x)
			}
			return 0 // the call has an error
		})
	case t.NamedType == "Int":
		return nullableIntOf(func(c *call, r row) (int, bool) {
			x := value(c, r)
			if math.IsNaN(x) {
				return 0, false
			}
			return int(x), true
		})
	}
	return floatOf(value)
}

// measured keeps the values of measures of the network that a request asked about last, by the number of the measure.
type measured struct {
	network *analysis.Network
	values  [][]float64
}

// of gives all values of a measure.
func (m *measured) of(c *call, n *analysis.Network, number int) ([]float64, error) {
	if m.network != n {
		*m = measured{n, make([][]float64, len(analysis.Measures()))}
	}
	if m.values[number] == nil {
		values, err := analysis.Measures()[number].Values(c.ctx, n)
		if err != nil {
			return nil, err
		}
		m.values[number] = values
	}
	return m.values[number], nil
}

// measure is the value of a measure for the network, actor or tie of a row; NaN when there is none or it failed.
func (c *call) measure(r row, number int) float64 {
	values, err := c.measures.of(c, networkOf(r), number)
	if err != nil {
		c.refused(err)
		return math.NaN()
	}
	return values[r.i]
}
