package web

import (
	"cmp"
	"context"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/graph/export"
)

// networkPage is what the template of a network shows: how it was made, and every measure of it and its actors.
type networkPage struct {
	ID, Note string
	Measures []property
	Columns  []string
	Actors   []actorLine
	More     int
	Exports  []property
}

type actorLine struct {
	Name, Link string
	Values     []string
}

// network shows the network that the address asks for.
func (h *pages) network(w http.ResponseWriter, r *http.Request) {
	spec := cmp.Or(r.URL.Query().Get("spec"), "{}")
	p, err := h.describe(r.Context(), spec)
	if err != nil {
		h.render(w, r, http.StatusBadRequest, "refused", "Refused", err.Error())
		return
	}
	for _, f := range export.Formats() {
		p.Exports = append(p.Exports, property{Name: f.Name, Value: f.Reads, Link: "export/network." + f.Name + "?spec=" + url.QueryEscape(spec)})
	}
	h.render(w, r, http.StatusOK, "network", p.ID, p)
}

// describe fills the page. A measure that is too large to compute says so in its place.
func (h *pages) describe(ctx context.Context, spec string) (*networkPage, error) {
	n, err := h.Network(ctx, spec)
	if err != nil {
		return nil, err
	}
	p := &networkPage{ID: string(n.ID), Note: n.MethodNote()}
	shown := min(len(n.Actors), maxLines)
	p.More = len(n.Actors) - shown
	for i := range shown {
		p.Actors = append(p.Actors, actorLine{Name: n.Name(int32(i)), Link: permalink(n.EntityID(int32(i)))})
	}
	for _, m := range analysis.Measures() {
		values, err := m.Values(ctx, n)
		switch m.Scope {
		case analysis.OfNetwork:
			value := ""
			if err != nil {
				value = err.Error()
			} else if len(values) > 0 {
				value = number(values[0], m.Whole)
			}
			p.Measures = append(p.Measures, property{Name: m.Title + " " + m.Name, Value: value})
		case analysis.OfActor:
			if err != nil {
				p.Measures = append(p.Measures, property{Name: m.Title + " " + m.Name, Value: err.Error()})
				continue
			}
			p.Columns = append(p.Columns, m.Title+" "+m.Name)
			for i := range p.Actors {
				p.Actors[i].Values = append(p.Actors[i].Values, number(values[i], m.Whole))
			}
		}
	}
	return p, ctx.Err()
}

// places is how many decimal places a page shows; exports and the API give all digits.
const places = 6

// number writes a value of a measure; what is undefined is a dash.
func number(f float64, whole bool) string {
	switch {
	case math.IsNaN(f):
		return "–"
	case whole:
		return strconv.FormatFloat(f, 'f', -1, 64)
	default:
		return strconv.FormatFloat(f, 'f', places, 64)
	}
}
