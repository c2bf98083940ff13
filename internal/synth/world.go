// Package synth makes policy plans (政策文件) that look like real ones, as many and as large as a test or benchmark wants.
// The same arguments give the same plans on every machine. Nothing in them is true of the places they name.
package synth

import (
	"fmt"
	"math/rand/v2"

	"github.com/policygraph/policygraph/graph"
)

// place is a division (行政区划) with what it holds.
type place struct {
	entity      graph.Entity
	children    []*place
	departments []body
	government  body
	projects    []graph.Entity
}

// body is a department as its plans write it.
type body struct {
	entity  *graph.Entity
	surface string
}

// world is what all plans of one seed share.
type world struct {
	rng       *rand.Rand
	provinces []*place
	themes    []graph.Entity
	byKey     map[string]*graph.Entity
}

const (
	prefecturesPerProvince = 11 // about the mean of China's provinces
	countiesPerPrefecture  = 8
	projectsPerProvince    = 120
	themeCount             = 300
)

func newWorld(rng *rand.Rand) *world {
	w := &world{rng: rng, byKey: map[string]*graph.Entity{}}
	for _, p := range provinces {
		province := w.division(p.name, p.code+"0000", graph.LevelProvince, nil)
		w.provinces = append(w.provinces, province)
		for i := range prefecturesPerProvince {
			code := fmt.Sprintf("%s%02d", p.code, i+1)
			prefecture := w.division(w.word(2)+"市", code+"00", graph.LevelPrefecture, province)
			for j := range countiesPerPrefecture {
				w.division(w.word(2)+"县", fmt.Sprintf("%s%02d", code, j+21), graph.LevelCounty, prefecture)
			}
		}
		w.projects(province)
	}
	seen := map[string]bool{}
	for len(w.themes) < themeCount {
		name := w.word(2) + "文化"
		if !seen[name] {
			seen[name] = true
			w.themes = append(w.themes, graph.Entity{Key: graph.Key(graph.KindTheme, name), Name: name})
		}
	}
	for i := range w.themes {
		w.byKey[w.themes[i].Key] = &w.themes[i]
	}
	return w
}

// division adds a place with its government and departments under a parent.
func (w *world) division(name, code string, level graph.Level, parent *place) *place {
	p := &place{entity: graph.Entity{Key: graph.Key(graph.KindCity, code), Name: name, Level: level, Code: code}}
	full, prefix := name, "省"
	if parent != nil {
		p.entity.In = parent.entity.Key
		full, prefix = parent.entity.Name+name, "市"
		parent.children = append(parent.children, p)
	}
	w.byKey[p.entity.Key] = &p.entity
	p.government = w.body(p, full, "人民政府", name+"人民政府", graph.DepartmentGovernment)
	if level == graph.LevelCounty {
		return p
	}
	for _, d := range departments {
		p.departments = append(p.departments, w.body(p, full, d.name, prefix+d.short, d.kind))
	}
	return p
}

func (w *world) body(p *place, jurisdiction, name, surface string, kind graph.DepartmentKind) body {
	e := &graph.Entity{
		Key: graph.Key(graph.KindDepartment, jurisdiction, name), Name: jurisdiction + name, Sort: uint8(kind),
		Level: p.entity.Level, In: p.entity.Key,
	}
	if have := w.byKey[e.Key]; have != nil { // two counties may be called the same
		e = have
	}
	w.byKey[e.Key] = e
	return body{e, surface}
}

func (w *world) projects(p *place) {
	seen := map[string]bool{}
	for len(seen) < projectsPerProvince {
		sort := w.rng.IntN(len(projectWords))
		name := w.word(2) + projectWords[sort]
		if seen[name] {
			continue
		}
		seen[name] = true
		p.projects = append(p.projects, graph.Entity{
			Key: graph.Key(graph.KindProject, p.entity.Name, name), Name: name, Sort: uint8(sort),
		})
	}
	for i := range p.projects {
		w.byKey[p.projects[i].Key] = &p.projects[i]
	}
}

// word makes a name of n characters; one in some hundred has a character beyond the Basic Multilingual Plane.
func (w *world) word(n int) string {
	s := make([]rune, n)
	for i := range s {
		s[i] = syllables[w.rng.IntN(len(syllables))]
	}
	return string(s)
}

// skewed picks a number below n, low ones far more often: the chance of i falls about as i to the power of -2/3.
func (w *world) skewed(n int) int {
	u := w.rng.Float64()
	return int(float64(n) * u * u * u)
}
