package export

import (
	"context"
	"errors"
	"math"

	"github.com/policygraph/policygraph/graph/analysis"
)

const (
	minSize = 10 // diameter of a node without ties
	maxSize = 60 // diameter of the node with the greatest strength
)

// other is the colour of small communities and of actors without ties.
var other = rgb{158, 158, 158}

// palette has a colour for each of the largest communities: distinct, and readable under black labels on white.
func palette() []rgb {
	return []rgb{
		{86, 180, 233}, {230, 159, 0}, {0, 158, 115}, {204, 121, 167}, {240, 228, 66}, {213, 94, 0},
		{140, 120, 220}, {120, 190, 80}, {190, 140, 100}, {70, 200, 200}, {250, 150, 150}, {90, 130, 200},
	}
}

// looks gives an actor the colour of its community, an area that grows with its strength and its place in the drawing
// of the network. A network that is too large to be drawn has no places.
func looks(ctx context.Context, n *analysis.Network) (func(i int) look, error) {
	groups, err := n.Communities(ctx)
	if err != nil {
		return nil, err
	}
	s, err := n.Structure(ctx)
	if err != nil {
		return nil, err
	}
	places, err := n.Positions(ctx)
	if large := new(analysis.TooLargeError); err != nil && !errors.As(err, &large) {
		return nil, err
	}
	colors, members, most := palette(), make([]int, groups.Count+1), 0.0
	for i, group := range groups.Of {
		members[group]++
		most = max(most, s.Strength[i])
	}
	return func(i int) look {
		l := look{color: other, size: minSize}
		if group := groups.Of[i]; members[group] > 1 && int(group) <= len(colors) {
			l.color = colors[group-1]
		}
		if most > 0 { // the conversion keeps processors from fusing the product with the sum, which changes bits
			l.size += float64((maxSize - minSize) * math.Sqrt(s.Strength[i]/most))
		}
		l.size = math.Round(float64(l.size*10)) / 10
		if l.placed = places != nil; l.placed {
			l.x, l.y = places[i].X, 0-places[i].Y // Gephi's y grows upwards
		}
		return l
	}, nil
}
